//! What JSON conditions and those on fields have in common: how a value is compared with one that
//! the pattern names.

use regex::{Regex, RegexBuilder};

use super::{invalid, quoted};
use crate::Error;

/// A regular expression may compile to so much, bytes.
const PROGRAM_BYTES_MAX: usize = 256 * 1024;
/// What may be in an expression beside letters and digits; not parentheses.
const SYMBOLS: &str = ":_#=@/;,-^$?[]{}|\\*+. ";

/// What a value should be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    Number(Comparison, f64),
    /// A pattern with `*`; `true` if it must match.
    Text(String, bool),
    Expression(Expression, bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Wanted {
    /// Whether a number is it.
    pub(super) fn is_number(&self, number: f64) -> bool {
        match self {
            Self::Number(comparison, wanted) => comparison.holds(number, *wanted),
            Self::Text(_, matching) | Self::Expression(_, matching) => !matching,
        }
    }

    /// Whether a text that is no number is it.
    pub(super) fn is_text(&self, text: &str) -> bool {
        match self {
            Self::Number(comparison, _) => *comparison == Comparison::NotEqual,
            Self::Text(pattern, matching) => glob(pattern, text) == *matching,
            Self::Expression(expression, matching) => expression.matches(text) == *matching,
        }
    }

    /// Whether something that is neither is it.
    pub(super) const fn is_other(&self) -> bool {
        match self {
            Self::Number(comparison, _) => matches!(comparison, Comparison::NotEqual),
            Self::Text(_, matching) | Self::Expression(_, matching) => !*matching,
        }
    }
}

impl Comparison {
    #[expect(clippy::float_cmp, reason = "the pattern asks for this very number")]
    fn holds(self, number: f64, wanted: f64) -> bool {
        match self {
            Self::Equal => number == wanted,
            Self::NotEqual => number != wanted,
            Self::Less => number < wanted,
            Self::LessOrEqual => number <= wanted,
            Self::Greater => number > wanted,
            Self::GreaterOrEqual => number >= wanted,
        }
    }
}

/// A compiled `%…%`.
#[derive(Clone, Debug)]
pub(crate) struct Expression(Regex);

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Expression {
    /// Reads the expression at the start of `text`, percent signs included; and what follows it.
    pub(super) fn parse(text: &str) -> Result<(Self, &str), Error> {
        let inner = text
            .strip_prefix('%')
            .ok_or_else(|| invalid("a percent sign is missing"))?;
        let (source, rest) = inner
            .split_once('%')
            .ok_or_else(|| invalid("a percent sign is missing"))?;
        if source.is_empty() {
            return Err(invalid("a regular expression is empty"));
        }
        let allowed = |c: &char| c.is_ascii_alphanumeric() || SYMBOLS.contains(*c);
        if let Some(other) = source.chars().find(|c| !allowed(c)) {
            let what = format!("a regular expression cannot hold '{other}'");
            return Err(invalid(&what));
        }
        let compiled = RegexBuilder::new(source)
            .size_limit(PROGRAM_BYTES_MAX)
            .build()
            .map_err(|_| invalid(&format!("'{source}' is no regular expression")))?;
        Ok((Self(compiled), rest))
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Whether `text` is the pattern, `*` standing for anything.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Reads a pattern from its start.
pub(super) struct Parser<'a> {
    pub(super) rest: &'a str,
    /// Regular expressions so far.
    expressions: usize,
}

/// In one pattern.
const EXPRESSIONS_MAX: usize = 2;

impl<'a> Parser<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            expressions: 0,
        }
    }

    /// A comparison, and what is compared with.
    pub(super) fn wanted(&mut self) -> Result<Wanted, Error> {
        let comparison = self
            .comparison()
            .ok_or_else(|| invalid("a comparison is missing"))?;
        self.value(comparison)
    }

    pub(super) fn comparison(&mut self) -> Option<Comparison> {
        // The longer ones first.
        let all = [
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("=", Comparison::Equal),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let (_, comparison) = all.into_iter().find(|(text, _)| self.take(text))?;
        Some(comparison)
    }

    pub(super) fn value(&mut self, comparison: Comparison) -> Result<Wanted, Error> {
        self.skip_space();
        let matching = match comparison {
            Comparison::Equal => Some(true),
            Comparison::NotEqual => Some(false),
            _ => None,
        };
        let ordered = || invalid("only numbers have an order");
        if self.rest.starts_with('%') {
            self.expressions += 1;
            if self.expressions > EXPRESSIONS_MAX {
                return Err(invalid("at most 2 regular expressions are allowed"));
            }
            let (expression, rest) = Expression::parse(self.rest)?;
            self.rest = rest;
            return Ok(Wanted::Expression(
                expression,
                matching.ok_or_else(ordered)?,
            ));
        }
        let text = if self.rest.starts_with('"') {
            let (text, rest) = quoted(self.rest)?;
            self.rest = rest;
            text
        } else {
            let end = self
                .rest
                .find(|c: char| c.is_whitespace() || "()&|=<>!\"{}%,[]".contains(c))
                .unwrap_or(self.rest.len());
            let (word, rest) = self.rest.split_at(end);
            self.rest = rest;
            if word.is_empty() {
                return Err(invalid("a value is missing"));
            }
            match word.parse::<f64>() {
                Ok(number) if number.is_finite() => return Ok(Wanted::Number(comparison, number)),
                _ => word.to_owned(),
            }
        };
        Ok(Wanted::Text(text, matching.ok_or_else(ordered)?))
    }

    /// Takes a text, if it comes next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        self.skip_space();
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes a word in any case, if it is the whole word that comes next.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        self.skip_space();
        let Some((next, rest)) = self.rest.split_at_checked(word.len()) else {
            return false;
        };
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
        let taken = ends && next.eq_ignore_ascii_case(word);
        if taken {
            self.rest = rest;
        }
        taken
    }

    pub(super) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("a*c", "abc", true),
            ("a*c", "ac", true),
            ("a*c", "abd", false),
            ("*b*", "abc", true),
            ("a*b*c", "acb", false),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn expressions_are_those_of_the_service() {
        for (text, message, expected) in [
            ("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true),
            (r"%127\.0\.0\.\d+%", "from 127.0.0.12", true),
            (r"%^\d{3}$%", "4040", false),
            ("%[Ee]rror|[Ff]ail%", "a Failure", true),
        ] {
            let (expression, rest) = Expression::parse(text).expect("parses");
            assert_eq!(
                (expression.matches(message), rest),
                (expected, ""),
                "{text}"
            );
        }
        for text in [
            "%%",
            "%a",
            "%(a)%",
            "%ä%",
            "%a!%",
            "%[a%",
            "%a{1000}{1000}%",
        ] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }
}
