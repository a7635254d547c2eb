//! Operations that ECS does not have: `Berth_20261128.<Operation>`, signed for the service `berth`, for
//! the region's owner alone.

use serde_json::{Value, json};

use crate::app::App;

/// What stands before the operation in `X-Amz-Target`.
pub(crate) const TARGET_PREFIX: &str = "Berth_20261128";

/// Definitions whose images an agent may be behind with.
pub(crate) const PREFETCHES_MAX: usize = 64;

/// All there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// `{}` to `{"pulls": [ContainerPull…]}`: how far the pulls are that containers wait for.
    ListPulls,
}

impl Operation {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        (name == "ListPulls").then_some(Self::ListPulls)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ListPulls => "ListPulls",
        }
    }
}

/// The answer's body. Nothing of the request is looked at.
pub(crate) fn answer(app: &App, operation: Operation) -> Vec<u8> {
    match operation {
        Operation::ListPulls => json!({ "pulls": app.links.pulls() })
            .to_string()
            .into_bytes(),
    }
}

/// Tells the agents that want to know which images a new definition has. `answer` is that of
/// `RegisterTaskDefinition`.
pub(crate) fn prefetch(app: &App, answer: &[u8]) {
    if app.prefetch.receiver_count() == 0 {
        return;
    }
    let Ok(answer) = serde_json::from_slice::<Value>(answer) else {
        return;
    };
    let containers = answer["taskDefinition"]["containerDefinitions"].as_array();
    let images = containers.into_iter().flatten();
    let images = images.filter_map(|it| it["image"].as_str().map(str::to_owned));
    // The last one may just have gone.
    let _ = app.prefetch.send(images.collect());
}
