//! The handshake of both websockets: signed, for an instance that is there.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::Query;
use axum::response::Response;
use berth_model::{Arn, InstanceId, InstanceStatus, Principal};
use berth_protocol::sigv4;
use http::{HeaderValue, StatusCode, Uri, header, request::Parts};

use crate::api::base_url;
use crate::app::App;
use crate::auth;

/// Why an agent is not let in. Agents look for these names in the answer's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    AccessDenied,
    BadRequest,
    InvalidCluster,
    InvalidInstance,
    /// The agent waits an hour.
    InactiveInstance,
}

impl Refusal {
    const fn name(self) -> &'static str {
        match self {
            Self::AccessDenied => "AccessDeniedException",
            Self::BadRequest => "BadRequestException",
            Self::InvalidCluster => "InvalidClusterException",
            Self::InvalidInstance => "InvalidInstanceException",
            Self::InactiveInstance => "InactiveInstanceException",
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::AccessDenied => StatusCode::FORBIDDEN,
            Self::BadRequest
            | Self::InvalidCluster
            | Self::InvalidInstance
            | Self::InactiveInstance => StatusCode::BAD_REQUEST,
        }
    }

    /// The answer instead of 101: `{"<Name>": text}`.
    pub(super) fn response(self, text: &str) -> Response {
        let body = serde_json::json!({ self.name(): text }).to_string();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let value = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, value);
        response
    }
}

/// A handshake that may go on.
pub(super) struct Admitted {
    pub(super) instance: InstanceId,
    /// The query's parameters.
    pub(super) query: HashMap<String, String>,
    /// Where the agent found this region.
    pub(super) api_url: String,
}

/// Checks signature, principal, cluster and instance. The two sockets name the last two
/// differently in their query.
pub(super) fn admit(
    app: &App,
    parts: &Parts,
    cluster_parameter: &str,
    instance_parameter: &str,
) -> Result<Admitted, Box<Response>> {
    let refuse = |refusal: Refusal, text: &str| Err(Box::new(refusal.response(text)));
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body: b"",
    };
    match auth::authenticate(&app.applier, &app.verifier, &request, "ecs") {
        Ok(Principal::Root | Principal::Agent) => {}
        Ok(Principal::Role { .. }) => {
            return refuse(Refusal::AccessDenied, "A task's role is not an agent.");
        }
        Err(fault) => return refuse(Refusal::AccessDenied, &fault.to_string()),
    }
    let Some(query) = query(&parts.uri) else {
        return refuse(Refusal::BadRequest, "The query cannot be read.");
    };
    let given = query.get(instance_parameter).map_or("", String::as_str);
    let id = Arn::parse(given)
        .map_or(given, |arn| arn.last())
        .parse::<InstanceId>();
    let snapshot = app.applier.snapshot();
    let Some(instance) = id.ok().and_then(|id| snapshot.instance(id)) else {
        return refuse(Refusal::InvalidInstance, "No such container instance.");
    };
    let cluster = query.get(cluster_parameter).map_or("", String::as_str);
    let cluster = Arn::parse(cluster).map_or(cluster, |arn| arn.last());
    // A host for Fargate is in no cluster that its agent could name.
    if !cluster.is_empty() && cluster != instance.cluster && !instance.is_fargate() {
        return refuse(
            Refusal::InvalidCluster,
            "The container instance belongs to another cluster.",
        );
    }
    if instance.status == InstanceStatus::Inactive {
        return refuse(
            Refusal::InactiveInstance,
            "The container instance has been deregistered.",
        );
    }
    let instance = instance.id;
    Ok(Admitted {
        instance,
        query,
        api_url: base_url(&parts.headers),
    })
}

fn query(uri: &Uri) -> Option<HashMap<String, String>> {
    Query::try_from_uri(uri).ok().map(|Query(map)| map)
}
