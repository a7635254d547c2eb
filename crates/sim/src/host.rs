//! A host: what of it outlives the agent (task directories with their journals, shims, processes of
//! containers), and what the agent knows of that while it lives.

mod executor;
mod listen;
mod shim;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::{Entry, Exit, Health};
use berth_model::CAPACITY_PROVIDER_ATTRIBUTE;
use berth_task_engine::{Config, ContainerFact, ImagePullBehavior};
use serde_json::json;

use crate::agent::{Agent, AgentDisk};
use crate::world::World;

/// A machine.
pub(crate) struct Host {
    /// Rises with every life of its agent.
    pub(crate) epoch: u64,
    pub(crate) agent: Option<Agent>,
    pub(crate) disk: AgentDisk,
    pub(crate) offset_ms: i64,
    pub(crate) config: Config,
    /// Whose capacity it is.
    pub(crate) provider: Option<String>,
    /// Its agent was told no Availability Zone.
    pub(crate) zoneless: bool,
    /// Its agent offers it for Fargate.
    pub(crate) fargate: bool,
    /// Its agent can give tasks interfaces of their own.
    pub(crate) with_interfaces: bool,
    /// The machine is booting.
    pub(crate) down: bool,
    pub(crate) tasks: BTreeMap<String, TaskDir>,
    /// How images are got; the first host's way is the default.
    pub(crate) pull_behavior: ImagePullBehavior,
    /// Images that were pulled, by reference: they outlive the agent.
    pub(crate) images: BTreeSet<String>,
    /// Every container whose program was ever begun here, and whether it runs.
    pub(crate) programs: BTreeMap<(String, String), Program>,
    /// The tasks whose containers were made here.
    specs: BTreeMap<String, Arc<acs::Task>>,
    last_shim: u64,
    /// How often its agents have told of health, and the newest that was heard of.
    pub(crate) health_told: u64,
    pub(crate) health_heard: u64,
}

/// What a container's program is at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub(crate) starts: u32,
    pub(crate) alive: bool,
    heeds_term: bool,
    /// Its health check has succeeded once.
    was_healthy: bool,
    /// How it ended last.
    last_code: Option<i32>,
    /// Its image, which in a scenario says how it lives.
    image: String,
}

/// A task's directory.
#[derive(Default)]
pub(crate) struct TaskDir {
    journal: Vec<Entry>,
    pub(crate) shim: Option<Shim>,
}

/// A task's shim.
pub(crate) struct Shim {
    id: u64,
    containers: BTreeMap<String, Held>,
}

type Caller = Box<dyn FnOnce(&mut World, Result<(), String>)>;

/// A container in a shim.
struct Held {
    phase: Phase,
    callers: Vec<Caller>,
    kill_when_made: bool,
    /// How often it was begun again in place.
    run: u32,
    health: Option<Health>,
}

#[derive(Clone, Debug)]
enum Phase {
    Creating,
    Created,
    Running,
    Exited(Exit),
}

/// What the agent knows of a task on its host: gone with the agent.
pub(crate) struct TaskRun {
    /// The shim it talks to.
    shim: Option<u64>,
    /// The last entry that was told.
    last: u64,
    told_through: u64,
    states: BTreeMap<String, ContainerFact>,
    /// Which run of each container is being told of.
    runs: BTreeMap<String, u32>,
    /// The engine waits to hear what is there.
    resuming: bool,
    revivals: u32,
    pumping: bool,
    closing: bool,
}

impl Host {
    /// `number`: which of the world's hosts it is.
    pub(crate) fn new(config: Config, number: usize) -> Self {
        let behaviors = [
            ImagePullBehavior::Default,
            ImagePullBehavior::Once,
            ImagePullBehavior::Always,
            ImagePullBehavior::PreferCached,
        ];
        Self {
            epoch: 0,
            agent: None,
            disk: AgentDisk::default(),
            offset_ms: 0,
            config,
            provider: None,
            zoneless: false,
            fargate: false,
            with_interfaces: false,
            down: false,
            tasks: BTreeMap::new(),
            pull_behavior: behaviors[number % behaviors.len()],
            images: BTreeSet::new(),
            programs: BTreeMap::new(),
            specs: BTreeMap::new(),
            last_shim: 0,
            health_told: 0,
            health_heard: 0,
        }
    }

    /// The body of the registration.
    pub(crate) fn registration(&self, zone: &str, token: &str, known: Option<&str>) -> Vec<u8> {
        let integer = |name: &str, value: i64| json!({"name": name, "type": "INTEGER", "integerValue": value});
        let mut body = json!({
            "cluster": "default",
            "clientToken": token,
            "totalResources": [
                integer("CPU", self.config.cpu),
                integer("MEMORY", self.config.memory_mib),
                {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2375"]},
            ],
            "attributes": [
                {"name": "com.amazonaws.ecs.capability.docker-remote-api.1.18"},
                {"name": "com.amazonaws.ecs.capability.docker-remote-api.1.21"},
                {"name": "com.amazonaws.ecs.capability.task-iam-role"},
                {"name": "com.amazonaws.ecs.capability.task-iam-role-network-host"},
                {"name": "com.amazonaws.ecs.capability.docker-remote-api.1.29"},
                {"name": "ecs.capability.container-health-check"},
                {"name": "ecs.capability.container-ordering"},
                {"name": "ecs.capability.container-restart-policy"},
                {"name": "ecs.capability.execution-role-awslogs"},
                {"name": "ecs.capability.task-cpu-mem-limit"},
            ],
        });
        if let Some(attributes) = body["attributes"].as_array_mut() {
            if !self.zoneless {
                let zone = json!({"name": "ecs.availability-zone", "value": zone});
                attributes.insert(0, zone);
            }
            if self.with_interfaces {
                attributes.push(json!({"name": "ecs.capability.task-eni"}));
            }
            if self.fargate {
                attributes.push(json!({"name": "berth.fargate", "value": "model"}));
            }
        }
        if let Some(name) = &self.provider
            && let Some(attributes) = body["attributes"].as_array_mut()
        {
            attributes.push(json!({"name": CAPACITY_PROVIDER_ATTRIBUTE, "value": name}));
        }
        if let Some(known) = known {
            body["containerInstanceArn"] = json!(known);
        }
        serde_json::to_vec(&body).unwrap_or_default()
    }
}

impl World {
    /// The machine loses power: processes are gone, and what was not synced.
    pub(crate) fn reboot(&mut self, host: usize) {
        self.trace(|| format!("host {host}    reboots"));
        let machine = &mut self.hosts[host];
        machine.down = true;
        let link = machine.agent.take();
        drop(link);
        for program in machine.programs.values_mut() {
            program.alive = false;
        }
        for dir in machine.tasks.values_mut() {
            // Callers were processes of this host as well.
            dir.shim = None;
        }
        let unsynced = machine.disk.log.len() - machine.disk.synced;
        let most = i64::try_from(unsynced).unwrap_or(0);
        let kept = usize::try_from(self.rng.between(0, most)).unwrap_or(0);
        let lucky: BTreeSet<String> = {
            let tasks: Vec<String> = self.hosts[host]
                .tasks
                .iter()
                .filter(|(_, dir)| dir.journal.is_empty())
                .map(|(arn, _)| arn.clone())
                .collect();
            tasks
                .into_iter()
                .filter(|_| self.rng.permille(500))
                .collect()
        };
        let machine = &mut self.hosts[host];
        machine.tasks.retain(|arn, _| !lucky.contains(arn));
        let length = machine.disk.synced + kept;
        machine.disk.log.truncate(length);
        let epoch = machine.epoch;
        let conns = self.conns.iter_mut();
        for (_, conn) in conns.filter(|(_, it)| it.host == host && it.agent_epoch == epoch) {
            // A host without power says no goodbye.
            conn.dead = true;
        }
        let boot_ms = self.rng.between(5_000, 60_000);
        self.after(boot_ms, move |world| {
            world.hosts[host].down = false;
            world.start_agent(host);
        });
    }
}
