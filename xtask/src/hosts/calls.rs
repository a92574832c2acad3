//! `cargo xtask bench`: what a call costs in every language beside the plain call in Rust, asked in turns within one run.
//!
//! Each language has a program that is told how to hand commands over and answers microseconds an order, and the digest of the
//! state it came to: the figures only count if all did the same work.

use std::fmt;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use super::{kotlin, node, python};

/// Rounds that are not counted: compilers within the hosts are still at work.
const WARM_UP: usize = 20;

/// A way to hand commands over, by name, and how many at a time.
type Way = (&'static str, u32);

/// Every way.
const WAYS: &[Way] = &[("typed", 1), ("typed", 100), ("texts", 1), ("texts", 100), ("made", 1)];

/// The microseconds that a typed call may take more than Rust's.
fn goal(way: Way, language: &str) -> Option<f64> {
    match (way, language) {
        (("typed", 1), "Kotlin") => Some(35.0),
        (("typed", 1), "Python" | "Node") => Some(15.0),
        (("typed", 100), "Python" | "Node") => Some(12.0),
        _ => None,
    }
}

/// Tables that Python hands to polars, of so many rows, and the most microseconds a row.
const TABLES: &[(Way, f64)] = &[(("order_lines", 100_000), 1.0), (("movements", 100_000), 1.0)];

/// Builds every program as it is shipped, asks them in turns, and prints what they answer as tables.
pub(crate) fn run(root: &Path, rounds: usize) -> ExitCode {
    match measured(root, rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn measured(root: &Path, rounds: usize) -> Result<(), String> {
    let mut programs = [
        Program::start("Rust", rust(root)?)?,
        Program::start("Python", python::calls(root)?)?,
        Program::start("Node", node::calls(root)?)?,
        Program::start("Kotlin", kotlin::calls(root)?)?,
    ];
    let mut digest = String::new();
    for round in 0..WARM_UP + rounds {
        for way in WAYS {
            // Whoever goes first has the colder machine.
            programs.rotate_left(1);
            for program in &mut programs {
                // The native library of Kotlin takes texts one at a time.
                if program.name == "Kotlin" && *way == ("texts", 100) {
                    continue;
                }
                let answer = program.ask(*way)?;
                if answer.digest != "-" {
                    digest = if digest.is_empty() { answer.digest.clone() } else { digest };
                    if digest != answer.digest {
                        return Err(format!("{} came to another state than those before it", program.name));
                    }
                }
                if round >= WARM_UP {
                    program.taken.push((*way, answer.microseconds));
                }
            }
        }
    }
    programs.sort_by_key(|program| ["Rust", "Python", "Node", "Kotlin"].iter().position(|name| *name == program.name));
    print_calls(&programs);
    println!("\n| table to polars | rows | us a row | goal |\n| --- | ---: | ---: | ---: |");
    for ((name, rows), goal) in TABLES {
        let answer = programs[1].ask((name, *rows))?;
        println!("| {name} | {rows} | {:.2} | {goal:.2} |", answer.microseconds);
    }
    println!("\n| native module, stripped | bytes |\n| --- | ---: |");
    for (name, file) in [("Python", python::native(root)?), ("Node", node::native(root)?), ("Kotlin", kotlin::stripped(root)?)] {
        let length = std::fs::metadata(&file).map_err(|error| format!("`{}`: {error}", file.display()))?.len();
        println!("| {name} | {length} |");
    }
    Ok(())
}

fn print_calls(programs: &[Program]) {
    println!(
        "| way | at once | language | least us | more than Rust | ratio, median | goal |\n| --- | ---: | --- | ---: | ---: | ---: | ---: |"
    );
    for way in WAYS {
        // Texts stand beside Rust's typed call as well: that is the work to be done.
        let beside = if way.0 == "texts" { ("typed", way.1) } else { *way };
        let rust: Vec<f64> = programs[0].all(beside).collect();
        for program in programs {
            let taken: Vec<f64> = program.all(*way).collect();
            if taken.is_empty() {
                continue;
            }
            let ratio = median(taken.iter().zip(&rust).map(|(ours, rust)| ours / rust).collect());
            let (ours, least) = (least(&taken), least(&rust));
            let goal = goal(*way, program.name).map(|most| format!("{most:.0}")).unwrap_or_default();
            println!("| {} | {} | {} | {ours:.1} | {:+.1} | {ratio:.2} | {goal} |", way.0, way.1, program.name, ours - least);
        }
    }
}

fn least(figures: &[f64]) -> f64 {
    figures.iter().copied().fold(f64::INFINITY, f64::min)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

fn rust(root: &Path) -> Result<Command, String> {
    super::run(
        super::cargo().args(["build", "--quiet", "--locked", "--release", "-p", "oms-benches", "--bin", "calls"]).current_dir(root),
    )?;
    Ok(Command::new(root.join("target/release").join(format!("calls{}", std::env::consts::EXE_SUFFIX))))
}

/// A program of a language, and what it has answered.
struct Program {
    name: &'static str,
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    taken: Vec<(Way, f64)>,
}

struct Answer {
    microseconds: f64,
    digest: String,
}

impl Program {
    fn start(name: &'static str, mut command: Command) -> Result<Program, String> {
        let told = |problem: &dyn fmt::Display| format!("the program of {name} could not be started: {problem}");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| told(&error))?;
        let (requests, answers) = child.stdin.take().zip(child.stdout.take()).ok_or_else(|| told(&"it has no pipes"))?;
        Ok(Program { name, child, requests: Some(requests), answers: BufReader::new(answers), taken: Vec::new() })
    }

    fn ask(&mut self, (name, count): Way) -> Result<Answer, String> {
        let told = |problem: &dyn fmt::Display| format!("the program of {} was asked for `{name} {count}`: {problem}", self.name);
        let requests = self.requests.as_mut().ok_or_else(|| told(&"it was told to end"))?;
        let mut line = String::new();
        writeln!(requests, "{name} {count}").and_then(|()| requests.flush()).map_err(|error| told(&error))?;
        self.answers.read_line(&mut line).map_err(|error| told(&error))?;
        let (microseconds, digest) = line.trim_end().split_once(' ').ok_or_else(|| told(&format!("it answered `{line}`")))?;
        let microseconds = microseconds.parse().map_err(|error| told(&error))?;
        Ok(Answer { microseconds, digest: digest.to_owned() })
    }

    fn all(&self, way: Way) -> impl Iterator<Item = f64> {
        self.taken.iter().filter(move |(taken, _)| *taken == way).map(|(_, microseconds)| *microseconds)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The end of its requests ends the program.
        drop(self.requests.take());
        let _ = self.child.wait();
    }
}
