//! Failures in other people's words: the registry's, the network's.

use std::error::Error as _;
use std::io;

use reqwest::StatusCode;

/// What we show of an explanation, in characters; a task's reason holds 1024 characters.
const WORDS_MAX: usize = 512;

/// The registry's explanation on one line: `manifest unknown: manifest unknown`.
pub(crate) fn words(body: &[u8], status: StatusCode) -> String {
    #[derive(serde::Deserialize)]
    struct Envelope {
        errors: Vec<Explanation>,
    }
    #[derive(serde::Deserialize)]
    struct Explanation {
        code: String,
        #[serde(default)]
        message: String,
    }
    #[derive(serde::Deserialize)]
    struct Details {
        details: String,
    }
    let text = if let Ok(envelope) = serde_json::from_slice::<Envelope>(body)
        && !envelope.errors.is_empty()
    {
        let all = envelope.errors.iter().map(|explanation| {
            let code = explanation.code.to_lowercase().replace('_', " ");
            if explanation.message.is_empty() {
                code
            } else {
                format!("{code}: {}", explanation.message)
            }
        });
        all.collect::<Vec<_>>().join("; ")
    } else if let Ok(details) = serde_json::from_slice::<Details>(body) {
        // What Docker Hub's token server says.
        details.details
    } else {
        String::from_utf8_lossy(body).trim().to_owned()
    };
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(WORDS_MAX)
        .collect();
    if clean.is_empty() {
        let reason = status.canonical_reason().unwrap_or("no reason given");
        reason.to_lowercase()
    } else {
        clean
    }
}

pub(crate) fn system_error(error: &reqwest::Error) -> Option<&io::Error> {
    let mut source = error.source();
    let mut found = None;
    while let Some(error) = source {
        found = error.downcast_ref::<io::Error>().or(found);
        source = error.source();
    }
    found
}

pub(crate) fn deepest(error: &reqwest::Error) -> String {
    let mut last: &dyn std::error::Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

pub(crate) fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut source = error.source();
    while let Some(error) = source {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&error.to_string());
        source = error.source();
    }
    if text.is_empty() {
        error.to_string()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_are_one_line_of_the_registrys_words() {
        let check = |body: &str, expected: &str| {
            assert_eq!(words(body.as_bytes(), StatusCode::NOT_FOUND), expected);
        };
        check(
            r#"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"#,
            "manifest unknown: manifest unknown",
        );
        check(r#"{"errors":[{"code":"DENIED"}]}"#, "denied");
        check(
            r#"{"details":"incorrect username or password"}"#,
            "incorrect username or password",
        );
        check("a\nb", "a b");
        check("", "not found");
        check(&"x".repeat(5000), &"x".repeat(WORDS_MAX));
    }
}
