//! The HTTP server: connections, routes, an orderly end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::{api, link, status};

/// Connections at a time, two of them for each container instance; more wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 50_000;
/// How long a connection may take to send a request's head, or stay without a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(90);
/// How long requests under way may take once we are told to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);
/// Pause after the system refused to accept a connection, so as not to spin while it has no files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

fn routes(app: Arc<App>) -> Router {
    Router::new()
        .route("/", post(api::handle))
        .route("/acs/ws", get(link::acs::connect))
        .route("/tcs/ws", get(link::tcs::connect))
        .route("/health", get(status::health))
        .route("/metrics", get(status::metrics))
        .with_state(app)
}

/// Serves until `shutdown`, then lets requests under way finish.
pub(crate) async fn serve(listener: TcpListener, app: Arc<App>, shutdown: CancellationToken) {
    let service = TowerToHyperService::new(routes(app));
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let connections = TaskTracker::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let stream = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _peer)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
        };
        let (service, shutdown) = (service.clone(), shutdown.clone());
        connections.spawn(async move {
            connection(stream, service, shutdown).await;
            drop(place);
        });
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(DRAIN_TIMEOUT, connections.wait())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time");
    }
}

async fn connection(
    stream: TcpStream,
    service: TowerToHyperService<Router>,
    shutdown: CancellationToken,
) {
    // Without it a small answer may wait for the previous one's acknowledgement.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection went before it began");
        return;
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended badly");
    }
}
