//! Locations in the workspace: looked up by index, those of the settings first.

use std::sync::Arc;

use super::LocationIndex;
use super::workspace::Workspace;
use crate::LocationId;
use crate::routing::Point;
use crate::settings::Location;

/// How many places are compared before a location is searched for.
const LOOK_AHEAD: usize = 4;

/// Locations in memory, and on the map if they are there.
pub(super) type Points = Arc<[(LocationIndex, Option<Point>)]>;

impl Workspace {
    /// The locations of the settings come first in memory, in their order.
    pub(super) fn place_locations(&mut self) {
        if self.located.as_ref().is_some_and(|located| Arc::ptr_eq(located, &self.settings)) {
            return;
        }
        let settings = Arc::clone(&self.settings);
        self.locations.clear();
        self.location_index.clear();
        for location in &settings.locations {
            self.location(&location.id);
        }
        self.located = Some(settings);
    }

    /// The location's place in memory.
    pub(crate) fn location(&mut self, id: &LocationId) -> LocationIndex {
        if let Some(index) = self.location_index.get(id) {
            return *index;
        }
        let index = LocationIndex(self.locations.len());
        self.locations.push(id.clone());
        self.location_index.insert(id.clone(), index);
        index
    }

    /// The same, for lists in the order of the settings: locations stand in memory in that order too, unless some were added in
    /// this batch. `guess` is the first place where it may be.
    pub(crate) fn location_from(&mut self, guess: usize, id: &LocationId) -> LocationIndex {
        let ahead = self.locations.iter().skip(guess).take(LOOK_AHEAD).position(|known| known == id);
        ahead.map_or_else(|| self.location(id), |ahead| LocationIndex(guess + ahead))
    }

    /// Where the locations stand in memory and on the map, in the order of the settings.
    pub(crate) fn points(&mut self) -> Points {
        if let Some((of, points)) = &self.points
            && Arc::ptr_eq(of, &self.settings)
        {
            return Arc::clone(points);
        }
        let settings = self.shared_settings();
        let point = |location: &Location| (self.location(&location.id), location.coordinates.as_ref().map(Point::of));
        let points: Points = settings.locations.iter().map(point).collect();
        self.points = Some((settings, Arc::clone(&points)));
        points
    }
}
