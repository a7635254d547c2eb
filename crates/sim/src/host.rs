//! A host: what of it outlives the agent (task directories with their journals, shims, processes of
//! containers), and the executor that stands between the engine and these.
//!
//! The order of things is that of `berth-agent`'s executor and of `berth-shim`: an entry is in the
//! journal before anybody hears of it, a shim that died is started again and notes what it lost, and
//! making or starting what is there changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::{ContainerState, Entry, EntryEvent, Exit};
use berth_task_engine::event::failure_name;
use berth_task_engine::{Command, Config, ContainerFact, Event, Fact, Failure, ImageFacts};
use serde_json::json;

use crate::agent::{Agent, AgentDisk, short};
use crate::world::{Mutation, World};

const REVIVALS_MAX: u32 = 3;

/// A machine.
pub(crate) struct Host {
    /// Rises with every life of its agent.
    pub(crate) epoch: u64,
    pub(crate) agent: Option<Agent>,
    pub(crate) disk: AgentDisk,
    pub(crate) offset_ms: i64,
    pub(crate) config: Config,
    /// The machine is booting.
    pub(crate) down: bool,
    pub(crate) tasks: BTreeMap<String, TaskDir>,
    /// Every container whose program was ever begun here, and whether it runs.
    pub(crate) programs: BTreeMap<(String, String), Program>,
    last_shim: u64,
}

/// What a container's program is at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub(crate) starts: u32,
    pub(crate) alive: bool,
    heeds_term: bool,
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
    states: BTreeMap<String, ContainerState>,
    announce: Announce,
    revivals: u32,
    pumping: bool,
    closing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Announce {
    Nothing,
    Resumed,
    ShimGone,
}

impl Host {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            epoch: 0,
            agent: None,
            disk: AgentDisk::default(),
            offset_ms: 0,
            config,
            down: false,
            tasks: BTreeMap::new(),
            programs: BTreeMap::new(),
            last_shim: 0,
        }
    }

    /// The body of the registration.
    pub(crate) fn registration(&self, token: &str, known: Option<&str>) -> Vec<u8> {
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
                {"name": "ecs.capability.container-ordering"},
                {"name": "ecs.capability.execution-role-awslogs"},
                {"name": "ecs.capability.task-cpu-mem-limit"},
            ],
        });
        if let Some(known) = known {
            body["containerInstanceArn"] = json!(known);
        }
        serde_json::to_vec(&body).unwrap_or_default()
    }
}

fn failure(name: &str, text: &str) -> Failure {
    Failure::new(name, text)
}

impl World {
    fn fact(&mut self, host: usize, epoch: u64, arn: &str, fact: Fact) {
        let task_arn = arn.to_owned();
        self.agent_event(host, epoch, Event::Fact { task_arn, fact });
    }

    fn fact_after(&mut self, delay_ms: i64, host: usize, epoch: u64, arn: &str, fact: Fact) {
        let arn = arn.to_owned();
        self.after(delay_ms, move |world| world.fact(host, epoch, &arn, fact));
    }

    /// Carries out one command of the engine.
    pub(crate) fn execute(&mut self, host: usize, epoch: u64, command: Command) {
        let arn = command.task_arn().to_owned();
        let short_way_ms = self.rng.skewed(30);
        match command {
            Command::PullImage { task, container } => {
                self.pull(host, epoch, &task, container);
            }
            Command::CancelPull { container, .. } => {
                if let Some(agent) = self.agent(host, epoch) {
                    agent.pulls.remove(&(arn, container));
                }
            }
            Command::EnsureTask { .. } => self.after(short_way_ms, move |world| {
                world.ensure_task(host, epoch, &arn);
            }),
            Command::Reconnect { .. } => self.after(short_way_ms, move |world| {
                world.reconnect(host, epoch, &arn);
            }),
            Command::CreateContainer {
                task, container, ..
            } => {
                let image = task.container(&container).map_or("", |it| &it.image);
                let key = (arn.clone(), container.clone());
                let program = self.hosts[host].programs.entry(key).or_default();
                program.image = image.to_owned();
                self.after(short_way_ms, move |world| {
                    world.create(host, epoch, arn, container);
                });
            }
            Command::StartContainer { container, .. } => {
                self.after(short_way_ms, move |world| {
                    world.start(host, epoch, arn, container);
                });
            }
            Command::StopContainer {
                container,
                timeout_ms,
                ..
            } => self.after(short_way_ms, move |world| {
                world.stop(host, epoch, &arn, container, timeout_ms);
            }),
            Command::DeleteContainer { container, .. } => {
                self.after(short_way_ms, move |world| {
                    world.delete(host, epoch, &arn, container);
                });
            }
            Command::CleanupTask { .. } => self.after(short_way_ms, move |world| {
                world.clean_up(host, epoch, &arn);
            }),
        }
    }

    fn pull(&mut self, host: usize, epoch: u64, task: &Arc<acs::Task>, container: String) {
        let arn = task.arn.clone();
        let image = task.container(&container).map_or("", |it| &it.image);
        let missing = image.contains("missing");
        let fails = missing || self.fault(self.faults.pull_fails);
        let slow = self.fault(self.faults.pull_slow);
        let pull_ms = if slow {
            self.rng.between(1_000, 600_000)
        } else {
            self.rng.skewed(2_000)
        };
        let number = self.steps;
        let key = (arn.clone(), container.clone());
        if let Some(agent) = self.agent(host, epoch) {
            agent.pulls.insert(key.clone(), number);
        }
        self.after(pull_ms, move |world| {
            let Some(agent) = world.agent(host, epoch) else {
                return;
            };
            if agent.pulls.get(&key) != Some(&number) {
                return;
            }
            agent.pulls.remove(&key);
            if fails {
                let failure = failure(failure_name::CANNOT_PULL, "the registry does not answer");
                let fact = Fact::PullFailed { container, failure };
                return world.fact(host, epoch, &arn, fact);
            }
            let digest = format!("sha256:{:064x}", 7);
            let resolved = Fact::ImageResolved {
                container: container.clone(),
                digest: digest.clone(),
            };
            world.fact(host, epoch, &arn, resolved);
            let image = Box::new(ImageFacts {
                image_id: digest.clone(),
                digest: Some(digest),
                ..ImageFacts::default()
            });
            let delay_ms = world.rng.skewed(500);
            let pulled = Fact::Pulled { container, image };
            world.fact_after(delay_ms, host, epoch, &arn, pulled);
        });
    }

    fn ensure_task(&mut self, host: usize, epoch: u64, arn: &str) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        if agent.runs.get(arn).is_some_and(|run| run.shim.is_some()) {
            return self.fact(host, epoch, arn, Fact::TaskReady);
        }
        let opened = self.open_task(host, epoch, arn, Announce::Nothing);
        let fact = match opened {
            Ok(()) => Fact::TaskReady,
            Err(text) => Fact::TaskFailed {
                failure: failure(failure_name::RESOURCE_INITIALIZATION, text),
            },
        };
        self.fact(host, epoch, arn, fact);
    }

    fn reconnect(&mut self, host: usize, epoch: u64, arn: &str) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        if !self.hosts[host].tasks.contains_key(arn) {
            let containers = BTreeMap::new();
            return self.fact(host, epoch, arn, Fact::Resumed { containers });
        }
        if self.open_task(host, epoch, arn, Announce::Resumed).is_err() {
            self.end_by_force(host, arn);
            self.fact(host, epoch, arn, Fact::ShimGone);
        }
    }

    /// Makes the task's directory and shim, or finds them, and listens to its journal.
    fn open_task(
        &mut self,
        host: usize,
        epoch: u64,
        arn: &str,
        announce: Announce,
    ) -> Result<(), &'static str> {
        let (shim, told_through, states) = self.shim_of(host, arn)?;
        let run = TaskRun {
            shim: Some(shim),
            last: 0,
            told_through,
            states,
            announce,
            revivals: 0,
            pumping: false,
            closing: false,
        };
        if let Some(agent) = self.agent(host, epoch) {
            agent.runs.insert(arn.to_owned(), run);
        }
        self.pump(host, epoch, arn);
        Ok(())
    }

    /// The task's shim, started if there is none; what it says of itself.
    #[allow(clippy::type_complexity, reason = "used once")]
    fn shim_of(
        &mut self,
        host: usize,
        arn: &str,
    ) -> Result<(u64, u64, BTreeMap<String, ContainerState>), &'static str> {
        if self.fault(self.faults.shim_unreachable) {
            return Err("the shim cannot be reached");
        }
        let alive = |dir: &TaskDir| dir.shim.is_some();
        if !self.hosts[host].tasks.get(arn).is_some_and(alive) {
            if self.hosts[host].disk.full {
                return Err("no space left on device");
            }
            self.start_shim(host, arn);
        }
        let pid = 4711;
        let Some(dir) = self.hosts[host].tasks.get(arn) else {
            return Err("no directory");
        };
        let Some(shim) = &dir.shim else {
            return Err("no shim");
        };
        let state = |held: &Held| match &held.phase {
            Phase::Creating => None,
            Phase::Created => Some(ContainerState::Created { pid }),
            Phase::Running => Some(ContainerState::Running { pid }),
            Phase::Exited(exit) => Some(ContainerState::Exited(exit.clone())),
        };
        let states = shim.containers.iter();
        let states = states.filter_map(|(name, held)| Some((name.clone(), state(held)?)));
        Ok((shim.id, dir.journal.len() as u64, states.collect()))
    }

    /// A new shim takes the directory over: what its predecessor left running is killed and noted.
    fn start_shim(&mut self, host: usize, arn: &str) {
        self.hosts[host].last_shim += 1;
        let id = self.hosts[host].last_shim;
        let at_ms = self.agent_now(host);
        self.trace(|| format!("host {host}    {} gets shim {id}", short(arn)));
        let programs = &mut self.hosts[host].programs;
        for ((of, _), program) in programs.iter_mut() {
            if of == arn {
                program.alive = false;
            }
        }
        let dir = self.hosts[host].tasks.entry(arn.to_owned()).or_default();
        let lost = Exit {
            code: 137,
            oom_killed: false,
            start_error: None,
            shim_lost: true,
            at_ms,
        };
        let mut containers: BTreeMap<String, Held> = BTreeMap::new();
        for entry in dir.journal.clone() {
            let phase = match entry.event {
                EntryEvent::Created { .. } => Phase::Created,
                EntryEvent::Started => Phase::Running,
                EntryEvent::Exited(exit) => Phase::Exited(exit),
            };
            containers.insert(
                entry.name,
                Held {
                    phase,
                    callers: Vec::new(),
                    kill_when_made: false,
                },
            );
        }
        for (name, held) in &mut containers {
            if !matches!(held.phase, Phase::Exited(_)) {
                held.phase = Phase::Exited(lost.clone());
                dir.journal.push(Entry {
                    number: dir.journal.len() as u64 + 1,
                    at_ms,
                    name: name.clone(),
                    event: EntryEvent::Exited(lost.clone()),
                });
            }
        }
        dir.shim = Some(Shim { id, containers });
    }

    /// A shim is killed; its agent sees its socket close.
    pub(crate) fn kill_shim(&mut self, host: usize, arn: &str) {
        let Some(dir) = self.hosts[host].tasks.get_mut(arn) else {
            return;
        };
        let Some(shim) = dir.shim.take() else { return };
        self.trace(|| {
            format!(
                "host {host}    shim {} of {} is killed",
                shim.id,
                short(arn)
            )
        });
        for (_, held) in shim.containers {
            for caller in held.callers {
                caller(self, Err("the task's shim has ended".to_owned()));
            }
        }
        self.shim_closed(host, arn, shim.id);
    }

    fn shim_closed(&mut self, host: usize, arn: &str, shim: u64) {
        let epoch = self.hosts[host].epoch;
        let arn = arn.to_owned();
        let delay_ms = self.rng.between(0, 20);
        self.after(delay_ms, move |world| {
            let run = world
                .agent(host, epoch)
                .and_then(|it| it.runs.get_mut(&arn));
            let Some(run) = run.filter(|run| run.shim == Some(shim)) else {
                return;
            };
            run.shim = None;
            if run.closing {
                return;
            }
            run.revivals += 1;
            run.announce = Announce::ShimGone;
            if run.revivals > REVIVALS_MAX {
                world.end_by_force(host, &arn);
                return world.fact(host, epoch, &arn, Fact::ShimGone);
            }
            match world.shim_of(host, &arn) {
                Ok((shim, told_through, states)) => {
                    let run = world
                        .agent(host, epoch)
                        .and_then(|it| it.runs.get_mut(&arn));
                    if let Some(run) = run {
                        run.shim = Some(shim);
                        run.told_through = told_through;
                        run.states = states;
                    }
                    world.pump(host, epoch, &arn);
                }
                Err(_) => {
                    world.end_by_force(host, &arn);
                    world.fact(host, epoch, &arn, Fact::ShimGone);
                }
            }
        });
    }

    /// Kills a task's shim and whatever it had running: what is said to be gone is.
    fn end_by_force(&mut self, host: usize, arn: &str) {
        if self.mutation == Mutation::GoneIsOnlySaid {
            return;
        }
        for ((of, _), program) in &mut self.hosts[host].programs {
            if of == arn {
                program.alive = false;
            }
        }
        self.kill_shim(host, arn);
    }

    /// Has the agent hear of the next entry of the journal, and of the one after it.
    fn pump(&mut self, host: usize, epoch: u64, arn: &str) {
        let run = self.agent(host, epoch).and_then(|it| it.runs.get_mut(arn));
        let Some(run) = run else { return };
        if run.pumping || run.shim.is_none() {
            return;
        }
        run.pumping = true;
        let arn = arn.to_owned();
        let delay_ms = self.rng.skewed(10);
        self.after(delay_ms, move |world| world.pump_one(host, epoch, &arn));
    }

    fn pump_one(&mut self, host: usize, epoch: u64, arn: &str) {
        let run = self.agent(host, epoch).and_then(|it| it.runs.get_mut(arn));
        let Some(run) = run else { return };
        run.pumping = false;
        let shim = run.shim;
        let (last, told_through) = (run.last, run.told_through);
        if last >= told_through {
            let announce = std::mem::replace(&mut run.announce, Announce::Nothing);
            let states = run.states.clone();
            match announce {
                Announce::Nothing => {}
                Announce::ShimGone => self.fact(host, epoch, arn, Fact::ShimGone),
                Announce::Resumed => {
                    let containers = states
                        .into_iter()
                        .map(|(name, state)| (name, ContainerFact { state }))
                        .collect();
                    self.fact(host, epoch, arn, Fact::Resumed { containers });
                }
            }
        }
        let dir = self.hosts[host].tasks.get(arn);
        let there = dir.filter(|dir| dir.shim.as_ref().map(|it| it.id) == shim);
        let next = usize::try_from(last).unwrap_or(usize::MAX);
        let Some(entry) = there.and_then(|dir| dir.journal.get(next)).cloned() else {
            return;
        };
        let run = self.agent(host, epoch).and_then(|it| it.runs.get_mut(arn));
        let Some(run) = run else { return };
        run.last = entry.number;
        run.revivals = 0;
        let container = entry.name;
        match entry.event {
            // What is made now is told by who asked for it, with its host ports.
            EntryEvent::Created { .. } if entry.number > told_through => {}
            EntryEvent::Created { runtime_id, pid } => {
                let created = Fact::Created {
                    container,
                    runtime_id,
                    pid,
                    network_bindings: Vec::new(),
                };
                self.fact(host, epoch, arn, created);
            }
            EntryEvent::Started => self.fact(host, epoch, arn, Fact::Started { container }),
            EntryEvent::Exited(exit) => {
                // The last lines are shipped first, unless that takes too long.
                let flush_ms = self.rng.skewed(5_000);
                let arn = arn.to_owned();
                if let Some(run) = self.agent(host, epoch).and_then(|it| it.runs.get_mut(&arn)) {
                    run.pumping = true;
                }
                return self.after(flush_ms, move |world| {
                    let exited = Fact::Exited {
                        container: container.clone(),
                        exit,
                    };
                    world.fact(host, epoch, &arn, exited);
                    world.fact(host, epoch, &arn, Fact::LogsShipped { container });
                    let run = world
                        .agent(host, epoch)
                        .and_then(|it| it.runs.get_mut(&arn));
                    if let Some(run) = run {
                        run.pumping = false;
                    }
                    world.pump(host, epoch, &arn);
                });
            }
        }
        self.pump(host, epoch, arn);
    }

    /// Notes an event in the journal; it is on disk before anybody hears of it.
    fn note(&mut self, host: usize, arn: &str, name: &str, event: EntryEvent) {
        let at_ms = self.agent_now(host);
        let Some(dir) = self.hosts[host].tasks.get_mut(arn) else {
            return;
        };
        let number = dir.journal.len() as u64 + 1;
        dir.journal.push(Entry {
            number,
            at_ms,
            name: name.to_owned(),
            event,
        });
        let epoch = self.hosts[host].epoch;
        self.pump(host, epoch, arn);
    }

    /// The shim that the agent talks to, if it is there.
    fn shim(&mut self, host: usize, epoch: u64, arn: &str) -> Option<&mut Shim> {
        let run = self.agent(host, epoch)?.runs.get(arn)?;
        let known = run.shim?;
        let shim = self.hosts[host].tasks.get_mut(arn)?.shim.as_mut()?;
        (shim.id == known).then_some(shim)
    }

    fn held(&mut self, host: usize, arn: &str, shim: u64, name: &str) -> Option<&mut Held> {
        let shim_now = self.hosts[host].tasks.get_mut(arn)?.shim.as_mut()?;
        if shim_now.id != shim {
            return None;
        }
        shim_now.containers.get_mut(name)
    }

    fn create(&mut self, host: usize, epoch: u64, arn: String, name: String) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let (of, container) = (arn.clone(), name.clone());
        let caller: Caller = Box::new(move |world, made| {
            let fact = match made {
                Ok(()) => Fact::Created {
                    runtime_id: runtime_id(&of, &container),
                    container,
                    pid: 4711,
                    network_bindings: Vec::new(),
                },
                Err(text) => Fact::CreateFailed {
                    container,
                    failure: failure(failure_name::CANNOT_CREATE, &text),
                },
            };
            let delay_ms = world.rng.skewed(20);
            world.fact_after(delay_ms, host, epoch, &of, fact);
        });
        if self.hosts[host].disk.full {
            return caller(self, Err("no space left on device".to_owned()));
        }
        let Some(shim) = self.shim(host, epoch, &arn) else {
            return caller(self, Err("the task's shim has ended".to_owned()));
        };
        let id = shim.id;
        if let Some(held) = shim.containers.get_mut(&name) {
            if matches!(held.phase, Phase::Creating) {
                held.callers.push(caller);
                return;
            }
            return caller(self, Ok(()));
        }
        shim.containers.insert(
            name.clone(),
            Held {
                phase: Phase::Creating,
                callers: vec![caller],
                kill_when_made: false,
            },
        );
        let fails = self.fault(self.faults.create_fails);
        let delay_ms = self.rng.skewed(100);
        self.after(delay_ms, move |world| {
            world.made(host, &arn, id, &name, fails);
        });
    }

    fn made(&mut self, host: usize, arn: &str, shim: u64, name: &str, fails: bool) {
        let Some(held) = self.held(host, arn, shim, name) else {
            return;
        };
        let callers = std::mem::take(&mut held.callers);
        let kill = held.kill_when_made;
        held.phase = Phase::Created;
        if fails {
            if let Some(shim) = self.hosts[host]
                .tasks
                .get_mut(arn)
                .and_then(|it| it.shim.as_mut())
            {
                shim.containers.remove(name);
            }
            for caller in callers {
                caller(self, Err("the host port is taken".to_owned()));
            }
            return;
        }
        let event = EntryEvent::Created {
            pid: 4711,
            runtime_id: runtime_id(arn, name),
        };
        self.note(host, arn, name, event);
        for caller in callers {
            caller(self, Ok(()));
        }
        if kill {
            self.ended(host, arn, shim, name, 137, false);
        }
    }

    fn start(&mut self, host: usize, epoch: u64, arn: String, name: String) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let shim = self.shim(host, epoch, &arn).map(|it| it.id);
        // What is written to the socket arrives, whether the agent lives on or not.
        let way_ms = self.rng.skewed(400);
        self.after(way_ms, move |world| {
            world.start_arrives(host, epoch, arn, shim, name);
        });
    }

    fn start_arrives(
        &mut self,
        host: usize,
        epoch: u64,
        arn: String,
        shim: Option<u64>,
        name: String,
    ) {
        let way_ms = self.rng.skewed(20);
        let answer = |world: &mut Self, result: Result<(), &str>| {
            let container = name.clone();
            let fact = match result {
                Ok(()) => Fact::Started { container },
                Err(text) => Fact::StartFailed {
                    container,
                    failure: failure(failure_name::CANNOT_START, text),
                },
            };
            world.fact_after(way_ms, host, epoch, &arn, fact);
        };
        let again = self.mutation == Mutation::ShimStartsTwice;
        let dir = self.hosts[host].tasks.get_mut(&arn);
        let there = dir.and_then(|dir| dir.shim.as_mut());
        let Some(there) = there.filter(|it| Some(it.id) == shim) else {
            return answer(self, Err("the task has no shim"));
        };
        let id = there.id;
        let Some(held) = there.containers.get_mut(&name) else {
            return answer(self, Err("no such container"));
        };
        match &held.phase {
            Phase::Creating => return answer(self, Err("it is still being made")),
            Phase::Created => {}
            Phase::Running if again => {}
            Phase::Exited(Exit {
                start_error: Some(_),
                ..
            }) => return answer(self, Err("no such file or directory")),
            Phase::Running | Phase::Exited(_) => return answer(self, Ok(())),
        }
        if self.fault(self.faults.start_fails) {
            answer(self, Err("no such file or directory"));
            return self.could_not_start(host, &arn, id, &name);
        }
        if let Some(held) = self.held(host, &arn, id, &name) {
            held.phase = Phase::Running;
        }
        self.trace(|| format!("host {host}    {} {name} begins", short(&arn)));
        let heeds_term = self.rng.permille(700);
        let key = (arn.clone(), name.clone());
        let program = self.hosts[host].programs.entry(key).or_default();
        let heeds_term = heeds_term || program.image == "runs";
        program.starts += 1;
        program.alive = true;
        program.heeds_term = heeds_term;
        let elsewhere = self.hosts.iter().filter_map(|host| {
            let key = (arn.clone(), name.clone());
            host.programs.get(&key)
        });
        if elsewhere.map(|program| program.starts).sum::<u32>() > 1 {
            self.violated(format!("{name} of {arn} runs a second time"));
        }
        self.note(host, &arn, &name, EntryEvent::Started);
        answer(self, Ok(()));
        self.live(host, &arn, id, &name);
    }

    /// When and how the program ends by itself: at once, late or never.
    fn live(&mut self, host: usize, arn: &str, shim: u64, name: &str) {
        let key = (arn.to_owned(), name.to_owned());
        let image = self.hosts[host]
            .programs
            .get(&key)
            .map_or("", |it| &it.image);
        if image == "runs" || image.starts_with("stubborn-") {
            return;
        }
        let told = image
            .strip_prefix("exits-")
            .and_then(|it| it.split_once('-'));
        let told = told.and_then(|(ms, code)| Some((ms.parse().ok()?, code.parse().ok()?)));
        let (life_ms, code, oom) = if let Some((ms, code)) = told {
            (ms, code, false)
        } else {
            match self.rng.between(0, 9) {
                0..=2 => return,
                3 => (0, 1, false),
                4 => (self.rng.between(0, 3), 0, false),
                5 | 6 => (self.rng.between(1, 5_000), 0, false),
                7 => (self.rng.between(1, 60_000), 3, false),
                8 => (self.rng.between(1, 30_000), 137, true),
                _ => (self.rng.between(60_000, 400_000), 0, false),
            }
        };
        let (arn, name) = (arn.to_owned(), name.to_owned());
        self.after(life_ms, move |world| {
            world.ended(host, &arn, shim, &name, code, oom)
        });
    }

    fn could_not_start(&mut self, host: usize, arn: &str, shim: u64, name: &str) {
        let at_ms = self.agent_now(host);
        let exit = Exit {
            code: 127,
            oom_killed: false,
            start_error: Some("no such file or directory".to_owned()),
            shim_lost: false,
            at_ms,
        };
        if let Some(held) = self.held(host, arn, shim, name) {
            held.phase = Phase::Exited(exit.clone());
        }
        self.note(host, arn, name, EntryEvent::Exited(exit));
    }

    /// A container's init process has ended, and its shim sees it.
    fn ended(&mut self, host: usize, arn: &str, shim: u64, name: &str, code: i32, oom: bool) {
        let at_ms = self.agent_now(host);
        let exit = Exit {
            code,
            oom_killed: oom,
            start_error: None,
            shim_lost: false,
            at_ms,
        };
        let key = (arn.to_owned(), name.to_owned());
        let Some(held) = self.held(host, arn, shim, name) else {
            // Nobody looks any more; the program still ends, unless it did already.
            if let Some(program) = self.hosts[host].programs.get_mut(&key) {
                program.alive = false;
            }
            return;
        };
        if !matches!(held.phase, Phase::Created | Phase::Running) {
            return;
        }
        held.phase = Phase::Exited(exit.clone());
        if let Some(program) = self.hosts[host].programs.get_mut(&key) {
            program.alive = false;
        }
        self.trace(|| format!("host {host}    {} {name} ends with {code}", short(arn)));
        self.note(host, arn, name, EntryEvent::Exited(exit));
    }

    fn stop(&mut self, host: usize, epoch: u64, arn: &str, name: String, timeout_ms: u64) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let unreachable = self.fault(self.faults.shim_unreachable);
        let shim = self.shim(host, epoch, arn);
        let Some(shim) = shim.filter(|_| !unreachable) else {
            let fact = Fact::StopFailed {
                container: name,
                failure: failure(failure_name::CANNOT_STOP, "the task has no shim"),
            };
            return self.fact(host, epoch, arn, fact);
        };
        let id = shim.id;
        let Some(held) = shim.containers.get_mut(&name) else {
            let fact = Fact::StopFailed {
                container: name,
                failure: failure(failure_name::CANNOT_STOP, "no such container"),
            };
            return self.fact(host, epoch, arn, fact);
        };
        let phase = held.phase.clone();
        let arn = arn.to_owned();
        match phase {
            Phase::Creating => held.kill_when_made = true,
            Phase::Created => self.after(1, move |world| {
                world.ended(host, &arn, id, &name, 137, false);
            }),
            Phase::Running => {
                let key = (arn.clone(), name.clone());
                let heeds = self.hosts[host].programs.get(&key);
                let heeds = heeds.is_some_and(|program| program.heeds_term);
                if heeds {
                    let (arn, name) = (arn.clone(), name.clone());
                    let delay_ms = self.rng.skewed(3_000);
                    self.after(delay_ms, move |world| {
                        world.ended(host, &arn, id, &name, 143, false);
                    });
                }
                let timeout_ms = i64::try_from(timeout_ms).unwrap_or(i64::MAX / 4);
                self.after(timeout_ms, move |world| {
                    world.ended(host, &arn, id, &name, 137, false);
                });
            }
            Phase::Exited(_) => {}
        }
    }

    fn delete(&mut self, host: usize, epoch: u64, arn: &str, container: String) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        if let Some(shim) = self.shim(host, epoch, arn)
            && let Some(held) = shim.containers.get(&container)
            && matches!(held.phase, Phase::Exited(_))
        {
            shim.containers.remove(&container);
        }
        self.fact(host, epoch, arn, Fact::Deleted { container });
    }

    fn clean_up(&mut self, host: usize, epoch: u64, arn: &str) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.runs.remove(arn);
        self.end_by_force(host, arn);
        self.hosts[host].tasks.remove(arn);
        self.trace(|| format!("host {host}    {} is cleaned up", short(arn)));
        self.fact(host, epoch, arn, Fact::CleanedUp);
    }

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

fn runtime_id(arn: &str, name: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in arn.bytes().chain(name.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:064x}")
}
