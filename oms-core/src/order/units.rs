//! Where every unit of a line is. Units move; they never appear or vanish.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::serial::PortionSerials;
use crate::{LocationId, LotNumber, Quantity, SerialNumber};

/// How far a unit has come.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Ordered, and no stock is promised to it: held back, expired, or nowhere to be found.
    Open,
    /// Ordered beyond stock: it gets the next units that arrive.
    Backordered,
    /// Stock is reserved for it at a location; no work has been given out.
    Reserved,
    /// A fulfillment order has been given to the location.
    Allocated,
    /// Taken from the shelf.
    Picked,
    /// In a parcel.
    Packed,
    /// Handed to the carrier.
    Shipped,
    /// With the customer. Returns are counted on top.
    Delivered,
    /// Lost on the way.
    Lost,
    /// Taken off the order.
    Canceled,
}

impl Stage {
    /// Whether stock of a location is bound to a unit at this stage.
    pub const fn binds_stock(self) -> bool {
        matches!(self, Stage::Reserved | Stage::Allocated | Stage::Picked | Stage::Packed)
    }
}

/// Units of one line that are at the same stage in the same place.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Portion {
    /// How far they have come.
    pub stage: Stage,
    /// The location they are, or were, taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// The lot they are of, where the item is kept by lot and a location has been found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// The fulfillment order they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<u32>,
    /// The parcel they are in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// How many.
    pub quantity: Quantity,
    /// Their serial numbers, of units that were picked and are tracked by them: of all of them, or of none.
    #[serde(default, skip_serializing_if = "PortionSerials::is_empty")]
    pub serials: PortionSerials,
}

impl Portion {
    /// Units at a stage that are nowhere yet.
    pub fn nowhere(stage: Stage, quantity: Quantity) -> Portion {
        Portion { stage, location: None, lot: None, fulfillment: None, parcel: None, quantity, serials: PortionSerials::default() }
    }

    /// The same place and stage, whatever the quantity.
    fn is_beside(&self, other: &Portion) -> bool {
        (self.stage, &self.location, self.fulfillment, self.parcel, &self.lot, self.serials.is_empty())
            == (other.stage, &other.location, other.fulfillment, other.parcel, &other.lot, other.serials.is_empty())
    }
}

/// All units of a line, as portions sorted by stage and place, none of them empty.
///
/// INVARIANT: the portions always sum to the quantity ordered, since units enter as they are ordered, at once or by an edit, and only
/// move after.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Units(Portions);

/// Portions of one line. Most lines are one, which then needs no list of its own in memory.
pub type Portions = SmallVec<[Portion; 1]>;

impl Units {
    /// Units as they are ordered: open.
    pub fn ordered(quantity: Quantity) -> Units {
        Units(if quantity.is_zero() { Portions::new() } else { Portions::from_buf([Portion::nowhere(Stage::Open, quantity)]) })
    }

    /// More units, open as those of a new order.
    pub(crate) fn add_open(&mut self, quantity: Quantity) {
        self.put(Portion::nowhere(Stage::Open, quantity));
    }

    /// The portions, sorted by stage and place.
    pub fn portions(&self) -> &[Portion] {
        &self.0
    }

    /// How many units there are in all.
    pub fn total(&self) -> Quantity {
        self.0.iter().map(|portion| portion.quantity).sum()
    }

    /// How many units are at a stage.
    pub fn at(&self, stage: Stage) -> Quantity {
        self.sum(|portion| portion.stage == stage)
    }

    /// How many units satisfy a condition.
    pub fn sum(&self, condition: impl Fn(&Portion) -> bool) -> Quantity {
        self.0.iter().filter(|portion| condition(portion)).map(|portion| portion.quantity).sum()
    }

    /// Moves up to `quantity` units that satisfy a condition, in the order of the portions, to where `target` says.
    ///
    /// `target` gets each portion that is cut off, with its quantity, and changes its stage or place.
    /// Answers what was moved, as it was before; the sum of it may be less than `quantity`.
    pub fn move_where(&mut self, quantity: Quantity, condition: impl Fn(&Portion) -> bool, target: impl Fn(&mut Portion)) -> Portions {
        // Most lines are one portion that moves as a whole: it changes where it stands.
        if let [only] = self.0.as_mut_slice()
            && only.quantity <= quantity
            && condition(only)
        {
            let before = only.clone();
            target(only);
            only.quantity = before.quantity;
            return Portions::from_buf([before]);
        }
        let mut left = quantity;
        let mut moved = Portions::new();
        let mut arrived = Portions::new();
        for portion in &mut self.0 {
            if left.is_zero() {
                break;
            }
            if !condition(portion) {
                continue;
            }
            let taken = portion.quantity.min(left);
            left = left.less(taken);
            portion.quantity = portion.quantity.less(taken);
            let mut with = taken.units();
            let serials = portion.serials.take_where(|_| {
                with -= 1;
                with >= 0
            });
            let cut = Portion { quantity: taken, serials, ..portion.clone() };
            let mut placed = cut.clone();
            target(&mut placed);
            placed.quantity = taken;
            moved.push(cut);
            arrived.push(placed);
        }
        self.0.retain(|portion| !portion.quantity.is_zero());
        for portion in arrived {
            self.put(portion);
        }
        moved
    }

    /// Moves all units that satisfy a condition.
    pub fn move_all(&mut self, condition: impl Fn(&Portion) -> bool, target: impl Fn(&mut Portion)) -> Portions {
        self.move_where(self.total(), condition, target)
    }

    /// Moves the units of these serial numbers, among those that satisfy a condition, to where `target` says. Answers what was moved, as
    /// it was before.
    pub(crate) fn move_serials(
        &mut self,
        serials: &[SerialNumber],
        condition: impl Fn(&Portion) -> bool,
        target: impl Fn(&mut Portion),
    ) -> Portions {
        let mut moved = Portions::new();
        for portion in self.0.iter_mut().filter(|portion| !portion.serials.is_empty() && condition(portion)) {
            let taken = portion.serials.take_where(|serial| serials.contains(serial));
            if taken.is_empty() {
                continue;
            }
            let quantity = Quantity::from_balance(i64::try_from(taken.numbers().len()).unwrap_or(i64::MAX));
            portion.quantity = portion.quantity.less(quantity);
            moved.push(Portion { quantity, serials: taken, ..portion.clone() });
        }
        self.0.retain(|portion| !portion.quantity.is_zero());
        for portion in &moved {
            let mut placed = portion.clone();
            target(&mut placed);
            placed.quantity = portion.quantity;
            self.put(placed);
        }
        moved
    }

    /// Whether so many units that satisfy a condition, in the order of the portions, would leave it open which of several they are.
    pub(crate) fn leaves_open_which(&self, quantity: Quantity, condition: impl Fn(&Portion) -> bool) -> bool {
        let mut left = quantity;
        for portion in self.0.iter().filter(|portion| condition(portion)) {
            if left < portion.quantity {
                return !left.is_zero() && !portion.serials.is_empty();
            }
            left = left.less(portion.quantity);
        }
        false
    }

    /// Forgets the serial numbers of units that satisfy a condition.
    pub(crate) fn drop_serials_where(&mut self, condition: impl Fn(&Portion) -> bool) {
        if self.0.iter().any(|portion| !portion.serials.is_empty() && condition(portion)) {
            for mut portion in std::mem::take(&mut self.0) {
                if condition(&portion) {
                    portion.serials = PortionSerials::default();
                }
                self.put(portion);
            }
        }
    }

    /// Merges a portion into its like, or sorts it in.
    fn put(&mut self, portion: Portion) {
        if let Some(same) = self.0.iter_mut().find(|same| same.is_beside(&portion)) {
            same.quantity = same.quantity.plus(portion.quantity);
            same.serials.add(portion.serials);
            return;
        }
        let place = self.0.partition_point(|other| other < &portion);
        self.0.insert(place, portion);
    }
}
