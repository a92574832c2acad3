//! The queue that an order stands in while units of it are not routed: what staff looks through, and waves work off.
//!
//! Where it stands follows from its holds and its units, and nothing else is kept.

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::{Exclusion, Hold, HoldKind, Line, Order, Stage};
use crate::{Quantity, Sku};

/// A queue of orders with units that cannot be routed, or are not yet. An order stands in one at most: the first that fits.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderQueue {
    /// The store where it was to be collected will not hand units over. They are never sent instead by themselves: assign them to the same
    /// store, have them collected elsewhere or sent, or cancel them.
    PickupRejected,
    /// A hold keeps it back, or units wait until they are paid for.
    Held,
    /// No stock is promised to units of it: there is no plan for them.
    Unfillable,
    /// Units are on backorder, and get stock that arrives.
    WaitingForSupply,
}

/// The queue that an order stands in, and why.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Queued {
    /// The queue.
    pub queue: OrderQueue,
    /// Why it stands there, with the figures, in a sentence.
    pub reason: SmolStr,
}

static UNFILLABLE: Sku = Sku::literal("queue/unfillable");
static WAITING_FOR_SUPPLY: Sku = Sku::literal("queue/waiting_for_supply");

impl OrderQueue {
    /// Every queue, in the order in which they are tried.
    pub const ALL: [OrderQueue; 4] = [OrderQueue::PickupRejected, OrderQueue::Held, OrderQueue::Unfillable, OrderQueue::WaitingForSupply];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            OrderQueue::PickupRejected => "pickup_rejected",
            OrderQueue::Held => "held",
            OrderQueue::Unfillable => "unfillable",
            OrderQueue::WaitingForSupply => "waiting_for_supply",
        }
    }

    /// The name under which storages keep who stands in it, first to be served first, as they keep who waits for a SKU. What staff has to
    /// decide about has none: no wave works it off.
    pub(crate) fn key(self) -> Option<&'static Sku> {
        match self {
            OrderQueue::PickupRejected | OrderQueue::Held => None,
            OrderQueue::Unfillable => Some(&UNFILLABLE),
            OrderQueue::WaitingForSupply => Some(&WAITING_FOR_SUPPLY),
        }
    }

    /// Whether orders under a name stand in a queue, rather than wait for a SKU.
    pub(crate) fn has_key(name: &Sku) -> bool {
        [&UNFILLABLE, &WAITING_FOR_SUPPLY].contains(&name)
    }
}

impl Order {
    /// The queue it stands in, if units of it are not routed.
    ///
    /// ```
    /// use oms_core::order::{Order, OrderQueue};
    ///
    /// fn needs_staff(order: &Order) -> bool {
    ///     matches!(order.queue(), Some(OrderQueue::PickupRejected | OrderQueue::Held))
    /// }
    /// ```
    pub fn queue(&self) -> Option<OrderQueue> {
        let has = |stage| self.lines.iter().any(|line| !line.units.at(stage).is_zero());
        let (open, backordered) = (has(Stage::Open), has(Stage::Backordered));
        if !open && !backordered && (self.holds.is_empty() || !has(Stage::Reserved)) {
            return None;
        }
        let is_rejected = open && self.holds.iter().any(|hold| hold.kind == HoldKind::PickupRejected);
        if is_rejected || self.not_handed_over().is_some() {
            Some(OrderQueue::PickupRejected)
        } else if self.holds.iter().any(keeps_back) {
            Some(OrderQueue::Held)
        } else if self.lines.iter().any(is_free) {
            Some(OrderQueue::Unfillable)
        } else if open || self.is_release_held() {
            Some(OrderQueue::Held)
        } else if backordered {
            Some(OrderQueue::WaitingForSupply)
        } else {
            None
        }
    }

    /// Everything under which storages keep its place: the SKUs it waits for, and the name of its queue if waves work that off.
    pub fn places(&self) -> impl Iterator<Item = &Sku> {
        self.waiting().chain(self.queue().and_then(OrderQueue::key))
    }

    /// The queue it stands in, and why.
    pub fn queued(&self) -> Option<Queued> {
        let queue = self.queue()?;
        let of = |holds: &dyn Fn(&Hold) -> bool| self.holds.iter().find(|hold| holds(hold)).map(|hold| hold.reason.clone());
        let reason = match queue {
            OrderQueue::PickupRejected => of(&|hold| hold.kind == HoldKind::PickupRejected).or_else(|| {
                self.not_handed_over().map(|said| format_smolstr!("`{}` will not hand it over: {}", said.location, said.reason))
            }),
            OrderQueue::Held => of(&keeps_back).or_else(|| of(&|hold| hold.kind.stops_release())),
            OrderQueue::Unfillable => of(&|hold| hold.kind == HoldKind::Unserviceable).or_else(|| of(&|hold| !hold.kind.stops_release())),
            OrderQueue::WaitingForSupply => None,
        };
        Some(Queued { queue, reason: reason.unwrap_or_else(|| self.waits_for(queue)) })
    }

    /// What the store where it is collected said of units that it will not hand over, or could not find.
    fn not_handed_over(&self) -> Option<&Exclusion> {
        let store = self.pickup.as_ref()?;
        let waits = |line: &Line| !line.units.sum(|portion| matches!(portion.stage, Stage::Open | Stage::Backordered)).is_zero();
        let is_about = |said: &&Exclusion| &said.location == store && self.lines.iter().any(|line| line.id == said.line && waits(line));
        self.exclusions.iter().find(is_about)
    }

    /// What it waits for where no hold says it.
    fn waits_for(&self, queue: OrderQueue) -> SmolStr {
        let stage = if queue == OrderQueue::WaitingForSupply { Stage::Backordered } else { Stage::Open };
        let mut waiting: Vec<(&Sku, Quantity)> = Vec::new();
        for line in &self.lines {
            let units = line.units.at(stage);
            match waiting.iter_mut().find(|(sku, _)| *sku == &line.sku) {
                Some((_, sum)) => *sum = sum.plus(units),
                None => waiting.push((&line.sku, units)),
            }
        }
        waiting.retain(|(_, units)| !units.is_zero());
        let named: Vec<String> = waiting.iter().take(NAMED_MAX).map(|(sku, units)| format!("{units} of `{sku}`")).collect();
        let more = waiting.len().saturating_sub(NAMED_MAX);
        let more = if more > 0 { format_smolstr!(" and {more} more") } else { SmolStr::default() };
        let named = named.join(", ");
        match queue {
            OrderQueue::WaitingForSupply => format!("waits for {named}{more}").to_smolstr(),
            OrderQueue::Held => format!("{named}{more} kept back until paid for, or until what they replace has come back").to_smolstr(),
            _ => format!("no stock is promised to {named}{more}: `allocate_order` looks for some").to_smolstr(),
        }
    }
}

/// The most SKUs that a sentence names.
const NAMED_MAX: usize = 5;

/// Whether a hold keeps an order back for another reason than that there is no plan for it.
fn keeps_back(hold: &Hold) -> bool {
    hold.kind.stops_release() && !matches!(hold.kind, HoldKind::Unserviceable | HoldKind::PickupRejected)
}

/// Whether a line has open units beside those that are kept back.
fn is_free(line: &Line) -> bool {
    line.units.at(Stage::Open) > line.withheld.as_ref().map_or(Quantity::ZERO, |withheld| withheld.quantity)
}
