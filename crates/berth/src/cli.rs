//! The command line. Every flag can come from `BERTH_*` or the configuration file as well.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Amazon ECS for your own machines.
#[derive(Debug, Parser)]
#[command(name = "berth", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs a whole region on this host: control plane and container agent.
    Up(UpArgs),
    /// Stops all tasks of the region on this host, then the region.
    Down(DownArgs),
    /// Prints what to export so that AWS clients talk to the region.
    Env(EnvArgs),
    /// Says what a region that does not run holds, and whether all invariants hold.
    Check(CheckArgs),
    /// Registers a task definition file, runs it, and exits with its exit code.
    Run(RunArgs),
    /// Shows the tasks of a cluster: status, pulls, exit codes, reasons.
    Tasks(TasksArgs),
    /// Draws a cluster: its zones, its instances and how full they are, and the tasks on each.
    Placement(PlacementArgs),
    /// Schedules that run tasks, and what became of their runs.
    Schedule(ScheduleArgs),
    /// Hosts for tasks of the launch type FARGATE: what is on them, and how they go.
    Fargate(FargateArgs),
    /// Prints what happens as EventBridge's events, one JSON object a line, until it is stopped.
    Events(EventsArgs),
    /// Runs the control plane only.
    Server(ServerArgs),
    /// Runs the container agent only.
    Agent(AgentArgs),
}

/// Flags that several commands share.
#[derive(Clone, Debug, Args)]
pub(crate) struct DataDir {
    /// Where everything is kept [default: /var/lib/berth].
    #[arg(long, env = "BERTH_DATA_DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// A TOML file with any of these settings, names with underscores.
    #[arg(long, env = "BERTH_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct RegionArgs {
    /// Address of the API [default: 127.0.0.1:4566].
    #[arg(long, env = "BERTH_LISTEN")]
    pub(crate) listen: Option<std::net::SocketAddr>,
    /// Name of the region [default: us-east-1].
    #[arg(long, env = "BERTH_REGION")]
    pub(crate) region: Option<String>,
    /// Twelve digits [default: 123456789012].
    #[arg(long, env = "BERTH_ACCOUNT_ID")]
    pub(crate) account_id: Option<String>,
    /// How long STOPPED tasks are kept, in hours [default: 720].
    #[arg(long, env = "BERTH_STOPPED_TASK_HOURS")]
    pub(crate) stopped_task_hours: Option<u32>,
    /// How many STOPPED tasks are kept [default: 1000000].
    #[arg(long, env = "BERTH_STOPPED_TASKS")]
    pub(crate) stopped_tasks: Option<u32>,
    /// Seconds after which a service's running task without a health check is healthy [default: 40].
    #[arg(long, env = "BERTH_HEALTHY_AFTER_SECONDS")]
    pub(crate) healthy_after_seconds: Option<u32>,
    /// The file of the keys that secrets are encrypted with [default: secrets.key in the data
    /// directory, made at the first start].
    #[arg(long, env = "BERTH_SECRET_KEY_FILE")]
    pub(crate) secret_key_file: Option<PathBuf>,
    /// How long credentials of tasks' roles live, in seconds [default: 21600].
    #[arg(long, env = "BERTH_ROLE_CREDENTIALS_SECONDS")]
    pub(crate) role_credentials_seconds: Option<u32>,
    /// Where the public addresses of tasks with assignPublicIp come from: ranges that are routed to the
    /// region's hosts, with commas between them, or "none". Those of a range for documentation
    /// are reached from each task's host alone [default: 203.0.113.0/24].
    #[arg(long, env = "BERTH_PUBLIC_ADDRESSES")]
    pub(crate) public_addresses: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct HostArgs {
    /// The cluster this host belongs to [default: default].
    #[arg(long, env = "BERTH_CLUSTER")]
    pub(crate) cluster: Option<String>,
    /// The Availability Zone this host stands for [default: the region's first].
    #[arg(long, env = "BERTH_AVAILABILITY_ZONE")]
    pub(crate) availability_zone: Option<String>,
    /// The subnet of containers in bridge mode [default: a free /16].
    #[arg(long, env = "BERTH_BRIDGE_SUBNET")]
    pub(crate) bridge_subnet: Option<String>,
    /// The bridge's name [default: berth0, or made from the data directory].
    #[arg(long, env = "BERTH_BRIDGE_NAME")]
    pub(crate) bridge_name: Option<String>,
    /// When images are pulled: default, always, once or prefer-cached.
    #[arg(long, env = "ECS_IMAGE_PULL_BEHAVIOR")]
    pub(crate) image_pull_behavior: Option<String>,
    /// Seconds a stopped task's containers are kept on the host; as the agent setting
    /// engine_task_cleanup_wait_duration [default: 10800].
    #[arg(long, env = "BERTH_TASK_CLEANUP_WAIT_SECONDS")]
    pub(crate) task_cleanup_wait_seconds: Option<u64>,
    /// Requests a second, and at once, that a task may make for metadata and credentials
    /// [default: 40,60].
    #[arg(long, env = "ECS_TASK_METADATA_RPS_LIMIT")]
    pub(crate) task_metadata_rps_limit: Option<String>,
    /// URL of the Secrets Manager that tasks' secrets come from; {region} stands for the secret's
    /// region [default: this region].
    #[arg(long, env = "BERTH_SECRETS_MANAGER_ENDPOINT")]
    pub(crate) secrets_manager_endpoint: Option<String>,
    /// URL of the Systems Manager that tasks' parameters come from, the same way.
    #[arg(long, env = "BERTH_SSM_ENDPOINT")]
    pub(crate) ssm_endpoint: Option<String>,
    /// An AWS credentials file whose profile `default` signs calls of those two
    /// [default: the task's execution role signs].
    #[arg(long, env = "BERTH_SECRETS_CREDENTIALS_FILE")]
    pub(crate) secrets_credentials_file: Option<PathBuf>,
    /// Where the agent tells of itself and its tasks; "off" for nowhere
    /// [default: 127.0.0.1:51678].
    #[arg(long, env = "BERTH_INTROSPECTION")]
    pub(crate) introspection: Option<String>,
    /// A setting of the container agent, NAME=VALUE, such as image_minimum_cleanup_age=2h; may be
    /// repeated. Each can also come from ECS_NAME or BERTH_NAME.
    #[arg(long = "agent", value_name = "NAME=VALUE")]
    pub(crate) agent_settings: Vec<String>,
    /// The task shim's program [default: berth-shim beside this program, else the one inside it].
    #[arg(long, env = "BERTH_SHIM")]
    pub(crate) shim: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct UpArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    #[command(flatten)]
    pub(crate) region: RegionArgs,
    #[command(flatten)]
    pub(crate) host: HostArgs,
    /// Says what happens as JSON, one object a line.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct DownArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    #[command(flatten)]
    pub(crate) host: HostArgs,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct EnvArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// Prints one JSON object instead.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// Prints one JSON object instead.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct RunArgs {
    /// A task definition, as for `aws ecs register-task-definition --cli-input-json`.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// The cluster to run in.
    #[arg(long, env = "BERTH_CLUSTER", default_value = "default")]
    pub(crate) cluster: String,
    /// Prints the task's log lines as they come, until it has stopped.
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// Says what happens as JSON, one object a line.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct TasksArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// The cluster.
    #[arg(long, env = "BERTH_CLUSTER", default_value = "default")]
    pub(crate) cluster: String,
    /// Shows tasks as well that stopped in the last hour.
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Prints one JSON object instead.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct PlacementArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// The cluster.
    #[arg(env = "BERTH_CLUSTER", default_value = "default")]
    pub(crate) cluster: String,
    /// Prints one JSON object instead: the instances and the tasks.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ScheduleArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// Prints the answer as one JSON object.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: ScheduleCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ScheduleCommand {
    /// Makes the schedule that a JSON file describes, or changes it.
    Put {
        /// {"name", "scheduleExpression", "task": {"taskDefinition", …}}
        file: PathBuf,
    },
    /// Deletes a schedule; runs under way go on.
    Delete {
        /// Which.
        name: String,
    },
    /// Shows all schedules.
    List,
    /// Shows runs, the newest first, of a schedule or of all.
    Runs {
        /// Of this schedule.
        name: Option<String>,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct FargateArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// Prints the answer as one JSON object.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: FargateCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum FargateCommand {
    /// Shows all hosts.
    List,
    /// Has a host take no more tasks. Those of services are replaced, those of FARGATE_SPOT interrupted.
    Drain {
        /// Its id.
        host: String,
    },
    /// As drain; and what is still there when the wait is over is stopped, which an event tells ahead.
    Retire {
        /// Its id.
        host: String,
        /// How long [default: the days of the account setting fargateTaskRetirementWaitPeriod].
        #[arg(long, value_name = "SECONDS")]
        wait_seconds: Option<u32>,
    },
    /// Has a host take tasks again.
    Activate {
        /// Its id.
        host: String,
    },
    /// Gives a host up that is gone for good, and its tasks.
    Remove {
        /// Its id.
        host: String,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct EventsArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// Only events of this cluster; may be repeated.
    #[arg(long = "cluster", value_name = "CLUSTER")]
    pub(crate) clusters: Vec<String>,
    /// Only events of this kind, such as "ECS Task State Change"; may be repeated.
    #[arg(long = "detail-type", value_name = "TYPE")]
    pub(crate) detail_types: Vec<String>,
    /// Begins after the event with this number, 0 for all that are kept [default: what happens from
    /// now on].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) after: Option<u64>,
    /// A file that keeps the number of the last event printed; if it is there, printing goes on after
    /// that one.
    #[arg(long, value_name = "FILE")]
    pub(crate) cursor: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ServerArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    #[command(flatten)]
    pub(crate) region: RegionArgs,
    /// Reports to `berth up` on standard output, and ends with it.
    #[arg(long, hide = true)]
    pub(crate) supervised: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct AgentArgs {
    #[command(flatten)]
    pub(crate) data: DataDir,
    /// URL of the control plane.
    #[arg(long, env = "BERTH_ENDPOINT")]
    pub(crate) endpoint: String,
    /// Name of the region [default: us-east-1].
    #[arg(long, env = "BERTH_REGION")]
    pub(crate) region: Option<String>,
    #[command(flatten)]
    pub(crate) host: HostArgs,
    /// Offers this host to tasks of the launch type FARGATE, each in a virtual machine of its own, and
    /// to no others; keeps its things in fargate/ of the data directory.
    #[arg(long)]
    pub(crate) fargate: bool,
    /// Reports to `berth up` on standard output, and ends with it.
    #[arg(long, hide = true)]
    pub(crate) supervised: bool,
}
