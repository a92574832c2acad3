//! Days that can take on only so much, and orders of different priorities.

use crate::brute::{Grid, Table};
use crate::dice::Dice;
use crate::joint::carry_out;
use crate::shop::Shop;

#[test]
fn what_is_proposed_keeps_to_the_days_and_serves_higher_priorities_first() {
    let (mut moved, mut proven, mut dearer, mut full, mut several) = (0, 0, 0, 0, 0);
    for seed in 0..500 {
        let mut shop = Shop::crowded(seed);
        let dice = &mut Dice::new(seed);
        let cost_of_moving = dice.pick(&[0, 0, 150]);
        let table = Table::of(&mut shop, cost_of_moving);
        let orders = shop.orders.clone();
        let plan = shop.plan(&orders, u32::try_from(cost_of_moving).unwrap());
        if table.orders.is_empty() {
            assert_eq!(plan.proposals, [], "seed {seed}");
            continue;
        }
        let least = table.least_by_priority();
        full += i32::from(Table::of(&mut shop, cost_of_moving).without_limits().least_by_priority() != least);
        several += i32::from(least.len() > 1);
        moved += plan.proposals.len();
        carry_out(&mut shop, dice, &plan, seed);
        let after = Table::of(&mut shop, cost_of_moving);
        let plans: Vec<&Grid> = after.orders.iter().map(|order| &order.held).collect();
        assert!(table.has_room(&plans), "seed {seed}: {plan:?}");
        let comes_to = table.ranks(&plans);
        let held: Vec<&Grid> = table.orders.iter().map(|order| &order.held).collect();
        assert!(least <= comes_to && comes_to <= table.ranks(&held), "seed {seed}: {least:?} {comes_to:?} {plan:?}");
        if plan.proven {
            proven += 1;
            assert_eq!(comes_to, least, "seed {seed}: {plan:?}");
        }
        dearer += i32::from(comes_to > least);
        let again = shop.plan(&orders, u32::try_from(cost_of_moving).unwrap());
        assert_eq!(again.before, plan.after, "seed {seed}");
        if plan.proven && cost_of_moving == 0 {
            assert_eq!(again.proposals, [], "seed {seed}: nothing is left to gain");
        }
    }
    println!("{moved} proposals, {proven} proven, {dearer} dearer, days matter to {full}, {several} with several priorities");
    assert!(moved > 50 && proven > 300 && full > 20 && several > 100, "{moved} {proven} {full} {several}");
    assert!(dearer <= 5, "{dearer} plans were not the best");
}
