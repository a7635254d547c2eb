//! Answers and errors as XML.

use std::fmt::Write as _;

use serde_json::Value;

use super::wire::{Flavour, Scalar, Wire};
use crate::fault::Fault;

/// The answer of an operation whose output is `body` in JSON. An operation without an output
/// (`wire` is `None`) says that it went well.
#[must_use]
pub fn answer(
    flavour: Flavour,
    namespace: &str,
    operation: &str,
    request_id: &str,
    body: &Value,
    wire: Option<&Wire>,
) -> String {
    let mut xml = Xml::default();
    let root = format!("{operation}Response");
    xml.open_with(&root, namespace);
    match flavour {
        Flavour::Ec2 => {
            xml.element("requestId", request_id);
            match wire {
                Some(wire) => xml.members(body, wire),
                None => xml.element("return", "true"),
            }
        }
        Flavour::Query => {
            if let Some(wire) = wire {
                let result = format!("{operation}Result");
                xml.open(&result);
                xml.members(body, wire);
                xml.close(&result);
            }
            xml.open("ResponseMetadata");
            xml.element("RequestId", request_id);
            xml.close("ResponseMetadata");
        }
    }
    xml.close(&root);
    xml.0
}

/// The body of an error.
#[must_use]
pub fn error(flavour: Flavour, namespace: &str, request_id: &str, fault: &Fault) -> String {
    let mut xml = Xml::default();
    match flavour {
        Flavour::Ec2 => {
            xml.0.push_str(DECLARATION);
            xml.open("Response");
            xml.open("Errors");
            xml.open("Error");
            xml.element("Code", &fault.code);
            xml.element("Message", &fault.message);
            xml.close("Error");
            xml.close("Errors");
            xml.element("RequestID", request_id);
            xml.close("Response");
        }
        Flavour::Query => {
            xml.open_with("ErrorResponse", namespace);
            xml.open("Error");
            xml.element(
                "Type",
                if fault.status >= 500 {
                    "Receiver"
                } else {
                    "Sender"
                },
            );
            xml.element("Code", &fault.code);
            xml.element("Message", &fault.message);
            xml.close("Error");
            xml.element("RequestId", request_id);
            xml.close("ErrorResponse");
        }
    }
    xml.0
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

#[derive(Default)]
struct Xml(String);

impl Xml {
    fn open_with(&mut self, name: &str, namespace: &str) {
        self.0.push_str(DECLARATION);
        // Writing to a string cannot fail.
        let _ = write!(self.0, "<{name} xmlns=\"{namespace}\">");
    }

    fn open(&mut self, name: &str) {
        let _ = write!(self.0, "<{name}>");
    }

    fn close(&mut self, name: &str) {
        let _ = write!(self.0, "</{name}>");
    }

    fn element(&mut self, name: &str, text: &str) {
        self.open(name);
        self.text(text);
        self.close(name);
    }

    /// What XML has no way to say becomes the replacement character.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\r' => self.0.push_str("&#13;"),
                '\t' | '\n' => self.0.push(letter),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                _ => self.0.push(letter),
            }
        }
    }

    fn members(&mut self, value: &Value, wire: &Wire) {
        let Wire::Structure(members) = wire else {
            return;
        };
        for member in *members {
            match value.get(member.model) {
                None | Some(Value::Null) => {}
                Some(value) => self.value(member.xml, value, member.of),
            }
        }
    }

    fn value(&mut self, name: &str, value: &Value, wire: &Wire) {
        match wire {
            Wire::Scalar(kind) => self.element(name, &scalar(value, *kind)),
            Wire::Structure(_) => {
                self.open(name);
                self.members(value, wire);
                self.close(name);
            }
            Wire::List { xml: item, of, .. } => {
                let elements = value.as_array().map_or(&[][..], Vec::as_slice);
                match item {
                    Some(item) => {
                        self.open(name);
                        for element in elements {
                            self.value(item, element, of);
                        }
                        self.close(name);
                    }
                    None => {
                        for element in elements {
                            self.value(name, element, of);
                        }
                    }
                }
            }
        }
    }
}

fn scalar(value: &Value, kind: Scalar) -> String {
    match (kind, value) {
        (Scalar::Timestamp, Value::Number(seconds)) => {
            let milliseconds = seconds
                .as_f64()
                .map_or(0, |seconds| crate::shape::Timestamp(seconds).as_millis());
            chrono::DateTime::from_timestamp_millis(milliseconds)
                .unwrap_or_default()
                .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}
