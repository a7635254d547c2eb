//! One agent's ACS connection, apart from its socket: what happens goes in, what to do comes out.
//!
//! A session is level-triggered. Whenever its container instance has changed it compares the newest
//! snapshot with what it has told the agent ([`ledger`]) and tells the difference; what is not
//! acknowledged is told again. The caller carries the [`Step`]s out in order and asks for each
//! snapshot anew.

mod ledger;
mod vpcs;

use std::collections::HashMap;

use berth_env::Entropy;
use berth_link::acs::{
    AgentMessage, HeartbeatMessage, ServerMessage, TaskStopVerificationAck,
    TaskStopVerificationMessage,
};
use berth_model::{Arn, InstanceId, InstanceStatus, Names, State, TaskId, Timestamp};

use crate::delivery;
use ledger::Ledger;

/// Close codes; after 1000 and 1001 an agent comes back at once, after others it backs off.
pub const CLOSE_NORMAL: u16 = 1000;
/// The control plane stops.
pub const CLOSE_GOING_AWAY: u16 = 1001;
/// A newer connection has the agent's place, or this one could not be noted.
pub const CLOSE_REPLACED: u16 = 4001;

/// The region at one moment, and what messages are made with.
pub struct View<'a> {
    /// The newest committed state.
    pub state: &'a State,
    /// Its version.
    pub version: u64,
    /// Region and account.
    pub names: &'a Names,
    /// Where ids come from.
    pub entropy: &'a mut dyn Entropy,
    /// Milliseconds since the epoch.
    pub now_ms: i64,
    /// The last commit, if any, succeeded.
    pub healthy: bool,
}

/// What to do, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Send this.
    Send(ServerMessage),
    /// Send a websocket ping.
    Ping,
    /// Keep [`Session::taken_credentials`] for the agent's next connection.
    Remember,
    /// Store that the agent has taken the news of these tasks' network interfaces
    /// ([`network::attaching`](crate::network::attaching)). If that fails, its reports will say more.
    InterfacesTaken(Vec<TaskId>),
    /// Store that the agent has taken the order to stop these ([`delivery::stop_acknowledged`]). If
    /// that fails, the tasks' own reports will say the same.
    StopsTaken(Vec<TaskId>),
    /// Go on with [`Session::tell`] over the newest snapshot.
    Tell,
    /// Say goodbye; the connection is over.
    Close(u16, &'static str),
    /// The agent is not there any more; the connection is over.
    Lost,
}

/// How patient a session is.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Heartbeats that may stay unanswered before the agent counts as gone.
    pub heartbeats_missed_max: u32,
    /// Pings that may go by without any frame from the agent before its host counts as dead.
    pub pings_missed_max: u32,
}

/// A connection's mind.
pub struct Session {
    instance: InstanceId,
    patience: Patience,
    ledger: Ledger,
    /// Heartbeats since the agent said anything.
    silent_heartbeats: u32,
    /// Pings since any frame came from its host.
    silent_pings: u32,
}

impl Session {
    /// Of a new connection, begun at `now_ms`. `api_url` is this region's API as the agent reaches
    /// it, `taken_credentials` what the agent still has from before; `wants_network` if it asked to be told
    /// of the VPCs that its tasks are in.
    #[must_use]
    pub fn new(
        instance: InstanceId,
        api_url: String,
        patience: Patience,
        now_ms: i64,
        taken_credentials: HashMap<String, Timestamp>,
        wants_network: bool,
    ) -> Self {
        Self {
            instance,
            patience,
            ledger: Ledger::new(instance, now_ms, api_url, taken_credentials, wants_network),
            silent_heartbeats: 0,
            silent_pings: 0,
        }
    }

    /// The container instance.
    #[must_use]
    pub const fn instance(&self) -> InstanceId {
        self.instance
    }

    /// The first words: what is open, then everything that should run.
    pub fn greet(&mut self, view: &mut View<'_>) -> Vec<Step> {
        let mut messages = self.ledger.news(view);
        messages.extend(self.ledger.manifest(view));
        messages.into_iter().map(Step::Send).collect()
    }

    /// Tells what the agent does not know yet.
    pub fn tell(&mut self, view: &mut View<'_>) -> Vec<Step> {
        let messages = self.ledger.news(view);
        let mut steps: Vec<_> = messages.into_iter().map(Step::Send).collect();
        let gone = view
            .state
            .instance(self.instance)
            .is_none_or(|it| it.status == InstanceStatus::Inactive);
        // A deregistered instance's agent hears of its last stops, comes back and is refused.
        if gone && self.ledger.is_settled() {
            steps.push(Step::Close(
                CLOSE_NORMAL,
                "The container instance has been deregistered",
            ));
        }
        steps
    }

    /// A heartbeat is due.
    pub fn heartbeat(&mut self, view: &mut View<'_>) -> Vec<Step> {
        self.silent_heartbeats += 1;
        if self.silent_heartbeats > self.patience.heartbeats_missed_max {
            return vec![Step::Lost];
        }
        let heartbeat = HeartbeatMessage {
            message_id: view.entropy.uuid(),
            healthy: view.healthy,
        };
        self.ledger.age();
        let mut steps = vec![Step::Send(ServerMessage::HeartbeatMessage(heartbeat))];
        steps.extend(self.tell(view));
        steps
    }

    /// A ping is due.
    pub fn ping(&mut self) -> Step {
        self.silent_pings += 1;
        if self.silent_pings > self.patience.pings_missed_max {
            return Step::Lost;
        }
        Step::Ping
    }

    /// A frame of any kind has come: the agent's host is there.
    pub const fn hear_frame(&mut self) {
        self.silent_pings = 0;
    }

    /// A text frame has come, readable or not: the agent is there.
    pub const fn hear_text(&mut self) {
        self.silent_heartbeats = 0;
    }

    /// The agent says something.
    pub fn hear(&mut self, message: AgentMessage, view: &View<'_>) -> Vec<Step> {
        match message {
            AgentMessage::HeartbeatAckRequest(_)
            | AgentMessage::NackRequest(_)
            | AgentMessage::BerthPullsMessage(_) => Vec::new(),
            AgentMessage::AckRequest(ack) => {
                let taken = self.ledger.acknowledged(&ack.message_id, view.state);
                let mut steps = vec![Step::Remember];
                if !taken.stops.is_empty() {
                    steps.push(Step::StopsTaken(taken.stops));
                }
                if !taken.interfaces.is_empty() {
                    steps.push(Step::InterfacesTaken(taken.interfaces));
                }
                steps.push(Step::Tell);
                steps
            }
            AgentMessage::IAMRoleCredentialsAckRequest(ack) => {
                self.ledger.credentials_acknowledged(&ack.message_id);
                vec![Step::Remember]
            }
            AgentMessage::TaskStopVerificationMessage(question) => {
                let answer = self.verify(question, view);
                answer.map(Step::Send).into_iter().collect()
            }
        }
    }

    /// What the agent keeps over a reconnect.
    #[must_use]
    pub const fn taken_credentials(&self) -> &HashMap<String, Timestamp> {
        self.ledger.taken_credentials()
    }

    /// Which of the tasks that the manifest lacks are really to stop.
    fn verify(
        &self,
        question: TaskStopVerificationMessage,
        view: &View<'_>,
    ) -> Option<ServerMessage> {
        let is_to_stop = |arn: &str| {
            let id = Arn::parse(arn).map_or(arn, |arn| arn.last()).parse();
            id.is_ok_and(|id| delivery::is_to_stop(view.state, self.instance, id))
        };
        let mut stop_tasks = question.stop_candidates;
        stop_tasks.retain(|candidate| is_to_stop(&candidate.task_arn));
        if stop_tasks.is_empty() {
            return None;
        }
        let answer = TaskStopVerificationAck {
            message_id: question.message_id,
            generated_at: Some(view.now_ms),
            stop_tasks,
        };
        Some(ServerMessage::TaskStopVerificationAck(answer))
    }
}
