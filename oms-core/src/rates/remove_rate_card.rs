//! Remove a rate card.

use serde::{Deserialize, Serialize};

use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{RateCardId, Rejection};

/// Removes a rate card: its service is not offered any more. What has been quoted and routed stays as it was.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveRateCard {
    /// The card.
    pub card: RateCardId,
}

pub(crate) fn reads(_: &RemoveRateCard, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RemoveRateCard, work: &mut Workspace) -> Result<(), Rejection> {
    work.settings().rate_card(&command.card)?;
    work.change_settings(|settings| settings.rate_cards.retain(|card| card.id != command.card));
    work.emit(Event::RateCardRemoved { card: command.card.clone() });
    Ok(())
}
