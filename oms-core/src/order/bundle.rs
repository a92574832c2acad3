//! A bundle on an order: a line for each of its components, with its share of the price.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::capture_order::{unit_cost, unit_grams};
use super::promotion::{Promotion, PromotionPart};
use super::totals::{Cost, price_of_one};
use super::{Line, Order, Stage, TaxLine, TaxLines, Units};
use crate::batch::Workspace;
use crate::item::Item;
use crate::item::bundle::{Leaf, leaves};
use crate::money::allocate;
use crate::reservation::LINES_MAX;
use crate::{Currency, LineId, Quantity, Rejection, Sku};

/// The bundle that a line is a component of, as it was sold.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineBundle {
    /// The line that was captured. Cancellations and returns may name it and count in bundles.
    pub line: LineId,
    /// The SKU of the bundle.
    pub sku: Sku,
    /// How many bundles were sold.
    pub quantity: Quantity,
    /// How many units of the line made one bundle when it was sold, whatever it is made of now.
    pub units_each: Quantity,
}

/// What the prices of an order are in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prices {
    pub(crate) currency: Currency,
    pub(crate) include_tax: bool,
}

/// Takes the bundles among lines apart, down to plain items: a line a component, under the id of the line and a number.
///
/// Net price, discount and each tax are divided as [`leaves`] does: the lines sum to what the bundle costs. Conditional discounts
/// follow their lines.
pub(crate) fn take_apart(work: &Workspace, lines: Vec<Line>, promotions: &mut [Promotion], prices: Prices) -> Result<Vec<Line>, Rejection> {
    if lines.iter().all(|line| bundle_of(work, line).is_none()) {
        return Ok(lines);
    }
    let mut apart = Vec::with_capacity(lines.len());
    for line in lines {
        if bundle_of(work, &line).is_none() {
            apart.push(line);
            continue;
        }
        let components = components(work, &line, prices)?;
        for promotion in promotions.iter_mut() {
            divide_promotion(promotion, &line, &components);
        }
        apart.extend(components);
        if apart.len() > LINES_MAX {
            return Err(Rejection::field("lines", format!("an order has at most {LINES_MAX} lines, those of its bundles included")));
        }
    }
    Ok(apart)
}

/// The item of a line, if it is a bundle and nothing has happened to its units.
fn bundle_of<'a>(work: &'a Workspace, line: &Line) -> Option<&'a Item> {
    let untouched = line.units.at(Stage::Open) == line.quantity && line.withheld.is_none();
    work.item(work.item_index(&line.sku).ok()?).filter(|item| item.is_bundle() && untouched)
}

/// The lines of the components of a bundle.
fn components(work: &Workspace, line: &Line, prices: Prices) -> Result<Vec<Line>, Rejection> {
    let net = line.total.minus(line.tax()).minor();
    let sums: SmallVec<[i64; 4]> =
        [net, line.discount.minor()].into_iter().chain(line.taxes.iter().map(|tax| tax.amount.minor())).collect();
    let leaves = leaves(work, work.item_index(&line.sku)?, line.quantity.units(), &sums)?;
    (1_usize..).zip(&leaves).map(|(number, leaf)| component(work, line, number, leaf, prices)).collect()
}

fn component(work: &Workspace, line: &Line, number: usize, leaf: &Leaf, prices: Prices) -> Result<Line, Rejection> {
    let id = LineId::new(format!("{}/{number}", line.id)).map_err(|error| {
        Rejection::field("lines.id", format!("the components of bundle `{}` are named after its line: {error}", line.sku))
    })?;
    let quantity = Quantity::from_balance(leaf.units);
    let (amounts, taxes) = leaf.sums.split_at_checked(2).unwrap_or_default();
    let amount = |place: usize| line.total.with_minor(amounts.get(place).copied().unwrap_or_default());
    let taxes: TaxLines =
        line.taxes.iter().zip(taxes).map(|(tax, part)| TaxLine { rate: tax.rate, amount: tax.amount.with_minor(*part) }).collect();
    let (net, discount) = (amount(0), amount(1));
    let total = taxes.iter().fold(net, |sum, tax| sum.plus(tax.amount));
    // One unit is priced as the order's prices are: before discounts, with or without its tax.
    let before_discount = Cost { discount, taxes: taxes.clone(), total: total.plus(discount) };
    let bundle = LineBundle {
        line: line.id.clone(),
        sku: line.sku.clone(),
        quantity: line.quantity,
        units_each: Quantity::from_balance(leaf.units / line.quantity.units().max(1)),
    };
    Ok(Line {
        id,
        sku: work.slot(leaf.sku).sku().clone(),
        unit_price: price_of_one(&before_discount, quantity, prices.include_tax),
        quantity,
        discount,
        taxes,
        total,
        units: Units::ordered(quantity),
        unit_cost: unit_cost(work, work.slot(leaf.sku).sku(), prices.currency),
        unit_grams: unit_grams(work, work.slot(leaf.sku).sku()),
        bundle: Some(Box::new(bundle)),
        ..line.clone()
    })
}

/// What a discount took off a bundle is taken off its components, as they share its net price.
fn divide_promotion(promotion: &mut Promotion, line: &Line, components: &[Line]) {
    let Some(place) = promotion.parts.iter().position(|part| part.line == line.id) else { return };
    let part = promotion.parts.remove(place);
    let weights: Vec<u64> = components.iter().map(|line| line.discount.minor().unsigned_abs()).collect();
    let shares = allocate(part.amount.minor(), &weights).into_iter().zip(components).filter(|(share, _)| *share != 0);
    let divided =
        shares.map(|(share, line)| PromotionPart { line: line.id.clone(), quantity: line.quantity, amount: part.amount.with_minor(share) });
    let rest = promotion.parts.split_off(place);
    promotion.parts.extend(divided.chain(rest));
}

impl Order {
    /// What its prices are in.
    pub(crate) fn prices(&self) -> Prices {
        Prices { currency: self.currency, include_tax: self.prices_include_tax }
    }

    /// The lines that an id stands for, with their units: the line of that id, or the components of so many bundles.
    pub(crate) fn lines_named(&self, id: &LineId, quantity: Quantity) -> Vec<(LineId, Quantity)> {
        let of_bundle = |line: &Line| line.bundle.as_ref().filter(|bundle| &bundle.line == id).map(|bundle| bundle.units_each);
        let units = |each: Quantity| Quantity::from_balance(quantity.units().saturating_mul(each.units()));
        let components = self.lines.iter().filter_map(|line| Some((line.id.clone(), units(of_bundle(line)?))));
        let components: Vec<_> = if self.line(id).is_ok() { Vec::new() } else { components.collect() };
        // An id that is neither is left as it is: whoever looks it up tells that it is unknown.
        if components.is_empty() { vec![(id.clone(), quantity)] } else { components }
    }

    /// How many bundles of a captured line are whole by what `kept` says of its components.
    pub(crate) fn whole_bundles(&self, id: &LineId, kept: impl Fn(&Line) -> Quantity) -> Quantity {
        let whole = |line: &Line| {
            let bundle = line.bundle.as_ref().filter(|bundle| &bundle.line == id)?;
            Some(Quantity::from_balance(kept(line).units() / bundle.units_each.units().max(1)))
        };
        self.lines.iter().filter_map(whole).min().unwrap_or(Quantity::ZERO)
    }
}
