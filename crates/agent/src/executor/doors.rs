//! What the metadata endpoints must hear of containers, and the listeners inside their namespaces.

use std::path::Path;

use berth_env::{Entropy as _, SystemEntropy};
use berth_net::Netns;
use berth_task_engine::Failure;
use berth_task_engine::event::failure_name;
use tokio_util::sync::CancellationToken;

use super::HostExecutor;
use super::create::Made;
use super::run::TaskRun;
use super::spec::Mode;
use crate::client::whole_chain;
use crate::endpoints::{Kind, Place, Volume};

impl HostExecutor {
    /// The one that is kept, or a new one.
    pub(super) fn endpoint_id(&self, kept: Option<&Made>) -> String {
        let kept = kept.map(|made| made.endpoint_id.clone());
        match kept.filter(|id| !id.is_empty()) {
            Some(id) => id,
            None if self.options.endpoints.is_some() => SystemEntropy.uuid(),
            None => String::new(),
        }
    }

    /// The container is there, or about to be.
    pub(super) fn tell_endpoints(&self, run: &TaskRun, name: &str, made: &Made) {
        let Some(endpoints) = &self.options.endpoints else {
            return;
        };
        if made.endpoint_id.is_empty() {
            return;
        }
        let place = Place {
            kind: match made.mode {
                Mode::Bridge => Kind::Bridge,
                Mode::Host => Kind::Host,
                Mode::None => Kind::Inside,
                Mode::Awsvpc => Kind::Interface,
            },
            address: None,
            volumes: self.volumes(run, made),
        };
        let registry = endpoints.registry();
        registry.put(&run.task.arn, name, &made.endpoint_id, place);
    }

    /// All mounts but the files of name service, which Docker does not count either.
    fn volumes(&self, run: &TaskRun, made: &Made) -> Vec<Volume> {
        let files = run.dir.join("files");
        let places = [
            run.dir.join("volumes"),
            self.options.data_dir.join("volumes"),
        ];
        let mounts = made.mounts().iter();
        let mounts = mounts.filter(|mount| !Path::new(&mount.source).starts_with(&files));
        mounts
            .map(|mount| {
                let source = Path::new(&mount.source);
                let own = places.iter().any(|place| source.starts_with(place));
                let name = source.file_name().filter(|_| own);
                Volume {
                    name: name.map(|name| name.to_string_lossy().into_owned()),
                    source: mount.source.clone(),
                    destination: mount.destination.clone(),
                }
            })
            .collect()
    }

    /// A container without a network has the endpoints inside its namespace; once more after a
    /// restart of the agent, with which the old listeners went.
    pub(super) async fn open_endpoints_inside(
        &self,
        run: &TaskRun,
        name: &str,
        pid: u32,
    ) -> Result<(), Failure> {
        let Some(endpoints) = &self.options.endpoints else {
            return Ok(());
        };
        let failed = |error: &dyn std::error::Error| {
            Failure::new(failure_name::NETWORKING, whole_chain(error))
        };
        let door = {
            let mut doors = run.doors.lock();
            if doors.contains_key(name) {
                return Ok(());
            }
            let door = CancellationToken::new();
            doors.insert(name.to_owned(), door.clone());
            door
        };
        let netns = Netns::of_pid(pid).map_err(|error| failed(&error))?;
        let listeners = berth_net::open_inside(&netns).await;
        let listeners = listeners.map_err(|error| failed(&error))?;
        let served = endpoints.serve_inside(&run.task.arn, listeners, &door);
        served.map_err(|error| failed(&error))
    }

    /// The container has ended: nobody asks from there any more, and its namespace is let go.
    pub(super) fn close_endpoints(&self, run: &TaskRun, name: &str) {
        if let Some(door) = run.doors.lock().remove(name) {
            door.cancel();
        }
        if let Some(endpoints) = &self.options.endpoints {
            endpoints.registry().unplugged(&run.task.arn, name);
        }
    }

    /// Nothing is left of the task.
    pub(super) fn forget_endpoints(&self, task_arn: &str, run: Option<&TaskRun>) {
        for (_, door) in run
            .into_iter()
            .flat_map(|run| std::mem::take(&mut *run.doors.lock()))
        {
            door.cancel();
        }
        if let Some(endpoints) = &self.options.endpoints {
            endpoints.registry().forget(task_arn);
        }
    }
}
