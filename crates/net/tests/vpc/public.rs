//! Public addresses of interfaces: from outside, from the host, and from VPCs.

use super::*;

/// The world: a namespace behind the host, at 192.0.2.9, which sends what is not its own to the host.
async fn world() -> Netns {
    ip("netns add world");
    ip("link add wan type veth peer name eth0 netns world");
    ip("addr add 192.0.2.1/24 dev wan");
    ip("link set wan up");
    for rest in [
        "link set lo up",
        "addr add 192.0.2.9/24 dev eth0",
        "link set eth0 up",
        "route add default via 192.0.2.1",
    ] {
        ip(&format!("-n world {rest}"));
    }
    let world = Netns::at(Path::new("/run/netns/world")).expect("made");
    serve(&world, 80).await;
    world
}

const OUTSIDE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 9);
/// Of a range for documentation.
const DOCUMENTED: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 7);
/// Of a range that somebody might have.
const ROUTED: Ipv4Addr = Ipv4Addr::new(198, 18, 0, 7);

fn public(last: u8, public: Ipv4Addr) -> Member {
    Member {
        public: Some(public),
        ..member(last, &["sg-a"])
    }
}

/// `sg-a`, with port 80 open to a network.
fn web(cidr: &str) -> Vec<Group> {
    let peer = Peer::Addresses(cidr.parse().expect("valid"));
    vec![group("sg-a", vec![rule(Traffic::Tcp(80, 80), peer)])]
}

fn is_link(heard: Option<String>) -> bool {
    heard.is_some_and(|peer| peer.starts_with("169.254.17"))
}

#[test]
fn a_public_address_is_answered_as_the_groups_let_whoever_asks() {
    host(|| async {
        let world = world().await;
        let members = || vec![public(10, DOCUMENTED)];
        let vpcs = begin(vpc(members(), web("192.0.2.9/32"))).await;
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        serve(&task, 80).await;
        serve(&task, 81).await;
        let heard = ask(&world, DOCUMENTED, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("192.0.2.9"), "who asks is seen");
        assert_eq!(ask(&world, DOCUMENTED, 81, REFUSAL).await, None);
        assert_eq!(ask_here(DOCUMENTED, 80, REFUSAL), None, "another peer");

        vpcs.enforce(vec![vpc(members(), web("0.0.0.0/0"))])
            .await
            .expect("enforced");
        assert!(is_link(ask_here(DOCUMENTED, 80, PATIENCE)));
        // Nobody in the world has the address, so the host stands for it there.
        let heard = ask(&task, OUTSIDE, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("192.0.2.1"));
        // It is the task's, and no way to the host.
        answer(TcpListener::bind("0.0.0.0:8080").expect("free"));
        assert_eq!(ask(&world, DOCUMENTED, 8080, REFUSAL).await, None);
        assert_eq!(ask(&task, DOCUMENTED, 8080, REFUSAL).await, None);
        vpcs.teardown().await.expect("removed");
    });
}

#[test]
fn a_routed_address_is_the_tasks_own_on_the_way_out_as_well() {
    host(|| async {
        let world = world().await;
        let vpcs = begin(vpc(vec![public(10, ROUTED)], web("0.0.0.0/0"))).await;
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        serve(&task, 80).await;
        let heard = ask(&task, OUTSIDE, 80, PATIENCE).await;
        assert_eq!(heard, Some(ROUTED.to_string()));
        let heard = ask(&world, ROUTED, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("192.0.2.9"));
        vpcs.teardown().await.expect("removed");
    });
}

#[test]
fn the_host_answers_for_an_address_of_its_own_network() {
    host(|| async {
        let world = world().await;
        let neighbour = Ipv4Addr::new(192, 0, 2, 77);
        let vpcs = begin(vpc(vec![public(10, neighbour)], web("0.0.0.0/0"))).await;
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        serve(&task, 80).await;
        let heard = ask(&world, neighbour, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("192.0.2.9"));
        let proxies = || text(&run("ip", "neigh show proxy"));
        assert!(proxies().contains("192.0.2.77 dev wan"), "{}", proxies());
        vpcs.teardown().await.expect("removed");
        assert_eq!(proxies(), "");
    });
}

#[test]
fn tasks_reach_public_addresses_as_anybody_outside() {
    host(|| async {
        let members = vec![public(10, DOCUMENTED), member(11, &["sg-a"])];
        let other = VpcNetwork {
            id: "vpc-2".to_owned(),
            vxlan_id: 78,
            ..vpc(vec![public(12, ROUTED)], web("0.0.0.0/0"))
        };
        let vpcs = Vpcs::ensure(options()).await.expect("as root");
        vpcs.enforce(vec![vpc(members, web("0.0.0.0/0")), other])
            .await
            .expect("enforced");
        let named = vpcs.plug(&interface(10)).await.expect("plugged");
        let nameless = vpcs.plug(&interface(11)).await.expect("plugged");
        let elsewhere = vpcs.plug(&interface(12)).await.expect("plugged");
        for task in [&named, &nameless, &elsewhere] {
            serve(task, 80).await;
        }
        assert!(is_link(ask(&nameless, DOCUMENTED, 80, PATIENCE).await));
        let heard = ask(&named, DOCUMENTED, 80, PATIENCE).await;
        assert_eq!(heard, Some(DOCUMENTED.to_string()), "itself");
        let heard = ask(&elsewhere, DOCUMENTED, 80, PATIENCE).await;
        assert_eq!(heard, Some(ROUTED.to_string()), "from another VPC");
        let heard = ask(&named, ROUTED, 80, PATIENCE).await;
        assert_eq!(heard, Some(DOCUMENTED.to_string()), "and back");
        // By its own address nobody gets from one VPC to another.
        assert_eq!(ask(&nameless, address(12), 80, REFUSAL).await, None);
        vpcs.teardown().await.expect("removed");
    });
}

#[test]
fn agents_of_a_host_reach_each_others_public_addresses() {
    host(|| async {
        let mut networks = [
            (DOCUMENTED, "vpc-1", "test", 10),
            (ROUTED, "vpc-2", "other", 12),
        ]
        .into_iter()
        .map(|(address, id, instance, last)| {
            let network = VpcNetwork {
                id: id.to_owned(),
                ..vpc(vec![public(last, address)], web("0.0.0.0/0"))
            };
            (instance, network, last)
        });
        let mut agents = Vec::new();
        for (instance, network, last) in networks.by_ref() {
            let options = VpcOptions {
                instance: instance.to_owned(),
                ..options()
            };
            let vpcs = Vpcs::ensure(options).await.expect("as root");
            vpcs.enforce(vec![network]).await.expect("enforced");
            let task = vpcs.plug(&interface(last)).await.expect("plugged");
            serve(&task, 80).await;
            agents.push((vpcs, task));
        }
        let heard = ask(&agents[0].1, ROUTED, 80, PATIENCE).await;
        assert_eq!(heard, Some(DOCUMENTED.to_string()));
        let heard = ask(&agents[1].1, DOCUMENTED, 80, PATIENCE).await;
        assert_eq!(heard, Some(ROUTED.to_string()));
        for (vpcs, _) in agents {
            vpcs.teardown().await.expect("removed");
        }
    });
}

#[test]
fn a_public_address_outlives_the_agent_and_goes_when_it_is_given_back() {
    host(|| async {
        let routes = || text(&run("ip", "route"));
        let before = routes();
        let network = |member| vpc(vec![member], web("0.0.0.0/0"));
        {
            let vpcs = begin(network(public(10, DOCUMENTED))).await;
            let task = vpcs.plug(&interface(10)).await.expect("plugged");
            serve(&task, 80).await;
        }
        // Another agent, which nobody has told anything.
        let vpcs = Vpcs::ensure(options()).await.expect("as root");
        assert!(is_link(ask_here(DOCUMENTED, 80, PATIENCE)));
        // Told of another one in its place.
        vpcs.enforce(vec![network(public(10, ROUTED))])
            .await
            .expect("enforced");
        assert!(is_link(ask_here(ROUTED, 80, PATIENCE)));
        assert_eq!(ask_here(DOCUMENTED, 80, REFUSAL), None);
        assert!(!routes().contains("203.0.113.7"), "{}", routes());
        // And of none.
        vpcs.enforce(vec![network(member(10, &["sg-a"]))])
            .await
            .expect("enforced");
        assert_eq!(ask_here(ROUTED, 80, REFUSAL), None);
        assert!(is_link(ask_here(address(10), 80, PATIENCE)), "itself stays");
        vpcs.enforce(vec![network(public(10, ROUTED))])
            .await
            .expect("enforced");
        vpcs.teardown().await.expect("removed");
        assert_eq!(routes(), before);
        assert_eq!(text(&run("nft", "list tables")), "");
    });
}
