//! Exact fractions of minor units, and the three ways in which the trade makes whole ones of them.

use num_rational::BigRational;
use oms_core::Amount;

pub(crate) type Exact = BigRational;

pub(crate) fn whole(minor: i64) -> Exact {
    Exact::from_integer(minor.into())
}

pub(crate) fn part(numerator: i64, denominator: i64) -> Exact {
    Exact::new(numerator.into(), denominator.into())
}

pub(crate) fn minor(amount: Amount) -> Exact {
    whole(amount.minor())
}

/// The nearest whole number, halves up. Nothing that is rounded here is below zero.
pub(crate) fn rounded(exact: &Exact) -> Exact {
    (exact + part(1, 2)).floor()
}

/// Divides by largest remainder: what is left after the whole parts goes to the largest fractions, the first of equal ones first.
pub(crate) fn apportioned(total: &Exact, weights: &[Exact]) -> Vec<Exact> {
    let sum: Exact = weights.iter().sum();
    let shares: Vec<Exact> = if sum == whole(0) {
        let count = i64::try_from(weights.len()).expect("few weights");
        weights.iter().map(|_| total / whole(count)).collect()
    } else {
        weights.iter().map(|weight| total * weight / &sum).collect()
    };
    let mut parts: Vec<Exact> = shares.iter().map(Exact::floor).collect();
    let mut places: Vec<usize> = (0..shares.len()).collect();
    places.sort_by(|a, b| shares[*b].fract().cmp(&shares[*a].fract()));
    for place in places {
        if parts.iter().sum::<Exact>() < *total {
            parts[place] += whole(1);
        }
    }
    parts
}
