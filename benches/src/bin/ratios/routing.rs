//! Sourcing: times over all orders of a kind with their tails, and what backlogs gain by being planned together.

use std::path::Path;
use std::time::{Duration, Instant};

use oms_benches::measure::{Result, Stopwatch, Table, grouped, percentile};
use oms_core::sourcing::{Backlog, Joint, Market, Scratch, Solution};

#[path = "../../../../oms-core/tests/instances/mod.rs"]
mod instances;

use instances::{Queue, Shop, Single};

const ORDERS: u64 = 1_000;
const NODES: u32 = 200_000;
/// Each order is solved so often, and the fastest counts: a machine that does other things as well is slower now and then.
const TRIES: usize = 3;

const KINDS: &[(Shop, usize, usize)] = &[
    (Shop::Mixed, 3, 20),
    (Shop::Mixed, 5, 100),
    (Shop::Mixed, 10, 20),
    (Shop::Mixed, 10, 100),
    (Shop::Mixed, 10, 500),
    (Shop::Mixed, 20, 100),
    (Shop::Thin, 3, 20),
    (Shop::Thin, 5, 100),
    (Shop::Thin, 10, 20),
    (Shop::Thin, 10, 100),
    (Shop::Thin, 10, 500),
];

/// Orders, locations, SKUs, stock in percent of demand, percent of it in stores, and steps.
const BACKLOGS: &[(usize, usize, usize, i64, i64, u64)] =
    &[(1_000, 20, 400, 110, 30, 300_000), (1_000, 50, 400, 110, 60, 600_000), (10_000, 50, 2_000, 115, 30, 1_800_000)];

/// Prints both tables.
pub(super) fn solve(_directory: &Path) -> Result<()> {
    println!("\nOne order, {ORDERS} of each kind, the fastest of {TRIES} tries; microseconds\n");
    let mut table = Table::new(&["orders", "p50", "p90", "p99", "worst", "nodes p50", "nodes most", "proven", "parcels an order"]);
    for (shop, lines, locations) in KINDS {
        table.row(&singles(*shop, *lines, *locations)?);
    }
    println!("{table}");
    println!("\nBacklogs, planned together; against order by order, each exactly. On two threads\n");
    let mut table = Table::new(&["orders x locations", "SKUs", "cost", "parcels", "to the bound", "seconds", "cpu seconds", "steps"]);
    for (orders, locations, skus, cover, stores, steps) in BACKLOGS {
        let queue = Queue::new(*orders, *locations, *skus, *cover, *stores, 1);
        let cells = queue.with(|backlog| together(backlog, *steps))?;
        let mut row = vec![format!("{orders} x {locations}"), skus.to_string()];
        row.extend(cells);
        table.row(&row);
    }
    println!("{table}");
    Ok(())
}

fn singles(shop: Shop, lines: usize, locations: usize) -> Result<Vec<String>> {
    let (mut scratch, mut solution) = (Scratch::default(), Solution::default());
    let (mut times, mut nodes, mut proven, mut parcels) = (Vec::new(), Vec::new(), 0, 0);
    for seed in 0..ORDERS {
        let order = Single::new(shop, lines, locations, seed);
        let problem = order.problem();
        let mut fastest = Duration::MAX;
        for _ in 0..TRIES {
            let started = Instant::now();
            scratch.solve(&problem, NODES, &mut solution)?;
            fastest = fastest.min(started.elapsed());
        }
        times.push(fastest);
        nodes.push(solution.steps);
        proven += usize::from(solution.proven);
        parcels += parcels_of(solution.ship.iter().map(|shipped| shipped.location));
    }
    times.sort_unstable();
    nodes.sort_unstable();
    let micros = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1e6);
    let per_order = parcels as f64 / ORDERS as f64;
    let mut row = vec![format!("{shop:?} {lines}x{locations}").to_lowercase()];
    row.extend([50, 90, 99].map(|percent| micros(percentile(&times, percent))));
    row.push(micros(times.last().copied().unwrap_or_default()));
    row.extend([nodes[nodes.len() / 2].to_string(), nodes.last().copied().unwrap_or_default().to_string()]);
    row.extend([proven.to_string(), format!("{per_order:.2}")]);
    Ok(row)
}

fn parcels_of(locations: impl Iterator<Item = u32>) -> usize {
    let mut locations: Vec<u32> = locations.collect();
    locations.sort_unstable();
    locations.dedup();
    locations.len()
}

fn together(backlog: &Backlog<'_>, steps: u64) -> Result<Vec<String>> {
    let alone = Market::new(backlog)?.joint();
    let watch = Stopwatch::start();
    let joint = oms_storage::solve_on_threads(backlog, steps, 2)?;
    let spent = watch.spent();
    let percent = |part: i64, whole: i64| format!("{:+.2} %", 100.0 * (part - whole) as f64 / whole as f64);
    let parcels = |joint: &Joint| -> i64 {
        let count = |ship: &Vec<oms_core::sourcing::Shipped>| parcels_of(ship.iter().map(|shipped| shipped.location)) as i64;
        joint.ship.iter().map(count).sum()
    };
    Ok(vec![
        percent(joint.cost, alone.cost),
        percent(parcels(&joint), parcels(&alone)),
        percent(joint.cost, joint.bound),
        format!("{:.2}", spent.wall.as_secs_f64()),
        format!("{:.2}", spent.process_cpu.as_secs_f64()),
        grouped(joint.steps as f64),
    ])
}
