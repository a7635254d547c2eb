//! Which secrets a list is about.

use berth_api_secrets_manager as api;
use berth_model::Secret;

use super::faults;
use crate::Outcome;

/// Filters as asked for, checked.
pub(super) fn check(filters: Option<&Vec<api::Filter>>) -> Outcome<()> {
    for (index, filter) in filters.into_iter().flatten().enumerate() {
        let filled = filter.values.as_ref().is_some_and(|it| !it.is_empty());
        if filter.key.is_none() || !filled {
            return Err(faults::invalid(format!(
                "Filters[{index}] must have a Key and at least one of Values."
            )));
        }
    }
    Ok(())
}

/// Whether all filters let the secret through. One does if any of its values matches; a value that
/// begins with `!` matches what the rest of it does not.
pub(super) fn matches(secret: &Secret, filters: Option<&Vec<api::Filter>>) -> bool {
    filters.into_iter().flatten().all(|filter| {
        let mut values = filter.values.iter().flatten();
        values.any(|value| match value.strip_prefix('!') {
            Some(value) => !matches_one(secret, filter.key.as_ref(), value),
            None => matches_one(secret, filter.key.as_ref(), value),
        })
    })
}

fn matches_one(secret: &Secret, key: Option<&api::FilterNameStringType>, value: &str) -> bool {
    use api::FilterNameStringType as Key;
    match key {
        Some(Key::Name) => secret.name.starts_with(value),
        Some(Key::Description) => words_match(secret.description.iter(), value),
        Some(Key::TagKey) => secret.tags.keys().any(|key| key.starts_with(value)),
        Some(Key::TagValue) => secret.tags.values().any(|it| it.starts_with(value)),
        Some(Key::All) => {
            let name = std::iter::once(&secret.name).chain(&secret.description);
            let tags = secret.tags.keys().chain(secret.tags.values());
            words_match(name.chain(tags), value)
        }
        // No secret here is another service's or another region's.
        Some(Key::PrimaryRegion | Key::OwningService | Key::Other(_)) | None => false,
    }
}

/// Whether each word of `wanted` begins a word of the texts, whatever the case.
fn words_match<'a>(texts: impl Iterator<Item = &'a String>, wanted: &str) -> bool {
    let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
    let words = || texts.iter().flat_map(|text| words_of(text));
    let wanted = wanted.to_lowercase();
    words_of(&wanted).all(|wanted| words().any(|word| word.starts_with(wanted)))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}
