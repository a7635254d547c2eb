//! The search through indexes gives what a look at every instance gives.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::{Just, ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use proptest::{prop_oneof, strategy::Strategy as _};

use super::*;
use berth_model::{CAPACITY_PROVIDER_ATTRIBUTE, Change, EVERY_ZONE_ATTRIBUTE, State};

/// A region with these instances and what is held on them.
fn state(instances: &[ContainerInstance], holds: &[(u128, Reservation, String)]) -> State {
    let mut state = State::default();
    for instance in instances {
        state.apply(&Change::PutInstance(Arc::new(instance.clone())));
    }
    for (id, reservation, group) in holds {
        state.hold(InstanceId::new(*id), reservation, group);
    }
    state
}

fn candidates(state: &State) -> Vec<Candidate<'_>> {
    let candidate = |instance| {
        let instance: &Arc<ContainerInstance> = instance;
        let usage = state.usage(instance.id);
        Candidate::new(instance, Cow::Borrowed(usage), Cow::Borrowed(&usage.groups))
    };
    state.instances_of("default").map(candidate).collect()
}

/// A cluster of up to 40 instances of three sizes in three zones, some of them not to be used,
/// some with an attribute of their own.
fn instances() -> impl proptest::strategy::Strategy<Value = Vec<ContainerInstance>> {
    let one = (0_u8..3, 0_u8..4, 0_u8..12, any::<bool>());
    prop::collection::vec(one, 0..40).prop_map(|drawn| {
        let made = (1..).zip(drawn).map(|(id, (size, zone, state, special))| {
            let mut it = instance(id, ["a", "b", "c", ""][usize::from(zone)]);
            it.registered.cpu = 1024 << size;
            it.registered.memory_mib = 4096 << (2 - size);
            let kind = ["small", "medium", "large"][usize::from(size)].to_owned();
            let attribute = |value| Attribute {
                value: Some(value),
                custom: true,
            };
            it.attributes
                .insert("ecs.instance-type".to_owned(), attribute(kind));
            if zone == 3 {
                it.attributes.remove("ecs.availability-zone");
            }
            if special {
                let name = attribute(format!("host-{id}"));
                it.attributes.insert("name".to_owned(), name);
                it.attributes.remove("ecs.capability.task-eni");
            }
            it.agent_connected = state != 0;
            if state == 1 {
                it.status = InstanceStatus::Draining;
            }
            it
        });
        made.collect()
    })
}

fn sizes() -> impl proptest::strategy::Strategy<Value = Reservation> {
    let port = prop_oneof![9 => Just(Vec::new()), 1 => Just(vec![Port {
        number: 80,
        protocol: Protocol::Tcp,
    }])];
    let cpu = prop::sample::select(vec![0, 128, 256, 256, 512]);
    let memory = prop::sample::select(vec![128, 256, 512, 1024]);
    (cpu, memory, port, prop::bool::weighted(0.05)).prop_map(|(cpu, memory_mib, ports, gpu)| {
        Reservation {
            cpu,
            memory_mib,
            ports,
            gpus: u32::from(gpu),
        }
    })
}

fn constraints() -> impl proptest::strategy::Strategy<Value = Vec<Constraint>> {
    let texts = vec![
        "attribute:ecs.instance-type =~ [sl].*",
        "attribute:ecs.availability-zone in [a, c]",
        "not(attribute:name exists)",
        "attribute:name == host-7 or attribute:name == host-2",
        "task:group == h",
        "not(task:group == h)",
        "runningTasksCount < 3",
        "attribute:ecs.instance-type != medium and task:group == g",
    ];
    let member = prop::sample::select(texts)
        .prop_map(|text| Constraint::parse("memberOf", Some(text)).expect("a constraint"));
    let one = prop_oneof![3 => member, 1 => Just(Constraint::DistinctInstance)];
    prop::collection::vec(one, 0..3)
}

/// Where the naive scan could put a task if `random` fell out one way or another.
fn choices(candidates: &[Candidate<'_>], request: &Request<'_>) -> Vec<InstanceId> {
    let accepted = |candidate: &&Candidate<'_>| candidate.accepts(request).is_ok();
    let scorer = score::Scorer::new(candidates, request, 0);
    let settled = request
        .strategies
        .iter()
        .position(|rule| *rule == super::super::Strategy::Random);
    let settled = settled.unwrap_or(request.strategies.len());
    let random = settled < request.strategies.len() || request.strategies.is_empty();
    let mut scored: Vec<_> = candidates
        .iter()
        .filter(accepted)
        .map(|candidate| (scorer.score(candidate), candidate.id()))
        .collect();
    scored.sort();
    let Some((best, id)) = scored.first() else {
        return Vec::new();
    };
    if !random {
        return vec![*id];
    }
    let class = best.rules(settled).to_vec();
    let equal = scored.iter().filter(|(it, _)| it.rules(settled) == class);
    equal.map(|(_, id)| *id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The same instance where the rules leave one, one of the naive scan's class where they leave
    /// it to chance, the same closest one where nothing fits; never over capacity; the same seed,
    /// the same plan.
    #[test]
    fn finds_what_a_full_scan_finds(
        instances in instances(),
        holds in prop::collection::vec(
            (1_u128..40, sizes(), prop::sample::select(vec!["g", "h", "i"])), 0..60),
        wanted in sizes(),
        attribute in prop::bool::weighted(0.2),
        constraints in constraints(),
        rules in rules(),
        provider in prop::option::weighted(0.3, prop::sample::select(vec!["p", "q", "r"])),
        zones in prop::option::weighted(0.3, prop::collection::vec("[a-d]", 0..3)),
        seed: u64,
    ) {
        let mut instances = instances;
        for (at, instance) in instances.iter_mut().enumerate().filter(|(at, _)| at % 3 > 0) {
            let named = Attribute {
                value: Some(["p", "q"][at % 3 - 1].to_owned()),
                custom: false,
            };
            instance.attributes.insert(CAPACITY_PROVIDER_ATTRIBUTE.to_owned(), named);
        }
        for instance in instances.iter_mut().step_by(7) {
            let name = EVERY_ZONE_ATTRIBUTE.to_owned();
            instance.attributes.insert(name, Attribute::default());
        }
        let holds: Vec<_> = holds
            .into_iter()
            .filter(|(id, ..)| *id <= instances.len() as u128)
            .map(|(id, size, group)| (id, size, group.to_owned()))
            .collect();
        let mut state = state(&instances, &holds);
        let attributes = [RequiredAttribute {
            name: "ecs.capability.task-eni".to_owned(),
            value: None,
        }];
        let request = Request {
            reservation: &wanted,
            attributes: if attribute { &attributes } else { &[] },
            group: "g",
            constraints: &constraints,
            strategies: &rules,
            capacity_provider: provider,
            awaited: &[],
            zones: zones.as_deref(),
        };
        let planned = plan_in(&state, "default", &request, 12, &mut SeededEntropy::new(seed));
        let again = plan_in(&state, "default", &request, 12, &mut SeededEntropy::new(seed));
        prop_assert_eq!(&planned, &again);
        for placed in planned {
            let candidates = candidates(&state);
            let choices = choices(&candidates, &request);
            match placed {
                Ok(id) => {
                    prop_assert!(choices.contains(&id), "{id} is not of {choices:?}");
                }
                Err(_) => {
                    let naive = place(&candidates, &request, &mut SeededEntropy::new(seed));
                    prop_assert_eq!(placed, naive);
                    break;
                }
            }
            let id = placed.expect("not an error");
            state.hold(id, &wanted, "g");
        }
    }
}

#[test]
fn a_name_of_each_instance_does_not_stop_it() {
    let instances: Vec<_> = (1..=400)
        .map(|id| {
            let mut it = instance(id, if id % 2 == 0 { "a" } else { "b" });
            let name = Attribute {
                value: Some(format!("host-{id}")),
                custom: true,
            };
            it.attributes.insert("name".to_owned(), name);
            it
        })
        .collect();
    let state = state(&instances, &[]);
    let check = |constraint: &str, rules: &[(&str, &str)], expected: &[u128]| {
        let (size, rules) = (reservation(2048, 1024), strategies(rules));
        let constraints = [Constraint::parse("memberOf", Some(constraint)).expect("valid")];
        let request = Request {
            reservation: &size,
            attributes: &[],
            group: "g",
            constraints: &constraints,
            strategies: &rules,
            capacity_provider: None,
            zones: None,
            awaited: &[],
        };
        let count = expected.len();
        let placed = plan_in(
            &state,
            "default",
            &request,
            count,
            &mut SeededEntropy::new(1),
        );
        let placed: Vec<_> = placed
            .into_iter()
            .map(|id| id.map_or(0, InstanceId::bits))
            .collect();
        assert_eq!(placed, expected, "{constraint}");
    };
    check("attribute:name == host-77", &[("binpack", "cpu")], &[77, 0]);
    check(
        "attribute:name in [host-3, host-5, host-8]",
        &[("spread", "attribute:ecs.availability-zone")],
        &[3, 8, 5, 0],
    );
    check(
        "attribute:name in [host-3, host-5]",
        &[("spread", "attribute:name")],
        &[3, 5, 0, 0],
    );
}

#[test]
fn a_draw_reaches_all_that_fit_and_no_other() {
    // Of 300 instances four have room, too few to be met by chance.
    let instances: Vec<_> = (1..=300).map(|id| instance(id, "a")).collect();
    let full = reservation(0, 4096);
    let holds: Vec<_> = (1..=300)
        .filter(|id| id % 75 != 0)
        .map(|id| (id, full.clone(), "other".to_owned()))
        .collect();
    let state = state(&instances, &holds);
    let size = reservation(256, 512);
    for rules in [vec![], strategies(&[("binpack", "cpu"), ("random", "")])] {
        let request = Request {
            reservation: &size,
            attributes: &[],
            group: "g",
            constraints: &[],
            strategies: &rules,
            capacity_provider: None,
            zones: None,
            awaited: &[],
        };
        let mut seen = BTreeMap::new();
        let mut search = Search::new("default", &request);
        for seed in 0..400 {
            let mut entropy = SeededEntropy::new(seed);
            let id = search.place(&state, &mut entropy).expect("there is room");
            *seen.entry(id.bits()).or_insert(0) += 1;
        }
        assert_eq!(seen.keys().collect::<Vec<_>>(), [&75, &150, &225, &300]);
        assert!(seen.values().all(|&count| count > 60), "{seen:?}");
    }
}
