//! Substitutes that a picker gives, as the model takes them.

use oms_core::fulfillment::{SubstituteItem, SubstituteLine, SubstituteReason};
use oms_core::inventory::Bucket;
use oms_core::order::{Accepts, Stage, Substitution};
use oms_core::{Command, MINOR_MAX, OrderId, Quantity};
use rust_decimal::Decimal;

use super::orders::unsecured;
use super::price::{LinePrice, cost, taxed};
use super::promise::Supply;
use super::random::{Dice, id, line, quantity, rates, sku};
use super::record::{LineRecord, OrderRecord, Spot};
use super::stock::{LINES_MAX, check_quantity};
use super::{Model, Refusal, refuse};

/// What a customer takes instead, at random.
pub(crate) fn wish(dice: &mut Dice) -> Substitution {
    let accepts = dice.pick(&[Accepts::None, Accepts::Listed, Accepts::SameCategory, Accepts::BestMatch, Accepts::BestMatch]);
    let listed = accepts == Accepts::Listed || dice.chance(2);
    Substitution { accepts, skus: (0..2 * i64::from(listed)).map(|_| sku(dice)).collect(), pays_more: dice.chance(50) }
}

/// A substitute for units of an order, mostly near in price.
pub(crate) fn command(dice: &mut Dice, model: &Model, order: OrderId, fulfillment: u32) -> Command {
    let line = line(dice, model, &order);
    let known = model.orders.get(&order).and_then(|order| order.lines.iter().find(|known| known.id == line));
    let near = known.map_or(Decimal::ONE, |line| line.unit_price) + Decimal::new(dice.below(300) - 100, 2);
    let units = |dice: &mut Dice| if dice.chance(80) { Quantity::ONE } else { quantity(dice) };
    let substitute = SubstituteLine {
        id: id(format!("{}", 20 + dice.below(6))),
        sku: sku(dice),
        quantity: dice.maybe(20, units),
        unit_price: near,
        taxes: dice.maybe(30, rates),
        serials: Vec::new(),
    };
    let reason = dice.pick(&[SubstituteReason::NotFound, SubstituteReason::Unfit]);
    SubstituteItem { order, fulfillment, line, quantity: units(dice), reason, serials: Vec::new(), substitute }.into()
}

impl Model {
    pub(crate) fn substitute_item(&mut self, command: &SubstituteItem) -> Result<(), Refusal> {
        let (number, new) = (command.fulfillment, &command.substitute);
        let mut order = self.find(&command.order)?;
        let channel = self.channels.get(&order.channel).cloned().ok_or(Refusal::new("unknown_channel"))?;
        order.need_work(number, &["open", "accepted", "picking", "packed", "partially_shipped"])?;
        let units = check_quantity(command.quantity)?;
        let given = check_quantity(new.quantity.unwrap_or(command.quantity))?;
        let place = order.lines.iter().position(|line| line.id == command.line).ok_or(Refusal::new("unknown_line"))?;
        let original = order.lines[place].clone();
        let to_pick = |spot: &Spot| spot.stage == Stage::Allocated && spot.work == Some(number);
        let bare = |spot: &Spot| matches!(spot.stage, Stage::Open | Stage::Backordered);
        let eligible = original.count(to_pick) + original.count(bare);
        if units > eligible {
            return Err(Refusal::new("quantity_not_eligible").with("requested", units).with("eligible", eligible));
        }
        if order.lines.len() >= LINES_MAX || order.lines.iter().any(|line| line.id == new.id) {
            return refuse("invalid_field");
        }
        if !self.items.contains_key(&new.sku) {
            return refuse("unknown_item");
        }
        self.check_substitute(&original, command, units, given)?;
        let before = unsecured(&channel, &order, order.valid(self.now()));
        let price = self.substitute_price(&order, &original, command, (units, given))?;
        let rates = new.taxes.clone().unwrap_or_else(|| original.rates.clone());
        let work = order.work_mut(number);
        work.answer = "accepted";
        let location = work.location.clone();
        let line = &mut order.lines[place];
        let without_stock = line.count(bare).min(units);
        self.cancel_units(line, without_stock, bare);
        let on_shelf = units - without_stock;
        if on_shelf > 0 {
            line.shift(on_shelf, to_pick, |_| Spot::nowhere(Stage::Open));
            if self.is_tracked(&line.sku) {
                *self.level(&line.sku, &location, Bucket::Committed) -= on_shelf;
                if command.reason == SubstituteReason::Unfit {
                    *self.level(&line.sku, &location, Bucket::Damaged) += on_shelf;
                }
            }
            self.cancel_units(line, on_shelf, |spot| spot.stage == Stage::Open);
            if command.reason == SubstituteReason::NotFound {
                order.pins.remove(&(command.line.clone(), location.clone()));
                line.wait_anywhere(&location);
                order.excluded.insert((command.line.clone(), location.clone()));
            }
        }
        self.orders.insert(order.id.clone(), order.clone());
        let there = Supply { backorders: 0, backorderable: false, ..self.supply(&new.sku, &channel, std::slice::from_ref(&location)) };
        if given > there.in_stock() {
            return Err(there.shortage(given));
        }
        self.transfer(&new.sku, &location, Bucket::Available, Bucket::Committed, given);
        let mut line = LineRecord::new(&new.id, &new.sku, given, price, new.unit_price, &rates);
        line.units = [(Spot { stage: Stage::Picked, location: Some(location), work: Some(number), parcel: None }, given)].into();
        line.given_for = Some((command.line.clone(), units));
        order.lines.push(line);
        order.total = order.lines.iter().map(|line| line.total).sum::<i64>() + order.shipping;
        if order.total > MINOR_MAX {
            return refuse("amount_too_large");
        }
        self.after_cancel(&mut order);
        self.follow(&mut order)?;
        order.settle_by_marketplace(self.now());
        self.go_on_if_paid(&mut order)?;
        if unsecured(&channel, &order, order.valid(self.now())) > before {
            return refuse("payment_missing");
        }
        self.put(order);
        Ok(())
    }

    fn check_substitute(&self, original: &LineRecord, command: &SubstituteItem, units: i64, given: i64) -> Result<(), Refusal> {
        let (new, wish) = (&command.substitute, &original.wish);
        if original.sku == new.sku {
            return refuse("invalid_field");
        }
        let bar = |name: &str| Err(Refusal::new("substitute_not_allowed").with("bar", name));
        let category = |sku| self.items.get(sku).and_then(|item| item.category.as_ref());
        match wish.accepts {
            Accepts::None => return bar("not_wanted"),
            Accepts::Listed if !wish.skus.contains(&new.sku) => return bar("not_listed"),
            Accepts::SameCategory if category(&original.sku).is_none() || category(&original.sku) != category(&new.sku) => {
                return bar("other_category");
            }
            _ => {}
        }
        let Some(most) = self.policies.substitution.price_difference_max else { return Ok(()) };
        let product = |price: Decimal, units: i64| price.checked_mul(Decimal::from(units)).ok_or(Refusal::new("amount_too_large"));
        let (ordered, instead) = (product(original.unit_price, units)?, product(new.unit_price, given)?);
        if (instead - ordered).abs() > ordered * most { bar("price_difference") } else { Ok(()) }
    }

    /// The substitute's own price, or what it is given for if that is less and nobody agreed to pay more.
    fn substitute_price(
        &self,
        order: &OrderRecord,
        original: &LineRecord,
        command: &SubstituteItem,
        (units, given): (i64, i64),
    ) -> Result<LinePrice, Refusal> {
        let new = &command.substitute;
        let rates = new.taxes.as_ref().unwrap_or(&original.rates);
        let own = cost(new.unit_price, given, &[], rates, order.included, order.currency)?;
        let most = original.first(original.credited_units + units) - original.first(original.credited_units);
        if own.total <= most || (self.policies.substitution.may_cost_more && original.wish.pays_more) {
            return Ok(own);
        }
        let (taxes, total) = taxed(most, rates, true)?;
        let net = |total: i64, taxes: &[i64]| if order.included { total } else { total - taxes.iter().sum::<i64>() };
        let discount = (net(own.total, &own.taxes) - net(total, &taxes)).max(0);
        Ok(LinePrice { discount, taxes, total })
    }
}

impl OrderRecord {
    /// What is authorized and may still be captured.
    fn valid(&self, now: oms_core::Timestamp) -> i64 {
        self.payments.iter().map(|payment| payment.authorized_left() - payment.expired(now)).sum()
    }
}
