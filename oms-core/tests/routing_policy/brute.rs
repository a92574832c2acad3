//! Small shops, and every set of locations that could ship an order: no plan is better than the one chosen, and what is said of the
//! others is true.

use std::collections::BTreeMap;

use oms_core::order::Stage;
use oms_core::routing::{LocationCode, RankBy, RegretPlan, RegretQuery, distance_metres};
use oms_core::{Coordinates, Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

use crate::dice::Dice;

struct Place {
    id: String,
    priority: i64,
    at: Option<Coordinates>,
    transit: Option<i64>,
    /// Thousandths of its day that are taken.
    load: i64,
    cold: bool,
    store: bool,
    stock: Vec<i64>,
}

struct Case {
    places: Vec<Place>,
    /// Whether an item requires a cold chain, and whether it goes together with others that do.
    items: Vec<(bool, bool)>,
    wanted: Vec<i64>,
    rank: Vec<RankBy>,
    parcels_max: Option<usize>,
    together: bool,
    floor: i64,
    only_stores: bool,
}

fn point(dice: &mut Dice) -> Coordinates {
    let degrees = |whole: i64, dice: &mut Dice| format!("{whole}.{:03}", dice.below(1_000)).parse().unwrap();
    Coordinates { latitude: degrees(50 + dice.below(3), dice), longitude: degrees(9 + dice.below(4), dice) }
}

fn home() -> Coordinates {
    Coordinates { latitude: "51.5".parse().unwrap(), longitude: "10.5".parse().unwrap() }
}

impl Case {
    fn roll(dice: &mut Dice) -> Case {
        let items: Vec<(bool, bool)> = (0..=dice.below(4)).map(|_| (dice.chance(20), dice.chance(40))).collect();
        let (all_mapped, all_timed) = (dice.chance(80), dice.chance(80));
        let places = (0..2 + dice.below(5)).map(|number| Place {
            id: format!("n{}", number + 1),
            priority: dice.below(3),
            at: (all_mapped || dice.chance(70)).then(|| point(dice)),
            transit: (all_timed || dice.chance(70)).then(|| dice.below(4)),
            load: if dice.chance(50) { dice.below(4) * 100 } else { 0 },
            cold: dice.chance(60),
            store: dice.chance(70),
            stock: items.iter().map(|_| if dice.chance(60) { dice.below(5) } else { 0 }).collect(),
        });
        let places = places.collect();
        let mut rank = vec![RankBy::Parcels, RankBy::Priority, RankBy::Distance, RankBy::Days, RankBy::Load];
        for place in (1..rank.len()).rev() {
            rank.swap(place, usize::try_from(dice.below(i64::try_from(place).unwrap() + 1)).unwrap());
        }
        rank.truncate(usize::try_from(1 + dice.below(5)).unwrap());
        Case {
            places,
            wanted: items.iter().map(|_| 1 + dice.below(4)).collect(),
            items,
            rank,
            parcels_max: dice.maybe(30, |dice| usize::try_from(1 + dice.below(3)).unwrap()),
            together: dice.chance(30),
            floor: if dice.chance(25) { 1 + dice.below(2) } else { 0 },
            only_stores: dice.chance(20),
        }
    }

    fn gives(&self, place: usize, item: usize) -> i64 {
        let site = &self.places[place];
        let allowed = (!self.only_stores || site.store) && (site.cold || !self.items[item].0);
        if allowed { (site.stock[item] - self.floor).clamp(0, self.wanted[item]) } else { 0 }
    }

    fn used(&self) -> Vec<usize> {
        (0..self.places.len()).filter(|place| (0..self.items.len()).any(|item| self.gives(*place, item) > 0)).collect()
    }

    fn goes_together(&self) -> Vec<usize> {
        (0..self.items.len()).filter(|item| self.together && self.items[*item].1).collect()
    }

    fn is_plan(&self, set: &[usize]) -> bool {
        let together = self.goes_together();
        let is_enough = |item: &usize| set.iter().map(|place| self.gives(*place, *item)).sum::<i64>() >= self.wanted[*item];
        let has_all = |place: &usize| together.iter().all(|item| self.gives(*place, *item) >= self.wanted[*item]);
        self.parcels_max.is_none_or(|most| set.len() <= most)
            && (0..self.items.len()).filter(|item| !together.contains(item)).all(|item| is_enough(&item))
            && (together.is_empty() || set.iter().any(has_all))
    }

    /// What a set of locations scores by each criterion.
    fn score(&self, set: &[usize]) -> Vec<i64> {
        let used = self.used();
        let mapped = used.iter().all(|place| self.places[*place].at.is_some());
        let timed = used.iter().all(|place| self.places[*place].transit.is_some());
        let earliest = used.iter().filter_map(|place| self.places[*place].transit).min().unwrap_or_default();
        let value = |by: RankBy, place: &usize| {
            let place = &self.places[*place];
            match by {
                RankBy::Parcels => 1,
                RankBy::Priority => place.priority,
                RankBy::Load => place.load,
                RankBy::Distance if mapped => i64::try_from(distance_metres(&place.at.unwrap(), &home())).unwrap(),
                RankBy::Days if timed => place.transit.unwrap() - earliest,
                RankBy::Distance | RankBy::Days | RankBy::Cost => 0,
            }
        };
        self.rank.iter().map(|by| set.iter().map(|place| value(*by, place)).sum()).collect()
    }

    fn sets(&self) -> Vec<Vec<usize>> {
        let used = self.used();
        let all = (1_u32..1 << used.len()).map(|bits| (0..used.len()).filter(|at| bits >> at & 1 == 1).map(|at| used[at]).collect());
        all.collect()
    }

    fn commands(&self) -> Vec<Value> {
        let mut commands = vec![json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}})];
        for place in &self.places {
            let dispatch = place.transit.map(|days| json!({"transit_days": days}));
            let mut location = json!({"id": place.id, "country": "DE", "priority": place.priority,
                "groups": if place.store { vec!["stores"] } else { vec![] },
                "capabilities": if place.cold { vec!["cold_chain"] } else { vec![] }});
            if let Some(at) = place.at {
                location["coordinates"] = serde_json::to_value(at).unwrap();
            }
            if let Some(dispatch) = dispatch {
                location["dispatch"] = dispatch;
            }
            if place.load > 0 {
                location["daily_capacity"] = json!({"units": 1_000});
            }
            commands.push(json!({"type": "put_location", "location": location}));
        }
        commands.push(json!({"type": "put_item", "sku": "filler"}));
        for place in self.places.iter().filter(|place| place.load > 0) {
            commands.push(json!({"type": "receive_stock", "sku": "filler", "location": place.id, "quantity": place.load}));
            let lines = [json!({"id": "1", "sku": "filler", "quantity": place.load, "unit_price": "1.00"})];
            commands.push(json!({"type": "capture_order", "order": format!("of {}", place.id), "channel": "web", "currency": "EUR",
                "lines": lines, "shipping_address": {"country": "DE"}}));
        }
        for (item, (cold, together)) in self.items.iter().enumerate() {
            let requires = if *cold { vec!["cold_chain"] } else { vec![] };
            let tags = if *together { vec!["set"] } else { vec![] };
            commands.push(json!({"type": "put_item", "sku": format!("s{item}"), "requires": requires, "tags": tags}));
            for place in self.places.iter().filter(|place| place.stock[item] > 0) {
                let (sku, location, quantity) = (format!("s{item}"), &place.id, place.stock[item]);
                commands.push(json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": quantity}));
            }
        }
        let groups = if self.only_stores { vec!["stores"] } else { vec![] };
        let mut split = json!({"keep_together": if self.together { vec!["set"] } else { vec![] }});
        if let Some(most) = self.parcels_max {
            split["parcels_max"] = json!(most);
        }
        let rule = json!({"name": "only", "locations": {"groups": groups, "stock_floor": self.floor}, "rank": self.rank, "split": split,
            "otherwise": "hold"});
        commands.push(json!({"type": "put_routing_policy", "rules": [rule]}));
        let lines: Vec<Value> = (0..self.items.len())
            .map(|item| json!({"id": format!("l{item}"), "sku": format!("s{item}"), "quantity": self.wanted[item], "unit_price": "10.00"}))
            .collect();
        commands.push(json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": "EUR", "lines": lines,
            "shipping_address": {"country": "DE", "coordinates": home()}}));
        commands
    }
}

/// Whether one score is worse than another by so much at a criterion, or by anything at one before it.
fn is_worse(score: &[i64], best: &[i64], place: usize, least: i64) -> bool {
    let before = (0..place).map(|at| score[at] - best[at]).find(|difference| *difference != 0);
    before.map_or_else(|| score[place] - best[place] >= least, |difference| difference > 0)
}

#[test]
fn no_plan_is_better_and_what_is_said_of_locations_is_true() {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..2_500 {
        let case = Case::roll(&mut Dice::new(seed));
        let mut engine = Engine::new(MemoryStorage::new());
        for (number, command) in case.commands().into_iter().enumerate() {
            let envelope = json!({"id": format!("c{number}"), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
            let outcome = engine.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
            assert!(matches!(outcome, Outcome::Applied { .. }), "seed {seed}: {outcome:?}");
        }
        let order = engine.order(&"o1".parse().unwrap()).unwrap().unwrap();
        let sets = case.sets();
        let plans: Vec<(Vec<i64>, &Vec<usize>)> = sets.iter().filter(|set| case.is_plan(set)).map(|set| (case.score(set), set)).collect();
        let Some((best, _)) = plans.iter().min() else {
            assert!(order.routing.is_none() && order.holds.len() == 1, "seed {seed}: a plan that is none: {:?}", order.routing);
            assert!(order.lines.iter().all(|line| line.units.at(Stage::Open) == line.quantity), "seed {seed}");
            *seen.entry("held").or_default() += 1;
            continue;
        };
        let decision = order.routing.as_ref().unwrap_or_else(|| panic!("seed {seed}: not routed, {:?}", order.holds));
        let place_of = |id: &str| case.places.iter().position(|place| place.id == id).unwrap();
        let chosen: Vec<usize> = decision.chosen.iter().map(|id| place_of(id.as_str())).collect();
        assert!(decision.proven, "seed {seed}");
        assert_eq!(&case.score(&chosen), best, "seed {seed}: {:?}", decision.chosen);
        // Units are where the decision says, and no more than are there.
        let mut shipping = Vec::new();
        for (item, line) in order.lines.iter().enumerate() {
            for portion in line.units.portions() {
                let place = place_of(portion.location.as_ref().unwrap().as_str());
                assert!(portion.stage == Stage::Allocated && portion.quantity.units() <= case.gives(place, item), "seed {seed}");
                shipping.push(place);
            }
        }
        shipping.sort_unstable();
        shipping.dedup();
        let mut sorted = chosen.clone();
        sorted.sort_unstable();
        assert_eq!(shipping, sorted, "seed {seed}");
        let together: Vec<_> = case.goes_together().iter().map(|item| order.lines[*item].units.portions().to_vec()).collect();
        let homes: Vec<_> = together.iter().flatten().map(|portion| portion.location.clone()).collect();
        assert!(homes.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}");
        // Every location has one code, and it is true.
        let trace = decision.policy.as_ref().unwrap();
        let noted: usize = trace.locations.iter().map(|note| note.locations.len()).sum();
        assert_eq!(noted, case.places.len(), "seed {seed}");
        for note in &trace.locations {
            for id in &note.locations {
                let place = place_of(id.as_str());
                let with = || plans.iter().filter(|(_, set)| set.contains(&place));
                match note.code {
                    LocationCode::Chosen => assert!(chosen.contains(&place), "seed {seed}"),
                    LocationCode::Worse => {
                        let by = case.rank.iter().position(|by| Some(*by) == note.worse_by).unwrap();
                        let least = note.at_least.unwrap();
                        assert!(with().all(|(score, _)| is_worse(score, best, by, least)), "seed {seed}: {note:?}");
                    }
                    LocationCode::Dominated => {
                        let by = place_of(note.by.as_ref().unwrap().as_str());
                        // Of what goes together only the whole counts.
                        let together = case.goes_together();
                        let whole = |place| together.iter().all(|item| case.gives(place, *item) >= case.wanted[*item]);
                        let mut apart = (0..case.items.len()).filter(|item| !together.contains(item));
                        let has_as_much = apart.all(|item| case.gives(by, item) >= case.gives(place, item));
                        assert!(has_as_much && (whole(by) || !whole(place)), "seed {seed}: {note:?}");
                        assert!(case.score(&[by]) <= case.score(&[place]), "seed {seed}: {note:?}");
                    }
                    LocationCode::KeepTogether => assert!(!case.goes_together().is_empty(), "seed {seed}: {note:?}"),
                    LocationCode::Group => assert!(case.only_stores && !case.places[place].store, "seed {seed}"),
                    LocationCode::Searched => assert!(with().all(|(score, _)| score >= best), "seed {seed}"),
                    _ => assert!((0..case.items.len()).all(|item| case.gives(place, item) == 0), "seed {seed}: {note:?}"),
                }
                *seen.entry(note.code.name()).or_default() += 1;
            }
        }
        if let Some(single) = &trace.one_parcel {
            let score = case.score(&[place_of(single.location.as_str())]);
            let others = plans.iter().filter(|(_, set)| set.len() == 1).map(|(score, _)| score).min().unwrap();
            assert_eq!(&score, others, "seed {seed}");
            *seen.entry("one parcel").or_default() += 1;
        }
        assert_eq!(engine.audit().unwrap().differences, [], "seed {seed}");
        check_regrets(&case, &mut engine, &plans, &mut seen, seed);
    }
    for code in
        ["held", "chosen", "worse", "dominated", "group", "capability", "stock_floor", "no_stock", "one parcel", "regret", "as good"]
    {
        assert!(seen.get(code).is_some_and(|times| *times >= 10), "{code} hardly ever came: {seen:?}");
    }
}

/// What it costs to insist on each location, against every set with it.
fn check_regrets(
    case: &Case,
    engine: &mut Engine<MemoryStorage>,
    plans: &[(Vec<i64>, &Vec<usize>)],
    seen: &mut BTreeMap<&str, u32>,
    seed: u64,
) {
    let (order, at) = ("o1".parse().unwrap(), "2026-03-01T10:00:00Z".parse().unwrap());
    let query = RegretQuery { order, at, locations: Vec::new(), commands: Vec::new(), steps_max: 100_000 };
    let regrets = engine.regrets(query).unwrap();
    let (best, _) = plans.iter().min().unwrap();
    let places = |plan: &RegretPlan| {
        let mut shipping: Vec<usize> =
            plan.ship.iter().map(|units| case.places.iter().position(|place| place.id == units.location.as_str()).unwrap()).collect();
        shipping.sort_unstable();
        shipping.dedup();
        shipping
    };
    let is_whole = |plan: &RegretPlan| {
        let of = |item: usize| {
            plan.ship.iter().filter(|units| units.sku.as_str() == format!("s{item}")).map(|units| units.quantity.units()).sum::<i64>()
        };
        (0..case.items.len()).all(|item| of(item) == case.wanted[item])
    };
    let found = regrets.best.as_ref().unwrap_or_else(|| panic!("seed {seed}: {regrets:?}"));
    assert!(found.proven && is_whole(found), "seed {seed}");
    assert_eq!(&case.score(&places(found)), best, "seed {seed}");
    assert_eq!(regrets.locations.len(), case.places.len(), "seed {seed}");
    let together = case.goes_together();
    for said in &regrets.locations {
        let place = case.places.iter().position(|place| place.id == said.location.as_str()).unwrap();
        let apart = (0..case.items.len()).any(|item| !together.contains(&item) && case.gives(place, item) > 0);
        let whole = !together.is_empty() && together.iter().all(|item| case.gives(place, *item) >= case.wanted[*item]);
        let with = plans.iter().filter(|(_, set)| set.contains(&place) && (apart || whole)).map(|(score, _)| score).min();
        let Some(with) = with else {
            assert!(said.bar.is_some() && said.plan.is_none(), "seed {seed}: {said:?}");
            continue;
        };
        let plan = said.plan.as_ref().unwrap_or_else(|| panic!("seed {seed}: {said:?}"));
        assert!(said.proven && is_whole(plan) && places(plan).contains(&place), "seed {seed}: {said:?}");
        assert_eq!(&case.score(&places(plan)), with, "seed {seed}: {said:?}");
        let first = with.iter().zip(best).position(|(with, best)| with != best);
        let regret = first.map_or(0, |first| with[first] - best[first]);
        assert_eq!((said.worse_by, said.regret), (first.map(|first| case.rank[first]), regret.unsigned_abs()), "seed {seed}: {said:?}");
        *seen.entry(if regret > 0 { "regret" } else { "as good" }).or_default() += 1;
    }
}
