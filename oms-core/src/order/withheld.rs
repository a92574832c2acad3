//! Units that are kept back: stock is promised to them, and no work is given out until what they wait for has happened.

use serde::{Deserialize, Serialize};

use super::{Line, Order, Portion, Stage, release_hold};
use crate::batch::Workspace;
use crate::event::Event;
use crate::inventory::Place;
use crate::routing::promise;
use crate::{Quantity, Rejection, ReturnId, Timestamp};

/// Units of a line that are kept back, while the rest of the order goes on.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// How many units.
    pub quantity: Quantity,
    /// Whether they wait until what the order costs since it was edited is authorized or captured.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_payment: bool,
    /// The return whose goods they are given in exchange for, if they wait until those have come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_return: Option<ReturnId>,
    /// When the stock that is reserved for them goes back on sale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Line {
    /// How many of the units that no work has been given out for may be given out.
    pub(crate) fn releasable(&self) -> Quantity {
        let waiting = self.units.sum(|portion| portion.stage <= Stage::Reserved);
        self.withheld.as_ref().map_or(waiting, |withheld| waiting.less(withheld.quantity))
    }

    /// Keeps `quantity` more units back for their payment.
    pub(super) fn withhold_for_payment(&mut self, quantity: Quantity) {
        let withheld = self.withheld.get_or_insert_default();
        withheld.quantity = withheld.quantity.plus(quantity);
        withheld.for_payment = true;
    }

    /// Keeps all units of a replacement back until those it is given in exchange for have come back.
    pub(crate) fn withhold_for_return(&mut self, id: &ReturnId, until: Option<Timestamp>) {
        let withheld = self.withheld.get_or_insert_default();
        withheld.quantity = self.quantity;
        withheld.for_return = Some(id.clone());
        withheld.until = until;
    }

    /// After units were canceled: no more can be kept back than still wait.
    pub(super) fn limit_withheld(&mut self) {
        let waiting = self.units.sum(|portion| portion.stage <= Stage::Reserved);
        if let Some(withheld) = &mut self.withheld {
            withheld.quantity = withheld.quantity.min(waiting);
            if withheld.quantity.is_zero() {
                self.withheld = None;
            }
        }
    }
}

impl Order {
    /// Starts the time of units that are kept back for their payment and have stock reserved.
    pub(crate) fn limit_withheld(&mut self, until: Timestamp) {
        for line in &mut self.lines {
            let without_stock = line.units.sum(|portion| matches!(portion.stage, Stage::Open | Stage::Backordered));
            let has_stock = |withheld: &Withheld| withheld.for_payment && withheld.until.is_none() && withheld.quantity > without_stock;
            if let Some(withheld) = line.withheld.as_mut().filter(|withheld| has_stock(withheld)) {
                withheld.until = Some(until);
            }
        }
    }
}

/// What units wait for has happened, as `clear` says of each line that keeps some back: the order goes on with them.
pub(crate) fn happened(work: &mut Workspace, order: &mut Order, clear: impl Fn(&mut Withheld)) -> Result<(), Rejection> {
    let mut freed = false;
    for line in &mut order.lines {
        if let Some(withheld) = &mut line.withheld {
            clear(withheld);
            if !withheld.for_payment && withheld.for_return.is_none() {
                line.withheld = None;
                freed = true;
            }
        }
    }
    if freed { release_hold::go_on(work, order) } else { Ok(()) }
}

/// The stock of units whose time is over goes back on sale. They stay kept back, and get stock when what they wait for happens.
pub(super) fn expire(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let now = work.now();
    for place in 0..order.lines.len() {
        let Some(line) = order.lines.get_mut(place) else { break };
        let Some(withheld) = &mut line.withheld else { continue };
        let Some(expired_at) = withheld.until.filter(|until| *until <= now) else { continue };
        withheld.until = None;
        let (sku, quantity) = (line.sku.clone(), withheld.quantity);
        let reserved = |portion: &Portion| portion.stage == Stage::Reserved;
        let freed = line.units.move_where(quantity, reserved, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity));
        promise::give_back(work, order, &sku, &freed, Place::Available)?;
        work.emit(Event::OrderReservationExpired { order: order.id.clone(), expired_at });
    }
    Ok(())
}
