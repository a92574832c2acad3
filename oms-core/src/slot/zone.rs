use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::cell::Cell;
use crate::routing::Point;
use crate::tagged;
use crate::{Address, Coordinates, Country, ZoneId};

/// A part of the world that deliveries go to.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its id.
    pub id: ZoneId,
    /// What people call it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub name: SmolStr,
    /// What lies in it.
    pub area: ZoneArea,
}

tagged! {
by "type" of "ZoneArea", read by members;
/// How a zone is drawn. All of it is worked out in whole numbers, so that every machine draws the same border.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ZoneArea {
    /// Everything within a distance of a point, the border included.
    Radius {
        /// The point.
        center: Coordinates,
        /// The distance, as the crow flies.
        metres: u32,
    },
    /// What lies within straight lines between corners on a map whose axes are latitude and longitude, the border included. The last
    /// corner is joined to the first.
    Polygon {
        /// At least 3 corners, in their order along the border.
        corners: Vec<Coordinates>,
    },
    /// Destinations whose postal code begins with one of some texts.
    PostalPrefixes {
        /// The country.
        country: Country,
        /// The texts. Spaces and capitals do not matter.
        prefixes: Vec<SmolStr>,
    },
    /// Cells of the H3 grid, of any resolution.
    Cells {
        /// Their indexes, as H3 writes them.
        cells: Vec<SmolStr>,
    },
}
}

impl Zone {
    /// Whether an address lies in it. Without what the zone is drawn by (coordinates, a postal code, a cell) it does not.
    pub fn covers(&self, address: &Address) -> bool {
        match &self.area {
            ZoneArea::Radius { center, metres } => {
                address.coordinates.is_some_and(|place| Point::of(center).metres_to(Point::of(&place)) <= u64::from(*metres))
            }
            ZoneArea::Polygon { corners } => {
                let corners: Vec<Point> = corners.iter().map(Point::of).collect();
                address.coordinates.is_some_and(|place| within(&corners, Point::of(&place)))
            }
            ZoneArea::PostalPrefixes { country, prefixes } => {
                let code = plain_postal_code(&address.postal_code);
                address.country == *country
                    && !code.is_empty()
                    && prefixes.iter().any(|prefix| code.starts_with(&plain_postal_code(prefix)))
            }
            ZoneArea::Cells { cells } => {
                let place = Cell::read(&address.h3_cell);
                place.is_some_and(|place| cells.iter().filter_map(|cell| Cell::read(cell)).any(|cell| cell.holds(place)))
            }
        }
    }
}

/// A full turn in microdegrees, and half of it.
const TURN: i64 = 360_000_000;
const HALF_TURN: i64 = TURN / 2;

/// A postal code without spaces, in capitals.
pub(crate) fn plain_postal_code(code: &str) -> String {
    code.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Whether a point lies within a polygon or on its border, by counting the sides that a line to the east crosses.
///
/// Each side goes the shorter way round the earth, so that a polygon may lie across the 180th meridian.
fn within(corners: &[Point], place: Point) -> bool {
    let (y, x) = place.microdegrees();
    let mut last = 0;
    let drawn = corners.iter().map(|corner| {
        let (latitude, longitude) = corner.microdegrees();
        last += (longitude - last + HALF_TURN).rem_euclid(TURN) - HALF_TURN;
        (latitude, last)
    });
    let drawn: Vec<(i64, i64)> = drawn.collect();
    let west = drawn.iter().map(|(_, longitude)| *longitude).min().unwrap_or_default();
    let x = west + (x - west).rem_euclid(TURN);
    let seen: Vec<(i64, i64)> = drawn.into_iter().map(|(latitude, longitude)| (latitude - y, longitude - x)).collect();
    let sides = seen.iter().zip(seen.iter().cycle().skip(1));
    let mut inside = false;
    for ((y1, x1), (y2, x2)) in sides {
        // Twice the area of the triangle of the side and the point; 0 if the point is in line with it.
        let turn = i128::from(*x1) * i128::from(*y2) - i128::from(*x2) * i128::from(*y1);
        let beside = |a: i64, b: i64| a.min(b) <= 0 && a.max(b) >= 0;
        if turn == 0 && beside(*x1, *x2) && beside(*y1, *y2) {
            return true;
        }
        if (*y1 > 0) != (*y2 > 0) && (turn > 0) == (*y2 > *y1) {
            inside = !inside;
        }
    }
    inside
}
