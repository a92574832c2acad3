//! Distances in whole metres, by integers alone, so that every machine measures the same.

use rust_decimal::Decimal;

use crate::Coordinates;

/// Metres of a degree of latitude on a sphere of 6,371,009 m radius (the mean radius of IUGG).
const METRES_PER_DEGREE: i64 = 111_195;

/// Microdegrees of a degree.
const MICRO: i64 = 1_000_000;

/// Cosines of 0 to 90 degrees, times a million.
const COSINES: [i64; 91] = [
    1_000_000, 999_848, 999_391, 998_630, 997_564, 996_195, 994_522, 992_546, 990_268, 987_688, 984_808, 981_627, 978_148, 974_370,
    970_296, 965_926, 961_262, 956_305, 951_057, 945_519, 939_693, 933_580, 927_184, 920_505, 913_545, 906_308, 898_794, 891_007, 882_948,
    874_620, 866_025, 857_167, 848_048, 838_671, 829_038, 819_152, 809_017, 798_636, 788_011, 777_146, 766_044, 754_710, 743_145, 731_354,
    719_340, 707_107, 694_658, 681_998, 669_131, 656_059, 642_788, 629_320, 615_661, 601_815, 587_785, 573_576, 559_193, 544_639, 529_919,
    515_038, 500_000, 484_810, 469_472, 453_990, 438_371, 422_618, 406_737, 390_731, 374_607, 358_368, 342_020, 325_568, 309_017, 292_372,
    275_637, 258_819, 241_922, 224_951, 207_912, 190_809, 173_648, 156_434, 139_173, 121_869, 104_528, 87_156, 69_756, 52_336, 34_899,
    17_452, 0,
];

/// The distance between two points in metres, by the equirectangular approximation.
///
/// `sqrt((dlat)^2 + (dlon * cos(mean latitude))^2)` with the shorter way round the earth for the longitude. It is within 1 %
/// of the great circle up to some 500 km at middle latitudes, and orders farther places well enough to rank them.
pub fn distance_metres(from: &Coordinates, to: &Coordinates) -> u64 {
    Point::of(from).metres_to(Point::of(to))
}

/// A place in whole microdegrees: measured from often, worked out once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    latitude: i64,
    longitude: i64,
}

impl Point {
    pub(crate) fn of(coordinates: &Coordinates) -> Point {
        Point { latitude: microdegrees(coordinates.latitude), longitude: microdegrees(coordinates.longitude) }
    }

    /// Latitude and longitude.
    pub(crate) const fn microdegrees(self) -> (i64, i64) {
        (self.latitude, self.longitude)
    }

    /// See [`distance_metres`].
    pub(crate) fn metres_to(self, to: Point) -> u64 {
        let turn = 360 * MICRO;
        let mut longitudes = (self.longitude - to.longitude).abs() % turn;
        longitudes = longitudes.min(turn - longitudes);
        let north = (self.latitude - to.latitude).abs() * METRES_PER_DEGREE / MICRO;
        let east = longitudes * METRES_PER_DEGREE / MICRO * cosine((self.latitude + to.latitude) / 2) / MICRO;
        (north * north + east * east).unsigned_abs().isqrt()
    }
}

/// Degrees in whole microdegrees, cut off. No angle lies beyond a full turn.
fn microdegrees(degrees: Decimal) -> i64 {
    let (mantissa, scale) = (degrees.mantissa(), degrees.scale());
    // Angles as people write them fit 64 bits, in which this takes a fraction of the time.
    let whole = match (i64::try_from(mantissa), scale.checked_sub(6)) {
        (Ok(mantissa), None) => mantissa.checked_mul(10_i64.pow(6 - scale)).unwrap_or_default(),
        (Ok(mantissa), Some(surplus)) => 10_i64.checked_pow(surplus).map_or(0, |unit| mantissa / unit),
        (Err(_), None) => i64::try_from(mantissa * 10_i128.pow(6 - scale)).unwrap_or_default(),
        (Err(_), Some(surplus)) => i64::try_from(mantissa / 10_i128.pow(surplus)).unwrap_or_default(),
    };
    whole.clamp(-360 * MICRO, 360 * MICRO)
}

/// The cosine of a latitude in microdegrees, times a million, straight between whole degrees.
fn cosine(latitude: i64) -> i64 {
    let latitude = latitude.abs();
    let at = |degree: i64| usize::try_from(degree).ok().and_then(|degree| COSINES.get(degree)).copied().unwrap_or_default();
    let degree = latitude / MICRO;
    let (low, high) = (at(degree), at(degree + 1));
    low + (high - low) * (latitude % MICRO) / MICRO
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn point(latitude: &str, longitude: &str) -> Coordinates {
        Coordinates { latitude: latitude.parse().unwrap(), longitude: longitude.parse().unwrap() }
    }

    #[test]
    fn distances_are_close_to_the_great_circle() {
        // Great-circle distances on the same sphere, worked out by the haversine formula.
        for (from, to, metres) in [
            (point("51.5074", "-0.1278"), point("53.4808", "-2.2426"), 262_040_u64),
            (point("52.5200", "13.4050"), point("48.1351", "11.5820"), 504_200),
            (point("0", "179.5"), point("0", "-179.5"), 111_195),
        ] {
            let ours = distance_metres(&from, &to);
            assert!(ours.abs_diff(metres) * 100 < metres, "{ours} is not within 1 % of {metres}");
            assert_eq!(ours, distance_metres(&to, &from));
        }
    }
}
