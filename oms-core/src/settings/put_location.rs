//! Add a location, or change one.

use serde::{Deserialize, Serialize};

use super::{DailyCapacity, Location};
use crate::batch::{ReadSet, Workspace};
use crate::calendar::zone;
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::rates::check_handling;
use crate::{QUANTITY_MAX, Rejection};

/// The most locations and channels a merchant may configure.
pub(crate) const CONFIGURED_MAX: usize = 10_000;

/// The most groups, and the most capabilities, of a location.
const TAGS_MAX: usize = 64;

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
    if location.refusal_per_mille > 1_000 {
        return Err(Rejection::field("location.refusal_per_mille", "name 0 to 1000 of a thousand"));
    }
    check_handling("location.handling_costs", &location.handling_costs)?;
    if let Some(capacity) = &location.daily_capacity {
        check_capacity(location, capacity)?;
    }
    check_list("location.groups", &location.groups, TAGS_MAX)?;
    check_list("location.capabilities", &location.capabilities, TAGS_MAX)?;
    if let Some(dispatch) = &location.dispatch {
        dispatch.check("location.dispatch")?;
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

/// The longest id of a location with a capacity, in bytes: what it has taken on is counted under a name that holds the id and the day.
const ID_MAX: usize = 100;

fn check_capacity(location: &Location, capacity: &DailyCapacity) -> Result<(), Rejection> {
    let DailyCapacity { orders, units, grams, time_zone } = capacity;
    let field = "location.daily_capacity";
    if orders.is_none() && units.is_none() && grams.is_none() {
        return Err(Rejection::field(field, "name `orders`, `units` or `grams`, or leave it out"));
    }
    let limit = QUANTITY_MAX.unsigned_abs();
    if units.is_some_and(|units| units.units() > QUANTITY_MAX) || grams.is_some_and(|grams| grams > limit.saturating_mul(1_000)) {
        return Err(Rejection::field(field, format!("name at most {QUANTITY_MAX} units or kilograms")));
    }
    if location.id.as_str().len() > ID_MAX {
        return Err(Rejection::field("location.id", format!("with a daily capacity it has at most {ID_MAX} bytes")));
    }
    if time_zone.is_empty() { Ok(()) } else { zone(time_zone).map(drop) }
}
