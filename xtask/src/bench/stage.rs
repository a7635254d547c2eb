//! What the benchmarks with containers have in common: an image with the programs of the
//! containers, where these report to, and a region of ours.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use anyhow::Context as _;
use nix::sys::stat::Mode;
use nix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use super::http::{Api, Caller};
use crate::command::run;
use crate::region::{Region, Settings};
use crate::registry::Registry;
use crate::{build, image};

/// A container that has not reported by then never will.
const REPORTS_WITHIN: Duration = Duration::from_secs(120);

/// Programs, image and directories.
pub(super) struct Stage {
    dir: tempfile::TempDir,
    pub(super) programs: build::Programs,
    /// Seen as `/bench` in every container.
    pub(super) shared: PathBuf,
    /// The image, as a directory and as an archive.
    pub(super) rootfs: PathBuf,
    pub(super) archive: PathBuf,
    pub(super) arrivals: Arc<Arrivals>,
}

impl Stage {
    pub(super) fn set(root: &Path) -> anyhow::Result<Self> {
        let programs = build::optimised(root)?;
        let dir = super::directory(root)?;
        let place = |name: &str| dir.path().join(name);
        let (shared, rootfs, archive) = (place("shared"), place("rootfs"), place("first.tar"));
        fs::create_dir(&shared)?;
        let arrivals = Arrivals::listen(&shared)?;
        image::root_directory(&rootfs)?;
        compile(include_str!("first.c"), &rootfs.join("first"))?;
        compile(include_str!("lines.c"), &rootfs.join("lines"))?;
        fs::create_dir(rootfs.join("bench"))?;
        image::pack(&rootfs, &archive)?;
        Ok(Self {
            dir,
            programs,
            shared,
            rootfs,
            archive,
            arrivals,
        })
    }

    /// Everything is below it and goes with it.
    pub(super) fn dir(&self) -> &Path {
        self.dir.path()
    }
}

/// The first instructions of containers, as they come out of the FIFO.
pub(super) struct Arrivals {
    began: Mutex<HashMap<String, i64>>,
    news: Condvar,
}

impl Arrivals {
    fn listen(shared: &Path) -> anyhow::Result<Arc<Self>> {
        let path = shared.join("fifo");
        nix::unistd::mkfifo(&path, Mode::from_bits_truncate(0o666))?;
        // Written to as well, so that it never ends.
        let fifo = OpenOptions::new().read(true).write(true).open(&path)?;
        let arrivals = Arc::new(Self {
            began: Mutex::default(),
            news: Condvar::new(),
        });
        let told = Arc::clone(&arrivals);
        std::thread::spawn(move || told.read(fifo));
        Ok(arrivals)
    }

    fn read(&self, fifo: File) {
        for line in BufReader::new(fifo).lines().map_while(Result::ok) {
            if let Some((id, ns)) = line.split_once(' ')
                && let Ok(ns) = ns.parse()
            {
                let mut began = self.began.lock().expect("nobody panics with it");
                began.insert(id.to_owned(), ns);
                self.news.notify_all();
            }
        }
    }

    pub(super) fn wait(&self, id: &str) -> anyhow::Result<i64> {
        let began = self.began.lock().expect("nobody panics with it");
        let waited = self
            .news
            .wait_timeout_while(began, REPORTS_WITHIN, |began| !began.contains_key(id));
        let (mut began, _) = waited.expect("nobody panics with it");
        let at = began.remove(id);
        at.with_context(|| format!("the container {id} has not reported after {REPORTS_WITHIN:?}"))
    }
}

/// Nanoseconds of the clock that the containers read.
pub(super) fn now_ns() -> anyhow::Result<i64> {
    let now = clock_gettime(ClockId::CLOCK_MONOTONIC)?;
    Ok(now.tv_sec() * 1_000_000_000 + now.tv_nsec())
}

/// A region, and the registry that its first task pulls from.
pub(super) struct Ours {
    region: Region,
    _registry: Registry,
    caller: Caller,
    image: String,
}

impl Ours {
    pub(super) fn start(stage: &Stage) -> anyhow::Result<Self> {
        let registry = Registry::start(&stage.dir().join("registry"))?;
        let image = image::push_directory(&stage.rootfs, registry.address(), "bench/first:1")?;
        let region = Region::start(Settings {
            berth: stage.programs.berth.clone(),
            data_dir: stage.dir().join("region"),
            log: stage.dir().join("up.log"),
            flags: vec![
                ("--listen", "127.0.0.1:0".to_owned()),
                ("--bridge-name", "berthbench0".to_owned()),
                ("--image-pull-behavior", "prefer-cached".to_owned()),
                ("--shim", stage.programs.shim.to_string_lossy().into_owned()),
            ],
        })?;
        let caller = Caller::new(&region.environment()?)?;
        Ok(Self {
            region,
            _registry: registry,
            caller,
            image,
        })
    }

    /// Registers a definition of one container with the shared directory.
    pub(super) fn define(
        &self,
        stage: &Stage,
        family: &str,
        memory: u32,
        log: Option<Value>,
    ) -> anyhow::Result<()> {
        let mut container = json!({
            "name": "first", "image": self.image, "memory": memory, "essential": true,
            "mountPoints": [{ "sourceVolume": "shared", "containerPath": "/bench" }],
        });
        if let Some(log) = log {
            container["logConfiguration"] = log;
        }
        let definition = json!({
            "family": family, "networkMode": "bridge", "containerDefinitions": [container],
            "volumes": [{ "name": "shared", "host": { "sourcePath": stage.shared } }],
        });
        self.connect()?.ecs("RegisterTaskDefinition", &definition)?;
        Ok(())
    }

    pub(super) fn connect(&self) -> anyhow::Result<Api> {
        self.caller.connect()
    }

    /// The image of the tasks.
    pub(super) fn image(&self) -> &str {
        &self.image
    }

    /// Where the region keeps its data.
    pub(super) fn data_dir(&self) -> &Path {
        self.region.data_dir()
    }

    /// The process of `berth up`, whose children are the control plane and the agent.
    pub(super) fn pid(&self) -> u32 {
        self.region.pid()
    }

    pub(super) fn down(self) -> anyhow::Result<()> {
        self.region.down()
    }
}

/// What is given to RunTask for a container of this command.
pub(super) fn run_input(family: &str, command: &[&str]) -> Value {
    let overrides = json!([{ "name": "first", "command": command }]);
    json!({ "taskDefinition": family, "overrides": { "containerOverrides": overrides } })
}

/// A static program of one file.
pub(super) fn compile(text: &str, place: &Path) -> anyhow::Result<()> {
    let source = place.with_extension("c");
    fs::write(&source, text)?;
    let mut gcc = Command::new("gcc");
    gcc.args(["-O2", "-static", "-s", "-o"]).arg(place);
    run(gcc.arg(&source))?;
    fs::remove_file(source)?;
    Ok(())
}
