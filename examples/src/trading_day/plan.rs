//! Everything that the file and the stock rule decide beforehand, in order of time.
//!
//! What follows from an order inside the warehouses (accept, pick, pack, ship, deliver) is not here: it depends on how the library
//! routes. The plan knows nothing of batches, so that any batch size replays the same day.

use jiff::civil::DateTime;

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

/// Units of one line of a sale that a cancelling invoice takes back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TakeBack {
    /// The cancelling invoice, such as `C537373`.
    pub invoice: smol_str::SmolStr,
    /// Line of the file and part of it, which together make the command id unique.
    pub line: u64,
    /// Which units.
    pub taken: Taken,
}

impl Plan {
    /// Plans what a trade says.
    pub fn of_trade(trade: &Trade) -> Plan {
        let mut plan = Plan::default();
        let supplies = supplies(&trade.sales, &trade.corrections);
        plan.steps.extend(supplies.into_iter().map(|supply| Step {
            time: supply.time,
            action: Action::Supply(supply),
        }));
        plan.steps
            .extend(trade.corrections.iter().cloned().map(|correction| Step {
                time: correction.time,
                action: Action::Correct(correction),
            }));
        let sells = |(position, sale): (usize, &Sale)| Step {
            time: sale.time,
            action: Action::Sell(position),
        };
        plan.steps.extend(trade.sales.iter().enumerate().map(sells));
        plan.take_back(trade);
        // The sort is stable: within a minute and an action, the order of the file remains.
        plan.steps
            .sort_by_key(|step| (step.time, step.action.rank()));
        plan
    }

    fn take_back(&mut self, trade: &Trade) {
        let mut ledger = SalesLedger::of_sales(&trade.sales);
        let mut by_time: Vec<_> = trade.cancellations.iter().collect();
        by_time.sort_by_key(|cancellation| cancellation.time);
        for cancellation in by_time {
            match ledger.take(cancellation) {
                Ok(taken) => self.steps.extend(taken.into_iter().map(|taken| Step {
                    time: cancellation.time,
                    action: Action::TakeBack(TakeBack {
                        invoice: cancellation.line.invoice.clone(),
                        line: cancellation.line.number,
                        taken,
                    }),
                })),
                Err(exception) => self.exceptions.push(exception),
            }
        }
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
        assert!(
            plan.steps
                .is_sorted_by_key(|step| (step.time, step.action.rank()))
        );
        let sold = plan
            .steps
            .iter()
            .filter(|step| matches!(step.action, Action::Sell(_)))
            .count();
        assert_eq!(sold, trade.sales.len());
        let taken = plan
            .steps
            .iter()
            .filter(|step| matches!(step.action, Action::TakeBack(_)))
            .count();
        assert_eq!(
            (taken, plan.exceptions.len()),
            (5, 43),
            "each cancelling line is matched or named"
        );
        let nameless = plan
            .exceptions
            .iter()
            .filter(|case| case.reason == Reason::CancellationWithoutCustomer)
            .count();
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
                Action::TakeBack(take_back) => assert!(sold.get(take_back.taken.sale).unwrap()),
                Action::Supply(_) | Action::Correct(_) => {}
            }
        }
    }
}
