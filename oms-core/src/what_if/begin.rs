//! The instant at which the two copies part: other stock, and the changes.

use std::convert::Infallible;

use smol_str::SmolStr;

use super::world::{World, of_trial};
use super::{WhatIfError, WhatIfRequest, WhatIfStock};
use crate::batch::Outcome;
use crate::command::Command;
use crate::inventory::{AdjustStock, Bucket, ShortageChoice};
use crate::query::{PAGE_MAX, Page, Query};
use crate::serial::SerialTracking;
use crate::{MemoryStorage, QUANTITY_MAX, Storage, Timestamp};

/// The most commands that are played at a time.
pub(super) const AT_A_TIME: usize = 1_000;

/// The copy that has the changes, from the one as recorded.
pub(super) fn begin(recorded: &mut World, request: &WhatIfRequest, at: Timestamp) -> Result<World, WhatIfError> {
    let mut variant = recorded.copied();
    let other_stock = request.stock.as_ref().map_or_else(Vec::new, |stock| adjustments(stock, variant.storage()));
    for (batch, commands) in other_stock.chunks(AT_A_TIME).enumerate() {
        let named = commands.iter().enumerate();
        let given = named.map(|(place, command)| of_trial(format_args!("stock:{batch}:{place}"), at, command.clone())).collect();
        if let Some((_, rejection)) = first_refused(variant.play(given)?) {
            return Err(WhatIfError::StockRefused { at, rejection });
        }
    }
    let changes = request.changes.iter().enumerate();
    let changes = changes.map(|(place, command)| of_trial(format_args!("change:{place}"), at, command.clone())).collect();
    match first_refused(variant.play(changes)?) {
        Some((place, rejection)) => Err(WhatIfError::ChangeRefused { place, at, rejection }),
        None => Ok(variant),
    }
}

fn first_refused(outcomes: Vec<Outcome>) -> Option<(usize, Box<crate::Rejection>)> {
    outcomes.into_iter().enumerate().find_map(|(place, outcome)| match outcome {
        Outcome::Refused { rejection } => Some((place, rejection)),
        _ => None,
    })
}

/// What makes so many percent of what is available, by SKU, location and lot.
fn adjustments(stock: &WhatIfStock, storage: &mut MemoryStorage) -> Vec<Command> {
    let (mut commands, mut after) = (Vec::new(), None);
    loop {
        let page: Result<Page, Infallible> = storage.scan(&Query::Stock { after: after.take(), limit: PAGE_MAX });
        let Ok(Page::Stock { skus }) = page else { return commands };
        let Some(last) = skus.last() else { return commands };
        after = Some(last.sku.clone());
        for levels in &skus {
            let is_numbered = storage.item(&levels.sku).is_some_and(|item| item.tracks_serials == SerialTracking::Receipt);
            for level in levels.levels.iter().filter(|_| !is_numbered) {
                let available = level.buckets.available;
                let target = i128::from(available) * i128::from(stock.percent) / 100;
                let target = i64::try_from(target).unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX);
                let is_there = stock.location.as_ref().is_none_or(|location| location == &level.location);
                if is_there && available > 0 && target != available {
                    commands.push(Command::AdjustStock(AdjustStock {
                        sku: levels.sku.clone(),
                        location: level.location.clone(),
                        lot: level.lot.clone(),
                        change: target - available,
                        bucket: Bucket::Available,
                        serials: Vec::new(),
                        shortage: ShortageChoice::Keep,
                        reason: SmolStr::new_static("other stock in a what-if"),
                    }));
                }
            }
        }
    }
}
