//! Kotlin and Swift: Rust types that cross to them, one for each of the core's, with the same JSON form.
//!
//! The core's own types share what they hold and guard what they allow, so they cannot cross as they are. These are plain values;
//! uniffi turns them into data classes, sealed classes and structs.

mod field;
mod refusals;

use std::fmt::Write as _;

use super::Generated;
use super::model::{Field, Form, Kind, Model, Name, Presence, Type, Variant, Wrapped};

const HEAD: &str = "\
// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
";

/// The files, each with the type that it starts with; types are in the order in which the core mentions them.
const FILES: &[(&str, &str, &str)] = &[
    ("oms-ffi/src/types/commands.rs", "Envelope", "Commands: what can be asked for."),
    ("oms-ffi/src/types/outcomes.rs", "Outcome", "Outcomes: what came of commands."),
    ("oms-ffi/src/types/queries.rs", "Query", "Queries: what can be looked up."),
    ("oms-ffi/src/types/records.rs", "Page", "Records: what is kept, and what is worked out from it."),
    ("oms-ffi/src/types/storage.rs", "ReadSet", "What storages of a host's own are asked for."),
];

/// The types of the uniffi crate, and its error.
pub(super) fn types(model: &Model) -> Result<Vec<Generated>, String> {
    let mut files = Vec::new();
    let mut place = 0;
    for (number, (path, _, doc)) in FILES.iter().enumerate() {
        let end = match FILES.get(number + 1) {
            None => model.types.len(),
            Some((_, first, _)) => {
                model.types.iter().position(|one| one.name == *first).ok_or_else(|| format!("there is no type `{first}`"))?
            }
        };
        let mut text = format!("{HEAD}//! {doc}\n\nuse serde::{{Deserialize, Serialize}};\n\nuse super::*;\n");
        for one in model.types.get(place..end).ok_or_else(|| format!("`{path}` comes out of order"))? {
            declare(&mut text, model, one)?;
        }
        files.push(Generated { path, text });
        place = end;
    }
    files.push(refusals::error(model)?);
    Ok(files)
}

fn declare(text: &mut String, model: &Model, one: &Type) -> Result<(), String> {
    let name = one.name.as_str();
    match &one.kind {
        Kind::Alias(Form::Text) => {
            line(text, "");
            comment(text, "", &one.doc);
            line(text, "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]");
            line(text, "#[serde(transparent)]");
            line(text, &format!("pub struct {name}(pub String);"));
            line(text, &format!("uniffi::custom_newtype!({name}, String);"));
        }
        // It stands beside the generated types, since its text is read and written.
        Kind::Alias(Form::Instant) if name == "Timestamp" => {}
        Kind::Alias(form) => {
            line(text, "");
            comment(text, "", &one.doc);
            line(text, &format!("pub type {name} = {};", type_of(form)));
        }
        Kind::Record(fields) => {
            head(text, one, "Record", None);
            line(text, &format!("pub struct {name} {{"));
            for member in fields {
                field::member(text, model, "    pub ", member).map_err(|problem| format!("{name}.{}: {problem}", member.name))?;
            }
            line(text, "}");
            field::default_of_record(text, model, name, fields)?;
        }
        Kind::Names(names) => {
            head(text, one, "Enum", Some("#[serde(rename_all = \"snake_case\")]"));
            line(text, &format!("pub enum {name} {{"));
            names.iter().try_for_each(|known| variant_name(text, known))?;
            line(text, "}");
        }
        Kind::Union { tag, variants } => {
            line(text, "");
            comment(text, "", &one.doc);
            line(text, "#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]");
            line(text, &format!("#[serde(tag = \"{tag}\", rename_all = \"snake_case\")]"));
            line(text, &format!("pub enum {name} {{"));
            let is_wide = variants.iter().map(|variant| variant.fields.len()).sum::<usize>() > FIELDS_TOLD_OF;
            for variant in variants {
                union_variant(text, model, variant, is_wide).map_err(|problem| format!("{name}.{}: {problem}", variant.wire))?;
            }
            line(text, "}");
            read_tagged(text, model, name, tag, variants)?;
        }
        Kind::Choice { names, wrapped } => {
            head(text, one, "Enum", Some("#[serde(rename_all = \"snake_case\")]"));
            line(text, &format!("pub enum {name} {{"));
            names.iter().try_for_each(|known| variant_name(text, known))?;
            for Wrapped { wire, form } in wrapped {
                line(text, &format!("    {}({}),", pascal(wire)?, type_of(form)));
            }
            line(text, "}");
        }
    }
    field::defaults_of_fields(text, model, one);
    Ok(())
}

fn head(text: &mut String, one: &Type, derive: &str, serde: Option<&str>) {
    line(text, "");
    comment(text, "", &one.doc);
    line(text, &format!("#[derive(Clone, Debug, PartialEq, uniffi::{derive}, Serialize, Deserialize)]"));
    if let Some(serde) = serde {
        line(text, serde);
    }
}

/// The variants as they are read: the core tells why that is written apart.
fn read_tagged(text: &mut String, model: &Model, name: &str, tag: &str, variants: &[Variant]) -> Result<(), String> {
    line(text, "");
    line(text, "oms_core::read_tagged! {");
    line(text, &format!("    by \"{tag}\" of \"{name}\" as {name};"));
    for variant in variants {
        let known = pascal(&variant.wire)?;
        let fields = variant.fields.iter().map(|member| field::read(model, member)).collect::<Result<Vec<_>, _>>()?;
        match fields.as_slice() {
            [] => line(text, &format!("    {known},")),
            fields => {
                line(text, &format!("    {known} {{"));
                fields.iter().for_each(|member| line(text, &format!("        {member},")));
                line(text, "    },");
            }
        }
    }
    line(text, "}");
    Ok(())
}

fn variant_name(text: &mut String, known: &Name) -> Result<(), String> {
    comment(text, "    ", &known.doc);
    line(text, &format!("    {},", pascal(&known.wire)?));
    Ok(())
}

/// The most fields of all variants together that have comments: uniffi takes 32 KB of an enum, names, types and comments. Of wider ones
/// only the variants have; Python, TypeScript and Rust tell of their fields.
const FIELDS_TOLD_OF: usize = 350;

fn union_variant(text: &mut String, model: &Model, variant: &Variant, is_wide: bool) -> Result<(), String> {
    comment(text, "    ", &variant.doc);
    let name = pascal(&variant.wire)?;
    if variant.fields.is_empty() {
        line(text, &format!("    {name},"));
        return Ok(());
    }
    line(text, &format!("    {name} {{"));
    for member in &variant.fields {
        let doc = if is_wide { String::new() } else { member.doc.clone() };
        let told = Field { name: member.name.clone(), doc, form: member.form.clone(), presence: member.presence.clone() };
        field::member(text, model, "        ", &told).map_err(|problem| format!("{}: {problem}", member.name))?;
    }
    line(text, "    },");
    Ok(())
}

/// The Rust type of a form.
fn type_of(form: &Form) -> String {
    match form {
        Form::Text => "String".to_owned(),
        Form::Decimal => "Decimal".to_owned(),
        Form::Instant => "Timestamp".to_owned(),
        Form::Bool => "bool".to_owned(),
        Form::Whole { bits, signed } => format!("{}{bits}", if *signed { 'i' } else { 'u' }),
        Form::List(of) => format!("Vec<{}>", type_of(of)),
        Form::Optional(of) => format!("Option<{}>", type_of(of)),
        Form::Named(name) => name.clone(),
    }
}

/// `capture_order` as `CaptureOrder`; serde must find its way back.
fn pascal(wire: &str) -> Result<String, String> {
    let starts_well = |part: &str| part.starts_with(|first: char| first.is_ascii_lowercase());
    if !wire.split('_').all(starts_well) {
        return Err(format!("`{wire}` is not written with underscores between words"));
    }
    let capital = |part: &str| part.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(part.chars().skip(1)).collect::<String>();
    Ok(wire.split('_').map(capital).collect())
}

fn comment(text: &mut String, indent: &str, doc: &str) {
    for said in doc.lines() {
        let mut row = String::new();
        for word in said.split_whitespace() {
            if indent.len() + row.len() + word.len() > 120 {
                line(text, &format!("{indent}///{row}"));
                row.clear();
            }
            row.push(' ');
            row.push_str(word);
        }
        line(text, &format!("{indent}///{row}"));
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}
