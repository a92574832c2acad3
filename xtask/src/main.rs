//! The project's own chores, one command each: `cargo xtask help`.

fn main() -> std::process::ExitCode {
    xtask::run()
}
