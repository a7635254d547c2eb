//! Which container an id or an address belongs to. No effects here.

use std::collections::{BTreeMap, HashMap};
use std::net::Ipv4Addr;

use parking_lot::RwLock;

/// Where a request came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// From a container of the bridge.
    Bridge(Ipv4Addr),
    /// From an interface in a VPC.
    Vpc(String, Ipv4Addr),
    /// From a process in the host's network.
    Host,
    /// From inside a task's own network namespace; the task's arn.
    Task(String),
}

/// How a container is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Bridge,
    Host,
    /// A namespace of its own that the agent listens in.
    Inside,
    /// The task's own interface in a VPC.
    Interface,
}

/// Something of the host that a container has mounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Volume {
    /// Of a volume that has one.
    pub(crate) name: Option<String>,
    pub(crate) source: String,
    pub(crate) destination: String,
}

/// What the endpoints know of a container that the engine does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    /// Its address on the bridge, while it is plugged in.
    pub(crate) address: Option<Ipv4Addr>,
    pub(crate) volumes: Vec<Volume>,
}

/// All containers of this instance that were made and not removed.
#[derive(Debug, Default)]
pub(crate) struct Registry(RwLock<Inner>);

#[derive(Debug, Default)]
struct Inner {
    tasks: BTreeMap<String, BTreeMap<String, (String, Place)>>,
    /// Task and container by endpoint id.
    ids: HashMap<String, (String, String)>,
    addresses: HashMap<Ipv4Addr, String>,
    /// Tasks with interfaces, by VPC and address.
    interfaces: HashMap<(String, Ipv4Addr), String>,
}

impl Registry {
    /// The container is about to be there, or there again; what was known of it is replaced.
    pub(crate) fn put(&self, task_arn: &str, container: &str, id: &str, place: Place) {
        let mut inner = self.0.write();
        let (task, name) = (task_arn.to_owned(), container.to_owned());
        let key = (task.clone(), name.clone());
        inner.ids.insert(id.to_owned(), key);
        let containers = inner.tasks.entry(task).or_default();
        let address = containers.get(&name).and_then(|(_, place)| place.address);
        let address = place.address.or(address);
        containers.insert(name, (id.to_owned(), Place { address, ..place }));
    }

    /// The container has an address on the bridge.
    pub(crate) fn plugged(&self, task_arn: &str, container: &str, address: Ipv4Addr) {
        let mut inner = self.0.write();
        let containers = inner.tasks.get_mut(task_arn);
        if let Some((_, place)) = containers.and_then(|containers| containers.get_mut(container)) {
            place.address = Some(address);
            inner.addresses.insert(address, task_arn.to_owned());
        }
    }

    /// The task has an interface in a VPC.
    pub(crate) fn attached(&self, task_arn: &str, vpc: String, address: Ipv4Addr) {
        let mut inner = self.0.write();
        let place = (vpc, address);
        inner.interfaces.insert(place, task_arn.to_owned());
    }

    /// The task has none any more.
    pub(crate) fn detached(&self, task_arn: &str) {
        let mut inner = self.0.write();
        inner.interfaces.retain(|_, task| task != task_arn);
    }

    /// The container's address is about to be somebody else's.
    pub(crate) fn unplugged(&self, task_arn: &str, container: &str) {
        let mut inner = self.0.write();
        let containers = inner.tasks.get_mut(task_arn);
        let place = containers.and_then(|containers| containers.get_mut(container));
        if let Some(address) = place.and_then(|(_, place)| place.address.take()) {
            inner.addresses.remove(&address);
        }
    }

    /// Nothing is left of the task.
    pub(crate) fn forget(&self, task_arn: &str) {
        let mut inner = self.0.write();
        let containers = inner.tasks.remove(task_arn).unwrap_or_default();
        for (id, place) in containers.into_values() {
            inner.ids.remove(&id);
            if let Some(address) = place.address {
                inner.addresses.remove(&address);
            }
        }
    }

    /// The task and the container of an endpoint id, if whoever asks may know them.
    pub(crate) fn find(&self, id: &str, source: &Source) -> Option<(String, String)> {
        let (task, container) = self.0.read().ids.get(id).cloned()?;
        self.allows(source, &task).then_some((task, container))
    }

    /// Whether whoever asks is that task.
    pub(crate) fn allows(&self, source: &Source, task_arn: &str) -> bool {
        let inner = self.0.read();
        match source {
            Source::Bridge(address) => {
                inner.addresses.get(address).map(String::as_str) == Some(task_arn)
            }
            Source::Vpc(vpc, address) => {
                let place = (vpc.clone(), *address);
                inner.interfaces.get(&place).map(String::as_str) == Some(task_arn)
            }
            Source::Task(task) => task == task_arn,
            Source::Host => {
                let containers = inner.tasks.get(task_arn);
                let mut containers = containers.into_iter().flat_map(BTreeMap::values);
                containers.any(|(_, place)| place.kind == Kind::Host)
            }
        }
    }

    /// The task that asks, if it is known from where it asks.
    pub(crate) fn asker(&self, source: &Source) -> Option<String> {
        match source {
            Source::Bridge(address) => self.0.read().addresses.get(address).cloned(),
            Source::Vpc(vpc, address) => {
                let place = (vpc.clone(), *address);
                self.0.read().interfaces.get(&place).cloned()
            }
            Source::Task(task) => Some(task.clone()),
            Source::Host => None,
        }
    }

    /// Where a container is.
    pub(crate) fn place(&self, task_arn: &str, container: &str) -> Option<Place> {
        let inner = self.0.read();
        let (_, place) = inner.tasks.get(task_arn)?.get(container)?;
        Some(place.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_reaches_its_own_containers_and_no_others() {
        let registry = Registry::default();
        let place = |kind| Place {
            kind,
            ..Place::default()
        };
        registry.put("t/1", "web", "id-web", place(Kind::Bridge));
        registry.put("t/1", "side", "id-side", place(Kind::Bridge));
        registry.put("t/2", "main", "id-other", place(Kind::Bridge));
        registry.put("t/3", "main", "id-host", place(Kind::Host));
        registry.put("t/4", "main", "id-inside", place(Kind::Inside));
        let (web, side) = (Ipv4Addr::new(172, 30, 0, 2), Ipv4Addr::new(172, 30, 0, 3));
        registry.plugged("t/1", "web", web);
        registry.plugged("t/1", "side", side);
        let web = Source::Bridge(web);
        let check = |id: &str, source: &Source, expected: bool| {
            assert_eq!(
                registry.find(id, source).is_some(),
                expected,
                "{id} {source:?}"
            );
        };
        check("id-web", &web, true);
        check("id-side", &web, true);
        check("id-other", &web, false);
        check("id-host", &web, false);
        check("id-inside", &web, false);
        check("id-web", &Source::Host, false);
        check("id-inside", &Source::Host, false);
        check("id-host", &Source::Host, true);
        check("id-inside", &Source::Task("t/4".to_owned()), true);
        check("id-web", &Source::Task("t/4".to_owned()), false);
        assert_eq!(registry.asker(&web).as_deref(), Some("t/1"));

        registry.unplugged("t/1", "web");
        check("id-web", &web, false);
        registry.forget("t/1");
        check("id-side", &Source::Bridge(side), false);
        assert_eq!(registry.place("t/1", "side"), None);
    }

    #[test]
    fn an_address_means_a_task_in_its_vpc_only() {
        let registry = Registry::default();
        let address = Ipv4Addr::new(172, 31, 0, 9);
        registry.put("t/1", "web", "id", Place::default());
        registry.attached("t/1", "vpc-1".to_owned(), address);
        let asks = |vpc: &str| registry.asker(&Source::Vpc(vpc.to_owned(), address));
        assert_eq!(asks("vpc-1").as_deref(), Some("t/1"));
        assert_eq!(asks("vpc-2"), None);
        let source = Source::Vpc("vpc-1".to_owned(), address);
        assert!(registry.allows(&source, "t/1"));
        assert!(!registry.allows(&source, "t/2"));
        registry.detached("t/1");
        assert!(!registry.allows(&source, "t/1"));
    }

    #[test]
    fn what_is_put_again_keeps_its_address() {
        let registry = Registry::default();
        let address = Ipv4Addr::new(172, 30, 0, 2);
        registry.put("t/1", "web", "id", Place::default());
        registry.plugged("t/1", "web", address);
        registry.put("t/1", "web", "id", Place::default());
        assert!(registry.allows(&Source::Bridge(address), "t/1"));
        let place = registry.place("t/1", "web").expect("put");
        assert_eq!(place.address, Some(address));
    }
}
