//! The canonical form of a request, and the hashes over it.

use std::borrow::Cow;
use std::fmt::Write as _;

use http::HeaderMap;
use sha2::{Digest, Sha256};

use super::Request;

/// How a literal `+` in a query is read; clients disagree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plus {
    /// It stands for itself (botocore).
    Literal,
    /// It is a space (the Go SDK, and with it the ECS agent, signs `%20` and sends `+`).
    Space,
}

/// Lower-case hexadecimal SHA-256.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The canonical request: method, path, query, signed headers, their names, body hash.
///
/// `names` are the signed headers, lower case and sorted, joined by `;`. A signature in the query
/// is left out of it.
pub(super) fn request(request: &Request<'_>, names: &str, plus: Plus, body_hash: &str) -> String {
    let mut text = String::with_capacity(512);
    text.push_str(request.method);
    text.push('\n');
    path(request.path, &mut text);
    text.push('\n');
    query(request.query, plus, &mut text);
    text.push('\n');
    for name in names.split(';') {
        header(request.headers, name, &mut text);
    }
    text.push('\n');
    text.push_str(names);
    text.push('\n');
    text.push_str(body_hash);
    text
}

/// Dot segments and doubled slashes removed, then encoded once more, as every service but S3 does.
fn path(raw: &str, out: &mut String) {
    let mut segments: Vec<&str> = Vec::new();
    for segment in raw.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    out.push('/');
    for (index, segment) in segments.iter().enumerate() {
        if index > 0 {
            out.push('/');
        }
        for byte in segment.bytes() {
            push_encoded(byte, out);
        }
    }
    if raw.ends_with('/') && !segments.is_empty() {
        out.push('/');
    }
}

/// Pairs, normalised to one way of encoding, sorted by name and value.
fn query(raw: &str, plus: Plus, out: &mut String) {
    if raw.is_empty() {
        return;
    }
    let mut pairs: Vec<(String, String)> = raw
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| *name != "X-Amz-Signature")
        .map(|(name, value)| (normal(name, plus), normal(value, plus)))
        .collect();
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let separator = if index > 0 { "&" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(out, "{separator}{name}={value}");
    }
}

/// One name or value: escapes of unreserved characters undone, everything else escaped.
fn normal(raw: &str, plus: Plus) -> String {
    let mut out = String::with_capacity(raw.len());
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], escape(&bytes[at..])) {
            (b'%', Some(byte)) => {
                push_encoded(byte, &mut out);
                at += 2;
            }
            (b'+', _) if plus == Plus::Literal => out.push('+'),
            (b'+', _) => out.push_str("%20"),
            (byte, _) => push_encoded(byte, &mut out),
        }
        at += 1;
    }
    out
}

/// The byte that `%XX` at the start of `bytes` stands for.
fn escape(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (high, low) = (digit(bytes.get(1)?)?, digit(bytes.get(2)?)?);
    u8::try_from(high * 16 + low).ok()
}

/// The text with its `%XX` escapes undone; what is not UTF-8 then becomes U+FFFD.
pub(super) fn decoded(raw: &str) -> Cow<'_, str> {
    if !raw.contains('%') {
        return Cow::Borrowed(raw);
    }
    let bytes = raw.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], escape(&bytes[at..])) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

fn push_encoded(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
        out.push(char::from(byte));
    } else {
        out.push('%');
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

/// `name:value\n`, with runs of spaces folded and repeated headers joined by commas.
fn header(headers: &HeaderMap, name: &str, out: &mut String) {
    out.push_str(name);
    out.push(':');
    for (index, value) in headers.get_all(name).iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let text = String::from_utf8_lossy(value.as_bytes());
        for (index, word) in text.split_ascii_whitespace().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_path(raw: &str, expected: &str) {
        let mut out = String::new();
        path(raw, &mut out);
        assert_eq!(out, expected, "{raw}");
    }

    fn check_query(raw: &str, plus: Plus, expected: &str) {
        let mut out = String::new();
        query(raw, plus, &mut out);
        assert_eq!(out, expected, "{raw}");
    }

    #[test]
    fn paths_lose_dots_and_doubled_slashes_and_are_encoded_again() {
        check_path("", "/");
        check_path("/", "/");
        check_path("/a/./b//c/../d/", "/a/b/d/");
        check_path("/../..", "/");
        check_path("/a%20b/~c", "/a%2520b/~c");
    }

    #[test]
    fn queries_are_sorted_and_encoded_in_one_way() {
        check_query("b=2&a=1", Plus::Literal, "a=1&b=2");
        check_query("a=%7e%2f/&&c", Plus::Literal, "a=~%2F%2F&c=");
        check_query("a=x+y", Plus::Literal, "a=x+y");
        check_query("a=x+y", Plus::Space, "a=x%20y");
        check_query("a=%&b=%4", Plus::Literal, "a=%25&b=%254");
        check_query("X-Amz-Signature=x&a=1", Plus::Literal, "a=1");
    }

    #[test]
    fn headers_are_trimmed_folded_and_joined() {
        let mut headers = HeaderMap::new();
        headers.append("x-a", "  one   two ".parse().expect("a value"));
        headers.append("x-a", "three".parse().expect("a value"));
        let mut out = String::new();
        header(&headers, "x-a", &mut out);
        assert_eq!(out, "x-a:one two,three\n");
    }
}
