//! The region as a client sees it: signed calls with the keys in the data directory.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use berth_agent::client::{self, Client};
use berth_env::SystemClock;
use berth_protocol::sigv4::Credentials;
use http::HeaderName;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, de::DeserializeOwned};

use crate::data_dir;

/// What ECS does not have.
const BERTH: client::Service = client::Service {
    signing_name: "berth",
    target_prefix: "Berth_20261128",
};

/// A region that runs.
pub(crate) struct Region {
    client: Client,
}

impl Region {
    /// The region whose keys are in this data directory.
    pub(crate) fn of(data_dir: &Path) -> anyhow::Result<Self> {
        let keys = data_dir::read_client(data_dir)?;
        let credentials = Credentials {
            access_key_id: keys.access_key_id,
            secret_access_key: keys.secret_access_key,
            session_token: None,
        };
        let tls = client::tls_config(None)?;
        let client = Client::new(
            &keys.endpoint_url,
            &keys.region,
            credentials,
            tls,
            Arc::new(SystemClock),
        )?;
        Ok(Self { client })
    }

    /// Calls an ECS operation.
    pub(crate) async fn ecs<I: Serialize + Sync, O: DeserializeOwned>(
        &self,
        operation: &str,
        input: &I,
    ) -> anyhow::Result<O> {
        self.client
            .call(client::ECS, operation, input)
            .await
            .with_context(|| operation.to_owned())
    }

    /// Opens the stream of events, after a position if there is one.
    pub(crate) async fn events(
        &self,
        query: &[(&str, &str)],
        position: Option<u64>,
    ) -> Result<client::Stream, client::CallError> {
        let mut path = "/events".to_owned();
        for (place, (name, value)) in query.iter().enumerate() {
            let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
            let sign = if place == 0 { '?' } else { '&' };
            path.push_str(&format!("{sign}{name}={value}"));
        }
        let last = position.map(|it| (HeaderName::from_static("last-event-id"), it.into()));
        self.client.stream(BERTH, &path, last).await
    }

    /// Calls one of our own operations that take nothing.
    pub(crate) async fn berth<O: DeserializeOwned>(&self, operation: &str) -> anyhow::Result<O> {
        self.berth_with(operation, &serde_json::json!({})).await
    }

    /// Calls one of our own operations.
    pub(crate) async fn berth_with<I: Serialize + Sync, O: DeserializeOwned>(
        &self,
        operation: &str,
        input: &I,
    ) -> anyhow::Result<O> {
        self.client
            .call(BERTH, operation, input)
            .await
            .with_context(|| operation.to_owned())
    }

    /// Calls a Logs operation.
    pub(crate) async fn logs<I: Serialize + Sync, O: DeserializeOwned>(
        &self,
        operation: &str,
        input: &I,
    ) -> Result<O, client::CallError> {
        self.client.call(client::LOGS, operation, input).await
    }
}
