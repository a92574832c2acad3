//! What a picker gives instead of what is not there: the product of the same sub-commodity that is nearest in price, if it is near enough
//! and free at the store.

use std::collections::BTreeMap;

use oms_core::order::{Accepts, Line};

use super::baskets::Week;
use super::shop::{category, prices};

/// A quarter more or less, as the policy of the shop has it.
const DIFFERENCE_PARTS: i64 = 4;

/// The products of each sub-commodity, and their prices.
#[derive(Debug)]
pub struct Picker {
    prices: BTreeMap<u64, i64>,
    alike: BTreeMap<String, Vec<u64>>,
    kinds: BTreeMap<u64, String>,
}

/// Units to be given instead of some of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Choice {
    /// What.
    pub product: u64,
    /// How many.
    pub units: i64,
    /// The price of one, in cents.
    pub price: i64,
}

impl Picker {
    /// Knows the products of a week.
    pub fn new(week: &Week) -> Picker {
        let mut alike: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let mut kinds = BTreeMap::new();
        for (number, product) in &week.products {
            if let Some(kind) = category(&product.kind) {
                alike.entry(kind.clone()).or_default().push(*number);
                kinds.insert(*number, kind);
            }
        }
        Picker { prices: prices(week), alike, kinds }
    }

    /// Products that might be given instead of one, itself left out.
    pub fn alike(&self, product: u64) -> impl Iterator<Item = u64> {
        let kind = self.kinds.get(&product).and_then(|kind| self.alike.get(kind));
        kind.into_iter().flatten().copied().filter(move |other| *other != product)
    }

    /// What is given instead of units of a line, out of what is free at the store, which it is taken off.
    pub fn choose(&self, line: &Line, product: u64, units: i64, mut free: impl FnMut(u64) -> i64) -> Vec<Choice> {
        if line.accepts() == Accepts::None {
            return Vec::new();
        }
        let cents = |amount: rust_decimal::Decimal| (amount * rust_decimal::Decimal::ONE_HUNDRED).round().try_into().unwrap_or(0_i64);
        let ordered = cents(line.unit_price);
        let price = |other: &u64| self.prices.get(other).copied().unwrap_or_default();
        // The price that the line has may be finer than a cent: a cent of margin keeps the choice within the policy.
        let is_near = |other: &u64| (price(other) - ordered).abs() * DIFFERENCE_PARTS <= ordered - DIFFERENCE_PARTS;
        let mut others: Vec<u64> = self.alike(product).filter(is_near).collect();
        others.sort_by_key(|other| ((price(other) - ordered).abs(), *other));
        let mut left = units;
        let mut choices = Vec::new();
        for other in others {
            let given = free(other).min(left);
            if given > 0 {
                choices.push(Choice { product: other, units: given, price: price(&other) });
                left -= given;
            }
        }
        choices
    }
}
