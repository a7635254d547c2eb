//! A service model as `models/derive.py` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Number;

/// A map in the file's order.
pub(crate) type Members = serde_json::Map<String, serde_json::Value>;

#[derive(Deserialize)]
pub(crate) struct Model {
    pub(crate) metadata: Metadata,
    pub(crate) operations: BTreeMap<String, Operation>,
    pub(crate) shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metadata {
    pub(crate) api_version: String,
    pub(crate) service_full_name: String,
    pub(crate) signing_name: String,
    /// Of services of JSON.
    #[serde(default)]
    pub(crate) target_prefix: String,
    pub(crate) protocol: String,
    /// Of answers in XML, where it is not what the service's name and version give.
    pub(crate) xml_namespace: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Operation {
    pub(crate) input: String,
    pub(crate) output: Option<String>,
    pub(crate) errors: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reference {
    pub(crate) shape: String,
    pub(crate) location_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Structure,
    Blob,
    List,
    Map,
    String,
    Integer,
    Long,
    Double,
    Boolean,
    Timestamp,
}

#[derive(Deserialize)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    /// Of a structure; read with [`Shape::members`].
    #[serde(default)]
    members: Members,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    pub(crate) member: Option<Reference>,
    pub(crate) key: Option<Reference>,
    pub(crate) value: Option<Reference>,
    #[serde(default, rename = "enum")]
    pub(crate) values: Vec<String>,
    pub(crate) min: Option<Number>,
    pub(crate) max: Option<Number>,
    pub(crate) pattern: Option<String>,
    #[serde(default)]
    pub(crate) exception: bool,
    #[serde(default)]
    pub(crate) fault: bool,
    pub(crate) error: Option<ErrorTrait>,
    #[serde(default)]
    pub(crate) document: bool,
    #[serde(default)]
    pub(crate) sensitive: bool,
    /// Elements stand for the list itself.
    #[serde(default)]
    pub(crate) flattened: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErrorTrait {
    pub(crate) http_status_code: Option<u16>,
}

impl Model {
    /// The model `models/<name>.json`.
    pub(crate) fn read(root: &Path, name: &str) -> anyhow::Result<Self> {
        let path = root.join("models").join(format!("{name}.json"));
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("parsing {}", path.display()))
    }

    pub(crate) fn shape(&self, name: &str) -> anyhow::Result<&Shape> {
        self.shapes
            .get(name)
            .with_context(|| format!("the model has no shape {name}"))
    }

    /// Names of the shapes that the named ones hold, themselves included.
    pub(crate) fn reached<'a>(
        &'a self,
        from: impl Iterator<Item = &'a str>,
    ) -> anyhow::Result<BTreeSet<&'a str>> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&str> = from.collect();
        while let Some(name) = waiting.pop() {
            if reached.insert(name) {
                waiting.extend(self.shape(name)?.holds());
            }
        }
        Ok(reached)
    }
}

impl Shape {
    /// Wire name and shape of each member, in the model's order.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().filter_map(|(name, reference)| {
            Some((name.as_str(), reference.get("shape")?.as_str()?))
        })
    }

    /// Name in the model and reference of each member, in the model's order.
    pub(crate) fn references(&self) -> impl Iterator<Item = (&str, &serde_json::Value)> {
        self.members
            .iter()
            .map(|(name, reference)| (name.as_str(), reference))
    }

    pub(crate) fn is_structure(&self) -> bool {
        matches!(self.kind, Kind::Structure) && !self.document && !self.exception
    }

    pub(crate) fn is_enum(&self) -> bool {
        matches!(self.kind, Kind::String) && !self.values.is_empty()
    }

    pub(crate) fn holds(&self) -> Vec<&str> {
        let elements = [&self.member, &self.key, &self.value];
        let elements = elements
            .into_iter()
            .flatten()
            .map(|element| element.shape.as_str());
        elements
            .chain(self.members().map(|(_, shape)| shape))
            .collect()
    }
}
