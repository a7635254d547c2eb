//! After a change of keys: what older keys sealed is brought under the newest, so that an old key
//! may be taken out of the key file one day.

use std::sync::Arc;

use berth_env::Entropy;
use berth_model::{Change, ParameterVersion, SecretValue, Tx};

use crate::keyring::Keyring;
use crate::{manager, parameters};

/// One round reseals at most so many values, so that a commit stays small.
const VALUES_A_ROUND: usize = 500;

/// Reseals values that older keys sealed; how many. Those whose key is not here are left.
pub fn reseal(tx: &mut Tx, keys: &Keyring, entropy: &mut dyn Entropy) -> usize {
    let Some(newest) = keys.newest().map(str::to_owned) else {
        return 0;
    };
    let known = |id: &str| id != newest && keys.ids().any(|key| key == id);
    let secrets: Vec<Arc<SecretValue>> = tx
        .secret_values()
        .filter(|value| known(&value.sealed.key_id))
        .take(VALUES_A_ROUND)
        .cloned()
        .collect();
    let versions: Vec<Arc<ParameterVersion>> = tx
        .all_parameter_versions()
        .filter(|version| known(&version.sealed.key_id))
        .take(VALUES_A_ROUND - secrets.len())
        .cloned()
        .collect();
    let mut count = 0;
    for value in secrets {
        let place = manager::place(&value.secret, &value.version);
        if let Ok(sealed) = keys.rewrap(&place, &value.sealed, entropy) {
            count += 1;
            let moved = SecretValue {
                sealed,
                ..SecretValue::clone(&value)
            };
            tx.record(Change::PutSecretValue(Arc::new(moved)));
        }
    }
    for version in versions {
        let place = parameters::place(&version.parameter, version.number);
        if let Ok(sealed) = keys.rewrap(&place, &version.sealed, entropy) {
            count += 1;
            let moved = ParameterVersion {
                sealed,
                ..ParameterVersion::clone(&version)
            };
            tx.record(Change::PutParameterVersion(Arc::new(moved)));
        }
    }
    count
}
