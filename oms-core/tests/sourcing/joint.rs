//! Orders that share stock, against all plans there are.

use oms_core::sourcing::{Backlog, Bench, Claim, Load, Market, ProblemError, Room, Scratch, Shipped, Waiting};

use crate::instances::Queue;

/// What an order may take, by claim and location, and what that costs.
type Plan = (i64, Vec<i32>);

/// All plans of an order on the whole stock, cheapest first.
fn plans(backlog: &Backlog<'_>, order: &Waiting<'_>) -> Vec<Plan> {
    let locations = backlog.locations;
    let mut partial = vec![vec![0; order.claims.len() * locations]];
    for (place, claim) in order.claims.iter().enumerate() {
        for location in 0..locations {
            let there = backlog.stock[claim.sku as usize * locations + location];
            let cell = place * locations + location;
            partial = partial
                .into_iter()
                .flat_map(|plan| {
                    let taken: i32 = plan[place * locations..(place + 1) * locations].iter().sum();
                    (0..=there.min(claim.quantity - taken)).map(move |units| {
                        let mut plan = plan.clone();
                        plan[cell] = units;
                        plan
                    })
                })
                .collect();
        }
    }
    let mut plans: Vec<Plan> = partial.into_iter().filter_map(|plan| Some((cost(backlog, order, &plan)?, plan))).collect();
    plans.sort_unstable();
    plans
}

fn cost(backlog: &Backlog<'_>, order: &Waiting<'_>, plan: &[i32]) -> Option<i64> {
    let locations = backlog.locations;
    let used: Vec<usize> =
        (0..locations).filter(|location| plan.iter().skip(*location).step_by(locations).any(|units| *units > 0)).collect();
    let mut cost: i64 = used.iter().map(|location| order.fixed[*location]).sum();
    for (place, claim) in order.claims.iter().enumerate() {
        let cells = place * locations..(place + 1) * locations;
        let short = claim.quantity - plan[cells.clone()].iter().sum::<i32>();
        cost += claim.short_penalty * i64::from(short);
        cost += plan[cells.clone()].iter().zip(&order.unit_costs[cells]).map(|(units, unit)| i64::from(*units) * unit).sum::<i64>();
    }
    (used.len() <= order.shipments_max).then_some(cost)
}

/// What is left for orders: units by SKU and location, orders, units and grams by location.
#[derive(Clone)]
struct Left {
    stock: Vec<i32>,
    rooms: Vec<[i64; 3]>,
}

impl Left {
    fn of(backlog: &Backlog<'_>) -> Left {
        let measures = |room: &Room| [room.orders, room.units, room.grams].map(|limit| limit.unwrap_or(1 << 40));
        let none = vec![Room::default(); if backlog.rooms.is_empty() { backlog.locations } else { 0 }];
        Left { stock: backlog.stock.to_vec(), rooms: backlog.rooms.iter().chain(&none).map(measures).collect() }
    }

    fn take(&mut self, backlog: &Backlog<'_>, order: &Waiting<'_>, plan: &[i32]) {
        for location in 0..backlog.locations {
            let (mut units, mut grams) = (0, 0);
            for (place, claim) in order.claims.iter().enumerate() {
                let cell = place * backlog.locations + location;
                self.stock[claim.sku as usize * backlog.locations + location] -= plan[cell];
                let counted = i64::from((plan[cell] - order.load.uncounted.get(cell).copied().unwrap_or(0)).max(0));
                units += counted;
                grams += counted * order.load.grams.get(place).copied().unwrap_or(0);
            }
            self.rooms[location].iter_mut().zip([i64::from(units > 0), units, grams]).for_each(|(left, load)| *left -= load);
        }
    }

    fn is_over(&self) -> bool {
        self.stock.iter().any(|units| *units < 0) || self.rooms.iter().flatten().any(|left| *left < 0)
    }
}

/// The least that all orders from a place on cost together on what is left, if that is below `limit`.
fn cheapest(backlog: &Backlog<'_>, plans: &[Vec<Plan>], order: usize, left: &Left, limit: i64) -> i64 {
    let Some(mine) = plans.get(order) else { return 0 };
    let later: i64 = plans[order + 1..].iter().map(|plans| plans[0].0).sum();
    let mut best = limit;
    for (cost, plan) in mine {
        if cost + later >= best {
            break;
        }
        let mut after = left.clone();
        after.take(backlog, &backlog.orders[order], plan);
        if !after.is_over() {
            best = best.min(cost + cheapest(backlog, plans, order + 1, &after, best - cost));
        }
    }
    best
}

fn least(backlog: &Backlog<'_>) -> i64 {
    let all: Vec<Vec<Plan>> = backlog.orders.iter().map(|order| plans(backlog, order)).collect();
    cheapest(backlog, &all, 0, &Left::of(backlog), i64::MAX / 2)
}

#[test]
fn small_backlogs_are_solved_exactly() {
    let mut proven = 0;
    for seed in 0..1_500 {
        Queue::odd(seed).with(|backlog| {
            let best = least(backlog);
            let found = backlog.solve(1_000_000).expect("within bounds");
            assert_eq!(backlog.cost_of(&found.ship), Some(found.cost), "seed {seed}");
            assert_eq!(found.cost, best, "seed {seed}: {backlog:?}");
            assert!(found.bound <= best && found.proven == (found.bound == found.cost), "seed {seed}: {found:?}");
            proven += u32::from(found.proven);
        });
    }
    assert!(proven > 1_400, "most are proven: {proven}");
}

#[test]
fn small_backlogs_at_locations_that_can_take_on_only_so_much_are_solved_exactly() {
    let (mut proven, mut dearer, mut bites) = (0, 0, 0);
    for seed in 0..1_500 {
        Queue::crowded(seed).with(|backlog| {
            let best = least(backlog);
            let found = backlog.solve(1_000_000).expect("within bounds");
            assert_eq!(backlog.cost_of(&found.ship), Some(found.cost), "seed {seed}: {backlog:?} {found:?}");
            assert!(found.bound <= best && found.proven == (found.bound == found.cost), "seed {seed}: {best} {found:?} {backlog:?}");
            dearer += u32::from(found.cost > best);
            assert!(found.cost >= best, "seed {seed}");
            proven += u32::from(found.proven);
            bites += u32::from(least(&Backlog { rooms: &[], ..*backlog }) < best);
            let known = backlog.solve_from(&found.ship, 1).expect("within bounds");
            assert_eq!(known.cost, found.cost, "seed {seed}: what is known is never given up");
        });
    }
    println!("{proven} proven, {dearer} dearer than the best, room matters to {bites}");
    assert!(proven > 1_400 && dearer == 0 && bites > 300, "{proven} proven, {dearer} dearer, {bites} bites");
}

#[test]
fn locations_are_never_filled_beyond_their_room() {
    // Percent of all orders and units that each location can take on, and by how many percent plans may be above what is proven. Where so
    // little fits that orders stay short, only the limits are looked at.
    for (seed, percent, most) in [(2, 28, 5), (3, 35, 3), (4, 60, 3), (1, 20, 1_000)] {
        Queue::new(150, 12, 70, 130, 35, seed).with_rooms(percent).with(|backlog| {
            let free = Backlog { rooms: &[], ..*backlog }.solve(60_000).expect("within bounds");
            let found = backlog.solve(60_000).expect("within bounds");
            println!("{percent} percent of room: {} at least {}, without limit {}", found.cost, found.bound, free.cost);
            assert_eq!(backlog.cost_of(&found.ship), Some(found.cost));
            assert!(percent > 30 || backlog.cost_of(&free.ship).is_none(), "the limits matter");
            assert!(found.cost >= free.bound && found.bound <= found.cost);
            assert!((found.cost - found.bound) * 100 < most * found.bound, "seed {seed}: {} {}", found.cost, found.bound);
        });
    }
}

#[test]
fn plans_that_are_none_are_not_taken_up() {
    Queue::new(20, 6, 10, 120, 30, 5).with(|backlog| {
        let market = || Market::new(backlog).expect("within bounds");
        let alone = market().joint();
        let suggested = |ship: &[Vec<Shipped>]| {
            let mut market = market();
            market.suggest(ship);
            market.joint()
        };
        let best = backlog.solve(50_000).expect("within bounds");
        assert_eq!(suggested(&best.ship).cost, best.cost);
        let first = best.ship.iter().position(|ship| !ship.is_empty()).expect("some order is sent");
        let changes: [fn(&mut Shipped); 4] =
            [|shipped| shipped.units += 100, |shipped| shipped.location = 99, |shipped| shipped.line = 99, |shipped| shipped.units = 0];
        for change in changes {
            let mut wrong = best.ship.clone();
            change(&mut wrong[first][0]);
            assert_eq!(suggested(&wrong), alone);
        }
        let mut twice = best.ship.clone();
        let again = twice[first][0];
        twice[first].push(again);
        assert_eq!((suggested(&twice), suggested(&best.ship[1..])), (alone.clone(), alone));
    });
}

#[test]
fn any_division_into_parts_and_any_memory_gives_the_same() {
    for (orders, seed, room) in [(40, 1, 100), (90, 2, 100), (160, 3, 100), (90, 4, 15)] {
        Queue::new(orders, 12, orders / 2, 110, 35, seed).with_rooms(room).with(|backlog| {
            let whole = backlog.solve(40_000).expect("within bounds");
            let mut market = Market::new(backlog).expect("within bounds");
            let mut desks = [Scratch::default(), Scratch::default()];
            while market.wants_round(40_000) {
                let ranges = [0..orders / 3, orders / 3..orders / 2, orders / 2..orders + 5];
                let mut parts: Vec<_> =
                    ranges.into_iter().enumerate().map(|(part, range)| market.round(range, &mut desks[part % 2])).collect();
                parts.reverse();
                market.absorb(&parts);
            }
            let mut benches = [Bench::default(), Bench::default()];
            for turn in 0.. {
                let Some(batch) = market.next_batch(40_000) else { break };
                let attempt = market.attempt(&batch, 0..batch.len(), &mut benches[turn % 2]);
                market.take_up(&[attempt]);
            }
            market.finish(40_000);
            assert_eq!(market.joint(), whole);
        });
    }
}

#[test]
fn more_work_makes_better_plans_and_the_bound_holds_at_any_time() {
    Queue::new(300, 15, 120, 108, 35, 4).with(|backlog| {
        let mut market = Market::new(backlog).expect("within bounds");
        let one_by_one = market.joint();
        let mut scratch = Scratch::default();
        let (mut last, mut bound) = (one_by_one.cost, i64::MIN);
        while market.wants_round(1_000_000) {
            let round = market.round(0..300, &mut scratch);
            market.absorb(&[round]);
            let joint = market.joint();
            assert_eq!(backlog.cost_of(&joint.ship), Some(joint.cost));
            let progress = market.progress();
            assert_eq!((progress.cost, progress.bound, progress.steps), (joint.cost, joint.bound, joint.steps));
            assert!(joint.cost <= last && joint.bound >= bound && joint.bound <= joint.cost);
            (last, bound) = (joint.cost, joint.bound);
        }
        market.improve(1_000_000);
        let joint = market.joint();
        assert_eq!(backlog.cost_of(&joint.ship), Some(joint.cost));
        assert!(joint.cost < last && joint.bound <= joint.cost, "clusters are worth their work");
        assert!((one_by_one.cost - joint.cost) * 50 > one_by_one.cost, "together is at least 2 percent cheaper than one by one");
        assert!(
            (joint.cost - joint.bound) * 100 < 2 * joint.cost,
            "at most 2 percent above what is proven: {} {}",
            joint.cost,
            joint.bound
        );
    });
}

#[test]
fn the_largest_figures_do_no_harm() {
    // Many units of many SKUs, dear and short, at the end of what is taken.
    let claims: Vec<Claim> = (0..200).map(|sku| Claim { sku, quantity: 1_000_000, short_penalty: 30_000 }).collect();
    let costs: Vec<i64> = (0..600).map(|cell| cell % 7 - 3).collect();
    let order = Waiting { fixed: &[1 << 30, 5, 0], claims: &claims, unit_costs: &costs, shipments_max: 3, load: Load::default() };
    let stock: Vec<i32> = (0..600).map(|cell| if cell % 3 == 0 { i32::MAX } else { 700_000 + cell }).collect();
    let few: Vec<Claim> = (0..5).map(|sku| Claim { sku, quantity: 2, short_penalty: 1 << 43 }).collect();
    let dear = Waiting { claims: &few, unit_costs: &costs[..15], ..order };
    let backlog = Backlog { locations: 3, stock: &stock, rooms: &[], orders: &[order, order, dear, order, dear] };
    let joint = backlog.solve(2_000).expect("within bounds");
    assert_eq!(backlog.cost_of(&joint.ship), Some(joint.cost));
    assert!(joint.bound <= joint.cost);
    let grams = vec![1 << 25; 200];
    let heavy = Waiting { load: Load { grams: &grams, ..Load::default() }, ..order };
    let few = Room { orders: Some(1), units: None, grams: Some(i64::MAX - 1) };
    let room = Room { orders: None, units: Some(i64::MAX - 1), grams: Some(1 << 50) };
    let limited = Backlog { orders: &[heavy, order, dear, heavy, dear], rooms: &[few, room, Room::default()], ..backlog };
    let joint = limited.solve(2_000).expect("within bounds");
    assert_eq!(limited.cost_of(&joint.ship), Some(joint.cost));
    assert!(joint.bound <= joint.cost);
}

#[test]
fn backlogs_that_make_no_sense_are_refused() {
    let queue = Queue::new(2, 3, 4, 100, 0, 1);
    queue.with(|backlog| {
        let short = Backlog { stock: &backlog.stock[1..], ..*backlog };
        assert!(matches!(short.solve(10), Err(ProblemError::Size { table: "stock", .. })));
        let claim = backlog.orders[0].claims[0];
        let twice = Waiting { claims: &[claim, claim], unit_costs: &[0; 6], ..backlog.orders[0] };
        assert_eq!(Backlog { orders: &[twice], ..*backlog }.solve(10), Err(ProblemError::Twice { sku: claim.sku }));
        let unknown = Claim { sku: 4, ..claim };
        let unknown = Waiting { claims: &[unknown], unit_costs: &[0; 3], ..backlog.orders[0] };
        assert!(matches!(Backlog { orders: &[unknown], ..*backlog }.solve(10), Err(ProblemError::Range { table: "claims" })));
        let dear = Waiting { fixed: &[i64::MAX; 3], ..backlog.orders[0] };
        assert_eq!(Backlog { orders: &[dear], ..*backlog }.solve(10), Err(ProblemError::Cost));
        let few = Backlog { rooms: &[Room::default()], ..*backlog };
        assert!(matches!(few.solve(10), Err(ProblemError::Size { table: "rooms", .. })));
        let less = [Room { units: Some(-1), ..Room::default() }; 3];
        assert_eq!(Backlog { rooms: &less, ..*backlog }.solve(10), Err(ProblemError::Range { table: "rooms" }));
        let wrong = Waiting { load: Load { grams: &[-1], uncounted: &[] }, claims: &[claim], unit_costs: &[0; 3], ..backlog.orders[0] };
        assert_eq!(Backlog { orders: &[wrong], ..*backlog }.solve(10), Err(ProblemError::Range { table: "load" }));
        let none = Backlog { orders: &[], ..*backlog }.solve(10).expect("no orders");
        assert_eq!((none.cost, none.proven, none.ship.len()), (0, true, 0));
    });
}
