//! What machine a task gets: no effects here.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use berth_link::acs;
use berth_link::shim::{
    Accelerator, ContainerSpec, GUEST_TASK, IMAGES_MAX, Interface, MachineSpec, Storage,
};

use super::super::spec::SpecError;

/// The launch type of tasks that are run in machines.
const FARGATE: &str = "FARGATE";
/// The platform version with two disks.
const TWO_DISKS: &str = "1.3.0";
/// GB for containers' writable layers, and for volumes, of that version.
const TWO_DISKS_GB: (u64, u64) = (10, 4);
/// GiB of the others, unless the task asks for more.
const STORAGE_GIB: u64 = 20;
/// And no more than this.
const STORAGE_GIB_MAX: u64 = 200;
/// Microseconds of processor time each 100 ms that make a vCPU.
const QUOTA_PER_VCPU: f64 = 100_000.0;
/// Milliseconds until a guest must be ready.
const READY_MS_KVM: u64 = 10_000;
/// Emulated, on a host that does other things as well.
const READY_MS_TCG: u64 = 60_000;
/// As long as the ECS agent waits for a container to be made.
const CREATE_MS: u64 = 240_000;

/// Whether an agent that has machines, or has none, runs this task: a task never gets a kernel that it
/// did not ask for.
pub(crate) fn check(task: &acs::Task, has_machines: bool) -> Result<(), SpecError> {
    let wants = task.launch_type == FARGATE || !task.berth_platform_version.is_empty();
    let invalid = |text: &str| Err(SpecError::Invalid(text.to_owned()));
    match (wants, has_machines) {
        (true, false) => {
            invalid("a task of the launch type FARGATE needs a host with virtual machines")
        }
        (false, true) => {
            invalid("this host runs tasks of the launch type FARGATE only, in virtual machines")
        }
        (true, true) if task.berth_platform_version.is_empty() => {
            invalid("a task of the launch type FARGATE needs a platform version")
        }
        _ => Ok(()),
    }
}

/// The machine of a task whose images are these disks.
pub(super) fn machine(
    task: &acs::Task,
    host: &berth_vmm::Host,
    images: Vec<PathBuf>,
    user: u32,
) -> Result<MachineSpec, SpecError> {
    let invalid = |text: String| SpecError::Invalid(text);
    let cpu = cpu(task)?;
    let (vcpus, memory_mib) = size(task)?;
    if images.len() > IMAGES_MAX {
        return Err(invalid(format!(
            "{} images are more than the {IMAGES_MAX} that a virtual machine can have",
            images.len()
        )));
    }
    Ok(MachineSpec {
        cpu_quota_us: Some(i64::from(whole(cpu * QUOTA_PER_VCPU))),
        images: images.iter().map(|it| it.display().to_string()).collect(),
        storage: storage(task)?,
        hostname: hostname(task),
        ..ahead(host, vcpus, memory_mib, user)
    })
}

/// The processors and the memory (MiB) of a task's machine.
pub(super) fn size(task: &acs::Task) -> Result<(u32, u64), SpecError> {
    let memory = task.memory.and_then(|mib| u64::try_from(mib).ok());
    let memory = memory.filter(|mib| *mib >= 64);
    let memory_mib = memory
        .ok_or_else(|| SpecError::Invalid("a task in a virtual machine needs memory".to_owned()))?;
    Ok((whole(cpu(task)?.ceil()), memory_mib))
}

fn cpu(task: &acs::Task) -> Result<f64, SpecError> {
    let cpu = task.cpu.filter(|cpu| (0.125..=192.0).contains(cpu));
    cpu.ok_or_else(|| SpecError::Invalid("a task in a virtual machine needs cpu".to_owned()))
}

/// A machine of this size whose task is not known.
pub(super) fn ahead(host: &berth_vmm::Host, vcpus: u32, memory_mib: u64, user: u32) -> MachineSpec {
    let text = |path: &Path| path.display().to_string();
    MachineSpec {
        qemu: text(&host.qemu),
        kernel: text(&host.kernel),
        initrd: text(&host.initrd),
        mkfs: text(&host.mkfs),
        accelerator: host.accelerator,
        vcpus,
        memory_mib,
        cpu_quota_us: None,
        images: Vec::new(),
        storage: Storage::One { gib: STORAGE_GIB },
        hostname: String::new(),
        interface: None,
        user,
        ready_timeout_ms: match host.accelerator {
            Accelerator::Kvm => READY_MS_KVM,
            Accelerator::Tcg { .. } => READY_MS_TCG,
        },
        create_timeout_ms: CREATE_MS,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between zero and twenty million, which is checked"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

/// A task's interface as its guest sets it up.
pub(super) fn interface(own: &berth_net::Interface, mtu: u32) -> Interface {
    Interface {
        mac: own.mac.to_string(),
        address: own.address,
        prefix: own.prefix,
        gateway: Some(own.gateway),
        mtu,
    }
}

fn storage(task: &acs::Task) -> Result<Storage, SpecError> {
    if task.berth_platform_version == TWO_DISKS {
        let (layers_gb, volumes_gb) = TWO_DISKS_GB;
        return Ok(Storage::Two {
            layers_gb,
            volumes_gb,
        });
    }
    let gib = match task.berth_ephemeral_storage {
        None => STORAGE_GIB,
        Some(gib) => u64::try_from(gib)
            .ok()
            .filter(|gib| (STORAGE_GIB..=STORAGE_GIB_MAX).contains(gib))
            .ok_or_else(|| {
                let text = format!(
                    "ephemeral storage of {gib} GiB is not between {STORAGE_GIB} and {STORAGE_GIB_MAX}"
                );
                SpecError::Invalid(text)
            })?,
    };
    Ok(Storage::One { gib })
}

/// The task's name in its network.
pub(super) fn hostname(task: &acs::Task) -> String {
    let interface = task.elastic_network_interfaces.first();
    let name = interface.map(|it| it.private_dns_name.clone());
    match name.filter(|name| !name.is_empty()) {
        Some(name) => name,
        None => "localhost".to_owned(),
    }
}

/// The task's first address.
pub(super) fn address(task: &acs::Task) -> Option<Ipv4Addr> {
    let interface = task.elastic_network_interfaces.first()?;
    let address = interface.ipv4_addresses.first()?;
    address.private_address.parse().ok()
}

/// No mount leads out of the task's own places: there is nothing else in the guest that is a
/// container's to see.
pub(super) fn check_mounts(spec: &ContainerSpec) -> Result<(), SpecError> {
    let task = Path::new(GUEST_TASK);
    let places = [task.join("volumes"), super::files_place(&spec.name)];
    let inside = |source: &str| {
        let source = Path::new(source);
        places.iter().any(|place| source.starts_with(place))
    };
    match spec.mounts.iter().find(|mount| !inside(&mount.source)) {
        Some(mount) => Err(SpecError::Invalid(format!(
            "a task of the launch type FARGATE has no host whose {} could be mounted",
            mount.source
        ))),
        None if !spec.linux.volumes.is_empty() => Err(SpecError::Unsupported(
            "dockerVolumeConfiguration for the launch type FARGATE".to_owned(),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host() -> berth_vmm::Host {
        berth_vmm::Host {
            qemu: "/q".into(),
            kernel: "/k".into(),
            kernel_version: "6.1".to_owned(),
            initrd: "/i".into(),
            mkfs: "/m".into(),
            mkfs_erofs: "/e".into(),
            accelerator: Accelerator::Kvm,
        }
    }

    fn task(cpu: f64, memory: i64) -> acs::Task {
        acs::Task {
            launch_type: FARGATE.to_owned(),
            berth_platform_version: "1.4.0".to_owned(),
            cpu: Some(cpu),
            memory: Some(memory),
            ..acs::Task::default()
        }
    }

    #[test]
    fn fractions_see_a_whole_processor_and_get_their_share() {
        let check = |cpu: f64, vcpus: u32, quota: i64| {
            let machine = machine(&task(cpu, 512), &host(), Vec::new(), 1).expect("fine");
            assert_eq!((machine.vcpus, machine.cpu_quota_us), (vcpus, Some(quota)));
        };
        check(0.25, 1, 25_000);
        check(1.0, 1, 100_000);
        check(4.0, 4, 400_000);
        check(16.0, 16, 1_600_000);
        for (cpu, memory) in [(0.0, 512), (1.0, 0), (f64::NAN, 512), (1e9, 512)] {
            assert!(machine(&task(cpu, memory), &host(), Vec::new(), 1).is_err());
        }
    }

    #[test]
    fn storage_is_the_platforms() {
        let storage_of = |version: &str, gib: Option<i64>| {
            storage(&acs::Task {
                berth_platform_version: version.to_owned(),
                berth_ephemeral_storage: gib,
                ..acs::Task::default()
            })
        };
        let two = Storage::Two {
            layers_gb: 10,
            volumes_gb: 4,
        };
        assert_eq!(storage_of("1.3.0", None), Ok(two));
        assert_eq!(storage_of("1.4.0", None), Ok(Storage::One { gib: 20 }));
        assert_eq!(
            storage_of("1.4.0", Some(200)),
            Ok(Storage::One { gib: 200 })
        );
        for gib in [-1, 19, 201] {
            assert!(storage_of("1.4.0", Some(gib)).is_err());
        }
    }

    #[test]
    fn a_task_never_gets_another_kind_of_kernel() {
        let fargate = task(1.0, 512);
        let other = acs::Task::default();
        assert_eq!(check(&fargate, true), Ok(()));
        assert_eq!(check(&other, false), Ok(()));
        assert!(check(&fargate, false).is_err());
        assert!(check(&other, true).is_err());
        let no_version = acs::Task {
            berth_platform_version: String::new(),
            ..fargate
        };
        assert!(check(&no_version, true).is_err());
        assert!(check(&no_version, false).is_err());
    }
}
