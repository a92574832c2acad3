//! What the generators of all languages know about a type: read once from the JSON Schema of the core.

use serde_json::{Map, Value};

/// Every type on the wire, each after those it was first met in.
#[derive(Debug)]
pub(super) struct Model {
    pub(in crate::bindings) types: Vec<Type>,
}

/// A named type.
#[derive(Debug)]
pub(super) struct Type {
    pub(in crate::bindings) name: String,
    pub(in crate::bindings) doc: String,
    pub(in crate::bindings) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// Another name for a form: ids, amounts, quantities.
    Alias(Form),
    /// An object with fields.
    Record(Vec<Field>),
    /// One of some texts.
    Names(Vec<Name>),
    /// Objects told apart by a field that names the variant.
    Union { tag: String, variants: Vec<Variant> },
    /// Either one of some texts, or an object whose only field names the variant and holds its content.
    Choice { names: Vec<Name>, wrapped: Vec<Wrapped> },
}

/// A text and what it means.
#[derive(Debug)]
pub(super) struct Name {
    pub(in crate::bindings) wire: String,
    pub(in crate::bindings) doc: String,
}

/// A variant of a union.
#[derive(Debug)]
pub(super) struct Variant {
    /// The value of the tag.
    pub(in crate::bindings) wire: String,
    pub(in crate::bindings) doc: String,
    pub(in crate::bindings) fields: Vec<Field>,
}

/// A variant of a choice that has content.
#[derive(Debug)]
pub(super) struct Wrapped {
    pub(in crate::bindings) wire: String,
    pub(in crate::bindings) form: Form,
}

#[derive(Debug)]
pub(super) struct Field {
    pub(in crate::bindings) name: String,
    pub(in crate::bindings) doc: String,
    pub(in crate::bindings) form: Form,
    pub(in crate::bindings) presence: Presence,
}

/// Whether a field must be there.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Presence {
    /// Always, in what is sent and in what is answered.
    Required,
    /// Answers always have it; what is sent may leave it out, which means this.
    Defaulted(Value),
    /// Answers leave it out when it is this, and so may what is sent.
    Omitted(Value),
}

/// The form of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    Text,
    /// A decimal number written as a text.
    Decimal,
    /// An instant as RFC 3339.
    Instant,
    Bool,
    /// A whole number of so many bits.
    Whole {
        bits: u8,
        signed: bool,
    },
    List(Box<Form>),
    /// Or nothing.
    Optional(Box<Form>),
    /// A type of the model.
    Named(String),
}

impl Model {
    /// Reads the schema that the core gives of itself.
    pub(super) fn of_the_core() -> Result<Model, String> {
        use oms_core::schema::{View, definitions};
        Model::read(&definitions(View::Reader), &definitions(View::Writer))
    }

    fn read(reader: &Map<String, Value>, writer: &Map<String, Value>) -> Result<Model, String> {
        let mut types = Vec::with_capacity(reader.len());
        for (name, schema) in reader {
            let written = writer.get(name).ok_or_else(|| format!("`{name}` is read but never written"))?;
            let kind = kind(schema, written).map_err(|problem| format!("{name}: {problem}"))?;
            types.push(Type { name: name.clone(), doc: doc(schema), kind });
        }
        let mut model = Model { types };
        model.fill_in_defaults()?;
        Ok(model)
    }

    /// The type of a name.
    pub(super) fn named(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|one| one.name == name)
    }

    /// A form with aliases followed to what they stand for.
    pub(super) fn plain<'a>(&'a self, form: &'a Form) -> &'a Form {
        match form {
            Form::Named(name) => match self.named(name).map(|one| &one.kind) {
                Some(Kind::Alias(form)) => self.plain(form),
                _ => form,
            },
            _ => form,
        }
    }

    /// What an omitted field means is not in the schema where it follows from its form.
    fn fill_in_defaults(&mut self) -> Result<(), String> {
        let known = Model { types: std::mem::take(&mut self.types) };
        let mut types = Vec::with_capacity(known.types.len());
        for one in &known.types {
            let fill = |fields: &[Field]| fields.iter().map(|field| known.filled(&one.name, field)).collect::<Result<Vec<_>, _>>();
            let kind = match &one.kind {
                Kind::Record(fields) => Some(Kind::Record(fill(fields)?)),
                Kind::Union { tag, variants } => {
                    let variants = variants.iter().map(|variant| {
                        Ok::<_, String>(Variant { wire: variant.wire.clone(), doc: variant.doc.clone(), fields: fill(&variant.fields)? })
                    });
                    Some(Kind::Union { tag: tag.clone(), variants: variants.collect::<Result<_, _>>()? })
                }
                _ => None,
            };
            types.push(kind);
        }
        self.types = known
            .types
            .into_iter()
            .zip(types)
            .map(|(one, kind)| Type { name: one.name, doc: one.doc, kind: kind.unwrap_or(one.kind) })
            .collect();
        Ok(())
    }

    fn filled(&self, owner: &str, field: &Field) -> Result<Field, String> {
        let presence = match &field.presence {
            Presence::Omitted(Value::Null) => Presence::Omitted(self.nothing(owner, field)?),
            Presence::Defaulted(Value::Null) => Presence::Defaulted(self.nothing(owner, field)?),
            presence => presence.clone(),
        };
        Ok(Field { name: field.name.clone(), doc: field.doc.clone(), form: field.form.clone(), presence })
    }

    /// What a field is when it is nothing.
    fn nothing(&self, owner: &str, field: &Field) -> Result<Value, String> {
        match self.plain(&field.form) {
            Form::Optional(_) => Ok(Value::Null),
            Form::List(_) => Ok(Value::Array(Vec::new())),
            Form::Text => Ok(Value::from("")),
            Form::Decimal => Ok(Value::from("0")),
            Form::Bool => Ok(Value::from(false)),
            Form::Whole { .. } => Ok(Value::from(0)),
            form => Err(format!("{owner}.{}: say the default of a {form:?} in the schema", field.name)),
        }
    }
}

fn kind(schema: &Value, written: &Value) -> Result<Kind, String> {
    if let Some(variants) = schema.get("oneOf").and_then(Value::as_array) {
        let written = written.get("oneOf").and_then(Value::as_array).ok_or("is written otherwise than it is read")?;
        return choice_of(variants, written);
    }
    if schema.get("properties").is_some() {
        return Ok(Kind::Record(fields(schema, written, None)?));
    }
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        return Ok(Kind::Names(
            names.iter().filter_map(Value::as_str).map(|name| Name { wire: name.to_owned(), doc: String::new() }).collect(),
        ));
    }
    Ok(Kind::Alias(form(schema)?))
}

/// Names, objects with a tag, or names and objects of one field.
fn choice_of(variants: &[Value], written: &[Value]) -> Result<Kind, String> {
    let mut names = Vec::new();
    let mut tagged = Vec::new();
    let mut wrapped = Vec::new();
    let mut tag = None;
    for (variant, written) in variants.iter().zip(written) {
        if let Some(listed) = variant.get("enum").and_then(Value::as_array) {
            names.extend(listed.iter().filter_map(Value::as_str).map(|name| Name { wire: name.to_owned(), doc: doc(variant) }));
        } else if let Some(name) = variant.get("const").and_then(Value::as_str) {
            names.push(Name { wire: name.to_owned(), doc: doc(variant) });
        } else if let Some((key, name)) = constant(variant) {
            tagged.push(Variant { wire: name, doc: doc(variant), fields: fields(variant, written, Some(&key))? });
            tag = Some(key);
        } else {
            let properties = variant.get("properties").and_then(Value::as_object).ok_or("a variant is neither a name nor an object")?;
            let (key, content) = properties.iter().next().filter(|_| properties.len() == 1).ok_or("a variant without tag has one field")?;
            wrapped.push(Wrapped { wire: key.clone(), form: form(content)? });
        }
    }
    match (tag, names.is_empty(), wrapped.is_empty()) {
        (Some(tag), true, true) => Ok(Kind::Union { tag, variants: tagged }),
        (None, false, true) => Ok(Kind::Names(names)),
        (None, _, false) => Ok(Kind::Choice { names, wrapped }),
        _ => Err("mixes variants with and without tag".to_owned()),
    }
}

/// The field that has but one value.
fn constant(variant: &Value) -> Option<(String, String)> {
    let properties = variant.get("properties")?.as_object()?;
    properties.iter().find_map(|(key, value)| Some((key.clone(), value.get("const")?.as_str()?.to_owned())))
}

fn fields(schema: &Value, written: &Value, tag: Option<&str>) -> Result<Vec<Field>, String> {
    let properties = schema.get("properties").and_then(Value::as_object).ok_or("is no object")?;
    let (read, written) = (required(schema), required(written));
    let described = properties.iter().filter(|(name, _)| Some(name.as_str()) != tag);
    described
        .map(|(name, schema)| {
            let default = || schema.get("default").cloned().unwrap_or_default();
            let presence = match (read.contains(&name.as_str()), written.contains(&name.as_str())) {
                (true, _) => Presence::Required,
                (false, true) => Presence::Defaulted(default()),
                (false, false) => Presence::Omitted(default()),
            };
            let form = form(schema).map_err(|problem| format!("{name}: {problem}"))?;
            Ok(Field { name: name.clone(), doc: doc(schema), form, presence })
        })
        .collect()
}

fn required(schema: &Value) -> Vec<&str> {
    let list = schema.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).collect()
}

fn doc(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn form(schema: &Value) -> Result<Form, String> {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return Ok(Form::Named(name.rsplit('/').next().unwrap_or(name).to_owned()));
    }
    if let Some(either) = schema.get("anyOf").and_then(Value::as_array) {
        let is_null = |one: &Value| one.get("type").and_then(Value::as_str) == Some("null");
        return match either.as_slice() {
            [one, null] if is_null(null) => Ok(Form::Optional(Box::new(form(one)?))),
            _ => Err("is one of several forms".to_owned()),
        };
    }
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let plain: Vec<&str> = kinds.iter().copied().filter(|kind| *kind != "null").collect();
    let one = match plain.as_slice() {
        ["string", "number"] => Form::Decimal,
        ["string"] => match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => Form::Instant,
            Some("decimal") => Form::Decimal,
            _ => Form::Text,
        },
        ["boolean"] => Form::Bool,
        ["integer"] => whole(schema.get("format").and_then(Value::as_str).unwrap_or("int64"))?,
        ["array"] => Form::List(Box::new(form(schema.get("items").ok_or("is a list of mixed forms")?)?)),
        _ => return Err(format!("has no known form: {schema}")),
    };
    Ok(if plain.len() < kinds.len() { Form::Optional(Box::new(one)) } else { one })
}

fn whole(format: &str) -> Result<Form, String> {
    let (signed, bits) = match format.strip_prefix('u') {
        Some(rest) => (false, rest),
        None => (true, format),
    };
    let bits = bits.trim_start_matches("int");
    // A size of memory is told as 64 bits, whatever the machine.
    let bits = if bits.is_empty() { 64 } else { bits.parse().map_err(|_| format!("`{format}` is no known number"))? };
    Ok(Form::Whole { bits, signed })
}
