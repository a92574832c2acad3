//! Orders that may be moved as the joint solver knows them, and what it finds.

use super::claim::{Collected, Movable, Source};
use super::figures::RerouteFigures;
use super::room::Rooms;
use crate::batch::{LocationIndex, SkuIndex, Workspace};
use crate::sourcing::{COST_MAX, Claim, Shipped, UNITS_MAX};
use crate::{Amount, Arrange, Currency};
use crate::{SortedMap, SortedSet};

/// The most the dearest plans may cost together: the joint solver has fractions of costs.
const DEAREST_MAX: i64 = COST_MAX >> 4;

/// How many bits of distances may be cut off to keep sums exact.
const CUT_MAX: u32 = 24;

/// Orders and locations on one table, costs in whole units of what is compared.
pub(super) struct Board<'a> {
    pub(super) orders: &'a [Movable],
    /// By id.
    locations: Vec<LocationIndex>,
    skus: Vec<SkuIndex>,
    pub(super) stock: Vec<i32>,
    /// What the days of locations can take on.
    pub(super) rooms: Rooms,
    /// Units beside those that the orders are promised, by SKU and location.
    pub(super) spare: Vec<i64>,
    pub(super) currency: Option<Currency>,
    /// What one more parcel counts for, where parcels and metres are compared.
    parcel: i64,
    cut: u32,
    moving: i64,
}

/// What the joint solver found.
pub(super) struct Found {
    /// A plan for each order; none if there is none that it could be sent by.
    pub(super) plans: Vec<Option<Vec<Source>>>,
    /// What the orders of each priority cost at least, moving included, in units of the board, those above being planned as they are.
    pub(super) bounds: Vec<(i16, i64)>,
    pub(super) steps: u64,
}

/// Costs of one order: by location, and by demand and location; none where it cannot come from.
pub(super) struct Row {
    pub(super) fixed: Vec<i64>,
    pub(super) units: Vec<Option<i64>>,
    pub(super) parcels_max: usize,
    /// What its dearest plan may cost.
    pub(super) dearest: i64,
}

impl<'a> Board<'a> {
    pub(super) fn of(work: &Workspace, collected: &'a Collected, moving: i64) -> Board<'a> {
        let orders = &collected.movable;
        let named: SortedSet<LocationIndex> = orders.iter().flat_map(|order| order.offers.places.iter().map(|offer| offer.index)).collect();
        let mut locations: Vec<LocationIndex> = named.into_iter().collect();
        locations.arrange_by(|one, next| work.location_id(*one).cmp(work.location_id(*next)));
        let mut skus: Vec<SkuIndex> = orders.iter().flat_map(|order| order.demands.iter().map(|demand| demand.sku)).collect();
        skus.arrange_by(|one, next| work.slot(*one).sku().cmp(work.slot(*next).sku()));
        skus.dedup();
        let currencies: SortedSet<Option<Currency>> = orders.iter().map(|order| order.offers.costed.as_ref().map(|(_, of)| *of)).collect();
        let currency = if currencies.len() == 1 { currencies.first().copied().flatten() } else { None };
        let rooms = Rooms::of(work, orders, &locations);
        let (stock, spare) = (Vec::new(), Vec::new());
        let mut board = Board { orders, locations, skus, stock, rooms, spare, currency, parcel: 0, cut: 0, moving };
        board.stock_up(work, collected);
        board
    }

    fn stock_up(&mut self, work: &Workspace, collected: &Collected) {
        let floor = self.orders.iter().map(|order| order.offers.floor.units()).max().unwrap_or_default();
        let mut demanded: SortedMap<SkuIndex, i64> = SortedMap::new();
        let mut held: SortedMap<(SkuIndex, LocationIndex), i64> = SortedMap::new();
        for order in self.orders {
            for demand in &order.demands {
                *demanded.entry(demand.sku).or_default() += demand.units;
            }
            for (source, demand) in order.held.iter().filter_map(|source| Some((source, order.demands.get(source.demand)?))) {
                *held.entry((demand.sku, source.location)).or_default() += source.units;
            }
        }
        for sku in &self.skus {
            let is_tracked = work.item(*sku).is_some_and(|item| item.tracked);
            for location in &self.locations {
                let free = collected.free.get(&(*sku, *location)).copied().unwrap_or_default();
                let all = demanded.get(sku).copied().unwrap_or_default();
                let spare = if is_tracked { free.saturating_sub(floor).max(0) } else { all };
                let held = held.get(&(*sku, *location)).copied().unwrap_or_default();
                self.spare.push(spare);
                self.stock.push(i32::try_from(held.saturating_add(spare)).unwrap_or(UNITS_MAX).min(UNITS_MAX));
            }
        }
    }

    /// Where the stock of a demand of an order at a location stands in the tables.
    pub(super) fn resource(&self, order: &Movable, source: &Source) -> Option<usize> {
        let sku = order.demands.get(source.demand)?.sku;
        let (row, column) = (self.skus.iter().position(|known| *known == sku)?, self.column(source.location)?);
        Some(row * self.locations.len() + column)
    }

    fn column(&self, location: LocationIndex) -> Option<usize> {
        self.locations.iter().position(|known| *known == location)
    }

    pub(super) fn width(&self) -> usize {
        self.locations.len()
    }

    pub(super) fn location(&self, column: usize) -> Option<LocationIndex> {
        self.locations.get(column).copied()
    }

    /// What a plan takes up of the days of locations, by where that stands behind the tables of stock.
    pub(super) fn taken(&self, place: usize, order: &Movable, plan: &[Source]) -> Vec<(usize, i64)> {
        let behind = self.skus.len() * self.width();
        let columns = self.locations.iter().enumerate();
        let taken = columns.filter_map(|(column, location)| Some((column, self.rooms.taken(place, order, plan, column, *location)?)));
        let each = taken.flat_map(|(column, load)| (behind + column * load.len()..).zip(load));
        each.collect()
    }

    /// What is free of a resource, of stock or of a day.
    pub(super) fn spare_of(&self, resource: usize) -> i64 {
        let Some(behind) = resource.checked_sub(self.skus.len() * self.width()) else {
            return self.spare.get(resource).copied().unwrap_or_default();
        };
        let load = self.rooms.spare.get(behind / 3).copied().flatten();
        load.and_then(|load| load.get(behind % 3).copied()).unwrap_or(i64::MAX)
    }

    /// A plan as the joint solver tells it.
    pub(super) fn shipped(&self, plan: &[Source]) -> Vec<Shipped> {
        let shipped = |source: &Source| {
            let (line, location) = (u32::try_from(source.demand).ok()?, u32::try_from(self.column(source.location)?).ok()?);
            Some(Shipped { line, location, units: i32::try_from(source.units).ok()? })
        };
        plan.iter().filter_map(shipped).collect()
    }

    /// Costs of all orders. Distances lose their last bits where sums would become too large. None if they are too large in any case.
    pub(super) fn weigh(&mut self) -> Option<Vec<Row>> {
        loop {
            self.parcel = 1;
            if self.currency.is_none() {
                let farthest = |order: &Movable| {
                    let metres = order.offers.places.iter().map(|offer| offer.metres >> self.cut).max().unwrap_or_default();
                    (metres.saturating_add(self.moving >> self.cut)).saturating_mul(i64::try_from(parcels_max(order)).unwrap_or(i64::MAX))
                };
                self.parcel = self.orders.iter().fold(1_i64, |sum, order| sum.saturating_add(farthest(order)));
            }
            let rows: Vec<Row> = self.orders.iter().map(|order| self.row(order)).collect();
            let all: Vec<usize> = (0..rows.len()).collect();
            let dearest = rows.iter().fold(0_i64, |sum, row| sum.saturating_add(row.dearest));
            if self.fits(&rows, &all, dearest, 1) {
                return Some(rows);
            }
            if self.currency.is_some() || self.cut >= CUT_MAX {
                return None;
            }
            self.cut += 1;
        }
    }

    /// Whether sums stay exact with some orders whose dearest plans come to so much together, none weighed more than `heaviest`.
    pub(super) fn fits(&self, rows: &[Row], orders: &[usize], dearest: i64, heaviest: i64) -> bool {
        let width = i64::try_from(self.width()).unwrap_or(i64::MAX);
        let (mut fixed, mut units) = (0_i64, 0_i64);
        for place in orders {
            let (Some(row), Some(order)) = (rows.get(*place), self.orders.get(*place)) else { continue };
            let most = row.fixed.iter().copied().max().unwrap_or_default();
            fixed = fixed.saturating_add(most.saturating_mul(width).saturating_mul(heaviest));
            units = order.demands.iter().fold(units, |sum, demand| sum.saturating_add(demand.units));
        }
        let penalty = dearest.saturating_mul(2).saturating_add(1);
        penalty.saturating_mul(units).saturating_add(fixed) <= DEAREST_MAX
    }

    /// What an order costs from each location.
    fn row(&self, order: &Movable) -> Row {
        let width = self.locations.len();
        let cells = width * order.demands.len();
        let mut row = Row { fixed: vec![0; width], units: vec![None; cells], parcels_max: parcels_max(order), dearest: 0 };
        let under = self.currency.and(order.offers.costed.as_ref()).map(|(costed, _)| costed.underestimate());
        let problem = under.as_ref().map(|under| under.problem());
        for (place, offer) in order.offers.places.iter().enumerate() {
            let Some(column) = self.column(offer.index) else { continue };
            let is_there = order.is_at(offer.index);
            if !is_there && !offer.is_open {
                continue;
            }
            let scale = under.as_ref().map_or(1, |under| under.scale).max(1);
            let own = match &problem {
                Some(problem) => problem.fixed.get(place).map_or(0, |fixed| fixed.div_euclid(scale)),
                None => self.parcel.saturating_add(offer.metres >> self.cut),
            };
            let moving = if is_there { 0 } else { self.moving >> if self.currency.is_some() { 0 } else { self.cut } };
            if let Some(fixed) = row.fixed.get_mut(column) {
                *fixed = own.saturating_add(moving);
            }
            for demand in 0..order.demands.len() {
                let cell = demand * order.offers.places.len() + place;
                let gives = match &problem {
                    Some(problem) => problem.units.get(cell).is_some_and(|units| *units > 0),
                    None => offer.gives.get(demand).is_some_and(|gives| *gives > 0),
                };
                let cost = problem.as_ref().and_then(|problem| problem.unit_costs.get(cell)).map_or(0, |cost| cost.div_euclid(scale));
                if let Some(slot) = row.units.get_mut(demand * width + column).filter(|_| gives) {
                    *slot = Some(cost);
                }
            }
        }
        let most = row.fixed.iter().copied().max().unwrap_or_default();
        row.dearest = most.saturating_mul(i64::try_from(row.parcels_max).unwrap_or(i64::MAX));
        for (demand, costs) in order.demands.iter().zip(row.units.chunks(width.max(1))) {
            let dearest = costs.iter().flatten().map(|cost| cost.saturating_abs()).max().unwrap_or_default();
            row.dearest = row.dearest.saturating_add(dearest.saturating_mul(demand.units));
        }
        row
    }

    pub(super) fn claims(&self, order: &Movable, penalty: i64) -> Vec<Claim> {
        let claim = |demand: &crate::routing::candidate::Demand| {
            let sku = self.skus.iter().position(|known| *known == demand.sku).and_then(|place| u32::try_from(place).ok());
            let quantity = i32::try_from(demand.units).unwrap_or(UNITS_MAX);
            Claim { sku: sku.unwrap_or_default(), quantity, short_penalty: penalty }
        };
        order.demands.iter().map(claim).collect()
    }

    /// A plan for an order, if it ships all of it from where it may come.
    pub(super) fn plan(&self, ship: &[Shipped], order: &Movable, row: &Row) -> Option<Vec<Source>> {
        let mut plan = Vec::with_capacity(ship.len());
        for shipped in ship.iter().filter(|shipped| shipped.units > 0) {
            let (demand, column) = (usize::try_from(shipped.line).ok()?, usize::try_from(shipped.location).ok()?);
            (*row.units.get(demand * self.locations.len() + column)?)?;
            plan.push(Source { demand, location: *self.locations.get(column)?, units: i64::from(shipped.units) });
        }
        plan.arrange();
        let is_whole = |(place, demand): (usize, &crate::routing::candidate::Demand)| {
            plan.iter().filter(|source| source.demand == place).map(|source| source.units).sum::<i64>() == demand.units
        };
        let is_whole = order.demands.iter().enumerate().all(is_whole);
        (is_whole && self.figures(order, &plan).is_some()).then_some(plan)
    }

    /// What a plan of an order comes to; none if a parcel of it cannot be sent.
    pub(super) fn figures(&self, order: &Movable, plan: &[Source]) -> Option<RerouteFigures> {
        let mut used: Vec<LocationIndex> = plan.iter().map(|source| source.location).collect();
        used.arrange();
        used.dedup();
        let place = |location: LocationIndex| order.offers.places.iter().position(|offer| offer.index == location);
        let metres = used.iter().filter_map(|location| order.offers.places.get(place(*location)?)).map(|offer| offer.metres).sum();
        let mut figures = RerouteFigures { parcels: i64::try_from(used.len()).ok()?, metres, cost: None };
        if let Some((currency, (costed, _))) = self.currency.zip(order.offers.costed.as_ref()) {
            let mut ship = Vec::with_capacity(plan.len());
            for source in plan {
                let (line, location) = (u32::try_from(source.demand).ok()?, u32::try_from(place(source.location)?).ok()?);
                ship.push(Shipped { line, location, units: i32::try_from(source.units).ok()? });
            }
            ship.arrange();
            figures.cost = Some(Amount::from_minor(costed.cost_of(&ship)?.0, currency));
        }
        Some(figures)
    }

    /// What it costs that a plan takes an order to locations that it does not come from now.
    pub(super) fn moving(&self, order: &Movable, plan: &[Source]) -> i64 {
        let mut anew: Vec<LocationIndex> = plan.iter().map(|source| source.location).filter(|location| !order.is_at(*location)).collect();
        anew.arrange();
        anew.dedup();
        self.moving.saturating_mul(i64::try_from(anew.len()).unwrap_or(i64::MAX))
    }

    /// Figures in units of the board, as far as distances are exact.
    pub(super) fn value(&self, figures: &RerouteFigures, moving: i64) -> Option<i64> {
        if self.cut > 0 {
            return None;
        }
        let own = figures.cost.map_or_else(|| figures.parcels.saturating_mul(self.parcel).saturating_add(figures.metres), Amount::minor);
        Some(own.saturating_add(moving))
    }

    /// Whether the orders of each priority come to what is proven of them at least, with those moved that are.
    pub(super) fn is_proven(&self, found: &Found, moved: &[bool]) -> bool {
        let mut sums: Vec<i64> = vec![0; found.bounds.len()];
        for (place, order) in self.orders.iter().enumerate() {
            let plan = found.plans.get(place).and_then(Option::as_deref).filter(|_| moved.get(place) == Some(&true));
            let plan = plan.unwrap_or(&order.held);
            let figures = self.figures(order, plan).unwrap_or_else(|| RerouteFigures::zero(self.currency));
            let Some(value) = self.value(&figures, self.moving(order, plan)) else { return false };
            if let Some((sum, _)) = sums.iter_mut().zip(&found.bounds).find(|(_, (priority, _))| *priority <= order.order.priority) {
                *sum = sum.saturating_add(value);
            }
        }
        !self.rooms.is_careful && sums.iter().zip(&found.bounds).all(|(sum, (_, bound))| sum <= bound)
    }

    /// A bound as figures.
    pub(super) fn bound(&self, bound: i64) -> RerouteFigures {
        let bound = bound.max(0);
        match self.currency {
            Some(currency) => RerouteFigures { parcels: 0, metres: 0, cost: Some(Amount::from_minor(bound, currency)) },
            None => RerouteFigures {
                parcels: bound.checked_div(self.parcel).unwrap_or_default(),
                metres: bound.checked_rem(self.parcel).unwrap_or_default() << self.cut,
                cost: None,
            },
        }
    }
}

/// How many parcels an order may be sent in: as many as it is sent in now at least.
fn parcels_max(order: &Movable) -> usize {
    let mut used: Vec<LocationIndex> = order.held.iter().map(|source| source.location).collect();
    used.arrange();
    used.dedup();
    order.offers.parcels_max.max(used.len())
}
