//! Signing keys: derived from a secret for one day, region and service, and remembered.

use std::collections::HashMap;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use parking_lot::RwLock;
use sha2::Sha256;

use super::Scope;

/// Derived keys kept at a time; enough for every principal of a large region on both sides of
/// midnight at 150 bytes each.
const REMEMBERED_MAX: usize = 16_384;

type HmacSha256 = Hmac<Sha256>;

/// HMAC-SHA256 with a key of any length.
fn hmac(key: &[u8]) -> HmacSha256 {
    HmacSha256::new_from_slice(key).expect("HMAC takes keys of any length")
}

fn digest(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = hmac(key);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// The key that signs for one day (`YYYYMMDD`), region and service.
pub(super) fn derive(secret: &str, day: &str, scope: Scope<'_>) -> [u8; 32] {
    let key = digest(format!("AWS4{secret}").as_bytes(), day.as_bytes());
    let key = digest(&key, scope.region.as_bytes());
    let key = digest(&key, scope.service.as_bytes());
    digest(&key, b"aws4_request")
}

/// The signature over a canonical request: 32 bytes.
pub(super) fn signature(
    key: &[u8; 32],
    date: &str,
    credential_scope: &str,
    canonical: &str,
) -> [u8; 32] {
    let mut mac = hmac(key);
    for part in [
        super::ALGORITHM,
        "\n",
        date,
        "\n",
        credential_scope,
        "\n",
        &super::sha256_hex(canonical.as_bytes()),
    ] {
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}

/// Derived keys by access key and scope, so that a request costs one HMAC and not five.
#[derive(Default)]
pub(super) struct Remembered(RwLock<HashMap<String, Arc<Entry>>>);

struct Entry {
    secret: String,
    key: [u8; 32],
}

impl Remembered {
    /// The key for `credential` (`ACCESS_KEY/day/region/service/aws4_request`), derived at most
    /// once while the secret stays the same.
    pub(super) fn key(
        &self,
        credential: &str,
        secret: &str,
        day: &str,
        scope: Scope<'_>,
    ) -> [u8; 32] {
        if let Some(entry) = self.0.read().get(credential)
            && entry.secret == secret
        {
            return entry.key;
        }
        let key = derive(secret, day, scope);
        let entry = Arc::new(Entry {
            secret: secret.to_owned(),
            key,
        });
        let mut entries = self.0.write();
        if entries.len() >= REMEMBERED_MAX {
            entries.clear();
        }
        entries.insert(credential.to_owned(), entry);
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCOPE: Scope<'static> = Scope {
        region: "us-east-1",
        service: "iam",
    };

    /// The example of the IAM user guide.
    #[test]
    fn derivation_gives_the_documented_key() {
        let key = derive(
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "20150830",
            SCOPE,
        );
        assert_eq!(
            hex::encode(key),
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
        );
    }

    #[test]
    fn a_changed_secret_is_derived_again() {
        let remembered = Remembered::default();
        let one = remembered.key("AK/x", "one", "20150830", SCOPE);
        assert_eq!(one, remembered.key("AK/x", "one", "20150830", SCOPE));
        assert_eq!(
            derive("two", "20150830", SCOPE),
            remembered.key("AK/x", "two", "20150830", SCOPE)
        );
    }
}
