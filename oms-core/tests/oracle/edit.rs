//! Edits of placed orders, as the model takes them.

use oms_core::order::{EditOrder, OrderChange, Stage};
use oms_core::settings::OnShortage;
use oms_core::{LineId, MINOR_MAX, Quantity};
use rust_decimal::Decimal;

use super::orders::{check_wish, is_unpaid};
use super::price::{cost, divide, minor_exactly, positive, taxed};
use super::record::{LineRecord, OrderRecord, Spot, share};
use super::stock::{LINES_MAX, check_quantity};
use super::{Model, Refusal, refuse};

impl LineRecord {
    fn credited_tax(&self) -> i64 {
        self.first_tax(self.credited_units)
    }

    /// The tax by rate within what was not credited.
    pub(crate) fn taxes_left(&self) -> Vec<i64> {
        let credited = if self.taxes.is_empty() { Vec::new() } else { divide(self.credited_tax(), &self.taxes) };
        self.taxes.iter().zip(credited).map(|(tax, credited)| tax - credited).collect()
    }

    /// What is not credited costs something else from now on.
    pub(crate) fn charge_rest(&mut self, rest: i64, taxes: &[i64]) {
        let (credited, credited_tax) = (self.credited(), self.credited_tax());
        let left = self.taxes_left();
        self.taxes = self.taxes.iter().zip(left).zip(taxes).map(|((tax, left), new)| tax - left + new).collect();
        self.settled = if self.credited_units > 0 { (self.credited_units, credited, credited_tax) } else { (0, 0, 0) };
        self.total = credited + rest;
    }

    pub(crate) fn credited_discount(&self) -> i64 {
        share(self.discount, self.credited_units, self.quantity)
    }
}

impl Model {
    pub(crate) fn edit_order(&mut self, command: &EditOrder) -> Result<(), Refusal> {
        if command.changes.is_empty() {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        if order.lines.iter().all(|line| line.at(Stage::Canceled) == line.quantity) {
            return refuse("nothing_to_do");
        }
        let mut added: Vec<(LineId, i64)> = Vec::new();
        for change in &command.changes {
            added.extend(self.change(&mut order, change)?);
        }
        order.total = order.lines.iter().map(|line| line.total).sum::<i64>() + order.shipping;
        self.follow(&mut order)?;
        if order.total > MINOR_MAX {
            return refuse("amount_too_large");
        }
        if !added.is_empty() {
            self.promise_added(&mut order, &added)?;
        }
        self.after_cancel(&mut order);
        order.settle_by_marketplace(self.now());
        self.go_on_if_paid(&mut order)?;
        self.put(order);
        Ok(())
    }

    fn change(&mut self, order: &mut OrderRecord, change: &OrderChange) -> Result<Option<(LineId, i64)>, Refusal> {
        let (included, currency) = (order.included, order.currency);
        match change {
            OrderChange::AddLine { line } => {
                let units = check_quantity(line.quantity)?;
                if order.lines.len() >= LINES_MAX || order.lines.iter().any(|known| known.id == line.id) {
                    return refuse("invalid_field");
                }
                check_wish(line.substitution.as_deref())?;
                let price = cost(line.unit_price, units, &line.discounts, &line.taxes, included, currency)?;
                let mut new = LineRecord::new(&line.id, &line.sku, units, price, line.unit_price, &line.taxes);
                new.wish = line.substitution.as_deref().cloned().unwrap_or_default();
                order.keep_promotions_of(&new, &line.discounts)?;
                order.lines.push(new);
                Ok(Some((line.id.clone(), units)))
            }
            OrderChange::SetQuantity { line: id, quantity } => {
                let line = order.lines.iter_mut().find(|line| line.id == *id).ok_or(Refusal::new("unknown_line"))?;
                let (wanted, now) = (quantity.units(), line.quantity - line.at(Stage::Canceled));
                if wanted < now {
                    let eligible = line.count(|spot| spot.stage < Stage::Shipped);
                    if now - wanted > eligible {
                        return Err(Refusal::new("quantity_not_eligible").with("requested", now - wanted).with("eligible", eligible));
                    }
                    self.cancel_units(line, now - wanted, |spot| spot.stage < Stage::Shipped);
                    return Ok(None);
                }
                let more = wanted - now;
                if more == 0 {
                    return Ok(None);
                }
                check_quantity(Quantity::from_balance(line.quantity.saturating_add(more)))?;
                let new = cost(line.unit_price, more, &[], &line.rates, included, currency)?;
                let taxes: Vec<i64> = line.taxes_left().iter().zip(&new.taxes).map(|(left, new)| left + new).collect();
                line.charge_rest(line.total - line.credited() + new.total, &taxes);
                line.quantity += more;
                *line.units.entry(Spot::nowhere(Stage::Open)).or_default() += more;
                order.keep_price(id);
                Ok(Some((id.clone(), more)))
            }
            OrderChange::SetPrice { line: id, unit_price, discounts } => {
                let line = order.lines.iter_mut().find(|line| line.id == *id).ok_or(Refusal::new("unknown_line"))?;
                if line.credited_units == line.quantity {
                    return refuse("nothing_to_do");
                }
                if discounts.iter().flatten().any(|discount| discount.minimum.is_some()) {
                    return refuse("invalid_field");
                }
                let credited = line.credited_discount();
                let kept = Decimal::new(line.discount - credited, u32::from(currency.digits()));
                let off = discounts.clone().unwrap_or_else(|| vec![oms_core::order::Discount { amount: kept, ..Default::default() }]);
                let new = cost(*unit_price, line.quantity - line.credited_units, &off, &line.rates, included, currency)?;
                line.unit_price = *unit_price;
                line.charge_rest(new.total, &new.taxes);
                line.discount = credited + new.discount;
                order.keep_price(id);
                if discounts.is_some() {
                    order.forget_promotions(id);
                }
                Ok(None)
            }
            OrderChange::SetSubstitution { line: id, substitution } => {
                check_wish(Some(substitution))?;
                let line = order.lines.iter_mut().find(|line| line.id == *id).ok_or(Refusal::new("unknown_line"))?;
                line.wish = substitution.clone();
                Ok(None)
            }
            OrderChange::AddDiscount { discount } => {
                if discount.minimum.is_some() {
                    return refuse("invalid_field");
                }
                let amount = minor_exactly(discount.amount, currency)?;
                let net = |line: &LineRecord| {
                    let tax = if included { 0 } else { line.taxes_left().iter().sum() };
                    line.total - line.credited() - tax
                };
                let nets: Vec<i64> = order.lines.iter().map(net).collect();
                if amount <= 0 || amount > nets.iter().sum() {
                    return refuse("invalid_field");
                }
                for (place, share) in divide(amount, &nets).into_iter().enumerate().filter(|(_, share)| *share != 0) {
                    let line = &mut order.lines[place];
                    let (taxes, total) = taxed(nets[place] - share, &line.rates, included)?;
                    line.charge_rest(total, &taxes);
                    line.discount += share;
                    let id = line.id.clone();
                    order.keep_price(&id);
                }
                Ok(None)
            }
            OrderChange::SetShipping { shipping } => {
                if order.shipping_credited != 0 {
                    return refuse("invalid_field");
                }
                order.shipping = taxed(positive(shipping.price, currency)?, &shipping.taxes, included)?.1;
                Ok(None)
            }
        }
    }

    pub(crate) fn promise_added(&mut self, order: &mut OrderRecord, added: &[(LineId, i64)]) -> Result<(), Refusal> {
        use oms_core::order::HoldKind;
        let channel = self.channels.get(&order.channel).cloned().ok_or(Refusal::new("unknown_channel"))?;
        if !order.has_hold_of(HoldKind::Payment) && is_unpaid(&channel, order, self.now()) {
            for (id, units) in added {
                let line = order.lines.iter_mut().find(|line| line.id == *id).expect("a line of the order");
                line.waits_for_payment = true;
                line.withheld = (line.withheld + units).min(line.count(|spot| spot.stage <= Stage::Reserved));
            }
        }
        if order.lines.iter().any(|line| !self.items.contains_key(&line.sku)) {
            if channel.on_shortage == OnShortage::Refuse {
                return refuse("unknown_item");
            }
            order.hold(HoldKind::Unmapped);
        }
        let new = |id: &LineId| added.iter().filter(|(line, _)| line == id).map(|(_, units)| units).sum::<i64>();
        let waited = order.lines.iter().any(|line| line.at(Stage::Open) > new(&line.id));
        self.promise(order, if waited { OnShortage::Hold } else { channel.on_shortage })
    }
}
