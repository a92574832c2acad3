//! Python: a frozen struct for every record and every variant of a union, and an exception for every rejection.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::Generated;
use super::model::{Field, Form, Kind, Model, Presence, Type, Variant};

const HEAD: &str = r#"# Written by `cargo xtask bindings` from the types of the core: change those, not this file.
"""Everything that goes into the engine and comes out of it.

Every record is a frozen struct, and so is every variant of a union: `Command` is `PutLocation | ... | CaptureOrder | ...`.
Amounts are `Decimal`, instants aware `datetime`. To change a value, make another with `msgspec.structs.replace`.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias, TypeVar

import msgspec

_Value = TypeVar("_Value")


def _always(value: _Value) -> Callable[[], _Value]:
    """A default that is written as well: of the others, what is as by default is left out of the texts."""
    return lambda: value


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What all of them are."""
"#;

const EXCEPTIONS_HEAD: &str = r#"# Written by `cargo xtask bindings` from the types of the core: change those, not this file.
"""The reasons why a command is refused, one class each. `code` is stable; the other attributes are the figures."""

"#;

const EXCEPTIONS_IMPORTS: &str = "\
from . import models
from .errors import Rejected
";

/// Names that the module of models has for itself.
const OWN_NAMES: &[&str] = &["Callable", "ClassVar", "Decimal", "Literal", "Record", "TypeAlias", "TypeVar", "datetime", "msgspec"];

/// What an exception has beside its figures.
const OWN_ATTRIBUTES: &[&str] = &["add_note", "args", "code", "figures", "message", "rejection", "with_traceback"];

/// The union whose variants have short names, since people write them all day.
const PLAIN: &str = "Command";

/// The union whose variants are exceptions as well.
const REFUSALS: &str = "Rejection";

/// The union that is met as an error only.
const UNREADABLE: &str = "InputError";

/// The modules that are written.
pub(super) fn modules(model: &Model) -> Result<Vec<Generated>, String> {
    Ok(vec![
        Generated { path: "oms-py/python/oms/models.py", text: models(model)? },
        Generated { path: "oms-py/python/oms/rejections.py", text: exceptions(model)? },
    ])
}

fn models(model: &Model) -> Result<String, String> {
    let mut written = Models { model, text: HEAD.to_owned(), begun: BTreeSet::new(), names: Vec::new(), is_after_class: true };
    for one in model.types.iter().filter(|one| one.name != UNREADABLE) {
        written.after_what_it_needs(one)?;
    }
    let Models { mut text, mut names, .. } = written;
    names.push("Record".to_owned());
    names.sort_unstable();
    if let Some(taken) = names.iter().zip(names.iter().skip(1)).find(|(one, next)| one == next) {
        return Err(format!("two Python classes would be called `{}`", taken.0));
    }
    text.push('\n');
    exported(&mut text, &names);
    Ok(text)
}

struct Models<'a> {
    model: &'a Model,
    text: String,
    begun: BTreeSet<&'a str>,
    /// What the module declares.
    names: Vec<String>,
    is_after_class: bool,
}

impl<'a> Models<'a> {
    /// Python reads from top to bottom: what a type needs comes before it.
    fn after_what_it_needs(&mut self, one: &'a Type) -> Result<(), String> {
        if !self.begun.insert(&one.name) {
            return Ok(());
        }
        for needed in needs(one) {
            let needed = self.model.named(needed).ok_or_else(|| format!("{}: `{needed}` is not in the schema", one.name))?;
            self.after_what_it_needs(needed)?;
        }
        self.declare(one)
    }

    fn declare(&mut self, one: &Type) -> Result<(), String> {
        let name = one.name.as_str();
        match &one.kind {
            Kind::Alias(form) => self.alias(name, &form_of(form), &one.doc),
            Kind::Record(fields) => self.class(name, "", None, &one.doc, fields),
            Kind::Names(names) => {
                self.named(name, false)?;
                line(&mut self.text, &format!("{name}: TypeAlias = Literal["));
                for known in names {
                    comment(&mut self.text, &known.doc);
                    line(&mut self.text, &format!("    \"{}\",", known.wire));
                }
                line(&mut self.text, "]");
                docstring(&mut self.text, "", &one.doc, &[]);
                Ok(())
            }
            Kind::Union { tag, variants } => {
                for variant in variants {
                    let options = format!(", tag_field=\"{tag}\", tag=\"{}\"", variant.wire);
                    self.class(&class_of(name, variant), &options, Some((tag, &variant.wire)), &variant.doc, &variant.fields)?;
                }
                let classes: Vec<String> = variants.iter().map(|variant| class_of(name, variant)).collect();
                self.either(name, &classes, &one.doc)
            }
            Kind::Choice { names, wrapped } => {
                let presence = if wrapped.len() == 1 { Presence::Required } else { Presence::Omitted(Value::Null) };
                let fields: Vec<Field> = wrapped
                    .iter()
                    .map(|one| {
                        let form = if wrapped.len() == 1 { one.form.clone() } else { Form::Optional(Box::new(one.form.clone())) };
                        Field { name: one.wire.clone(), doc: String::new(), form, presence: presence.clone() }
                    })
                    .collect();
                if names.is_empty() {
                    return self.class(name, "", None, &one.doc, &fields);
                }
                let class = match wrapped.as_slice() {
                    [only] => format!("{}{name}", pascal(&only.wire)),
                    _ => format!("Other{name}"),
                };
                self.class(&class, "", None, &one.doc, &fields)?;
                let texts: Vec<String> = names.iter().map(|known| format!("\"{}\"", known.wire)).collect();
                self.either(name, &[format!("Literal[{}]", texts.join(", ")), class], &one.doc)
            }
        }
    }

    /// Notes what is declared next, and leaves the space before it: two lines around classes, one between other names.
    fn named(&mut self, name: &str, is_class: bool) -> Result<(), String> {
        if OWN_NAMES.contains(&name) {
            return Err(format!("`{name}` means something else in Python: give the type another name"));
        }
        self.names.push(name.to_owned());
        self.text.push_str(if is_class || self.is_after_class { "\n\n" } else { "\n" });
        self.is_after_class = is_class;
        Ok(())
    }

    fn alias(&mut self, name: &str, form: &str, doc: &str) -> Result<(), String> {
        self.named(name, false)?;
        line(&mut self.text, &format!("{name}: TypeAlias = {form}"));
        docstring(&mut self.text, "", doc, &[]);
        Ok(())
    }

    fn either(&mut self, name: &str, members: &[String], doc: &str) -> Result<(), String> {
        match members.join(" | ") {
            all if name.len() + all.len() < 110 => self.alias(name, &all, doc),
            _ => self.alias(name, &format!("(\n    {}\n)", members.join("\n    | ")), doc),
        }
    }

    fn class(&mut self, name: &str, options: &str, tag: Option<(&str, &str)>, doc: &str, fields: &[Field]) -> Result<(), String> {
        self.named(name, true)?;
        line(&mut self.text, &format!("class {name}(Record, frozen=True, kw_only=True{options}):"));
        docstring(&mut self.text, "    ", doc, fields);
        if let Some((tag, wire)) = tag {
            line(&mut self.text, &format!("\n    {tag}: ClassVar[Literal[\"{wire}\"]] = \"{wire}\""));
        } else if !fields.is_empty() {
            self.text.push('\n');
        }
        for field in fields {
            let default = self.default(field).map_err(|problem| format!("{name}.{}: {problem}", field.name))?;
            line(&mut self.text, &format!("    {}: {}{default}", field.name, form_of(&field.form)));
        }
        Ok(())
    }

    /// What follows the type of a field.
    fn default(&self, field: &Field) -> Result<String, String> {
        let written = |value: &Value| self.expression(&field.form, value);
        Ok(match &field.presence {
            Presence::Required => String::new(),
            Presence::Omitted(Value::Array(rows)) if rows.is_empty() => " = []".to_owned(),
            Presence::Omitted(value) => format!(" = {}", written(value)?),
            Presence::Defaulted(Value::Array(rows)) if rows.is_empty() => " = msgspec.field(default_factory=lambda: [])".to_owned(),
            Presence::Defaulted(value) => format!(" = msgspec.field(default_factory=_always({}))", written(value)?),
        })
    }

    /// A value as Python.
    fn expression(&self, form: &Form, value: &Value) -> Result<String, String> {
        Ok(match (self.model.plain(form), value) {
            (Form::Optional(_), Value::Null) => "None".to_owned(),
            (Form::Optional(form), value) => self.expression(form, value)?,
            (Form::Bool, Value::Bool(yes)) => if *yes { "True" } else { "False" }.to_owned(),
            (Form::Whole { .. }, Value::Number(number)) => number.to_string(),
            (Form::Decimal, Value::String(text)) => format!("Decimal(\"{text}\")"),
            (Form::Text, Value::String(text)) => quoted(text),
            (Form::Named(name), value) => match (self.model.named(name).map(|one| &one.kind), value) {
                (Some(Kind::Names(_) | Kind::Choice { .. }), Value::String(text)) => quoted(text),
                (Some(Kind::Record(fields)), Value::Object(given)) => format!("{name}({})", self.arguments(fields, given)?),
                _ => return Err(format!("`{value}` is no `{name}`")),
            },
            (form, value) => return Err(format!("`{value}` is no {form:?}")),
        })
    }

    /// The arguments that make a record of a value: those that are not as by default.
    fn arguments(&self, fields: &[Field], given: &serde_json::Map<String, Value>) -> Result<String, String> {
        let mut arguments = Vec::new();
        for (name, value) in given {
            let field = fields.iter().find(|field| field.name == *name).ok_or_else(|| format!("`{name}` is no field of it"))?;
            let is_usual = match &field.presence {
                Presence::Required => false,
                Presence::Defaulted(usual) | Presence::Omitted(usual) => usual == value,
            };
            if !is_usual {
                arguments.push(format!("{name}={}", self.expression(&field.form, value)?));
            }
        }
        Ok(arguments.join(", "))
    }
}

/// The types that must be there before one, defaults included.
fn needs(one: &Type) -> Vec<&str> {
    fn of_form<'a>(form: &'a Form, found: &mut Vec<&'a str>) {
        match form {
            Form::List(form) | Form::Optional(form) => of_form(form, found),
            Form::Named(name) => found.push(name),
            _ => {}
        }
    }
    let mut found = Vec::new();
    match &one.kind {
        Kind::Alias(form) => of_form(form, &mut found),
        Kind::Record(fields) => fields.iter().for_each(|field| of_form(&field.form, &mut found)),
        Kind::Names(_) => {}
        Kind::Union { variants, .. } => {
            variants.iter().flat_map(|variant| &variant.fields).for_each(|field| of_form(&field.form, &mut found));
        }
        Kind::Choice { wrapped, .. } => wrapped.iter().for_each(|one| of_form(&one.form, &mut found)),
    }
    found
}

fn exceptions(model: &Model) -> Result<String, String> {
    let refusals = model.named(REFUSALS).ok_or("the schema has no rejections")?;
    let Kind::Union { variants, .. } = &refusals.kind else { return Err("rejections are no union".to_owned()) };
    let mut text = EXCEPTIONS_HEAD.to_owned();
    let figures = || variants.iter().flat_map(|variant| &variant.fields);
    let has = |form: Form| figures().any(|field| field.form == form);
    if has(Form::Instant) {
        line(&mut text, "from datetime import datetime");
    }
    if has(Form::Decimal) {
        line(&mut text, "from decimal import Decimal\n");
    }
    text.push_str(EXCEPTIONS_IMPORTS);
    let mut names = Vec::new();
    for variant in variants {
        if let Some(taken) = variant.fields.iter().find(|field| OWN_ATTRIBUTES.contains(&field.name.as_str())) {
            return Err(format!("{REFUSALS}.{}.{}: exceptions have an attribute of that name", variant.wire, taken.name));
        }
        let name = exception_of(model, variant);
        line(&mut text, &format!("\n\nclass {name}(Rejected):"));
        docstring(&mut text, "    ", &variant.doc, &variant.fields);
        line(&mut text, &format!("\n    code = \"{}\"", variant.wire));
        for field in &variant.fields {
            line(&mut text, &format!("    {}: {}", field.name, form_within(&field.form, "models.")));
        }
        names.push(name);
    }
    line(&mut text, "\n\n#: The class of each code.");
    line(&mut text, "BY_CODE: dict[str, type[Rejected]] = {");
    for (name, variant) in names.iter().zip(variants) {
        line(&mut text, &format!("    \"{}\": {name},", variant.wire));
    }
    line(&mut text, "}\n");
    line(&mut text, "#: The codes of texts that cannot be read.");
    line(&mut text, "INPUT_CODES = frozenset({");
    match model.named(UNREADABLE).map(|one| &one.kind) {
        Some(Kind::Union { variants, .. }) => variants.iter().for_each(|variant| line(&mut text, &format!("    \"{}\",", variant.wire))),
        _ => return Err("the schema has no input errors".to_owned()),
    }
    line(&mut text, "})\n");
    names.sort_unstable();
    exported(&mut text, &names);
    Ok(text)
}

/// The class of an exception; behind the name of a type stands `Error`, to tell the two apart.
fn exception_of(model: &Model, variant: &Variant) -> String {
    let name = pascal(&variant.wire);
    if model.named(&name).is_some() { format!("{name}Error") } else { name }
}

fn class_of(union: &str, variant: &Variant) -> String {
    let name = pascal(&variant.wire);
    if union == PLAIN { name } else { format!("{name}{union}") }
}

fn pascal(wire: &str) -> String {
    let words = wire.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    });
    words.collect()
}

fn form_of(form: &Form) -> String {
    form_within(form, "")
}

/// The type of a form; names have the prefix of the module they come from.
fn form_within(form: &Form, module: &str) -> String {
    match form {
        Form::Text => "str".to_owned(),
        Form::Decimal => "Decimal".to_owned(),
        Form::Instant => "datetime".to_owned(),
        Form::Bool => "bool".to_owned(),
        Form::Whole { .. } => "int".to_owned(),
        Form::List(of) => format!("list[{}]", form_within(of, module)),
        Form::Optional(of) => format!("{} | None", form_within(of, module)),
        Form::Named(name) => format!("{module}{name}"),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn exported(text: &mut String, names: &[String]) {
    line(text, "__all__ = [");
    names.iter().for_each(|name| line(text, &format!("    \"{name}\",")));
    line(text, "]");
}

/// What a class says of itself and its fields.
fn docstring(text: &mut String, indent: &str, doc: &str, fields: &[Field]) {
    let doc = without_links(doc);
    let described: Vec<&Field> = fields.iter().filter(|field| !field.doc.is_empty()).collect();
    if doc.is_empty() && described.is_empty() {
        return;
    }
    let mut lines = doc.lines();
    let first = lines.next().unwrap_or("Figures.");
    let rest: Vec<&str> = lines.collect();
    if rest.is_empty() && described.is_empty() {
        line(text, &format!("{indent}\"\"\"{first}\"\"\""));
        return;
    }
    line(text, &format!("{indent}\"\"\"{first}"));
    rest.iter().for_each(|said| line(text, format!("{indent}{said}").trim_end()));
    if !described.is_empty() {
        line(text, &format!("\n{indent}Fields:"));
    }
    for field in described {
        let said: Vec<String> = without_links(&field.doc).lines().map(str::to_owned).collect();
        line(text, &format!("{indent}    {}: {}", field.name, said.join(" ")));
    }
    line(text, &format!("{indent}\"\"\""));
}

fn comment(text: &mut String, doc: &str) {
    without_links(doc).lines().for_each(|said| line(text, &format!("    # {said}")));
}

/// A text without the marks of links between the pages of Rust's documentation: [`name`](path) becomes `name`.
fn without_links(doc: &str) -> String {
    let mut plain = String::with_capacity(doc.len());
    let mut rest = doc;
    while let Some((before, link)) = rest.split_once("[`") {
        plain.push_str(before);
        let (name, behind) = link.split_once("`]").unwrap_or((link, ""));
        let name = name.trim_start_matches("Self::").trim_start_matches("crate::");
        plain.push('`');
        plain.push_str(&name.replace("::", "."));
        plain.push('`');
        rest = match behind.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, behind)) => behind,
            None => behind,
        };
    }
    plain.push_str(rest);
    plain
}

fn line(text: &mut String, line: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}
