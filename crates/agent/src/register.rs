//! Becoming a container instance, and staying the same one over restarts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use berth_env::{Entropy as _, SystemEntropy};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::capabilities::{self, Attribute};
use crate::client::{CallError, Client, ECS};
use crate::files;
use crate::options::{Machine, Options};

/// Who we are: kept in [`Options::identity`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Identity {
    pub(crate) cluster: String,
    pub(crate) container_instance_arn: String,
    /// As the control plane has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) availability_zone: Option<String>,
}

/// Why the agent is no container instance.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The data directory belongs to another cluster.
    #[error("this data directory belongs to cluster {saved:?}, not {configured:?}")]
    OtherCluster {
        /// The cluster it was registered in.
        saved: String,
        /// The cluster asked for.
        configured: String,
    },
    /// The control plane refuses for good.
    #[error("the control plane refuses the registration")]
    Refused(#[source] CallError),
    /// The control plane answered without an arn or an attribute.
    #[error("the registration's answer is not complete: {0}")]
    Incomplete(String),
    /// The identity cannot be read or written.
    #[error("cannot keep the identity in {path}")]
    Storage {
        /// Which file.
        path: PathBuf,
        /// What happened.
        #[source]
        cause: std::io::Error,
    },
    /// The agent was told to stop meanwhile.
    #[error("stopped before the registration")]
    Stopped,
}

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    cluster: &'a str,
    client_token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_instance_arn: Option<&'a str>,
    instance_identity_document: &'static str,
    instance_identity_document_signature: &'static str,
    attributes: Vec<Attribute>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag<'a>>,
    total_resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Tag<'a> {
    key: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    name: &'static str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    integer_value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    string_set_value: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    container_instance: Option<Instance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Instance {
    container_instance_arn: Option<String>,
    #[serde(default)]
    attributes: Vec<Attribute>,
}

/// The identity in the data directory, if there is one.
pub(crate) fn saved(options: &Options) -> Result<Option<Identity>, RegisterError> {
    let storage = |cause| storage(&options.identity, cause);
    let text = match std::fs::read(&options.identity) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(storage(error)),
    };
    let identity: Identity = serde_json::from_slice(&text).map_err(|e| storage(e.into()))?;
    if !same_cluster(&identity.cluster, &options.cluster) {
        return Err(RegisterError::OtherCluster {
            saved: identity.cluster,
            configured: options.cluster.clone(),
        });
    }
    Ok(Some(identity))
}

/// Registers, again if `saved` says who we were; tries until there is an answer.
pub(crate) async fn register(
    client: &Client,
    options: &Options,
    machine: Machine,
    mut saved: Option<Identity>,
    shutdown: &CancellationToken,
) -> Result<Identity, RegisterError> {
    // The same token for all attempts: a lost answer does not make two instances.
    let token = SystemEntropy.uuid();
    let mut pause = FIRST_PAUSE;
    let mut may_create_cluster = true;
    loop {
        let request = request(options, machine, &token, saved.as_ref());
        let sent = request.attributes.clone();
        let call = client.call::<_, Answer>(ECS, "RegisterContainerInstance", &request);
        let result = tokio::select! {
            result = call => result,
            () = shutdown.cancelled() => return Err(RegisterError::Stopped),
        };
        match result {
            Ok(answer) => {
                let identity = accept(answer, &sent, options)?;
                if saved.as_ref() != Some(&identity) {
                    save(&options.identity, &identity)?;
                }
                return Ok(identity);
            }
            Err(error) if may_create_cluster && is_missing_default(&error, options) => {
                may_create_cluster = false;
                let request = serde_json::json!({"clusterName": options.cluster});
                let made: Result<serde_json::Value, _> =
                    client.call(ECS, "CreateCluster", &request).await;
                made.map_err(RegisterError::Refused)?;
                continue;
            }
            Err(error) if saved.is_some() && is_forgotten(&error) => {
                set_aside(&options.identity, &error)?;
                saved = None;
                continue;
            }
            Err(error) if error.is_transient() => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "cannot register yet"
                );
            }
            Err(error) => return Err(RegisterError::Refused(error)),
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            () = shutdown.cancelled() => return Err(RegisterError::Stopped),
        }
    }
}

/// Only the default cluster is made on the way, as the ECS agent does it.
fn is_missing_default(error: &CallError, options: &Options) -> bool {
    let missing = error.code() == Some("ClusterNotFoundException")
        || error.to_string().contains("Cluster not found.");
    missing && options.cluster == "default"
}

/// The control plane does not know the instance we were, for instance because its data directory
/// is a new one. Then we become another; tasks of before are not in its manifest and are stopped.
fn is_forgotten(error: &CallError) -> bool {
    matches!(error, CallError::Api { code, message, .. }
        if (code == "InvalidParameterException" || code == "ClientException")
            && message.to_ascii_lowercase().contains("container instance"))
}

fn set_aside(path: &Path, error: &CallError) -> Result<(), RegisterError> {
    let aside = path.with_extension("json.stale");
    tracing::warn!(
        error = error as &dyn std::error::Error,
        aside = %aside.display(),
        "the control plane does not know this container instance; it becomes a new one"
    );
    std::fs::rename(path, &aside)
        .and_then(|()| files::sync_parent(path))
        .map_err(|cause| storage(path, cause))
}

fn request<'a>(
    options: &'a Options,
    machine: Machine,
    token: &'a str,
    saved: Option<&'a Identity>,
) -> Request<'a> {
    let integer = |name, value| Resource {
        name,
        r#type: "INTEGER",
        integer_value: Some(value),
        string_set_value: None,
    };
    let ports = |name, ports: &std::collections::BTreeSet<u16>| Resource {
        name,
        r#type: "STRINGSET",
        integer_value: None,
        string_set_value: Some(ports.iter().map(ToString::to_string).collect()),
    };
    Request {
        cluster: &options.cluster,
        client_token: token,
        container_instance_arn: saved.map(|identity| identity.container_instance_arn.as_str()),
        instance_identity_document: "",
        instance_identity_document_signature: "",
        attributes: capabilities::attributes(options, saved.is_none()),
        tags: options
            .tags
            .iter()
            .map(|(key, value)| Tag { key, value })
            .collect(),
        total_resources: vec![
            integer("CPU", options.offered_cpu(machine)),
            integer("MEMORY", options.offered_memory_mib(machine)),
            ports("PORTS", &options.reserved_ports),
            ports("PORTS_UDP", &options.reserved_ports_udp),
        ],
    }
}

/// Every attribute must come back as it was sent.
fn accept(
    answer: Answer,
    sent: &[Attribute],
    options: &Options,
) -> Result<Identity, RegisterError> {
    let instance = answer
        .container_instance
        .ok_or_else(|| RegisterError::Incomplete("no container instance".to_owned()))?;
    let value = |attribute: &Attribute| attribute.value.clone().unwrap_or_default();
    for attribute in sent
        .iter()
        .filter(|attribute| attribute.name != "ecs.availability-zone")
    {
        let echoed = instance
            .attributes
            .iter()
            .any(|other| other.name == attribute.name && value(other) == value(attribute));
        if !echoed {
            let name = &attribute.name;
            return Err(RegisterError::Incomplete(format!(
                "attribute {name} is not echoed"
            )));
        }
    }
    let arn = instance
        .container_instance_arn
        .ok_or_else(|| RegisterError::Incomplete("no arn".to_owned()))?;
    let zone = instance.attributes.into_iter();
    let mut zone = zone.filter(|attribute| attribute.name == "ecs.availability-zone");
    Ok(Identity {
        cluster: options.cluster.clone(),
        container_instance_arn: arn,
        availability_zone: zone.next().and_then(|attribute| attribute.value),
    })
}

fn save(path: &Path, identity: &Identity) -> Result<(), RegisterError> {
    let text = serde_json::to_vec(identity).unwrap_or_default();
    files::replace(path, &text).map_err(|cause| storage(path, cause))
}

fn storage(path: &Path, cause: std::io::Error) -> RegisterError {
    let path = path.to_owned();
    RegisterError::Storage { path, cause }
}

/// A cluster's name and its arn mean the same cluster.
fn same_cluster(one: &str, other: &str) -> bool {
    let name = |cluster: &str| cluster.rsplit('/').next().unwrap_or_default().to_owned();
    name(one) == name(other)
}
