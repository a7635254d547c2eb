//! Page tokens: where a list goes on, opaque to the caller.
//!
//! A token is base64url (no padding) of a version byte, a CRC-32 and a JSON value. The checksum
//! covers the list's name too, so that a token of one list is refused by another. It is there
//! against accidents, not against forgery: a token grants nothing that the caller could not list.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fault::Fault;

const VERSION: u8 = 1;
const HEADER_LEN: usize = 1 + 4;

/// The text is not a token of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Invalid token.")]
pub struct BadToken;

impl From<BadToken> for Fault {
    fn from(bad: BadToken) -> Self {
        Self::client("InvalidParameterException", bad.to_string())
    }
}

/// A token that continues `list` (an operation's name) after `position`.
///
/// # Panics
/// If `position` has no JSON form (a map with keys that are not strings).
#[must_use]
pub fn encode<T: Serialize + ?Sized>(list: &str, position: &T) -> String {
    let json = serde_json::to_vec(position).expect("positions are plain values");
    let mut bytes = Vec::with_capacity(HEADER_LEN + json.len());
    bytes.push(VERSION);
    bytes.extend_from_slice(&checksum(list, &json).to_le_bytes());
    bytes.extend_from_slice(&json);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The position that [`encode`] was given.
///
/// # Errors
/// [`BadToken`] if it is damaged, of another version or of another list.
pub fn decode<T: DeserializeOwned>(list: &str, token: &str) -> Result<T, BadToken> {
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| BadToken)?;
    let (header, json) = bytes.split_at_checked(HEADER_LEN).ok_or(BadToken)?;
    if header[0] != VERSION || header[1..] != checksum(list, json).to_le_bytes() {
        return Err(BadToken);
    }
    serde_json::from_slice(json).map_err(|_| BadToken)
}

fn checksum(list: &str, json: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(list.as_bytes());
    crc.update(&[0]);
    crc.update(json);
    crc.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_in_its_own_list_only() {
        let token = encode("ListTasks", "arn:x");
        assert_eq!(decode("ListTasks", &token), Ok("arn:x".to_owned()));
        assert_eq!(decode::<String>("ListClusters", &token), Err(BadToken));
        assert_eq!(decode::<u32>("ListTasks", &token), Err(BadToken));
    }

    #[test]
    fn damage_is_noticed() {
        let token = encode("ListTasks", &(7, "name"));
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let damaged = String::from_utf8(bytes).expect("ASCII");
            let read = decode::<(u32, String)>("ListTasks", &damaged);
            assert_eq!(read, Err(BadToken), "byte {at}");
        }
        for text in ["", "AQ", "not a token", "é"] {
            assert_eq!(decode::<String>("ListTasks", text), Err(BadToken));
        }
    }
}
