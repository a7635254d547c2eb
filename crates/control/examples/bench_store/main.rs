//! Measures the state store as the control plane uses it: the real applier under concurrent
//! writers, and the opening of a directory with a million tasks.
//!
//! `cargo xtask bench store` runs it: `bench_store DIR ETCD` in an empty directory on the disk in
//! question, whose file system's own limit is measured in the same run, with the path of the peer's
//! program. The last line is an object
//! `{"figures": {…}, "peers": {PEER: {…}}}`; units are in the names.

mod disk;
mod etcd;
mod load;
mod records;
mod writers;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// A failure of the measurement, whatever it was.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Figures by name.
type Figures = Map<String, Value>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let line = match words.as_slice() {
        // A process of its own, so that its memory is that of the loaded state alone.
        ["load", dir] => Value::from(load::load(Path::new(dir))?),
        ["fill", dir] => Value::from(load::fill(Path::new(dir))?),
        [dir, etcd] => measure(&PathBuf::from(dir), Path::new(etcd))?,
        _ => return Err("bench_store DIR ETCD".into()),
    };
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

fn measure(dir: &Path, etcd: &Path) -> Outcome<Value> {
    let mut figures = Figures::new();
    let (limits, record_bytes) = writers::measure(dir, &mut figures)?;
    let etcd = etcd::measure(etcd, dir, record_bytes)?;
    figures.extend(load::measure(dir)?);
    // The physical limits that commits are held against.
    let limit =
        |rate: f64| serde_json::json!({ "commits_per_second": rate, "fsyncs_per_second": rate });
    let peers = serde_json::json!({
        "append_and_fdatasync": limit(limits.appends),
        "overwrite_and_fdatasync": limit(limits.overwrites),
        "etcd": etcd,
    });
    Ok(serde_json::json!({ "figures": figures, "peers": peers }))
}

/// Says what is being done, to the person who waits.
fn say(what: &str) {
    // Nobody may be there to read it.
    let _ = writeln!(std::io::stderr(), "{what}");
}
