//! Client tokens: the same request again starts nothing, another with the same token is a conflict.

use std::hash::{Hash, Hasher};

use berth_api_ecs as api;
use berth_model::{IdempotencyToken, State};
use berth_protocol::fault::Fault;

use super::shown;
use crate::{Context, Outcome, faults};

/// As long as a token of `RunTask` may be.
const LONGEST: usize = 64;

/// The answer that the token's first use got.
pub(super) fn replay(
    state: &State,
    cx: &Context<'_>,
    known: &IdempotencyToken,
    parameters: u64,
) -> Outcome<api::RunTaskResponse> {
    if known.parameters != parameters {
        let arns: Vec<_> = known
            .tasks
            .iter()
            .map(|id| cx.names.task(&known.key.0, *id))
            .collect();
        return Err(Fault::client(
            "ConflictException",
            "The clientToken was used before with other parameters; see resourceIds for the tasks it started.",
        )
        .with("resourceIds", arns));
    }
    Ok(api::RunTaskResponse {
        tasks: Some(shown(state, cx, &known.tasks)),
        failures: Some(
            known
                .failures
                .iter()
                .map(|it| api::Failure::clone(it))
                .collect(),
        ),
    })
}

/// A token and what it was used for.
pub(super) struct Token {
    pub(super) text: String,
    /// A digest of the other parameters.
    pub(super) parameters: u64,
}

impl Token {
    /// The token of a request, if it has one.
    pub(super) fn of(cluster: &str, input: &api::RunTaskRequest) -> Outcome<Option<Self>> {
        let Some(text) = client_token(input.client_token.as_ref(), LONGEST)? else {
            return Ok(None);
        };
        let same = api::RunTaskRequest {
            client_token: None,
            cluster: Some(cluster.to_owned()),
            ..input.clone()
        };
        let json = serde_json::to_string(&same).unwrap_or_default();
        Ok(Some(Self {
            text,
            parameters: fingerprint(&json),
        }))
    }
}

/// A request's token, if it has one that may be.
pub(crate) fn client_token(given: Option<&String>, longest: usize) -> Outcome<Option<String>> {
    let Some(text) = given else { return Ok(None) };
    let printable = text.bytes().all(|byte| (33..=126).contains(&byte));
    if text.is_empty() || text.len() > longest || !printable {
        return Err(faults::invalid(format!(
            "clientToken must have 1 to {longest} ASCII characters between 33 and 126.",
        )));
    }
    Ok(Some(text.clone()))
}

/// A number for a request's parameters. Kept in the store, so it must not depend on the process:
/// FNV-1a.
pub(crate) fn fingerprint(json: &str) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    json.hash(&mut hasher);
    hasher.finish()
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
