//! `DeleteParameter`, `DeleteParameters`.

use berth_api_ssm as api;
use berth_model::{Change, Tx};

use super::find;
use crate::{Context, Outcome};

/// Deletes a parameter with all its versions.
///
/// # Errors
/// `ParameterNotFound`.
pub fn delete_parameter(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: &api::DeleteParameterRequest,
) -> Outcome<api::DeleteParameterResult> {
    let name = input.name.as_deref().unwrap_or_default();
    let name = find::parameter(tx, cx, name)?.name.clone();
    remove(tx, name);
    Ok(api::DeleteParameterResult {})
}

/// Deletes up to ten; names that mean nothing are listed apart.
///
/// # Errors
/// None beyond the model's.
pub fn delete_parameters(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteParametersRequest,
) -> Outcome<api::DeleteParametersResult> {
    let (mut deleted, mut invalid) = (Vec::new(), Vec::new());
    for given in input.names.unwrap_or_default() {
        match find::parameter(tx, cx, &given).map(|it| it.name.clone()) {
            Ok(name) => {
                remove(tx, name);
                deleted.push(given);
            }
            Err(_) => invalid.push(given),
        }
    }
    Ok(api::DeleteParametersResult {
        deleted_parameters: Some(deleted),
        invalid_parameters: Some(invalid),
    })
}

fn remove(tx: &mut Tx, name: String) {
    let numbers: Vec<i64> = tx.parameter_versions(&name).map(|it| it.number).collect();
    for number in numbers {
        tx.record(Change::DeleteParameterVersion(name.clone(), number));
    }
    tx.record(Change::DeleteParameter(name));
}
