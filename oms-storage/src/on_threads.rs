//! Backlogs solved on several threads. The core has none; its rounds and attempts are pure, so any number gives the same plans.

use std::ops::Range;
use std::thread;

use oms_core::sourcing::{Attempt, Backlog, Bench, Joint, Market, ProblemError, Round, Scratch};

/// Finds plans for all orders of a backlog as [`Backlog::solve`] does, on so many threads: the same plans, the same bound, the same
/// count of steps.
///
/// # Errors
/// Fails when tables do not fit together or figures are out of bounds.
///
/// # Examples
/// ```
/// use oms_core::sourcing::{Backlog, Claim, Load, Waiting};
///
/// let claims = [Claim { sku: 0, quantity: 1, short_penalty: 10_000 }];
/// let near = Waiting { fixed: &[500, 600], claims: &claims, unit_costs: &[0, 0], shipments_max: 2, load: Load::default() };
/// let far = Waiting { fixed: &[500, 900], ..near };
/// let backlog = Backlog { locations: 2, stock: &[1, 1], rooms: &[], orders: &[near, far] };
/// assert_eq!(oms_storage::solve_on_threads(&backlog, 1_000, 2)?, backlog.solve(1_000)?);
/// # Ok::<(), oms_core::sourcing::ProblemError>(())
/// ```
pub fn solve_on_threads(backlog: &Backlog<'_>, steps_max: u64, threads: usize) -> Result<Joint, ProblemError> {
    let threads = threads.max(1);
    let mut market = Market::new(backlog)?;
    let mut desks: Vec<Scratch> = (0..threads).map(|_| Scratch::default()).collect();
    while market.wants_round(steps_max) {
        let rounds: Vec<Round> = on_each(&mut desks, backlog.orders.len(), |range, desk| market.round(range, desk));
        market.absorb(&rounds);
    }
    let mut benches: Vec<Bench> = (0..threads).map(|_| Bench::default()).collect();
    while let Some(batch) = market.next_batch(steps_max) {
        let attempts: Vec<Attempt> = on_each(&mut benches, batch.len(), |range, bench| market.attempt(&batch, range, bench));
        market.take_up(&attempts);
    }
    market.finish(steps_max);
    Ok(market.joint())
}

/// Divides work into as many parts as there are tools, and does each on a thread of its own, the first on this one.
fn on_each<T: Send, A: Send>(tools: &mut [T], work: usize, part: impl Fn(Range<usize>, &mut T) -> A + Sync) -> Vec<A> {
    let count = tools.len().max(1);
    let ranges = (0..count).map(|number| work * number / count..work * (number + 1) / count);
    let mut jobs = ranges.zip(tools).filter(|(range, _)| !range.is_empty());
    let Some((first, tool)) = jobs.next() else { return Vec::new() };
    let part = &part;
    thread::scope(|scope| {
        let others: Vec<_> = jobs.map(|(range, tool)| scope.spawn(move || part(range, tool))).collect();
        let mut done = vec![part(first, tool)];
        for other in others {
            match other.join() {
                Ok(result) => done.push(result),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}
