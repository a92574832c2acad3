//! Draw a zone, or draw it anew.

use serde::{Deserialize, Serialize};

use super::cell::Cell;
use super::{Zone, ZoneArea};
use crate::Rejection;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::settings::{CONFIGURED_MAX, NAME_MAX};

/// Adds a zone, or draws the one of that id anew. Slots that are booked stay booked.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutZone {
    /// The zone as it is to be.
    pub zone: Zone,
}

/// The longest beginning of a postal code, in bytes.
const POSTAL_PREFIX_MAX: usize = 32;

/// The most corners of a polygon.
const CORNERS_MAX: usize = 1_000;

pub(crate) fn reads(_: &PutZone, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutZone, work: &mut Workspace) -> Result<(), Rejection> {
    let zone = &command.zone;
    check_text("zone.name", &zone.name, NAME_MAX)?;
    check_area(&zone.area)?;
    if work.settings().zones.len() >= CONFIGURED_MAX && work.settings().zone(&zone.id).is_err() {
        return Err(Rejection::field("zone", format!("there are {CONFIGURED_MAX} zones, and no more can be configured")));
    }
    work.change_settings(|settings| match settings.zones.binary_search_by(|known| known.id.cmp(&zone.id)) {
        Ok(place) => {
            if let Some(known) = settings.zones.get_mut(place) {
                known.clone_from(zone);
            }
        }
        Err(place) => settings.zones.insert(place, zone.clone()),
    });
    work.emit(Event::ZonePut { zone: zone.id.clone() });
    Ok(())
}

fn check_area(area: &ZoneArea) -> Result<(), Rejection> {
    let off_the_map = |field: &str| Rejection::field(field, "latitude is -90 to 90 and longitude -180 to 180 degrees");
    match area {
        ZoneArea::Radius { center, .. } if !center.is_valid() => Err(off_the_map("zone.area.center")),
        ZoneArea::Radius { .. } => Ok(()),
        ZoneArea::Polygon { corners } => {
            check_list("zone.area.corners", corners, CORNERS_MAX)?;
            if corners.len() < 3 {
                return Err(Rejection::field("zone.area.corners", "name at least 3 corners"));
            }
            match corners.iter().position(|corner| !corner.is_valid()) {
                Some(place) => Err(off_the_map(&format!("zone.area.corners[{place}]"))),
                None => Ok(()),
            }
        }
        ZoneArea::PostalPrefixes { prefixes, .. } => {
            check_list("zone.area.prefixes", prefixes, CONFIGURED_MAX)?;
            prefixes
                .iter()
                .enumerate()
                .try_for_each(|(place, prefix)| check_text(&format!("zone.area.prefixes[{place}]"), prefix, POSTAL_PREFIX_MAX))
        }
        ZoneArea::Cells { cells } => {
            check_list("zone.area.cells", cells, CONFIGURED_MAX)?;
            match cells.iter().position(|cell| Cell::read(cell).is_none()) {
                Some(place) => {
                    let problem = "it is no cell of the H3 grid: write its index as 15 hexadecimal digits";
                    Err(Rejection::field(format!("zone.area.cells[{place}]"), problem))
                }
                None => Ok(()),
            }
        }
    }
}
