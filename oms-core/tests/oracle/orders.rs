//! Orders from capture to the locations that ship them, as the model takes them.

use std::collections::BTreeSet;

use oms_core::inventory::Bucket;
use oms_core::order::{Accepts, AllocateOrder, CancelOrder, CaptureOrder, HoldKind, PlaceHold, ReleaseHold, Stage, Substitution, TagOrder};
use oms_core::payment::{PaymentMethod, TransactionKind};
use oms_core::settings::{OnShortage, ReturnPolicy, WindowRule};
use oms_core::{Channel, HoldId, Quantity, Timestamp};
use rust_decimal::Decimal;

use super::calendar::check_zone;
use super::price::{minor_exactly, positive, price};
use super::record::{LineRecord, OrderRecord, PaymentRecord, Spot, TransactionRecord};
use super::stock::{LINES_MAX, check_address, check_quantity, check_reason, later};
use super::{Model, Refusal, refuse};

/// How many of a customer's latest orders a new one is compared with.
const COMPARED_MAX: usize = 16;

impl Model {
    pub(crate) fn capture_order(&mut self, command: &CaptureOrder) -> Result<(), Refusal> {
        let channel = self.channels.get(&command.channel).cloned().ok_or(Refusal::new("unknown_channel"))?;
        self.check_capture(command, &channel)?;
        let mut order = self.priced(command)?;
        if let Some(cart) = command.reservation.as_ref().filter(|cart| self.carts.contains_key(*cart)) {
            self.empty_cart(cart);
        }
        if let Some(lease) = &command.lease {
            let mut wanted: Vec<(oms_core::Sku, i64)> = Vec::new();
            for line in &command.lines {
                match wanted.iter_mut().find(|(sku, _)| *sku == line.sku) {
                    Some((_, units)) => *units += line.quantity.units(),
                    None => wanted.push((line.sku.clone(), line.quantity.units())),
                }
            }
            self.draw(lease, &wanted);
        }
        for finding in self.verify(command, &channel, &order) {
            order.hold(finding);
        }
        if let Some(line) = order.lines.iter().find(|line| !self.items.contains_key(&line.sku)) {
            if channel.on_shortage == OnShortage::Refuse {
                return Err(Refusal::new("unknown_item").with("sku", line.sku.as_str()));
            }
            order.hold(HoldKind::Unmapped);
        }
        self.promise(&mut order, channel.on_shortage)?;
        if order.has_hold_of(HoldKind::Payment) {
            order.reserved_until = Some(later(self.now(), self.policies.reservation.unpaid_order));
        }
        if self.policies.verification.duplicate_window.is_some() {
            order.remembered_as = Some(self.orders.len());
        }
        self.put(order);
        Ok(())
    }

    fn check_capture(&self, command: &CaptureOrder, channel: &Channel) -> Result<(), Refusal> {
        if self.orders.contains_key(&command.order) {
            return refuse("order_exists");
        }
        let of_channel = |order: &&OrderRecord| order.channel == command.channel && order.external_id == command.external_id;
        if let Some(twin) = self.orders.values().find(of_channel).filter(|_| command.external_id.is_some()) {
            return Err(Refusal::new("duplicate_external_id").with("order", twin.id.as_str()));
        }
        if !channel.currencies.is_empty() && !channel.currencies.contains(&command.currency) {
            return refuse("currency_not_allowed");
        }
        if command.lease.is_some() && command.lease == command.reservation {
            return refuse("invalid_field");
        }
        if command.lines.is_empty() || command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        for line in &command.lines {
            check_quantity(line.quantity)?;
            check_wish(line.substitution.as_deref())?;
        }
        let distinct = |count: usize, all: usize| if count == all { Ok(()) } else { refuse("invalid_field") };
        distinct(command.lines.iter().map(|line| &line.id).collect::<BTreeSet<_>>().len(), command.lines.len())?;
        distinct(command.payments.iter().map(|payment| &payment.id).collect::<BTreeSet<_>>().len(), command.payments.len())?;
        if command.payments.len() > 32 || command.tags.len() > 64 {
            return refuse("invalid_field");
        }
        check_address(command.shipping_address.as_deref())
    }

    fn priced(&self, command: &CaptureOrder) -> Result<OrderRecord, Refusal> {
        let prices = price(command)?;
        let lines = command.lines.iter().zip(prices.lines).map(|(line, price)| LineRecord {
            id: line.id.clone(),
            sku: line.sku.clone(),
            quantity: line.quantity.units(),
            discount: price.discount,
            taxes: price.taxes,
            total: price.total,
            units: [(Spot::nowhere(Stage::Open), line.quantity.units())].into(),
            credited_units: 0,
            unit_price: line.unit_price,
            rates: line.taxes.clone(),
            settled: (0, 0, 0),
            withheld: 0,
            waits_for_payment: false,
            waits_for_return: None,
            withheld_until: None,
            wish: line.substitution.as_deref().cloned().unwrap_or_default(),
            given_for: None,
        });
        for discount in command.lines.iter().flat_map(|line| &line.discounts).chain(&command.discounts) {
            super::promotion::record(discount, None, Vec::new())?;
        }
        let zone = if command.time_zone.is_empty() { self.channels[&command.channel].time_zone.as_str() } else { &command.time_zone };
        check_zone(zone)?;
        let mut payments = Vec::new();
        let now = self.now();
        for offer in &command.payments {
            let mut transactions = Vec::new();
            for (kind, amount) in [(TransactionKind::Authorization, offer.authorized), (TransactionKind::Capture, offer.captured)] {
                if let Some(amount) = amount {
                    let amount = positive(amount, command.currency)?;
                    let expires_at = offer.expires_at.filter(|_| kind == TransactionKind::Authorization);
                    let reference = offer.reference.clone();
                    transactions.push(TransactionRecord { reference, expires_at, ..TransactionRecord::new(kind, amount, now) });
                }
            }
            payments.push(PaymentRecord { id: offer.id.clone(), method: offer.method, transactions });
        }
        let mut order = OrderRecord {
            id: command.order.clone(),
            version: 0,
            channel: command.channel.clone(),
            external_id: command.external_id.clone(),
            customer: command.customer.clone(),
            placed_at: command.placed_at.unwrap_or(self.now()),
            promised_at: command.promised_at,
            priority: command.priority,
            currency: command.currency,
            included: command.prices_include_tax,
            address: command.shipping_address.as_deref().cloned(),
            tags: command.tags.iter().cloned().collect(),
            lines: lines.collect(),
            shipping: prices.shipping,
            shipping_credited: 0,
            total: prices.total,
            promotions: Vec::new(),
            payments,
            holds: Vec::new(),
            reserved_until: None,
            reservation_ended: false,
            work: Vec::new(),
            parcels: Vec::new(),
            returns: Vec::new(),
            claims: Vec::new(),
            time_zone: zone.to_owned(),
            terms: self.terms_for(command),
            excluded: BTreeSet::new(),
            pins: std::collections::BTreeMap::new(),
            remembered_as: None,
            days: std::collections::BTreeMap::new(),
        };
        order.keep_promotions(command)?;
        Ok(order)
    }

    /// The policy of returns as it binds an order: the first window that fits the buyer in place of the usual one.
    fn terms_for(&self, command: &CaptureOrder) -> ReturnPolicy {
        let fits = |rule: &&WindowRule| {
            let (channel, group) = (&rule.channel, &rule.customer_group);
            channel.as_ref().is_none_or(|of| of == &command.channel) && (group.is_none() || group == &command.customer_group)
        };
        let returns = &self.policies.returns;
        let window_days = returns.windows.iter().find(fits).map_or(returns.window_days, |rule| rule.window_days);
        ReturnPolicy { window_days, ..returns.clone() }
    }

    /// What is wrong with an order, in the order in which holds are placed.
    fn verify(&self, command: &CaptureOrder, channel: &Channel, order: &OrderRecord) -> Vec<HoldKind> {
        let policy = &self.policies.verification;
        let mut findings = Vec::new();
        if is_unpaid(channel, order, self.now()) {
            findings.push(HoldKind::Payment);
        }
        if command.total.is_some_and(|told| minor_exactly(told, order.currency).ok() != Some(order.total)) {
            findings.push(HoldKind::Totals);
        }
        let complete = order.address.as_ref().is_some_and(|address| {
            [&address.address1, &address.city, &address.postal_code].into_iter().all(|text| !text.trim().is_empty())
        });
        if policy.requires_address && !complete {
            findings.push(HoldKind::Address);
        }
        if self.has_twin(order) {
            findings.push(HoldKind::Duplicate);
        }
        let listed_customer = order.customer.as_ref().is_some_and(|customer| policy.review_customers.contains(customer));
        let listed_country = order.address.as_ref().is_some_and(|address| policy.review_countries.contains(&address.country));
        let total = Decimal::from_i128_with_scale(i128::from(order.total), u32::from(order.currency.digits()));
        let above = |limit: Option<Decimal>| policy.limits_currency == Some(order.currency) && limit.is_some_and(|limit| total > limit);
        let in_cash = order.payments.iter().any(|payment| payment.method == PaymentMethod::CashOnDelivery);
        if listed_customer || listed_country || above(policy.review_above) || (in_cash && above(policy.cash_on_delivery_limit)) {
            findings.push(HoldKind::Review);
        }
        findings
    }

    /// Whether one of the customer's latest orders, placed shortly before or after, is the same.
    fn has_twin(&self, order: &OrderRecord) -> bool {
        let (Some(window), Some(customer)) = (self.policies.verification.duplicate_window, &order.customer) else { return false };
        let mut earlier: Vec<_> =
            self.orders.values().filter(|other| other.customer.as_ref() == Some(customer) && other.remembered_as.is_some()).collect();
        earlier.sort_by_key(|other| std::cmp::Reverse(other.remembered_as));
        let lines = |order: &OrderRecord| order.lines.iter().map(|line| (line.sku.clone(), line.quantity)).collect::<Vec<_>>();
        earlier.into_iter().take(COMPARED_MAX).any(|other| {
            let apart = (other.placed_at.millis() - order.placed_at.millis()).abs();
            let near = apart <= window.seconds() * 1_000;
            near && (other.total, other.currency) == (order.total, order.currency) && lines(other) == lines(order)
        })
    }

    pub(crate) fn place_hold(&mut self, command: &PlaceHold) -> Result<(), Refusal> {
        check_reason(&command.reason)?;
        let mut order = self.find(&command.order)?;
        if order.holds.iter().any(|(id, _)| *id == command.hold) {
            return refuse("hold_exists");
        }
        if order.holds.len() >= 32 {
            return refuse("invalid_field");
        }
        order.holds.push((command.hold.clone(), command.kind));
        self.put(order);
        Ok(())
    }

    pub(crate) fn release_hold(&mut self, command: &ReleaseHold) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        if !order.holds.iter().any(|(id, _)| *id == command.hold) {
            return refuse("unknown_hold");
        }
        order.holds.retain(|(id, _)| *id != command.hold);
        self.go_on(&mut order)?;
        self.put(order);
        Ok(())
    }

    /// Gives reserved units to their locations and looks for stock for open ones, unless a hold keeps the order back.
    pub(crate) fn go_on(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        if !order.has_hold_of(HoldKind::Payment) {
            order.reserved_until = None;
            order.reservation_ended = false;
        }
        if order.is_held_back() {
            return Ok(());
        }
        self.give_out_reserved(order);
        self.allocate_open(order)
    }

    fn give_out_reserved(&mut self, order: &mut OrderRecord) {
        order.reserved_until = None;
        let mut given: Vec<(oms_core::LocationId, u32)> = Vec::new();
        for place in 0..order.lines.len() {
            let mut left = order.lines[place].releasable();
            let reserved: Vec<Spot> = order.lines[place].units.keys().filter(|spot| spot.stage == Stage::Reserved).cloned().collect();
            for spot in reserved {
                if left == 0 {
                    break;
                }
                let location = spot.location.clone().expect("reserved units are somewhere");
                let number = match given.iter().find(|(at, _)| *at == location) {
                    Some((_, number)) => *number,
                    None => {
                        let number = order.give_work(&location, self.now());
                        given.push((location.clone(), number));
                        number
                    }
                };
                let line = &mut order.lines[place];
                let to = |spot: &Spot| Spot { stage: Stage::Allocated, work: Some(number), ..spot.clone() };
                let moved = line.shift(left, |other| *other == spot, to);
                let units: i64 = moved.iter().map(|(_, units)| units).sum();
                left -= units;
                let sku = line.sku.clone();
                self.transfer(&sku, &location, Bucket::Reserved, Bucket::Committed, units);
            }
        }
    }

    pub(crate) fn allocate_order(&mut self, command: &AllocateOrder) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        let any = |stage| order.lines.iter().any(|line| line.at(stage) > 0);
        let (open, reserved) = (any(Stage::Open), any(Stage::Reserved));
        if !open && !reserved {
            return refuse("nothing_to_do");
        }
        if !open && order.is_held_back() {
            return refuse("on_hold");
        }
        if open {
            self.allocate_open(&mut order)?;
        }
        if !order.is_held_back() {
            self.give_out_reserved(&mut order);
        }
        self.put(order);
        Ok(())
    }

    /// Looks for stock for open units. What told of them before is told anew, where it is still so.
    pub(crate) fn allocate_open(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        order.holds.retain(|(_, kind)| *kind != HoldKind::Unserviceable);
        let before = order.holds.clone();
        let ours = |kind: HoldKind| move |(id, of): &(HoldId, HoldKind)| *of == kind && id.as_str() == kind.name();
        order.holds.retain(|hold| !ours(HoldKind::Stock)(hold));
        self.promise(order, OnShortage::Hold)?;
        let unmapped = order.lines.iter().any(|line| !self.items.contains_key(&line.sku));
        // A hold that stays keeps its place; new ones come last, in the order in which they were found.
        let found: Vec<_> = order.holds.iter().filter(|hold| !before.contains(hold)).cloned().collect();
        let still_short = order.holds.iter().any(ours(HoldKind::Stock));
        order.holds = before;
        order.holds.retain(|hold| !ours(HoldKind::Stock)(hold) || still_short);
        order.holds.retain(|hold| !ours(HoldKind::Unmapped)(hold) || unmapped);
        order.holds.extend(found);
        if unmapped {
            order.hold(HoldKind::Unmapped);
        }
        settle(order);
        Ok(())
    }

    pub(crate) fn cancel_order(&mut self, command: &CancelOrder) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        let cancelable = |line: &LineRecord| line.count(|spot| spot.stage < Stage::Shipped);
        let mut wanted: Vec<_> = command.lines.iter().map(|line| (line.line.clone(), line.quantity)).collect();
        if wanted.is_empty() {
            let all = order.lines.iter().map(|line| (line.id.clone(), Quantity::from_balance(cancelable(line))));
            wanted = all.filter(|(_, quantity)| !quantity.is_zero()).collect();
            if wanted.is_empty() {
                return refuse("nothing_to_do");
            }
        }
        for (id, quantity) in wanted {
            let units = check_quantity(quantity)?;
            let line = order.lines.iter_mut().find(|line| line.id == id).ok_or(Refusal::new("unknown_line"))?;
            let eligible = cancelable(line);
            if units > eligible {
                return Err(Refusal::new("quantity_not_eligible").with("requested", units).with("eligible", eligible));
            }
            self.cancel_units(line, units, |spot| spot.stage < Stage::Shipped);
        }
        self.after_cancel(&mut order);
        self.follow(&mut order)?;
        order.settle_by_marketplace(self.now());
        if order.lines.iter().any(|line| cancelable(line) > 0) {
            self.go_on_if_paid(&mut order)?;
        }
        self.put(order);
        Ok(())
    }

    /// Cancels units of a line, those that have come least far first, and gives their stock back.
    pub(crate) fn cancel_units(&mut self, line: &mut LineRecord, units: i64, condition: impl Fn(&Spot) -> bool) {
        let moved = line.shift(units, condition, |spot| Spot { stage: Stage::Canceled, parcel: None, ..spot.clone() });
        line.credited_units += units;
        line.withheld = line.withheld.min(line.count(|spot| spot.stage <= Stage::Reserved));
        if line.withheld == 0 {
            (line.waits_for_payment, line.waits_for_return, line.withheld_until) = (false, None, None);
        }
        self.give_back(&line.sku, &moved, Bucket::QualityControl);
    }

    /// Puts the stock of units that were promised back on sale, or picked ones to where somebody has to put them away from.
    pub(crate) fn give_back(&mut self, sku: &oms_core::Sku, moved: &[(Spot, i64)], picked_go_to: Bucket) {
        for (spot, units) in moved {
            let (from, to) = match spot.stage {
                Stage::Reserved => (Bucket::Reserved, Bucket::Available),
                Stage::Allocated => (Bucket::Committed, Bucket::Available),
                Stage::Picked | Stage::Packed => (Bucket::Committed, picked_go_to),
                _ => continue,
            };
            let location = spot.location.as_ref().expect("bound units are somewhere");
            self.transfer(sku, location, from, to, *units);
        }
    }

    pub(crate) fn after_cancel(&mut self, order: &mut OrderRecord) {
        if order.lines.iter().all(|line| line.at(Stage::Reserved) == 0) {
            order.reserved_until = None;
        }
        settle(order);
        if order.lines.iter().all(|line| line.at(Stage::Canceled) == line.quantity) {
            order.shipping_credited = order.shipping;
        } else if order.lines.iter().all(|line| line.credited_units == line.quantity) {
            let keeps = order.returns.iter().any(|back| back.keeps_shipping);
            self.give_shipping_back(order, keeps.then_some(false));
        }
        order.reprice();
    }

    pub(crate) fn tag_order(&mut self, command: &TagOrder) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        order.tags.retain(|tag| !command.remove.contains(tag));
        order.tags.extend(command.add.iter().cloned());
        if order.tags.len() > 64 {
            return refuse("invalid_field");
        }
        self.put(order);
        Ok(())
    }
}

/// Refuses a list of items where none is wanted, and none where one is.
pub(crate) fn check_wish(wish: Option<&Substitution>) -> Result<(), Refusal> {
    let is_wrong = |wish: &Substitution| wish.skus.len() > 50 || wish.skus.is_empty() == (wish.accepts == Accepts::Listed);
    if wish.is_some_and(is_wrong) { refuse("invalid_field") } else { Ok(()) }
}

/// Whether an order still waits for its payment.
pub(crate) fn is_unpaid(channel: &Channel, order: &OrderRecord, now: Timestamp) -> bool {
    let valid: i64 = order.payments.iter().map(|payment| payment.authorized_left() - payment.expired(now)).sum();
    is_unsecured(channel, order, valid)
}

/// Whether the channel wants more to be captured, or authorized to that sum, than is.
pub(crate) fn is_unsecured(channel: &Channel, order: &OrderRecord, authorized: i64) -> bool {
    unsecured(channel, order, authorized) > 0
}

/// How much the channel wants to be captured, or authorized, beyond what is.
pub(crate) fn unsecured(channel: &Channel, order: &OrderRecord, authorized: i64) -> i64 {
    let later = |method| matches!(method, PaymentMethod::CashOnDelivery | PaymentMethod::Marketplace | PaymentMethod::Invoice);
    let secured = authorized + order.sum(TransactionKind::Capture) - order.sum(TransactionKind::Refund) - order.charged_back();
    let pays_first = channel.requires_payment && !order.payments.iter().any(|payment| later(payment.method));
    if pays_first { (order.charged() - secured).max(0) } else { 0 }
}

/// Takes off the holds that tell of open units, once there are none.
pub(crate) fn settle(order: &mut OrderRecord) {
    if order.lines.iter().all(|line| line.at(Stage::Open) == 0) {
        order.holds.retain(|(_, kind)| !matches!(kind, HoldKind::Stock | HoldKind::Unmapped | HoldKind::Unserviceable));
    }
}
