//! Where we read a request more leniently than its model says.

/// Members that the model calls strings, but that people's files have as numbers too.
const STRING_OR_NUMBER: [(&str, &str); 4] = [
    ("RegisterTaskDefinitionRequest", "cpu"),
    ("RegisterTaskDefinitionRequest", "memory"),
    ("TaskOverride", "cpu"),
    ("TaskOverride", "memory"),
];

/// The function of the crate's hand-written `lenient` module that reads the member, if it is one
/// that takes a number for a string.
pub(crate) fn string_or_number(structure: &str, member: &str) -> Option<&'static str> {
    STRING_OR_NUMBER
        .contains(&(structure, member))
        .then_some("crate::lenient::string_or_number")
}

/// Members that the model lacks but that a real client sends: the container agent registers with a
/// token against double registration. All are strings.
const UNDOCUMENTED: [(&str, &str); 1] = [("RegisterContainerInstanceRequest", "clientToken")];

/// The structure's members that its model lacks.
pub(crate) fn undocumented(structure: &str) -> impl Iterator<Item = &'static str> {
    UNDOCUMENTED
        .iter()
        .filter(move |(of, _)| *of == structure)
        .map(|(_, member)| *member)
}

/// Values that a model's enum lacks but that ECS's agents advertise: the log driver `none`.
pub(crate) const ALSO_PERMITTED: [(&str, &str); 1] = [("LogDriver", "none")];

/// Sensitive strings that stay plain ones in Rust: the agent's payloads are made of them.
const PLAIN: [&str; 1] = ["SensitiveString"];

/// Whether a sensitive string of the model gets a type that does not show what it holds.
pub(crate) fn is_hidden(shape: &str) -> bool {
    !PLAIN.contains(&shape)
}

/// Patterns that are no set of characters: the operations that have them check them, with an error
/// of their own.
const NO_SETS: [&str; 3] = [
    "^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$",
    "[0-9]+h",
    r"^([a-z]+-)+\d+$",
];

/// The pattern as one set of characters, if it is one.
pub(crate) fn pattern(text: &str) -> Option<&str> {
    match text {
        // What may stand first may stand anywhere.
        r"^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$" => Some(r"^[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$"),
        _ => Some(text).filter(|text| !NO_SETS.contains(text)),
    }
}
