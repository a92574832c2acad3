//! Backlogs solved on several threads. The core has none; its rounds and attempts are pure, so any number gives the same plans.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use oms_core::sourcing::{Attempt, Backlog, Bench, Joint, Market, ProblemError, Round, Scratch};

/// Portions of a round for each thread: they take different times.
const PORTIONS: usize = 4;

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
    let portion = backlog.orders.len().div_ceil(threads * PORTIONS);
    while market.wants_round(steps_max) {
        let rounds: Vec<Round> = on_each(&mut desks, backlog.orders.len(), portion, |range, desk| market.round(range, desk));
        market.absorb(&rounds);
    }
    let mut benches: Vec<Bench> = (0..threads).map(|_| Bench::default()).collect();
    while let Some(batch) = market.next_batch(steps_max) {
        let attempts: Vec<Attempt> = on_each(&mut benches, batch.len(), 1, |range, bench| market.attempt(&batch, range, bench));
        market.take_up(&attempts);
    }
    market.finish(steps_max);
    Ok(market.joint())
}

/// Does work in portions, on a thread for each tool, the first on this one: whoever is done with a portion takes the next.
fn on_each<T: Send, A: Send>(tools: &mut [T], work: usize, portion: usize, part: impl Fn(Range<usize>, &mut T) -> A + Sync) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let portion = portion.max(1);
    let take_on = |tool: &mut T| {
        let mut done = Vec::new();
        loop {
            let from = next.fetch_add(portion, Ordering::Relaxed);
            if from >= work {
                return done;
            }
            done.push(part(from..work.min(from + portion), tool));
        }
    };
    let Some((first, others)) = tools.split_first_mut() else { return Vec::new() };
    let take_on = &take_on;
    // More threads than portions would have nothing to do.
    let others = others.iter_mut().take(work.div_ceil(portion).saturating_sub(1));
    thread::scope(|scope| {
        let others: Vec<_> = others.map(|tool| scope.spawn(move || take_on(tool))).collect();
        let mut done = take_on(first);
        for other in others {
            match other.join() {
                Ok(results) => done.extend(results),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}
