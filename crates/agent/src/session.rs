//! What the two websockets have in common: where they are, and when to connect again.

use std::time::Duration;

use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::backoff::Backoff;
use crate::client::{CallError, Client, ECS};
use crate::socket::{Closed, ConnectError};

/// Silence longer than this, plus up to as much again, ends a connection.
pub(crate) const INACTIVITY: Duration = Duration::from_secs(60);
/// A connection is replaced after this …
pub(crate) const LONGEST_LIFE: Duration = Duration::from_secs(30 * 60);
/// … and up to this more.
pub(crate) const LIFE_SPREAD: Duration = Duration::from_secs(5 * 60);
/// How long an instance that is not wanted any more keeps quiet.
const INACTIVE_PAUSE: Duration = Duration::from_secs(3600);
/// A connection that lived this long was a good one.
const GOOD_LIFE: Duration = Duration::from_secs(60);
/// One that was closed sooner than this gets no immediate successor, whatever the close code.
const SPIN_GUARD: Duration = Duration::from_secs(1);

/// Where the control plane's websockets are.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PollEndpoints {
    pub(crate) endpoint: String,
    pub(crate) telemetry_endpoint: String,
}

/// Asks for them.
pub(crate) async fn discover(
    client: &Client,
    cluster: &str,
    container_instance_arn: &str,
) -> Result<PollEndpoints, CallError> {
    let request = serde_json::json!({
        "cluster": cluster,
        "containerInstance": container_instance_arn,
        "zoneId": "",
    });
    client.call(ECS, "DiscoverPollEndpoint", &request).await
}

/// Why a session is over.
#[derive(Debug, thiserror::Error)]
pub(crate) enum End {
    #[error("cannot discover the endpoint")]
    Discover(#[from] CallError),
    #[error("cannot connect")]
    Connect(#[from] ConnectError),
    #[error("closed ({0:?})")]
    Closed(Closed),
    #[error("the control plane was silent too long")]
    Silent,
    #[error("the connection was old")]
    Expired,
    #[error("the agent stops")]
    Shutdown,
}

/// Waits as long as `end` demands. False if the agent stops.
pub(crate) async fn pause(
    end: &End,
    lived: Duration,
    backoff: &mut Backoff,
    shutdown: &CancellationToken,
) -> bool {
    if lived >= GOOD_LIFE {
        backoff.reset();
    }
    let pause = match end {
        End::Shutdown => return false,
        End::Expired => Duration::ZERO,
        End::Closed(Closed::Normal) if lived >= SPIN_GUARD => Duration::ZERO,
        End::Connect(error) if error.is_inactive_instance() => INACTIVE_PAUSE,
        End::Closed(_) | End::Discover(_) | End::Connect(_) | End::Silent => backoff.pause(),
    };
    tokio::select! {
        () = tokio::time::sleep(pause) => true,
        () = shutdown.cancelled() => false,
    }
}
