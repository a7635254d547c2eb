//! `GetRandomPassword`.

use berth_api_secrets_manager as api;
use berth_env::Entropy;
use zeroize::Zeroizing;

use super::faults;
use crate::Outcome;

const LENGTH: i64 = 32;

/// A password of the kinds of characters asked for.
///
/// # Errors
/// `InvalidParameterException` if nothing is left to choose from, or it is too short for one of
/// each kind.
pub fn get_random_password(
    entropy: &mut dyn Entropy,
    input: &api::GetRandomPasswordRequest,
) -> Outcome<api::GetRandomPasswordResponse> {
    let excluded = input.exclude_characters.as_deref().unwrap_or_default();
    let kinds = [
        (input.exclude_lowercase != Some(true), 'a'..='z'),
        (input.exclude_uppercase != Some(true), 'A'..='Z'),
        (input.exclude_numbers != Some(true), '0'..='9'),
    ];
    let mut kinds: Vec<Vec<char>> = kinds
        .into_iter()
        .filter(|(wanted, _)| *wanted)
        .map(|(_, range)| range.collect())
        .collect();
    if input.exclude_punctuation != Some(true) {
        kinds.push("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".chars().collect());
    }
    if input.include_space == Some(true) {
        kinds.push(vec![' ']);
    }
    for kind in &mut kinds {
        kind.retain(|letter| !excluded.contains(*letter));
    }
    kinds.retain(|kind| !kind.is_empty());
    let all: Vec<char> = kinds.concat();
    let length = usize::try_from(input.password_length.unwrap_or(LENGTH)).unwrap_or(0);
    if all.is_empty() {
        return Err(faults::invalid(
            "The Exclude parameters leave no character to make a password of.",
        ));
    }
    let each = input.require_each_included_type != Some(false);
    if each && length < kinds.len() {
        return Err(faults::invalid(format!(
            "PasswordLength must be at least {}, so that there is one character of each type: see \
             RequireEachIncludedType.",
            kinds.len()
        )));
    }
    let mut pick = |letters: &[char]| {
        let count = u32::try_from(letters.len()).unwrap_or(1);
        letters[usize::try_from(entropy.below(count)).unwrap_or(0)]
    };
    let mut letters = Zeroizing::new(Vec::with_capacity(length));
    if each {
        letters.extend(kinds.iter().map(|kind| pick(kind)));
    }
    while letters.len() < length {
        letters.push(pick(&all));
    }
    // One of each type came first: mix them.
    for last in (1..letters.len()).rev() {
        let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let other = usize::try_from(entropy.below(bound)).unwrap_or(0);
        letters.swap(last, other);
    }
    let password: String = letters.iter().collect();
    Ok(api::GetRandomPasswordResponse {
        random_password: Some(password.into()),
    })
}
