//! Structs for structures, enums for strings with permitted values.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Context as _, bail, ensure};

use super::exceptions;
use super::model::{Kind, Model, Reference, Shape};
use super::names;

/// All types of a service, by name.
pub(crate) fn write(model: &Model) -> anyhow::Result<String> {
    let mut out = String::from(
        "#[allow(unused_imports, reason = \"not every service has a map\")]
        use std::collections::BTreeMap;\n
        use berth_protocol::fault::Fault;
        use berth_protocol::shape::*;
        use berth_protocol::{string_enum, structure};\n\n",
    );
    refuse_recursion(model)?;
    for (name, shape) in &model.shapes {
        if shape.is_structure() {
            out.push_str(&structure(model, name, shape)?);
        } else if shape.is_enum() {
            out.push_str(&string_enum(name, shape)?);
        }
    }
    Ok(out)
}

/// The Rust type of a shape.
fn rust_type(model: &Model, name: &str) -> anyhow::Result<String> {
    let shape = model.shape(name)?;
    Ok(match shape.kind {
        Kind::Structure if shape.document => "serde_json::Value".into(),
        Kind::Structure => name.to_owned(),
        Kind::List => format!("Vec<{}>", element(model, name, shape.member.as_ref())?),
        Kind::Map => format!(
            "BTreeMap<{}, {}>",
            element(model, name, shape.key.as_ref())?,
            element(model, name, shape.value.as_ref())?
        ),
        Kind::String if shape.is_enum() => name.to_owned(),
        Kind::String if shape.sensitive && exceptions::is_hidden(name) => "SensitiveText".into(),
        Kind::String => "String".into(),
        Kind::Blob if shape.sensitive => "SensitiveBytes".into(),
        Kind::Blob => bail!("{name} is a blob that is not sensitive: it has no type yet"),
        Kind::Integer => "i32".into(),
        Kind::Long => "i64".into(),
        Kind::Double => "f64".into(),
        Kind::Boolean => "bool".into(),
        Kind::Timestamp => "Timestamp".into(),
    })
}

fn element(model: &Model, name: &str, element: Option<&Reference>) -> anyhow::Result<String> {
    rust_type(
        model,
        &element
            .with_context(|| format!("{name} holds nothing"))?
            .shape,
    )
}

fn structure(model: &Model, name: &str, shape: &Shape) -> anyhow::Result<String> {
    let mut out = format!("structure! {{\n    pub struct {name} {{\n");
    for (member, target) in shape.members() {
        let (field, kind) = (names::field(member), rust_type(model, target)?);
        let via = exceptions::string_or_number(name, member);
        let via = via.map_or_else(String::new, |function| format!(" via {function}"));
        writeln!(out, "        {field}: {kind} = \"{member}\"{via},")?;
    }
    for member in exceptions::undocumented(name) {
        writeln!(
            out,
            "        {}: String = \"{member}\",",
            names::field(member)
        )?;
    }
    out.push_str("    }\n}\n\n");
    Ok(out)
}

fn string_enum(name: &str, shape: &Shape) -> anyhow::Result<String> {
    let mut seen = BTreeSet::from(["Other".to_owned()]);
    let mut out = format!("string_enum! {{\n    pub enum {name} {{\n");
    for value in &shape.values {
        let variant = names::variant(value);
        ensure!(
            variant.starts_with(|first: char| first.is_ascii_alphabetic())
                && seen.insert(variant.clone()),
            "{name}: the value {value:?} needs a name of its own"
        );
        writeln!(out, "        {variant} = \"{value}\",")?;
    }
    out.push_str("    }\n}\n\n");
    Ok(out)
}

/// No model of ours has a shape that holds itself; one that does would need boxes.
fn refuse_recursion(model: &Model) -> anyhow::Result<()> {
    for (name, shape) in &model.shapes {
        let held = shape.members().map(|(_, target)| target);
        if shape.is_structure() && model.reached(held)?.contains(name.as_str()) {
            bail!("{name} holds itself, which the generated types have no boxes for");
        }
    }
    Ok(())
}
