//! What a decision by rules keeps: which rule, and one code with its figure for each location.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::rules::RankBy;
use crate::calendar::Day;
use crate::{Amount, Currency, LocationId, RateCardId, ReservationId, Tag};

/// How a routing policy came to its decision.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicyTrace {
    /// The version of the policy.
    pub version: u64,
    /// The rule that decided.
    pub rule: SmolStr,
    /// Rules before it that were for the order and found no plan, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PassedRule>,
    /// What it ranked by.
    pub rank: Vec<RankBy>,
    /// Locations by what is said of them; those that say the same stand together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationNote>,
    /// For a divided order: the best plan of one parcel, if any location has all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_parcel: Option<OneParcelNote>,
    /// When parcels leave and arrive, of locations that say so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DispatchDates>,
    /// What the plan costs, if it was chosen by that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Box<PlanCost>>,
    /// The cart whose plan the order keeps; absent if it was planned itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<ReservationId>,
}

/// A rule that a cart cannot be asked for, since it does not say enough yet.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UndecidedRule {
    /// Its name.
    pub rule: SmolStr,
    /// What it asks for and is not known, as conditions write it: `order.customer.group`, `line.unit_price` and the like.
    pub needs: Vec<SmolStr>,
}

/// What a plan costs by rate cards, handling and the terms of a cost model.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanCost {
    /// The currency.
    pub currency: Currency,
    /// All of it: parcels and units.
    pub amount: Amount,
    /// What each parcel costs, units not included.
    pub parcels: Vec<ParcelCost>,
}

/// What a parcel of a plan costs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParcelCost {
    /// Where it comes from.
    pub location: LocationId,
    /// The rate card of the cheapest service; absent where no card charges anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<RateCardId>,
    /// What it costs: the service, handling of the parcel, and what the cost model adds to a parcel.
    pub amount: Amount,
}

/// A rule that found no plan.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PassedRule {
    /// Its name.
    pub rule: SmolStr,
    /// Why.
    pub reason: NoPlan,
}

/// Why a rule found no plan.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoPlan {
    /// Its filter leaves no location.
    Locations,
    /// Units require a capability that no location it uses has.
    Capability,
    /// There are not enough units.
    Stock,
    /// The day is full where they are.
    NodeCapacity,
    /// More parcels would be needed, or less valuable ones, than it allows.
    Parcels,
    /// No location has together what goes together.
    KeepTogether,
    /// No rate card takes it from where it is to where it goes.
    Carrier,
}

impl NoPlan {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            NoPlan::Locations => "locations",
            NoPlan::Capability => "capability",
            NoPlan::Stock => "stock",
            NoPlan::NodeCapacity => "node_capacity",
            NoPlan::Parcels => "parcels",
            NoPlan::KeepTogether => "keep_together",
            NoPlan::Carrier => "carrier",
        }
    }
}

/// What is said of locations.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocationNote {
    /// The code.
    pub code: LocationCode,
    /// Which, by id.
    pub locations: Vec<LocationId>,
    /// The location that can do all they can, for `dominated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<LocationId>,
    /// What plans with them are worse by, for `worse`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_by: Option<RankBy>,
    /// How much at least, in its units: parcels, priority, metres, days, thousandths of a day, minor units of the currency of costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// What they lack, for `capability`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capability: Option<Tag>,
    /// Figures of the filter: what they have, for `distance`, `priority`; the day of arrival, for `promise_date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<SmolStr>,
    /// What would be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SmolStr>,
}

/// What a location has to do with a plan.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LocationCode {
    /// It ships.
    Chosen,
    /// It does not ship, or not to the destination.
    DoesNotServe,
    /// The channel does not sell its stock.
    NotInChannel,
    /// The order is collected at another, or has a slot of another.
    OtherLocation,
    /// The rule names others.
    NotNamed,
    /// It is in none of the groups, or in one that is left out.
    Group,
    /// It stands in another country.
    Country,
    /// Nobody may collect orders there.
    Pickup,
    /// Its priority is too low.
    Priority,
    /// It is too far away.
    Distance,
    /// It would arrive after the day that was promised.
    PromiseDate,
    /// It lacks what the items it has require.
    Capability,
    /// What it has stays there.
    StockFloor,
    /// It rejected these units before, or could not find them.
    Excluded,
    /// It has none of the units.
    NoStock,
    /// It has some of what goes in one parcel, and not all of it.
    KeepTogether,
    /// It has taken on as much today as it can.
    NodeCapacity,
    /// No rate card takes what it has from there.
    NoService,
    /// Another has all that it has, and ranks no worse.
    Dominated,
    /// Every plan with it is worse by at least so much. Proven, whether or not the plan is.
    Worse,
    /// It took part in the search, and nothing better was found with it.
    Searched,
}

impl LocationCode {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            LocationCode::Chosen => "chosen",
            LocationCode::DoesNotServe => "does_not_serve",
            LocationCode::NotInChannel => "not_in_channel",
            LocationCode::OtherLocation => "other_location",
            LocationCode::NotNamed => "not_named",
            LocationCode::Group => "group",
            LocationCode::Country => "country",
            LocationCode::Pickup => "pickup",
            LocationCode::Priority => "priority",
            LocationCode::Distance => "distance",
            LocationCode::PromiseDate => "promise_date",
            LocationCode::Capability => "capability",
            LocationCode::StockFloor => "stock_floor",
            LocationCode::Excluded => "excluded",
            LocationCode::NoStock => "no_stock",
            LocationCode::KeepTogether => "keep_together",
            LocationCode::NodeCapacity => "node_capacity",
            LocationCode::NoService => "no_service",
            LocationCode::Dominated => "dominated",
            LocationCode::Worse => "worse",
            LocationCode::Searched => "searched",
        }
    }
}

/// The best plan of one parcel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OneParcelNote {
    /// The location that has everything.
    pub location: LocationId,
    /// What it is worse by; absent if it is as good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_by: Option<RankBy>,
    /// How much, at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
}

/// When a parcel leaves and arrives.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DispatchDates {
    /// The location.
    pub location: LocationId,
    /// The day it leaves, by the location's calendar.
    pub ships_on: Day,
    /// The day it arrives, if it is known how long it is on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives_on: Option<Day>,
}
