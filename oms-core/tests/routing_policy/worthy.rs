//! Rules that say what a parcel is worth at least: what it costs to insist on a location, against every way to divide the order.

use oms_core::routing::{RankBy, RegretQuery};
use oms_core::{Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

use crate::dice::Dice;

struct Case {
    /// By location: priority, what a parcel and a unit cost there in cents, and its stock.
    places: Vec<(i64, i64, i64, Vec<i64>)>,
    /// By item: units wanted, price of one.
    items: Vec<(i64, i64)>,
    least: i64,
    rank: Vec<RankBy>,
    parcels_max: Option<usize>,
    /// Whether the first two items go together.
    together: bool,
}

impl Case {
    fn roll(dice: &mut Dice) -> Case {
        let items: Vec<(i64, i64)> = (0..1 + dice.below(3)).map(|_| (1 + dice.below(3), 5 + dice.below(20))).collect();
        let place = |dice: &mut Dice| {
            let stock = items.iter().map(|(wanted, _)| if dice.chance(75) { dice.below(wanted + 2) } else { 0 }).collect();
            (dice.below(4), dice.below(600), dice.below(90), stock)
        };
        let places = (0..2 + dice.below(3)).map(|_| place(dice)).collect();
        let rank = match dice.below(4) {
            0 => vec![RankBy::Priority],
            1 => vec![RankBy::Parcels, RankBy::Priority],
            2 => vec![RankBy::Cost],
            _ => vec![RankBy::Priority, RankBy::Cost],
        };
        let (least, parcels_max) = (dice.below(40), dice.maybe(30, |dice| usize::try_from(1 + dice.below(3)).unwrap()));
        let together = items.len() > 1 && dice.chance(30);
        Case { places, items, least, rank, parcels_max, together }
    }

    fn commands(&self) -> Vec<Value> {
        let euro = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        let mut commands = vec![json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}})];
        for (number, (priority, parcel, unit, _)) in self.places.iter().enumerate() {
            commands.push(json!({"type": "put_location", "location": {"id": format!("n{number}"), "country": "DE", "priority": priority,
                "handling_costs": [{"currency": "EUR", "per_parcel": euro(*parcel), "per_unit": euro(*unit)}]}}));
        }
        for item in 0..self.items.len() {
            let tags = if self.together && item < 2 { vec!["set"] } else { vec![] };
            commands.push(json!({"type": "put_item", "sku": format!("s{item}"), "tags": tags}));
            for (number, (.., stock)) in self.places.iter().enumerate().filter(|(_, (.., stock))| stock[item] > 0) {
                commands.push(json!({"type": "receive_stock", "sku": format!("s{item}"), "location": format!("n{number}"),
                    "quantity": stock[item]}));
            }
        }
        let mut split = json!({"parcel_value_min": {"currency": "EUR", "amount": format!("{}.00", self.least)},
            "keep_together": if self.together { vec!["set"] } else { vec![] }});
        if let Some(most) = self.parcels_max {
            split["parcels_max"] = json!(most);
        }
        let rule = json!({"name": "worthy", "rank": self.rank, "split": split, "otherwise": "hold"});
        commands.push(json!({"type": "put_routing_policy", "rules": [rule]}));
        let line = |(number, (wanted, price)): (usize, &(i64, i64))| {
            let (id, sku, price) = (format!("l{number}"), format!("s{number}"), format!("{price}.00"));
            json!({"id": id, "sku": sku, "quantity": wanted, "unit_price": price})
        };
        let lines: Vec<Value> = self.items.iter().enumerate().map(line).collect();
        commands.push(json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": "EUR", "lines": lines,
            "shipping_address": {"country": "DE"}}));
        commands
    }

    /// What is wanted as far as it is there: what nobody has is left out.
    fn wanted(&self) -> Vec<i64> {
        let there = |item: usize| self.places.iter().map(|(.., stock)| stock[item].min(self.items[item].0)).sum::<i64>();
        self.items.iter().enumerate().map(|(item, (wanted, _))| (*wanted).min(there(item))).collect()
    }

    /// What a plan scores by each criterion, if its parcels are worth enough and all is in it.
    fn score(&self, plan: &[Vec<i64>], wanted: &[i64]) -> Option<Vec<i64>> {
        let ships = |place: &usize| plan[*place].iter().any(|units| *units > 0);
        let used: Vec<usize> = (0..self.places.len()).filter(ships).collect();
        let worth = |place: usize| plan[place].iter().zip(&self.items).map(|(units, (_, price))| units * price).sum::<i64>();
        let is_worth = used.len() <= 1 || used.iter().all(|place| worth(*place) >= self.least);
        let goes_together = !self.together
            || used.iter().all(|place| (0..2).all(|item| [0, wanted[item]].contains(&plan[*place][item])))
                && used.iter().filter(|place| plan[**place][..2].iter().any(|units| *units > 0)).count() <= 1;
        if !is_worth || !goes_together || self.parcels_max.is_some_and(|most| used.len() > most) {
            return None;
        }
        let cost = |place: &usize| self.places[*place].1 + self.places[*place].2 * plan[*place].iter().sum::<i64>();
        let value = |by: &RankBy| match by {
            RankBy::Parcels => i64::try_from(used.len()).unwrap(),
            RankBy::Priority => used.iter().map(|place| self.places[*place].0).sum(),
            _ => used.iter().map(cost).sum(),
        };
        Some(self.rank.iter().map(value).collect())
    }

    fn every(&self, wanted: &[i64], look: &mut impl FnMut(&[Vec<i64>])) {
        let mut plan = vec![vec![0; self.items.len()]; self.places.len()];
        self.fill(wanted, &mut plan, 0, 0, look);
    }

    fn fill(&self, wanted: &[i64], plan: &mut Vec<Vec<i64>>, item: usize, place: usize, look: &mut impl FnMut(&[Vec<i64>])) {
        if item == self.items.len() {
            return look(plan);
        }
        let left = wanted[item] - plan.iter().map(|row| row[item]).sum::<i64>();
        if place == self.places.len() {
            return if left == 0 {
                self.fill(wanted, plan, item + 1, 0, look)
            };
        }
        for units in 0..=left.min(self.places[place].3[item]) {
            plan[place][item] = units;
            self.fill(wanted, plan, item, place + 1, look);
        }
        plan[place][item] = 0;
    }
}

#[test]
fn regrets_of_parcels_that_are_worth_enough_are_exact() {
    let (mut worse, mut equal, mut none, mut bound_by_worth) = (0, 0, 0, 0);
    for seed in 0..2_000 {
        let case = Case::roll(&mut Dice::new(seed + 70_000));
        let mut engine = Engine::new(MemoryStorage::new());
        for (number, command) in case.commands().into_iter().enumerate() {
            let envelope = json!({"id": format!("c{number}"), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
            let outcome = engine.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
            assert!(matches!(outcome, Outcome::Applied { .. }), "seed {seed}: {outcome:?}");
        }
        let wanted = case.wanted();
        if wanted.iter().all(|units| *units == 0) {
            continue;
        }
        let mut best: Option<Vec<i64>> = None;
        let mut with: Vec<Option<Vec<i64>>> = vec![None; case.places.len()];
        let mut free: Option<Vec<i64>> = None;
        let any = Case { least: 0, places: case.places.clone(), items: case.items.clone(), rank: case.rank.clone(), ..case };
        case.every(&wanted, &mut |plan| {
            let better = |known: &mut Option<Vec<i64>>, score: &Vec<i64>| {
                if known.as_ref().is_none_or(|known| score < known) {
                    *known = Some(score.clone());
                }
            };
            if let Some(score) = any.score(plan, &wanted) {
                better(&mut free, &score);
            }
            let Some(score) = case.score(plan, &wanted) else { return };
            better(&mut best, &score);
            for (_, with) in with.iter_mut().enumerate().filter(|(place, _)| plan[*place].iter().any(|units| *units > 0)) {
                better(with, &score);
            }
        });
        bound_by_worth += u32::from(free != best);
        let query = |steps_max| {
            let (order, at) = ("o1".parse().unwrap(), "2026-03-01T10:00:00Z".parse().unwrap());
            RegretQuery { order, at, locations: Vec::new(), commands: Vec::new(), steps_max }
        };
        let said = engine.regrets(query(1_000_000)).unwrap();
        let Some(best) = best else {
            assert!(said.bar.is_some() && said.best.is_none(), "seed {seed}: {said:?}");
            none += 1;
            continue;
        };
        assert_eq!((said.bar, said.best.as_ref().map(|best| best.proven)), (None, Some(true)), "seed {seed}");
        for (place, with) in with.iter().enumerate() {
            let found = said.locations.iter().find(|found| found.location.as_str() == format!("n{place}")).unwrap();
            let Some(with) = with else {
                assert!(found.plan.is_none() && found.bar.is_some(), "seed {seed}: {found:?}");
                continue;
            };
            let plan = found.plan.as_ref().unwrap_or_else(|| panic!("seed {seed}: {found:?}"));
            let mut rows = vec![vec![0; case.items.len()]; case.places.len()];
            for units in &plan.ship {
                let (location, sku) = (units.location.as_str()[1..].parse::<usize>(), units.sku.as_str()[1..].parse::<usize>());
                rows[location.unwrap()][sku.unwrap()] += units.quantity.units();
            }
            assert_eq!(case.score(&rows, &wanted).as_ref(), Some(with), "seed {seed}, n{place}: {plan:?}");
            assert!(found.proven && rows[place].iter().any(|units| *units > 0), "seed {seed}: {found:?}");
            let first = with.iter().zip(&best).position(|(with, best)| with != best);
            let regret = first.map_or(0, |first| with[first] - best[first]);
            assert_eq!((found.worse_by, found.regret), (first.map(|first| case.rank[first]), regret.unsigned_abs()), "seed {seed}");
            worse += u32::from(regret > 0);
            equal += u32::from(regret == 0);
        }
    }
    assert!(worse > 300 && equal > 300 && none > 20 && bound_by_worth > 100, "{worse}, {equal}, {none}, {bound_by_worth}");
}
