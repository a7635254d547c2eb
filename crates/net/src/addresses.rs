//! Who has which address.

use std::collections::{BTreeSet, VecDeque};
use std::net::Ipv4Addr;

use crate::Subnet;

/// Addresses given back are not given out again before this many others were, because peers may
/// still hold the old owner in their neighbour tables and connections.
const QUARANTINE: usize = 256;

/// The addresses of a subnet: who has one, and which comes next.
#[derive(Debug)]
pub(crate) struct Addresses {
    subnet: Subnet,
    used: BTreeSet<u32>,
    resting: VecDeque<u32>,
    next: u32,
}

impl Addresses {
    /// An allocator in which `used` are taken; it goes on after the highest of them, since after a
    /// restart the recently freed are unknown.
    pub(crate) fn new(subnet: Subnet, used: impl IntoIterator<Item = Ipv4Addr>) -> Self {
        let used: BTreeSet<u32> = used
            .into_iter()
            .filter_map(|address| subnet.index_of(address))
            .collect();
        let next = used.last().map_or(0, |last| (last + 1) % subnet.hosts());
        Self {
            subnet,
            used,
            resting: VecDeque::new(),
            next,
        }
    }

    /// An address nobody has, or `None` if there is none.
    pub(crate) fn take(&mut self) -> Option<Ipv4Addr> {
        let hosts = self.subnet.hosts();
        let free = (0..hosts)
            .map(|step| (self.next + step) % hosts)
            .find(|index| !self.used.contains(index) && !self.resting.contains(index));
        // A full subnet is worse than a young address.
        let index = free.or_else(|| self.resting.pop_front())?;
        self.used.insert(index);
        self.next = (index + 1) % hosts;
        Some(self.subnet.host(index))
    }

    /// Gives an address back; one that nobody has is left alone.
    pub(crate) fn give_back(&mut self, address: Ipv4Addr) {
        let Some(index) = self.subnet.index_of(address) else {
            return;
        };
        if self.used.remove(&index) {
            self.resting.push_back(index);
            if self.resting.len() > QUARANTINE {
                self.resting.pop_front();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Subnet {
        "10.9.0.0/29".parse().expect("valid")
    }

    #[test]
    fn every_address_is_given_once() {
        let mut addresses = Addresses::new(small(), []);
        let given: BTreeSet<_> = std::iter::from_fn(|| addresses.take()).collect();
        assert_eq!(given.len(), 5);
        assert!(!given.contains(&small().gateway()));
        addresses.give_back(Ipv4Addr::new(10, 9, 0, 4));
        assert_eq!(addresses.take(), Some(Ipv4Addr::new(10, 9, 0, 4)));
        assert_eq!(addresses.take(), None);
    }

    #[test]
    fn a_freed_address_rests_while_others_are_free() {
        let mut addresses = Addresses::new(small(), []);
        let first = addresses.take().expect("free");
        addresses.give_back(first);
        for _ in 0..4 {
            assert_ne!(addresses.take(), Some(first));
        }
        assert_eq!(addresses.take(), Some(first));
    }

    #[test]
    fn after_a_restart_the_living_keep_theirs() {
        let mut addresses = Addresses::new(small(), [Ipv4Addr::new(10, 9, 0, 6)]);
        assert_eq!(addresses.take(), Some(Ipv4Addr::new(10, 9, 0, 2)));
        let rest: Vec<_> = std::iter::from_fn(|| addresses.take()).collect();
        assert_eq!(rest.len(), 3);
    }
}
