//! The websocket between control plane and agent: frames that get lost, late, twice or out of order,
//! connections that are cut, and connections of which one or both ends have not heard that they are.
//! The control plane's end is the real session.

use std::collections::BTreeMap;
use std::rc::Rc;

use berth_ecs::session::{CLOSE_REPLACED, Patience, Session, Step, View};
use berth_ecs::{container_instances, delivery, network};
use berth_link::acs::AgentMessage;
use berth_model::invariants::Side;
use berth_model::{Arn, InstanceId, InstanceStatus, TaskId, Tx};

use crate::world::World;

const HEARTBEAT_MS: i64 = 30_000;
const PING_MS: i64 = 2_000;
const PATIENCE: Patience = Patience {
    heartbeats_missed_max: 3,
    pings_missed_max: 4,
};
/// An agent gives up on a handshake after this.
const HANDSHAKE_MS: i64 = 30_000;
const API_URL: &str = "http://127.0.0.1:4566";

/// What goes over a connection.
#[derive(Clone, Debug)]
pub(crate) enum Frame {
    Text(Rc<str>),
    Ping,
    Pong,
    Close(u16),
}

/// A connection as the network has it.
#[derive(Debug)]
pub(crate) struct Conn {
    pub(crate) host: usize,
    pub(crate) agent_epoch: u64,
    /// Nothing gets through any more and nobody is told.
    pub(crate) dead: bool,
    agent_hears_until_ms: i64,
    control_hears_until_ms: i64,
}

/// The ways of messages, as scenarios name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    ToAgent,
    ToControl,
    Request,
    Answer,
}

impl Way {
    pub(crate) fn named(word: &str) -> Result<Self, String> {
        Ok(match word {
            "to-agent" => Self::ToAgent,
            "to-control" => Self::ToControl,
            "request" => Self::Request,
            "answer" => Self::Answer,
            _ => return Err(format!("{word}: which way?")),
        })
    }
}

/// What a scenario has in store for the next messages, and what it calls things.
#[derive(Debug, Default)]
pub(crate) struct Script {
    /// So many of the next messages that way are lost.
    pub(crate) lose: BTreeMap<Way, i64>,
    /// The next message that way takes so many milliseconds, and others overtake it.
    pub(crate) delay: BTreeMap<Way, i64>,
    /// The control plane is killed once the next commit is on the disk.
    pub(crate) kill_after_commit: bool,
    pub(crate) tasks: Vec<String>,
    pub(crate) token: u32,
}

/// The control plane's end.
pub(crate) struct SessionPlace {
    session: Session,
    told_due: bool,
}

/// What became of a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handshake {
    Open(u64),
    Inactive,
    Refused,
    Lost,
}

impl World {
    /// An agent asks for a connection; it hears the outcome, or gives up.
    pub(crate) fn connect(&mut self, host: usize, epoch: u64, arn: String, fresh: bool) {
        self.after(HANDSHAKE_MS, move |world| {
            world.handshaken(host, epoch, Handshake::Lost);
        });
        let Some(way_ms) = self.way_ms() else { return };
        self.after(way_ms, move |world| {
            let outcome = world.admit(host, epoch, &arn, fresh);
            if let Some(way_ms) = world.way_ms() {
                // What is said on the connection comes after the word that it is open.
                if let Handshake::Open(conn) = outcome
                    && let Some(it) = world.conns.get_mut(&conn)
                {
                    it.agent_hears_until_ms = world.now_ms + way_ms;
                }
                world.after(way_ms, move |world| world.handshaken(host, epoch, outcome));
            }
        });
    }

    fn admit(&mut self, host: usize, epoch: u64, arn: &str, fresh: bool) -> Handshake {
        if !self.control.up {
            return Handshake::Lost;
        }
        let id: Option<InstanceId> = Arn::parse(arn).and_then(|arn| arn.last().parse().ok());
        let Some(instance) = id.and_then(|id| self.control.published.instance(id)) else {
            return Handshake::Refused;
        };
        if instance.status == InstanceStatus::Inactive {
            return Handshake::Inactive;
        }
        let id = instance.id;
        self.last_conn += 1;
        let conn = self.last_conn;
        self.trace(|| format!("control   conn {conn} of host {host}"));
        let now_ms = self.now_ms;
        self.conns.insert(
            conn,
            Conn {
                host,
                agent_epoch: epoch,
                dead: false,
                agent_hears_until_ms: now_ms,
                control_hears_until_ms: now_ms,
            },
        );
        let (previous, taken) = {
            let mut places = self.control.places.borrow_mut();
            let place = places.entry(id).or_default();
            if fresh {
                // As the control plane: a new process has none.
                place.credentials.clear();
            }
            let taken = place.credentials.clone();
            (place.current.replace(conn), taken)
        };
        if let Some(previous) = previous {
            self.follow(previous, vec![Step::Close(CLOSE_REPLACED, "replaced")]);
        }
        let now_ms = self.control_now();
        let session = Session::new(
            id,
            API_URL.to_owned(),
            PATIENCE,
            now_ms,
            taken,
            self.network.on,
        );
        let place = SessionPlace {
            session,
            told_due: false,
        };
        self.control.sessions.insert(conn, place);
        self.transact(
            "agent connected",
            Side::Report,
            true,
            move |tx, cx| {
                container_instances::agent_connection(tx, cx.now, id, true);
                Ok(())
            },
            move |world, noted| match noted {
                Ok(_) => {
                    let steps = world.with_session(conn, Session::greet);
                    world.follow(conn, steps);
                    world.beat(conn);
                    world.ping(conn);
                }
                Err(_) => world.follow(conn, vec![Step::Close(CLOSE_REPLACED, "try again")]),
            },
        );
        Handshake::Open(conn)
    }

    fn beat(&mut self, conn: u64) {
        self.after(HEARTBEAT_MS, move |world| {
            if world.control.sessions.contains_key(&conn) {
                let steps = world.with_session(conn, Session::heartbeat);
                world.follow(conn, steps);
                world.beat(conn);
            }
        });
    }

    fn ping(&mut self, conn: u64) {
        self.after(PING_MS, move |world| {
            if let Some(place) = world.control.sessions.get_mut(&conn) {
                let step = place.session.ping();
                world.follow(conn, vec![step]);
                world.ping(conn);
            }
        });
    }

    /// The session's instance has changed; several changes may be seen as one.
    pub(crate) fn wake_session(&mut self, conn: u64) {
        let Some(place) = self.control.sessions.get_mut(&conn) else {
            return;
        };
        if std::mem::replace(&mut place.told_due, true) {
            return;
        }
        let delay_ms = self.rng.between(0, 2);
        self.after(delay_ms, move |world| {
            if let Some(place) = world.control.sessions.get_mut(&conn) {
                place.told_due = false;
                world.follow(conn, vec![Step::Tell]);
            }
        });
    }

    fn with_session(
        &mut self,
        conn: u64,
        think: impl FnOnce(&mut Session, &mut View<'_>) -> Vec<Step>,
    ) -> Vec<Step> {
        let now_ms = self.control_now();
        let Some(place) = self.control.sessions.get_mut(&conn) else {
            return Vec::new();
        };
        let mut view = View {
            state: &self.control.published,
            version: self.control.version,
            names: &self.names,
            entropy: self.rng.entropy(),
            now_ms,
            healthy: self.control.healthy,
        };
        think(&mut place.session, &mut view)
    }

    /// Carries steps out in order.
    fn follow(&mut self, conn: u64, steps: Vec<Step>) {
        let mut steps = steps.into_iter();
        while let Some(step) = steps.next() {
            if !self.control.sessions.contains_key(&conn) {
                return;
            }
            match step {
                Step::Send(message) => self.tell_agent(conn, Frame::Text(message.encode().into())),
                Step::Ping => self.tell_agent(conn, Frame::Ping),
                Step::Remember => self.remember(conn),
                Step::StopsTaken(tasks) => {
                    let rest: Vec<Step> = steps.collect();
                    let note = delivery::stop_acknowledged;
                    return self.taken(conn, "stops taken", tasks, note, rest);
                }
                Step::InterfacesTaken(tasks) => {
                    let rest: Vec<Step> = steps.collect();
                    let note = network::attaching;
                    return self.taken(conn, "interfaces taken", tasks, note, rest);
                }
                Step::Tell => {
                    let told = self.with_session(conn, Session::tell);
                    self.follow(conn, told);
                }
                Step::Close(code, _) => {
                    self.tell_agent(conn, Frame::Close(code));
                    return self.end_session(conn);
                }
                Step::Lost => {
                    self.control_end_gone(conn);
                    return self.end_session(conn);
                }
            }
        }
    }

    fn remember(&mut self, conn: u64) {
        let Some(place) = self.control.sessions.get(&conn) else {
            return;
        };
        let taken = place.session.taken_credentials().clone();
        let mut places = self.control.places.borrow_mut();
        if let Some(place) = places.get_mut(&place.session.instance())
            && place.current == Some(conn)
        {
            place.credentials = taken;
        }
    }

    fn taken(
        &mut self,
        conn: u64,
        what: &'static str,
        tasks: Vec<TaskId>,
        note: fn(&mut Tx, TaskId),
        rest: Vec<Step>,
    ) {
        self.transact(
            what,
            Side::Report,
            false,
            move |tx, _cx| {
                for id in tasks {
                    note(tx, id);
                }
                Ok(())
            },
            move |world, _| world.follow(conn, rest),
        );
    }

    /// The control plane is through with a connection.
    fn end_session(&mut self, conn: u64) {
        let Some(place) = self.control.sessions.remove(&conn) else {
            return;
        };
        self.trace(|| format!("control   conn {conn} has ended"));
        let instance = place.session.instance();
        let places = Rc::clone(&self.control.places);
        self.transact(
            "agent gone",
            Side::Report,
            false,
            move |tx, cx| {
                let mut places = places.borrow_mut();
                if let Some(place) = places.get_mut(&instance)
                    && place.current == Some(conn)
                {
                    place.current = None;
                    container_instances::agent_connection(tx, cx.now, instance, false);
                }
                Ok(())
            },
            |_, _| {},
        );
    }

    /// The control plane's end is gone without a word; the agent's host hears of it, unless nothing
    /// gets through.
    pub(crate) fn control_end_gone(&mut self, conn: u64) {
        let Some(it) = self.conns.get(&conn) else {
            return;
        };
        if it.dead {
            return;
        }
        let (host, epoch) = (it.host, it.agent_epoch);
        let delay_ms = self.rng.between(0, 50);
        self.after(delay_ms, move |world| {
            world.agent_lost_link(host, epoch, conn)
        });
    }

    /// The agent's end is gone; the control plane hears of it, unless nothing gets through.
    pub(crate) fn agent_end_gone(&mut self, conn: u64) {
        if self.conns.get(&conn).is_none_or(|it| it.dead) {
            return;
        }
        let delay_ms = self.rng.between(0, 50);
        self.after(delay_ms, move |world| world.end_session(conn));
    }

    /// The network cuts a connection and tells both ends.
    pub(crate) fn cut(&mut self, conn: u64) {
        self.trace(|| format!("net       conn {conn} is cut"));
        self.agent_end_gone(conn);
        self.control_end_gone(conn);
    }

    pub(crate) fn tell_agent(&mut self, conn: u64, frame: Frame) {
        let from = self.conns.get(&conn).map(|it| it.agent_hears_until_ms);
        let said = matches!(frame, Frame::Text(_));
        for (at_ms, ordered) in self.arrivals(conn, from, said.then_some(Way::ToAgent)) {
            let frame = frame.clone();
            if let Some(it) = self.conns.get_mut(&conn).filter(|_| ordered) {
                it.agent_hears_until_ms = at_ms;
            }
            self.after(at_ms - self.now_ms, move |world| {
                let there = world.conns.get(&conn).filter(|it| !it.dead);
                if let Some((host, epoch)) = there.map(|it| (it.host, it.agent_epoch)) {
                    world.agent_hears(host, epoch, conn, frame);
                }
            });
        }
    }

    pub(crate) fn tell_control(&mut self, conn: u64, frame: Frame) {
        let from = self.conns.get(&conn).map(|it| it.control_hears_until_ms);
        let said = matches!(frame, Frame::Text(_));
        for (at_ms, ordered) in self.arrivals(conn, from, said.then_some(Way::ToControl)) {
            let frame = frame.clone();
            if let Some(it) = self.conns.get_mut(&conn).filter(|_| ordered) {
                it.control_hears_until_ms = at_ms;
            }
            self.after(at_ms - self.now_ms, move |world| {
                if world.conns.get(&conn).is_some_and(|it| !it.dead) {
                    world.control_hears(conn, &frame);
                }
            });
        }
    }

    /// When a frame arrives, and whether later ones wait for it: once, in order, unless faults say
    /// otherwise.
    fn arrivals(
        &mut self,
        conn: u64,
        not_before_ms: Option<i64>,
        way: Option<Way>,
    ) -> Vec<(i64, bool)> {
        let Some(not_before_ms) = not_before_ms else {
            return Vec::new();
        };
        if self.conns.get(&conn).is_none_or(|it| it.dead) {
            return Vec::new();
        }
        if let Some(delay_ms) = way.and_then(|way| self.script.delay.remove(&way)) {
            self.trace(|| format!("net       conn {conn}: a frame is late"));
            return vec![(self.now_ms + delay_ms, false)];
        }
        if way.is_some_and(|way| self.is_scripted_loss(way)) {
            self.trace(|| format!("net       conn {conn}: a frame is lost"));
            return Vec::new();
        }
        let copies = 1 + u32::from(self.fault(self.faults.repeated));
        let mut arrivals = Vec::new();
        for _ in 0..copies {
            let Some(way_ms) = self.way_ms() else {
                self.trace(|| format!("net       conn {conn}: a frame is lost"));
                continue;
            };
            let at_ms = self.now_ms + way_ms;
            if self.fault(self.faults.reordered) {
                arrivals.push((at_ms, false));
            } else {
                arrivals.push((at_ms.max(not_before_ms), true));
            }
        }
        arrivals
    }

    /// Whether the scenario has this message lost.
    pub(crate) fn is_scripted_loss(&mut self, way: Way) -> bool {
        let left = self.script.lose.entry(way).or_default();
        *left -= 1;
        *left >= 0 || {
            *left = 0;
            false
        }
    }

    fn control_hears(&mut self, conn: u64, frame: &Frame) {
        let Some(place) = self.control.sessions.get_mut(&conn) else {
            return;
        };
        place.session.hear_frame();
        match frame {
            Frame::Text(text) => {
                place.session.hear_text();
                let text = Rc::clone(text);
                let message = match AgentMessage::decode(&text) {
                    Ok(message) => message,
                    Err(error) => {
                        return self.violated(format!("an agent's frame cannot be read: {error}"));
                    }
                };
                let steps = self.with_session(conn, |session, view| session.hear(message, view));
                self.follow(conn, steps);
            }
            Frame::Ping | Frame::Pong => {}
            Frame::Close(_) => self.end_session(conn),
        }
    }
}
