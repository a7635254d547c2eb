//! What goes by itself, ordered by when: so that housekeeping looks at what is due only.

use imbl::OrdSet;

use super::State;
use crate::{
    ContainerInstance, IdempotencyToken, InstanceId, RoleCredentials, TaskDefinition,
    TaskDefinitionStatus, Timestamp,
};

/// The indexes, kept by [`State::apply`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Deadlines {
    tokens: OrdSet<(Timestamp, (String, String))>,
    role_credentials: OrdSet<(Timestamp, String)>,
    deleted_definitions: OrdSet<(String, u32)>,
    deregistered_instances: OrdSet<(Timestamp, InstanceId)>,
}

impl Deadlines {
    pub(super) fn token(&mut self, old: Option<&IdempotencyToken>, new: Option<&IdempotencyToken>) {
        let key = |token: &IdempotencyToken| (token.expires_at, token.key.clone());
        exchange(&mut self.tokens, old.map(key), new.map(key));
    }

    pub(super) fn credentials(
        &mut self,
        old: Option<&RoleCredentials>,
        new: Option<&RoleCredentials>,
    ) {
        let key = |it: &RoleCredentials| (it.expires_at, it.credentials_id.clone());
        exchange(&mut self.role_credentials, old.map(key), new.map(key));
    }

    pub(super) fn definition(
        &mut self,
        old: Option<&TaskDefinition>,
        new: Option<&TaskDefinition>,
    ) {
        let key = |it: &TaskDefinition| {
            (it.status == TaskDefinitionStatus::DeleteInProgress)
                .then(|| (it.family.clone(), it.revision))
        };
        let (old, new) = (old.and_then(key), new.and_then(key));
        exchange(&mut self.deleted_definitions, old, new);
    }

    pub(super) fn instance(
        &mut self,
        old: Option<&ContainerInstance>,
        new: Option<&ContainerInstance>,
    ) {
        let key = |it: &ContainerInstance| Some((it.deregistered_at?, it.id));
        let (old, new) = (old.and_then(key), new.and_then(key));
        exchange(&mut self.deregistered_instances, old, new);
    }
}

fn exchange<K: Ord + Clone>(set: &mut OrdSet<K>, old: Option<K>, new: Option<K>) {
    if old == new {
        return;
    }
    if let Some(old) = old {
        set.remove(&old);
    }
    if let Some(new) = new {
        set.insert(new);
    }
}

impl State {
    /// When client tokens expire, the first first: cluster and token.
    pub fn idempotency_tokens_by_expiry(
        &self,
    ) -> impl Iterator<Item = (Timestamp, &(String, String))> {
        self.deadlines.tokens.iter().map(|(at, key)| (*at, key))
    }

    /// All role credentials, those that expire first first.
    pub fn role_credentials_by_expiry(&self) -> impl Iterator<Item = &RoleCredentials> {
        let ids = self.deadlines.role_credentials.iter();
        ids.filter_map(|(_, id)| self.role_credentials.get(id).map(AsRef::as_ref))
    }

    /// The revisions whose deletion was asked for: family and number.
    pub fn task_definitions_in_deletion(&self) -> impl Iterator<Item = &(String, u32)> {
        self.deadlines.deleted_definitions.iter()
    }

    /// When the INACTIVE instances were deregistered, the first first.
    pub fn deregistered_instances(&self) -> impl Iterator<Item = (Timestamp, InstanceId)> + '_ {
        self.deadlines.deregistered_instances.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Change;

    fn token(key: &str, expires_at: i64) -> Change {
        Change::PutIdempotencyToken(Arc::new(IdempotencyToken {
            key: ("default".to_owned(), key.to_owned()),
            parameters: 0,
            tasks: Vec::new(),
            failures: Vec::new(),
            made: None,
            expires_at: Timestamp(expires_at),
        }))
    }

    #[test]
    fn the_order_follows_every_change() {
        let mut state = State::default();
        let order = |state: &State| -> Vec<(i64, String)> {
            state
                .idempotency_tokens_by_expiry()
                .map(|(at, (_, token))| (at.0, token.clone()))
                .collect()
        };
        for change in [token("a", 3), token("b", 1), token("a", 2), token("a", 2)] {
            state.apply(&change);
        }
        assert_eq!(order(&state), [(1, "b".to_owned()), (2, "a".to_owned())]);
        state.apply(&Change::DeleteIdempotencyToken(
            "default".into(),
            "b".into(),
        ));
        state.apply(&Change::DeleteIdempotencyToken(
            "default".into(),
            "b".into(),
        ));
        assert_eq!(order(&state), [(2, "a".to_owned())]);
        state.apply(&Change::DeleteIdempotencyToken(
            "default".into(),
            "a".into(),
        ));
        assert_eq!(state.deadlines, Deadlines::default());
    }
}
