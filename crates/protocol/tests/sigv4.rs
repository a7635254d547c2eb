//! Signatures made by botocore (`make_sigv4_fixtures.py`) are accepted, and nothing near them is.

use berth_protocol::sigv4::{
    Credentials, Error, Key, Request, SKEW_MS, Scope, Verified, Verifier, sign,
};
use http::{HeaderMap, HeaderName, HeaderValue};

#[derive(serde::Deserialize)]
struct Fixtures {
    secret: String,
    now_ms: i64,
    cases: Vec<Case>,
}

#[derive(Clone, serde::Deserialize)]
struct Case {
    name: String,
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: String,
    service: String,
    expires: Option<i64>,
    session_token: Option<String>,
}

fn fixtures() -> Fixtures {
    serde_json::from_str(include_str!("sigv4_fixtures.json")).expect("the fixtures are JSON")
}

impl Case {
    fn header_map(&self) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in &self.headers {
            map.append(
                name.parse::<HeaderName>().expect("a name"),
                HeaderValue::from_str(value).expect("a value"),
            );
        }
        map
    }

    fn header(&mut self, name: &str) -> &mut String {
        let entry = self
            .headers
            .iter_mut()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        &mut entry.expect("the case has the header").1
    }

    fn is_query(&self) -> bool {
        self.expires.is_some()
    }

    /// Verifies with the case's own key.
    fn verify(&self, now_ms: i64, secret: &str) -> Result<Verified, Error> {
        let headers = self.header_map();
        let request = Request {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
            body: self.body.as_bytes(),
        };
        Verifier::new("us-east-1").verify(&request, &self.service, now_ms, |id| {
            id.ends_with("IOSFODNN7EXAMPLE").then(|| Key {
                secret: secret.to_owned(),
                session_token: self.session_token.clone(),
                expires_ms: None,
            })
        })
    }
}

fn for_each(mut check: impl FnMut(&Fixtures, &Case)) {
    let fixtures = fixtures();
    assert!(fixtures.cases.len() >= 11);
    for case in &fixtures.cases {
        check(&fixtures, case);
    }
}

/// Changes every case (`change` says whether it applies) and expects all to fail with `code`.
fn check_tampered(code: &str, change: impl Fn(&mut Case) -> bool) {
    let mut changed = 0;
    for_each(|fixtures, case| {
        let mut case = case.clone();
        if change(&mut case) {
            changed += 1;
            let verified = case.verify(fixtures.now_ms, &fixtures.secret);
            assert_eq!(
                verified.map_err(|error| error.code()),
                Err(code),
                "{}",
                case.name
            );
        }
    });
    assert!(changed > 0, "the change applies to some case");
}

const MISMATCH: &str = "InvalidSignatureException";

#[test]
fn botocores_signatures_are_accepted() {
    for_each(|fixtures, case| {
        let verified = case.verify(fixtures.now_ms, &fixtures.secret);
        let id = verified.map(|verified| verified.access_key_id);
        let expected = match case.session_token {
            Some(_) => "ASIAIOSFODNN7EXAMPLE",
            None => "AKIAIOSFODNN7EXAMPLE",
        };
        assert_eq!(id.as_deref(), Ok(expected), "{}", case.name);
    });
}

#[test]
fn another_body_method_path_query_or_secret_is_refused() {
    check_tampered(MISMATCH, |case| {
        case.body.push(' ');
        true
    });
    check_tampered(MISMATCH, |case| {
        case.method = "PUT".into();
        true
    });
    check_tampered(MISMATCH, |case| {
        case.path.push('x');
        true
    });
    check_tampered(MISMATCH, |case| {
        case.query.push_str("&extra=1");
        true
    });
    for_each(|fixtures, case| {
        assert_eq!(
            case.verify(fixtures.now_ms, "another"),
            Err(Error::Mismatch)
        );
    });
}

#[test]
fn a_changed_signature_or_header_is_refused() {
    check_tampered(MISMATCH, |case| {
        let text = if case.is_query() {
            &mut case.query
        } else {
            case.header("authorization")
        };
        let last = text.pop().expect("a digit");
        text.push(if last == '0' { '1' } else { '0' });
        true
    });
    check_tampered(MISMATCH, |case| {
        case.header("host").push('0');
        true
    });
    check_tampered(MISMATCH, |case| {
        let json = case.headers.iter().any(|(name, _)| name == "X-Amz-Target");
        if json {
            case.header("x-amz-target").push('2');
        }
        json
    });
}

#[test]
fn a_header_that_decides_must_be_signed() {
    check_tampered(MISMATCH, |case| {
        let added = case.header_map().get("x-amz-target").is_none();
        case.headers.push(("X-Amz-Target".into(), "A.B".into()));
        added
    });
}

#[test]
fn unknown_keys_and_wrong_tokens_are_refused() {
    check_tampered("UnrecognizedClientException", |case| {
        if case.is_query() {
            case.query = case.query.replace("N7EXAMPLE", "N7UNKNOWN");
        } else {
            let text = case.header("authorization");
            *text = text.replace("N7EXAMPLE", "N7UNKNOWN");
        }
        true
    });
    check_tampered("UnrecognizedClientException", |case| {
        match &mut case.session_token {
            Some(token) => token.push('x'),
            None => case.session_token = Some("token".into()),
        }
        true
    });
}

#[test]
fn missing_and_incomplete_signatures_are_named() {
    check_tampered("MissingAuthenticationTokenException", |case| {
        case.query.clear();
        case.headers.retain(|(name, _)| name != "Authorization");
        true
    });
    for field in ["Credential=", "SignedHeaders=", "Signature="] {
        check_tampered("IncompleteSignatureException", |case| {
            if case.is_query() {
                case.query = case.query.replace(&format!("X-Amz-{field}"), "x=");
            } else {
                let text = case.header("authorization");
                *text = text.replace(field, "x=");
            }
            true
        });
    }
    check_tampered("IncompleteSignatureException", |case| {
        if !case.is_query() {
            case.headers.retain(|(name, _)| name != "X-Amz-Date");
        }
        !case.is_query()
    });
    check_tampered("IncompleteSignatureException", |case| {
        case.query = case.query.replace("X-Amz-Expires=", "X-Amz-Expires=9");
        case.expires == Some(604_800)
    });
    check_tampered("IncompleteSignatureException", |case| {
        if !case.is_query() {
            *case.header("authorization") = "Basic dXNlcjpwYXNz".into();
        }
        !case.is_query()
    });
}

#[test]
fn another_region_or_service_is_refused() {
    for_each(|fixtures, case| {
        let headers = case.header_map();
        let request = Request {
            method: &case.method,
            path: &case.path,
            query: &case.query,
            headers: &headers,
            body: case.body.as_bytes(),
        };
        let key = || Key {
            secret: fixtures.secret.clone(),
            session_token: case.session_token.clone(),
            expires_ms: None,
        };
        let now = fixtures.now_ms;
        let message = |region: &str, service: &str| {
            let verifier = Verifier::new(region);
            let refused = verifier.verify(&request, service, now, |_| Some(key()));
            let error = refused.expect_err("the scope is another");
            assert_eq!(error.code(), "InvalidSignatureException");
            error.to_string()
        };
        assert_eq!(
            message("eu-west-1", &case.service),
            "Credential should be scoped to a valid region, not 'us-east-1'."
        );
        assert_eq!(
            message("us-east-1", "s3"),
            "Credential should be scoped to correct service: 's3'."
        );
        let expired = Verifier::new("us-east-1").verify(&request, &case.service, now, |_| {
            Some(Key {
                expires_ms: Some(now),
                ..key()
            })
        });
        assert_eq!(expired, Err(Error::ExpiredKey));
    });
}

#[test]
fn dates_are_held_to_five_minutes_or_to_the_urls_life() {
    for_each(|fixtures, case| {
        let at = |offset_ms: i64| {
            case.verify(fixtures.now_ms + offset_ms, &fixtures.secret)
                .map_err(|error| error.to_string())
        };
        let life_ms = case.expires.map_or(SKEW_MS, |seconds| seconds * 1000);
        assert!(at(life_ms).is_ok(), "{}", case.name);
        assert!(at(-SKEW_MS).is_ok(), "{}", case.name);
        let late = at(life_ms + 1000).expect_err("too late");
        assert!(late.starts_with("Signature expired: 202611"), "{late}");
        let early = at(-SKEW_MS - 1000).expect_err("too early");
        assert_eq!(
            early,
            "Signature not yet current: 20261123T024216Z is still later than 20261123T024215Z \
             (20261123T023715Z + 5 min.)"
        );
    });
}

/// The ECS agent signs `%20` and sends `+`; the signature covers a space either way.
#[test]
fn a_plus_that_stands_for_a_space_is_accepted() {
    let fixtures = fixtures();
    let mut case = fixtures
        .cases
        .into_iter()
        .find(|case| case.name == "websocket")
        .expect("there is a websocket case");
    assert!(case.query.contains("%20"));
    case.query = case.query.replace("%20", "+");
    assert!(case.verify(fixtures.now_ms, &fixtures.secret).is_ok());
    case.query = case.query.replace('+', "%2B");
    assert_eq!(
        case.verify(fixtures.now_ms, &fixtures.secret),
        Err(Error::Mismatch)
    );
}

#[test]
fn our_signatures_are_botocores() {
    let mut compared = 0;
    for_each(|fixtures, case| {
        if case.is_query() || case.query.contains('+') {
            return;
        }
        let mut headers = case.header_map();
        let theirs = headers.remove("authorization").expect("signed");
        headers.remove("x-amz-date");
        headers.remove("x-amz-security-token");
        let access_key_id = match case.session_token {
            Some(_) => "ASIAIOSFODNN7EXAMPLE",
            None => "AKIAIOSFODNN7EXAMPLE",
        };
        let signed = sign(
            &Credentials {
                access_key_id: access_key_id.into(),
                secret_access_key: fixtures.secret.clone(),
                session_token: case.session_token.clone(),
            },
            Scope {
                region: "us-east-1",
                service: &case.service,
            },
            &Request {
                method: &case.method,
                path: &case.path,
                query: &case.query,
                headers: &headers,
                body: case.body.as_bytes(),
            },
            fixtures.now_ms,
        );
        assert_eq!(
            signed.authorization.as_bytes(),
            theirs.as_bytes(),
            "{}",
            case.name
        );
        compared += 1;
    });
    assert!(compared >= 8);
}
