//! Conditions on the fields of a message: `[ip, user, status = 4*, ..., bytes > 1000]`.
//!
//! Fields are separated by spaces; what stands in square brackets or quotation marks is one field,
//! without them. `...` stands for any number of fields; without it the message must have as many
//! fields as the pattern. A field's conditions are joined by `&&` and `||` and name it each time.

use super::invalid;
use super::value::{Parser, Wanted};
use crate::Error;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fields {
    first: Vec<Condition>,
    /// Those after the `...`, if there is one.
    last: Option<Vec<Condition>>,
}

/// One of these must hold in all its parts; none at all is no condition.
type Condition = Vec<Vec<Wanted>>;

impl Fields {
    pub(super) fn matches(&self, message: &str) -> bool {
        let fields = split(message);
        let last = self.last.as_deref().unwrap_or_default();
        let wanted = self.first.len() + last.len();
        let counted = match self.last {
            None => fields.len() == wanted,
            Some(_) => fields.len() >= wanted,
        };
        counted
            && self.first.iter().zip(&fields).all(holds)
            && last.iter().rev().zip(fields.iter().rev()).all(holds)
    }
}

fn holds((condition, field): (&Condition, &&str)) -> bool {
    let is = |wanted: &Wanted| match wanted {
        Wanted::Number(..) => match field.parse() {
            Ok(number) => wanted.is_number(number),
            Err(_) => wanted.is_text(field),
        },
        Wanted::Text(..) | Wanted::Expression(..) => wanted.is_text(field),
    };
    condition.is_empty() || condition.iter().any(|all| all.iter().all(is))
}

fn split(message: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = message.trim_start();
    while !rest.is_empty() {
        let closing = match rest.as_bytes()[0] {
            b'[' => Some(']'),
            b'"' => Some('"'),
            _ => None,
        };
        let bracketed = closing.and_then(|closing| rest[1..].split_once(closing));
        let (field, after) = bracketed.unwrap_or_else(|| {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest.split_at(end)
        });
        fields.push(field);
        rest = after.trim_start();
    }
    fields
}

pub(super) fn parse(text: &str) -> Result<Fields, Error> {
    let mut parser = Parser::new(text);
    if !parser.take("[") {
        return Err(invalid("a bracket is missing"));
    }
    let mut fields = Fields {
        first: Vec::new(),
        last: None,
    };
    loop {
        if parser.take("...") {
            if fields.last.is_some() {
                return Err(invalid("'...' may stand once"));
            }
            fields.last = Some(Vec::new());
        } else {
            let condition = condition(&mut parser)?;
            fields
                .last
                .as_mut()
                .unwrap_or(&mut fields.first)
                .push(condition);
        }
        if parser.take("]") {
            parser.skip_space();
            return if parser.rest.is_empty() {
                Ok(fields)
            } else {
                Err(invalid(&format!("unexpected '{}'", parser.rest)))
            };
        }
        if !parser.take(",") {
            return Err(invalid("a comma or a closing bracket is missing"));
        }
    }
}

/// A field may be without a name, and without a condition.
fn condition(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    let mut any = Vec::new();
    let mut all = Vec::new();
    let mut first_name = None;
    loop {
        let name = name(parser);
        if *first_name.get_or_insert(name) != name {
            return Err(invalid(&format!("'{name}' is another field")));
        }
        match parser.comparison() {
            Some(_) if name.is_empty() => return Err(invalid("a field's name is missing")),
            Some(comparison) => all.push(parser.value(comparison)?),
            None if any.is_empty() && all.is_empty() => return Ok(Vec::new()),
            None => return Err(invalid("a comparison is missing")),
        }
        if parser.take("||") {
            any.push(std::mem::take(&mut all));
        } else if !parser.take("&&") {
            any.push(all);
            return Ok(any);
        }
    }
}

fn name<'a>(parser: &mut Parser<'a>) -> &'a str {
    parser.skip_space();
    let end = parser
        .rest
        .find(|c: char| !(c.is_alphanumeric() || "_-$@".contains(c)))
        .unwrap_or(parser.rest.len());
    let (name, rest) = parser.rest.split_at(end);
    parser.rest = rest;
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \
                           \"GET /index.html HTTP/1.0\" 404 1534";

    #[test]
    fn conditions_hold_as_documented() {
        for (pattern, expected) in [
            ("[ip, user, username, time, request, status, bytes]", true),
            ("[ip, user, username, time, request, status]", false),
            ("[ip, ...]", true),
            ("[..., bytes]", true),
            ("[...]", true),
            ("[a,b,c,d,e,f,g,...]", true),
            ("[a,b,c,d,e,f,g,h,...]", false),
            ("[..., request = *.html*, status = 4*, bytes]", true),
            ("[..., request = *.html*, status = 4*,]", true),
            ("[..., status = 404 || status = 410, bytes > 1000]", true),
            ("[..., status != 404 && status != 410, bytes]", false),
            ("[ip, ..., status > 404, bytes]", false),
            ("[ip = 127.0.0.1, ..., bytes <= 1534]", true),
            (
                "[ip = %127\\.0\\.0\\.[1-9]%, ..., request != %POST%, s, b]",
                true,
            ),
            (
                "[a, b, c, time = \"10/Oct/2000:13:25:15 -0700\", ...]",
                true,
            ),
            ("[ip > 5, ...]", false),
            ("[ip != 5, ...]", true),
        ] {
            let fields = parse(pattern).expect(pattern);
            assert_eq!(fields.matches(MESSAGE), expected, "{pattern}");
        }
    }

    #[test]
    fn malformed_patterns_are_refused() {
        for pattern in [
            "[a",
            "[a] b",
            "[a b]",
            "[..., ...]",
            "[= 4]",
            "[a = ]",
            "[a = 4 || b = 5]",
            "[a = 4 &&]",
            "[a > x]",
            "[a = %x%, b = %y%, c = %z%]",
            "[a = %(x)%]",
        ] {
            assert!(parse(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn what_is_never_closed_is_a_word() {
        assert_eq!(split("a [b c \"d"), ["a", "[b", "c", "\"d"]);
        assert_eq!(split("  "), [""; 0]);
        assert_eq!(split("\"\" [x y]z"), ["", "x y", "z"]);
    }
}
