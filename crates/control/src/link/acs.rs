//! `GET /acs/ws`: tells an agent what to run.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::response::Response;
use berth_ecs::services::{self, PullNews};
use berth_ecs::session::{CLOSE_GOING_AWAY, CLOSE_REPLACED, Patience, Session, Step, View};
use berth_ecs::{container_instances, delivery, network};
use berth_env::SystemEntropy;
use berth_link::acs::{
    AgentMessage, ContainerPull, NETWORK_QUERY, PREFETCH_QUERY, PrefetchMessage, ServerMessage,
};
use berth_model::{
    ContainerInstance, Document, InstanceId, InstanceStatus, Principal, TaskId, Timestamp, Tx,
};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::sync::broadcast;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout};

use super::handshake::{Admitted, Refusal, admit};
use crate::app::App;

/// The largest frame an agent has reason to send.
const FRAME_BYTES_MAX: usize = 1024 * 1024;
/// An agent that does not take a frame for so long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);

/// Everything that can happen to a connection.
enum Event {
    Frame(Message),
    /// The agent closed, or the network did.
    Gone,
    /// The instance, one of its tasks or their credentials changed.
    Changed,
    Tick,
    Ping,
    /// Somebody registered a definition with these images.
    Prefetch(Vec<String>),
    Replaced,
    Shutdown,
}

/// Why a connection ends.
enum End {
    /// Nothing can be sent any more.
    Lost,
    Close(u16, &'static str),
}

/// Upgrades a signed request of an agent we know.
pub(crate) async fn connect(State(app): State<Arc<App>>, request: Request) -> Response {
    let (mut parts, _body) = request.into_parts();
    let admitted = match admit(&app, &parts, "clusterArn", "containerInstanceArn") {
        Ok(admitted) => admitted,
        Err(refusal) => return *refusal,
    };
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
        return Refusal::BadRequest.response("This is the address of a websocket.");
    };
    upgrade
        .max_message_size(FRAME_BYTES_MAX)
        .read_buffer_size(super::READ_BYTES)
        .on_upgrade(move |socket| run(app, admitted, socket))
}

async fn run(app: Arc<App>, admitted: Admitted, socket: WebSocket) {
    let instance = admitted.instance;
    let place = app.links.take(instance);
    let number = place.number;
    // Subscribed before the first look, so that nothing falls in between.
    let mut changes = app.applier.watch_instance(instance);
    let versions = versions(&admitted);
    let connected = app
        .applier
        .transact_anew(Principal::Agent, move |tx, cx| {
            container_instances::agent_connection(tx, cx.now, instance, true);
            note_versions(tx, instance, versions);
            Ok(())
        })
        .await;
    let fresh = admitted
        .query
        .get("sendCredentials")
        .is_some_and(|it| it == "true");
    if fresh {
        // A new process has none, also if this connection is cut before it has taken any.
        app.links.remember(instance, number, &Default::default());
    }
    let taken = app.links.credentials(instance);
    let wants = |what: &str| admitted.query.get(what).is_some_and(|it| it == "true");
    let wants_network = wants(NETWORK_QUERY);
    let mut prefetch = wants(PREFETCH_QUERY).then(|| app.prefetch.subscribe());
    let (sink, stream) = socket.split();
    let patience = Patience {
        heartbeats_missed_max: app.link_options.missed_max,
        pings_missed_max: app.link_options.pings_missed_max,
    };
    let now_ms = app.applier.now_ms();
    let mut connection = Connection {
        app: &app,
        instance,
        number,
        sink,
        session: Session::new(
            instance,
            admitted.api_url,
            patience,
            now_ms,
            taken,
            wants_network,
        ),
        pull_news: PullNews::default(),
        due_pulls: Vec::new(),
    };
    let end = match connected {
        Ok(_) => {
            tracing::info!(%instance, "an agent has connected");
            connection
                .serve(stream, &mut changes, &mut prefetch, &place.replaced)
                .await
        }
        Err(_) => End::Close(CLOSE_REPLACED, "ServerException: try again"),
    };
    if let End::Close(code, reason) = end {
        connection.close(code, reason).await;
    }
    tracing::info!(%instance, "an agent's connection has ended");
    disconnect(&app, instance, number).await;
}

/// Notes that the agent has gone, unless a newer connection has taken over. That is looked up by
/// the writer itself, so that a newer connection's own note is always the later one.
async fn disconnect(app: &Arc<App>, instance: InstanceId, number: u64) {
    let links = Arc::clone(app);
    let noted = app
        .applier
        .transact(Principal::Agent, move |tx, cx| {
            if links.links.leave(instance, number) {
                container_instances::agent_connection(tx, cx.now, instance, false);
            }
            if tx
                .instance(instance)
                .is_none_or(|it| it.status == InstanceStatus::Inactive)
            {
                links.links.forget(instance);
            }
            Ok(())
        })
        .await;
    if let Err(fault) = noted {
        app.links.leave(instance, number);
        tracing::warn!(%instance, %fault, "an agent's leaving could not be stored");
    }
}

struct Connection<'a> {
    app: &'a App,
    instance: InstanceId,
    /// The connection's own number in the registry.
    number: u64,
    sink: SplitSink<WebSocket, Message>,
    session: Session,
    pull_news: PullNews,
    /// Pulls that services are to be told of.
    due_pulls: Vec<ContainerPull>,
}

impl Connection<'_> {
    async fn serve(
        &mut self,
        mut stream: SplitStream<WebSocket>,
        changes: &mut tokio::sync::watch::Receiver<u64>,
        prefetch: &mut Option<broadcast::Receiver<Vec<String>>>,
        replaced: &tokio_util::sync::CancellationToken,
    ) -> End {
        let mut ticks = every(self.app.link_options.heartbeat);
        let mut pings = every(self.app.link_options.ping);
        let greeting = self.with_view(Session::greet);
        if let Err(end) = self.follow(greeting).await {
            return end;
        }
        loop {
            let event = tokio::select! {
                biased;
                () = self.app.shutdown.cancelled() => Event::Shutdown,
                () = replaced.cancelled() => Event::Replaced,
                frame = stream.next() => match frame {
                    Some(Ok(frame)) => Event::Frame(frame),
                    Some(Err(_)) | None => Event::Gone,
                },
                changed = changes.changed() => match changed {
                    Ok(()) => Event::Changed,
                    Err(_) => Event::Shutdown,
                },
                _ = ticks.tick() => Event::Tick,
                _ = pings.tick() => Event::Ping,
                images = next(prefetch) => Event::Prefetch(images),
            };
            if let Err(end) = self.handle(event).await {
                return end;
            }
        }
    }

    async fn handle(&mut self, event: Event) -> Result<(), End> {
        if matches!(event, Event::Frame(_)) {
            self.session.hear_frame();
        }
        let steps = match event {
            Event::Frame(Message::Text(text)) => self.hear(&text),
            Event::Frame(Message::Close(_)) | Event::Gone => vec![Step::Lost],
            // The library answers pings; nothing else means anything here.
            Event::Frame(_) => Vec::new(),
            Event::Changed => vec![Step::Tell],
            Event::Tick => self.with_view(Session::heartbeat),
            Event::Ping => vec![self.session.ping()],
            Event::Prefetch(images) => {
                let message = PrefetchMessage { images };
                vec![Step::Send(ServerMessage::BerthPrefetchMessage(message))]
            }
            Event::Replaced => vec![Step::Close(CLOSE_REPLACED, "A newer connection took over")],
            Event::Shutdown => vec![Step::Close(
                CLOSE_GOING_AWAY,
                "The control plane is stopping",
            )],
        };
        self.tell_pulls().await;
        self.follow(steps).await
    }

    /// What is not written is told a minute later.
    async fn tell_pulls(&mut self) {
        let due = std::mem::take(&mut self.due_pulls);
        if due.is_empty() {
            return;
        }
        let told = self.app.applier.transact(Principal::Agent, move |tx, cx| {
            services::tell_pulls(tx, cx, &due)
        });
        if let Err(fault) = told.await {
            tracing::warn!(%fault, "services are not told of pulls");
        }
    }

    fn hear(&mut self, text: &str) -> Vec<Step> {
        self.session.hear_text();
        let instance = self.instance;
        match AgentMessage::decode(text) {
            Ok(message) => {
                if let AgentMessage::NackRequest(nack) = &message {
                    tracing::warn!(%instance, reason = %nack.reason, "an agent refused a message");
                }
                if let AgentMessage::BerthPullsMessage(message) = message {
                    let now = Timestamp(self.app.applier.now_ms());
                    self.due_pulls = self.pull_news.due(now, &message.pulls);
                    self.app
                        .links
                        .keep_pulls(instance, self.number, message.pulls);
                    return Vec::new();
                }
                self.with_view(|session, view| session.hear(message, view))
            }
            Err(error) => {
                tracing::debug!(%instance, %error, "a frame of an agent is dropped");
                Vec::new()
            }
        }
    }

    fn with_view<T>(&mut self, think: impl FnOnce(&mut Session, &mut View<'_>) -> T) -> T {
        let snapshot = self.app.applier.snapshot();
        let mut view = View {
            state: snapshot.state(),
            version: snapshot.version(),
            names: self.app.applier.names(),
            entropy: &mut SystemEntropy,
            now_ms: self.app.applier.now_ms(),
            healthy: self.app.applier.is_healthy(),
        };
        think(&mut self.session, &mut view)
    }

    /// Carries steps out in order. Telling comes last in its list, and never asks for itself again.
    async fn follow(&mut self, mut steps: Vec<Step>) -> Result<(), End> {
        if steps.last() == Some(&Step::Tell) {
            steps.pop();
            self.carry_out(steps).await?;
            steps = self.with_view(Session::tell);
        }
        self.carry_out(steps).await
    }

    async fn carry_out(&mut self, steps: Vec<Step>) -> Result<(), End> {
        for step in steps {
            match step {
                Step::Send(message) => self.send(&message).await?,
                Step::Ping => self.put(Message::Ping(bytes::Bytes::new())).await?,
                Step::Remember => self.remember(),
                Step::StopsTaken(tasks) => self.taken(tasks, delivery::stop_acknowledged).await,
                Step::InterfacesTaken(tasks) => self.taken(tasks, network::attaching).await,
                Step::Tell => {}
                Step::Close(code, reason) => return Err(End::Close(code, reason)),
                Step::Lost => return Err(End::Lost),
            }
        }
        Ok(())
    }

    fn remember(&self) {
        let taken = self.session.taken_credentials();
        self.app.links.remember(self.instance, self.number, taken);
    }

    /// Stores that the agent has taken news of these tasks.
    async fn taken(&self, tasks: Vec<TaskId>, note: fn(&mut Tx, TaskId)) {
        let noted = self
            .app
            .applier
            .transact(Principal::Agent, move |tx, _cx| {
                for id in tasks {
                    note(tx, id);
                }
                Ok(())
            })
            .await;
        if let Err(fault) = noted {
            // The task's own reports will say the same.
            tracing::warn!(%fault, "an acknowledgement could not be stored");
        }
    }

    async fn send(&mut self, message: &ServerMessage) -> Result<(), End> {
        self.put(Message::text(message.encode())).await
    }

    async fn put(&mut self, frame: Message) -> Result<(), End> {
        match timeout(SEND_TIMEOUT, self.sink.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Lost),
        }
    }

    async fn close(&mut self, code: u16, reason: &'static str) {
        let frame = Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        }));
        // An agent that is not there any more needs no goodbye.
        let _ = timeout(SEND_TIMEOUT, self.sink.send(frame)).await;
    }
}

/// The next images to pull ahead; never, for an agent that does not want to know. What came too fast
/// for this connection is left out.
async fn next(prefetch: &mut Option<broadcast::Receiver<Vec<String>>>) -> Vec<String> {
    while let Some(receiver) = prefetch {
        match receiver.recv().await {
            Ok(images) => return images,
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => *prefetch = None,
        }
    }
    std::future::pending().await
}

/// Ticks that begin after one period; a late one does not bring others with it.
fn every(period: Duration) -> Interval {
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Agent and Docker versions, which arrive nowhere else.
fn versions(admitted: &Admitted) -> berth_api_ecs::VersionInfo {
    let get = |name: &str| {
        admitted
            .query
            .get(name)
            .filter(|it| !it.is_empty())
            .cloned()
    };
    berth_api_ecs::VersionInfo {
        agent_version: get("agentVersion"),
        agent_hash: get("agentHash"),
        docker_version: get("dockerVersion"),
    }
}

fn note_versions(tx: &mut Tx, instance: InstanceId, versions: berth_api_ecs::VersionInfo) {
    let Some(known) = tx.instance(instance) else {
        return;
    };
    let same = known
        .version_info
        .as_ref()
        .is_some_and(|it| **it == versions);
    if !same && versions != berth_api_ecs::VersionInfo::default() {
        let mut changed = ContainerInstance::clone(known);
        changed.version_info = Some(Document::new(versions));
        tx.put_instance(changed);
    }
}
