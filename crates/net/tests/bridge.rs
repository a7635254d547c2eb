//! The bridge with real namespaces, interfaces and packets. Each test is a host of its own: a
//! thread in a new network namespace, which the kernel takes down with everything in it.

mod host;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use berth_net::{
    API_PORT, Bridge, EndpointPorts, Error, METADATA_ADDRESS, METADATA_PORT, Netns, Options,
    Plugged, Protocol, Published, in_namespace, open_inside,
};
use host::{host, ip, run};
use nix::sched::{CloneFlags, unshare};

const PATIENCE: Duration = Duration::from_secs(5);
/// How long a packet that must not arrive is waited for.
const REFUSAL: Duration = Duration::from_millis(300);

/// A namespace with nothing in it, alive as long as the value.
struct Container {
    file: File,
    netns: Netns,
}

impl Container {
    fn new() -> Self {
        let file = thread::spawn(|| {
            unshare(CloneFlags::CLONE_NEWNET).expect("root");
            File::open("/proc/thread-self/ns/net").expect("there is procfs")
        })
        .join()
        .expect("opened");
        let netns = Netns::at(Path::new(&Self::path_of(&file))).expect("an open namespace");
        Self { file, netns }
    }

    fn path_of(file: &File) -> PathBuf {
        PathBuf::from(format!(
            "/proc/{}/fd/{}",
            std::process::id(),
            file.as_raw_fd()
        ))
    }

    fn path(&self) -> String {
        Self::path_of(&self.file).display().to_string()
    }

    async fn inside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        in_namespace(&self.netns, move || async move { work() })
            .await
            .expect("entered")
    }

    /// Answers every connection with the text and the peer's address.
    async fn serve(&self, port: u16, text: &'static str) {
        let listener = self
            .inside(move || TcpListener::bind(("0.0.0.0", port)).expect("a free port"))
            .await;
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("accepted");
                let peer = stream.peer_addr().expect("connected").ip();
                drop(write!(stream, "{text} {peer}"));
            }
        });
    }

    /// Sends every datagram back.
    async fn echo(&self, port: u16) {
        let socket = self
            .inside(move || UdpSocket::bind(("0.0.0.0", port)).expect("a free port"))
            .await;
        thread::spawn(move || {
            let mut buffer = [0; 64];
            while let Ok((len, peer)) = socket.recv_from(&mut buffer) {
                drop(socket.send_to(&buffer[..len], peer));
            }
        });
    }

    async fn ask(&self, address: Ipv4Addr, port: u16, patience: Duration) -> Option<String> {
        self.inside(move || ask(address, port, patience)).await
    }
}

fn ask(address: Ipv4Addr, port: u16, patience: Duration) -> Option<String> {
    let address = SocketAddr::V4(SocketAddrV4::new(address, port));
    let mut stream = TcpStream::connect_timeout(&address, patience).ok()?;
    stream.set_read_timeout(Some(patience)).expect("not zero");
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    Some(text)
}

fn ask_udp(address: Ipv4Addr, port: u16) -> Option<String> {
    let socket = UdpSocket::bind("0.0.0.0:0").expect("a port");
    socket.set_read_timeout(Some(PATIENCE)).expect("not zero");
    socket.connect((address, port)).expect("routed");
    socket.send(b"ping").ok()?;
    let mut buffer = [0; 64];
    let len = socket.recv(&mut buffer).ok()?;
    Some(String::from_utf8_lossy(&buffer[..len]).into_owned())
}

fn options() -> Options {
    Options {
        name: "berth0".to_owned(),
        instance: "test".to_owned(),
        subnet: Some("172.30.0.0/16".parse().expect("valid")),
        dynamic_ports: None,
    }
}

fn tcp(host_port: u16, container_port: u16) -> Published {
    Published {
        protocol: Protocol::Tcp,
        host_port,
        container_port,
    }
}

async fn plugged(bridge: &Bridge, key: &str) -> (Container, Plugged) {
    let container = Container::new();
    let plugged = bridge.plug(&container.netns, key).await.expect("plugged");
    (container, plugged)
}

/// A machine on another wire of the host, which has 10.77.0.1 there.
async fn neighbour() -> Container {
    let outside = Container::new();
    ip("link add wire0 type veth peer name wire1");
    ip(&format!("link set wire1 netns {}", outside.path()));
    ip("addr add 10.77.0.1/24 dev wire0");
    ip("link set wire0 up");
    outside
        .inside(|| {
            ip("link set lo up");
            ip("addr add 10.77.0.2/24 dev wire1");
            ip("link set wire1 up");
            // It knows the way to the containers, and must still not get there.
            ip("route add 172.30.0.0/16 via 10.77.0.1");
        })
        .await;
    outside
}

#[test]
fn a_container_has_the_address_it_was_told_and_reaches_the_gateway() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let (container, plugged) = plugged(&bridge, "one").await;
        assert_eq!(plugged.address, Ipv4Addr::new(172, 30, 0, 2));
        assert_eq!(plugged.mac, "02:be:ac:1e:00:02");
        let shown = container
            .inside(|| run("ip", "-o addr show dev eth0").stdout)
            .await;
        let shown = String::from_utf8(shown).expect("text");
        assert!(shown.contains("172.30.0.2/16"), "{shown}");
        let link = container
            .inside(|| run("ip", "link show dev eth0").stdout)
            .await;
        assert!(
            String::from_utf8(link)
                .expect("text")
                .contains(&plugged.mac)
        );

        let listener = TcpListener::bind((plugged.gateway, 0)).expect("the host's address");
        let port = listener.local_addr().expect("bound").port();
        thread::spawn(move || {
            let (mut stream, peer) = listener.accept().expect("a caller");
            drop(write!(stream, "you are {}", peer.ip()));
        });
        let answer = container.ask(plugged.gateway, port, PATIENCE).await;
        assert_eq!(answer.as_deref(), Some("you are 172.30.0.2"));
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn a_published_port_answers_from_everywhere() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let outside = neighbour().await;
        let (server, place) = plugged(&bridge, "server").await;
        let (client, _) = plugged(&bridge, "client").await;
        server.serve(80, "hello").await;
        bridge
            .publish("server", place.address, &[tcp(8080, 80)])
            .await
            .expect("published");

        let host_address = Ipv4Addr::new(10, 77, 0, 1);
        let check = |from: &str, answer: Option<String>, peer: &str| {
            assert_eq!(answer, Some(format!("hello {peer}")), "from {from}");
        };
        check(
            "the host's loopback",
            ask(Ipv4Addr::LOCALHOST, 8080, PATIENCE),
            "172.30.0.1",
        );
        check(
            "the host by its own address",
            ask(host_address, 8080, PATIENCE),
            "10.77.0.1",
        );
        check(
            "outside",
            outside.ask(host_address, 8080, PATIENCE).await,
            "10.77.0.2",
        );
        check(
            "another container",
            client.ask(host_address, 8080, PATIENCE).await,
            "172.30.0.1",
        );
        check(
            "another container by the gateway",
            client.ask(place.gateway, 8080, PATIENCE).await,
            "172.30.0.1",
        );
        check(
            "the container itself",
            server.ask(host_address, 8080, PATIENCE).await,
            "172.30.0.1",
        );
        check(
            "another container directly",
            client.ask(place.address, 80, PATIENCE).await,
            "172.30.0.3",
        );

        bridge.unpublish("server").await.expect("unpublished");
        assert_eq!(ask(Ipv4Addr::LOCALHOST, 8080, REFUSAL), None);
        assert_eq!(outside.ask(host_address, 8080, REFUSAL).await, None);
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn a_published_udp_port_answers() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let outside = neighbour().await;
        let (server, place) = plugged(&bridge, "dns").await;
        server.echo(53).await;
        let port = Published {
            protocol: Protocol::Udp,
            host_port: 5353,
            container_port: 53,
        };
        bridge
            .publish("dns", place.address, &[port])
            .await
            .expect("published");
        let ping = Some("ping".to_owned());
        assert_eq!(ask_udp(Ipv4Addr::LOCALHOST, 5353), ping);
        let from_outside = outside
            .inside(|| ask_udp(Ipv4Addr::new(10, 77, 0, 1), 5353))
            .await;
        assert_eq!(from_outside, ping);
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn containers_reach_the_world_and_the_world_only_what_is_published() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let outside = neighbour().await;
        let (container, place) = plugged(&bridge, "one").await;
        container.serve(80, "private").await;
        outside.serve(80, "world").await;
        let away = container
            .ask(Ipv4Addr::new(10, 77, 0, 2), 80, PATIENCE)
            .await;
        assert_eq!(away.as_deref(), Some("world 10.77.0.1"));
        assert_eq!(outside.ask(place.address, 80, REFUSAL).await, None);
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn the_hosts_loopback_is_out_of_reach() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let (container, place) = plugged(&bridge, "one").await;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let answer = container
            .inside(move || {
                // No loopback of its own: packets for 127.0.0.1 leave for the host.
                std::fs::write("/proc/sys/net/ipv4/conf/eth0/route_localnet", "1").expect("root");
                ip("route flush table local");
                ip(&format!("route add 127.0.0.1/32 via {}", place.gateway));
                let address = SocketAddr::from(([127, 0, 0, 1], port));
                TcpStream::connect_timeout(&address, REFUSAL).map(drop)
            })
            .await;
        assert!(answer.is_err());
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn nobody_has_a_conversation_as_somebody_else() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let (victim, place) = plugged(&bridge, "victim").await;
        let (thief, _) = plugged(&bridge, "thief").await;
        let port = says(place.gateway, "secret");
        let answer = victim.ask(place.gateway, port, PATIENCE).await;
        assert_eq!(answer.as_deref(), Some("secret"));
        // Address and hardware address, as with raw sockets; and everybody is told.
        let (address, mac) = (place.address, place.mac.clone());
        thief
            .inside(move || {
                ip("link set eth0 down");
                ip(&format!("link set eth0 address {mac}"));
                ip("addr flush dev eth0");
                ip(&format!("addr add {address}/16 dev eth0"));
                ip("link set eth0 up");
            })
            .await;
        let answer = thief.ask(place.gateway, port, REFUSAL).await;
        assert_eq!(answer, None);
        let answer = victim.ask(place.gateway, port, PATIENCE).await;
        assert_eq!(answer.as_deref(), Some("secret"));
        bridge.unplug("victim").await.expect("unplugged");
        let known = run("ip", "neigh show nud permanent dev berth0").stdout;
        assert!(
            !String::from_utf8(known)
                .expect("text")
                .contains(&place.address.to_string())
        );
        bridge.teardown().await.expect("gone");
    });
}

/// A server on every address that says `word` to all who come; its port.
fn says(address: Ipv4Addr, word: &'static str) -> u16 {
    let listener = TcpListener::bind((address, 0)).expect("a port");
    let port = listener.local_addr().expect("bound").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            drop(write!(stream.expect("accepted"), "{word}"));
        }
    });
    port
}

#[test]
fn the_metadata_address_leads_to_the_agent_and_to_nothing_else() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let (container, place) = plugged(&bridge, "one").await;
        let containers = EndpointPorts {
            metadata: says(place.gateway, "metadata"),
            api: says(place.gateway, "api"),
        };
        let of_host = EndpointPorts {
            metadata: says(Ipv4Addr::LOCALHOST, "host metadata"),
            api: says(Ipv4Addr::LOCALHOST, "host api"),
        };
        // There is no default route here. Twice, as after a restart.
        for _ in 0..2 {
            let redirected = bridge.redirect_metadata(containers, of_host).await;
            redirected.expect("redirected");
        }
        for (port, inside, outside) in [
            (METADATA_PORT, "metadata", "host metadata"),
            (API_PORT, "api", "host api"),
        ] {
            let answer = container.ask(METADATA_ADDRESS, port, PATIENCE).await;
            assert_eq!(answer.as_deref(), Some(inside));
            let answer = ask(METADATA_ADDRESS, port, PATIENCE);
            assert_eq!(answer.as_deref(), Some(outside));
        }
        let other = says(Ipv4Addr::UNSPECIFIED, "another service of the host");
        let answer = container.ask(METADATA_ADDRESS, other, REFUSAL).await;
        assert_eq!(answer, None);
        bridge.teardown().await.expect("gone");
        let routes = run("ip", "route show table main").stdout;
        assert!(!String::from_utf8(routes).expect("text").contains("169.254"));
    });
}

#[test]
fn a_namespace_without_a_network_has_the_metadata_address_to_itself() {
    host(|| async {
        let container = Container::new();
        container.inside(|| ip("link set lo up")).await;
        // A port of the container's own, as a web server takes it.
        container.serve(80, "its own").await;
        for word in ["first agent", "agent after a restart"] {
            let listeners = open_inside(&container.netns).await.expect("opened");
            let [metadata, _api] = listeners;
            metadata.set_nonblocking(false).expect("set");
            let answering = thread::spawn(move || {
                let (mut stream, _) = metadata.accept().expect("accepted");
                drop(write!(stream, "{word}"));
            });
            let answer = container.ask(METADATA_ADDRESS, 80, PATIENCE).await;
            assert_eq!(answer.as_deref(), Some(word));
            answering.join().expect("answered");
        }
        let own = container.ask(Ipv4Addr::LOCALHOST, 80, PATIENCE).await;
        assert_eq!(own.as_deref(), Some("its own 127.0.0.1"));
    });
}

#[test]
fn a_host_port_has_one_owner_and_a_batch_is_all_or_nothing() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let address = Ipv4Addr::new(172, 30, 0, 9);
        let ports = [tcp(8080, 80), tcp(8081, 81)];
        bridge
            .publish("a", address, &ports)
            .await
            .expect("published");
        bridge.publish("a", address, &ports).await.expect("again");
        let refused = bridge
            .publish("b", address, &[tcp(9000, 80), tcp(8081, 80)])
            .await;
        assert!(
            matches!(refused, Err(Error::PortPublished { port: 8081, .. })),
            "{refused:?}"
        );
        assert_eq!(bridge.published("b"), []);
        let table = run("nft", "list table ip berth_test").stdout;
        assert!(!String::from_utf8(table).expect("text").contains("9000"));
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn a_new_agent_finds_the_containers_and_removes_the_rest() {
    host(|| async {
        let first = Bridge::ensure(options()).await.expect("made");
        let (kept, place) = plugged(&first, "task/kept").await;
        let (_lost, lost) = plugged(&first, "task/lost").await;
        kept.serve(80, "kept").await;
        let ports = [tcp(8080, 80)];
        first
            .publish("task/kept", place.address, &ports)
            .await
            .expect("published");
        first
            .publish("task/lost", lost.address, &[tcp(8081, 80)])
            .await
            .expect("published");
        drop(first);

        let again = Bridge::ensure(options()).await.expect("found");
        assert_eq!(again.address_of("task/kept"), Some(place.address));
        assert_eq!(again.published("task/kept"), ports);
        let live = BTreeSet::from(["task/kept".to_owned()]);
        again.reconcile(&live).await.expect("reconciled");
        assert_eq!(again.address_of("task/lost"), None);
        assert_eq!(again.published("task/lost"), []);
        let links = run("ip", "-o link show master berth0").stdout;
        assert_eq!(String::from_utf8(links).expect("text").lines().count(), 1);
        let answer = ask(Ipv4Addr::LOCALHOST, 8080, PATIENCE);
        assert_eq!(answer.as_deref(), Some("kept 172.30.0.1"));
        // An interface plugged twice is the same interface.
        let same = again.plug(&kept.netns, "task/kept").await.expect("there");
        assert_eq!(same, place);
        let (_new, new) = plugged(&again, "task/new").await;
        assert!(new.address != place.address && new.address != lost.address);
        again.teardown().await.expect("gone");
    });
}

#[test]
fn an_interface_that_went_with_its_namespace_can_be_unplugged() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let (container, _) = plugged(&bridge, "gone").await;
        drop(container);
        bridge.unplug("gone").await.expect("no error");
        bridge.unplug("never").await.expect("no error");
        assert_eq!(bridge.address_of("gone"), None);
        bridge.teardown().await.expect("gone");
    });
}

#[test]
fn nothing_is_left_after_teardown() {
    host(|| async {
        let bridge = Bridge::ensure(options()).await.expect("made");
        let (_container, place) = plugged(&bridge, "one").await;
        let ports = [tcp(8080, 80)];
        bridge
            .publish("one", place.address, &ports)
            .await
            .expect("published");
        bridge.teardown().await.expect("gone");
        let links = String::from_utf8(run("ip", "-o link").stdout).expect("text");
        assert_eq!(links.lines().count(), 1, "only loopback: {links}");
        let ruleset = run("nft", "list ruleset").stdout;
        assert_eq!(String::from_utf8(ruleset).expect("text").trim(), "");
    });
}

#[test]
fn two_bridges_of_one_host_take_different_networks() {
    host(|| async {
        let of = |dir: &str| Options::for_data_dir(Path::new(dir));
        let one = Bridge::ensure(of("/tmp/one")).await.expect("made");
        let two = Bridge::ensure(of("/tmp/two")).await.expect("made");
        assert_ne!(one.subnet(), two.subnet());
        let (kept, kept_subnet) = (one.name().to_owned(), one.subnet());
        drop(one);
        let one = Bridge::ensure(of("/tmp/one")).await.expect("found");
        assert_eq!((one.name(), one.subnet()), (kept.as_str(), kept_subnet));
        one.teardown().await.expect("gone");
        two.teardown().await.expect("gone");
    });
}

#[test]
fn dynamic_ports_avoid_those_in_use() {
    host(|| async {
        let mut options = options();
        options.dynamic_ports = Some(berth_net::PortRange {
            first: 40_000,
            last: 40_003,
        });
        let bridge = Bridge::ensure(options).await.expect("made");
        let _busy = TcpListener::bind("127.0.0.1:40001").expect("a port of our own");
        let address = Ipv4Addr::new(172, 30, 0, 9);
        let ports = [tcp(40_002, 80)];
        bridge
            .publish("a", address, &ports)
            .await
            .expect("published");
        let next = || bridge.allocate_dynamic(Protocol::Tcp, 1).ok();
        assert_eq!(next(), Some(40_000));
        assert_eq!(next(), Some(40_003));
        assert_eq!(next(), Some(40_000), "free again, since nobody bound it");
        assert!(matches!(
            bridge.allocate_dynamic(Protocol::Tcp, 2),
            Err(Error::NoPort)
        ));
        let pair = bridge
            .allocate_dynamic(Protocol::Udp, 2)
            .expect("none is taken");
        assert!((40_000..=40_002).contains(&pair), "{pair}");
        bridge.teardown().await.expect("gone");
    });
}
