//! Ids of tasks and container instances: 32 lower-case hexadecimal digits, kept as 128 bits.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A 128-bit id of a kind of thing; the kind keeps a task's id from being taken for an instance's.
pub struct Id<Kind>(u128, PhantomData<fn() -> Kind>);

/// The id of a task.
pub type TaskId = Id<kind::Task>;
/// The id of a container instance.
pub type InstanceId = Id<kind::ContainerInstance>;

/// What an [`Id`] can name.
pub mod kind {
    /// A task.
    #[derive(Debug)]
    pub enum Task {}
    /// A container instance.
    #[derive(Debug)]
    pub enum ContainerInstance {}
}

/// The 32 digits of an id.
#[derive(Clone, Copy, Debug)]
pub struct Digits([u8; 32]);

impl Digits {
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // They are digits.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The text is not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 32 hexadecimal digits")]
pub struct ParseIdError;

impl<Kind> Id<Kind> {
    /// The id with these bits.
    #[must_use]
    pub const fn new(bits: u128) -> Self {
        Self(bits, PhantomData)
    }

    /// A fresh id.
    pub fn random(entropy: &mut dyn berth_env::Entropy) -> Self {
        let mut bytes = [0_u8; 16];
        entropy.fill(&mut bytes);
        Self::new(u128::from_be_bytes(bytes))
    }

    /// Its bits.
    #[must_use]
    pub const fn bits(self) -> u128 {
        self.0
    }

    /// Its text.
    #[must_use]
    pub fn digits(self) -> Digits {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 32];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0.to_be_bytes()) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Digits(digits)
    }

    /// The smallest id above this one, for paging.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::new(self.0.saturating_add(1))
    }
}

impl<Kind> FromStr for Id<Kind> {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let digits = text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 32 || !digits {
            return Err(ParseIdError);
        }
        u128::from_str_radix(text, 16)
            .map(Self::new)
            .map_err(|_| ParseIdError)
    }
}

impl<Kind> fmt::Display for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.digits().as_str())
    }
}

impl<Kind> fmt::Debug for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.digits().as_str())
    }
}

impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Kind> Copy for Id<Kind> {}
impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<Kind> Eq for Id<Kind> {}
impl<Kind> PartialOrd for Id<Kind> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<Kind> Ord for Id<Kind> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<Kind> std::hash::Hash for Id<Kind> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<Kind> Serialize for Id<Kind> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_bytes(&self.0.to_be_bytes())
        }
    }
}

impl<'de, Kind> Deserialize<'de> for Id<Kind> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = u128;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<u128, E> {
                let bytes = bytes
                    .try_into()
                    .map_err(|_| E::invalid_length(bytes.len(), &self))?;
                Ok(u128::from_be_bytes(bytes))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u128, E> {
                text.parse::<TaskId>().map(|id| id.0).map_err(E::custom)
            }
        }
        let bits = if deserializer.is_human_readable() {
            deserializer.deserialize_str(Visitor)?
        } else {
            deserializer.deserialize_bytes(Visitor)?
        };
        Ok(Self::new(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_rubbish_does_not() {
        let text = "00ff0000000000000000000000000a01";
        assert_eq!(text.parse::<TaskId>().expect("valid").to_string(), text);
        for bad in [
            "",
            "00FF0000000000000000000000000a01",
            "+0ff0000000000000000000000000a01",
            "12",
        ] {
            assert_eq!(bad.parse::<TaskId>(), Err(ParseIdError), "{bad}");
        }
    }

    #[test]
    fn an_id_is_stored_in_sixteen_bytes() {
        let id = TaskId::new(7);
        let bytes = rmp_serde::to_vec(&id).expect("encodes");
        assert_eq!(bytes.len(), 18);
        assert_eq!(
            rmp_serde::from_slice::<TaskId>(&bytes).expect("decodes"),
            id
        );
    }
}
