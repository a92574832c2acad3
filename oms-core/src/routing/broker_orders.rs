//! A wave: work off a part of a queue, and route what can be routed now.

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, ToSmolStr};

use super::binding::free_line;
use super::promise::{promise, release, wait_for_stock};
use crate::batch::{ReadSet, Waiting, Workspace};
use crate::event::Event;
use crate::inventory::ReleaseRule;
use crate::order::{Hold, Order, OrderQueue, Portion, Stage, allocate_order};
use crate::query::OrderFilter;
use crate::reservation::expiry;
use crate::settings::OnShortage;
use crate::{OrderId, Quantity, Rejection, Sku};

/// The most orders that a wave looks at.
pub const WAVE_ORDERS_MAX: u32 = 500;

/// Works off a part of a queue: looks at so many orders, highest priority first, then placed first, then by id, and promises stock to what
/// can be routed now by the routing policy, as far as the days of locations have room. The rest stays where it is.
///
/// Orders of `unfillable` are treated as by `allocate_order`: what is found is promised, and their holds tell the figures of today. Orders
/// of `waiting_for_supply` get what is free at any location; what is assigned to a location waits for that one. Where stock that arrives is
/// given out by the rule `ship_complete`, they get all that they wait for or nothing.
///
/// The receipt says how many were looked at, routed and left, and where the next wave goes on (`orders_brokered`). An order for which
/// nothing has changed is not written. What stands in `held` and `pickup_rejected` is for people to decide, and a wave of it is refused.
///
/// It is best sent in a batch of its own: a batch reads as many orders as all its commands may look at.
///
/// # Examples
/// What cron starts every five minutes:
/// ```
/// # use std::error::Error;
/// use oms_core::order::OrderQueue;
/// use oms_core::routing::BrokerOrders;
/// use oms_core::{Actor, CommandId, Engine, Envelope, Event, MemoryStorage, Storage, Timestamp};
///
/// /// One run over a queue. `run` names it: the minute in which cron has begun it, say.
/// fn run_over<S: Storage>(engine: &mut Engine<S>, queue: OrderQueue, run: &str, at: Timestamp) -> Result<u32, Box<dyn Error>> {
///     let (mut routed_in_all, mut after) = (0, None);
///     for wave in 0.. {
///         let command = BrokerOrders { queue, size: 100, after: after.take(), filter: Box::default() };
///         let id = CommandId::new(format!("brokering-{run}-{wave}"))?;
///         let envelope = Envelope { id, at, actor: Actor::new("cron")?, group: None, expected_version: None, command: command.into() };
///         let outcome = engine.submit(envelope)?;
///         let Some(Event::OrdersBrokered { routed, next, .. }) = outcome.events().last() else { break };
///         routed_in_all += routed;
///         match next {
///             Some(next) => after = Some(next.clone()),
///             None => break,
///         }
///     }
///     Ok(routed_in_all)
/// }
///
/// let mut engine = Engine::new(MemoryStorage::new());
/// let at: Timestamp = "2026-03-02T08:05:00Z".parse()?;
/// # let set_up = Envelope::batch_from_json(br#"[
/// #     {"id": "1", "at": "2026-03-02T08:00:00Z", "actor": "shop", "command":
/// #         {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}},
/// #     {"id": "2", "at": "2026-03-02T08:00:00Z", "actor": "shop", "command":
/// #         {"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}},
/// #     {"id": "3", "at": "2026-03-02T08:00:00Z", "actor": "shop", "command": {"type": "put_item", "sku": "tea"}},
/// #     {"id": "4", "at": "2026-03-02T08:00:00Z", "actor": "shop", "command": {"type": "capture_order", "order": "1001",
/// #         "channel": "web", "currency": "EUR", "lines": [{"id": "1", "sku": "tea", "quantity": 1, "unit_price": "15.00"}]}},
/// #     {"id": "5", "at": "2026-03-02T08:00:00Z", "actor": "shop", "command":
/// #         {"type": "receive_stock", "sku": "tea", "location": "berlin", "quantity": 3}}
/// # ]"#)?;
/// # engine.submit_batch(set_up)?;
/// // The order came before the stock did.
/// assert_eq!(run_over(&mut engine, OrderQueue::Unfillable, "08:05", at)?, 1);
/// # Ok::<(), Box<dyn Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BrokerOrders {
    /// The queue: `unfillable` or `waiting_for_supply`.
    pub queue: OrderQueue,
    /// The most orders that are looked at, 1 to 500.
    pub size: u32,
    /// Only what stands behind this place: `next` of the wave before. Absent begins at the head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Waiting>,
    /// Only these orders; others are looked at and passed by.
    #[serde(default, skip_serializing_if = "is_for_all")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub filter: Box<OrderFilter>,
}

/// An order that a wave has left since planning it was refused.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftInQueue {
    /// The order.
    pub order: OrderId,
    /// The code of the refusal.
    pub code: SmolStr,
    /// The refusal in a sentence.
    pub message: SmolStr,
}

fn is_for_all(filter: &OrderFilter) -> bool {
    *filter == OrderFilter::default()
}

pub(crate) fn reads(command: &BrokerOrders, wanted: &mut ReadSet) {
    if let Some(key) = command.queue.key() {
        wanted.queued(key, command.after.as_ref(), command.size.min(WAVE_ORDERS_MAX));
    }
}

pub(crate) fn execute(command: &BrokerOrders, work: &mut Workspace) -> Result<(), Rejection> {
    let key = check(command, work)?;
    let places = work.queued(key, command.after.as_ref(), command.size);
    let is_full = u32::try_from(places.len()) == Ok(command.size);
    let next = places.last().filter(|_| is_full).cloned();
    let (mut looked_at, mut routed, mut left, mut skipped) = (0_u32, 0_u32, 0_u32, 0_u32);
    let (mut units, mut refused) = (Quantity::ZERO, Vec::new());
    for place in places {
        looked_at += 1;
        let before = work.order(&place.order)?.clone();
        if before.queue() != Some(command.queue) || !command.filter.passes(&before) {
            skipped += 1;
            continue;
        }
        let tried = work.try_out(|work| match command.queue {
            OrderQueue::WaitingForSupply => serve(work, &before),
            _ => plan_open(work, &before),
        });
        if let Err(refusal) = tried {
            let (code, message) = (refusal.code().into(), refusal.to_smolstr());
            refused.push(LeftInQueue { order: place.order.clone(), code, message });
        }
        let after = work.order(&place.order)?;
        units = units.plus(bound(after).less(bound(&before)));
        if after.queue().is_none() { routed += 1 } else { left += 1 }
    }
    let queue = command.queue;
    work.emit(Event::OrdersBrokered { queue, looked_at, routed, left, skipped, units, next, refused });
    Ok(())
}

/// The name under which the orders of the queue are kept, if a wave may work it off.
fn check(command: &BrokerOrders, work: &Workspace) -> Result<&'static Sku, Rejection> {
    if command.size == 0 || command.size > WAVE_ORDERS_MAX {
        return Err(Rejection::field("size", format!("look at 1 to {WAVE_ORDERS_MAX} orders, and go on with another wave")));
    }
    let for_people = match command.queue {
        OrderQueue::PickupRejected => {
            "what a store will not hand over is for people: use `assign_location`, `change_pickup`, `change_slot` or `cancel_order`"
        }
        OrderQueue::Held => "holds keep these orders back: release them with `release_hold`, and they are routed",
        _ => "",
    };
    let rule = work.settings().policies.backorders.release;
    if command.queue == OrderQueue::WaitingForSupply && rule == ReleaseRule::ReserveHead {
        let reason =
            "`policies.backorders.release` is `reserve_head`, so nobody is served before the first in line: use `release_backorders`";
        return Err(Rejection::field("queue", reason));
    }
    command.queue.key().ok_or_else(|| Rejection::field("queue", for_people))
}

/// Looks for stock for open units, and tells by holds what is missing today. Whether anything has changed.
fn plan_open(work: &mut Workspace, before: &Order) -> Result<bool, Rejection> {
    let mut order = before.clone();
    allocate_order::allocate_open(work, &mut order)?;
    if !order.is_release_held() {
        release(work, &mut order)?;
    }
    let told = |order: &Order| order.holds.iter().map(|hold: &Hold| (hold.id.clone(), hold.reason.clone())).collect::<Vec<_>>();
    let is_changed = order.lines != before.lines || told(&order) != told(before);
    if is_changed {
        work.put_order(order);
    }
    Ok(is_changed)
}

/// Gives units on backorder what is free by now. Whether any got some.
fn serve(work: &mut Workspace, before: &Order) -> Result<bool, Rejection> {
    let mut order = before.clone();
    for place in 0..order.lines.len() {
        let all = order.lines.get(place).map(|line| line.units.total()).unwrap_or_default();
        let waits_for_any = |portion: &Portion| portion.stage == Stage::Backordered && portion.location.is_none();
        free_line(work, &mut order, place, all, waits_for_any)?;
    }
    promise(work, &mut order, OnShortage::Hold)?;
    wait_for_stock(work, &mut order);
    let is_waiting = order.waiting().next().is_some();
    let must_be_whole = work.settings().policies.backorders.release == ReleaseRule::ShipComplete;
    let has_open = order.lines.iter().any(|line| !line.units.at(Stage::Open).is_zero());
    if order.lines == before.lines || has_open || must_be_whole && is_waiting {
        return Ok(false);
    }
    if !is_waiting {
        // What was kept for it until the rest is there goes out with the rest.
        release(work, &mut order)?;
    }
    expiry::limit_unpaid(work, &mut order);
    work.put_order(order);
    Ok(true)
}

/// Units that stock is promised to.
fn bound(order: &Order) -> Quantity {
    order.lines.iter().map(|line| line.units.sum(|portion| portion.stage.binds_stock())).sum()
}
