use std::{borrow::Cow, collections::BTreeMap};

use berth_env::SeededEntropy;
use berth_model::{
    Attribute, ContainerInstance, InstanceId, InstanceResources, InstanceStatus, Port, Protocol,
    Reservation, Timestamp, Usage,
};
use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

use super::*;

/// An ACTIVE, connected instance with 2048 units, 4096 MiB and the reserved port 22.
fn instance(id: u128, zone: &str) -> ContainerInstance {
    let value = |value: &str| Attribute {
        value: Some(value.to_owned()),
        custom: false,
    };
    ContainerInstance {
        id: InstanceId::new(id),
        cluster: "default".into(),
        ec2_instance_id: None,
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: true,
        version: 1,
        registered_at: Timestamp(0),
        registered: InstanceResources {
            cpu: 2048,
            memory_mib: 4096,
            ports: [22].into(),
            ports_udp: [53].into(),
            gpus: ["GPU-1".to_owned()].into(),
        },
        attributes: BTreeMap::from([
            ("ecs.availability-zone".to_owned(), value(zone)),
            ("ecs.capability.task-eni".to_owned(), Attribute::default()),
        ]),
        version_info: None,
        health: Vec::new(),
        client_token: None,
        deregistered_at: None,
        retire_at: None,
        tags: BTreeMap::new(),
    }
}

struct World {
    instances: Vec<ContainerInstance>,
    usage: BTreeMap<InstanceId, Usage>,
    groups: BTreeMap<InstanceId, BTreeMap<String, u32>>,
}

impl World {
    /// Instances 1, 2, 3 … in these zones.
    fn new(zones: &[&str]) -> Self {
        let instances = (1..)
            .zip(zones)
            .map(|(id, zone)| instance(id, zone))
            .collect();
        Self {
            instances,
            usage: BTreeMap::new(),
            groups: BTreeMap::new(),
        }
    }

    fn change(mut self, id: u128, change: impl FnOnce(&mut ContainerInstance)) -> Self {
        change(
            self.instances
                .iter_mut()
                .find(|i| i.id == InstanceId::new(id))
                .expect("there"),
        );
        self
    }

    fn uses(mut self, id: u128, cpu: i64, memory_mib: i64) -> Self {
        let usage = self.usage.entry(InstanceId::new(id)).or_default();
        (usage.cpu, usage.memory_mib) = (cpu, memory_mib);
        self
    }

    fn runs(mut self, id: u128, group: &str, count: u32) -> Self {
        self.groups
            .entry(InstanceId::new(id))
            .or_default()
            .insert(group.to_owned(), count);
        self
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        let mut candidates = Vec::new();
        for instance in &self.instances {
            let usage = self.usage.get(&instance.id).cloned().unwrap_or_default();
            let groups = self.groups.get(&instance.id).cloned().unwrap_or_default();
            candidates.push(Candidate::new(
                instance,
                Cow::Owned(usage),
                Cow::Owned(groups),
            ));
        }
        candidates
    }
}

fn reservation(cpu: i64, memory_mib: i64) -> Reservation {
    Reservation {
        cpu,
        memory_mib,
        ..Reservation::default()
    }
}

fn strategies(texts: &[(&str, &str)]) -> Vec<Strategy> {
    let parse = |(kind, field): &(&str, &str)| Strategy::parse(kind, Some(field));
    texts
        .iter()
        .map(parse)
        .collect::<Result<_, _>>()
        .expect("strategies")
}

/// Where so many tasks of group `g` with 256 units and 512 MiB go.
fn spots(world: &World, rules: &[(&str, &str)], count: usize) -> Vec<u128> {
    let (reservation, strategies) = (reservation(256, 512), strategies(rules));
    let request = Request {
        reservation: &reservation,
        attributes: &[],
        group: "g",
        constraints: &[],
        strategies: &strategies,
        capacity_provider: None,
        zones: None,
        awaited: &[],
    };
    let mut entropy = SeededEntropy::new(1);
    let placed = plan(world.candidates(), &request, count, &mut entropy);
    placed
        .into_iter()
        .map(|id| id.map_or(0, InstanceId::bits))
        .collect()
}

#[test]
fn strategies_order_the_instances() {
    let world = World::new(&["a", "a", "b"]);
    let check = |world: &World, rules: &[(&str, &str)], expected: &[u128]| {
        assert_eq!(spots(world, rules, expected.len()), expected, "{rules:?}");
    };
    check(
        &world,
        &[("binpack", "memory")],
        &[1, 1, 1, 1, 1, 1, 1, 1, 2],
    );
    check(&world, &[("spread", "instanceId")], &[1, 2, 3, 1, 2, 3]);
    check(&world, &[("spread", "host")], &[1, 2, 3, 1]);
    let zone = ("spread", "attribute:ecs.availability-zone");
    check(
        &world,
        &[zone, ("spread", "instanceId")],
        &[1, 3, 2, 3, 1, 3],
    );
    check(&world, &[zone, ("binpack", "cpu")], &[1, 3, 1, 3]);

    let loaded = World::new(&["a", "a", "b"])
        .uses(2, 1024, 0)
        .uses(3, 0, 2048);
    check(&loaded, &[("binpack", "cpu")], &[2]);
    check(&loaded, &[("binpack", "memory")], &[3]);
    // Tasks count where nothing more fits, and only those of the group.
    let full = World::new(&["a", "a", "b"])
        .uses(1, 2048, 4096)
        .runs(1, "g", 3)
        .runs(3, "h", 9);
    check(&full, &[zone], &[3, 3, 3, 2]);
    // Instances without the attribute are one more place to spread to.
    let bare = World::new(&["a", "a"]).change(2, |instance| instance.attributes.clear());
    check(&bare, &[zone], &[1, 2, 1, 2]);
}

#[test]
fn random_reaches_every_instance() {
    let world = World::new(&["a"; 4]);
    let request = reservation(1, 1);
    for rules in [Vec::new(), vec![Strategy::Random]] {
        let request = Request {
            reservation: &request,
            attributes: &[],
            group: "g",
            constraints: &[],
            strategies: &rules,
            capacity_provider: None,
            zones: None,
            awaited: &[],
        };
        let mut seen = BTreeMap::new();
        for seed in 0..400 {
            let mut entropy = SeededEntropy::new(seed);
            let id = place(&world.candidates(), &request, &mut entropy).expect("there is room");
            *seen.entry(id).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 4);
        assert!(seen.values().all(|&count| count > 60), "{seen:?}");
    }
}

/// World, what the task takes, attributes it needs, constraints; then the closest instance (0 for
/// none) and its reason.
type Case = (
    World,
    Reservation,
    &'static [&'static str],
    &'static [(&'static str, Option<&'static str>)],
    u128,
    Reason,
);

#[test]
fn the_closest_instance_says_why() {
    let port = |number, protocol| Port { number, protocol };
    let cases: Vec<Case> = vec![
        (
            World::new(&[]),
            reservation(1, 1),
            &[],
            &[],
            0,
            Reason::NoActiveInstances,
        ),
        (
            World::new(&["a"]).change(1, |i| i.status = InstanceStatus::Draining),
            reservation(1, 1),
            &[],
            &[],
            0,
            Reason::NoActiveInstances,
        ),
        (
            World::new(&["a", "a"])
                .change(1, |i| i.agent_connected = false)
                .change(2, |i| {
                    i.status = InstanceStatus::Draining;
                }),
            reservation(1, 1),
            &[],
            &[],
            1,
            Reason::Agent,
        ),
        (
            World::new(&["a", "a"]),
            reservation(1, 1),
            &["ecs.capability.efs"],
            &[],
            1,
            Reason::Attribute,
        ),
        (
            World::new(&["a", "a"]).uses(1, 1024, 0),
            reservation(4096, 1),
            &[],
            &[],
            2,
            Reason::Cpu,
        ),
        (
            World::new(&["a", "a"]).uses(2, 2048, 0),
            reservation(1, 8192),
            &[],
            &[],
            1,
            Reason::Memory,
        ),
        (
            World::new(&["a"]),
            Reservation {
                ports: vec![port(22, Protocol::Tcp)],
                ..reservation(1, 1)
            },
            &[],
            &[],
            1,
            Reason::Ports,
        ),
        (
            World::new(&["a"]),
            Reservation {
                gpus: 2,
                ..reservation(1, 1)
            },
            &[],
            &[],
            1,
            Reason::Gpu,
        ),
        (
            World::new(&["a", "b"]),
            reservation(1, 1),
            &[],
            &[("memberOf", Some("attribute:ecs.availability-zone == c"))],
            1,
            Reason::MemberOf,
        ),
        (
            World::new(&["a", "b"]).runs(1, "g", 1).runs(2, "g", 1),
            reservation(1, 1),
            &[],
            &[("distinctInstance", None)],
            1,
            Reason::DistinctInstance,
        ),
    ];
    for (world, reservation, attributes, constraints, closest, reason) in cases {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|name| RequiredAttribute {
                name: (*name).to_owned(),
                value: None,
            })
            .collect();
        let constraints: Vec<_> = constraints
            .iter()
            .map(|(kind, text)| Constraint::parse(kind, *text).expect("a constraint"))
            .collect();
        let request = Request {
            reservation: &reservation,
            attributes: &attributes,
            group: "g",
            constraints: &constraints,
            strategies: &[],
            capacity_provider: None,
            zones: None,
            awaited: &[],
        };
        let placed = place(&world.candidates(), &request, &mut SeededEntropy::new(1));
        let closest = (closest > 0).then(|| InstanceId::new(closest));
        assert_eq!(placed, Err(Unplaced { closest, reason }));
    }
}

#[test]
fn a_port_of_the_other_protocol_is_free() {
    let world = World::new(&["a"]);
    let ports = vec![Port {
        number: 22,
        protocol: Protocol::Udp,
    }];
    let reservation = Reservation {
        ports,
        ..reservation(1, 1)
    };
    let request = Request {
        reservation: &reservation,
        attributes: &[],
        group: "g",
        constraints: &[],
        strategies: &[],
        capacity_provider: None,
        zones: None,
        awaited: &[],
    };
    let placed = plan(world.candidates(), &request, 2, &mut SeededEntropy::new(1));
    assert_eq!(placed[0], Ok(InstanceId::new(1)));
    assert_eq!(
        placed[1].map_err(|unplaced| unplaced.reason),
        Err(Reason::Ports)
    );
}

#[test]
fn constraints_and_strategies_are_read_strictly() {
    let check = |result: Result<(), String>, expected: &str| {
        assert_eq!(result, Err(expected.to_owned()));
    };
    let strategy = |kind, field| {
        Strategy::parse(kind, field)
            .map(drop)
            .map_err(|e| e.to_string())
    };
    let constraint = |kind, text| {
        Constraint::parse(kind, text)
            .map(drop)
            .map_err(|e| e.to_string())
    };
    check(
        strategy("pack", None),
        "unknown placement strategy type 'pack'",
    );
    check(
        strategy("binpack", Some("disk")),
        "placement strategy binpack does not take the field 'disk'; it takes cpu or memory",
    );
    check(
        strategy("spread", None),
        "placement strategy spread does not take the field ''; it takes instanceId, host or attribute:NAME",
    );
    check(
        strategy("random", Some("cpu")),
        "placement strategy random does not take the field 'cpu'; it takes none",
    );
    check(constraint("memberOf", None), "memberOf needs an expression");
    check(
        constraint("distinctInstance", Some("x")),
        "distinctInstance takes no expression",
    );
    check(
        constraint("near", None),
        "unknown placement constraint type 'near'",
    );
    check(
        constraint("memberOf", Some("cpu > 1")),
        "'cpu > 1' is not a placement expression: unknown subject 'cpu' at position 0",
    );
    assert_eq!(
        strategies(&[("binpack", "MEMORY")]),
        [Strategy::Binpack(Resource::Memory)]
    );
}

fn rules() -> impl proptest::strategy::Strategy<Value = Vec<super::Strategy>> {
    let rule = prop::sample::select(strategies(&[
        ("binpack", "cpu"),
        ("binpack", "memory"),
        ("spread", "instanceId"),
        ("spread", "attribute:ecs.availability-zone"),
        ("random", ""),
    ]));
    prop::collection::vec(rule, 0..4)
}

proptest! {
    #[test]
    fn never_over_capacity_and_the_same_seed_gives_the_same_plan(
        used in prop::collection::vec((0_i64..2100, 0_i64..4200), 0..6),
        wanted in (0_i64..1500, 1_i64..3000),
        distinct: bool,
        rules in rules(),
        seed: u64,
    ) {
        let zones = vec!["a"; used.len()];
        let mut world = World::new(&zones);
        for (id, (cpu, memory)) in (1..).zip(&used) {
            world = world.uses(id, *cpu, *memory);
        }
        let reservation = reservation(wanted.0, wanted.1);
        let constraints = if distinct { vec![Constraint::DistinctInstance] } else { Vec::new() };
        let request = Request {
            reservation: &reservation,
            attributes: &[],
            group: "g",
            constraints: &constraints,
            strategies: &rules,
            capacity_provider: None,
            zones: None,
            awaited: &[],
        };
        let placed = plan(world.candidates(), &request, 8, &mut SeededEntropy::new(seed));
        let again = plan(world.candidates(), &request, 8, &mut SeededEntropy::new(seed));
        prop_assert_eq!(&placed, &again);
        for (id, (cpu, memory)) in (1..).zip(&used) {
            let count = placed.iter().filter(|spot| **spot == Ok(InstanceId::new(id))).count();
            let count = i64::try_from(count).expect("at most eight");
            prop_assert!(count == 0 || wanted.0 == 0 || cpu + count * wanted.0 <= 2048);
            prop_assert!(count == 0 || memory + count * wanted.1 <= 4096);
            prop_assert!(!distinct || count <= 1);
        }
        // Nothing is refused while there is room.
        if placed.iter().any(Result::is_err) && !distinct {
            for (id, (cpu, memory)) in (1..).zip(&used) {
                let count = placed.iter().filter(|spot| **spot == Ok(InstanceId::new(id))).count();
                let count = i64::try_from(count).expect("at most eight") + 1;
                let fits = (wanted.0 == 0 || cpu + count * wanted.0 <= 2048)
                    && memory + count * wanted.1 <= 4096;
                prop_assert!(!fits);
            }
        }
    }
}

mod scale_in;
mod search;
