//! Conditions on the fields of a message that is JSON.
//!
//! `{ SELECTOR OP VALUE }`, `SELECTOR IS TRUE|FALSE|NULL`, `SELECTOR NOT EXISTS`, joined by `&&`,
//! `||` and parentheses. A selector is `$` with `.name`, `["name"]`, `[index]` or `[*]`; a value is a
//! number, a word or a quoted string, in which `*` stands for anything, or a `%regular expression%`. A condition on a field that
//! is not there does not hold, `NOT EXISTS` apart.

use serde_json::Value;

use super::value::{Parser, Wanted};
use super::{invalid, quoted};
use crate::Error;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Field(Vec<Step>, Test),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
    Each,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    Value(Wanted),
    Is(Value),
    NotExists,
}

impl Condition {
    pub(super) fn holds(&self, message: &Value) -> bool {
        match self {
            Self::All(conditions) => conditions.iter().all(|one| one.holds(message)),
            Self::Any(conditions) => conditions.iter().any(|one| one.holds(message)),
            Self::Field(steps, Test::NotExists) => !any_at(message, steps, &|_| true),
            Self::Field(steps, test) => any_at(message, steps, &|value| test.holds(value)),
        }
    }
}

/// Whether the test holds for a value that the steps lead to.
fn any_at(value: &Value, steps: &[Step], test: &dyn Fn(&Value) -> bool) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return test(value);
    };
    match (step, value) {
        (Step::Name(name), Value::Object(fields)) => fields
            .get(name)
            .is_some_and(|field| any_at(field, rest, test)),
        (Step::Index(index), Value::Array(items)) => items
            .get(*index)
            .is_some_and(|item| any_at(item, rest, test)),
        (Step::Each, Value::Array(items)) => items.iter().any(|item| any_at(item, rest, test)),
        _ => false,
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Value(wanted) => match value {
                Value::Number(number) => number
                    .as_f64()
                    .is_some_and(|number| wanted.is_number(number)),
                Value::String(text) => wanted.is_text(text),
                _ => wanted.is_other(),
            },
            Self::Is(wanted) => value == wanted,
            Self::NotExists => false,
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Condition, Error> {
    let inner = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let inner = inner.ok_or_else(|| invalid("a brace is missing"))?;
    let mut parser = Parser::new(inner);
    let condition = parser.any()?;
    parser.skip_space();
    if parser.rest.is_empty() {
        Ok(condition)
    } else {
        Err(invalid(&format!("unexpected '{}'", parser.rest.trim_end())))
    }
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Condition, Error> {
        let mut conditions = vec![self.all()?];
        while self.take("||") {
            conditions.push(self.all()?);
        }
        Ok(single(conditions, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, Error> {
        let mut conditions = vec![self.one()?];
        while self.take("&&") {
            conditions.push(self.one()?);
        }
        Ok(single(conditions, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, Error> {
        if self.take("(") {
            let condition = self.any()?;
            return if self.take(")") {
                Ok(condition)
            } else {
                Err(invalid("a parenthesis is missing"))
            };
        }
        let steps = self.selector()?;
        Ok(Condition::Field(steps, self.test()?))
    }

    fn selector(&mut self) -> Result<Vec<Step>, Error> {
        if !self.take("$") {
            return Err(invalid("a selector must start with '$'"));
        }
        let mut steps = Vec::new();
        loop {
            if let Some(rest) = self.rest.strip_prefix('.') {
                let end = rest
                    .find(|c: char| c.is_whitespace() || ".[]=!<>()&|\"".contains(c))
                    .unwrap_or(rest.len());
                if end == 0 {
                    return Err(invalid("a field's name is missing"));
                }
                steps.push(Step::Name(rest[..end].to_owned()));
                self.rest = &rest[end..];
            } else if let Some(rest) = self.rest.strip_prefix('[') {
                let (step, rest) = index(rest)?;
                steps.push(step);
                self.rest = rest;
            } else if steps.is_empty() {
                return Err(invalid("a selector names no field"));
            } else {
                return Ok(steps);
            }
        }
    }

    fn test(&mut self) -> Result<Test, Error> {
        if self.take_word("IS") {
            for (word, value) in [
                ("TRUE", Value::Bool(true)),
                ("FALSE", Value::Bool(false)),
                ("NULL", Value::Null),
            ] {
                if self.take_word(word) {
                    return Ok(Test::Is(value));
                }
            }
            return Err(invalid("IS must be followed by TRUE, FALSE or NULL"));
        }
        if self.take_word("NOT") {
            return if self.take_word("EXISTS") {
                Ok(Test::NotExists)
            } else {
                Err(invalid("NOT must be followed by EXISTS"))
            };
        }
        self.wanted().map(Test::Value)
    }
}

/// The step after an opening bracket, and what follows the closing one.
fn index(text: &str) -> Result<(Step, &str), Error> {
    let (step, rest) = if text.starts_with('"') {
        let (name, rest) = quoted(text)?;
        (Step::Name(name), rest)
    } else {
        let end = text
            .find(']')
            .ok_or_else(|| invalid("a bracket is missing"))?;
        let step = match text[..end].trim() {
            "*" => Step::Each,
            digits => Step::Index(
                digits
                    .parse()
                    .map_err(|_| invalid("an index is no number"))?,
            ),
        };
        (step, &text[end..])
    };
    let rest = rest.strip_prefix(']');
    Ok((step, rest.ok_or_else(|| invalid("a bracket is missing"))?))
}

fn single(mut conditions: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    if conditions.len() == 1 {
        conditions.remove(0)
    } else {
        join(conditions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = r#"{"status": 502, "path": "/api/users/7", "user": {"name": "jo", "admin": false},
        "ids": [1, 2, 3], "none": null, "odd.name": "x", "ratio": -0.5}"#;

    #[track_caller]
    fn check(pattern: &str, expected: bool) {
        let condition = parse(pattern).expect("parses");
        let message = serde_json::from_str(MESSAGE).expect("is JSON");
        assert_eq!(condition.holds(&message), expected, "{pattern}");
    }

    #[test]
    fn conditions_hold_as_documented() {
        for (pattern, expected) in [
            ("{ $.status = 502 }", true),
            ("{$.status!=502}", false),
            ("{ $.status >= 500 && $.status < 600 }", true),
            (r"{ $.path = %^/api/\w+/\d$% }", true),
            ("{ $.path != %users% }", false),
            ("{ $.status > 502 || $.status <= 502 }", true),
            ("{ $.ratio = -5e-1 }", true),
            ("{ $.status = \"502\" }", false),
            ("{ $.path = \"/api/*\" }", true),
            ("{ $.path = \"*users*\" }", true),
            ("{ $.path = \"/api\" }", false),
            ("{ $.path != \"/api/*\" }", false),
            ("{ $.user.name = jo }", true),
            ("{ $.user.name != jim }", true),
            ("{ $.missing != 1 }", false),
            ("{ $.missing NOT EXISTS }", true),
            ("{ $.status NOT EXISTS }", false),
            ("{ $.user.admin IS FALSE }", true),
            ("{ $.none IS NULL }", true),
            ("{ $.ids[1] = 2 }", true),
            ("{ $.ids[*] = 3 }", true),
            ("{ $.ids[9] = 3 }", false),
            ("{ $[\"odd.name\"] = x }", true),
            (
                "{ ($.status = 1 || $.status = 502) && $.user.name = \"j*\" }",
                true,
            ),
            ("{ $.status = 1 && $.status = 2 || $.status = 502 }", true),
        ] {
            check(pattern, expected);
        }
    }

    #[test]
    fn malformed_conditions_are_refused() {
        for bad in [
            "{",
            "{}",
            "{ $ = 1 }",
            "{ $.a }",
            "{ $.a = }",
            "{ $.a = 1",
            "{ ($.a = 1 }",
            "{ $.a = 1 ) }",
            "{ $.a > x }",
            "{ $.a IS 3 }",
            "{ $.a NOT 3 }",
            "{ a = 1 }",
            "{ $.a = 1 && }",
            "{ $.[\"a\"] = 1 }",
            "{ $.a[x] = 1 }",
            "{ $.a = \"x }",
            "{ $.a = %(x)% }",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
