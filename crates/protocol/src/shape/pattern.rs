//! The one form that our models' patterns have: so many characters of one set.

/// A string of characters from (or outside) a set.
#[derive(Debug)]
pub struct Pattern {
    /// The model's regular expression, to be shown.
    pub text: &'static str,
    /// Whether the set lists what is forbidden.
    pub negated: bool,
    /// Inclusive ranges.
    pub ranges: &'static [(char, char)],
    /// Unicode classes.
    pub classes: &'static [CharClass],
    /// Fewest characters.
    pub min: usize,
    /// Most characters.
    pub max: Option<usize>,
}

/// A class of Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharClass {
    /// `\p{L}`. Letter-like marks and numerals count as well, as in [`char::is_alphabetic`].
    Letter,
    /// `\p{N}`
    Number,
    /// `\p{Z}`
    Separator,
}

impl Pattern {
    /// Whether the whole of `text` matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut length = 0;
        for character in text.chars() {
            if self.lists(character) == self.negated {
                return false;
            }
            length += 1;
        }
        length >= self.min && self.max.is_none_or(|max| length <= max)
    }

    fn lists(&self, character: char) -> bool {
        self.ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&character))
            || self.classes.iter().any(|class| class.contains(character))
    }
}

impl CharClass {
    fn contains(self, character: char) -> bool {
        match self {
            Self::Letter => character.is_alphabetic(),
            Self::Number => character.is_numeric(),
            Self::Separator => character.is_whitespace() && !character.is_control(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: Pattern = Pattern {
        text: r"[\p{L}\p{Z}\p{N}_.-]*",
        negated: false,
        ranges: &[('_', '_'), ('.', '.'), ('-', '-')],
        classes: &[CharClass::Letter, CharClass::Separator, CharClass::Number],
        min: 0,
        max: None,
    };

    #[test]
    fn a_set_and_classes() {
        assert!(TAG.matches(""));
        assert!(TAG.matches("straße 7_b"));
        assert!(!TAG.matches("a*b"));
        assert!(!TAG.matches("a\nb"));
    }

    #[test]
    fn negation_and_length() {
        let stream = Pattern {
            text: "[^:*]{2,3}",
            negated: true,
            ranges: &[(':', ':'), ('*', '*')],
            classes: &[],
            min: 2,
            max: Some(3),
        };
        assert!(stream.matches("a/b"));
        assert!(!stream.matches("a:b"));
        assert!(!stream.matches("a"));
        assert!(!stream.matches("abcd"));
    }
}
