//! Tasks in virtual machines: images as disks, one machine a task, and what is left of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use berth_agent::executor::MachineOptions;
use berth_link::acs;
use berth_task_engine::{Command, Fact};
use serde_json::{Value, json};

use super::{World, awslogs, exited, host, part, shim};

fn machines(dir: &Path) -> MachineOptions {
    let tree = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.build/kernel");
    let options = berth_vmm::Options {
        kernel_tree: Some(PathBuf::from(tree)),
        guest: shim(),
        accelerator: Some("tcg".to_owned()),
        ..berth_vmm::Options::default()
    };
    let host = berth_vmm::Host::prepare(&options, dir).expect("scripts/setup tests");
    MachineOptions {
        host,
        ahead: Vec::new(),
    }
}

async fn world(dir: PathBuf, image: String) -> World {
    let machines = machines(&dir);
    World::with(dir, image, Some(machines)).await
}

fn task(world: &World, id: &str, containers: &[(&str, &str)]) -> Arc<acs::Task> {
    let containers: Vec<Value> = containers
        .iter()
        .map(|(name, script)| {
            json!({
                "name": name, "image": world.image, "essential": true,
                "command": ["/bin/sh", "-c", script],
                "mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared"}],
                "dockerConfig": {"config": "{}", "hostConfig": awslogs("g").to_string()},
            })
        })
        .collect();
    let task = json!({
        "arn": format!("arn:aws:ecs:us-east-1:1:task/default/{id}-{}", std::process::id()),
        "desiredStatus": "RUNNING", "launchType": "FARGATE", "berthPlatformVersion": "1.4.0",
        "cpu": 0.5, "memory": 512, "networkMode": "none",
        "volumes": [{"name": "shared", "host": {}}],
        "containers": containers,
    });
    Arc::new(serde_json::from_value(task).expect("a task"))
}

impl World {
    /// Pulls everything, starts the machine, and runs the containers one after the other.
    async fn run_all(&mut self, task: &Arc<acs::Task>) {
        let mut images = Vec::new();
        self.order(Command::EnsureTask {
            task: Arc::clone(task),
        });
        for container in &task.containers {
            images.push((
                container.name.clone(),
                self.pull(task, &container.name).await,
            ));
        }
        self.until(|fact| (*fact == Fact::TaskReady).then_some(()))
            .await;
        for (name, image) in images {
            self.create(task, &name, image);
            self.until(|fact| matches!(fact, Fact::Created { .. }).then_some(()))
                .await;
            self.start(task, &name);
            self.until(|fact| matches!(fact, Fact::Started { .. }).then_some(()))
                .await;
        }
    }

    async fn exits(&mut self, count: usize) -> Vec<i32> {
        let mut codes = Vec::new();
        while codes.len() < count {
            codes.push(self.until(exited).await);
        }
        codes
    }
}

/// The emulators of this test's tasks, by what the kernel says of their groups.
fn emulators(dir: &Path) -> Vec<i32> {
    let group = format!("{}/", super::cgroup_root(dir));
    let all = std::fs::read_dir("/proc").expect("mounted").flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    pids.filter(|pid| {
        let of = std::fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap_or_default();
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        of.contains(&group) && name.starts_with("qemu")
    })
    .collect()
}

#[test]
fn containers_of_a_machine_share_its_volumes_and_nothing_is_left() {
    host(vec![part(|dir, image| async move {
        let mut world = world(dir.clone(), image).await;
        let script = "echo $$ >/shared/pid; uname -r; nproc; id -u; \
                      while [ ! -e /shared/seen ]; do sleep 0.1; done; exit 3";
        let second = "while [ ! -e /shared/pid ]; do sleep 0.1; done; echo seen; >/shared/seen";
        let task = task(&world, "vm", &[("app", script), ("side", second)]);
        world.run_all(&task).await;
        let mut codes = world.exits(2).await;
        codes.sort_unstable();
        assert_eq!(codes, [0, 3]);
        let id = task.id();
        let kernel = machines(&dir).host.kernel_version;
        for line in [
            format!("p/app/{id}: {kernel}"),
            format!("p/app/{id}: 1"),
            format!("p/app/{id}: 0"),
            format!("p/side/{id}: seen"),
        ] {
            world.wait_for_line(&line).await;
        }
        assert_eq!(emulators(&dir).len(), 1);
        world.clean_up(&task).await;
        assert!(emulators(&dir).is_empty());
        let left = std::fs::read_dir(dir.join("agent/tasks")).expect("there");
        assert_eq!(left.count(), 0);
        let disks = std::fs::read_dir(dir.join("agent/disks")).expect("there");
        assert_eq!(disks.count(), 1, "one image, one disk");
        world.bridge.teardown().await.expect("gone");
    })]);
}

#[test]
fn a_machine_that_is_killed_takes_its_containers_with_it() {
    host(vec![part(|dir, image| async move {
        let mut world = world(dir.clone(), image).await;
        let task = task(&world, "killed", &[("app", "echo up; sleep 1000")]);
        world.run_all(&task).await;
        let found = emulators(&dir);
        let [emulator] = found[..] else {
            panic!("one machine: {found:?}");
        };
        let pid = nix::unistd::Pid::from_raw(emulator);
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL).expect("it lives");
        let lost = |fact: &Fact| match fact {
            Fact::Exited { exit, .. } => Some((exit.code, exit.shim_lost)),
            _ => None,
        };
        assert_eq!(world.until(lost).await, (137, true));
        world.clean_up(&task).await;
        assert!(emulators(&dir).is_empty());
        world.bridge.teardown().await.expect("gone");
    })]);
}

#[test]
fn a_machine_outlives_the_agent_and_is_found_again() {
    let first = part(|dir, image| async move {
        let mut world = world(dir.clone(), image).await;
        let script = "echo up; while [ ! -e /shared/end ]; do sleep 0.1; done; exit 5";
        let end = "sleep 1000";
        let task = task(&world, "again", &[("app", script), ("other", end)]);
        world.run_all(&task).await;
        let text = serde_json::to_vec(&*task).expect("JSON");
        std::fs::write(dir.join("task.json"), text).expect("written");
    });
    let second = part(|dir, image| async move {
        let text = std::fs::read(dir.join("task.json")).expect("the first part's");
        let task: Arc<acs::Task> = Arc::new(serde_json::from_slice(&text).expect("a task"));
        let mut world = world(dir.clone(), image).await;
        let before = emulators(&dir);
        assert_eq!(before.len(), 1);
        world.order(Command::Reconnect {
            task: Arc::clone(&task),
            images: std::collections::BTreeMap::new(),
        });
        let states = world
            .until(|fact| match fact {
                Fact::Resumed { containers } => Some(containers.clone()),
                _ => None,
            })
            .await;
        let running = |name: &str| {
            let state = &states[name].state;
            matches!(state, berth_link::shim::ContainerState::Running { .. })
        };
        assert!(running("app") && running("other"), "{states:?}");
        world.order_stop(&task, "other");
        assert_eq!(world.until(exited).await, 137);
        assert_eq!(emulators(&dir), before);
        world.order_stop(&task, "app");
        assert_eq!(world.until(exited).await, 137);
        world.clean_up(&task).await;
        assert!(emulators(&dir).is_empty());
        world.bridge.teardown().await.expect("gone");
    });
    host(vec![first, second]);
}

#[test]
fn a_task_never_falls_back_to_a_shared_kernel() {
    host(vec![part(|dir, image| async move {
        let mut with = world(dir.clone(), image.clone()).await;
        let plain = with.task("plain", "true", &json!({}), &json!({}));
        with.order(Command::EnsureTask { task: plain });
        let refused = |fact: Fact| match fact {
            Fact::Refused { reason } => reason,
            other => panic!("not refused: {other:?}"),
        };
        let reason = refused(with.told().await);
        assert!(reason.contains("FARGATE only"), "{reason}");
        let fargate = task(&with, "vm", &[("app", "true")]);
        with.bridge.clone().teardown().await.expect("gone");
        drop(with);
        let dir = dir.join("other");
        std::fs::create_dir(&dir).expect("new");
        let mut without = World::new(dir, image).await;
        without.order(Command::EnsureTask { task: fargate });
        let reason = refused(without.told().await);
        assert!(
            reason.contains("needs a host with virtual machines"),
            "{reason}"
        );
        without.bridge.teardown().await.expect("gone");
    })]);
}
