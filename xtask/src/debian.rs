//! Servers that tests want, installed where the system is Debian's and lets us.

use std::process::{Command, Stdio};

/// Installs a package, with the names of packages as they are known here or else as they are known today. Whether it could be is seen by
/// what is there afterwards.
pub(crate) fn install(package: &str) {
    let run = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let install = ["install", "-y", "--no-install-recommends", package];
    let _installed = run(&install) || (run(&["update"]) && run(&install));
}
