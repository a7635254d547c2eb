//! One line as the collector takes it.

use std::fmt::Write as _;

use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use super::options::{Format, SplunkOptions};
use crate::logs::api::LogEvent;

/// What is the same for all lines of a container, as JSON.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    format: Format,
    /// In the event, after the line and the stream it was written to; or, as plain text, before it.
    around: String,
    /// Beside the event.
    beside: String,
}

impl Envelope {
    pub(super) fn new(options: &SplunkOptions, host: &str) -> Self {
        let around = match options.format {
            Format::Raw => {
                let mut text = options.tag.clone();
                for (name, value) in &options.attributes {
                    let space = if text.is_empty() { "" } else { " " };
                    // To a string: cannot fail.
                    let _ = write!(text, "{space}{name}={value}");
                }
                if !text.is_empty() {
                    text.push(' ');
                }
                text
            }
            Format::Inline | Format::Json => {
                let mut fields = Map::new();
                if !options.tag.is_empty() {
                    fields.insert("tag".to_owned(), json!(options.tag));
                }
                if !options.attributes.is_empty() {
                    fields.insert("attrs".to_owned(), json!(options.attributes));
                }
                members(fields)
            }
        };
        let mut fields = Map::from_iter([("host".to_owned(), json!(host))]);
        for (name, value) in [
            ("source", &options.source),
            ("sourcetype", &options.source_type),
            ("index", &options.index),
        ] {
            if let Some(value) = value {
                fields.insert(name.to_owned(), json!(value));
            }
        }
        Self {
            format: options.format,
            around,
            beside: members(fields),
        }
    }

    /// Bytes that come with each line.
    pub(super) fn overhead(&self) -> usize {
        const REST: usize =
            r#"{"event":{"line":"","source":"stdout"},"time":"1795000000.000000"}"#.len();
        self.around.len() + self.beside.len() + REST
    }

    /// Appends the line's event.
    pub(super) fn append(&self, event: LogEvent<'_>, body: &mut String) {
        body.push_str(r#"{"event":"#);
        match self.format {
            Format::Raw => push_text(body, &[self.around.as_str(), event.message].concat()),
            Format::Inline | Format::Json => {
                body.push_str(r#"{"line":"#);
                let as_it_is = self.format == Format::Json
                    && serde_json::from_str::<IgnoredAny>(event.message).is_ok();
                if as_it_is {
                    body.push_str(event.message);
                } else {
                    push_text(body, event.message);
                }
                let stream = if event.stderr { "stderr" } else { "stdout" };
                // To a string: cannot fail.
                let _ = write!(body, r#","source":"{stream}"{}}}"#, self.around);
            }
        }
        let seconds = event.timestamp.div_euclid(1000);
        let micros = event.timestamp.rem_euclid(1000) * 1000;
        let _ = write!(body, r#","time":"{seconds}.{micros:06}"{}}}"#, self.beside);
    }
}

/// An object's members, each with a comma before it.
fn members(fields: Map<String, Value>) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let _ = write!(text, ",{}:{value}", Value::String(name));
    }
    text
}

fn push_text(body: &mut String, text: &str) {
    // A string always has a form in JSON.
    body.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::options::Subject;
    use super::*;

    fn event(format: &str, more: &[(&str, &str)], message: &str) -> Value {
        let pairs = [
            ("splunk-token", "t"),
            ("splunk-url", "http://h"),
            ("splunk-format", format),
        ];
        let options: BTreeMap<String, String> = { pairs.iter().chain(more) }
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let none = BTreeMap::new();
        let stage = BTreeMap::from([("STAGE".to_owned(), "te\"st".to_owned())]);
        let subject = Subject {
            runtime_id: "0123456789abcdef",
            runtime_name: "n",
            image: "i",
            labels: &none,
            environment: &stage,
        };
        let options = SplunkOptions::parse(&options, subject).expect("fine");
        let envelope = Envelope::new(&options, "host1");
        let mut body = String::new();
        let event = LogEvent {
            timestamp: 1_795_000_000_042,
            message,
            stderr: true,
        };
        envelope.append(event, &mut body);
        assert!(body.len() <= envelope.overhead() + 2 * message.len() + 20);
        serde_json::from_str(&body).expect("one whole object")
    }

    #[test]
    fn a_line_is_in_its_event_as_the_format_says() {
        let inline = event(
            "inline",
            &[("env", "STAGE"), ("splunk-index", "main")],
            "a \"b\"",
        );
        assert_eq!(
            inline,
            json!({
                "event": {"line": "a \"b\"", "source": "stderr", "tag": "0123456789ab",
                          "attrs": {"STAGE": "te\"st"}},
                "time": "1795000000.042000", "host": "host1", "index": "main",
            })
        );
        let json = event("json", &[("tag", "")], r#"{"level": 3}"#);
        assert_eq!(
            json["event"],
            json!({"line": {"level": 3}, "source": "stderr"})
        );
        let text = event("json", &[("tag", "")], "{not json");
        assert_eq!(text["event"]["line"], "{not json");
        let raw = event("raw", &[("env", "STAGE")], "x");
        assert_eq!(raw["event"], "0123456789ab STAGE=te\"st x");
        let bare = event("raw", &[("tag", ""), ("splunk-source", "s")], "x");
        assert_eq!(
            (&bare["event"], &bare["source"]),
            (&json!("x"), &json!("s"))
        );
    }
}
