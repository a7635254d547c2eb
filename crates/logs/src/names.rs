//! Which names, tags and retentions are acceptable.

use std::collections::BTreeMap;

use crate::Error;

/// The retentions `CloudWatch` offers, in days.
pub const RETENTION_DAYS: [u32; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];
const NAME_LEN_MAX: usize = 512;
const TAGS_MAX: usize = 50;

pub(crate) fn check_group(name: &str) -> Result<(), Error> {
    check_length(name, "logGroupName")?;
    let fine = |c: char| c.is_ascii_alphanumeric() || "._-/#".contains(c);
    if name.chars().all(fine) {
        Ok(())
    } else {
        Err(violated(
            name,
            "logGroupName",
            "satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
        ))
    }
}

pub(crate) fn check_stream(name: &str) -> Result<(), Error> {
    check_length(name, "logStreamName")?;
    if name.contains([':', '*']) {
        Err(violated(
            name,
            "logStreamName",
            "satisfy regular expression pattern: [^:*]*",
        ))
    } else {
        Ok(())
    }
}

pub(crate) fn check_retention(days: u32) -> Result<(), Error> {
    if RETENTION_DAYS.contains(&days) {
        return Ok(());
    }
    let allowed = RETENTION_DAYS.iter().map(u32::to_string);
    let allowed = allowed.collect::<Vec<_>>().join(", ");
    Err(violated(
        &days.to_string(),
        "retentionInDays",
        &format!("be one of: [{allowed}]"),
    ))
}

/// `tags` are those a group would have, old and new.
pub(crate) fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), Error> {
    if tags.len() > TAGS_MAX {
        return Err(Error::TooManyTags);
    }
    for (key, value) in tags {
        if key.is_empty() || key.chars().count() > 128 {
            return Err(violated(key, "tags", "have key length between 1 and 128"));
        }
        if value.chars().count() > 256 {
            return Err(violated(
                value,
                "tags",
                "have length less than or equal to 256",
            ));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(Error::invalid("Tag keys cannot start with \"aws:\""));
        }
    }
    Ok(())
}

fn check_length(name: &str, field: &str) -> Result<(), Error> {
    match name.chars().count() {
        0 => Err(violated(
            name,
            field,
            "have length greater than or equal to 1",
        )),
        1..=NAME_LEN_MAX => Ok(()),
        _ => Err(violated(
            name,
            field,
            "have length less than or equal to 512",
        )),
    }
}

pub(crate) fn violated(value: &str, field: &str, rule: &str) -> Error {
    Error::Invalid(format!(
        "1 validation error detected: Value '{value}' at '{field}' failed to satisfy constraint: Member must {rule}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_documented_patterns() {
        for good in ["/ecs/web", "a", "A.b-c_d#1", &"x".repeat(512)] {
            assert_eq!(check_group(good), Ok(()), "{good}");
        }
        for bad in ["", "a b", "a:b", "ä", &"x".repeat(513)] {
            assert!(check_group(bad).is_err(), "{bad}");
        }
        assert_eq!(check_stream("web/app/0123 ä"), Ok(()));
        for bad in ["", "a:b", "a*", &"x".repeat(513)] {
            assert!(check_stream(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn retentions_are_those_on_offer() {
        assert_eq!(check_retention(14), Ok(()));
        for bad in [0, 2, 15, 3654] {
            let error = check_retention(bad).expect_err("not on offer").to_string();
            assert!(error.contains("3288, 3653]"), "{error}");
        }
    }
}
