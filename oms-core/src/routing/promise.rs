//! The promise: open units of an order get stock from the locations that the plan says, in one step.

use std::sync::Arc;

use smallvec::SmallVec;

use super::candidate::{Demand, Eligible, barred, eligible, is_excluded};
use super::capacity::leave_out_full;
use super::pin;
use super::plan::{Pick, plan};
use super::policy::{self, Verdict, decide};
use super::search::NotFound;
use crate::batch::{Counter, LocationIndex, SkuIndex, Workspace};
use crate::event::Event;
use crate::fulfillment::{Answer, Fulfillment};
use crate::inventory::{Place, Supply, supply};
use crate::lot::naming;
use crate::order::{Line, Order, Portion, Stage};
use crate::reservation::Reservation;
use crate::settings::{Channel, Location, OnShortage};
use crate::{Arrange, LocationId, LotNumber, Quantity, Rejection, Sku};

/// What a promise left undone: units that stay open.
#[derive(Debug, Default)]
pub(crate) struct Shortfall {
    /// SKUs of which there is too little, each with a refusal that tells the figures.
    pub(crate) missing: Vec<Rejection>,
    /// Why no location could be chosen at all, in a sentence.
    pub(crate) unserviceable: Option<String>,
}

/// Promises stock to all open units of an order whose SKUs are in the catalog.
///
/// What stock does not suffice for goes on backorder as far as the item allows. What is left then refuses the whole
/// ([`OnShortage::Refuse`]) or stays open. The order's channel counts what it was promised against its caps.
pub(crate) fn promise(work: &mut Workspace, order: &mut Order, on_shortage: OnShortage) -> Result<Shortfall, Rejection> {
    pin::keep(work, order)?;
    let open = OpenUnits::of(work, order);
    promise_open(work, order, &open, on_shortage, None)
}

/// The same, for units that have been looked up. `cart` is what the order was, if it gave up its stock for it: under a routing policy the
/// order keeps its plan.
pub(crate) fn promise_open(
    work: &mut Workspace,
    order: &mut Order,
    open: &OpenUnits,
    on_shortage: OnShortage,
    cart: Option<&Reservation>,
) -> Result<Shortfall, Rejection> {
    let settings = work.shared_settings();
    let channel = settings.channel(&order.channel)?;
    let mut shortfall = Shortfall::default();
    if open.demands.is_empty() {
        return Ok(shortfall);
    }
    let mut places = eligible(work, &settings, channel, order.shipping_address.as_deref(), order.from());
    if places.locations.is_empty() {
        shortfall.unserviceable = Some(nearest_constraint(order, &places));
        return Ok(shortfall);
    }
    if let Some(rules) = settings.routing_rules.as_deref().filter(|rules| !rules.rules.is_empty()) {
        let (places, passed_over) = (places.locations.to_vec(), places.passed_over.to_vec());
        let (settings, demands) = (&*settings, &open.demands);
        let full_days_count = false;
        let table = policy::Table { work, settings, rules, order, channel, places, passed_over, demands, cart, full_days_count };
        let verdict = decide(&table, on_shortage)?;
        return follow_rules(work, order, open, channel, verdict);
    }
    let (mut from_stock, mut backorders) = (SmallVec::<[Demand; 4]>::new(), SmallVec::<[Demand; 4]>::new());
    for demand in open.demands.iter().copied() {
        let supply = supply_for(work, order, channel, &places, &demand);
        if demand.units > supply.promisable() {
            let shortage = supply.shortage(&work.slot(demand.sku).sku().clone(), demand.units);
            match on_shortage {
                OnShortage::Refuse => return Err(shortage),
                OnShortage::Hold => shortfall.missing.push(shortage),
            }
        }
        let promised = demand.units.min(supply.promisable());
        let stocked = promised.min(supply.in_stock());
        if stocked > 0 {
            from_stock.push(Demand { units: stocked, ..demand });
        }
        if promised > stocked {
            backorders.push(Demand { units: promised - stocked, ..demand });
        }
    }
    let excluded = |sku, location: &LocationId| is_excluded(order, work.slot(sku).sku(), location);
    let full = leave_out_full(work, order, channel, &mut places, &from_stock);
    let planned = plan(work, &settings.policies.routing, channel, &mut places, &from_stock, excluded);
    let (picks, decision) = match planned {
        Ok(planned) => planned,
        Err(NotFound::Parcels | NotFound::Stock) if !full.is_empty() => {
            shortfall.unserviceable = Some(full_today(&full));
            return Ok(shortfall);
        }
        Err(NotFound::Parcels | NotFound::Stock) => {
            let most = settings.policies.routing.parcels_max.unwrap_or(u8::MAX);
            shortfall.unserviceable = Some(format!("more than {most} parcels would be needed, and the policy allows no more"));
            return Ok(shortfall);
        }
    };
    if !picks.is_empty() {
        work.emit(Event::OrderRouted { order: order.id.clone(), decision });
    }
    bind(work, order, open, channel, &picks)?;
    for demand in &backorders {
        let limit = work.item(demand.sku).and_then(|item| item.backorder).and_then(|policy| policy.limit);
        put_on_backorder(work, order, open, demand, limit);
    }
    for demand in from_stock.iter().chain(&backorders) {
        work.count_channel(demand.sku, &order.channel, demand.units);
    }
    Ok(shortfall)
}

/// Does with an order what the rules of routing say.
fn follow_rules(
    work: &mut Workspace,
    order: &mut Order,
    open: &OpenUnits,
    channel: &Channel,
    verdict: Verdict,
) -> Result<Shortfall, Rejection> {
    let Verdict { picks, decision, from_stock, backorders, missing, held } = verdict;
    if let Some(decision) = decision {
        order.routing = Some(Arc::new(decision.clone()));
        work.emit(Event::OrderRouted { order: order.id.clone(), decision });
    }
    bind(work, order, open, channel, &picks)?;
    for demand in &backorders {
        let limit = work.item(demand.sku).and_then(|item| item.backorder).and_then(|policy| policy.limit);
        put_on_backorder(work, order, open, demand, limit);
    }
    for demand in from_stock.iter().chain(&backorders) {
        work.count_channel(demand.sku, &order.channel, demand.units);
    }
    Ok(Shortfall { missing, unserviceable: held })
}

/// Open units of an order, by SKU. Lines whose SKU is not in the catalog are left out.
pub(crate) struct OpenUnits {
    /// One a SKU, in the order of their first lines.
    demands: SmallVec<[Demand; 4]>,
    /// The lines that have them, sorted by SKU and place: orders of hundreds of lines are not searched for each.
    lines: SmallVec<[(SkuIndex, usize); 4]>,
    /// Whether lines were left out.
    pub(crate) lacks_items: bool,
}

impl OpenUnits {
    pub(crate) fn of(work: &Workspace, order: &Order) -> OpenUnits {
        let mut demands: SmallVec<[Demand; 4]> = SmallVec::new();
        let mut lines = SmallVec::new();
        let mut lacks_items = false;
        for (place, line) in order.lines.iter().enumerate() {
            let units = line.units.at(Stage::Open).units();
            let Ok(sku) = work.item_index(&line.sku) else {
                lacks_items = true;
                continue;
            };
            if units == 0 {
                continue;
            }
            lines.push((sku, place));
            match demands.iter_mut().find(|demand| demand.sku == sku) {
                Some(demand) => demand.units += units,
                None => demands.push(Demand { sku, units, need: order.need(work, sku) }),
            }
        }
        lines.arrange();
        OpenUnits { demands, lines, lacks_items }
    }

    /// The places of the lines of a SKU.
    fn lines_of(&self, sku: SkuIndex) -> impl Iterator<Item = usize> {
        let first = self.lines.partition_point(|(other, _)| *other < sku);
        self.lines.iter().skip(first).take_while(move |(other, _)| *other == sku).map(|(_, place)| *place)
    }
}

/// What can be promised, leaving out locations that have been excluded for these units.
fn supply_for(work: &Workspace, order: &Order, channel: &Channel, places: &Eligible<'_>, demand: &Demand) -> Supply {
    let sku = demand.sku;
    let usable = places.locations.iter().filter(|(id, ..)| !is_excluded(order, work.slot(sku).sku(), id));
    supply(work, sku, channel, demand.need.as_ref(), usable.map(|(_, index, ..)| *index))
}

/// Binds the stock of a plan to the lines: reserved while a hold keeps the order back, else committed to fulfillment orders.
fn bind(work: &mut Workspace, order: &mut Order, open: &OpenUnits, channel: &Channel, picks: &[Pick]) -> Result<(), Rejection> {
    let released = !order.is_release_held();
    // Fulfillment orders opened here, one a location.
    let mut opened: SmallVec<[(LocationIndex, u32); 4]> = SmallVec::new();
    for pick in picks {
        let location = work.location_id(pick.location).clone();
        let lot = work.lot_number(pick.sku, pick.shelf()).cloned();
        let gives_work =
            released && open.lines_of(pick.sku).any(|place| order.lines.get(place).is_some_and(|line| !line.releasable().is_zero()));
        let fulfillment = if gives_work {
            Some(match opened.iter().find(|(at, _)| *at == pick.location) {
                Some((_, number)) => *number,
                None => {
                    let number = open_fulfillment(work, order, &location);
                    opened.push((pick.location, number));
                    number
                }
            })
        } else {
            None
        };
        let mut left = pick.quantity;
        let mut given_out = Quantity::ZERO;
        for place in open.lines_of(pick.sku) {
            let Some(line) = order.lines.get_mut(place).filter(|_| !left.is_zero()) else { continue };
            for stage in [Stage::Allocated, Stage::Reserved] {
                let given = stage == Stage::Allocated;
                let most = if !given {
                    left
                } else if gives_work {
                    line.releasable().min(left)
                } else {
                    continue;
                };
                let fulfillment = fulfillment.filter(|_| given);
                let moved = line.units.move_where(
                    most,
                    |portion| portion.stage == Stage::Open,
                    |portion| {
                        let (location, lot) = (Some(location.clone()), lot.clone());
                        *portion = Portion { location, lot, fulfillment, ..Portion::nowhere(stage, portion.quantity) };
                    },
                );
                let moved: Quantity = moved.iter().map(|portion| portion.quantity).sum();
                left = left.less(moved);
                given_out = if given { given_out.plus(moved) } else { given_out };
            }
        }
        if work.item(pick.sku).is_some_and(|item| item.tracked) {
            for (place, quantity) in [(Place::Committed, given_out), (Place::Reserved, pick.quantity.less(given_out))] {
                if !quantity.is_zero() {
                    work.take(pick.sku, pick.shelf(), place, quantity, channel.ignores_safety_stock)?;
                }
            }
        }
    }
    Ok(())
}

fn put_on_backorder(work: &mut Workspace, order: &mut Order, open: &OpenUnits, demand: &Demand, limit: Option<Quantity>) {
    let mut left = Quantity::from_balance(demand.units);
    for place in open.lines_of(demand.sku) {
        let Some(line) = order.lines.get_mut(place) else { continue };
        let moved = line.units.move_where(left, |portion| portion.stage == Stage::Open, |portion| portion.stage = Stage::Backordered);
        left = moved.iter().fold(left, |left, portion| left.less(portion.quantity));
    }
    work.count(demand.sku, &Counter::Backordered, demand.units, limit.map(Quantity::units));
}

/// Open units of an order go on backorder, whatever their items allow: they are sold already, and get the next stock that arrives.
pub(crate) fn wait_for_stock(work: &mut Workspace, order: &mut Order) {
    let open = OpenUnits::of(work, order);
    for demand in open.demands.iter().filter(|demand| work.item(demand.sku).is_some_and(|item| item.tracked)).copied().collect::<Vec<_>>() {
        put_on_backorder(work, order, &open, &demand, None);
        work.count_channel_again(demand.sku, &order.channel, demand.units);
    }
}

/// Gives work to a location: a new fulfillment order, and its number.
pub(crate) fn open_fulfillment(work: &mut Workspace, order: &mut Order, location: &LocationId) -> u32 {
    order.fulfillments.push(Fulfillment {
        location: location.clone(),
        requested_at: work.now(),
        answer: Answer::Awaited,
        mispicks: 0,
        collection: None,
    });
    let number = u32::try_from(order.fulfillments.len()).unwrap_or(u32::MAX);
    work.emit(Event::FulfillmentRequested { order: order.id.clone(), fulfillment: number, location: location.clone() });
    number
}

/// The fulfillment order for units that a location gets now: the one it was asked for in this very instant and has not
/// answered, else a new one. Units of many SKUs that arrive together are one piece of work, and so one parcel, not one each.
pub(crate) fn fulfillment_of_now(work: &mut Workspace, order: &mut Order, location: &LocationId) -> u32 {
    let now = work.now();
    let is_of_now = |asked: &Fulfillment| asked.location == *location && asked.requested_at == now && asked.answer.is_awaited();
    match order.fulfillments.iter().rposition(is_of_now) {
        Some(place) => u32::try_from(place + 1).unwrap_or(u32::MAX),
        None => open_fulfillment(work, order, location),
    }
}

/// Whether a location may ship units of a SKU to the order's address for its channel.
pub(crate) fn may_ship(work: &Workspace, order: &Order, sku: &Sku, location: LocationIndex) -> bool {
    let settings = work.settings();
    let id = work.location_id(location);
    let country = order.shipping_address.as_ref().map(|address| &address.country);
    let (location, channel) = (settings.location(id), settings.channel(&order.channel));
    let has_rules = settings.routing_rules.as_ref().is_some_and(|rules| !rules.rules.is_empty());
    let can = |location: &Location| {
        let item = work.loaded_sku(sku).filter(|_| has_rules).and_then(|sku| work.item(sku));
        item.is_none_or(|item| item.requires.iter().all(|tag| location.capabilities.contains(tag)))
    };
    location.is_ok_and(|location| channel.is_ok_and(|channel| barred(location, channel, country, order.from()).is_none()) && can(location))
        && !is_excluded(order, sku, id)
}

/// Gives reserved units of an order to their locations: what was planned is what is released.
pub(crate) fn release(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    order.reserved_until = None;
    give_out(work, order, |_| true, open_fulfillment)
}

/// Gives reserved units of lines to their locations, in one fulfillment order each.
pub(crate) fn give_out(
    work: &mut Workspace,
    order: &mut Order,
    of: impl Fn(&Line) -> bool,
    fulfillment: impl Fn(&mut Workspace, &mut Order, &LocationId) -> u32,
) -> Result<(), Rejection> {
    let mut opened: Vec<(LocationId, u32)> = Vec::new();
    for place in 0..order.lines.len() {
        let Some(line) = order.lines.get(place) else { break };
        if !of(line) {
            continue;
        }
        let sku = line.sku.clone();
        let mut left = line.releasable();
        let reserved: Vec<Portion> = line.units.portions().iter().filter(|portion| portion.stage == Stage::Reserved).cloned().collect();
        for portion in reserved {
            let Some(location) = portion.location.as_ref().filter(|_| !left.is_zero()) else { continue };
            let quantity = portion.quantity.min(left);
            left = left.less(quantity);
            let number = match opened.iter().find(|(at, _)| at == location) {
                Some((_, number)) => *number,
                None => {
                    let number = fulfillment(work, order, location);
                    opened.push((location.clone(), number));
                    number
                }
            };
            let Some(line) = order.lines.get_mut(place) else { break };
            line.units.move_where(
                quantity,
                |other| other.stage == Stage::Reserved && other.location == portion.location && other.lot == portion.lot,
                |moved| {
                    moved.stage = Stage::Allocated;
                    moved.fulfillment = Some(number);
                },
            );
            move_bound(work, &sku, (location, portion.lot.as_ref()), Place::Reserved, Place::Committed, quantity)?;
        }
    }
    Ok(())
}

/// Moves promised stock from one place to another; items whose stock is not counted have none to move.
///
/// Units come free in the lot they were promised from. Those of a recalled lot come free in quality control.
pub(crate) fn move_bound(
    work: &mut Workspace,
    sku: &Sku,
    (location, lot): (&LocationId, Option<&LotNumber>),
    from: Place,
    to: Place,
    quantity: Quantity,
) -> Result<(), Rejection> {
    let index = work.sku(sku);
    if work.item(index).is_none_or(|item| !item.tracked) {
        return Ok(());
    }
    let shelf = work.shelf(index, location, lot);
    let to = naming::place_for(work, index, shelf.lot, to);
    work.shift(index, shelf, from, to, quantity)
}

/// Where the stock of a unit at a stage is counted.
pub(crate) const fn place_of(stage: Stage) -> Option<Place> {
    match stage {
        Stage::Reserved => Some(Place::Reserved),
        Stage::Allocated | Stage::Picked | Stage::Packed => Some(Place::Committed),
        _ => None,
    }
}

/// Gives the stock of units that were promised back: to be promised anew, or kept apart by whoever has to put it away.
///
/// `portions` are units as they were before they moved; the counters of channel and backorders follow.
pub(crate) fn give_back(
    work: &mut Workspace,
    order: &Order,
    sku: &Sku,
    portions: &[Portion],
    picked_go_to: Place,
) -> Result<(), Rejection> {
    // A line without such units may be of a SKU that nobody has read: an order that got its stock by a delivery of another one.
    if portions.is_empty() {
        return Ok(());
    }
    let index = work.sku(sku);
    for portion in portions {
        let to = if matches!(portion.stage, Stage::Picked | Stage::Packed) { picked_go_to } else { Place::Available };
        if let (Some(from), Some(location)) = (place_of(portion.stage), &portion.location) {
            move_bound(work, sku, (location, portion.lot.as_ref()), from, to, portion.quantity)?;
        }
        if portion.stage == Stage::Backordered {
            work.count(index, &Counter::Backordered, -portion.quantity.units(), None);
        }
        if portion.stage != Stage::Open {
            work.count_channel(index, &order.channel, -portion.quantity.units());
        }
    }
    Ok(())
}

/// The most locations that a sentence names.
const NAMED_MAX: usize = 5;

/// That the units are there, and whose day is full.
fn full_today(full: &[&LocationId]) -> String {
    let named: Vec<String> = full.iter().take(NAMED_MAX).map(|id| format!("`{id}`")).collect();
    let more = full.len().saturating_sub(NAMED_MAX);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("no room is left today at {}{more}: allocate it tomorrow, or raise `daily_capacity`", named.join(", "))
}

fn nearest_constraint(order: &Order, places: &Eligible<'_>) -> String {
    use super::Reason;
    let destination = order.shipping_address.as_ref().map_or_else(|| "anywhere".to_owned(), |address| format!("to `{}`", address.country));
    let serving: Vec<&str> =
        places.passed_over.iter().filter(|(reason, _)| *reason == Reason::NotInChannel).map(|(_, location)| location.as_str()).collect();
    match serving.first() {
        Some(first) => format!("`{first}` ships {destination}, but channel `{}` does not sell its stock", order.channel),
        None => format!("none of {} locations ships {destination}", places.passed_over.len()),
    }
}
