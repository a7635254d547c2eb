//! A run: faults for a while, then none, and everything must settle; then all tasks are stopped, and
//! nothing may be left.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_ecs::credentials::Lifetime;
use berth_ecs::housekeeping::Retention;
use berth_model::invariants;
use berth_model::{
    Arn, ContainerInstance, DeploymentController, DesiredStatus, FARGATE_CLUSTER, InstanceStatus,
    LaunchType, RolloutState, SchedulingStrategy, Service, ServiceStatus, StopCode, Task, TaskId,
    TaskStatus, Timestamp,
};
use berth_reconciler::limits;

use crate::agent::{config, short};
use crate::faults::Faults;
use crate::host::Host;
use crate::world::{BEGIN_MS, Mutation, World};

/// After the last fault everything is settled within this time.
const SETTLE_MS: i64 = 45 * 60_000;
/// Between two looks whether it is.
const LOOK_MS: i64 = 1_000;
/// How far a clock may be off: less than half of what a client token is remembered for.
const CLOCK_OFF_MAX_MS: i64 = 8 * 3_600_000;
/// The same for hosts, whose agents wait by it before they clean up.
const HOST_CLOCK_OFF_MAX_MS: i64 = 10 * 60_000;

/// What a run can be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The run's seed.
    pub seed: u64,
    /// Instead of those that the seed draws.
    pub faults: Option<Faults>,
    /// Whether there are capacity providers, instead of what the seed draws.
    pub capacity: Option<bool>,
    /// Whether tasks have network interfaces, instead of what the seed draws.
    pub network: Option<bool>,
    /// A bug put in, to see that it is found.
    pub mutation: Mutation,
    /// Keep so many of the last lines of the trace.
    pub trace: Option<usize>,
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its seed.
    pub seed: u64,
    /// Steps taken.
    pub steps: u64,
    /// Time in the world.
    pub simulated: Duration,
    /// Time outside.
    pub elapsed: Duration,
    /// Tasks that were started.
    pub tasks: usize,
    /// What went wrong.
    pub failure: Option<Failure>,
    /// The last lines of the trace, if they were wanted.
    pub trace: Vec<String>,
    /// The state's records and the clock, as a number: the same for the same seed.
    pub fingerprint: u64,
}

/// What went wrong in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The invariant, in words.
    pub what: String,
}

/// Runs a seed.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "a run tells how long it took")]
pub fn run(options: &Options) -> Report {
    let began = Instant::now();
    let mut world = World::new(options.seed, options.trace);
    world.mutation = options.mutation;
    let drawn = Faults::draw(&mut world.rng);
    world.faults = options.faults.clone().unwrap_or(drawn);
    let what = story(&mut world, options).err();
    let what = world.broken.take().or(what);
    if let Some(what) = &what {
        let what = what.clone();
        world.trace(|| format!("FAILED {what}"));
    }
    let simulated_ms = u64::try_from(world.now_ms - BEGIN_MS).unwrap_or(0);
    let (live, stopped) = world.control.published.task_counts();
    Report {
        seed: options.seed,
        steps: world.steps,
        simulated: Duration::from_millis(simulated_ms),
        elapsed: began.elapsed(),
        tasks: live + stopped,
        failure: what.map(|what| Failure { what }),
        fingerprint: fingerprint(&world),
        trace: world.take_trace(),
    }
}

fn fingerprint(world: &World) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(&world.steps.to_le_bytes());
    add(&world.now_ms.to_le_bytes());
    for ((table, key), value) in berth_model::invariants::records(&world.control.published) {
        add(table.as_bytes());
        add(key.as_bytes());
        add(&value);
    }
    hash
}

/// All of a run; what went wrong, unless the world has noted it.
fn story(world: &mut World, options: &Options) -> Result<(), String> {
    let faults = world.faults.clone();
    world.trace(|| format!("faults    {faults:?}"));
    if world.rng.permille(200) {
        world.control.retention = Retention {
            seconds: world.rng.between(60, 1_200),
            most: 20,
        };
    }
    if world.rng.permille(300) {
        world.control.lifetime = Lifetime {
            seconds: world.rng.between(600, 3_600),
        };
    }
    let cleanup_wait_ms = world.rng.between(1_000, 120_000);
    for host in 0..usize::try_from(world.rng.between(1, 3)).unwrap_or(1) {
        let number = world.hosts.len();
        world.hosts.push(Host::new(config(cleanup_wait_ms), number));
        let delay_ms = world.rng.skewed(5_000);
        world.after(delay_ms, move |world| world.start_agent(host));
    }
    world.draw_capacity(options.seed, options.capacity);
    world.draw_network(options.seed, options.network);
    world.start_control();
    let clients = u32::try_from(world.rng.between(1, 4)).unwrap_or(1);
    world.open_for_business(clients);
    world.after(1_000, World::misfortune);
    let length_ms = world.rng.between(20_000, 300_000);
    if !world.run_until(BEGIN_MS + length_ms) {
        return Ok(());
    }
    world.heal();
    settle(world, World::is_settled)?;
    if world.broken.is_some() {
        return Ok(());
    }
    world.trace(|| "world     settled; everything is stopped now".to_owned());
    world.stop_everything();
    settle(world, World::is_empty)?;
    if let Some(violation) = invariants::check(&world.control.published).first() {
        return Err(format!("at the end: {violation:?}"));
    }
    world.follower.has_all(&world.control.published)?;
    world.check_promises();
    Ok(())
}

fn settle(world: &mut World, is: fn(&World) -> Result<(), String>) -> Result<(), String> {
    // Who waits until a time of day waits longer by what the clock was set back meanwhile.
    let until_ms = world.now_ms + SETTLE_MS + world.set_back_ms;
    loop {
        let next_ms = world.now_ms + LOOK_MS;
        if !world.run_until(next_ms) {
            return Ok(());
        }
        world.operators_look();
        match is(world) {
            Ok(()) => return Ok(()),
            Err(what) if world.now_ms >= until_ms => {
                return Err(format!("not settled although faults have stopped: {what}"));
            }
            Err(_) => {}
        }
    }
}

impl World {
    /// Once a second: what goes wrong by itself.
    fn misfortune(&mut self) {
        let faults = self.faults.clone();
        self.after(1_000, Self::misfortune);
        if (self.now_ms / 1_000) % 4 == 0 {
            self.check_promises();
        }
        self.check_ends();
        self.check_services();
        if self.fault(faults.control_killed) {
            self.kill_control("at random");
        }
        let conns: Vec<u64> = self.control.sessions.keys().copied().collect();
        for conn in conns {
            if self.fault(faults.cut) {
                self.cut(conn);
            }
            if self.fault(faults.half_open) {
                self.trace(|| format!("net       conn {conn} is dead and nobody knows"));
                if let Some(conn) = self.conns.get_mut(&conn) {
                    conn.dead = true;
                }
            }
        }
        if self.fault(faults.control_disk_full) {
            self.control.disk.full = true;
            let ms = self.rng.between(100, 30_000);
            self.after(ms, |world| world.control.disk.full = false);
        }
        if self.fault(faults.clock_jump) {
            let by_ms = self.jump_ms();
            self.set_back_ms += (-by_ms).max(0);
            self.trace(|| format!("control   its clock jumps by {by_ms} ms"));
            let offset_ms = self.control.offset_ms + by_ms;
            self.control.offset_ms = offset_ms.clamp(-CLOCK_OFF_MAX_MS, CLOCK_OFF_MAX_MS);
        }
        for host in 0..self.hosts.len() {
            self.misfortune_of(host, &faults);
        }
    }

    fn misfortune_of(&mut self, host: usize, faults: &Faults) {
        if self.hosts[host].down {
            return;
        }
        if self.fault(faults.agent_killed) {
            self.kill_agent(host, "at random");
        }
        if self.fault(faults.host_rebooted) {
            return self.reboot(host);
        }
        if self.fault(faults.shim_killed) {
            let tasks = self.hosts[host].tasks.keys().cloned();
            let tasks: Vec<String> = tasks.collect();
            if let Some(arn) = self.rng.pick(&tasks).cloned() {
                self.kill_shim(host, &arn);
            }
        }
        if self.fault(faults.agent_disk_full) {
            self.trace(|| format!("host {host}    its disk is full"));
            self.hosts[host].disk.full = true;
            let ms = self.rng.between(100, 60_000);
            self.after(ms, move |world| world.hosts[host].disk.full = false);
        }
        if self.fault(faults.clock_jump) {
            let by_ms = self.jump_ms();
            self.trace(|| format!("host {host}    its clock jumps by {by_ms} ms"));
            let offset_ms = self.hosts[host].offset_ms + by_ms;
            let most_ms = HOST_CLOCK_OFF_MAX_MS;
            self.hosts[host].offset_ms = offset_ms.clamp(-most_ms, most_ms);
        }
    }

    fn jump_ms(&mut self) -> i64 {
        let by_ms = self.rng.skewed(2 * 3_600_000);
        if self.rng.permille(500) {
            by_ms
        } else {
            -by_ms
        }
    }

    /// No more faults, and nobody asks for anything new.
    fn heal(&mut self) {
        self.trace(|| "world     faults have stopped".to_owned());
        self.faults = Faults::default();
        self.clients.active = false;
        self.control.disk.full = false;
        for host in &mut self.hosts {
            host.disk.full = false;
        }
    }

    /// People restart the agent of a host whose instance was deregistered.
    fn operators_look(&mut self) {
        for host in 0..self.hosts.len() {
            if self.hosts[host].agent.is_some() && self.is_deregistered(host) {
                self.kill_agent(host, "to become another instance");
            }
        }
    }

    /// What is STOPPED does not run. Only what was given up may: nobody could be asked, or the agent
    /// had never heard of it.
    fn check_ends(&mut self) {
        for (number, host) in self.hosts.iter().enumerate() {
            for ((arn, name), program) in &host.programs {
                if !program.alive {
                    continue;
                }
                let id: Option<TaskId> = Arn::parse(arn).and_then(|arn| arn.last().parse().ok());
                let task = id.and_then(|id| self.control.published.task(id));
                let Some(task) = task.filter(|task| task.is_stopped()) else {
                    continue;
                };
                let reason = task.stopped_reason.as_deref().unwrap_or_default();
                let given_up = task.stop_code == Some(StopCode::TerminationNotice)
                    || reason.starts_with("TaskStateError")
                    // Its host was away for too long.
                    || task.launch_type == LaunchType::Fargate && !task.connected
                    || self.clients.deregistered;
                if !given_up {
                    let (what, arn) = (format!("host {number} runs {name}"), short(arn));
                    return self.violated(format!("{what} of {arn}, which is STOPPED"));
                }
            }
        }
    }

    /// Events explain what happens to services; tasks of a deleted one are not kept.
    fn check_services(&mut self) {
        let state = &self.control.published;
        let silent = state.services().find(|service| {
            let (cluster, name) = (&service.cluster, &service.name);
            let some = state.tasks_of_service(cluster, name).next().is_some();
            some && state.service_events(cluster, name).next().is_none()
        });
        if let Some(name) = silent.map(|it| it.name.clone()) {
            self.violated(format!("{name} has tasks and no event says so"));
        }
    }

    fn is_connected(&self) -> Result<(), String> {
        if !self.control.up {
            return Err("the control plane is down".to_owned());
        }
        if self.clients.busy > 0 {
            return Err("calls are under way".to_owned());
        }
        if self.requests_on_the_way > 0 {
            return Err("a call that nobody waits for any more is on its way".to_owned());
        }
        for (number, host) in self.hosts.iter().enumerate() {
            if host.agent.is_none() {
                return Err(format!("agent {number} is down"));
            }
            let arn = host.disk.identity.as_deref().unwrap_or_default();
            let id = Arn::parse(arn).and_then(|arn| arn.last().parse().ok());
            let instance = id.and_then(|id| self.control.published.instance(id));
            if !instance.is_some_and(|it| it.agent_connected) {
                return Err(format!("agent {number} is not connected"));
            }
        }
        Ok(())
    }

    /// Everything wanted runs, and nothing else does.
    fn is_settled(&self) -> Result<(), String> {
        self.is_connected()?;
        for task in self.control.published.tasks() {
            // Services of programs that end, or of images that are nowhere, never come to rest.
            if task.is_stopped() || task.service().is_some_and(|it| !self.can_rest(it)) {
                continue;
            }
            // A service asks for capacity as long as there is none.
            if task.is_waiting() && task.service().is_some() {
                continue;
            }
            let id = task.id.to_string();
            let (last, desired) = (task.last_status, task.desired_status);
            if (last, desired) != (TaskStatus::Running, DesiredStatus::Running) {
                return Err(format!("{} is {last}, wanted {desired}", short(&id)));
            }
            self.has_its_credentials(&task)?;
            let arn = self.names.task(&task.cluster, task.id);
            let runs = self.hosts.iter().any(|host| {
                let programs = host.programs.iter();
                programs
                    .into_iter()
                    .any(|((of, _), it)| *of == arn && it.alive)
            });
            if !runs {
                return Err(format!("{} is RUNNING and nothing of it runs", short(&id)));
            }
        }
        self.services_are_settled()?;
        self.waiting_is_settled()?;
        self.network_is_settled()?;
        self.nothing_unwanted()
    }

    /// Some agent has the newest credentials of each of the task's roles, and they still work.
    fn has_its_credentials(&self, task: &Task) -> Result<(), String> {
        let id = task.id.to_string();
        for credentials in self.control.published.role_credentials_of(task.id) {
            let held = self.hosts.iter().any(|host| {
                let agent = host.agent.as_ref();
                let held = agent.and_then(|it| it.credentials.get(&credentials.credentials_id));
                held.is_some_and(|held| held.access_key_id == credentials.access_key_id)
            });
            if !held {
                return Err(format!("no agent has the credentials of {}", short(&id)));
            }
            if credentials.expires_at <= Timestamp(self.control_now()) {
                return Err(format!("the credentials of {} have expired", short(&id)));
            }
        }
        Ok(())
    }

    /// Whether all tasks of a service run until they are stopped.
    fn can_rest(&self, service: &str) -> bool {
        let state = &self.control.published;
        let Some(service) = state.service("default", service) else {
            return true;
        };
        service.deployments.iter().all(|deployment| {
            let (family, revision) = &deployment.task_definition;
            let definition = state.task_definition(family, *revision);
            let containers = definition.and_then(|it| it.document.container_definitions.clone());
            let containers = containers.unwrap_or_default();
            containers
                .iter()
                .all(|it| it.image.as_deref() == Some("r/web:1"))
        })
    }

    /// As many tasks of each service run as it wants, or it says why not.
    fn services_are_settled(&self) -> Result<(), String> {
        let state = &self.control.published;
        for service in state.services() {
            let name = &service.name;
            if service.status == ServiceStatus::Draining {
                return Err(format!("{name} is still DRAINING"));
            }
            if service.controller == DeploymentController::External {
                let mut tasks = state.tasks_of_service(&service.cluster, name);
                let waits = tasks.any(|task| task.is_waiting());
                let told = waits || service.waiting_since.is_some() || !service.said.is_empty();
                if !told && self.can_rest(name) {
                    self.sets_are_settled(service)?;
                }
                continue;
            }
            let Some(primary) = service.primary() else {
                continue;
            };
            let mut tasks = state.tasks_of_service(&service.cluster, name);
            let told = tasks.any(|task| task.is_waiting())
                || service.waiting_since.is_some()
                || !service.said.is_empty()
                || primary.rollout == RolloutState::Failed;
            if told || !self.can_rest(name) {
                continue;
            }
            let tally = state.tally(&primary.id);
            if service.deployments.len() > 1 || primary.rollout != RolloutState::Completed {
                return Err(format!("{name} is still in a deployment"));
            }
            // A daemon is the last to leave an instance that drains, however long the others take.
            let leaves = |task: &&Arc<Task>| {
                let instance = task.instance.and_then(|id| state.instance(id));
                service.scheduling == SchedulingStrategy::Daemon
                    && instance.is_some_and(|it| it.status == InstanceStatus::Draining)
            };
            let tasks = state.tasks_of_service(&service.cluster, name);
            let leaving = u32::try_from(tasks.filter(leaves).count()).unwrap_or(u32::MAX);
            let wanted = service.desired_count + leaving;
            if (tally.running, tally.live()) != (wanted, wanted) {
                return Err(format!("{name} has {tally:?}, wanted {wanted}"));
            }
            self.ratio_holds(service)?;
            self.is_balanced(service)?;
        }
        Ok(())
    }

    /// Its Availability Zones differ by at most one task, if it is to be so and there is room to move.
    fn is_balanced(&self, service: &Service) -> Result<(), String> {
        let state = &self.control.published;
        let percent = service.deployment_configuration.maximum_percent;
        let percent = percent.and_then(|it| u32::try_from(it).ok()).unwrap_or(200);
        let room = limits::ceiling(service.desired_count, percent) > service.desired_count;
        let fargate = { service.deployments.iter() }
            .any(|deployment| deployment.launch_type == LaunchType::Fargate);
        if !service.zone_rebalancing || !room || service.waiting_since.is_some() && fargate {
            return Ok(());
        }
        let ready = |it: &&Arc<ContainerInstance>| {
            it.status == InstanceStatus::Active && it.agent_connected
        };
        let zone = |it: &ContainerInstance| {
            let zone = it.attributes.get("ecs.availability-zone")?;
            zone.value.clone()
        };
        // Tasks with an interface go to the zones of their subnets, and there to hosts that make some.
        let revision = service
            .primary()
            .and_then(|it| state.service_revision(&service.cluster, &service.name, &it.revision));
        let network = revision.and_then(|it| it.document.network_configuration.as_ref());
        let awsvpc = network.and_then(|it| it.awsvpc_configuration.as_ref());
        let subnets = awsvpc.map(|it| it.subnets.as_deref().unwrap_or_default());
        let within = |it: &Arc<ContainerInstance>| {
            subnets.is_none_or(|subnets| {
                let zone = zone(it);
                let subnets = subnets.iter().filter_map(|id| state.subnet(id));
                let mut zones = subnets.map(|it| &it.availability_zone);
                (fargate || it.attributes.contains_key("ecs.capability.task-eni"))
                    && zones.any(|at| zone.as_ref() == Some(at))
            })
        };
        let cluster = if fargate {
            FARGATE_CLUSTER
        } else {
            &service.cluster
        };
        let instances = || {
            let all = state.instances_of(cluster);
            all.filter(ready).filter(|it| within(it))
        };
        let zones = instances().filter_map(|it| zone(it));
        let mut counts: BTreeMap<String, u32> = zones.map(|zone| (zone, 0)).collect();
        let tasks = || state.tasks_of_service(&service.cluster, &service.name);
        for task in tasks() {
            let zone = task.availability_zone.clone().unwrap_or_default();
            *counts.entry(zone).or_default() += 1;
        }
        let items = service.primary().map(|it| &it.capacity_provider_strategy);
        let items = items.into_iter().flatten();
        let providers: Vec<&str> = items
            .filter_map(|it| it.capacity_provider.as_deref())
            .collect();
        // With a strategy a task can only go to where its own capacity provider has an instance.
        let can_move = |from: &str, to: &str| {
            let there = |name: &str| {
                let at = |it: &Arc<ContainerInstance>| zone(it).as_deref() == Some(to);
                instances().any(|it| at(it) && state.capacity_provider_of(it) == Some(name))
            };
            let here = |name: &str| {
                tasks().any(|task| {
                    let at = task.availability_zone.as_deref() == Some(from);
                    at && task.capacity_provider.as_deref() == Some(name)
                })
            };
            providers.is_empty() || providers.iter().any(|name| here(name) && there(name))
        };
        for (from, most) in &counts {
            let to = counts.iter().filter(|(_, fewest)| *most > **fewest + 1);
            if to.into_iter().any(|(to, _)| can_move(from, to)) {
                return Err(format!("{} is not balanced: {counts:?}", service.name));
            }
        }
        Ok(())
    }

    fn nothing_unwanted(&self) -> Result<(), String> {
        for (number, host) in self.hosts.iter().enumerate() {
            for ((arn, name), program) in &host.programs {
                let id: Option<TaskId> = Arn::parse(arn).and_then(|arn| arn.last().parse().ok());
                let task = id.and_then(|id| self.control.published.task(id));
                if program.alive && task.is_none_or(|task| task.is_stopped()) {
                    let arn = short(arn);
                    return Err(format!("host {number} runs {name} of {arn}, which is over"));
                }
            }
        }
        Ok(())
    }

    /// Everything has stopped, and nothing is left of it.
    fn is_empty(&self) -> Result<(), String> {
        self.is_connected()?;
        if let Some(task) = self
            .control
            .published
            .tasks()
            .find(|task| !task.is_stopped())
        {
            let id = task.id.to_string();
            return Err(format!("{} is {}", short(&id), task.last_status));
        }
        if let Some(interface) = self.control.published.network_interfaces().next() {
            return Err(format!("{} is left", interface.id));
        }
        let services = &mut self.control.published.services();
        if let Some(service) = services.find(|it| it.status != ServiceStatus::Inactive) {
            return Err(format!("{} is {}", service.name, service.status));
        }
        self.nothing_unwanted()?;
        for (number, host) in self.hosts.iter().enumerate() {
            if let Some((arn, _)) = host.tasks.first_key_value() {
                return Err(format!("host {number} has the directory of {}", short(arn)));
            }
            let engine = host.agent.as_ref().map(|agent| &agent.engine);
            if let Some((arn, _)) = engine.and_then(|it| it.tasks().first_key_value()) {
                return Err(format!("agent {number} still has {}", short(arn)));
            }
        }
        Ok(())
    }
}
