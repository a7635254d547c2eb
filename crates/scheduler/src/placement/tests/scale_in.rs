//! Which tasks go first.

use super::*;
use crate::placement::{Incumbent, scale_in};
use berth_model::TaskId;

/// Tasks 1, 2, 3 … on these instances of `world`, 256 units and 512 MiB each; those named in
/// `protected` are. Gives the instances that lose one, in order.
fn losers(
    world: &World,
    on: &[u128],
    rules: &[(&str, &str)],
    protected: &[u128],
    count: usize,
) -> Vec<u128> {
    let size = reservation(256, 512);
    let usages: BTreeMap<_, _> = world
        .instances
        .iter()
        .map(|it| (it.id, world.usage.get(&it.id).cloned().unwrap_or_default()))
        .collect();
    let incumbents: Vec<_> = (1..)
        .zip(on)
        .map(|(task, instance)| {
            let id = InstanceId::new(*instance);
            let host = world.instances.iter().find(|it| it.id == id);
            Incumbent {
                task: TaskId::new(task),
                host: host.map(|host| (host, &usages[&id])),
                reservation: &size,
                protected: protected.contains(&task),
                rank: u8::from(host.is_some()),
            }
        })
        .collect();
    let rules = strategies(rules);
    let chosen = scale_in(&incumbents, &rules, count, &mut SeededEntropy::new(3));
    let again = scale_in(&incumbents, &rules, count, &mut SeededEntropy::new(3));
    assert_eq!(chosen, again);
    let mut distinct = chosen.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), chosen.len());
    for id in &chosen {
        assert!(!protected.contains(&id.bits()));
    }
    let place = |id: &TaskId| on[usize::try_from(id.bits() - 1).expect("small")];
    chosen.iter().map(place).collect()
}

#[test]
fn the_strategies_say_which_tasks_go() {
    let world = World::new(&["a", "a", "b"])
        .uses(1, 512, 1024)
        .uses(2, 256, 3584)
        .uses(3, 1536, 2048);
    let on = [1, 1, 2, 3, 3, 3];
    // Zones have three each, then the zone with more goes on, from its fullest instance.
    let default = losers(&world, &on, &[], &[], 6);
    for taken in [2, 4, 6] {
        let of_b = default[..taken].iter().filter(|it| **it == 3).count();
        assert_eq!(of_b, taken / 2, "{default:?}");
    }
    let in_a: Vec<_> = default.iter().filter(|it| **it < 3).collect();
    assert_eq!(in_a[0], &1);
    // Most free CPU afterwards: 2 (2048), then 1 (1792, 2048), then 3.
    let check = |rules: &[(&str, &str)], protected: &[u128], expected: &[u128]| {
        let count = expected.len();
        assert_eq!(losers(&world, &on, rules, protected, count), expected);
    };
    check(&[("binpack", "cpu")], &[], &[2, 1, 1, 3, 3, 3]);
    check(&[("binpack", "memory")], &[], &[1, 1, 3, 3, 3, 2]);
    check(&[("spread", "instanceId")], &[], &[3]);
    // The protected ones count and stay.
    check(&[("spread", "instanceId")], &[4, 5, 6], &[1]);
    assert_eq!(losers(&world, &on, &[], &[1, 2, 3, 4, 5], 6), [3]);
}

#[test]
fn what_has_no_place_goes_before_what_runs() {
    let world = World::new(&["a"]);
    assert_eq!(losers(&world, &[1, 9, 1], &[], &[], 2)[0], 9);
    assert_eq!(
        losers(&world, &[1, 9, 1], &[("random", "")], &[], 9).len(),
        3
    );
}
