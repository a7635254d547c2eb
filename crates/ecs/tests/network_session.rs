//! What a connection tells its agent of network interfaces and VPCs.

mod world;

use std::collections::HashMap;

use berth_ecs::network;
use berth_ecs::session::{Patience, Session, Step, View};
use berth_env::SeededEntropy;
use berth_link::acs::{AckRequest, AgentMessage, NetworkMessage, ServerMessage};
use berth_model::{Change, InstanceId, SecurityGroup, TaskId};
use world::network::{arn_of, id_of};
use world::{World, attribute, state};

struct Agent {
    session: Session,
    version: u64,
    entropy: SeededEntropy,
}

impl Agent {
    fn connect(world: &World, instance: &str, asks: bool) -> Self {
        let id: InstanceId = instance
            .rsplit('/')
            .next()
            .expect("an id")
            .parse()
            .expect("an id");
        let patience = Patience {
            heartbeats_missed_max: 3,
            pings_missed_max: 3,
        };
        let url = "http://here".to_owned();
        Self {
            session: Session::new(id, url, patience, world.now.0, HashMap::new(), asks),
            version: 1,
            entropy: SeededEntropy::new(3),
        }
    }

    fn with<T>(
        &mut self,
        world: &World,
        think: impl FnOnce(&mut Session, &mut View<'_>) -> T,
    ) -> T {
        self.version += 1;
        let mut view = View {
            state: &world.state,
            version: self.version,
            names: &world.names,
            entropy: &mut self.entropy,
            now_ms: world.now.0,
            healthy: true,
        };
        think(&mut self.session, &mut view)
    }

    fn hears(&mut self, world: &World) -> Vec<ServerMessage> {
        messages(self.with(world, Session::tell))
    }

    /// Acknowledges a message; the tasks whose interface was news.
    fn takes(&mut self, world: &World, message_id: &str) -> Vec<TaskId> {
        let ack = AgentMessage::AckRequest(AckRequest {
            message_id: message_id.to_owned(),
            ..AckRequest::default()
        });
        let steps = self.with(world, |session, view| session.hear(ack, view));
        let taken = steps.into_iter().filter_map(|step| match step {
            Step::InterfacesTaken(tasks) => Some(tasks),
            _ => None,
        });
        taken.flatten().collect()
    }
}

fn messages(steps: Vec<Step>) -> Vec<ServerMessage> {
    let sent = steps.into_iter().filter_map(|step| match step {
        Step::Send(message) => Some(message),
        _ => None,
    });
    sent.collect()
}

fn kinds(messages: &[ServerMessage]) -> Vec<&'static str> {
    let kind = |it: &ServerMessage| match it {
        ServerMessage::BerthNetworkMessage(_) => "network",
        ServerMessage::AttachTaskNetworkInterfacesMessage(_) => "attach",
        ServerMessage::PayloadMessage(_) => "payload",
        ServerMessage::TaskManifestMessage(_) => "manifest",
        ServerMessage::HeartbeatMessage(_) => "heartbeat",
        _ => "other",
    };
    messages.iter().map(kind).collect()
}

fn network(messages: &[ServerMessage]) -> &NetworkMessage {
    let mut found = messages.iter().filter_map(|it| match it {
        ServerMessage::BerthNetworkMessage(message) => Some(message),
        _ => None,
    });
    found.next().expect("one")
}

fn instance(world: &mut World, address: &str) -> String {
    world.register(
        2048,
        vec![
            attribute("ecs.capability.task-eni", None),
            attribute("berth.tunnel-address", Some(address)),
        ],
    )
}

#[test]
fn the_vpc_and_the_interface_come_before_the_task() {
    let mut world = World::new();
    world.network();
    let host = instance(&mut world, "192.0.2.1");
    let mut agent = Agent::connect(&world, &host, true);
    let greeting = messages(agent.with(&world, Session::greet));
    assert_eq!(kinds(&greeting), ["network", "manifest"]);
    assert_eq!(network(&greeting).vpcs, []);
    assert_eq!(kinds(&agent.hears(&world)), [""; 0]);

    let definition = world.awsvpc_definition("web");
    let answer = world
        .run_in(&definition, &["subnet-a"], |_| {})
        .expect("accepted");
    let task = arn_of(&answer, 0);
    // The greeting is not acknowledged, and the task needs its VPC all the same.
    let told = agent.hears(&world);
    assert_eq!(kinds(&told), ["network", "attach", "payload"]);
    let vpc = &network(&told).vpcs[0];
    assert_eq!(vpc.interfaces.len(), 1);
    let ServerMessage::AttachTaskNetworkInterfacesMessage(attach) = &told[1] else {
        panic!("{told:?}");
    };
    assert_eq!(attach.task_arn.as_ref(), Some(&task));
    assert!(attach.wait_timeout_ms > 0);
    let interface = &attach.elastic_network_interfaces[0];
    let ServerMessage::PayloadMessage(payload) = &told[2] else {
        panic!("{told:?}");
    };
    assert_eq!(&payload.tasks[0].elastic_network_interfaces[0], interface);
    assert_eq!(interface.mac_address, vpc.interfaces[0].mac_address);
    assert_eq!(agent.takes(&world, &attach.message_id), [id_of(&task)]);
    assert_eq!(agent.takes(&world, &payload.message_id), []);
    assert_eq!(agent.takes(&world, &attach.message_id), [], "only once");

    // What is not acknowledged is said again after a whole heartbeat interval; what is, is not.
    let beat =
        |agent: &mut Agent, world: &World| kinds(&messages(agent.with(world, Session::heartbeat)));
    assert_eq!(beat(&mut agent, &world), ["heartbeat"]);
    agent.session.hear_text();
    assert_eq!(beat(&mut agent, &world), ["heartbeat", "network"]);
    world.attachment(&task, "ATTACHED");
    agent.session.hear_text();
    beat(&mut agent, &world);
    agent.session.hear_text();
    let told = beat(&mut agent, &world);
    assert!(!told.contains(&"attach"), "{told:?}");
    world.report(&task, "RUNNING", vec![state("app", "RUNNING")]);
}

#[test]
fn who_does_not_ask_hears_nothing_of_vpcs() {
    let mut world = World::new();
    world.network();
    let host = instance(&mut world, "192.0.2.1");
    let definition = world.awsvpc_definition("web");
    world
        .run_in(&definition, &["subnet-a"], |_| {})
        .expect("accepted");
    let mut agent = Agent::connect(&world, &host, false);
    let greeting = messages(agent.with(&world, Session::greet));
    assert_eq!(kinds(&greeting), ["attach", "payload", "manifest"]);
}

#[test]
fn news_of_others_wait_until_the_last_is_acknowledged() {
    let mut world = World::new();
    world.network();
    let (here, _) = (instance(&mut world, "192.0.2.1"), ());
    let definition = world.awsvpc_definition("web");
    let mine = world
        .run_in(&definition, &["subnet-a"], |_| {})
        .expect("accepted");
    let mut agent = Agent::connect(&world, &here, true);
    let greeting = messages(agent.with(&world, Session::greet));
    let first = network(&greeting).clone();
    assert_eq!(first.vpcs[0].interfaces[0].host, None);

    let start_there = |world: &mut World| {
        let there = instance(world, "192.0.2.2");
        let input = berth_api_ecs::StartTaskRequest {
            task_definition: Some(definition.clone()),
            container_instances: Some(vec![there]),
            network_configuration: Some(world::network::awsvpc(&["subnet-b"], &[])),
            ..Default::default()
        };
        world
            .write(berth_ecs::run_task::start_task, input)
            .expect("accepted");
    };
    start_there(&mut world);
    start_there(&mut world);
    assert_eq!(kinds(&agent.hears(&world)), [""; 0], "one is under way");
    agent.takes(&world, &first.message_id);
    let told = agent.hears(&world);
    assert_eq!(kinds(&told), ["network"]);
    let second = network(&told).clone();
    assert_eq!(second.vpcs[0].interfaces.len(), 3);
    let away = second.vpcs[0].interfaces.iter();
    let away = away.filter(|it| it.host.as_deref() == Some("192.0.2.2"));
    assert_eq!(away.count(), 2);
    agent.takes(&world, &second.message_id);

    // A change that says nothing new to this host is not told.
    let vpc = world.vpc("other", "10.9.0.0/16");
    world.subnet("other", &vpc, "10.9.0.0/24", "a");
    world.group("unused", "vpc-main", "unused");
    assert_eq!(kinds(&agent.hears(&world)), [""; 0]);
    let group = world.state.security_group("sg-main").expect("there");
    let rule = berth_model::SecurityGroupRule {
        egress: false,
        traffic: berth_model::Traffic {
            protocol: "tcp".into(),
            from_port: Some(80),
            to_port: Some(80),
        },
        peer: berth_model::Peer::Group("sg-main".into()),
        description: None,
        tags: berth_model::Tags::new(),
    };
    let changed = SecurityGroup {
        rules: [("sgr-1".to_owned(), rule)].into(),
        ..SecurityGroup::clone(group)
    };
    world.state.apply(&Change::PutSecurityGroup(changed.into()));
    let told = agent.hears(&world);
    let groups = &network(&told).vpcs[0].security_groups;
    assert_eq!(groups[0].ingress[0].group.as_deref(), Some("sg-main"));
    assert_eq!(groups[0].ingress[0].from_port, Some(80));
    agent.takes(&world, &network(&told).message_id.clone());

    // With its last interface the VPC is none of the host's business.
    world.report(&arn_of(&mine, 0), "STOPPED", Vec::new());
    let told = agent.hears(&world);
    assert_eq!(network(&told).vpcs, []);
    assert!(network::vpcs_of(&world.state, agent.session.instance()).is_empty());
}
