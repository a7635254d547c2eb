//! The agent's connection to the control plane: opened, heard, answered on, and opened again.

use berth_link::acs::{
    AgentMessage, HeartbeatAckRequest, IamRoleCredentialsAckRequest, RoleCredentials, ServerMessage,
};
use berth_task_engine::Event;

use super::{Agent, LINK_PAUSE_MS, short};
use crate::link::{Frame, Handshake};
use crate::world::World;

const LONGEST_LIFE_MS: i64 = 30 * 60_000;
const LIFE_SPREAD_MS: i64 = 5 * 60_000;
const SILENCE_MS: i64 = 60_000;
const LINK_PAUSE_MAX_MS: i64 = 120_000;
const GOOD_LIFE_MS: i64 = 60_000;
const SPIN_GUARD_MS: i64 = 1_000;
const INACTIVE_PAUSE_MS: i64 = 3_600_000;

/// An open connection.
pub(super) struct Link {
    pub(super) conn: u64,
    since_ms: i64,
    heard_ms: i64,
}

/// Why a connection is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Normal,
    Bad,
    Inactive,
}

impl World {
    pub(super) fn open_link(&mut self, host: usize, epoch: u64) {
        let Some(arn) = self.hosts[host].disk.identity.clone() else {
            return;
        };
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.handshaking = true;
        let fresh = agent.fresh;
        self.connect(host, epoch, arn, fresh);
    }

    pub(crate) fn handshaken(&mut self, host: usize, epoch: u64, outcome: Handshake) {
        let now_ms = self.now_ms;
        let Some(agent) = self.agent(host, epoch) else {
            // Nobody is there to take it.
            if let Handshake::Open(conn) = outcome {
                self.agent_end_gone(conn);
            }
            return;
        };
        if !agent.handshaking {
            if let Handshake::Open(conn) = outcome {
                self.agent_end_gone(conn);
            }
            return;
        }
        agent.handshaking = false;
        match outcome {
            Handshake::Open(conn) => {
                agent.fresh = false;
                agent.link = Some(Link {
                    conn,
                    since_ms: now_ms,
                    heard_ms: now_ms,
                });
                self.trace(|| format!("agent {host}   conn {conn} is open"));
                let patience_ms = self.rng.between(SILENCE_MS, 2 * SILENCE_MS);
                self.watch_silence(host, epoch, conn, patience_ms);
                let life_ms = self
                    .rng
                    .between(LONGEST_LIFE_MS, LONGEST_LIFE_MS + LIFE_SPREAD_MS);
                self.after(life_ms, move |world| world.expire(host, epoch, conn));
            }
            Handshake::Inactive => self.link_over(host, epoch, 0, End::Inactive),
            Handshake::Refused | Handshake::Lost => self.link_over(host, epoch, 0, End::Bad),
        }
    }

    /// A connection is replaced now and then, whatever it is good for.
    fn expire(&mut self, host: usize, epoch: u64, conn: u64) {
        let current = self.agent(host, epoch).and_then(|it| it.link.as_ref());
        if current.is_some_and(|link| link.conn == conn) {
            self.trace(|| format!("agent {host}   conn {conn} is old"));
            self.tell_control(conn, Frame::Close(1000));
            self.drop_link(host, epoch, End::Normal);
        }
    }

    fn watch_silence(&mut self, host: usize, epoch: u64, conn: u64, patience_ms: i64) {
        let now_ms = self.now_ms;
        let Some(link) = self.agent(host, epoch).and_then(|it| it.link.as_ref()) else {
            return;
        };
        if link.conn != conn {
            return;
        }
        let wait_ms = link.heard_ms + patience_ms - now_ms;
        if wait_ms > 0 {
            return self.after(wait_ms, move |world| {
                world.watch_silence(host, epoch, conn, patience_ms);
            });
        }
        self.trace(|| format!("agent {host}   conn {conn} is silent"));
        self.agent_end_gone(conn);
        self.drop_link(host, epoch, End::Bad);
    }

    /// The other end, or the network, has ended the connection.
    pub(crate) fn agent_lost_link(&mut self, host: usize, epoch: u64, conn: u64) {
        let current = self.agent(host, epoch).and_then(|it| it.link.as_ref());
        if current.is_some_and(|link| link.conn == conn) {
            self.drop_link(host, epoch, End::Bad);
        }
    }

    fn drop_link(&mut self, host: usize, epoch: u64, end: End) {
        let now_ms = self.now_ms;
        let Some(link) = self.agent(host, epoch).and_then(|it| it.link.take()) else {
            return;
        };
        self.link_over(host, epoch, now_ms - link.since_ms, end);
    }

    fn link_over(&mut self, host: usize, epoch: u64, lived_ms: i64, end: End) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        if lived_ms >= GOOD_LIFE_MS {
            agent.pause_ms = LINK_PAUSE_MS;
        }
        let pause_ms = match end {
            End::Inactive => INACTIVE_PAUSE_MS,
            End::Normal if lived_ms >= SPIN_GUARD_MS => 0,
            End::Normal | End::Bad => {
                let pause_ms = agent.pause_ms;
                agent.pause_ms = (pause_ms * 3 / 2).min(LINK_PAUSE_MAX_MS);
                self.rng.between(pause_ms * 8 / 10, pause_ms * 12 / 10)
            }
        };
        self.after(pause_ms, move |world| {
            let idle = |agent: &Agent| agent.link.is_none() && !agent.handshaking;
            if world.agent(host, epoch).is_some_and(|it| idle(it)) {
                world.open_link(host, epoch);
            }
        });
    }

    pub(crate) fn agent_hears(&mut self, host: usize, epoch: u64, conn: u64, frame: Frame) {
        let now_ms = self.now_ms;
        let Some(link) = self.agent(host, epoch).and_then(|it| it.link.as_mut()) else {
            return;
        };
        if link.conn != conn {
            return;
        }
        match frame {
            Frame::Text(text) => {
                link.heard_ms = now_ms;
                match ServerMessage::decode(&text) {
                    Ok(message) => self.take(host, epoch, message),
                    Err(error) => self.violated(format!("a frame cannot be read: {error}")),
                }
            }
            Frame::Ping => {
                self.tell_control(conn, Frame::Pong);
            }
            Frame::Pong => {}
            Frame::Close(code) => {
                let end = if matches!(code, 1000 | 1001) {
                    End::Normal
                } else {
                    End::Bad
                };
                self.drop_link(host, epoch, end);
            }
        }
    }

    fn take(&mut self, host: usize, epoch: u64, message: ServerMessage) {
        match message {
            ServerMessage::HeartbeatMessage(heartbeat) => {
                let message_id = heartbeat.message_id;
                let ack = AgentMessage::HeartbeatAckRequest(HeartbeatAckRequest { message_id });
                self.say(host, epoch, &ack);
            }
            ServerMessage::PayloadMessage(mut payload) => {
                payload.tasks.iter_mut().for_each(Self::without_network);
                self.trace(|| {
                    let wanted = payload.tasks.iter();
                    let wanted: Vec<_> = wanted
                        .map(|it| format!("{} {:?}", short(&it.arn), it.desired_status))
                        .collect();
                    format!("agent {host}   hears {}", wanted.join(", "))
                });
                for task in &payload.tasks {
                    let both = [&task.role_credentials, &task.execution_role_credentials];
                    for credentials in both.into_iter().flatten() {
                        let ack = IamRoleCredentialsAckRequest {
                            message_id: payload.message_id.clone(),
                            credentials_id: credentials.credentials_id.clone(),
                            expiration: credentials.expiration.clone(),
                        };
                        let ack = AgentMessage::IAMRoleCredentialsAckRequest(ack);
                        self.say(host, epoch, &ack);
                        self.keep_credentials(host, epoch, credentials);
                    }
                }
                self.agent_event(host, epoch, Event::Payload(payload));
            }
            ServerMessage::IAMRoleCredentialsMessage(message) => {
                let ack = IamRoleCredentialsAckRequest {
                    message_id: message.message_id.clone(),
                    credentials_id: message.role_credentials.credentials_id.clone(),
                    expiration: message.role_credentials.expiration.clone(),
                };
                let ack = AgentMessage::IAMRoleCredentialsAckRequest(ack);
                self.say(host, epoch, &ack);
                self.keep_credentials(host, epoch, &message.role_credentials);
            }
            ServerMessage::TaskManifestMessage(manifest) => {
                self.agent_event(host, epoch, Event::Manifest(manifest));
            }
            ServerMessage::TaskStopVerificationAck(ack) => {
                self.agent_event(host, epoch, Event::StopVerified(ack));
            }
            ServerMessage::AttachTaskNetworkInterfacesMessage(message) => {
                self.interface_comes(host, epoch, message);
            }
            ServerMessage::BerthNetworkMessage(message) => {
                self.hear_of_vpcs(host, epoch, message);
            }
            _ => self.violated("the control plane says what it never says".to_owned()),
        }
    }

    fn keep_credentials(&mut self, host: usize, epoch: u64, credentials: &RoleCredentials) {
        if let Some(agent) = self.agent(host, epoch) {
            let id = credentials.credentials_id.clone();
            agent.credentials.insert(id, credentials.clone());
        }
    }

    pub(crate) fn say(&mut self, host: usize, epoch: u64, message: &AgentMessage) {
        let link = self.agent(host, epoch).and_then(|it| it.link.as_ref());
        if let Some(conn) = link.map(|link| link.conn) {
            self.tell_control(conn, Frame::Text(message.encode().into()));
        }
    }
}
