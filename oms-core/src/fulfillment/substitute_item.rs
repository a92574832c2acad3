//! Give other units instead of those that a picker did not find.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smallvec::{SmallVec, smallvec};

use super::pick_fulfillment::{is_to_pick, leave};
use super::{Answer, FulfillmentState, NOT_FOUND};
use crate::batch::{ReadSet, Shelf, Workspace};
use crate::event::Event;
use crate::exchange::follow;
use crate::inventory::{Place, check_quantity, supply};
use crate::item::Item;
use crate::lot::{self, LotPick};
use crate::order::capture_order::{CaptureLine, TaxRate, unit_cost, unit_grams};
use crate::order::repricing::{new_line, rates};
use crate::order::totals::{Cost, cost, named, taxed};
use crate::order::{Accepts, Line, Order, Portion, Stage, SubstituteFor, cancel_order, verification};
use crate::payment::{self, valid};
use crate::reservation::LINES_MAX;
use crate::serial::{self, Named, Numbers, SerialState, SerialStep};
use crate::settings::{Channel, SubstitutionPolicy};
use crate::{Amount, LineId, LocationId, OrderId, Quantity, Rejection, SerialNumber, Sku};

/// Gives other units instead of those of a line that a picker did not find, within what the customer takes and the shop's policy.
///
/// The missing units are canceled and credited with their share, and the substitute joins the order as a line of its own that names what
/// it was given for. It is taken from the stock of the same location, never beyond what is free there, and is picked at once: whoever
/// gives it has it in hand. It costs its own price or what the missing units cost, whichever is less; more only where the policy's
/// `may_cost_more` and the line's `pays_more` both say so. What is waived is a discount of the new line.
///
/// It may be given for units that are still to be picked, and for those of the line that have no stock (a short pick has left them
/// open). The latter are replaced first. Who does not want it refuses it at the door, or returns it as any other line.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubstituteItem {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// The line whose units are not given.
    pub line: LineId,
    /// How many of them.
    pub quantity: Quantity,
    /// Why they are not given.
    #[serde(default, skip_serializing_if = "SubstituteReason::is_usual")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "not_found")))]
    pub reason: SubstituteReason,
    /// The serial numbers of those of the units that were to be picked, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// What is given instead.
    pub substitute: SubstituteLine,
}

/// What is given instead of others.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubstituteLine {
    /// The id of the line to be, unique within the order.
    pub id: LineId,
    /// What is given.
    pub sku: Sku,
    /// How many units; absent means as many as are not given. Two small packs may stand for a large one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Its price, before discounts, tax as the order's prices have it.
    pub unit_price: Decimal,
    /// The taxes on it; absent means those of the line it is given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxes: Option<Vec<TaxRate>>,
    /// The serial numbers of the units that are given. Of an item that is tracked at shipment they may be named when it is packed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// Why units are not given.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubstituteReason {
    /// They were not there. The books of the location lose them, and it is not asked for the line again.
    #[default]
    NotFound,
    /// They are there and not fit to be given. They count as damaged.
    Unfit,
}

impl SubstituteReason {
    fn is_usual(&self) -> bool {
        *self == SubstituteReason::NotFound
    }
}

/// What keeps an item from being given instead of others.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubstituteBar {
    /// The customer takes nothing instead.
    NotWanted,
    /// The customer has listed others.
    NotListed,
    /// The customer takes items of the same category, and it is of another or of none.
    OtherCategory,
    /// Its price differs by more than the policy allows.
    PriceDifference,
}

impl SubstituteBar {
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            SubstituteBar::NotWanted => "the customer takes nothing instead: record the units as not found with `pick_fulfillment`",
            SubstituteBar::NotListed => "the customer has listed others: give one of those, or ask and send `set_substitution`",
            SubstituteBar::OtherCategory => "the customer takes items of the same category: give one of those, or ask",
            SubstituteBar::PriceDifference => "its price differs by more than the policy allows: give one nearer in price",
        }
    }
}

pub(crate) fn reads(command: &SubstituteItem, wanted: &mut ReadSet) {
    wanted.sku(&command.substitute.sku);
    serial::read(wanted, &command.substitute.sku, &command.substitute.serials);
}

pub(crate) fn execute(command: &SubstituteItem, work: &mut Workspace) -> Result<(), Rejection> {
    use FulfillmentState::{Accepted, Open, Packed, PartiallyShipped, Picking};
    let number = command.fulfillment;
    let settings = work.shared_settings();
    let mut order = work.order_to_change(&command.order)?;
    let channel = settings.channel(&order.channel)?;
    order.require_fulfillment(number, &[Open, Accepted, Picking, Packed, PartiallyShipped])?;
    check_quantity("quantity", command.quantity)?;
    let given = command.substitute.quantity.unwrap_or(command.quantity);
    check_quantity("substitute.quantity", given)?;
    check_eligible(&order, command)?;
    check_new_line(work, &order, &command.substitute)?;
    check_allowed(work, &order, command, given, settings.policies.substitution)?;
    let missing_before = missing(work, channel, &order);
    let fulfillment = order.fulfillment_mut(number)?;
    let location = fulfillment.location.clone();
    if fulfillment.answer.is_awaited() {
        fulfillment.answer = Answer::Accepted;
        work.emit(Event::FulfillmentAccepted { order: command.order.clone(), fulfillment: number });
    }
    let line = substitute_line(work, &order, command, given, settings.policies.substitution)?;
    give_up(work, &mut order, command, &location)?;
    add(work, &mut order, channel, command, line, &location)?;
    cancel_order::close(work, &mut order);
    follow(work, &mut order)?;
    payment::settle_cancellation(work, &mut order)?;
    payment::lift_hold(work, &mut order)?;
    let missing = missing(work, channel, &order);
    if missing > missing_before {
        return Err(Rejection::PaymentMissing { order: order.id.clone(), missing: order.total.with_minor(missing) });
    }
    work.put_order(order);
    Ok(())
}

/// Units of the line that have no stock: they are replaced before those that lie on the shelf.
fn lacks_stock(portion: &Portion) -> bool {
    matches!(portion.stage, Stage::Open | Stage::Backordered)
}

fn check_eligible(order: &Order, command: &SubstituteItem) -> Result<(), Rejection> {
    let to_pick = is_to_pick(command.fulfillment);
    let eligible = order.line(&command.line)?.units.sum(|portion| to_pick(portion) || lacks_stock(portion));
    if command.quantity > eligible {
        return Err(Rejection::QuantityNotEligible {
            order: order.id.clone(),
            line: command.line.clone(),
            requested: command.quantity,
            eligible,
            condition: "are still to be picked, or have no stock".into(),
        });
    }
    Ok(())
}

fn check_new_line(work: &Workspace, order: &Order, substitute: &SubstituteLine) -> Result<(), Rejection> {
    if order.lines.len() >= LINES_MAX {
        return Err(Rejection::field("substitute", format!("an order has at most {LINES_MAX} lines")));
    }
    if order.line(&substitute.id).is_ok() {
        return Err(Rejection::field("substitute.id", format!("the order has a line `{}` already", substitute.id)));
    }
    let index = work.item_index(&substitute.sku)?;
    if work.item(index).is_some_and(Item::is_bundle) {
        return Err(Rejection::field("substitute.sku", format!("`{}` is a bundle: give plain items", substitute.sku)));
    }
    Ok(())
}

/// Whether the customer takes the item, and whether its price is near enough.
fn check_allowed(
    work: &Workspace,
    order: &Order,
    command: &SubstituteItem,
    given: Quantity,
    policy: SubstitutionPolicy,
) -> Result<(), Rejection> {
    let (line, substitute) = (order.line(&command.line)?, &command.substitute);
    if line.sku == substitute.sku {
        return Err(Rejection::field("substitute.sku", "it is what was ordered: pick it with `pick_fulfillment`"));
    }
    let barred = |bar| Rejection::SubstituteNotAllowed { order: order.id.clone(), line: line.id.clone(), sku: substitute.sku.clone(), bar };
    let category = |sku: &Sku| work.item(work.item_index(sku).ok()?)?.category.clone();
    match line.accepts() {
        Accepts::None => return Err(barred(SubstituteBar::NotWanted)),
        Accepts::Listed if !line.substitution.as_ref().is_some_and(|wish| wish.skus.contains(&substitute.sku)) => {
            return Err(barred(SubstituteBar::NotListed));
        }
        Accepts::SameCategory if category(&line.sku).is_none_or(|own| category(&substitute.sku) != Some(own)) => {
            return Err(barred(SubstituteBar::OtherCategory));
        }
        Accepts::Listed | Accepts::SameCategory | Accepts::BestMatch => {}
    }
    let Some(most) = policy.price_difference_max else { return Ok(()) };
    let of = |price: Decimal, quantity: Quantity| {
        let price = price.checked_mul(Decimal::from(quantity.units()));
        price.ok_or_else(|| Rejection::AmountTooLarge { field: "substitute.unit_price".to_owned() })
    };
    let (ordered, instead) = (of(line.unit_price, command.quantity)?, of(substitute.unit_price, given)?);
    let too_far = |allowed: Decimal| instead.checked_sub(ordered).is_none_or(|difference| difference.abs() > allowed);
    if ordered.checked_mul(most).is_none_or(too_far) {
        return Err(barred(SubstituteBar::PriceDifference));
    }
    Ok(())
}

/// The line of the substitute with what it costs: its own price, or what the units it is given for bring back if that is less.
fn substitute_line(
    work: &Workspace,
    order: &Order,
    command: &SubstituteItem,
    given: Quantity,
    policy: SubstitutionPolicy,
) -> Result<Line, Rejection> {
    let (original, substitute) = (order.line(&command.line)?, &command.substitute);
    let taxes = substitute.taxes.clone().unwrap_or_else(|| rates(original));
    let own = cost(substitute.unit_price, given, &[], &taxes, order.prices_include_tax, order.currency)
        .map_err(|(name, problem)| named(format!("substitute.{name}"), problem))?;
    let worth = original.worth(original.credited_quantity, command.quantity);
    let pays_more = policy.may_cost_more && original.substitution.as_ref().is_some_and(|wish| wish.pays_more);
    let cost = if own.total <= worth || pays_more { own } else { at_most(&own, worth, &taxes, order.prices_include_tax)? };
    let captured = CaptureLine {
        id: substitute.id.clone(),
        sku: substitute.sku.clone(),
        quantity: given,
        unit_price: substitute.unit_price,
        discounts: Vec::new(),
        taxes,
        minimum_life_days: original.minimum_life_days,
        substitution: None,
    };
    let (cost_of_one, unit_grams) = (unit_cost(work, &substitute.sku, order.currency), unit_grams(work, &substitute.sku));
    let substitute_for = Some(Box::new(SubstituteFor { line: command.line.clone(), quantity: command.quantity }));
    Ok(Line { unit_cost: cost_of_one, unit_grams, substitute_for, ..new_line(&captured, cost) })
}

/// What a substitute costs that may cost so much in all, its tax included. What is waived is a discount.
fn at_most(own: &Cost, total: Amount, rates: &[TaxRate], included: bool) -> Result<Cost, Rejection> {
    let (taxes, total) = taxed(total, rates, true).map_err(|problem| named("substitute.taxes", problem))?;
    let net = |cost: &Cost| {
        let tax: i64 = if included { 0 } else { cost.taxes.iter().map(|tax| tax.amount.minor()).sum() };
        cost.total.minor() - tax
    };
    let cost = Cost { discount: total.with_minor(0), taxes, total };
    let discount = total.with_minor((net(own) - net(&cost)).max(0));
    Ok(Cost { discount, ..cost })
}

/// Cancels the units that are not given. Those on the shelf leave the books, or count as damaged.
fn give_up(work: &mut Workspace, order: &mut Order, command: &SubstituteItem, location: &LocationId) -> Result<(), Rejection> {
    let without_stock = order.line(&command.line)?.units.sum(lacks_stock).min(command.quantity);
    cancel_order::cancel_where(work, order, &command.line, without_stock, lacks_stock)?;
    let on_shelf = command.quantity.less(without_stock);
    let to = match command.reason {
        SubstituteReason::NotFound => Place::Adjustment,
        SubstituteReason::Unfit => Place::Damaged,
    };
    let sku = work.sku(&order.line(&command.line)?.sku);
    let gone = Named { sku, location, quantity: on_shelf, field: "serials", serials: &command.serials };
    serial::leave(work, &gone, Place::Available, |step| SerialStep { state: SerialState::at(to), ..step })?;
    if on_shelf.is_zero() {
        return Ok(());
    }
    leave(work, order, (&command.line, on_shelf), (location, to), is_to_pick(command.fulfillment))?;
    if command.reason == SubstituteReason::NotFound {
        order.exclude(&command.line, location, NOT_FOUND);
        let (order, line, location) = (order.id.clone(), command.line.clone(), location.clone());
        work.emit(Event::UnitsNotFound { order, line, location, quantity: on_shelf });
    }
    cancel_order::cancel_where(work, order, &command.line, on_shelf, |portion| portion.stage == Stage::Open)
}

/// Adds the line of the substitute, its units taken from what is free at the location and picked.
fn add(
    work: &mut Workspace,
    order: &mut Order,
    channel: &Channel,
    command: &SubstituteItem,
    mut line: Line,
    location: &LocationId,
) -> Result<(), Rejection> {
    let index = work.item_index(&line.sku)?;
    let place = work.location(location);
    order.join_terms(work, &line);
    order.lines.push(line.clone());
    let need = order.need(work, index);
    let there = supply(work, index, channel, need.as_ref(), [place].into_iter()).without_backorders();
    let given = line.quantity;
    if given.units() > there.in_stock() {
        return Err(there.shortage(&line.sku, given.units()));
    }
    let lots: SmallVec<[LotPick; 2]> = match &need {
        None => smallvec![LotPick { lot: None, quantity: given }],
        Some(need) => lot::choose(work, index, place, given, need, channel.ignores_safety_stock),
    };
    let serials = command.substitute.serials.as_slice();
    let named = Named { sku: index, location, quantity: given, field: "substitute.serials", serials };
    serial::picked(work, &order.id, &line, &named)?;
    let numbers = Numbers::of(serials);
    let is_tracked = work.item(index).is_some_and(|item| item.tracked);
    for pick in lots {
        let shelf = Shelf { location: place, lot: pick.lot };
        let (at, lot) = (Some(location.clone()), work.lot_number(index, shelf).cloned());
        let is_open = |portion: &Portion| portion.stage == Stage::Open;
        line.units.move_where(pick.quantity, is_open, |portion| {
            let (location, lot, fulfillment) = (at.clone(), lot.clone(), Some(command.fulfillment));
            let serials = numbers.next(portion.quantity);
            *portion = Portion { location, lot, fulfillment, serials, ..Portion::nowhere(Stage::Picked, portion.quantity) };
        });
        if is_tracked {
            work.take(index, shelf, Place::Committed, pick.quantity, channel.ignores_safety_stock)?;
        }
    }
    work.count_channel(index, &order.channel, given.units());
    let (id, total) = (order.id.clone(), line.total);
    work.emit(Event::LineEdited { order: id.clone(), line: line.id.clone(), added: given, total });
    work.emit(Event::ItemSubstituted {
        order: id,
        line: command.line.clone(),
        quantity: command.quantity,
        reason: command.reason,
        substitute: line.id.clone(),
        sku: line.sku.clone(),
        given,
        charged: total,
    });
    if let Some(last) = order.lines.last_mut() {
        *last = line;
    }
    order.total = order.sum_of_parts();
    if order.total.minor() > crate::MINOR_MAX {
        return Err(Rejection::AmountTooLarge { field: "total".to_owned() });
    }
    Ok(())
}

/// What is neither authorized nor captured of what is due, in minor units, where the channel wants it to be.
fn missing(work: &Workspace, channel: &Channel, order: &Order) -> i64 {
    verification::unsecured(channel, order, valid(order, work.now())).map_or(0, Amount::minor)
}
