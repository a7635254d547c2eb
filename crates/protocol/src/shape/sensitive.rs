//! Values that are not to be seen: they show nothing of themselves, and their memory is overwritten
//! when they go.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use zeroize::Zeroizing;

use super::{FromJson, Mistyped};

/// Text that is sensitive in its model, such as `SecretString`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SensitiveText(Zeroizing<String>);

/// Bytes that are, such as `SecretBinary`; base64 on the wire.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SensitiveBytes(Zeroizing<Vec<u8>>);

impl SensitiveText {
    /// What it holds.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl SensitiveBytes {
    /// What it holds.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl From<String> for SensitiveText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<Vec<u8>> for SensitiveBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for SensitiveText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(not shown)")
    }
}

impl fmt::Debug for SensitiveBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(not shown)")
    }
}

impl FromJson for SensitiveText {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        String::from_json(value).map(Self::from)
    }
}

impl FromJson for SensitiveBytes {
    fn from_json(value: Value) -> Result<Self, Mistyped> {
        let mistyped = Mistyped::new("base64", &value);
        let text = SensitiveText::from_json(value)?;
        let bytes = STANDARD.decode(text.expose());
        bytes.map(Self::from).map_err(|_| mistyped)
    }
}

impl Serialize for SensitiveText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl Serialize for SensitiveBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = Zeroizing::new(STANDARD.encode(self.expose()));
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for SensitiveText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn they_go_over_the_wire_and_are_not_shown() {
        let text = SensitiveText::from_json(json!("hunter2")).expect("text");
        assert_eq!(text.expose(), "hunter2");
        assert_eq!(json!(text), json!("hunter2"));
        let bytes = SensitiveBytes::from_json(json!("aHVudGVyMg==")).expect("base64");
        assert_eq!(bytes.expose(), b"hunter2");
        assert_eq!(json!(bytes), json!("aHVudGVyMg=="));
        let shown = format!("{text:?} {bytes:?}");
        assert!(
            !shown.contains("hunter2") && !shown.contains("aHV"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_not_base64_is_named() {
        let refused = SensitiveBytes::from_json(json!("***")).expect_err("no base64");
        assert_eq!(refused.expected, "base64");
        assert!(SensitiveText::from_json(json!(1)).is_err());
    }
}
