//! Settings: flags over environment (both by clap) over the configuration file over defaults.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::{Context as _, anyhow, ensure};
use berth_agent::Rate;
use berth_model::PublicAddresses;
use serde::Deserialize;

use crate::cli::{DataDir, HostArgs, RegionArgs};
use crate::settings::{AgentSettings, Sources};

/// The configuration file. Unknown names are refused, so that a misspelt one is noticed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data_dir: Option<PathBuf>,
    listen: Option<SocketAddr>,
    region: Option<String>,
    account_id: Option<String>,
    stopped_task_hours: Option<u32>,
    stopped_tasks: Option<u32>,
    healthy_after_seconds: Option<u32>,
    secret_key_file: Option<PathBuf>,
    role_credentials_seconds: Option<u32>,
    public_addresses: Option<String>,
    cluster: Option<String>,
    availability_zone: Option<String>,
    bridge_subnet: Option<String>,
    bridge_name: Option<String>,
    image_pull_behavior: Option<String>,
    task_cleanup_wait_seconds: Option<u64>,
    task_metadata_rps_limit: Option<String>,
    secrets_manager_endpoint: Option<String>,
    ssm_endpoint: Option<String>,
    secrets_credentials_file: Option<PathBuf>,
    introspection: Option<String>,
    shim: Option<PathBuf>,
    #[serde(default)]
    agent: BTreeMap<String, toml::Value>,
}

/// A range for documentation: nobody on the internet has it, so that here it is free.
const PUBLIC_ADDRESSES: &str = "203.0.113.0/24";

/// Where a region lives and what it is called.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) listen: SocketAddr,
    pub(crate) region: String,
    pub(crate) account_id: String,
    pub(crate) stopped_task_hours: u32,
    pub(crate) stopped_tasks: u32,
    pub(crate) healthy_after_seconds: u32,
    pub(crate) secret_key_file: Option<PathBuf>,
    pub(crate) role_credentials_seconds: u32,
    pub(crate) public_addresses: PublicAddresses,
}

/// What a host brings.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    pub(crate) cluster: String,
    pub(crate) availability_zone: Option<String>,
    pub(crate) bridge_subnet: Option<String>,
    pub(crate) bridge_name: Option<String>,
    pub(crate) image_pull_behavior: String,
    pub(crate) task_metadata_rate: Rate,
    pub(crate) secrets_manager_endpoint: Option<String>,
    pub(crate) ssm_endpoint: Option<String>,
    pub(crate) secrets_credentials_file: Option<PathBuf>,
    pub(crate) introspection: Option<SocketAddr>,
    pub(crate) agent: AgentSettings,
    /// The same for a process that is started with them.
    pub(crate) agent_flags: Vec<String>,
    pub(crate) shim: PathBuf,
}

/// All settings, read once.
#[derive(Debug)]
pub(crate) struct Settings {
    file: File,
    pub(crate) data_dir: PathBuf,
}

impl Settings {
    /// Reads the configuration file, if one is named, and finds the data directory.
    pub(crate) fn read(args: &DataDir) -> anyhow::Result<Self> {
        let file = match &args.config {
            None => File::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path).with_context(|| {
                    format!("cannot read the configuration file {}", path.display())
                })?;
                toml::from_str(&text).with_context(|| {
                    format!("the configuration file {} is wrong", path.display())
                })?
            }
        };
        let data_dir = args
            .data_dir
            .clone()
            .or_else(|| file.data_dir.clone())
            .unwrap_or_else(|| PathBuf::from("/var/lib/berth"));
        let data_dir = std::path::absolute(&data_dir)
            .with_context(|| format!("{} is no path", data_dir.display()))?;
        Ok(Self { file, data_dir })
    }

    pub(crate) fn region(&self, args: &RegionArgs) -> anyhow::Result<Region> {
        let file = &self.file;
        let region = Region {
            listen: args
                .listen
                .or(file.listen)
                .unwrap_or(([127, 0, 0, 1], 4566).into()),
            region: self.region_name(args.region.as_ref()),
            account_id: args
                .account_id
                .clone()
                .or_else(|| file.account_id.clone())
                .unwrap_or_else(|| "123456789012".to_owned()),
            stopped_task_hours: args
                .stopped_task_hours
                .or(file.stopped_task_hours)
                .unwrap_or(720),
            stopped_tasks: args
                .stopped_tasks
                .or(file.stopped_tasks)
                .unwrap_or(1_000_000),
            healthy_after_seconds: args
                .healthy_after_seconds
                .or(file.healthy_after_seconds)
                .unwrap_or(40),
            secret_key_file: args
                .secret_key_file
                .as_ref()
                .or(file.secret_key_file.as_ref())
                .map(std::path::absolute)
                .transpose()
                .context("the secret key file is no path")?,
            role_credentials_seconds: args
                .role_credentials_seconds
                .or(file.role_credentials_seconds)
                .unwrap_or(6 * 3600),
            public_addresses: args
                .public_addresses
                .as_ref()
                .or(file.public_addresses.as_ref())
                .map_or(PUBLIC_ADDRESSES, String::as_str)
                .parse()
                .context("public addresses")?,
        };
        let digits = region.account_id.bytes().all(|byte| byte.is_ascii_digit());
        ensure!(
            region.account_id.len() == 12 && digits,
            "the account id '{}' must be twelve digits",
            region.account_id
        );
        ensure!(
            region.stopped_task_hours >= 1,
            "stopped tasks are kept for at least 1 hour"
        );
        ensure!(
            region.role_credentials_seconds >= 10,
            "credentials of tasks' roles live for at least 10 seconds"
        );
        Ok(region)
    }

    pub(crate) fn region_name(&self, given: Option<&String>) -> String {
        given
            .cloned()
            .or_else(|| self.file.region.clone())
            .unwrap_or_else(|| "us-east-1".to_owned())
    }

    pub(crate) fn host(&self, args: &HostArgs) -> anyhow::Result<Host> {
        let file = &self.file;
        let text = |given: &Option<String>, file: &Option<String>, default: &str| {
            given
                .clone()
                .or_else(|| file.clone())
                .unwrap_or_else(|| default.to_owned())
        };
        let shim = args.shim.clone().or_else(|| file.shim.clone());
        let shim = crate::shim::find(shim, &self.data_dir)?;
        let image_pull_behavior = text(
            &args.image_pull_behavior,
            &file.image_pull_behavior,
            "default",
        );
        ensure!(
            ["default", "always", "once", "prefer-cached"].contains(&image_pull_behavior.as_str()),
            "the image pull behavior '{image_pull_behavior}' must be default, always, once or prefer-cached"
        );
        let task_metadata_rate = text(
            &args.task_metadata_rps_limit,
            &file.task_metadata_rps_limit,
            "40,60",
        );
        let task_metadata_rate = task_metadata_rate
            .parse()
            .map_err(|error| anyhow!("the task metadata RPS limit: {error}"))?;
        let introspection = text(&args.introspection, &file.introspection, "127.0.0.1:51678");
        let introspection = match introspection.as_str() {
            "off" => None,
            address => Some(address.parse().with_context(|| {
                format!("introspection at '{address}': an address and a port, or off")
            })?),
        };
        let environment = |name: &str| std::env::var(name).ok();
        let sources = Sources {
            flags: &args.agent_settings,
            file: &file.agent,
            environment: &environment,
        };
        let mut agent = AgentSettings::read(&sources)?;
        let mut agent_flags = sources.flags()?;
        let wait = args
            .task_cleanup_wait_seconds
            .or(file.task_cleanup_wait_seconds);
        if let Some(seconds) = wait {
            agent.task_cleanup_wait = Duration::from_secs(seconds);
            let name = "ENGINE_TASK_CLEANUP_WAIT_DURATION=";
            agent_flags.retain(|flag| !flag.starts_with(name));
            agent_flags.push(format!("{name}{seconds}s"));
        }
        let given = args.cluster.clone().or_else(|| environment("ECS_CLUSTER"));
        Ok(Host {
            cluster: text(&given.filter(|it| !it.is_empty()), &file.cluster, "default"),
            availability_zone: args
                .availability_zone
                .clone()
                .or_else(|| file.availability_zone.clone()),
            bridge_subnet: args
                .bridge_subnet
                .clone()
                .or_else(|| file.bridge_subnet.clone()),
            bridge_name: args
                .bridge_name
                .clone()
                .or_else(|| file.bridge_name.clone()),
            image_pull_behavior,
            task_metadata_rate,
            secrets_manager_endpoint: args
                .secrets_manager_endpoint
                .clone()
                .or_else(|| file.secrets_manager_endpoint.clone()),
            ssm_endpoint: args
                .ssm_endpoint
                .clone()
                .or_else(|| file.ssm_endpoint.clone()),
            secrets_credentials_file: args
                .secrets_credentials_file
                .as_ref()
                .or(file.secrets_credentials_file.as_ref())
                .map(std::path::absolute)
                .transpose()
                .context("the secrets credentials file is no path")?,
            introspection,
            agent,
            agent_flags,
            shim,
        })
    }
}
