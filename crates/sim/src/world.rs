//! The world of a run: one clock, one queue of what is to happen, one source of chance.
//!
//! What happens is a function over the world with a time; the queue runs them in order of time, and
//! those of one moment in the order in which they were put there. Time in the world is what no
//! clock shows: the nodes' clocks are off from it and jump.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use berth_model::Names;

use crate::capacity::Capacity;
use crate::client::Clients;
use crate::control::Control;
use crate::faults::Faults;
use crate::follower::Follower;
use crate::host::Host;
use crate::link::{Conn, Script};
use crate::network::Network;
use crate::rng::Rng;

/// 2026-11-15.
pub(crate) const BEGIN_MS: i64 = 1_795_000_000_000;
/// Lines of the trace that are kept for a report.
const TRACE_MAX: usize = 400;

type Act = Box<dyn FnOnce(&mut World)>;

struct Scheduled {
    at_ms: i64,
    order: u64,
    act: Act,
}

impl PartialEq for Scheduled {
    fn eq(&self, other: &Self) -> bool {
        (self.at_ms, self.order) == (other.at_ms, other.order)
    }
}
impl Eq for Scheduled {}
impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Scheduled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at_ms, self.order).cmp(&(other.at_ms, other.order))
    }
}

/// Faults put in by tests of the simulator itself: what a bug of that kind would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Mutation {
    #[default]
    None,
    /// Callers are answered before the commit is on the disk.
    AnswerBeforeCommit,
    /// The agent acknowledges and starts before its checkpoint is on the disk.
    ActBeforeSync,
    /// The shim starts a container again when it is told again.
    ShimStartsTwice,
    /// A commit writes all but its last record.
    CommitLosesRecord,
    /// A shim that cannot be reached is called gone and lives on.
    GoneIsOnlySaid,
    /// A report that got no answer is given up.
    ReportOnce,
    /// Nobody tells those who wait for capacity that there is some.
    RoomIsNotTold,
    /// Addresses that were given back are free at once.
    AddressIsNotHeld,
}

/// Everything there is.
pub(crate) struct World {
    pub(crate) now_ms: i64,
    /// Calls that have not arrived yet, also of callers that gave up long ago.
    pub(crate) requests_on_the_way: u32,
    /// By how much the control plane's clock was set back in all.
    pub(crate) set_back_ms: i64,
    pub(crate) rng: Rng,
    pub(crate) faults: Faults,
    pub(crate) mutation: Mutation,
    pub(crate) names: Names,
    pub(crate) control: Control,
    pub(crate) hosts: Vec<Host>,
    pub(crate) clients: Clients,
    pub(crate) follower: Follower,
    pub(crate) capacity: Capacity,
    pub(crate) network: Network,
    pub(crate) conns: BTreeMap<u64, Conn>,
    pub(crate) last_conn: u64,
    /// What must not be, and was seen.
    pub(crate) broken: Option<String>,
    pub(crate) steps: u64,
    /// What a scenario has in store.
    pub(crate) script: Script,
    queue: BinaryHeap<Reverse<Scheduled>>,
    order: u64,
    trace: Option<VecDeque<String>>,
    trace_max: usize,
}

impl World {
    pub(crate) fn new(seed: u64, trace_max: Option<usize>) -> Self {
        Self {
            now_ms: BEGIN_MS,
            requests_on_the_way: 0,
            set_back_ms: 0,
            rng: Rng::new(seed),
            faults: Faults::default(),
            mutation: Mutation::None,
            names: Names {
                region: "us-east-1".to_owned(),
                account: "123456789012".to_owned(),
            },
            control: Control::default(),
            hosts: Vec::new(),
            clients: Clients::default(),
            follower: Follower::default(),
            capacity: Capacity::default(),
            network: Network::default(),
            conns: BTreeMap::new(),
            last_conn: 0,
            broken: None,
            steps: 0,
            script: Script::default(),
            queue: BinaryHeap::new(),
            order: 0,
            trace: trace_max.map(|_| VecDeque::new()),
            trace_max: trace_max.unwrap_or(TRACE_MAX),
        }
    }

    /// Has something happen after so many milliseconds.
    pub(crate) fn after(&mut self, delay_ms: i64, act: impl FnOnce(&mut Self) + 'static) {
        self.order += 1;
        self.queue.push(Reverse(Scheduled {
            at_ms: self.now_ms + delay_ms.max(0),
            order: self.order,
            act: Box::new(act),
        }));
    }

    /// Takes one step. False if nothing is to happen any more, or something is broken.
    pub(crate) fn step(&mut self) -> bool {
        if self.broken.is_some() {
            return false;
        }
        let Some(Reverse(next)) = self.queue.pop() else {
            return false;
        };
        self.now_ms = self.now_ms.max(next.at_ms);
        self.steps += 1;
        (next.act)(self);
        self.broken.is_none()
    }

    /// Runs until the world's clock shows `until_ms`. False if something is broken.
    pub(crate) fn run_until(&mut self, until_ms: i64) -> bool {
        while self
            .queue
            .peek()
            .is_some_and(|Reverse(next)| next.at_ms <= until_ms)
        {
            if !self.step() {
                return false;
            }
        }
        self.now_ms = self.now_ms.max(until_ms);
        self.broken.is_none()
    }

    /// Whether a fault happens that has so many chances in a thousand.
    pub(crate) fn fault(&mut self, chance: u32) -> bool {
        self.rng.permille(chance)
    }

    /// Notes what must not be.
    pub(crate) fn violated(&mut self, what: String) {
        self.trace(|| format!("VIOLATION {what}"));
        self.broken.get_or_insert(what);
    }

    /// Notes what happens, if anybody wants to know.
    pub(crate) fn trace(&mut self, line: impl FnOnce() -> String) {
        let now_ms = self.now_ms;
        if let Some(trace) = &mut self.trace {
            if trace.len() >= self.trace_max {
                trace.pop_front();
            }
            let since = now_ms - BEGIN_MS;
            let (seconds, ms) = (since / 1000, since % 1000);
            trace.push_back(format!("{seconds:6}.{ms:03} {}", line()));
        }
    }

    pub(crate) const fn is_tracing(&self) -> bool {
        self.trace.is_some()
    }

    pub(crate) fn take_trace(&mut self) -> Vec<String> {
        self.trace.take().unwrap_or_default().into()
    }

    /// A message's way through the network, in milliseconds; `None` if it gets lost.
    pub(crate) fn way_ms(&mut self) -> Option<i64> {
        if self.fault(self.faults.lost) {
            return None;
        }
        let way = self.rng.between(0, 4);
        if self.fault(self.faults.late) {
            return Some(way + self.rng.skewed(60_000));
        }
        Some(way)
    }
}
