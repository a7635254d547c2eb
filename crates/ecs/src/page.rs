//! Pages of a list: `maxResults`, `nextToken`.

use berth_protocol::page as token;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Outcome, faults};

/// How many items a page has: what was asked for, 1 to 100, or `default`.
pub(crate) fn size(asked: Option<i32>, default: usize) -> Outcome<usize> {
    match asked {
        None => Ok(default),
        Some(asked) => usize::try_from(asked)
            .ok()
            .filter(|size| (1..=100).contains(size))
            .ok_or_else(|| faults::invalid("maxResults must be between 1 and 100.")),
    }
}

/// The position a token stands for.
pub(crate) fn position<T: DeserializeOwned>(list: &str, given: Option<&str>) -> Outcome<Option<T>> {
    given
        .map(|text| token::decode(list, text))
        .transpose()
        .map_err(|_| {
            faults::invalid(
                "nextToken is invalid: pass what the previous page gave, with the same parameters.",
            )
        })
}

/// Takes a page off `items`, with the token of the item after it.
///
/// `key` gives the position at which an item starts; `None` is returned at the end of the list.
pub(crate) fn take<T, K: Serialize>(
    list: &str,
    mut items: impl Iterator<Item = T>,
    size: usize,
    key: impl Fn(&T) -> K,
) -> (Vec<T>, Option<String>) {
    let page: Vec<T> = items.by_ref().take(size).collect();
    let next = items.next().map(|item| token::encode(list, &key(&item)));
    (page, next)
}
