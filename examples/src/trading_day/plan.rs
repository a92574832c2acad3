//! Everything that the file and the stock rule decide beforehand, in order of time.
//!
//! What follows from an order inside the warehouses (accept, pick, pack, ship, deliver) is not here: it depends on how the library
//! routes. The plan knows nothing of batches, so that any batch size replays the same day.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use smol_str::SmolStr;

use super::exception::Exception;
use super::invoice::{Correction, Sale, Trade};
use super::matching::{SalesLedger, Taken};
use super::supply::{Supply, supplies};

/// The steps of a day, or of many.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In the order in which they are done.
    pub steps: Vec<Step>,
    /// Cancelling lines for which no sale was found.
    pub exceptions: Vec<Exception>,
}

/// One thing to do at one time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    /// When.
    pub time: DateTime,
    /// What.
    pub action: Action,
}

/// What is done. The order of the variants is the order within one minute: stock first, so that a sale finds what came with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Action {
    /// Stock comes to a node.
    Supply(Supply),
    /// Stock is found or written off.
    Correct(Correction),
    /// An order is placed: its position in [`Trade::sales`].
    Sell(usize),
    /// A customer gives back, or no longer wants, units of an earlier sale.
    TakeBack(TakeBack),
}

/// Units of one sale that a cancelling invoice takes back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TakeBack {
    /// The cancelling invoice, such as `C537373`.
    pub invoice: SmolStr,
    /// Position of the sale in [`Trade::sales`].
    pub sale: usize,
    /// Units above zero by the position of the line in the sale.
    pub units_by_line: BTreeMap<usize, u64>,
}

impl Plan {
    /// Plans what a trade says.
    pub fn of_trade(trade: &Trade) -> Plan {
        let mut plan = Plan::default();
        let supplies = supplies(&trade.sales, &trade.corrections);
        plan.steps.extend(supplies.into_iter().map(|supply| Step { time: supply.time, action: Action::Supply(supply) }));
        plan.steps.extend(
            trade.corrections.iter().cloned().map(|correction| Step { time: correction.time, action: Action::Correct(correction) }),
        );
        let sells = |(position, sale): (usize, &Sale)| Step { time: sale.time, action: Action::Sell(position) };
        plan.steps.extend(trade.sales.iter().enumerate().map(sells));
        plan.take_back(trade);
        // The sort is stable: within a minute and an action, the order of the file remains.
        plan.steps.sort_by_key(|step| (step.time, step.action.rank()));
        plan
    }

    fn take_back(&mut self, trade: &Trade) {
        let mut ledger = SalesLedger::of_sales(&trade.sales);
        let mut by_time: Vec<_> = trade.cancellations.iter().collect();
        by_time.sort_by_key(|cancellation| cancellation.time);
        let mut taken_back: BTreeMap<(DateTime, SmolStr, usize), BTreeMap<usize, u64>> = BTreeMap::new();
        for cancellation in by_time {
            match ledger.take(cancellation) {
                Ok(parts) => {
                    for Taken { sale, line, units } in parts {
                        let key = (cancellation.time, cancellation.line.invoice.clone(), sale);
                        *taken_back.entry(key).or_default().entry(line).or_default() += units;
                    }
                }
                Err(exception) => self.exceptions.push(exception),
            }
        }
        self.steps.extend(taken_back.into_iter().map(|((time, invoice, sale), units_by_line)| Step {
            time,
            action: Action::TakeBack(TakeBack { invoice, sale, units_by_line }),
        }));
    }
}

impl Action {
    fn rank(&self) -> u8 {
        match self {
            Action::Supply(_) => 0,
            Action::Correct(_) => 1,
            Action::Sell(_) => 2,
            Action::TakeBack(_) => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::trading_day::exception::Reason;
    use crate::trading_day::retail_file::read_bundled_day;

    #[test]
    fn the_bundled_day_is_planned_whole_and_in_order() {
        let trade = Trade::of_lines(read_bundled_day(None).unwrap());
        let plan = Plan::of_trade(&trade);
        assert!(plan.steps.is_sorted_by_key(|step| (step.time, step.action.rank())));
        let sold = plan.steps.iter().filter(|step| matches!(step.action, Action::Sell(_))).count();
        assert_eq!(sold, trade.sales.len());
        let taken: Vec<(&str, u64)> = plan
            .steps
            .iter()
            .filter_map(|step| match &step.action {
                Action::TakeBack(back) => Some((back.invoice.as_str(), back.units_by_line.values().sum())),
                _ => None,
            })
            .collect();
        // Of 48 lines five are matched, two of them (6 and 12 units) of one invoice with the same sale.
        assert_eq!(taken, [("C537314", 4), ("C537379", 10), ("C537408", 18), ("C537413", 72)]);
        assert_eq!(plan.exceptions.len(), 43, "each cancelling line is matched or named");
        let nameless = plan.exceptions.iter().filter(|case| case.reason == Reason::CancellationWithoutCustomer).count();
        assert_eq!(nameless, 20);
    }

    #[test]
    fn a_sale_is_taken_back_after_it_was_made() {
        let trade = Trade::of_lines(read_bundled_day(None).unwrap());
        let plan = Plan::of_trade(&trade);
        let mut sold = vec![false; trade.sales.len()];
        for step in &plan.steps {
            match &step.action {
                Action::Sell(position) => *sold.get_mut(*position).unwrap() = true,
                Action::TakeBack(take_back) => assert!(sold.get(take_back.sale).unwrap()),
                Action::Supply(_) | Action::Correct(_) => {}
            }
        }
    }
}
