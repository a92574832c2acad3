use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::{Arrange, Quantity, SerialNumber};

/// The serial numbers of units of a portion, sorted: of all of them, or of none. A portion without any takes up no more than a pointer.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ord, PartialOrd, Serialize, Deserialize)]
#[serde(from = "Vec<SerialNumber>", into = "Vec<SerialNumber>")]
#[allow(clippy::box_collection, reason = "nearly all portions have none, and there are many portions")]
pub struct PortionSerials(Option<Box<Vec<SerialNumber>>>);

impl PortionSerials {
    /// The numbers.
    pub fn numbers(&self) -> &[SerialNumber] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether it is among them.
    pub fn contains(&self, serial: &SerialNumber) -> bool {
        self.numbers().contains(serial)
    }

    /// Takes out those that satisfy a condition.
    pub(crate) fn take_where(&mut self, mut condition: impl FnMut(&SerialNumber) -> bool) -> PortionSerials {
        let (taken, left): (Vec<SerialNumber>, Vec<SerialNumber>) = self.numbers().iter().cloned().partition(|serial| condition(serial));
        *self = left.into();
        taken.into()
    }

    /// Adds those of other units.
    pub(crate) fn add(&mut self, others: PortionSerials) {
        if !others.is_empty() {
            let all = self.numbers().iter().chain(others.numbers()).cloned().collect::<Vec<_>>();
            *self = all.into();
        }
    }
}

/// Serial numbers that are given to units one portion after the other.
#[derive(Debug)]
pub(crate) struct Numbers<'a>(Cell<&'a [SerialNumber]>);

impl<'a> Numbers<'a> {
    pub(crate) fn of(serials: &'a [SerialNumber]) -> Numbers<'a> {
        Numbers(Cell::new(serials))
    }

    /// The next of them, for so many units.
    pub(crate) fn next(&self, quantity: Quantity) -> PortionSerials {
        let left = self.0.get();
        let many = usize::try_from(quantity.units()).unwrap_or(usize::MAX).min(left.len());
        let (now, later) = left.split_at(many);
        self.0.set(later);
        now.iter().cloned().collect()
    }
}

impl From<Vec<SerialNumber>> for PortionSerials {
    fn from(mut serials: Vec<SerialNumber>) -> PortionSerials {
        serials.arrange();
        PortionSerials(if serials.is_empty() { None } else { Some(Box::new(serials)) })
    }
}

impl From<PortionSerials> for Vec<SerialNumber> {
    fn from(serials: PortionSerials) -> Vec<SerialNumber> {
        serials.0.map_or_else(Vec::new, |serials| *serials)
    }
}

impl FromIterator<SerialNumber> for PortionSerials {
    fn from_iter<I: IntoIterator<Item = SerialNumber>>(serials: I) -> PortionSerials {
        serials.into_iter().collect::<Vec<_>>().into()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for PortionSerials {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PortionSerials".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<SerialNumber>::json_schema(generator)
    }
}
