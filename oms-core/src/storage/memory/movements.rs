//! What moved, found in the log.

use std::sync::Arc;

use super::MemoryStorage;
use crate::batch::{LogEntry, MovedQuery};
use crate::inventory::Movement;
use crate::query::{MovementRow, Page};
use crate::{LocationId, Sku};

impl MemoryStorage {
    /// Notes which entries moved which SKUs, up to the end of the log. Commits do not: few programs ever ask.
    pub(super) fn find_moved(&mut self) {
        for (place, entry) in self.log.iter().enumerate().skip(self.moved_through) {
            for movement in &entry.movements {
                match self.moved.get_mut(&movement.sku) {
                    Some(places) if places.last() == Some(&place) => {}
                    Some(places) => places.push(place),
                    None => {
                        self.moved.insert(movement.sku.clone(), vec![place]);
                    }
                }
            }
        }
        self.moved_through = self.log.len();
    }

    pub(super) fn moved(&self, query: &MovedQuery) -> Vec<MovementRow> {
        let places = self.moved.get(&query.sku).map_or(&[][..], Vec::as_slice);
        let entries = places.iter().rev().filter_map(|place| self.log.get(*place).map(|entry| (place, entry)));
        let is_there = |movement: &&Movement| movement.sku == query.sku && movement.location == query.location;
        let moving = entries.filter(|(_, entry)| entry.movements.iter().any(|movement| is_there(&movement)));
        let later = moving.take(usize::try_from(query.limit).unwrap_or(usize::MAX)).filter(|(_, entry)| entry.envelope.at > query.after);
        later
            .flat_map(|(place, entry)| {
                let number = u64::try_from(*place).unwrap_or(u64::MAX).saturating_add(1);
                entry.movements.iter().filter(is_there).map(move |movement| MovementRow::of(number, entry, movement))
            })
            .collect()
    }

    pub(super) fn movements(&self, sku: &Sku, location: Option<&LocationId>, before: Option<u64>, limit: usize) -> Page {
        let numbered: Vec<(u64, &Arc<LogEntry>)> = (1_u64..).zip(&self.log).collect();
        let mut movements = Vec::new();
        let mut next = None;
        let mut entries = 0;
        for (number, entry) in numbered.into_iter().rev().filter(|(number, _)| before.is_none_or(|before| *number < before)) {
            let of_sku =
                entry.movements.iter().filter(|movement| &movement.sku == sku && location.is_none_or(|at| &movement.location == at));
            let rows: Vec<MovementRow> = of_sku.map(|movement| MovementRow::of(number, entry, movement)).collect();
            if rows.is_empty() {
                continue;
            }
            movements.extend(rows);
            entries += 1;
            if entries == limit {
                next = Some(number);
                break;
            }
        }
        Page::Movements { movements, next }
    }
}
