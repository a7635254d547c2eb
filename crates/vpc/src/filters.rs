//! `Filter.N` of the Describe operations, and their pages.

use berth_api_ec2 as api;
use berth_model::Tags;
use berth_protocol::fault::Fault;
use berth_protocol::page;

use crate::Outcome;

/// Items on a page if nothing is said.
const PAGE: usize = 1000;

/// Whether all filters let a resource pass. `values` gives what the resource has of a filter's
/// name, or `None` if there is no such filter; `tag:KEY`, `tag-key` and `tag-value` are known to
/// all.
///
/// # Errors
/// `InvalidParameterValue` names a filter that there is not.
pub(crate) fn pass(
    filters: Option<&Vec<api::Filter>>,
    tags: &Tags,
    values: impl Fn(&str) -> Option<Vec<String>>,
) -> Outcome<bool> {
    let mut passes = true;
    for filter in filters.into_iter().flatten() {
        let name = filter.name.as_deref().unwrap_or_default();
        let has = match name {
            "tag-key" => tags.keys().cloned().collect(),
            "tag-value" => tags.values().cloned().collect(),
            _ => match name.strip_prefix("tag:") {
                Some(key) => tags.get(key).cloned().into_iter().collect(),
                None => values(name).ok_or_else(|| unknown(name))?,
            },
        };
        let mut wanted = filter.values.iter().flatten();
        passes &= wanted.any(|pattern| has.iter().any(|value| matches(pattern, value)));
    }
    Ok(passes)
}

fn unknown(name: &str) -> Fault {
    Fault::client(
        "InvalidParameterValue",
        format!("The filter '{name}' is invalid"),
    )
}

/// `*` stands for any text, `?` for one character, and a backslash takes what follows as it is.
fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut from) = (0, 0);
    // Where the last star was, and how much of the text it stands for so far.
    let mut star: Option<(usize, usize)> = None;
    loop {
        let (wanted, step) = match pattern.get(at) {
            Some('\\') if at + 1 < pattern.len() => (pattern.get(at + 1).copied(), 2),
            other => (other.copied(), 1),
        };
        let escaped = step == 2;
        match (wanted, text.get(from)) {
            (None, None) => return true,
            (Some('*'), _) if !escaped => {
                star = Some((at, from));
                at += 1;
            }
            (Some(wanted), Some(found)) if wanted == *found || (wanted == '?' && !escaped) => {
                at += step;
                from += 1;
            }
            _ => match star {
                Some((place, taken)) if taken < text.len() => {
                    star = Some((place, taken + 1));
                    (at, from) = (place + 1, taken + 1);
                }
                _ => return false,
            },
        }
    }
}

/// A page of `items`, which are in the order of their keys, and the next page's token.
///
/// # Errors
/// `InvalidParameterValue` for a size or a token that is none.
pub(crate) fn take<T>(
    list: &str,
    items: Vec<T>,
    key: impl Fn(&T) -> &str,
    size: Option<i32>,
    token: Option<&str>,
) -> Outcome<(Vec<T>, Option<String>)> {
    let size = match size {
        None => PAGE,
        Some(size) => usize::try_from(size)
            .ok()
            .filter(|size| (5..=1000).contains(size))
            .ok_or_else(|| {
                let text = format!("Value ( {size} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.");
                Fault::client("InvalidParameterValue", text)
            })?,
    };
    let from: Option<String> = token
        .map(|token| page::decode(list, token))
        .transpose()
        .map_err(|_| {
            let text = "Unable to parse pagination token; pass what the previous page gave.";
            Fault::client("InvalidNextToken", text)
        })?;
    let mut rest = items
        .into_iter()
        .skip_while(|item| from.as_deref().is_some_and(|from| key(item) < from));
    let taken: Vec<T> = rest.by_ref().take(size).collect();
    let next = rest.next().map(|item| page::encode(list, &key(&item)));
    Ok((taken, next))
}

/// One value of a filter.
pub(crate) fn one(value: impl ToString) -> Option<Vec<String>> {
    Some(vec![value.to_string()])
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abbd", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*b*b", "abcb", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("\\?", "x", false),
            ("abc", "ab", false),
            ("ab", "abc", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
