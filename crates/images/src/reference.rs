//! Image references as users write them, and where they lead.

use std::fmt;
use std::net::IpAddr;

use crate::error::PullError;

const DOCKER_HUB: &str = "docker.io";
/// Longest `registry/repository`, as everywhere.
const NAME_LENGTH_MAX: usize = 255;

/// A normalised reference: `busybox` is `docker.io/library/busybox:latest`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    registry: String,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
}

impl Reference {
    /// Parses `[host[:port]/]path[:tag][@sha256:hex]`.
    ///
    /// # Errors
    /// [`PullError::Reference`] if it is not one.
    pub fn parse(text: &str) -> Result<Self, PullError> {
        parse(text).map_err(|reason| PullError::Reference {
            reference: text.to_owned(),
            reason,
        })
    }

    /// `docker.io`, or the host and port as written.
    #[must_use]
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The path within the registry, such as `library/busybox`.
    #[must_use]
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The manifest digest it is pinned to, `sha256:<hex>`.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// What follows `manifests/` in a request: the digest if there is one, else the tag.
    #[must_use]
    pub fn selector(&self) -> &str {
        self.digest
            .as_deref()
            .or(self.tag.as_deref())
            .unwrap_or("latest")
    }

    /// The repository as users write it, without what normalising added.
    #[must_use]
    pub fn familiar_name(&self) -> String {
        if self.registry == DOCKER_HUB {
            let path = self.repository.strip_prefix("library/");
            let short = path.unwrap_or(&self.repository);
            // A path may begin like a host, or have a second step after `library`.
            if parse(short).is_ok_and(|read| self.same_repository(&read)) {
                return short.to_owned();
            }
        }
        format!("{}/{}", self.registry, self.repository)
    }

    /// The reference as users write it.
    #[must_use]
    pub fn familiar(&self) -> String {
        format!("{}{}", self.familiar_name(), Suffix(self))
    }

    /// Do both name the same registry and repository?
    pub(crate) fn same_repository(&self, other: &Self) -> bool {
        self.registry == other.registry && self.repository == other.repository
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}{}", self.registry, self.repository, Suffix(self))
    }
}

struct Suffix<'a>(&'a Reference);

impl fmt::Display for Suffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(tag) = &self.0.tag {
            write!(f, ":{tag}")?;
        }
        if let Some(digest) = &self.0.digest {
            write!(f, "@{digest}")?;
        }
        Ok(())
    }
}

/// A server that speaks for a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Host and port, as in a URL.
    pub(crate) host: String,
    /// http instead of https.
    pub(crate) plain: bool,
    /// On this machine: no proxy stands between.
    pub(crate) loopback: bool,
}

impl Endpoint {
    /// The server of a registry as written in a reference.
    pub(crate) fn of_registry(registry: &str) -> Self {
        if registry == DOCKER_HUB {
            return Self::of_host("registry-1.docker.io");
        }
        Self::of_host(registry)
    }

    /// The server a mirror setting names: a host and port, or an http(s) URL.
    pub(crate) fn of_mirror(mirror: &str) -> Self {
        let (plain, rest) = match mirror.split_once("://") {
            Some(("http", rest)) => (true, rest),
            Some((_, rest)) => (false, rest),
            None => return Self::of_host(mirror.trim_end_matches('/')),
        };
        Self {
            plain,
            ..Self::of_host(rest.trim_end_matches('/'))
        }
    }

    fn of_host(host: &str) -> Self {
        let loopback = is_loopback(host);
        Self {
            host: host.to_owned(),
            plain: loopback,
            loopback,
        }
    }

    pub(crate) fn scheme(&self) -> &'static str {
        if self.plain { "http" } else { "https" }
    }
}

fn is_loopback(host: &str) -> bool {
    let name = split_port(host).map_or(host, |(name, _)| name);
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// `host`, port text; brackets stay with the host.
fn split_port(host: &str) -> Option<(&str, &str)> {
    if host.ends_with(']') {
        return None;
    }
    host.rsplit_once(':')
}

fn parse(text: &str) -> Result<Reference, &'static str> {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) => (rest, Some(check_digest(digest)?)),
        None => (text, None),
    };
    // A colon after the last slash starts the tag; one before it, a port.
    let after_slash = rest.rfind('/').map_or(0, |at| at + 1);
    let (name, tag) = match rest[after_slash..].rfind(':') {
        Some(at) if !rest[after_slash..].starts_with('[') => {
            let at = after_slash + at;
            (&rest[..at], Some(check_tag(&rest[at + 1..])?))
        }
        _ => (rest, None),
    };
    if name.is_empty() {
        return Err("the name is empty");
    }
    let (registry, path) = match name.split_once('/') {
        Some((first, path)) if looks_like_host(first) => (check_host(first)?, path),
        _ => (DOCKER_HUB, name),
    };
    let registry = match registry {
        "index.docker.io" | "registry-1.docker.io" => DOCKER_HUB,
        other => other,
    };
    for component in path.split('/') {
        check_component(component)?;
    }
    let repository = if registry == DOCKER_HUB && !path.contains('/') {
        format!("library/{path}")
    } else {
        path.to_owned()
    };
    // Of the whole name, what is added to a short one included: it must be readable again.
    if registry.len() + 1 + repository.len() > NAME_LENGTH_MAX {
        return Err("the name is longer than 255 characters");
    }
    let tag = match (&tag, &digest) {
        (None, None) => Some("latest".to_owned()),
        _ => tag,
    };
    Ok(Reference {
        registry: registry.to_owned(),
        repository,
        tag,
        digest,
    })
}

fn looks_like_host(first: &str) -> bool {
    first.contains(['.', ':', '[']) || first == "localhost" || first != first.to_lowercase()
}

fn check_host(host: &str) -> Result<&str, &'static str> {
    const BAD: &str = "the registry is not a host name or address";
    let (name, port) = split_port(host).map_or((host, None), |(name, port)| (name, Some(port)));
    if port.is_some_and(|port| port.is_empty() || port.parse::<u16>().is_err()) {
        return Err("the registry's port is not a number below 65536");
    }
    if let Some(address) = name.strip_prefix('[') {
        let address = address.strip_suffix(']').ok_or(BAD)?;
        return match address.parse::<IpAddr>() {
            Ok(IpAddr::V6(_)) => Ok(host),
            _ => Err(BAD),
        };
    }
    let label_ok = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if name.split('.').all(label_ok) {
        Ok(host)
    } else {
        Err(BAD)
    }
}

/// Lower-case letters and digits, separated by one dot, one or two underscores, or dashes.
fn check_component(component: &str) -> Result<(), &'static str> {
    if component.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err("repository name must be lowercase");
    }
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = component.as_bytes();
    let ends = (bytes.first(), bytes.last());
    let (Some(&first), Some(&last)) = ends else {
        return Err("the repository has an empty path component");
    };
    let separators_ok = component
        .split(|c: char| u8::try_from(c).is_ok_and(is_word))
        .all(|separator| {
            matches!(separator, "" | "." | "_" | "__") || separator.bytes().all(|b| b == b'-')
        });
    if is_word(first) && is_word(last) && separators_ok {
        Ok(())
    } else {
        Err("the repository has a character or separator that is not allowed")
    }
}

fn check_tag(tag: &str) -> Result<String, &'static str> {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let ok = tag.len() <= 128
        && tag.bytes().next().is_some_and(word)
        && tag.bytes().all(|byte| word(byte) || b".-".contains(&byte));
    ok.then(|| tag.to_owned()).ok_or("invalid tag format")
}

/// `sha256:` and 64 lower-case hexadecimal digits; no other algorithm is verified here.
pub(crate) fn check_digest(digest: &str) -> Result<String, &'static str> {
    let hex = digest
        .strip_prefix("sha256:")
        .ok_or("unsupported digest algorithm")?;
    let ok = hex.len() == 64
        && hex
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    ok.then(|| digest.to_owned())
        .ok_or("invalid checksum digest format")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, normal: &str) {
        let reference = Reference::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(reference.to_string(), normal);
        assert_eq!(Reference::parse(normal).expect("normal form"), reference);
    }

    #[test]
    fn names_are_normalised() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        check("busybox", "docker.io/library/busybox:latest");
        check("busybox:1.36", "docker.io/library/busybox:1.36");
        check("me/app", "docker.io/me/app:latest");
        check("index.docker.io/me/app:1", "docker.io/me/app:1");
        check("127.0.0.1:5000/nope:1", "127.0.0.1:5000/nope:1");
        check("localhost/a/b__c", "localhost/a/b__c:latest");
        check("[::1]:5000/a:b", "[::1]:5000/a:b");
        check("[::1]/a", "[::1]/a:latest");
        check("ghcr.io/a/b", "ghcr.io/a/b:latest");
        check(
            &format!("a@{digest}"),
            &format!("docker.io/library/a@{digest}"),
        );
        check(&format!("r.io/a:t@{digest}"), &format!("r.io/a:t@{digest}"));
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for bad in [
            "",
            ":",
            "a:",
            "A",
            "a b",
            "a//b",
            "/a",
            "a/",
            "a:b:c",
            "a@sha256:12",
            "a@md5:00",
            "r.io:99999/a",
            "r.io:/a",
            "-r.io/a",
            "[::1/a",
            "[zz]/a",
            "a..b",
            "a___b",
            "a/../b",
            "a:-x",
            "http://r.io/a",
            "a\u{e9}",
            "../../etc",
            "r.io/a?x",
            "r.io/a#x",
            "u@r.io/a",
        ] {
            let outcome = Reference::parse(bad);
            assert!(
                matches!(outcome, Err(PullError::Reference { .. })),
                "{bad}: {outcome:?}"
            );
        }
    }

    #[test]
    fn familiar_is_what_users_write() {
        let familiar = |text| Reference::parse(text).expect("good").familiar();
        assert_eq!(familiar("busybox"), "busybox:latest");
        assert_eq!(familiar("127.0.0.1:5000/nope:1"), "127.0.0.1:5000/nope:1");
    }

    #[test]
    fn the_longest_name_is_that_with_what_is_added() {
        let path = |length: usize| format!("a/{}", "b".repeat(length - 2));
        let most = NAME_LENGTH_MAX - "docker.io/".len();
        let longest = Reference::parse(&path(most)).expect("just short enough");
        assert_eq!(
            Reference::parse(&longest.to_string()).expect("the same"),
            longest
        );
        Reference::parse(&path(most + 1)).expect_err("too long");
    }

    #[test]
    fn only_loopback_is_plain() {
        for (host, plain) in [
            ("127.0.0.1:5000", true),
            ("127.9.8.7", true),
            ("[::1]:80", true),
            ("[::1]", true),
            ("localhost:1", true),
            ("localhost.example.com", false),
            ("128.0.0.1:5000", false),
            ("ghcr.io", false),
        ] {
            assert_eq!(Endpoint::of_registry(host).plain, plain, "{host}");
        }
        let mirror = Endpoint::of_mirror("http://10.0.0.1:5000/");
        assert_eq!(
            (mirror.host.as_str(), mirror.plain),
            ("10.0.0.1:5000", true)
        );
        assert!(!Endpoint::of_mirror("mirror.example.com").plain);
    }
}
