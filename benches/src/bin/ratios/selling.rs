//! Selling under pressure: everybody wants one SKU, and a catalog is asked for all it has.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use oms_benches::measure::{Contender, Result, Spent, Stopwatch, Table, grouped, interleave};
use oms_benches::shop;
use oms_benches::workload::{Order, Workload};
use oms_core::inventory::{AvailabilityQuery, ReceiveStock};
use oms_core::{
    Actor, Channel, ChannelId, Command, CommandId, Engine, Envelope, Location, LocationId, MemoryStorage, PutChannel, PutItem, PutLocation,
    Quantity, Sku, Storage, Timestamp,
};
use oms_storage::SqliteStorage;
use serde_json::json;

const ROUNDS: usize = 5;
const BATCH: usize = 512;
const IN_MEMORY: usize = 65_536;
const DURABLE: usize = 12_288;

const CATALOG: u32 = 10_000;
const NODES: u32 = 50;

/// The same orders of three lines, spread over the catalog, and with one SKU on the first line of each.
pub(super) fn flash_sale(directory: &Path) -> Result<()> {
    println!("\nA flash sale: one SKU on every order, batches of {BATCH}, medians of {ROUNDS} interleaved rounds\n");
    let mut table = Table::new(&["storage", "spread, orders/s", "one sku, orders/s", "one sku / spread"]);
    let memory = |hot: bool| move || sell(&mut Engine::new(MemoryStorage::new()), IN_MEMORY, hot);
    let mut contenders = vec![Contender::new("spread", memory(false)), Contender::new("one sku", memory(true))];
    row(&mut table, "memory", &interleave(ROUNDS, &mut contenders)?)?;
    let files = Cell::new(0);
    let durable = |hot: bool| {
        let files = &files;
        move || {
            files.set(files.get() + 1);
            let path = directory.join(format!("{}.sqlite", files.get()));
            sell(&mut Engine::new(SqliteStorage::open(path)?), DURABLE, hot)
        }
    };
    let mut contenders = vec![Contender::new("spread", durable(false)), Contender::new("one sku", durable(true))];
    row(&mut table, "SQLite, synchronous FULL", &interleave(ROUNDS, &mut contenders)?)?;
    println!("{table}");
    Ok(())
}

fn row(table: &mut Table, storage: &str, rounds: &[oms_benches::measure::Rounds]) -> Result<()> {
    let [spread, hot] = rounds else { return Err("two contenders give two results".into()) };
    table.row(&[
        storage.to_owned(),
        grouped(spread.orders_per_second()),
        grouped(hot.orders_per_second()),
        format!("{:.2}", hot.speed_relative_to(spread)),
    ]);
    Ok(())
}

fn sell<S: Storage>(engine: &mut Engine<S>, orders: usize, hot: bool) -> Result<(usize, Spent)> {
    shop::open(engine)?;
    let mut workload = Workload::new(1);
    let mut spent = Spent::default();
    for _ in 0..orders / BATCH {
        let mut portion = workload.take_orders(BATCH);
        if hot {
            portion.iter_mut().for_each(want_one);
        }
        let batch: Vec<Arc<Envelope>> = shop::captures(&portion)?;
        let stopwatch = Stopwatch::start();
        let outcomes = engine.submit_batch(batch).map_err(|error| error.to_string())?;
        spent += stopwatch.spent();
        shop::all_applied(&outcomes)?;
    }
    Ok((orders, spent))
}

/// Puts the SKU of the day on the first line.
pub(super) fn want_one(order: &mut Order) {
    const OF_THE_DAY: u32 = 7;
    let free = |sku: u32| if sku == OF_THE_DAY { OF_THE_DAY + 1 } else { sku };
    let [first, others @ ..] = &mut order.lines;
    first.sku = OF_THE_DAY;
    others.iter_mut().for_each(|line| line.sku = free(line.sku));
    if let [second, third] = others
        && second.sku == third.sku
    {
        third.sku += 1;
    }
}

/// All of a catalog, at many locations, in one call.
pub(super) fn availability(directory: &Path) -> Result<()> {
    println!("\nAvailability of {} SKUs at {NODES} locations, one call, median of {ROUNDS}\n", grouped(f64::from(CATALOG)));
    let mut table = Table::new(&["storage", "ms", "ns a SKU and location"]);
    let mut memory = Engine::new(MemoryStorage::new());
    fill(&mut memory)?;
    told(&mut table, "memory", &mut memory)?;
    let mut file = Engine::new(SqliteStorage::open(directory.join("catalog.sqlite"))?);
    fill(&mut file)?;
    told(&mut table, "SQLite", &mut file)?;
    println!("{table}");
    Ok(())
}

fn told<S: Storage>(table: &mut Table, storage: &str, engine: &mut Engine<S>) -> Result<()> {
    let skus: Vec<Sku> = (0..CATALOG).map(sku).collect::<Result<_>>()?;
    let mut spent = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let (at, channel) = (opening(1)?, ChannelId::new("web")?);
        let query = AvailabilityQuery { at, channel, country: None, skus: skus.clone(), promises: false };
        let begun = Instant::now();
        let answers = engine.availability(query).map_err(|error| error.to_string())?;
        spent.push(begun.elapsed());
        let promised: i64 = answers.iter().map(|answer| answer.available.units()).sum();
        if promised != i64::from(CATALOG) * i64::from(NODES) * 10 {
            return Err(format!("{promised} units are not what was put there").into());
        }
    }
    spent.sort_unstable();
    let median = spent.get(ROUNDS / 2).copied().unwrap_or_default();
    let places = u128::from(CATALOG) * u128::from(NODES);
    table.row(&[storage.to_owned(), median.as_millis().to_string(), (median.as_nanos() / places).to_string()]);
    Ok(())
}

/// Ten units of every SKU at every location.
fn fill<S: Storage>(engine: &mut Engine<S>) -> Result<()> {
    let channel: Channel = serde_json::from_value(json!({"id": "web"}))?;
    let mut commands: Vec<Command> = vec![PutChannel { channel }.into()];
    for number in 0..NODES {
        let location: Location = serde_json::from_value(json!({"id": location(number)?, "country": "DE"}))?;
        commands.push(PutLocation { location }.into());
    }
    for number in 0..CATALOG {
        let item: PutItem = serde_json::from_value(json!({"sku": sku(number)?}))?;
        commands.push(item.into());
    }
    let ten = Quantity::new(10).ok_or("a quantity in range")?;
    for place in 0..NODES {
        for number in 0..CATALOG {
            commands.push(ReceiveStock::one(location(place)?, sku(number)?, ten).into());
        }
    }
    let envelope = |(number, command): (usize, Command)| -> Result<Arc<Envelope>> {
        let (id, at, actor) = (CommandId::new(format!("c{number}"))?, opening(0)?, Actor::new("bench")?);
        Ok(Arc::new(Envelope { id, at, actor, group: None, expected_version: None, command }))
    };
    let commands: Vec<Arc<Envelope>> = commands.into_iter().enumerate().map(envelope).collect::<Result<_>>()?;
    for batch in commands.chunks(4_096) {
        let outcomes = engine.submit_batch(batch.to_vec()).map_err(|error| error.to_string())?;
        shop::all_applied(&outcomes)?;
    }
    Ok(())
}

fn sku(number: u32) -> Result<Sku> {
    Ok(Sku::new(format!("sku-{number:05}"))?)
}

fn location(number: u32) -> Result<LocationId> {
    Ok(LocationId::new(format!("n{number:02}"))?)
}

fn opening(seconds: i64) -> Result<Timestamp> {
    Ok(Timestamp::from_millis((1_772_323_200 + seconds) * 1_000).ok_or("an instant in range")?)
}
