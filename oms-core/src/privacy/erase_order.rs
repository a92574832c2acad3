//! Erase what is personal of one order: of a guest, say.

use serde::{Deserialize, Serialize};

use super::{Alias, Erasing};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{OrderId, Rejection, SortedSet};

/// Erases what is personal of an order: names, street lines, telephone, e-mail and free texts, in its record and in every entry of the log
/// that told them.
///
/// What figures and decisions rest on stays, so that totals, stock, ledger and audit are what they were, and the history can be played
/// again: country, province, city, postal code and the place on the map, which `with_place` takes as well. The customer's id stays:
/// `erase_customer` puts another in its place. An order that goes on needs its address and is refused with `order_goes_on`.
///
/// An order may be erased again, when later commands have told more of it. Storages overwrite what was there as far as they can; what is
/// left in files until they are purged is told in `docs/privacy.md`.
///
/// # Examples
/// ```
/// use oms_core::privacy::EraseOrder;
///
/// let command = EraseOrder { order: "1001".parse()?, with_place: false };
/// # let _ = oms_core::Command::from(command);
/// # Ok::<(), oms_core::IdError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EraseOrder {
    /// The order.
    pub order: OrderId,
    /// Whether city, postal code and the cell of the map go, and coordinates to the nearest tenth of a degree. What is played again over
    /// it may then be decided otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_place: bool,
}

pub(crate) fn reads(_: &EraseOrder, _: &mut ReadSet) {}

pub(crate) fn execute(command: &EraseOrder, work: &mut Workspace) -> Result<(), Rejection> {
    if work.order(&command.order)?.is_going_on() {
        return Err(Rejection::OrderGoesOn { order: command.order.clone() });
    }
    erase(work, &command.order, Erasing { whole: true, with_place: command.with_place, ..Erasing::default() })
}

/// Erases of an order and of the entries about it what is told to. It counts as a change of the order, even where nothing is left to erase:
/// a history that was erased is played again as it was.
pub(super) fn erase(work: &mut Workspace, id: &OrderId, mut erasing: Erasing) -> Result<(), Rejection> {
    let mut order = work.order_to_change(id)?;
    let entries: Vec<_> = order.personal_in.iter().filter_map(|command| work.entry(command).cloned()).collect();
    if erasing.whole {
        let mut texts = SortedSet::new();
        entries.iter().for_each(|entry| entry.envelope.command.collect_texts(&mut texts));
        erasing.texts = texts;
    }
    for entry in &entries {
        let is_change = entry.receipt.events.iter().any(|event| matches!(event, Event::AddressChanged { .. }));
        erasing.address_changes += u32::from(is_change && erasing.whole);
        if let Some(rewritten) = erasing.entry(entry) {
            work.rewrite(rewritten);
        }
    }
    order.erase(&erasing);
    if erasing.whole {
        order.erased_at = Some(work.now());
        work.emit(Event::OrderErased { order: id.clone(), with_place: erasing.with_place });
    }
    work.put_order(order);
    Ok(())
}

/// By what the id of a customer decides elsewhere, as far as an order tells: it was held since the customer is under review.
pub(super) fn is_reviewed(work: &Workspace, order: &OrderId, alias: &Alias) -> bool {
    let Ok(order) = work.order(order) else { return false };
    let named = format!("customer `{}` ", alias.customer);
    let names = |event: &Event| matches!(event, Event::HoldPlaced { reason, .. } if reason.starts_with(&named));
    order.personal_in.iter().filter_map(|command| work.entry(command)).any(|entry| entry.receipt.events.iter().any(names))
}
