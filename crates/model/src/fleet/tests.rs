use std::collections::BTreeMap;

use proptest::prelude::{prop, prop_assert_eq, proptest};

use super::*;
use crate::{InstanceResources, Timestamp};

fn instance(id: u128, attributes: &[(&str, String)]) -> ContainerInstance {
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
            ..InstanceResources::default()
        },
        attributes: attributes
            .iter()
            .map(|(name, value)| {
                let value = Some(value.clone());
                (
                    (*name).to_owned(),
                    Attribute {
                        value,
                        custom: true,
                    },
                )
            })
            .collect(),
        version_info: None,
        health: Vec::new(),
        client_token: None,
        deregistered_at: None,
        retire_at: None,
        tags: BTreeMap::new(),
    }
}

#[test]
fn an_attribute_of_many_values_makes_no_cells() {
    let mut fleet = Fleet::default();
    let mut instances = Vec::new();
    for id in 0..500_u128 {
        let zone = ("ecs.availability-zone", format!("zone-{}", id % 3));
        let kind = ("ecs.instance-type", format!("m{}", id % 4));
        instances.push(instance(id, &[zone, kind, ("name", format!("host-{id}"))]));
        fleet.put(&instances[instances.len() - 1], &Usage::default());
    }
    assert_eq!(fleet.cells().len(), 12);
    assert!(fleet.is_wide("name") && !fleet.is_wide("ecs.instance-type"));
    let nothing = Usage::default();
    let records = instances.iter().map(|it| (it, &nothing));
    assert_eq!(fleet.differences(records), Vec::<String>::new());
    // Cells of nobody go.
    for id in (0..500).filter(|id| id % 3 == 0) {
        fleet.remove(InstanceId::new(id), &nothing);
    }
    assert_eq!((fleet.cells().len(), fleet.len()), (8, 333));
}

#[derive(Clone, Debug)]
enum Step {
    Put(u128, u8, bool),
    Remove(u128),
    Use(u128, i64, u8),
}

proptest! {
    /// After any history it is what its instances and their tasks make it.
    #[test]
    fn follows_its_records(
        steps in prop::collection::vec((0_u8..4, 0_u128..12, 0_u8..3, 0_i64..900), 0..120),
    ) {
        let steps = steps.into_iter().map(|(what, id, small, amount)| match what {
            0 => Step::Put(id, small, amount % 3 > 0),
            1 => Step::Remove(id),
            _ => Step::Use(id, amount, small),
        });
        let mut fleet = Fleet::default();
        let mut records: BTreeMap<u128, (ContainerInstance, Usage)> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Put(id, zone, connected) => {
                    let mut new = instance(id, &[("ecs.availability-zone", zone.to_string())]);
                    new.agent_connected = connected;
                    let usage = records.remove(&id).map_or_else(Usage::default, |(_, usage)| usage);
                    fleet.put(&new, &usage);
                    records.insert(id, (new, usage));
                }
                Step::Remove(id) => {
                    if let Some((_, usage)) = records.remove(&id) {
                        fleet.remove(InstanceId::new(id), &usage);
                    }
                }
                Step::Use(id, cpu, group) => {
                    if let Some((instance, usage)) = records.get_mut(&id) {
                        let name = format!("group-{group}");
                        let before = usage.groups.get(&name).copied().unwrap_or(0);
                        let after = if before > 2 { 0 } else { before + 1 };
                        usage.cpu = cpu;
                        if after == 0 {
                            usage.groups.remove(&name);
                        } else {
                            usage.groups.insert(name.clone(), after);
                        }
                        fleet.used(instance, usage);
                        fleet.counted(instance.id, &name, before, after);
                    }
                }
            }
            let all = records.values().map(|(instance, usage)| (instance, usage));
            prop_assert_eq!(fleet.differences(all), Vec::<String>::new());
        }
    }
}
