//! Named steps in lanes. Those of a lane run in order, two lanes beside each other, and nothing begins after the first failure.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many lanes run beside each other: most steps of a language keep one core busy.
const BESIDE: usize = 2;

/// What every program is told in a whole run: what only helps the next build, or a debugger, takes longer here than it can save. Tests let
/// storages panic on purpose, and to look up where takes many seconds each in a library that is not optimized.
pub(crate) const WHOLE_RUN: [(&str, &str); 3] = [("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "false"), ("RUST_BACKTRACE", "0")];

/// One step of a longer chore.
pub(crate) struct Step {
    /// What the step proves, in a few words.
    pub(crate) name: String,
    pub(crate) work: Work,
}

/// Takes the root of the repository; answers a line that sums up, or the line that tells what is wrong.
type Chore = dyn FnOnce(&Path) -> Result<String, String> + Send;

/// What a step does.
pub(crate) enum Work {
    /// A run of another program in a folder below the root.
    Program { program: PathBuf, arguments: Vec<String>, folder: &'static str },
    /// Another run of cargo.
    Cargo { arguments: Vec<String>, variables: Vec<(&'static str, String)> },
    /// Something done within this program.
    Here(Box<Chore>),
    /// A step this machine cannot run, with the reason.
    Skipped(String),
    /// What is found out when its turn comes.
    Later(Box<dyn FnOnce() -> Work + Send>),
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
    pub(crate) fn with_variable(mut self, key: &'static str, value: impl Into<String>) -> Step {
        if let Work::Cargo { variables, .. } = &mut self.work {
            variables.push((key, value.into()));
        }
        self
    }

    /// A step done within this program.
    pub(crate) fn here(name: impl Into<String>, work: impl FnOnce(&Path) -> Result<String, String> + Send + 'static) -> Step {
        Step { name: name.into(), work: Work::Here(Box::new(work)) }
    }

    /// A step of which it is found out when its turn comes what it is to be on this machine.
    pub(crate) fn later(name: impl Into<String>, work: impl FnOnce() -> Work + Send + 'static) -> Step {
        Step { name: name.into(), work: Work::Later(Box::new(work)) }
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

/// How the steps went so far.
struct Account {
    count: usize,
    begun: AtomicUsize,
    failed: AtomicBool,
    skipped: Mutex<Vec<String>>,
}

/// Runs the first lane alone and then the others beside each other, printing each step with its result. Answers false if one failed.
pub(crate) fn run_all(root: &Path, first: Vec<Step>, lanes: Vec<Vec<Step>>) -> bool {
    let started = Instant::now();
    let account = Account {
        count: first.len() + lanes.iter().map(Vec::len).sum::<usize>(),
        begun: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
        skipped: Mutex::default(),
    };
    run_lane(root, first, &account);
    let waiting = Mutex::new(lanes.into_iter());
    let next = || waiting.lock().ok()?.next();
    std::thread::scope(|scope| {
        for _ in 0..BESIDE {
            scope.spawn(|| {
                while let Some(lane) = next() {
                    run_lane(root, lane, &account);
                }
            });
        }
    });
    if account.failed.into_inner() {
        return false;
    }
    let skipped = account.skipped.into_inner().unwrap_or_default();
    let remark = if skipped.is_empty() { String::new() } else { format!(", except those skipped: {}", skipped.join(", ")) };
    println!("all {} steps passed in {:.0} s{remark}", account.count, started.elapsed().as_secs_f64());
    true
}

fn run_lane(root: &Path, steps: Vec<Step>, account: &Account) {
    for step in steps {
        if account.failed.load(Ordering::Relaxed) {
            return;
        }
        let number = account.begun.fetch_add(1, Ordering::Relaxed) + 1;
        let label = format!("[{number}/{}] {}", account.count, step.name);
        match run(root, &label, step.work) {
            Ok(Outcome::Passed { summary, elapsed }) => {
                let summary = summary.map(|line| format!(": {line}")).unwrap_or_default();
                println!("{label}: ok in {:.1} s{summary}", elapsed.as_secs_f64());
            }
            Ok(Outcome::Skipped { reason }) => {
                println!("{label}: SKIPPED, {reason}");
                if let Ok(mut skipped) = account.skipped.lock() {
                    skipped.push(step.name);
                }
            }
            Err(reason) => {
                println!("{label}: FAILED, {reason}");
                account.failed.store(true, Ordering::Relaxed);
            }
        }
    }
}

fn run(root: &Path, label: &str, work: Work) -> Result<Outcome, String> {
    let started = Instant::now();
    let summary = match work {
        Work::Skipped(reason) => return Ok(Outcome::Skipped { reason }),
        Work::Later(work) => return run(root, label, work()),
        Work::Here(work) => {
            println!("{label}");
            Some(work(root)?)
        }
        Work::Cargo { arguments, variables } => {
            let line = format!("cargo {}", arguments.join(" "));
            finish(label, &line, Command::new(cargo_program()).args(&arguments).envs(WHOLE_RUN).envs(variables).current_dir(root))?;
            None
        }
        Work::Program { program, arguments, folder } => {
            let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
            let line = format!("{name} {}", arguments.join(" "));
            finish(label, &line, Command::new(&program).args(&arguments).envs(WHOLE_RUN).current_dir(root.join(folder)))?;
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
