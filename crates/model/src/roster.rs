//! A service's tasks by what its scheduler tells them apart by.
//!
//! A [`Kind`] is all of that; the tasks of a kind are a [`Cohort`], in the order in which they began to
//! run. So a look at a service costs as much as there are kinds, a dozen or two, however many tasks it has.
//! [`State::apply`](crate::State::apply) keeps it and
//! [`invariants::check`](crate::invariants::check) makes it anew and compares.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use crate::{
    Container, DesiredStatus, HealthStatus, ServiceKey, Task, TaskDefinition, TaskId, TaskStatus,
    Timestamp,
};

/// What tells tasks of a service apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// The deployment that started them.
    pub deployment: String,
    /// Where they are.
    pub standing: Standing,
    /// Their instance takes no new tasks.
    pub draining: bool,
    /// Their Availability Zone.
    pub zone: Option<String>,
    /// Their capacity provider.
    pub provider: Option<String>,
    /// Until then neither scaling in nor a deployment stops them.
    pub protected_until: Option<Timestamp>,
}

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Before RUNNING.
    Pending,
    /// RUNNING.
    Running(Checks),
    /// On its way to STOPPED.
    Stopping,
}

/// What the health checks of a task's essential containers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Checks {
    /// None of them has one.
    Absent,
    /// All that have one are HEALTHY.
    Passing,
    /// Some have not said anything yet.
    Unsettled,
    /// A container is UNHEALTHY.
    Failing,
}

/// A task in the order of all cohorts: since when it runs, zero unless it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    cohort: u64,
    since: Timestamp,
    id: TaskId,
}

#[derive(Clone, Debug)]
struct Entry {
    kind: Arc<Kind>,
    /// Never used again.
    cohort: u64,
    count: u32,
}

/// A service, a kind of its tasks, and these in order.
pub(crate) type Listed<'a> = (&'a ServiceKey, &'a Kind, Vec<(Timestamp, TaskId)>);

/// The tasks of all services that are not STOPPED. All cohorts share one order, since most services are
/// small.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rosters {
    services: OrdMap<ServiceKey, Arc<Vec<Entry>>>,
    members: OrdSet<Member>,
    /// How many of a cohort began in each second, where it matters since when they run.
    seconds: OrdMap<(u64, i64), u32>,
    cohorts_made: u64,
}

/// The tasks of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Cohort<'a> {
    rosters: &'a Rosters,
    entry: &'a Entry,
}

/// Some tasks of a cohort that follow each other in its order, or one task by itself.
#[derive(Clone, Debug)]
pub struct Members(Which);

#[derive(Clone, Debug)]
enum Which {
    One(TaskId),
    Range {
        all: OrdSet<Member>,
        first: Member,
        last: Member,
        count: u32,
    },
}

impl Kind {
    /// That of a task of a service, of this definition, whose instance drains or not.
    pub(crate) fn of(task: &Task, definition: Option<&TaskDefinition>, draining: bool) -> Self {
        let standing = match (task.desired_status, task.last_status) {
            (DesiredStatus::Running, status) if status < TaskStatus::Running => Standing::Pending,
            (DesiredStatus::Running, TaskStatus::Running) => {
                Standing::Running(checks(task, definition))
            }
            _ => Standing::Stopping,
        };
        Self {
            deployment: task.started_by.clone().unwrap_or_default(),
            standing,
            draining,
            zone: task.availability_zone.clone(),
            provider: task.capacity_provider.clone(),
            protected_until: task.protected_until,
        }
    }

    /// Since when a task runs, as far as that matters to its place in the order.
    fn since(&self, task: &Task) -> Timestamp {
        match self.standing {
            Standing::Running(_) => task.started_at.unwrap_or(task.created_at),
            Standing::Pending | Standing::Stopping => Timestamp(0),
        }
    }

    /// Time alone changes what is thought of them.
    fn ages(&self) -> bool {
        matches!(
            self.standing,
            Standing::Running(Checks::Absent | Checks::Failing)
        )
    }
}

fn checks(task: &Task, definition: Option<&TaskDefinition>) -> Checks {
    let defined = definition.and_then(|it| it.document.container_definitions.as_deref());
    let has_check = |container: &&Container| {
        let mut defined = defined.unwrap_or_default().iter();
        defined.any(|it| {
            it.health_check.is_some() && it.name.as_deref() == Some(container.name.as_str())
        })
    };
    let essential = || task.containers.iter().filter(|it| it.essential);
    let mut checked = essential().filter(has_check).peekable();
    if checked.peek().is_none() {
        Checks::Absent
    } else if essential().any(|it| it.health_status == HealthStatus::Unhealthy) {
        Checks::Failing
    } else if checked.all(|it| it.health_status == HealthStatus::Healthy) {
        Checks::Passing
    } else {
        Checks::Unsettled
    }
}

impl Rosters {
    /// The cohorts of a service, by kind.
    pub(crate) fn of(&self, cluster: &str, service: &str) -> impl Iterator<Item = Cohort<'_>> {
        let key = (cluster.to_owned(), service.to_owned());
        let entries = self.services.get(&key).map(|it| it.as_slice());
        let entries = entries.unwrap_or_default().iter();
        entries.map(|entry| Cohort {
            rosters: self,
            entry,
        })
    }

    /// Takes a task in.
    pub(crate) fn put(&mut self, key: ServiceKey, kind: Kind, task: &Task) {
        let (since, ages) = (kind.since(task), kind.ages());
        let entries = Arc::make_mut(self.services.entry(key).or_default());
        let at = match entries.binary_search_by(|entry| (*entry.kind).cmp(&kind)) {
            Ok(at) => at,
            Err(at) => {
                self.cohorts_made += 1;
                let entry = Entry {
                    kind: Arc::new(kind),
                    cohort: self.cohorts_made,
                    count: 0,
                };
                entries.insert(at, entry);
                at
            }
        };
        entries[at].count += 1;
        let cohort = entries[at].cohort;
        let id = task.id;
        self.members.insert(Member { cohort, since, id });
        if ages {
            *self.seconds.entry((cohort, second(since))).or_insert(0) += 1;
        }
    }

    /// Takes it out again, as it was.
    pub(crate) fn remove(&mut self, key: &ServiceKey, kind: &Kind, task: &Task) {
        let Some(entries) = self.services.get_mut(key).map(Arc::make_mut) else {
            return;
        };
        let Ok(at) = entries.binary_search_by(|entry| (*entry.kind).cmp(kind)) else {
            return;
        };
        let (cohort, since, id) = (entries[at].cohort, kind.since(task), task.id);
        if self.members.remove(&Member { cohort, since, id }).is_none() {
            return;
        }
        entries[at].count -= 1;
        if entries[at].count == 0 {
            entries.remove(at);
        }
        if entries.is_empty() {
            self.services.remove(key);
        }
        if kind.ages() {
            let key = (cohort, second(since));
            match self.seconds.get_mut(&key) {
                Some(count) if *count > 1 => *count -= 1,
                _ => {
                    self.seconds.remove(&key);
                }
            }
        }
    }

    /// All there is, for a comparison: services, kinds, and the tasks of each in order.
    pub(crate) fn listed(&self) -> Vec<Listed<'_>> {
        let services = self.services.iter();
        let cohorts = services.flat_map(|(key, entries)| {
            let entries = entries.iter();
            entries.map(move |entry| (key, entry))
        });
        cohorts
            .map(|(key, entry)| {
                let members = self.members.range(bounds(entry.cohort));
                let members = members.map(|it| (it.since, it.id)).collect();
                (key, &*entry.kind, members)
            })
            .collect()
    }

    /// Whether the counts are those of the order.
    pub(crate) fn counts_are_sound(&self) -> bool {
        let mut entries = self.services.values().flat_map(|it| it.iter());
        let all: usize = self.services.values().map(|it| it.len()).sum();
        let mut seconds: OrdMap<(u64, i64), u32> = OrdMap::new();
        let mut members = 0;
        let sound = entries.all(|entry| {
            let range = self.members.range(bounds(entry.cohort));
            let mut count = 0;
            for member in range {
                count += 1;
                if entry.kind.ages() {
                    *seconds
                        .entry((entry.cohort, second(member.since)))
                        .or_insert(0) += 1;
                }
            }
            members += count;
            u32::try_from(count) == Ok(entry.count)
        });
        sound && members == self.members.len() && seconds == self.seconds && all <= members
    }
}

fn second(at: Timestamp) -> i64 {
    at.0.div_euclid(1000)
}

fn bounds(cohort: u64) -> std::ops::RangeInclusive<Member> {
    let member = |since, id| Member {
        cohort,
        since: Timestamp(since),
        id: TaskId::new(id),
    };
    member(i64::MIN, 0)..=member(i64::MAX, u128::MAX)
}

impl<'a> Cohort<'a> {
    /// What they are.
    #[must_use]
    pub fn kind(&self) -> &'a Kind {
        &self.entry.kind
    }

    /// All of them.
    #[must_use]
    pub fn members(&self) -> Members {
        let (first, last) = bounds(self.entry.cohort).into_inner();
        self.range(first, last, self.entry.count)
    }

    /// Those that have run since `after` at the latest, those since later but `until` at the latest, and
    /// those, after a clock was set back, that have since later still; by the seconds in which they began, so
    /// that it costs no more where many are in the middle.
    #[must_use]
    pub fn by_age(&self, after: Timestamp, until: Timestamp) -> [Members; 3] {
        let until = until.max(after);
        let (first, last) = bounds(self.entry.cohort).into_inner();
        let at_most = |since| Member { since, ..last };
        let above = |since: Timestamp| Member {
            since: Timestamp(since.0.saturating_add(1)),
            ..first
        };
        let later = self.count_above(until);
        let middle = self.count_above(after) - later;
        let earlier = self.entry.count - middle - later;
        [
            self.range(first, at_most(after), earlier),
            self.range(above(after), at_most(until), middle),
            self.range(above(until), last, later),
        ]
    }

    fn range(&self, first: Member, last: Member, count: u32) -> Members {
        Members(Which::Range {
            all: self.rosters.members.clone(),
            first,
            last,
            count,
        })
    }

    /// How many have run since later than this.
    fn count_above(&self, at: Timestamp) -> u32 {
        let (first, last) = bounds(self.entry.cohort).into_inner();
        let mut above = self.rosters.members.range(
            Member {
                since: Timestamp(at.0.saturating_add(1)),
                ..first
            }..=last,
        );
        if above.next().is_none() {
            return 0;
        }
        let members = &self.rosters.members;
        if members
            .range(first..=last)
            .next()
            .is_some_and(|it| it.since > at)
        {
            return self.entry.count;
        }
        let next = second(at).saturating_add(1);
        let in_the_second = Member {
            since: Timestamp(at.0.saturating_add(1)),
            ..first
        }..Member {
            since: Timestamp(next.saturating_mul(1000)),
            ..first
        };
        let same_second = if in_the_second.start < in_the_second.end {
            members.range(in_the_second).count()
        } else {
            0
        };
        let cohort = self.entry.cohort;
        let after = self
            .rosters
            .seconds
            .range((cohort, next)..=(cohort, i64::MAX));
        let after: u32 = after.map(|(_, count)| *count).sum();
        u32::try_from(same_second).unwrap_or(u32::MAX) + after
    }
}

impl Members {
    /// One task by itself.
    #[must_use]
    pub const fn one(id: TaskId) -> Self {
        Self(Which::One(id))
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> u32 {
        match &self.0 {
            Which::One(_) => 1,
            Which::Range { count, .. } => *count,
        }
    }

    /// None at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their ids, those first that have run for longest.
    pub fn ids(&self) -> impl Iterator<Item = TaskId> + '_ {
        let (one, range) = match &self.0 {
            Which::One(id) => (Some(*id), None),
            Which::Range {
                all,
                first,
                last,
                count,
                ..
            } => {
                // An empty range may have its ends the wrong way round.
                (None, (*count > 0).then(|| all.range(*first..=*last)))
            }
        };
        one.into_iter()
            .chain(range.into_iter().flatten().map(|it| it.id))
    }

    /// Since when the one that has run for longest does; `None` of one by itself.
    #[must_use]
    pub fn first_since(&self) -> Option<Timestamp> {
        match &self.0 {
            Which::Range {
                all,
                first,
                last,
                count,
            } if *count > 0 => all.range(*first..=*last).next().map(|it| it.since),
            _ => None,
        }
    }

    /// Since when the one that began last runs; `None` of one by itself.
    #[must_use]
    pub fn last_since(&self) -> Option<Timestamp> {
        match &self.0 {
            Which::Range {
                all,
                first,
                last,
                count,
            } if *count > 0 => all.range(*first..=*last).next_back().map(|it| it.since),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
