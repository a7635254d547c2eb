//! Secrets and parameters: what is known of them, and their values as they are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Tags, Timestamp};

/// A value as it is kept: encrypted with a key of its own, which is encrypted with one of the
/// region's keys. The state never holds either key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Which of the region's keys opens it.
    pub key_id: String,
    /// Nonce and encrypted key of the value.
    #[serde(with = "bytes")]
    pub wrapped_key: Vec<u8>,
    /// The encrypted value.
    #[serde(with = "bytes")]
    pub value: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes sealed with {}", self.value.len(), self.key_id)
    }
}

/// A secret of Secrets Manager, without its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Unique in the region, also while it waits for its deletion.
    pub name: String,
    /// What its ARN has after its name: six letters or digits.
    pub suffix: String,
    /// For people.
    pub description: Option<String>,
    /// The key the caller named, if one.
    pub kms_key_id: Option<String>,
    /// Its tags.
    pub tags: Tags,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last, versions and stages included.
    pub changed_at: Timestamp,
    /// The day of the last reading of a value, at its start.
    pub accessed_at: Option<Timestamp>,
    /// When its deletion was asked for.
    pub deleted_at: Option<Timestamp>,
    /// When it is removed.
    pub delete_after: Option<Timestamp>,
    /// Its versions, the oldest first.
    pub versions: Vec<SecretVersion>,
}

/// A version of a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretVersion {
    /// The client token of the request that made it, or a UUID.
    pub id: String,
    /// e.g. `AWSCURRENT`; each stage is on one version at most. Without a stage it is deprecated.
    pub stages: BTreeSet<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The day of its last reading, at its start.
    pub accessed_at: Option<Timestamp>,
}

/// The value of a secret's version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretValue {
    /// The secret's name.
    pub secret: String,
    /// The version's id.
    pub version: String,
    /// `SecretString`, not `SecretBinary`.
    pub is_text: bool,
    /// The value.
    pub sealed: Sealed,
}

impl Secret {
    /// The version with this id.
    #[must_use]
    pub fn version(&self, id: &str) -> Option<&SecretVersion> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The version that has this stage.
    #[must_use]
    pub fn staged(&self, stage: &str) -> Option<&SecretVersion> {
        let mut versions = self.versions.iter();
        versions.find(|version| version.stages.contains(stage))
    }
}

/// A parameter of Parameter Store, without its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name, unique in the region, with all levels: `/web/db/password`.
    pub name: String,
    /// The number of its newest version.
    pub latest: i64,
    /// `Advanced`, not `Standard`.
    pub advanced: bool,
    /// Labels, and the version each is on.
    pub labels: BTreeMap<String, i64>,
    /// Its tags.
    pub tags: Tags,
}

/// A version of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterVersion {
    /// The parameter's name.
    pub parameter: String,
    /// From 1.
    pub number: i64,
    /// `String`, `StringList` or `SecureString`.
    pub kind: String,
    /// The value; sealed whatever the type is.
    pub sealed: Sealed,
    /// The key the caller named for a `SecureString`.
    pub key_id: Option<String>,
    /// For people.
    pub description: Option<String>,
    /// What its value matches.
    pub allowed_pattern: Option<String>,
    /// e.g. `text`.
    pub data_type: String,
    /// `Advanced`, not `Standard`.
    pub advanced: bool,
    /// When it was put.
    pub modified_at: Timestamp,
    /// By whom: an ARN.
    pub modified_by: String,
}

/// Bytes as `MessagePack` has them, instead of one number each.
mod bytes {
    use std::fmt;

    use serde::de::{SeqAccess, Visitor};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        from.deserialize_byte_buf(Bytes)
    }

    struct Bytes;

    impl<'de> Visitor<'de> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }

        fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
            Ok(bytes)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<Vec<u8>, A::Error> {
            let mut out = Vec::new();
            while let Some(byte) = bytes.next_element()? {
                out.push(byte);
            }
            Ok(out)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change;

    #[test]
    fn sealed_values_take_a_byte_for_a_byte_and_are_not_shown() {
        let sealed = Sealed {
            key_id: "k".into(),
            wrapped_key: vec![0xff; 60],
            value: vec![0xfe; 1000],
        };
        let record = change::encode(&sealed);
        assert!(record.len() < 1100, "{}", record.len());
        assert_eq!(change::decode::<Sealed>(&record).expect("reads"), sealed);
        assert_eq!(format!("{sealed:?}"), "1000 bytes sealed with k");
    }
}
