//! Measures the API as clients meet it: signed requests over HTTP to a control plane with 100,000
//! tasks on a disk, and the same requests to moto's server.
//!
//! `cargo xtask bench api` runs it: `bench_api DIR MOTO_SERVER` in an empty directory, with the path of
//! the peer's program. Each server is a process of its own; the requests are signed beforehand, so
//! that neither the client's signing nor its reading counts as the server's time. The last line is an
//! object `{"figures": {…}, "peers": {PEER: {…}}}`; units are in the names, the last number of a name
//! is how many connections there were.

mod agents;
mod client;
#[path = "../bench_store/disk.rs"]
mod disk;
mod floor;
mod measure;
#[path = "../bench_store/records.rs"]
mod records;
mod requests;
mod server;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

/// A failure of the measurement, whatever it was.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Figures by name.
type Figures = Map<String, Value>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve", dir] => server::serve(Path::new(dir)),
        ["bare", bytes] => server::bare(bytes.parse()?),
        [dir, moto] => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            let line = runtime.block_on(measure::all(Path::new(dir), Path::new(moto)))?;
            writeln!(std::io::stdout(), "{line}")?;
            Ok(())
        }
        _ => Err("bench_api DIR MOTO_SERVER".into()),
    }
}

/// Says what is being done, to the person who waits.
fn say(what: &str) {
    // Nobody may be there to read it.
    let _ = writeln!(std::io::stderr(), "{what}");
}
