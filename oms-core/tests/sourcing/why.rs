//! What is said about each location is true of every plan with it.

use oms_core::sourcing::{Explanation, Scratch, Solution, Standing};

use crate::brute::Sets;
use crate::instances::{Shop, Single};

#[test]
fn what_is_said_about_a_location_is_true() {
    let (mut scratch, mut found, mut why) = (Scratch::default(), Solution::default(), Explanation::default());
    let mut told = [0_u32; 5];
    let odd = (0..1_200).map(Single::odd);
    let shops = (0..150).flat_map(|seed| [Single::new(Shop::Mixed, 5, 11, seed), Single::new(Shop::Thin, 8, 11, seed)]);
    for (number, order) in odd.chain(shops).enumerate() {
        let problem = order.problem();
        let steps_max = if number % 4 == 0 { 1 } else { 100_000 };
        scratch.explain(&problem, steps_max, &mut found, &mut why).expect("within bounds");
        assert_eq!(why.locations.len(), order.fixed.len());
        let sets = Sets::of(&problem);
        for (location, standing) in why.locations.iter().enumerate() {
            let units = |set: u32| set & (1 << location);
            let with = || sets.cheapest(|set| units(set) != 0);
            match standing {
                Standing::Chosen => assert!(found.ship.iter().any(|shipped| shipped.location as usize == location)),
                Standing::NoStock if order.shipments_max > 0 => assert!(with() >= found.bound + order.fixed[location]),
                Standing::NoStock => {}
                Standing::Dominated { by } => {
                    let without = sets.cheapest(|set| units(set) == 0);
                    assert!(without <= with(), "{location} is dominated by {by}: {order:?}");
                }
                Standing::Dearer { at_least } => {
                    assert!(with() >= found.cost + at_least, "{location} is at least {at_least} dearer: {order:?}");
                }
                Standing::Searched => assert!(!found.proven || with() >= found.cost),
            }
            told[match standing {
                Standing::Chosen => 0,
                Standing::NoStock => 1,
                Standing::Dominated { .. } => 2,
                Standing::Dearer { .. } => 3,
                Standing::Searched => 4,
            }] += 1;
        }
        let ships = |location: usize| {
            let mut lines = problem.lines.iter().enumerate().map(|(place, line)| (place * order.fixed.len() + location, line));
            lines.any(|(cell, line)| line.quantity > 0 && order.units[cell] > 0 && order.unit_costs[cell] <= line.short_penalty)
        };
        let one = |set: u32| set.count_ones() == 1 && ships(set.trailing_zeros() as usize);
        if let Some(parcel) = why.one_parcel {
            assert_eq!(parcel.cost, sets.cheapest(one), "{order:?}");
        } else {
            assert!(order.shipments_max == 0 || !(0..order.fixed.len()).any(ships));
        }
    }
    assert!(told.iter().all(|count| *count > 100), "each is told often enough to mean something: {told:?}");
}
