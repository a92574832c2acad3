//! The life of a week's orders, hour by hour.
//!
//! What is decided within an hour rests on the state at its beginning, and on the answers to what was asked before in it: how many
//! commands go into a batch changes nothing.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use oms_core::inventory::AvailabilityQuery;
use oms_core::order::{Order, Portion, Stage};
use oms_core::slot::SlotQuery;
use oms_core::{Engine, EngineError, Envelope, Outcome, Rejection, Storage, Timestamp};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::baskets::{Basket, BasketLine, Week};
use super::picker::Picker;
use super::shop::{postal_code, set_up};
use super::stock::{HOUR, deliveries, local_day};

/// Why the week ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum WeekError<E: std::error::Error + 'static> {
    /// The store failed.
    #[error(transparent)]
    Engine(#[from] EngineError<E>),
    /// A command of this program is none.
    #[error("a command that this program made cannot be read: {0}")]
    Command(#[from] serde_json::Error),
    /// The shop could not be put in place.
    #[error("the shop was refused: {0}")]
    SetUp(String),
}

/// What became of a week.
#[derive(Debug, Default)]
pub struct Lived {
    /// Commands that were sent.
    pub commands: u64,
    /// Orders that had to take another slot, since the one they wanted was full by then.
    pub slots_full: u64,
    /// Order lines that found too little stock, by day and department.
    pub stock_outs: BTreeMap<(i64, String), u64>,
    /// Commands that were refused against the plan, each in a sentence.
    pub refusals: Vec<String>,
}

/// An order on its way.
struct Life<'a> {
    basket: &'a Basket,
    order: String,
    store: u64,
    /// When its window begins, in milliseconds.
    begins_at: i64,
    collects: bool,
    /// Units that the picker does not find and has nothing for, by line.
    not_found: BTreeMap<String, i64>,
}

/// A command with the name that its id has, and its time.
type Sending = (String, i64, Value);

/// Units that are free, by store and product.
type Free = BTreeMap<(u64, u64), i64>;

const PICKED_BEFORE: i64 = 2 * HOUR;
/// After that the goods have arrived.
const ON_THE_WAY: i64 = HOUR;
/// The most SKUs of one question.
const SKUS_MAX: usize = 500;

/// Lets all baskets of a week live on an engine.
pub fn live<S: Storage>(engine: &mut Engine<S>, week: &Week, stores: u64, batch: usize) -> Result<Lived, WeekError<S::Error>> {
    let mut run = Run { engine, week, stores, batch: batch.max(1), picker: Picker::new(week), lived: Lived::default() };
    let deliveries = deliveries(week, stores);
    let first_basket = week.baskets.first().map(|basket| basket.at.millis());
    let Some(begin) = deliveries.first().map(|delivery| delivery.at).into_iter().chain(first_basket).min() else {
        return Ok(run.lived);
    };
    let mut hour = begin.div_euclid(HOUR) * HOUR;
    let set_up = set_up(week, stores).into_iter().map(|(name, command)| (format!("set-up/{name}"), hour, command)).collect();
    if let Some(refused) = run.send(set_up)?.iter().find_map(|outcome| outcome.receipt().err()) {
        return Err(WeekError::SetUp(refused.to_string()));
    }
    let (mut deliveries, mut baskets) = (deliveries.into_iter().peekable(), week.baskets.iter().peekable());
    let mut lives: Vec<Life<'_>> = Vec::new();
    while deliveries.peek().is_some() || baskets.peek().is_some() || !lives.is_empty() {
        let mut arriving = Vec::new();
        while let Some(delivery) = deliveries.next_if(|delivery| delivery.at < hour + HOUR) {
            let lines: Vec<Value> = delivery.lines.iter().map(|(sku, units)| json!({"sku": sku.to_string(), "quantity": units})).collect();
            let command = json!({"type": "receive_stock", "location": format!("store-{}", delivery.store), "lines": lines});
            arriving.push((format!("delivery/{hour}/{}/{}", delivery.store, arriving.len()), hour, command));
        }
        run.send_planned(arriving)?;
        run.pick(&mut lives, hour)?;
        run.hand_over(&lives, hour)?;
        run.arrive(&lives, hour)?;
        lives.retain(|life| life.begins_at + ON_THE_WAY > hour);
        let mut placed = Vec::new();
        while let Some(basket) = baskets.next_if(|basket| basket.at.millis() < hour + HOUR) {
            placed.push(basket);
        }
        run.capture(placed, hour, &mut lives)?;
        hour += HOUR;
    }
    Ok(run.lived)
}

struct Run<'a, S> {
    engine: &'a mut Engine<S>,
    week: &'a Week,
    stores: u64,
    batch: usize,
    picker: Picker,
    lived: Lived,
}

impl<'a, S: Storage> Run<'a, S> {
    fn send(&mut self, sendings: Vec<Sending>) -> Result<Vec<Outcome>, WeekError<S::Error>> {
        let mut envelopes: Vec<Arc<Envelope>> = Vec::with_capacity(sendings.len());
        for (name, at, command) in sendings {
            let at = Timestamp::from_millis(at);
            let envelope = json!({"id": format!("grocery-week/{name}"), "at": at, "actor": "store", "command": command});
            envelopes.push(Arc::new(serde_json::from_value(envelope)?));
        }
        let mut outcomes = Vec::with_capacity(envelopes.len());
        while !envelopes.is_empty() {
            let rest = envelopes.split_off(self.batch.min(envelopes.len()));
            self.lived.commands += envelopes.len() as u64;
            outcomes.extend(self.engine.submit_batch(std::mem::replace(&mut envelopes, rest))?);
        }
        Ok(outcomes)
    }

    /// Sends commands that must take effect. Those that do not are told.
    fn send_planned(&mut self, sendings: Vec<Sending>) -> Result<(), WeekError<S::Error>> {
        let names: Vec<String> = sendings.iter().map(|(name, ..)| name.clone()).collect();
        for (name, outcome) in names.into_iter().zip(self.send(sendings)?) {
            if let Err(refusal) = outcome.receipt() {
                self.lived.refusals.push(format!("{name}: {refusal}"));
            }
        }
        Ok(())
    }

    fn order(&mut self, id: &str) -> Result<Option<Arc<Order>>, WeekError<S::Error>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        Ok(self.engine.order(&id)?)
    }

    /// Takes orders in, each for the first slot of its store that has room.
    fn capture(&mut self, placed: Vec<&'a Basket>, hour: i64, lives: &mut Vec<Life<'a>>) -> Result<(), WeekError<S::Error>> {
        let mut offers: BTreeMap<(u64, bool), Vec<String>> = BTreeMap::new();
        let mut pending: Vec<(&Basket, usize)> = placed.into_iter().map(|basket| (basket, 0)).collect();
        let mut captured = Vec::new();
        while !pending.is_empty() {
            let mut sendings = Vec::with_capacity(pending.len());
            for (basket, tried) in &pending {
                let (store, collects) = (basket.store % self.stores, collects(basket));
                let slots = match offers.entry((store, collects)) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(self.offers(store, collects, hour + HOUR - 1)?),
                };
                let slot = slots.get(*tried);
                let name = format!("capture/{}/{tried}", basket.id);
                sendings.push((name, basket.at.millis(), capture(basket, store, slot.map(String::as_str))));
            }
            let outcomes = self.send(sendings)?;
            let mut again = Vec::new();
            for ((basket, tried), outcome) in pending.into_iter().zip(outcomes) {
                match outcome.receipt() {
                    Ok(_) => captured.push(basket),
                    Err(Rejection::SlotFull { .. }) => {
                        self.lived.slots_full += 1;
                        again.push((basket, tried + 1));
                    }
                    Err(refusal) => self.lived.refusals.push(format!("capture/{}: {refusal}", basket.id)),
                }
            }
            pending = again;
        }
        captured.sort_by_key(|basket| (basket.at, basket.id));
        for basket in captured {
            let Some(order) = self.order(&basket.id.to_string())? else { continue };
            self.count_stock_outs(basket, &order);
            if let Some(slot) = &order.slot {
                lives.push(Life {
                    basket,
                    order: basket.id.to_string(),
                    store: basket.store % self.stores,
                    begins_at: slot.begins_at.millis(),
                    collects: collects(basket),
                    not_found: BTreeMap::new(),
                });
            }
        }
        Ok(())
    }

    fn offers(&mut self, store: u64, collects: bool, at: i64) -> Result<Vec<String>, WeekError<S::Error>> {
        let kind = if collects { "pickup" } else { "delivery" };
        let query = json!({"at": Timestamp::from_millis(at), "days": 7, "kind": kind, "location": format!("store-{store}")});
        let offers = self.engine.slots(serde_json::from_value::<SlotQuery>(query)?)?;
        Ok(offers.into_iter().filter(|offer| offer.bookable).map(|offer| offer.slot.to_string()).collect())
    }

    fn count_stock_outs(&mut self, basket: &Basket, order: &Order) {
        for line in order.lines.iter().filter(|line| !line.units.at(Stage::Backordered).is_zero()) {
            let product = line.sku.as_str().parse().ok().and_then(|number: u64| self.week.products.get(&number));
            let department = product.map(|product| product.department.clone()).unwrap_or_default();
            *self.lived.stock_outs.entry((local_day(basket.at.millis()), department)).or_default() += 1;
        }
    }

    /// Picks the orders whose windows are near: gives something else for what is missing where the customer takes it, cancels the rest.
    fn pick(&mut self, lives: &mut [Life<'a>], hour: i64) -> Result<(), WeekError<S::Error>> {
        let mut due: Vec<&mut Life<'a>> = lives.iter_mut().filter(|life| life.begins_at == hour + PICKED_BEFORE).collect();
        let mut orders = Vec::with_capacity(due.len());
        for life in &due {
            orders.push(self.order(&life.order)?);
        }
        let mut free = self.free_for(&due, &orders, hour)?;
        let mut sendings = Vec::new();
        for (life, order) in due.iter_mut().zip(&orders) {
            if let Some(order) = order {
                sendings.extend(substitutes(&self.picker, life, order, &mut free, hour));
            }
        }
        self.send_planned(sendings)?;
        let mut picks = Vec::new();
        for life in &due {
            let Some(order) = self.order(&life.order)? else { continue };
            for number in at_work(&order, Stage::Allocated) {
                let name = format!("pick/{}/{number}", life.order);
                picks.push((name, hour, pick(life, &order, number)));
            }
        }
        self.send_planned(picks)
    }

    /// What is free at the stores of what might be given instead of what is missing.
    fn free_for(&mut self, due: &[&mut Life<'a>], orders: &[Option<Arc<Order>>], hour: i64) -> Result<Free, WeekError<S::Error>> {
        let mut wanted = std::collections::BTreeSet::new();
        for (life, order) in due.iter().zip(orders) {
            let missing = order.iter().flat_map(|order| &order.lines).filter(|line| missing(life.basket, line) != (0, 0));
            let products = missing.filter_map(|line| line.sku.as_str().parse::<u64>().ok());
            wanted.extend(products.flat_map(|product| self.picker.alike(product).collect::<Vec<_>>()));
        }
        let wanted: Vec<String> = wanted.into_iter().map(|product: u64| product.to_string()).collect();
        let mut free = BTreeMap::new();
        for skus in wanted.chunks(SKUS_MAX) {
            let query = json!({"at": Timestamp::from_millis(hour), "channel": "app", "skus": skus});
            for answer in self.engine.availability(serde_json::from_value::<AvailabilityQuery>(query)?)? {
                let Ok(product) = answer.sku.as_str().parse::<u64>() else { continue };
                for at in &answer.locations {
                    let store = at.location.as_str().strip_prefix("store-").and_then(|number| number.parse::<u64>().ok());
                    free.extend(store.map(|store| ((store, product), at.available.units())));
                }
            }
        }
        Ok(free)
    }

    /// At the beginning of the window the money is captured, and the goods leave or wait for whoever collects them.
    fn hand_over(&mut self, lives: &[Life<'a>], hour: i64) -> Result<(), WeekError<S::Error>> {
        let mut sendings = Vec::new();
        for life in lives.iter().filter(|life| life.begins_at == hour) {
            let Some(order) = self.order(&life.order)? else { continue };
            let due = order.balance().due;
            if due.minor() > 0 {
                let command = json!({"type": "capture_payment", "order": life.order, "payment": "card", "amount": due.decimal()});
                sendings.push((format!("money/{}", life.order), hour, command));
            }
            for (place, number) in at_work(&order, Stage::Picked).into_iter().enumerate() {
                let of_work = |kind: &str| json!({"type": kind, "order": life.order, "fulfillment": number});
                let name = |step: &str| format!("{step}/{}/{number}", life.order);
                if life.collects {
                    let mut ready = of_work("ready_for_pickup");
                    add(&mut ready, "proof_code", json!(proof(life)));
                    sendings.push((name("ready"), hour, ready));
                } else {
                    let parcel = order.parcels.len() + place + 1;
                    sendings.push((name("pack"), hour, of_work("pack_parcel")));
                    let command = json!({"type": "ship_parcel", "order": life.order, "parcel": parcel, "carrier": "van"});
                    sendings.push((name("ship"), hour, command));
                }
            }
        }
        self.send_planned(sendings)
    }

    /// Within the window the goods arrive or are collected. Some give a substitute back at the door.
    fn arrive(&mut self, lives: &[Life<'a>], hour: i64) -> Result<(), WeekError<S::Error>> {
        let mut sendings = Vec::new();
        for life in lives.iter().filter(|life| life.begins_at + ON_THE_WAY == hour) {
            let Some(order) = self.order(&life.order)? else { continue };
            if life.collects {
                for number in at_work(&order, Stage::Picked) {
                    let command = json!({"type": "collect_order", "order": life.order, "fulfillment": number, "proof_code": proof(life)});
                    sendings.push((format!("collect/{}/{number}", life.order), hour, command));
                }
            }
            for parcel in 1..=order.parcels.len() {
                let command = json!({"type": "record_tracking", "order": life.order, "parcel": parcel, "tracking": "delivered"});
                sendings.push((format!("arrive/{}/{parcel}", life.order), hour, command));
            }
            if life.basket.id.is_multiple_of(10) {
                sendings.extend(give_back(life, &order, hour));
            }
        }
        self.send_planned(sendings)
    }
}

fn add(command: &mut Value, field: &str, value: Value) {
    if let Some(command) = command.as_object_mut() {
        command.insert(field.to_owned(), value);
    }
}

fn collects(basket: &Basket) -> bool {
    basket.household.is_multiple_of(4)
}

fn proof(life: &Life<'_>) -> String {
    format!("{:04}", life.basket.id % 10_000)
}

/// The numbers of the fulfillment orders that have units at a stage.
fn at_work(order: &Order, stage: Stage) -> Vec<u32> {
    let portions = order.lines.iter().flat_map(|line| line.units.portions());
    let numbers = portions.filter(|portion| portion.stage == stage).filter_map(|portion| portion.fulfillment);
    numbers.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn capture(basket: &Basket, store: u64, slot: Option<&str>) -> Value {
    let accepts = match basket.household % 10 {
        0 | 1 => "none",
        2..=7 => "same_category",
        _ => "best_match",
    };
    let lines: Vec<Value> = basket.lines.iter().map(|line| capture_line(line, accepts)).collect();
    let total: i64 = basket.lines.iter().map(|line| line.shelf - line.discount).sum();
    let address = json!({"country": "US", "postal_code": postal_code(store)});
    json!({"type": "capture_order", "order": basket.id.to_string(), "channel": "app", "currency": "USD", "prices_include_tax": true,
           "customer": basket.household.to_string(), "shipping_address": address, "slot": slot, "lines": lines,
           "payments": [{"id": "card", "method": "card", "authorized": Decimal::new(total, 2)}]})
}

fn capture_line(line: &BasketLine, accepts: &str) -> Value {
    let unit_price = (Decimal::new(line.shelf, 2) / Decimal::from(line.units.max(1))).round_dp(8).normalize();
    let mut new = json!({"id": line.product.to_string(), "sku": line.product.to_string(), "quantity": line.units,
                         "unit_price": unit_price, "substitution": {"accepts": accepts}});
    if line.discount > 0 {
        add(&mut new, "discounts", json!([{"amount": Decimal::new(line.discount, 2)}]));
    }
    new
}

/// Units of a line that wait for stock, and units that are not on the shelf although the books say so.
fn missing(basket: &Basket, line: &oms_core::order::Line) -> (i64, i64) {
    let waiting = line.units.at(Stage::Open).units() + line.units.at(Stage::Backordered).units();
    let number: u64 = line.sku.as_str().parse().unwrap_or_default();
    let is_odd = line.substitute_for.is_none() && (basket.id + number).is_multiple_of(50);
    (waiting, i64::from(is_odd && !line.units.at(Stage::Allocated).is_zero()))
}

/// What a picker gives for what is missing of an order, and what is canceled of it.
fn substitutes(picker: &Picker, life: &mut Life<'_>, order: &Order, free: &mut Free, hour: i64) -> Vec<Sending> {
    let mut sendings = Vec::new();
    let mut canceled = Vec::new();
    let work = at_work(order, Stage::Allocated).first().copied();
    for line in &order.lines {
        let (waiting, odd) = missing(life.basket, line);
        let Some(product) = line.sku.as_str().parse::<u64>().ok().filter(|_| waiting + odd > 0) else { continue };
        let mut left = waiting + odd;
        let store = life.store;
        // What lies on the shelf belongs to one piece of work; what waits may be replaced in any.
        let on_shelf = line.units.portions().iter().find(|portion| portion.stage == Stage::Allocated);
        let work = on_shelf.and_then(|portion| portion.fulfillment).or(work);
        let choices = match work {
            Some(_) => picker.choose(line, product, left, |other| free.get(&(store, other)).copied().unwrap_or_default()),
            None => Vec::new(),
        };
        for (place, choice) in choices.into_iter().enumerate() {
            left -= choice.units;
            if let Some(free) = free.get_mut(&(store, choice.product)) {
                *free -= choice.units;
            }
            let substitute = json!({"id": format!("{}-{}", line.id, place + 1), "sku": choice.product.to_string(),
                                    "unit_price": Decimal::new(choice.price, 2)});
            let command = json!({"type": "substitute_item", "order": life.order, "fulfillment": work, "line": line.id,
                                 "quantity": choice.units, "substitute": substitute});
            sendings.push((format!("substitute/{}/{}/{place}", life.order, line.id), hour, command));
        }
        // What waits is replaced first: what is left of it is canceled, and the rest was looked for in vain.
        let not_there = left.min(odd);
        if left > not_there {
            canceled.push(json!({"line": line.id, "quantity": left - not_there}));
        }
        if not_there > 0 {
            life.not_found.insert(line.id.to_string(), not_there);
        }
    }
    if !canceled.is_empty() {
        let command = json!({"type": "cancel_order", "order": life.order, "lines": canceled, "reason": "inventory"});
        sendings.push((format!("cancel/{}", life.order), hour, command));
    }
    sendings
}

/// Everything that is to be picked for a fulfillment order, less what is not there.
fn pick(life: &Life<'_>, order: &Order, number: u32) -> Value {
    let to_pick = |portion: &Portion| portion.stage == Stage::Allocated && portion.fulfillment == Some(number);
    let lines = order.lines.iter().map(|line| (line, line.units.sum(to_pick).units())).filter(|(_, units)| *units > 0);
    let lines = lines.map(|(line, units)| {
        let not_found = life.not_found.get(line.id.as_str()).copied().unwrap_or_default().min(units);
        json!({"line": line.id, "picked": units - not_found, "not_found": not_found})
    });
    json!({"type": "pick_fulfillment", "order": life.order, "fulfillment": number, "lines": lines.collect::<Vec<_>>()})
}

/// The first substitute of an order goes back at the door.
fn give_back(life: &Life<'_>, order: &Order, hour: i64) -> Vec<Sending> {
    let Some(line) = order.lines.iter().find(|line| line.substitute_for.is_some()) else { return Vec::new() };
    let (order, location) = (&life.order, format!("store-{}", life.store));
    let units = json!({"line": line.id, "quantity": line.quantity});
    let with = |field: &str, value: &str| {
        let mut units = units.clone();
        add(&mut units, field, json!(value));
        units
    };
    [
        ("ask", json!({"type": "request_return", "order": order, "return_id": "door", "lines": [with("reason", "change_of_mind")]})),
        ("take", json!({"type": "receive_return", "order": order, "return_id": "door", "location": location, "lines": [units]})),
        ("look", json!({"type": "inspect_return", "order": order, "return_id": "door", "units": [with("disposition", "restock")]})),
        ("repay", json!({"type": "refund_return", "order": order, "return_id": "door"})),
    ]
    .into_iter()
    .map(|(step, command)| (format!("door/{order}/{step}"), hour, command))
    .collect()
}
