//! One class a refusal, so that a program can tell them apart with `instanceof` and read their figures.

use super::words::{comment, line, pascal_case};
use super::{WRITTEN, form_of, variant_name};
use crate::bindings::Generated;
use crate::bindings::model::{Field, Form, Kind, Model, Variant};

/// What every error of JavaScript, and every one of ours, has already.
const TAKEN: &[&str] = &["name", "message", "stack", "cause", "figures", "rejection"];

pub(super) fn classes(model: &Model) -> Result<Generated, String> {
    let Some(Kind::Union { tag, variants }) = model.named("Rejection").map(|one| &one.kind) else {
        return Err("the core has no union called `Rejection`".to_owned());
    };
    let mut text = format!("{WRITTEN}\nimport {{ Rejected }} from \"./error.js\";\n");
    line(&mut text, "import type * as types from \"./types.js\";");
    for variant in variants {
        class(&mut text, tag, variant)?;
    }
    line(&mut text, "\n/** The class of every code of a refusal. */");
    line(&mut text, "export const REFUSALS = {");
    for variant in variants {
        line(&mut text, &format!("  {}: {},", variant.wire, class_name(variant)));
    }
    line(&mut text, "} as const satisfies Record<types.Rejection[\"code\"], typeof Rejected>;");
    Ok(Generated { path: "oms-node/src/refusals.ts", text })
}

/// As JavaScript calls its own errors.
fn class_name(variant: &Variant) -> String {
    pascal_case(&variant.wire) + "Error"
}

fn class(text: &mut String, tag: &str, variant: &Variant) -> Result<(), String> {
    let name = class_name(variant);
    text.push('\n');
    comment(text, "", &variant.doc);
    line(text, &format!("export class {name} extends Rejected {{"));
    line(text, &format!("  declare readonly {tag}: \"{}\";", variant.wire));
    line(text, &format!("  declare readonly rejection: types.{};", variant_name("Rejection", variant)));
    for field in &variant.fields {
        if TAKEN.contains(&field.name.as_str()) {
            return Err(format!("`{}` of the rejection `{}` needs another name", field.name, variant.wire));
        }
        member(text, field);
    }
    line(text, "}");
    Ok(())
}

fn member(text: &mut String, field: &Field) {
    use crate::bindings::model::Presence;
    comment(text, "  ", &field.doc);
    let (mark, form) = match (&field.presence, &field.form) {
        (Presence::Omitted(_), Form::Optional(form)) => ("?", &**form),
        (Presence::Omitted(_), form) => ("?", form),
        (_, form) => ("", form),
    };
    let form = form_of(form);
    let is_ours = form.starts_with(|first: char| first.is_ascii_uppercase());
    line(text, &format!("  declare readonly {}{mark}: {}{form};", field.name, if is_ours { "types." } else { "" }));
}
