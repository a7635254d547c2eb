//! The region's keys, and how they seal a value.
//!
//! Each value is encrypted (AES-256-GCM) with a key of its own, which is encrypted with one of the
//! region's: the newest seals, all of them open. Both encryptions are bound to the place of the
//! record, so that a value put into another one's record does not open. A key's id is a fingerprint
//! of it, so that a key file needs nothing but keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use berth_env::Entropy;
use berth_model::Sealed;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const KEY_LEN: usize = 32;

/// The keys of a region.
#[derive(Default)]
pub struct Keyring {
    /// The oldest first; the last one seals.
    keys: Vec<Key>,
    /// Why there are none, for the one who needs them.
    problem: String,
}

struct Key {
    id: String,
    cipher: LessSafeKey,
}

/// A line of a key file that is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// It is not 32 bytes in base64.
    #[error("line {0} is not a key: 32 random bytes in base64")]
    Line(usize),
    /// There is none.
    #[error("there is no key in it")]
    Empty,
}

/// Why a value cannot be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is no key at all.
    #[error("the region has no key for secrets: {0}")]
    NoKey(String),
    /// It was sealed with a key that is not here.
    #[error(
        "the value was encrypted with the key {0}, which is not among the region's keys: \
         put that key back into the key file and start the region again"
    )]
    Lost(String),
    /// The record is damaged, or was moved.
    #[error("the encrypted value is damaged")]
    Damaged,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

impl Keyring {
    /// The keys in the text of a key file: one a line in base64, the newest last. Empty lines and
    /// those that begin with `#` say nothing.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let mut keys = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bytes = Zeroizing::new(STANDARD.decode(line).unwrap_or_default());
            keys.push(Key::new(&bytes).ok_or(KeyFileError::Line(index + 1))?);
        }
        if keys.is_empty() {
            return Err(KeyFileError::Empty);
        }
        Ok(Self {
            keys,
            problem: String::new(),
        })
    }

    /// No keys, because of `problem`.
    #[must_use]
    pub const fn missing(problem: String) -> Self {
        Self {
            keys: Vec::new(),
            problem,
        }
    }

    /// A new key as a line of a key file.
    #[must_use]
    pub fn new_line(entropy: &mut dyn Entropy) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0_u8; KEY_LEN]);
        entropy.fill(&mut *bytes);
        Zeroizing::new(STANDARD.encode(bytes.as_slice()))
    }

    /// The keys' ids, the newest last.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| key.id.as_str())
    }

    /// The id of the key that seals.
    #[must_use]
    pub fn newest(&self) -> Option<&str> {
        self.ids().last()
    }

    /// Seals `value` for the record at `place`.
    ///
    /// # Errors
    /// [`KeyError::NoKey`].
    pub fn seal(
        &self,
        place: &str,
        value: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Sealed, KeyError> {
        let mut own = Zeroizing::new([0_u8; KEY_LEN]);
        entropy.fill(&mut *own);
        let cipher = Key::new(&*own).ok_or(KeyError::Damaged)?.cipher;
        // The key is used once: any nonce will do.
        let value = encrypt(&cipher, [0; NONCE_LEN], place, value)?;
        self.wrap(place, &own[..], value, entropy)
    }

    /// Opens what [`Self::seal`] made for the same place.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn open(&self, place: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let own = self.unwrap(place, sealed)?;
        let cipher = Key::new(&own).ok_or(KeyError::Damaged)?.cipher;
        decrypt(&cipher, [0; NONCE_LEN], place, &sealed.value)
    }

    /// The same value under the newest key.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn rewrap(
        &self,
        place: &str,
        sealed: &Sealed,
        entropy: &mut dyn Entropy,
    ) -> Result<Sealed, KeyError> {
        let own = self.unwrap(place, sealed)?;
        self.wrap(place, &own, sealed.value.clone(), entropy)
    }

    fn wrap(
        &self,
        place: &str,
        own: &[u8],
        value: Vec<u8>,
        entropy: &mut dyn Entropy,
    ) -> Result<Sealed, KeyError> {
        let key = (self.keys.last()).ok_or_else(|| KeyError::NoKey(self.problem.clone()))?;
        let mut nonce = [0_u8; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut wrapped_key = nonce.to_vec();
        wrapped_key.extend(encrypt(&key.cipher, nonce, place, own)?);
        Ok(Sealed {
            key_id: key.id.clone(),
            wrapped_key,
            value,
        })
    }

    fn unwrap(&self, place: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if self.keys.is_empty() {
            return Err(KeyError::NoKey(self.problem.clone()));
        }
        let key = self.keys.iter().find(|key| key.id == sealed.key_id);
        let key = key.ok_or_else(|| KeyError::Lost(sealed.key_id.clone()))?;
        let parts = sealed.wrapped_key.split_first_chunk::<NONCE_LEN>();
        let (nonce, own) = parts.ok_or(KeyError::Damaged)?;
        decrypt(&key.cipher, *nonce, place, own)
    }
}

impl Key {
    fn new(bytes: &[u8]) -> Option<Self> {
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, bytes).ok()?);
        let digest = Sha256::new()
            .chain_update(b"berth secrets key\0")
            .chain_update(bytes)
            .finalize();
        let id = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Some(Self { id, cipher })
    }
}

fn encrypt(
    cipher: &LessSafeKey,
    nonce: [u8; NONCE_LEN],
    place: &str,
    plain: &[u8],
) -> Result<Vec<u8>, KeyError> {
    // Room for the tag, so that the plain bytes are not left behind in a buffer that was too small.
    let mut bytes = Vec::with_capacity(plain.len() + AES_256_GCM.tag_len());
    bytes.extend_from_slice(plain);
    let nonce = Nonce::assume_unique_for_key(nonce);
    cipher
        .seal_in_place_append_tag(nonce, Aad::from(place.as_bytes()), &mut bytes)
        .map_err(|_| KeyError::Damaged)?;
    Ok(bytes)
}

fn decrypt(
    cipher: &LessSafeKey,
    nonce: [u8; NONCE_LEN],
    place: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let mut bytes = Zeroizing::new(sealed.to_vec());
    let nonce = Nonce::assume_unique_for_key(nonce);
    let length = cipher
        .open_in_place(nonce, Aad::from(place.as_bytes()), &mut bytes)
        .map_err(|_| KeyError::Damaged)?
        .len();
    bytes.truncate(length);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use berth_env::SeededEntropy;

    use super::*;

    fn key_line(seed: u64) -> String {
        Keyring::new_line(&mut SeededEntropy::new(seed)).to_string()
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let keys = Keyring::parse(&key_line(1)).expect("a key");
        let mut entropy = SeededEntropy::new(2);
        let sealed = keys.seal("a", b"hunter2", &mut entropy).expect("sealed");
        assert_eq!(&**keys.open("a", &sealed).expect("opens"), b"hunter2");
        assert_eq!(keys.open("b", &sealed), Err(KeyError::Damaged));
        for at in 0..sealed.value.len() {
            let mut damaged = sealed.clone();
            damaged.value[at] ^= 1;
            assert_eq!(
                keys.open("a", &damaged),
                Err(KeyError::Damaged),
                "byte {at}"
            );
        }
        for length in 0..sealed.wrapped_key.len() {
            let mut damaged = sealed.clone();
            damaged.wrapped_key.truncate(length);
            assert_eq!(keys.open("a", &damaged), Err(KeyError::Damaged));
        }
        let again = keys.seal("a", b"hunter2", &mut entropy).expect("sealed");
        assert_ne!(again.value, sealed.value);
    }

    #[test]
    fn an_old_key_opens_and_a_new_one_seals() {
        let old = Keyring::parse(&key_line(1)).expect("a key");
        let mut entropy = SeededEntropy::new(2);
        let sealed = old.seal("a", b"hunter2", &mut entropy).expect("sealed");
        let text = format!("# keys\n{}\n\n{}\n", key_line(1), key_line(9));
        let both = Keyring::parse(&text).expect("two keys");
        assert_eq!(&**both.open("a", &sealed).expect("opens"), b"hunter2");
        assert_ne!(both.newest(), old.newest());
        let moved = both.rewrap("a", &sealed, &mut entropy).expect("moved");
        assert_eq!(Some(moved.key_id.as_str()), both.newest());
        let new = Keyring::parse(&key_line(9)).expect("a key");
        assert_eq!(&**new.open("a", &moved).expect("opens"), b"hunter2");
        let lost = new.open("a", &sealed).expect_err("lost");
        assert_eq!(lost, KeyError::Lost(sealed.key_id.clone()));
        assert!(lost.to_string().contains(&sealed.key_id), "{lost}");
    }

    #[test]
    fn a_region_without_keys_says_why() {
        let none = Keyring::missing("/k is not there".into());
        let sealed = none.seal("a", b"x", &mut SeededEntropy::new(1));
        assert_eq!(sealed, Err(KeyError::NoKey("/k is not there".into())));
    }

    #[test]
    fn key_files_are_held_to_their_form() {
        let check = |text: &str, expected: KeyFileError| {
            assert_eq!(Keyring::parse(text).map(|_| ()), Err(expected), "{text}");
        };
        check("", KeyFileError::Empty);
        check("# nothing\n", KeyFileError::Empty);
        check("short", KeyFileError::Line(1));
        check(&format!("{}\nAAAA", key_line(1)), KeyFileError::Line(2));
        let keys = Keyring::parse(&key_line(1)).expect("a key");
        assert!(!format!("{keys:?}").contains(&key_line(1)));
    }
}
