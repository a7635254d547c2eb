//! AWS Signature Version 4: verifying requests, and signing them.
//!
//! The two forms of a signature are understood: the `Authorization` header, and the query string
//! of a presigned URL. A body is always hashed by the server, never trusted from a header.
//!
//! Start at [`Verifier::verify`] for servers and [`sign`] for clients.
//!
//! Source: "AWS Signature Version 4 for API requests" in the IAM user guide; where that page and
//! botocore differ (a literal `+` in a query), both are accepted.

mod canonical;
mod date;
mod keys;
mod parse;
mod sign;
mod verify;

pub use canonical::sha256_hex;
pub use sign::{Credentials, Signed, sign};
pub use verify::{Key, Verified, Verifier};

/// The only algorithm of Signature Version 4 with a shared secret.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// How far a request's date may be from ours, either way, in milliseconds.
pub const SKEW_MS: i64 = 5 * 60 * 1000;
/// The longest life of a presigned URL, in seconds: seven days.
pub const PRESIGNED_SECONDS_MAX: i64 = 7 * 24 * 60 * 60;

/// What is signed, as it stands on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Upper-case method.
    pub method: &'a str,
    /// Path as sent, still percent-encoded; empty means `/`.
    pub path: &'a str,
    /// Query as sent, without its `?`; empty if there is none.
    pub query: &'a str,
    /// All headers, `host` among them.
    pub headers: &'a http::HeaderMap,
    /// The whole body.
    pub body: &'a [u8],
}

/// What a signature is good for besides its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// For instance `us-east-1`.
    pub region: &'a str,
    /// The signing name: `ecs`, `logs`.
    pub service: &'a str,
}

/// Why a signature does not count. `Display` is the message that AWS clients know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Neither form of a signature is there.
    #[error("Missing Authentication Token")]
    Missing,
    /// A signature is there, but not whole.
    #[error("{0}")]
    Incomplete(String),
    /// The access key, or its session token, is not one of ours.
    #[error("The security token included in the request is invalid.")]
    UnknownKey,
    /// The temporary access key is past its time.
    #[error("The security token included in the request is expired")]
    ExpiredKey,
    /// The request's date is too far from ours, or a presigned URL is past its time.
    #[error("{0}")]
    Skewed(String),
    /// The scope names another day, region or service, or a header that must be signed is not.
    #[error("{0}")]
    WrongScope(String),
    /// The signature is not the one that the secret gives.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check \
         your AWS Secret Access Key and signing method. Consult the service documentation for \
         details."
    )]
    Mismatch,
}

impl Error {
    /// The error code as the JSON services spell it; all of them travel with status 400.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "MissingAuthenticationTokenException",
            Self::Incomplete(_) => "IncompleteSignatureException",
            Self::UnknownKey => "UnrecognizedClientException",
            Self::ExpiredKey => "ExpiredTokenException",
            Self::Skewed(_) | Self::WrongScope(_) | Self::Mismatch => "InvalidSignatureException",
        }
    }
}
