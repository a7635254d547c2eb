//! Client tokens of `CreateService` and `CreateTaskSet`: the same request again makes nothing, another is
//! refused.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, IdempotencyToken, State, Timestamp, Tx};
use berth_protocol::fault::Fault;

use super::describe::render;
use crate::{Context, Outcome, faults, run_task};

/// As long as a token may be.
const LONGEST: usize = 36;

/// A token as it is remembered: beside those of `RunTask`, which cannot have a space.
pub(super) struct Token(String);

impl Token {
    /// The token of a request of this operation, if it has one.
    pub(super) fn of(operation: &str, given: Option<&String>) -> Outcome<Option<Self>> {
        let text = run_task::client_token(given, LONGEST)?;
        Ok(text.map(|text| Self(format!("{operation} {text}"))))
    }

    /// What it was used for before.
    pub(super) fn known(&self, state: &State, cluster: &str) -> Option<Arc<IdempotencyToken>> {
        state.idempotency_token(cluster, &self.0).cloned()
    }

    /// Notes what it has been used for now.
    pub(super) fn remember(
        self,
        tx: &mut Tx,
        now: Timestamp,
        cluster: String,
        creation: u64,
        made: Option<String>,
    ) {
        tx.record(Change::PutIdempotencyToken(Arc::new(IdempotencyToken {
            key: (cluster, self.0),
            parameters: creation,
            tasks: Vec::new(),
            failures: Vec::new(),
            expires_at: now.plus_seconds(run_task::TOKEN_SECONDS),
            made,
        })));
    }
}

/// The service that the token's first use made, as it is now; also when it has been deleted, since a
/// request that comes late must not bring it back.
pub(super) fn replay(
    state: &State,
    cx: &Context<'_>,
    known: &IdempotencyToken,
    name: &str,
    creation: u64,
) -> Outcome<api::CreateServiceResponse> {
    let service = state.service(&known.key.0, name);
    let service = service.filter(|it| known.parameters == creation && it.creation == creation);
    let service = service.ok_or_else(not_idempotent)?;
    Ok(api::CreateServiceResponse {
        service: Some(render(state, cx, service, true)),
    })
}

/// The name or the token stands for something else already.
pub(super) fn not_idempotent() -> Fault {
    faults::invalid("Creation of service was not idempotent.")
}

/// A number for what is asked for, whatever the token.
pub(super) fn fingerprint(cluster: &str, input: &api::CreateServiceRequest) -> u64 {
    let same = api::CreateServiceRequest {
        client_token: None,
        cluster: Some(cluster.to_owned()),
        ..input.clone()
    };
    run_task::fingerprint(&serde_json::to_string(&same).unwrap_or_default())
}
