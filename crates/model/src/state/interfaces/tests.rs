use std::collections::BTreeSet;

use super::*;
use crate::Tags;

fn subnet(cidr: &str) -> Subnet {
    Subnet {
        id: "subnet-1".into(),
        vpc: "vpc-1".into(),
        cidr: cidr.parse().expect("a range"),
        availability_zone: "us-east-1a".into(),
        default_for_zone: false,
        public_address_on_launch: false,
        tags: Tags::new(),
    }
}

fn interface(address: Ipv4Addr) -> NetworkInterface {
    let [a, b, c, d] = address.octets();
    NetworkInterface {
        id: format!("eni-{address}"),
        vpc: "vpc-1".into(),
        subnet: "subnet-1".into(),
        availability_zone: "us-east-1a".into(),
        private_address: address,
        mac_address: MacAddress::local([0, a, b, c, d]),
        groups: vec!["sg-1".into()],
        description: String::new(),
        public_address: false,
        created_at: Timestamp(0),
        attachment: None,
        released_at: None,
        tags: Tags::new(),
        public_ipv4: None,
    }
}

fn put(state: &mut State, interface: NetworkInterface) {
    state.apply(&Change::PutNetworkInterface(Arc::new(interface)));
}

/// A source of numbers that is the same each time.
fn numbers() -> impl Iterator<Item = u32> {
    let mut number = 1_u32;
    std::iter::from_fn(move || {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some(number >> 8)
    })
}

#[test]
fn every_address_of_a_subnet_is_given_once_and_the_reserved_ones_never() {
    let (mut state, subnet) = (State::default(), subnet("10.0.0.16/28"));
    let mut given = BTreeSet::new();
    for number in numbers().take(11) {
        let address = state.free_address(&subnet, number).expect("one is free");
        assert!(given.insert(address), "{address} is given twice");
        put(&mut state, interface(address));
    }
    let all: BTreeSet<_> = (20..=30)
        .map(|last| Ipv4Addr::new(10, 0, 0, last))
        .collect();
    assert_eq!(given, all);
    assert_eq!(state.free_addresses(&subnet), 0);
    assert_eq!(state.free_address(&subnet, 3), None);
    assert_eq!(state.addresses_in_runs("vpc-1"), 11);
}

#[test]
fn runs_are_what_is_taken_whatever_comes_and_goes() {
    let (mut state, subnet) = (State::default(), subnet("10.0.0.0/26"));
    let mut taken = BTreeSet::new();
    let mut numbers = numbers();
    for _ in 0..2_000 {
        let number = numbers.next().unwrap_or_default();
        let goes = taken.iter().nth(number as usize % 64).copied();
        match goes.filter(|_| number.is_multiple_of(3)) {
            Some(address) => {
                let id = format!("eni-{address}");
                state.apply(&Change::DeleteNetworkInterface(id));
                taken.remove(&address);
            }
            None => {
                if let Some(address) = state.free_address(&subnet, number) {
                    assert!(taken.insert(address), "{address} is given twice");
                    put(&mut state, interface(address));
                }
            }
        }
        for last in 0..64 {
            let address = Ipv4Addr::new(10, 0, 0, last);
            let free = state.is_address_free("vpc-1", address);
            assert_eq!(free, !taken.contains(&address), "{address}");
        }
        assert_eq!(state.addresses_in_runs("vpc-1"), taken.len() as u64);
        assert_eq!(state.addresses_taken("subnet-1") as usize, taken.len());
    }
}

#[test]
fn an_address_that_was_given_back_is_held_until_its_record_goes() {
    let (mut state, subnet) = (State::default(), subnet("10.0.0.0/28"));
    let address = Ipv4Addr::new(10, 0, 0, 4);
    put(&mut state, interface(address));
    let released = NetworkInterface {
        released_at: Some(Timestamp(5)),
        ..interface(address)
    };
    put(&mut state, released.clone());
    assert_eq!(state.network_interface(&released.id), None);
    assert!(!state.is_subnet_used(&subnet) && !state.is_group_used("sg-1"));
    assert_ne!(state.free_address(&subnet, 0), Some(address));
    assert_eq!(state.free_addresses(&subnet), 10);
    assert_eq!(state.released_interfaces().count(), 1);
    state.apply(&Change::DeleteNetworkInterface(released.id));
    assert_eq!(state.free_address(&subnet, 0), Some(address));
    assert_eq!(state.released_interfaces().count(), 0);
}

#[test]
fn public_addresses_come_from_the_ranges_in_turn_and_are_held_with_their_interface() {
    let mut state = State::default();
    assert_eq!(
        (state.free_public_addresses(), state.free_public_address(7)),
        (0, None)
    );
    let ranges = "203.0.113.0/30,198.51.100.9".parse().expect("ranges");
    state.apply(&Change::PutPublicAddresses(Arc::new(ranges)));
    let mut given = BTreeSet::new();
    for last in 4..7 {
        let public = state.free_public_address(1).expect("one is free");
        assert!(given.insert(public.to_string()), "{public} is given twice");
        let interface = NetworkInterface {
            public_address: true,
            public_ipv4: Some(public),
            ..interface(Ipv4Addr::new(10, 0, 0, last))
        };
        put(&mut state, interface);
    }
    let all = ["198.51.100.9", "203.0.113.1", "203.0.113.2"];
    assert_eq!(given, all.map(str::to_owned).into());
    assert_eq!(state.free_public_addresses(), 0);
    assert_eq!(state.free_public_address(0), None);
    let mut released =
        NetworkInterface::clone(state.network_interface("eni-10.0.0.4").expect("there"));
    released.released_at = Some(Timestamp(5));
    put(&mut state, released);
    assert_eq!(state.free_public_address(0), None);
    state.apply(&Change::DeleteNetworkInterface("eni-10.0.0.4".into()));
    assert_eq!(state.free_public_addresses(), 1);
    assert_eq!(state.public_addresses_in_runs(), 2);
    let none = PublicAddresses::default();
    state.apply(&Change::PutPublicAddresses(Arc::new(none)));
    assert_eq!(state.free_public_addresses(), 0);
}

#[test]
fn instances_are_found_by_vpc_and_group() {
    let mut state = State::default();
    for (last, instance) in [(4, 9), (5, 7), (6, 9), (7, u128::MAX)] {
        let address = Ipv4Addr::new(10, 0, 0, last);
        let attachment = crate::InterfaceAttachment {
            id: format!("attachment-{last}"),
            task: TaskId::new(last.into()),
            instance: InstanceId::new(instance),
        };
        put(
            &mut state,
            NetworkInterface {
                attachment: Some(attachment),
                ..interface(address)
            },
        );
    }
    let found: Vec<_> = state.instances_in_vpc("vpc-1").collect();
    assert_eq!(found, [7, 9, u128::MAX].map(InstanceId::new));
    let found: Vec<_> = state.instances_in_group("sg-1").collect();
    assert_eq!(found, [7, 9, u128::MAX].map(InstanceId::new));
    assert_eq!(state.instances_in_vpc("vpc-0").count(), 0);
    assert_eq!(state.interfaces_on(InstanceId::new(9)).count(), 2);
    let task = state.task_of_attachment("attachment-5");
    assert_eq!(task, Some(TaskId::new(5)));
}
