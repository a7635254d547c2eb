//! Capacity providers in a run: some seeds have them, and hosts that are theirs; users run tasks and
//! services by strategies, and tasks wait for capacity.

use std::collections::BTreeSet;
use std::rc::Rc;

use berth_ecs::{capacity_providers, provisioning};
use berth_model::invariants::Side;
use berth_model::{Service, Timestamp};
use berth_scheduler::capacity::{Share, targets};
use serde_json::{Value, json};

use crate::rng::Rng;
use crate::world::World;

/// Between what seeds draw for this and what they draw besides.
const OWN_CHANCES: u64 = 0x0063_6170_6163_6974;

/// What a run has of it.
#[derive(Default)]
pub(crate) struct Capacity {
    /// Names of the providers that there are to be, and whether they scale.
    providers: Vec<(String, bool)>,
    /// The cluster has them.
    associated: bool,
    /// Services whose strategy somebody has tried to change without a deployment: what they have
    /// need not be in its ratio.
    reshaped: BTreeSet<String>,
}

/// What the control plane has to look at.
#[derive(Default)]
pub(crate) struct Waiting {
    pub(crate) changed: BTreeSet<String>,
    due: bool,
}

impl World {
    /// Draws whether this run has capacity providers, and whose the hosts are.
    pub(crate) fn draw_capacity(&mut self, seed: u64, instead: Option<bool>) {
        let mut rng = Rng::new(seed ^ OWN_CHANCES);
        let drawn = rng.permille(500);
        if !instead.unwrap_or(drawn) {
            return;
        }
        let count = rng.between(1, 3);
        let providers = (0..count).map(|at| (format!("group-{at}"), rng.permille(700)));
        self.capacity.providers = providers.collect();
        let small = rng.permille(500);
        for host in &mut self.hosts {
            host.provider = rng.pick(&self.capacity.providers).map(|it| it.0.clone());
            if small {
                host.config.memory_mib = rng.between(384, 1_024);
            }
        }
    }

    /// Makes the providers and gives them to the cluster.
    pub(crate) fn make_providers(&mut self) {
        for (name, scales) in self.capacity.providers.clone() {
            let status = if scales { "ENABLED" } else { "DISABLED" };
            let group = format!("hosts-of-{name}");
            let body = json!({"name": name, "autoScalingGroupProvider": {
                "autoScalingGroupArn": group, "managedScaling": {"status": status},
            }});
            self.ask(
                "CreateCapacityProvider",
                body,
                capacity_providers::create_capacity_provider,
                u32::MAX,
                Rc::new(|_, _| {}),
            );
        }
        if !self.capacity.providers.is_empty() {
            self.associate();
        }
    }

    /// Some provider may not be there yet: then again.
    fn associate(&mut self) {
        let names = self.capacity.providers.iter().map(|it| it.0.clone());
        let names: Vec<String> = names.collect();
        let mut rng = Rng::new(self.steps ^ OWN_CHANCES);
        let default = if rng.permille(300) {
            self.draw_strategy(&mut rng)
        } else {
            json!([])
        };
        let body = json!({
            "cluster": "default",
            "capacityProviders": names,
            "defaultCapacityProviderStrategy": default,
        });
        self.ask(
            "PutClusterCapacityProviders",
            body,
            capacity_providers::put_cluster_capacity_providers,
            u32::MAX,
            Rc::new(|world, result| match result {
                Ok(_) => world.capacity.associated = true,
                Err(_) => world.after(1_000, Self::associate),
            }),
        );
    }

    fn draw_strategy(&self, rng: &mut Rng) -> Value {
        let base_of = rng.between(0, 3);
        let mut items = Vec::new();
        for (at, (name, _)) in (0..).zip(&self.capacity.providers) {
            let mut item = json!({"capacityProvider": name, "weight": rng.between(0, 3)});
            if at == base_of {
                item["base"] = json!(rng.between(1, 2));
            }
            if at == 0 || rng.permille(600) {
                items.push(item);
            }
        }
        json!(items)
    }

    /// Adds a strategy to what somebody asks for, sometimes.
    pub(crate) fn add_strategy(&self, body: &mut Value) {
        let mut rng = Rng::new(self.steps ^ OWN_CHANCES);
        let daemon = body["schedulingStrategy"] == "DAEMON";
        if self.capacity.associated && !daemon && rng.permille(600) {
            body["capacityProviderStrategy"] = self.draw_strategy(&mut rng);
        }
    }

    /// Changes a service's strategy, sometimes; without a deployment its tasks stay where they are.
    pub(crate) fn change_strategy(&mut self, body: &mut Value) {
        let mut rng = Rng::new(self.steps ^ OWN_CHANCES);
        if !self.capacity.associated || !rng.permille(300) {
            return;
        }
        body["capacityProviderStrategy"] = if rng.permille(200) {
            json!([])
        } else {
            self.draw_strategy(&mut rng)
        };
        if body.get("forceNewDeployment").is_none() {
            let name = body["service"].as_str().unwrap_or_default();
            self.capacity.reshaped.insert(name.to_owned());
        }
    }

    pub(crate) fn schedule_waiting(&mut self) {
        if self.control.waiting.due || self.control.waiting.changed.is_empty() {
            return;
        }
        self.control.waiting.due = true;
        let epoch = self.control.epoch;
        // A chance of its own: runs without capacity providers stay what they were.
        let delay_ms = i64::try_from(self.steps % 50).unwrap_or(0);
        self.after(delay_ms, move |world| world.look_at_waiting(epoch));
    }

    /// The control plane has started: it looks at every cluster in which tasks wait.
    pub(crate) fn begin_waiting(&mut self) {
        let clusters = self.control.published.clusters_with_waiting_tasks();
        self.control.waiting = Waiting {
            changed: clusters.map(|it| it.to_string()).collect(),
            due: false,
        };
        self.schedule_waiting();
    }

    /// As the loop of the control plane does: looks, and has the writer do what is due.
    fn look_at_waiting(&mut self, epoch: u64) {
        if epoch != self.control.epoch {
            return;
        }
        self.control.waiting.due = false;
        for cluster in std::mem::take(&mut self.control.waiting.changed) {
            let now = Timestamp(self.control_now());
            let look = provisioning::look(&self.control.published, now, &cluster);
            if !look.due {
                self.wait_again(epoch, cluster, now, look.look_again);
                continue;
            }
            let name = cluster.clone();
            self.transact(
                "tasks that wait",
                Side::Decision,
                false,
                move |tx, cx| {
                    let again = provisioning::advance(tx, cx, &name)?;
                    Ok((cx.now, again))
                },
                move |world, result| match result {
                    Ok(((now, again), _)) => world.wait_again(epoch, cluster, now, again),
                    Err(_) => world.wait_again(epoch, cluster, now, Some(now.plus_seconds(1))),
                },
            );
        }
    }

    fn wait_again(&mut self, epoch: u64, cluster: String, now: Timestamp, at: Option<Timestamp>) {
        let Some(at) = at else { return };
        let delay_ms = at.0.saturating_sub(now.0).max(0);
        self.after(delay_ms, move |world| {
            if epoch == world.control.epoch {
                world.control.waiting.changed.insert(cluster);
                world.schedule_waiting();
            }
        });
    }

    /// Nobody waits although there is room, or for longer than they should.
    pub(crate) fn waiting_is_settled(&self) -> Result<(), String> {
        let state = &self.control.published;
        let now = Timestamp(self.control_now());
        match state.clusters_with_waiting_tasks().next() {
            Some(cluster) if provisioning::look(state, now, cluster).due => {
                Err("a task waits for capacity and there is some".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// The tasks of a service that has all it wants are divided as its strategy says.
    pub(crate) fn ratio_holds(&self, service: &Service) -> Result<(), String> {
        let Some(primary) = service.primary() else {
            return Ok(());
        };
        let items = &primary.capacity_provider_strategy;
        if items.is_empty() || self.capacity.reshaped.contains(&service.name) {
            return Ok(());
        }
        let number = |value: Option<i32>| u32::try_from(value.unwrap_or(0)).unwrap_or(0);
        let shares = items.iter().map(|it| Share {
            base: number(it.base),
            weight: number(it.weight),
        });
        let shares: Vec<Share> = shares.collect();
        let state = &self.control.published;
        let count = |name: Option<&String>| {
            let tasks = state.tasks_of_service(&service.cluster, &service.name);
            let of = tasks.filter(|task| task.capacity_provider.as_ref() == name);
            u32::try_from(of.count()).unwrap_or(u32::MAX)
        };
        let counts = items.iter().map(|it| count(it.capacity_provider.as_ref()));
        let counts: Vec<u32> = counts.collect();
        let wanted = targets(&shares, service.desired_count);
        if counts == wanted {
            return Ok(());
        }
        let name = &service.name;
        Err(format!(
            "{name} has {counts:?} of its capacity providers, not {wanted:?}"
        ))
    }
}
