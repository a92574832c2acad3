//! Add a location, or change one.

use serde::{Deserialize, Serialize};

use super::Location;
use crate::Rejection;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};

/// The most locations and channels a merchant may configure.
pub(crate) const CONFIGURED_MAX: usize = 10_000;

/// The longest name of a location or channel, in bytes.
pub(crate) const NAME_MAX: usize = 512;

/// Adds a location, or changes the one of that id. What has been routed stays where it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutLocation {
    /// The location as it is to be.
    pub location: Location,
}

pub(crate) fn reads(_: &PutLocation, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutLocation, work: &mut Workspace) -> Result<(), Rejection> {
    let location = &command.location;
    check_text("location.name", &location.name, NAME_MAX)?;
    check_list("location.serves", &location.serves, CONFIGURED_MAX)?;
    if location.coordinates.is_some_and(|point| !point.is_valid()) {
        return Err(Rejection::field("location.coordinates", "latitude is -90 to 90 and longitude -180 to 180 degrees"));
    }
    if work.settings().locations.len() >= CONFIGURED_MAX && work.settings().location(&location.id).is_err() {
        return Err(Rejection::field("location", format!("there are {CONFIGURED_MAX} locations, and no more can be configured")));
    }
    work.change_settings(|settings| match settings.locations.binary_search_by(|known| known.id.cmp(&location.id)) {
        Ok(place) => {
            if let Some(known) = settings.locations.get_mut(place) {
                known.clone_from(location);
            }
        }
        Err(place) => settings.locations.insert(place, location.clone()),
    });
    work.emit(Event::LocationPut { location: location.id.clone() });
    Ok(())
}
