//! Tasks in virtual machines: what is done for them instead of, and besides, what is done for others.
//!
//! An agent has machines or it has not, and runs only tasks of its kind. A task's machine is started
//! when all its images are here, each made into a disk that all machines of the host share; then the
//! task is ready, and its containers are made as everywhere, in the guest's own places.

mod ahead;
mod disks;
mod images;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use berth_link::acs;
use berth_link::shim::{Answer, ContainerSpec, GUEST_TASK, Interface, Network, Request};
use berth_link::shim::{Assigned, Assignment};
use berth_net::SpareTap;
use berth_task_engine::event::failure_name;
use berth_task_engine::{Fact, Failure, ImageFacts};
use parking_lot::Mutex;
use tokio::sync::watch;

use super::HostExecutor;
use super::awsvpc;
use super::files;
use super::run::TaskRun;
use super::spares;
use super::spec::{NameService, SpecError, VolumePlaces};
use crate::client::whole_chain;
pub use ahead::Ahead;
use ahead::Pool;
use disks::Disks;
pub(crate) use plan::check;

/// The guest's first process, which is also what containers get as theirs.
pub(super) const GUEST_PROGRAM: &str = "/init";
/// Open files of a container where nothing else is said, as on Fargate.
pub(super) const OPEN_FILES_MAX: i64 = 65_535;
/// Processes that a machine's kernel lets there be.
pub(super) const PROCESSES_MAX: i64 = 32_768;
/// What an empty disk of any size takes, and some more to begin with (bytes).
const DISK_BYTES: u64 = 16 << 20;
/// The user that emulators run as unless another is named: nobody.
const USER: u32 = 65_534;

/// What an agent needs to run tasks in virtual machines.
#[derive(Clone, Debug)]
pub struct MachineOptions {
    /// The host's emulator, kernel and accelerator.
    pub host: berth_vmm::Host,
    /// Machines that are to wait for tasks.
    pub ahead: Vec<Ahead>,
}

/// The machines of this host.
pub(super) struct Machines {
    pub(super) host: berth_vmm::Host,
    disks: Disks,
    pool: Pool,
    /// By task, the interface of a machine that waited, until it leads somewhere.
    taps: Mutex<BTreeMap<String, SpareTap>>,
    /// Tasks whose machine is not to be waited for any more.
    given_up: Mutex<BTreeSet<String>>,
    /// Rises when an image is here, or a task is given up.
    news: watch::Sender<u64>,
}

impl Machines {
    pub(super) fn new(
        options: &MachineOptions,
        data_dir: &Path,
        shim: &Path,
        cgroup_root: &str,
    ) -> std::io::Result<Self> {
        Ok(Self {
            pool: Pool::new(
                options.host.clone(),
                shim.to_owned(),
                data_dir,
                cgroup_root.to_owned(),
                &options.ahead,
            )?,
            taps: Mutex::default(),
            disks: Disks::open(
                data_dir.join("disks"),
                shim.to_owned(),
                options.host.mkfs_erofs.clone(),
            )?,
            host: options.host.clone(),
            given_up: Mutex::default(),
            news: watch::Sender::new(0),
        })
    }

    /// Starts what should wait for tasks and does not.
    pub(super) fn refill(&self) {
        self.pool.refill();
    }

    fn tell(&self) {
        self.news.send_modify(|number| *number += 1);
    }
}

/// The guest's places for what a container's mounts lead to.
pub(super) fn volume_places() -> VolumePlaces {
    let task = PathBuf::from(GUEST_TASK);
    VolumePlaces {
        of_task: task.join("volumes"),
        // Of volumes that such tasks cannot have; nothing is there.
        shared: task.join("shared"),
    }
}

/// Where the guest has a container's files of name service.
pub(super) fn files_place(container: &str) -> PathBuf {
    let containers = Path::new(GUEST_TASK).join("containers");
    containers.join(container).join("files")
}

impl HostExecutor {
    /// Has a shim that waits with a machine of the task's size take the task over; whether one did.
    pub(super) async fn take_ahead(&self, task: &acs::Task, assignment: &Assignment) -> bool {
        let Some(machines) = &self.machines else {
            return false;
        };
        machines.pool.launching(&task.arn);
        let Some((shim, tap)) = machines.pool.claim(task).await else {
            return false;
        };
        match spares::assign(shim, assignment).await {
            Ok(Assigned::Ready) => {
                machines.taps.lock().insert(task.arn.clone(), tap);
                true
            }
            Ok(Assigned::Locked) => true,
            Ok(Assigned::Failed(error)) => {
                tracing::warn!(error, "a machine that waited cannot have a task");
                false
            }
            Err(error) => {
                tracing::debug!(%error, "a machine that waited is gone");
                false
            }
        }
    }

    /// The task runs, or will not.
    pub(super) fn is_launched(&self, task_arn: &str) {
        if let Some(machines) = &self.machines {
            machines.taps.lock().remove(task_arn);
            machines.pool.launched(task_arn);
        }
    }

    /// Starts the task's machine when its images are here, or finds it; returns when it takes
    /// containers. Without machines there is nothing to do.
    pub(super) async fn boot(&self, run: &TaskRun) -> Result<(), Failure> {
        let Some(machines) = &self.machines else {
            return Ok(());
        };
        let task = &run.task;
        let failed = |text: String| Failure::new(failure_name::RESOURCE_INITIALIZATION, text);
        let gone = || failed("the task is being removed".to_owned());
        let mut news = machines.news.subscribe();
        let images = loop {
            if machines.given_up.lock().contains(&task.arn) {
                return Err(failed("an image could not be had".to_owned()));
            }
            if let Some(images) = images::all(&run.dir, task) {
                break images;
            }
            news.changed().await.map_err(|_| gone())?;
        };
        let disks = images.iter().map(|image| machines.disks.path(image));
        let mut machine = plan::machine(task, &machines.host, disks.collect(), USER)
            .map_err(|error| failed(error.to_string()))?;
        let client = run.client().ok_or_else(gone)?;
        self.room_for_disks().await?;
        let answer = client.ask(Request::Hello).await;
        let found = match answer.map_err(|error| failed(error.to_string()))? {
            Answer::Hello { machine, .. } => machine,
            _ => return Err(failed("the task's shim gave a strange answer".to_owned())),
        };
        // One that is there has its interface, which another would take from it.
        let tap = match found {
            true => None,
            false => self.tap(run).await?,
        };
        let (tap, interface) = tap.unzip();
        machine.interface = interface;
        let machine = Box::new(machine);
        let answer = client
            .ask_with(Request::Boot { machine }, tap.flatten())
            .await;
        answer.map_err(|error| failed(error.to_string()))?;
        Ok(())
    }

    /// Waits until the host's disk has room for what a machine begins with. What a task writes later it
    /// may not have room for, which is an error inside.
    async fn room_for_disks(&self) -> Result<(), Failure> {
        let images = &self.options.images;
        let room = images
            .await_room("a virtual machine's disk", DISK_BYTES)
            .await;
        let room = room.map_err(|error| error.to_string());
        let room = room.and_then(|room| room.map_err(|error| error.to_string()));
        room.map_err(|why| {
            let text = format!("not enough free disk space for the task's storage: {why}");
            Failure::new(failure_name::RESOURCE_INITIALIZATION, text)
        })
    }

    /// The task's interface for its machine, as soon as the rules of its VPC are enforced.
    async fn tap(&self, run: &TaskRun) -> Result<Option<(Option<OwnedFd>, Interface)>, Failure> {
        let Some(interface) = awsvpc::interface(&run.task) else {
            return Ok(None);
        };
        let failed = |text: String| {
            let text = format!("network interface {}: {text}", interface.ec2_id);
            Failure::new(failure_name::RESOURCE_INITIALIZATION, text)
        };
        let vpcs = self.options.vpcs.as_ref();
        let vpcs = vpcs.ok_or_else(|| failed("this host has no VPCs".to_owned()))?;
        let own = crate::vpcs::interface(interface).map_err(|error| failed(error.to_string()))?;
        let vpc = tokio::time::timeout(awsvpc::PATIENCE, vpcs.vpc_of(&own.id)).await;
        let vpc = vpc.map_err(|_| {
            failed("nothing was heard of its security groups for a minute".to_owned())
        })?;
        let machines = self.machines.as_ref();
        let spare = machines.and_then(|it| it.taps.lock().remove(&run.task.arn));
        let tap = vpcs.plug_tap(&own, spare.as_ref()).await;
        let tap = tap.map_err(|error| failed(whole_chain(&error)))?;
        // The shim of a machine that waited has it already.
        let tap = spare.is_none().then_some(tap);
        if let Some(endpoints) = &self.options.endpoints {
            let registry = endpoints.registry();
            registry.attached(&run.task.arn, vpc, own.address);
        }
        let arn = &run.task.arn;
        run.facts.send(arn, Fact::NetworkAttached).await;
        let interface = plan::interface(&own, vpcs.mtu());
        Ok(Some((tap, interface)))
    }

    /// After a restart of the agent: who asks from the task's address is known again, as soon as its
    /// VPC is. The machine has its interface.
    pub(super) fn find_address(&self, run: &TaskRun) {
        let interface = awsvpc::interface(&run.task);
        let own = interface.and_then(|interface| crate::vpcs::interface(interface).ok());
        let (Some(own), Some(vpcs)) = (own, self.options.vpcs.clone()) else {
            return;
        };
        let Some(endpoints) = self.options.endpoints.clone() else {
            return;
        };
        let arn = run.task.arn.clone();
        tokio::spawn(async move {
            let vpc = vpcs.vpc_of(&own.id).await;
            endpoints.registry().attached(&arn, vpc, own.address);
        });
    }

    /// Makes a disk of an image that no task wants yet.
    pub(super) async fn disk_ahead(&self, image: &ImageFacts) -> std::io::Result<()> {
        let Some(machines) = &self.machines else {
            return Ok(());
        };
        let known = self.options.images.images();
        let known = known.into_iter().map(|image| image.id).collect();
        machines.disks.make(image, &known).await
    }

    /// Makes a disk of a container's image, and notes which it is.
    pub(super) async fn image_for_machine(
        &self,
        task: &acs::Task,
        container: &str,
        image: &ImageFacts,
    ) -> Result<(), Failure> {
        let Some(machines) = &self.machines else {
            return Ok(());
        };
        let failed = |text: String| Failure::new(failure_name::CANNOT_PULL, text);
        let made = self.disk_ahead(image).await;
        made.map_err(|error| failed(format!("cannot make a disk of the image: {error}")))?;
        let dir = self.task_dir(&task.arn)?;
        images::note(&dir, container, &image.image_id)
            .map_err(|error| failed(format!("cannot note the image: {error}")))?;
        machines.tell();
        Ok(())
    }

    /// Nobody waits for the task's images any more.
    pub(super) fn give_up_machine(&self, task_arn: &str) {
        if let Some(machines) = &self.machines {
            machines.given_up.lock().insert(task_arn.to_owned());
            machines.tell();
        }
        self.is_launched(task_arn);
    }

    /// The task has ended: its machine, with its memory and disks, does not wait for the task to be
    /// removed.
    pub(super) async fn halt_machine(&self, task_arn: &str) {
        if self.machines.is_none() {
            return;
        }
        self.give_up_machine(task_arn);
        let Some(client) = self.task(task_arn).and_then(|run| run.client()) else {
            return;
        };
        if let Err(error) = client.ask(Request::Halt).await {
            // It ends with its shim, when the task is removed.
            tracing::warn!(task_arn, %error, "a virtual machine is not ended yet");
        }
    }

    /// Nothing is left of the task.
    pub(super) fn forget_machine(&self, task_arn: &str) {
        if let Some(machines) = &self.machines {
            machines.tell();
            machines.given_up.lock().remove(task_arn);
        }
    }

    /// A container's spec as the guest understands it: its image by the disk's number, its files
    /// with it, the machine's network.
    pub(super) fn for_guest(
        &self,
        run: &TaskRun,
        spec: &mut ContainerSpec,
        image: &ImageFacts,
        names: &NameService,
    ) -> Result<(), SpecError> {
        let invalid = |text: &str| SpecError::Invalid(text.to_owned());
        let images = images::all(&run.dir, &run.task);
        let images = images.ok_or_else(|| invalid("the task's images are not here"))?;
        let number = images.iter().position(|id| *id == image.image_id);
        let number = number.ok_or_else(|| invalid("the image is none of the machine's"))?;
        spec.layers = vec![format!("{}/{number}", berth_link::shim::GUEST_IMAGES)];
        spec.network = Network::Host;
        spec.reserve_ports.clear();
        // The machine as a whole has its share of the host.
        spec.resources.task_cpu_quota_us = None;
        plan::check_mounts(spec)?;
        let hostname = plan::hostname(&run.task);
        spec.hostname.clone_from(&hostname);
        spec.files = files::for_guest(&hostname, plan::address(&run.task), names);
        Ok(())
    }
}
