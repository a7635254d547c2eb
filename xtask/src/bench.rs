//! `cargo xtask bench NAME [--json]`: figures of ours beside those of a peer or a physical limit,
//! measured in one run on one machine. With `--json` the last line is one object:
//! `{"bench", "figures", "peers", "ratios"}`, every figure with its unit in its name.
//!
//! What is measured is built for it, optimised; this tool itself links none of it.

mod api;
pub(crate) mod docker;
mod fargate;
mod footprint;
mod http;
mod launch;
mod logs;
mod processes;
mod services;
mod stage;
mod store;

use std::path::Path;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::command::{cargo, output};

/// Figures by name, the unit in it.
type Figures = Map<String, Value>;

const USAGE: &str = "cargo xtask bench api|launch [quick|alone]|logs [alone]|fargate|footprint [build]|net|scheduler|services [core|alone]|store [--json]";

/// Measures and prints.
pub(crate) fn run(root: &Path, words: &[&str]) -> anyhow::Result<()> {
    let (words, json) = match words {
        [words @ .., "--json"] => (words, true),
        words => (words, false),
    };
    let findings = match words {
        ["api"] => api::measure(root)?,
        ["launch"] => launch::measure(root, launch::Extent::Whole)?,
        ["launch", "quick"] => launch::measure(root, launch::Extent::Quick)?,
        ["launch", "alone"] => launch::measure(root, launch::Extent::Alone)?,
        ["logs"] => logs::measure(root)?,
        ["logs", "alone"] => logs::alone(root)?,
        ["fargate"] => fargate::measure(root)?,
        ["footprint"] => footprint::measure(root)?,
        ["footprint", "build"] => footprint::build(root)?,
        ["scheduler"] => example(root, "berth-scheduler", "bench_scheduler", &[])?,
        ["services"] => services::measure(root, services::Extent::Whole)?,
        ["services", "core"] => services::measure(root, services::Extent::Core)?,
        ["services", "alone"] => services::measure(root, services::Extent::Alone)?,
        ["net"] => example(root, "berth-net", "bench_net", &[])?,
        ["store"] => store::measure(root)?,
        _ => bail!("{USAGE}"),
    };
    findings.print(words[0], json);
    Ok(())
}

/// What a benchmark found.
#[derive(Debug, Default, Deserialize)]
struct Findings {
    figures: Figures,
    /// Each peer's figures, by the same names where they compare.
    peers: Map<String, Value>,
}

impl Findings {
    /// `FIGURE/PEER`, ours divided by the peer's, of every figure that both have, and of those
    /// of ours that are the peer's at some number of clients.
    fn ratios(&self) -> Figures {
        let mut ratios = Figures::new();
        for (peer, theirs) in &self.peers {
            for (name, ours) in &self.figures {
                let bare = name.rsplit_once('_').map_or("", |(bare, _)| bare);
                let their = theirs.get(name).or_else(|| theirs.get(bare));
                if let (Some(ours), Some(their)) = (ours.as_f64(), their.and_then(Value::as_f64)) {
                    ratios.insert(format!("{name}/{peer}"), (ours / their).into());
                }
            }
        }
        ratios
    }

    fn print(&self, name: &str, json: bool) {
        let show = |name: &str, value: &Value, unit: &str| {
            println!(
                "{name:60} {:14.2}{unit}",
                value.as_f64().unwrap_or_default()
            );
        };
        let machine = machine();
        println!("machine: {machine}");
        for (name, value) in &self.figures {
            show(name, value, "");
        }
        for (peer, figures) in &self.peers {
            for (name, value) in figures.as_object().into_iter().flatten() {
                show(&format!("{peer}: {name}"), value, "");
            }
        }
        let ratios = self.ratios();
        for (name, value) in &ratios {
            show(name, value, " times");
        }
        if json {
            let whole = json!({
                "bench": name, "figures": self.figures, "peers": self.peers, "ratios": ratios,
                "machine": machine,
            });
            println!("{whole}");
        }
    }
}

/// Builds an example of a package, optimised, runs it, and reads the object on its last line.
fn example(root: &Path, package: &str, name: &str, words: &[&str]) -> anyhow::Result<Findings> {
    let mut command = cargo(root, &["run", "--quiet", "--release", "-p", package]);
    command.args(["--example", name, "--"]).args(words);
    command.stderr(std::process::Stdio::inherit());
    let printed = output(&mut command)?;
    let line = printed.lines().last().unwrap_or_default();
    serde_json::from_str(line).with_context(|| format!("{name} printed no findings: {printed}"))
}

/// A fresh directory on the disk that the sources are on, since the temporary directory may be
/// memory.
fn directory(root: &Path) -> anyhow::Result<tempfile::TempDir> {
    let parent = root.join(".build");
    std::fs::create_dir_all(&parent)?;
    Ok(tempfile::tempdir_in(parent)?)
}

/// Makes a control group of this name in every hierarchy.
fn make_groups(name: &str) -> anyhow::Result<()> {
    for hierarchy in std::fs::read_dir("/sys/fs/cgroup")? {
        let hierarchy = hierarchy?.path();
        if hierarchy.join("cgroup.procs").exists() {
            std::fs::create_dir_all(hierarchy.join(name))?;
        }
    }
    Ok(())
}

/// Removes the control groups of this name and all below from every hierarchy, as far as they are
/// empty.
fn remove_groups(name: &str) -> anyhow::Result<()> {
    for hierarchy in std::fs::read_dir("/sys/fs/cgroup")? {
        remove_below(&hierarchy?.path().join(name));
    }
    remove_below(&Path::new("/sys/fs/cgroup").join(name));
    Ok(())
}

fn remove_below(group: &Path) {
    let children = std::fs::read_dir(group).into_iter().flatten();
    for child in children.filter_map(Result::ok) {
        if child.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_below(&child.path());
        }
    }
    // One that is missing or in use is not ours to remove.
    let _ = std::fs::remove_dir(group);
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{cores} cores, Linux {}", kernel.trim())
}
