//! A task's own network interface: made before its containers, in a namespace that they join.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use berth_link::acs;
use berth_net::Netns;
use berth_task_engine::event::failure_name;
use berth_task_engine::{Fact, Failure};

use super::HostExecutor;
use super::run::TaskRun;
use crate::client::whole_chain;
use crate::vpcs;

/// How long the rules of the interface's VPC may take to come after the task.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// A task's interface as its containers join it.
#[derive(Debug)]
pub(super) struct Attached(Netns);

impl Attached {
    /// The namespace, for the shim to open now.
    pub(super) fn path(&self) -> PathBuf {
        self.0.path()
    }
}

impl HostExecutor {
    /// The task's interface, made if it is missing and tasks of its mode have one. Waits until the rules
    /// of its VPC are enforced.
    pub(super) async fn attach(&self, run: &TaskRun) -> Result<Option<Arc<Attached>>, Failure> {
        let Some(interface) = interface(&run.task) else {
            return Ok(None);
        };
        let attached = run.attached.get_or_try_init(|| async {
            let failed = |text: String| {
                let text = format!("network interface {}: {text}", interface.ec2_id);
                Failure::new(failure_name::RESOURCE_INITIALIZATION, text)
            };
            let vpcs = self.options.vpcs.as_ref();
            let vpcs = vpcs.ok_or_else(|| failed("this host has no VPCs".to_owned()))?;
            let own = vpcs::interface(interface).map_err(|error| failed(error.to_string()))?;
            let vpc = tokio::time::timeout(PATIENCE, vpcs.vpc_of(&own.id)).await;
            let vpc = vpc.map_err(|_| {
                failed("nothing was heard of its security groups for a minute".to_owned())
            })?;
            let netns = vpcs.plug(&own).await;
            let netns = netns.map_err(|error| failed(whole_chain(&error)))?;
            if let Some(endpoints) = &self.options.endpoints {
                let registry = endpoints.registry();
                registry.attached(&run.task.arn, vpc, own.address);
            }
            run.tell(Fact::NetworkAttached).await;
            Ok(Arc::new(Attached(netns)))
        });
        attached.await.cloned().map(Some)
    }

    /// The task has ended, and its interface goes; before it the machine that has it.
    pub(super) async fn detach(&self, task_arn: &str, interface: &str) {
        self.halt_machine(task_arn).await;
        if let Some(endpoints) = &self.options.endpoints {
            endpoints.registry().detached(task_arn);
        }
        if let Some(vpcs) = &self.options.vpcs
            && let Err(error) = vpcs.unplug(interface).await
        {
            let error = whole_chain(&error);
            tracing::error!(interface, error, "a network interface is left");
        }
    }

    /// Whatever became of the task, nothing of its interfaces is left.
    pub(super) async fn detach_all(&self, task: &acs::Task) {
        for interface in &task.elastic_network_interfaces {
            self.detach(&task.arn, &interface.ec2_id).await;
        }
    }
}

pub(super) fn interface(task: &acs::Task) -> Option<&acs::NetworkInterface> {
    let interfaces = task.elastic_network_interfaces.first();
    interfaces.filter(|_| task.network_mode == "awsvpc")
}
