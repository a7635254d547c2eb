//! The whole agent, put together.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use berth_env::{Clock, SystemClock};
use berth_task_engine::{Engine, Event};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::acs::{Acks, Acs, Prefetch};
use crate::checkpoint::Checkpoint;
use crate::client::{self, CallError, Client};
use crate::credentials::TaskCredentials;
use crate::driver::{Driver, EVENTS_MAX};
use crate::effects::{Executor, FactSender};
use crate::endpoints::{Board, Instance};
use crate::network_news;
use crate::options::{Machine, Options};
use crate::pull_news;
use crate::register::{self, RegisterError};
use crate::reporter::Reporter;
use crate::tcs::Tcs;

/// Why an agent ends by itself.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The endpoint makes no sense.
    #[error("cannot use the control plane's endpoint")]
    Endpoint(#[source] CallError),
    /// No TLS.
    #[error(transparent)]
    Tls(#[from] client::TlsError),
    /// The checkpoint cannot be read or written. Containers go on.
    #[error("cannot keep the agent's state in {directory}")]
    Checkpoint {
        /// Where.
        directory: PathBuf,
        /// What happened.
        #[source]
        cause: io::Error,
    },
    /// It is no container instance.
    #[error("cannot register")]
    Register(#[from] RegisterError),
    /// Interfaces or directories of former tasks are in the way.
    #[error("cannot prepare the host: {0}")]
    Prepare(String),
}

/// The agent of one container instance.
#[derive(Debug)]
pub struct Agent;

impl Agent {
    /// Runs with this executor until `shutdown`; containers keep running then. `credentials` are
    /// filled by the control plane and are the executor's to read, `board` by the engine for whoever
    /// looks; `connected` holds the container
    /// instance's arn while the control plane can tell it what to run.
    ///
    /// The tasks of the last run are looked after at once, before the control plane answers.
    ///
    /// # Errors
    /// [`Error`], when going on makes no sense; a supervisor may start the agent again.
    pub async fn run_with<E: Executor>(
        options: Options,
        executor: Arc<E>,
        credentials: TaskCredentials,
        board: Board,
        connected: watch::Sender<Option<String>>,
        shutdown: CancellationToken,
    ) -> Result<(), Error> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let client = client(&options, &clock)?;
        let machine = Machine::this();
        let directory = options.data_dir.join("engine");
        let checkpoint_error = |cause| Error::Checkpoint {
            directory: directory.clone(),
            cause,
        };
        let (checkpoint, state) = Checkpoint::open(&directory).map_err(checkpoint_error)?;
        let saved_identity = register::saved(&options)?;
        let specs: Vec<_> = state
            .tasks
            .values()
            .map(|task| Arc::clone(&task.spec))
            .collect();
        board.begin(&state.tasks);
        executor.prepare(&specs).await.map_err(Error::Prepare)?;

        let (events, incoming) = mpsc::channel(EVENTS_MAX);
        let (registered, registration) = watch::channel(false);
        let (running, running_views) = watch::channel(Vec::new());
        let acks = Acks::default();
        let engine = Engine::restore(options.engine_config(machine), state.shared, state.tasks);
        // Whichever part ends first, the others follow.
        let stop = shutdown.child_token();
        let guard = stop.clone().drop_guard();
        let driver = Driver {
            engine,
            checkpoint,
            executor: Arc::clone(&executor),
            events: incoming,
            facts: FactSender::new(events.clone()),
            acks: acks.clone(),
            reporter: Reporter::new(
                client.clone(),
                &options.cluster,
                events.clone(),
                registration,
                stop.clone(),
            ),
            credentials: credentials.clone(),
            board: board.clone(),
            running,
            clock: Arc::clone(&clock),
            shutdown: stop.clone(),
        };
        let link = async {
            let registering = register::register(&client, &options, machine, saved_identity, &stop);
            let identity = match registering.await {
                Ok(identity) => identity,
                Err(RegisterError::Stopped) => return Ok(()),
                Err(error) => return Err(Error::from(error)),
            };
            tracing::info!(arn = identity.container_instance_arn, "registered");
            board.registered(Instance {
                arn: identity.container_instance_arn.clone(),
                availability_zone: identity.availability_zone.clone(),
            });
            let event = Event::Registered {
                container_instance_arn: identity.container_instance_arn.clone(),
            };
            // The engine is gone only when the agent stops.
            let _ = events.send(event).await;
            registered.send_replace(true);
            let status_due = Arc::new(AtomicBool::new(true));
            let (pulls_of, news, ended) = (Arc::clone(&executor), acks.clone(), stop.clone());
            let pull_news = async move {
                if let Some(pulling) = pulls_of.pulling() {
                    pull_news::run(&*pulls_of, pulling, news, ended).await;
                }
            };
            let puller = Arc::clone(&executor);
            let prefetch: Option<Prefetch> = options.prefetch.then(|| {
                Box::new(move |images: Vec<String>| Arc::clone(&puller).prefetch(images))
                    as Prefetch
            });
            let (network, told) = watch::channel(None);
            let network_news =
                network_news::run(Arc::clone(&executor), told, acks.clone(), stop.clone());
            let acs = Acs {
                network: executor.has_vpcs().then_some(network),
                prefetch,
                client: client.clone(),
                cluster: options.cluster.clone(),
                container_instance_arn: identity.container_instance_arn.clone(),
                events,
                acks,
                credentials,
                connected,
                status_due: Arc::clone(&status_due),
                shutdown: stop.clone(),
            };
            let tcs = Tcs {
                client: client.clone(),
                cluster: options.cluster.clone(),
                container_instance_arn: identity.container_instance_arn,
                samples: board.samples().clone(),
                running: running_views.clone(),
                status_due,
                clock: Arc::clone(&clock),
                shutdown: stop.clone(),
            };
            let samples = board.samples().clone();
            let cores = machine.cores;
            let sampling = samples.collect(running_views, executor, clock, cores, stop.clone());
            if options.metrics {
                tokio::join!(acs.run(), tcs.run(), sampling, pull_news, network_news);
            } else {
                tokio::join!(acs.run(), pull_news, network_news);
            }
            Ok(())
        };
        let drive = async { driver.run().await.map_err(checkpoint_error) };
        let outcome = tokio::try_join!(drive, link);
        drop(guard);
        outcome.map(|_| ())
    }
}

pub(crate) fn client(options: &Options, clock: &Arc<dyn Clock>) -> Result<Client, Error> {
    let tls = client::tls_config(options.extra_roots.as_deref())?;
    Client::new(
        &options.endpoint,
        &options.region,
        options.credentials.clone(),
        tls,
        Arc::clone(clock),
    )
    .map_err(Error::Endpoint)
}
