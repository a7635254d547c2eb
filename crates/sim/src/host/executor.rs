//! What stands between the engine and the shims: commands in, facts out. The order of things is that
//! of `berth-agent`'s executor.

use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::{EntryEvent, Exit};
use berth_task_engine::event::failure_name;
use berth_task_engine::task::Status;
use berth_task_engine::{Command, Event, Fact, Failure, ImageFacts, ImageSource};

use super::shim::runtime_id;
use super::{Caller, Held, Phase};
use crate::agent::short;
use crate::world::{Mutation, World};

impl World {
    pub(super) fn fact(&mut self, host: usize, epoch: u64, arn: &str, fact: Fact) {
        let task_arn = arn.to_owned();
        self.agent_event(host, epoch, Event::Fact { task_arn, fact });
    }

    pub(super) fn fact_after(
        &mut self,
        delay_ms: i64,
        host: usize,
        epoch: u64,
        arn: &str,
        fact: Fact,
    ) {
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
            Command::EnsureTask { task } => self.after(short_way_ms, move |world| {
                if !task.elastic_network_interfaces.is_empty() {
                    world.fact(host, epoch, &arn, Fact::NetworkAttached);
                }
                world.ensure_task(host, epoch, &arn);
            }),
            // What is on a host's network no model looks at.
            Command::DetachNetwork { .. } => {}
            Command::Reconnect { .. } => self.after(short_way_ms, move |world| {
                world.reconnect(host, epoch, &arn);
            }),
            Command::CreateContainer {
                task,
                container,
                run,
                ..
            } => {
                let image = task
                    .container(&container)
                    .map_or("", |it| tag_of(&it.image));
                let key = (arn.clone(), container.clone());
                let program = self.hosts[host].programs.entry(key).or_default();
                program.image = image.to_owned();
                self.hosts[host].specs.insert(arn.clone(), task);
                self.after(short_way_ms, move |world| {
                    world.create(host, epoch, arn, container, run);
                });
            }
            Command::StartContainer { container, run, .. } => {
                self.after(short_way_ms, move |world| {
                    world.start(host, epoch, arn, container, run);
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

    pub(super) fn pull(
        &mut self,
        host: usize,
        epoch: u64,
        task: &Arc<acs::Task>,
        container: String,
    ) {
        let arn = task.arn.clone();
        let image = task.container(&container).map(|it| it.image.clone());
        let image = image.unwrap_or_default();
        let pinned = image.split_once('@').map(|(_, digest)| digest.to_owned());
        let of_host = &self.hosts[host];
        let source = of_host
            .pull_behavior
            .source(of_host.images.contains(&image));
        let missing = image.contains("missing");
        let registry_fails = missing || self.fault(self.faults.pull_fails);
        let is_here = matches!(
            source,
            ImageSource::Here | ImageSource::Registry { or_here: true }
        );
        let fails = registry_fails && !is_here;
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
                let failure =
                    Failure::new(failure_name::CANNOT_PULL, "the registry does not answer");
                let fact = Fact::PullFailed { container, failure };
                return world.fact(host, epoch, &arn, fact);
            }
            world.hosts[host].images.insert(image);
            // Somebody pushes another image under the tag every minute.
            let pushed = || format!("sha256:{:064x}", (world.now_ms / 60_000) % 3);
            let digest = pinned.unwrap_or_else(pushed);
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

    pub(super) fn create(&mut self, host: usize, epoch: u64, arn: String, name: String, run: u32) {
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
                    run,
                },
                Err(text) => Fact::CreateFailed {
                    container,
                    failure: Failure::new(failure_name::CANNOT_CREATE, &text),
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
        // One that has ended begins again in place.
        let is_over = |held: &Held| matches!(held.phase, Phase::Exited(_)) && held.run < run;
        if let Some(held) = shim.containers.get_mut(&name).filter(|it| !is_over(it)) {
            if held.run != run {
                let (has, arn) = (held.run, short(&arn));
                let what = format!("run {run} of {name} of {arn} is asked for beside {has}");
                return self.violated(what);
            }
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
                run,
                health: None,
            },
        );
        let fails = self.fault(self.faults.create_fails);
        let delay_ms = self.rng.skewed(100);
        self.after(delay_ms, move |world| {
            world.made(host, &arn, id, &name, fails);
        });
    }

    pub(super) fn start(&mut self, host: usize, epoch: u64, arn: String, name: String, run: u32) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let shim = self.shim(host, epoch, &arn).map(|it| it.id);
        // What is written to the socket arrives, whether the agent lives on or not.
        let way_ms = self.rng.skewed(400);
        self.after(way_ms, move |world| {
            world.start_arrives(host, epoch, arn, shim, name, run);
        });
    }

    pub(super) fn start_arrives(
        &mut self,
        host: usize,
        epoch: u64,
        arn: String,
        shim: Option<u64>,
        name: String,
        run: u32,
    ) {
        let at_ms = self.agent_now(host);
        let way_ms = self.rng.skewed(20);
        let answer = |world: &mut Self, result: Result<(), &str>| {
            let container = name.clone();
            let fact = match result {
                Ok(()) => Fact::Started {
                    container,
                    run,
                    at_ms,
                },
                Err(text) => Fact::StartFailed {
                    container,
                    failure: Failure::new(failure_name::CANNOT_START, text),
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
        if held.run != run && !again {
            // An order that was long on its way.
            return answer(self, Err("another run is there"));
        }
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
        let twice = program.alive;
        program.starts += 1;
        program.alive = true;
        program.heeds_term = heeds_term;
        if twice {
            self.violated(format!("{name} of {arn} runs twice at a time"));
        }
        let elsewhere = self.hosts.iter().filter_map(|host| {
            let key = (arn.clone(), name.clone());
            host.programs.get(&key)
        });
        // As often as it was begun again in place, and once.
        if elsewhere.map(|program| program.starts).sum::<u32>() > run + 1 {
            self.violated(format!("{name} of {arn} runs a second time"));
        }
        self.check_order(host, &arn, &name, run);
        self.note(host, &arn, &name, EntryEvent::Started);
        answer(self, Ok(()));
        self.live(host, &arn, id, &name);
        let spec = self.hosts[host].specs.get(&arn);
        let spec = spec.and_then(|task| task.container(&name));
        if spec.is_some_and(|it| !it.health_check_type.is_empty()) {
            self.check_health(host, &arn, id, &name);
        }
    }

    /// A dependent never starts before its condition; without a policy nothing starts again.
    fn check_order(&mut self, host: usize, arn: &str, name: &str, run: u32) {
        let Some(task) = self.hosts[host].specs.get(arn).cloned() else {
            return;
        };
        let Some(spec) = task.container(name) else {
            return;
        };
        if run > 0 {
            if !spec.restart_policy.as_ref().is_some_and(|it| it.enabled) {
                self.violated(format!("{name} of {arn} begins again without a policy"));
            }
            return;
        }
        for dependency in &spec.depends_on {
            let other = &dependency.container_name;
            let key = (arn.to_owned(), other.clone());
            let program = self.hosts[host].programs.get(&key);
            let program = program.cloned().unwrap_or_default();
            let met = match dependency.condition.as_str() {
                "SUCCESS" => program.last_code == Some(0),
                "HEALTHY" => program.was_healthy,
                // One that could not be made has ended as well; only the agent knows.
                "COMPLETE" => program.last_code.is_some() || self.is_stopped(host, &key),
                _ => program.starts > 0 || self.is_stopped(host, &key),
            };
            if !met {
                let condition = &dependency.condition;
                let what = format!("{name} of {arn} begins before {other} is {condition}");
                return self.violated(what);
            }
        }
    }

    /// Whether the host's agent has the container down as ended. Without an agent nobody knows.
    fn is_stopped(&self, host: usize, (arn, name): &(String, String)) -> bool {
        let Some(agent) = &self.hosts[host].agent else {
            return true;
        };
        let task = agent.engine.tasks().get(arn);
        task.is_none_or(|task| {
            let container = task.containers.get(name);
            container.is_none_or(|it| it.status == Status::Stopped)
        })
    }

    pub(super) fn stop(
        &mut self,
        host: usize,
        epoch: u64,
        arn: &str,
        name: String,
        timeout_ms: u64,
    ) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let unreachable = self.fault(self.faults.shim_unreachable);
        let shim = self.shim(host, epoch, arn);
        let Some(shim) = shim.filter(|_| !unreachable) else {
            let fact = Fact::StopFailed {
                container: name,
                failure: Failure::new(failure_name::CANNOT_STOP, "the task has no shim"),
            };
            return self.fact(host, epoch, arn, fact);
        };
        let id = shim.id;
        let Some(held) = shim.containers.get_mut(&name) else {
            let fact = Fact::StopFailed {
                container: name,
                failure: Failure::new(failure_name::CANNOT_STOP, "no such container"),
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

    pub(super) fn delete(&mut self, host: usize, epoch: u64, arn: &str, container: String) {
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

    pub(super) fn clean_up(&mut self, host: usize, epoch: u64, arn: &str) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.runs.remove(arn);
        self.end_by_force(host, arn);
        self.hosts[host].tasks.remove(arn);
        self.trace(|| format!("host {host}    {} is cleaned up", short(arn)));
        self.fact(host, epoch, arn, Fact::CleanedUp);
    }
}

/// An image's name without the digest that a deployment has settled on.
fn tag_of(image: &str) -> &str {
    image.split_once('@').map_or(image, |(tag, _)| tag)
}
