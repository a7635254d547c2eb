//! Other containers of the task by name: lines of a container's `hosts`, as docker's links make them.

use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;

use berth_link::acs;

/// In a container's directory of files: its address.
const ADDRESS: &str = "address";

/// Keeps a container's address for those that link to it.
pub(super) fn remember(files: &Path, address: Ipv4Addr) -> io::Result<()> {
    fs::write(files.join(ADDRESS), address.to_string())
}

/// Names and address of each container linked to. `hostname_of` gives the host name of one that
/// has been made.
///
/// # Errors
/// What to say about one that is not there.
pub(super) fn resolve(
    dir: &Path,
    container: &acs::Container,
    hostname_of: impl Fn(&str) -> Option<String>,
) -> Result<Vec<(String, String)>, String> {
    let line = |link: &String| {
        let (name, alias) = split(link);
        let missing = || format!("could not get container for {name}: no such container");
        // A name becomes a directory's.
        if name.is_empty() || name.contains(['/', '.']) {
            return Err(missing());
        }
        let path = dir.join("files").join(name).join(ADDRESS);
        let address = fs::read_to_string(path).map_err(|_| missing())?;
        let hostname = hostname_of(name).ok_or_else(missing)?;
        Ok((names(alias, &hostname, name), address))
    };
    container.links.iter().map(line).collect()
}

/// `name:alias`, or a name that is its own alias.
fn split(link: &str) -> (&str, &str) {
    link.split_once(':').unwrap_or((link, link))
}

/// Alias, host name and name, each once.
fn names(alias: &str, hostname: &str, name: &str) -> String {
    let mut names = vec![alias];
    for other in [hostname, name] {
        if !names.contains(&other) {
            names.push(other);
        }
    }
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_an_address_with_all_its_names() {
        let dir = tempfile::tempdir().expect("a directory");
        let files = dir.path().join("files/db");
        fs::create_dir_all(&files).expect("made");
        remember(&files, Ipv4Addr::new(10, 0, 0, 2)).expect("written");
        let linking = |link: &str| {
            let container = acs::Container {
                links: vec![link.to_owned()],
                ..acs::Container::default()
            };
            resolve(dir.path(), &container, |_| Some("abc".to_owned()))
        };
        let all = |names: &str| Ok(vec![(names.to_owned(), "10.0.0.2".to_owned())]);
        assert_eq!(linking("db:store"), all("store abc db"));
        assert_eq!(linking("db"), all("db abc"));
        assert!(linking("other").is_err());
        assert!(linking("../files/db").is_err());
    }
}
