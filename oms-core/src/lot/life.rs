//! How long a unit has to last, and whether a lot does.

use super::{Lot, LotBar};
use crate::batch::{SkuIndex, Workspace};
use crate::calendar::{Calendar, Day};
use crate::order::Order;
use crate::settings::Channel;
use crate::{Sku, Timestamp};

/// What a buyer asks of the lots of a SKU.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    /// The day of delivery.
    delivered_on: Day,
    /// Days that a unit must have left on it.
    days: u16,
}

impl Need {
    /// What a sale through a channel asks of units that are delivered at an instant. `days` are those that the buyer asks for; what item
    /// and channel ask for counts as well, and the longest holds.
    pub(crate) fn of(work: &Workspace, sku: SkuIndex, channel: &Channel, time_zone: &str, at: Timestamp, days: u16) -> Option<Need> {
        let policy = work.item(sku)?.lots?;
        let days = days.max(policy.minimum_life_days).max(channel.minimum_life_days);
        let zone = if time_zone.is_empty() { channel.time_zone.as_str() } else { time_zone };
        Some(Need { delivered_on: Calendar::of(zone).day(at), days })
    }

    /// What the item alone asks of units that are delivered now, by the calendar of UTC.
    pub(crate) fn of_item(work: &Workspace, sku: SkuIndex) -> Option<Need> {
        let policy = work.item(sku)?.lots?;
        Some(Need { delivered_on: Calendar::of("").day(work.now()), days: policy.minimum_life_days })
    }

    /// What keeps a lot from a buyer.
    ///
    /// On the day on which it ends a lot is not sold any more: a unit has at least one day left when it is delivered.
    pub(crate) fn bar(&self, lot: &Lot) -> Option<LotBar> {
        if lot.recalled.is_some() {
            return Some(LotBar::Recalled);
        }
        let ends = lot.ends_on()?;
        if ends <= self.delivered_on {
            Some(LotBar::Expired)
        } else if ends < self.delivered_on.later(self.days) {
            Some(LotBar::ShortLife)
        } else {
            None
        }
    }
}

impl Order {
    /// The most days that lines of a SKU ask for. Units of one SKU are promised together, so what one line asks for holds for all.
    pub(crate) fn minimum_life_days(&self, sku: &Sku) -> u16 {
        self.lines.iter().filter(|line| &line.sku == sku).map(|line| line.minimum_life_days).max().unwrap_or(0)
    }

    /// What it asks of the lots of a SKU, if that is kept by lot: on the day for which it is promised, at the earliest now.
    pub(crate) fn need(&self, work: &Workspace, sku: SkuIndex) -> Option<Need> {
        work.item(sku)?.lots?;
        let settings = work.shared_settings();
        let channel = settings.channel(&self.channel).ok()?;
        let delivered_at = self.promised_at.unwrap_or_default().max(work.now());
        Need::of(work, sku, channel, &self.time_zone, delivered_at, self.minimum_life_days(work.slot(sku).sku()))
    }
}
