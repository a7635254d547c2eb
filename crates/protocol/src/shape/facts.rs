//! The tables that `cargo xtask codegen` writes: constants only, so they cost nothing to compile.

use super::Pattern;

/// A service as requests name it.
#[derive(Clone, Copy, Debug)]
pub struct ServiceFacts {
    /// Before the dot of `X-Amz-Target`.
    pub target_prefix: &'static str,
    /// The service's name in a signature's scope.
    pub signing_name: &'static str,
    /// A date, as in `2014-11-13`.
    pub api_version: &'static str,
}

/// One operation of a service.
#[derive(Clone, Copy, Debug)]
pub struct OperationFacts {
    /// As after the dot of `X-Amz-Target`.
    pub name: &'static str,
    /// What its request body may hold.
    pub input: &'static Structure,
    /// The errors its model lists.
    pub errors: &'static [ErrorFacts],
}

impl OperationFacts {
    /// The error of that code, if the model lists it for this operation.
    #[must_use]
    pub fn error(&self, code: &str) -> Option<ErrorFacts> {
        self.errors.iter().copied().find(|error| error.code == code)
    }
}

/// One error of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorFacts {
    /// Its name on the wire.
    pub code: &'static str,
    /// HTTP status.
    pub status: u16,
}

/// A JSON object with known members. Others are ignored.
#[derive(Debug)]
pub struct Structure {
    /// As the model calls it.
    pub name: &'static str,
    /// In the model's order.
    pub members: &'static [Member],
}

/// A member of a [`Structure`].
#[derive(Debug)]
pub struct Member {
    /// Name on the wire.
    pub name: &'static str,
    /// Whether a request without it is refused.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
}

impl Member {
    /// A member that must be present.
    #[must_use]
    pub const fn required(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            required: true,
            shape,
        }
    }

    /// A member that may be absent or null.
    #[must_use]
    pub const fn optional(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            required: false,
            shape,
        }
    }
}

/// What the model permits of a value that has the right type. Lengths and ranges are inclusive;
/// `None` is unbounded.
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "what a variant says of itself covers its fields"
)]
pub enum Shape {
    /// Length in characters.
    String {
        min: Option<usize>,
        max: Option<usize>,
        pattern: Option<&'static Pattern>,
    },
    /// One of these strings.
    Enum(&'static [&'static str]),
    /// Of any width.
    Integer { min: Option<i64>, max: Option<i64> },
    /// Any number.
    Double { min: Option<f64>, max: Option<f64> },
    /// Length in elements.
    List {
        member: &'static Shape,
        min: Option<usize>,
        max: Option<usize>,
    },
    /// Length in entries.
    Map {
        key: &'static Shape,
        value: &'static Shape,
        min: Option<usize>,
        max: Option<usize>,
    },
    /// An object with known members.
    Structure(&'static Structure),
    /// Every value of its type.
    Any,
}

impl Shape {
    /// A list of any length.
    #[must_use]
    pub const fn list(member: &'static Self) -> Self {
        Self::List {
            member,
            min: None,
            max: None,
        }
    }

    /// A map of any size.
    #[must_use]
    pub const fn map(key: &'static Self, value: &'static Self) -> Self {
        Self::Map {
            key,
            value,
            min: None,
            max: None,
        }
    }
}
