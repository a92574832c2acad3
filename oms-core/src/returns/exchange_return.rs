//! Give other units in exchange for those of a return.

use serde::{Deserialize, Serialize};

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::{self, Exchange, ExchangeShipping, Replaced, ReplacementLine, follow};
use crate::input::check_list;
use crate::order::Order;
use crate::order::edit_order::promise_added;
use crate::reservation::LINES_MAX;
use crate::{LineId, OrderId, Quantity, Rejection, ReturnId, Span};

/// Exchanges the units of a return for others: the replacements join the order as lines of their own.
///
/// Stock is promised to them at once, and kept back until all that is expected has been received (or, in advance, until the return is
/// approved). While the goods are under way, the order counts what they are taken to bring, at most what the replacements cost: an
/// even exchange has nothing due, a dearer replacement has the difference due at once and waits for it where the channel wants payment
/// first, and of a cheaper one the difference is paid back by `refund_return`, after the goods have been looked at.
///
/// Replacements of units that turn out not to come (called off, declined, not what was sold) are canceled as far as they have not
/// shipped. What has shipped by then is due. By the terms of the order no fee is kept of a return that is exchanged.
///
/// A replacement is a line like any other: when it comes back in its turn it brings what it cost, once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeReturn {
    /// The order.
    pub order: OrderId,
    /// The return whose units are exchanged. It has one exchange at most.
    pub return_id: ReturnId,
    /// What is given for them.
    pub lines: Vec<ReplacementLine>,
    /// When it is sent.
    #[serde(default, skip_serializing_if = "ExchangeShipping::is_usual")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "on_receipt")))]
    pub ships: ExchangeShipping,
    /// How long stock is kept for it while it waits for the return; absent means as `policies.returns.exchange_reservation` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved_for: Option<Span>,
}

pub(crate) fn reads(command: &ExchangeReturn, wanted: &mut ReadSet) {
    for line in &command.lines {
        wanted.sku(&line.sku);
    }
}

pub(crate) fn execute(command: &ExchangeReturn, work: &mut Workspace) -> Result<(), Rejection> {
    check_list("lines", &command.lines, LINES_MAX)?;
    if command.lines.is_empty() {
        return Err(Rejection::field("lines", "name what is given in exchange"));
    }
    let settings = work.shared_settings();
    let mut order = work.order_to_change(&command.order)?;
    let channel = settings.channel(&order.channel)?;
    let replaced = exchangeable(command, &mut order)?;
    let condition = "are in this return, not refunded and not exchanged for something else";
    let lines = exchange::add(work, &mut order, &command.lines, replaced, condition)?;
    let exchange = Exchange { ships: command.ships, lines, brought_back: order.total.with_minor(0) };
    let added: Vec<(LineId, Quantity)> = command.lines.iter().map(|line| (line.id.clone(), line.quantity)).collect();
    open(&mut order, command, |entry| entry.exchange = Some(Box::new(exchange)))?;
    if order.return_of(&command.return_id)?.holds_replacements_back() {
        let span = command.reserved_for.or(settings.policies.returns.exchange_reservation);
        let until = span.map(|span| work.now().after(span));
        for line in &command.lines {
            order.line_mut(&line.id)?.withhold_for_return(&command.return_id, until);
        }
    }
    promise_added(work, &mut order, channel, &added)?;
    follow(work, &mut order)?;
    let balance = order.balance();
    work.emit(Event::ReturnExchanged {
        order: command.order.clone(),
        return_id: command.return_id.clone(),
        in_exchange: order.offset(order.return_of(&command.return_id)?),
        due: balance.due,
    });
    work.put_order(order);
    Ok(())
}

/// The units of the return that may be exchanged, by line.
fn exchangeable(command: &ExchangeReturn, order: &mut Order) -> Result<Vec<Replaced>, Rejection> {
    let exchanged = open(order, command, |entry| entry.exchange.is_some())?;
    if exchanged {
        let advice = format!("return `{}` is exchanged already: edit the order, or ask for another return", command.return_id);
        return Err(Rejection::field("return_id", advice));
    }
    let entry = order.return_of(&command.return_id)?;
    let of_line = |line: &LineId| Replaced { line: line.clone(), from: order.first_pending(entry, line), quantity: entry.pending(line) };
    let replaced: Vec<Replaced> = entry.lines.iter().map(|units| of_line(&units.line)).collect();
    if replaced.iter().all(|units| units.quantity.is_zero()) {
        let action = format!("exchange: every unit of return `{}` is refunded or expected no more", command.return_id);
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
    }
    Ok(replaced)
}

fn open<T>(order: &mut Order, command: &ExchangeReturn, change: impl FnOnce(&mut super::Return) -> T) -> Result<T, Rejection> {
    let states = [ReturnState::Requested, ReturnState::Approved, ReturnState::InTransit, ReturnState::Received, ReturnState::Inspected];
    order.return_in(&command.return_id, &states, "requested, approved, in transit, received or inspected").map(change)
}
