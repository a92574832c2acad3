//! A list of named steps, run in order and stopped at the first that fails.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// One step of a longer chore.
pub(crate) struct Step {
    /// What the step proves, in a few words.
    pub(crate) name: String,
    pub(crate) work: Work,
}

/// Takes the root of the repository; answers a line that sums up, or the line that tells what is wrong.
type Chore = dyn FnOnce(&Path) -> Result<String, String>;

/// What a step does.
pub(crate) enum Work {
    /// A run of another program in a folder below the root.
    Program { program: PathBuf, arguments: Vec<String>, folder: &'static str },
    /// Another run of cargo.
    Cargo { arguments: Vec<String>, variables: Vec<(&'static str, &'static str)> },
    /// Something done within this program.
    Here(Box<Chore>),
    /// A step this machine cannot run, with the reason.
    Skipped(String),
}

enum Outcome {
    Passed { summary: Option<String>, elapsed: Duration },
    Skipped { reason: String },
}

impl Step {
    /// A step that runs cargo with arguments separated by blanks.
    pub(crate) fn cargo(name: impl Into<String>, arguments: &str) -> Step {
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        Step { name: name.into(), work: Work::Cargo { arguments, variables: Vec::new() } }
    }

    /// A step that runs another program, in a folder below the root.
    #[allow(dead_code, reason = "used by the languages beside Rust")]
    pub(crate) fn program(name: impl Into<String>, program: impl Into<PathBuf>, arguments: &[&str], folder: &'static str) -> Step {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Step { name: name.into(), work: Work::Program { program: program.into(), arguments, folder } }
    }

    /// The same step with an environment variable set for it.
    pub(crate) fn with_variable(mut self, key: &'static str, value: &'static str) -> Step {
        if let Work::Cargo { variables, .. } = &mut self.work {
            variables.push((key, value));
        }
        self
    }

    /// A step done within this program.
    pub(crate) fn here(name: impl Into<String>, work: impl FnOnce(&Path) -> Result<String, String> + 'static) -> Step {
        Step { name: name.into(), work: Work::Here(Box::new(work)) }
    }

    /// A step that needs a component of the toolchain, such as `clippy`. Where the component is missing the step is
    /// skipped and says so: nothing is ever downloaded for it.
    pub(crate) fn if_installed(mut self, component: &str) -> Step {
        let answers = Command::new(cargo_program())
            .args([component, "--version"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !answers {
            self.work = Work::Skipped(format!("`cargo {component}` is not installed on this machine"));
        }
        self
    }
}

/// Runs the steps in order, printing each with its result. Answers false as soon as one fails.
pub(crate) fn run_all(root: &Path, steps: Vec<Step>) -> bool {
    let started = Instant::now();
    let count = steps.len();
    let mut skipped = Vec::new();
    for (index, step) in steps.into_iter().enumerate() {
        let label = format!("[{}/{count}] {}", index + 1, step.name);
        match run(root, &label, step.work) {
            Ok(Outcome::Passed { summary, elapsed }) => {
                let summary = summary.map(|line| format!(": {line}")).unwrap_or_default();
                println!("{label}: ok in {:.1} s{summary}", elapsed.as_secs_f64());
            }
            Ok(Outcome::Skipped { reason }) => {
                println!("{label}: SKIPPED, {reason}");
                skipped.push(step.name);
            }
            Err(reason) => {
                println!("{label}: FAILED, {reason}");
                return false;
            }
        }
    }
    let remark = if skipped.is_empty() { String::new() } else { format!(", except those skipped: {}", skipped.join(", ")) };
    println!("all {count} steps passed in {:.0} s{remark}", started.elapsed().as_secs_f64());
    true
}

fn run(root: &Path, label: &str, work: Work) -> Result<Outcome, String> {
    let started = Instant::now();
    let summary = match work {
        Work::Skipped(reason) => return Ok(Outcome::Skipped { reason }),
        Work::Here(work) => {
            println!("{label}");
            Some(work(root)?)
        }
        Work::Cargo { arguments, variables } => {
            let line = format!("cargo {}", arguments.join(" "));
            finish(label, &line, Command::new(cargo_program()).args(&arguments).envs(variables).current_dir(root))?;
            None
        }
        Work::Program { program, arguments, folder } => {
            let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
            let line = format!("{name} {}", arguments.join(" "));
            finish(label, &line, Command::new(&program).args(&arguments).current_dir(root.join(folder)))?;
            None
        }
    };
    Ok(Outcome::Passed { summary, elapsed: started.elapsed() })
}

/// Runs a command to its end; anything but success is an error.
fn finish(label: &str, line: &str, command: &mut Command) -> Result<(), String> {
    println!("{label}: {line}");
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` ended with {status}")) }
}

/// The cargo that started this program, so that every step uses one toolchain.
fn cargo_program() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
