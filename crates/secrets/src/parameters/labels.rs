//! `LabelParameterVersion`, `UnlabelParameterVersion`.

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_api_ssm::{self as api, errors};
use berth_model::{Change, Parameter, Tx};
use berth_protocol::fault::Fault;

use super::{faults, find, history, names};
use crate::{Context, Outcome};

/// A version has at most so many labels.
const LABELS_MAX: usize = 10;

/// Puts labels on a version, taking them from others. What may not be a label is listed apart.
///
/// # Errors
/// `ParameterNotFound`, `ParameterVersionNotFound`, `ParameterVersionLabelLimitExceeded`.
pub fn label_parameter_version(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::LabelParameterVersionRequest,
) -> Outcome<api::LabelParameterVersionResult> {
    let name = input.name.as_deref().unwrap_or_default();
    let mut parameter = Parameter::clone(find::parameter(tx, cx, name)?);
    let number = input.parameter_version.unwrap_or(parameter.latest);
    check_version(tx, &parameter, number)?;
    let labels = input.labels.unwrap_or_default().into_iter();
    let (labels, invalid): (Vec<_>, Vec<_>) = labels.partition(|label| names::is_label(label));
    for label in labels {
        parameter.labels.insert(label, number);
    }
    let count = history::labels(&parameter, number).len();
    if count > LABELS_MAX {
        return Err(Fault::new(
            errors::PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED,
            format!(
                "Labels: a version has at most {LABELS_MAX}; this would give version {number} {count}."
            ),
        ));
    }
    tx.record(Change::PutParameter(Arc::new(parameter)));
    Ok(api::LabelParameterVersionResult {
        invalid_labels: Some(invalid),
        parameter_version: Some(number),
    })
}

/// Takes labels off a version. Those that are not on it are listed apart.
///
/// # Errors
/// `ParameterNotFound`, `ParameterVersionNotFound`.
pub fn unlabel_parameter_version(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UnlabelParameterVersionRequest,
) -> Outcome<api::UnlabelParameterVersionResult> {
    let name = input.name.as_deref().unwrap_or_default();
    let mut parameter = Parameter::clone(find::parameter(tx, cx, name)?);
    let number = input.parameter_version.unwrap_or_default();
    check_version(tx, &parameter, number)?;
    let wanted: BTreeSet<String> = input.labels.unwrap_or_default().into_iter().collect();
    let on_it = |label: &String| parameter.labels.get(label) == Some(&number);
    let (removed, invalid): (Vec<_>, Vec<_>) = wanted.into_iter().partition(on_it);
    for label in &removed {
        parameter.labels.remove(label);
    }
    tx.record(Change::PutParameter(Arc::new(parameter)));
    Ok(api::UnlabelParameterVersionResult {
        removed_labels: Some(removed),
        invalid_labels: Some(invalid),
    })
}

fn check_version(tx: &Tx, parameter: &Parameter, number: i64) -> Outcome<()> {
    match tx.parameter_version(&parameter.name, number) {
        Some(_) => Ok(()),
        None => Err(faults::version_not_found(
            &parameter.name,
            &number.to_string(),
        )),
    }
}
