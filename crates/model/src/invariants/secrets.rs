//! What must hold of secrets and parameters.

use std::collections::BTreeSet;

use super::Violation;
use crate::{Secret, State};

/// Adds what is wrong with the secrets and parameters of `state`. Names no value.
pub(super) fn check(state: &State, violations: &mut Vec<Violation>) {
    let mut wrong = |what: String| violations.push(Violation { task: None, what });
    for secret in state.secrets() {
        let name = &secret.name;
        if stages(secret).count() != stages(secret).collect::<BTreeSet<_>>().len() {
            wrong(format!("secret {name} has a stage on two versions"));
        }
        if secret.deleted_at.is_some() != secret.delete_after.is_some() {
            wrong(format!("secret {name} is deleted by half"));
        }
        for version in &secret.versions {
            if state.secret_value(name, &version.id).is_none() {
                wrong(format!("secret {name} has a version without a value"));
            }
        }
    }
    for value in state.secret_values() {
        let secret = state.secret(&value.secret);
        if secret.is_none_or(|secret| secret.version(&value.version).is_none()) {
            wrong(format!(
                "a value of secret {} is no version's",
                value.secret
            ));
        }
    }
    let mut advanced = 0;
    for parameter in state.parameters_from("") {
        let name = &parameter.name;
        advanced += usize::from(parameter.advanced);
        let newest = state.parameter_versions(name).next_back();
        if newest.is_none_or(|newest| newest.number != parameter.latest) {
            wrong(format!("parameter {name} has not its newest version"));
        }
        for (label, number) in &parameter.labels {
            if state.parameter_version(name, *number).is_none() {
                wrong(format!(
                    "label {label} of parameter {name} is on no version"
                ));
            }
        }
    }
    if advanced != state.parameter_counts().1 {
        wrong("advanced parameters are miscounted".to_owned());
    }
    for version in state.all_parameter_versions() {
        if state.parameter(&version.parameter).is_none() {
            wrong(format!(
                "a version of {} has no parameter",
                version.parameter
            ));
        }
    }
}

fn stages(secret: &Secret) -> impl Iterator<Item = &String> {
    secret.versions.iter().flat_map(|version| &version.stages)
}
