//! The HTTP server: connections, routes, an orderly end.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use http::{Method, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::{api, event_stream, link, status};

/// HTTP connections at a time; more wait in the kernel's queue. Websockets are not counted, once
/// open: there are two for each container instance.
const CONNECTIONS_MAX: usize = 10_000;
/// How long a connection may take to send a request's head, or stay without a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(90);
/// How long requests under way may take once we are told to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);
/// Pause after the system refused to accept a connection, so as not to spin while it has no files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Everything by its address. Calls of the API, which are nearly all there are, go straight to it.
fn service(
    app: Arc<App>,
) -> impl Service<
    Request<Incoming>,
    Response = Response,
    Error = Infallible,
    Future = impl Future<Output = Result<Response, Infallible>> + Send + 'static,
> + Clone {
    let routes = TowerToHyperService::new(routes(Arc::clone(&app)));
    service_fn(move |request: Request<Incoming>| {
        let is_call = request.method() == Method::POST && request.uri().path() == "/";
        let (app, routes) = (Arc::clone(&app), (!is_call).then(|| routes.clone()));
        async move {
            match routes {
                Some(routes) => routes.call(request).await,
                None => Ok(api::handle(State(app), request.map(Body::new)).await),
            }
        }
    })
}

fn routes(app: Arc<App>) -> Router {
    Router::new()
        .route("/", post(api::handle))
        .route("/acs/ws", get(link::acs::connect))
        .route("/tcs/ws", get(link::tcs::connect))
        .route("/events", get(event_stream::follow))
        .route("/health", get(status::health))
        .route("/metrics", get(status::metrics))
        .with_state(app)
}

/// Serves until `shutdown`, then lets requests under way finish.
pub(crate) async fn serve(listener: TcpListener, app: Arc<App>, shutdown: CancellationToken) {
    let service = service(app);
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

async fn connection<S>(stream: TcpStream, service: S, shutdown: CancellationToken)
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Send + 'static,
    S::Future: Send + 'static,
{
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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::Instant;

    use super::*;

    /// A connection to a server with one route.
    async fn connect() -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let address = listener.local_addr().expect("an address");
        let client = TcpStream::connect(address).await.expect("connects");
        let (stream, _peer) = listener.accept().await.expect("accepts");
        let routes = Router::new().route("/health", get(async || "ok"));
        let service = TowerToHyperService::new(routes);
        tokio::spawn(connection(stream, service, CancellationToken::new()));
        client
    }

    /// Everything the server says until it hangs up, and after how long it did.
    async fn rest(mut client: TcpStream) -> (String, Duration) {
        let start = Instant::now();
        let mut text = String::new();
        client
            .read_to_string(&mut text)
            .await
            .expect("closed in order");
        (text, start.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_without_a_request_is_closed() {
        let (_text, after) = rest(connect().await).await;
        assert!(
            after >= HEAD_TIMEOUT && after < HEAD_TIMEOUT * 2,
            "{after:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn half_a_request_is_not_waited_for() {
        let mut client = connect().await;
        client
            .write_all(b"GET /health HTTP/1.1\r\nhost:")
            .await
            .expect("sent");
        let (_text, after) = rest(client).await;
        assert!(
            after >= HEAD_TIMEOUT && after < HEAD_TIMEOUT * 2,
            "{after:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_kept_for_the_next_request_but_not_for_ever() {
        let mut client = connect().await;
        let request = b"GET /health HTTP/1.1\r\nhost: h\r\n\r\n";
        for _ in 0..2 {
            client.write_all(request).await.expect("sent");
            let mut answer = [0; 15];
            client.read_exact(&mut answer).await.expect("answered");
            assert_eq!(&answer, b"HTTP/1.1 200 OK");
            while client.read_u8().await.expect("more") != b'k' {}
        }
        let (_text, after) = rest(client).await;
        assert!(
            after >= HEAD_TIMEOUT && after < HEAD_TIMEOUT * 2,
            "{after:?}"
        );
    }
}
