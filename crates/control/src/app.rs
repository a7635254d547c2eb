//! What every request handler can reach.

use std::sync::Arc;

use berth_protocol::sigv4::Verifier;
use tokio::sync::{Semaphore, broadcast};
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;
use crate::ec2_api::Ec2Api;
use crate::ecs_api::EcsApi;
use crate::link::{LinkOptions, Links};
use crate::logs::LogsApi;
use crate::metrics::Metrics;
use crate::secrets_api::SecretsApi;

/// The parts of a running control plane.
pub(crate) struct App {
    pub(crate) applier: Handle,
    pub(crate) verifier: Verifier,
    pub(crate) ecs: EcsApi,
    pub(crate) ec2: Ec2Api,
    pub(crate) logs: LogsApi,
    pub(crate) secrets: SecretsApi,
    /// Places for those who follow events.
    pub(crate) event_readers: Arc<Semaphore>,
    pub(crate) links: Arc<Links>,
    pub(crate) link_options: LinkOptions,
    /// Images of new definitions, for the agents that want to hear of them.
    pub(crate) prefetch: broadcast::Sender<Vec<String>>,
    pub(crate) metrics: Metrics,
    /// Cancelled when the process is to end.
    pub(crate) shutdown: CancellationToken,
}
