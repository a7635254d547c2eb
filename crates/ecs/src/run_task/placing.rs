//! From a checked `RunTask` to tasks: where each goes, waits or fails.

use berth_api_ecs as api;
use berth_model::{Document, LaunchType, TaskId, Tx, Waiting, fleet::Fleet};
use berth_scheduler::capacity;
use berth_scheduler::placement::{Constraint, Reason, Search, Strategy, Unplaced};

use super::wanted::Wanted;
use super::{check_fargate_placement, constraints, strategies};
use crate::capacity_providers::strategy;
use crate::{Context, Outcome, faults, provisioning};

/// What is said where Fargate has no room.
pub(crate) const NO_CAPACITY: &str = "Capacity is unavailable at this time. Please try again later or in a different availability zone";

/// How the copies of a task are placed, now and later.
pub(super) struct Placement<'a> {
    wanted: &'a Wanted,
    constraints: Vec<Constraint>,
    strategies: Vec<Strategy>,
    waiting: Waiting,
}

/// What came of the copies.
#[derive(Default)]
pub(super) struct Placed {
    /// Those that have a place or wait for one.
    pub(super) started: Vec<TaskId>,
    /// One for each of the rest.
    pub(super) failures: Vec<api::Failure>,
}

impl<'a> Placement<'a> {
    /// Checks what a request says of it.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub(super) fn of(input: &api::RunTaskRequest, wanted: &'a Wanted) -> Outcome<Self> {
        let given = (
            input.placement_constraints.as_deref(),
            input.placement_strategy.as_deref(),
        );
        if wanted.launch_type == LaunchType::Fargate {
            check_fargate_placement(
                given.0.is_some_and(|it| !it.is_empty()),
                given.1.is_some_and(|it| !it.is_empty()),
            )?;
        }
        Ok(Self {
            wanted,
            constraints: constraints(given.0, wanted.definition())?,
            strategies: strategies(given.1)?,
            waiting: Waiting {
                constraints: documents(given.0),
                strategies: documents(given.1),
                network: None,
            },
        })
    }

    /// Starts so many copies on any instances of the cluster.
    ///
    /// # Errors
    /// `InvalidParameterException` if it has none.
    pub(super) fn anywhere(
        &self,
        tx: &mut Tx,
        cx: &mut Context<'_>,
        copies: usize,
    ) -> Outcome<Placed> {
        let own = self.wanted.launch_type != LaunchType::Fargate;
        if own && tx.fleet(&self.wanted.cluster).is_none_or(Fleet::is_empty) {
            return Err(faults::invalid(
                "No Container Instances were found in your cluster.",
            ));
        }
        let mut placed = Placed::default();
        self.start(tx, cx, None, copies, &mut placed)?;
        Ok(placed)
    }

    /// Divides so many copies among capacity providers.
    ///
    /// # Errors
    /// `ClientException` if too many tasks wait already.
    pub(super) fn divided(
        &self,
        tx: &mut Tx,
        cx: &mut Context<'_>,
        items: &strategy::Items,
        copies: usize,
    ) -> Outcome<Placed> {
        let providers = capacity::distribute(&strategy::shares(items), &[], copies);
        let mut placed = Placed::default();
        for (at, item) in items.iter().enumerate() {
            let copies = providers.iter().filter(|it| **it == at).count();
            self.start(tx, cx, Some(strategy::name(item)), copies, &mut placed)?;
        }
        Ok(placed)
    }

    /// Starts copies one after the other. When one finds no place the rest find none either: they wait
    /// if their capacity provider scales.
    fn start(
        &self,
        tx: &mut Tx,
        cx: &mut Context<'_>,
        provider: Option<&str>,
        copies: usize,
        placed: &mut Placed,
    ) -> Outcome<()> {
        let (cluster, wanted) = (&self.wanted.cluster, self.wanted);
        let reach = wanted.reach(tx);
        let request = wanted.request(&self.constraints, &self.strategies, provider, &reach);
        let mut search = Search::new(wanted.fleet(), &request);
        for missing in (1..=copies).rev() {
            let started = match wanted.network {
                // Each takes an address, so that the next may have to go elsewhere.
                Some(_) => self.start_in_reach(tx, cx, provider),
                None => (search.place(tx, cx.entropy))
                    .map_err(|unplaced| wanted.why(unplaced, &reach))
                    .and_then(|instance| wanted.start(tx, cx, provider, instance)),
            };
            let unplaced = match started {
                Ok(id) => {
                    placed.started.push(id);
                    continue;
                }
                Err(unplaced) => unplaced,
            };
            match provider.filter(|name| provisioning::scales(tx, name)) {
                Some(name) => {
                    provisioning::check_room(tx, cluster, missing)?;
                    let wait = || wanted.wait(tx, cx, name, &self.waiting);
                    let ids = std::iter::repeat_with(wait).take(missing);
                    placed.started.extend(ids);
                }
                None => {
                    let failure = failure(cx, cluster, provider, unplaced);
                    let failures = std::iter::repeat_n(failure, missing);
                    placed.failures.extend(failures);
                }
            }
            break;
        }
        Ok(())
    }

    fn start_in_reach(
        &self,
        tx: &mut Tx,
        cx: &mut Context<'_>,
        provider: Option<&str>,
    ) -> Result<TaskId, Unplaced> {
        let wanted = self.wanted;
        let reach = wanted.reach(tx);
        if reach.room == 0 {
            return Err(Unplaced {
                closest: None,
                reason: reach.lacking,
            });
        }
        let request = wanted.request(&self.constraints, &self.strategies, provider, &reach);
        let placed = Search::new(wanted.fleet(), &request).place(tx, cx.entropy);
        let instance = placed.map_err(|unplaced| wanted.why(unplaced, &reach))?;
        wanted.start(tx, cx, provider, instance)
    }
}

fn documents<T: Clone + serde::Serialize + serde::de::DeserializeOwned>(
    given: Option<&[T]>,
) -> Vec<Document<T>> {
    let given = given.into_iter().flatten();
    given.cloned().map(Document::new).collect()
}

/// Names the instance that came closest, or the capacity provider that has none.
fn failure(
    cx: &Context<'_>,
    cluster: &str,
    provider: Option<&str>,
    unplaced: Unplaced,
) -> api::Failure {
    let closest = unplaced.closest;
    let closest = closest.map(|id| cx.names.container_instance(cluster, id));
    let reason = match unplaced.reason {
        Reason::Fargate => NO_CAPACITY,
        reason => reason.as_str(),
    };
    api::Failure {
        arn: closest.or_else(|| provider.map(|name| cx.names.capacity_provider(name))),
        reason: Some(reason.to_owned()),
        detail: None,
    }
}
