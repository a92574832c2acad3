//! Change what was bought of an order that has been placed, and what it costs.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::capture_order::{CaptureLine, Discount, ShippingCharge, hold_for_shortfall, place_all, unit_cost, unit_grams, unmapped};
use super::repricing::{add_units, charge_rest, credited_discount, left_of_taxes, new_line, rates};
use super::totals::{charged, cost, named, taxed};
use super::{HoldKind, Line, Order, OrderStatus, Stage, Substitution, cancel_order, verification};
use super::{bundle, promotion};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::follow;
use crate::input::check_text;
use crate::inventory::{REASON_MAX, check_quantity};
use crate::money::allocate;
use crate::payment;
use crate::reservation::{LINES_MAX, expiry};
use crate::routing::pin;
use crate::routing::promise::{OpenUnits, promise_open};
use crate::settings::{Channel, OnShortage};
use crate::slot::check_growth;
use crate::tagged;
use crate::{Amount, LineId, OrderId, Quantity, Rejection};

/// Changes an order that has been placed. All changes take effect together, or none does.
///
/// Only the difference is promised: stock that the order has stays with it, whatever comes of the edit. Where the channel refuses
/// what it cannot deliver, an edit that wants more than there is is refused and leaves the order as it was. Units that have shipped
/// are not touched; what they cost may be changed as long as they have not been credited.
///
/// The balance says what is due after it. Where the channel wants payment first, units that are added beyond what is authorized or
/// captured get stock and are kept back until they are paid for; the rest of the order goes on. Their stock goes back on sale after
/// `policies.reservation.unpaid_order`.
///
/// To see what an edit would do before it is confirmed, preview it; to confirm what was seen, send it with `expected_version`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EditOrder {
    /// The order.
    pub order: OrderId,
    /// What to change, in this order.
    pub changes: Vec<OrderChange>,
    /// Why, in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

tagged! {
by "type" of "OrderChange", read by members;
/// One change of an order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OrderChange {
    /// Adds a line.
    AddLine {
        /// The line, under an id that the order does not have yet.
        line: Box<CaptureLine>,
    },
    /// Sets how many units of a line are wanted, canceled ones not counted. More are priced at the line's unit price without
    /// discounts; fewer cancel units that have not shipped, those that have come least far first.
    ///
    /// Of a bundle there can be fewer, not more: add another line of it.
    SetQuantity {
        /// The line, or the line that a bundle was captured as.
        line: LineId,
        /// How many; 0 takes the line off the order.
        quantity: Quantity,
    },
    /// Sets what the units of a line cost that have not been credited.
    SetPrice {
        /// The line.
        line: LineId,
        /// The price of one, before discounts.
        unit_price: Decimal,
        /// What is taken off all of them. It takes the place of what was taken off them before, the line's share of the order's
        /// discounts included; absent means that this stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        discounts: Option<Vec<Discount>>,
    },
    /// Says anew what the customer takes instead of units of a line that are not there.
    SetSubstitution {
        /// The line, or the line that a bundle was captured as.
        line: LineId,
        /// What is taken instead.
        substitution: Substitution,
    },
    /// Takes something off the whole order: it is divided over what is left of the lines, by what they cost.
    AddDiscount {
        /// The discount.
        discount: Discount,
    },
    /// Sets what shipping costs, unless some of it has been credited.
    SetShipping {
        /// The charge.
        shipping: ShippingCharge,
    },
}
}

/// The most changes of one edit.
const CHANGES_MAX: usize = 1_000;

pub(crate) fn reads(command: &EditOrder, wanted: &mut ReadSet) {
    for change in &command.changes {
        if let OrderChange::AddLine { line } = change {
            wanted.sku(&line.sku);
        }
    }
}

pub(crate) fn execute(command: &EditOrder, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("reason", &command.reason, REASON_MAX)?;
    if command.changes.is_empty() || command.changes.len() > CHANGES_MAX {
        return Err(Rejection::field("changes", format!("name 1 to {CHANGES_MAX} changes")));
    }
    let settings = work.shared_settings();
    let mut order = work.order_to_change(&command.order)?;
    let channel = settings.channel(&order.channel)?;
    if order.statuses().order == OrderStatus::Canceled {
        return Err(Rejection::NothingToDo { order: order.id.clone(), action: "edit: all of it is canceled".into() });
    }
    let previous_total = order.total;
    let mut added: Vec<(LineId, Quantity)> = Vec::new();
    for (place, change) in command.changes.iter().enumerate() {
        added.extend(apply(work, &mut order, change, place)?);
    }
    order.total = order.sum_of_parts();
    // What replaces units that now cost something else costs something else too.
    follow(work, &mut order)?;
    if order.total.minor() > crate::MINOR_MAX {
        return Err(Rejection::AmountTooLarge { field: "total".to_owned() });
    }
    if !added.is_empty() {
        promise_added(work, &mut order, channel, &added)?;
    }
    cancel_order::close(work, &mut order);
    payment::settle_cancellation(work, &mut order)?;
    payment::lift_hold(work, &mut order)?;
    check_growth(work, &order)?;
    let due = order.balance().due;
    work.emit(Event::OrderEdited { order: order.id.clone(), previous_total, total: order.total, due });
    work.put_order(order);
    Ok(())
}

/// Makes one change of lines and prices. Answers the units that it adds: they are open until stock is promised to them.
fn apply(work: &mut Workspace, order: &mut Order, change: &OrderChange, place: usize) -> Result<Vec<(LineId, Quantity)>, Rejection> {
    let field = |name: &str| format!("changes[{place}].{name}");
    let edited = |work: &mut Workspace, order: &Order, line: &Line, added| {
        work.emit(Event::LineEdited { order: order.id.clone(), line: line.id.clone(), added, total: line.total });
    };
    match change {
        OrderChange::AddLine { line } => {
            check_quantity(&field("line.quantity"), line.quantity)?;
            if order.lines.len() >= LINES_MAX {
                return Err(Rejection::field(field("line"), format!("an order has at most {LINES_MAX} lines")));
            }
            if order.line(&line.id).is_ok() {
                return Err(Rejection::field(field("line.id"), format!("the order has a line `{}` already", line.id)));
            }
            if let Some(wish) = &line.substitution {
                wish.check(&field("line.substitution"))?;
            }
            let cost = cost(line.unit_price, line.quantity, &line.discounts, &line.taxes, order.prices_include_tax, order.currency)
                .map_err(|(name, problem)| named(field(&format!("line.{name}")), problem))?;
            let (cost_of_one, unit_grams) = (unit_cost(work, &line.sku, order.currency), unit_grams(work, &line.sku));
            let new = Line { unit_cost: cost_of_one, unit_grams, ..new_line(line, cost) };
            let mut promotions = Vec::new();
            for discount in &line.discounts {
                promotions.extend(promotion::of_line(discount, &new, order.currency, &|| field("line.discounts"))?);
            }
            let mut added = Vec::with_capacity(1);
            for new in bundle::take_apart(work, vec![new], &mut promotions, order.prices())? {
                if order.line(&new.id).is_ok() {
                    return Err(Rejection::field(field("line.id"), format!("the order has a line `{}` already", new.id)));
                }
                edited(work, order, &new, new.quantity);
                added.push((new.id.clone(), new.quantity));
                order.join_terms(work, &new);
                order.lines.push(new);
            }
            order.promotions.extend(promotions);
            Ok(added)
        }
        OrderChange::SetQuantity { line: id, quantity } => {
            if order.line(id).is_err() {
                return keep_bundles(work, order, id, *quantity, &field("quantity")).map(|()| Vec::new());
            }
            let line = order.line(id)?;
            let wanted_now = line.quantity.less(line.units.at(Stage::Canceled));
            if *quantity < wanted_now {
                cancel_order::cancel(work, order, id, wanted_now.less(*quantity))?;
                return Ok(Vec::new());
            }
            let more = quantity.less(wanted_now);
            if let Some(bundle) = line.bundle.as_ref().filter(|_| !more.is_zero()) {
                return Err(Rejection::field(
                    field("quantity"),
                    format!("the line belongs to bundle `{}`: add a line of that", bundle.line),
                ));
            }
            if more.is_zero() {
                return Ok(Vec::new());
            }
            check_quantity(&field("quantity"), line.quantity.plus(more))?;
            let cost = cost(line.unit_price, more, &[], &rates(line), order.prices_include_tax, order.currency)
                .map_err(|(_, problem)| named(field("quantity"), problem))?;
            let line = order.line_mut(id)?;
            add_units(line, more, &cost);
            let line = line.clone();
            order.keep_price(id);
            edited(work, order, &line, more);
            Ok(vec![(id.clone(), more)])
        }
        OrderChange::SetPrice { line: id, unit_price, discounts } => {
            let (included, currency) = (order.prices_include_tax, order.currency);
            let order_id = order.id.clone();
            let line = order.line_mut(id)?;
            let units = line.uncredited();
            if units.is_zero() {
                let action = format!("price: every unit of line `{id}` has been credited");
                return Err(Rejection::NothingToDo { order: order_id, action: action.into() });
            }
            let kept;
            let forgets = discounts.is_some();
            let discounts = if let Some(discounts) = discounts {
                for discount in discounts {
                    promotion::only_when_captured(discount, &field("discounts"))?;
                }
                discounts
            } else {
                kept = [Discount { amount: line.discount.minus(credited_discount(line)).decimal(), ..Discount::default() }];
                &kept[..]
            };
            let cost = cost(*unit_price, units, discounts, &rates(line), included, currency)
                .map_err(|(name, problem)| named(field(name), problem))?;
            line.unit_price = *unit_price;
            let discount = credited_discount(line).plus(cost.discount);
            charge_rest(line, cost.total, &cost.taxes);
            line.discount = discount;
            let line = line.clone();
            order.keep_price(id);
            if forgets {
                order.forget_promotions(id);
            }
            edited(work, order, &line, Quantity::ZERO);
            Ok(Vec::new())
        }
        OrderChange::SetSubstitution { line: id, substitution } => {
            substitution.check(&field("substitution"))?;
            for (id, _) in order.lines_named(id, Quantity::ONE) {
                order.line_mut(&id)?.substitution = substitution.kept();
            }
            Ok(Vec::new())
        }
        OrderChange::AddDiscount { discount } => {
            add_discount(work, order, discount, &field("discount"))?;
            Ok(Vec::new())
        }
        OrderChange::SetShipping { shipping } => {
            if !order.shipping_credited.is_zero() {
                return Err(Rejection::field(field("shipping"), format!("{} of it has been credited already", order.shipping_credited)));
            }
            let field = field("shipping");
            (order.shipping, order.shipping_tax) =
                charged(&field, shipping.price, &shipping.taxes, order.prices_include_tax, order.currency)?;
            Ok(Vec::new())
        }
    }
}

/// Leaves so many bundles on the order: of each component, what is more than they hold is canceled.
fn keep_bundles(work: &mut Workspace, order: &mut Order, id: &LineId, bundles: Quantity, field: &str) -> Result<(), Rejection> {
    let wanted = |line: &Line| line.quantity.less(line.units.at(Stage::Canceled));
    for (line, kept) in order.lines_named(id, bundles) {
        let wanted = wanted(order.line(&line)?);
        if kept > wanted {
            let problem = format!("there are fewer bundles than that on line `{id}`: add a line for more of them");
            return Err(Rejection::field(field, problem));
        }
        if kept < wanted {
            cancel_order::cancel(work, order, &line, wanted.less(kept))?;
        }
    }
    Ok(())
}

/// Divides a discount over what is left of the lines, by what that costs.
fn add_discount(work: &mut Workspace, order: &mut Order, discount: &Discount, field: &str) -> Result<(), Rejection> {
    promotion::only_when_captured(discount, field)?;
    let amount = Amount::exact(discount.amount, order.currency).map_err(|error| Rejection::amount(format!("{field}.amount"), error))?;
    let included = order.prices_include_tax;
    let net = |line: &Line| {
        let left = line.total.minus(line.credited);
        if included { left } else { left_of_taxes(line).iter().fold(left, |left, tax| left.minus(tax.amount)) }
    };
    let nets: Vec<Amount> = order.lines.iter().map(net).collect();
    let whole = nets.iter().fold(order.total.with_minor(0), |sum, net| sum.plus(*net));
    if amount.minor() <= 0 || amount > whole {
        return Err(Rejection::field(
            format!("{field}.amount"),
            format!("name an amount above zero and up to what is left of the lines ({whole})"),
        ));
    }
    let weights: Vec<u64> = nets.iter().map(|net| net.minor().unsigned_abs()).collect();
    for (place, (share, net)) in allocate(amount.minor(), &weights).into_iter().zip(nets).enumerate() {
        let order_id = order.id.clone();
        let Some(line) = order.lines.get_mut(place).filter(|_| share != 0) else { continue };
        let net = net.with_minor(net.minor() - share);
        let (taxes, total) = taxed(net, &rates(line), included).map_err(|problem| named(field, problem))?;
        charge_rest(line, total, &taxes);
        line.discount = line.discount.plus(total.with_minor(share));
        let (line, total) = (line.id.clone(), line.total);
        order.keep_price(&line);
        work.emit(Event::LineEdited { order: order_id, line, added: Quantity::ZERO, total });
    }
    Ok(())
}

/// Promises stock to the units that were added. Those that are not paid for are kept back.
pub(crate) fn promise_added(
    work: &mut Workspace,
    order: &mut Order,
    channel: &Channel,
    added: &[(LineId, Quantity)],
) -> Result<(), Rejection> {
    let held = order.holds.iter().any(|hold| hold.kind == HoldKind::Payment);
    if !held && verification::payment(channel, order, work.now()).is_some() {
        for (line, quantity) in added {
            let line = order.line_mut(line)?;
            line.withhold_for_payment(*quantity);
            // A later change of the same edit may have taken units off again.
            line.limit_withheld();
        }
    }
    let open = OpenUnits::of(work, order);
    let holds = unmapped(order, &open, work, channel)?;
    place_all(work, order, holds);
    // Units that had no stock before are no reason to refuse those that were added: their hold tells of them.
    let waited = order.lines.iter().any(|line| line.units.at(Stage::Open) > open_units(added, &line.id));
    pin::keep(work, order)?;
    let open = OpenUnits::of(work, order);
    let shortfall = promise_open(work, order, &open, if waited { OnShortage::Hold } else { channel.on_shortage }, None)?;
    hold_for_shortfall(work, order, shortfall);
    expiry::limit_unpaid(work, order);
    Ok(())
}

fn open_units(added: &[(LineId, Quantity)], line: &LineId) -> Quantity {
    added.iter().filter(|(id, _)| id == line).map(|(_, quantity)| *quantity).sum()
}
