//! Signing, for our own agent and tests.

use http::header::{AUTHORIZATION, HOST};

use super::canonical::{self, Plus};
use super::{ALGORITHM, Request, Scope, date, keys, sha256_hex};

/// What a client signs with.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Public part, `AKIA…` or `ASIA…`.
    pub access_key_id: String,
    /// Secret part.
    pub secret_access_key: String,
    /// With temporary credentials.
    pub session_token: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// The headers that [`sign`] asks to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// `X-Amz-Date`.
    pub date: String,
    /// `X-Amz-Security-Token`, with temporary credentials.
    pub session_token: Option<String>,
    /// `Authorization`.
    pub authorization: String,
}

impl Signed {
    /// Name (lower case) and value of each header to add.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            Some(("x-amz-date", self.date.as_str())),
            self.session_token
                .as_deref()
                .map(|token| ("x-amz-security-token", token)),
            Some(("authorization", self.authorization.as_str())),
        ]
        .into_iter()
        .flatten()
    }
}

/// Signs `request` with all the headers it has; `host` must be one of them.
///
/// The same call serves an API request (`POST`, its body), a websocket handshake (`GET`, empty
/// body) and one frame of TCS (`GET` of the handshake's address, the frame's JSON as body).
/// `now_ms` is milliseconds since the epoch.
#[must_use]
pub fn sign(
    credentials: &Credentials,
    scope: Scope<'_>,
    request: &Request<'_>,
    now_ms: i64,
) -> Signed {
    let date = date::format(now_ms);
    let day = &date[..8];
    let mut headers = request.headers.clone();
    headers.remove(AUTHORIZATION);
    // Dates and tokens are visible ASCII; a token that is not would be refused by any server.
    if let Ok(value) = date.parse() {
        headers.insert("x-amz-date", value);
    }
    if let Some(Ok(value)) = credentials.session_token.as_deref().map(str::parse) {
        headers.insert("x-amz-security-token", value);
    }
    debug_assert!(headers.contains_key(HOST), "a signature covers the host");
    let mut names: Vec<&str> = headers.keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    let names = names.join(";");
    let canonical = canonical::request(
        &Request {
            headers: &headers,
            ..*request
        },
        &names,
        Plus::Space,
        &sha256_hex(request.body),
    );
    let credential_scope = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let key = keys::derive(&credentials.secret_access_key, day, scope);
    let signature = keys::signature(&key, &date, &credential_scope, &canonical);
    let authorization = format!(
        "{ALGORITHM} Credential={}/{credential_scope}, SignedHeaders={names}, Signature={}",
        credentials.access_key_id,
        hex::encode(signature)
    );
    Signed {
        date,
        session_token: credentials.session_token.clone(),
        authorization,
    }
}
