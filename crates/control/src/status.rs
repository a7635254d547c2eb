//! `GET /health` and `GET /metrics`: unsigned, for probes and scrapers.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};

use crate::app::App;
use crate::utilisation;

/// 200 while changes can be stored, else 503. The body says what there is.
pub(crate) async fn health(State(app): State<Arc<App>>) -> Response {
    let snapshot = app.applier.snapshot();
    let healthy = app.applier.is_healthy();
    let (live, stopped) = snapshot.task_counts();
    let names = app.applier.names();
    let body = serde_json::json!({
        "status": if healthy { "ok" } else { "failing" },
        "version": snapshot.version(),
        "region": names.region,
        "account": names.account,
        "clusters": snapshot.clusters().count(),
        "containerInstances": snapshot.instances().count(),
        "agentsConnected": app.links.connected(),
        "tasks": { "live": live, "stopped": stopped },
    });
    let status = if healthy {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    respond(status, "application/json", body.to_string())
}

/// Prometheus text.
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let mut text = app.metrics.render(&app.applier, app.links.connected());
    app.links
        .utilisation()
        .render(&mut text, app.applier.now_ms());
    utilisation::render_reservations(&mut text, app.applier.snapshot().state());
    utilisation::render_capacity(&mut text, app.applier.snapshot().state());
    respond(StatusCode::OK, "text/plain; version=0.0.4", text)
}

fn respond(status: StatusCode, content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let value = HeaderValue::from_static(content_type);
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    response
}
