//! The three files of name service that every container sees as its own.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use berth_link::shim::SmallFile;

use super::spec::{Mode, NameService};

/// Where the host's own is.
const RESOLV_CONF: &str = "/etc/resolv.conf";
/// The real servers where the host's own file names only systemd's local one.
const RESOLV_CONF_BEHIND_STUB: &str = "/run/systemd/resolve/resolv.conf";
/// Where the host names no server a container could reach: Docker's choice.
const FALLBACK_SERVERS: [&str; 2] = ["8.8.8.8", "8.8.4.4"];
/// A file like these is never longer (bytes).
const MAX_FILE: usize = 1 << 20;

/// Writes `hosts`, `hostname` and `resolv.conf` into `directory`, made if missing.
pub(super) fn write(
    directory: &Path,
    mode: Mode,
    hostname: &str,
    names: &NameService,
) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    fs::write(directory.join("hostname"), format!("{hostname}\n"))?;
    write_hosts(directory, mode, hostname, names.address, names)?;
    let host = read(RESOLV_CONF);
    let text = if mode == Mode::Host && names.servers.is_empty() && names.search.is_empty() {
        host
    } else {
        let real = if servers(&host).is_empty() {
            read(RESOLV_CONF_BEHIND_STUB)
        } else {
            host
        };
        resolv_conf(&real, names)
    };
    fs::write(directory.join("resolv.conf"), text)
}

/// The three files of a container in a virtual machine, which has the task's address and name.
pub(super) fn for_guest(
    hostname: &str,
    address: Option<Ipv4Addr>,
    names: &NameService,
) -> Vec<SmallFile> {
    let resolver = match (names.servers.is_empty(), names.search.is_empty()) {
        // Without an interface there is nobody to be asked.
        (true, true) => String::new(),
        _ => resolv_conf("", names),
    };
    let files = [
        ("hosts", hosts("", hostname, address, names)),
        ("hostname", format!("{hostname}\n")),
        ("resolv.conf", resolver),
    ];
    let file = |(name, text): (&str, String)| SmallFile {
        name: name.to_owned(),
        text,
    };
    files.into_iter().map(file).collect()
}

/// Writes `hosts`, over what is there: the container has the file mounted.
pub(super) fn write_hosts(
    directory: &Path,
    mode: Mode,
    hostname: &str,
    address: Option<Ipv4Addr>,
    names: &NameService,
) -> io::Result<()> {
    let base = match mode {
        Mode::Host => read("/etc/hosts"),
        Mode::Bridge | Mode::None | Mode::Awsvpc => String::new(),
    };
    fs::write(
        directory.join("hosts"),
        hosts(&base, hostname, address, names),
    )
}

fn read(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    if text.len() > MAX_FILE {
        return String::new();
    }
    text
}

/// The file's text; an empty `base` stands for the usual lines.
fn hosts(base: &str, hostname: &str, address: Option<Ipv4Addr>, names: &NameService) -> String {
    let mut text = if base.is_empty() {
        "127.0.0.1\tlocalhost\n\
         ::1\tlocalhost ip6-localhost ip6-loopback\n\
         fe00::0\tip6-localnet\n\
         ff00::0\tip6-mcastprefix\n\
         ff02::1\tip6-allnodes\n\
         ff02::2\tip6-allrouters\n"
            .to_owned()
    } else {
        format!("{}\n", base.trim_end())
    };
    for (name, address) in &names.hosts {
        text += &format!("{address}\t{name}\n");
    }
    if let Some(address) = address {
        text += &format!("{address}\t{hostname}\n");
    }
    text
}

/// The host's file without servers on loopback, which a container has for itself, and with what
/// the container asks for instead.
fn resolv_conf(host: &str, names: &NameService) -> String {
    let mut text = String::new();
    for line in host.lines() {
        let keyword = line.split_whitespace().next().unwrap_or_default();
        let keep = match keyword {
            "nameserver" | "" => false,
            "search" | "domain" => names.search.is_empty(),
            _ => !keyword.starts_with(['#', ';']),
        };
        if keep {
            text += line.trim();
            text.push('\n');
        }
    }
    if !names.search.is_empty() {
        text += &format!("search {}\n", names.search.join(" "));
    }
    let of_host = servers(host);
    let fallback = FALLBACK_SERVERS.map(str::to_owned).to_vec();
    let servers = [names.servers.clone(), of_host, fallback];
    let servers = servers.into_iter().find(|servers| !servers.is_empty());
    for server in servers.unwrap_or_default() {
        text += &format!("nameserver {server}\n");
    }
    text
}

fn servers(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            (words.next() == Some("nameserver")).then(|| words.next())?
        })
        .filter(|server| {
            let address = server.split('%').next().unwrap_or_default();
            !address
                .parse()
                .is_ok_and(|address: IpAddr| address.is_loopback())
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_servers_are_left_out() {
        let check = |host: &str, names: &NameService, expected: &str| {
            assert_eq!(resolv_conf(host, names), expected, "{host}");
        };
        let plain = NameService::default();
        check(
            "# made by hand\nsearch corp\nnameserver 127.0.0.53\nnameserver 10.0.0.2\noptions edns0\n",
            &plain,
            "search corp\noptions edns0\nnameserver 10.0.0.2\n",
        );
        check(
            "nameserver ::1\n",
            &plain,
            "nameserver 8.8.8.8\nnameserver 8.8.4.4\n",
        );
        let own = NameService {
            servers: vec!["10.9.9.9".to_owned()],
            search: vec!["a".to_owned(), "b".to_owned()],
            ..NameService::default()
        };
        check(
            "search corp\nnameserver 10.0.0.2\n",
            &own,
            "search a b\nnameserver 10.9.9.9\n",
        );
    }

    #[test]
    fn a_container_knows_itself_and_its_extra_hosts() {
        let names = NameService {
            hosts: vec![("db".to_owned(), "10.0.0.9".to_owned())],
            ..NameService::default()
        };
        let text = hosts("", "me", Some(Ipv4Addr::new(172, 30, 0, 2)), &names);
        assert!(text.starts_with("127.0.0.1\tlocalhost\n"));
        assert!(text.ends_with("10.0.0.9\tdb\n172.30.0.2\tme\n"));
        assert_eq!(
            hosts("1.2.3.4 x", "me", None, &NameService::default()),
            "1.2.3.4 x\n"
        );
    }
}
