//! Commands of the period that one copy refused and the other did not.

use super::{WhatIfRefusals, WhatIfWorld};
use crate::OrderId;
use crate::SortedMap;
use crate::command::{Command, Envelope};

/// The most orders that are named for each code.
const EXAMPLES_MAX: usize = 5;

/// Counts refusals.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    in_one: SortedMap<(WhatIfWorld, &'static str), (u64, Vec<OrderId>)>,
    pub(super) in_both: u64,
}

impl Refusals {
    /// Takes what came of a command in both copies: the code of the refusal, if it was one.
    pub(super) fn count(&mut self, envelope: &Envelope, recorded: Option<&'static str>, variant: Option<&'static str>) {
        let (world, code) = match (recorded, variant) {
            (None, None) => return,
            (Some(_), Some(_)) => {
                self.in_both += 1;
                return;
            }
            (Some(code), None) => (WhatIfWorld::Recorded, code),
            (None, Some(code)) => (WhatIfWorld::Variant, code),
        };
        let (commands, orders) = self.in_one.entry((world, code)).or_default();
        *commands += 1;
        if let Some(order) = order_of(&envelope.command).filter(|order| orders.len() < EXAMPLES_MAX && !orders.contains(order)) {
            orders.push(order.clone());
        }
    }

    /// All of them, by copy and code.
    pub(super) fn finish(self) -> Vec<WhatIfRefusals> {
        let row = |((refused_by, code), (commands, orders)): ((WhatIfWorld, &'static str), (u64, Vec<OrderId>))| WhatIfRefusals {
            refused_by,
            code: code.into(),
            commands,
            orders,
        };
        self.in_one.into_iter().map(row).collect()
    }
}

/// The order that a command makes or is about.
pub(super) fn order_of(command: &Command) -> Option<&OrderId> {
    match command {
        Command::CaptureOrder(capture) => Some(&capture.order),
        other => other.order(),
    }
}
