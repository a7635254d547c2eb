//! Taking a signature out of a request's headers or query.

use std::borrow::Cow;

use super::canonical::decoded;
use super::{ALGORITHM, Error, PRESIGNED_SECONDS_MAX, Request};

/// A signature as the client sent it.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    /// `ACCESS_KEY/day/region/service/aws4_request`.
    pub(super) credential: Cow<'a, str>,
    /// Lower case, joined by `;`.
    pub(super) signed_headers: Cow<'a, str>,
    /// Lower-case hexadecimal.
    pub(super) signature: Cow<'a, str>,
    /// `YYYYMMDDTHHMMSSZ`, not yet parsed.
    pub(super) date: Cow<'a, str>,
    pub(super) session_token: Option<Cow<'a, str>>,
    /// Of a presigned URL: seconds it is good for after its date.
    pub(super) expires_seconds: Option<i64>,
}

/// The five parts of a credential.
#[derive(Clone, Copy, Debug)]
pub(super) struct Credential<'a> {
    pub(super) access_key_id: &'a str,
    pub(super) day: &'a str,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
    /// Everything after the access key.
    pub(super) scope: &'a str,
}

/// The claim in the `Authorization` header, else the one in the query.
pub(super) fn claim<'a>(request: &Request<'a>) -> Result<Claim<'a>, Error> {
    if let Some(value) = request.headers.get(http::header::AUTHORIZATION) {
        let value = value
            .to_str()
            .map_err(|_| incomplete("Authorization header is not text."))?;
        return from_header(request, value);
    }
    if request.query.contains("X-Amz-Algorithm=") || request.query.contains("X-Amz-Credential=") {
        return from_query(request.query);
    }
    Err(Error::Missing)
}

fn incomplete(message: &str) -> Error {
    Error::Incomplete(message.to_owned())
}

fn text<'a>(request: &Request<'a>, name: &str) -> Option<Cow<'a, str>> {
    let value = request.headers.get(name)?.to_str().ok()?;
    Some(Cow::Borrowed(value.trim()))
}

fn from_header<'a>(request: &Request<'a>, value: &'a str) -> Result<Claim<'a>, Error> {
    let Some(fields) = value.trim().strip_prefix(ALGORITHM) else {
        return Err(Error::Incomplete(format!(
            "Authorization header requires the algorithm '{ALGORITHM}'."
        )));
    };
    let (mut credential, mut signed_headers, mut signature) = (None, None, None);
    for field in fields.split(',') {
        match field.trim().split_once('=') {
            Some(("Credential", value)) => credential = Some(value),
            Some(("SignedHeaders", value)) => signed_headers = Some(value),
            Some(("Signature", value)) => signature = Some(value),
            _ => {}
        }
    }
    let date = text(request, "x-amz-date").or_else(|| text(request, "date"));
    let mut missing = String::new();
    for (name, absent) in [
        ("Credential", credential.is_none()),
        ("Signature", signature.is_none()),
        ("SignedHeaders", signed_headers.is_none()),
    ] {
        if absent {
            missing += &format!("Authorization header requires '{name}' parameter. ");
        }
    }
    if date.is_none() {
        missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' \
                    header. ";
    }
    match (credential, signed_headers, signature, date) {
        (Some(credential), Some(signed_headers), Some(signature), Some(date)) => Ok(Claim {
            credential: credential.into(),
            signed_headers: signed_headers.into(),
            signature: signature.into(),
            date,
            session_token: text(request, "x-amz-security-token"),
            expires_seconds: None,
        }),
        _ => Err(incomplete(missing.trim_end())),
    }
}

fn from_query(query: &str) -> Result<Claim<'_>, Error> {
    let find = |wanted: &str| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| decoded(value))
    };
    let need = |wanted: &str| {
        find(wanted).ok_or_else(|| {
            Error::Incomplete(format!(
                "AWS query-string parameters must include '{wanted}'."
            ))
        })
    };
    if need("X-Amz-Algorithm")? != ALGORITHM {
        return Err(Error::Incomplete(format!(
            "X-Amz-Algorithm only supports '{ALGORITHM}'."
        )));
    }
    let expires_seconds = need("X-Amz-Expires")?
        .parse()
        .ok()
        .filter(|seconds| (1..=PRESIGNED_SECONDS_MAX).contains(seconds))
        .ok_or_else(|| {
            Error::Incomplete(format!(
                "X-Amz-Expires must be a number between 1 and {PRESIGNED_SECONDS_MAX} seconds."
            ))
        })?;
    Ok(Claim {
        credential: need("X-Amz-Credential")?,
        signed_headers: need("X-Amz-SignedHeaders")?,
        signature: need("X-Amz-Signature")?,
        date: need("X-Amz-Date")?,
        session_token: find("X-Amz-Security-Token"),
        expires_seconds: Some(expires_seconds),
    })
}

/// Takes a credential apart.
pub(super) fn credential(text: &str) -> Result<Credential<'_>, Error> {
    let mut parts = text.split('/');
    let parsed = (
        parts.next().filter(|part| !part.is_empty()),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    );
    match parsed {
        (
            Some(access_key_id),
            Some(day),
            Some(region),
            Some(service),
            Some("aws4_request"),
            None,
        ) => Ok(Credential {
            access_key_id,
            day,
            region,
            service,
            scope: &text[access_key_id.len() + 1..],
        }),
        _ => Err(Error::Incomplete(format!(
            "Credential must have exactly 5 slash-delimited elements, e.g. \
             keyid/date/region/service/term, got '{text}'"
        ))),
    }
}
