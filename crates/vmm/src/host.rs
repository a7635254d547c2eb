//! What a host has for virtual machines.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use berth_link::shim::Accelerator;

use crate::kernel::Kernel;
use crate::probe;

/// Where programs are looked for.
const PROGRAM_DIRS: [&str; 6] = [
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
];
/// What [`Host::prepare`] keeps in its directory.
const INITRD_NAME: &str = "initrd";

/// Where things are that are not where they usually are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The emulator.
    pub qemu: Option<PathBuf>,
    /// A tree with `boot/vmlinuz-<version>` and `lib/modules/<version>`; the host's root unless said.
    pub kernel_tree: Option<PathBuf>,
    /// The program that is the guest's first process: a static task shim.
    pub guest: PathBuf,
    /// Which accelerator, instead of the measured one: `kvm` or `tcg`.
    pub accelerator: Option<String>,
}

/// What is missing on this host; `Display` says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    /// No such program.
    #[error("{program} is not installed (Debian: apt install {package})")]
    Program {
        /// Its name.
        program: &'static str,
        /// Where it is in.
        package: &'static str,
    },
    /// No kernel.
    #[error(
        "no kernel for guests below {tree} (Debian: apt install linux-image-cloud-amd64, or unpack \
         that package elsewhere and name the directory)"
    )]
    Kernel {
        /// Where it was looked for.
        tree: PathBuf,
    },
    /// The first file system cannot be made.
    #[error("cannot make the guests' first file system")]
    Initrd(#[source] io::Error),
    /// Emulated guests need it.
    #[error("this processor has no time stamp counter that could be measured")]
    Counter,
    /// Somebody asked for an accelerator there is none of.
    #[error("accelerator {0:?} is none of kvm, tcg")]
    Accelerator(String),
}

/// All that machines on this host have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The emulator.
    pub qemu: PathBuf,
    /// What is booted.
    pub kernel: PathBuf,
    /// Its version.
    pub kernel_version: String,
    /// The first file system.
    pub initrd: PathBuf,
    /// Makes scratch disks.
    pub mkfs: PathBuf,
    /// Makes images.
    pub mkfs_erofs: PathBuf,
    /// What runs guests.
    pub accelerator: Accelerator,
}

impl Host {
    /// Looks for everything, and neither measures nor makes anything.
    ///
    /// # Errors
    /// [`Missing`] says what there is not.
    pub fn check(options: &Options) -> Result<(), Missing> {
        Parts::find(options).map(drop)
    }

    /// Looks for everything, measures, and makes the first file system in `directory`. Takes some
    /// hundred milliseconds, during which it blocks.
    ///
    /// # Errors
    /// [`Missing`] says what there is not.
    pub fn prepare(options: &Options, directory: &Path) -> Result<Self, Missing> {
        let Parts {
            qemu,
            mkfs,
            mkfs_erofs,
            kernel,
        } = Parts::find(options)?;
        let initrd = directory.join(INITRD_NAME);
        let made = kernel
            .initrd(&options.guest)
            .and_then(|bytes| replace(&initrd, &bytes));
        made.map_err(Missing::Initrd)?;
        let kvm = match options.accelerator.as_deref() {
            None => probe::kvm_is_real(&options.guest),
            Some("kvm") => true,
            Some("tcg") => false,
            Some(other) => return Err(Missing::Accelerator(other.to_owned())),
        };
        let accelerator = if kvm {
            Accelerator::Kvm
        } else {
            Accelerator::Tcg {
                tsc_khz: probe::tsc_khz().ok_or(Missing::Counter)?,
                hz: kernel.hz,
            }
        };
        Ok(Self {
            qemu,
            kernel: kernel.image,
            kernel_version: kernel.version,
            initrd,
            mkfs,
            mkfs_erofs,
            accelerator,
        })
    }
}

/// What somebody has installed.
struct Parts {
    qemu: PathBuf,
    mkfs: PathBuf,
    mkfs_erofs: PathBuf,
    kernel: Kernel,
}

impl Parts {
    fn find(options: &Options) -> Result<Self, Missing> {
        let find = |program, package| find(program).ok_or(Missing::Program { program, package });
        let qemu = match &options.qemu {
            Some(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            None => find("qemu-system-x86_64", "qemu-system-x86")?,
        };
        let tree = options.kernel_tree.clone();
        let tree = tree.unwrap_or_else(|| PathBuf::from("/"));
        // Whoever starts a machine does so from another directory.
        let tree = tree.canonicalize().unwrap_or(tree);
        Ok(Self {
            qemu,
            mkfs: find("mkfs.ext4", "e2fsprogs")?,
            mkfs_erofs: find("mkfs.erofs", "erofs-utils")?,
            kernel: Kernel::find(&tree).ok_or(Missing::Kernel { tree })?,
        })
    }
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = std::env::split_paths(&path).collect::<Vec<_>>();
    let usual = PROGRAM_DIRS.map(PathBuf::from);
    let mut all = own.into_iter().chain(usual);
    all.find_map(|directory| Some(directory.join(program)).filter(|path| path.is_file()))
}

/// Written beside and renamed: a machine that starts meanwhile has the old one, whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    fs::rename(beside, path)
}
