//! Ask to send delivered units back.

use serde::{Deserialize, Serialize};

use super::approve_return::approve;
use super::{Return, ReturnLine, ReturnReason};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::check_quantity;
use crate::order::capture_order::repeated;
use crate::order::{Line, Order};
use crate::reservation::LINES_MAX;
use crate::{LineId, OrderId, Quantity, Rejection, ReturnId, Timestamp};

/// Asks for the return of delivered units. Units that are in another return cannot be asked for again.
///
/// The terms are those promised when the order was captured, whatever the policy says now. What they do not allow (a final sale, a
/// reason that is not accepted, a window that has closed) is refused, unless a member of staff sets that aside; the event and its
/// actor keep who did. Where the policy approves requests by itself, the return is approved at once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestReturn {
    /// The order.
    pub order: OrderId,
    /// The id of the return to be, unique within the order.
    pub return_id: ReturnId,
    /// What comes back; each line once.
    pub lines: Vec<ReturnRequestLine>,
    /// Whether the request is taken even though the terms do not allow it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub override_policy: bool,
}

/// Units of a line that a customer wants to send back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnRequestLine {
    /// The line, or the line that a bundle was captured as.
    pub line: LineId,
    /// How many units, or how many bundles with all their components.
    pub quantity: Quantity,
    /// Why.
    pub reason: ReturnReason,
}

/// The most returns of an order.
pub(super) const RETURNS_MAX: usize = 1_000;

pub(crate) fn reads(_: &RequestReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RequestReturn, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    check(command, &order)?;
    let wanted = units_wanted(command, &order)?;
    let mut overridden = false;
    for wanted in &wanted {
        overridden |= check_line(command, &order, wanted, work)?;
    }
    let approved = work.settings().policies.returns.approves_automatically;
    let lines = wanted.iter().map(|line| ReturnLine::new(line.line.clone(), line.reason, line.quantity)).collect();
    order.returns.push(Return::new(command.return_id.clone(), work.now(), lines, order.currency));
    work.emit(Event::ReturnRequested { order: command.order.clone(), return_id: command.return_id.clone(), overridden });
    if approved {
        approve(work, &mut order, &command.return_id, None)?;
    }
    work.put_order(order);
    Ok(())
}

fn check(command: &RequestReturn, order: &Order) -> Result<(), Rejection> {
    if order.return_of(&command.return_id).is_ok() {
        return Err(Rejection::ReturnExists { order: command.order.clone(), return_id: command.return_id.clone() });
    }
    if order.returns.len() >= RETURNS_MAX {
        return Err(Rejection::field("return_id", format!("an order has at most {RETURNS_MAX} returns")));
    }
    check_lines("lines", command.lines.iter().map(|line| &line.line))
}

/// What is asked for by line: bundles by their components.
fn units_wanted(command: &RequestReturn, order: &Order) -> Result<Vec<ReturnRequestLine>, Rejection> {
    let mut wanted = Vec::with_capacity(command.lines.len());
    for line in &command.lines {
        check_quantity("lines.quantity", line.quantity)?;
        let named = order.lines_named(&line.line, line.quantity).into_iter();
        wanted.extend(named.map(|(id, quantity)| ReturnRequestLine { line: id, quantity, reason: line.reason }));
    }
    check_lines("lines", wanted.iter().map(|line| &line.line))?;
    Ok(wanted)
}

/// Lines that are named by a command: at least one, and each once.
pub(crate) fn check_lines<'a>(field: &str, lines: impl ExactSizeIterator<Item = &'a LineId> + Clone) -> Result<(), Rejection> {
    if lines.len() == 0 || lines.len() > LINES_MAX {
        return Err(Rejection::field(field, format!("name 1 to {LINES_MAX} lines")));
    }
    match repeated(lines) {
        Some(repeated) => Err(Rejection::field(field, format!("line `{repeated}` is named twice"))),
        None => Ok(()),
    }
}

/// Says whether the terms had to be set aside for the line.
fn check_line(command: &RequestReturn, order: &Order, wanted: &ReturnRequestLine, work: &Workspace) -> Result<bool, Rejection> {
    let line = order.line(&wanted.line)?;
    let eligible = order.returnable(line);
    if wanted.quantity > eligible {
        return Err(Rejection::QuantityNotEligible {
            order: command.order.clone(),
            line: wanted.line.clone(),
            requested: wanted.quantity,
            eligible,
            condition: "are with the customer and in no other return".into(),
        });
    }
    let against_terms = against_terms(order, line, wanted, work.now());
    match against_terms {
        Some(rejection) if !command.override_policy => Err(rejection),
        against_terms => Ok(against_terms.is_some()),
    }
}

/// Which of the order's terms speaks against the return of a line, with its figures.
fn against_terms(order: &Order, line: &Line, wanted: &ReturnRequestLine, now: Timestamp) -> Option<Rejection> {
    let window = order.return_window(line);
    let (order_id, line_id) = (order.id.clone(), wanted.line.clone());
    if window.days == 0 {
        let category = order.line_terms(line).map(|terms| terms.category.clone());
        return Some(Rejection::FinalSale { order: order_id, line: line_id, category });
    }
    let accepted = order.return_terms.as_ref().map(|terms| &terms.reasons).filter(|accepted| !accepted.is_empty());
    if let Some(accepted) = accepted.filter(|accepted| !accepted.contains(&wanted.reason)) {
        return Some(Rejection::ReturnReasonNotAccepted {
            order: order_id,
            line: line_id,
            reason: wanted.reason,
            accepted: accepted.clone(),
        });
    }
    (now >= window.closes_at).then(|| Rejection::ReturnWindowClosed {
        order: order_id,
        line: line_id,
        window_days: window.days,
        last_day: window.last_day,
        time_zone: order.time_zone_name().into(),
        closed_at: window.closes_at,
    })
}
