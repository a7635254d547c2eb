//! Words and phrases that a message must, may or must not contain; case matters.

use super::{invalid, quoted};
use crate::Error;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    required: Vec<String>,
    /// One of these must be there; they do not count beside required ones.
    optional: Vec<String>,
    excluded: Vec<String>,
}

impl Terms {
    pub(super) fn matches(&self, message: &str) -> bool {
        let contains = |term: &String| message.contains(term.as_str());
        let wanted = if self.required.is_empty() {
            self.optional.is_empty() || self.optional.iter().any(contains)
        } else {
            self.required.iter().all(contains)
        };
        wanted && !self.excluded.iter().any(contains)
    }
}

pub(super) fn parse(text: &str) -> Result<Terms, Error> {
    let mut terms = Terms::default();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (list, start) = match first {
            '?' => (&mut terms.optional, &rest[1..]),
            '-' => (&mut terms.excluded, &rest[1..]),
            _ => (&mut terms.required, rest),
        };
        let (term, after) = term(start)?;
        list.push(term);
        rest = after.trim_start();
    }
    Ok(terms)
}

fn term(text: &str) -> Result<(String, &str), Error> {
    let (term, rest) = if text.starts_with('"') {
        quoted(text)?
    } else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        if !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(Error::Invalid(format!(
                "Invalid character(s) in term '{word}'"
            )));
        }
        (word.to_owned(), rest)
    };
    if term.is_empty() {
        return Err(invalid("a term is empty"));
    }
    Ok((term, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, matching: &[&str], others: &[&str]) {
        let terms = parse(pattern).expect("parses");
        for message in matching {
            assert!(terms.matches(message), "{pattern} should match {message}");
        }
        for message in others {
            assert!(!terms.matches(message), "{pattern} matches {message}");
        }
    }

    #[test]
    fn terms_must_may_and_must_not_be_there() {
        check("ERROR", &["[ERROR] x", "ERRORS"], &["error", ""]);
        check("ERROR disk", &["disk ERROR"], &["ERROR", "disk"]);
        check("\"out of memory\"", &["was out of memory"], &["memory of"]);
        check("?WARN ?ERROR", &["a WARN", "an ERROR"], &["INFO"]);
        check("ERROR -retry", &["ERROR"], &["ERROR, will retry", "x"]);
        check("-debug", &["info"], &["debug"]);
        check("a ?b", &["a"], &["b"]);
        check(
            r#""say \"hi\" \\ now""#,
            &[r#"say "hi" \ now"#],
            &["say hi"],
        );
        check("-\"a b\" ?c", &["c"], &["c a b", "d"]);
    }

    #[test]
    fn malformed_terms_are_refused() {
        for bad in ["a:b", "\"open", "?", "a -", "\"\"", "x.y", "?\"a"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
