//! `cargo xtask bindings`: writes the types of other languages from those of the core.
//!
//! The core describes itself as JSON Schema; `model` reads that once; one module a language writes files from the model. The
//! files are committed, and `cargo xtask test` compares them with what would be written.

mod mirror;
mod model;
mod python;
mod typescript;
mod words;

use std::path::Path;

use model::Model;

/// A file that is written, not edited.
pub struct Generated {
    /// Where, below the root of the repository, with `/` between folders.
    pub path: &'static str,
    /// What.
    pub text: String,
}

/// Every file as it should be.
pub fn files() -> Result<Vec<Generated>, String> {
    let model = Model::of_the_core()?;
    let reserved = words::reserved(&model);
    if !reserved.is_empty() {
        return Err(format!("these fields need other names: {}", reserved.join(", ")));
    }
    let mut files = vec![schema()?];
    files.extend(typescript::files(&model)?);
    files.extend(python::modules(&model)?);
    files.extend(mirror::types(&model)?);
    Ok(files)
}

/// Writes the files that differ; answers their paths.
pub fn write(root: &Path) -> Result<Vec<&'static str>, String> {
    let stale = stale(root)?;
    for file in &stale {
        let path = root.join(file.path);
        let folder = path.parent().unwrap_or(root);
        let told = |error: std::io::Error| format!("{}: {error}", file.path);
        std::fs::create_dir_all(folder).map_err(told)?;
        std::fs::write(&path, &file.text).map_err(told)?;
    }
    Ok(stale.into_iter().map(|file| file.path).collect())
}

/// The files that are not as they should be.
pub fn stale(root: &Path) -> Result<Vec<Generated>, String> {
    let is_stale = |file: &Generated| std::fs::read_to_string(root.join(file.path)).ok().as_deref() != Some(file.text.as_str());
    Ok(files()?.into_iter().filter(is_stale).collect())
}

/// The schema itself, for whoever generates types with tools of their own.
fn schema() -> Result<Generated, String> {
    use oms_core::schema::{View, definitions};
    let document = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything on the wire of the order management core",
        "$defs": definitions(View::Reader),
    });
    let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
    Ok(Generated { path: "oms-core/schema.json", text: text + "\n" })
}
