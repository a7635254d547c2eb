//! The control plane: API servers, applier, agent connections.
//!
//! The shell around the pure semantics of `berth-ecs`: it owns the socket, the clock, the store
//! and nothing that decides. A request is verified ([`auth`]), handed to its operation
//! ([`ecs_api`]), and either read from the newest [`applier::Snapshot`] or run as a command by the one
//! writer ([`applier`]). Agents hold two websockets each ([`link`]); what goes by itself in time is
//! the [`housekeeper`]'s.
//!
//! It never talks to a container, and no other crate writes to its store.
//!
//! Start at [`ControlPlane`], then [`applier`].

mod access_keys;
mod api;
mod app;
pub mod applier;
mod auth;
mod berth_api;
mod check;
mod control_loop;
mod ec2_api;
mod ecs_api;
mod event_stream;
mod forms;
mod hooks;
mod housekeeper;
mod jobs;
mod link;
pub mod logs;
mod metrics;
mod provisioning;
mod secret_keys;
mod secrets_api;
mod server;
mod services;
mod status;
mod sts;
mod utilisation;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use berth_ecs::container_instances;
pub use berth_ecs::credentials::Lifetime;
use berth_env::{Clock, SystemClock, SystemEntropy};
use berth_logs::LogStore;
use berth_model::{Names, Principal, PublicAddresses};
use berth_protocol::fault::Fault;
use berth_protocol::sigv4::Verifier;
use berth_store::{DiskStore, Store};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub use access_keys::Keys;
pub use api::Call;
use app::App;
use applier::{Applier, Handle, Stopped};
pub use berth_ecs::housekeeping::Retention;
pub use berth_ecs::services::Settings as ServiceSettings;
pub use check::{Checked, check};
pub use link::{LinkOptions, Telemetry};
pub use utilisation::{Minute, Share};

/// How long connections may take to let go of the applier once the server has ended.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// What a control plane can be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the state is kept, and in its `logs` the tasks' output; made if it is not there.
    pub data_dir: PathBuf,
    /// Where the APIs answer. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// For instance `us-east-1`.
    pub region: String,
    /// Twelve digits.
    pub account_id: String,
    /// The URL by which agents reach this control plane; `None`: as they ask for it.
    pub agent_url: Option<String>,
    /// How long STOPPED tasks are kept.
    pub retention: Retention,
    /// How long credentials of tasks' roles live.
    pub lifetime: Lifetime,
    /// How connections with agents behave.
    pub link: LinkOptions,
    /// How services behave.
    pub services: ServiceSettings,
    /// The file of the keys that secrets are encrypted with; `None`: one in the data directory,
    /// made at the first start.
    pub secret_key_file: Option<PathBuf>,
    /// Where the public addresses of tasks come from.
    pub public_addresses: PublicAddresses,
}

/// Why a control plane did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The state cannot be opened.
    #[error("cannot open the state in {}", .dir.display())]
    Store {
        /// The data directory.
        dir: PathBuf,
        /// What the store said.
        source: berth_store::Error,
    },
    /// The logs cannot be opened.
    #[error("cannot open the logs")]
    Logs(#[from] berth_logs::OpenError),
    /// The state cannot be loaded.
    #[error(transparent)]
    Applier(#[from] applier::StartError),
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: choose another with --listen, or stop what has it")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The first records cannot be stored.
    #[error("cannot write the first records")]
    FirstRecords(#[source] Fault),
}

/// A control plane that holds its store and its socket, and does not serve yet.
pub struct ControlPlane {
    listener: TcpListener,
    address: SocketAddr,
    keys: Keys,
    app: App,
    stopped: Stopped,
    retention: Retention,
    services: ServiceSettings,
}

impl ControlPlane {
    /// Opens the state on disk and listens. Requests wait until [`Self::run`].
    ///
    /// # Errors
    /// [`Error`]: each says what to do about it.
    pub async fn open(options: Options) -> Result<Self, Error> {
        let store = DiskStore::open(&options.data_dir).map_err(|source| Error::Store {
            dir: options.data_dir.clone(),
            source,
        })?;
        Self::open_with(options, Box::new(store), Arc::new(SystemClock)).await
    }

    /// The same over any store and clock. Logs are kept in the data directory in any case.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(
        options: Options,
        store: Box<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        let listen_error = |source| Error::Listen {
            address: options.listen,
            source,
        };
        let listener = TcpListener::bind(options.listen)
            .await
            .map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let names = Names {
            region: options.region.clone(),
            account: options.account_id,
        };
        let log_store = Arc::new(LogStore::open(&options.data_dir.join("logs"))?);
        let (applier, stopped) = Applier::start(
            store,
            applier::Options {
                names,
                clock: Arc::clone(&clock),
                entropy: Box::new(SystemEntropy),
                lifetime: options.lifetime,
            },
        )?;
        let public_addresses = options.public_addresses;
        let keys = access_keys::ensure(&applier)
            .await
            .map_err(Error::FirstRecords)?;
        applier
            .transact(Principal::Root, move |tx, cx| {
                container_instances::all_agents_gone(tx, cx.now);
                berth_vpc::ensure_default_vpc(tx, cx);
                berth_vpc::ensure_public_addresses(tx, &public_addresses);
                Ok(())
            })
            .await
            .map_err(Error::FirstRecords)?;
        let keys_of_secrets =
            secret_keys::open(&options.data_dir, options.secret_key_file.as_deref());
        let keys_of_secrets = Arc::new(keys_of_secrets);
        secret_keys::look_over(&applier, &keys_of_secrets)
            .await
            .map_err(Error::FirstRecords)?;
        let app = App {
            verifier: Verifier::new(options.region),
            prefetch: tokio::sync::broadcast::Sender::new(berth_api::PREFETCHES_MAX),
            ecs: ecs_api::EcsApi::new(applier.clone(), options.agent_url),
            ec2: ec2_api::Ec2Api::new(applier.clone()),
            logs: logs::LogsApi::new(
                log_store,
                applier.names().region.clone(),
                applier.names().account.clone(),
                Arc::clone(&clock),
            ),
            secrets: secrets_api::SecretsApi::new(applier.clone(), keys_of_secrets),
            event_readers: Arc::new(Semaphore::new(event_stream::READERS_MAX)),
            links: Arc::default(),
            link_options: options.link,
            metrics: metrics::Metrics::default(),
            shutdown: CancellationToken::new(),
            applier,
        };
        Ok(Self {
            listener,
            address,
            keys,
            app,
            stopped,
            retention: options.retention,
            services: options.services,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// The region's access keys, made at the first start.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The way to the state.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.app.applier.clone()
    }

    /// The newest figures of running tasks.
    #[must_use]
    pub fn telemetry(&self) -> Telemetry {
        Telemetry(Arc::clone(&self.app.links))
    }

    /// Serves until `shutdown` is cancelled, then ends in order: no new connections, requests
    /// under way are answered, agents are told, the store is let go of. The future resolves once
    /// that is done, or after a few seconds if some [`Handle`] is still about.
    pub async fn run(self, shutdown: CancellationToken) {
        let Self {
            listener,
            app,
            stopped,
            retention,
            services,
            address,
            ..
        } = self;
        let app = Arc::new(App {
            shutdown: shutdown.clone(),
            ..app
        });
        tracing::info!(%address, "the control plane is up");
        let housekeeper = housekeeper::run(app.applier.clone(), retention, shutdown.clone());
        let services = services::run(app.applier.clone(), services, shutdown.clone());
        let provisioning = provisioning::run(app.applier.clone(), shutdown.clone());
        let jobs = jobs::run(app.applier.clone(), shutdown.clone());
        let logs = Arc::clone(app.logs.store());
        let expiry = housekeeper::expire_logs(logs, app.applier.clone(), shutdown.clone());
        tokio::join!(
            server::serve(listener, app, shutdown),
            housekeeper,
            services,
            provisioning,
            jobs,
            expiry
        );
        if tokio::time::timeout(STOP_TIMEOUT, stopped.wait())
            .await
            .is_err()
        {
            tracing::warn!("the state is still in use at the end");
        }
        tracing::info!("the control plane has stopped");
    }
}
