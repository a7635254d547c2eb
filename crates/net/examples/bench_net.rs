//! What an interface of one's own costs: set-up beside that of a container on the bridge, bytes and round
//! trips between two tasks beside those over a bare pair of devices, and a change of 200 rules. Prints
//! one object of figures and peers. As root; in a network of its own, which the kernel takes down.

#![allow(clippy::print_stdout, reason = "what it is for")]

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use berth_net::{
    Bridge, Cidr, Group, Interface, Mac, Member, Netns, Options, Peer, Protocol, Published, Rule,
    Traffic, VpcNetwork, VpcOptions, Vpcs, in_namespace,
};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use serde_json::{Map, Value, json};

/// Interfaces and containers that are set up, one after the other.
const SET_UPS: u8 = 40;
/// Changes of rules.
const CHANGES: u16 = 20;
const RULES: u16 = 200;
const ROUND_TRIPS: usize = 20_000;
const STREAM: Duration = Duration::from_secs(2);
const CHUNK: usize = 128 * 1024;

type Figures = Map<String, Value>;

fn main() {
    let (mut figures, mut bridge, mut bare) = (Figures::new(), Figures::new(), Figures::new());
    on_a_host(|| async move {
        let (vpcs, tasks) = set_up_tasks(&mut figures).await;
        set_up_containers(&mut bridge).await;
        let p50 = |of: &Figures| of["set_up_p50_ms"].as_f64().unwrap_or_default();
        let on_top = p50(&figures) - p50(&bridge);
        figures.insert("set_up_on_top_of_bridge_p50_ms".to_owned(), on_top.into());
        change_rules(&vpcs, &mut figures).await;
        talk(&tasks[0], &tasks[1], address(11), &mut figures).await;
        let (one, other) = pair();
        talk(&one, &other, Ipv4Addr::new(10, 0, 0, 2), &mut bare).await;
        vpcs.teardown().await.expect("removed");
        let found = json!({
            "figures": figures,
            "peers": { "bridge": bridge, "veth": bare },
        });
        println!("{found}");
    });
}

fn on_a_host<F: Future<Output = ()>>(work: impl FnOnce() -> F) {
    unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS).expect("as root");
    let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
    mount(None::<&str>, "/", None::<&str>, private, None::<&str>).expect("root");
    fs::create_dir_all("/run/netns").expect("root");
    let tmpfs = Some("tmpfs");
    mount(tmpfs, "/run/netns", tmpfs, MsFlags::empty(), None::<&str>).expect("root");
    ip("link set lo up");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(work());
}

fn ip(arguments: &str) {
    let ran = Command::new("ip").args(arguments.split(' ')).status();
    assert!(ran.expect("iproute2").success(), "ip {arguments}");
}

const fn address(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(172, 31, 0, last)
}

fn mac(last: u8) -> Mac {
    format!("02:aa:00:00:00:{last:02x}").parse().expect("valid")
}

/// A VPC with interfaces 10 and on, which may do everything, and so many rules besides.
fn network(interfaces: u8, rules: u16, first_port: u16) -> VpcNetwork {
    let member = |last: u8| Member {
        id: format!("eni-{last}"),
        mac: mac(last),
        address: address(last),
        public: None,
        host: None,
        groups: vec!["sg-a".to_owned()],
    };
    let all = Rule {
        traffic: Traffic::All,
        peer: Peer::Group("sg-a".to_owned()),
    };
    let more = (0..rules).map(|number| Rule {
        traffic: Traffic::Tcp(first_port + number, first_port + number),
        peer: Peer::Addresses("10.0.0.0/8".parse::<Cidr>().expect("valid")),
    });
    VpcNetwork {
        id: "vpc-1".to_owned(),
        vxlan_id: 1,
        ranges: vec!["172.31.0.0/16".parse().expect("valid")],
        subnets: vec!["172.31.0.0/20".parse().expect("valid")],
        interfaces: (10..10 + interfaces).map(member).collect(),
        groups: vec![Group {
            id: "sg-a".to_owned(),
            ingress: more.chain([all.clone()]).collect(),
            egress: vec![all],
        }],
    }
}

fn milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}

fn note(figures: &mut Figures, name: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    figures.insert(format!("{name}_p50_ms"), values[values.len() / 2].into());
    let high = values[values.len() * 95 / 100];
    figures.insert(format!("{name}_p95_ms"), high.into());
}

/// Rules, a namespace and an interface for each task.
async fn set_up_tasks(figures: &mut Figures) -> (Vpcs, Vec<Netns>) {
    let vpcs = Vpcs::ensure(VpcOptions {
        instance: "bench".to_owned(),
        tunnel_address: Ipv4Addr::LOCALHOST,
        doors: None,
    });
    let vpcs = vpcs.await.expect("as root");
    let (mut times, mut tasks) = (Vec::new(), Vec::new());
    for count in 1..=SET_UPS {
        let last = 9 + count;
        let interface = Interface {
            id: format!("eni-{last}"),
            mac: mac(last),
            address: address(last),
            prefix: 20,
            gateway: address(1),
        };
        let began = Instant::now();
        let told = vpcs.enforce(vec![network(count, 0, 1)]).await;
        told.expect("enforced");
        tasks.push(vpcs.plug(&interface).await.expect("plugged"));
        // The first one makes the VPC.
        if count > 1 {
            times.push(milliseconds(began));
        }
    }
    note(figures, "set_up", times);
    (vpcs, tasks)
}

/// A namespace, an interface and a port map for each container.
async fn set_up_containers(figures: &mut Figures) {
    let mut options = Options::for_data_dir(Path::new("/bench"));
    options.subnet = Some("10.99.0.0/16".parse().expect("valid"));
    let bridge = Bridge::ensure(options).await.expect("as root");
    let mut times = Vec::new();
    for number in 0..u16::from(SET_UPS) {
        let key = format!("container-{number}");
        let began = Instant::now();
        let netns = namespace();
        let plugged = bridge.plug(&netns, &key).await.expect("plugged");
        let published = Published {
            protocol: Protocol::Tcp,
            host_port: 20_000 + number,
            container_port: 80,
        };
        let done = bridge.publish(&key, plugged.address, &[published]).await;
        done.expect("published");
        times.push(milliseconds(began));
    }
    note(figures, "set_up", times);
    bridge.teardown().await.expect("removed");
}

fn namespace() -> Netns {
    let made = thread::spawn(|| {
        unshare(CloneFlags::CLONE_NEWNET).expect("root");
        Netns::at(Path::new("/proc/thread-self/ns/net")).expect("there is procfs")
    });
    made.join().expect("made")
}

async fn change_rules(vpcs: &Vpcs, figures: &mut Figures) {
    let mut times = Vec::new();
    for number in 0..CHANGES {
        let changed = network(SET_UPS, RULES, 1000 + number);
        let began = Instant::now();
        vpcs.enforce(vec![changed]).await.expect("enforced");
        times.push(milliseconds(began));
    }
    note(figures, "rules_200", times);
}

/// Two namespaces with nothing but a pair of devices.
fn pair() -> (Netns, Netns) {
    for words in [
        "netns add one",
        "netns add other",
        "link add eth0 netns one type veth peer name eth0 netns other",
        "-n one addr add 10.0.0.1/24 dev eth0",
        "-n other addr add 10.0.0.2/24 dev eth0",
        "-n one link set eth0 up",
        "-n other link set eth0 up",
    ] {
        ip(words);
    }
    let open = |name: &str| Netns::at(&Path::new("/run/netns").join(name)).expect("made");
    (open("one"), open("other"))
}

/// Round trips of one byte and a stream, from `one` to `other`, which is at `to`.
async fn talk(one: &Netns, other: &Netns, to: Ipv4Addr, figures: &mut Figures) {
    let (mut here, mut there) = connection(one, other, to).await;
    let echoing = thread::spawn(move || {
        let mut byte = [0];
        while there.read_exact(&mut byte).is_ok() && there.write_all(&byte).is_ok() {}
    });
    let mut times = Vec::with_capacity(ROUND_TRIPS);
    for _ in 0..ROUND_TRIPS {
        let began = Instant::now();
        here.write_all(&[1]).expect("sent");
        here.read_exact(&mut [0]).expect("received");
        times.push(began.elapsed().as_secs_f64() * 1e6);
    }
    drop(here);
    echoing.join().expect("ended");
    times.sort_by(f64::total_cmp);
    figures.insert(
        "round_trip_p50_us".to_owned(),
        times[times.len() / 2].into(),
    );

    let (mut here, mut there) = connection(one, other, to).await;
    let reading = thread::spawn(move || {
        let (mut buffer, mut total) = (vec![0; CHUNK], 0_usize);
        while let Ok(length @ 1..) = there.read(&mut buffer) {
            total += length;
        }
        total
    });
    let (began, chunk) = (Instant::now(), vec![0; CHUNK]);
    while began.elapsed() < STREAM {
        here.write_all(&chunk).expect("sent");
    }
    drop(here);
    let total = reading.join().expect("ended");
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let rate = total as f64 * 8.0 / 1e9 / began.elapsed().as_secs_f64();
    figures.insert("stream_gbit_per_second".to_owned(), rate.into());
}

async fn connection(one: &Netns, other: &Netns, to: Ipv4Addr) -> (TcpStream, TcpStream) {
    let listening = in_namespace(other, || async { TcpListener::bind("0.0.0.0:9000") });
    let listener = listening.await.expect("entered").expect("free");
    let accepting = thread::spawn(move || listener.accept().expect("asked").0);
    let asking = in_namespace(one, move || async move {
        TcpStream::connect(SocketAddr::from((to, 9000)))
    });
    let here = asking.await.expect("entered").expect("open");
    let there = accepting.join().expect("accepted");
    for end in [&here, &there] {
        end.set_nodelay(true).expect("a socket");
    }
    (here, there)
}
