//! Docker as a peer: Debian's programs, unpacked into a directory of ours and never installed, a
//! daemon in namespaces of its own with private directories, and the host as before afterwards.

use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use super::http::Connection;
use crate::command::{output, run};

/// What Debian has them in.
const PACKAGES: [&str; 4] = ["docker.io", "containerd", "runc", "tini"];
const READY_WITHIN: Duration = Duration::from_secs(60);
const END_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// The control group that its containers are in.
pub(super) const GROUP: &str = "berth-bench-docker";

/// The programs' directory, fetched if missing.
pub(crate) fn programs(root: &Path) -> anyhow::Result<PathBuf> {
    let place = root.join(".build/peers/docker");
    if !place.join("usr/sbin/dockerd").exists() {
        println!("fetching {} from Debian", PACKAGES.join(", "));
        let packages = place.join("deb");
        fs::create_dir_all(&packages)?;
        let mut fetch = Command::new("apt-get");
        fetch.args(["download", "-qq"]).args(PACKAGES);
        output(fetch.current_dir(&packages))?;
        for package in fs::read_dir(&packages)? {
            run(Command::new("dpkg-deb")
                .arg("-x")
                .arg(package?.path())
                .arg(&place))?;
        }
    }
    Ok(place)
}

/// `runc`.
pub(super) fn runc(root: &Path) -> anyhow::Result<PathBuf> {
    Ok(programs(root)?.join("usr/sbin/runc"))
}

/// A running daemon with the containerd it starts.
pub(super) struct Docker {
    child: Child,
    dir: PathBuf,
}

impl Docker {
    /// Starts it with everything below `dir`, whose path is short enough for a socket's.
    pub(super) fn start(root: &Path, dir: &Path) -> anyhow::Result<Self> {
        let programs = programs(root)?;
        fs::create_dir_all(dir)?;
        let log = File::create(dir.join("log"))?;
        let path = |name: &str| dir.join(name).to_string_lossy().into_owned();
        let mut command = Command::new("unshare");
        command
            .args(["--net", "--mount", "--propagation", "private", "sh", "-c"])
            .arg("ip link set lo up && exec dockerd \"$@\"")
            .arg("sh")
            .args(["--data-root", &path("data"), "--exec-root", &path("exec")])
            .args(["--pidfile", &path("pid")])
            .args(["--host", &format!("unix://{}", path("sock"))])
            .args(["--storage-driver", "overlay2", "--cgroup-parent", GROUP])
            .env(
                "PATH",
                format!(
                    "{0}/usr/sbin:{0}/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                    programs.display()
                ),
            )
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        let child = command.spawn().context("cannot start dockerd")?;
        let mut docker = Self {
            child,
            dir: dir.to_owned(),
        };
        let deadline = Instant::now() + READY_WITHIN;
        while docker.ping().is_err() {
            let ended = docker.child.try_wait()?.is_some();
            if ended || Instant::now() > deadline {
                let said = fs::read_to_string(dir.join("log")).unwrap_or_default();
                bail!("dockerd does not start:\n{said}");
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(docker)
    }

    /// The socket's address for docker's own client.
    pub(super) fn address(&self) -> String {
        format!("unix://{}", self.dir.join("sock").display())
    }

    fn ping(&self) -> anyhow::Result<()> {
        self.connect()?.send("GET", "/_ping", &[])?;
        Ok(())
    }

    /// A connection to its API.
    pub(super) fn connect(&self) -> anyhow::Result<Client> {
        Ok(Client(Connection::unix(&self.dir.join("sock"))?))
    }

    /// Makes an image called `first` of a tar archive.
    pub(super) fn import(&self, archive: &Path) -> anyhow::Result<()> {
        let tar = fs::read(archive)?;
        let path = "/images/create?fromSrc=-&repo=first";
        self.connect()?
            .0
            .send("POST", path, &[("content-type", "application/x-tar")], &tar)?;
        Ok(())
    }

    /// Removes every container.
    pub(super) fn clear(&self) -> anyhow::Result<()> {
        let mut client = self.connect()?;
        let all = client.send("GET", "/containers/json?all=1", &[])?;
        for container in all.as_array().into_iter().flatten() {
            let id = container["Id"].as_str().unwrap_or_default();
            client.send("DELETE", &format!("/containers/{id}?force=1&v=1"), &[])?;
        }
        Ok(())
    }

    /// Removes the containers, ends the daemon and clears away its control groups.
    pub(super) fn stop(mut self) -> anyhow::Result<()> {
        self.clear()?;
        self.end()
    }

    fn end(&mut self) -> anyhow::Result<()> {
        if self.child.try_wait()?.is_none() {
            kill(
                Pid::from_raw(i32::try_from(self.child.id())?),
                Signal::SIGTERM,
            )?;
        }
        let deadline = Instant::now() + END_WITHIN;
        while self.child.try_wait()?.is_none() {
            if Instant::now() > deadline {
                self.child.kill()?;
                bail!("dockerd does not end");
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        super::remove_groups(GROUP)
    }
}

impl Drop for Docker {
    fn drop(&mut self) {
        // After an error; nothing is left to be told of another.
        let _ = self.end();
    }
}

/// A connection to the daemon.
pub(super) struct Client(Connection);

impl Client {
    /// A call with a JSON body.
    pub(super) fn post(&mut self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.send("POST", path, body.to_string().as_bytes())
    }

    /// What is at this path.
    pub(super) fn get(&mut self, path: &str) -> anyhow::Result<Value> {
        self.send("GET", path, &[])
    }

    /// Removes what is there.
    pub(super) fn delete(&mut self, path: &str) -> anyhow::Result<()> {
        self.send("DELETE", path, &[]).map(drop)
    }

    fn send(&mut self, method: &str, path: &str, body: &[u8]) -> anyhow::Result<Value> {
        let headers = [("content-type", "application/json")];
        let answer = self.0.send(method, path, &headers, body)?;
        Ok(serde_json::from_slice(&answer).unwrap_or(Value::Null))
    }

    /// Makes a container of the image `first` and starts it.
    pub(super) fn run(&mut self, arguments: &[&str], shared: &Path) -> anyhow::Result<String> {
        let made = self.post(
            "/containers/create",
            &json!({
                "Image": "first", "Cmd": arguments,
                "HostConfig": {
                    "Binds": [format!("{}:/bench", shared.display())],
                    "Memory": 64 << 20,
                },
            }),
        )?;
        let id = made["Id"].as_str().context("docker names no container")?;
        self.post(&format!("/containers/{id}/start"), &json!({}))?;
        Ok(id.to_owned())
    }

    /// Waits for a container's end and reads what it has said: how many lines there are.
    pub(super) fn lines(&mut self, id: &str) -> anyhow::Result<usize> {
        self.post(&format!("/containers/{id}/wait"), &json!({}))?;
        let path = format!("/containers/{id}/logs?stdout=1");
        let said = self.0.send("GET", &path, &[], &[])?;
        Ok(said.iter().filter(|byte| **byte == b'\n').count())
    }
}
