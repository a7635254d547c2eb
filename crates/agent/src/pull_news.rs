//! Tells the control plane how far pulls are, as long as there are any.

use std::time::Duration;

use berth_link::acs::{AgentMessage, PullsMessage};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::acs::Acks;
use crate::effects::Executor;

/// A pull that is shorter is not worth a message; and between two messages of one.
const PERIOD: Duration = Duration::from_secs(1);

/// Runs until `shutdown`. Costs nothing while nothing is pulled.
pub(crate) async fn run<E: Executor>(
    executor: &E,
    mut pulling: watch::Receiver<usize>,
    acks: Acks,
    shutdown: CancellationToken,
) {
    let mut told = PullsMessage::default();
    let work = async {
        loop {
            if told.pulls.is_empty() && pulling.wait_for(|count| *count > 0).await.is_err() {
                return;
            }
            tokio::time::sleep(PERIOD).await;
            let now = PullsMessage {
                pulls: executor.pulls(),
            };
            // Also what has not changed: the control plane may be another one by now.
            if !(now.pulls.is_empty() && told.pulls.is_empty()) {
                acks.send(AgentMessage::BerthPullsMessage(now.clone()));
            }
            told = now;
        }
    };
    tokio::select! {
        () = work => {}
        () = shutdown.cancelled() => {}
    }
}
