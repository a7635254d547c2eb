//! What the generated API crates stand on: facts of a service's model as plain tables, and the few
//! functions that use them.
//!
//! A request goes through [`read`]: bytes are parsed once, looked at with the model's facts
//! ([`check`]) and become the operation's input type ([`FromJson`]). A client's mistake is thus always
//! named by its place in the body (`containerDefinitions[0].portMappings[1].containerPort`).

mod check;
mod decode;
mod enums;
mod facts;
mod json;
mod pattern;
mod sensitive;
mod structures;
mod timestamp;

pub use check::{Problem, Violation, check};
pub use decode::{Answer, DecodeError, Input, Output, answer, decode, not_implemented, read};
pub use enums::StringEnum;
pub use facts::{ErrorFacts, Member, OperationFacts, ServiceFacts, Shape, Structure};
pub use json::{FromJson, Mistyped, member, members};
pub use pattern::{CharClass, Pattern};
pub use sensitive::{SensitiveBytes, SensitiveText};
pub use timestamp::Timestamp;

/// For what [`crate::structure!`] and [`crate::string_enum!`] expand to.
#[doc(hidden)]
pub use {serde, serde_json};
