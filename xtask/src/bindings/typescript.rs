//! TypeScript: what is parsed from JSON already is the typed value, so types and error classes are all there is.

mod errors;
mod words;

use std::collections::BTreeSet;

use super::Generated;
use super::model::{Field, Form, Kind, Model, Presence, Type, Variant};
use words::{comment, line, pascal_case};

/// The first line of every file.
const WRITTEN: &str = "// Written by `cargo xtask bindings` from the types of the core: change those, not this file.\n";

/// The texts that stand for decimals and instants keep their own names.
const TEXTS: &str = "
/** A decimal number as a text, such as `\"19.99\"`: exact, unlike a JavaScript number. Wrap it in a decimal library to calculate. */
export type Decimal = string;

/** An instant as RFC 3339, such as `\"2026-03-01T10:15:00Z\"`. Answers are in UTC with at most milliseconds. */
export type Instant = string;
";

/// What a host composes. Everything else it is answered with, or hands on as it got it.
const SENT: &[&str] = &["Envelope", "Query", "AvailabilityQuery", "PublicationQuery", "SlotQuery", "ShippingQuery", "WhatIfRequest"];

pub(super) fn files(model: &Model) -> Result<Vec<Generated>, String> {
    Ok(vec![types(model)?, errors::classes(model)?])
}

fn types(model: &Model) -> Result<Generated, String> {
    let mut text = format!("{WRITTEN}{TEXTS}");
    let page = Writer { sent: sent(model) };
    let mut names: BTreeSet<String> = model.types.iter().map(|one| one.name.clone()).collect();
    for one in &model.types {
        page.declare(&mut text, one, &mut names)?;
    }
    Ok(Generated { path: "oms-node/src/types.ts", text })
}

/// What a variant of a union is called: a command by itself, anything else together with its union.
fn variant_name(union: &str, variant: &Variant) -> String {
    let own = pascal_case(&variant.wire);
    if union == "Command" || own.ends_with(union) { own } else { own + union }
}

/// The types that occur in what a host composes.
fn sent(model: &Model) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = SENT.to_vec();
    while let Some(name) = open.pop() {
        if found.insert(name.to_owned()) {
            open.extend(model.named(name).into_iter().flat_map(mentioned));
        }
    }
    found
}

/// The types that a type mentions.
fn mentioned(one: &Type) -> Vec<&str> {
    fn named(form: &Form) -> Option<&str> {
        match form {
            Form::List(of) | Form::Optional(of) => named(of),
            Form::Named(name) => Some(name),
            _ => None,
        }
    }
    match &one.kind {
        Kind::Alias(form) => named(form).into_iter().collect(),
        Kind::Record(fields) => fields.iter().filter_map(|field| named(&field.form)).collect(),
        Kind::Names(_) => Vec::new(),
        Kind::Union { variants, .. } => variants.iter().flat_map(|one| &one.fields).filter_map(|field| named(&field.form)).collect(),
        Kind::Choice { wrapped, .. } => wrapped.iter().filter_map(|one| named(&one.form)).collect(),
    }
}

struct Writer {
    sent: BTreeSet<String>,
}

impl Writer {
    fn declare(&self, text: &mut String, one: &Type, names: &mut BTreeSet<String>) -> Result<(), String> {
        text.push('\n');
        comment(text, "", &one.doc);
        let name = &one.name;
        match &one.kind {
            Kind::Alias(form) => line(text, &format!("export type {name} = {};", form_of(form))),
            Kind::Record(fields) => {
                line(text, &format!("export interface {name} {{"));
                fields.iter().for_each(|field| self.member(text, name, field));
                line(text, "}");
            }
            Kind::Names(known) => {
                line(text, &format!("export type {name} ="));
                for (place, known_name) in known.iter().enumerate() {
                    comment(text, "  ", &known_name.doc);
                    let end = if place + 1 == known.len() { ";" } else { "" };
                    line(text, &format!("  | \"{}\"{end}", known_name.wire));
                }
            }
            Kind::Union { tag, variants } => {
                line(text, &format!("export type {name} ="));
                for (place, variant) in variants.iter().enumerate() {
                    let end = if place + 1 == variants.len() { ";" } else { "" };
                    line(text, &format!("  | {}{end}", variant_name(name, variant)));
                }
                for variant in variants {
                    self.variant(text, one, tag, variant, names)?;
                }
            }
            Kind::Choice { names, wrapped } => {
                let names = names.iter().map(|known| format!("\"{}\"", known.wire));
                let wrapped = wrapped.iter().map(|one| format!("{{ {}: {} }}", one.wire, form_of(&one.form)));
                let all: Vec<String> = names.chain(wrapped).collect();
                line(text, &format!("export type {name} = {};", all.join(" | ")));
            }
        }
        Ok(())
    }

    fn variant(&self, text: &mut String, union: &Type, tag: &str, variant: &Variant, names: &mut BTreeSet<String>) -> Result<(), String> {
        let name = variant_name(&union.name, variant);
        if !names.insert(name.clone()) {
            return Err(format!("`{}` of `{}` would be the second type called `{name}`", variant.wire, union.name));
        }
        text.push('\n');
        comment(text, "", &variant.doc);
        line(text, &format!("export interface {name} {{"));
        line(text, &format!("  {tag}: \"{}\";", variant.wire));
        variant.fields.iter().for_each(|field| self.member(text, &union.name, field));
        line(text, "}");
        Ok(())
    }

    /// A field. What a host composes may leave out whatever has a default; what it is answered leaves out only what is omitted,
    /// and then has no `null` there.
    fn member(&self, text: &mut String, owner: &str, field: &Field) {
        comment(text, "  ", &field.doc);
        let is_sent = self.sent.contains(owner);
        let (mark, form) = match (&field.presence, &field.form) {
            (Presence::Required, form) => ("", form),
            (Presence::Defaulted(_), form) => (if is_sent { "?" } else { "" }, form),
            (Presence::Omitted(_), Form::Optional(form)) if !is_sent => ("?", &**form),
            (Presence::Omitted(_), form) => ("?", form),
        };
        line(text, &format!("  {}{mark}: {};", field.name, form_of(form)));
    }
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
