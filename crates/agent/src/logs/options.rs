//! What the `awslogs` driver can be told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::multiline::Multiline;

/// Bytes of unshipped output kept where nothing else is said.
const DEFAULT_BUFFER: u64 = 10 << 20;

/// Where a container's output goes, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwslogsOptions {
    /// Log group.
    pub group: String,
    /// Log stream.
    pub stream: String,
    /// Make the group if it is missing.
    pub create_group: bool,
    /// Of the service; only looked at together with an endpoint.
    pub region: Option<String>,
    /// Another service than the agent's own.
    pub endpoint: Option<String>,
    /// A full buffer stops the container's writes; otherwise lines are dropped.
    pub blocking: bool,
    /// Bytes of output not yet shipped.
    pub max_buffer_bytes: u64,
    /// Where an event begins; without it, with each line.
    #[serde(default)]
    pub multiline: Option<Multiline>,
}

/// Options that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// An option this agent does not do.
    #[error("unknown log opt '{name}' for {driver} log driver")]
    Unsupported {
        /// The option.
        name: String,
        /// The driver.
        driver: &'static str,
    },
    /// Both ways of saying where an event begins.
    #[error("awslogs-datetime-format and awslogs-multiline-pattern exclude each other")]
    Exclusive,
    /// An option without which nothing can be sent.
    #[error("must specify a value for log opt '{0}'")]
    Missing(&'static str),
    /// A value that is none.
    #[error("invalid value for log opt '{name}': {value:?}")]
    Invalid {
        /// The option.
        name: String,
        /// Its value.
        value: String,
    },
}

impl OptionError {
    pub(super) fn unsupported(name: &str, driver: &'static str) -> Self {
        let name = name.to_owned();
        Self::Unsupported { name, driver }
    }
}

impl AwslogsOptions {
    /// Reads the driver's options. The stream is `prefix/container/task id`, or without a prefix
    /// the container's runtime id.
    ///
    /// # Errors
    /// [`OptionError`].
    pub fn parse(
        options: &BTreeMap<String, String>,
        container: &str,
        task_id: &str,
        runtime_id: &str,
    ) -> Result<Self, OptionError> {
        let mut parsed = Self {
            group: String::new(),
            stream: runtime_id.to_owned(),
            create_group: false,
            region: None,
            endpoint: None,
            blocking: false,
            max_buffer_bytes: DEFAULT_BUFFER,
            multiline: None,
        };
        let mut delivery = Delivery::default();
        for (name, value) in options {
            let invalid = || OptionError::Invalid {
                name: name.clone(),
                value: value.clone(),
            };
            if delivery.take(name, value).ok_or_else(invalid)? {
                continue;
            }
            match name.as_str() {
                "awslogs-group" => parsed.group.clone_from(value),
                "awslogs-region" => parsed.region = Some(value.clone()),
                "awslogs-endpoint" => parsed.endpoint = Some(value.clone()),
                // What the control plane makes of a prefix, since Docker's driver knows no prefix.
                "awslogs-stream" => parsed.stream.clone_from(value),
                "awslogs-stream-prefix" if value.is_empty() => {}
                "awslogs-stream-prefix" => {
                    parsed.stream = format!("{value}/{container}/{task_id}");
                }
                "awslogs-create-group" => {
                    parsed.create_group = parse_bool(value).ok_or_else(invalid)?;
                }
                "awslogs-multiline-pattern" | "awslogs-datetime-format"
                    if parsed.multiline.is_some() =>
                {
                    return Err(OptionError::Exclusive);
                }
                "awslogs-multiline-pattern" => {
                    parsed.multiline = Some(Multiline::pattern(value).ok_or_else(invalid)?);
                }
                "awslogs-datetime-format" => {
                    parsed.multiline = Some(Multiline::datetime(value).ok_or_else(invalid)?);
                }
                other => return Err(OptionError::unsupported(other, "awslogs")),
            }
        }
        parsed.blocking = delivery.blocking;
        parsed.max_buffer_bytes = delivery.max_buffer_bytes;
        if parsed.group.is_empty() {
            return Err(OptionError::Missing("awslogs-group"));
        }
        Ok(parsed)
    }
}

/// The options that every driver of the agent's has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delivery {
    /// A full buffer stops the container's writes; otherwise lines are dropped.
    pub(super) blocking: bool,
    /// Bytes of output not yet shipped.
    pub(super) max_buffer_bytes: u64,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            blocking: false,
            max_buffer_bytes: DEFAULT_BUFFER,
        }
    }
}

impl Delivery {
    /// Takes the option if it is one of these, and says so; `None` if its value is none.
    pub(super) fn take(&mut self, name: &str, value: &str) -> Option<bool> {
        match (name, value) {
            ("mode", "blocking") => self.blocking = true,
            ("mode", "non-blocking") => self.blocking = false,
            ("mode", _) => return None,
            ("max-buffer-size", size) => {
                self.max_buffer_bytes = parse_size(size).filter(|bytes| *bytes > 0)?;
            }
            _ => return Some(false),
        }
        Some(true)
    }
}

pub(super) fn parse_bool(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "1" => Some(true),
        "false" | "f" | "0" => Some(false),
        _ => None,
    }
}

/// Bytes as Docker writes them: `1024`, `4m`, `10MB`, `1.5g`; units are powers of 1024.
#[must_use]
pub fn parse_size(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = match text[digits.len()..].trim() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    if digits.is_empty() || !digits.chars().all(plain) {
        return None;
    }
    let number: f64 = digits.parse().ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; saturates"
    )]
    Some((number * unit) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_docker_writes_them() {
        let check = |text, expected| assert_eq!(parse_size(text), expected, "{text}");
        check("1024", Some(1024));
        check("4m", Some(4 << 20));
        check("1G", Some(1 << 30));
        check("1.5k", Some(1536));
        check("10 MB", Some(10 << 20));
        for wrong in ["", "m", "-1m", "1x", "1e3", "1.2.3"] {
            check(wrong, None);
        }
    }

    #[test]
    fn options_have_their_defaults() {
        let parse = |pairs: &[(&str, &str)]| {
            let options = pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            AwslogsOptions::parse(&options, "web", "t1", "rid")
        };
        let plain = parse(&[("awslogs-group", "g")]).expect("enough");
        assert_eq!((plain.stream.as_str(), plain.blocking), ("rid", false));
        assert_eq!(plain.max_buffer_bytes, 10 << 20);
        assert_eq!(parse(&[]), Err(OptionError::Missing("awslogs-group")));
        let check = |name: &str, value: &str| {
            let refused = parse(&[("awslogs-group", "g"), (name, value)]);
            assert!(refused.is_err(), "{name}={value}");
        };
        check("mode", "sometimes");
        check("max-buffer-size", "0");
        check("awslogs-create-group", "maybe");
        check("awslogs-multiline-pattern", "(");
        check("awslogs-datetime-format", "%Q");
        let both = [
            ("awslogs-group", "g"),
            ("awslogs-multiline-pattern", "^x"),
            ("awslogs-datetime-format", "%Y"),
        ];
        assert_eq!(parse(&both), Err(OptionError::Exclusive));
        let dated = parse(&[("awslogs-group", "g"), ("awslogs-datetime-format", "%Y")]);
        let multiline = dated.expect("fine").multiline.expect("asked for");
        assert_eq!(multiline.as_str(), "[0-9]{4}");
    }
}
