//! What is said of virtual machines.

use std::path::PathBuf;

use berth_agent::executor::Ahead;

use super::Values;

/// Machines that wait at once on a host, of all sizes.
const AHEAD_MAX: usize = 256;
/// CPU units of one.
const CPU_MAX: u32 = 192 * 1024;
/// MiB of one.
const MEMORY_MIB: std::ops::RangeInclusive<u64> = 64..=1024 * 1024;

/// The settings, read.
#[derive(Clone, Debug)]
pub(crate) struct Fargate {
    /// Whether `berth up` starts an agent for them; `None` if the host can.
    pub(crate) wanted: Option<bool>,
    /// `kvm` or `tcg`, instead of what is measured.
    pub(crate) accelerator: Option<String>,
    /// A tree with a kernel and its modules.
    pub(crate) kernel: Option<PathBuf>,
    /// The emulator.
    pub(crate) qemu: Option<PathBuf>,
    /// Machines that wait for tasks.
    pub(crate) ahead: Vec<Ahead>,
    /// How much of the host's memory `berth up` has its tasks take, percent.
    pub(crate) share_percent: u8,
}

impl Fargate {
    pub(super) fn read(values: &Values) -> anyhow::Result<Self> {
        Ok(Self {
            wanted: match values.text("FARGATE") {
                "auto" => None,
                "on" => Some(true),
                "off" => Some(false),
                _ => return Err(values.wrong("FARGATE", "auto, on or off")),
            },
            accelerator: match values.text("FARGATE_ACCELERATOR") {
                "auto" => None,
                one @ ("kvm" | "tcg") => Some(one.to_owned()),
                _ => return Err(values.wrong("FARGATE_ACCELERATOR", "auto, kvm or tcg")),
            },
            kernel: values.path("FARGATE_KERNEL"),
            qemu: values.path("FARGATE_QEMU"),
            ahead: ahead(values.text("FARGATE_WARM")).ok_or_else(|| {
                let allowed = "a list of COUNTxCPU/MEMORY such as 2x256/512,1x1024/2048, \
                               of 256 machines at most";
                values.wrong("FARGATE_WARM", allowed)
            })?,
            share_percent: match values.text("FARGATE_SHARE").parse() {
                Ok(percent @ 1..=99) => percent,
                _ => return Err(values.wrong("FARGATE_SHARE", "a whole number from 1 to 99")),
            },
        })
    }
}

/// `2x256/512,1x1024/2048`: how many machines for tasks of which CPU units and MiB.
fn ahead(text: &str) -> Option<Vec<Ahead>> {
    let parts = text.split(',').map(str::trim).filter(|it| !it.is_empty());
    let all: Vec<Ahead> = parts
        .map(|part| {
            let (count, size) = part.split_once('x')?;
            let (cpu, memory_mib) = size.split_once('/')?;
            Some(Ahead {
                count: count.trim().parse().ok().filter(|it| *it <= AHEAD_MAX)?,
                cpu: cpu
                    .trim()
                    .parse()
                    .ok()
                    .filter(|it| (1..=CPU_MAX).contains(it))?,
                memory_mib: memory_mib
                    .trim()
                    .parse()
                    .ok()
                    .filter(|it| MEMORY_MIB.contains(it))?,
            })
        })
        .collect::<Option<_>>()?;
    let count: usize = all.iter().map(|it| it.count).sum();
    (count <= AHEAD_MAX).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_ahead_are_counted_by_size() {
        let sizes = |text| {
            let all = ahead(text)?;
            let each = all.iter().map(|it| (it.count, it.cpu, it.memory_mib));
            Some(each.collect::<Vec<_>>())
        };
        assert_eq!(sizes(""), Some(Vec::new()));
        assert_eq!(sizes("2x256/512"), Some(vec![(2, 256, 512)]));
        let two = vec![(1, 256, 512), (3, 4096, 8192)];
        assert_eq!(sizes(" 1x256/512 , 3 x 4096 / 8192 "), Some(two));
        for wrong in [
            "2",
            "x256/512",
            "2x256",
            "2x0/512",
            "1x256/1",
            "-1x256/512",
            "257x256/512",
            "200x256/512,57x256/1024",
        ] {
            assert_eq!(sizes(wrong), None, "{wrong}");
        }
    }
}
