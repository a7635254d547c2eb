//! What processes use, as the kernel counts it.

use std::fs;

use anyhow::Context as _;

/// Sums over processes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    pub(super) count: usize,
    pub(super) threads: usize,
    /// Bytes resident, shared ones in each process.
    pub(super) rss: u64,
    /// Bytes resident, shared ones divided by those who share.
    pub(super) pss: u64,
    /// Of the processes themselves and of the children they have waited for.
    pub(super) cpu_ms: u64,
}

impl Usage {
    /// Of those of these processes that are still there.
    pub(super) fn of(pids: &[u32]) -> Self {
        let one = pids.iter().filter_map(|pid| read(*pid).ok());
        one.fold(Self::default(), |sum, one| Self {
            count: sum.count + 1,
            threads: sum.threads + one.threads,
            rss: sum.rss + one.rss,
            pss: sum.pss + one.pss,
            cpu_ms: sum.cpu_ms + one.cpu_ms,
        })
    }

    pub(super) fn pss_mb(&self) -> f64 {
        self.pss as f64 / 1e6
    }

    pub(super) fn rss_mb(&self) -> f64 {
        self.rss as f64 / 1e6
    }
}

fn read(pid: u32) -> anyhow::Result<Usage> {
    let memory = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let bytes = |name: &str| {
        let line = memory.lines().find_map(|line| line.strip_prefix(name));
        let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kb.unwrap_or(0) * 1024
    };
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, fields) = stat.rsplit_once(") ").context("stat has a name")?;
    let fields: Vec<u64> = fields
        .split(' ')
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    // From the state on: user and system time, those of children, then threads.
    let ticks: u64 = fields.iter().skip(11).take(4).sum();
    Ok(Usage {
        count: 1,
        threads: fields.get(17).map_or(0, |threads| *threads as usize),
        rss: bytes("Rss:"),
        pss: bytes("Pss:"),
        // The kernel counts in hundredths for its readers.
        cpu_ms: ticks * 10,
    })
}

/// Every process, with its words, whose command line fulfils a wish.
pub(super) fn find(wanted: impl Fn(&[&str]) -> bool) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten();
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let text = String::from_utf8_lossy(&line);
        let words: Vec<&str> = text.trim_end_matches('\0').split('\0').collect();
        wanted(&words)
    })
    .collect()
}
