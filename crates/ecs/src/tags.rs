//! Tags: what is allowed, how they merge, how they are shown.

use berth_api_ecs as api;
use berth_model::Tags;

use crate::{Outcome, faults};

/// A resource has at most so many tags.
const MOST: usize = 50;

/// Tags as the caller gave them, checked.
pub(crate) fn parse(given: Option<Vec<api::Tag>>) -> Outcome<Tags> {
    let mut tags = Tags::new();
    for tag in given.unwrap_or_default() {
        let key = tag.key.unwrap_or_default();
        let value = tag.value.unwrap_or_default();
        check_key(&key)?;
        if value.chars().count() > 256 || !value.chars().all(is_allowed) {
            return Err(faults::invalid(format!(
                "The value of tag {key} is invalid: at most 256 letters, digits, spaces and _ . : / = + - @ are allowed.",
            )));
        }
        if tags.insert(key.clone(), value).is_some() {
            return Err(faults::invalid(format!(
                "Duplicate tag keys found: {key}. Tag keys are unique within a resource."
            )));
        }
    }
    check_count(&tags)?;
    Ok(tags)
}

/// Adds `more` to `tags`, newer values winning.
pub(crate) fn merge(tags: &mut Tags, more: Tags) -> Outcome<()> {
    tags.extend(more);
    check_count(tags)
}

/// A key that may be set or removed by a caller.
pub(crate) fn check_key(key: &str) -> Outcome<()> {
    let length = key.chars().count();
    if !(1..=128).contains(&length) || !key.chars().all(is_allowed) {
        return Err(faults::invalid(
            "A tag's key is invalid: 1 to 128 letters, digits, spaces and _ . : / = + - @ are allowed.",
        ));
    }
    if key
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
    {
        return Err(faults::invalid(format!(
            "The tag key {key} is invalid: the prefix aws: is reserved."
        )));
    }
    Ok(())
}

fn check_count(tags: &Tags) -> Outcome<()> {
    let own = tags.keys().filter(|key| !key.starts_with("aws:")).count();
    if own > MOST {
        return Err(faults::invalid(format!(
            "A resource can have at most {MOST} tags; this would make {own}."
        )));
    }
    Ok(())
}

fn is_allowed(character: char) -> bool {
    character.is_alphanumeric() || character == ' ' || "_.:/=+-@".contains(character)
}

/// As the API shows them.
pub(crate) fn render(tags: &Tags) -> Vec<api::Tag> {
    tags.iter()
        .map(|(key, value)| api::Tag {
            key: Some(key.clone()),
            value: Some(value.clone()),
        })
        .collect()
}
