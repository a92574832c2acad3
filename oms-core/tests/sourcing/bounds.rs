//! What the solver does not take, and why it says so.

use oms_core::sourcing::{COST_MAX, LINES_MAX, LOCATIONS_MAX, Line, Problem, ProblemError, UNITS_MAX};

const LINE: Line = Line { quantity: 2, short_penalty: 900 };

fn problem<'a>(lines: &'a [Line], units: &'a [i32], unit_costs: &'a [i64]) -> Problem<'a> {
    Problem { fixed: &[100, 200], ranks: None, lines, units, unit_costs, shipments_max: 2 }
}

#[test]
fn tables_that_do_not_fit_together_are_named() {
    let wrong = problem(&[LINE], &[1, 1, 1], &[0, 0]).solve(10).expect_err("three units for two locations");
    assert_eq!(wrong, ProblemError::Size { table: "units", expected: 2, found: 3 });
    let wrong = problem(&[LINE], &[1, 1], &[0]).solve(10).expect_err("one cost for two locations");
    assert_eq!(wrong.to_string(), "`unit_costs` has 1 entries instead of 2: give one for each line and location, or for each location");
    let ranked = Problem { ranks: Some(&[7, 7]), ..problem(&[LINE], &[1, 1], &[0, 0]) };
    assert_eq!(ranked.solve(10), Err(ProblemError::Rank { rank: 7 }));
}

#[test]
fn figures_out_of_bounds_are_refused() {
    assert_eq!(problem(&[LINE], &[1, -1], &[0, 0]).solve(10), Err(ProblemError::Range { table: "units" }));
    let negative = Problem { fixed: &[1, -1], ..problem(&[LINE], &[1, 1], &[0, 0]) };
    assert_eq!(negative.solve(10), Err(ProblemError::Range { table: "fixed" }));
    let many = [Line { quantity: UNITS_MAX + 1, short_penalty: 1 }];
    assert_eq!(problem(&many, &[1, 1], &[0, 0]).solve(10), Err(ProblemError::Range { table: "lines" }));
    for dear in [i64::MAX, i64::MIN, COST_MAX] {
        assert_eq!(problem(&[LINE], &[1, 1], &[0, dear]).solve(10), Err(ProblemError::Cost), "{dear}");
        let line = [Line { quantity: 1, short_penalty: dear }];
        assert_eq!(problem(&line, &[1, 1], &[0, 0]).solve(10), Err(ProblemError::Cost), "{dear}");
    }
    let fixed = vec![0; LOCATIONS_MAX + 1];
    let wide = Problem { fixed: &fixed, ranks: None, lines: &[], units: &[], unit_costs: &[], shipments_max: 1 };
    assert!(matches!(wide.solve(10), Err(ProblemError::TooMany { what: "locations", .. })));
    let lines = vec![LINE; LINES_MAX + 1];
    let long = Problem { lines: &lines, ..problem(&[], &[], &[]) };
    assert!(matches!(long.solve(10), Err(ProblemError::TooMany { what: "lines", .. })));
}

#[test]
fn the_dearest_figures_that_are_taken_are_exact() {
    let penalty = COST_MAX / 8;
    let lines = [Line { quantity: 3, short_penalty: penalty }];
    let found = problem(&lines, &[1, 1], &[-penalty, penalty - 1]).solve(10).expect("within bounds");
    assert_eq!(found.cost, 100 - penalty + 2 * penalty, "the second location is 199 dearer than to leave a unit out");
    assert!(found.proven);
}

#[test]
fn nothing_wanted_and_nobody_there_are_answers() {
    let nothing = problem(&[], &[], &[]).solve(0).expect("no lines");
    assert_eq!((nothing.cost, nothing.proven, nothing.ship.len()), (0, true, 0));
    let nobody = Problem { fixed: &[], ..problem(&[LINE, LINE], &[], &[]) }.solve(0).expect("no locations");
    assert_eq!((nobody.cost, nobody.proven), (3_600, true));
    let none_allowed = Problem { shipments_max: 0, ..problem(&[LINE], &[2, 2], &[0, 0]) }.solve(0).expect("no parcels");
    assert_eq!((none_allowed.cost, none_allowed.proven), (1_800, true));
}
