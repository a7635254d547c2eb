//! What the `splunk` driver can be told.

use std::collections::BTreeMap;
use std::path::PathBuf;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::logs::options::{Delivery, OptionError, parse_bool};

/// Where events go on the collector, unless `splunk-url-path` says another place.
const PATH: &str = "/services/collector/event/1.0";
/// As many characters of a runtime id are its short form.
const SHORT_ID: usize = 12;

/// How a line is put into an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// As text in an object with its source, tag and attributes.
    #[default]
    Inline,
    /// The same, but as JSON if it is JSON.
    Json,
    /// As text with tag and attributes before it.
    Raw,
}

/// Where a container's output goes, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplunkOptions {
    /// Of the collector.
    pub token: String,
    /// Scheme, host and path to which events are posted.
    pub url: String,
    /// `source` of the events.
    pub source: Option<String>,
    /// `sourcetype` of the events.
    pub source_type: Option<String>,
    /// The index they go to.
    pub index: Option<String>,
    /// Certificates that are trusted besides the host's (PEM).
    pub ca_path: Option<PathBuf>,
    /// The name the certificate must have, if not the URL's.
    pub ca_name: Option<String>,
    /// Any certificate will do.
    pub insecure_skip_verify: bool,
    /// How a line becomes an event.
    pub format: Format,
    /// The collector must answer before the container is made.
    pub verify_connection: bool,
    /// The level, 0 to 9, at which requests are compressed.
    pub gzip: Option<u32>,
    /// Requests name a channel, which collectors ask for that acknowledge indexing.
    pub index_acknowledgment: bool,
    /// Goes with each line; may be empty.
    pub tag: String,
    /// Labels and variables that go with each line.
    pub attributes: BTreeMap<String, String>,
    /// A full buffer stops the container's writes; otherwise lines are dropped.
    pub blocking: bool,
    /// Bytes of output not yet shipped.
    pub max_buffer_bytes: u64,
}

/// What is known of the container.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its runtime id, which Docker calls the container's id.
    pub runtime_id: &'a str,
    /// Its name in the runtime, e.g. `ecs-web-3-main-56…`.
    pub runtime_name: &'a str,
    /// Its image, as the definition has it.
    pub image: &'a str,
    /// Its labels.
    pub labels: &'a BTreeMap<String, String>,
    /// Its variables.
    pub environment: &'a BTreeMap<String, String>,
}

impl SplunkOptions {
    /// Reads the driver's options.
    ///
    /// # Errors
    /// [`OptionError`].
    pub fn parse(
        options: &BTreeMap<String, String>,
        subject: Subject<'_>,
    ) -> Result<Self, OptionError> {
        let mut parsed = Self {
            token: String::new(),
            url: String::new(),
            source: None,
            source_type: None,
            index: None,
            ca_path: None,
            ca_name: None,
            insecure_skip_verify: false,
            format: Format::Inline,
            verify_connection: true,
            gzip: None,
            index_acknowledgment: false,
            tag: String::new(),
            attributes: BTreeMap::new(),
            blocking: false,
            max_buffer_bytes: Delivery::default().max_buffer_bytes,
        };
        let (mut base, mut path) = (None, PATH);
        let (mut tag, mut compressed, mut level) = ("{{.ID}}", false, 6);
        let mut chosen = Chosen::default();
        let mut delivery = Delivery::default();
        for (name, value) in options {
            let invalid = || OptionError::Invalid {
                name: name.clone(),
                value: value.clone(),
            };
            let yes = || parse_bool(value).ok_or_else(invalid);
            if delivery.take(name, value).ok_or_else(invalid)? {
                continue;
            }
            match name.as_str() {
                "splunk-token" => parsed.token.clone_from(value),
                "splunk-url" => base = Some(collector_address(value).ok_or_else(invalid)?),
                "splunk-url-path" if value.starts_with('/') => path = value,
                "splunk-source" => parsed.source = Some(value.clone()),
                "splunk-sourcetype" => parsed.source_type = Some(value.clone()),
                "splunk-index" => parsed.index = Some(value.clone()),
                "splunk-capath" => parsed.ca_path = Some(PathBuf::from(value)),
                "splunk-caname" => parsed.ca_name = Some(value.clone()),
                "splunk-insecureskipverify" => parsed.insecure_skip_verify = yes()?,
                "splunk-verify-connection" => parsed.verify_connection = yes()?,
                "splunk-index-acknowledgment" => parsed.index_acknowledgment = yes()?,
                "splunk-format" => {
                    parsed.format = match value.as_str() {
                        "inline" => Format::Inline,
                        "json" => Format::Json,
                        "raw" => Format::Raw,
                        _ => return Err(invalid()),
                    };
                }
                "splunk-gzip" => compressed = yes()?,
                "splunk-gzip-level" => {
                    level = match value.parse::<i32>() {
                        Ok(-1) => 6,
                        Ok(level @ 0..=9) => level.unsigned_abs(),
                        Ok(_) | Err(_) => return Err(invalid()),
                    };
                }
                "tag" => tag = value,
                "labels" => chosen.labels = list(value),
                "env" => chosen.variables = list(value),
                "labels-regex" => {
                    chosen.label_pattern = Some(Regex::new(value).map_err(|_| invalid())?);
                }
                "env-regex" => {
                    chosen.variable_pattern = Some(Regex::new(value).map_err(|_| invalid())?);
                }
                "splunk-url-path" => return Err(invalid()),
                other => return Err(OptionError::unsupported(other, "splunk")),
            }
        }
        if parsed.token.is_empty() {
            return Err(OptionError::Missing("splunk-token"));
        }
        let base = base.ok_or(OptionError::Missing("splunk-url"))?;
        parsed.url = format!("{base}{path}");
        parsed.gzip = compressed.then_some(level);
        parsed.blocking = delivery.blocking;
        parsed.max_buffer_bytes = delivery.max_buffer_bytes;
        parsed.tag = render(tag, subject).ok_or_else(|| OptionError::Invalid {
            name: "tag".to_owned(),
            value: tag.to_owned(),
        })?;
        parsed.attributes = chosen.of(subject);
        Ok(parsed)
    }
}

/// Which labels and variables go with each line.
#[derive(Default)]
struct Chosen<'a> {
    labels: Vec<&'a str>,
    variables: Vec<&'a str>,
    label_pattern: Option<Regex>,
    variable_pattern: Option<Regex>,
}

impl Chosen<'_> {
    /// A variable comes before a label of the same name, as in Docker.
    fn of(&self, subject: Subject<'_>) -> BTreeMap<String, String> {
        let picked = |all: &BTreeMap<String, String>, names: &[&str], pattern: Option<&Regex>| {
            let wanted = |name: &str| {
                names.contains(&name) || pattern.is_some_and(|pattern| pattern.is_match(name))
            };
            let found = all.iter().filter(|(name, _)| wanted(name));
            found
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        let labels = picked(subject.labels, &self.labels, self.label_pattern.as_ref());
        let variables = picked(
            subject.environment,
            &self.variables,
            self.variable_pattern.as_ref(),
        );
        labels.into_iter().chain(variables).collect()
    }
}

fn list(value: &str) -> Vec<&str> {
    let names = value.split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).collect()
}

/// Scheme and host; a path, as in Docker, is what `splunk-url-path` is for.
fn collector_address(value: &str) -> Option<String> {
    let uri: http::Uri = value.parse().ok()?;
    let scheme = uri
        .scheme_str()
        .filter(|it| matches!(*it, "http" | "https"))?;
    let plain = matches!(uri.path(), "" | "/") && uri.query().is_none();
    let authority = uri.authority().filter(|_| plain)?;
    Some(format!("{scheme}://{authority}"))
}

/// Fills in what Docker's tags can ask for; nothing if there is a placeholder of another kind.
fn render(template: &str, subject: Subject<'_>) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (field, after) = after.split_once("}}")?;
        text.push_str(before);
        text.push_str(match field.trim() {
            ".ID" => subject
                .runtime_id
                .get(..SHORT_ID)
                .unwrap_or(subject.runtime_id),
            ".FullID" => subject.runtime_id,
            ".Name" => subject.runtime_name,
            ".ImageName" => subject.image,
            ".DaemonName" => "docker",
            _ => return None,
        });
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pairs: &[(&str, &str)]) -> Result<SplunkOptions, OptionError> {
        let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            let owned = pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            owned.collect()
        };
        let subject = Subject {
            runtime_id: "0123456789abcdef-77",
            runtime_name: "ecs-web-1-app-99",
            image: "busybox:1",
            labels: &map(&[("team", "blue"), ("cost", "7")]),
            environment: &map(&[("STAGE", "test"), ("team", "green"), ("SECRET", "x")]),
        };
        let mut all = map(&[
            ("splunk-token", "t0"),
            ("splunk-url", "https://hec.example:8088"),
        ]);
        all.extend(map(pairs));
        all.retain(|_, value| value != "(absent)");
        SplunkOptions::parse(&all, subject)
    }

    #[test]
    fn options_have_dockers_defaults() {
        let plain = parse(&[]).expect("enough");
        assert_eq!(
            plain.url,
            "https://hec.example:8088/services/collector/event/1.0"
        );
        assert_eq!((plain.tag.as_str(), plain.gzip), ("0123456789ab", None));
        assert!(plain.verify_connection && !plain.blocking && plain.attributes.is_empty());
        assert_eq!(plain.format, Format::Inline);
    }

    #[test]
    fn tags_and_attributes_tell_of_the_container() {
        let told = parse(&[
            ("tag", "{{.Name}}/{{ .FullID }} of {{.ImageName}}"),
            ("labels", "team, nothing"),
            ("labels-regex", "^co"),
            ("env", "STAGE,team"),
            ("splunk-gzip", "true"),
            ("splunk-gzip-level", "9"),
            ("splunk-url-path", "/services/collector"),
        ])
        .expect("fine");
        assert_eq!(
            told.tag,
            "ecs-web-1-app-99/0123456789abcdef-77 of busybox:1"
        );
        let attributes = told.attributes.iter().map(|(a, b)| format!("{a}={b}"));
        assert_eq!(
            attributes.collect::<Vec<_>>(),
            ["STAGE=test", "cost=7", "team=green"]
        );
        assert_eq!(told.gzip, Some(9));
        assert_eq!(told.url, "https://hec.example:8088/services/collector");
        assert_eq!(parse(&[("tag", "")]).expect("none").tag, "");
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let check = |name: &str, value: &str, text: &str| {
            let error = parse(&[(name, value)]).expect_err(name);
            assert_eq!(error.to_string(), text);
        };
        let missing = |name: &str| format!("must specify a value for log opt '{name}'");
        check("splunk-token", "", &missing("splunk-token"));
        check("splunk-url", "(absent)", &missing("splunk-url"));
        let unknown = "unknown log opt 'splunk-colour' for splunk log driver";
        check("splunk-colour", "x", unknown);
        for (name, value) in [
            ("splunk-url", "hec.example"),
            ("splunk-url", "https://hec.example/path"),
            ("splunk-url", "ftp://hec.example"),
            ("splunk-url-path", "x"),
            ("splunk-format", "xml"),
            ("splunk-gzip", "perhaps"),
            ("splunk-gzip-level", "10"),
            ("splunk-gzip-level", "-2"),
            ("tag", "{{.Config}}"),
            ("tag", "{{.ID"),
            ("env-regex", "("),
            ("mode", "x"),
            ("max-buffer-size", "0"),
        ] {
            let text = format!("invalid value for log opt '{name}': {value:?}");
            check(name, value, &text);
        }
    }
}
