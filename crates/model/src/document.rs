//! A document in the shape of the API, kept word for word.

use std::{ops::Deref, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

/// A shape of the API inside a record: shared in memory, stored as JSON text.
///
/// The stored form is JSON so that members the API grows later can be read by this version's
/// records and the other way round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document<T>(Arc<T>);

impl<T> Document<T> {
    /// Wraps a document.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Document<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Serialize> Serialize for Document<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&*self.0).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Document<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text)
            .map(Self::new)
            .map_err(serde::de::Error::custom)
    }
}
