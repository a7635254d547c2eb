//! Tables of what a request may hold, for the shapes that requests reach.

use std::fmt::Write as _;

use anyhow::Context as _;
use serde_json::Number;

use super::exceptions;
use super::model::{Kind, Model, Reference, Shape};
use super::{names, pattern};

/// What has the right type is permitted.
const ANY: &str = "Shape::Any";

/// The module `facts`: a static for each structure that an operation's input reaches.
pub(crate) fn write(model: &Model) -> anyhow::Result<String> {
    let mut out = String::from(
        "pub mod facts {
        //! What the model permits in a request.\n
        use super::*;\n\n",
    );
    let inputs = model
        .operations
        .values()
        .map(|operation| operation.input.as_str());
    for name in model.reached(inputs)? {
        let shape = model.shape(name)?;
        if shape.is_structure() {
            out.push_str(&structure(model, name, shape)?);
        } else if let Some(text) = shape.pattern.as_deref().and_then(exceptions::pattern) {
            let table = pattern::table(text).with_context(|| format!("{name}: {text}"))?;
            writeln!(
                out,
                "pub static {}: Pattern = {table};\n",
                names::screaming(name)
            )?;
        }
    }
    out.push_str("}\n");
    Ok(out)
}

fn structure(model: &Model, name: &str, shape: &Shape) -> anyhow::Result<String> {
    let constant = names::screaming(name);
    let mut out =
        format!("pub static {constant}: Structure = Structure {{ name: \"{name}\", members: &[\n");
    for (member, target) in shape.members() {
        let required = shape.required.iter().any(|required| required == member);
        let constructor = if required { "required" } else { "optional" };
        let expression = match exceptions::string_or_number(name, member) {
            Some(_) => ANY.to_owned(),
            None => expression(model, target)?,
        };
        writeln!(out, "Member::{constructor}(\"{member}\", {expression}),")?;
    }
    out.push_str("] };\n\n");
    Ok(out)
}

/// The value of type `Shape` that stands for a shape.
fn expression(model: &Model, name: &str) -> anyhow::Result<String> {
    let shape = model.shape(name)?;
    let bounded = shape.min.is_some() || shape.max.is_some();
    let min_max = format!("min: {}, max: {}", option(&shape.min), option(&shape.max));
    Ok(match shape.kind {
        Kind::Structure if shape.document => ANY.into(),
        Kind::Structure => format!("Shape::Structure(&{})", names::screaming(name)),
        Kind::List => {
            let member = element(model, name, shape.member.as_ref())?;
            if bounded {
                format!("Shape::List {{ member: &{member}, {min_max} }}")
            } else if member == ANY {
                member
            } else {
                format!("Shape::list(&{member})")
            }
        }
        Kind::Map => {
            let key = element(model, name, shape.key.as_ref())?;
            let value = element(model, name, shape.value.as_ref())?;
            if bounded {
                format!("Shape::Map {{ key: &{key}, value: &{value}, {min_max} }}")
            } else if key == ANY && value == ANY {
                value
            } else {
                format!("Shape::map(&{key}, &{value})")
            }
        }
        Kind::String if shape.is_enum() => format!("Shape::Enum({name}::VALUES)"),
        Kind::String if bounded || shape.pattern.is_some() => {
            let pattern = match shape.pattern.as_deref().and_then(exceptions::pattern) {
                Some(_) => format!("Some(&{})", names::screaming(name)),
                None => "None".to_owned(),
            };
            format!("Shape::String {{ {min_max}, pattern: {pattern} }}")
        }
        Kind::Integer | Kind::Long if bounded => format!("Shape::Integer {{ {min_max} }}"),
        Kind::Double if bounded => {
            let (min, max) = (double(&shape.min), double(&shape.max));
            format!("Shape::Double {{ min: {min}, max: {max} }}")
        }
        // A blob's length is that of its bytes, not of the text on the wire.
        Kind::Blob
        | Kind::String
        | Kind::Integer
        | Kind::Long
        | Kind::Double
        | Kind::Boolean
        | Kind::Timestamp => ANY.into(),
    })
}

fn element(model: &Model, name: &str, element: Option<&Reference>) -> anyhow::Result<String> {
    expression(
        model,
        &element
            .with_context(|| format!("{name} holds nothing"))?
            .shape,
    )
}

fn option(number: &Option<Number>) -> String {
    number
        .as_ref()
        .map_or_else(|| "None".to_owned(), |number| format!("Some({number})"))
}

fn double(number: &Option<Number>) -> String {
    let number = number.as_ref().and_then(Number::as_f64);
    number.map_or_else(|| "None".to_owned(), |number| format!("Some({number:?})"))
}
