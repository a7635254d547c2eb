//! `GET /tcs/ws`: health and figures of what runs on an instance.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::response::Response;
use berth_api_ecs as api;
use berth_ecs::{agent_reports, container_instances};
use berth_link::tcs::{
    Ack, AgentMessage, HeartbeatMessage, MAX_FRAME, PublishHealthRequest,
    PublishInstanceStatusRequest, ServerMessage, TaskMetric, split_frame,
};
use berth_model::{Arn, InstanceId, Principal};
use berth_protocol::shape::Timestamp;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::handshake::{Refusal, admit};
use crate::app::App;
use crate::utilisation::{Registered, Reported};

/// A frame's envelope and its block of headers.
const FRAME_BYTES_MAX: usize = MAX_FRAME + 16 * 1024;
/// An agent that does not take a frame for so long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);
/// Agents publish every 20 s; one that has been silent for so many heartbeats is gone.
const SILENT_TICKS_MAX: u32 = 6;
const CLOSE_GOING_AWAY: u16 = 1001;

/// Upgrades a signed request of an agent we know.
pub(crate) async fn connect(State(app): State<Arc<App>>, request: Request) -> Response {
    let (mut parts, _body) = request.into_parts();
    let admitted = match admit(&app, &parts, "cluster", "containerInstance") {
        Ok(admitted) => admitted,
        Err(refusal) => return *refusal,
    };
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
        return Refusal::BadRequest.response("This is the address of a websocket.");
    };
    upgrade
        .max_message_size(FRAME_BYTES_MAX)
        .read_buffer_size(super::READ_BYTES)
        .on_upgrade(move |socket| run(app, admitted.instance, socket))
}

async fn run(app: Arc<App>, instance: InstanceId, mut socket: WebSocket) {
    let period = app.link_options.heartbeat;
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut silent_ticks = 0;
    let mut round = Round::default();
    loop {
        let answer = tokio::select! {
            () = app.shutdown.cancelled() => {
                let frame = CloseFrame { code: CLOSE_GOING_AWAY, reason: "stopping".into() };
                // An agent that is not there any more needs no goodbye.
                let _ = timeout(SEND_TIMEOUT, socket.send(Message::Close(Some(frame)))).await;
                return;
            }
            frame = socket.recv() => match frame {
                Some(Ok(Message::Text(text))) => {
                    silent_ticks = 0;
                    hear(&app, instance, &text, &mut round).await
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => None,
            },
            _ = ticks.tick() => {
                silent_ticks += 1;
                if silent_ticks > SILENT_TICKS_MAX {
                    return;
                }
                let healthy = app.applier.is_healthy();
                Some(ServerMessage::HeartbeatMessage(HeartbeatMessage { healthy }))
            }
        };
        if let Some(answer) = answer {
            let frame = Message::text(answer.encode());
            if !matches!(timeout(SEND_TIMEOUT, socket.send(frame)).await, Ok(Ok(()))) {
                return;
            }
        }
    }
}

/// Frames of one round of figures share a message id.
#[derive(Default)]
struct Round(String);

/// Takes a frame in; what to answer. The connection was signed, so the signature over each frame
/// is not looked at again.
async fn hear(
    app: &App,
    instance: InstanceId,
    frame: &str,
    round: &mut Round,
) -> Option<ServerMessage> {
    let (_headers, envelope) = split_frame(frame);
    let ok = || Ack {
        message: "ok".into(),
    };
    match AgentMessage::decode(envelope) {
        Ok(AgentMessage::PublishMetricsRequest(metrics)) => {
            let id = metrics.metadata.message_id;
            let first = round.0 != id;
            round.0 = id;
            let finished = metrics.metadata.fin;
            utilisation(app, instance, &metrics.task_metrics, finished);
            app.links
                .keep_metrics(instance, metrics.task_metrics, first);
            Some(ServerMessage::AckPublishMetric(ok()))
        }
        Ok(AgentMessage::PublishHealthRequest(health)) => {
            container_health(app, instance, health).await;
            Some(ServerMessage::AckPublishHealth(ok()))
        }
        Ok(AgentMessage::PublishInstanceStatusRequest(status)) => {
            instance_health(app, instance, status).await;
            Some(ServerMessage::AckPublishInstanceStatus(ok()))
        }
        Err(error) => {
            tracing::debug!(%instance, %error, "a frame of an agent is dropped");
            None
        }
    }
}

/// What of its host's memory a task may use itself: on Fargate its machine has some more.
fn memory_mib(task: &berth_model::Task) -> i64 {
    let asked = task.memory.as_deref().filter(|_| task.fargate.is_some());
    asked
        .and_then(berth_ecs::task_definition::memory_mib)
        .unwrap_or(task.reservation.memory_mib)
}

/// Adds to the figures of tasks, services and the cluster. An agent speaks for its own tasks only.
fn utilisation(app: &App, instance: InstanceId, metrics: &[TaskMetric], finished: bool) {
    let snapshot = app.applier.snapshot();
    let Some(known) = snapshot.instance(instance) else {
        return;
    };
    let tasks: Vec<_> = metrics
        .iter()
        .filter_map(|metric| {
            let arn = metric.task_arn.as_str();
            let id = Arn::parse(arn).map_or(arn, |arn| arn.last()).parse();
            let task = snapshot.task(id.ok()?)?;
            (task.instance == Some(instance)).then_some((task, metric))
        })
        .collect();
    let reported = tasks.iter().map(|(task, metric)| Reported {
        id: task.id,
        service: task.group.strip_prefix("service:"),
        reserved_cpu: task.reservation.cpu,
        reserved_memory_mib: memory_mib(task),
        metric,
    });
    let registered = Registered {
        cluster: &known.cluster,
        cpu: known.registered.cpu,
        memory_mib: known.registered.memory_mib,
    };
    let (now_ms, reported) = (app.applier.now_ms(), reported.collect::<Vec<_>>());
    let all = app.links.utilisation();
    all.report(now_ms, registered, &reported, finished);
}

async fn container_health(app: &App, instance: InstanceId, health: PublishHealthRequest) {
    let news = agent_reports::health_news(&app.applier.snapshot(), instance, health.tasks);
    if news.is_empty() {
        return;
    }
    let stored = app
        .applier
        .transact(Principal::Agent, move |tx, _cx| {
            for (id, health) in &news {
                agent_reports::container_health(tx, *id, health);
            }
            Ok(())
        })
        .await;
    if let Err(fault) = stored {
        tracing::warn!(%instance, %fault, "health could not be stored");
    }
}

async fn instance_health(app: &App, instance: InstanceId, status: PublishInstanceStatusRequest) {
    let snapshot = app.applier.snapshot();
    let Some(known) = snapshot.instance(instance) else {
        return;
    };
    let news: Vec<_> = status
        .statuses
        .into_iter()
        .map(|status| api::InstanceHealthCheckResult {
            r#type: Some(status.r#type.into()),
            status: Some(status.status.into()),
            last_updated: Some(Timestamp(status.last_updated)),
            last_status_change: Some(Timestamp(status.last_status_change)),
            ..api::InstanceHealthCheckResult::default()
        })
        .filter(|new| {
            let old = known.health.iter().find(|it| it.r#type == new.r#type);
            old.is_none_or(|old| old.status != new.status)
        })
        .collect();
    if news.is_empty() {
        return;
    }
    let stored = app
        .applier
        .transact(Principal::Agent, move |tx, _cx| {
            container_instances::instance_health(tx, instance, news);
            Ok(())
        })
        .await;
    if let Err(fault) = stored {
        tracing::warn!(%instance, %fault, "an instance's health could not be stored");
    }
}
