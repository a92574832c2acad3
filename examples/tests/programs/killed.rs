//! The program itself is killed at any moment, started again with `--resume`, and ends as if nothing had happened.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use oms_examples::trading_day::summary::Summary;

fn trading_day(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trading_day"));
    command.current_dir(folder).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn summary(output: &Output) -> Summary {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_killed_run_resumes_to_the_same_state() {
    let folder = tempfile::tempdir().unwrap();
    let whole = summary(&trading_day(folder.path(), &["--store", "memory"]).output().unwrap());
    let arguments = ["--store", "killed.sqlite", "--batch", "16", "--resume"];
    // The first kill may come before the file is there, later ones in the middle of the day.
    for milliseconds in [30, 150, 300, 500] {
        let mut run = trading_day(folder.path(), &arguments).spawn().unwrap();
        sleep(Duration::from_millis(milliseconds));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    let resumed = summary(&trading_day(folder.path(), &arguments).output().unwrap());
    assert_eq!(resumed.digest, whole.digest);
    assert_eq!((resumed.units, resumed.money, resumed.audit), (whole.units, whole.money, whole.audit));
}

#[test]
fn wrong_calls_end_with_two_and_failures_with_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "a letter").unwrap();
    std::fs::write(folder.path().join("broken.csv"), "InvoiceNo,StockCode\n1,2\n").unwrap();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["--batch", "0"], 2, "--batch"),
        (&["--store", "memory", "--resume"], 2, "cannot be resumed"),
        (&["--data", "missing.csv"], 1, "cannot read `missing.csv`"),
        (&["--data", "broken.csv"], 1, "has no column `Description`"),
        (&["--store", "letter.txt"], 1, "was not made by this program"),
        (&["--day", "2010-12-07", "--store", "memory"], 1, "there is no sale on 2010-12-07 in the bundled day"),
    ];
    for (arguments, code, words) in cases {
        let output = trading_day(folder.path(), arguments).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
}
