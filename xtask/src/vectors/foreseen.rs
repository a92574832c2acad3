//! Every batch of a vector is previewed before it is sent: what was shown must be what then comes of it.

use std::sync::Arc;

use oms_core::inventory::Buckets;
use oms_core::order::Order;
use oms_core::preview::{OrderPicture, Preview, StockPreview};
use oms_core::reservation::Reservation;
use oms_core::{Envelope, LotNumber, Outcome};
use serde::Serialize;

use super::order_view::json_of;
use super::player::Player;
use super::probe;

/// A preview, beside what lists and look-ups said of the same records at that time.
pub(super) struct Foreseen {
    preview: Preview,
    orders: Vec<Option<Arc<Order>>>,
    stock: Vec<Buckets>,
    reservations: Vec<Option<Arc<Reservation>>>,
}

impl Foreseen {
    /// Asks what commands would do.
    pub(super) fn by(engine: &mut dyn Player, envelopes: &[Arc<Envelope>]) -> Result<Foreseen, String> {
        let preview = engine.preview(envelopes)?;
        let (orders, stock, reservations) = looked_up(engine, &preview)?;
        Ok(Foreseen { preview, orders, stock, reservations })
    }

    /// What is otherwise than it was shown, once the commands have been sent. That a preview writes nothing is seen from the digest
    /// of the state, which is compared with that of the same commands sent without previews.
    pub(super) fn differences_to(self, engine: &mut dyn Player, outcomes: &[Outcome], place: &str) -> Result<Vec<String>, String> {
        let mut told = Told { place, differences: Vec::new() };
        let shown: Vec<&Outcome> = self.preview.commands.iter().map(|command| &command.outcome).collect();
        told.compare("outcomes", &shown, &outcomes.iter().collect())?;
        let (orders, stock, reservations) = looked_up(engine, &self.preview)?;
        for ((order, before), after) in self.preview.orders.iter().zip(self.orders).zip(orders) {
            told.compare("an order before", &order.before, &before.map(OrderPicture::of))?;
            told.compare("an order after", &Some(order.after.clone()), &after.map(OrderPicture::of))?;
        }
        for ((level, before), after) in self.preview.stock.iter().zip(self.stock).zip(stock) {
            told.compare("stock before", &level.before, &before)?;
            told.compare("stock after", &level.after, &after)?;
        }
        for ((reservation, before), after) in self.preview.reservations.iter().zip(self.reservations).zip(reservations) {
            told.compare("a reservation before", &reservation.before, &before)?;
            told.compare("a reservation after", &reservation.after, &after)?;
        }
        Ok(told.differences)
    }
}

type Records = (Vec<Option<Arc<Order>>>, Vec<Buckets>, Vec<Option<Arc<Reservation>>>);

/// The records that a preview shows, as they are.
fn looked_up(engine: &mut dyn Player, preview: &Preview) -> Result<Records, String> {
    let orders = preview.orders.iter().map(|order| engine.order(&order.id)).collect::<Result<_, _>>()?;
    let mut stock_of = |level: &StockPreview| {
        probe::stock_of(engine, level.sku.as_str(), level.location.as_str(), level.lot.as_ref().map(LotNumber::as_str))
    };
    let stock = preview.stock.iter().map(&mut stock_of);
    let stock = stock.collect::<Result<_, _>>()?;
    let reservations = preview.reservations.iter().map(|reservation| probe::reservation_of(engine, reservation.id.as_str()));
    Ok((orders, stock, reservations.collect::<Result<_, _>>()?))
}

struct Told<'place> {
    place: &'place str,
    differences: Vec<String>,
}

impl Told<'_> {
    fn compare<T: PartialEq + Serialize>(&mut self, what: &str, shown: &T, actual: &T) -> Result<(), String> {
        if shown != actual {
            let (shown, actual) = (json_of(shown)?, json_of(actual)?);
            self.differences.push(format!("{}: the preview shows {what} as {shown}, it is {actual}", self.place));
        }
        Ok(())
    }
}
