//! Items that are sold as one and kept as several: a bundle is made of components, which may be bundles again.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::batch::{SkuIndex, Workspace};
use crate::money::allocate;
use crate::{QUANTITY_MAX, Quantity, Rejection, Sku};

/// What one bundle holds of an item.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// What; it may be a bundle itself.
    pub sku: Sku,
    /// How many units of it make one bundle.
    pub quantity: Quantity,
    /// Its part of the price of the bundle, for all its units together, in proportion to the parts of the other components.
    /// Absent, each unit of the component counts as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_weight: Option<u32>,
}

/// The most components a bundle names.
pub(crate) const COMPONENTS_MAX: usize = 100;

/// The most components that are looked at to take one bundle apart, over all its levels.
const STEPS_MAX: usize = 10_000;

/// How deep bundles may hold bundles: a bundle of plain items has one level.
pub(crate) const LEVELS_MAX: u8 = 4;

impl Component {
    fn weight(&self) -> u64 {
        self.price_weight.map_or(self.quantity.units().unsigned_abs(), u64::from)
    }
}

/// Units of a plain item that make up bundles, and what falls to them of the sums that were divided.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub(crate) sku: SkuIndex,
    pub(crate) units: i64,
    pub(crate) sums: Sums,
}

/// Sums in minor units that are divided alike.
pub(crate) type Sums = SmallVec<[i64; 3]>;

/// Takes bundles apart down to plain items, and divides what they cost together over them.
///
/// The cost of one bundle is divided at each level by the price weights of the components, by largest remainder, and taken as many
/// times as there are bundles. What is left where the sum does not divide by the bundles goes to the heaviest component, so that so
/// many whole bundles always bring back just what so many units of a plain item of that price would.
///
/// A plain item is its own only leaf. An item that comes in by several ways is one leaf.
pub(crate) fn leaves(work: &Workspace, sku: SkuIndex, bundles: i64, sums: &[i64]) -> Result<Vec<Leaf>, Rejection> {
    let count = bundles.max(1);
    let mut descent = Descent { work, bundles, leaves: Vec::new(), steps_left: STEPS_MAX };
    let each = sums.iter().map(|sum| sum.div_euclid(count)).collect();
    let rest = sums.iter().map(|sum| sum.rem_euclid(count)).collect();
    descent.take_apart(sku, 1, &each, &rest)?;
    Ok(descent.leaves)
}

struct Descent<'a> {
    work: &'a Workspace,
    bundles: i64,
    leaves: Vec<Leaf>,
    steps_left: usize,
}

impl Descent<'_> {
    /// `units` of an item are in each bundle, and of what one bundle costs `each` falls to them; `rest` is for all bundles.
    fn take_apart(&mut self, sku: SkuIndex, units: i64, each: &Sums, rest: &Sums) -> Result<(), Rejection> {
        let components = self.work.item(sku).map_or(&[][..], |item| &item.components);
        if components.is_empty() {
            return self.add(sku, units, each, rest);
        }
        self.steps_left = self.steps_left.checked_sub(components.len()).ok_or_else(|| {
            let problem = format!("`{}` holds more than {STEPS_MAX} components in all", self.work.slot(sku).sku());
            Rejection::field("components", problem)
        })?;
        let weights: Vec<u64> = components.iter().map(Component::weight).collect();
        let heaviest = (0..weights.len()).rev().max_by_key(|place| weights.get(*place));
        let shares: SmallVec<[Vec<i64>; 3]> = each.iter().map(|sum| allocate(*sum, &weights)).collect();
        for (place, component) in components.iter().enumerate() {
            let index = self.work.item_index(&component.sku)?;
            let each = shares.iter().map(|shares| shares.get(place).copied().unwrap_or_default()).collect();
            let rest = rest.iter().map(|rest| if heaviest == Some(place) { *rest } else { 0 }).collect();
            self.take_apart(index, units.saturating_mul(component.quantity.units()), &each, &rest)?;
        }
        Ok(())
    }

    fn add(&mut self, sku: SkuIndex, units: i64, each: &Sums, rest: &Sums) -> Result<(), Rejection> {
        let sums: Sums = each.iter().zip(rest).map(|(each, rest)| each * self.bundles + rest).collect();
        let known = self.leaves.iter_mut().find(|leaf| leaf.sku == sku);
        let units = units.saturating_mul(self.bundles).saturating_add(known.as_ref().map_or(0, |leaf| leaf.units));
        if units > QUANTITY_MAX {
            let sku = self.work.slot(sku).sku();
            return Err(Rejection::field("quantity", format!("the bundles hold more than {QUANTITY_MAX} units of `{sku}`")));
        }
        match known {
            None => self.leaves.push(Leaf { sku, units, sums }),
            Some(leaf) => {
                leaf.units = units;
                leaf.sums.iter_mut().zip(sums).for_each(|(sum, part)| *sum += part);
            }
        }
        Ok(())
    }
}

/// Checks what a bundle is to be made of, and answers how many levels it has; 0 for a plain item.
pub(super) fn check(work: &Workspace, sku: &Sku, components: &[Component]) -> Result<u8, Rejection> {
    let mut levels = 0;
    for (place, component) in components.iter().enumerate() {
        let field = |name: &str| format!("components[{place}].{name}");
        if component.quantity.is_zero() || component.quantity.units() > QUANTITY_MAX {
            return Err(Rejection::field(field("quantity"), format!("name 1 to {QUANTITY_MAX} units")));
        }
        if components.iter().take(place).any(|other| other.sku == component.sku) {
            return Err(Rejection::field(field("sku"), format!("`{}` is named twice: add the quantities up", component.sku)));
        }
        find_cycle(work, sku, &component.sku, &mut vec![sku.clone()], &mut Vec::new())?;
        let index = work.item_index(&component.sku)?;
        levels = levels.max(work.item(index).map_or(0, |item| item.levels).saturating_add(1));
    }
    if !components.is_empty() && components.iter().all(|component| component.weight() == 0) {
        return Err(Rejection::field("components", "one price weight at least is above zero: somebody has to carry the price"));
    }
    if levels > LEVELS_MAX {
        return Err(Rejection::field("components", format!("bundles in bundles go at most {LEVELS_MAX} levels deep")));
    }
    Ok(levels)
}

/// Refuses a component from which the bundle itself could be reached. Those that are saved hold no cycle, so the descent ends.
fn find_cycle(work: &Workspace, bundle: &Sku, component: &Sku, path: &mut Vec<Sku>, seen: &mut Vec<Sku>) -> Result<(), Rejection> {
    if seen.contains(component) {
        return Ok(());
    }
    seen.push(component.clone());
    path.push(component.clone());
    if component == bundle {
        let path: Vec<&str> = path.iter().map(Sku::as_str).collect();
        return Err(Rejection::field("components", format!("a bundle cannot hold itself: {}", path.join(" > "))));
    }
    let inner = work.item_index(component).ok().and_then(|index| work.item(index));
    for component in inner.map_or(&[][..], |item| &item.components) {
        find_cycle(work, bundle, &component.sku, path, seen)?;
    }
    path.pop();
    Ok(())
}
