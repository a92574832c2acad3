//! The types of every language are those of the core.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

#[test]
fn generated_files_are_what_the_core_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
    let stale = xtask::bindings::stale(root).expect("the core describes itself");
    let stale: Vec<&str> = stale.iter().map(|file| file.path).collect();
    assert!(stale.is_empty(), "run `cargo xtask bindings` and commit what it writes: {}", stale.join(", "));
}

/// What is read is only looked through for its depth where reading has failed, so no type may go so deep, or hold itself.
#[test]
fn no_type_is_as_deep_as_texts_may_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
    let text = std::fs::read_to_string(root.join("oms-core/schema.json")).expect("the core describes itself");
    let schema: Value = serde_json::from_str(&text).expect("it does so in JSON");
    let types = schema["$defs"].as_object().expect("types have names");
    let mut known = BTreeMap::new();
    let deepest = types.keys().map(|name| depth_of(name, types, &mut known)).max().expect("there are types");
    assert!((5..oms_core::DEPTH_MAX).contains(&deepest), "{deepest}: {known:?}");
}

/// How many objects and lists stand within each other in values of a type; far too many if it holds itself.
fn depth_of<'a>(name: &'a str, types: &'a Map<String, Value>, known: &mut BTreeMap<&'a str, usize>) -> usize {
    if let Some(depth) = known.get(name) {
        return *depth;
    }
    known.insert(name, oms_core::DEPTH_MAX);
    let depth = depth(&types[name], types, known);
    known.insert(name, depth);
    depth
}

fn depth<'a>(of: &'a Value, types: &'a Map<String, Value>, known: &mut BTreeMap<&'a str, usize>) -> usize {
    let listed = |name: &str| of[name].as_array().into_iter().flatten();
    let members = of["properties"].as_object().into_iter().flat_map(Map::values);
    let elements = [&of["items"], &of["additionalProperties"]].into_iter().filter(|part| part.is_object());
    let mut deepest = of["$ref"].as_str().map_or(0, |named| depth_of(named.rsplit('/').next().unwrap_or(named), types, known));
    for same in ["anyOf", "oneOf", "allOf"].into_iter().flat_map(listed) {
        deepest = deepest.max(depth(same, types, known));
    }
    for within in members.chain(elements).chain(listed("prefixItems")) {
        deepest = deepest.max(1 + depth(within, types, known));
    }
    deepest
}
