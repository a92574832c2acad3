//! Solves sourcing problems of a file, one JSON object a line, and tells how that went by class.

mod format;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use format::{Answer, Asked};
use oms_core::sourcing::{Scratch, Solution};

/// Work that is spent on a problem at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Nodes of the search for one order.
    pub single: u32,
    /// Steps for a backlog.
    pub joint: u64,
}

/// What became of the problems of a class.
#[derive(Default)]
struct Class {
    times: Vec<Duration>,
    proven: usize,
    cost: i64,
    bound: i64,
}

/// Solves every problem of a file and writes an answer a line to `out`, or to the standard output.
pub fn run(path: &Path, out: Option<&Path>, limits: Limits) -> ExitCode {
    let answers: io::Result<Box<dyn Write>> = match out {
        Some(out) => File::create(out).map(|file| Box::new(BufWriter::new(file)) as Box<dyn Write>),
        None => Ok(Box::new(io::stdout().lock())),
    };
    let opened = answers.and_then(|answers| Ok((BufReader::new(File::open(path)?), answers)));
    match opened.and_then(|(problems, mut answers)| solve_all(problems, &mut answers, &mut io::stderr().lock(), limits)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("route: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

/// Returns how many lines were no problems.
fn solve_all(problems: impl BufRead, answers: &mut dyn Write, report: &mut dyn Write, limits: Limits) -> io::Result<usize> {
    let mut classes: BTreeMap<String, Class> = BTreeMap::new();
    let mut scratch = Scratch::default();
    let mut bad = 0;
    for (number, line) in problems.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let asked = match format::read(&line) {
            Ok(asked) => asked,
            Err(reason) => {
                bad += 1;
                writeln!(report, "line {}: {reason}", number + 1)?;
                continue;
            }
        };
        match answer(&asked, &mut scratch, limits) {
            Ok((answer, time)) => {
                let class = classes.entry(asked.class.clone()).or_default();
                class.times.push(time);
                class.proven += usize::from(answer.proven);
                // Several priorities that are not proven have no bound to compare with.
                if let Some(bound) = answer.bound {
                    class.cost += answer.cost;
                    class.bound += bound;
                }
                serde_json::to_writer(&mut *answers, &answer)?;
                writeln!(answers)?;
            }
            Err(reason) => {
                bad += 1;
                writeln!(report, "line {}: {reason}", number + 1)?;
            }
        }
    }
    answers.flush()?;
    tell(&mut classes, report)?;
    if bad > 0 {
        writeln!(report, "{bad} lines were left out")?;
    }
    Ok(bad)
}

fn answer(asked: &Asked, scratch: &mut Scratch, limits: Limits) -> Result<(Answer, Duration), String> {
    let refused = |error: oms_core::sourcing::ProblemError| error.to_string();
    if let Some(single) = &asked.single {
        let problem = single.problem();
        let mut solution = Solution::default();
        let started = Instant::now();
        scratch.solve(&problem, limits.single, &mut solution).map_err(refused)?;
        let time = started.elapsed();
        let ship = solution.ship.iter().map(|shipped| vec![i64::from(shipped.line), i64::from(shipped.location), i64::from(shipped.units)]);
        let ship = ship.collect();
        let Solution { cost, bound, proven, .. } = solution;
        let by_priority = Vec::new();
        return Ok((Answer { id: asked.id.clone(), ship, cost, bound: Some(bound), proven, by_priority }, time));
    }
    let orders = asked.orders();
    let backlog = asked.backlog(&orders);
    let started = Instant::now();
    let joint = backlog.solve(limits.joint).map_err(refused)?;
    let time = started.elapsed();
    let mut ship = Vec::new();
    for (order, plan) in (0_i64..).zip(&joint.ship) {
        ship.extend(plan.iter().map(|taken| vec![order, i64::from(taken.line), i64::from(taken.location), i64::from(taken.units)]));
    }
    let mut by_priority = asked.costs(&joint.ship);
    let (mut cost, mut bound, proven) = (joint.cost, Some(joint.bound), joint.proven);
    if by_priority.len() > 1 {
        cost = by_priority.iter().map(|(_, cost)| cost).sum();
        bound = proven.then_some(cost);
    } else {
        by_priority.clear();
    }
    Ok((Answer { id: asked.id.clone(), ship, cost, bound, proven, by_priority }, time))
}

fn tell(classes: &mut BTreeMap<String, Class>, report: &mut dyn Write) -> io::Result<()> {
    writeln!(report, "{:<20} {:>6} {:>7} {:>12} {:>12} {:>12}", "class", "count", "proven", "mean us", "median us", "bound gap %")?;
    for (name, class) in classes {
        class.times.sort_unstable();
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        let mean = class.times.iter().copied().map(micros).sum::<f64>() / class.times.len() as f64;
        let median = class.times.get(class.times.len() / 2).copied().map_or(0.0, micros);
        let gap = 100.0 * (class.cost - class.bound) as f64 / (class.bound.max(1)) as f64;
        let count = class.times.len();
        writeln!(report, "{name:<20} {count:>6} {:>7} {mean:>12.2} {median:>12.2} {gap:>12.3}", class.proven)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { single: 1_000, joint: 10_000 };
    const SINGLE: &str = r#"{"id": 7, "class": "one", "locations": 2, "max_shipments": 2, "fixed": [500, 700],
        "lines": [{"qty": 1, "short_penalty": 9000, "stock": [[0, 1, 10], [1, 1, 60]]},
        {"qty": 2, "short_penalty": 9000, "stock": [[1, 2, 40]]}]}"#;
    const JOINT: &str = r#"{"id": "b", "class": "two", "locations": 2, "stock": [[[0, 1], [1, 1]]], "orders": [
        {"max_shipments": 2, "fixed": [500, 600], "lines": [{"sku": 0, "qty": 1, "short_penalty": 9000, "unit": [0, 0]}]},
        {"max_shipments": 2, "fixed": [500, 900], "lines": [{"sku": 0, "qty": 1, "short_penalty": 9000, "unit": [0, 0]}]}]}"#;

    fn solved(lines: &[&str]) -> (usize, String, String) {
        let text = lines.iter().map(|line| line.replace('\n', " ")).collect::<Vec<_>>().join("\n");
        let (mut answers, mut report) = (Vec::new(), Vec::new());
        let bad = solve_all(text.as_bytes(), &mut answers, &mut report, LIMITS).expect("memory is written");
        (bad, String::from_utf8(answers).expect("text"), String::from_utf8(report).expect("text"))
    }

    #[test]
    fn orders_and_backlogs_are_answered_in_one_file() {
        let (bad, answers, report) = solved(&[SINGLE, "", JOINT]);
        let expected = [
            r#"{"id":7,"ship":[[0,1,1],[1,1,2]],"cost":840,"bound":840,"proven":true}"#,
            r#"{"id":"b","ship":[[0,0,1,1],[1,0,0,1]],"cost":1100,"bound":1100,"proven":true}"#,
        ];
        assert_eq!((bad, answers.lines().collect::<Vec<_>>()), (0, expected.to_vec()));
        assert_eq!(report.lines().count(), 3, "a heading and a line for each class: {report}");
    }

    #[test]
    fn room_and_priorities_count() {
        // Both want the unit at the first location, which takes on one order of 300 grams at most.
        let order = |priority: i16, grams: i64, fixed: &str| {
            format!(
                r#"{{"max_shipments": 2, "priority": {priority}, "fixed": {fixed},
                "lines": [{{"sku": 0, "qty": 1, "short_penalty": 9000, "unit": [0, 0], "grams": {grams}}}]}}"#
            )
        };
        let backlog = |room: &str, orders: &[String]| {
            format!(
                r#"{{"id": 1, "locations": 2, "stock": [[[0, 5], [1, 5]]], "rooms": [[0, {room}]], "orders": [{}]}}"#,
                orders.join(", ")
            )
        };
        let orders = [order(0, 300, "[500, 900]"), order(0, 400, "[500, 600]")];
        let urgent = [order(0, 300, "[500, 900]"), order(4, 300, "[500, 600]")];
        let (bad, answers, _) = solved(&[
            &backlog(r#"{"orders": 1}"#, &orders),
            &backlog(r#"{"grams": 350}"#, &orders),
            &backlog(r#"{"units": 0}"#, &orders),
            &backlog(r#"{"orders": 1}"#, &urgent),
            &backlog(r#"{"litres": 1}"#, &orders),
        ]);
        let expected = [
            r#"{"id":1,"ship":[[0,0,0,1],[1,0,1,1]],"cost":1100,"bound":1100,"proven":true}"#,
            r#"{"id":1,"ship":[[0,0,0,1],[1,0,1,1]],"cost":1100,"bound":1100,"proven":true}"#,
            r#"{"id":1,"ship":[[0,0,1,1],[1,0,1,1]],"cost":1500,"bound":1500,"proven":true}"#,
            r#"{"id":1,"ship":[[0,0,1,1],[1,0,0,1]],"cost":1400,"bound":1400,"proven":true,"by_priority":[[4,500],[0,900]]}"#,
        ];
        assert_eq!((bad, answers.lines().collect::<Vec<_>>()), (1, expected.to_vec()));
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        let wrong = SINGLE.replace("[1, 2, 40]", "[2, 2, 40]");
        let negative = SINGLE.replace("[500, 700]", "[500, -700]");
        let (bad, answers, report) = solved(&["{", &wrong, &negative, r#"{"id": 1}"#, SINGLE]);
        assert_eq!((bad, answers.lines().count()), (4, 1));
        assert!(report.contains("line 2: line 1 is at location 2, and there are 2 locations"), "{report}");
        assert!(report.contains("line 3: `fixed` has an entry that is negative or too large"), "{report}");
        assert!(report.contains("line 4: missing field"), "{report}");
    }
}
