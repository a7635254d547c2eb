//! What a task needs from the services: each secret and parameter once.

use std::collections::{BTreeMap, BTreeSet};

use berth_link::acs;
use berth_link::acs::SecretReference;
use berth_task_engine::Failure;

use super::{ASM, auth_of, failed};

/// A version of a secret of Secrets Manager.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SecretKey {
    pub(super) region: String,
    pub(super) secret: String,
    pub(super) stage: Option<String>,
    pub(super) version: Option<String>,
}

/// Everything to fetch.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) secrets: BTreeSet<SecretKey>,
    /// Names of parameters by region.
    pub(super) parameters: BTreeMap<String, BTreeSet<String>>,
}

impl SecretKey {
    pub(super) fn of(secret: &acs::Secret) -> Result<(Self, Option<String>), Failure> {
        let found = SecretReference::parse(&secret.value_from);
        let found = found
            .map_err(|error| failed(format_args!("unable to retrieve secret from asm: {error}")))?;
        let key = Self {
            region: secret.region.clone(),
            secret: found.secret.to_owned(),
            stage: found.version_stage.map(str::to_owned),
            version: found.version_id.map(str::to_owned),
        };
        Ok((key, found.json_key.map(str::to_owned)))
    }

    pub(super) fn of_auth(auth: &acs::AsmAuthData) -> Self {
        Self {
            region: auth.region.clone(),
            secret: auth.credentials_parameter.clone(),
            stage: None,
            version: None,
        }
    }
}

/// Collects what the task's containers name.
pub(super) fn plan(task: &acs::Task) -> Result<Plan, Failure> {
    let mut plan = Plan::default();
    for container in &task.containers {
        for secret in &container.secrets {
            if secret.provider == ASM {
                plan.secrets.insert(SecretKey::of(secret)?.0);
            } else {
                let names = plan.parameters.entry(secret.region.clone()).or_default();
                names.insert(secret.value_from.clone());
            }
        }
        plan.secrets
            .extend(auth_of(container).map(SecretKey::of_auth));
    }
    Ok(plan)
}
