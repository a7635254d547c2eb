//! A task's shim: the containers in it, their programs, and the journal.
//!
//! The order of things is `berth-shim`'s: an entry is in the journal before anybody hears of it, a
//! shim that takes over notes what its predecessor lost, and making or starting what is there
//! changes nothing.

use std::collections::BTreeMap;

use berth_link::shim::{Entry, EntryEvent, Exit, Health, HealthStatus};

use super::{Held, Phase, Shim};
use crate::agent::short;
use crate::world::World;

impl World {
    /// A new shim takes the directory over: what its predecessor left running is killed and noted.
    pub(super) fn start_shim(&mut self, host: usize, arn: &str) {
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
        let mut runs: BTreeMap<String, u32> = BTreeMap::new();
        for entry in dir.journal.clone() {
            if let EntryEvent::Created { run, .. } = entry.event {
                runs.insert(entry.name.clone(), run);
            }
            let run = runs.get(&entry.name).copied().unwrap_or(0);
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
                    run,
                    health: None,
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

    /// Notes an event in the journal; it is on disk before anybody hears of it.
    pub(super) fn note(&mut self, host: usize, arn: &str, name: &str, event: EntryEvent) {
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

    pub(super) fn held(
        &mut self,
        host: usize,
        arn: &str,
        shim: u64,
        name: &str,
    ) -> Option<&mut Held> {
        let shim_now = self.hosts[host].tasks.get_mut(arn)?.shim.as_mut()?;
        if shim_now.id != shim {
            return None;
        }
        shim_now.containers.get_mut(name)
    }

    pub(super) fn made(&mut self, host: usize, arn: &str, shim: u64, name: &str, fails: bool) {
        let Some(held) = self.held(host, arn, shim, name) else {
            return;
        };
        let callers = std::mem::take(&mut held.callers);
        let kill = held.kill_when_made;
        let run = held.run;
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
            run,
        };
        self.note(host, arn, name, event);
        for caller in callers {
            caller(self, Ok(()));
        }
        if kill {
            self.ended(host, arn, shim, name, 137, false);
        }
    }

    /// When and how the program ends by itself: at once, late or never.
    pub(super) fn live(&mut self, host: usize, arn: &str, shim: u64, name: &str) {
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

    /// The health check of a program that has begun speaks up after a while, and may think again.
    pub(super) fn check_health(&mut self, host: usize, arn: &str, shim: u64, name: &str) {
        let key = (arn.to_owned(), name.to_owned());
        let run = self.held(host, arn, shim, name).map(|held| held.run);
        let delay_ms = self.rng.skewed(40_000);
        self.after(delay_ms, move |world| {
            let (arn, name) = &key;
            let status = if world.rng.permille(700) {
                HealthStatus::Healthy
            } else {
                HealthStatus::Unhealthy
            };
            let since_ms = world.agent_now(host);
            let Some(held) = world.held(host, arn, shim, name) else {
                return;
            };
            if !matches!(held.phase, Phase::Running) || Some(held.run) != run {
                return;
            }
            held.health = Some(Health {
                status,
                since_ms,
                ..Health::default()
            });
            if status == HealthStatus::Healthy
                && let Some(program) = world.hosts[host].programs.get_mut(&key)
            {
                program.was_healthy = true;
            }
            let epoch = world.hosts[host].epoch;
            world.tell_health(host, epoch, arn);
            if world.rng.permille(500) {
                world.check_health(host, arn, shim, name);
            }
        });
    }

    pub(super) fn could_not_start(&mut self, host: usize, arn: &str, shim: u64, name: &str) {
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
    pub(super) fn ended(
        &mut self,
        host: usize,
        arn: &str,
        shim: u64,
        name: &str,
        code: i32,
        oom: bool,
    ) {
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
        held.health = None;
        if let Some(program) = self.hosts[host].programs.get_mut(&key) {
            program.alive = false;
            program.last_code = Some(code);
        }
        self.trace(|| format!("host {host}    {} {name} ends with {code}", short(arn)));
        self.note(host, arn, name, EntryEvent::Exited(exit));
    }
}

pub(super) fn runtime_id(arn: &str, name: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in arn.bytes().chain(name.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:064x}")
}
