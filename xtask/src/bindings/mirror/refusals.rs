//! The error that is thrown: a class for each rejection, and for what is no rejection.

use super::{Generated, HEAD, Kind, Model, comment, line, pascal, type_of};

/// What is thrown beside rejections.
const OTHERS: &str = "
    /// What was sent cannot be read, or is larger than anything accepted. Nothing of it was carried out.
    Input {
        /// The stable code, such as `invalid_command`.
        code: String,
        /// What is wrong, and what is accepted.
        told: String,
        /// Figures of the error as texts, by name.
        figures: HashMap<String, String>,
    },
    /// The engine has been closed: open it again.
    Closed,
    /// The storage, or a call out of step, or the engine itself failed; the code tells which.
    Failed {
        /// The stable code, such as `busy`.
        code: String,
        /// What happened, and what to do.
        told: String,
    },
}
";

/// The error of the uniffi crate.
pub(super) fn error(model: &Model) -> Result<Generated, String> {
    let union = |name: &str| match model.named(name).map(|one| &one.kind) {
        Some(Kind::Union { variants, .. }) => Ok(variants),
        _ => Err(format!("there is no union `{name}`")),
    };
    let (rejections, inputs) = (union("Rejection")?, union("InputError")?);
    let mut text = format!("{HEAD}//! What is thrown.\n\nuse std::collections::HashMap;\n\nuse crate::types::*;\n\n");
    comment(&mut text, "", "Why a call did not do what was asked. Each rejection of a command has its own kind, with its figures.");
    line(&mut text, "#[derive(Clone, Debug, PartialEq, uniffi::Error)]");
    line(&mut text, "#[uniffi::export(Display)]");
    line(&mut text, "pub enum OmsError {");
    let mut from = String::new();
    let mut back = String::new();
    let mut codes = String::new();
    for variant in rejections {
        let (name, thrown) = (pascal(&variant.wire)?, thrown_name(model, &variant.wire)?);
        comment(&mut text, "    ", &variant.doc);
        let members: Vec<&str> = variant.fields.iter().map(|field| field.name.as_str()).collect();
        let content = if members.is_empty() { String::new() } else { format!(" {{ {} }}", members.join(", ")) };
        if members.is_empty() {
            line(&mut text, &format!("    {thrown},"));
        } else {
            line(&mut text, &format!("    {thrown} {{"));
            for field in &variant.fields {
                comment(&mut text, "        ", &field.doc);
                line(&mut text, &format!("        {}: {},", field.name, type_of(&field.form)));
            }
            line(&mut text, "    },");
        }
        line(&mut from, &format!("            Rejection::{name}{content} => OmsError::{thrown}{content},"));
        line(&mut back, &format!("            OmsError::{thrown}{content} => Some(Rejection::{name}{content}),"));
        let any = if members.is_empty() { "" } else { " { .. }" };
        line(&mut codes, &format!("            OmsError::{thrown}{any} => \"{}\",", variant.wire));
    }
    text.push_str(OTHERS.strip_prefix('\n').unwrap_or(OTHERS));
    let known: Vec<String> = inputs.iter().map(|variant| format!("\"{}\"", variant.wire)).collect();
    line(&mut text, &format!("\n/// Codes of what cannot be read.\npub(crate) const INPUT_CODES: &[&str] = &[{}];", known.join(", ")));
    line(&mut text, "\nimpl From<Rejection> for OmsError {\n    fn from(rejection: Rejection) -> OmsError {\n        match rejection {");
    text.push_str(&from);
    line(&mut text, "        }\n    }\n}\n\nimpl OmsError {");
    line(&mut text, "    /// The stable code, as on the wire.\n    pub(crate) fn stable_code(&self) -> &str {\n        match self {");
    text.push_str(&codes);
    line(&mut text, "            OmsError::Input { code, .. } | OmsError::Failed { code, .. } => code,");
    line(&mut text, "            OmsError::Closed => \"closed\",\n        }\n    }\n");
    line(&mut text, "    /// The rejection, if it is one.");
    line(&mut text, "    pub(crate) fn into_rejection(self) -> Option<Rejection> {\n        match self {");
    text.push_str(&back);
    line(&mut text, "            OmsError::Input { .. } | OmsError::Closed | OmsError::Failed { .. } => None,\n        }\n    }\n}");
    Ok(Generated { path: "oms-ffi/src/refusals.rs", text })
}

/// Within the error a kind hides the type of that name, so it needs another.
fn thrown_name(model: &Model, wire: &str) -> Result<String, String> {
    let name = pascal(wire)?;
    Ok(if model.named(&name).is_some() { format!("{name}Refused") } else { name })
}
