//! Members that we read more leniently than the model says.

use berth_protocol::shape::Mistyped;
use serde_json::Value;

/// A string, or a number taken for its digits: task-level `cpu` and `memory` are strings in the
/// model, but both are found in people's files.
pub(crate) fn string_or_number(value: Value) -> Result<String, Mistyped> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Mistyped::new("a string or a number", &value)),
    }
}
