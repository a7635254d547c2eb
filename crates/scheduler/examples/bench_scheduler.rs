//! Placements a second through the indexes and by a look at every instance, in clusters of three
//! sizes with a mix of instances that are partly full; and how good the plans are. Prints one line
//! of JSON for `cargo xtask bench scheduler`.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{Write as _, stdout},
    sync::Arc,
    time::{Duration, Instant},
};

use berth_env::{Entropy as _, SeededEntropy};
use berth_model::{
    Attribute, Change, ContainerInstance, InstanceId, InstanceResources, InstanceStatus,
    Reservation, State, Timestamp, Usage,
};
use berth_scheduler::placement::{self, Candidate, Constraint, Request, Search, Strategy};
use serde_json::{Map, json};

const CLUSTER: &str = "default";
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Placements measured, in rounds that each begin with the same cluster.
const PLACEMENTS: usize = 60_000;
/// A look at everything is measured for so long.
const SCAN_FOR: Duration = Duration::from_secs(2);
/// Services whose tasks are placed in turn.
const SERVICES: usize = 40;

/// Instance types: name, CPU units, MiB.
const TYPES: [(&str, i64, i64); 4] = [
    ("m5.xlarge", 4096, 16_384),
    ("c5.2xlarge", 8192, 16_384),
    ("r5.xlarge", 4096, 32_768),
    ("m5.4xlarge", 16_384, 65_536),
];
/// Task sizes: CPU units, MiB, how many of 20.
const TASKS: [(i64, i64, usize); 6] = [
    (256, 512, 8),
    (512, 1024, 5),
    (1024, 2048, 3),
    (1024, 8192, 2),
    (2048, 4096, 1),
    (4096, 8192, 1),
];

struct Scenario {
    name: &'static str,
    constraints: &'static [(&'static str, Option<&'static str>)],
    strategies: &'static [(&'static str, &'static str)],
}

const ZONES: (&str, &str) = ("spread", "attribute:ecs.availability-zone");
const SCENARIOS: [Scenario; 6] = [
    Scenario {
        name: "binpack",
        constraints: &[],
        strategies: &[("binpack", "cpu")],
    },
    Scenario {
        name: "zones_binpack",
        constraints: &[],
        strategies: &[ZONES, ("binpack", "memory")],
    },
    Scenario {
        name: "zones_instances",
        constraints: &[],
        strategies: &[ZONES, ("spread", "instanceId")],
    },
    Scenario {
        name: "distinct_binpack",
        constraints: &[("distinctInstance", None)],
        strategies: &[("binpack", "cpu")],
    },
    Scenario {
        name: "member_of_binpack",
        constraints: &[(
            "memberOf",
            Some("attribute:ecs.instance-type =~ m5.* and attribute:stack == blue"),
        )],
        strategies: &[("binpack", "cpu")],
    },
    Scenario {
        name: "random",
        constraints: &[],
        strategies: &[],
    },
];

fn main() -> std::io::Result<()> {
    let (mut figures, mut scans) = (Map::new(), Map::new());
    for size in SIZES {
        let state = cluster(size, true);
        for scenario in &SCENARIOS {
            let name = format!("placements_per_second_{}_{size}", scenario.name);
            let (per_second, skew) = indexed(&state, scenario);
            figures.insert(name.clone(), per_second.into());
            if scenario.strategies.first() == Some(&ZONES) {
                let name = format!("zone_skew_tasks_{}_{size}", scenario.name);
                figures.insert(name, skew.into());
            }
            scans.insert(name, scanned(&state, scenario).into());
        }
        let started = Instant::now();
        let copies: Vec<State> = (0..1000).map(|_| state.clone()).collect();
        let us = started.elapsed().as_secs_f64() * 1e6 / copies.len() as f64;
        figures.insert(format!("snapshot_us_{size}"), us.into());
    }
    let (ours, decreasing) = packed();
    figures.insert("binpack_instances_used".to_owned(), ours.into());
    let best = json!({ "binpack_instances_used": decreasing });
    let peers = json!({ "full_scan": scans, "best_fit_decreasing": best });
    writeln!(
        stdout(),
        "{}",
        json!({ "figures": figures, "peers": peers })
    )
}

/// Instances of all types in three zones; with `used`, tasks of others take up to nine tenths.
fn cluster(size: usize, used: bool) -> State {
    let mut state = State::default();
    let mut entropy = SeededEntropy::new(7);
    for number in 0..size {
        let (kind, cpu, memory_mib) = TYPES[number / 3 % TYPES.len()];
        let value = |value: &str| Attribute {
            value: Some(value.to_owned()),
            custom: false,
        };
        let zone = ["us-east-1a", "us-east-1b", "us-east-1c"][number % 3];
        let stack = ["blue", "green"][number / 12 % 2];
        let id = InstanceId::random(&mut entropy);
        let mut attributes = BTreeMap::from([
            ("ecs.availability-zone".to_owned(), value(zone)),
            ("ecs.instance-type".to_owned(), value(kind)),
            ("ecs.os-type".to_owned(), value("linux")),
            ("stack".to_owned(), value(stack)),
        ]);
        for capability in 0..20 {
            attributes.insert(format!("ecs.capability.{capability}"), Attribute::default());
        }
        state.apply(&Change::PutInstance(Arc::new(ContainerInstance {
            id,
            cluster: CLUSTER.to_owned(),
            ec2_instance_id: None,
            status: InstanceStatus::Active,
            status_reason: None,
            agent_connected: true,
            version: 1,
            registered_at: Timestamp(0),
            registered: InstanceResources {
                cpu,
                memory_mib,
                ports: [22, 2375, 2376, 51678, 51679].into(),
                ..InstanceResources::default()
            },
            attributes,
            version_info: None,
            health: Vec::new(),
            client_token: None,
            tags: BTreeMap::new(),
            deregistered_at: None,
            retire_at: None,
        })));
        let budget = if used {
            i64::from(entropy.below(90))
        } else {
            0
        };
        let mut free = (cpu * budget / 100, memory_mib * budget / 100);
        loop {
            let task = task(&mut entropy);
            free = (free.0 - task.cpu, free.1 - task.memory_mib);
            if free.0 < 0 || free.1 < 0 {
                break;
            }
            let group = format!("service:other-{}", entropy.below(1000));
            state.hold(id, &task, &group);
        }
    }
    state
}

fn task(entropy: &mut SeededEntropy) -> Reservation {
    let mut draw = usize::try_from(entropy.below(20)).unwrap_or(0);
    let mut chosen = TASKS[0];
    for task in TASKS {
        chosen = task;
        if draw < task.2 {
            break;
        }
        draw -= task.2;
    }
    Reservation {
        cpu: chosen.0,
        memory_mib: chosen.1,
        ..Reservation::default()
    }
}

/// Services of all task sizes, with what they ask for.
struct Services {
    sizes: Vec<Reservation>,
    groups: Vec<String>,
    constraints: Vec<Constraint>,
    strategies: Vec<Strategy>,
}

impl Services {
    fn of(scenario: &Scenario) -> Self {
        let mut entropy = SeededEntropy::new(11);
        let constraints = scenario.constraints.iter();
        let strategies = scenario.strategies.iter();
        Self {
            sizes: (0..SERVICES).map(|_| task(&mut entropy)).collect(),
            groups: (0..SERVICES).map(|it| format!("service:{it}")).collect(),
            constraints: constraints
                .map(|(kind, text)| Constraint::parse(kind, *text).expect("a constraint"))
                .collect(),
            strategies: strategies
                .map(|(kind, field)| Strategy::parse(kind, Some(field)).expect("a strategy"))
                .collect(),
        }
    }

    fn requests(&self) -> Vec<Request<'_>> {
        let both = self.sizes.iter().zip(&self.groups);
        both.map(|(reservation, group)| Request {
            reservation,
            attributes: &[],
            group,
            constraints: &self.constraints,
            strategies: &self.strategies,
            capacity_provider: None,
            zones: None,
            awaited: &[],
        })
        .collect()
    }
}

/// Placements a second, each counted in all indexes, and the greatest difference between zones of
/// one service.
fn indexed(state: &State, scenario: &Scenario) -> (f64, i64) {
    let services = Services::of(scenario);
    let requests = services.requests();
    // Far from where services no longer find a place everywhere.
    let round = (state.fleet(CLUSTER).map_or(0, |fleet| fleet.len()) / 3).min(PLACEMENTS);
    let mut entropy = SeededEntropy::new(5);
    let (mut placed, mut elapsed, mut skew) = (0, Duration::ZERO, 0);
    while placed < PLACEMENTS {
        let mut state = state.clone();
        let mut searches: Vec<_> = requests
            .iter()
            .map(|request| Search::new(CLUSTER, request))
            .collect();
        let started = Instant::now();
        for number in 0..round {
            let at = number % SERVICES;
            let id = searches[at]
                .place(&state, &mut entropy)
                .expect("there is room");
            state.hold(id, requests[at].reservation, requests[at].group);
        }
        elapsed += started.elapsed();
        placed += round;
        skew = skew.max(greatest_skew(&state, &services.groups));
    }
    (placed as f64 / elapsed.as_secs_f64(), skew)
}

fn greatest_skew(state: &State, groups: &[String]) -> i64 {
    let fleet = state.fleet(CLUSTER).expect("there are instances");
    let skew = |group: &String| {
        let mut zones = BTreeMap::new();
        for cell in fleet.cells() {
            let zone = cell.attributes["ecs.availability-zone"].value.clone();
            let tasks = fleet.group(group).and_then(|it| it.cells.get(&cell.id));
            *zones.entry(zone).or_insert(0) += tasks.copied().unwrap_or(0);
        }
        let counts = || zones.values().copied();
        counts().max().unwrap_or(0) - counts().min().unwrap_or(0)
    };
    groups.iter().map(skew).max().unwrap_or(0)
}

/// The same by a look at every candidate.
fn scanned(state: &State, scenario: &Scenario) -> f64 {
    let services = Services::of(scenario);
    let requests = services.requests();
    let candidate = |instance| {
        let instance: &Arc<ContainerInstance> = instance;
        let usage: &Usage = state.usage(instance.id);
        Candidate::new(instance, Cow::Borrowed(usage), Cow::Borrowed(&usage.groups))
    };
    let mut candidates: Vec<_> = state.instances_of(CLUSTER).map(candidate).collect();
    let places: BTreeMap<_, _> = (0..)
        .zip(&candidates)
        .map(|(at, it)| (it.id(), at))
        .collect();
    let mut entropy = SeededEntropy::new(5);
    let started = Instant::now();
    let (mut placed, most) = (0_usize, candidates.len() / 3);
    while placed < most && started.elapsed() < SCAN_FOR {
        let request = &requests[placed % SERVICES];
        let id = placement::place(&candidates, request, &mut entropy).expect("there is room");
        let at: usize = places[&id];
        candidates[at].take(request);
        placed += 1;
    }
    placed as f64 / started.elapsed().as_secs_f64()
}

/// Instances of one empty cluster used for tasks as they come, and for the same tasks sorted by
/// size, the largest first.
fn packed() -> (usize, usize) {
    let mut entropy = SeededEntropy::new(3);
    let coming: Vec<_> = (0..20_000).map(|_| task(&mut entropy)).collect();
    let mut sorted = coming.clone();
    sorted.sort_by_key(|task| std::cmp::Reverse((task.cpu, task.memory_mib)));
    let used = |tasks: &[Reservation]| {
        let mut state = cluster(10_000, false);
        let strategies = [Strategy::parse("binpack", Some("cpu")).expect("a strategy")];
        for reservation in tasks {
            let request = Request {
                reservation,
                attributes: &[],
                group: "g",
                constraints: &[],
                strategies: &strategies,
                capacity_provider: None,
                zones: None,
                awaited: &[],
            };
            let placed = Search::new(CLUSTER, &request).place(&state, &mut SeededEntropy::new(1));
            state.hold(placed.expect("there is room"), reservation, "g");
        }
        let instances = state.instances_of(CLUSTER);
        instances
            .filter(|it| !state.usage(it.id).is_empty())
            .count()
    };
    (used(&coming), used(&sorted))
}
