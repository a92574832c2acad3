use oms_core::slot::{Zone, ZoneArea};
use oms_core::{Address, Coordinates, Country};
use smol_str::SmolStr;

fn point(latitude: &str, longitude: &str) -> Coordinates {
    Coordinates { latitude: latitude.parse().unwrap(), longitude: longitude.parse().unwrap() }
}

fn at(place: Coordinates) -> Address {
    let mut address: Address = serde_json::from_str(r#"{"country": "DE"}"#).unwrap();
    address.coordinates = Some(place);
    address
}

fn zone(area: ZoneArea) -> Zone {
    Zone { id: "z".parse().unwrap(), name: SmolStr::default(), area }
}

#[test]
fn a_circle_holds_its_border() {
    // A degree of latitude is 111,195 m.
    let zone = |metres| zone(ZoneArea::Radius { center: point("52", "13"), metres });
    assert!(zone(111_195).covers(&at(point("53", "13"))));
    assert!(!zone(111_194).covers(&at(point("53", "13"))));
    assert!(!zone(1).covers(&serde_json::from_str(r#"{"country": "DE"}"#).unwrap()));
}

#[test]
fn a_polygon_holds_its_inside_and_its_border_whichever_way_it_is_drawn() {
    // A square of 2 degrees with a notch cut into its eastern side.
    let mut corners = vec![point("0", "0"), point("0", "2"), point("1", "1"), point("2", "2"), point("2", "0")];
    for _ in 0..2 {
        let zone = zone(ZoneArea::Polygon { corners: corners.clone() });
        for inside in [("1", "0.5"), ("0.1", "1.8"), ("0", "1"), ("1", "1"), ("2", "2"), ("0.5", "1.5"), ("1", "0")] {
            assert!(zone.covers(&at(point(inside.0, inside.1))), "{inside:?}");
        }
        for outside in [("1", "1.1"), ("2.000001", "1"), ("1", "-0.1"), ("0.5", "1.500001"), ("1", "181"), ("1", "-179")] {
            assert!(!zone.covers(&at(point(outside.0, outside.1))), "{outside:?}");
        }
        corners.reverse();
    }
}

#[test]
fn a_polygon_may_lie_across_the_date_line() {
    let corners = vec![point("-18", "179"), point("-18", "-179"), point("-16", "-179"), point("-16", "179")];
    let zone = zone(ZoneArea::Polygon { corners });
    for (longitude, inside) in [("179.5", true), ("-179.5", true), ("180", true), ("178.9", false), ("-178.9", false), ("0", false)] {
        assert_eq!(zone.covers(&at(point("-17", longitude))), inside, "{longitude}");
    }
}

#[test]
fn postal_codes_are_compared_without_spaces_and_capitals() {
    let zone = zone(ZoneArea::PostalPrefixes { country: Country::new("GB").unwrap(), prefixes: vec!["sw1".into(), "EC2A".into()] });
    for (country, code, inside) in
        [("GB", "SW1A 1AA", true), ("GB", "ec2a 4ne", true), ("GB", "EC2 4NE", false), ("DE", "SW1A 1AA", false), ("GB", "", false)]
    {
        let address = serde_json::json!({"country": country, "postal_code": code});
        assert_eq!(zone.covers(&serde_json::from_value(address).unwrap()), inside, "{code}");
    }
}
