//! The control plane: the real operations, writer and sessions over a disk that may fail.
//!
//! The order of things is that of `berth-control`'s applier: run what waits, commit, publish, wake,
//! answer. A kill may come between any two of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use berth_ecs::credentials::Lifetime;
use berth_ecs::housekeeping::{Retention, tidy};
use berth_ecs::services::{self, Settings};
use berth_ecs::writer::{Batch, Writer};
use berth_ecs::{Context, container_instances};
use berth_model::invariants::{self, Side};
use berth_model::{Change, InstanceId, Principal, ServiceKey, ServiceStatus, State, Timestamp, Tx};
use berth_protocol::fault::Fault;

use crate::bounds;
use crate::capacity::Waiting;
use crate::disk::Disk;
use crate::link::SessionPlace;
use crate::world::{Mutation, World};

const BATCH_MAX: usize = 1024;
/// Between two looks for what is due.
const HOUSEKEEPING_MS: i64 = 10_000;

type Reply = Box<dyn FnOnce(&mut World, Result<u64, Fault>)>;
type Run = Box<dyn FnOnce(&mut Tx, &mut Context<'_>) -> (bool, Reply)>;

struct Command {
    name: &'static str,
    side: Side,
    anew: bool,
    run: Run,
}

/// A commit on its way to the disk.
struct Flight {
    batch: Batch,
    replies: Vec<Reply>,
    outcome: Committed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Committed {
    Yes,
    /// Nothing was written.
    Full,
    /// It may be there or not.
    Unknown {
        durable: bool,
    },
}

/// What an instance's connections leave behind for the next.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) current: Option<u64>,
    pub(crate) credentials: HashMap<String, Timestamp>,
}

/// The process and its disk.
pub(crate) struct Control {
    pub(crate) up: bool,
    /// Which life of the process this is.
    pub(crate) epoch: u64,
    /// How far its clock is off.
    pub(crate) offset_ms: i64,
    pub(crate) disk: Disk,
    pub(crate) published: State,
    pub(crate) version: u64,
    pub(crate) healthy: bool,
    /// Looked up by the writer as well.
    pub(crate) places: Rc<RefCell<BTreeMap<InstanceId, Place>>>,
    pub(crate) sessions: BTreeMap<u64, SessionPlace>,
    pub(crate) retention: Retention,
    pub(crate) lifetime: Lifetime,
    /// Services to look at.
    changed_services: BTreeSet<ServiceKey>,
    pub(crate) waiting: Waiting,
    services_due: bool,
    writer: Writer,
    queue: VecDeque<Command>,
    turn_due: bool,
    flight: Option<Flight>,
    /// What a commit whose end nobody knows would make of the state.
    candidate: Option<(u64, State)>,
}

impl Default for Control {
    fn default() -> Self {
        Self {
            up: false,
            epoch: 0,
            offset_ms: 0,
            disk: Disk::default(),
            published: State::default(),
            version: 0,
            healthy: true,
            places: Rc::default(),
            sessions: BTreeMap::new(),
            retention: Retention::default(),
            lifetime: Lifetime::default(),
            changed_services: BTreeSet::new(),
            waiting: Waiting::default(),
            services_due: false,
            writer: Writer::default(),
            queue: VecDeque::new(),
            turn_due: false,
            flight: None,
            candidate: None,
        }
    }
}

impl World {
    pub(crate) fn control_now(&self) -> i64 {
        self.now_ms + self.control.offset_ms
    }

    /// Runs `change` with the next batch and has `then` hear of it once it is on the disk.
    pub(crate) fn transact<T: 'static>(
        &mut self,
        name: &'static str,
        side: Side,
        anew: bool,
        change: impl FnOnce(&mut Tx, &mut Context<'_>) -> Result<T, Fault> + 'static,
        then: impl FnOnce(&mut Self, Result<(T, u64), Fault>) + 'static,
    ) {
        let run: Run = Box::new(move |tx, cx| {
            let result = change(tx, cx);
            let succeeded = result.is_ok();
            let reply: Reply = Box::new(move |world, committed| {
                let answer = committed.and_then(|version| Ok((result?, version)));
                then(world, answer);
            });
            (succeeded, reply)
        });
        self.control.queue.push_back(Command {
            name,
            side,
            anew,
            run,
        });
        self.schedule_turn();
    }

    fn schedule_turn(&mut self) {
        if self.control.turn_due || self.control.flight.is_some() || self.control.queue.is_empty() {
            return;
        }
        self.control.turn_due = true;
        let epoch = self.control.epoch;
        let delay_ms = self.rng.between(0, 1);
        self.after(delay_ms, move |world| world.turn(epoch));
    }

    fn turn(&mut self, epoch: u64) {
        if epoch != self.control.epoch {
            return;
        }
        self.control.turn_due = false;
        let mut replies = Vec::new();
        while replies.len() < BATCH_MAX {
            let Some(command) = self.control.queue.pop_front() else {
                break;
            };
            replies.push(self.run(command));
        }
        let batch = self.control.writer.take_batch();
        if !batch.needs_commit() {
            let version = self.control.version;
            for reply in replies {
                reply(self, Ok(version));
            }
            return self.schedule_turn();
        }
        if self.mutation == Mutation::AnswerBeforeCommit {
            let version = self.control.version + 1;
            for reply in std::mem::take(&mut replies) {
                reply(self, Ok(version));
            }
        }
        self.begin_commit(batch, replies);
    }

    fn run(&mut self, command: Command) -> Reply {
        let principal = match command.side {
            Side::Report => Principal::Agent,
            Side::Decision | Side::Either => Principal::Root,
        };
        let mut cx = Context {
            names: &self.names,
            principal: &principal,
            now: Timestamp(self.now_ms + self.control.offset_ms),
            entropy: self.rng.entropy(),
            lifetime: self.control.lifetime,
        };
        let before = self.control.writer.state().clone();
        let mut reply = None;
        let now = cx.now;
        let changes = self.control.writer.run(now, command.anew, |tx| {
            let (succeeded, then) = (command.run)(tx, &mut cx);
            reply = Some(then);
            succeeded
        });
        let name = command.name;
        let told = |change: &&Change| matches!(change, Change::PutEvent(_));
        let count = changes.len() - changes.iter().filter(told).count();
        self.trace(|| format!("control   {name}: {count} changes"));
        let wrong = invariants::check_changes(&before, &changes, command.side);
        if let Some(violation) = wrong.first() {
            self.violated(format!("{name}: {violation:?}"));
        }
        reply.unwrap_or_else(|| Box::new(|_, _| {}))
    }

    fn begin_commit(&mut self, batch: Batch, replies: Vec<Reply>) {
        let outcome = if self.control.disk.broken {
            Committed::Unknown { durable: false }
        } else if self.control.disk.full {
            Committed::Full
        } else if self.fault(self.faults.control_disk_error) {
            let durable = self.rng.permille(500);
            Committed::Unknown { durable }
        } else {
            Committed::Yes
        };
        if !self.control.disk.broken {
            let state = self.control.writer.state().clone();
            self.control.candidate = Some((self.control.version + 1, state));
        }
        self.control.flight = Some(Flight {
            batch,
            replies,
            outcome,
        });
        let latency_ms = self.rng.skewed(40);
        let epoch = self.control.epoch;
        if self.fault(self.faults.killed_in_commit) {
            let at_ms = self.rng.between(0, latency_ms);
            self.after(at_ms, move |world| {
                if world.control.epoch == epoch {
                    world.kill_control("in a commit");
                }
            });
        }
        self.after(latency_ms, move |world| world.end_commit(epoch));
    }

    /// Commits, publishes, wakes, answers: in this order.
    fn end_commit(&mut self, epoch: u64) {
        if epoch != self.control.epoch {
            return;
        }
        let Some(mut flight) = self.control.flight.take() else {
            return;
        };
        if self.mutation == Mutation::CommitLosesRecord {
            flight.batch.writes.pop();
        }
        let committed = match flight.outcome {
            Committed::Yes => {
                self.control.disk.commit(&flight.batch.writes);
                if std::mem::take(&mut self.script.kill_after_commit) {
                    return self.kill_control("after a commit, before its answer");
                }
                self.control.candidate = None;
                self.publish(&flight.batch);
                Ok(self.control.version)
            }
            failed => {
                if failed == Committed::Full {
                    self.control.candidate = None;
                } else {
                    self.break_disk(&flight.batch, failed);
                }
                self.control.healthy = false;
                let published = self.control.published.clone();
                self.control.writer.roll_back(published);
                self.trace(|| format!("control   a commit failed: {failed:?}"));
                Err(Fault::server(
                    "ServerException",
                    "The change could not be stored.",
                ))
            }
        };
        for reply in flight.replies {
            reply(self, committed.clone());
        }
        self.schedule_turn();
    }

    /// The disk said something went wrong: nobody knows whether the commit is there, and only a new
    /// process will.
    fn break_disk(&mut self, batch: &Batch, outcome: Committed) {
        if self.control.disk.broken {
            return;
        }
        if outcome == (Committed::Unknown { durable: true }) {
            self.control.disk.commit(&batch.writes);
        }
        self.control.disk.broken = true;
        let epoch = self.control.epoch;
        let pause_ms = self.rng.between(1_000, 30_000);
        self.after(pause_ms, move |world| {
            if world.control.epoch == epoch {
                world.kill_control("to open its disk anew");
            }
        });
    }

    fn publish(&mut self, batch: &Batch) {
        self.control.version += 1;
        self.control.healthy = true;
        self.control.published = self.control.writer.state().clone();
        let version = self.control.version;
        // What is STOPPED is packed and takes long to look at; every change was looked at already.
        let (_, stopped) = self.control.published.task_counts();
        if stopped < 10 || version.is_multiple_of(8) {
            let wrong = invariants::check(&self.control.published);
            if let Some(violation) = wrong.first() {
                self.violated(format!("at version {version}: {violation:?}"));
            }
        }
        if let Err(what) = self.follower.follow(&self.control.published) {
            self.violated(what);
        }
        self.follow_addresses();
        if version != self.control.disk.version {
            self.violated(format!("version {version} is not the disk's"));
        }
        if version.is_multiple_of(16) {
            self.compare_with_disk();
        }
        self.control
            .changed_services
            .extend(batch.services.iter().cloned());
        self.schedule_services();
        if self.mutation != Mutation::RoomIsNotTold {
            let waiting = batch.waiting.iter().cloned();
            self.control.waiting.changed.extend(waiting);
            self.schedule_waiting();
        }
        for instance in &batch.touched {
            let current = self
                .control
                .places
                .borrow()
                .get(instance)
                .and_then(|it| it.current);
            if let Some(conn) = current {
                self.wake_session(conn);
            }
        }
    }

    fn compare_with_disk(&mut self) {
        match self.control.disk.load() {
            Ok(state)
                if invariants::records(&state) == invariants::records(&self.control.published) => {}
            Ok(_) => self.violated("what the store holds rebuilds another state".to_owned()),
            Err(error) => self.violated(format!("the store cannot be read: {error}")),
        }
    }

    /// The process is gone, at whatever it was; it comes back after a while.
    pub(crate) fn kill_control(&mut self, when: &'static str) {
        if !self.control.up {
            return;
        }
        self.trace(|| format!("control   killed {when}"));
        if let Some(flight) = self.control.flight.take() {
            let written = flight.outcome == Committed::Yes && self.rng.permille(500);
            if written {
                self.control.disk.commit(&flight.batch.writes);
                self.trace(|| "control   the commit under way is on the disk".to_owned());
            }
        }
        self.control.up = false;
        self.control.epoch += 1;
        self.control.turn_due = false;
        self.control.queue.clear();
        self.control.places = Rc::default();
        let conns: Vec<u64> = std::mem::take(&mut self.control.sessions)
            .into_keys()
            .collect();
        for conn in conns {
            self.control_end_gone(conn);
        }
        let pause_ms = self.rng.between(100, 10_000);
        self.after(pause_ms, Self::start_control);
    }

    /// The process starts: it has what its disk has.
    pub(crate) fn start_control(&mut self) {
        if self.control.up {
            return;
        }
        self.control.disk.broken = false;
        let state = match self.control.disk.load() {
            Ok(state) => state,
            Err(error) => return self.violated(format!("the store cannot be read: {error}")),
        };
        self.recovered(&state);
        self.control.epoch += 1;
        self.control.up = true;
        self.control.healthy = true;
        self.control.version = self.control.disk.version;
        self.control.writer = Writer::new(state.clone());
        self.control.published = state;
        self.control.candidate = None;
        let version = self.control.version;
        self.trace(|| format!("control   started at version {version}"));
        let epoch = self.control.epoch;
        self.transact(
            "agents are gone",
            Side::Decision,
            false,
            |tx, cx| {
                container_instances::all_agents_gone(tx, cx.now);
                Ok(())
            },
            |world, result| {
                if result.is_err() {
                    world.kill_control("since it could not write its first records");
                }
            },
        );
        self.after(HOUSEKEEPING_MS, move |world| world.housekeep(epoch));
        let services = self.control.published.services();
        let services = services.filter(|it| it.status != ServiceStatus::Inactive);
        self.control.changed_services = services
            .map(|it| (it.cluster.clone(), it.name.clone()))
            .collect();
        self.control.services_due = false;
        self.schedule_services();
        self.begin_waiting();
    }

    fn schedule_services(&mut self) {
        if self.control.services_due || self.control.changed_services.is_empty() {
            return;
        }
        self.control.services_due = true;
        let epoch = self.control.epoch;
        let delay_ms = self.rng.skewed(50);
        self.after(delay_ms, move |world| world.look_at_services(epoch));
    }

    /// As the loop of the control plane does: looks, and has the writer do what is due.
    fn look_at_services(&mut self, epoch: u64) {
        if epoch != self.control.epoch {
            return;
        }
        self.control.services_due = false;
        for key in std::mem::take(&mut self.control.changed_services) {
            let now = Timestamp(self.control_now());
            let state = self.control.published.clone();
            let cx = Context {
                names: &self.names,
                principal: &Principal::Root,
                now,
                entropy: self.rng.entropy(),
                lifetime: self.control.lifetime,
            };
            let look = services::look(&state, &cx, Settings::default(), &key);
            if !look.due {
                self.look_again(epoch, key, now, look.look_again);
                continue;
            }
            let of = key.clone();
            self.transact(
                "a service",
                Side::Decision,
                false,
                move |tx, cx| bounds::advance(tx, cx, Settings::default(), &of),
                move |world, result| match result {
                    Ok((step, _)) => {
                        if let Some(what) = step.wrong {
                            world.violated(what);
                        }
                        world.look_again(epoch, key, step.now, step.again);
                    }
                    Err(_) => world.look_again(epoch, key, now, Some(now.plus_seconds(1))),
                },
            );
        }
    }

    fn look_again(&mut self, epoch: u64, key: ServiceKey, now: Timestamp, at: Option<Timestamp>) {
        let Some(at) = at else { return };
        let delay_ms = at.0.saturating_sub(now.0).max(0);
        self.after(delay_ms, move |world| {
            if epoch == world.control.epoch {
                world.control.changed_services.insert(key);
                world.schedule_services();
            }
        });
    }

    /// What a start finds is what was published last, or that and the commit nobody was answered for.
    fn recovered(&mut self, state: &State) {
        let version = self.control.disk.version;
        let known = if version == self.control.version {
            Some(&self.control.published)
        } else {
            let candidate = self.control.candidate.as_ref();
            candidate
                .filter(|(candidate, _)| *candidate == version)
                .map(|(_, state)| state)
        };
        let same =
            known.is_some_and(|known| invariants::records(known) == invariants::records(state));
        if !same {
            let published = self.control.version;
            self.violated(format!(
                "the store came back at version {version} with another state than that of {published} or the commit after it"
            ));
        }
    }

    fn housekeep(&mut self, epoch: u64) {
        if epoch != self.control.epoch {
            return;
        }
        let (retention, lifetime) = (self.control.retention, self.control.lifetime);
        let now = Timestamp(self.control_now());
        let mut trial = Tx::new(self.control.published.clone());
        tidy(&mut trial, self.rng.entropy(), now, retention, lifetime);
        let mutation = self.mutation;
        Self::harm_network(mutation, &mut trial);
        if !trial.changes().is_empty() {
            self.transact(
                "housekeeping",
                Side::Decision,
                false,
                move |tx, cx| {
                    tidy(tx, &mut *cx.entropy, cx.now, retention, lifetime);
                    Self::harm_network(mutation, tx);
                    Ok(())
                },
                |_, _| {},
            );
        }
        self.after(HOUSEKEEPING_MS, move |world| world.housekeep(epoch));
    }
}
