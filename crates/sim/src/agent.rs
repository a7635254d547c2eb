//! The agent: the real task engine and checkpoint, with the driver's, reporter's and link's order of
//! things around them. A kill may come between any two steps.

mod connection;

use std::collections::{BTreeMap, VecDeque};

use berth_api_ecs as api;
use berth_ecs::{agent_reports, container_instances};
use berth_link::acs::{AgentMessage, RoleCredentials, VpcNetwork};
use berth_link::tcs::TaskHealth;
use berth_model::invariants::Side;
use berth_task_engine::checkpoint::{self, Saved};
use berth_task_engine::{Action, Config, Engine, Event, TaskStateChange};
use serde::Serialize;

use crate::call::CallError;
use crate::host::TaskRun;
use crate::world::{Mutation, World};
use connection::Link;

const BATCH_MAX: usize = 256;
const REPORT_PAUSE_MS: i64 = 1_000;
const REPORT_PAUSE_MAX_MS: i64 = 30_000;
const LINK_PAUSE_MS: i64 = 250;
const COMPACT_AT: usize = 256 * 1024;

/// One life of the process.
pub(crate) struct Agent {
    pub(crate) engine: Engine,
    pub(crate) runs: BTreeMap<String, TaskRun>,
    pub(crate) pulls: BTreeMap<(String, String), u64>,
    /// Of tasks' roles, by credentials id: in memory only.
    pub(crate) credentials: BTreeMap<String, RoleCredentials>,
    incoming: VecDeque<Event>,
    turn_due: bool,
    /// Waits for the disk; nothing else is done meanwhile.
    syncing: bool,
    timer: u64,
    due_ms: Option<i64>,
    pub(crate) registered: bool,
    /// What it was told of VPCs.
    pub(crate) vpcs: Vec<VpcNetwork>,
    /// The health of its tasks as it was told last.
    pub(crate) told_health: Vec<TaskHealth>,
    /// Reports that wait for the registration.
    held: Vec<(u64, TaskStateChange)>,
    link: Option<Link>,
    handshaking: bool,
    fresh: bool,
    pause_ms: i64,
}

/// What of the agent survives it.
#[derive(Debug, Default)]
pub(crate) struct AgentDisk {
    pub(crate) log: Vec<u8>,
    /// So much of it survives the machine as well.
    pub(crate) synced: usize,
    pub(crate) identity: Option<String>,
    pub(crate) full: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    cluster: &'a str,
    #[serde(flatten)]
    change: &'a TaskStateChange,
}

impl World {
    pub(crate) fn agent_now(&self, host: usize) -> i64 {
        self.now_ms + self.hosts[host].offset_ms
    }

    /// Ends and removes what the checkpoint does not know, as an agent does before anything else.
    fn end_unknown(&mut self, host: usize, saved: &Saved) {
        let there = self.hosts[host].tasks.keys();
        let unknown = there.filter(|arn| !saved.tasks.contains_key(*arn));
        let unknown: Vec<String> = unknown.cloned().collect();
        for arn in unknown {
            self.end_by_force(host, &arn);
            self.hosts[host].tasks.remove(&arn);
            self.trace(|| format!("host {host}    {} is unknown and removed", short(&arn)));
        }
    }

    /// This life of the host's agent, if it still lasts.
    pub(crate) fn agent(&mut self, host: usize, epoch: u64) -> Option<&mut Agent> {
        let host = &mut self.hosts[host];
        host.agent.as_mut().filter(|_| host.epoch == epoch)
    }

    pub(crate) fn start_agent(&mut self, host: usize) {
        if self.hosts[host].agent.is_some() {
            return;
        }
        self.hosts[host].epoch += 1;
        let epoch = self.hosts[host].epoch;
        let disk = &mut self.hosts[host].disk;
        let (saved, damaged) = Saved::read(&disk.log);
        if disk.full {
            self.trace(|| format!("agent {host}   does not start: its disk is full"));
            return self.agent_again(host);
        }
        if damaged > 0 {
            return self.violated(format!("agent {host}: {damaged} damaged records"));
        }
        let tasks = saved.tasks.len();
        self.trace(|| format!("agent {host}   starts with {tasks} tasks"));
        let whole = checkpoint::whole(&saved.shared, &saved.tasks);
        let disk = &mut self.hosts[host].disk;
        disk.log = whole.unwrap_or_default();
        disk.synced = disk.log.len();
        self.end_unknown(host, &saved);
        let config = self.hosts[host].config.clone();
        let mut engine = Engine::restore(config, saved.shared, saved.tasks);
        let now_ms = self.agent_now(host);
        let actions = engine.recover(now_ms);
        self.hosts[host].agent = Some(Agent {
            engine,
            runs: BTreeMap::new(),
            pulls: BTreeMap::new(),
            credentials: BTreeMap::new(),
            incoming: VecDeque::new(),
            turn_due: false,
            syncing: false,
            timer: 0,
            due_ms: None,
            registered: false,
            vpcs: Vec::new(),
            told_health: Vec::new(),
            held: Vec::new(),
            link: None,
            handshaking: false,
            fresh: true,
            pause_ms: LINK_PAUSE_MS,
        });
        self.tell_health_each(host, epoch);
        self.agent_follow(host, epoch, actions);
        self.register(host, epoch, 1_000);
    }

    fn agent_again(&mut self, host: usize) {
        let pause_ms = if self.hosts[host].disk.full {
            self.rng.between(1_000, 10_000)
        } else {
            5 + self.rng.skewed(10_000)
        };
        self.after(pause_ms, move |world| {
            if !world.hosts[host].down {
                world.start_agent(host);
            }
        });
    }

    /// The process is gone; its supervisor starts it again.
    pub(crate) fn kill_agent(&mut self, host: usize, why: &'static str) {
        let Some(agent) = self.hosts[host].agent.take() else {
            return;
        };
        self.trace(|| format!("agent {host}   killed {why}"));
        if let Some(link) = agent.link {
            self.agent_end_gone(link.conn);
        }
        self.agent_again(host);
    }

    pub(crate) fn agent_event(&mut self, host: usize, epoch: u64, event: Event) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.incoming.push_back(event);
        self.schedule_agent(host, epoch);
    }

    fn schedule_agent(&mut self, host: usize, epoch: u64) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        if agent.turn_due || agent.syncing || agent.incoming.is_empty() {
            return;
        }
        agent.turn_due = true;
        let delay_ms = self.rng.between(0, 1);
        self.after(delay_ms, move |world| world.agent_turn(host, epoch));
    }

    fn agent_turn(&mut self, host: usize, epoch: u64) {
        let now_ms = self.agent_now(host);
        let tracing = self.is_tracing();
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.turn_due = false;
        let count = agent.incoming.len().min(BATCH_MAX);
        let events: Vec<Event> = agent.incoming.drain(..count).collect();
        let mut actions = Vec::new();
        let mut lines = Vec::new();
        for event in events {
            if tracing {
                lines.push(brief(&event));
            }
            actions.extend(agent.engine.handle(event, now_ms));
        }
        // A clock that has jumped is noticed when something happens.
        if agent.due_ms.is_some_and(|due_ms| due_ms <= now_ms) {
            agent.due_ms = None;
            agent.incoming.push_back(Event::Tick);
        }
        self.trace(|| format!("agent {host}   {}", lines.join(", ")));
        self.agent_follow(host, epoch, actions);
    }

    /// Writes the state, then does what follows from it; what needs the state on disk comes last.
    fn agent_follow(&mut self, host: usize, epoch: u64, actions: Vec<Action>) {
        if !self.append_checkpoint(host, epoch) {
            return self.kill_agent(host, "since its checkpoint cannot be written");
        }
        self.health_may_be_news(host, epoch);
        let (last, first): (Vec<_>, Vec<_>) =
            actions.into_iter().partition(Action::needs_durable_state);
        for action in first {
            self.act(host, epoch, action);
        }
        if self.mutation == Mutation::ActBeforeSync {
            for action in last {
                self.act(host, epoch, action);
            }
            return self.schedule_agent(host, epoch);
        }
        if last.is_empty() {
            return self.schedule_agent(host, epoch);
        }
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.syncing = true;
        let latency_ms = self.rng.skewed(40);
        if self.fault(self.faults.killed_in_sync) {
            let at_ms = self.rng.between(0, latency_ms);
            self.after(at_ms, move |world| {
                if world.agent(host, epoch).is_some() {
                    world.kill_agent(host, "in a sync");
                }
            });
        }
        self.after(latency_ms, move |world| {
            world.agent_synced(host, epoch, last)
        });
    }

    fn agent_synced(&mut self, host: usize, epoch: u64, last: Vec<Action>) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        if self.fault(self.faults.agent_disk_error) {
            return self.kill_agent(host, "since its checkpoint cannot be synced");
        }
        let disk = &mut self.hosts[host].disk;
        disk.synced = disk.log.len();
        for action in last {
            self.act(host, epoch, action);
        }
        if let Some(agent) = self.agent(host, epoch) {
            agent.syncing = false;
        }
        self.schedule_agent(host, epoch);
    }

    fn append_checkpoint(&mut self, host: usize, epoch: u64) -> bool {
        let Some(agent) = self.agent(host, epoch) else {
            return true;
        };
        let bytes = checkpoint::changes(&agent.engine.take_changes()).unwrap_or_default();
        if bytes.is_empty() {
            return true;
        }
        let full = self.hosts[host].disk.full;
        if full || self.fault(self.faults.agent_disk_error) {
            // As much as there was room for.
            let most = i64::try_from(bytes.len()).unwrap_or(0);
            let torn = usize::try_from(self.rng.between(0, most - 1)).unwrap_or(0);
            let disk = &mut self.hosts[host].disk;
            disk.log.extend_from_slice(&bytes[..torn]);
            return false;
        }
        self.hosts[host].disk.log.extend_from_slice(&bytes);
        if self.hosts[host].disk.log.len() > COMPACT_AT
            && let Some(agent) = self.agent(host, epoch)
        {
            let whole = checkpoint::whole(agent.engine.shared(), agent.engine.tasks());
            let disk = &mut self.hosts[host].disk;
            disk.log = whole.unwrap_or_default();
            disk.synced = disk.log.len();
        }
        true
    }

    fn act(&mut self, host: usize, epoch: u64, action: Action) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        match action {
            Action::Execute(command) => self.execute(host, epoch, command),
            Action::Report { sequence, change } => {
                self.trace(|| {
                    let task = short(&change.task);
                    // Without a status it is about the task's network interface.
                    let what = change.status.map(|status| format!("{status:?}"));
                    let what = what.as_deref().unwrap_or("attachments");
                    format!("agent {host}   reports {task} {what} ({sequence})")
                });
                let Some(agent) = self.agent(host, epoch) else {
                    return;
                };
                if agent.registered {
                    self.report(host, epoch, sequence, change, REPORT_PAUSE_MS);
                } else {
                    agent.held.push((sequence, change));
                }
            }
            Action::Acknowledge(ack) => self.say(host, epoch, &AgentMessage::AckRequest(ack)),
            Action::VerifyStops(message) => {
                let message = AgentMessage::TaskStopVerificationMessage(message);
                self.say(host, epoch, &message);
            }
            Action::ArmTimer { at_ms } => {
                let wait_ms = at_ms - self.agent_now(host);
                let Some(agent) = self.agent(host, epoch) else {
                    return;
                };
                agent.timer += 1;
                agent.due_ms = Some(at_ms);
                let timer = agent.timer;
                self.after(wait_ms, move |world| {
                    let agent = world.agent(host, epoch);
                    if let Some(agent) = agent.filter(|it| it.timer == timer) {
                        agent.due_ms = None;
                        world.agent_event(host, epoch, Event::Tick);
                    }
                });
            }
        }
    }

    fn report(
        &mut self,
        host: usize,
        epoch: u64,
        sequence: u64,
        change: TaskStateChange,
        pause_ms: i64,
    ) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let cluster = "default";
        let body = serde_json::to_vec(&Report {
            cluster,
            change: &change,
        });
        self.call(
            "SubmitTaskStateChange",
            Side::Report,
            body.unwrap_or_default(),
            agent_reports::submit_task_state_change,
            move |world, result| {
                if world.agent(host, epoch).is_none() {
                    return;
                }
                let task_arn = change.task.clone();
                let event = match result {
                    Ok(_) => Event::ReportAccepted { task_arn, sequence },
                    Err(CallError::Fault(fault)) if fault.code == "InvalidParameterException" => {
                        Event::ReportRejected { task_arn, sequence }
                    }
                    Err(_) if world.mutation == Mutation::ReportOnce => {
                        Event::ReportAccepted { task_arn, sequence }
                    }
                    Err(_) => {
                        let longer_ms = (pause_ms * 13 / 10).min(REPORT_PAUSE_MAX_MS);
                        return world.after(pause_ms, move |world| {
                            world.report(host, epoch, sequence, change, longer_ms);
                        });
                    }
                };
                world.agent_event(host, epoch, event);
            },
        );
    }

    /// Registers, as who the disk says we are; tries until there is an answer.
    fn register(&mut self, host: usize, epoch: u64, pause_ms: i64) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let known = self.hosts[host].disk.identity.clone();
        // The same token for all attempts of this life: a lost answer does not make two instances.
        let token = format!("host-{host}-life-{epoch}");
        let body = self.hosts[host].registration(zone_of(host), &token, known.as_deref());
        self.call(
            "RegisterContainerInstance",
            Side::Report,
            body,
            container_instances::register_container_instance,
            move |world, result| world.registered(host, epoch, pause_ms, known, result),
        );
    }

    fn registered(
        &mut self,
        host: usize,
        epoch: u64,
        pause_ms: i64,
        known: Option<String>,
        result: Result<api::RegisterContainerInstanceResponse, CallError>,
    ) {
        let full = self.hosts[host].disk.full;
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        match result {
            Ok(answer) => {
                let arn = answer
                    .container_instance
                    .and_then(|it| it.container_instance_arn)
                    .unwrap_or_default();
                if full && known.as_ref() != Some(&arn) {
                    return self.kill_agent(host, "since its identity cannot be written");
                }
                agent.registered = true;
                let held = std::mem::take(&mut agent.held);
                self.trace(|| format!("agent {host}   is {}", short(&arn)));
                self.hosts[host].disk.identity = Some(arn.clone());
                let event = Event::Registered {
                    container_instance_arn: arn,
                };
                self.agent_event(host, epoch, event);
                for (sequence, change) in held {
                    self.report(host, epoch, sequence, change, REPORT_PAUSE_MS);
                }
                self.open_link(host, epoch);
            }
            // The instance is not known any more: become another one.
            Err(CallError::Fault(fault))
                if fault.code == "InvalidParameterException" && known.is_some() =>
            {
                self.hosts[host].disk.identity = None;
                self.register(host, epoch, pause_ms);
            }
            Err(_) => {
                let longer_ms = (pause_ms * 2).min(60_000);
                self.after(pause_ms, move |world| {
                    world.register(host, epoch, longer_ms)
                });
            }
        }
    }
}

/// The last piece of an arn, cut to what tells it apart.
pub(crate) fn short(arn: &str) -> &str {
    let last = arn.rsplit('/').next().unwrap_or(arn);
    last.get(..8).unwrap_or(last)
}

fn brief(event: &Event) -> String {
    match event {
        Event::Registered { .. } => "registered".to_owned(),
        Event::Payload(payload) => format!("payload of {}", payload.tasks.len()),
        Event::Manifest(manifest) => format!("manifest of {}", manifest.tasks.len()),
        Event::StopVerified(ack) => format!("{} stops verified", ack.stop_tasks.len()),
        Event::ReportAccepted { task_arn, sequence } => {
            format!("report {sequence} of {} accepted", short(task_arn))
        }
        Event::ReportRejected { task_arn, sequence } => {
            format!("report {sequence} of {} rejected", short(task_arn))
        }
        Event::Fact { task_arn, fact } => {
            let fact = format!("{fact:?}");
            let fact: String = fact.chars().take(70).collect();
            format!("{}: {fact}", short(task_arn))
        }
        Event::Tick => "tick".to_owned(),
    }
}

/// A host's engine: small waits, so that a run sees clean-ups.
pub(crate) fn config(cleanup_wait_ms: i64) -> Config {
    Config {
        cpu: 4096,
        memory_mib: 4096,
        cleanup_wait_ms,
        logs_wait_ms: cleanup_wait_ms * 4,
        ..Config::default()
    }
}

/// Hosts are spread over three Availability Zones.
fn zone_of(host: usize) -> &'static str {
    ["us-east-1a", "us-east-1b", "us-east-1c"][host % 3]
}
