//! What the model keeps of stock, carts and orders.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::claim::{ClaimKind, ClaimParty, ClaimState};
use oms_core::fulfillment::Tracking;
use oms_core::inventory::Bucket;
use oms_core::order::{HoldKind, Stage, Substitution, TaxRate};
use oms_core::payment::{PaymentMethod, TransactionKind, TransactionState};
use oms_core::returns::{ReturnReason, ReturnState};
use oms_core::settings::ReturnPolicy;
use oms_core::{
    Address, ChannelId, ClaimId, Currency, CustomerId, ExternalId, HoldId, LineId, LocationId, OrderId, PaymentId, ProviderEventId,
    ReturnId, Sku, Tag, Timestamp,
};
use rust_decimal::Decimal;

use super::interception::Recall;

/// Units by state.
pub(crate) type Levels = BTreeMap<Bucket, i64>;

/// By how much a command changed the stock of a SKU at a location.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub(crate) at: Timestamp,
    pub(crate) sku: Sku,
    pub(crate) location: LocationId,
    pub(crate) on_hand: i64,
    pub(crate) available: i64,
    /// The part of it that a count corrected, and when that was counted.
    pub(crate) corrected: i64,
    pub(crate) counted_at: Option<Timestamp>,
}

/// Stock held for a cart.
#[derive(Clone, Debug)]
pub(crate) struct Cart {
    pub(crate) channel: ChannelId,
    pub(crate) expires_at: Timestamp,
    pub(crate) units: BTreeMap<(Sku, LocationId), i64>,
    /// The same places, those that were chosen first before others.
    pub(crate) chosen: Vec<(Sku, LocationId)>,
}

/// Where a unit of an order is.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Spot {
    pub(crate) stage: Stage,
    pub(crate) location: Option<LocationId>,
    pub(crate) work: Option<u32>,
    pub(crate) parcel: Option<u32>,
}

impl Spot {
    pub(crate) const fn nowhere(stage: Stage) -> Spot {
        Spot { stage, location: None, work: None, parcel: None }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct LineRecord {
    pub(crate) id: LineId,
    pub(crate) sku: Sku,
    pub(crate) quantity: i64,
    /// What is taken off, in minor units.
    pub(crate) discount: i64,
    /// Tax by rate, in minor units.
    pub(crate) taxes: Vec<i64>,
    /// What is charged for all units, in minor units.
    pub(crate) total: i64,
    pub(crate) units: BTreeMap<Spot, i64>,
    pub(crate) credited_units: i64,
    pub(crate) unit_price: Decimal,
    pub(crate) rates: Vec<TaxRate>,
    /// What had been credited when the line was last edited: units, amount, tax.
    pub(crate) settled: (i64, i64, i64),
    /// Units kept back, for what, and until when their stock stays reserved.
    pub(crate) withheld: i64,
    pub(crate) waits_for_payment: bool,
    pub(crate) waits_for_return: Option<ReturnId>,
    pub(crate) withheld_until: Option<Timestamp>,
    /// What the customer takes instead.
    pub(crate) wish: Substitution,
    /// The line and the units it was given for.
    pub(crate) given_for: Option<(LineId, i64)>,
}

impl LineRecord {
    pub(crate) fn at(&self, stage: Stage) -> i64 {
        self.count(|spot| spot.stage == stage)
    }

    pub(crate) fn count(&self, condition: impl Fn(&Spot) -> bool) -> i64 {
        self.units.iter().filter(|(spot, _)| condition(spot)).map(|(_, units)| units).sum()
    }

    /// Moves up to `most` units, those that have come least far first. Answers where they came from.
    pub(crate) fn shift(&mut self, most: i64, condition: impl Fn(&Spot) -> bool, to: impl Fn(&Spot) -> Spot) -> Vec<(Spot, i64)> {
        let mut left = most;
        let mut moved = Vec::new();
        for (spot, units) in self.units.clone() {
            let taken = units.min(left);
            if taken == 0 || !condition(&spot) {
                continue;
            }
            left -= taken;
            *self.units.get_mut(&spot).expect("a spot of the line") -= taken;
            *self.units.entry(to(&spot)).or_default() += taken;
            moved.push((spot, taken));
        }
        self.units.retain(|_, units| *units != 0);
        moved
    }

    /// What has been credited so far: the share of the units credited, rounded half up.
    pub(crate) fn credited(&self) -> i64 {
        self.first(self.credited_units)
    }

    /// What the first units bring back together.
    pub(crate) fn first(&self, units: i64) -> i64 {
        let (before, amount, _) = self.settled;
        amount + share(self.total - amount, (units - before).max(0), (self.quantity - before).max(1))
    }

    /// The tax within that.
    pub(crate) fn first_tax(&self, units: i64) -> i64 {
        let ((before, _, tax), all) = (self.settled, self.taxes.iter().sum::<i64>());
        tax + share(all - tax, (units - before).max(0), (self.quantity - before).max(1))
    }

    /// How many units that no work was given out for may be given out.
    /// Units that wait for stock of a location wait for any.
    pub(crate) fn wait_anywhere(&mut self, location: &LocationId) {
        let waits = |spot: &Spot| spot.stage == Stage::Backordered && spot.location.as_ref() == Some(location);
        self.shift(i64::MAX, waits, |_| Spot::nowhere(Stage::Backordered));
    }

    pub(crate) fn releasable(&self) -> i64 {
        (self.count(|spot| spot.stage <= Stage::Reserved) - self.withheld).max(0)
    }

    /// Whether units that are kept back have stock.
    pub(crate) fn keeps_stock_back(&self) -> bool {
        self.withheld > self.at(Stage::Open) + self.at(Stage::Backordered)
    }
}

/// What some units of a line cost together, rounded half up.
pub(crate) fn share(total: i64, units: i64, of: i64) -> i64 {
    let (total, units, of) = (i128::from(total), i128::from(units), i128::from(of));
    i64::try_from((2 * total * units + of).div_euclid(2 * of)).expect("a share of an amount")
}

#[derive(Clone, Debug)]
pub(crate) struct PaymentRecord {
    pub(crate) id: PaymentId,
    pub(crate) method: PaymentMethod,
    pub(crate) transactions: Vec<TransactionRecord>,
}

#[derive(Clone, Debug)]
pub(crate) struct TransactionRecord {
    pub(crate) kind: TransactionKind,
    pub(crate) amount: i64,
    pub(crate) reference: Option<ProviderEventId>,
    pub(crate) parcel: Option<u32>,
    pub(crate) goodwill: i64,
    pub(crate) state: TransactionState,
    /// The key of its instruction, if it was instructed.
    pub(crate) key: Option<String>,
    pub(crate) is_final: bool,
    /// When it happened, or was instructed.
    pub(crate) at: Timestamp,
    pub(crate) expires_at: Option<Timestamp>,
}

impl TransactionRecord {
    pub(crate) const fn new(kind: TransactionKind, amount: i64, at: Timestamp) -> TransactionRecord {
        let (state, key, is_final, expires_at) = (TransactionState::Succeeded, None, false, None);
        TransactionRecord { kind, amount, reference: None, parcel: None, goodwill: 0, state, key, is_final, at, expires_at }
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.state == TransactionState::Failed
    }
}

impl PaymentRecord {
    pub(crate) fn sum(&self, kind: TransactionKind) -> i64 {
        self.sum_in(kind, TransactionState::Succeeded)
    }

    pub(crate) fn pending(&self, kind: TransactionKind) -> i64 {
        self.sum_in(kind, TransactionState::Pending)
    }

    fn sum_in(&self, kind: TransactionKind, state: TransactionState) -> i64 {
        self.transactions.iter().filter(|known| known.kind == kind && known.state == state).map(|known| known.amount).sum()
    }

    pub(crate) fn refundable(&self) -> i64 {
        let refunds = self.sum(TransactionKind::Refund) + self.pending(TransactionKind::Refund);
        (self.sum(TransactionKind::Capture) - refunds - self.charged_back()).max(0)
    }

    pub(crate) fn authorized_left(&self) -> i64 {
        (self.sum(TransactionKind::Authorization) - self.sum(TransactionKind::Capture) - self.sum(TransactionKind::Void)).max(0)
    }

    pub(crate) fn charged_back(&self) -> i64 {
        self.sum(TransactionKind::Chargeback) - self.sum(TransactionKind::ChargebackReversal)
    }

    /// What may be let go, expired or not.
    pub(crate) fn voidable(&self) -> i64 {
        (self.authorized_left() - self.pending(TransactionKind::Capture) - self.pending(TransactionKind::Void)).max(0)
    }

    pub(crate) fn capturable(&self, now: Timestamp) -> i64 {
        let under_way = self.pending(TransactionKind::Capture) + self.pending(TransactionKind::Void);
        (self.authorized_left() - self.expired(now) - under_way).max(0)
    }

    /// What is left of authorizations that have ended, cent by cent: each capture takes one that ends first and has not ended.
    pub(crate) fn expired(&self, now: Timestamp) -> i64 {
        let never = Timestamp::from_millis(253_402_207_200_000).expect("the end of time");
        let mut open: Vec<(Timestamp, i64)> = Vec::new();
        for known in self.transactions.iter().filter(|known| known.state == TransactionState::Succeeded) {
            let mut left = known.amount;
            match known.kind {
                TransactionKind::Authorization => open.push((known.expires_at.unwrap_or(never), left)),
                TransactionKind::Capture | TransactionKind::Void => {
                    let is_void = known.kind == TransactionKind::Void;
                    let mut order: Vec<usize> = (0..open.len()).collect();
                    order.sort_by_key(|place| (!is_void && open[*place].0 <= known.at, open[*place].0));
                    for place in order {
                        let taken = left.min(open[place].1);
                        open[place].1 -= taken;
                        left -= taken;
                    }
                }
                _ => {}
            }
        }
        let expired: i64 = open.iter().filter(|(end, _)| *end <= now && *end != never).map(|(_, left)| left).sum();
        expired.min(self.authorized_left())
    }
}

/// Work given to a location, and what it answered: `awaited`, `accepted`, `rejected` or `canceled`.
#[derive(Clone, Debug)]
pub(crate) struct WorkRecord {
    pub(crate) location: LocationId,
    pub(crate) asked_at: Timestamp,
    pub(crate) answer: &'static str,
    pub(crate) mispicks: u16,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ParcelRecord {
    pub(crate) work: u32,
    pub(crate) shipped_at: Option<Timestamp>,
    pub(crate) delivered_at: Option<Timestamp>,
    pub(crate) tracking: Option<Tracking>,
    pub(crate) tracked_at: Option<Timestamp>,
    pub(crate) failed_attempts: u16,
    pub(crate) recall: Option<Recall>,
    pub(crate) seen: Vec<ProviderEventId>,
}

/// A return.
#[derive(Clone, Debug)]
pub(crate) struct BackRecord {
    pub(crate) id: ReturnId,
    pub(crate) state: ReturnState,
    pub(crate) requested_at: Timestamp,
    pub(crate) closes_at: Option<Timestamp>,
    pub(crate) label: bool,
    pub(crate) tracked: Option<(Timestamp, Tracking)>,
    pub(crate) location: Option<LocationId>,
    pub(crate) lines: Vec<BackLine>,
    pub(crate) label_fee: bool,
    /// Whether a command said that shipping is not given back.
    pub(crate) keeps_shipping: bool,
    pub(crate) fee: i64,
    pub(crate) refunded: i64,
    pub(crate) swaps: Option<Swaps>,
}

/// What is given in exchange for the units of a return, and what these have brought since.
#[derive(Clone, Debug)]
pub(crate) struct Swaps {
    pub(crate) in_advance: bool,
    pub(crate) lines: Vec<Swap>,
    pub(crate) brought: i64,
}

/// A line in place of others.
#[derive(Clone, Debug)]
pub(crate) struct Swap {
    pub(crate) line: LineId,
    pub(crate) replaces: Option<LineId>,
    pub(crate) quantity: i64,
    /// Whether it costs what it replaces brings.
    pub(crate) follows: bool,
    /// Of what it replaces, what was refunded: units, amount, tax.
    pub(crate) settled: (i64, i64, i64),
}

impl BackRecord {
    /// A return that was asked for just now.
    pub(crate) fn asked(id: ReturnId, requested_at: Timestamp, lines: Vec<BackLine>) -> BackRecord {
        let (closes_at, label, tracked, location, label_fee, keeps_shipping) = (None, false, None, None, false, false);
        let state = ReturnState::Requested;
        BackRecord {
            id,
            state,
            requested_at,
            closes_at,
            label,
            tracked,
            location,
            lines,
            label_fee,
            keeps_shipping,
            fee: 0,
            refunded: 0,
            swaps: None,
        }
    }
}

impl BackLine {
    /// Units that were asked for just now.
    pub(crate) fn asked(line: LineId, reason: ReturnReason, requested: i64) -> BackLine {
        let found = BTreeMap::new();
        BackLine { line, reason, requested, canceled: 0, kept: 0, settled: 0, lost: 0, received: 0, found, refunded: 0 }
    }
}

/// A claim.
#[derive(Clone, Debug)]
pub(crate) struct ClaimRecord {
    pub(crate) id: ClaimId,
    pub(crate) kind: ClaimKind,
    pub(crate) against: ClaimParty,
    pub(crate) state: ClaimState,
    pub(crate) lines: BTreeMap<LineId, i64>,
    pub(crate) asked: Option<i64>,
    pub(crate) recovered: Option<i64>,
}

/// Units of a line in a return.
#[derive(Clone, Debug)]
pub(crate) struct BackLine {
    pub(crate) line: LineId,
    pub(crate) reason: ReturnReason,
    pub(crate) requested: i64,
    pub(crate) canceled: i64,
    pub(crate) kept: i64,
    /// Of those received: settled before they came, and found after they were lost.
    pub(crate) settled: i64,
    pub(crate) lost: i64,
    pub(crate) received: i64,
    /// What came of those looked at, by the name of the disposition.
    pub(crate) found: BTreeMap<String, i64>,
    pub(crate) refunded: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct OrderRecord {
    pub(crate) id: OrderId,
    pub(crate) version: u64,
    pub(crate) channel: ChannelId,
    pub(crate) external_id: Option<ExternalId>,
    pub(crate) customer: Option<CustomerId>,
    pub(crate) placed_at: Timestamp,
    pub(crate) promised_at: Option<Timestamp>,
    pub(crate) priority: i16,
    pub(crate) currency: Currency,
    pub(crate) included: bool,
    pub(crate) address: Option<Address>,
    pub(crate) tags: BTreeSet<Tag>,
    pub(crate) lines: Vec<LineRecord>,
    pub(crate) shipping: i64,
    pub(crate) shipping_credited: i64,
    pub(crate) total: i64,
    pub(crate) promotions: Vec<super::promotion::PromotionRecord>,
    pub(crate) payments: Vec<PaymentRecord>,
    pub(crate) holds: Vec<(HoldId, HoldKind)>,
    pub(crate) reserved_until: Option<Timestamp>,
    /// Whether its stock went back on sale while it waited for its payment.
    pub(crate) reservation_ended: bool,
    pub(crate) work: Vec<WorkRecord>,
    pub(crate) parcels: Vec<ParcelRecord>,
    pub(crate) returns: Vec<BackRecord>,
    pub(crate) claims: Vec<ClaimRecord>,
    pub(crate) time_zone: String,
    /// The policy of returns when it was captured.
    pub(crate) terms: ReturnPolicy,
    pub(crate) excluded: BTreeSet<(LineId, LocationId)>,
    /// Units of lines that were assigned to locations.
    pub(crate) pins: BTreeMap<(LineId, LocationId), i64>,
    /// Its number among the orders that are compared with later ones of the same customer.
    pub(crate) remembered_as: Option<usize>,
    /// Units that it takes up of days of locations, counted from 1970.
    pub(crate) days: BTreeMap<(LocationId, i64), i64>,
}

impl OrderRecord {
    pub(crate) fn units_of(&self, sku: &Sku, condition: impl Fn(&Spot) -> bool) -> i64 {
        self.lines.iter().filter(|line| &line.sku == sku).map(|line| line.count(&condition)).sum()
    }

    /// Whether a hold keeps work from being given out. Stock and unmapped holds stop only the units they are about.
    pub(crate) fn is_held_back(&self) -> bool {
        self.holds.iter().any(|(_, kind)| !matches!(kind, HoldKind::Stock | HoldKind::Unmapped))
    }

    pub(crate) fn has_hold_of(&self, kind: HoldKind) -> bool {
        self.holds.iter().any(|(_, of)| *of == kind)
    }

    pub(crate) fn sum(&self, kind: TransactionKind) -> i64 {
        self.payments.iter().map(|payment| payment.sum(kind)).sum()
    }

    pub(crate) fn pending(&self, kind: TransactionKind) -> i64 {
        self.payments.iter().map(|payment| payment.pending(kind)).sum()
    }

    pub(crate) fn charged_back(&self) -> i64 {
        self.payments.iter().map(PaymentRecord::charged_back).sum()
    }

    pub(crate) fn transactions(&self) -> impl Iterator<Item = &TransactionRecord> {
        self.payments.iter().flat_map(|payment| &payment.transactions)
    }

    pub(crate) fn credited(&self) -> i64 {
        self.shipping_credited + self.lines.iter().map(LineRecord::credited).sum::<i64>()
    }

    /// Places a hold named after its kind; one of that name that is there stays as it is.
    pub(crate) fn hold(&mut self, kind: HoldKind) {
        let id: HoldId = kind.name().parse().expect("a kind has a name");
        if !self.holds.iter().any(|(held, _)| *held == id) {
            self.holds.push((id, kind));
        }
    }

    /// Gives work to a location and answers its number.
    pub(crate) fn give_work(&mut self, location: &LocationId, now: Timestamp) -> u32 {
        self.work.push(WorkRecord { location: location.clone(), asked_at: now, answer: "awaited", mispicks: 0 });
        u32::try_from(self.work.len()).expect("few enough")
    }

    /// Work that a location was given at this very instant and has not answered; new work if there is none.
    pub(crate) fn work_of_now(&mut self, location: &LocationId, now: Timestamp) -> u32 {
        let of_now = |work: &WorkRecord| &work.location == location && work.asked_at == now && work.answer == "awaited";
        match self.work.iter().rposition(of_now) {
            Some(place) => u32::try_from(place + 1).expect("few enough"),
            None => self.give_work(location, now),
        }
    }

    /// Locations that have refused units of a SKU before.
    pub(crate) fn is_excluded(&self, sku: &Sku, location: &LocationId) -> bool {
        let of_sku = self.lines.iter().filter(|line| &line.sku == sku);
        of_sku.map(|line| (line.id.clone(), location.clone())).any(|pair| self.excluded.contains(&pair))
    }
}
