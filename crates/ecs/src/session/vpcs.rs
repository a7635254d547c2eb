//! What one connection has told its agent of the VPCs that its tasks' network interfaces are in.
//!
//! Each message says all there is to know and takes the place of the one before. While one is under way
//! others wait for its acknowledgement, so that a host hears of a busy VPC as fast as it can follow and no
//! faster; but what it needs for its own tasks it hears at once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use berth_link::acs;
use berth_model::InstanceId;

use super::View;
use crate::network;

pub(super) struct Vpcs {
    instance: InstanceId,
    /// [`network::vpcs_version`] at the last look; what differs from it may be news.
    seen: BTreeMap<String, u64>,
    /// The ids of its own interfaces in the last message.
    own: BTreeSet<String>,
    /// A digest of the last message, if there was one.
    said: Option<u64>,
    /// The id of the last message while it is not acknowledged.
    open: Option<String>,
    /// A whole heartbeat interval has gone by since.
    aged: bool,
}

impl Vpcs {
    pub(super) const fn new(instance: InstanceId) -> Self {
        Self {
            instance,
            seen: BTreeMap::new(),
            own: BTreeSet::new(),
            said: None,
            open: None,
            aged: false,
        }
    }

    /// What the agent should hear now.
    pub(super) fn news(&mut self, source: &mut View<'_>) -> Option<acs::ServerMessage> {
        let state = source.state;
        let version = network::vpcs_version(state, self.instance);
        let first = self.said.is_none();
        if version == self.seen && !first {
            return None;
        }
        let own = state.interfaces_on(self.instance);
        let own: BTreeSet<String> = own.map(|it| it.id.clone()).collect();
        if self.open.is_some() && own.is_subset(&self.own) && !first {
            return None;
        }
        let instance = state.instance(self.instance)?;
        let vpcs = network::vpcs_of(state, self.instance);
        self.seen = version;
        let digest = digest(&vpcs);
        if self.said.replace(digest) == Some(digest) {
            return None;
        }
        self.own = own;
        let message = acs::NetworkMessage {
            message_id: source.entropy.uuid(),
            cluster_arn: source.names.cluster(&instance.cluster),
            container_instance_arn: source
                .names
                .container_instance(&instance.cluster, self.instance),
            vpcs,
        };
        self.open = Some(message.message_id.clone());
        self.aged = false;
        Some(acs::ServerMessage::BerthNetworkMessage(message))
    }

    /// The agent enforces what a message says.
    pub(super) fn acknowledged(&mut self, message_id: &str) {
        self.open.take_if(|open| open == message_id);
    }

    /// A heartbeat interval has gone by: what was open for all of it is said again.
    pub(super) fn age(&mut self) {
        if self.open.is_some() && std::mem::replace(&mut self.aged, true) {
            self.open = None;
            self.said = None;
        }
    }
}

/// Within a process only.
fn digest(vpcs: &[acs::VpcNetwork]) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(vpcs)
        .unwrap_or_default()
        .hash(&mut hasher);
    hasher.finish()
}
