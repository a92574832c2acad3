//! Fields, and what they are where they are left out.

use serde_json::Value;

use super::{Field, Form, Kind, Model, Presence, Type, comment, line, pascal, type_of};

/// What uniffi and serde have to know of a field that may be left out.
struct Absence {
    /// The type: an enum whose default is one of its names is optional, since the border has no defaults of that kind.
    rust: String,
    /// How Kotlin and Swift say that it is left out; `None` where they cannot.
    foreign: Option<String>,
    /// The value in Rust.
    value: String,
    /// The path of a function that makes the value, unless it is the default of the type.
    function: Option<String>,
    /// The path of a function that tells whether it is left out of what is sent.
    skip: String,
    /// What nothing means, where the type does not say it.
    remark: Option<String>,
}

/// Writes a field of a record or variant.
pub(super) fn member(text: &mut String, model: &Model, start: &str, field: &Field) -> Result<(), String> {
    let indent = start.strip_suffix("pub ").unwrap_or(start);
    comment(text, indent, &field.doc);
    let value = match &field.presence {
        Presence::Required => {
            line(text, &format!("{start}{}: {},", field.name, type_of(&field.form)));
            return Ok(());
        }
        Presence::Defaulted(value) | Presence::Omitted(value) => value,
    };
    let absence = absence(model, field, value)?;
    if let Some(remark) = &absence.remark {
        comment(text, indent, remark);
    }
    if let Some(foreign) = &absence.foreign {
        line(text, &format!("{indent}#[uniffi({foreign})]"));
    }
    let read = absence.read();
    let skip = match &field.presence {
        Presence::Omitted(_) => format!(", skip_serializing_if = \"{}\"", absence.skip),
        _ if absence.remark.is_some() => ", skip_serializing_if = \"Option::is_none\"".to_owned(),
        _ => String::new(),
    };
    line(text, &format!("{indent}#[serde({read}{skip})]"));
    line(text, &format!("{start}{}: {},", field.name, absence.rust));
    Ok(())
}

/// The same field as it stands among those that are only read.
pub(super) fn read(model: &Model, field: &Field) -> Result<String, String> {
    match &field.presence {
        Presence::Required => Ok(format!("{}: {}", field.name, type_of(&field.form))),
        Presence::Defaulted(value) | Presence::Omitted(value) => {
            let absence = absence(model, field, value)?;
            Ok(format!("#[serde({})] {}: {}", absence.read(), field.name, absence.rust))
        }
    }
}

impl Absence {
    /// What serde is told of a field that is not there.
    fn read(&self) -> String {
        self.function.as_ref().map_or_else(|| "default".to_owned(), |function| format!("default = \"{function}\""))
    }
}

fn absence(model: &Model, field: &Field, value: &Value) -> Result<Absence, String> {
    let rust = type_of(&field.form);
    let told = |foreign: &str, value: &str, skip: &str| Absence {
        rust: rust.clone(),
        foreign: Some(foreign.to_owned()),
        value: value.to_owned(),
        function: None,
        skip: skip.to_owned(),
        remark: None,
    };
    let usual = format!("the default `{value}` of a {rust} cannot be told to Kotlin and Swift");
    match (model.plain(&field.form), value) {
        (Form::Optional(_), Value::Null) => Ok(told("default = None", "None", "Option::is_none")),
        (Form::List(_), Value::Array(list)) if list.is_empty() => Ok(told("default", "Vec::new()", "Vec::is_empty")),
        (Form::Text, Value::String(said)) if said.is_empty() => Ok(told("default = \"\"", "String::new()", "String::is_empty")),
        (Form::Decimal, Value::String(said)) if said.bytes().all(|byte| b"0.".contains(&byte)) => {
            // A literal would have to be of the host's decimal type.
            Ok(Absence { foreign: None, ..told("", "Decimal::default()", "Decimal::is_zero") })
        }
        (Form::Bool, Value::Bool(said)) => {
            let skip = format!("presence::is::<{said}>");
            let function = said.then(|| "presence::yes".to_owned());
            Ok(Absence { function, ..told(&format!("default = {said}"), &said.to_string(), &skip) })
        }
        (Form::Whole { .. }, Value::Number(said)) => {
            let nothing = said.as_i64() == Some(0);
            let function = (!nothing).then(|| format!("presence::whole::<{rust}, {said}>"));
            let skip = format!("presence::is_whole::<{rust}, {said}>");
            Ok(Absence { function, ..told(&format!("default = {said}"), &said.to_string(), &skip) })
        }
        (Form::Named(name), Value::String(said)) => {
            let function = function_name(name, said);
            Ok(Absence {
                rust: format!("Option<{name}>"),
                function: Some(function.clone()),
                remark: Some(format!("Nothing means `{said}`; answers always have it.")),
                ..told("default = None", &format!("{function}()"), &format!("is_{function}"))
            })
        }
        (Form::Named(name), Value::Object(_)) if defaultable(model, name) => {
            Ok(told("default", &format!("{name}::default()"), "presence::is_default"))
        }
        _ => Err(usual),
    }
}

/// `Bucket` and `available` as `bucket_available`.
fn function_name(name: &str, said: &str) -> String {
    let mut function = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !function.is_empty() {
            function.push('_');
        }
        function.push(letter.to_ascii_lowercase());
    }
    format!("{function}_{said}")
}

/// Whether a record may be left out altogether.
fn defaultable(model: &Model, name: &str) -> bool {
    let Some(Kind::Record(fields)) = model.named(name).map(|one| &one.kind) else { return false };
    fields.iter().all(|field| field.presence != Presence::Required)
}

/// What a record is of which everything is left out.
pub(super) fn default_of_record(text: &mut String, model: &Model, name: &str, fields: &[Field]) -> Result<(), String> {
    if fields.is_empty() || !defaultable(model, name) {
        return Ok(());
    }
    line(text, "");
    line(text, &format!("impl Default for {name} {{"));
    line(text, "    fn default() -> Self {");
    line(text, &format!("        {name} {{"));
    for field in fields {
        if let Presence::Defaulted(value) | Presence::Omitted(value) = &field.presence {
            let absence = absence(model, field, value)?;
            line(text, &format!("            {}: {},", field.name, absence.value));
        }
    }
    line(text, "        }");
    line(text, "    }");
    line(text, "}");
    Ok(())
}

/// The functions that make and find an enum's name where it may be left out.
pub(super) fn defaults_of_fields(text: &mut String, model: &Model, one: &Type) {
    let mut known: Vec<(&str, bool)> = Vec::new();
    for field in all_fields(model) {
        let (said, is_omitted) = match &field.presence {
            Presence::Defaulted(Value::String(said)) => (said.as_str(), false),
            Presence::Omitted(Value::String(said)) => (said.as_str(), true),
            _ => continue,
        };
        if matches!(&field.form, Form::Named(name) if *name == one.name) && !matches!(one.kind, Kind::Alias(_)) {
            match known.iter_mut().find(|(known, _)| *known == said) {
                Some((_, omitted)) => *omitted |= is_omitted,
                None => known.push((said, is_omitted)),
            }
        }
    }
    for (said, is_omitted) in known {
        let (name, function) = (&one.name, function_name(&one.name, said));
        let variant = pascal(said).unwrap_or_default();
        line(text, "");
        line(text, &format!("pub(super) fn {function}() -> Option<{name}> {{"));
        line(text, &format!("    Some({name}::{variant})"));
        line(text, "}");
        if is_omitted {
            line(text, "");
            line(text, &format!("pub(super) fn is_{function}(value: &Option<{name}>) -> bool {{"));
            line(text, &format!("    matches!(value, None | Some({name}::{variant}))"));
            line(text, "}");
        }
    }
}

fn all_fields(model: &Model) -> impl Iterator<Item = &Field> {
    model.types.iter().flat_map(|one| match &one.kind {
        Kind::Record(fields) => fields.iter().collect::<Vec<_>>(),
        Kind::Union { variants, .. } => variants.iter().flat_map(|variant| &variant.fields).collect(),
        _ => Vec::new(),
    })
}
