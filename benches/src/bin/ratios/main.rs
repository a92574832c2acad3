//! Prints what the engine reaches against hand-written loops, in one interleaved run.
//!
//! `cargo run --release -p oms-benches --bin ratios` measures everything in a temporary folder, which should be on the
//! disk that matters. Arguments name sections to run alone, for example `ratios flush loops`. With
//! `--features postgres` there is a section of that name, which starts a server from the installed programs.

mod alone;
mod callers;
mod durable;
#[cfg(feature = "postgres")]
mod hot_sku;
mod loops;
mod memory;
mod million;
#[cfg(feature = "postgres")]
mod postgres;
mod processes;
mod routing;
mod selling;

use std::path::Path;

use oms_benches::measure::{Result, Table, flush_latency};

type Section = (&'static str, fn(&Path) -> Result<()>);

/// Every section, in the order in which they run.
const SECTIONS: &[Section] = &[
    ("flush", flush),
    ("loops", loops::compare),
    ("memory", memory::decide),
    ("durable", durable::compare),
    ("account", durable::account),
    ("callers", callers::compare),
    ("processes", processes::compare),
    ("flash", selling::flash_sale),
    ("availability", selling::availability),
    ("routing", routing::solve),
    ("million", million::kill_and_read),
    #[cfg(feature = "postgres")]
    ("postgres", postgres::compare),
    #[cfg(feature = "postgres")]
    ("hot-sku", hot_sku::compare),
    #[cfg(feature = "postgres")]
    ("policies", postgres::policies),
];

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let [name, path] = wanted.as_slice()
        && name == million::WRITER
    {
        return million::write_until_killed(Path::new(path));
    }
    if let [name, path, worker] = wanted.as_slice()
        && name == processes::WORKER
    {
        return processes::work(Path::new(path), worker.parse()?);
    }
    if let [name, contender, batch_size, batches] = wanted.as_slice()
        && name == alone::ALONE
    {
        return alone::run(contender, batch_size.parse()?, batches.parse()?);
    }
    if let Some(unknown) = wanted.iter().find(|name| SECTIONS.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no section `{unknown}`; there are {}", known.join(", ")).into());
    }
    for (name, run) in SECTIONS {
        if wanted.is_empty() || wanted.iter().any(|wish| wish == name) {
            let directory = tempfile::tempdir()?;
            run(directory.path())?;
        }
    }
    Ok(())
}

/// Latency of the disk: print it beside every durable figure.
fn flush(directory: &Path) -> Result<()> {
    println!("\nAppend and fdatasync, microseconds\n");
    let mut table = Table::new(&["block", "p50", "p99"]);
    for (bytes, count) in [(4 << 10, 2_000), (64 << 10, 1_000)] {
        let latency = flush_latency(directory, bytes, count)?;
        table.row(&[format!("{} KB", bytes >> 10), latency.p50.as_micros().to_string(), latency.p99.as_micros().to_string()]);
    }
    println!("{table}");
    Ok(())
}
