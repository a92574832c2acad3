//! TypeScript: what is parsed from JSON already is the typed value, so the types are all there is.

use std::fmt::Write as _;

use super::Generated;
use super::model::{Field, Form, Kind, Model, Presence, Type};

/// The texts that stand for decimals and instants keep their own names.
const HEAD: &str = "\
// Written by `cargo xtask bindings` from the types of the core: change those, not this file.

/** A decimal number as a text, such as `\"19.99\"`: exact, unlike a JavaScript number. Wrap it in a decimal library to calculate. */
export type Decimal = string;

/** An instant as RFC 3339, such as `\"2026-03-01T10:15:00Z\"`. Answers are in UTC with at most milliseconds. */
export type Instant = string;
";

pub(super) fn types(model: &Model) -> Generated {
    let mut text = HEAD.to_owned();
    for one in &model.types {
        declare(&mut text, one);
    }
    Generated { path: "oms-node/src/types.ts", text }
}

fn declare(text: &mut String, one: &Type) {
    text.push('\n');
    comment(text, "", &one.doc);
    let name = &one.name;
    match &one.kind {
        Kind::Alias(form) => line(text, &format!("export type {name} = {};", form_of(form))),
        Kind::Record(fields) => {
            line(text, &format!("export interface {name} {{"));
            fields.iter().for_each(|field| member(text, "  ", field));
            line(text, "}");
        }
        Kind::Names(names) => {
            line(text, &format!("export type {name} ="));
            for (place, known) in names.iter().enumerate() {
                comment(text, "  ", &known.doc);
                let end = if place + 1 == names.len() { ";" } else { "" };
                line(text, &format!("  | \"{}\"{end}", known.wire));
            }
        }
        Kind::Union { tag, variants } => {
            line(text, &format!("export type {name} ="));
            for (place, variant) in variants.iter().enumerate() {
                comment(text, "  ", &variant.doc);
                line(text, "  | {");
                line(text, &format!("      {tag}: \"{}\";", variant.wire));
                variant.fields.iter().for_each(|field| member(text, "      ", field));
                line(text, if place + 1 == variants.len() { "    };" } else { "    }" });
            }
        }
        Kind::Choice { names, wrapped } => {
            let names = names.iter().map(|known| format!("\"{}\"", known.wire));
            let wrapped = wrapped.iter().map(|one| format!("{{ {}: {} }}", one.wire, form_of(&one.form)));
            let all: Vec<String> = names.chain(wrapped).collect();
            line(text, &format!("export type {name} = {};", all.join(" | ")));
        }
    }
}

/// A field; one that may be left out is optional, also in what is answered where it stands for nothing.
fn member(text: &mut String, indent: &str, field: &Field) {
    comment(text, indent, &field.doc);
    let mark = if field.presence == Presence::Required { "" } else { "?" };
    line(text, &format!("{indent}{}{mark}: {};", field.name, form_of(&field.form)));
}

fn form_of(form: &Form) -> String {
    match form {
        Form::Text => "string".to_owned(),
        Form::Decimal => "Decimal".to_owned(),
        Form::Instant => "Instant".to_owned(),
        Form::Bool => "boolean".to_owned(),
        Form::Whole { .. } => "number".to_owned(),
        Form::List(of) => match form_of(of) {
            of if of.contains(' ') => format!("({of})[]"),
            of => format!("{of}[]"),
        },
        Form::Optional(of) => format!("{} | null", form_of(of)),
        Form::Named(name) => name.clone(),
    }
}

fn comment(text: &mut String, indent: &str, doc: &str) {
    if doc.is_empty() {
        return;
    }
    let lines: Vec<&str> = doc.lines().collect();
    match lines.as_slice() {
        [only] if indent.len() + only.len() < 132 => line(text, &format!("{indent}/** {only} */")),
        lines => {
            line(text, &format!("{indent}/**"));
            lines.iter().for_each(|said| line(text, format!("{indent} * {said}").trim_end()));
            line(text, &format!("{indent} */"));
        }
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}
