//! What the control plane says of VPCs: enforced one after the other, and acknowledged then.

use std::sync::Arc;
use std::time::Duration;

use berth_link::acs::{AckRequest, AgentMessage, NetworkMessage};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::acs::Acks;
use crate::effects::Executor;

/// Pause before what was refused is tried again, unless there are news.
const RETRY: Duration = Duration::from_secs(2);

/// Enforces what is told until the agent stops. Each message says everything, so that only the newest
/// counts.
pub(crate) async fn run<E: Executor>(
    executor: Arc<E>,
    mut told: watch::Receiver<Option<NetworkMessage>>,
    acks: Acks,
    shutdown: CancellationToken,
) {
    loop {
        tokio::select! {
            changed = told.changed() => if changed.is_err() { return },
            () = shutdown.cancelled() => return,
        }
        loop {
            let Some(message) = told.borrow_and_update().clone() else {
                break;
            };
            match executor.enforce(message.vpcs).await {
                Ok(()) => {
                    acks.send(AgentMessage::AckRequest(AckRequest {
                        cluster: message.cluster_arn,
                        container_instance: message.container_instance_arn,
                        message_id: message.message_id,
                    }));
                    break;
                }
                Err(error) => {
                    tracing::error!(error, "what VPCs should be like is not enforced");
                    tokio::select! {
                        () = tokio::time::sleep(RETRY) => {}
                        changed = told.changed() => if changed.is_err() { return },
                        () = shutdown.cancelled() => return,
                    }
                }
            }
        }
    }
}
