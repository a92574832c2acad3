//! The same chores in a program that has the engine: what `cargo xtask test` builds together with the tests.

fn main() -> std::process::ExitCode {
    xtask::run()
}
