//! [`check`]: what a model does not permit in a JSON value.
//!
//! Values of a wrong type are passed over: reading them as a type ([`super::FromJson`]) names those.

use std::fmt;

use serde_json::Value;

use super::{Member, Shape, Structure};

/// More violations than these are not reported.
const MAX_VIOLATIONS: usize = 20;

/// Where in a request a value stands: `containerDefinitions[0].portMappings[1].containerPort`,
/// `tags{key}`. Lives on the stack; costs nothing until it is shown.
#[derive(Clone, Copy)]
enum Path<'a> {
    /// The whole body.
    Root,
    /// A member of a structure.
    Member(&'a Path<'a>, &'a str),
    /// An element of a list.
    Index(&'a Path<'a>, usize),
    /// An entry of a map.
    Entry(&'a Path<'a>, &'a str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Member(Path::Root, name) => f.write_str(name),
            Path::Member(parent, name) => write!(f, "{parent}.{name}"),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
            Path::Entry(parent, key) => write!(f, "{parent}{{{key}}}"),
        }
    }
}

/// A value of the right type that the model does not permit.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Where it stands in the request.
    pub path: String,
    /// What is wrong, and what would be right.
    pub problem: Problem,
}

/// What is wrong with a value. Bounds are inclusive.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "what a variant says of itself covers its fields"
)]
pub enum Problem {
    /// A required member is absent or null.
    Missing,
    /// A string outside its enum.
    NotPermitted {
        found: String,
        permitted: &'static [&'static str],
    },
    /// A string, list or map too short or too long.
    Length {
        found: usize,
        unit: &'static str,
        min: Option<usize>,
        max: Option<usize>,
    },
    /// A number out of range.
    Range {
        found: String,
        min: Option<String>,
        max: Option<String>,
    },
    /// A string that does not match.
    Pattern {
        found: String,
        pattern: &'static str,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.problem {
            Problem::Missing => write!(f, "{path} is required"),
            Problem::NotPermitted { found, permitted } => {
                write!(
                    f,
                    "{path} must be one of [{}], not '{found}'",
                    permitted.join(", ")
                )
            }
            Problem::Length {
                found,
                unit,
                min,
                max,
            } => {
                write!(
                    f,
                    "{path} must have {} {unit}, not {found}",
                    Bounds(min, max)
                )
            }
            Problem::Range { found, min, max } => {
                write!(f, "{path} must be {}, not {found}", Bounds(min, max))
            }
            Problem::Pattern { found, pattern } => {
                write!(f, "{path} must match {pattern}, which '{found}' does not")
            }
        }
    }
}

struct Bounds<'a, T>(&'a Option<T>, &'a Option<T>);

impl<T: fmt::Display> fmt::Display for Bounds<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(Some(min), Some(max)) => write!(f, "from {min} to {max}"),
            Self(Some(min), None) => write!(f, "at least {min}"),
            Self(None, Some(max)) => write!(f, "at most {max}"),
            Self(None, None) => f.write_str("any number"),
        }
    }
}

#[derive(Default)]
struct Findings {
    violations: Vec<Violation>,
}

impl Findings {
    fn add(&mut self, path: &Path<'_>, problem: Problem) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation {
                path: path.to_string(),
                problem,
            });
        }
    }

    fn length(
        &mut self,
        path: &Path<'_>,
        found: usize,
        unit: &'static str,
        min: Option<usize>,
        max: Option<usize>,
    ) {
        if min.is_some_and(|min| found < min) || max.is_some_and(|max| found > max) {
            self.add(
                path,
                Problem::Length {
                    found,
                    unit,
                    min,
                    max,
                },
            );
        }
    }

    fn range<T: PartialOrd + ToString>(
        &mut self,
        path: &Path<'_>,
        found: &T,
        min: Option<T>,
        max: Option<T>,
    ) {
        let below = min.as_ref().is_some_and(|min| found < min);
        let above = max.as_ref().is_some_and(|max| found > max);
        if below || above {
            let (min, max) = (
                min.map(|min| min.to_string()),
                max.map(|max| max.to_string()),
            );
            self.add(
                path,
                Problem::Range {
                    found: found.to_string(),
                    min,
                    max,
                },
            );
        }
    }

    fn string(&mut self, path: &Path<'_>, text: &str, shape: &Shape) {
        match *shape {
            Shape::String { min, max, pattern } => {
                if min.is_some() || max.is_some() {
                    self.length(path, text.chars().count(), "characters", min, max);
                }
                if let Some(pattern) = pattern.filter(|pattern| !pattern.matches(text)) {
                    let found = shorten(text);
                    self.add(
                        path,
                        Problem::Pattern {
                            found,
                            pattern: pattern.text,
                        },
                    );
                }
            }
            Shape::Enum(permitted) if !permitted.contains(&text) => {
                self.add(
                    path,
                    Problem::NotPermitted {
                        found: shorten(text),
                        permitted,
                    },
                );
            }
            _ => {}
        }
    }
}

/// What the model does not permit in a body, the first 20, in the order of the body.
#[must_use]
pub fn check(structure: &Structure, body: &Value) -> Vec<Violation> {
    let mut findings = Findings::default();
    object(structure, body, &Path::Root, &mut findings);
    findings.violations
}

fn object(structure: &Structure, value: &Value, path: &Path<'_>, findings: &mut Findings) {
    let Value::Object(fields) = value else { return };
    for Member { name, .. } in structure.members.iter().filter(|member| member.required) {
        if fields.get(*name).is_none_or(Value::is_null) {
            findings.add(&Path::Member(path, name), Problem::Missing);
        }
    }
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
        if let Some(member) = structure.members.iter().find(|member| member.name == name) {
            visit(&member.shape, value, &Path::Member(path, name), findings);
        }
    }
}

fn visit(shape: &Shape, value: &Value, path: &Path<'_>, findings: &mut Findings) {
    match (*shape, value) {
        (Shape::String { .. } | Shape::Enum(_), Value::String(text)) => {
            findings.string(path, text, shape);
        }
        (Shape::Integer { min, max }, Value::Number(number)) => {
            if let Some(number) = number.as_i64() {
                findings.range(path, &number, min, max);
            }
        }
        (Shape::Double { min, max }, Value::Number(number)) => {
            if let Some(number) = number.as_f64() {
                findings.range(path, &number, min, max);
            }
        }
        (Shape::List { member, min, max }, Value::Array(elements)) => {
            findings.length(path, elements.len(), "elements", min, max);
            for (index, element) in elements.iter().enumerate() {
                visit(member, element, &Path::Index(path, index), findings);
            }
        }
        (
            Shape::Map {
                key,
                value: entry,
                min,
                max,
            },
            Value::Object(fields),
        ) => {
            findings.length(path, fields.len(), "entries", min, max);
            for (name, value) in fields {
                let path = Path::Entry(path, name);
                findings.string(&path, name, key);
                visit(entry, value, &path, findings);
            }
        }
        (Shape::Structure(structure), _) => object(structure, value, path, findings),
        _ => {}
    }
}

/// The start of a text, for a message.
fn shorten(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
