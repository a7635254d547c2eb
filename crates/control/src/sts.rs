//! The little of the Security Token Service that there is: who am I.
//!
//! STS speaks the query protocol: a form in, XML out.

use std::borrow::Cow;

use berth_model::Principal;
use berth_protocol::fault::Fault;
use berth_protocol::form::{self, Flavour, Names, Parameters, Scalar, Wire};
use berth_protocol::sigv4;
use http::StatusCode;
use http::request::Parts;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::auth;
use crate::forms::{Answered, xml};

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
/// Characters of a role's unique id after `AROA`.
const ROLE_ID_DIGITS: usize = 17;
const CAPITALS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static TEXT: Wire = Wire::Scalar(Scalar::Text);
static IDENTITY: Wire = Wire::Structure(&[name("Arn"), name("UserId"), name("Account")]);

const fn name(name: &'static str) -> Names {
    Names {
        model: name,
        form: name,
        xml: name,
        of: &TEXT,
    }
}

/// Answers one; the operation's name is for the counters.
pub(crate) fn handle(
    app: &App,
    parts: &Parts,
    body: &[u8],
    parameters: &Parameters,
    request_id: &str,
) -> Answered {
    match answer(app, parts, body, parameters) {
        Ok(identity) => {
            let name = "GetCallerIdentity";
            let table = Some(&IDENTITY);
            let text = form::answer(
                Flavour::Query,
                NAMESPACE,
                name,
                request_id,
                &identity,
                table,
            );
            (name, Ok(()), xml(StatusCode::OK, text))
        }
        Err(fault) => {
            let fault = in_query_words(fault);
            let status = StatusCode::from_u16(fault.status);
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let text = form::error(Flavour::Query, NAMESPACE, request_id, &fault);
            ("", Err(fault), xml(status, text))
        }
    }
}

fn answer(app: &App, parts: &Parts, body: &[u8], parameters: &Parameters) -> Result<Value, Fault> {
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body,
    };
    let principal = auth::authenticate(&app.applier, &app.verifier, &request, "sts")?;
    match parameters.action.as_str() {
        // Everybody may ask this.
        "GetCallerIdentity" => Ok(identity(&principal, &app.applier.names().account)),
        "" => Err(Fault::client(
            "MissingAction",
            "The request must contain an Action.",
        )),
        other => {
            let other: String = other.chars().filter(char::is_ascii_alphanumeric).collect();
            let text = format!("Could not find operation {other} for version 2011-06-15");
            Err(Fault::client("InvalidAction", text))
        }
    }
}

fn identity(principal: &Principal, account: &str) -> Value {
    let arn = auth::caller(principal, account);
    let user_id = match principal {
        Principal::Root => account.to_owned(),
        Principal::Agent => format!("{}:berth-agent", role_id("berth-agent")),
        Principal::Role { arn, session } => format!("{}:{session}", role_id(arn)),
    };
    json!({"Arn": arn, "UserId": user_id, "Account": account})
}

/// The same for the same role.
fn role_id(arn: &str) -> String {
    let digest = Sha256::digest(arn);
    let digits = digest.iter().take(ROLE_ID_DIGITS);
    let digits = digits.map(|byte| char::from(CAPITALS[usize::from(*byte) % CAPITALS.len()]));
    format!("AROA{}", digits.collect::<String>())
}

/// The query protocol has names of its own for errors of signatures.
fn in_query_words(fault: Fault) -> Fault {
    let code = match &*fault.code {
        "InvalidSignatureException" => "SignatureDoesNotMatch",
        "UnrecognizedClientException" => "InvalidClientTokenId",
        "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
        "ExpiredTokenException" => "ExpiredToken",
        "IncompleteSignatureException" => "IncompleteSignature",
        _ => return fault,
    };
    Fault {
        code: Cow::Borrowed(code),
        ..fault
    }
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
        let told = identity(&role, "123456789012");
        let arn = "arn:aws:sts::123456789012:assumed-role/web/11<1";
        assert_eq!(
            (&told["Arn"], &told["Account"]),
            (&arn.into(), &"123456789012".into())
        );
        let id = told["UserId"].as_str().and_then(|id| id.split(':').next());
        assert_eq!(id.map(str::len), Some(21), "{told}");
    }

    #[test]
    fn an_error_has_the_query_protocols_name() {
        let fault = Fault::client("InvalidSignatureException", "a & b");
        let fault = in_query_words(fault);
        assert_eq!(fault.code, "SignatureDoesNotMatch");
        let text = form::error(Flavour::Query, NAMESPACE, "r-1", &fault);
        assert!(text.contains("<Message>a &amp; b</Message>"), "{text}");
    }
}
