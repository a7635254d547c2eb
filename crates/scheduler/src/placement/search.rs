//! Placement through the indexes of a cluster's fleet: the answer of a look at every instance, at a
//! cost that hardly grows with their number.
//!
//! What can be told from attributes is told once a cell. Strategies narrow a set of instances down
//! rule by rule: `spread` over an attribute goes through the cells from the values with the fewest
//! tasks to those with the most; `spread` over instances from those without a task of the group
//! upwards; `binpack` finds the least that is free in the orders of the fleet; `random` draws.

use std::borrow::Cow;
use std::collections::BTreeMap;

use berth_env::{Entropy, SeededEntropy};
use berth_model::{
    CAPACITY_PROVIDER_ATTRIBUTE, ContainerInstance, EVERY_ZONE_ATTRIBUTE, InstanceId,
    InstanceStatus, State, ZONE_ATTRIBUTE,
    fleet::{Cell, Fleet, Group, Range, Spot, Tree},
};

use super::{
    Candidate, Constraint, Request, RequiredAttribute, Resource, SpreadField, Strategy, Unplaced,
};
use crate::query::{Expression, Subject};

/// How often a draw may hit an instance that does not fit before all that fit are listed.
const DRAWS_MAX: usize = 24;

/// A request made ready for one cluster. It can be asked again and again, about any state of the
/// region.
#[derive(Debug)]
pub struct Search<'a> {
    cluster: &'a str,
    request: &'a Request<'a>,
    /// A group that instances must have tasks of.
    group_needed: Option<&'a str>,
    distinct: bool,
    ready: Option<Ready>,
}

/// What depends on the cells of a fleet.
#[derive(Debug)]
struct Ready {
    cells_made: u32,
    /// Whose instances pass all that attributes tell.
    cells: Vec<u32>,
    /// For each strategy that spreads over an attribute, the value of each cell.
    values: Vec<Values>,
    /// An instance must be asked itself.
    ask: bool,
    /// A strategy spreads over an attribute that cells do not agree on.
    wide: bool,
}

#[derive(Debug, Default)]
struct Values {
    of_cell: BTreeMap<u32, usize>,
    count: usize,
}

/// Places `count` tasks of `request` one after the other, each counted before the next is placed.
pub fn plan_in(
    state: &State,
    cluster: &str,
    request: &Request<'_>,
    count: usize,
    entropy: &mut dyn Entropy,
) -> Vec<Result<InstanceId, Unplaced>> {
    let mut search = Search::new(cluster, request);
    let mut draft = state.clone();
    let mut placed = Vec::with_capacity(count);
    while placed.len() < count {
        let spot = search.place(&draft, entropy);
        match spot {
            Ok(id) => draft.hold(id, request.reservation, request.group),
            // Nothing has changed for those that follow.
            Err(_) => placed.resize(count - 1, spot),
        }
        placed.push(spot);
    }
    placed
}

impl<'a> Search<'a> {
    /// Makes a request ready.
    #[must_use]
    pub fn new(cluster: &'a str, request: &'a Request<'a>) -> Self {
        let expressions = request.constraints.iter().filter_map(expression);
        Self {
            cluster,
            request,
            group_needed: expressions.filter_map(Expression::group_needed).next(),
            distinct: request
                .constraints
                .iter()
                .any(|it| matches!(it, Constraint::DistinctInstance)),
            ready: None,
        }
    }

    /// The container instance that takes the next task.
    ///
    /// One number is drawn from `entropy`; all else depends on the request and the state alone.
    ///
    /// # Errors
    /// [`Unplaced`] names the closest instance and its reason; finding it means a look at all.
    pub fn place(
        &mut self,
        state: &State,
        entropy: &mut dyn Entropy,
    ) -> Result<InstanceId, Unplaced> {
        self.try_place(state, entropy).ok_or_else(|| {
            let candidates = candidates(state, self.cluster);
            super::closest(candidates, self.request)
        })
    }

    /// The same for those who do not ask why there is none.
    pub fn try_place(&mut self, state: &State, entropy: &mut dyn Entropy) -> Option<InstanceId> {
        let fleet = state.fleet(self.cluster)?;
        let old = self.ready.take();
        let ready = old.filter(|ready| ready.cells_made == fleet.cells_made());
        let ready = ready.unwrap_or_else(|| Ready::new(fleet, self.request));
        let placed = if ready.wide {
            let candidates: Vec<_> = candidates(state, self.cluster).collect();
            super::place(&candidates, self.request, entropy).ok()
        } else {
            self.find(&ready, state, fleet, super::seed(entropy))
        };
        self.ready = Some(ready);
        placed
    }

    fn find(&self, ready: &Ready, state: &State, fleet: &Fleet, seed: u64) -> Option<InstanceId> {
        let reservation = self.request.reservation;
        // A task that wants none of a resource fits even where more than all of it is taken.
        let need = |amount: i64| if amount == 0 { i64::MIN } else { amount };
        let finder = Finder {
            ready,
            state,
            fleet,
            request: self.request,
            group: fleet.group(self.request.group),
            cpu_min: need(reservation.cpu),
            memory_mib_min: need(reservation.memory_mib),
        };
        let members = self
            .group_needed
            .map(|name| fleet.group(name).map_or_else(Vec::new, members));
        let set = Set {
            cells: &ready.cells,
            listed: members.as_deref(),
            tasks: self.distinct.then_some(0),
            order: None,
            first: None,
            second: None,
        };
        let rules: Vec<_> = self.request.strategies.iter().zip(&ready.values).collect();
        let mut entropy = SeededEntropy::new(seed);
        if rules.is_empty() {
            return finder.draw(&set, &mut entropy);
        }
        finder.best(&rules, &set, &mut entropy)
    }
}

impl Ready {
    fn new(fleet: &Fleet, request: &Request<'_>) -> Self {
        let mut ask = !request.reservation.ports.is_empty()
            || request.reservation.gpus > 0
            || !request.awaited.is_empty();
        let mut attributes = Vec::new();
        for attribute in request.attributes {
            if fleet.is_wide(&attribute.name) {
                ask = true;
            } else {
                attributes.push(attribute);
            }
        }
        let mut expressions = Vec::new();
        for expression in request.constraints.iter().filter_map(expression) {
            match expression.attributes_alone() {
                Some(names) if !names.iter().any(|name| fleet.is_wide(name)) => {
                    expressions.push(expression);
                }
                _ => ask = true,
            }
        }
        let cells = fleet.cells().iter();
        let is_its = |cell: &Cell| match request.capacity_provider {
            None => true,
            Some(wanted) => cell
                .attributes
                .get(CAPACITY_PROVIDER_ATTRIBUTE)
                .is_some_and(|it| it.value.as_deref() == Some(wanted)),
        };
        let serves = |cell: &Cell| {
            let zone = cell.attributes.get(ZONE_ATTRIBUTE);
            let zone = zone.and_then(|it| it.value.as_ref());
            request.zones.is_none_or(|zones| {
                !zones.is_empty() && cell.attributes.contains_key(EVERY_ZONE_ATTRIBUTE)
                    || zone.is_some_and(|zone| zones.contains(zone))
            })
        };
        let cells = cells.filter(|cell| {
            is_its(cell)
                && serves(cell)
                && attributes.iter().all(|wanted| has(cell, wanted))
                && expressions.iter().all(|it| satisfies(cell, it))
        });
        let wide = |strategy: &Strategy| match strategy {
            Strategy::Spread(SpreadField::Attribute(name)) => fleet.is_wide(name),
            _ => false,
        };
        Self {
            cells_made: fleet.cells_made(),
            cells: cells.map(|cell| cell.id).collect(),
            values: request
                .strategies
                .iter()
                .map(|strategy| Values::new(fleet, strategy))
                .collect(),
            ask,
            wide: request.strategies.iter().any(wide),
        }
    }
}

impl Values {
    fn new(fleet: &Fleet, strategy: &Strategy) -> Self {
        let Strategy::Spread(SpreadField::Attribute(name)) = strategy else {
            return Self::default();
        };
        let mut numbers = BTreeMap::new();
        let mut of_cell = BTreeMap::new();
        for cell in fleet.cells() {
            let value = cell.attributes.get(name).map(|it| it.value.as_deref());
            let value = value.map(Option::unwrap_or_default);
            let next = numbers.len();
            of_cell.insert(cell.id, *numbers.entry(value).or_insert(next));
        }
        Self {
            of_cell,
            count: numbers.len(),
        }
    }
}

/// Instances that may still be chosen.
#[derive(Clone, Copy)]
struct Set<'s> {
    cells: &'s [u32],
    /// They are among these.
    listed: Option<&'s [InstanceId]>,
    /// How many tasks of the group they have, once that is settled.
    tasks: Option<u32>,
    /// The resource they are packed by, once it is settled.
    order: Option<Resource>,
    /// How much of it is free.
    first: Option<i64>,
    /// How much of the other one.
    second: Option<i64>,
}

type Rules<'s> = [(&'s Strategy, &'s Values)];

struct Finder<'s> {
    ready: &'s Ready,
    state: &'s State,
    fleet: &'s Fleet,
    request: &'s Request<'s>,
    group: Option<&'s Group>,
    cpu_min: i64,
    memory_mib_min: i64,
}

impl Finder<'_> {
    /// The best of a set by the rules that are left.
    fn best(
        &self,
        rules: &Rules<'_>,
        set: &Set<'_>,
        entropy: &mut SeededEntropy,
    ) -> Option<InstanceId> {
        let Some(((rule, values), rest)) = rules.split_first() else {
            return match set.order {
                Some(order) => self.tightest(set, order).map(Spot::id),
                None => self.roomiest(set).map(Spot::id),
            };
        };
        match rule {
            Strategy::Random => self.draw(set, entropy),
            Strategy::Binpack(resource) => {
                let order = set.order.unwrap_or(*resource);
                let tightest = self.tightest(set, order)?;
                if rest.is_empty() {
                    return Some(tightest.id());
                }
                let mut set = *set;
                set.order = Some(order);
                set.first = Some(tightest.first());
                if order != *resource {
                    set.second = Some(tightest.second());
                }
                self.best(rest, &set, entropy)
            }
            Strategy::Spread(SpreadField::Instance) if set.tasks.is_some() => {
                self.best(rest, set, entropy)
            }
            Strategy::Spread(SpreadField::Instance) => self.spread_instances(rest, set, entropy),
            Strategy::Spread(SpreadField::Attribute(_)) => {
                let mut tasks = vec![0; values.count];
                for (cell, count) in self.group.iter().flat_map(|group| &group.cells) {
                    if let Some(value) = values.of_cell.get(cell) {
                        tasks[*value] += count;
                    }
                }
                let with_tasks = |cell: &u32| {
                    let value = values.of_cell.get(cell);
                    (value.map_or(0, |value| tasks[*value]), *cell)
                };
                let mut cells: Vec<(i64, u32)> = set.cells.iter().map(with_tasks).collect();
                cells.sort_unstable();
                cells.chunk_by(|a, b| a.0 == b.0).find_map(|chunk| {
                    let cells: Vec<u32> = chunk.iter().map(|(_, cell)| *cell).collect();
                    let set = Set {
                        cells: &cells,
                        ..*set
                    };
                    self.best(rest, &set, entropy)
                })
            }
        }
    }

    /// From the instances without a task of the group to those with the most.
    fn spread_instances(
        &self,
        rest: &Rules<'_>,
        set: &Set<'_>,
        entropy: &mut SeededEntropy,
    ) -> Option<InstanceId> {
        let none = Set {
            tasks: Some(0),
            ..*set
        };
        let levels = || self.group.iter().flat_map(|group| &group.levels);
        let with_tasks: usize = levels().map(|(_, level)| level.len()).sum();
        // Where every instance has one, none is looked at for not having any.
        if with_tasks < self.fleet.len()
            && let Some(id) = self.best(rest, &none, entropy)
        {
            return Some(id);
        }
        let levels = levels();
        levels.into_iter().find_map(|(tasks, level)| {
            let mut set = Set {
                tasks: Some(*tasks),
                ..*set
            };
            // A few are looked at each; among many the orders soon meet one.
            let few = level.len() < self.fleet.len() / level.len().max(1);
            let listed: Vec<_> = if few && set.listed.is_none() {
                level.iter().copied().collect()
            } else {
                Vec::new()
            };
            if few && set.listed.is_none() {
                set.listed = Some(&listed);
            }
            self.best(rest, &set, entropy)
        })
    }

    /// The one with the least free of the resource, then of the other one, then the lowest id.
    fn tightest(&self, set: &Set<'_>, order: Resource) -> Option<Spot> {
        let key = |spot: &Spot| (spot.first(), spot.second(), spot.id());
        if let Some(listed) = set.listed {
            return self.listed(set, order, listed).min_by_key(key);
        }
        let mut best: Option<Spot> = None;
        for cell in set.cells {
            let mut range = self.range(set, order, *cell);
            if let Some(best) = best {
                // Not one that is no better.
                range.to = Spot::new(*cell, best.first(), best.second(), best.id());
            }
            let found = self.tree(order).lowest(&range, |id| self.accepts(set, id));
            if found.is_some() {
                best = found;
            }
        }
        best
    }

    /// The one with most free CPU, then memory, then the lowest id.
    fn roomiest(&self, set: &Set<'_>) -> Option<Spot> {
        let order = Resource::Cpu;
        let key = |spot: &Spot| (spot.first(), spot.second());
        let mut best: Option<Spot> = None;
        if let Some(listed) = set.listed {
            best = self.listed(set, order, listed).max_by_key(key);
        } else {
            for cell in set.cells {
                let mut range = self.range(set, order, *cell);
                if let Some(best) = best {
                    let zero = InstanceId::new(0);
                    range.from = Spot::new(*cell, best.first(), best.second(), zero);
                }
                let found = self.tree(order).highest(&range, |id| self.accepts(set, id));
                if found.as_ref().map(key) > best.as_ref().map(key) {
                    best = found;
                }
            }
        }
        let best = best?;
        let equals = Set {
            first: Some(best.first()),
            second: Some(best.second()),
            ..*set
        };
        self.tightest(&equals, order)
    }

    /// Any, each as likely as the others.
    fn draw(&self, set: &Set<'_>, entropy: &mut SeededEntropy) -> Option<InstanceId> {
        let order = set.order.unwrap_or(Resource::Cpu);
        let mut fitting = Vec::new();
        if let Some(listed) = set.listed {
            fitting.extend(self.listed(set, order, listed).map(Spot::id));
        } else {
            let tree = self.tree(order);
            let ranges: Vec<_> = set
                .cells
                .iter()
                .map(|cell| self.range(set, order, *cell))
                .map(|range| (tree.below(range.from), tree.below(range.to), range))
                .collect();
            let all: usize = ranges.iter().map(|(from, to, _)| to - from).sum();
            if all == 0 {
                return None;
            }
            for _ in 0..DRAWS_MAX {
                let mut rank = below(entropy, all);
                let (from, range) = ranges.iter().find_map(|(from, to, range)| {
                    let here = rank < to - from;
                    if !here {
                        rank -= to - from;
                    }
                    here.then_some((from, range))
                })?;
                let spot = tree.nth(from + rank)?;
                if spot.second() >= range.second_min && self.accepts(set, spot.id()) {
                    return Some(spot.id());
                }
            }
            for (_, _, range) in &ranges {
                tree.lowest(range, |id| {
                    if self.accepts(set, id) {
                        fitting.push(id);
                    }
                    false
                });
            }
        }
        if fitting.is_empty() {
            return None;
        }
        Some(fitting[below(entropy, fitting.len())])
    }

    /// Those of `listed` that are in the set and fit.
    fn listed<'l>(
        &'l self,
        set: &'l Set<'_>,
        order: Resource,
        listed: &'l [InstanceId],
    ) -> impl Iterator<Item = Spot> + 'l {
        listed.iter().filter_map(move |id| {
            let host = self.fleet.host(*id).filter(|host| host.placeable)?;
            let (first, second) = match order {
                Resource::Cpu => (host.cpu, host.memory_mib),
                Resource::Memory => (host.memory_mib, host.cpu),
            };
            let spot = Spot::new(host.cell, first, second, *id);
            let range = self.range(set, order, host.cell);
            let fits = set.cells.contains(&host.cell)
                && (range.from..=range.to).contains(&spot)
                && second >= range.second_min
                && self.accepts(set, *id);
            fits.then_some(spot)
        })
    }

    fn tree(&self, order: Resource) -> &Tree {
        match order {
            Resource::Cpu => self.fleet.by_cpu(),
            Resource::Memory => self.fleet.by_memory(),
        }
    }

    /// Where a cell's instances of the set stand that have enough of both resources.
    fn range(&self, set: &Set<'_>, order: Resource, cell: u32) -> Range {
        let (first_min, second_min) = match order {
            Resource::Cpu => (self.cpu_min, self.memory_mib_min),
            Resource::Memory => (self.memory_mib_min, self.cpu_min),
        };
        let (first, second) = match (set.first, set.second) {
            (None, _) => ([first_min, i64::MAX], [i64::MIN, i64::MAX]),
            (Some(first), None) => ([first; 2], [second_min, i64::MAX]),
            (Some(first), Some(second)) => ([first; 2], [second; 2]),
        };
        Range {
            from: Spot::new(cell, first[0], second[0], InstanceId::new(0)),
            to: Spot::new(cell, first[1], second[1], InstanceId::new(u128::MAX)),
            second_min,
        }
    }

    /// What the orders do not tell of an instance.
    fn accepts(&self, set: &Set<'_>, id: InstanceId) -> bool {
        let level_fits = match (set.tasks, self.group) {
            (None, _) | (Some(0), None) => true,
            (Some(0), Some(group)) => !group.is_on(id),
            (Some(tasks), group) => group
                .and_then(|group| group.levels.get(&tasks))
                .is_some_and(|level| level.contains(&id)),
        };
        level_fits
            && (!self.ready.ask
                || self.state.instance(id).is_some_and(|instance| {
                    candidate(self.state, instance)
                        .accepts(self.request)
                        .is_ok()
                }))
    }
}

fn candidates<'a>(state: &'a State, cluster: &str) -> impl Iterator<Item = Candidate<'a>> {
    state
        .instances_of(cluster)
        .filter(|instance| instance.status != InstanceStatus::Inactive)
        .map(|instance| candidate(state, instance))
}

fn candidate<'a>(state: &'a State, instance: &'a ContainerInstance) -> Candidate<'a> {
    let usage = state.usage(instance.id);
    Candidate::new(instance, Cow::Borrowed(usage), Cow::Borrowed(&usage.groups))
}

fn expression(constraint: &Constraint) -> Option<&Expression> {
    match constraint {
        Constraint::MemberOf(expression) => Some(expression),
        Constraint::DistinctInstance => None,
    }
}

fn members(group: &Group) -> Vec<InstanceId> {
    group.levels.values().flatten().copied().collect()
}

fn has(cell: &Cell, wanted: &RequiredAttribute) -> bool {
    cell.attributes.get(&wanted.name).is_some_and(|attribute| {
        let value = attribute.value.as_deref().unwrap_or_default();
        wanted.value.as_deref().is_none_or(|wanted| wanted == value)
    })
}

/// The rest of the subject does not matter to an expression over attributes alone.
fn satisfies(cell: &Cell, expression: &Expression) -> bool {
    static NO_GROUPS: BTreeMap<String, u32> = BTreeMap::new();
    expression.matches(&Subject {
        attributes: &cell.attributes,
        agent_connected: true,
        agent_version: None,
        ec2_instance_id: None,
        registered_at: berth_model::Timestamp(0),
        running_tasks_count: 0,
        task_groups: &NO_GROUPS,
    })
}

fn below(entropy: &mut SeededEntropy, bound: usize) -> usize {
    let bound = u32::try_from(bound).unwrap_or(u32::MAX);
    usize::try_from(entropy.below(bound)).unwrap_or(0)
}
