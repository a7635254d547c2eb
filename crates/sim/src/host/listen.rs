//! How an agent keeps in touch with a task's shim: connects, hears its journal, and has another
//! one started when it ends. As `berth-agent`'s executor does it.

use std::collections::BTreeMap;

use berth_link::shim::{ContainerState, EntryEvent};
use berth_task_engine::event::failure_name;
use berth_task_engine::{ContainerFact, Fact, Failure};

use super::{Held, Phase, Shim, TaskDir, TaskRun};
use crate::world::{Mutation, World};

const REVIVALS_MAX: u32 = 3;

impl World {
    pub(super) fn ensure_task(&mut self, host: usize, epoch: u64, arn: &str) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        if agent.runs.get(arn).is_some_and(|run| run.shim.is_some()) {
            return self.fact(host, epoch, arn, Fact::TaskReady);
        }
        let opened = self.open_task(host, epoch, arn, false);
        let fact = match opened {
            Ok(()) => Fact::TaskReady,
            Err(text) => Fact::TaskFailed {
                failure: Failure::new(failure_name::RESOURCE_INITIALIZATION, text),
            },
        };
        self.fact(host, epoch, arn, fact);
    }

    pub(super) fn reconnect(&mut self, host: usize, epoch: u64, arn: &str) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        if !self.hosts[host].tasks.contains_key(arn) {
            let containers = BTreeMap::new();
            return self.fact(host, epoch, arn, Fact::Resumed { containers });
        }
        if self.open_task(host, epoch, arn, true).is_err() {
            self.end_by_force(host, arn);
            self.fact(host, epoch, arn, Fact::ShimGone);
        }
    }

    /// Makes the task's directory and shim, or finds them, and listens to its journal.
    pub(super) fn open_task(
        &mut self,
        host: usize,
        epoch: u64,
        arn: &str,
        resuming: bool,
    ) -> Result<(), &'static str> {
        let (shim, told_through, states) = self.shim_of(host, arn)?;
        let run = TaskRun {
            shim: Some(shim),
            last: 0,
            told_through,
            states,
            runs: BTreeMap::new(),
            resuming,
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
    pub(super) fn shim_of(
        &mut self,
        host: usize,
        arn: &str,
    ) -> Result<(u64, u64, BTreeMap<String, ContainerFact>), &'static str> {
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
        let states = states.filter_map(|(name, held)| {
            let (state, run) = (state(held)?, held.run);
            Some((name.clone(), ContainerFact { state, run }))
        });
        Ok((shim.id, dir.journal.len() as u64, states.collect()))
    }

    pub(super) fn shim_closed(&mut self, host: usize, arn: &str, shim: u64) {
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
    pub(crate) fn end_by_force(&mut self, host: usize, arn: &str) {
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
    pub(super) fn pump(&mut self, host: usize, epoch: u64, arn: &str) {
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

    pub(super) fn pump_one(&mut self, host: usize, epoch: u64, arn: &str) {
        let run = self.agent(host, epoch).and_then(|it| it.runs.get_mut(arn));
        let Some(run) = run else { return };
        run.pumping = false;
        let shim = run.shim;
        let (last, told_through) = (run.last, run.told_through);
        if last >= told_through && std::mem::take(&mut run.resuming) {
            let containers = run.states.clone();
            self.fact(host, epoch, arn, Fact::Resumed { containers });
            self.tell_health(host, epoch, arn);
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
        if let EntryEvent::Created { run: number, .. } = entry.event {
            run.runs.insert(container.clone(), number);
        }
        let number = run.runs.get(&container).copied().unwrap_or(0);
        match entry.event {
            // What is made now is told by who asked for it, with its host ports.
            EntryEvent::Created { .. } if entry.number > told_through => {}
            EntryEvent::Created {
                runtime_id,
                pid,
                run,
            } => {
                let created = Fact::Created {
                    container,
                    runtime_id,
                    pid,
                    network_bindings: Vec::new(),
                    run,
                };
                self.fact(host, epoch, arn, created);
            }
            EntryEvent::Started => {
                let started = Fact::Started {
                    container,
                    run: number,
                    at_ms: entry.at_ms,
                };
                self.fact(host, epoch, arn, started);
            }
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
                        run: number,
                        exit,
                    };
                    world.fact(host, epoch, &arn, exited);
                    let shipped = Fact::LogsShipped {
                        container,
                        run: number,
                    };
                    world.fact(host, epoch, &arn, shipped);
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

    /// Has the agent hear of the health of a task's containers as it is now.
    pub(super) fn tell_health(&mut self, host: usize, epoch: u64, arn: &str) {
        let arn = arn.to_owned();
        let way_ms = self.rng.skewed(10);
        self.after(way_ms, move |world| {
            let Some(shim) = world.shim(host, epoch, &arn) else {
                return;
            };
            let all = shim.containers.iter();
            let told: Vec<Fact> = all
                .filter_map(|(name, held)| {
                    Some(Fact::Health {
                        container: name.clone(),
                        run: held.run,
                        health: Box::new(held.health.clone()?),
                    })
                })
                .collect();
            for fact in told {
                world.fact(host, epoch, &arn, fact);
            }
        });
    }

    /// The shim that the agent talks to, if it is there.
    pub(super) fn shim(&mut self, host: usize, epoch: u64, arn: &str) -> Option<&mut Shim> {
        let run = self.agent(host, epoch)?.runs.get(arn)?;
        let known = run.shim?;
        let shim = self.hosts[host].tasks.get_mut(arn)?.shim.as_mut()?;
        (shim.id == known).then_some(shim)
    }
}
