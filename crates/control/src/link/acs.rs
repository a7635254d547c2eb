//! `GET /acs/ws`: tells an agent what to run.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::response::Response;
use berth_ecs::{container_instances, delivery};
use berth_env::{Entropy as _, SystemEntropy};
use berth_link::acs::{
    AgentMessage, HeartbeatMessage, ServerMessage, TaskStopVerificationAck,
    TaskStopVerificationMessage,
};
use berth_model::{
    Arn, ContainerInstance, Document, InstanceId, InstanceStatus, Principal, TaskId,
};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout};

use super::handshake::{Admitted, Refusal, admit};
use super::ledger::{Ledger, Source};
use crate::app::App;
use crate::applier::Snapshot;

/// The largest frame an agent has reason to send.
const FRAME_BYTES_MAX: usize = 1024 * 1024;
/// An agent that does not take a frame for so long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);

/// Close codes; after 1000 and 1001 an agent comes back at once, after others it backs off.
const CLOSE_NORMAL: u16 = 1000;
const CLOSE_GOING_AWAY: u16 = 1001;
const CLOSE_REPLACED: u16 = 4001;

/// Everything that can happen to a connection.
enum Event {
    Frame(Message),
    /// The agent closed, or the network did.
    Gone,
    /// The instance, one of its tasks or their credentials changed.
    Changed,
    Tick,
    Ping,
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
    let taken = if fresh {
        Default::default()
    } else {
        app.links.credentials(instance)
    };
    let (sink, stream) = socket.split();
    let mut connection = Connection {
        app: &app,
        instance,
        number,
        api_url: admitted.api_url,
        sink,
        ledger: Ledger::new(instance, app.applier.now_ms(), taken),
        silent_ticks: 0,
        silent_pings: 0,
    };
    let end = match connected {
        Ok(_) => {
            tracing::info!(%instance, "an agent has connected");
            connection
                .serve(stream, &mut changes, &place.replaced)
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
    /// This region's API as the agent reaches it.
    api_url: String,
    sink: SplitSink<WebSocket, Message>,
    ledger: Ledger,
    /// Heartbeats since the agent said anything.
    silent_ticks: u32,
    /// Pings since any frame came from its host.
    silent_pings: u32,
}

impl Connection<'_> {
    async fn serve(
        &mut self,
        mut stream: SplitStream<WebSocket>,
        changes: &mut tokio::sync::watch::Receiver<u64>,
        replaced: &tokio_util::sync::CancellationToken,
    ) -> End {
        let mut ticks = every(self.app.link_options.heartbeat);
        let mut pings = every(self.app.link_options.ping);
        if let Err(end) = self.greet().await {
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
            };
            if let Err(end) = self.handle(event).await {
                return end;
            }
        }
    }

    async fn handle(&mut self, event: Event) -> Result<(), End> {
        if matches!(event, Event::Frame(_)) {
            self.silent_pings = 0;
        }
        match event {
            Event::Frame(Message::Text(text)) => {
                self.silent_ticks = 0;
                match AgentMessage::decode(&text) {
                    Ok(message) => self.hear(message).await,
                    Err(error) => {
                        let instance = self.instance;
                        tracing::debug!(%instance, %error, "a frame of an agent is dropped");
                        Ok(())
                    }
                }
            }
            Event::Frame(Message::Close(_)) | Event::Gone => Err(End::Lost),
            // The library answers pings; nothing else means anything here.
            Event::Frame(_) => Ok(()),
            Event::Changed => self.tell().await,
            Event::Tick => self.tick().await,
            Event::Ping => self.ping().await,
            Event::Replaced => Err(End::Close(CLOSE_REPLACED, "A newer connection took over")),
            Event::Shutdown => Err(End::Close(
                CLOSE_GOING_AWAY,
                "The control plane is stopping",
            )),
        }
    }

    /// The first words: what is open, then everything that should run.
    async fn greet(&mut self) -> Result<(), End> {
        let snapshot = self.app.applier.snapshot();
        let mut messages = self.with_source(&snapshot, Ledger::news);
        messages.extend(self.with_source(&snapshot, |ledger, source| ledger.manifest(source)));
        self.send_all(messages).await
    }

    /// Tells what the agent does not know yet.
    async fn tell(&mut self) -> Result<(), End> {
        let snapshot = self.app.applier.snapshot();
        let messages = self.with_source(&snapshot, Ledger::news);
        self.send_all(messages).await?;
        let gone = snapshot
            .instance(self.instance)
            .is_none_or(|it| it.status == InstanceStatus::Inactive);
        // A deregistered instance's agent hears of its last stops, comes back and is refused.
        if gone && self.ledger.is_settled() {
            return Err(End::Close(
                CLOSE_NORMAL,
                "The container instance has been deregistered",
            ));
        }
        Ok(())
    }

    fn with_source<T>(
        &mut self,
        snapshot: &Snapshot,
        speak: impl FnOnce(&mut Ledger, &mut Source<'_>) -> T,
    ) -> T {
        let mut source = Source {
            snapshot,
            names: self.app.applier.names(),
            api_url: &self.api_url,
            entropy: &mut SystemEntropy,
            now_ms: self.app.applier.now_ms(),
        };
        speak(&mut self.ledger, &mut source)
    }

    async fn tick(&mut self) -> Result<(), End> {
        self.silent_ticks += 1;
        if self.silent_ticks > self.app.link_options.missed_max {
            return Err(End::Lost);
        }
        let heartbeat = HeartbeatMessage {
            message_id: SystemEntropy.uuid(),
            healthy: self.app.applier.is_healthy(),
        };
        self.send(&ServerMessage::HeartbeatMessage(heartbeat))
            .await?;
        self.ledger.age();
        self.tell().await
    }

    async fn ping(&mut self) -> Result<(), End> {
        self.silent_pings += 1;
        if self.silent_pings > self.app.link_options.pings_missed_max {
            return Err(End::Lost);
        }
        self.put(Message::Ping(bytes::Bytes::new())).await
    }

    async fn hear(&mut self, message: AgentMessage) -> Result<(), End> {
        match message {
            AgentMessage::HeartbeatAckRequest(_) => Ok(()),
            AgentMessage::AckRequest(ack) => {
                let snapshot = self.app.applier.snapshot();
                let stopping = self.ledger.acknowledged(&ack.message_id, &snapshot);
                self.remember();
                self.stops_taken(stopping).await;
                self.tell().await
            }
            AgentMessage::IAMRoleCredentialsAckRequest(ack) => {
                self.ledger.credentials_acknowledged(&ack.message_id);
                self.remember();
                Ok(())
            }
            AgentMessage::NackRequest(nack) => {
                let instance = self.instance;
                tracing::warn!(%instance, reason = %nack.reason, "an agent refused a message");
                Ok(())
            }
            AgentMessage::TaskStopVerificationMessage(question) => self.verify(question).await,
        }
    }

    fn remember(&self) {
        let taken = self.ledger.taken_credentials();
        self.app.links.remember(self.instance, self.number, taken);
    }

    async fn stops_taken(&self, tasks: Vec<TaskId>) {
        if tasks.is_empty() {
            return;
        }
        let noted = self
            .app
            .applier
            .transact(Principal::Agent, move |tx, _cx| {
                for id in tasks {
                    delivery::stop_acknowledged(tx, id);
                }
                Ok(())
            })
            .await;
        if let Err(fault) = noted {
            // The task's own reports will say the same.
            tracing::warn!(%fault, "an acknowledged stop could not be stored");
        }
    }

    /// Which of the tasks that the manifest lacks are really to stop.
    async fn verify(&mut self, question: TaskStopVerificationMessage) -> Result<(), End> {
        let snapshot = self.app.applier.snapshot();
        let instance = self.instance;
        let is_to_stop = |arn: &str| {
            let id = Arn::parse(arn).map_or(arn, |arn| arn.last()).parse();
            id.is_ok_and(|id| delivery::is_to_stop(&snapshot, instance, id))
        };
        let mut stop_tasks = question.stop_candidates;
        stop_tasks.retain(|candidate| is_to_stop(&candidate.task_arn));
        if stop_tasks.is_empty() {
            return Ok(());
        }
        tracing::info!(%instance, count = stop_tasks.len(), "tasks nobody wants are stopped");
        let answer = TaskStopVerificationAck {
            message_id: question.message_id,
            generated_at: Some(self.app.applier.now_ms()),
            stop_tasks,
        };
        self.send(&ServerMessage::TaskStopVerificationAck(answer))
            .await
    }

    async fn send_all(
        &mut self,
        messages: impl IntoIterator<Item = ServerMessage>,
    ) -> Result<(), End> {
        for message in messages {
            self.send(&message).await?;
        }
        Ok(())
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

fn note_versions(
    tx: &mut berth_model::Tx,
    instance: InstanceId,
    versions: berth_api_ecs::VersionInfo,
) {
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
