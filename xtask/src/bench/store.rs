//! The state store under concurrent writers, beside plain appends to the same disk.

use berth_store::bench::bench;

use super::Findings;

/// How many write at once; 256 is what a busy API has.
const WRITERS: [usize; 4] = [1, 16, 64, 256];
const SECONDS: f64 = 3.0;
const PEER: &str = "plain_append_and_fsync";

/// Measures in a directory of its own under the current one, since the temporary directory may be
/// memory.
pub(super) fn measure() -> anyhow::Result<Findings> {
    let dir = tempfile::tempdir_in(".")?;
    let measured = bench(dir.path(), &WRITERS, SECONDS)?;
    let mut figures = Vec::new();
    let mut ratios = Vec::new();
    for at in &measured.writers {
        let mut note = |name: &str, value: f64| {
            figures.push((format!("{name}_{}", at.writers), value));
        };
        note("commits_per_second", at.commits_per_second);
        note("batches_per_second", at.batches_per_second);
        note("fsyncs_per_second", at.fsyncs_per_second);
        note("bytes_per_commit", at.bytes_per_commit);
        note("commit_p50_ms", at.p50_ms);
        note("commit_p99_ms", at.p99_ms);
        let ratio = at.commits_per_second / measured.appends_per_second;
        ratios.push((format!("commits_per_second_{}/{PEER}", at.writers), ratio));
    }
    figures.push(("records".to_owned(), measured.records as f64));
    figures.push(("open_ms".to_owned(), measured.open_ms));
    figures.push(("load_ms".to_owned(), measured.load_ms));
    figures.push(("file_mb".to_owned(), measured.file_bytes as f64 / 1e6));
    let appends = vec![("commits_per_second".to_owned(), measured.appends_per_second)];
    Ok(Findings {
        bench: "store",
        figures,
        peers: vec![(PEER, appends)],
        ratios,
    })
}
