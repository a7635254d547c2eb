//! Secrets and parameters in the state.

use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;

use super::State;
use crate::{Change, Parameter, ParameterVersion, Secret, SecretValue, Timestamp};

/// All secrets and parameters, with their values.
#[derive(Clone, Debug, Default)]
pub(super) struct Secrets {
    secrets: OrdMap<String, Arc<Secret>>,
    values: OrdMap<(String, String), Arc<SecretValue>>,
    parameters: OrdMap<String, Arc<Parameter>>,
    versions: OrdMap<(String, i64), Arc<ParameterVersion>>,
    advanced: usize,
    /// Secrets that wait for their deletion, by when.
    deletions: imbl::OrdSet<(Timestamp, String)>,
}

impl State {
    /// The secret of this name, also if it waits for its deletion.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&Arc<Secret>> {
        self.secrets.secrets.get(name)
    }

    /// All secrets, by name.
    pub fn secrets(&self) -> impl Iterator<Item = &Arc<Secret>> {
        self.secrets.secrets.values()
    }

    /// How many secrets there are.
    #[must_use]
    pub fn secret_count(&self) -> usize {
        self.secrets.secrets.len()
    }

    /// Secrets that wait for their deletion, and when that is, the first first.
    pub fn secret_deletions(&self) -> impl Iterator<Item = (Timestamp, &String)> {
        let deletions = self.secrets.deletions.iter();
        deletions.map(|(at, name)| (*at, name))
    }

    /// The value of a secret's version.
    #[must_use]
    pub fn secret_value(&self, secret: &str, version: &str) -> Option<&Arc<SecretValue>> {
        let key = (secret.to_owned(), version.to_owned());
        self.secrets.values.get(&key)
    }

    /// All values of secrets, by name and version.
    pub fn secret_values(&self) -> impl Iterator<Item = &Arc<SecretValue>> {
        self.secrets.values.values()
    }

    /// The parameter of this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Arc<Parameter>> {
        self.secrets.parameters.get(name)
    }

    /// The parameters by name, from a name on.
    pub fn parameters_from<'a>(
        &'a self,
        name: &str,
    ) -> impl Iterator<Item = &'a Arc<Parameter>> + use<'a> {
        let range = (Bound::Included(name.to_owned()), Bound::Unbounded);
        let parameters = self.secrets.parameters.range(range);
        parameters.map(|(_, parameter)| parameter)
    }

    /// How many parameters there are: standard and advanced ones.
    #[must_use]
    pub fn parameter_counts(&self) -> (usize, usize) {
        let advanced = self.secrets.advanced;
        (self.secrets.parameters.len() - advanced, advanced)
    }

    /// A version of a parameter.
    #[must_use]
    pub fn parameter_version(&self, name: &str, number: i64) -> Option<&Arc<ParameterVersion>> {
        self.secrets.versions.get(&(name.to_owned(), number))
    }

    /// The versions of a parameter that are kept, the oldest first.
    pub fn parameter_versions<'a>(
        &'a self,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<ParameterVersion>> + use<'a> {
        let (low, high) = ((name.to_owned(), 0), (name.to_owned(), i64::MAX));
        let versions = self.secrets.versions.range(low..=high);
        versions.map(|(_, version)| version)
    }

    /// All versions of all parameters.
    pub fn all_parameter_versions(&self) -> impl Iterator<Item = &Arc<ParameterVersion>> {
        self.secrets.versions.values()
    }
}

impl Secrets {
    /// Makes a change that is about a secret or a parameter.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutSecret(secret) => {
                let name = secret.name.clone();
                let old = self.secrets.insert(name, Arc::clone(secret));
                self.deletion(old.as_deref(), Some(secret));
            }
            Change::DeleteSecret(name) => {
                let old = self.secrets.remove(name);
                self.deletion(old.as_deref(), None);
            }
            Change::PutSecretValue(value) => {
                let key = (value.secret.clone(), value.version.clone());
                self.values.insert(key, Arc::clone(value));
            }
            Change::DeleteSecretValue(secret, version) => {
                self.values.remove(&(secret.clone(), version.clone()));
            }
            Change::PutParameter(parameter) => {
                let name = parameter.name.clone();
                let old = self.parameters.insert(name, Arc::clone(parameter));
                self.advanced += usize::from(parameter.advanced);
                self.advanced -= usize::from(old.is_some_and(|old| old.advanced));
            }
            Change::DeleteParameter(name) => {
                let old = self.parameters.remove(name);
                self.advanced -= usize::from(old.is_some_and(|old| old.advanced));
            }
            Change::PutParameterVersion(version) => {
                let key = (version.parameter.clone(), version.number);
                self.versions.insert(key, Arc::clone(version));
            }
            Change::DeleteParameterVersion(name, number) => {
                self.versions.remove(&(name.clone(), *number));
            }
            _ => {}
        }
    }

    fn deletion(&mut self, old: Option<&Secret>, new: Option<&Secret>) {
        let key = |secret: &Secret| Some((secret.delete_after?, secret.name.clone()));
        if let Some(old) = old.and_then(key) {
            self.deletions.remove(&old);
        }
        if let Some(new) = new.and_then(key) {
            self.deletions.insert(new);
        }
    }
}
