//! `cargo xtask guest [FILTER …]`: the task shim's tests on a host whose control groups are of the
//! second kind only, which the machine at hand need not be: a small virtual machine with Debian's
//! cloud kernel, emulated, whose whole file system is the tests and what they load.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use crate::command::{cargo, output, run as run_command};
use crate::e2e::Tally;

/// What takes long under emulation is left to the host.
const QUICK: [&str; 3] = ["inside::", "limits::", "crash::"];
const TIMEOUT: &str = "600";

/// The first process: makes a file system that can be the root of containers' mounts.
const INIT: &str = "#!/bin/sh
B=/bin/busybox
$B mount -t proc proc /proc
$B insmod /overlay.ko
$B mount -t tmpfs -o mode=755 tmpfs /new
for f in /*; do case $f in /new|/proc|/dev|/sys) ;; *) $B cp -a $f /new/ ;; esac; done
$B mkdir -p /new/proc /new/sys /new/dev /new/tmp /new/run /new/etc
exec $B switch_root /new /second
";

/// What comes after it: the usual mounts, then the tests.
const SECOND: &str = "#!/bin/sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/shm /dev/pts
mount -t tmpfs shm /dev/shm
mount -t devpts pts /dev/pts
ln -s /proc/self/fd /dev/fd
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ip link set lo up
echo \"guest: Linux $(uname -r), controllers $(cat /sys/fs/cgroup/cgroup.controllers)\"
/test --test-threads 2 FILTER
echo \"guest: the tests ended with $?\"
poweroff -f
";

/// Runs the tests whose names hold one of `filters`; without any, those that emulation does not
/// make slow.
pub(crate) fn run(root: &Path, filters: &[&str]) -> anyhow::Result<Tally> {
    let filters = if filters.is_empty() { &QUICK } else { filters };
    let directory = root.join(".build/guest");
    fs::create_dir_all(&directory)?;
    let kernel = Kernel::fetch(&directory)?;
    let programs = programs(root)?;
    let initrd = initrd(&directory, &kernel, &programs, &filters.join(" "))?;
    boot(&kernel.image, &initrd)
}

struct Kernel {
    image: PathBuf,
    overlay: PathBuf,
}

impl Kernel {
    /// Unpacks Debian's newest cloud kernel, unless it is there; nothing is installed.
    fn fetch(directory: &Path) -> anyhow::Result<Self> {
        let depends =
            output(Command::new("apt-cache").args(["depends", "linux-image-cloud-amd64"]))?;
        let package = depends
            .lines()
            .find_map(|line| line.trim().strip_prefix("Depends: "))
            .context("apt knows no cloud kernel: apt-get update")?;
        let tree = directory.join(package);
        if !tree.is_dir() {
            println!("fetching {package}");
            let download = directory.join("download");
            let _ = fs::remove_dir_all(&download);
            fs::create_dir_all(&download)?;
            run_command(
                Command::new("apt-get")
                    .args(["download", "-qq", "-o", "APT::Sandbox::User=root", package])
                    .current_dir(&download),
            )?;
            let archive = only_file(&download)?;
            let unpacked = directory.join("unpacked");
            let _ = fs::remove_dir_all(&unpacked);
            run_command(
                Command::new("dpkg-deb")
                    .arg("-x")
                    .args([&archive, &unpacked]),
            )?;
            fs::rename(unpacked, &tree)?;
            fs::remove_dir_all(download)?;
        }
        let version = package.trim_start_matches("linux-image-");
        Ok(Self {
            image: tree.join(format!("boot/vmlinuz-{version}")),
            overlay: tree.join(format!(
                "lib/modules/{version}/kernel/fs/overlayfs/overlay.ko"
            )),
        })
    }
}

fn only_file(directory: &Path) -> anyhow::Result<PathBuf> {
    let entry = fs::read_dir(directory)?.next().context("nothing came")??;
    Ok(entry.path())
}

/// The shim, and last the program of its tests.
fn programs(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    // Of the whole workspace, so that the libraries are those that all other tests have.
    let words = [
        "test",
        "--workspace",
        "--all-features",
        "--test",
        "shim",
        "--no-run",
        "--message-format=json",
    ];
    let messages = output(&mut cargo(root, &words))?;
    let programs: Vec<PathBuf> = messages
        .lines()
        .filter_map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(PathBuf::from(message.get("executable")?.as_str()?))
        })
        .collect();
    ensure!(programs.len() >= 2, "cargo built {programs:?} only");
    Ok(programs)
}

/// Packs a file system with `programs` and their libraries, each at its own path.
fn initrd(
    directory: &Path,
    kernel: &Kernel,
    programs: &[PathBuf],
    filter: &str,
) -> anyhow::Result<PathBuf> {
    let tree = tempfile::tempdir_in(directory)?;
    let root = tree.path();
    for name in ["bin", "proc", "sys", "dev", "tmp", "new"] {
        fs::create_dir(root.join(name))?;
    }
    fs::copy("/bin/busybox", root.join("bin/busybox"))?;
    std::os::unix::fs::symlink("busybox", root.join("bin/sh"))?;
    fs::copy(&kernel.overlay, root.join("overlay.ko"))?;
    for program in programs {
        add(root, program)?;
        run_command(Command::new("strip").arg("-g").arg(inside(root, program)))?;
        for library in output(Command::new("ldd").arg(program))?
            .split_whitespace()
            .filter(|word| word.starts_with('/'))
        {
            add(root, Path::new(library))?;
        }
    }
    let tests = programs.last().context("no tests")?;
    std::os::unix::fs::symlink(tests, root.join("test"))?;
    script(&root.join("init"), INIT)?;
    script(&root.join("second"), &SECOND.replace("FILTER", filter))?;
    let packed = directory.join("initrd");
    let pack = "find . | cpio -o -H newc --quiet | gzip -1 >\"$1\"";
    run_command(
        Command::new("sh")
            .args(["-c", pack, "sh"])
            .arg(&packed)
            .current_dir(root),
    )?;
    Ok(packed)
}

fn inside(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

fn add(root: &Path, path: &Path) -> anyhow::Result<()> {
    let to = inside(root, path);
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(path, &to).with_context(|| format!("cannot copy {}", path.display()))?;
    Ok(())
}

fn script(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// Boots, shows what the guest says, and counts the results among it.
fn boot(kernel: &Path, initrd: &Path) -> anyhow::Result<Tally> {
    // An emulated guest cannot find out by itself how fast the counters run on a busy host.
    let khz = clock_khz()?;
    let line = format!(
        "console=ttyS0 quiet panic=-1 nokaslr mitigations=off cryptomgr.notests \
         tsc_early_khz={khz} lpj={} tsc=reliable no_timer_check rdinit=/init",
        khz * 4
    );
    let mut command = Command::new("timeout");
    command
        .args([
            TIMEOUT,
            "qemu-system-x86_64",
            "-accel",
            "tcg",
            "-cpu",
            "max",
        ])
        .args([
            "-M",
            "microvm,x-option-roms=off,auto-kernel-cmdline=off,isa-serial=on,rtc=on",
        ])
        .args(["-smp", "2", "-m", "1024", "-nodefaults", "-no-user-config"])
        .args(["-nographic", "-serial", "stdio", "-no-reboot"])
        .arg("-kernel")
        .arg(kernel)
        .arg("-initrd")
        .arg(initrd)
        .args(["-append", &line])
        .stderr(Stdio::inherit());
    let said = output(&mut command)?.replace('\r', "");
    print!("{said}");
    let Some(summary) = said.lines().find(|line| line.starts_with("test result:")) else {
        bail!("the guest ended before its tests did");
    };
    crate::ci::doctest_summary(summary).context("a summary that cannot be read")
}

fn clock_khz() -> anyhow::Result<u64> {
    let text = fs::read_to_string("/proc/cpuinfo")?;
    let megahertz = text
        .lines()
        .find_map(|line| line.strip_prefix("cpu MHz")?.split(':').nth(1))
        .context("this processor does not say its frequency")?;
    let (whole, thousandths) = megahertz.trim().split_once('.').unwrap_or((megahertz, "0"));
    Ok(whole.trim().parse::<u64>()? * 1000 + thousandths.parse::<u64>()?)
}
