//! Where the repository is, whatever folder the command was started in.

use std::path::{Path, PathBuf};

/// The root of the repository that this program was compiled from.
pub(crate) fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}
