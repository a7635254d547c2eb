//! What a program inside a task can ask at `169.254.170.2`: metadata, credentials, the agent API and,
//! through us, the region's own API.
//!
//! Who asks is known from where the request came in ([`Source`]): a container of the bridge by its
//! address, a task with a namespace of its own by the listener, which is inside that namespace. A
//! process of the host network is only known not to be one of those, so that tasks in that mode
//! are told apart by their ids alone, as on ECS. A task reaches what is its own; whatever else it
//! asks for is answered as if it did not exist.
//!
//! [`routes`] reads a path, [`metadata`], [`stats`] and [`credentials`] make answers out of what is
//! known ([`Board`], [`registry`]), all of it without effects; [`server`] owns the sockets.

mod board;
mod credentials;
mod introspection;
mod limiter;
mod metadata;
mod protection;
mod proxy;
mod registry;
mod routes;
mod server;
mod stats;
mod tags;
mod time;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use berth_link::acs;

use crate::TaskCredentials;
use crate::client::Client;
pub use board::{Board, Instance};
use limiter::Limiter;
pub use limiter::Rate;
pub(crate) use metadata::{ecs_labels, runtime_name};
pub(crate) use registry::{Kind, Place, Registry, Source, Volume};
pub use server::EndpointError;

/// The variable by which a container keeps `AWS_ENDPOINT_URL` out of its environment: `off`.
const OPT_OUT: &str = "BERTH_AWS_ENDPOINT_URL";

/// What the endpoints are made of.
#[derive(Clone, Debug)]
pub struct EndpointOptions {
    /// What is known of the tasks; the same as the agent's.
    pub board: Board,
    /// Of the tasks' roles; the same as the agent's.
    pub credentials: TaskCredentials,
    /// The region's API, with the agent's own key.
    pub api: Client,
    /// The cluster as the agent was told it.
    pub cluster: String,
    /// Requests a task may make for metadata and credentials.
    pub rate: Rate,
}

/// The endpoints of all tasks of this instance. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Endpoints(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: EndpointOptions,
    registry: Registry,
    limiter: Limiter,
    proxy: proxy::Proxy,
}

impl Endpoints {
    /// Endpoints that nobody can reach yet.
    #[must_use]
    pub fn new(options: EndpointOptions) -> Self {
        Self(Arc::new(Inner {
            registry: Registry::default(),
            limiter: Limiter::new(options.rate),
            proxy: proxy::Proxy::new(&options.api),
            options,
        }))
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.0.registry
    }
}

/// The variables that lead a container to its endpoints. `endpoint_id` is the container's.
pub(crate) fn environment(
    task: &acs::Task,
    container: &acs::Container,
    endpoint_id: &str,
) -> Vec<(String, String)> {
    let base = format!("http://{}", berth_net::METADATA_ADDRESS);
    let mut variables = vec![
        (
            "ECS_CONTAINER_METADATA_URI",
            format!("{base}/v3/{endpoint_id}"),
        ),
        (
            "ECS_CONTAINER_METADATA_URI_V4",
            format!("{base}/v4/{endpoint_id}"),
        ),
        ("ECS_AGENT_URI", format!("{base}/api/{endpoint_id}")),
    ];
    if let Some(credentials) = &task.role_credentials {
        let path = format!("/v2/credentials/{}", credentials.credentials_id);
        variables.push(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path));
    }
    if container
        .environment
        .get(OPT_OUT)
        .is_none_or(|it| it != "off")
    {
        let url = format!("{base}:{}", berth_net::API_PORT);
        variables.push(("AWS_ENDPOINT_URL", url));
    }
    let named = variables.into_iter();
    named
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
