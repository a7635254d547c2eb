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
