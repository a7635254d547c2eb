//! A model's regular expression as a table: one set of characters, so many times.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

use anyhow::{Context as _, bail, ensure};

#[derive(Default)]
struct Set {
    negated: bool,
    ranges: Vec<(char, char)>,
    classes: Vec<&'static str>,
}

/// The value of type `Pattern` for an expression.
///
/// Anchors and one pair of parentheses around it say nothing: a pattern always is for the whole.
pub(crate) fn table(text: &str) -> anyhow::Result<String> {
    let inner = text.strip_prefix('^').unwrap_or(text);
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    let inner = inner
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(inner);
    let mut letters = inner.chars().peekable();
    let mut set = Set::default();
    match letters.next() {
        Some('[') => members(&mut letters, &mut set)?,
        Some('\\') => escape(&mut letters, &mut set)?,
        _ => bail!("a pattern that is not one set of characters"),
    }
    let (min, max) = repetition(&letters.collect::<String>())?;
    let max = max.map_or_else(|| "None".to_owned(), |max| format!("Some({max})"));
    let mut ranges = String::new();
    for (first, last) in &set.ranges {
        write!(ranges, "({first:?}, {last:?}), ")?;
    }
    let classes: String = set
        .classes
        .iter()
        .map(|class| format!("CharClass::{class}, "))
        .collect();
    Ok(format!(
        "Pattern {{ text: r\"{text}\", negated: {}, ranges: &[{ranges}], classes: &[{classes}], \
         min: {min}, max: {max} }}",
        set.negated
    ))
}

fn members(letters: &mut Peekable<Chars<'_>>, set: &mut Set) -> anyhow::Result<()> {
    set.negated = letters.next_if_eq(&'^').is_some();
    loop {
        match letters.next().context("a set without an end")? {
            ']' => return Ok(()),
            '\\' => escape(letters, set)?,
            first => {
                let mut ahead = letters.clone();
                let range = ahead.next() == Some('-') && ahead.peek().is_some_and(|&c| c != ']');
                if range {
                    letters.next();
                }
                let last = if range {
                    letters.next().context("half a range")?
                } else {
                    first
                };
                set.ranges.push((first, last));
            }
        }
    }
}

fn escape(letters: &mut Peekable<Chars<'_>>, set: &mut Set) -> anyhow::Result<()> {
    match letters.next().context("half an escape")? {
        'd' => set.ranges.push(('0', '9')),
        'w' => set
            .ranges
            .extend([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]),
        'p' => {
            let name: String = letters.by_ref().take(3).collect();
            set.classes.push(match name.as_str() {
                "{L}" => "Letter",
                "{N}" => "Number",
                "{Z}" => "Separator",
                _ => bail!("the class \\p{name}"),
            });
        }
        letter => {
            ensure!(!letter.is_ascii_alphanumeric(), "the escape \\{letter}");
            set.ranges.push((letter, letter));
        }
    }
    Ok(())
}

fn repetition(text: &str) -> anyhow::Result<(usize, Option<usize>)> {
    match text {
        "*" => return Ok((0, None)),
        "+" => return Ok((1, None)),
        "" => return Ok((1, Some(1))),
        _ => {}
    }
    let bounds = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let bounds = bounds.with_context(|| format!("the repetition {text}"))?;
    let (min, max) = bounds.split_once(',').unwrap_or((bounds, bounds));
    let max = if max.is_empty() {
        None
    } else {
        Some(max.parse()?)
    };
    Ok((min.parse()?, max))
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn sets_are_read() {
        let tag = table(r"^([\p{L}_.\-a-c]*)$").unwrap();
        assert!(tag.contains("CharClass::Letter"));
        assert!(tag.contains("('_', '_'), ('.', '.'), ('-', '-'), ('a', 'c')"));
        assert!(table("[^:*]{2,3}").unwrap().contains("negated: true"));
        assert!(table(r"\d{12}").unwrap().contains("min: 12, max: Some(12)"));
    }

    #[test]
    fn others_are_refused() {
        for text in ["s3://[a-z]+", "[a-z]+x", "[a", r"\p{Lu}*"] {
            assert!(table(text).is_err(), "{text}");
        }
    }
}
