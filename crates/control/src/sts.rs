//! The little of the Security Token Service that there is: who am I.
//!
//! STS speaks the query protocol: a form in, XML out.

use std::fmt::Write as _;

use axum::body::Body;
use axum::response::Response;
use berth_model::Principal;
use berth_protocol::fault::Fault;
use berth_protocol::sigv4;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::auth;

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
/// Characters of a role's unique id after `AROA`.
const ROLE_ID_DIGITS: usize = 17;
const CAPITALS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Answers one; the operation's name is for the counters.
pub(crate) fn handle(
    app: &App,
    parts: &Parts,
    body: &[u8],
    request_id: &str,
) -> (&'static str, Result<(), Fault>, Response) {
    match answer(app, parts, body) {
        Ok(result) => {
            let text = format!(
                "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\">{result}<ResponseMetadata>\
                 <RequestId>{request_id}</RequestId></ResponseMetadata>\
                 </GetCallerIdentityResponse>"
            );
            ("GetCallerIdentity", Ok(()), xml(StatusCode::OK, text))
        }
        Err(fault) => {
            let status = StatusCode::from_u16(fault.status);
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let text = error(&fault, request_id);
            ("", Err(fault), xml(status, text))
        }
    }
}

fn answer(app: &App, parts: &Parts, body: &[u8]) -> Result<String, Fault> {
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body,
    };
    let principal = auth::authenticate(&app.applier, &app.verifier, &request, "sts")?;
    let text = std::str::from_utf8(body).unwrap_or_default();
    let mut pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    match pairs
        .find(|(name, _)| *name == "Action")
        .map(|(_, action)| action)
    {
        // Everybody may ask this.
        Some("GetCallerIdentity") => Ok(identity(&principal, &app.applier.names().account)),
        Some(other) => {
            let other: String = other.chars().filter(char::is_ascii_alphanumeric).collect();
            let text = format!("Could not find operation {other} for version 2011-06-15");
            Err(Fault::client("InvalidAction", text))
        }
        None => Err(Fault::client(
            "MissingAction",
            "The request must contain an Action.",
        )),
    }
}

fn identity(principal: &Principal, account: &str) -> String {
    let arn = auth::caller(principal, account);
    let user_id = match principal {
        Principal::Root => account.to_owned(),
        Principal::Agent => format!("{}:berth-agent", role_id("berth-agent")),
        Principal::Role { arn, session } => format!("{}:{session}", role_id(arn)),
    };
    format!(
        "<GetCallerIdentityResult><Arn>{}</Arn><UserId>{}</UserId><Account>{account}</Account>\
         </GetCallerIdentityResult>",
        escaped(&arn),
        escaped(&user_id),
    )
}

/// The same for the same role.
fn role_id(arn: &str) -> String {
    let digest = Sha256::digest(arn);
    let digits = digest.iter().take(ROLE_ID_DIGITS);
    let digits = digits.map(|byte| char::from(CAPITALS[usize::from(*byte) % CAPITALS.len()]));
    format!("AROA{}", digits.collect::<String>())
}

fn error(fault: &Fault, request_id: &str) -> String {
    let side = if fault.status >= 500 {
        "Receiver"
    } else {
        "Sender"
    };
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>{side}</Type><Code>{}</Code>\
         <Message>{}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>",
        query_code(&fault.code),
        escaped(&fault.message),
    )
}

/// The query protocol has names of its own for errors of signatures.
fn query_code(code: &str) -> &str {
    match code {
        "InvalidSignatureException" => "SignatureDoesNotMatch",
        "UnrecognizedClientException" => "InvalidClientTokenId",
        "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
        "ExpiredTokenException" => "ExpiredToken",
        "IncompleteSignatureException" => "IncompleteSignature",
        other => other,
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "&#{};", u32::from(control));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

fn xml(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/xml");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_session_is_named_after_its_role_and_session() {
        let role = Principal::Role {
            arn: "arn:aws:iam::123456789012:role/path/web".into(),
            session: "11<1".into(),
        };
        let text = identity(&role, "123456789012");
        let arn = "<Arn>arn:aws:sts::123456789012:assumed-role/web/11&lt;1</Arn>";
        assert!(text.contains(arn), "{text}");
        assert!(text.contains("<Account>123456789012</Account>"), "{text}");
        let id = text
            .split("<UserId>")
            .nth(1)
            .and_then(|rest| rest.split(':').next());
        assert_eq!(id.map(str::len), Some(21), "{text}");
    }

    #[test]
    fn an_error_has_the_query_protocols_name() {
        let fault = Fault::client("InvalidSignatureException", "a & b");
        let text = error(&fault, "r-1");
        assert!(
            text.contains("<Code>SignatureDoesNotMatch</Code>"),
            "{text}"
        );
        assert!(text.contains("<Message>a &amp; b</Message>"), "{text}");
    }
}
