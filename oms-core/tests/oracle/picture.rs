//! A state as a list of short sentences, made from the model and from what a storage answers, so that they can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};

use oms_core::batch::{Counter, DueKey, DueQuery, ReadSet, WaitingQuery};
use oms_core::document::{Document, DocumentBody, DocumentKind, Subject};
use oms_core::exchange::{ExchangeShipping, Replacement};
use oms_core::fulfillment::{Answer, InterceptionState};
use oms_core::inventory::Bucket;
use oms_core::order::{Order, Settled, Stage};
use oms_core::payment::{TransactionKind, TransactionState};
use oms_core::query::{Page, Query};
use oms_core::{Command, LocationId, Sku, Storage, Timestamp};

use super::Model;
use super::record::{OrderRecord, Swap};
use super::supply::PurchaseRecord;
use super::transfers::TransferRecord;

/// What is so, one sentence a fact.
pub(crate) type Picture = BTreeSet<String>;

const BUCKETS: [Bucket; 6] =
    [Bucket::Available, Bucket::Reserved, Bucket::Committed, Bucket::Safety, Bucket::Damaged, Bucket::QualityControl];

/// The facts that are in one picture only.
pub(crate) fn differences(core: &Picture, model: &Picture) -> String {
    let mut text = String::new();
    for fact in core.difference(model) {
        let _ = writeln!(text, "  only the core:  {fact}");
    }
    for fact in model.difference(core) {
        let _ = writeln!(text, "  only the model: {fact}");
    }
    text
}

fn stock_fact(sku: &Sku, location: &LocationId, units: impl Fn(Bucket) -> i64) -> Option<String> {
    let mut text = format!("stock {sku}@{location}:");
    let start = text.len();
    for bucket in BUCKETS.into_iter().filter(|bucket| units(*bucket) != 0) {
        let _ = write!(text, " {bucket:?} {}", units(bucket));
    }
    (text.len() > start).then_some(text)
}

/// A list as its items, separated by commas.
fn list<T: Debug>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| format!("{item:?}")).collect::<Vec<_>>().join(", ")
}

/// The picture of the model.
pub(crate) fn of_model(model: &Model) -> Picture {
    let mut facts = Picture::new();
    for ((sku, location), levels) in &model.stock {
        facts.extend(stock_fact(sku, location, |bucket| levels.get(&bucket).copied().unwrap_or_default()));
    }
    for (sku, item) in &model.items {
        if model.backordered(sku) != 0 {
            facts.insert(format!("count {sku} backordered {}", model.backordered(sku)));
        }
        for cap in &item.channel_caps {
            let sold = model.sold_through(sku, &cap.channel);
            if sold != 0 {
                facts.insert(format!("count {sku} through {} {sold}", cap.channel));
            }
        }
        let queue = model.queue(sku);
        if !queue.is_empty() {
            facts.insert(format!("waiting for {sku}: {}", list(queue)));
        }
    }
    let configures = |command: &&Command| {
        matches!(command, Command::PutLocation(_) | Command::PutChannel(_) | Command::PutPolicies(_) | Command::PutItem(_))
    };
    facts.insert(format!("epoch {}", model.applied.values().filter(configures).count()));
    facts.extend(model.capacity_facts());
    for (id, cart) in &model.carts {
        facts.insert(format!("cart {id} of {} until {}: {}", cart.channel, cart.expires_at, list(&cart.units)));
        facts.insert(format!("due {} cart {id}", cart.expires_at));
    }
    for (id, record) in &model.purchases {
        facts.extend(record.ends().map(|at| format!("due {at} paper {id}")));
        facts.extend(record.brings().into_iter().map(|sku| format!("paper {id} brings {sku}")));
        facts.extend(purchase_facts(id.as_str(), record));
    }
    for (id, record) in &model.transfers {
        facts.extend(record.ends().map(|at| format!("due {at} paper {id}")));
        facts.extend(record.brings().into_iter().map(|sku| format!("paper {id} brings {sku}")));
        facts.extend(transfer_facts(id.as_str(), record));
    }
    for order in model.orders.values() {
        if let Some(until) = order.ends() {
            facts.insert(format!("due {until} order {}", order.id));
        }
        facts.extend(order_facts(order));
    }
    facts
}

fn purchase_facts(id: &str, record: &PurchaseRecord) -> Vec<String> {
    let lines = record.lines.iter().enumerate().map(|(place, line)| {
        let state = (line.given_up, line.told_late);
        let arrived = (line.arrived(), line.damaged, line.doubtful);
        format!(
            "paper {id} line {place} `{}`: {} of {} at {}, arrived {arrived:?}, {state:?}",
            line.id, line.ordered, line.sku, line.expected_at
        )
    });
    let head = format!("paper {id} version {} from {} to {}", record.version, record.supplier, record.location);
    lines.chain([head]).collect()
}

fn stored_purchase_facts(document: &Document) -> Vec<String> {
    let (id, DocumentBody::PurchaseOrder(order)) = (&document.id, &document.body) else { return Vec::new() };
    let lines = order.lines.iter().enumerate().map(|(place, line)| {
        let state = (line.closed, line.overdue);
        let arrived = (line.received.units(), line.damaged.units(), line.quality_control.units());
        format!(
            "paper {id} line {place} `{}`: {} of {} at {}, arrived {arrived:?}, {state:?}",
            line.id, line.quantity, line.sku, line.expected_at
        )
    });
    let head = format!("paper {id} version {} from {} to {}", document.version, order.supplier, order.location);
    lines.chain([head]).collect()
}

fn transfer_facts(id: &str, record: &TransferRecord) -> Vec<String> {
    let lines = record.lines.iter().enumerate().map(|(place, line)| {
        let counts = [line.waiting, line.dropped, line.away, line.there, line.back, line.gone, line.extra, line.damaged, line.doubtful];
        format!("transfer {id} line {place} `{}` of {}: {counts:?}", line.id, line.sku)
    });
    let (state, at) = ((record.turned_back, record.told_late), record.expected_at);
    let head = format!("transfer {id} version {} from {} to {} at {at}: {state:?}", record.version, record.from, record.to);
    lines.chain([head]).collect()
}

fn stored_transfer_facts(document: &Document) -> Vec<String> {
    let (id, DocumentBody::Transfer(transfer)) = (&document.id, &document.body) else { return Vec::new() };
    let lines = transfer.lines.iter().enumerate().map(|(place, line)| {
        let there = line.received.less(line.returned);
        let counts = [line.left_to_ship(), line.canceled, line.in_transit(), there, line.returned, line.lost, line.excess];
        let counts = counts.into_iter().chain([line.damaged, line.quality_control]).map(oms_core::Quantity::units).collect::<Vec<_>>();
        format!("transfer {id} line {place} `{}` of {}: {counts:?}", line.id, line.sku)
    });
    let (state, at) = ((transfer.returning, transfer.overdue), transfer.expected_at);
    let head = format!("transfer {id} version {} from {} to {} at {at}: {state:?}", document.version, transfer.from, transfer.to);
    lines.chain([head]).collect()
}

fn order_facts(order: &OrderRecord) -> Vec<String> {
    let id = &order.id;
    let mut facts = vec![
        format!("{id} version {} priority {} tags {}", order.version, order.priority, list(&order.tags)),
        format!("{id} holds {}", list(&order.holds)),
        money_fact(
            id,
            [
                order.charged(),
                order.shipping_credited,
                order.payments.iter().map(super::record::PaymentRecord::authorized_left).sum(),
                order.sum(TransactionKind::Capture),
                order.sum(TransactionKind::Refund),
                order.pending(TransactionKind::Capture),
                order.pending(TransactionKind::Refund),
            ],
        ),
    ];
    for payment in &order.payments {
        let facts_of = payment.transactions.iter().map(|known| {
            transaction_fact(id, &payment.id, known.amount, (known.kind, known.state, known.key.as_deref(), known.goodwill, known.parcel))
        });
        facts.extend(facts_of.enumerate().map(|(place, fact)| format!("{fact} at {place}")));
    }
    for line in &order.lines {
        let units: Vec<_> = line.units.iter().map(|(spot, units)| (spot.stage, &spot.location, spot.work, spot.parcel, *units)).collect();
        facts.push(format!("{id} line {} costs {} less {} taxes {:?}: {}", line.id, line.total, line.discount, line.taxes, list(units)));
        let waits = (line.withheld, line.waits_for_payment && line.withheld > 0, &line.waits_for_return, line.withheld_until);
        facts.push(format!("{id} line {} at {} keeps back {waits:?}", line.id, line.unit_price.normalize()));
        facts.extend(line.given_for.as_ref().map(|(of, units)| format!("{id} line {} for {units} of {of}", line.id)));
    }
    for (place, work) in order.work.iter().enumerate() {
        facts.push(format!("{id} work {} at {} {} mispicks {}", place + 1, work.location, work.answer, work.mispicks));
    }
    for (place, parcel) in order.parcels.iter().enumerate() {
        let times = (parcel.shipped_at, parcel.delivered_at, parcel.tracked_at);
        let (tracking, attempts) = (parcel.tracking, parcel.failed_attempts);
        facts.push(format!(
            "{id} parcel {} of {} {tracking:?} {times:?} attempts {attempts}: {}",
            place + 1,
            parcel.work,
            list(&parcel.seen)
        ));
        facts
            .extend(parcel.recall.iter().map(|recall| recall_fact(id, place + 1, (recall.state, recall.requested_at, recall.resolved_at))));
    }
    for ((line, location), units) in &order.pins {
        facts.push(pin_fact(id, line, location, *units));
    }
    for claim in &order.claims {
        let what = (claim.kind, claim.against, claim.state, claim.asked, claim.recovered);
        facts.push(format!("{id} claim {} {what:?}: {}", claim.id, list(&claim.lines)));
    }
    for back in &order.returns {
        facts.push(format!("{id} return {} {:?} at {:?} fee {} refunded {}", back.id, back.state, back.location, back.fee, back.refunded));
        facts.push(format!("{id} return {} closes {:?} label {} tracked {:?}", back.id, back.closes_at, back.label, back.tracked));
        if let Some(swaps) = &back.swaps {
            facts.push(format!("{id} return {} is exchanged in advance {} brought {}", back.id, swaps.in_advance, swaps.brought));
            let swap = |swap: &Swap| (swap.line.clone(), swap.replaces.clone(), swap.quantity, swap.follows, swap.settled);
            facts.push(format!("{id} return {} for {}", back.id, list(swaps.lines.iter().map(swap))));
        }
        for line in &back.lines {
            let counts = [line.requested, line.canceled, line.kept, line.received, line.settled, line.lost, line.refunded];
            facts.push(format!("{id} return {} line {} {counts:?}: {}", back.id, line.line, list(&line.found)));
        }
    }
    facts
}

fn money_fact(
    id: &oms_core::OrderId,
    [charged, shipping_credited, authorized, captured, refunded, capturing, refunding]: [i64; 7],
) -> String {
    format!(
        "{id} money: charged {charged} shipping back {shipping_credited} authorized {authorized} captured {captured} refunded {refunded} \
         pending {capturing} and {refunding}"
    )
}

fn pin_fact(id: &oms_core::OrderId, line: &oms_core::LineId, location: &LocationId, units: i64) -> String {
    format!("{id} line {line} has {units} assigned to {location}")
}

fn recall_fact(id: &oms_core::OrderId, parcel: usize, recall: (&str, Timestamp, Option<Timestamp>)) -> String {
    format!("{id} parcel {parcel} was called back {recall:?}")
}

fn transaction_fact(
    id: &oms_core::OrderId,
    payment: &oms_core::PaymentId,
    amount: i64,
    (kind, state, key, goodwill, parcel): (TransactionKind, TransactionState, Option<&str>, i64, Option<u32>),
) -> String {
    format!("{id} payment {payment} {kind:?} {amount} {state:?} {key:?} gift {goodwill} parcel {parcel:?}")
}

/// The picture of what a storage keeps.
pub(crate) fn of_storage<S: Storage>(storage: &mut S) -> Picture {
    let mut facts = Picture::new();
    let mut skus = Vec::new();
    for page in pages(storage, |after| Query::Stock { after, limit: 7 }, last_sku) {
        let Page::Stock { skus: stock } = page else { continue };
        for row in stock {
            for level in &row.levels {
                facts.extend(stock_fact(&row.sku, &level.location, |bucket| level.buckets.of(bucket)));
            }
            for counter in &row.counters {
                if counter.value == 0 {
                    continue;
                }
                facts.insert(match &counter.counter {
                    Counter::Capacity(measure) => format!("{} {} {}", row.sku, measure.name(), counter.value),
                    Counter::Backordered => format!("count {} backordered {}", row.sku, counter.value),
                    Counter::Channel(channel) => format!("count {} through {channel} {}", row.sku, counter.value),
                });
            }
            skus.push(row.sku);
        }
    }
    let carts = pages(
        storage,
        |after| Query::Reservations { after, limit: 7 },
        |page| if let Page::Reservations { reservations } = page { reservations.last().map(|kept| kept.id.clone()) } else { None },
    );
    for page in carts {
        let Page::Reservations { reservations } = page else { continue };
        for cart in reservations {
            let mut units: BTreeMap<(Sku, LocationId), i64> = BTreeMap::new();
            for held in &cart.units {
                *units.entry((held.sku.clone(), held.location.clone())).or_default() += held.quantity.units();
            }
            facts.insert(format!("cart {} of {} until {}: {}", cart.id, cart.channel, cart.expires_at, list(&units)));
        }
    }
    for order in orders(storage) {
        facts.extend(stored_order_facts(&order));
    }
    for kind in [DocumentKind::PurchaseOrder, DocumentKind::Transfer] {
        let papers = pages(
            storage,
            |after| Query::Documents { kind, about: None, after, limit: 7 },
            |page| if let Page::Documents { documents } = page { documents.last().map(|paper| paper.id.clone()) } else { None },
        );
        for page in papers {
            let Page::Documents { documents } = page else { continue };
            for document in documents {
                facts.extend(stored_purchase_facts(&document));
                facts.extend(stored_transfer_facts(&document));
                match &document.body {
                    DocumentBody::PurchaseOrder(order) => skus.extend(order.lines.iter().map(|line| line.sku.clone())),
                    DocumentBody::Transfer(transfer) => skus.extend(transfer.lines.iter().map(|line| line.sku.clone())),
                    DocumentBody::Count(_) | DocumentBody::Lot(_) | DocumentBody::Serial(_) | DocumentBody::Slot(_) => {}
                }
            }
        }
    }
    skus.sort_unstable();
    skus.dedup();
    facts.extend(queues_and_due(storage, skus));
    facts
}

fn queues_and_due<S: Storage>(storage: &mut S, skus: Vec<Sku>) -> Vec<String> {
    let until = Timestamp::default().after(oms_core::Span::from_days(u16::MAX));
    let waiting: Vec<_> = skus.into_iter().map(|sku| WaitingQuery { sku, after: None, limit: 1_000 }).collect();
    let subjects: Vec<_> = waiting.iter().map(|query| Subject::Supply(query.sku.clone())).collect();
    let wanted = ReadSet { waiting, subjects, due: Some(DueQuery { until, limit: 10_000 }), ..ReadSet::default() };
    let snapshot = storage.load(&wanted).expect("the storage answers");
    let queues = wanted.waiting.iter().zip(&snapshot.waiting).filter(|(_, queue)| !queue.is_empty());
    let queues = queues.map(|(query, queue)| format!("waiting for {}: {}", query.sku, list(queue.iter().map(|waiting| &waiting.order))));
    let due = snapshot.due.iter().map(|due| match &due.key {
        DueKey::Reservation(id) => format!("due {} cart {id}", due.at),
        DueKey::Order(id) => format!("due {} order {id}", due.at),
        DueKey::Document(key) => format!("due {} paper {}", due.at, key.id),
    });
    let brings = wanted.subjects.iter().zip(&snapshot.subjects);
    let brings = brings.flat_map(|(subject, papers)| papers.iter().map(|paper| format!("paper {} brings {}", paper.id, subject.id())));
    queues.chain(due).chain(brings).chain([format!("epoch {}", snapshot.epoch)]).collect()
}

/// All orders a storage keeps, by id.
pub(crate) fn orders<S: Storage>(storage: &mut S) -> Vec<std::sync::Arc<Order>> {
    let last = |page: &Page| if let Page::Orders { orders, .. } = page { orders.last().map(|order| order.id.clone()) } else { None };
    let pages = pages(storage, |after| Query::AllOrders { after, limit: 7 }, last);
    pages.into_iter().flat_map(|page| if let Page::Orders { orders, .. } = page { orders } else { Vec::new() }).collect()
}

fn last_sku(page: &Page) -> Option<Sku> {
    if let Page::Stock { skus } = page { skus.last().map(|row| row.sku.clone()) } else { None }
}

/// Every page of a list whose next page begins after the last row of the one before.
pub(crate) fn pages<S: Storage, K>(storage: &mut S, query: impl Fn(Option<K>) -> Query, last: impl Fn(&Page) -> Option<K>) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = storage.scan(&query(after)).expect("the storage answers");
        after = last(&page);
        pages.push(page);
        if after.is_none() {
            return pages;
        }
    }
}

fn stored_order_facts(order: &Order) -> Vec<String> {
    let id = &order.id;
    let balance = order.balance();
    let settled = [balance.total, order.shipping_credited, balance.authorized, balance.captured, balance.refunded];
    let [total, shipping, authorized, captured, refunded] = settled;
    let money = [total, shipping, authorized, captured, refunded, balance.capture_pending, balance.refund_pending];
    let mut facts = vec![
        format!("{id} version {} priority {} tags {}", order.version, order.priority, list(&order.tags)),
        format!("{id} holds {}", list(order.holds.iter().map(|hold| (&hold.id, hold.kind)))),
        money_fact(id, money.map(oms_core::Amount::minor)),
    ];
    for payment in &order.payments {
        let facts_of = payment.transactions.iter().map(|known| {
            let key = known.instruction.as_ref().map(|instruction| instruction.key.as_str());
            let amounts = (known.amount.minor(), known.goodwill.minor());
            transaction_fact(id, &payment.id, amounts.0, (known.kind, known.state, key, amounts.1, known.parcel))
        });
        facts.extend(facts_of.enumerate().map(|(place, fact)| format!("{fact} at {place}")));
    }
    for line in &order.lines {
        let units = line.units.portions().iter();
        let units = units.map(|at| (at.stage, &at.location, at.fulfillment, at.parcel, at.quantity.units()));
        let taxes: Vec<i64> = line.taxes.iter().map(|tax| tax.amount.minor()).collect();
        let (total, discount) = (line.total.minor(), line.discount.minor());
        facts.push(format!("{id} line {} costs {total} less {discount} taxes {taxes:?}: {}", line.id, list(units)));
        let waits = line.withheld.as_deref().cloned().unwrap_or_default();
        let waits = (waits.quantity.units(), waits.for_payment, &waits.for_return, waits.until);
        facts.push(format!("{id} line {} at {} keeps back {waits:?}", line.id, line.unit_price.normalize()));
        let given_for = line.substitute_for.as_ref();
        facts.extend(given_for.map(|given| format!("{id} line {} for {} of {}", line.id, given.quantity, given.line)));
    }
    for (place, work) in order.fulfillments.iter().enumerate() {
        let answer = match &work.answer {
            Answer::Awaited => "awaited",
            Answer::Accepted => "accepted",
            Answer::Rejected(_) => "rejected",
            Answer::Canceled => "canceled",
        };
        facts.push(format!("{id} work {} at {} {answer} mispicks {}", place + 1, work.location, work.mispicks));
    }
    for (place, parcel) in order.parcels.iter().enumerate() {
        let times = (parcel.shipped_at, parcel.delivered_at, parcel.tracked_at);
        let (work, tracking, attempts) = (parcel.fulfillment, parcel.tracking, parcel.failed_attempts);
        facts.push(format!("{id} parcel {} of {work} {tracking:?} {times:?} attempts {attempts}: {}", place + 1, list(&parcel.seen)));
        facts.extend(parcel.interception.iter().map(|known| {
            let state = match known.state {
                InterceptionState::Requested => "requested",
                InterceptionState::Confirmed => "confirmed",
                InterceptionState::Failed => "failed",
            };
            recall_fact(id, place + 1, (state, known.requested_at, known.resolved_at))
        }));
    }
    facts.extend(order.pins.iter().map(|pin| pin_fact(id, &pin.line, &pin.location, pin.quantity.units())));
    for claim in &order.claims {
        let minor = |amount: Option<oms_core::Amount>| amount.map(oms_core::Amount::minor);
        let what = (claim.kind, claim.against, claim.state, minor(claim.asked), minor(claim.recovered));
        let lines: BTreeMap<_, _> = claim.lines.iter().map(|units| (units.line.clone(), units.quantity.units())).collect();
        facts.push(format!("{id} claim {} {what:?}: {}", claim.id, list(&lines)));
    }
    for back in &order.returns {
        let (fee, refunded) = (back.fee.minor(), back.refunded.minor());
        facts.push(format!("{id} return {} {:?} at {:?} fee {fee} refunded {refunded}", back.id, back.state, back.location));
        let (label, tracked) = (back.label.is_some(), back.tracked_at.zip(back.tracking));
        facts.push(format!("{id} return {} closes {:?} label {label} tracked {tracked:?}", back.id, back.closes_at));
        if let Some(exchange) = &back.exchange {
            let in_advance = exchange.ships == ExchangeShipping::InAdvance;
            let brought = exchange.brought_back.minor();
            facts.push(format!("{id} return {} is exchanged in advance {in_advance} brought {brought}", back.id));
            let settled = |settled: &Settled| (settled.quantity.units(), settled.amount.minor(), settled.tax.minor());
            let swap = |of: &Replacement| {
                let settled = of.settled.as_deref().map_or((0, 0, 0), settled);
                (of.line.clone(), of.replaces.clone(), of.quantity.units(), of.at_paid_value, settled)
            };
            facts.push(format!("{id} return {} for {}", back.id, list(exchange.lines.iter().map(swap))));
        }
        for line in &back.lines {
            let counts = [line.requested, line.canceled, line.kept, line.received, line.settled_before, line.found, line.refunded];
            let counts = counts.map(oms_core::Quantity::units);
            let found = [
                ("Damaged", line.damaged),
                ("Quarantine", line.quarantined),
                ("Refurbish", line.refurbished),
                ("Restock", line.restocked),
                ("ReturnToVendor", line.returned_to_vendor),
                ("Scrap", line.scrapped),
                ("WrongItem", line.wrong_item),
            ];
            let found = found.into_iter().filter(|(_, units)| !units.is_zero()).map(|(name, units)| (name, units.units()));
            facts.push(format!("{id} return {} line {} {counts:?}: {}", back.id, line.line, list(found)));
        }
    }
    facts
}

/// How many units of an order stand at a stage.
pub(crate) fn units_at(order: &Order, stage: Stage) -> i64 {
    order.lines.iter().map(|line| line.units.at(stage).units()).sum()
}
