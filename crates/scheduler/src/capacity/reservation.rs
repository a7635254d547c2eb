//! How much of a capacity provider its tasks need: the `CapacityProviderReservation` of managed
//! scaling.

use berth_model::Reservation;

/// A container instance of a capacity provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    /// CPU units it brought.
    pub cpu: i64,
    /// MiB it brought.
    pub memory_mib: i64,
    /// It has a task that no daemon has.
    pub busy: bool,
}

/// Container instances that the tasks of a capacity provider need, and those that are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reserved {
    /// Those with tasks, and as many more as the waiting tasks would fill.
    pub needed: u32,
    /// All that are there.
    pub present: u32,
}

impl Reserved {
    /// Counts. Waiting tasks fit on none that is there, or they would not wait: they are packed onto
    /// new ones as large as the largest there is. Those that would not fit on the smallest are left
    /// out, as ECS does, since a new one might be that. Before there is any, one is enough to begin
    /// with.
    #[must_use]
    pub fn of(hosts: &[Host], waiting: &[&Reservation]) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let present = count(hosts.len());
        let busy = count(hosts.iter().filter(|host| host.busy).count());
        let size = |of: fn(&Host) -> i64| {
            let sizes = hosts.iter().map(of);
            sizes.clone().min().zip(sizes.max())
        };
        let sizes = size(|host| host.cpu).zip(size(|host| host.memory_mib));
        let new = match sizes {
            None => u32::from(!waiting.is_empty()),
            Some(((least_cpu, cpu), (least_memory_mib, memory_mib))) => {
                let fits = |task: &&&Reservation| {
                    task.cpu <= least_cpu && task.memory_mib <= least_memory_mib
                };
                let tasks: Vec<&Reservation> = waiting.iter().filter(fits).copied().collect();
                count(packed(tasks, cpu, memory_mib))
            }
        };
        Self {
            needed: busy.saturating_add(new),
            present,
        }
    }

    /// In percent of what is there: 100 with nothing at all, 200 if something is needed and nothing
    /// there.
    #[must_use]
    pub fn percent(self) -> f64 {
        match (self.needed, self.present) {
            (0, 0) => 100.0,
            (_, 0) => 200.0,
            (needed, present) => f64::from(needed) * 100.0 / f64::from(present),
        }
    }
}

/// How many instances of a size take these tasks, the largest first, each where it fits first.
fn packed(mut tasks: Vec<&Reservation>, cpu: i64, memory_mib: i64) -> usize {
    tasks.sort_by_key(|it| std::cmp::Reverse((it.cpu, it.memory_mib)));
    let mut instances: Vec<Vec<&Reservation>> = Vec::new();
    for task in tasks {
        let fits = |there: &&mut Vec<&Reservation>| {
            let of = |amount: fn(&Reservation) -> i64| there.iter().map(|it| amount(it)).sum();
            let (used_cpu, used_memory): (i64, i64) = (of(|it| it.cpu), of(|it| it.memory_mib));
            let taken = |port| there.iter().any(|it| it.ports.contains(port));
            used_cpu + task.cpu <= cpu
                && used_memory + task.memory_mib <= memory_mib
                && !task.ports.iter().any(taken)
        };
        match instances.iter_mut().find(fits) {
            Some(there) => there.push(task),
            None => instances.push(vec![task]),
        }
    }
    instances.len()
}
