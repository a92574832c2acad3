//! Where people and places are.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

use crate::privacy::erase_text;

/// A country by its two letters of ISO 3166-1, such as `DE`.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Country([u8; 2]);

impl Country {
    /// Takes two upper-case letters. Whether a country of that name exists is not checked.
    pub fn new(code: &str) -> Option<Country> {
        <[u8; 2]>::try_from(code.as_bytes()).ok().filter(|letters| letters.iter().all(u8::is_ascii_uppercase)).map(Country)
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        // Two capital letters are text, whatever they are.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Country({:?})", self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = SmolStr::deserialize(deserializer)?;
        Country::new(&code)
            .ok_or_else(|| serde::de::Error::custom(format_args!("`{code}` is no country: use the two upper-case letters of ISO 3166-1")))
    }
}

/// A point on the earth, in decimal degrees.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: Decimal,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: Decimal,
}

impl Coordinates {
    /// Whether both angles lie in their ranges.
    pub fn is_valid(&self) -> bool {
        self.latitude.abs() <= Decimal::from(90) && self.longitude.abs() <= Decimal::from(180)
    }
}

/// Where an order goes or is billed.
///
/// Name, street, telephone and e-mail say who it is, and nothing is decided by them: erasing personal data takes them. The rest says where
/// it is; zones, rate cards, rules and distances decide by it, and it goes only where that is asked for. See `docs/privacy.md`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Who receives.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub name: SmolStr,
    /// Street and number.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub address1: SmolStr,
    /// Floor, building and the like.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub address2: SmolStr,
    /// City or town.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub city: SmolStr,
    /// State, province or region.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub province: SmolStr,
    /// Postal code as written in its country.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub postal_code: SmolStr,
    /// Country.
    pub country: Country,
    /// Telephone number as given.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub phone: SmolStr,
    /// E-mail address as given.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub email: SmolStr,
    /// The place on the map, when known: distances are measured from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// The cell of the H3 grid that the place lies in, as H3 writes its index, for zones that are drawn by cells.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub h3_cell: SmolStr,
}

/// The longest text accepted in a field of an address, in bytes.
pub const ADDRESS_FIELD_MAX: usize = 512;

impl Address {
    /// Whether it says more than a country.
    pub(crate) fn is_personal(&self) -> bool {
        let texts = [
            &self.name,
            &self.address1,
            &self.address2,
            &self.city,
            &self.province,
            &self.postal_code,
            &self.phone,
            &self.email,
            &self.h3_cell,
        ];
        self.coordinates.is_some() || texts.into_iter().any(|text| !text.is_empty())
    }

    /// Takes out who it is and, where that is wanted, where it is: country and province stay, and the map knows it to about 11 km.
    pub(crate) fn erase(&mut self, with_place: bool) {
        let who = [&mut self.name, &mut self.address1, &mut self.address2, &mut self.phone, &mut self.email];
        who.into_iter().for_each(erase_text);
        if with_place {
            [&mut self.city, &mut self.postal_code].into_iter().for_each(erase_text);
            self.h3_cell = SmolStr::default();
            self.coordinates = self.coordinates.map(|place| Coordinates {
                latitude: place.latitude.round_dp(1).normalize(),
                longitude: place.longitude.round_dp(1).normalize(),
            });
        }
    }

    /// The first field that is longer than [`ADDRESS_FIELD_MAX`] or out of its range.
    pub(crate) fn invalid_field(&self) -> Option<&'static str> {
        let texts = [
            ("name", &self.name),
            ("address1", &self.address1),
            ("address2", &self.address2),
            ("city", &self.city),
            ("province", &self.province),
            ("postal_code", &self.postal_code),
            ("phone", &self.phone),
            ("email", &self.email),
            ("h3_cell", &self.h3_cell),
        ];
        let long = texts.into_iter().find(|(_, text)| text.len() > ADDRESS_FIELD_MAX).map(|(field, _)| field);
        long.or_else(|| self.coordinates.filter(|point| !point.is_valid()).map(|_| "coordinates"))
    }
}
