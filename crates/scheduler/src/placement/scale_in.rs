//! Which tasks go first when fewer are wanted.

use std::collections::BTreeMap;

use berth_env::{Entropy, SeededEntropy};
use berth_model::{ContainerInstance, InstanceId, Reservation, TaskId, Usage};

use super::{Resource, SpreadField, Strategy};

/// A task of the service that could be stopped, or that only counts.
#[derive(Clone, Copy, Debug)]
pub struct Incumbent<'a> {
    /// Its id.
    pub task: TaskId,
    /// Where it is, and what all tasks there take; `None` if it has no place yet.
    pub host: Option<(&'a ContainerInstance, &'a Usage)>,
    /// What it takes.
    pub reservation: &'a Reservation,
    /// Not to be stopped (task protection): it counts for `spread`, and is never chosen.
    pub protected: bool,
    /// Those of a lower rank go first whatever the strategies say, as tasks that are not RUNNING
    /// yet before those that are.
    pub rank: u8,
}

/// `count` of `incumbents` to stop, fewer if the others are protected; each is chosen as if those
/// before it had gone.
///
/// Of equal rank goes the one that the strategies, in their order, like least: `binpack` the one
/// whose instance is left with the most of the resource, `spread` one of the value that has the most
/// tasks, `random` any. Without strategies: of the zone with the most, then of the instance with
/// the most. Among equals any, which `entropy` decides.
pub fn scale_in(
    incumbents: &[Incumbent<'_>],
    strategies: &[Strategy],
    count: usize,
    entropy: &mut dyn Entropy,
) -> Vec<TaskId> {
    let default = [
        Strategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        Strategy::Spread(SpreadField::Instance),
    ];
    let strategies = if strategies.is_empty() {
        &default
    } else {
        strategies
    };
    let mut entropy = SeededEntropy::new(super::seed(entropy));
    let mut remaining = Remaining::new(incumbents, strategies, &mut entropy);
    (0..count).map_while(|_| remaining.take()).collect()
}

/// What tells tasks apart: those that agree on it are as good as each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    rank: u8,
    instance: Option<InstanceId>,
    cpu: i64,
    memory_mib: i64,
}

/// In random order, the next one last; with their instance's value for each strategy.
type Alike<'a> = (Vec<(u64, TaskId)>, Vec<Option<&'a str>>);

/// How many tasks each value has.
type Counts<'a> = BTreeMap<Option<&'a str>, i64>;

struct Remaining<'a> {
    strategies: &'a [Strategy],
    kinds: BTreeMap<Kind, Alike<'a>>,
    /// For each strategy that spreads over an attribute.
    tasks: Vec<Counts<'a>>,
    tasks_on: BTreeMap<Option<InstanceId>, i64>,
    /// CPU units and MiB.
    free: BTreeMap<InstanceId, [i64; 2]>,
}

impl<'a> Remaining<'a> {
    fn new(
        incumbents: &[Incumbent<'a>],
        strategies: &'a [Strategy],
        entropy: &mut SeededEntropy,
    ) -> Self {
        let mut remaining = Self {
            strategies,
            kinds: BTreeMap::new(),
            tasks: vec![BTreeMap::new(); strategies.len()],
            tasks_on: BTreeMap::new(),
            free: BTreeMap::new(),
        };
        for incumbent in incumbents {
            let instance = incumbent.host.map(|(instance, _)| instance.id);
            let values: Vec<_> = strategies
                .iter()
                .map(|strategy| incumbent.value(strategy))
                .collect();
            for (tasks, value) in remaining.tasks.iter_mut().zip(&values) {
                *tasks.entry(*value).or_insert(0) += 1;
            }
            *remaining.tasks_on.entry(instance).or_insert(0) += 1;
            if let Some((instance, usage)) = incumbent.host {
                let free = [
                    instance.registered.cpu - usage.cpu,
                    instance.registered.memory_mib - usage.memory_mib,
                ];
                remaining.free.insert(instance.id, free);
            }
            let order = super::seed(entropy);
            if !incumbent.protected {
                let kind = Kind {
                    rank: incumbent.rank,
                    instance,
                    cpu: incumbent.reservation.cpu,
                    memory_mib: incumbent.reservation.memory_mib,
                };
                let entry = remaining.kinds.entry(kind);
                let (tasks, _) = entry.or_insert_with(|| (Vec::new(), values));
                tasks.push((order, incumbent.task));
            }
        }
        for (tasks, _) in remaining.kinds.values_mut() {
            tasks.sort_unstable();
        }
        remaining
    }

    fn take(&mut self) -> Option<TaskId> {
        let rank = self.kinds.first_key_value()?.0.rank;
        let worst = self
            .kinds
            .iter()
            .take_while(|(kind, _)| kind.rank == rank)
            .max_by_key(|(kind, (tasks, values))| {
                let order = tasks.last().map(|(order, _)| *order);
                (self.dislike(kind, values, order.unwrap_or(0)), order)
            })
            .map(|(kind, _)| *kind)?;
        let (tasks, values) = self.kinds.get_mut(&worst)?;
        let (_, task) = tasks.pop()?;
        for (tasks, value) in self.tasks.iter_mut().zip(values.iter()) {
            *tasks.entry(*value).or_insert(0) -= 1;
        }
        if tasks.is_empty() {
            self.kinds.remove(&worst);
        }
        *self.tasks_on.entry(worst.instance).or_insert(0) -= 1;
        if let Some([cpu, memory_mib]) = worst.instance.and_then(|id| self.free.get_mut(&id)) {
            *cpu += worst.cpu;
            *memory_mib += worst.memory_mib;
        }
        Some(task)
    }

    /// One number a strategy; the greatest goes first.
    fn dislike(&self, kind: &Kind, values: &[Option<&str>], order: u64) -> Vec<i64> {
        let free = kind.instance.and_then(|id| self.free.get(&id));
        let [cpu, memory_mib] = free.copied().unwrap_or_default();
        let one = |(strategy, tasks, value): (&Strategy, &Counts<'_>, &Option<&str>)| match strategy
        {
            Strategy::Binpack(Resource::Cpu) => cpu + kind.cpu,
            Strategy::Binpack(Resource::Memory) => memory_mib + kind.memory_mib,
            Strategy::Spread(SpreadField::Instance) => {
                self.tasks_on.get(&kind.instance).copied().unwrap_or(0)
            }
            Strategy::Spread(SpreadField::Attribute(_)) => tasks.get(value).copied().unwrap_or(0),
            Strategy::Random => order.cast_signed(),
        };
        let strategies = self.strategies.iter().zip(&self.tasks);
        strategies
            .zip(values)
            .map(|((strategy, tasks), value)| one((strategy, tasks, value)))
            .collect()
    }
}

impl<'a> Incumbent<'a> {
    /// What a strategy that spreads over an attribute goes by; instances without it share `None`.
    fn value(&self, strategy: &Strategy) -> Option<&'a str> {
        let Strategy::Spread(SpreadField::Attribute(name)) = strategy else {
            return None;
        };
        let attribute = self.host?.0.attributes.get(name)?;
        Some(attribute.value.as_deref().unwrap_or_default())
    }
}
