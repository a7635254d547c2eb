//! The engine against a world that loses, repeats and reorders, and an agent that crashes.
//!
//! Each seed is one story; a failure names its seed. First everything goes wrong, then the faults
//! stop and the world must settle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use berth_env::{Entropy as _, SeededEntropy};
use berth_link::acs::{
    self, ContainerDependency, DesiredStatus, PayloadMessage, RestartPolicy, VolumeFrom,
};
use berth_link::shim::{ContainerState, Exit, Health, HealthStatus};
use berth_task_engine::task::{Status, Task};
use berth_task_engine::{
    Action, Command, Config, ContainerFact, Engine, Event, Fact, Failure, ImageFacts, ReportStatus,
    Shared, TaskStateChange,
};

type Key = (String, String);

/// The machine under the agent.
#[derive(Default)]
struct Host {
    shims: BTreeSet<String>,
    /// The task's directory is there, maybe with a dead shim.
    dirs: BTreeSet<String>,
    containers: BTreeMap<Key, ContainerState>,
    /// Which run of a container that is.
    runs: BTreeMap<Key, u32>,
    starts: BTreeMap<(Key, u32), u32>,
    /// Containers that were healthy, and those that ended, with their last code.
    healthy: BTreeSet<Key>,
    ended: BTreeMap<Key, i32>,
    journals: BTreeMap<String, VecDeque<Fact>>,
    /// Network interfaces that are plugged in.
    interfaces: BTreeSet<String>,
}

struct World {
    seed: u64,
    rng: SeededEntropy,
    now_ms: i64,
    config: Config,
    engine: Engine,
    disk_shared: String,
    disk_remembered: BTreeMap<String, i64>,
    disk_tasks: BTreeMap<String, String>,
    host: Host,
    commands: Vec<Command>,
    facts: Vec<(String, Fact)>,
    live_journals: BTreeMap<String, VecDeque<Fact>>,
    timer: Option<i64>,
    reports_out: Vec<(u64, TaskStateChange)>,
    accepted: BTreeMap<String, BTreeMap<u64, TaskStateChange>>,
    furthest: BTreeMap<Key, (u32, Status)>,
    specs: BTreeMap<String, acs::Task>,
    faults: bool,
    /// How often the agent has begun.
    life: u32,
    sequence: i64,
}

impl World {
    fn new(seed: u64) -> Self {
        let config = Config {
            cpu: 1000,
            memory_mib: 1000,
            cleanup_wait_ms: 60_000,
            logs_wait_ms: 300_000,
            ..Config::default()
        };
        Self {
            seed,
            rng: SeededEntropy::new(seed),
            now_ms: 1_795_000_000_000,
            engine: Engine::new(config.clone()),
            config,
            disk_shared: serde_json::to_string(&Shared::default()).expect("plain"),
            disk_remembered: BTreeMap::new(),
            disk_tasks: BTreeMap::new(),
            host: Host::default(),
            commands: Vec::new(),
            facts: Vec::new(),
            live_journals: BTreeMap::new(),
            timer: None,
            reports_out: Vec::new(),
            accepted: BTreeMap::new(),
            furthest: BTreeMap::new(),
            specs: BTreeMap::new(),
            faults: true,
            life: 0,
            sequence: 0,
        }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.below(100) < percent
    }

    fn fault(&mut self, percent: u32) -> bool {
        self.faults && self.chance(percent)
    }

    fn pick(&mut self, length: usize) -> usize {
        self.rng.below(u32::try_from(length).expect("small")) as usize
    }

    /// A task of one to three containers that lean on one another.
    fn new_task(&mut self) -> acs::Task {
        let arn = format!("arn:aws:ecs:r:1:task/c/{:04}", self.specs.len());
        let count = 1 + self.pick(3);
        let mut containers: Vec<acs::Container> = Vec::new();
        for index in 0..count {
            let mut container = acs::Container {
                name: format!("c{index}"),
                image: "i".to_owned(),
                essential: index + 1 == count || self.chance(40),
                cpu: i64::from(self.rng.below(400)),
                ..acs::Container::default()
            };
            if self.chance(50) {
                container.restart_policy = Some(RestartPolicy {
                    enabled: true,
                    ignored_exit_codes: vec![137],
                    restart_attempt_period: 20,
                });
            }
            if self.chance(40) {
                container.health_check_type = "docker".to_owned();
            }
            if index > 0 {
                let at = self.pick(index);
                let other = format!("c{at}");
                match self.rng.below(9) {
                    0 => container.volumes_from.push(VolumeFrom {
                        source_container: other,
                        read_only: false,
                    }),
                    1 => container.links.push(other),
                    which @ 2..=7 => {
                        let names = [
                            "START", "COMPLETE", "SUCCESS", "HEALTHY", "HEALTHY", "HEALTHY",
                        ];
                        container.depends_on.push(ContainerDependency {
                            container_name: other,
                            condition: names[which as usize - 2].to_owned(),
                        });
                        if which >= 5 {
                            containers[at].health_check_type = "docker".to_owned();
                        }
                        if self.chance(30) {
                            containers[0] = acs::Container {
                                start_timeout: Some(20),
                                ..containers[0].clone()
                            };
                        }
                    }
                    _ => {}
                }
            }
            containers.push(container);
        }
        let mut task = acs::Task {
            arn,
            containers,
            ..acs::Task::default()
        };
        // Without a draw: the other stories stay as they are.
        if self.specs.len() % 4 == 1 {
            task.network_mode = "awsvpc".to_owned();
            task.elastic_network_interfaces = vec![acs::NetworkInterface {
                attachment_arn: format!("attachment/{}", self.specs.len()),
                ec2_id: format!("eni-{}", self.specs.len()),
                ipv4_addresses: vec![acs::Ipv4Address::default()],
                ..acs::NetworkInterface::default()
            }];
        }
        task
    }

    fn handle(&mut self, event: Event) {
        let actions = self.engine.handle(event, self.now_ms);
        self.after(actions);
    }

    /// Checkpoint, then act; the agent may crash at every point in between.
    fn after(&mut self, actions: Vec<Action>) {
        if self.fault(2) {
            return self.crash();
        }
        self.checkpoint();
        for action in actions {
            if self.fault(1) {
                return self.crash();
            }
            match action {
                Action::Execute(command) => {
                    let same = |other: &Command| {
                        std::mem::discriminant(other) == std::mem::discriminant(&command)
                            && other.task_arn() == command.task_arn()
                            && container_of(other) == container_of(&command)
                    };
                    assert!(
                        !self.commands.iter().any(same),
                        "seed {}: {command:?} twice",
                        self.seed
                    );
                    self.commands.push(command);
                }
                Action::Report { sequence, change } => self.reports_out.push((sequence, change)),
                Action::ArmTimer { at_ms } => self.timer = Some(at_ms),
                Action::Acknowledge(_) | Action::VerifyStops(_) => {}
            }
        }
        self.check();
    }

    fn checkpoint(&mut self) {
        let changes = self.engine.take_changes();
        for (arn, task) in changes.tasks {
            match task {
                Some(task) => {
                    let text = serde_json::to_string(task).expect("plain");
                    self.disk_tasks.insert(arn, text);
                }
                None => {
                    self.disk_tasks.remove(&arn);
                }
            }
        }
        for (arn, at_ms) in changes.remembered {
            match at_ms {
                Some(at_ms) => drop(self.disk_remembered.insert(arn, at_ms)),
                None => drop(self.disk_remembered.remove(&arn)),
            }
        }
        if let Some(shared) = changes.shared {
            self.disk_shared = serde_json::to_string(shared).expect("plain");
        }
    }

    fn crash(&mut self) {
        // What was under way may have had its effect, but nobody heard of it.
        for command in std::mem::take(&mut self.commands) {
            if self.chance(50) {
                self.carry_out(&command);
            }
        }
        self.life += 1;
        self.facts.clear();
        self.live_journals.clear();
        // The same for reports: perhaps the control plane has them.
        for (sequence, change) in std::mem::take(&mut self.reports_out) {
            if self.chance(50) {
                self.receive(sequence, &change);
            }
        }
        self.timer = None;
        let tasks = self
            .disk_tasks
            .iter()
            .map(|(arn, text)| {
                let task: Task = serde_json::from_str(text).expect("was written");
                (arn.clone(), task)
            })
            .collect();
        let mut shared: Shared = serde_json::from_str(&self.disk_shared).expect("was written");
        shared.remembered = self.disk_remembered.clone();
        self.engine = Engine::restore(self.config.clone(), shared, tasks);
        let actions = self.engine.recover(self.now_ms);
        self.after(actions);
    }

    fn receive(&mut self, sequence: u64, change: &TaskStateChange) {
        let known = self.accepted.entry(change.task.clone()).or_default();
        // Asked about a task that is long gone, the agent says once more that it has stopped.
        let ended = known
            .values()
            .any(|report| report.status == Some(ReportStatus::Stopped));
        if ended && sequence == 1 && change.reason.starts_with("TaskStateError") {
            assert!(change.containers.is_empty(), "seed {}", self.seed);
            let stopped = Some(ReportStatus::Stopped);
            assert_eq!(change.status, stopped, "seed {}", self.seed);
            return;
        }
        if let Some(before) = known.get(&sequence) {
            // Delivery is at least once, but what is delivered is the same.
            assert_eq!(before.status, change.status, "seed {}", self.seed);
            return;
        }
        let told = change.attachments.len();
        assert_eq!(
            told,
            usize::from(change.status.is_none()),
            "seed {}",
            self.seed
        );
        if let Some((last, before)) = known.last_key_value() {
            let seed = self.seed;
            assert_eq!(sequence, last + 1, "seed {seed}: a report was left out");
            assert!(
                change.status.is_none() || before.status <= change.status,
                "seed {seed}: status went back"
            );
            assert_ne!(
                before.status,
                Some(ReportStatus::Stopped),
                "seed {seed}: after STOPPED"
            );
        }
        known.insert(sequence, change.clone());
    }

    /// Status only moves forward; the account is never overdrawn; no timer of the past.
    fn check(&mut self) {
        let mut cpu = 0;
        for (arn, task) in self.engine.tasks() {
            for (name, container) in &task.containers {
                let furthest = self
                    .furthest
                    .entry((arn.clone(), name.clone()))
                    .or_insert((0, Status::None));
                let now = (container.restart_count, container.status);
                let (run, furthest) = std::mem::replace(furthest, now);
                if run != container.restart_count {
                    continue;
                }
                // A crash may forget what was not yet on disk, but never that something ran.
                if container.status >= Status::Created || furthest >= Status::Running {
                    assert!(
                        container.status >= furthest.min(Status::Running),
                        "seed {}: {name} of {arn} went from {furthest:?} to {:?}",
                        self.seed,
                        container.status
                    );
                }
            }
            if task.admitted && task.status() != Status::Stopped {
                cpu += task.spec.containers.iter().map(|c| c.cpu).sum::<i64>();
            }
        }
        assert!(cpu <= self.config.cpu, "seed {}: overdrawn", self.seed);
    }

    /// What the executor does to the machine, and what it would answer.
    fn carry_out(&mut self, command: &Command) -> Vec<Fact> {
        let task_arn = command.task_arn().to_owned();
        let key = |container: &String| (task_arn.clone(), container.clone());
        let broken = || Failure::new("CannotDoError", "broken");
        match command {
            Command::PullImage { container, .. } => {
                if self.fault(5) {
                    return vec![Fact::PullFailed {
                        container: container.clone(),
                        failure: broken(),
                    }];
                }
                let digest = "sha256:d".to_owned();
                let image = ImageFacts {
                    digest: Some(digest.clone()),
                    ..ImageFacts::default()
                };
                vec![
                    Fact::ImageResolved {
                        container: container.clone(),
                        digest,
                    },
                    Fact::Pulled {
                        container: container.clone(),
                        image: Box::new(image),
                    },
                ]
            }
            Command::CancelPull { .. } => Vec::new(),
            Command::EnsureTask { task } => {
                let interfaces = task.elastic_network_interfaces.iter();
                let interfaces = interfaces.map(|interface| interface.ec2_id.clone());
                self.host.interfaces.extend(interfaces);
                if self.fault(2) {
                    return vec![Fact::TaskFailed { failure: broken() }];
                }
                if self.fault(1) {
                    return vec![Fact::Refused {
                        reason: "Sysctls".to_owned(),
                    }];
                }
                self.host.shims.insert(task_arn.clone());
                self.host.dirs.insert(task_arn);
                match task.elastic_network_interfaces.is_empty() {
                    true => vec![Fact::TaskReady],
                    false => vec![Fact::NetworkAttached, Fact::TaskReady],
                }
            }
            Command::DetachNetwork { interface, .. } => {
                self.host.interfaces.remove(interface);
                Vec::new()
            }
            Command::CreateContainer {
                task,
                container,
                run,
                ..
            } => {
                for interface in &task.elastic_network_interfaces {
                    let there = self.host.interfaces.contains(&interface.ec2_id);
                    assert!(there, "seed {}: a container without network", self.seed);
                }
                let key = key(container);
                let held = self.host.runs.get(&key).copied().unwrap_or(0);
                let state = self.host.containers.get(&key);
                if state.is_some() && held != *run {
                    let over = matches!(state, Some(ContainerState::Exited(_)));
                    assert!(
                        over && held < *run,
                        "seed {}: run {run} of {key:?} beside {held}: {state:?}",
                        self.seed
                    );
                    self.host.containers.remove(&key);
                }
                self.host.runs.insert(key.clone(), *run);
                let exists = self.host.containers.contains_key(&key);
                if !exists && (self.fault(4) || !self.host.shims.contains(&task_arn)) {
                    return vec![Fact::CreateFailed {
                        container: container.clone(),
                        failure: broken(),
                    }];
                }
                let state = ContainerState::Created { pid: 1 };
                self.host.containers.entry(key).or_insert(state);
                vec![Fact::Created {
                    container: container.clone(),
                    run: *run,
                    runtime_id: "ab".repeat(32),
                    pid: 1,
                    network_bindings: Vec::new(),
                }]
            }
            Command::StartContainer { container, run, .. } => {
                let started = |at_ms| Fact::Started {
                    container: container.clone(),
                    run: *run,
                    at_ms,
                };
                let now_ms = self.now_ms;
                let state = self.host.containers.get(&key(container)).cloned();
                match state {
                    Some(ContainerState::Created { pid }) => {
                        if self.fault(4) {
                            self.exit(&key(container), 127, Some("no such file".to_owned()));
                            return vec![Fact::StartFailed {
                                container: container.clone(),
                                failure: broken(),
                            }];
                        }
                        let held = self.host.runs.get(&key(container)).copied();
                        assert_eq!(held, Some(*run), "seed {}: another run", self.seed);
                        let of_run = (key(container), *run);
                        *self.host.starts.entry(of_run).or_default() += 1;
                        if *run == 0 {
                            self.check_order(&task_arn, container);
                        }
                        let running = ContainerState::Running { pid };
                        self.host.containers.insert(key(container), running);
                        let fact = started(now_ms);
                        self.journal(&task_arn, fact.clone());
                        vec![fact]
                    }
                    Some(_) => vec![started(now_ms)],
                    None => vec![Fact::StartFailed {
                        container: container.clone(),
                        failure: broken(),
                    }],
                }
            }
            Command::StopContainer { container, .. } => {
                if self.fault(10) {
                    return vec![Fact::StopFailed {
                        container: container.clone(),
                        failure: broken(),
                    }];
                }
                self.exit(&key(container), 143, None);
                Vec::new()
            }
            Command::DeleteContainer { container, .. } => {
                let state = self.host.containers.remove(&key(container));
                assert!(
                    !matches!(state, Some(ContainerState::Running { .. })),
                    "seed {}: deleted while {state:?}",
                    self.seed
                );
                vec![Fact::Deleted {
                    container: container.clone(),
                }]
            }
            Command::CleanupTask { .. } => {
                self.host.shims.remove(&task_arn);
                self.host.dirs.remove(&task_arn);
                self.host.journals.remove(&task_arn);
                if let Some(task) = self.specs.get(&task_arn) {
                    for interface in &task.elastic_network_interfaces {
                        self.host.interfaces.remove(&interface.ec2_id);
                    }
                }
                vec![Fact::CleanedUp]
            }
            Command::Reconnect { .. } => self.reconnect(&task_arn),
        }
    }

    fn reconnect(&mut self, task_arn: &str) -> Vec<Fact> {
        let mut facts: Vec<Fact> = self
            .host
            .journals
            .get(task_arn)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        let has_dir = self.host.dirs.contains(task_arn);
        if has_dir && !self.host.shims.contains(task_arn) {
            facts.push(Fact::ShimGone);
            return facts;
        }
        let containers = self
            .host
            .containers
            .iter()
            .filter(|((arn, _), _)| arn == task_arn)
            .map(|(key, state)| {
                let state = state.clone();
                let run = self.host.runs.get(key).copied().unwrap_or(0);
                (key.1.clone(), ContainerFact { state, run })
            })
            .collect();
        facts.push(Fact::Resumed { containers });
        let ended: Vec<String> = self
            .host
            .containers
            .iter()
            .filter(|((arn, _), state)| {
                arn == task_arn && matches!(state, ContainerState::Exited(_))
            })
            .map(|((_, name), _)| name.clone())
            .collect();
        facts.extend(ended.into_iter().map(|container| {
            let key = (task_arn.to_owned(), container.clone());
            let run = self.host.runs.get(&key).copied().unwrap_or(0);
            Fact::LogsShipped { container, run }
        }));
        facts
    }

    fn journal(&mut self, task_arn: &str, fact: Fact) {
        self.host
            .journals
            .entry(task_arn.to_owned())
            .or_default()
            .push_back(fact.clone());
        self.live_journals
            .entry(task_arn.to_owned())
            .or_default()
            .push_back(fact);
    }

    fn exit(&mut self, key: &Key, code: i32, start_error: Option<String>) {
        match self.host.containers.get(key) {
            Some(ContainerState::Created { .. } | ContainerState::Running { .. }) => {}
            Some(ContainerState::Exited(_)) | None => return,
        }
        let exit = Exit {
            code,
            oom_killed: code == 137,
            start_error,
            shim_lost: false,
            at_ms: self.now_ms,
        };
        self.host
            .containers
            .insert(key.clone(), ContainerState::Exited(exit.clone()));
        let container = key.1.clone();
        let run = self.host.runs.get(key).copied().unwrap_or(0);
        if exit.start_error.is_none() {
            self.host.ended.insert(key.clone(), exit.code);
        }
        self.journal(
            &key.0,
            Fact::Exited {
                container: container.clone(),
                run,
                exit,
            },
        );
        self.facts
            .push((key.0.clone(), Fact::LogsShipped { container, run }));
    }

    /// A health check has ended.
    fn check_health(&mut self, key: &Key) {
        let spec = self.specs[&key.0].container(&key.1).expect("in the task");
        if spec.health_check_type.is_empty() {
            return;
        }
        let status = if self.chance(70) {
            self.host.healthy.insert(key.clone());
            HealthStatus::Healthy
        } else {
            HealthStatus::Unhealthy
        };
        let health = Box::new(Health {
            status,
            ..Health::default()
        });
        let fact = Fact::Health {
            container: key.1.clone(),
            run: self.host.runs.get(key).copied().unwrap_or(0),
            health,
        };
        self.facts.push((key.0.clone(), fact));
    }

    /// A dependent never starts before its condition.
    fn check_order(&self, task_arn: &str, name: &str) {
        let spec = self.specs[task_arn].container(name).expect("in the task");
        for dependency in &spec.depends_on {
            let key = (task_arn.to_owned(), dependency.container_name.clone());
            let task = self.engine.tasks().get(task_arn);
            // Nothing of it may ever have been there: it could not be made, and has stopped.
            let stopped = task.is_none_or(|task| {
                let container = task.containers.get(&key.1);
                container.is_none_or(|it| it.status == Status::Stopped)
            });
            let begun = self.host.starts.contains_key(&(key.clone(), 0));
            let ended = self.host.ended.get(&key).copied();
            let met = match dependency.condition.as_str() {
                "START" => begun || stopped,
                "COMPLETE" => ended.is_some() || stopped,
                "SUCCESS" => ended == Some(0),
                _ => self.host.healthy.contains(&key),
            };
            let seed = self.seed;
            assert!(met, "seed {seed}: {name} began before {dependency:?}");
        }
    }

    fn payload(&mut self, tasks: Vec<acs::Task>) {
        self.sequence += 1;
        self.handle(Event::Payload(PayloadMessage {
            message_id: "m".to_owned(),
            seq_num: Some(self.sequence),
            tasks,
            ..PayloadMessage::default()
        }));
    }

    fn stop_order(arn: &str) -> acs::Task {
        acs::Task {
            arn: arn.to_owned(),
            desired_status: DesiredStatus::Stopped,
            ..acs::Task::default()
        }
    }

    fn step(&mut self) {
        match self.rng.below(20) {
            0 if self.faults && self.specs.len() < 12 => {
                let task = self.new_task();
                self.specs.insert(task.arn.clone(), task.clone());
                self.payload(vec![task]);
            }
            1 if self.faults && !self.specs.is_empty() => {
                // The same payload again, at whatever time, or a stop.
                let at = self.pick(self.specs.len());
                let task = self.specs.values().nth(at).expect("in range").clone();
                let stop = self.chance(40);
                let order = if stop {
                    Self::stop_order(&task.arn)
                } else {
                    task
                };
                self.payload(vec![order]);
            }
            2 => {
                self.now_ms += i64::from(self.rng.below(15_000));
                if self.timer.is_some_and(|at_ms| at_ms <= self.now_ms) {
                    self.timer = None;
                    self.handle(Event::Tick);
                    assert!(
                        self.timer.is_none_or(|at_ms| at_ms > self.now_ms),
                        "seed {}: a timer of the past",
                        self.seed
                    );
                }
            }
            3 if self.fault(15) => self.crash(),
            4 if self.fault(10) && !self.host.shims.is_empty() => {
                let at = self.pick(self.host.shims.len());
                let arn = self.host.shims.iter().nth(at).expect("in range").clone();
                self.host.shims.remove(&arn);
                self.host.containers.retain(|(task, _), _| *task != arn);
                self.journal(&arn, Fact::ShimGone);
                self.host.journals.entry(arn).or_default().pop_back();
            }
            5 | 6 => {
                let running: Vec<Key> = self
                    .host
                    .containers
                    .iter()
                    .filter(|(_, state)| matches!(state, ContainerState::Running { .. }))
                    .map(|(key, _)| key.clone())
                    .collect();
                if !running.is_empty() && self.chance(80) {
                    let at = self.pick(running.len());
                    self.check_health(&running[at].clone());
                }
                if !running.is_empty() && self.chance(40) {
                    let at = self.pick(running.len());
                    let code = [0, 0, 1, 137][self.pick(4)];
                    self.exit(&running[at].clone(), code, None);
                }
            }
            7..=10 if !self.commands.is_empty() => {
                let at = self.pick(self.commands.len());
                let command = self.commands.remove(at);
                let arn = command.task_arn().to_owned();
                let answers = self.carry_out(&command);
                if matches!(command, Command::Reconnect { .. }) {
                    // It is one stream of its own, in order.
                    let life = self.life;
                    for fact in answers {
                        if self.life != life {
                            return;
                        }
                        let task_arn = arn.clone();
                        self.handle(Event::Fact { task_arn, fact });
                    }
                    self.live_journals.remove(&arn);
                } else {
                    self.facts
                        .extend(answers.into_iter().map(|fact| (arn.clone(), fact)));
                }
            }
            11..=14 if !self.facts.is_empty() => {
                let at = self.pick(self.facts.len());
                let (task_arn, fact) = if self.fault(5) {
                    self.facts[at].clone()
                } else {
                    self.facts.remove(at)
                };
                self.handle(Event::Fact { task_arn, fact });
            }
            15 | 16 if !self.live_journals.is_empty() => {
                let at = self.pick(self.live_journals.len());
                let arn = self.live_journals.keys().nth(at).expect("in range").clone();
                let next = self
                    .live_journals
                    .get_mut(&arn)
                    .and_then(VecDeque::pop_front);
                match next {
                    Some(fact) => self.handle(Event::Fact {
                        task_arn: arn,
                        fact,
                    }),
                    None => {
                        self.live_journals.remove(&arn);
                    }
                }
            }
            17 | 18 if !self.reports_out.is_empty() => {
                let at = self.pick(self.reports_out.len());
                let (sequence, change) = self.reports_out.remove(at);
                self.receive(sequence, &change);
                self.handle(Event::ReportAccepted {
                    task_arn: change.task,
                    sequence,
                });
            }
            _ => {}
        }
    }

    fn settle(&mut self) {
        self.faults = false;
        self.crash();
        let all: Vec<acs::Task> = self.specs.keys().map(|arn| Self::stop_order(arn)).collect();
        let known: Vec<acs::Task> = all
            .into_iter()
            .filter(|task| self.engine.tasks().contains_key(&task.arn))
            .collect();
        self.payload(known);
        for _ in 0..20_000 {
            if self.engine.tasks().is_empty() {
                return;
            }
            self.step();
        }
        panic!(
            "seed {}: does not settle: {:#?}",
            self.seed,
            self.engine.tasks()
        );
    }
}

fn container_of(command: &Command) -> Option<&String> {
    match command {
        Command::PullImage { container, .. }
        | Command::CancelPull { container, .. }
        | Command::CreateContainer { container, .. }
        | Command::StartContainer { container, .. }
        | Command::StopContainer { container, .. }
        | Command::DeleteContainer { container, .. } => Some(container),
        Command::EnsureTask { .. }
        | Command::DetachNetwork { .. }
        | Command::CleanupTask { .. }
        | Command::Reconnect { .. } => None,
    }
}

/// The usual seeds, or `BERTH_SEEDS=from..to`.
fn seeds() -> std::ops::Range<u64> {
    let chosen = std::env::var("BERTH_SEEDS").ok();
    let parsed = chosen.as_deref().and_then(|text| {
        let (from, to) = text.split_once("..")?;
        Some(from.parse().ok()?..to.parse().ok()?)
    });
    parsed.unwrap_or(0..100)
}

#[test]
fn nothing_is_started_twice_and_every_stop_is_reported_once() {
    let (mut ran, mut stopped_running, mut again, mut waited) = (0, 0, 0, 0);
    for seed in seeds() {
        let mut world = World::new(seed);
        for _ in 0..600 {
            world.step();
        }
        world.settle();
        let left = &world.host.interfaces;
        assert!(left.is_empty(), "seed {seed}: {left:?} is left");
        for (key, starts) in &world.host.starts {
            assert_eq!(
                *starts, 1,
                "seed {seed}: {key:?} was started {starts} times"
            );
            ran += 1;
            let ((arn, name), run) = key;
            let spec = world.specs[arn].container(name).expect("in the task");
            assert!(*run == 0 || spec.restart_policy.is_some(), "seed {seed}");
            again += usize::from(*run > 0);
            let on_health = spec.depends_on.iter().any(|it| it.condition == "HEALTHY");
            waited += usize::from(on_health && *run == 0);
        }
        assert!(world.host.containers.is_empty(), "seed {seed}: left behind");
        assert!(
            world.host.shims.is_empty(),
            "seed {seed}: shims left behind"
        );
        for (arn, reports) in &world.accepted {
            let (_, last) = reports.last_key_value().expect("not empty");
            let stopped = Some(ReportStatus::Stopped);
            assert_eq!(last.status, stopped, "seed {seed}: {arn}");
            if reports
                .values()
                .any(|report| report.status == Some(ReportStatus::Running))
            {
                stopped_running += 1;
            }
        }
        for arn in world.host.starts.keys().map(|((arn, _), _)| arn) {
            assert!(
                world.accepted.contains_key(arn),
                "seed {seed}: {arn} never reported"
            );
        }
    }
    // The stories are about something.
    let stories = seeds().count();
    assert!(ran > 2 * stories, "{ran}");
    assert!(stopped_running > stories, "{stopped_running}");
    assert!(again > stories / 10, "{again} {waited}");
    assert!(waited > stories / 20, "{waited}");
}
