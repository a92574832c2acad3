//! Several processes that write single orders to one SQLite file, as web workers do, against one that does.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use oms_benches::measure::{Result, Table, grouped, percentile};
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::Engine;
use oms_storage::SqliteStorage;

const ROUNDS: usize = 5;
const PROCESSES: &[usize] = &[1, 4, 8];
/// How long the workers of a round write.
const TIME: Duration = Duration::from_millis(1_500);
/// Orders are made before the clock starts: more than any worker gets done.
const ORDERS: usize = 30_000;

/// The name of the hidden section that a worker runs.
pub(super) const WORKER: &str = "worker-of-several";

/// What came of a round.
#[derive(Clone)]
struct Round {
    orders_per_second: f64,
    slowest_to_fastest: f64,
    p99: Duration,
    worst: Duration,
}

/// Writes one order after the other, from a word on the standard input on, until the time is over; tells how many, and how long they took.
pub(super) fn work(path: &Path, worker: u64) -> Result<()> {
    let mut engine = Engine::new(SqliteStorage::open(path)?);
    let mut orders = Workload::new(worker + 1).take_orders(ORDERS);
    for order in &mut orders {
        order.number += worker * 1_000_000;
    }
    let captures = shop::captures(&orders)?;
    println!("ready");
    let mut word = String::new();
    std::io::stdin().read_line(&mut word)?;
    let start = Instant::now();
    let mut latencies = Vec::with_capacity(ORDERS);
    for capture in captures {
        let sent = Instant::now();
        shop::all_applied(&[engine.submit(capture)?])?;
        latencies.push(sent.elapsed());
        if start.elapsed() >= TIME {
            break;
        }
    }
    let count = latencies.len();
    latencies.sort_unstable();
    let [p99, worst] = [99, 100].map(|percent| percentile(&latencies, percent).as_micros());
    println!("{count} {} {p99} {worst}", start.elapsed().as_micros());
    Ok(())
}

/// One process and several, in turns.
pub(super) fn compare(directory: &Path) -> Result<()> {
    println!("\nProcesses that write single orders to one SQLite file, synchronous FULL, medians of {ROUNDS} interleaved rounds\n");
    let mut rounds: Vec<Vec<Round>> = PROCESSES.iter().map(|_| Vec::new()).collect();
    for round in 0..=ROUNDS {
        for (place, processes) in PROCESSES.iter().enumerate() {
            let folder = directory.join(format!("{round}-{processes}"));
            std::fs::create_dir(&folder)?;
            let measured = one_round(&folder.join("orders"), *processes)?;
            std::fs::remove_dir_all(&folder)?;
            if round > 0 {
                rounds[place].push(measured);
            }
        }
    }
    let mut table = Table::new(&["processes", "orders/s", "/ one process", "slowest / fastest", "p99 ms", "worst ms"]);
    for (place, processes) in PROCESSES.iter().enumerate() {
        let of = |figure: fn(&Round) -> f64| median(rounds[place].iter().map(figure).collect());
        let ratios = rounds[place].iter().zip(&rounds[0]).map(|(own, alone)| own.orders_per_second / alone.orders_per_second);
        table.row(&[
            processes.to_string(),
            grouped(of(|round| round.orders_per_second)),
            format!("{:.2}", median(ratios.collect())),
            format!("{:.2}", of(|round| round.slowest_to_fastest)),
            format!("{:.1}", of(|round| round.p99.as_secs_f64() * 1e3)),
            format!("{:.1}", of(|round| round.worst.as_secs_f64() * 1e3)),
        ]);
    }
    println!("{table}");
    Ok(())
}

fn one_round(path: &Path, processes: usize) -> Result<Round> {
    let mut engine = Engine::new(SqliteStorage::open(path)?);
    shop::open(&mut engine)?;
    drop(engine);
    let mut workers = Vec::new();
    for number in 0..processes {
        let mut child = Command::new(std::env::current_exe()?);
        child.arg(WORKER).arg(path).arg(number.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = child.spawn()?;
        let output = BufReader::new(child.stdout.take().ok_or("a worker has an output")?);
        workers.push((child, output));
    }
    for (_, output) in &mut workers {
        read_line(output)?;
    }
    for (child, _) in &mut workers {
        go(child)?;
    }
    let mut told = Vec::new();
    for (mut child, mut output) in workers {
        let line = read_line(&mut output)?;
        let figures = line.split_whitespace().map(str::parse).collect::<std::result::Result<Vec<u64>, _>>()?;
        let [orders, micros, p99, worst] = figures[..] else { return Err(format!("a worker said `{line}`").into()) };
        told.push((orders as f64 / Duration::from_micros(micros).as_secs_f64(), p99, worst));
        if !child.wait()?.success() {
            return Err("a worker failed".into());
        }
    }
    let rates = told.iter().map(|(rate, ..)| *rate);
    let (slowest, fastest) = rates.clone().fold((f64::INFINITY, 0.0), |(low, high), rate| (rate.min(low), rate.max(high)));
    let most = |of: fn(&(f64, u64, u64)) -> u64| Duration::from_micros(told.iter().map(of).max().unwrap_or_default());
    Ok(Round {
        orders_per_second: rates.sum(),
        slowest_to_fastest: slowest / fastest,
        p99: most(|told| told.1),
        worst: most(|told| told.2),
    })
}

fn go(child: &mut Child) -> Result<()> {
    // Closed afterwards: the worker reads one line.
    let mut input = child.stdin.take().ok_or("a worker has an input")?;
    Ok(writeln!(input, "go")?)
}

fn read_line(output: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
