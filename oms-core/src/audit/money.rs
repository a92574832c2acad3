//! Money: what the log says was paid, what orders keep, and what lines are entitled to.

use super::Difference;
use crate::event::Event;
use crate::exchange::paid_values;
use crate::journal::Account;
use crate::order::{Order, Stage};
use crate::payment::TransactionKind;
use crate::{LineId, OrderId, PaymentId};
use crate::{SortedMap, SortedSet};

/// Sums of one payment, in minor units: what is kept and what was logged.
type Sums = SortedMap<TransactionKind, (i64, i64)>;

#[derive(Debug, Default)]
pub(super) struct Money {
    payments: SortedMap<(OrderId, PaymentId), Sums>,
}

impl Money {
    /// Answers how many transactions were summed up.
    pub(super) fn order(&mut self, order: &Order, differences: &mut Vec<Difference>) -> u64 {
        check_total(order, differences);
        check_credits(order, differences);
        check_replacements(order, differences);
        check_substitutes(order, differences);
        check_journal(order, differences);
        let mut transactions = 0;
        for payment in &order.payments {
            let sums = self.payments.entry((order.id.clone(), payment.id.clone())).or_default();
            for transaction in &payment.transactions {
                // What is pending or has failed is not in the log as money that moved.
                let moved = if transaction.state.is_succeeded() { transaction.amount.minor() } else { 0 };
                sums.entry(transaction.kind).or_default().0 += moved;
                transactions += 1;
            }
            let (captured, refunded) = (payment.sum(TransactionKind::Capture), payment.sum(TransactionKind::Refund));
            if refunded > captured {
                differences.push(Difference::OverRefunded { order: order.id.clone(), payment: payment.id.clone(), captured, refunded });
            }
        }
        transactions
    }

    pub(super) fn events(&mut self, events: &[Event]) {
        for event in events {
            if let Event::PaymentRecorded { order, payment, kind, amount } = event {
                let sums = self.payments.entry((order.clone(), payment.clone())).or_default();
                sums.entry(*kind).or_default().1 += amount.minor();
            }
        }
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((order, payment), sums) in self.payments {
            for (kind, (kept, logged)) in sums {
                if kept != logged {
                    differences.push(Difference::PaymentLedger { order: order.clone(), payment: payment.clone(), kind, logged, kept });
                }
            }
        }
    }
}

fn check_total(order: &Order, differences: &mut Vec<Difference>) {
    let summed = order.sum_of_parts().minor();
    if summed != order.total.minor() {
        differences.push(Difference::OrderTotal { order: order.id.clone(), summed, kept: order.total.minor() });
    }
}

/// What the customer owes by the journal is what is due by the balance.
fn check_journal(order: &Order, differences: &mut Vec<Difference>) {
    let journal = order.journal();
    let posted = journal.balance(Account::Receivable).saturating_add(journal.balance(Account::RefundLiability));
    let due = order.balance().due.minor();
    if posted != due || !journal.is_balanced() {
        differences.push(Difference::Journal { order: order.id.clone(), posted, due });
    }
}

fn check_credits(order: &Order, differences: &mut Vec<Difference>) {
    for line in &order.lines {
        let units = line.credited_quantity.units();
        let entitled = line.share(line.credited_quantity);
        let kept = line.credited.minor();
        if entitled != kept || units > line.quantity.units() {
            differences.push(Difference::LineCredit { order: order.id.clone(), line: line.id.clone(), units, entitled, kept });
        }
    }
}

/// What was given instead of units of a line was given for units that are canceled.
fn check_substitutes(order: &Order, differences: &mut Vec<Difference>) {
    let given_for = |id: &LineId| {
        let of_line = order.lines.iter().filter_map(|line| line.substitute_for.as_ref()).filter(|given| &given.line == id);
        of_line.map(|given| given.quantity.units()).sum::<i64>()
    };
    let originals = order.lines.iter().filter_map(|line| line.substitute_for.as_ref()).map(|given| &given.line);
    for id in originals.collect::<SortedSet<_>>() {
        let replaced = given_for(id);
        let canceled = order.line(id).map_or(0, |line| line.units.at(Stage::Canceled).units());
        if replaced > canceled {
            differences.push(Difference::Substituted { order: order.id.clone(), line: id.clone(), replaced, canceled });
        }
    }
}

/// What is given in exchange at paid value costs what it replaces brings back.
fn check_replacements(order: &Order, differences: &mut Vec<Difference>) {
    for (id, worth) in paid_values(order) {
        let kept = order.line(&id).map_or(0, |line| line.total.minus(line.credited).minor());
        let worth = worth.total.minor();
        if kept != worth {
            differences.push(Difference::Replacement { order: order.id.clone(), line: id, worth, kept });
        }
    }
}
