//! After anything about a return or its lines has changed: what was given in exchange goes along.

use super::{Exchange, ExchangeShipping, Replacement};
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::repricing::{charge_rest, left_of_taxes, worth};
use crate::order::totals::Cost;
use crate::order::totals::price_of_one;
use crate::order::{Order, Settled, Stage, TaxLines, cancel_order, release_hold, verification, withheld};
use crate::payment;
use crate::reservation::expiry;
use crate::returns::{CreditedUnits, Return, ReturnState};
use crate::{LineId, Quantity, Rejection, ReturnId};

/// Brings the replacements of an order in step with its returns.
///
/// Replacements of units that will not come are canceled as far as they have not shipped. Those at paid value cost what the units
/// they replace bring back, which may move by a minor unit as other units of the line are credited. Those that waited for a return
/// go on when what they wait for has happened, or wait for their payment if the customer now owes something.
pub(crate) fn follow(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    if order.returns.iter().all(|entry| entry.exchange.is_none()) {
        return Ok(());
    }
    for (line, quantity) in surplus(order) {
        cancel_order::cancel(work, order, &line, quantity)?;
    }
    cancel_order::close(work, order);
    let clear: Vec<ReturnId> =
        order.returns.iter().filter(|entry| !entry.holds_replacements_back()).map(|entry| entry.id.clone()).collect();
    let settings = work.shared_settings();
    let unpaid = verification::payment(settings.channel(&order.channel)?, order, work.now()).is_some();
    withheld::happened(work, order, |withheld| {
        if withheld.for_return.as_ref().is_some_and(|waits_for| clear.contains(waits_for)) {
            withheld.for_return = None;
            withheld.for_payment |= unpaid;
        }
    })?;
    release_hold::settle(work, order);
    payment::lift_hold(work, order)?;
    expiry::limit_unpaid(work, order);
    Ok(())
}

impl Return {
    /// Whether what is given in exchange for its units waits for something of it.
    pub(crate) fn holds_replacements_back(&self) -> bool {
        self.live_exchange().is_some_and(|exchange| match exchange.ships {
            ExchangeShipping::InAdvance => self.state == ReturnState::Requested,
            ExchangeShipping::OnReceipt => !self.expected().is_zero(),
        })
    }
}

/// Units of replacements whose counterparts will not come, as far as they can still be canceled.
fn surplus(order: &Order) -> Vec<(LineId, Quantity)> {
    let mut surplus = Vec::new();
    for entry in &order.returns {
        let Some(exchange) = entry.exchange.as_deref() else { continue };
        let is_over = entry.state.is_over();
        let mut seen: Vec<(&LineId, Quantity)> = Vec::new();
        for replacement in &exchange.lines {
            let without = match &replacement.replaces {
                Some(original) => {
                    let needs = replacement.needs(order);
                    let taken = seen.iter().filter(|(line, _)| *line == original).map(|(_, taken)| *taken).sum();
                    let coming = if is_over { Quantity::ZERO } else { entry.pending(original).less(taken) };
                    seen.push((original, needs.min(coming)));
                    needs.less(coming)
                }
                // What takes the place of the whole is wanted as long as anything of that came or may come.
                None if matches!(entry.state, ReturnState::Declined | ReturnState::Canceled) => replacement.quantity,
                None => Quantity::ZERO,
            };
            let Ok(line) = order.line(&replacement.line) else { continue };
            let quantity = without.min(line.units.sum(|portion| portion.stage < Stage::Shipped));
            if !quantity.is_zero() {
                surplus.push((replacement.line.clone(), quantity));
            }
        }
    }
    surplus
}

/// Lets replacements at paid value cost what the units they replace bring back.
pub(crate) fn reprice(work: &mut Workspace, order: &mut Order) {
    if order.returns.iter().all(|entry| entry.exchange.is_none()) {
        return;
    }
    for (id, cost) in paid_values(order) {
        let includes_tax = order.prices_include_tax;
        let order_id = order.id.clone();
        let Ok(line) = order.line_mut(&id) else { continue };
        let tax = |taxes: &TaxLines| taxes.iter().fold(cost.total.with_minor(0), |sum, tax| sum.plus(tax.amount));
        if line.total.minus(line.credited) == cost.total && tax(&left_of_taxes(line)) == tax(&cost.taxes) {
            continue;
        }
        line.unit_price = price_of_one(&cost, line.uncredited(), includes_tax);
        charge_rest(line, cost.total, &cost.taxes);
        work.emit(Event::LineEdited { order: order_id, line: id, added: Quantity::ZERO, total: line.total });
    }
    order.total = order.sum_of_parts();
}

/// What is to be charged for what is left of every replacement at paid value. Of one that has come back in part nothing moves any
/// more: its units have brought back what they cost.
pub(crate) fn paid_values(order: &Order) -> Vec<(LineId, Cost)> {
    let mut values = Vec::new();
    for entry in &order.returns {
        let Some(exchange) = entry.live_exchange() else { continue };
        for replacement in exchange.lines.iter().filter(|replacement| replacement.at_paid_value) {
            let (Some(original), Ok(line)) = (&replacement.replaces, order.line(&replacement.line)) else { continue };
            let came_back = line.credited_quantity > line.units.at(Stage::Canceled);
            if came_back || line.uncredited().is_zero() {
                continue;
            }
            let before = exchange.of_line(original).take_while(|other| other.line != replacement.line);
            let from = before.fold(order.first_pending(entry, original), |from, other| from.plus(other.needs(order)));
            let Ok(original) = order.line(original) else { continue };
            let pending = worth(original, from, replacement.needs(order));
            values.push((replacement.line.clone(), with_settled(original, pending, replacement)));
        }
    }
    values
}

/// What units bring that are still to be refunded, and what those brought that have been.
fn with_settled(original: &crate::order::Line, pending: Cost, replacement: &Replacement) -> Cost {
    let Some(settled) = &replacement.settled else { return pending };
    let tax = pending.taxes.iter().fold(settled.tax, |sum, tax| sum.plus(tax.amount));
    Cost { total: pending.total.plus(settled.amount), taxes: original.taxes_of(tax), ..pending }
}

/// Units of a return were credited: those that replacements stand for are settled.
pub(crate) fn settle(order: &mut Order, id: &ReturnId, credited: &[CreditedUnits]) {
    let Ok(entry) = order.return_of(id) else { return };
    let Some(mut exchange) = entry.exchange.clone() else { return };
    for units in credited {
        settle_line(order, &mut exchange, units);
        exchange.brought_back = exchange.brought_back.plus(units.amount);
    }
    if let Some(entry) = order.returns.iter_mut().find(|entry| &entry.id == id) {
        entry.exchange = Some(exchange);
    }
}

fn settle_line(order: &Order, exchange: &mut Exchange, units: &CreditedUnits) {
    let Ok(original) = order.line(&units.line) else { return };
    let (mut from, mut left) = (units.credited_before, units.quantity);
    for replacement in exchange.lines.iter_mut().filter(|replacement| replacement.replaces.as_ref() == Some(&units.line)) {
        let quantity = replacement.needs(order).min(left);
        if quantity.is_zero() {
            continue;
        }
        let worth = worth(original, from, quantity);
        let zero = worth.total.with_minor(0);
        let tax = worth.taxes.iter().fold(zero, |sum, tax| sum.plus(tax.amount));
        let settled = replacement.settled.get_or_insert_with(|| Box::new(Settled { quantity: Quantity::ZERO, amount: zero, tax: zero }));
        settled.quantity = settled.quantity.plus(quantity);
        settled.amount = settled.amount.plus(worth.total);
        settled.tax = settled.tax.plus(tax);
        (from, left) = (from.plus(quantity), left.less(quantity));
    }
}
