//! The region's long-lived keys: the owner's and the agents'.

use std::sync::Arc;

use berth_ecs::credentials;
use berth_model::{AccessKey, Change, Principal, State};
use berth_protocol::fault::Fault;

use crate::applier::Handle;

/// The two keys every region has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// For the user's tools.
    pub root: AccessKey,
    /// For container agents.
    pub agent: AccessKey,
}

/// The region's keys, made if this is its first start.
///
/// # Errors
/// If they cannot be stored.
pub(crate) async fn ensure(applier: &Handle) -> Result<Keys, Fault> {
    applier
        .transact(Principal::Root, |tx, cx| {
            let root = of(tx, &Principal::Root);
            let agent = of(tx, &Principal::Agent);
            let mut make = |principal: Principal| {
                let key = credentials::new_access_key(cx.entropy, principal, cx.now);
                tx.record(Change::PutAccessKey(Arc::clone(&key)));
                AccessKey::clone(&key)
            };
            Ok(Keys {
                root: root.unwrap_or_else(|| make(Principal::Root)),
                agent: agent.unwrap_or_else(|| make(Principal::Agent)),
            })
        })
        .await
}

fn of(state: &State, principal: &Principal) -> Option<AccessKey> {
    let mut keys = state.access_keys();
    keys.find(|key| key.principal == *principal)
        .map(|key| AccessKey::clone(key))
}
