//! Capacity providers in the small region, and their tasks.

use berth_api_ecs as api;
use berth_ecs::{capacity_providers, provisioning, run_task};
use berth_protocol::fault::Fault;

use super::{World, attribute, state};

pub(crate) type Item<'a> = (&'a str, i32, i32);

/// Items are (provider, base, weight).
pub(crate) fn strategy(items: &[Item<'_>]) -> Vec<api::CapacityProviderStrategyItem> {
    let items = items.iter();
    items
        .map(|(name, base, weight)| api::CapacityProviderStrategyItem {
            capacity_provider: Some((*name).to_owned()),
            base: Some(*base),
            weight: Some(*weight),
        })
        .collect()
}

pub(crate) fn group(name: &str, scaling: Option<&str>) -> api::CreateCapacityProviderRequest {
    let scaling = scaling.map(|status| api::ManagedScaling {
        status: Some(status.into()),
        ..Default::default()
    });
    let arn = format!(
        "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:0-0:autoScalingGroupName/of-{name}"
    );
    api::CreateCapacityProviderRequest {
        name: Some(name.into()),
        auto_scaling_group_provider: Some(api::AutoScalingGroupProvider {
            auto_scaling_group_arn: Some(arn),
            managed_scaling: scaling,
            ..Default::default()
        }),
        ..Default::default()
    }
}

pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Fault>, code: &str, words: &str) {
    let fault = result.expect_err("refused");
    assert_eq!(fault.code, code, "{fault:?}");
    assert!(fault.message.contains(words), "{fault:?}");
}

pub(crate) const INVALID: &str = "InvalidParameterException";

impl World {
    pub(crate) fn make(&mut self, name: &str, scaling: Option<&str>) -> api::CapacityProvider {
        let made = self.write(
            capacity_providers::create_capacity_provider,
            group(name, scaling),
        );
        made.expect("made").capacity_provider.expect("one")
    }

    pub(crate) fn associate(
        &mut self,
        names: &[&str],
        default: &[Item<'_>],
    ) -> Result<api::Cluster, Fault> {
        let input = api::PutClusterCapacityProvidersRequest {
            cluster: Some("default".into()),
            capacity_providers: Some(names.iter().map(|it| (*it).to_owned()).collect()),
            default_capacity_provider_strategy: Some(strategy(default)),
        };
        let output = self.write(capacity_providers::put_cluster_capacity_providers, input)?;
        Ok(output.cluster.expect("a cluster"))
    }

    /// Scaling `a`, and `b` that does not scale, associated.
    pub(crate) fn with_two() -> Self {
        let mut world = Self::new();
        world.make("a", Some("ENABLED"));
        world.make("b", Some("DISABLED"));
        world
            .associate(&["a", "b", "FARGATE"], &[])
            .expect("associated");
        world
    }

    /// A connected instance of a capacity provider, with room for `tasks` of `web` (200 CPU units).
    pub(crate) fn host_of(&mut self, provider: &str, tasks: i32) -> String {
        self.register(
            200 * tasks,
            vec![attribute("berth.capacity-provider", Some(provider))],
        )
    }

    pub(crate) fn try_run(
        &mut self,
        count: i32,
        items: &[Item<'_>],
    ) -> Result<api::RunTaskResponse, Fault> {
        let input = api::RunTaskRequest {
            task_definition: Some("web".into()),
            count: Some(count),
            capacity_provider_strategy: Some(strategy(items)).filter(|it| !it.is_empty()),
            ..Default::default()
        };
        self.write(run_task::run_task, input)
    }

    /// The same; (status, provider) of each task, and the reasons of failures.
    pub(crate) fn placed(
        &mut self,
        count: i32,
        items: &[Item<'_>],
    ) -> (Vec<(String, String)>, Vec<String>) {
        let output = self.try_run(count, items).expect("accepted");
        let tasks = output.tasks.expect("tasks").into_iter();
        let failures = output.failures.expect("failures").into_iter();
        (
            tasks
                .map(|it| {
                    assert_eq!(it.launch_type, None);
                    (
                        it.last_status.expect("a status"),
                        it.capacity_provider_name.expect("a provider"),
                    )
                })
                .collect(),
            failures.filter_map(|it| it.reason).collect(),
        )
    }

    /// Lets those that wait go on; whether anything was due.
    pub(crate) fn provide(&mut self) -> bool {
        let due = provisioning::look(&self.state, self.now, "default").due;
        self.write(
            |tx, cx, ()| provisioning::advance(tx, cx, "default").map(|_| ()),
            (),
        )
        .expect("never fails");
        assert!(!provisioning::look(&self.state, self.now, "default").due);
        due
    }

    pub(crate) fn waiting(&self) -> usize {
        self.state.waiting_tasks_of("default").count()
    }

    /// How many tasks of the service each of these has that are wanted.
    pub(crate) fn divided(&self, names: &[&str]) -> Vec<usize> {
        let count = |name: &&str| {
            let tasks = self.state.tasks_of_service("default", "web");
            tasks
                .filter(|it| it.desired_status == berth_model::DesiredStatus::Running)
                .filter(|it| it.capacity_provider.as_deref() == Some(name))
                .count()
        };
        names.iter().map(count).collect()
    }

    /// All tasks of the service that have a place run.
    pub(crate) fn all_run(&mut self) {
        let tasks = self.state.tasks_of_service("default", "web");
        let tasks: Vec<String> = tasks
            .filter(|it| !it.is_waiting())
            .map(|it| self.names.task("default", it.id))
            .collect();
        for arn in tasks {
            let stopping = self.describe(&arn).desired_status.as_deref() == Some("STOPPED");
            let status = if stopping { "STOPPED" } else { "RUNNING" };
            self.report(
                &arn,
                status,
                vec![state("app", status), state("helper", status)],
            );
        }
        self.pass(41);
        self.reconcile();
    }
}
