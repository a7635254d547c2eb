//! Brings reports to the control plane: one task's strictly in order, several tasks' at once.

use std::sync::Arc;
use std::time::Duration;

use berth_task_engine::{Event, TaskStateChange};
use serde::Serialize;
use tokio::sync::{Semaphore, mpsc, watch};

use tokio_util::sync::CancellationToken;

use crate::client::{Client, ECS};

/// At most so many tasks' reports are on their way.
const IN_FLIGHT_MAX: usize = 10;
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const PAUSE_FACTOR: f64 = 1.3;

/// Sends reports. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Reporter {
    client: Client,
    cluster: Arc<str>,
    events: mpsc::Sender<Event>,
    registered: watch::Receiver<bool>,
    shutdown: CancellationToken,
    permits: Arc<Semaphore>,
}

#[derive(Serialize)]
struct Request<'a> {
    cluster: &'a str,
    #[serde(flatten)]
    change: &'a TaskStateChange,
}

impl Reporter {
    pub(crate) fn new(
        client: Client,
        cluster: &str,
        events: mpsc::Sender<Event>,
        registered: watch::Receiver<bool>,
        shutdown: CancellationToken,
    ) -> Self {
        Self {
            client,
            cluster: cluster.into(),
            events,
            registered,
            shutdown,
            permits: Arc::new(Semaphore::new(IN_FLIGHT_MAX)),
        }
    }

    /// Tries until the control plane has taken or refused the report, and tells the engine. When
    /// the agent stops, only a call already made is waited for.
    pub(crate) async fn report(mut self, sequence: u64, change: TaskStateChange) {
        // Before the registration nobody knows us.
        tokio::select! {
            Ok(_) = self.registered.wait_for(|registered| *registered) => {}
            () = self.shutdown.cancelled() => return,
        }
        let mut pause = FIRST_PAUSE;
        loop {
            let permit = tokio::select! {
                Ok(permit) = self.permits.acquire() => permit,
                () = self.shutdown.cancelled() => return,
            };
            let request = Request {
                cluster: &self.cluster,
                change: &change,
            };
            let result: Result<serde_json::Value, _> = self
                .client
                .call(ECS, "SubmitTaskStateChange", &request)
                .await;
            drop(permit);
            let task_arn = change.task.clone();
            let event = match result {
                Ok(_) => Event::ReportAccepted { task_arn, sequence },
                Err(error) if error.code() == Some("InvalidParameterException") => {
                    tracing::warn!(%error, task = task_arn, "a report is refused and given up");
                    Event::ReportRejected { task_arn, sequence }
                }
                Err(error) => {
                    tracing::warn!(%error, task = task_arn, "a report waits");
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        () = self.shutdown.cancelled() => return,
                    }
                    pause = pause.mul_f64(PAUSE_FACTOR).min(LONGEST_PAUSE);
                    continue;
                }
            };
            // The engine is gone only when the agent stops.
            let _ = self.events.send(event).await;
            return;
        }
    }
}
