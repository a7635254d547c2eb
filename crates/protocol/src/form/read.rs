//! [`read`]: a form becomes the JSON of an operation's input.

use serde_json::{Map, Number, Value};

use super::parameters::{Node, Parameters};
use super::wire::{Scalar, Wire};

/// What in a form does not fit the operation. Names are those of the form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// A name that the operation does not have.
    #[error("The parameter {0} is not recognized")]
    Unknown(String),
    /// A value that is none of the member's type.
    #[error("Value ({value}) for parameter {name} is invalid. It must be {wanted}.")]
    Invalid {
        /// The parameter.
        name: String,
        /// What it was.
        value: String,
        /// What it may be.
        wanted: &'static str,
    },
}

/// Reads the parameters by the table of an operation's input.
///
/// # Errors
/// [`NotRead`] names the first parameter that does not fit.
pub fn read(parameters: &Parameters, wire: &Wire) -> Result<Value, NotRead> {
    value(&parameters.root, wire, "")
}

fn value(node: &Node, wire: &Wire, path: &str) -> Result<Value, NotRead> {
    match wire {
        Wire::Scalar(kind) => scalar(node, *kind, path),
        Wire::Structure(members) => {
            let mut object = Map::new();
            for (name, child) in &node.children {
                let path = join(path, name);
                let member = members.iter().find(|member| member.form == name);
                let member = member.ok_or_else(|| NotRead::Unknown(path.clone()))?;
                object.insert(member.model.to_owned(), value(child, member.of, &path)?);
            }
            Ok(Value::Object(object))
        }
        Wire::List { form, of, .. } => {
            let (node, path) = match form {
                Some(between) if !node.children.is_empty() => {
                    let path = join(path, between);
                    let inner = node.children.get(*between);
                    (inner.ok_or_else(|| unknown(node, &path))?, path)
                }
                _ => (node, path.to_owned()),
            };
            let elements = node.elements();
            if elements.len() < node.children.len() {
                return Err(unknown(node, &path));
            }
            let elements = elements
                .into_iter()
                .map(|(number, element)| value(element, of, &join(&path, number)));
            Ok(Value::Array(elements.collect::<Result<_, _>>()?))
        }
    }
}

fn scalar(node: &Node, kind: Scalar, path: &str) -> Result<Value, NotRead> {
    if let Some(name) = node.children.keys().next() {
        return Err(NotRead::Unknown(join(path, name)));
    }
    let text = node.value.as_deref().unwrap_or_default();
    let invalid = |wanted| NotRead::Invalid {
        name: path.to_owned(),
        value: text.chars().take(80).collect(),
        wanted,
    };
    match kind {
        Scalar::Text => Ok(Value::from(text)),
        Scalar::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" => Ok(Value::Bool(false)),
            _ => Err(invalid("true or false")),
        },
        Scalar::Integer => {
            let number = text.parse::<i64>().map_err(|_| invalid("an integer"))?;
            Ok(Value::from(number))
        }
        Scalar::Double => {
            let number = text.parse::<f64>().ok().and_then(Number::from_f64);
            Ok(Value::Number(number.ok_or_else(|| invalid("a number"))?))
        }
        Scalar::Timestamp => {
            let time = chrono::DateTime::parse_from_rfc3339(text);
            let time = time.map_err(|_| invalid("a time such as 2026-11-28T07:00:00Z"))?;
            let seconds = crate::shape::Timestamp::from_millis(time.timestamp_millis()).0;
            Ok(Number::from_f64(seconds).map_or(Value::Null, Value::Number))
        }
    }
}

/// Some name below that has no place.
fn unknown(node: &Node, path: &str) -> NotRead {
    let odd = node
        .children
        .keys()
        .find(|name| name.parse::<u32>().is_err());
    NotRead::Unknown(odd.map_or_else(|| path.to_owned(), |name| join(path, name)))
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
