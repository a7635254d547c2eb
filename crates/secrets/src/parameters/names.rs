//! What a parameter may be called.

use berth_api_ssm::errors;
use berth_protocol::fault::Fault;

use super::faults;
use crate::Outcome;

const LEVELS_MAX: usize = 15;
const CHARACTERS_MAX: usize = 1011;

/// Whether a new parameter may have this name.
pub(super) fn check(name: &str) -> Outcome<()> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/".contains(&byte);
    if name.is_empty() || !name.bytes().all(allowed) {
        return Err(faults::invalid(
            "Name: only letters, digits and .-_ are allowed, and / between levels.",
        ));
    }
    if name.len() > CHARACTERS_MAX {
        return Err(faults::invalid(format!(
            "Name must have at most {CHARACTERS_MAX} characters, not {}.",
            name.len()
        )));
    }
    let levels = name.strip_prefix('/');
    if levels.is_none() && name.contains('/') {
        return Err(faults::invalid(
            "Name must be fully qualified: one with levels begins with /.",
        ));
    }
    let levels: Vec<&str> = levels.unwrap_or(name).split('/').collect();
    if levels.iter().any(|level| level.is_empty()) {
        return Err(faults::invalid(
            "Name: a level is empty; / stands between levels and at the beginning only.",
        ));
    }
    let reserved = |prefix: &str| {
        let start = levels[0].get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if reserved("aws") || reserved("ssm") {
        return Err(faults::invalid(
            "Name must not begin with \"aws\" or \"ssm\" (whatever the case): those are reserved.",
        ));
    }
    if levels.len() > LEVELS_MAX {
        return Err(Fault::new(
            errors::HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION,
            format!(
                "Name has {} levels; a hierarchy has at most {LEVELS_MAX}.",
                levels.len()
            ),
        ));
    }
    Ok(())
}

/// Whether a label may be given.
pub(super) fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let reserved = |prefix: &str| {
        let start = label.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    !label.is_empty()
        && label.len() <= 100
        && label.bytes().all(allowed)
        && !label.starts_with(|first: char| first.is_ascii_digit())
        && !reserved("aws")
        && !reserved("ssm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in [
            "a",
            "/a/b.c-d_e",
            "A1",
            &format!("/{}", ["x"; 15].join("/")),
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        let refused = |name: &str, code: &str, part: &str| {
            let fault = check(name).expect_err(name);
            assert_eq!(fault.code, code, "{name}");
            assert!(fault.message.contains(part), "{fault}");
        };
        refused("a b", "ValidationException", "letters");
        refused("a/b", "ValidationException", "fully qualified");
        refused("/a//b", "ValidationException", "empty");
        refused("/a/", "ValidationException", "empty");
        refused("/", "ValidationException", "empty");
        refused("/AWS/x", "ValidationException", "reserved");
        refused("ssmx", "ValidationException", "reserved");
        refused(&"x".repeat(1012), "ValidationException", "1011");
        let deep = format!("/{}", ["x"; 16].join("/"));
        refused(&deep, "HierarchyLevelLimitExceededException", "16 levels");
    }

    #[test]
    fn labels() {
        for (label, good) in [
            ("prod", true),
            ("v.1-a_B", true),
            ("1st", false),
            ("AwsX", false),
            ("ssm", false),
            ("a b", false),
            ("", false),
        ] {
            assert_eq!(is_label(label), good, "{label}");
        }
    }
}
