//! VPCs with real namespaces, interfaces and packets. Each test is a host of its own: a thread in a
//! new network namespace and with a `/run/netns` of its own, which the kernel takes down.

#[path = "../host/mod.rs"]
mod host;
mod public;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Output;
use std::thread;
use std::time::Duration;

use berth_net::{
    Cidr, Doors, Error, Group, Interface, METADATA_ADDRESS, Mac, Member, Netns, Peer, Resolver,
    Rule, SpareTap, Subnet, Traffic, VpcNetwork, VpcOptions, Vpcs, in_namespace,
};
use host::{host, ip, run};
use nix::mount::{MsFlags, mount};
use tokio::sync::mpsc;

const PATIENCE: Duration = Duration::from_secs(5);
/// How long a packet that must not arrive is waited for.
const REFUSAL: Duration = Duration::from_millis(300);

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn options() -> VpcOptions {
    VpcOptions {
        instance: "test".to_owned(),
        tunnel_address: Ipv4Addr::LOCALHOST,
        doors: None,
    }
}

fn subnet(text: &str) -> Subnet {
    text.parse().expect("valid")
}

const fn address(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(172, 31, 0, last)
}

/// Interface number `last` of the VPC, in the groups.
fn member(last: u8, groups: &[&str]) -> Member {
    Member {
        id: format!("eni-{last}"),
        mac: mac(last),
        address: address(last),
        public: None,
        host: None,
        groups: groups.iter().map(|&group| group.to_owned()).collect(),
    }
}

fn mac(last: u8) -> Mac {
    format!("02:aa:00:00:00:{last:02x}").parse().expect("valid")
}

fn interface(last: u8) -> Interface {
    Interface {
        id: format!("eni-{last}"),
        mac: mac(last),
        address: address(last),
        prefix: 20,
        gateway: address(1),
    }
}

fn rule(traffic: Traffic, peer: Peer) -> Rule {
    Rule { traffic, peer }
}

fn anyone() -> Peer {
    Peer::Addresses(Cidr::EVERYTHING)
}

/// A group out of which everything goes.
fn group(id: &str, ingress: Vec<Rule>) -> Group {
    Group {
        id: id.to_owned(),
        ingress,
        egress: vec![rule(Traffic::All, anyone())],
    }
}

fn vpc(interfaces: Vec<Member>, groups: Vec<Group>) -> VpcNetwork {
    VpcNetwork {
        id: "vpc-1".to_owned(),
        vxlan_id: 77,
        ranges: vec![subnet("172.31.0.0/16")],
        subnets: vec![subnet("172.31.0.0/20"), subnet("172.31.16.0/20")],
        interfaces,
        groups,
    }
}

async fn inside<T: Send + 'static>(netns: &Netns, work: impl FnOnce() -> T + Send + 'static) -> T {
    in_namespace(netns, move || async move { work() })
        .await
        .expect("entered")
}

/// What a program says inside.
async fn say(netns: &Netns, program: &'static str, arguments: &str) -> String {
    let arguments = arguments.to_owned();
    inside(netns, move || text(&run(program, &arguments))).await
}

/// Answers every connection with the peer's address.
async fn serve(netns: &Netns, port: u16) {
    let listener = inside(netns, move || {
        TcpListener::bind(("0.0.0.0", port)).expect("a free port")
    })
    .await;
    answer(listener);
}

fn answer(listener: TcpListener) {
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let peer = stream.peer_addr().expect("connected").ip();
            drop(write!(stream, "{peer}"));
        }
    });
}

async fn ask(netns: &Netns, to: Ipv4Addr, port: u16, patience: Duration) -> Option<String> {
    inside(netns, move || ask_here(to, port, patience)).await
}

fn ask_here(to: Ipv4Addr, port: u16, patience: Duration) -> Option<String> {
    let to = SocketAddr::from((to, port));
    let mut stream = TcpStream::connect_timeout(&to, patience).ok()?;
    stream.set_read_timeout(Some(patience)).expect("not zero");
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    Some(text)
}

async fn begin(network: VpcNetwork) -> Vpcs {
    let vpcs = Vpcs::ensure(options()).await.expect("as root");
    vpcs.enforce(vec![network]).await.expect("enforced");
    vpcs
}

#[test]
fn two_tasks_talk_as_their_groups_let_them() {
    host(|| async {
        let members = || vec![member(10, &["sg-web"]), member(11, &["sg-client"])];
        let client = || group("sg-client", Vec::new());
        let closed = vpc(members(), vec![group("sg-web", Vec::new()), client()]);
        let vpcs = begin(closed.clone()).await;
        let web = vpcs.plug(&interface(10)).await.expect("plugged");
        let asking = vpcs.plug(&interface(11)).await.expect("plugged");
        serve(&web, 80).await;
        serve(&asking, 80).await;
        assert_eq!(ask(&asking, address(10), 80, REFUSAL).await, None);

        let to_80 = |peer| vec![rule(Traffic::Tcp(80, 80), peer)];
        let of_group = group("sg-web", to_80(Peer::Group("sg-client".to_owned())));
        let open = vpc(members(), vec![of_group, client()]);
        vpcs.enforce(vec![open]).await.expect("enforced");
        let heard = ask(&asking, address(10), 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("172.31.0.11"), "its own address");
        // Only that way, and only that port.
        assert_eq!(ask(&web, address(11), 80, REFUSAL).await, None);
        serve(&web, 81).await;
        assert_eq!(ask(&asking, address(10), 81, REFUSAL).await, None);

        let other = Peer::Addresses("10.0.0.0/8".parse::<Cidr>().expect("valid"));
        let elsewhere = vpc(members(), vec![group("sg-web", to_80(other)), client()]);
        vpcs.enforce(vec![elsewhere]).await.expect("enforced");
        assert_eq!(ask(&asking, address(10), 80, REFUSAL).await, None);

        let mut silent = client();
        silent.egress.clear();
        let no_way_out = vpc(members(), vec![group("sg-web", to_80(anyone())), silent]);
        vpcs.enforce(vec![no_way_out]).await.expect("enforced");
        assert_eq!(ask(&asking, address(10), 80, REFUSAL).await, None);
        vpcs.teardown().await.expect("removed");
    });
}

#[test]
fn what_has_begun_goes_on_when_a_group_closes() {
    host(|| async {
        let members = || vec![member(10, &["sg-a"]), member(11, &["sg-a"])];
        let all = vec![rule(Traffic::All, Peer::Group("sg-a".to_owned()))];
        let vpcs = begin(vpc(members(), vec![group("sg-a", all)])).await;
        let one = vpcs.plug(&interface(10)).await.expect("plugged");
        let other = vpcs.plug(&interface(11)).await.expect("plugged");
        let (mut here, mut there) = connected(&one, &other).await;
        let closed = vpc(members(), vec![group("sg-a", Vec::new())]);
        vpcs.enforce(vec![closed]).await.expect("enforced");
        here.write_all(b"still").expect("sent");
        let mut heard = [0; 5];
        there.read_exact(&mut heard).expect("received");
        assert_eq!(&heard, b"still");
        serve(&one, 80).await;
        assert_eq!(ask(&other, address(10), 80, REFUSAL).await, None);
    });
}

/// A connection from `other` to `one` (number 10), seen from both ends.
async fn connected(one: &Netns, other: &Netns) -> (TcpStream, TcpStream) {
    let listener = inside(one, || TcpListener::bind(("0.0.0.0", 9)).expect("free")).await;
    let accepting = thread::spawn(move || listener.accept().expect("asked").0);
    let asking = inside(other, || {
        let to = SocketAddr::from((address(10), 9));
        TcpStream::connect_timeout(&to, PATIENCE).expect("open")
    });
    let there = asking.await;
    let here = accepting.join().expect("accepted");
    there.set_read_timeout(Some(PATIENCE)).expect("not zero");
    (here, there)
}

#[test]
fn an_interface_is_what_it_was_asked_to_be() {
    host(|| async {
        let vpcs = begin(vpc(vec![member(10, &[])], Vec::new())).await;
        assert_eq!(vpcs.vpc_of("eni-10").await, "vpc-1");
        let refused = vpcs.plug(&interface(11)).await;
        assert!(matches!(refused, Err(Error::NotEnforced(id)) if id == "eni-11"));
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        let again = vpcs.plug(&interface(10)).await.expect("the same");
        let shown = say(&again, "ip", "-d addr show eth0").await;
        for part in ["02:aa:00:00:00:0a", "172.31.0.10/20", "mtu 1500"] {
            assert!(shown.contains(part), "{shown}");
        }
        let routes = say(&task, "ip", "route").await;
        assert!(
            routes.contains("default via 172.31.0.1 dev eth0"),
            "{routes}"
        );
        let pinged = say(&task, "busybox", "ping -c1 -W2 172.31.0.1").await;
        assert!(pinged.contains("1 packets received"), "{pinged}");
        // What nobody has is not looked for elsewhere.
        assert_eq!(
            ask(&task, Ipv4Addr::new(172, 31, 99, 1), 80, REFUSAL).await,
            None
        );
    });
}

#[test]
fn nobody_is_another() {
    host(|| async {
        let members = vec![
            member(10, &["sg-a"]),
            member(11, &["sg-a"]),
            member(12, &["sg-a"]),
        ];
        let all = vec![rule(Traffic::All, anyone())];
        let vpcs = begin(vpc(members, vec![group("sg-a", all)])).await;
        let spoofing = vpcs.plug(&interface(10)).await.expect("plugged");
        let target = vpcs.plug(&interface(11)).await.expect("plugged");
        let honest = vpcs.plug(&interface(12)).await.expect("plugged");
        let heard = inside(&target, || {
            let socket = UdpSocket::bind("0.0.0.0:9").expect("free");
            socket.set_read_timeout(Some(REFUSAL)).expect("not zero");
            socket
        });
        let heard = heard.await;
        let mut buffer = [0; 16];
        let send = || {
            let socket = UdpSocket::bind("0.0.0.0:0").expect("a port");
            drop(socket.send_to(b"hello", (address(11), 9)));
        };
        inside(&spoofing, send).await;
        assert!(heard.recv(&mut buffer).is_ok(), "as itself");
        say(&spoofing, "ip", "addr add 172.31.0.12/32 dev eth0").await;
        inside(&spoofing, || {
            let socket = UdpSocket::bind((address(12), 0)).expect("its address now");
            drop(socket.send_to(b"hello", (address(11), 9)));
        })
        .await;
        assert!(heard.recv(&mut buffer).is_err(), "with another's address");
        // It says by ARP that it is the other, and yet does not get what is meant for that.
        let claim = "arping -q -c2 -U -I eth0 -s 172.31.0.12 172.31.0.12";
        say(&spoofing, "busybox", claim).await;
        serve(&honest, 80).await;
        serve(&spoofing, 80).await;
        let answered = ask(&target, address(12), 80, PATIENCE).await;
        assert_eq!(answered.as_deref(), Some("172.31.0.11"));
        say(&spoofing, "ip", "link set eth0 address 02:aa:00:00:00:0c").await;
        inside(&spoofing, send).await;
        assert!(heard.recv(&mut buffer).is_err(), "with another's MAC");
    });
}

/// In one namespace there are as many connections as these at most, whoever sends.
#[test]
fn nobody_fills_the_table_of_connections() {
    host(|| async {
        let network = vpc(vec![member(10, &["sg-a"])], vec![group("sg-a", Vec::new())]);
        let vpcs = begin(network).await;
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        let sent = inside(&task, || {
            let socket = UdpSocket::bind("0.0.0.0:0").expect("free");
            let to = |number: u32| {
                let address = Ipv4Addr::from(0xc612_0000 + number % 0x2_0000);
                socket.send_to(b"hello", (address, 9)).is_ok()
            };
            // Each to somebody else.
            (0..60_000).filter(|number| to(*number)).count()
        });
        assert!(sent.await > 50_000);
        let router = Netns::at(Path::new("/run/netns/berth-test-vpc-1")).expect("there");
        let count = || fs::read_to_string("/proc/sys/net/netfilter/nf_conntrack_count");
        let tracked = inside(&router, count).await.expect("there");
        let tracked: u32 = tracked.trim().parse().expect("a number");
        assert!((10_000..25_000).contains(&tracked), "{tracked}");
        vpcs.teardown().await.expect("removed");
    });
}

#[test]
fn subnets_are_routed_and_vpcs_are_apart() {
    host(|| async {
        let all = || vec![group("sg-a", vec![rule(Traffic::All, anyone())])];
        let far = Ipv4Addr::new(172, 31, 16, 9);
        let mut other_subnet = member(20, &["sg-a"]);
        other_subnet.address = far;
        let first = vpc(vec![member(10, &["sg-a"]), other_subnet], all());
        // The same addresses once more.
        let mut twin = vpc(vec![member(10, &["sg-a"]), member(11, &["sg-a"])], all());
        twin.id = "vpc-2".to_owned();
        for (member, id) in twin.interfaces.iter_mut().zip(["eni-a", "eni-b"]) {
            member.id = id.to_owned();
        }
        let vpcs = Vpcs::ensure(options()).await.expect("as root");
        vpcs.enforce(vec![first, twin]).await.expect("enforced");
        let one = vpcs.plug(&interface(10)).await.expect("plugged");
        let across = Interface {
            address: far,
            gateway: Ipv4Addr::new(172, 31, 16, 1),
            ..interface(20)
        };
        let across = vpcs.plug(&across).await.expect("plugged");
        let in_twin = |last, id: &str| Interface {
            id: id.to_owned(),
            ..interface(last)
        };
        let twin = vpcs.plug(&in_twin(10, "eni-a")).await.expect("plugged");
        let beside = vpcs.plug(&in_twin(11, "eni-b")).await.expect("plugged");
        serve(&across, 80).await;
        let heard = ask(&one, far, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("172.31.0.10"));
        assert_eq!(ask(&twin, far, 80, REFUSAL).await, None, "not of its VPC");
        serve(&beside, 80).await;
        assert!(ask(&twin, address(11), 80, PATIENCE).await.is_some());
        assert_eq!(ask(&one, address(11), 80, REFUSAL).await, None);
    });
}

#[test]
fn tasks_get_out_and_the_host_is_closed_to_them() {
    host(|| async {
        // The world: a namespace behind the host.
        ip("netns add world");
        ip("link add wan type veth peer name eth0 netns world");
        ip("addr add 192.0.2.1/24 dev wan");
        ip("link set wan up");
        for rest in [
            "link set lo up",
            "addr add 192.0.2.9/24 dev eth0",
            "link set eth0 up",
        ] {
            ip(&format!("-n world {rest}"));
        }
        let world = Netns::at(Path::new("/run/netns/world")).expect("made");
        serve(&world, 80).await;
        answer(TcpListener::bind("0.0.0.0:8080").expect("free"));
        let all = vec![rule(Traffic::Tcp(80, 80), anyone())];
        let vpcs = begin(vpc(vec![member(10, &["sg-a"])], vec![group("sg-a", all)])).await;
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        let outside = Ipv4Addr::new(192, 0, 2, 9);
        let heard = ask(&task, outside, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("192.0.2.1"), "translated");
        let routes = text(&run("ip", "route"));
        let link = routes
            .lines()
            .find(|line| line.starts_with("172.31.0.0/16"));
        let router = link.and_then(|line| line.split_whitespace().nth(2));
        let router: Ipv4Addr = router.and_then(|it| it.parse().ok()).expect("a route");
        let own = Ipv4Addr::from(u32::from(router) - 1);
        for closed in [
            Ipv4Addr::new(192, 0, 2, 1),
            own,
            address(1),
            METADATA_ADDRESS,
        ] {
            assert_eq!(ask(&task, closed, 8080, REFUSAL).await, None, "{closed}");
        }
        // The host itself gets in, as the group allows.
        serve(&task, 80).await;
        serve(&task, 81).await;
        let heard = ask_here(address(10), 80, PATIENCE);
        assert_eq!(heard, Some(own.to_string()));
        assert_eq!(ask_here(address(10), 81, REFUSAL), None);
    });
}

#[test]
fn what_was_made_is_found_again_and_what_is_nobodys_goes() {
    host(|| async {
        let members = vec![member(10, &["sg-a"]), member(11, &["sg-a"])];
        let all = vec![group("sg-a", vec![rule(Traffic::All, anyone())])];
        let network = vpc(members, all);
        let vpcs = begin(network.clone()).await;
        let one = vpcs.plug(&interface(10)).await.expect("plugged");
        let other = vpcs.plug(&interface(11)).await.expect("plugged");
        serve(&one, 80).await;
        drop(vpcs);

        let found = Vpcs::ensure(options()).await.expect("found");
        let both = BTreeSet::from(["eni-10".to_owned(), "eni-11".to_owned()]);
        assert_eq!(found.plugged().await, both);
        let heard = ask(&other, address(10), 80, PATIENCE).await;
        assert!(heard.is_some(), "rules outlive whoever made them");
        assert_eq!(found.vpc_of("eni-10").await, "vpc-1");
        found.plug(&interface(10)).await.expect("the same");
        found
            .reconcile(&BTreeSet::from(["eni-10".to_owned()]))
            .await
            .expect("removed");
        assert_eq!(ask(&other, address(10), 80, REFUSAL).await, None);
        let links = say(&other, "ip", "-br link").await;
        assert!(!links.contains("eth0"), "{links}");
        found.unplug("eni-10").await.expect("removed");
        // With its last interface, since nobody told of the VPC in this life.
        assert_eq!(left(), Vec::<String>::new());
        found.teardown().await.expect("removed");
        let tables = text(&run("nft", "list tables"));
        assert_eq!(tables, "");
    });
}

/// Names of namespaces and of the host's devices but loopback.
fn left() -> Vec<String> {
    let spaces = fs::read_dir("/run/netns").expect("there");
    let spaces = spaces.map(|entry| entry.expect("readable").file_name());
    let spaces = spaces.map(|name| name.to_string_lossy().into_owned());
    let links = text(&run("ip", "-br link"));
    let links = links.lines().filter(|line| !line.starts_with("lo "));
    spaces.chain(links.map(str::to_owned)).collect()
}

#[test]
fn a_machines_interface_is_held_to_the_same_rules() {
    host(|| async {
        let tap = |vpcs: Vpcs| async move { vpcs.plug_tap(&interface(10), None).await };
        machine_is_held(tap).await;
    });
}

#[test]
fn an_interface_that_a_machine_had_before_its_task_is_held_to_the_same_rules() {
    host(|| async {
        let before = left();
        let spare = SpareTap::open().await.expect("made");
        assert_eq!(left(), before, "it is nowhere");
        let machines = spare.file().expect("a copy");
        let moved = |vpcs: Vpcs| async move {
            vpcs.plug_tap(&interface(10), Some(&spare)).await?;
            Ok(machines)
        };
        machine_is_held(moved).await;
    });
}

async fn machine_is_held<F: Future<Output = Result<OwnedFd, Error>>>(tap: impl FnOnce(Vpcs) -> F) {
    {
        let members = vec![member(10, &["sg-a"]), member(11, &["sg-a"])];
        let all = vec![group("sg-a", vec![rule(Traffic::All, anyone())])];
        let vpcs = begin(vpc(members, all)).await;
        let task = vpcs.plug(&interface(11)).await.expect("plugged");
        let tap = File::from(tap(vpcs.clone()).await.expect("plugged"));
        let heard = inside(&task, || {
            let socket = UdpSocket::bind("0.0.0.0:9").expect("free");
            socket.set_read_timeout(Some(PATIENCE)).expect("not zero");
            socket
        });
        let heard = heard.await;
        let mut buffer = [0; 16];
        (&tap)
            .write_all(&datagram(mac(10), address(10)))
            .expect("sent");
        let (_, from) = heard.recv_from(&mut buffer).expect("as itself");
        assert_eq!(from.ip(), address(10));
        let patience = heard.set_read_timeout(Some(REFUSAL));
        patience.expect("not zero");
        (&tap)
            .write_all(&datagram(mac(10), address(12)))
            .expect("sent");
        assert!(heard.recv(&mut buffer).is_err(), "with another's address");
        (&tap)
            .write_all(&datagram(mac(12), address(10)))
            .expect("sent");
        assert!(heard.recv(&mut buffer).is_err(), "with another's MAC");
        drop::<OwnedFd>(tap.into());
        vpcs.unplug("eni-10").await.expect("it is gone already");
        assert_eq!(vpcs.plugged().await, BTreeSet::from(["eni-11".to_owned()]));
    }
}

/// A frame with a UDP datagram to interface 11, port 9, after virtio's header.
fn datagram(from_mac: Mac, from: Ipv4Addr) -> Vec<u8> {
    let mut frame = vec![0; 12];
    frame.extend([0x02, 0xbe, 0, 0, 0, 1]);
    frame.extend(from_mac.bytes());
    frame.extend([0x08, 0x00]);
    let mut header = vec![0x45, 0, 0, 33, 0, 0, 0, 0, 64, 17, 0, 0];
    header.extend(from.octets());
    header.extend(address(11).octets());
    let sum: u32 = header
        .chunks(2)
        .map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]])))
        .sum();
    let sum = !u16::try_from((sum & 0xffff) + (sum >> 16)).expect("folded");
    header[10..12].copy_from_slice(&sum.to_be_bytes());
    frame.extend(header);
    // No checksum of its own.
    frame.extend([0x30, 0x39, 0, 9, 0, 13, 0, 0]);
    frame.extend(b"hello");
    frame
}

#[test]
fn the_doors_of_a_vpc_open_and_close_with_it() {
    host(|| async {
        let (doors, mut opened) = mpsc::unbounded_channel();
        let options = VpcOptions {
            doors: Some(doors),
            ..options()
        };
        let vpcs = Vpcs::ensure(options.clone()).await.expect("as root");
        let network = vpc(vec![member(10, &[])], Vec::new());
        vpcs.enforce(vec![network]).await.expect("enforced");
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        let doors: Doors = opened.recv().await.expect("opened");
        assert_eq!(doors.vpc, "vpc-1");
        assert!(doors.network.borrow().is_some());
        doors.metadata.set_nonblocking(false).expect("a socket");
        answer(doors.metadata.try_clone().expect("a socket"));
        // Groups say nothing, and yet: this is not subject to them.
        let heard = ask(&task, METADATA_ADDRESS, 80, PATIENCE).await;
        assert_eq!(heard.as_deref(), Some("172.31.0.10"));
        doors.resolver.set_nonblocking(false).expect("a socket");
        let resolver = doors.resolver.try_clone().expect("a socket");
        let echoing = thread::spawn(move || {
            let mut buffer = [0; 64];
            let (len, peer) = resolver.recv_from(&mut buffer).expect("asked");
            resolver.send_to(&buffer[..len], peer).expect("answered");
            peer
        });
        let answered = inside(&task, || {
            let socket = UdpSocket::bind("0.0.0.0:0").expect("a port");
            socket.set_read_timeout(Some(PATIENCE)).expect("not zero");
            socket.connect((address(2), 53)).expect("routed");
            socket.send(b"query").expect("sent");
            socket.recv(&mut [0; 16]).expect("answered")
        });
        assert_eq!(answered.await, 5);
        assert_eq!(echoing.join().expect("ended").ip(), address(10));

        vpcs.unplug("eni-10").await.expect("removed");
        vpcs.enforce(Vec::new()).await.expect("nothing");
        assert!(doors.closed.await.is_err(), "closed");
        assert_eq!(left(), Vec::<String>::new());
    });
}

/// A question of this name for an address, as the wire has it.
fn question(name: &str) -> Vec<u8> {
    let mut message = vec![7, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        message.push(u8::try_from(label.len()).expect("short"));
        message.extend(label.as_bytes());
    }
    message.extend([0, 0, 1, 0, 1]);
    message
}

/// The host's own resolver, at 127.0.0.1: answers each message by itself and "here".
fn hosts_resolver() {
    fs::write("/run/netns/resolv.conf", "nameserver 127.0.0.1\n").expect("there is room");
    let bind = MsFlags::MS_BIND;
    let (own, hosts) = (Some("/run/netns/resolv.conf"), "/etc/resolv.conf");
    mount(own, hosts, None::<&str>, bind, None::<&str>).expect("root");
    let datagrams = UdpSocket::bind("127.0.0.1:53").expect("free");
    thread::spawn(move || {
        let mut buffer = [0; 512];
        while let Ok((length, peer)) = datagrams.recv_from(&mut buffer) {
            let answer = [&buffer[..length], b"here"].concat();
            drop(datagrams.send_to(&answer, peer));
        }
    });
    let streams = TcpListener::bind("127.0.0.1:53").expect("free");
    thread::spawn(move || {
        for stream in streams.incoming() {
            let mut stream = stream.expect("accepted");
            let message = framed(&mut stream);
            let answer = [&message[..], b"here"].concat();
            let length = u16::try_from(answer.len()).expect("short");
            drop(stream.write_all(&[&length.to_be_bytes()[..], &answer].concat()));
        }
    });
}

/// A message after its length.
fn framed(stream: &mut TcpStream) -> Vec<u8> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).expect("a length");
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut message).expect("a message");
    message
}

#[test]
fn the_resolver_knows_the_vpc_and_asks_the_host_for_the_rest() {
    host(|| async {
        hosts_resolver();
        let (doors, mut opened) = mpsc::unbounded_channel();
        let options = VpcOptions {
            doors: Some(doors),
            ..options()
        };
        let vpcs = Vpcs::ensure(options).await.expect("as root");
        let network = vpc(vec![member(10, &[])], Vec::new());
        vpcs.enforce(vec![network]).await.expect("enforced");
        let task = vpcs.plug(&interface(10)).await.expect("plugged");
        let doors: Doors = opened.recv().await.expect("opened");
        let (datagrams, streams) = (doors.resolver, doors.resolver_stream);
        let serving = Resolver::new("ec2.internal").serve(datagrams, streams, doors.network);
        tokio::spawn(serving.expect("usable"));

        let datagram = |name: &str| {
            let message = question(name);
            move || {
                let socket = UdpSocket::bind("0.0.0.0:0").expect("a port");
                socket.set_read_timeout(Some(PATIENCE)).expect("not zero");
                socket.connect((address(2), 53)).expect("routed");
                socket.send(&message).expect("sent");
                let mut buffer = [0; 512];
                let length = socket.recv(&mut buffer).expect("answered");
                buffer[..length].to_vec()
            }
        };
        let known = inside(&task, datagram("ip-172-31-0-10.ec2.internal")).await;
        assert!(known.ends_with(&[172, 31, 0, 10]), "{known:?}");
        let elsewhere = inside(&task, datagram("example.com")).await;
        assert!(elsewhere.ends_with(b"here"), "{elsewhere:?}");
        // Twice over one connection.
        let answers = inside(&task, || {
            let to = SocketAddr::from((address(2), 53));
            let mut stream = TcpStream::connect_timeout(&to, PATIENCE).expect("open");
            stream.set_read_timeout(Some(PATIENCE)).expect("not zero");
            ["example.com", "ip-172-31-0-10.ec2.internal"].map(|name| {
                let message = question(name);
                let length = u16::try_from(message.len()).expect("short");
                let framed_question = [&length.to_be_bytes()[..], &message].concat();
                stream.write_all(&framed_question).expect("sent");
                framed(&mut stream)
            })
        });
        let [elsewhere, known] = answers.await;
        assert!(elsewhere.ends_with(b"here"), "{elsewhere:?}");
        assert!(known.ends_with(&[172, 31, 0, 10]), "{known:?}");
    });
}

#[test]
fn two_agents_of_a_host_share_a_vpc() {
    host(|| async {
        let told = |own: u8, other: u8| {
            let mut beside = member(other, &["sg-a"]);
            beside.host = Some(Ipv4Addr::LOCALHOST);
            let hosts = "169.254.172.0/22".parse::<Cidr>().expect("valid");
            let all = [Peer::Group("sg-a".to_owned()), Peer::Addresses(hosts)];
            let all = all.map(|peer| rule(Traffic::Tcp(80, 80), peer)).to_vec();
            vpc(
                vec![member(own, &["sg-a"]), beside],
                vec![group("sg-a", all)],
            )
        };
        let agent = |instance: &str| VpcOptions {
            instance: instance.to_owned(),
            ..options()
        };
        let one = Vpcs::ensure(agent("one")).await.expect("as root");
        one.enforce(vec![told(10, 11)]).await.expect("enforced");
        let here = one.plug(&interface(10)).await.expect("plugged");
        // The second comes later, and the first is not told again.
        let two = Vpcs::ensure(agent("two")).await.expect("as root");
        two.enforce(vec![told(11, 10)]).await.expect("enforced");
        let there = two.plug(&interface(11)).await.expect("plugged");
        for (asking, asked, last) in [(&here, &there, 11), (&there, &here, 10)] {
            serve(asked, 80).await;
            serve(asked, 81).await;
            assert!(ask(asking, address(last), 80, PATIENCE).await.is_some());
            assert_eq!(ask(asking, address(last), 81, REFUSAL).await, None);
        }
        // The host reaches the tasks of both, whichever has the VPC's range there, also after a restart.
        for _ in 0..2 {
            assert!(ask_here(address(10), 80, PATIENCE).is_some());
            assert!(ask_here(address(11), 80, PATIENCE).is_some());
            assert_eq!(ask_here(address(11), 81, REFUSAL), None);
            let two = Vpcs::ensure(agent("two")).await.expect("as root");
            two.enforce(vec![told(11, 10)]).await.expect("enforced");
        }
        let alone = vpc(vec![member(10, &["sg-a"])], Vec::new());
        one.enforce(vec![alone]).await.expect("enforced");
        assert_eq!(ask(&here, address(11), 80, REFUSAL).await, None);
        assert_eq!(ask(&there, address(10), 80, REFUSAL).await, None);
        for vpcs in [one, two] {
            vpcs.teardown().await.expect("removed");
        }
        assert_eq!(left(), Vec::<String>::new());
    });
}

/// A host of several: its agent's part, in a thread inside the namespace `host<number>`.
struct Host {
    networks: std::sync::mpsc::Sender<VpcNetwork>,
    enforced: std::sync::mpsc::Receiver<()>,
    task: Netns,
}

impl Host {
    /// Begins with the VPC's interface `here`.
    fn begin(number: u8, network: VpcNetwork, here: u8) -> Self {
        let path = format!("/run/netns/host{number}");
        let host = Netns::at(Path::new(&path)).expect("made");
        let (networks, told) = std::sync::mpsc::channel::<VpcNetwork>();
        let (done, enforced) = std::sync::mpsc::channel();
        let (plugged, task) = std::sync::mpsc::channel();
        networks.send(network).expect("read below");
        let tunnel_address = Ipv4Addr::new(192, 0, 2, number);
        let options = VpcOptions {
            instance: format!("host{number}"),
            tunnel_address,
            ..options()
        };
        let agent = move || async move {
            let vpcs = Vpcs::ensure(options).await.expect("as root");
            while let Ok(network) = told.recv() {
                vpcs.enforce(vec![network]).await.expect("enforced");
                drop(plugged.send(vpcs.plug(&interface(here)).await.expect("plugged")));
                let _ = done.send(());
            }
        };
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            let runtime = runtime.expect("a runtime");
            runtime.block_on(in_namespace(&host, agent)).expect("ended");
        });
        let task = task.recv().expect("plugged");
        enforced.recv().expect("enforced");
        Self {
            networks,
            enforced,
            task,
        }
    }

    fn enforce(&self, network: VpcNetwork) {
        self.networks.send(network).expect("it lives");
        self.enforced.recv().expect("enforced");
    }
}

#[test]
fn interfaces_of_other_hosts_are_reached_through_the_tunnel() {
    host(|| async {
        ip("link add wire type bridge");
        ip("link set wire up");
        for number in [1, 2] {
            ip(&format!("netns add host{number}"));
            ip(&format!(
                "link add w{number} type veth peer name eth0 netns host{number}"
            ));
            ip(&format!("link set w{number} master wire up"));
            ip(&format!(
                "-n host{number} addr add 192.0.2.{number}/24 dev eth0"
            ));
            ip(&format!("-n host{number} link set eth0 up"));
            ip(&format!("-n host{number} link set lo up"));
        }
        let on = |host: u8, of: &[(u8, u8)], ingress: Vec<Rule>| {
            let members = of.iter().map(|(last, number)| {
                let mut member = member(*last, &["sg-a"]);
                let far = (*number != host).then(|| Ipv4Addr::new(192, 0, 2, *number));
                member.host = far;
                member
            });
            vpc(members.collect(), vec![group("sg-a", ingress)])
        };
        let all = || vec![rule(Traffic::All, Peer::Group("sg-a".to_owned()))];
        let both = [(10, 1), (11, 2)];
        let one = Host::begin(1, on(1, &both, all()), 10);
        let other = Host::begin(2, on(2, &both, all()), 11);
        for (asking, asked, last) in [(&one, &other, 11), (&other, &one, 10)] {
            serve(&asked.task, 80).await;
            let heard = ask(&asking.task, address(last), 80, PATIENCE).await;
            let own = if last == 11 {
                "172.31.0.10"
            } else {
                "172.31.0.11"
            };
            assert_eq!(heard.as_deref(), Some(own));
        }
        // The host of the asked one decides.
        other.enforce(on(2, &both, Vec::new()));
        assert_eq!(ask(&one.task, address(11), 80, REFUSAL).await, None);
        other.enforce(on(2, &both, all()));
        assert!(ask(&one.task, address(11), 80, PATIENCE).await.is_some());
        // What is not told of is neither reached nor heard.
        other.enforce(on(2, &[(11, 2)], all()));
        assert_eq!(ask(&one.task, address(11), 80, REFUSAL).await, None);
        assert_eq!(ask(&other.task, address(10), 80, REFUSAL).await, None);
    });
}
