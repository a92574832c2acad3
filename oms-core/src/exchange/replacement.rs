//! Add lines that take the place of units which come back, or never arrived.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Replacement;
use crate::batch::Workspace;
use crate::event::Event;
use crate::inventory::check_quantity;
use crate::item::Item;
use crate::order::capture_order::{CaptureLine, Discount, TaxRate, unit_cost, unit_grams};
use crate::order::repricing::{new_line, worth};
use crate::order::totals::{Cost, cost, named, price_of_one};
use crate::order::{Line, Order};
use crate::reservation::LINES_MAX;
use crate::{LineId, Quantity, Rejection, Sku};

/// A line that takes the place of others.
///
/// Without a price it costs what the units it replaces bring back, to the cent: a shirt bought at half price is exchanged for
/// another size of it without money either way, whatever that size is sold at today. With a price it costs that, and the difference
/// is due or paid back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReplacementLine {
    /// The id of the line to be, unique within the order.
    pub id: LineId,
    /// What is given.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
    /// The line whose units it replaces, one for one; needed where no price is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<LineId>,
    /// The price of one, before discounts, tax as the order's prices have it; absent means what the replaced units bring back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Decimal>,
    /// What is taken off all units together; only with a price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// Taxes on it; only with a price, since what has none is taxed as what it replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
}

/// Units of a line that may be replaced: where the first of them stands in the line's cumulative shares, and how many they are.
pub(crate) struct Replaced {
    pub(crate) line: LineId,
    pub(crate) from: Quantity,
    pub(crate) quantity: Quantity,
}

/// Adds the lines to an order, all their units open, and answers what replaces what. `condition` says in words which units may be
/// replaced.
pub(crate) fn add(
    work: &mut Workspace,
    order: &mut Order,
    lines: &[ReplacementLine],
    mut replaced: Vec<Replaced>,
    condition: &'static str,
) -> Result<Vec<Replacement>, Rejection> {
    if order.lines.len() + lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("an order has at most {LINES_MAX} lines")));
    }
    let mut added = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let field = |name: &str| format!("lines[{place}].{name}");
        check_quantity(&field("quantity"), line.quantity)?;
        if order.line(&line.id).is_ok() {
            return Err(Rejection::field(field("id"), format!("the order has a line `{}` already", line.id)));
        }
        if work.item_index(&line.sku).is_ok_and(|index| work.item(index).is_some_and(Item::is_bundle)) {
            return Err(Rejection::field(field("sku"), format!("`{}` is a bundle: name the components that replace the units", line.sku)));
        }
        let from = take(order, line, &mut replaced, condition)?;
        let (priced, cost) = match (line.unit_price, &line.replaces) {
            (Some(unit_price), _) => at_price(order, line, unit_price, &field)?,
            (None, Some(original)) if line.discounts.is_empty() && line.taxes.is_empty() => at_paid_value(order, line, original, from)?,
            (None, Some(_)) => {
                let advice = "without a price it costs what it replaces: leave out `discounts` and `taxes`, or name a price";
                return Err(Rejection::field(field("unit_price"), advice));
            }
            (None, None) => {
                return Err(Rejection::field(field("replaces"), "name the line whose units it replaces, or a `unit_price`"));
            }
        };
        let (cost_of_one, unit_grams) = (unit_cost(work, &line.sku, order.currency), unit_grams(work, &line.sku));
        let new = Line { unit_cost: cost_of_one, unit_grams, ..new_line(&priced, cost) };
        work.emit(Event::LineEdited { order: order.id.clone(), line: line.id.clone(), added: line.quantity, total: new.total });
        match &line.replaces {
            Some(original) => order.inherit_terms(&line.id, original),
            None => order.join_terms(work, &new),
        }
        order.lines.push(new);
        added.push(Replacement {
            line: line.id.clone(),
            replaces: line.replaces.clone(),
            quantity: line.quantity,
            at_paid_value: line.unit_price.is_none(),
            settled: None,
        });
    }
    order.total = order.sum_of_parts();
    if order.total.minor() > crate::MINOR_MAX {
        return Err(Rejection::AmountTooLarge { field: "total".to_owned() });
    }
    Ok(added)
}

/// Takes the units that a line replaces from those that may be, and answers where the first of them stands.
fn take(order: &Order, line: &ReplacementLine, replaced: &mut [Replaced], condition: &'static str) -> Result<Quantity, Rejection> {
    let Some(original) = &line.replaces else { return Ok(Quantity::ZERO) };
    let found = replaced.iter_mut().find(|units| &units.line == original);
    let eligible = found.as_ref().map_or(Quantity::ZERO, |units| units.quantity);
    match found.filter(|_| line.quantity <= eligible) {
        Some(units) => {
            let from = units.from;
            units.from = from.plus(line.quantity);
            units.quantity = eligible.less(line.quantity);
            Ok(from)
        }
        None => Err(Rejection::QuantityNotEligible {
            order: order.id.clone(),
            line: original.clone(),
            requested: line.quantity,
            eligible,
            condition: condition.into(),
        }),
    }
}

fn at_price(
    order: &Order,
    line: &ReplacementLine,
    unit_price: Decimal,
    field: &impl Fn(&str) -> String,
) -> Result<(CaptureLine, Cost), Rejection> {
    let cost = cost(unit_price, line.quantity, &line.discounts, &line.taxes, order.prices_include_tax, order.currency)
        .map_err(|(name, problem)| named(field(name), problem))?;
    Ok((captured(line, unit_price, line.taxes.clone()), cost))
}

fn at_paid_value(order: &Order, line: &ReplacementLine, original: &LineId, from: Quantity) -> Result<(CaptureLine, Cost), Rejection> {
    let original = order.line(original)?;
    let cost = worth(original, from, line.quantity);
    let taxes = original.taxes.iter().map(|tax| TaxRate { rate: tax.rate }).collect();
    let unit_price = price_of_one(&cost, line.quantity, order.prices_include_tax);
    Ok((captured(line, unit_price, taxes), cost))
}

fn captured(line: &ReplacementLine, unit_price: Decimal, taxes: Vec<TaxRate>) -> CaptureLine {
    let (id, sku, quantity) = (line.id.clone(), line.sku.clone(), line.quantity);
    CaptureLine { id, sku, quantity, unit_price, discounts: line.discounts.clone(), taxes, minimum_life_days: 0, substitution: None }
}
