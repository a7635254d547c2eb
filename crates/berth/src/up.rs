//! `berth up`: a supervisor of two children, the control plane and the agent; and of a third, the agent
//! for tasks in virtual machines, on a host that has what they need.
//!
//! A child that ends unasked is started again, with growing pauses. Each child reads its standard
//! input and ends in order when that closes, so that even a killed supervisor leaves none behind.
//! Containers are neither's children: they go on, and the next start finds them.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{ExitCode, Stdio},
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, ChildStdin, Command},
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    time::Instant,
};

use crate::{
    cli::UpArgs,
    config::{Host, Region, Settings},
    data_dir::{self, Hold},
    events::Event,
    shim,
};

const SHORTEST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// A child that has lived so long is started again without a pause.
const STEADY: Duration = Duration::from_secs(60);
/// Children are given so long to end in order.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn main(args: UpArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = settings.region(&args.region)?;
    let host = settings.host(&args.host)?;
    ensure!(
        nix::unistd::geteuid().is_root(),
        "berth up runs containers and needs root; start it with sudo"
    );
    let hold = data_dir::hold(&settings.data_dir)?;
    shim::ready(&host.shim)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut supervisor = Supervisor::start(settings.data_dir, region, host, hold).await?;
        supervisor.announce(args.json);
        supervisor.run().await
    })
}

/// A region's processes.
pub(crate) struct Supervisor {
    data_dir: PathBuf,
    region: Region,
    host: Host,
    url: String,
    server: Role,
    agent: Role,
    /// The agent for tasks in virtual machines.
    fargate: Option<Role>,
    shares: Option<Shares>,
    events: mpsc::Receiver<Event>,
    events_in: mpsc::Sender<Event>,
    terminate: Signal,
    interrupt: Signal,
    _hold: Hold,
}

struct Role {
    name: &'static str,
    child: Child,
    /// The child ends when this closes. Held apart because waiting for a child closes its own.
    _lifeline: ChildStdin,
    started: Instant,
    pause: Duration,
}

impl Supervisor {
    /// Starts both children; returns when the region is ready.
    pub(crate) async fn start(
        data_dir: PathBuf,
        mut region: Region,
        host: Host,
        hold: Hold,
    ) -> anyhow::Result<Self> {
        let terminate = signal(SignalKind::terminate())?;
        let interrupt = signal(SignalKind::interrupt())?;
        let (events_in, mut events) = mpsc::channel(16);
        let mut server = Role::start("server", server_args(&data_dir, &region), &events_in)?;
        let url = match server.first_event(&mut events).await? {
            Event::Listening { url } => url,
            Event::Connected { .. } => {
                bail!("the control plane told something else than its address")
            }
        };
        // Port 0 means any port at first; from now on it means the one that was found.
        let found = url
            .rsplit('/')
            .next()
            .and_then(|address| address.parse::<SocketAddr>().ok());
        region.listen = found.unwrap_or(region.listen);
        let shares = has_machines(&host)?.then(|| Shares::of(&host));
        let mut agent = Role::start(
            "agent",
            agent_args(&data_dir, &region, &host, &url, shares),
            &events_in,
        )?;
        let mut fargate = match shares {
            Some(shares) => {
                let args = fargate_args(&data_dir, &region, &host, &url, shares);
                Some(Role::start("agent", args, &events_in)?)
            }
            None => None,
        };
        agent.first_event(&mut events).await?;
        if let Some(fargate) = &mut fargate {
            fargate.first_event(&mut events).await?;
        }
        Ok(Self {
            data_dir,
            region,
            host,
            url,
            server,
            agent,
            fargate,
            shares,
            events,
            events_in,
            terminate,
            interrupt,
            _hold: hold,
        })
    }

    #[allow(
        clippy::print_stdout,
        reason = "the command talks to a person or a script"
    )]
    fn announce(&self, json: bool) {
        let dir = self.data_dir.display();
        if json {
            let line = serde_json::json!({
                "event": "ready",
                "endpoint_url": self.url,
                "region": self.region.region,
                "data_dir": self.data_dir,
            });
            println!("{line}");
            return;
        }
        println!(
            "berth: region {} at {}, data in {dir}",
            self.region.region, self.url
        );
        println!(
            "berth: in another shell: eval \"$(berth env --data-dir {dir})\" && aws ecs list-clusters"
        );
        println!("ready");
    }

    /// Keeps both children alive until told to end.
    pub(crate) async fn run(&mut self) -> anyhow::Result<ExitCode> {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => break,
                _ = self.interrupt.recv() => break,
                // News of a child that was started again; there is nobody left to tell.
                Some(_) = self.events.recv() => {}
                status = self.server.child.wait() => {
                    self.server.ended(status);
                    let again = self.server.pause_and_restart(
                        server_args(&self.data_dir, &self.region),
                        &self.events_in,
                        &mut self.terminate,
                        &mut self.interrupt,
                    );
                    if !again.await? { break }
                }
                status = self.agent.child.wait() => {
                    self.agent.ended(status);
                    let again = self.agent.pause_and_restart(
                        agent_args(&self.data_dir, &self.region, &self.host, &self.url, self.shares),
                        &self.events_in,
                        &mut self.terminate,
                        &mut self.interrupt,
                    );
                    if !again.await? { break }
                }
                status = ended(self.fargate.as_mut()) => {
                    let (Some(fargate), Some(shares)) = (&mut self.fargate, self.shares) else {
                        continue;
                    };
                    fargate.ended(status);
                    let again = fargate.pause_and_restart(
                        fargate_args(&self.data_dir, &self.region, &self.host, &self.url, shares),
                        &self.events_in,
                        &mut self.terminate,
                        &mut self.interrupt,
                    );
                    if !again.await? { break }
                }
            }
        }
        self.stop().await;
        Ok(ExitCode::SUCCESS)
    }

    /// Ends the agents, then the control plane, each in order.
    pub(crate) async fn stop(&mut self) {
        if let Some(fargate) = &mut self.fargate {
            fargate.stop().await;
        }
        self.agent.stop().await;
        self.server.stop().await;
    }
}

impl Role {
    fn start(
        name: &'static str,
        args: Vec<String>,
        events: &mpsc::Sender<Event>,
    ) -> anyhow::Result<Self> {
        // Not by its path: the file there may have been replaced by a newer release, or be gone.
        let mut child = Command::new("/proc/self/exe")
            .arg0("berth")
            .arg(name)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A signal from the terminal is for the supervisor, which ends its children in order.
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start the {name}"))?;
        let stdout = child
            .stdout
            .take()
            .context("the child has a standard output")?;
        let lifeline = child
            .stdin
            .take()
            .context("the child has a standard input")?;
        let events = events.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(stdout).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                match serde_json::from_str(&line) {
                    Ok(event) => {
                        // The supervisor is gone only when this process ends.
                        let _ = events.send(event).await;
                    }
                    Err(_) => tracing::warn!(role = name, line, "unexpected output"),
                }
            }
        });
        Ok(Self {
            name,
            child,
            _lifeline: lifeline,
            started: Instant::now(),
            pause: SHORTEST_PAUSE,
        })
    }

    /// The first thing this child tells, or an error if it ends first.
    async fn first_event(&mut self, events: &mut mpsc::Receiver<Event>) -> anyhow::Result<Event> {
        tokio::select! {
            Some(event) = events.recv() => Ok(event),
            status = self.child.wait() => {
                let status = status?;
                bail!("the {} could not start ({status}); its messages are above", self.name)
            }
        }
    }

    fn ended(&self, status: std::io::Result<std::process::ExitStatus>) {
        match status {
            Ok(status) => {
                tracing::warn!(role = self.name, %status, "ended unasked; starting it again")
            }
            Err(error) => tracing::warn!(role = self.name, %error, "lost; starting it again"),
        }
    }

    /// Starts the child again after a pause that grows while it keeps failing. `false` if told to
    /// end meanwhile.
    async fn pause_and_restart(
        &mut self,
        args: Vec<String>,
        events: &mpsc::Sender<Event>,
        terminate: &mut Signal,
        interrupt: &mut Signal,
    ) -> anyhow::Result<bool> {
        let pause = if self.started.elapsed() > STEADY {
            SHORTEST_PAUSE
        } else {
            self.pause
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = terminate.recv() => return Ok(false),
            _ = interrupt.recv() => return Ok(false),
        }
        *self = Self::start(self.name, args, events)?;
        self.pause = (pause * 2).min(LONGEST_PAUSE);
        Ok(true)
    }

    async fn stop(&mut self) {
        let Some(pid) = self.child.id().and_then(|pid| i32::try_from(pid).ok()) else {
            return;
        };
        let pid = nix::unistd::Pid::from_raw(pid);
        // It may have ended just now; then there is nothing to tell it.
        let _ = nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM);
        if tokio::time::timeout(PATIENCE, self.child.wait())
            .await
            .is_err()
        {
            tracing::warn!(role = self.name, "did not end in order; killed");
            let _ = self.child.kill().await;
        }
    }
}

/// When a child ends; never without one.
async fn ended(role: Option<&mut Role>) -> std::io::Result<std::process::ExitStatus> {
    match role {
        Some(role) => role.child.wait().await,
        None => std::future::pending().await,
    }
}

/// Whether an agent for virtual machines is to be started. One that somebody asked for and that
/// cannot be is an error; otherwise a line says what the host lacks.
#[allow(clippy::print_stderr, reason = "the command talks to a person")]
fn has_machines(host: &Host) -> anyhow::Result<bool> {
    let wanted = host.agent.fargate.wanted;
    if wanted == Some(false) {
        return Ok(false);
    }
    match berth_vmm::Host::check(&crate::agent::machine_options(host)) {
        Ok(()) => Ok(true),
        Err(missing) if wanted == Some(true) => {
            Err(missing).context("tasks of the launch type FARGATE were asked for")
        }
        Err(missing) => {
            eprintln!("berth: no tasks of the launch type FARGATE on this host: {missing}");
            Ok(false)
        }
    }
}

/// The host's memory, divided between its two agents: what one has promised the other cannot give. Both
/// offer all of its processors, which tasks that want more than there is only share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shares {
    /// MiB for containers on the host, with what is kept from tasks.
    host_mib: i64,
    /// MiB for tasks in virtual machines.
    fargate_mib: i64,
}

impl Shares {
    fn of(host: &Host) -> Self {
        let agent = &host.agent;
        let all = agent.offered_memory_mib;
        let all = all.unwrap_or_else(berth_agent::host_memory_mib);
        Self::divide(all, agent.reserved_memory_mib, agent.fargate.share_percent)
    }

    fn divide(all: i64, reserved: i64, percent: u8) -> Self {
        let free = all.saturating_sub(reserved).max(0);
        let fargate_mib = free.saturating_mul(i64::from(percent)) / 100;
        Self {
            host_mib: all - fargate_mib,
            fargate_mib,
        }
    }
}

fn fargate_args(
    data_dir: &std::path::Path,
    region: &Region,
    host: &Host,
    url: &str,
    shares: Shares,
) -> Vec<String> {
    let mut args = agent_args(data_dir, region, host, url, None);
    args.push("--fargate".to_owned());
    args.extend(offer(shares.fargate_mib));
    // It is kept from the other's.
    args.extend(["--agent".to_owned(), "reserved_memory=0".to_owned()]);
    args
}

fn offer(mib: i64) -> [String; 2] {
    ["--agent".to_owned(), format!("offered_memory={mib}")]
}

fn text(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

fn server_args(data_dir: &std::path::Path, region: &Region) -> Vec<String> {
    let key_file = region.secret_key_file.as_ref();
    [
        ("--data-dir", text(data_dir)),
        ("--listen", region.listen.to_string()),
        ("--region", region.region.clone()),
        ("--account-id", region.account_id.clone()),
        (
            "--stopped-task-hours",
            region.stopped_task_hours.to_string(),
        ),
        ("--stopped-tasks", region.stopped_tasks.to_string()),
        (
            "--role-credentials-seconds",
            region.role_credentials_seconds.to_string(),
        ),
        (
            "--healthy-after-seconds",
            region.healthy_after_seconds.to_string(),
        ),
        ("--public-addresses", region.public_addresses.to_string()),
    ]
    .into_iter()
    .chain(key_file.map(|path| ("--secret-key-file", text(path))))
    .flat_map(|(name, value)| [name.to_owned(), value])
    .chain(["--supervised".to_owned()])
    .collect()
}

fn agent_args(
    data_dir: &std::path::Path,
    region: &Region,
    host: &Host,
    url: &str,
    shares: Option<Shares>,
) -> Vec<String> {
    let mut args = vec![
        ("--data-dir", text(data_dir)),
        ("--endpoint", url.to_owned()),
        ("--region", region.region.clone()),
        ("--cluster", host.cluster.clone()),
        ("--image-pull-behavior", host.image_pull_behavior.clone()),
        (
            "--task-metadata-rps-limit",
            host.task_metadata_rate.to_string(),
        ),
        (
            "--introspection",
            host.introspection
                .map_or_else(|| "off".to_owned(), |address| address.to_string()),
        ),
        ("--shim", text(&host.shim)),
    ];
    let optional = [
        ("--availability-zone", &host.availability_zone),
        ("--bridge-subnet", &host.bridge_subnet),
        ("--bridge-name", &host.bridge_name),
        ("--secrets-manager-endpoint", &host.secrets_manager_endpoint),
        ("--ssm-endpoint", &host.ssm_endpoint),
        (
            "--secrets-credentials-file",
            &host.secrets_credentials_file.as_deref().map(text),
        ),
    ];
    args.extend(
        optional
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.clone()?))),
    );
    args.extend(host.agent_flags.iter().map(|it| ("--agent", it.clone())));
    let offered = shares.into_iter().flat_map(|it| offer(it.host_mib));
    args.into_iter()
        .flat_map(|(name, value)| [name.to_owned(), value])
        // The last one of a setting counts.
        .chain(offered)
        .chain(["--supervised".to_owned()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_memory_is_offered_twice() {
        let shares = Shares::divide(16_000, 1000, 50);
        assert_eq!((shares.host_mib, shares.fargate_mib), (8500, 7500));
        // The agent of the host keeps what is reserved from its own.
        assert_eq!(shares.host_mib - 1000 + shares.fargate_mib, 15_000);
        assert_eq!(Shares::divide(100, 200, 50).fargate_mib, 0);
        assert_eq!(Shares::divide(1000, 0, 99).host_mib, 10);
    }
}
