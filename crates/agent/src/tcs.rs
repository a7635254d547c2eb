//! The agent's side of TCS: what was sampled of the running containers, every 20 seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use berth_env::{Clock, Entropy as _, SystemEntropy};
use berth_link::tcs::{
    AgentMessage, InstanceStatus, InstanceStatusMetadata, MAX_TASKS, Metadata, PUBLISH_INTERVAL_MS,
    PublishHealthRequest, PublishInstanceStatusRequest, PublishMetricsRequest, ServerMessage,
    TaskHealth, join_frame,
};
use berth_task_engine::{TaskView, task_healths};
use http::Uri;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::backoff::{self, Backoff};
use crate::client::Client;
use crate::metrics::Samples;
use crate::session::{self, End};
use crate::socket::{self, Closed, Socket};

/// The session, over all its connections.
pub(crate) struct Tcs {
    pub(crate) client: Client,
    pub(crate) cluster: String,
    pub(crate) container_instance_arn: String,
    pub(crate) samples: Samples,
    pub(crate) running: watch::Receiver<Vec<TaskView>>,
    pub(crate) status_due: Arc<AtomicBool>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) shutdown: CancellationToken,
}

impl Tcs {
    /// Stays connected until the agent stops.
    pub(crate) async fn run(self) {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(60), 2.0);
        loop {
            let began = Instant::now();
            let end = match self.connect().await {
                Ok((mut socket, url)) => self.serve(&mut socket, &url).await,
                Err(end) => end,
            };
            if !matches!(end, End::Shutdown | End::Expired) {
                tracing::info!(
                    error = &end as &dyn std::error::Error,
                    "telemetry not connected"
                );
            }
            if !session::pause(&end, began.elapsed(), &mut backoff, &self.shutdown).await {
                return;
            }
        }
    }

    async fn connect(&self) -> Result<(Socket, Uri), End> {
        let connect = async {
            let arn = &self.container_instance_arn;
            let endpoints = session::discover(&self.client, &self.cluster, arn).await?;
            let query = [
                ("agentHash", "berth"),
                ("agentVersion", env!("CARGO_PKG_VERSION")),
                ("cluster", self.cluster.as_str()),
                ("containerInstance", arn),
                ("dockerVersion", "berth"),
            ];
            let url = socket::address(&endpoints.telemetry_endpoint, &query)?;
            Ok((Socket::connect(&self.client, &url).await?, url))
        };
        tokio::select! {
            result = connect => result,
            () = self.shutdown.cancelled() => Err(End::Shutdown),
        }
    }

    async fn serve(&self, socket: &mut Socket, url: &Uri) -> End {
        let expires =
            Instant::now() + backoff::between(session::LONGEST_LIFE, session::LIFE_SPREAD);
        let patience = backoff::between(session::INACTIVITY, session::INACTIVITY);
        let mut silent_at = Instant::now() + patience;
        let mut running = self.running.clone();
        let mut told = Vec::new();
        let mut ticks = tokio::time::interval(Duration::from_millis(PUBLISH_INTERVAL_MS));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.shutdown.cancelled() => return End::Shutdown,
                () = tokio::time::sleep_until(silent_at) => {
                    socket.close("ConnectionExpired: Reconnect to continue").await;
                    return End::Silent;
                }
                () = tokio::time::sleep_until(expires) => {
                    socket.close("ConnectionExpired: Reconnect to continue").await;
                    return End::Expired;
                }
                _ = ticks.tick() => {
                    let health = task_healths(&self.running.borrow());
                    let published = match self.publish(socket, url).await {
                        Ok(()) => self.publish_health(socket, url, &health).await,
                        closed => closed,
                    };
                    if let Err(closed) = published {
                        return End::Closed(closed);
                    }
                    told = health;
                }
                // Nobody waits twenty seconds to hear that a container is not well.
                Ok(()) = running.changed() => {
                    let health = task_healths(&running.borrow_and_update());
                    if health != told {
                        if let Err(closed) = self.publish_health(socket, url, &health).await {
                            return End::Closed(closed);
                        }
                        told = health;
                    }
                }
                frame = socket.receive() => match frame {
                    Ok(frame) => match ServerMessage::decode(&frame) {
                        Ok(_) => silent_at = Instant::now() + patience,
                        Err(error) => tracing::debug!(%error, "dropped"),
                    },
                    Err(closed) => return End::Closed(closed),
                }
            }
        }
    }

    async fn publish(&self, socket: &mut Socket, url: &Uri) -> Result<(), Closed> {
        let views = self.running.borrow().clone();
        let metrics = self.samples.publish(&views, |_task, _container| None);
        let idle = views.is_empty();
        let message_id = SystemEntropy.uuid();
        // Nothing is said of tasks that have just begun and of which nothing is known yet.
        let frames = if idle {
            1
        } else {
            metrics.len().div_ceil(MAX_TASKS)
        };
        for number in 0..frames {
            let message = AgentMessage::PublishMetricsRequest(PublishMetricsRequest {
                metadata: Metadata {
                    cluster: self.cluster.clone(),
                    container_instance: self.container_instance_arn.clone(),
                    idle: Some(idle),
                    fin: number + 1 == frames,
                    message_id: message_id.clone(),
                },
                task_metrics: metrics
                    .iter()
                    .skip(number * MAX_TASKS)
                    .take(MAX_TASKS)
                    .cloned()
                    .collect(),
                timestamp: self.now_seconds(),
            });
            self.send(socket, url, &message).await?;
        }
        if self.status_due.swap(false, Ordering::Relaxed) {
            self.send(socket, url, &self.instance_status()).await?;
        }
        Ok(())
    }

    /// The health of all containers that have a check, if there are any.
    async fn publish_health(
        &self,
        socket: &mut Socket,
        url: &Uri,
        health: &[TaskHealth],
    ) -> Result<(), Closed> {
        let message_id = SystemEntropy.uuid();
        let mut frames = health.chunks(MAX_TASKS).peekable();
        while let Some(tasks) = frames.next() {
            let message = AgentMessage::PublishHealthRequest(PublishHealthRequest {
                metadata: Metadata {
                    cluster: self.cluster.clone(),
                    container_instance: self.container_instance_arn.clone(),
                    idle: None,
                    fin: frames.peek().is_none(),
                    message_id: message_id.clone(),
                },
                tasks: tasks.to_vec(),
                timestamp: self.now_seconds(),
            });
            self.send(socket, url, &message).await?;
        }
        Ok(())
    }

    /// We answer, so the runtime does: there is no daemon behind us that could be ill.
    fn instance_status(&self) -> AgentMessage {
        let now = self.now_seconds();
        AgentMessage::PublishInstanceStatusRequest(PublishInstanceStatusRequest {
            metadata: InstanceStatusMetadata {
                cluster: self.cluster.clone(),
                container_instance: self.container_instance_arn.clone(),
                request_id: SystemEntropy.uuid(),
            },
            statuses: vec![InstanceStatus {
                r#type: "ContainerRuntime".to_owned(),
                status: "OK".to_owned(),
                last_updated: now,
                last_status_change: now,
            }],
            timestamp: now,
        })
    }

    async fn send(
        &self,
        socket: &mut Socket,
        url: &Uri,
        message: &AgentMessage,
    ) -> Result<(), Closed> {
        let envelope = message.encode();
        let Ok(headers) = self.client.sign_get(url, envelope.as_bytes()) else {
            return Err(Closed::Abnormal);
        };
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        socket.send(join_frame(&headers, &envelope)).await
    }

    #[allow(clippy::cast_precision_loss, reason = "exact for 285 000 years")]
    fn now_seconds(&self) -> f64 {
        self.clock.now_ms() as f64 / 1000.0
    }
}
