//! Correct the days of a lot that were noted wrongly.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::recall_lot::rely_on_all_of;
use super::{Lot, LotBar, Need, naming};
use crate::batch::{ReadSet, SkuIndex, Workspace};
use crate::calendar::Day;
use crate::document::{DocumentBody, DocumentKind, Subject};
use crate::event::Event;
use crate::inventory::check_reason;
use crate::{LotNumber, OrderId, Rejection, ReservationId, Sku};

/// Corrects the days of a lot: both are set, and one that is left out is none.
///
/// Units that are promised were chosen by the old days. Where the new ones would not do for an order or a cart that holds some, the command
/// is refused with `lot_promised` and names it: cancel, change or release it first, or recall the lot.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EditLot {
    /// What it is a lot of.
    pub sku: Sku,
    /// Its number.
    pub lot: LotNumber,
    /// The day on which it expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    /// The day up to which it is at its best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_before: Option<Day>,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &EditLot, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, Some(&command.lot));
    if let Ok(id) = super::document_id(&command.sku, &command.lot) {
        wanted.subject(Subject::Lot(id));
    }
}

pub(crate) fn execute(command: &EditLot, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let sku = work.stocked_item(&command.sku)?;
    let unknown = || Rejection::UnknownLot { sku: command.sku.clone(), lot: command.lot.clone() };
    let index = naming::known(work, sku, Some(&command.lot))?.ok_or_else(unknown)?;
    let before = work.lot(sku, index).cloned().ok_or_else(unknown)?;
    let EditLot { expires_on, best_before, .. } = *command;
    let after = Lot { expires_on, best_before, ..before.clone() };
    let id = super::document_id(&command.sku, &command.lot)?;
    for key in work.keys_about(&Subject::Lot(id.clone())) {
        let (order, reservation, need) = match key.kind {
            DocumentKind::Order => {
                let id = OrderId::from(&key.id);
                let need = work.order(&id)?.need(work, sku);
                (Some(id), None, need)
            }
            DocumentKind::Reservation => {
                let id = ReservationId::from(&key.id);
                let need = need_of_cart(work, sku, &id);
                (None, Some(id), need)
            }
            _ => continue,
        };
        if let Some(bar) = need.and_then(|need| newly_barred(&need, &before, &after)) {
            let (sku, lot) = (command.sku.clone(), command.lot.clone());
            return Err(Rejection::LotPromised { sku, lot, order, reservation, bar });
        }
    }
    work.put_document(id, DocumentBody::Lot(after));
    // Whoever has decided on the days as they were decides anew, and whoever was promised units meanwhile is looked at.
    work.step_epoch();
    rely_on_all_of(work, sku, index);
    let EditLot { sku, lot, reason, .. } = command.clone();
    work.emit(Event::LotEdited { sku, lot, expires_on, best_before, reason });
    Ok(())
}

/// What a cart asks of the lots it holds: that of a sale through its channel now.
fn need_of_cart(work: &Workspace, sku: SkuIndex, id: &ReservationId) -> Option<Need> {
    let reservation = work.reservation(id).ok()?;
    let settings = work.shared_settings();
    let channel = settings.channel(&reservation.channel).ok()?;
    Need::of(work, sku, channel, "", work.now(), 0)
}

/// What keeps the lot from a buyer with its new days, and did not with the old ones.
fn newly_barred(need: &Need, before: &Lot, after: &Lot) -> Option<LotBar> {
    need.bar(after).filter(|_| need.bar(before).is_none())
}
