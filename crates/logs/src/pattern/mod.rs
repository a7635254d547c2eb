//! Filter patterns: which messages are meant.
//!
//! Terms (`error "out of memory" -debug`, `?warn ?error`) and JSON conditions
//! (`{ $.status >= 500 && $.path = "/api/*" }`). Regular expressions (`%…%`) and patterns of
//! space-delimited fields (`[…]`) are refused, as is anything malformed.

mod json;
mod terms;

use crate::Error;

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pattern {
    /// The empty pattern.
    Everything,
    Terms(terms::Terms),
    Json(json::Condition),
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
            Some(b'[') => Err(invalid("space-delimited patterns are not supported")),
            Some(b'%') => Err(invalid("regular expressions are not supported")),
            Some(_) => terms::parse(text).map(Self::Terms),
        }
    }

    pub(crate) fn matches(&self, message: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Terms(terms) => terms.matches(message),
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
