//! Verifying a request's signature.

use subtle::ConstantTimeEq as _;

use super::canonical::{self, Plus};
use super::parse::{self, Claim, Credential};
use super::{Error, Request, SKEW_MS, Scope, date, keys, sha256_hex};

/// What we know of an access key.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// The secret that signatures are made with.
    pub secret: String,
    /// The token that must come with it, for temporary credentials.
    pub session_token: Option<String>,
    /// When it ends, in milliseconds since the epoch; `None` for long-lived keys.
    pub expires_ms: Option<i64>,
}

/// Who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The access key whose secret made the signature.
    pub access_key_id: String,
}

/// Verifies signatures made for one region; remembers derived keys.
pub struct Verifier {
    region: String,
    remembered: keys::Remembered,
}

impl Verifier {
    /// A verifier that accepts signatures scoped to `region` only.
    #[must_use]
    pub fn new(region: impl Into<String>) -> Self {
        Self {
            region: region.into(),
            remembered: keys::Remembered::default(),
        }
    }

    /// Checks that `request` was signed for `service`, with a key that `lookup` knows, within
    /// [`SKEW_MS`] of `now_ms` (or within the life of a presigned URL).
    ///
    /// The `host` header and every `x-amz-*` header present must be covered by the signature.
    ///
    /// # Errors
    /// [`Error`]: nothing in it tells more than AWS would.
    pub fn verify(
        &self,
        request: &Request<'_>,
        service: &str,
        now_ms: i64,
        lookup: impl FnOnce(&str) -> Option<Key>,
    ) -> Result<Verified, Error> {
        let claim = parse::claim(request)?;
        let credential = parse::credential(&claim.credential)?;
        let key = lookup(credential.access_key_id).ok_or(Error::UnknownKey)?;
        check_token(&claim, &key)?;
        check_date(&claim, &credential, now_ms)?;
        if key
            .expires_ms
            .is_some_and(|expires_ms| expires_ms <= now_ms)
        {
            return Err(Error::ExpiredKey);
        }
        self.check_scope(&credential, service)?;
        check_signed_headers(request, &claim)?;

        let scope = Scope {
            region: &self.region,
            service,
        };
        let signing_key =
            self.remembered
                .key(&claim.credential, &key.secret, credential.day, scope);
        let body_hash = sha256_hex(request.body);
        let given = decode_signature(&claim.signature).ok_or(Error::Mismatch)?;
        let matches = |plus| {
            let canonical = canonical::request(request, &claim.signed_headers, plus, &body_hash);
            let ours = keys::signature(&signing_key, &claim.date, credential.scope, &canonical);
            bool::from(ours.ct_eq(&given))
        };
        if matches(Plus::Literal) || (request.query.contains('+') && matches(Plus::Space)) {
            Ok(Verified {
                access_key_id: credential.access_key_id.to_owned(),
            })
        } else {
            Err(Error::Mismatch)
        }
    }

    fn check_scope(&self, credential: &Credential<'_>, service: &str) -> Result<(), Error> {
        if credential.region != self.region {
            return Err(Error::WrongScope(format!(
                "Credential should be scoped to a valid region, not '{}'.",
                credential.region
            )));
        }
        if credential.service != service {
            return Err(Error::WrongScope(format!(
                "Credential should be scoped to correct service: '{service}'."
            )));
        }
        Ok(())
    }
}

fn decode_signature(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

fn check_token(claim: &Claim<'_>, key: &Key) -> Result<(), Error> {
    let same = match (claim.session_token.as_deref(), key.session_token.as_deref()) {
        (Some(given), Some(ours)) => bool::from(given.as_bytes().ct_eq(ours.as_bytes())),
        (None, None) => true,
        _ => false,
    };
    same.then_some(()).ok_or(Error::UnknownKey)
}

fn check_date(claim: &Claim<'_>, credential: &Credential<'_>, now_ms: i64) -> Result<(), Error> {
    let Some(signed_ms) = date::parse(&claim.date) else {
        return Err(Error::Incomplete(format!(
            "Date must be in ISO-8601 'basic format'. Got '{}'. See \
             http://en.wikipedia.org/wiki/ISO_8601",
            claim.date
        )));
    };
    if credential.day != &claim.date[..8] {
        return Err(Error::WrongScope(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from \
             HTTP: '{}' != '{}', from '{}'.",
            credential.day,
            &claim.date[..8],
            claim.date
        )));
    }
    let now = date::format(now_ms);
    if signed_ms > now_ms + SKEW_MS {
        return Err(Error::Skewed(format!(
            "Signature not yet current: {} is still later than {} ({now} + 5 min.)",
            claim.date,
            date::format(now_ms + SKEW_MS)
        )));
    }
    match claim.expires_seconds {
        Some(seconds) if signed_ms + seconds * 1000 < now_ms => Err(Error::Skewed(format!(
            "Signature expired: {} is now earlier than {now}",
            date::format(signed_ms + seconds * 1000)
        ))),
        None if signed_ms < now_ms - SKEW_MS => Err(Error::Skewed(format!(
            "Signature expired: {} is now earlier than {} ({now} - 5 min.)",
            claim.date,
            date::format(now_ms - SKEW_MS)
        ))),
        _ => Ok(()),
    }
}

/// What decides the meaning of a request must be signed, or it could be exchanged on the way.
fn check_signed_headers(request: &Request<'_>, claim: &Claim<'_>) -> Result<(), Error> {
    let signed = |name: &str| claim.signed_headers.split(';').any(|other| other == name);
    if !signed("host") {
        return Err(Error::WrongScope(
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".into(),
        ));
    }
    match request
        .headers
        .keys()
        .map(http::HeaderName::as_str)
        .find(|name| name.starts_with("x-amz-") && !signed(name))
    {
        Some(name) => Err(Error::WrongScope(format!(
            "'{name}' must be a 'SignedHeader' in the AWS Authorization."
        ))),
        None => Ok(()),
    }
}
