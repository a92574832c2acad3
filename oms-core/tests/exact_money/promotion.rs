//! Discounts that were given for buying enough, and what is taken back of them when too little is kept.

use super::book::Book;
use super::exact::{Exact, apportioned, rounded, whole};
use super::sale::Line;

#[derive(Clone, Debug)]
pub(crate) struct Promotion {
    /// The only line whose units count; those of all lines without one.
    pub(crate) only: Option<usize>,
    pub(crate) least_worth: Option<Exact>,
    pub(crate) least_units: Option<i64>,
    /// What it took off which line, and over how many units that was divided.
    pub(crate) parts: Vec<Part>,
    pub(crate) ended: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) line: usize,
    pub(crate) units: i64,
    pub(crate) amount: Exact,
}

impl Part {
    /// What of it belongs to units that are kept, as far as they still have a discount.
    fn kept(&self, line: &Line) -> Exact {
        let credited = rounded(&(&self.amount * whole(line.units.min(self.units)) / whole(self.units)));
        (&self.amount - credited).min(&line.discount - line.credited_discount())
    }
}

impl Promotion {
    fn is_missed(&self, lines: &[Line]) -> bool {
        let counts = lines.iter().enumerate().filter(|(place, _)| self.only.is_none_or(|only| only == *place));
        let (mut worth, mut units) = (whole(0), 0);
        for (_, line) in counts {
            let kept = line.quantity - line.units;
            worth += rounded(&(&line.unit_price * whole(kept)));
            units += kept;
        }
        self.least_worth.as_ref().is_some_and(|least| worth < *least) || self.least_units.is_some_and(|least| units < least)
    }
}

impl Book {
    /// Takes discounts back of which too little is kept, at most so much altogether. Answers how much that is.
    pub(crate) fn claw_back(&mut self, most: &Exact) -> Exact {
        let mut taken = whole(0);
        for place in 0..self.promotions.len() {
            let promotion = self.promotions[place].clone();
            if !promotion.ended && promotion.is_missed(&self.lines) {
                self.promotions[place].ended = true;
                taken += self.take_back(&promotion, &(most - &taken));
            }
        }
        assert!(taken >= whole(0) && taken <= *most, "nobody pays for returning something: {taken} of {most}");
        taken
    }

    /// All that is kept of a discount; where tax comes on top, as much less as makes it fit.
    fn take_back(&mut self, promotion: &Promotion, most: &Exact) -> Exact {
        let kept: Vec<Exact> = promotion.parts.iter().map(|part| part.kept(&self.lines[part.line])).collect();
        let mut discount = kept.iter().sum::<Exact>().min(most.clone());
        loop {
            let mut lines = self.lines.clone();
            for (part, back) in promotion.parts.iter().zip(apportioned(&discount, &kept)) {
                if back != whole(0) {
                    lines[part.line].discount -= &back;
                    let net = lines[part.line].left_net(self.included) + back;
                    lines[part.line].charge_rest(&net, self.included);
                }
            }
            let more = lines.iter().map(|line| &line.total).sum::<Exact>() - self.lines.iter().map(|line| &line.total).sum::<Exact>();
            if more <= *most || discount == whole(0) {
                self.lines = lines;
                return more;
            }
            discount -= (&more - most).min(discount.clone()).max(whole(1));
        }
    }

    /// A line has other discounts from now on.
    pub(crate) fn forget_promotions(&mut self, line: usize) {
        self.promotions.iter_mut().for_each(|promotion| promotion.parts.retain(|part| part.line != line));
        self.promotions.retain(|promotion| !promotion.parts.is_empty());
    }
}
