//! The types of every language are those of the core.

use std::path::Path;

#[test]
fn generated_files_are_what_the_core_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
    let stale = xtask::bindings::stale(root).expect("the core describes itself");
    let stale: Vec<&str> = stale.iter().map(|file| file.path).collect();
    assert!(stale.is_empty(), "run `cargo xtask bindings` and commit what it writes: {}", stale.join(", "));
}
