//! [`FromJson`]: typed values out of a parsed body, with the place of what does not fit.
//!
//! Not serde's derive: none of this is generic over a deserializer, so hundreds of shapes are
//! compiled once, in the crate that holds them, in a fraction of the time.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::Timestamp;

/// A type that a JSON value can become.
pub trait FromJson: Sized {
    /// Takes the value apart.
    ///
    /// # Errors
    /// [`Mistyped`] names the first value of a wrong JSON type.
    fn from_json(value: Value) -> Result<Self, Mistyped>;
}

impl FromJson for String {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(Mistyped::new("a string", &value)),
        }
    }
}

impl FromJson for i32 {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        let number = value
            .as_i64()
            .and_then(|number| Self::try_from(number).ok());
        number.ok_or_else(|| Mistyped::new("a 32-bit integer", &value))
    }
}

impl FromJson for i64 {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        value
            .as_i64()
            .ok_or_else(|| Mistyped::new("a 64-bit integer", &value))
    }
}

impl FromJson for f64 {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        value
            .as_f64()
            .ok_or_else(|| Mistyped::new("a number", &value))
    }
}

impl FromJson for bool {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        value
            .as_bool()
            .ok_or_else(|| Mistyped::new("true or false", &value))
    }
}

impl FromJson for Timestamp {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        let seconds = value.as_f64();
        seconds
            .map(Self)
            .ok_or_else(|| Mistyped::new("a time in seconds since the epoch", &value))
    }
}

impl FromJson for Value {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        Ok(value)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        let Value::Array(elements) = value else {
            return Err(Mistyped::new("a list", &value));
        };
        let mut out = Self::with_capacity(elements.len());
        for (index, element) in elements.into_iter().enumerate() {
            let element = T::from_json(element);
            out.push(element.map_err(|error| error.within(&format!("[{index}]")))?);
        }
        Ok(out)
    }
}

impl<K: From<String> + Ord, T: FromJson> FromJson for BTreeMap<K, T> {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        let mut out = Self::new();
        for (key, value) in members(value)? {
            let value = T::from_json(value);
            let value = value.map_err(|error| error.within(&format!("{{{key}}}")))?;
            out.insert(K::from(key), value);
        }
        Ok(out)
    }
}

/// The members of an object.
///
/// # Errors
/// If the value is none.
pub fn members(value: Value) -> Result<Map<String, Value>, Mistyped> {
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(Mistyped::new("an object", &value)),
    }
}

/// A member of a structure; null is as if it were absent.
///
/// # Errors
/// Those of `read`, with the member's name before their path.
pub fn member<T>(
    name: &str,
    value: Value,
    read: fn(Value) -> Result<T, Mistyped>,
) -> Result<Option<T>, Mistyped> {
    match value {
        Value::Null => Ok(None),
        value => read(value).map(Some).map_err(|error| error.within(name)),
    }
}

/// A value of the wrong JSON type: such a body cannot become a request at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}expected {expected}, found {found}", Place(.path))]
pub struct Mistyped {
    /// Empty for the whole body.
    pub path: String,
    /// What the model has there, such as `a list`.
    pub expected: &'static str,
    /// What the body has there.
    pub found: &'static str,
}

struct Place<'a>(&'a str);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            Ok(())
        } else {
            write!(f, "{}: ", self.0)
        }
    }
}

impl Mistyped {
    /// At the place where the value stands.
    #[must_use]
    pub fn new(expected: &'static str, value: &Value) -> Self {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(number) if number.is_f64() => "a number with a fraction",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Self {
            path: String::new(),
            expected,
            found,
        }
    }

    /// Seen from what holds it under `step`: a member's name, `[index]` or `{key}`.
    #[must_use]
    pub fn within(mut self, step: &str) -> Self {
        let separator = match self.path.chars().next() {
            None | Some('[' | '{') => "",
            Some(_) => ".",
        };
        self.path = format!("{step}{separator}{}", self.path);
        self
    }
}
