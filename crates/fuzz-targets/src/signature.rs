//! Signed requests, good and bad.

use berth_protocol::sigv4::{Key, Request, Verifier};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The moment at which the corpus was signed: 20261123T060000Z.
const NOW_MS: i64 = 1_795_413_600_000;

/// The first line is method, path and query with spaces between them; then come headers, an empty line and the
/// body.
pub(crate) fn verify(bytes: &[u8]) {
    let (head, body) = match bytes.windows(2).position(|two| two == b"\n\n") {
        Some(at) => (&bytes[..at], &bytes[at + 2..]),
        None => (bytes, &b""[..]),
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().splitn(3, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (method, path, query) = (word(), word(), word());
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value.trim())) {
            headers.append(name, value);
        }
    }
    let request = Request {
        method,
        path,
        query,
        headers: &headers,
        body,
    };
    if verified(&request) {
        let other = [body, b"!"].concat();
        let tampered = Request {
            body: &other,
            ..request
        };
        assert!(!verified(&tampered), "the body is signed");
    }
}

fn verified(request: &Request<'_>) -> bool {
    let verifier = Verifier::new("us-east-1");
    let known = |id: &str| {
        (id == "AKIAFUZZ").then(|| Key {
            secret: "secret".into(),
            session_token: None,
            expires_ms: None,
        })
    };
    verifier.verify(request, "ecs", NOW_MS, known).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise the target would never see a good signature.
    #[test]
    fn the_corpus_has_requests_that_verify() {
        use berth_protocol::sigv4::{Credentials, Scope, sign};
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static("localhost:4600"));
        headers.insert("x-amz-target", HeaderValue::from_static("X.ListTasks"));
        let credentials = Credentials {
            access_key_id: "AKIAFUZZ".into(),
            secret_access_key: "secret".into(),
            session_token: None,
        };
        let scope = Scope {
            region: "us-east-1",
            service: "ecs",
        };
        let request = Request {
            method: "POST",
            path: "/",
            query: "",
            headers: &headers,
            body: b"{}",
        };
        let signed = sign(&credentials, scope, &request, NOW_MS);
        let mut text = "POST / \nhost: localhost:4600\nx-amz-target: X.ListTasks\n".to_owned();
        for (name, value) in signed.headers() {
            text += &format!("{name}: {value}\n");
        }
        text += "\n{}";
        // To keep a new one: write `text` there.
        let corpus = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../fuzz/corpus/signature/header"
        );
        assert_eq!(std::fs::read_to_string(corpus).expect("is kept"), text);
        // As the corpus has it.
        verify(text.as_bytes());
        let mut with_signature = headers.clone();
        for (name, value) in signed.headers() {
            with_signature.insert(name, value.parse().expect("a value"));
        }
        let request = Request {
            headers: &with_signature,
            ..request
        };
        assert!(verified(&request));
    }
}
