//! Tells the linker what Node expects, to keep functions of the same machine code once, and in which order they are to stand.

fn main() {
    napi_build::setup();
    println!("cargo::rerun-if-env-changed=OMS_ORDER");
    if let Ok(symbols) = std::env::var("OMS_ORDER") {
        println!("cargo::rustc-link-arg-cdylib=-Wl,--symbol-ordering-file={symbols},--no-warn-symbol-ordering");
    }
    if folds_alike() {
        println!("cargo::rustc-link-arg-cdylib=-Wl,--icf=safe");
    }
}

/// Whether the linker is the one that comes with the compiler, from 1.90 on for Linux on x86-64: others may not know the option.
fn folds_alike() -> bool {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let version = std::process::Command::new(variable("RUSTC")).arg("--version").output().ok();
    let version = version.and_then(|told| String::from_utf8(told.stdout).ok()).unwrap_or_default();
    let minor = version.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    let is_own = variable("RUSTC_LINKER").is_empty() && !variable("CARGO_ENCODED_RUSTFLAGS").contains("link");
    variable("TARGET") == "x86_64-unknown-linux-gnu" && is_own && minor.is_some_and(|minor| minor >= 90)
}
