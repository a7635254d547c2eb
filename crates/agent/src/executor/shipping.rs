//! Bringing containers' output to where their log drivers say.

use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::{Request, SPOOL_DIR};
use berth_task_engine::event::failure_name;
use berth_task_engine::{Fact, Failure};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

use super::HostExecutor;
use super::create::Made;
use super::run::{Output, TaskRun};
use super::spec::{self, LogTarget, runtime_id};
use crate::client::CallError;
use crate::logs::{
    self, AwslogsOptions, Collector, Destination, LogOptions, LogStream, LogsApi, ServiceApi,
    SetUpError, Shipper, SplunkOptions, Start,
};

/// The `logsAuthStrategy` of containers whose logs are shipped as the execution role.
const EXECUTION_ROLE: &str = "ExecutionRole";

/// A container's output has nowhere to go.
#[derive(Debug, thiserror::Error)]
enum DestinationError {
    #[error(transparent)]
    Client(#[from] CallError),
    #[error(transparent)]
    Collector(#[from] SetUpError),
}

impl HostExecutor {
    /// Makes the log stream, or asks for the collector; one that says no keeps the container from
    /// being made.
    pub(super) async fn prepare_logs(
        &self,
        run: &TaskRun,
        container: &acs::Container,
        target: &LogTarget,
    ) -> Result<Option<Start>, Failure> {
        let LogTarget::Service(options) = target else {
            return Ok(None);
        };
        let name = &container.name;
        let start = match options.as_ref() {
            LogOptions::Awslogs(options) => {
                let api = self.logs_api(&run.task, name, options);
                let api = api.map_err(|error| invalid(&error))?;
                let start = logs::prepare(api.as_ref(), options).await;
                start.map_err(|error| invalid(&error))?
            }
            LogOptions::Splunk(options) => {
                let collector = self.collector(run, name, options);
                let collector = collector.map_err(|error| invalid(&error))?;
                collector.verify().await.map_err(|error| invalid(&error))?;
                Start::Existing
            }
        };
        Ok(Some(start))
    }

    fn log_destination(
        &self,
        run: &TaskRun,
        name: &str,
        options: &LogOptions,
        start: Start,
    ) -> Result<Arc<dyn Destination>, DestinationError> {
        Ok(match options {
            LogOptions::Awslogs(options) => Arc::new(LogStream {
                api: self.logs_api(&run.task, name, options)?,
                options: options.clone(),
                runtime_id: runtime_id(&run.task.arn, name),
                start,
            }),
            LogOptions::Splunk(options) => Arc::new(self.collector(run, name, options)?),
        })
    }

    fn collector(
        &self,
        run: &TaskRun,
        name: &str,
        options: &SplunkOptions,
    ) -> Result<Collector, SetUpError> {
        let position = run.dir.join("made").join(format!("{name}.shipped"));
        let id = runtime_id(&run.task.arn, name);
        Collector::new(options.clone(), &self.machine_name, &id, position)
    }

    fn logs_api(
        &self,
        task: &acs::Task,
        container: &str,
        options: &AwslogsOptions,
    ) -> Result<Arc<dyn LogsApi>, CallError> {
        let client = self.options.logs.clone();
        let client = match &options.endpoint {
            Some(endpoint) => {
                let region = options.region.as_deref();
                client.with_endpoint(endpoint, region.unwrap_or(&self.options.region))?
            }
            None => client,
        };
        let by_role = task
            .container(container)
            .is_some_and(|container| container.logs_auth_strategy == EXECUTION_ROLE);
        Ok(Arc::new(if by_role {
            ServiceApi::with_execution_role(client, self.options.credentials.clone(), &task.arn)
        } else {
            ServiceApi::new(client)
        }))
    }

    /// After a restart: where the logs go is fetched again if it is a secret.
    pub(super) async fn restore_secret_logs(&self, run: &TaskRun, name: &str, made: &mut Made) {
        let container = run.task.container(name);
        let Some(container) = container.filter(|_| made.logs_are_secret) else {
            return;
        };
        let found = match self.container_secrets(&run.task, container).await {
            Ok(secrets) => spec::log_target(&run.task, container, &secrets)
                .map_err(|error| Failure::new(failure_name::CANNOT_CREATE, error.to_string())),
            Err(failure) => Err(failure),
        };
        match found {
            Ok(LogTarget::Service(options)) => made.logs = Some(*options),
            Ok(LogTarget::Local) => {}
            Err(failure) => {
                let task = &run.task.arn;
                tracing::error!(task, name, %failure, "logs are not shipped any more");
            }
        }
    }

    /// Begins to ship the output of a container's run, if it goes anywhere. `start` is what is known
    /// of the stream. Nothing is shipped before the last run's output is.
    pub(super) fn start_shipping(
        self: &Arc<Self>,
        run: &Arc<TaskRun>,
        name: &str,
        number: u32,
        made: &Made,
        start: Option<Start>,
    ) {
        let mut containers = run.containers.lock();
        if containers.get(name).is_some_and(|it| it.run >= number) {
            return;
        }
        let last = containers.remove(name).and_then(|it| it.shipper);
        let last = last.map(AbortOnDropHandle::new);
        let (ended, has_ended) = watch::channel(false);
        let away = watch::Sender::new(false);
        let shipper = made.logs.clone().and_then(|options| {
            let start = start.unwrap_or(Start::Existing);
            let destination = self.log_destination(run, name, &options, start);
            let destination = destination
                .inspect_err(|error| tracing::error!(name, %error, "logs are not shipped"))
                .ok()?;
            Some(Shipper {
                destination,
                options,
                directory: run.dir.join("containers").join(name).join(SPOOL_DIR),
                ended: has_ended,
                acknowledge: acknowledge(Arc::downgrade(run), name),
                watcher: self.watcher.clone(),
                away: away.clone(),
            })
        });
        let shipper = shipper.map(|shipper| {
            let (run, container) = (Arc::clone(run), name.to_owned());
            tokio::spawn(async move {
                if let Some(last) = last {
                    // However it ended.
                    let _ = last.await;
                }
                if let Err(error) = shipper.run().await {
                    tracing::error!(container, %error, "logs are not shipped");
                }
                let (facts, arn) = (run.facts.clone(), &run.task.arn);
                let run = number;
                facts.send(arn, Fact::LogsShipped { container, run }).await;
            })
        });
        let output = Output {
            run: number,
            ended,
            away,
            shipper,
        };
        containers.insert(name.to_owned(), output);
    }
}

/// Tells the shim what is stored elsewhere.
fn acknowledge(run: std::sync::Weak<TaskRun>, name: &str) -> logs::Acknowledge {
    let name = name.to_owned();
    Arc::new(move |through| {
        let client = run.upgrade().and_then(|run| run.client());
        let name = name.clone();
        Box::pin(async move {
            let Some(client) = client else {
                return;
            };
            let request = Request::LogsShipped { name, through };
            if let Err(error) = client.ask(request).await {
                tracing::debug!(%error, "the shim was not told what is shipped");
            }
        })
    })
}

fn invalid(error: &dyn std::error::Error) -> Failure {
    let text = format!("failed to validate logger args: {error}");
    Failure::new(failure_name::RESOURCE_INITIALIZATION, text)
}
