//! Networks in a run: in some seeds tasks have interfaces of their own, some hosts were told no zone, and
//! some are for Fargate.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use berth_api_ecs as api;
use berth_ecs::{agent_reports, network};
use berth_link::acs::{
    AckRequest, AgentMessage, AttachNetworkInterfacesMessage, NetworkMessage, Task,
};
use berth_model::invariants::Side;
use berth_model::{ADDRESS_HELD_SECONDS, Arn, Change, InstanceId, Subnet, Tags, Tx};
use serde_json::{Value, json};

use crate::rng::Rng;
use crate::world::{Mutation, World};

/// Between what seeds draw for this and what they draw besides.
const OWN_CHANCES: u64 = 0x006e_6574_776f_726b;
/// Before a report that got no answer is sent again.
const REPORT_PAUSE_MS: i64 = 1_000;
/// An interface appears within this time, mostly much sooner.
const ATTACH_MS_MAX: i64 = 8_000;

/// So few that some tasks find none.
const PUBLIC_ADDRESSES: &str = "203.0.113.0/29";

/// From the moment that a change is made of to its commit.
const COMMIT_MS_MAX: i64 = 5_000;

/// What a run has of it.
#[derive(Default)]
pub(crate) struct Network {
    pub(crate) on: bool,
    /// Ids of subnets; the first is a tiny one.
    subnets: Vec<String>,
    /// Definitions in the network mode `awsvpc`, by ARN.
    definitions: BTreeSet<String>,
    /// Each interface record that was seen last.
    seen: BTreeMap<String, Seen>,
    /// Clocks do not jump in this run.
    steady_clocks: bool,
}

/// An interface record.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    vpc: String,
    address: Ipv4Addr,
    /// Since when its address is only held, in the world's time.
    held_since_ms: Option<i64>,
}

impl World {
    /// Draws whether this run has networks, and which hosts are different.
    pub(crate) fn draw_network(&mut self, seed: u64, instead: Option<bool>) {
        let mut rng = Rng::new(seed ^ OWN_CHANCES);
        let drawn = rng.permille(500);
        self.network.on = instead.unwrap_or(drawn);
        self.network.steady_clocks = self.faults.clock_jump == 0;
        if !self.network.on {
            return;
        }
        for host in &mut self.hosts {
            host.with_interfaces = true;
            host.zoneless = rng.permille(300);
            host.fargate = rng.permille(300);
        }
    }

    /// The VPC that every region begins with, and a subnet of it with eleven addresses.
    pub(crate) fn make_network(&mut self) {
        if !self.network.on {
            return;
        }
        if !self.control.up {
            return self.after(1_000, Self::make_network);
        }
        self.transact(
            "default VPC",
            Side::Decision,
            false,
            |tx, cx| {
                berth_vpc::ensure_default_vpc(tx, cx);
                let few = PUBLIC_ADDRESSES.parse().unwrap_or_default();
                berth_vpc::ensure_public_addresses(tx, &few);
                let vpc = tx.default_vpc().map(|vpc| vpc.id.clone());
                let tiny = Subnet {
                    id: "subnet-tiny".to_owned(),
                    vpc: vpc.unwrap_or_default(),
                    cidr: ipnet::Ipv4Net::new_assert(Ipv4Addr::new(172, 31, 255, 0), 28),
                    availability_zone: "us-east-1a".to_owned(),
                    default_for_zone: false,
                    public_address_on_launch: false,
                    tags: Tags::new(),
                };
                tx.record(Change::PutSubnet(tiny.into()));
                Ok(())
            },
            |world, result| match result {
                Ok(_) => {
                    let subnets = world.control.published.subnets();
                    let mut ids: Vec<String> = subnets.map(|it| it.id.clone()).collect();
                    ids.sort_by_key(|id| id != "subnet-tiny");
                    world.network.subnets = ids;
                }
                Err(_) => world.after(1_000, Self::make_network),
            },
        );
    }

    /// Makes a definition one in the network mode `awsvpc`, sometimes.
    pub(crate) fn change_mode(&mut self, body: &mut Value) {
        let mut rng = Rng::new(self.steps ^ OWN_CHANCES);
        if !self.network.on || !rng.permille(600) {
            return;
        }
        body["networkMode"] = json!("awsvpc");
        if let Some(containers) = body["containerDefinitions"].as_array_mut() {
            for container in containers {
                if let Some(members) = container.as_object_mut() {
                    members.remove("portMappings");
                    members.remove("stopTimeout");
                }
            }
        }
        body["cpu"] = json!("512");
        body["memory"] = json!("1024");
    }

    /// Remembers the mode of a definition.
    pub(crate) fn note_mode(&mut self, definition: &api::TaskDefinition) {
        let mode = definition.network_mode.as_ref().map(|it| it.as_str());
        let arn = definition.task_definition_arn.clone();
        if mode == Some("awsvpc") {
            self.network.definitions.extend(arn);
        }
    }

    /// Adds to a request what tasks of its definition need, and sometimes that they are to be on Fargate.
    /// A service's subnets are in every zone.
    pub(crate) fn add_network(&self, body: &mut Value, of_service: bool) {
        let definition = body["taskDefinition"].as_str().unwrap_or_default();
        if !self.network.definitions.contains(definition) {
            return;
        }
        let mut rng = Rng::new(self.steps ^ OWN_CHANCES);
        let all = &self.network.subnets;
        let some: Vec<&String> = match of_service {
            true => all.iter().collect(),
            false => all.iter().filter(|_| rng.permille(500)).collect(),
        };
        body["networkConfiguration"] = json!({"awsvpcConfiguration": {"subnets": some}});
        let by_strategy = body.get("capacityProviderStrategy").is_some();
        let update = body.get("service").is_some();
        let started = body.get("containerInstances").is_some();
        let daemon = body["schedulingStrategy"] == "DAEMON";
        if !by_strategy && !update && !started && !daemon && rng.permille(400) {
            body["launchType"] = json!("FARGATE");
            // A service would wait for one for ever.
            if !of_service && rng.permille(500) {
                body["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"] =
                    json!("ENABLED");
            }
        }
    }

    /// The agent hears that an interface is to come: it says so at once, and later that it is there.
    pub(crate) fn interface_comes(
        &mut self,
        host: usize,
        epoch: u64,
        message: AttachNetworkInterfacesMessage,
    ) {
        let ack = AgentMessage::AckRequest(AckRequest {
            cluster: message.cluster_arn,
            container_instance: message.container_instance_arn,
            message_id: message.message_id,
        });
        self.say(host, epoch, &ack);
        let task = message.task_arn.unwrap_or_default();
        for interface in message.elastic_network_interfaces {
            let mut rng = Rng::new(self.steps ^ OWN_CHANCES);
            let delay_ms = rng.skewed(ATTACH_MS_MAX);
            let body = json!({"cluster": "default", "task": task, "attachments": [
                {"attachmentArn": interface.attachment_arn, "status": "ATTACHED"}]});
            self.after(delay_ms, move |world| {
                world.interface_is_there(host, epoch, body);
            });
        }
    }

    fn interface_is_there(&mut self, host: usize, epoch: u64, body: Value) {
        if self.agent(host, epoch).is_none() {
            return;
        }
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        self.call(
            "SubmitTaskStateChange",
            Side::Report,
            bytes,
            agent_reports::submit_task_state_change,
            move |world, result| {
                if result.is_err() {
                    world.after(REPORT_PAUSE_MS, move |world| {
                        world.interface_is_there(host, epoch, body);
                    });
                }
            },
        );
    }

    /// The agent hears of VPCs.
    pub(crate) fn hear_of_vpcs(&mut self, host: usize, epoch: u64, message: NetworkMessage) {
        let ack = AgentMessage::AckRequest(AckRequest {
            cluster: message.cluster_arn,
            container_instance: message.container_instance_arn,
            message_id: message.message_id,
        });
        if let Some(agent) = self.agent(host, epoch) {
            agent.vpcs = message.vpcs;
        }
        self.say(host, epoch, &ack);
    }

    /// What is beneath the engine has the interface; the engine itself sees a task like others.
    pub(crate) fn without_network(task: &mut Task) {
        task.network_mode.clear();
        task.elastic_network_interfaces.clear();
    }

    /// Does the network's harm of a mutation.
    pub(crate) fn harm_network(mutation: Mutation, tx: &mut Tx) {
        let ids: Vec<String> = match mutation {
            Mutation::AddressIsNotHeld => {
                let released = tx.released_interfaces();
                released.map(|(_, id)| id.clone()).collect()
            }
            _ => Vec::new(),
        };
        for id in ids {
            tx.record(Change::DeleteNetworkInterface(id));
        }
    }

    /// Looks at what has become of interfaces since the last commit: an address is held for its time before
    /// it is forgotten. That nobody else has it meanwhile is an invariant of each state.
    pub(crate) fn follow_addresses(&mut self) {
        if !self.network.on {
            return;
        }
        let now_ms = self.now_ms;
        let seen = &self.network.seen;
        let records = self.control.published.interface_records();
        let now: BTreeMap<String, Seen> = records
            .map(|it| {
                let before = seen.get(&it.id).and_then(|before| before.held_since_ms);
                let what = Seen {
                    vpc: it.vpc.clone(),
                    address: it.private_address,
                    // Seen late, if a disk kept the commit and said that it had not: then the
                    // control plane knows of it from its next start on.
                    held_since_ms: it.released_at.map(|at| before.unwrap_or(now_ms.min(at.0))),
                };
                (it.id.clone(), what)
            })
            .collect();
        let mut wrong = Vec::new();
        let gone = seen.iter().filter(|(id, _)| !now.contains_key(*id));
        for (id, it) in gone {
            let held_ms = it.held_since_ms.map(|since_ms| now_ms - since_ms);
            // A commit takes its time, and clocks are set in whole steps.
            let least_ms = if self.network.steady_clocks {
                ADDRESS_HELD_SECONDS * 1_000 - COMMIT_MS_MAX
            } else {
                0
            };
            if held_ms.is_none_or(|held_ms| held_ms < least_ms) {
                wrong.push(format!(
                    "{id} is forgotten after {held_ms:?} ms of being held"
                ));
            }
        }
        self.network.seen = now;
        for what in wrong {
            self.violated(what);
        }
    }

    /// Every agent knows the VPCs that its tasks are in, as they are.
    pub(crate) fn network_is_settled(&self) -> Result<(), String> {
        if !self.network.on {
            return Ok(());
        }
        for (number, host) in self.hosts.iter().enumerate() {
            let arn = host.disk.identity.as_deref().unwrap_or_default();
            let id = Arn::parse(arn).and_then(|arn| arn.last().parse::<InstanceId>().ok());
            let (Some(id), Some(agent)) = (id, &host.agent) else {
                continue;
            };
            if network::vpcs_of(&self.control.published, id) != agent.vpcs {
                return Err(format!("agent {number} has old news of its VPCs"));
            }
        }
        Ok(())
    }
}
