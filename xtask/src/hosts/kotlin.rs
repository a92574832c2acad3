//! Kotlin, compiled by Maven over the native library; and the sources that uniffi writes, for Kotlin and for Swift.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{build_natives, library, run};
use crate::steps::Step;

/// The profile that is shipped.
const SHIPPED: &str = "native";

/// What Maven builds.
const BUILT: &str = "target/hosts/kotlin";

/// What writes down, there, where the libraries are that programs in Kotlin need.
const CLASSPATH: &str = "dependency:build-classpath";

/// Files that uniffi writes, and where they lie in the repository.
const SOURCES: &[(&str, &str)] = &[
    ("oms/oms.kt", "oms-ffi/kotlin/src/main/kotlin/oms/oms.kt"),
    ("oms.swift", "oms-ffi/swift/Sources/oms/oms.swift"),
    ("omsFFI.h", "oms-ffi/swift/Sources/omsFFI/include/omsFFI.h"),
    ("omsFFI.modulemap", "oms-ffi/swift/Sources/omsFFI/include/module.modulemap"),
];

/// What uniffi writes for Kotlin, and what stands there instead, so that nothing is thrown that has no code, and calls are cheap.
const AMENDED: &[(&str, &str)] = &[
    // A closed object is called.
    ("throw IllegalStateException(\"${this.javaClass.simpleName} object has already been destroyed\")", "throw OmsException.Closed()"),
    // A panic in Rust, or a value that does not fit its type.
    ("throw InternalException(", "throw broken("),
    // A storage of the host's may throw what is no exception, such as that its stack is used up.
    ("catch(e: kotlin.Exception)", "catch(e: Throwable)"),
    // A text with half of a surrogate pair.
    (UTF8, "return ByteBuffer.wrap(utf8(value))"),
    // Every call makes a place to be told in how it went.
    (CALL, CALL_WITH_KEPT_STATUS),
];

const UTF8: &str = "return Charsets.UTF_8.newEncoder().run {
            onMalformedInput(CodingErrorAction.REPORT)
            encode(CharBuffer.wrap(value))
        }";

const CALL: &str = "    var status = UniffiRustCallStatus()
    val return_value = callback(status)
    uniffiCheckCallStatus(errorHandler, status)
    return return_value
";

const CALL_WITH_KEPT_STATUS: &str = "    val statuses = CallStatuses.ofThread()
    val status = statuses.take()
    try {
        val return_value = callback(status)
        if (statuses.failed(status)) uniffiCheckCallStatus(errorHandler, status)
        return return_value
    } finally {
        statuses.give(status)
    }
";

/// The first line of what is written.
const HEAD: &str = "// Written by `cargo xtask bindings` with uniffi: change the types of the core, not this file.";

/// The player, ready to be started.
#[cfg(feature = "engine")]
pub(super) fn player(root: &Path, as_built: bool) -> Result<Command, String> {
    if !as_built {
        build_natives(root)?;
        compile(root)?;
    }
    // It runs for a minute, in which the second compiler of the JVM would do more than it saves.
    java(root, "debug", &["-XX:TieredStopAtLevel=1", "oms.PlayerKt"])
}

/// The program that tells what a call costs, with the native library as it is shipped.
pub(super) fn calls(root: &Path) -> Result<Command, String> {
    let shipped = ["build", "--quiet", "--locked", "--profile", SHIPPED, "-p", "oms-ffi"];
    run(super::cargo().args(shipped).current_dir(root))?;
    compile(root)?;
    java(root, SHIPPED, &["oms.CallsKt"])
}

/// The library as it is shipped, without what only debuggers read.
pub(super) fn stripped(root: &Path) -> Result<PathBuf, String> {
    let file = root.join(BUILT).join("liboms_ffi.stripped");
    run(Command::new("strip").arg("--strip-unneeded").arg("-o").arg(&file).arg(native(root, SHIPPED)))?;
    Ok(file)
}

/// A program of the classes that were compiled last.
fn java(root: &Path, profile: &str, class: &[&str]) -> Result<Command, String> {
    let file = root.join(BUILT).join("classpath");
    let libraries = std::fs::read_to_string(&file).map_err(|error| format!("`{}`: {error}", file.display()))?;
    let own = ["test-classes", "classes"].map(|folder| root.join(BUILT).join(folder));
    let classpath =
        std::env::join_paths(own.into_iter().chain(std::env::split_paths(libraries.trim()))).map_err(|error| error.to_string())?;
    let mut command = Command::new("java");
    command.arg(format!("-Djna.library.path={}", root.join("target").join(profile).display())).arg("-cp").arg(classpath).args(class);
    Ok(command)
}

/// Compiles everything in Kotlin, and writes down where the libraries are.
fn compile(root: &Path) -> Result<(), String> {
    run(maven().args(["-q", "test-compile", CLASSPATH]).current_dir(root.join("oms-ffi/kotlin")))
}

/// Sets up and tests Kotlin.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        Step::here("sources for Kotlin and Swift", |root| {
            build_natives(root)?;
            let stale: Vec<_> = sources(root)?.into_iter().filter(|source| source.is_stale(root)).map(|source| source.path).collect();
            match stale.as_slice() {
                [] => Ok(format!("{} files are as they would be written", SOURCES.len())),
                stale => Err(format!("run `cargo xtask bindings` and commit what it writes: {}", stale.join(", "))),
            }
        }),
        Step::program("tests in Kotlin", "mvn", &["-B", "-ntp", "test", CLASSPATH], "oms-ffi/kotlin"),
    ]
}

/// Writes the sources that differ; answers their paths.
#[cfg(feature = "engine")]
pub(crate) fn write_sources(root: &Path) -> Result<Vec<&'static str>, String> {
    build_natives(root)?;
    let mut written = Vec::new();
    for source in sources(root)?.into_iter().filter(|source| source.is_stale(root)) {
        let path = root.join(source.path);
        let told = |error: std::io::Error| format!("{}: {error}", source.path);
        std::fs::create_dir_all(path.parent().unwrap_or(root)).map_err(told)?;
        std::fs::write(&path, &source.text).map_err(told)?;
        written.push(source.path);
    }
    Ok(written)
}

struct Source {
    path: &'static str,
    text: String,
}

impl Source {
    fn is_stale(&self, root: &Path) -> bool {
        std::fs::read_to_string(root.join(self.path)).ok().as_deref() != Some(self.text.as_str())
    }
}

/// The sources as uniffi writes them from the native library, which has to be built.
fn sources(root: &Path) -> Result<Vec<Source>, String> {
    let folder = root.join(BUILT).join("uniffi");
    let mut bindgen = Command::new(root.join("target/debug/uniffi-bindgen"));
    bindgen.args(["generate", "--no-format", "--language", "kotlin", "--language", "swift", "--out-dir"]);
    // It asks cargo about the package, so it runs within the workspace.
    run(bindgen.arg(&folder).arg(native(root, "debug")).current_dir(root))?;
    SOURCES.iter().map(|(name, path)| source(&folder, name, path)).collect()
}

fn source(folder: &Path, name: &str, path: &'static str) -> Result<Source, String> {
    let written = std::fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    let coded = if name.ends_with(".kt") {
        AMENDED.iter().try_fold(written, |text, (usual, ours)| match text.contains(usual) {
            true => Ok(text.replace(usual, ours)),
            false => Err(format!(
                "{name} has no `{usual}`: see what uniffi writes now, that it throws nothing without a code, and what a call costs"
            )),
        })?
    } else {
        written
    };
    let lines: Vec<&str> = coded.lines().map(str::trim_end).collect();
    Ok(Source { path, text: format!("{HEAD}\n\n{}\n", lines.join("\n").trim_end()) })
}

/// The library with the descriptions that uniffi reads.
fn native(root: &Path, profile: &str) -> PathBuf {
    library(root, profile, "oms_ffi")
}

fn maven() -> Command {
    let mut maven = Command::new("mvn");
    maven.args(["-B", "-ntp"]);
    maven
}
