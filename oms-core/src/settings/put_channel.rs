//! Add a channel, or change one.

use serde::{Deserialize, Serialize};

use super::Channel;
use super::put_location::{CONFIGURED_MAX, NAME_MAX};
use crate::batch::{ReadSet, Workspace};
use crate::calendar;
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::{QUANTITY_MAX, Rejection};

/// Adds a channel, or changes the one of that id. Orders that have been captured stay as they are.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutChannel {
    /// The channel as it is to be.
    pub channel: Channel,
}

pub(crate) fn reads(_: &PutChannel, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutChannel, work: &mut Workspace) -> Result<(), Rejection> {
    let channel = &command.channel;
    check_text("channel.name", &channel.name, NAME_MAX)?;
    check_list("channel.currencies", &channel.currencies, CONFIGURED_MAX)?;
    check_list("channel.locations", &channel.locations, CONFIGURED_MAX)?;
    for location in &channel.locations {
        work.settings().location(location)?;
    }
    if !channel.time_zone.is_empty() {
        calendar::zone(&channel.time_zone)?;
    }
    if let Some(publishing) = &channel.publishing {
        let limits = [("buffer", Some(publishing.buffer)), ("most", publishing.most)];
        if let Some((field, _)) = limits.into_iter().find(|(_, limit)| limit.is_some_and(|limit| limit.units() > QUANTITY_MAX)) {
            return Err(Rejection::field(format!("channel.publishing.{field}"), format!("name 0 to {QUANTITY_MAX} units")));
        }
    }
    if work.settings().channels.len() >= CONFIGURED_MAX && work.settings().channel(&channel.id).is_err() {
        return Err(Rejection::field("channel", format!("there are {CONFIGURED_MAX} channels, and no more can be configured")));
    }
    work.change_settings(|settings| match settings.channels.binary_search_by(|known| known.id.cmp(&channel.id)) {
        Ok(place) => {
            if let Some(known) = settings.channels.get_mut(place) {
                known.clone_from(channel);
            }
        }
        Err(place) => settings.channels.insert(place, channel.clone()),
    });
    work.emit(Event::ChannelPut { channel: channel.id.clone() });
    Ok(())
}
