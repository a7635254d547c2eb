//! What tags may be, for both services.

use berth_model::Tags;

/// A resource has at most so many tags.
pub(crate) const MOST: usize = 50;

/// Why tags are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A key or value is not allowed, or a key is given twice.
    Invalid(String),
    /// There are too many.
    TooMany,
}

/// Key and value of each tag, checked.
pub(crate) fn parse(
    given: impl Iterator<Item = (Option<String>, Option<String>)>,
) -> Result<Tags, Refused> {
    let mut tags = Tags::new();
    for (key, value) in given {
        let (key, value) = (key.unwrap_or_default(), value.unwrap_or_default());
        check_key(&key)?;
        if value.chars().count() > 256 || !value.chars().all(is_allowed) {
            return Err(Refused::Invalid(format!(
                "the value of tag {key} must be at most 256 letters, digits, spaces and _ . : / = + - @"
            )));
        }
        if tags.insert(key.clone(), value).is_some() {
            return Err(Refused::Invalid(format!(
                "the tag key {key} is given twice"
            )));
        }
    }
    if tags.len() > MOST {
        return Err(Refused::TooMany);
    }
    Ok(tags)
}

/// Adds `more` to `tags`, newer values winning.
pub(crate) fn merge(tags: &mut Tags, more: Tags) -> Result<(), Refused> {
    tags.extend(more);
    if tags.len() > MOST {
        return Err(Refused::TooMany);
    }
    Ok(())
}

/// A key that may be set or removed.
pub(crate) fn check_key(key: &str) -> Result<(), Refused> {
    if !(1..=128).contains(&key.chars().count()) || !key.chars().all(is_allowed) {
        return Err(Refused::Invalid(
            "a tag key must be 1 to 128 letters, digits, spaces and _ . : / = + - @".to_owned(),
        ));
    }
    let prefix = key.get(..4).unwrap_or_default();
    if prefix.eq_ignore_ascii_case("aws:") {
        return Err(Refused::Invalid(format!(
            "the tag key {key} begins with aws:, which is reserved"
        )));
    }
    Ok(())
}

fn is_allowed(character: char) -> bool {
    character.is_alphanumeric() || character == ' ' || "_.:/=+-@".contains(character)
}
