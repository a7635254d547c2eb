//! What one connection has told its agent, and what it has yet to tell.
//!
//! Pure: a snapshot goes in, messages come out; acknowledgements are noted. What is not
//! acknowledged is forgotten after a while and so told again.

use std::collections::{BTreeMap, HashMap, HashSet};

use berth_link::acs;
use berth_model::{InstanceId, State, Task, TaskId, Timestamp};

use super::View;
use super::vpcs::Vpcs;
use crate::delivery::{self, Wanted};
use crate::network;

/// An interface may take so long to appear on the host.
const ATTACH_TIMEOUT_MS: i64 = 300_000;
/// Tasks in one payload. An agent acknowledges a payload only if it could read all of its tasks.
const PAYLOAD_TASKS_MAX: usize = 10;

/// What has been told, and which of it is acknowledged.
pub(super) struct Ledger {
    instance: InstanceId,
    /// When the connection began, in milliseconds since the epoch: what its numbers count from.
    since_ms: i64,
    /// This region's API as the agent reaches it.
    api_url: String,
    /// [`State::changes`] of the state that was looked at last: only what has changed since is
    /// looked at again. Zero looks at everything.
    seen: u64,
    /// What the agent was last told of each task. Those that are gone are forgotten with the next
    /// look at everything.
    told: HashMap<TaskId, Wanted>,
    /// Tasks of whose network interface the agent was told.
    told_interfaces: HashSet<TaskId>,
    /// What it was told of VPCs, if it wants to know.
    vpcs: Option<Vpcs>,
    /// Expiry of the newest credentials sent, by credentials id.
    sent_credentials: HashMap<String, Timestamp>,
    /// The same for what is acknowledged.
    taken_credentials: HashMap<String, Timestamp>,
    /// Messages without an acknowledgement, by message id.
    open: BTreeMap<String, Open>,
}

struct Open {
    what: What,
    /// A whole heartbeat interval has gone by.
    aged: bool,
}

enum What {
    Payload(Vec<(TaskId, Wanted)>),
    Credentials(String, Timestamp),
    Interfaces(TaskId),
}

/// What the agent has taken over with an acknowledgement.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The order to stop these.
    pub(super) stops: Vec<TaskId>,
    /// The news of these tasks' network interfaces.
    pub(super) interfaces: Vec<TaskId>,
}

impl Ledger {
    /// Of a new connection. `taken_credentials` is what the agent still has from before.
    pub(super) fn new(
        instance: InstanceId,
        since_ms: i64,
        api_url: String,
        taken_credentials: HashMap<String, Timestamp>,
        wants_network: bool,
    ) -> Self {
        Self {
            instance,
            since_ms,
            api_url,
            seen: 0,
            told: HashMap::new(),
            told_interfaces: HashSet::new(),
            vpcs: wants_network.then(|| Vpcs::new(instance)),
            sent_credentials: taken_credentials.clone(),
            taken_credentials,
            open: BTreeMap::new(),
        }
    }

    /// What the agent should hear now: the VPCs that its tasks are in, their interfaces that are to come,
    /// tasks to start or stop, then fresh credentials.
    pub(super) fn news(&mut self, source: &mut View<'_>) -> Vec<acs::ServerMessage> {
        let state = source.state;
        if self.seen == 0 {
            self.forget_gone(state);
        }
        let changed: Vec<_> = state
            .live_tasks_changed(self.instance, self.seen)
            .cloned()
            .collect();
        self.seen = state.changes();
        let mut untold = Vec::new();
        for task in &changed {
            match delivery::wanted(task) {
                Some(wanted) if self.told.get(&task.id) != Some(&wanted) => {
                    untold.push((task.id, wanted));
                }
                Some(_) => {}
                None => drop(self.told.remove(&task.id)),
            }
        }
        let news = self.vpcs.as_mut().and_then(|vpcs| vpcs.news(source));
        let mut messages: Vec<_> = news.into_iter().collect();
        for task in changed.iter().filter(|task| network::is_untold(task)) {
            messages.extend(self.interfaces(source, task));
        }
        for tasks in untold.chunks(PAYLOAD_TASKS_MAX) {
            messages.extend(self.payload(source, tasks));
        }
        for task in &changed {
            self.credentials(source, task, &mut messages);
        }
        messages
    }

    /// Forgets what was told of tasks that are not there any more.
    fn forget_gone(&mut self, state: &State) {
        let (mut tasks, mut credentials) = (HashSet::new(), HashSet::new());
        for task in state.live_tasks_on(self.instance) {
            tasks.insert(task.id);
            let of_task = state.role_credentials_of(task.id);
            credentials.extend(of_task.map(|it| it.credentials_id.as_str()));
        }
        self.told.retain(|id, _| tasks.contains(id));
        self.told_interfaces.retain(|id| tasks.contains(id));
        self.sent_credentials
            .retain(|id, _| credentials.contains(id.as_str()));
        self.taken_credentials
            .retain(|id, _| credentials.contains(id.as_str()));
    }

    /// That a task's network interface is to come, unless it was said.
    fn interfaces(&mut self, source: &mut View<'_>, task: &Task) -> Option<acs::ServerMessage> {
        let instance = source.state.instance(self.instance)?;
        let elastic_network_interfaces = network::interfaces(source.state, source.names, task);
        if elastic_network_interfaces.is_empty() || !self.told_interfaces.insert(task.id) {
            return None;
        }
        let message = acs::AttachNetworkInterfacesMessage {
            message_id: source.entropy.uuid(),
            cluster_arn: source.names.cluster(&instance.cluster),
            container_instance_arn: source
                .names
                .container_instance(&instance.cluster, self.instance),
            task_arn: Some(source.names.task(&task.cluster, task.id)),
            task_cluster_arn: Some(source.names.cluster(&task.cluster)),
            generated_at: Some(source.now_ms),
            wait_timeout_ms: ATTACH_TIMEOUT_MS,
            elastic_network_interfaces,
        };
        let open = Open {
            what: What::Interfaces(task.id),
            aged: false,
        };
        self.open.insert(message.message_id.clone(), open);
        Some(acs::ServerMessage::AttachTaskNetworkInterfacesMessage(
            message,
        ))
    }

    fn payload(
        &mut self,
        source: &mut View<'_>,
        tasks: &[(TaskId, Wanted)],
    ) -> Option<acs::ServerMessage> {
        let instance = source.state.instance(self.instance)?;
        let mut payload = acs::PayloadMessage {
            message_id: source.entropy.uuid(),
            cluster_arn: source.names.cluster(&instance.cluster),
            container_instance_arn: source
                .names
                .container_instance(&instance.cluster, self.instance),
            generated_at: Some(source.now_ms),
            seq_num: Some(self.sequence(source)),
            ..acs::PayloadMessage::default()
        };
        for (id, wanted) in tasks {
            payload.tasks.extend(delivery::message(
                source.state,
                source.names,
                *id,
                &self.api_url,
            ));
            self.told.insert(*id, *wanted);
            if *wanted == Wanted::Start {
                for credentials in source.state.role_credentials_of(*id) {
                    self.sent_credentials
                        .insert(credentials.credentials_id.clone(), credentials.expires_at);
                }
            }
        }
        let open = Open {
            what: What::Payload(tasks.to_vec()),
            aged: false,
        };
        self.open.insert(payload.message_id.clone(), open);
        Some(acs::ServerMessage::PayloadMessage(payload))
    }

    /// A task's credentials that are newer than what was sent.
    fn credentials(
        &mut self,
        source: &mut View<'_>,
        task: &Task,
        messages: &mut Vec<acs::ServerMessage>,
    ) {
        for credentials in source.state.role_credentials_of(task.id) {
            let (id, expires_at) = (&credentials.credentials_id, credentials.expires_at);
            if self.sent_credentials.get(id) == Some(&expires_at) {
                continue;
            }
            let message = acs::IamRoleCredentialsMessage {
                message_id: source.entropy.uuid(),
                task_arn: source.names.task(&task.cluster, task.id),
                task_cluster_arn: source.names.cluster(&task.cluster),
                role_type: delivery::role_type(credentials.role_type),
                role_credentials: delivery::role_credentials(credentials),
            };
            let open = Open {
                what: What::Credentials(id.clone(), expires_at),
                aged: false,
            };
            self.open.insert(message.message_id.clone(), open);
            self.sent_credentials.insert(id.clone(), expires_at);
            messages.push(acs::ServerMessage::IAMRoleCredentialsMessage(message));
        }
    }

    /// Everything the agent should have, numbered above all payloads of this snapshot.
    pub(super) fn manifest(&self, source: &mut View<'_>) -> Option<acs::ServerMessage> {
        let instance = source.state.instance(self.instance)?;
        let message = acs::TaskManifestMessage {
            message_id: source.entropy.uuid(),
            cluster_arn: source.names.cluster(&instance.cluster),
            container_instance_arn: source
                .names
                .container_instance(&instance.cluster, self.instance),
            generated_at: Some(source.now_ms),
            timeline: self.sequence(source) + 1,
            tasks: delivery::manifest(source.state, source.names, self.instance),
        };
        Some(acs::ServerMessage::TaskManifestMessage(message))
    }

    /// The agent has taken a message over.
    pub(super) fn acknowledged(&mut self, message_id: &str, state: &State) -> Taken {
        let mut taken = Taken::default();
        if let Some(vpcs) = &mut self.vpcs {
            vpcs.acknowledged(message_id);
        }
        let tasks = match self.open.get(message_id).map(|open| &open.what) {
            Some(What::Payload(tasks)) => tasks,
            Some(What::Interfaces(id)) => {
                taken.interfaces.push(*id);
                self.open.remove(message_id);
                return taken;
            }
            Some(What::Credentials(..)) | None => return taken,
        };
        for (id, wanted) in tasks {
            match wanted {
                Wanted::Stop => taken.stops.push(*id),
                Wanted::Start => {
                    for credentials in state.role_credentials_of(*id) {
                        let id = &credentials.credentials_id;
                        if let Some(sent) = self.sent_credentials.get(id) {
                            self.taken_credentials.insert(id.clone(), *sent);
                        }
                    }
                }
            }
        }
        self.open.remove(message_id);
        taken
    }

    /// The agent has taken credentials over.
    pub(super) fn credentials_acknowledged(&mut self, message_id: &str) {
        match self.open.get(message_id).map(|open| &open.what) {
            Some(What::Credentials(id, expires_at)) => {
                self.taken_credentials.insert(id.clone(), *expires_at);
                self.open.remove(message_id);
            }
            // Credentials that came in a payload: the payload's own acknowledgement counts.
            Some(What::Payload(_) | What::Interfaces(_)) | None => {}
        }
    }

    /// A heartbeat interval has gone by: what was open for all of it will be told again, and the
    /// next look is at everything.
    pub(super) fn age(&mut self) {
        self.seen = 0;
        if let Some(vpcs) = &mut self.vpcs {
            vpcs.age();
        }
        let mut late = Vec::new();
        self.open.retain(|_, open| {
            if open.aged {
                late.push(std::mem::replace(&mut open.what, What::Payload(Vec::new())));
            }
            !std::mem::replace(&mut open.aged, true)
        });
        for what in late {
            match what {
                What::Payload(tasks) => {
                    for (id, wanted) in tasks {
                        if self.told.get(&id) == Some(&wanted) {
                            self.told.remove(&id);
                        }
                    }
                }
                What::Credentials(id, _) => {
                    self.sent_credentials.remove(&id);
                }
                What::Interfaces(id) => {
                    self.told_interfaces.remove(&id);
                }
            }
        }
    }

    /// Nothing is waiting for an acknowledgement.
    pub(super) fn is_settled(&self) -> bool {
        self.open.is_empty()
    }

    /// What the agent keeps over a reconnect.
    pub(super) const fn taken_credentials(&self) -> &HashMap<String, Timestamp> {
        &self.taken_credentials
    }

    /// One rising counter for payloads and manifests: a payload takes the even number of its
    /// snapshot, a manifest the odd one above it.
    ///
    /// An agent drops a manifest whose number is not above all it ever saw. Versions alone would
    /// begin again below that when the control plane's data are restored from a backup, and tasks
    /// started since then would run for ever; so they count from the connection's time.
    fn sequence(&self, source: &View<'_>) -> i64 {
        let version = i64::try_from(source.version).unwrap_or(i64::MAX);
        self.since_ms
            .saturating_add(version)
            .clamp(0, i64::MAX / 2 - 1)
            * 2
    }
}
