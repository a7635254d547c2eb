//! Filter patterns: which messages are meant.
//!
//! Terms (`error "out of memory" -debug`, `?warn ?error`) and JSON conditions
//! (`{ $.status >= 500 && $.path = "/api/*" }`), conditions on fields between spaces
//! (`[ip, ..., status = 4*, bytes]`) and regular expressions (`%[Ee]rror%`), alone or as a value.
//! Anything malformed is refused.

mod fields;
mod json;
mod terms;
mod value;

use crate::Error;

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pattern {
    /// The empty pattern.
    Everything,
    Terms(terms::Terms),
    Json(json::Condition),
    Fields(fields::Fields),
    Expression(value::Expression),
}

const LENGTH_MAX: usize = 1024;

impl Pattern {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        if text.chars().count() > LENGTH_MAX {
            let rule = "have length less than or equal to 1024";
            return Err(crate::names::violated(text, "filterPattern", rule));
        }
        let text = text.trim();
        match text.as_bytes().first() {
            None => Ok(Self::Everything),
            Some(b'{') => json::parse(text).map(Self::Json),
            Some(b'[') => fields::parse(text).map(Self::Fields),
            Some(b'%') => match value::Expression::parse(text)? {
                (expression, "") => Ok(Self::Expression(expression)),
                (_, rest) => Err(invalid(&format!("unexpected '{}'", rest.trim_start()))),
            },
            Some(_) => terms::parse(text).map(Self::Terms),
        }
    }

    pub(crate) fn matches(&self, message: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Terms(terms) => terms.matches(message),
            Self::Fields(fields) => fields.matches(message),
            Self::Expression(expression) => expression.matches(message),
            Self::Json(condition) => serde_json::from_str(message)
                .is_ok_and(|value: serde_json::Value| condition.holds(&value)),
        }
    }
}

fn invalid(what: &str) -> Error {
    Error::Invalid(format!("Invalid filter pattern: {what}"))
}

/// The contents of the quoted string at the start of `text`, and what follows it.
fn quoted(text: &str) -> Result<(String, &str), Error> {
    let mut contents = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((contents, &text[at + 1..])),
            '\\' => match chars.next() {
                Some((_, escaped @ ('"' | '\\'))) => contents.push(escaped),
                Some((_, other)) => contents.extend(['\\', other]),
                None => break,
            },
            other => contents.push(other),
        }
    }
    Err(invalid("a quotation mark is missing"))
}
