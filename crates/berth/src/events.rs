//! What the roles tell `berth up`, one JSON object a line on standard output.

use serde::{Deserialize, Serialize};

/// Something that the supervisor waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event {
    /// The control plane answers at this URL.
    Listening {
        /// e.g. `http://127.0.0.1:4566`.
        url: String,
    },
    /// The agent is registered and its websocket is up.
    Connected {
        /// The container instance's ARN.
        container_instance_arn: String,
    },
}

impl Event {
    /// Tells the supervisor.
    #[allow(
        clippy::print_stdout,
        reason = "standard output is the supervisor's pipe"
    )]
    pub(crate) fn tell(&self) {
        println!("{}", serde_json::to_string(self).expect("plain values"));
    }
}
