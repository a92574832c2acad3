//! Units given in place of others, as the model takes them.
//!
//! What units bring back is seen as places in a row: the first of a line are those that have been credited, then come those that each
//! exchange still waits for, in the order in which they were agreed. What replaces units costs what the units in its places bring.

use oms_core::claim::ResolveClaim;
use oms_core::exchange::{ExchangeShipping, ReplacementLine};
use oms_core::order::{Stage, Substitution, TaxRate};
use oms_core::returns::{ExchangeReturn, ReturnState};
use oms_core::{LineId, MINOR_MAX, ReturnId};
use rust_decimal::{Decimal, RoundingStrategy};

use super::orders::{is_unpaid, settle};
use super::price::{LinePrice, cost, divide};
use super::record::{BackRecord, LineRecord, OrderRecord, Spot, Swap, Swaps};
use super::stock::{LINES_MAX, check_quantity, later};
use super::{Model, Refusal, refuse};

/// Places of a line: the first, and how many.
type Places = (LineId, i64, i64);

impl LineRecord {
    /// A line that joins an order, all its units open.
    pub(crate) fn new(
        id: &LineId,
        sku: &oms_core::Sku,
        quantity: i64,
        price: LinePrice,
        unit_price: Decimal,
        rates: &[TaxRate],
    ) -> LineRecord {
        LineRecord {
            id: id.clone(),
            sku: sku.clone(),
            quantity,
            discount: price.discount,
            taxes: price.taxes,
            total: price.total,
            units: [(Spot::nowhere(Stage::Open), quantity)].into(),
            credited_units: 0,
            unit_price,
            rates: rates.to_vec(),
            settled: (0, 0, 0),
            withheld: 0,
            waits_for_payment: false,
            waits_for_return: None,
            withheld_until: None,
            wish: Substitution::default(),
            given_for: None,
        }
    }

    /// What the units in some places bring, and the tax within that.
    fn places(&self, first: i64, count: i64) -> (i64, i64) {
        let last = (first + count).min(self.quantity);
        let first = first.min(self.quantity);
        (self.first(last) - self.first(first), self.first_tax(last) - self.first_tax(first))
    }

    /// Units that were not canceled.
    fn kept(&self) -> i64 {
        self.quantity - self.at(Stage::Canceled)
    }

    /// Charges what is left of a replacement anew.
    fn follow(&mut self, (amount, tax): (i64, i64), weights: &[i64], included: bool, currency: oms_core::Currency) {
        if (self.total - self.credited(), self.taxes_left().iter().sum::<i64>()) != (amount, tax) {
            self.unit_price = price_of_one(amount, tax, self.quantity - self.credited_units, included, currency);
            self.charge_rest(amount, &parts(tax, weights));
        }
    }
}

fn parts(tax: i64, weights: &[i64]) -> Vec<i64> {
    if weights.is_empty() { Vec::new() } else { divide(tax, weights) }
}

/// What one of some units costs, to eight decimals.
fn price_of_one(amount: i64, tax: i64, units: i64, included: bool, currency: oms_core::Currency) -> Decimal {
    let net = Decimal::new(if included { amount } else { amount - tax }, u32::from(currency.digits()));
    (net / Decimal::from(units)).round_dp_with_strategy(8, RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl BackRecord {
    /// Its exchange, as long as it is not over.
    fn swaps(&self) -> Option<&Swaps> {
        self.swaps.as_ref().filter(|_| !matches!(self.state, ReturnState::Refunded | ReturnState::Declined | ReturnState::Canceled))
    }

    /// Units of a line that it is still to refund.
    fn pending(&self, line: &LineId) -> i64 {
        let of_line = self.lines.iter().filter(|units| units.line == *line);
        of_line.map(|units| (units.requested - units.canceled - units.wrong() - units.settled - units.refunded).max(0)).sum()
    }

    /// Whether what replaces its units waits for it.
    fn keeps_waiting(&self) -> bool {
        self.swaps().is_some_and(|swaps| if swaps.in_advance { self.state == ReturnState::Requested } else { self.waits() })
    }
}

impl OrderRecord {
    fn line(&self, id: &LineId) -> &LineRecord {
        self.lines.iter().find(|line| line.id == *id).expect("a line of the order")
    }

    /// Where the units of a line begin that the return at a place is still to refund.
    fn begins(&self, place: usize, line: &LineId) -> i64 {
        let before = self.returns[..place].iter().filter(|back| back.swaps().is_some());
        self.line(line).credited_units + before.map(|back| back.pending(line)).sum::<i64>()
    }

    /// What the units of the return at a place are taken to bring.
    fn offset(&self, place: usize) -> i64 {
        let back = &self.returns[place];
        let Some(swaps) = back.swaps() else { return 0 };
        let brings = |line: &LineId| self.line(line).places(self.begins(place, line), back.pending(line)).0;
        let brings: i64 = back.lines.iter().map(|units| brings(&units.line)).sum();
        let costs: i64 = swaps.lines.iter().map(|swap| self.line(&swap.line)).map(|line| line.total - line.credited()).sum();
        brings.min(costs - swaps.brought).max(0)
    }

    /// What goods on their way back are taken to bring.
    pub(crate) fn in_exchange(&self) -> i64 {
        (0..self.returns.len()).map(|place| self.offset(place)).sum()
    }

    /// How many units a replacement still stands for that are not refunded.
    fn needs(&self, swap: &Swap) -> i64 {
        (self.line(&swap.line).kept().min(swap.quantity) - swap.settled.0).max(0)
    }

    /// Units of replacements that nothing will come back for.
    fn surplus(&self) -> Vec<(LineId, i64)> {
        let mut surplus = Vec::new();
        for back in &self.returns {
            let mut coming: std::collections::BTreeMap<&LineId, i64> = std::collections::BTreeMap::new();
            for swap in back.swaps.iter().flat_map(|swaps| &swaps.lines) {
                let without = match &swap.replaces {
                    None if matches!(back.state, ReturnState::Declined | ReturnState::Canceled) => swap.quantity,
                    None => 0,
                    Some(line) => {
                        let left = coming.entry(line).or_insert(if back.swaps().is_some() { back.pending(line) } else { 0 });
                        let needs = self.needs(swap);
                        let met = needs.min(*left);
                        *left -= met;
                        needs - met
                    }
                };
                let units = without.min(self.line(&swap.line).count(|spot| spot.stage < Stage::Shipped));
                surplus.extend((units > 0).then(|| (swap.line.clone(), units)));
            }
        }
        surplus
    }

    /// Replacements without a price cost what the units in their places bring.
    pub(crate) fn reprice(&mut self) {
        let mut costs = Vec::new();
        for (place, back) in self.returns.iter().enumerate() {
            let Some(swaps) = back.swaps() else { continue };
            for (number, swap) in swaps.lines.iter().enumerate() {
                let (Some(original), line) = (&swap.replaces, self.line(&swap.line)) else { continue };
                let untouched = line.credited_units == line.at(Stage::Canceled) && line.credited_units < line.quantity;
                if !swap.follows || !untouched {
                    continue;
                }
                let earlier = swaps.lines[..number].iter().filter(|other| other.replaces.as_ref() == Some(original));
                let first = self.begins(place, original) + earlier.map(|other| self.needs(other)).sum::<i64>();
                let (amount, tax) = self.line(original).places(first, self.needs(swap));
                let cost = (amount + swap.settled.1, tax + swap.settled.2);
                costs.push((swap.line.clone(), cost, self.line(original).taxes.clone()));
            }
        }
        let (included, currency) = (self.included, self.currency);
        for (id, cost, weights) in costs {
            let line = self.lines.iter_mut().find(|line| line.id == id).expect("a line of the order");
            line.follow(cost, &weights, included, currency);
        }
        if self.returns.iter().any(|back| back.swaps.is_some()) {
            self.total = self.lines.iter().map(|line| line.total).sum::<i64>() + self.shipping;
        }
    }

    /// A line has a price of its own from now on.
    pub(crate) fn keep_price(&mut self, line: &LineId) {
        for swap in self.returns.iter_mut().filter_map(|back| back.swaps.as_mut()).flat_map(|swaps| &mut swaps.lines) {
            swap.follows &= swap.line != *line;
        }
    }

    /// Units were credited for a return: those that replacements stand for are settled. Answers what the exchange was taken to bring.
    pub(crate) fn settle_swaps(&mut self, id: &ReturnId, credited: &[(LineId, i64, i64)]) {
        let place = self.returns.iter().position(|back| back.id == *id).expect("a return of the order");
        let Some(mut swaps) = self.returns[place].swaps.clone() else { return };
        for (line, before, units) in credited {
            let (mut first, mut left) = (*before, *units);
            swaps.brought += self.line(line).places(first, left).0;
            for swap in swaps.lines.iter_mut().filter(|swap| swap.replaces.as_ref() == Some(line)) {
                let count = self.needs(swap).min(left);
                let (amount, tax) = self.line(line).places(first, count);
                swap.settled = (swap.settled.0 + count, swap.settled.1 + amount, swap.settled.2 + tax);
                (first, left) = (first + count, left - count);
            }
        }
        self.returns[place].swaps = Some(swaps);
    }

    /// What the exchange of a return is taken to bring now.
    pub(crate) fn offset_of(&self, id: &ReturnId) -> i64 {
        self.returns.iter().position(|back| back.id == *id).map_or(0, |place| self.offset(place))
    }
}

impl Model {
    pub(crate) fn exchange_return(&mut self, command: &ExchangeReturn) -> Result<(), Refusal> {
        if command.lines.is_empty() || command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let place = order.returns.iter().position(|back| back.id == command.return_id).ok_or(Refusal::new("unknown_return"))?;
        let back = &order.returns[place];
        if matches!(back.state, ReturnState::Refunded | ReturnState::Declined | ReturnState::Canceled) {
            return refuse("return_state");
        }
        if back.swaps.is_some() {
            return refuse("invalid_field");
        }
        let free: Vec<Places> =
            back.lines.iter().map(|units| (units.line.clone(), order.begins(place, &units.line), back.pending(&units.line))).collect();
        if free.iter().all(|(_, _, count)| *count == 0) {
            return refuse("nothing_to_do");
        }
        let lines = self.add_replacements(&mut order, &command.lines, free)?;
        order.returns[place].swaps = Some(Swaps { in_advance: command.ships == ExchangeShipping::InAdvance, lines, brought: 0 });
        if order.returns[place].keeps_waiting() {
            let span = command.reserved_for.or(self.policies.returns.exchange_reservation);
            for added in &command.lines {
                let line = order.lines.iter_mut().find(|line| line.id == added.id).expect("a line that was added");
                line.withheld = line.quantity;
                line.waits_for_return = Some(command.return_id.clone());
                line.withheld_until = span.map(|span| later(self.now(), span));
            }
        }
        let added: Vec<(LineId, i64)> = command.lines.iter().map(|line| (line.id.clone(), line.quantity.units())).collect();
        self.promise_added(&mut order, &added)?;
        self.follow(&mut order)?;
        self.put(order);
        Ok(())
    }

    /// Adds lines in place of units, and answers what they replace.
    fn add_replacements(&self, order: &mut OrderRecord, lines: &[ReplacementLine], mut free: Vec<Places>) -> Result<Vec<Swap>, Refusal> {
        let (included, currency) = (order.included, order.currency);
        if order.lines.len() + lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        let mut swaps = Vec::new();
        for line in lines {
            let units = check_quantity(line.quantity)?;
            if order.lines.iter().any(|known| known.id == line.id) {
                return refuse("invalid_field");
            }
            let mut first = 0;
            if let Some(original) = &line.replaces {
                let eligible = free.iter().find(|(of, ..)| of == original).map_or(0, |(_, _, count)| *count);
                let places = free.iter_mut().find(|(of, _, count)| of == original && *count >= units);
                let places = places.ok_or(Refusal::new("quantity_not_eligible").with("requested", units).with("eligible", eligible))?;
                first = places.1;
                (places.1, places.2) = (places.1 + units, places.2 - units);
            }
            let new = match (line.unit_price, &line.replaces) {
                (Some(unit_price), _) => {
                    let price = cost(unit_price, units, &line.discounts, &line.taxes, included, currency)?;
                    LineRecord::new(&line.id, &line.sku, units, price, unit_price, &line.taxes)
                }
                (None, Some(original)) if line.discounts.is_empty() && line.taxes.is_empty() => {
                    let original = order.line(original);
                    let (total, tax) = original.places(first, units);
                    let price = LinePrice { discount: 0, taxes: parts(tax, &original.taxes), total };
                    let unit_price = price_of_one(total, tax, units, included, currency);
                    LineRecord::new(&line.id, &line.sku, units, price, unit_price, &original.rates.clone())
                }
                _ => return refuse("invalid_field"),
            };
            order.lines.push(new);
            let (line, replaces, follows) = (line.id.clone(), line.replaces.clone(), line.unit_price.is_none());
            swaps.push(Swap { line, replaces, quantity: units, follows, settled: (0, 0, 0) });
        }
        order.total = order.lines.iter().map(|line| line.total).sum::<i64>() + order.shipping;
        if order.total > MINOR_MAX { refuse("amount_too_large") } else { Ok(swaps) }
    }

    /// Sends what replaces units that a claim has just credited, and answers what that costs.
    pub(crate) fn send_replacements(
        &mut self,
        order: &mut OrderRecord,
        command: &ResolveClaim,
        credited: Vec<Places>,
    ) -> Result<i64, Refusal> {
        if command.replacements.is_empty() {
            return Ok(0);
        }
        let swaps = self.add_replacements(order, &command.replacements, credited)?;
        let added: Vec<(LineId, i64)> = swaps.iter().map(|swap| (swap.line.clone(), swap.quantity)).collect();
        self.promise_added(order, &added)?;
        Ok(swaps.iter().map(|swap| order.line(&swap.line).total).sum())
    }

    /// Brings what replaces units in step with what has become of those.
    pub(crate) fn follow(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        if order.returns.iter().all(|back| back.swaps.is_none()) {
            return Ok(());
        }
        for (id, units) in order.surplus() {
            let line = order.lines.iter_mut().find(|line| line.id == id).expect("a line of the order");
            self.cancel_units(line, units, |spot| spot.stage < Stage::Shipped);
        }
        self.after_cancel(order);
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        let unpaid = is_unpaid(channel, order, self.now());
        let waiting: Vec<ReturnId> = order.returns.iter().filter(|back| back.keeps_waiting()).map(|back| back.id.clone()).collect();
        for line in &mut order.lines {
            if line.waits_for_return.as_ref().is_some_and(|back| !waiting.contains(back)) {
                line.waits_for_return = None;
                line.waits_for_payment |= unpaid;
            }
        }
        self.go_on_with_freed(order)?;
        settle(order);
        self.go_on_if_paid(order)
    }

    /// Lets units go on that wait for nothing any more.
    pub(crate) fn go_on_with_freed(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        let freed = |line: &LineRecord| line.withheld > 0 && !line.waits_for_payment && line.waits_for_return.is_none();
        if !order.lines.iter().any(freed) {
            return Ok(());
        }
        for line in order.lines.iter_mut().filter(|line| freed(line)) {
            (line.withheld, line.withheld_until) = (0, None);
        }
        self.go_on(order)
    }
}
