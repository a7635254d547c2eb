//! `cargo xtask bench NAME [--json]`: figures of ours beside those of a peer or a physical limit,
//! measured in one run on one machine. With `--json` the last line is one object:
//! `{"bench", "figures", "peers", "ratios"}`, every figure with its unit in its name.

#[cfg(feature = "bench")]
mod store;

use std::path::Path;

use anyhow::bail;

/// Builds this tool again, optimised and with what is measured, unless that is what runs already.
#[cfg(not(feature = "bench"))]
pub(crate) fn run(root: &Path, words: &[&str]) -> anyhow::Result<()> {
    use crate::command::{cargo, run as run_command};

    let itself = [
        "run",
        "--quiet",
        "--release",
        "-p",
        "xtask",
        "--features",
        "bench",
        "--",
    ];
    known(words)?;
    run_command(cargo(root, &itself).arg("bench").args(words))
}

/// Measures.
#[cfg(feature = "bench")]
pub(crate) fn run(_root: &Path, words: &[&str]) -> anyhow::Result<()> {
    let (name, json) = known(words)?;
    let result = match name {
        "store" => store::measure()?,
        _ => return Ok(()),
    };
    result.print(json);
    Ok(())
}

/// The benchmark's name and whether JSON is wanted.
fn known<'a>(words: &[&'a str]) -> anyhow::Result<(&'a str, bool)> {
    match words {
        [name @ "store"] => Ok((name, false)),
        [name @ "store", "--json"] => Ok((name, true)),
        _ => bail!("cargo xtask bench store [--json]"),
    }
}

/// What a benchmark found.
#[cfg(feature = "bench")]
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) bench: &'static str,
    /// Ours, the unit in the name.
    pub(crate) figures: Vec<(String, f64)>,
    /// Each peer's figures, by the same names where they compare.
    pub(crate) peers: Vec<(&'static str, Vec<(String, f64)>)>,
    /// `FIGURE/PEER`, ours divided by the peer's.
    pub(crate) ratios: Vec<(String, f64)>,
}

#[cfg(feature = "bench")]
impl Findings {
    fn print(&self, json: bool) {
        println!("machine: {}", machine());
        for (name, value) in &self.figures {
            println!("{name:44} {value:14.2}");
        }
        for (peer, figures) in &self.peers {
            for (name, value) in figures {
                println!("{:44} {value:14.2}", format!("{peer}: {name}"));
            }
        }
        for (name, value) in &self.ratios {
            println!("{name:44} {value:14.2} times");
        }
        if json {
            let object = |figures: &[(String, f64)]| -> serde_json::Value {
                figures
                    .iter()
                    .map(|(name, value)| (name.clone(), (*value).into()))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            };
            let peers: serde_json::Map<_, _> = self
                .peers
                .iter()
                .map(|(peer, it)| ((*peer).to_owned(), object(it)))
                .collect();
            let whole = serde_json::json!({
                "bench": self.bench, "figures": object(&self.figures), "peers": peers,
                "ratios": object(&self.ratios), "machine": machine(),
            });
            println!("{whole}");
        }
    }
}

#[cfg(feature = "bench")]
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{cores} cores, Linux {}", kernel.trim())
}
