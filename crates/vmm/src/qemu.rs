//! QEMU's command line for a machine. Figures and traps are in `docs/decisions/0019`.

use berth_link::guest::{PORT_NAME, WAITING_MAC};
use berth_link::shim::{Accelerator, MachineSpec, Storage};

/// Where the emulator finds the kernel and the first file system: it sees nothing of the host but
/// programs and these.
pub const KERNEL: &str = "/kernel";
/// As [`KERNEL`].
pub const INITRD: &str = "/initrd";

/// The serial of the disk that containers write to.
pub const SCRATCH: &str = "scratch";
/// The serial of the one with volumes, if they have one of their own.
pub const VOLUMES: &str = "volumes";

/// The kind of machine.
const MACHINE: &str = "microvm,isa-serial=on,x-option-roms=off,auto-kernel-cmdline=off";
/// MiB above the task's memory, for the guest's kernel and first process.
const GUEST_MIB: u64 = 96;
/// And one MiB for so many of the task's, for what the kernel notes of each page.
const MIB_FOR_EACH: u64 = 32;
/// MiB the emulator needs itself.
const EMULATOR_MIB: u64 = 256;
/// Translated code it keeps (MiB).
const TRANSLATED_MIB: u64 = 32;
/// Images that a machine which was started before its task can be given: with two disks, channel and
/// interface they fill the eight places for devices.
pub const WAITING_IMAGES: usize = 4;
/// Bytes of each disk of such a machine until it is given one; none may be larger.
pub const WAITING_BYTES: u64 = 1 << 40;
/// Options of disks that are written to and thrown away with the machine.
pub(crate) const SCRATCH_CACHE: &str = "discard=unmap,cache.direct=off,cache.no-flush=on";

/// The descriptors that the emulator is born with, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptors {
    /// A connected socket: the channel to the guest.
    pub channel: i32,
    /// The disk [`SCRATCH`].
    pub scratch: i32,
    /// The disk [`VOLUMES`].
    pub volumes: Option<i32>,
    /// The images, in order.
    pub images: Vec<i32>,
    /// The interface.
    pub tap: Option<i32>,
}

/// The descriptors of an emulator that is born before its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingDescriptors {
    /// As [`Descriptors::channel`].
    pub channel: i32,
    /// A connected socket: how the emulator is given disks, see [`crate::monitor`].
    pub monitor: i32,
    /// An interface that leads nowhere yet.
    pub tap: i32,
}

/// The serial of the `n`th image.
#[must_use]
pub fn image_serial(number: usize) -> String {
    format!("image{number}")
}

/// The memory the guest's kernel is given, MiB.
#[must_use]
pub const fn guest_memory_mib(task_mib: u64) -> u64 {
    task_mib + GUEST_MIB + task_mib / MIB_FOR_EACH
}

/// The memory that machine and emulator may use of the host, MiB.
#[must_use]
pub const fn host_memory_mib(task_mib: u64) -> u64 {
    guest_memory_mib(task_mib) + EMULATOR_MIB + TRANSLATED_MIB
}

/// The words after the program's name.
#[must_use]
pub fn arguments(spec: &MachineSpec, descriptors: &Descriptors) -> Vec<String> {
    // The machine without slots has eight places for devices; a second interrupt controller
    // gives it twenty-four.
    let mut words = board(spec, descriptors.channel, descriptors.images.len() > 3);
    let mut sets = 0;
    let mut disk = |fd: i32, serial: &str, writable: bool| {
        sets += 1;
        let access = if writable {
            "cache=unsafe,discard=unmap,auto-read-only=off,file.auto-read-only=off"
        } else {
            "readonly=on"
        };
        words.extend([
            "-add-fd".to_owned(),
            format!("fd={fd},set={sets}"),
            "-drive".to_owned(),
            format!(
                "if=none,id=d{sets},format=raw,aio=threads,file.driver=file,\
                 file.filename=/dev/fdset/{sets},file.locking=off,{access}"
            ),
            "-device".to_owned(),
            // What the host has no room for is an error inside; by itself the emulator would stop
            // the machine until somebody made room.
            format!("virtio-blk-device,drive=d{sets},serial={serial},werror=report"),
        ]);
    };
    disk(descriptors.scratch, SCRATCH, true);
    if let Some(volumes) = descriptors.volumes {
        disk(volumes, VOLUMES, true);
    }
    for (number, image) in descriptors.images.iter().enumerate() {
        disk(*image, &image_serial(number), false);
    }
    if let (Some(tap), Some(interface)) = (descriptors.tap, &spec.interface) {
        words.extend(network(tap, &interface.mac));
    }
    words.extend(confined());
    words
}

/// The words for a machine that waits for its task: disks of nothing, by the serials that they keep, and
/// an interface with [`WAITING_MAC`].
#[must_use]
pub fn waiting_arguments(spec: &MachineSpec, descriptors: WaitingDescriptors) -> Vec<String> {
    let mut words = board(spec, descriptors.channel, false);
    words.extend([
        "-chardev".to_owned(),
        format!("socket,id=monitor,fd={}", descriptors.monitor),
        "-mon".to_owned(),
        "chardev=monitor,mode=control".to_owned(),
    ]);
    let images = (0..WAITING_IMAGES).map(|number| (image_serial(number), false));
    let written = [SCRATCH, VOLUMES].map(|serial| (serial.to_owned(), true));
    for (serial, writable) in written.into_iter().chain(images) {
        let options = if writable {
            SCRATCH_CACHE
        } else {
            "read-only=on"
        };
        let empty = if writable { "" } else { ",read-only=on" };
        words.extend([
            "-blockdev".to_owned(),
            format!(
                "driver=null-co,node-name=nothing-{serial},size={WAITING_BYTES},read-zeroes=on{empty}"
            ),
            "-blockdev".to_owned(),
            format!("driver=raw,node-name={serial},file=nothing-{serial},{options}"),
            "-device".to_owned(),
            format!("virtio-blk-device,drive={serial},serial={serial},werror=report"),
        ]);
    }
    words.extend(network(descriptors.tap, WAITING_MAC));
    words.extend(confined());
    words
}

/// What every machine has: processors, memory, kernel, console and channel.
fn board(spec: &MachineSpec, channel: i32, many_devices: bool) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut add = |name: &str, value: String| words.extend([name.to_owned(), value]);
    let more = if many_devices { ",ioapic2=on" } else { "" };
    add("-M", MACHINE.to_owned() + more);
    let (kind, cpu) = accelerated(spec.accelerator);
    add("-accel", kind);
    add("-cpu", cpu.to_owned());
    add("-m", format!("{}M", guest_memory_mib(spec.memory_mib)));
    add("-smp", spec.vcpus.max(1).to_string());
    add("-kernel", KERNEL.to_owned());
    add("-initrd", INITRD.to_owned());
    add("-append", kernel_line(spec.accelerator));
    add("-global", "virtio-mmio.force-legacy=false".to_owned());
    // What the kernel says comes out of standard output, which the shim reads and bounds.
    add("-chardev", "stdio,id=console,signal=off".to_owned());
    add("-serial", "chardev:console".to_owned());
    add("-chardev", format!("socket,id=channel,fd={channel}"));
    add("-device", "virtio-serial-device".to_owned());
    add(
        "-device",
        format!("virtserialport,chardev=channel,name={PORT_NAME}"),
    );
    words
}

fn network(tap: i32, mac: &str) -> [String; 4] {
    [
        "-netdev".to_owned(),
        format!("tap,id=net,fd={tap}"),
        "-device".to_owned(),
        format!("virtio-net-device,netdev=net,mac={mac}"),
    ]
}

/// What the emulator must not do.
fn confined() -> impl Iterator<Item = String> {
    [
        "-nodefaults",
        "-no-user-config",
        "-no-reboot",
        "-display",
        "none",
        "-monitor",
        "none",
        "-sandbox",
        "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
    ]
    .into_iter()
    .map(str::to_owned)
}

/// The words for a machine of the same kind with nothing but a kernel, for whoever measures what all the
/// rest costs; kernel and first file system are the caller's.
#[must_use]
pub fn bare_arguments(accelerator: Accelerator, task_mib: u64) -> Vec<String> {
    let (kind, cpu) = accelerated(accelerator);
    [
        ("-M", MACHINE.to_owned()),
        ("-accel", kind),
        ("-cpu", cpu.to_owned()),
        ("-m", format!("{}M", guest_memory_mib(task_mib))),
        ("-smp", "1".to_owned()),
        ("-append", kernel_line(accelerator)),
        ("-serial", "stdio".to_owned()),
        ("-display", "none".to_owned()),
        ("-monitor", "none".to_owned()),
    ]
    .into_iter()
    .flat_map(|(name, value)| [name.to_owned(), value])
    .chain(["-nodefaults", "-no-user-config", "-no-reboot"].map(str::to_owned))
    .collect()
}

/// The accelerator and the processor that the guest sees.
fn accelerated(accelerator: Accelerator) -> (String, &'static str) {
    match accelerator {
        Accelerator::Kvm => ("kvm".to_owned(), "host"),
        // This one has the timers that keep an idle machine from ticking.
        Accelerator::Tcg { .. } => (format!("tcg,thread=multi,tb-size={TRANSLATED_MIB}"), "max"),
    }
}

/// The sizes of the disks, bytes: containers', and volumes' if they have their own.
#[must_use]
pub const fn disk_bytes(storage: Storage) -> (u64, Option<u64>) {
    match storage {
        Storage::One { gib } => (gib << 30, None),
        Storage::Two {
            layers_gb,
            volumes_gb,
        } => (layers_gb * 1_000_000_000, Some(volumes_gb * 1_000_000_000)),
    }
}

fn kernel_line(accelerator: Accelerator) -> String {
    let mut line = "console=ttyS0 quiet reboot=t panic=-1 random.trust_cpu=on 8250.nr_uarts=1 \
                    cryptomgr.notests"
        .to_owned();
    if let Accelerator::Tcg { tsc_khz, hz } = accelerator {
        // An emulated guest cannot calibrate its counters on a busy host, and hangs; and what it
        // could guard against by the rest is not the host's.
        let lpj = tsc_khz.saturating_mul(1000) / hz.max(1);
        line += &format!(
            " tsc_early_khz={tsc_khz} lpj={lpj} tsc=reliable no_timer_check nokaslr mitigations=off"
        );
    }
    line
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use berth_link::shim::{Interface, machine_overhead_mib};

    use super::*;

    fn spec(accelerator: Accelerator) -> MachineSpec {
        MachineSpec {
            qemu: "/usr/bin/qemu-system-x86_64".to_owned(),
            kernel: "/k".to_owned(),
            initrd: "/i".to_owned(),
            mkfs: "/sbin/mkfs.ext4".to_owned(),
            accelerator,
            vcpus: 2,
            memory_mib: 512,
            cpu_quota_us: None,
            images: vec!["/a".to_owned(), "/b".to_owned()],
            storage: Storage::One { gib: 20 },
            hostname: "ip-10-0-0-5".to_owned(),
            interface: Some(Interface {
                mac: "02:00:00:00:00:01".to_owned(),
                address: Ipv4Addr::new(10, 0, 0, 5),
                prefix: 20,
                gateway: None,
                mtu: 1500,
            }),
            user: 65534,
            ready_timeout_ms: 30_000,
            create_timeout_ms: 30_000,
        }
    }

    #[test]
    fn an_emulated_machine_is_told_how_fast_its_counters_run_and_another_is_not() {
        let descriptors = Descriptors {
            channel: 4,
            scratch: 5,
            volumes: None,
            images: vec![6, 7],
            tap: Some(8),
        };
        let tcg = Accelerator::Tcg {
            tsc_khz: 2_596_122,
            hz: 250,
        };
        let emulated = arguments(&spec(tcg), &descriptors).join(" ");
        for part in [
            "tsc_early_khz=2596122 lpj=10384488 tsc=reliable no_timer_check",
            "-accel tcg",
            "-m 624M -smp 2",
            "-add-fd fd=6,set=2",
            "virtio-blk-device,drive=d2,serial=image0,werror=report",
            "virtio-blk-device,drive=d1,serial=scratch,werror=report",
            "tap,id=net,fd=8",
            "mac=02:00:00:00:00:01",
            "-sandbox on",
            "mitigations=off",
        ] {
            assert!(emulated.contains(part), "{part} is not in {emulated}");
        }
        assert!(!emulated.contains("ioapic2"));
        let real = arguments(&spec(Accelerator::Kvm), &descriptors).join(" ");
        for part in ["tsc_early_khz", "mitigations", "nokaslr"] {
            assert!(!real.contains(part), "{part} is in {real}");
        }
    }

    #[test]
    fn images_are_never_writable_and_many_have_room() {
        let descriptors = Descriptors {
            channel: 4,
            scratch: 5,
            volumes: Some(6),
            images: (7..20).collect(),
            tap: None,
        };
        let words = arguments(&spec(Accelerator::Kvm), &descriptors);
        let drives = words.iter().filter(|word| word.starts_with("if=none"));
        let (writable, others): (Vec<_>, Vec<_>) =
            drives.partition(|drive| drive.contains("unsafe"));
        assert_eq!((writable.len(), others.len()), (2, 13));
        assert!(others.iter().all(|drive| drive.contains("readonly=on")));
        assert!(words.iter().any(|word| word.contains("ioapic2=on")));
    }

    #[test]
    fn a_machine_that_waits_has_places_for_what_its_task_will_have() {
        let descriptors = WaitingDescriptors {
            channel: 4,
            monitor: 5,
            tap: 6,
        };
        let words = waiting_arguments(&spec(Accelerator::Kvm), descriptors);
        let serials = words.iter().filter_map(|word| {
            let (_, rest) = word.split_once("virtio-blk-device,drive=")?;
            rest.split(',').next()
        });
        let all = ["scratch", "volumes", "image0", "image1", "image2", "image3"];
        assert_eq!(serials.collect::<Vec<_>>(), all);
        let devices = words.iter().filter(|word| word.contains("-device"));
        let devices = devices.filter(|word| word.starts_with("virtio-"));
        assert_eq!(devices.count(), 8, "as many as the machine has places for");
        let read_only = words.iter().filter(|word| word.starts_with("driver=raw"));
        let read_only = read_only.filter(|word| word.contains("read-only=on"));
        assert_eq!(read_only.count(), WAITING_IMAGES);
        assert!(words.iter().any(|word| word.ends_with(WAITING_MAC)));
    }

    #[test]
    fn memory_grows_with_the_task() {
        assert_eq!(guest_memory_mib(512), 624);
        assert_eq!(guest_memory_mib(122_880), 122_880 + 96 + 3840);
        assert!(host_memory_mib(512) > guest_memory_mib(512));
        for mib in [512, 8192, 122_880] {
            // What is accounted is the guest's memory, all of it, and what emulators have been seen to
            // take.
            let accounted = mib + machine_overhead_mib(mib);
            assert_eq!(accounted, guest_memory_mib(mib) + 96);
            assert!(accounted < host_memory_mib(mib));
        }
        let two = Storage::Two {
            layers_gb: 10,
            volumes_gb: 4,
        };
        assert_eq!(disk_bytes(two), (10_000_000_000, Some(4_000_000_000)));
        assert_eq!(disk_bytes(Storage::One { gib: 21 }), (21 << 30, None));
    }
}
