//! Tables of the names in forms and in XML, for services that speak those.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::Context as _;

use super::model::{Kind, Model, Reference, Shape};
use super::names;

/// The module `wire`: a table for each shape that an input or an output reaches, and what an
/// operation's two are. Empty for a service of JSON.
pub(crate) fn write(model: &Model) -> anyhow::Result<String> {
    let Some(flavour) = flavour(model) else {
        return Ok(String::new());
    };
    let namespace = match &model.metadata.xml_namespace {
        Some(namespace) => namespace.clone(),
        None => format!(
            "http://{}.amazonaws.com/doc/{}/",
            model.metadata.signing_name, model.metadata.api_version
        ),
    };
    let mut out = format!(
        "pub mod wire {{
        //! What everything is called in forms and in XML.\n
        use berth_protocol::form::{{Flavour, Names, Scalar, Wire}};\n
        use super::Operation;\n
        /// The protocol.
        pub const FLAVOUR: Flavour = Flavour::{flavour};
        /// Of answers.
        pub const NAMESPACE: &str = \"{namespace}\";\n\n"
    );
    out.push_str(&of_operations(model)?);
    for name in reached(model)? {
        let table = table(model, name)?;
        writeln!(
            out,
            "pub static {}: Wire = {table};\n",
            names::screaming(name)
        )?;
    }
    out.push_str("}\n");
    Ok(out)
}

fn flavour(model: &Model) -> Option<&'static str> {
    match model.metadata.protocol.as_str() {
        "ec2" => Some("Ec2"),
        "query" => Some("Query"),
        _ => None,
    }
}

fn of_operations(model: &Model) -> anyhow::Result<String> {
    let (mut inputs, mut outputs) = (String::new(), String::new());
    for (name, operation) in &model.operations {
        let input = names::screaming(&operation.input);
        writeln!(inputs, "Operation::{name} => &{input},")?;
        let output = match &operation.output {
            Some(output) => format!("Some(&{})", names::screaming(output)),
            None => "None".to_owned(),
        };
        writeln!(outputs, "Operation::{name} => {output},")?;
    }
    Ok(format!(
        "/// The table of an operation's input.
        #[must_use]
        pub fn input(operation: Operation) -> &'static Wire {{
            match operation {{\n{inputs}}}
        }}\n
        /// The table of its output, if it has one.
        #[must_use]
        pub fn output(operation: Operation) -> Option<&'static Wire> {{
            match operation {{\n{outputs}}}
        }}\n\n"
    ))
}

/// The shapes that need a table of their own: structures and lists.
fn reached(model: &Model) -> anyhow::Result<BTreeSet<&str>> {
    let ends = model.operations.values().flat_map(|operation| {
        std::iter::once(operation.input.as_str()).chain(operation.output.as_deref())
    });
    let mut reached = model.reached(ends)?;
    let mut kept = BTreeSet::new();
    while let Some(name) = reached.pop_first() {
        if matches!(model.shape(name)?.kind, Kind::Structure | Kind::List) {
            kept.insert(name);
        }
    }
    Ok(kept)
}

fn table(model: &Model, name: &str) -> anyhow::Result<String> {
    let shape = model.shape(name)?;
    match shape.kind {
        Kind::Structure => {
            let mut members = String::new();
            for (member, reference) in shape.references() {
                let target = reference["shape"].as_str().context("a shape's name")?;
                let said = |key: &str| reference[key].as_str();
                let xml = said("locationName").unwrap_or(member);
                writeln!(
                    members,
                    "Names {{ model: \"{member}\", form: \"{}\", xml: \"{xml}\", of: {} }},",
                    form(model, member, said("queryName"), said("locationName")),
                    expression(model, target)?
                )?;
            }
            Ok(format!("Wire::Structure(&[{members}])"))
        }
        Kind::List => list(model, name, shape),
        _ => anyhow::bail!("{name} needs no table"),
    }
}

/// A member's name in a form.
fn form(model: &Model, member: &str, query: Option<&str>, location: Option<&str>) -> String {
    if model.metadata.protocol == "query" {
        return location.unwrap_or(member).to_owned();
    }
    match (query, location) {
        (Some(query), _) => query.to_owned(),
        (None, Some(location)) => {
            let mut letters = location.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
        (None, None) => member.to_owned(),
    }
}

fn list(model: &Model, name: &str, shape: &Shape) -> anyhow::Result<String> {
    let element = shape.member.as_ref();
    let element = element.with_context(|| format!("{name} holds nothing"))?;
    let item = element.location_name.as_deref().unwrap_or("member");
    let option = |flat: bool| {
        if flat {
            "None".to_owned()
        } else {
            format!("Some(\"{item}\")")
        }
    };
    let flat_form = shape.flattened || model.metadata.protocol == "ec2";
    Ok(format!(
        "Wire::List {{ form: {}, xml: {}, of: {} }}",
        option(flat_form),
        option(shape.flattened),
        of(model, element)?
    ))
}

fn of(model: &Model, element: &Reference) -> anyhow::Result<String> {
    expression(model, &element.shape)
}

fn expression(model: &Model, name: &str) -> anyhow::Result<String> {
    let kind = match model.shape(name)?.kind {
        Kind::Structure | Kind::List => return Ok(format!("&{}", names::screaming(name))),
        Kind::String | Kind::Blob => "Text",
        Kind::Boolean => "Boolean",
        Kind::Integer | Kind::Long => "Integer",
        Kind::Double => "Double",
        Kind::Timestamp => "Timestamp",
        Kind::Map => anyhow::bail!("{name}: maps have no form yet"),
    };
    Ok(format!("&Wire::Scalar(Scalar::{kind})"))
}
