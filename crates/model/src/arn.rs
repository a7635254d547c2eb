//! Amazon resource names of this region.

use std::net::Ipv4Addr;

use crate::{DAEMON_PREFIX, InstanceId, TaskId};

/// The region and account in which everything is named. What begins with [`DAEMON_PREFIX`] among services and
/// families is named as what it is, a daemon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// e.g. `us-east-1`.
    pub region: String,
    /// Twelve digits.
    pub account: String,
}

impl Names {
    /// `arn:aws:ecs:R:A:` and these parts. Lists name many, so it is put together in one go.
    fn ecs(&self, parts: &[&str]) -> String {
        let head = ["arn:aws:ecs:", &self.region, ":", &self.account, ":"];
        let length = head.iter().chain(parts).map(|part| part.len()).sum();
        let mut arn = String::with_capacity(length);
        for part in head.iter().chain(parts) {
            arn.push_str(part);
        }
        arn
    }

    /// `arn:aws:ecs:R:A:cluster/NAME`
    #[must_use]
    pub fn cluster(&self, name: &str) -> String {
        self.ecs(&["cluster/", name])
    }

    /// `arn:aws:ecs:R:A:task/CLUSTER/ID`
    #[must_use]
    pub fn task(&self, cluster: &str, id: TaskId) -> String {
        self.ecs(&["task/", cluster, "/", id.digits().as_str()])
    }

    /// `arn:aws:ecs:R:A:container/CLUSTER/TASK/ID`
    #[must_use]
    pub fn container(&self, cluster: &str, task: TaskId, id: &str) -> String {
        self.ecs(&["container/", cluster, "/", task.digits().as_str(), "/", id])
    }

    /// `arn:aws:ecs:R:A:container-instance/CLUSTER/ID`
    #[must_use]
    pub fn container_instance(&self, cluster: &str, id: InstanceId) -> String {
        self.ecs(&["container-instance/", cluster, "/", id.digits().as_str()])
    }

    /// `arn:aws:ecs:R:A:task-definition/FAMILY:REVISION`
    #[must_use]
    pub fn task_definition(&self, family: &str, revision: u32) -> String {
        let revision = revision.to_string();
        match family.strip_prefix(DAEMON_PREFIX) {
            None => self.ecs(&["task-definition/", family, ":", &revision]),
            Some(family) => self.ecs(&["daemon-task-definition/", family, ":", &revision]),
        }
    }

    /// `arn:aws:ecs:R:A:service/CLUSTER/NAME`
    #[must_use]
    pub fn service(&self, cluster: &str, name: &str) -> String {
        match name.strip_prefix(DAEMON_PREFIX) {
            None => self.ecs(&["service/", cluster, "/", name]),
            Some(name) => self.ecs(&["daemon/", cluster, "/", name]),
        }
    }

    /// `arn:aws:ecs:R:A:service-deployment/CLUSTER/SERVICE/ID`
    #[must_use]
    pub fn service_deployment(&self, cluster: &str, service: &str, id: &str) -> String {
        match service.strip_prefix(DAEMON_PREFIX) {
            None => self.ecs(&["service-deployment/", cluster, "/", service, "/", id]),
            Some(name) => self.ecs(&["daemon-deployment/", cluster, "/", name, "/", id]),
        }
    }

    /// `arn:aws:ecs:R:A:service-revision/CLUSTER/SERVICE/ID`
    #[must_use]
    pub fn service_revision(&self, cluster: &str, service: &str, id: &str) -> String {
        match service.strip_prefix(DAEMON_PREFIX) {
            None => self.ecs(&["service-revision/", cluster, "/", service, "/", id]),
            Some(name) => self.ecs(&["daemon-revision/", cluster, "/", name, "/", id]),
        }
    }

    /// `arn:aws:ecs:R:A:task-set/CLUSTER/SERVICE/ecs-svc/DIGITS`; `id` has the `ecs-svc/`.
    #[must_use]
    pub fn task_set(&self, cluster: &str, service: &str, id: &str) -> String {
        self.ecs(&["task-set/", cluster, "/", service, "/", id])
    }

    /// `arn:aws:ecs:R:A:capacity-provider/NAME`
    #[must_use]
    pub fn capacity_provider(&self, name: &str) -> String {
        self.ecs(&["capacity-provider/", name])
    }

    /// `arn:aws:ecs:R:A:attachment/ID`
    #[must_use]
    pub fn attachment(&self, id: &str) -> String {
        self.ecs(&["attachment/", id])
    }

    /// The domain of private names: `ec2.internal` in the oldest region, `REGION.compute.internal` in
    /// the others.
    #[must_use]
    pub fn private_domain(&self) -> String {
        match self.region.as_str() {
            "us-east-1" => "ec2.internal".to_owned(),
            region => format!("{region}.compute.internal"),
        }
    }

    /// The private name of an address: `ip-172-31-0-9.ec2.internal`.
    #[must_use]
    pub fn private_dns_name(&self, address: Ipv4Addr) -> String {
        let [a, b, c, d] = address.octets();
        format!("ip-{a}-{b}-{c}-{d}.{}", self.private_domain())
    }

    /// The domain of public names: `compute-1.amazonaws.com` in the oldest region,
    /// `REGION.compute.amazonaws.com` in the others.
    #[must_use]
    pub fn public_domain(&self) -> String {
        match self.region.as_str() {
            "us-east-1" => "compute-1.amazonaws.com".to_owned(),
            region => format!("{region}.compute.amazonaws.com"),
        }
    }

    /// The public name of an address: `ec2-203-0-113-9.compute-1.amazonaws.com`.
    #[must_use]
    pub fn public_dns_name(&self, address: Ipv4Addr) -> String {
        let [a, b, c, d] = address.octets();
        format!("ec2-{a}-{b}-{c}-{d}.{}", self.public_domain())
    }

    /// `arn:aws:iam::A:root`, the account's owner.
    #[must_use]
    pub fn root(&self) -> String {
        format!("arn:aws:iam::{}:root", self.account)
    }
}

/// The parts of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// e.g. `ecs`.
    pub service: &'a str,
    /// e.g. `us-east-1`; empty for global services.
    pub region: &'a str,
    /// Twelve digits.
    pub account: &'a str,
    /// Before the first `/`, e.g. `task`; empty if there is none.
    pub kind: &'a str,
    /// After the first `/`, e.g. `default/0123…`.
    pub path: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes `text` apart; `None` if it is not an ARN.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        if parts.next()? != "arn" || parts.next()?.is_empty() {
            return None;
        }
        let (service, region, account) = (parts.next()?, parts.next()?, parts.next()?);
        let resource = parts.next()?;
        let (kind, path) = resource.split_once('/').unwrap_or(("", resource));
        Some(Self {
            service,
            region,
            account,
            kind,
            path,
        })
    }

    /// The path's last piece.
    #[must_use]
    pub fn last(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_come_apart() {
        let names = Names {
            region: "us-east-1".into(),
            account: "123456789012".into(),
        };
        let text = names.task("default", TaskId::new(1));
        let arn = Arn::parse(&text).expect("an ARN");
        assert_eq!((arn.service, arn.kind), ("ecs", "task"));
        assert_eq!(arn.path, "default/00000000000000000000000000000001");
        assert_eq!(arn.last(), "00000000000000000000000000000001");
        assert_eq!(Arn::parse("default"), None);
        assert_eq!(Arn::parse("arn:aws:ecs"), None);
    }
}
