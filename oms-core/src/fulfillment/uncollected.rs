//! Goods that nobody collects in time go back to the store's stock, and the money to the customer.

use crate::batch::Workspace;
use crate::event::Event;
use crate::order::{Order, Portion, Stage, cancel_order};
use crate::payment;
use crate::{LineId, Quantity, Rejection, Timestamp};

/// Units of a fulfillment order that wait to be collected.
pub(super) fn is_waiting(portion: &Portion, fulfillment: u32) -> bool {
    matches!(portion.stage, Stage::Picked | Stage::Packed) && portion.fulfillment == Some(fulfillment)
}

impl Order {
    /// The fulfillment orders of which units wait to be collected, with the end of their time.
    fn uncollected(&self) -> impl Iterator<Item = (u32, Timestamp)> {
        let numbered = (1..).zip(&self.fulfillments);
        let waiting = numbered.filter_map(|(number, fulfillment)| {
            let until = fulfillment.collection.as_ref().filter(|collection| collection.is_waiting())?.until?;
            Some((number, until))
        });
        waiting.filter(|(number, _)| {
            let portions = self.lines.iter().flat_map(|line| line.units.portions());
            portions.into_iter().any(|portion| is_waiting(portion, *number))
        })
    }

    /// When goods go back that nobody has collected by then.
    pub(crate) fn next_uncollected(&self) -> Option<Timestamp> {
        self.uncollected().map(|(_, until)| until).min()
    }
}

/// Cancels what has not been collected in time, as `cancel_order` would: picked units go to quality control until somebody has put them
/// away.
pub(crate) fn take_back(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let now = work.now();
    let due: Vec<(u32, Timestamp)> = order.uncollected().filter(|(_, until)| *until <= now).collect();
    for (fulfillment, expired_at) in due.iter().copied() {
        work.emit(Event::PickupExpired { order: order.id.clone(), fulfillment, expired_at });
        let of_line = |line: &crate::order::Line| (line.id.clone(), line.units.sum(|portion| is_waiting(portion, fulfillment)));
        let waiting: Vec<(LineId, Quantity)> = order.lines.iter().map(of_line).filter(|(_, units)| !units.is_zero()).collect();
        for (line, units) in waiting {
            cancel_order::cancel_where(work, order, &line, units, |portion| is_waiting(portion, fulfillment))?;
        }
    }
    if !due.is_empty() {
        cancel_order::close(work, order);
        payment::settle_cancellation(work, order)?;
    }
    Ok(())
}
