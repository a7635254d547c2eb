//! Events of several lines: where one begins, as `awslogs-multiline-pattern` and
//! `awslogs-datetime-format` say it.

use regex::Regex;
use serde::{Deserialize, Serialize};

/// Says of a line whether an event begins with it. Kept as its regular expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Multiline(Regex);

impl PartialEq for Multiline {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Multiline {}

impl TryFrom<String> for Multiline {
    type Error = &'static str;

    fn try_from(pattern: String) -> Result<Self, Self::Error> {
        Self::pattern(&pattern).ok_or("not a regular expression")
    }
}

impl From<Multiline> for String {
    fn from(multiline: Multiline) -> Self {
        multiline.as_str().to_owned()
    }
}

impl Multiline {
    /// From a regular expression, looked for anywhere in the line. `None` if it is none, or one
    /// that would take too much memory.
    #[must_use]
    pub fn pattern(pattern: &str) -> Option<Self> {
        let regex = Regex::new(pattern).ok()?;
        (!pattern.is_empty()).then_some(Self(regex))
    }

    /// From a date as `strftime` writes them, such as `\[%b %d, %Y %H:%M:%S\]`; what is not a
    /// directive is a regular expression, as in Docker's driver. `None` if a directive is unknown.
    #[must_use]
    pub fn datetime(format: &str) -> Option<Self> {
        let mut pattern = String::new();
        let mut rest = format;
        while let Some((before, after)) = rest.split_once('%') {
            let directive = after.chars().next()?;
            pattern.push_str(before);
            pattern.push_str(directive_pattern(directive)?);
            rest = &after[directive.len_utf8()..];
        }
        pattern.push_str(rest);
        Self::pattern(&pattern)
    }

    /// The regular expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether an event begins with this line.
    #[must_use]
    pub fn begins(&self, line: &str) -> bool {
        self.0.is_match(line)
    }
}

/// What a directive stands for in the C locale.
const fn directive_pattern(directive: char) -> Option<&'static str> {
    Some(match directive {
        'a' => "(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)",
        'A' => "(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)",
        'b' => "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        'B' => {
            "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
        }
        'w' => "[0-6]",
        'd' => "(?:0[1-9]|[12][0-9]|3[01])",
        'm' => "(?:0[1-9]|1[0-2])",
        'Y' => "[0-9]{4}",
        'y' => "[0-9]{2}",
        'H' => "(?:[01][0-9]|2[0-3])",
        'I' => "(?:0[1-9]|1[0-2])",
        'p' => "[AP]M",
        'M' => "[0-5][0-9]",
        // With a leap second.
        'S' => "(?:[0-5][0-9]|60)",
        'L' => r"\.[0-9]{3}",
        'f' => "[0-9]{6}",
        'z' => "[+-][0-9]{4}",
        'Z' => "[A-Z]{1,4}T",
        'j' => "(?:0[0-9][1-9]|0[1-9]0|[12][0-9]{2}|3[0-5][0-9]|36[0-6])",
        '%' => "%",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_lines() {
        let check = |format: &str, line: &str, expected: bool| {
            let multiline = Multiline::datetime(format).expect("a format");
            assert_eq!(multiline.begins(line), expected, "{format} in {line}");
        };
        check("%Y-%m-%d", "2026-11-29 12:00:00 hello", true);
        check("%Y-%m-%d", "2026-13-29 hello", false);
        check(
            r"^\[%b %d, %Y %H:%M:%S\]",
            "[Nov 29, 2026 12:00:60] x",
            true,
        );
        check(
            r"^\[%b %d, %Y %H:%M:%S\]",
            "  [Nov 29, 2026 12:00:00]",
            false,
        );
        check("%a %A %B %p %z", "Sun Sunday November PM +0100", true);
        check("%j%%", "366%", true);
        check("%j", "367", false);
        check("%H:%M:%S%L", "23:59:59.123", true);
        check("%y%m%d %I", "261129 13", false);
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for format in ["%Q", "%", "[%Y", ""] {
            assert!(Multiline::datetime(format).is_none(), "{format}");
        }
        for pattern in ["(", "", "a{9999999}"] {
            assert!(Multiline::pattern(pattern).is_none(), "{pattern}");
        }
    }
}
