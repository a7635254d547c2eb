//! A form as a tree of its dotted names.

use std::collections::BTreeMap;

/// More than these are no request of ours.
const PARAMETERS_MAX: usize = 10_000;
/// `IpPermissions.1.UserIdGroupPairs.1.GroupId` has five; no operation comes near this.
const DEPTH_MAX: usize = 32;

/// Why a body is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Too many parameters.
    #[error("a request has at most {PARAMETERS_MAX} parameters")]
    Many,
    /// A name with too many dots.
    #[error("a parameter's name has at most {DEPTH_MAX} parts")]
    Deep,
}

/// The parameters of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// `Action`.
    pub action: String,
    /// `Version`.
    pub version: String,
    pub(super) root: Node,
}

/// What stands under one name: a value, or more names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) value: Option<String>,
    pub(super) children: BTreeMap<String, Node>,
}

impl Parameters {
    /// Takes a body apart. Of a name that comes twice the last value counts.
    ///
    /// # Errors
    /// [`Malformed`]; any bytes whatever are some form otherwise.
    pub fn parse(body: &[u8]) -> Result<Self, Malformed> {
        let mut parameters = Self::default();
        for (count, (name, value)) in form_urlencoded::parse(body).enumerate() {
            if count >= PARAMETERS_MAX {
                return Err(Malformed::Many);
            }
            match &*name {
                "Action" => parameters.action = value.into_owned(),
                "Version" => parameters.version = value.into_owned(),
                _ => parameters.root.put(&name, value.into_owned())?,
            }
        }
        Ok(parameters)
    }
}

impl Node {
    fn put(&mut self, name: &str, value: String) -> Result<(), Malformed> {
        let mut node = self;
        for (depth, part) in name.split('.').enumerate() {
            if depth >= DEPTH_MAX {
                return Err(Malformed::Deep);
            }
            node = node.children.entry(part.to_owned()).or_default();
        }
        node.value = Some(value);
        Ok(())
    }

    /// The numbered children in the order of their numbers, which may have gaps.
    pub(super) fn elements(&self) -> Vec<(&str, &Self)> {
        let mut elements: Vec<_> = self
            .children
            .iter()
            .filter_map(|(name, node)| Some((name.parse::<u32>().ok()?, name.as_str(), node)))
            .collect();
        elements.sort_by_key(|(number, ..)| *number);
        elements
            .into_iter()
            .map(|(_, name, node)| (name, node))
            .collect()
    }
}
