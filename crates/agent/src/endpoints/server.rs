//! The sockets of the endpoints, and what is answered on them.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

use berth_env::{Clock as _, SystemClock};
use berth_link::acs::RoleType;
use berth_link::shim::StorageUse;
use berth_net::{Bridge, Doors, EndpointPorts, Resolver};
use berth_task_engine::task::Task;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use super::credentials::{self, Absent};
use super::metadata::{self, Tags, View};
use super::proxy::{Body, whole};
use super::routes::{Route, Version, What};
use super::{Endpoints, Source, introspection, protection, stats, tags};

/// Where metadata and credentials are on loopback, as with the ECS agent, and on the bridge.
const METADATA_PORT: u16 = 51679;
/// The region's API at the same addresses.
const API_PORT: u16 = 51680;
/// Connections of one listener at a time; more wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 1024;
const BACKLOG: u32 = 512;
/// How long a connection may be without a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(60);
/// A request of the agent API is never longer than this (bytes).
const BODY_MAX: usize = 64 * 1024;
/// Between two tries for the ports of the host.
const HOST_RETRY: Duration = Duration::from_secs(10);
/// Pause after the system refused to accept a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Why there are no endpoints.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// The bridge's address cannot be listened at.
    #[error("cannot listen on the bridge")]
    Listen(#[source] io::Error),
    /// The address cannot be led there.
    #[error("cannot lead 169.254.170.2 to the agent")]
    Net(#[from] berth_net::Error),
}

/// Which of the things there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Metadata,
    Api,
    Introspection,
}

/// Whose connections a listener gets.
#[derive(Clone, Debug)]
enum From {
    /// Always the same one's.
    One(Source),
    /// Those of containers on the bridge, by their addresses.
    Bridge,
    /// Those of a VPC's interfaces, by their addresses.
    Vpc(String),
}

impl From {
    fn source(&self, peer: SocketAddr) -> Option<Source> {
        let SocketAddr::V4(peer) = peer else {
            return None;
        };
        let address = *peer.ip();
        Some(match self {
            Self::One(source) => source.clone(),
            Self::Bridge => Source::Bridge(address),
            Self::Vpc(vpc) => Source::Vpc(vpc.clone(), address),
        })
    }
}

impl Endpoints {
    /// Opens them for the containers of the bridge and for the host, until `shutdown`.
    ///
    /// # Errors
    /// [`EndpointError`]. That another agent has the host's ports is none: they are taken over when
    /// it ends.
    pub async fn open(
        &self,
        bridge: &Bridge,
        shutdown: CancellationToken,
    ) -> Result<(), EndpointError> {
        let listen = |port| bridge_listener(bridge, port).map_err(EndpointError::Listen);
        let (metadata, api) = (listen(METADATA_PORT)?, listen(API_PORT)?);
        let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port());
        let containers = EndpointPorts {
            metadata: port(&metadata).map_err(EndpointError::Listen)?,
            api: port(&api).map_err(EndpointError::Listen)?,
        };
        let host = EndpointPorts {
            metadata: METADATA_PORT,
            api: API_PORT,
        };
        bridge.redirect_metadata(containers, host).await?;
        self.serve(metadata, Door::Metadata, From::Bridge, shutdown.clone());
        self.serve(api, Door::Api, From::Bridge, shutdown.clone());
        tokio::spawn(self.clone().serve_host(shutdown));
        Ok(())
    }

    /// Tells of the agent and its tasks at `address` until `shutdown`, to whoever gets there.
    /// Whether another agent has the address is known only then; that is no error.
    pub async fn introspect(self, address: SocketAddr, shutdown: CancellationToken) {
        let listener = match TcpListener::bind(address).await {
            Ok(listener) => listener,
            Err(error) => {
                tracing::info!(%address, %error, "no introspection");
                return;
            }
        };
        self.serve(
            listener,
            Door::Introspection,
            From::One(Source::Host),
            shutdown,
        );
    }

    /// Serves a task's own namespace until `shutdown`.
    pub(crate) fn serve_inside(
        &self,
        task_arn: &str,
        listeners: [std::net::TcpListener; 2],
        shutdown: &CancellationToken,
    ) -> io::Result<()> {
        let source = Source::Task(task_arn.to_owned());
        let [metadata, api] = listeners;
        for (listener, door) in [(metadata, Door::Metadata), (api, Door::Api)] {
            let listener = TcpListener::from_std(listener)?;
            self.serve(listener, door, From::One(source.clone()), shutdown.clone());
        }
        Ok(())
    }

    /// One agent of a host's network serves its tasks in the mode host.
    async fn serve_host(self, shutdown: CancellationToken) {
        let mut complained = false;
        loop {
            let listen = |port| std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port));
            let listen = |port| {
                let listener = listen(port)?;
                listener.set_nonblocking(true)?;
                TcpListener::from_std(listener)
            };
            match listen(METADATA_PORT).and_then(|metadata| Ok((metadata, listen(API_PORT)?))) {
                Ok((metadata, api)) => {
                    let host = || From::One(Source::Host);
                    self.serve(metadata, Door::Metadata, host(), shutdown.clone());
                    self.serve(api, Door::Api, host(), shutdown);
                    return;
                }
                Err(error) if !complained => {
                    complained = true;
                    tracing::info!(
                        %error,
                        "another agent serves the tasks of this host's network; waiting"
                    );
                }
                Err(_) => {}
            }
            tokio::select! {
                () = tokio::time::sleep(HOST_RETRY) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Serves the tasks with interfaces in VPCs, and their resolvers, as VPCs come and go here.
    pub async fn serve_vpcs(
        self,
        mut doors: mpsc::UnboundedReceiver<Doors>,
        resolver: Resolver,
        shutdown: CancellationToken,
    ) {
        loop {
            let doors = tokio::select! {
                Some(doors) = doors.recv() => doors,
                () = shutdown.cancelled() => return,
            };
            let vpc = doors.vpc.clone();
            if let Err(error) = self.serve_vpc(doors, resolver.clone(), &shutdown) {
                tracing::error!(vpc, %error, "tasks of a VPC have no metadata and no names");
            }
        }
    }

    /// Until the VPC's end, since what listens in its namespace keeps it.
    fn serve_vpc(
        &self,
        doors: Doors,
        resolver: Resolver,
        shutdown: &CancellationToken,
    ) -> io::Result<()> {
        let open = shutdown.child_token();
        let metadata = TcpListener::from_std(doors.metadata)?;
        let api = TcpListener::from_std(doors.api)?;
        let names = resolver.serve(doors.resolver, doors.resolver_stream, doors.network)?;
        for (listener, door) in [(metadata, Door::Metadata), (api, Door::Api)] {
            let from = From::Vpc(doors.vpc.clone());
            self.serve(listener, door, from, open.clone());
        }
        let closed = doors.closed;
        tokio::spawn(async move {
            tokio::select! {
                () = names => {}
                // It never says anything but that it is over.
                _ = closed => {}
                () = open.cancelled() => {}
            }
            open.cancel();
        });
        Ok(())
    }

    fn serve(&self, listener: TcpListener, door: Door, from: From, shutdown: CancellationToken) {
        let this = self.clone();
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        tokio::spawn(async move {
            loop {
                let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                    return;
                };
                let accepted = tokio::select! {
                    () = shutdown.cancelled() => return,
                    accepted = listener.accept() => accepted,
                };
                let (stream, peer) = match accepted {
                    Ok(accepted) => accepted,
                    Err(error) => {
                        tracing::debug!(%error, "cannot accept a connection of a task");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                        continue;
                    }
                };
                let Some(source) = from.source(peer) else {
                    continue;
                };
                let (this, shutdown) = (this.clone(), shutdown.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        () = shutdown.cancelled() => {}
                        () = this.connection(stream, door, source) => {}
                    }
                    drop(place);
                });
            }
        });
    }

    async fn connection(self, stream: TcpStream, door: Door, source: Source) {
        if let Err(error) = stream.set_nodelay(true) {
            return tracing::debug!(%error, "a task's connection went before it began");
        }
        let service = service_fn(|request: Request<Incoming>| async {
            Ok::<_, Infallible>(match door {
                Door::Metadata => self.answer(request, &source).await,
                Door::Api => self.0.proxy.pass(request).await,
                Door::Introspection => self.introspection(request.uri()),
            })
        });
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(error) = served.await {
            tracing::debug!(%error, "a task's connection ended badly");
        }
    }

    fn introspection(&self, uri: &Uri) -> Response<Body> {
        let options = &self.0.options;
        let (board, registry) = (&options.board, self.registry());
        let query = uri.query().unwrap_or_default();
        let (status, body) =
            introspection::answer(board, registry, &options.cluster, uri.path(), query);
        json_answer(status, &body)
    }

    async fn answer(&self, request: Request<Incoming>, source: &Source) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let route = Route::parse(parts.uri.path(), parts.uri.query().unwrap_or_default());
        if !self
            .0
            .limiter
            .allows(&self.caller(route, source), SystemClock.now_ms())
        {
            let text = "You have reached maximum request limit.";
            return text_answer(StatusCode::TOO_MANY_REQUESTS, text);
        }
        if let Route::Protection { id } = route {
            return self.protection(id, source, &parts.method, body).await;
        }
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            return text_answer(StatusCode::METHOD_NOT_ALLOWED, "");
        }
        let (status, body) = match route {
            Route::Credentials { version, id } => self.credentials(version, id, source),
            Route::Metadata { version, id, what } => self.metadata(version, id, what, source).await,
            Route::Own { container, what } => self.own(container, what, source).await,
            Route::Protection { .. } | Route::Unknown => {
                return text_answer(StatusCode::NOT_FOUND, "404 page not found\n");
            }
        };
        json_answer(status, &body)
    }

    /// Whose requests are counted together: those of a task.
    fn caller(&self, route: Route<'_>, source: &Source) -> String {
        if let Some(task) = self.registry().asker(source) {
            return task;
        }
        let task = match route {
            Route::Metadata { id, .. } | Route::Protection { id } => {
                self.registry().find(id, source).map(|(task, _)| task)
            }
            Route::Credentials { id, .. } => self.task_of_credentials(id, source),
            Route::Own { .. } | Route::Unknown => None,
        };
        task.unwrap_or_else(|| format!("{source:?}"))
    }

    fn task_of_credentials(&self, id: &str, source: &Source) -> Option<String> {
        let options = &self.0.options;
        let tasks = options.board.tasks();
        let task = tasks.iter().find(|task| credentials::are_of(task, id))?;
        let arn = &task.spec.arn;
        self.registry().allows(source, arn).then(|| arn.clone())
    }

    fn credentials(&self, version: u8, id: &str, source: &Source) -> (u16, Value) {
        if id.is_empty() {
            return Absent::NoId.answer(version);
        }
        let Some(arn) = self.task_of_credentials(id, source) else {
            return Absent::Unknown.answer(version);
        };
        match self.0.options.credentials.by_id(&arn, id) {
            Some(found) => (200, credentials::answer(&found)),
            None => Absent::NotYet.answer(version),
        }
    }

    async fn metadata(
        &self,
        version: Version,
        id: &str,
        what: What,
        source: &Source,
    ) -> (u16, Value) {
        let about = if matches!(what, What::Container | What::Stats) {
            "container"
        } else {
            "task"
        };
        let number = if version == Version::V3 { 3 } else { 4 };
        let unknown = || {
            let (kind, thing) = match about {
                "container" => ("container ID", "docker ID"),
                _ => ("task arn", "task Arn"),
            };
            let stats = if matches!(what, What::Stats | What::TaskStats) {
                "stats"
            } else {
                "metadata"
            };
            let text = format!(
                "V{number} {about} {stats} handler: unable to get {kind} from request: unable to \
                 get {thing} from v3 endpoint ID: {id}"
            );
            (404, text.into())
        };
        let Some((arn, container)) = self.registry().find(id, source) else {
            return unknown();
        };
        match self.about(version, &arn, &container, what).await {
            Some(body) => (200, body),
            None => unknown(),
        }
    }

    /// The v2 paths: whose address asks.
    async fn own(&self, docker_id: Option<&str>, what: What, source: &Source) -> (u16, Value) {
        let unknown = |text: String| (400, Value::from(text));
        let Some(arn) = self.registry().asker(source) else {
            let text = "Unable to get task arn from request: no task has the caller's address";
            return unknown(text.to_owned());
        };
        let task = self.0.options.board.task(&arn);
        let container = docker_id.map(|id| {
            let containers = task.iter().flat_map(|task| &task.containers);
            let mut containers =
                containers.filter(|(_, container)| container.runtime_id.as_deref() == Some(id));
            containers.next().map(|(name, _)| name.clone())
        });
        let container = match container {
            Some(None) => {
                let id = docker_id.unwrap_or_default();
                return unknown(format!("Unable to generate metadata for container '{id}'"));
            }
            Some(Some(name)) => name,
            None => String::new(),
        };
        match self.about(Version::V2, &arn, &container, what).await {
            Some(body) => (200, body),
            None => unknown(format!("Unable to generate metadata for task: '{arn}'")),
        }
    }

    async fn about(
        &self,
        version: Version,
        arn: &str,
        container: &str,
        what: What,
    ) -> Option<Value> {
        let options = &self.0.options;
        let task = options.board.task(arn)?;
        let instance = options.board.instance().unwrap_or_default();
        let tags = match what {
            What::TaskWithTags => tags::of(&options.api, arn, &instance.arn).await,
            _ => Tags::default(),
        };
        let place = |name: &str| self.registry().place(arn, name);
        let view = View {
            task: &task,
            cluster: &options.cluster,
            availability_zone: instance.availability_zone.as_deref(),
            place: &place,
            version,
            storage: self.storage(&task),
        };
        match what {
            What::Container => metadata::container(&view, container),
            What::Task | What::TaskWithTags => Some(metadata::task(&view, tags)),
            What::Stats => Some(self.stats(&task, container)),
            What::TaskStats => {
                let made = task.containers.iter();
                let made = made.filter_map(|(name, it)| Some((it.runtime_id.clone()?, name)));
                let stats = made.map(|(id, name)| (id, self.stats(&task, name)));
                Some(Value::Object(stats.collect()))
            }
            What::Associations => Some(serde_json::json!({ "Associations": [] })),
        }
    }

    /// As the newest sample of any of its containers has it: one that has ended is not sampled any
    /// more. Platform versions before 1.4.0 do not tell.
    fn storage(&self, task: &Task) -> Option<StorageUse> {
        let spec = &task.spec;
        let samples = self.0.options.board.samples();
        let names = spec.containers.iter().map(|container| &container.name);
        let names = names.filter(|_| spec.berth_platform_version != "1.3.0");
        let latest = names.filter_map(|name| samples.latest(&spec.arn, name));
        let told = latest.filter(|latest| latest.now.stats.storage.is_some());
        let newest = told.max_by_key(|latest| latest.now.at_ms)?;
        newest.now.stats.storage
    }

    /// Nothing of a container that does not run.
    fn stats(&self, task: &Task, name: &str) -> Value {
        let samples = self.0.options.board.samples();
        let spec = task.spec.container(name).zip(task.containers.get(name));
        let latest = samples.latest(&task.spec.arn, name);
        let (Some((spec, state)), Some(latest)) = (spec, latest) else {
            return serde_json::json!({});
        };
        let read = |path| std::fs::read_to_string(path).unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let machine = stats::Machine::parse(
            &read("/proc/stat"),
            &read("/proc/meminfo"),
            u32::try_from(cores).unwrap_or(u32::MAX),
        );
        let docker_name = metadata::docker_name(task, spec, state);
        let id = state.runtime_id.as_deref().unwrap_or_default();
        stats::answer(&latest, &docker_name, id, machine)
    }

    async fn protection(
        &self,
        id: &str,
        source: &Source,
        method: &Method,
        body: Incoming,
    ) -> Response<Body> {
        let body = match *method {
            Method::GET => None,
            Method::PUT => match Limited::new(body, BODY_MAX).collect().await {
                Ok(body) => Some(body.to_bytes()),
                Err(_) => return text_answer(StatusCode::PAYLOAD_TOO_LARGE, ""),
            },
            _ => return text_answer(StatusCode::METHOD_NOT_ALLOWED, ""),
        };
        let (status, body) = self.protect(id, source, body).await;
        json_answer(status, &body)
    }

    async fn protect(&self, id: &str, source: &Source, body: Option<Bytes>) -> (u16, Value) {
        let options = &self.0.options;
        let Some((arn, _)) = self.registry().find(id, source) else {
            let text = "Failed to find a task for the request";
            return protection::error(404, "", "ResourceNotFoundException", text);
        };
        let call = match protection::call(&options.cluster, &arn, body.as_deref()) {
            Ok(call) => call,
            Err(refusal) => return refusal,
        };
        let Some(keys) = options.credentials.get(&arn, RoleType::TaskApplication) else {
            let text = "Invalid Request: no task IAM role credentials available for task";
            return protection::error(403, &arn, "AccessDeniedException", text);
        };
        protection::ask(&options.api, &arn, keys, call).await
    }
}

/// On the gateway's address, for what comes by the bridge and nothing else; at another port if
/// that one is taken.
fn bridge_listener(bridge: &Bridge, port: u16) -> io::Result<TcpListener> {
    let listen = |port| {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind_device(Some(bridge.name().as_bytes()))?;
        socket.bind(SocketAddrV4::new(bridge.gateway(), port).into())?;
        socket.listen(BACKLOG)
    };
    match listen(port) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => listen(0),
        listening => listening,
    }
}

fn json_answer(status: u16, body: &Value) -> Response<Body> {
    let mut answer = Response::new(whole(body.to_string()));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let kind = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

fn text_answer(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut answer = Response::new(whole(text));
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}
