//! A `docker-registry` on loopback with a directory of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};
use serde_json::json;

/// Another process may take a free port before the registry does.
const PORT_TRIES: usize = 10;

/// The file in a registry's directory with a line for each request it has answered.
pub(crate) const REQUESTS: &str = "requests.log";

/// A running registry; dropped, it ends. What is in it stays in its directory.
pub(crate) struct Registry {
    child: Child,
    address: String,
}

impl Drop for Registry {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Registry {
    /// Starts one that keeps its images in `dir`, on a free port.
    pub(crate) fn start(dir: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(dir)?;
        for _ in 0..PORT_TRIES {
            if let Some(registry) = Self::try_start(dir)? {
                return Ok(registry);
            }
        }
        bail!(
            "docker-registry does not start, see {}",
            dir.join("log").display()
        )
    }

    fn try_start(dir: &Path) -> anyhow::Result<Option<Self>> {
        let address = free_address()?;
        let config = json!({
            "version": 0.1,
            // At this level it says when it listens.
            "log": { "level": "info", "accesslog": { "disabled": true } },
            "storage": { "filesystem": { "rootdirectory": dir.join("data") } },
            "http": { "addr": address },
        });
        let path = dir.join("config.yml");
        std::fs::write(&path, config.to_string())?;
        let mut child = Command::new("docker-registry")
            .arg("serve")
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start docker-registry; scripts/setup installs it")?;
        let stderr = child.stderr.take().context("its standard error is piped")?;
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let mut said = Vec::new();
        for line in lines.by_ref() {
            let listening = line.contains("listening on");
            said.push(line);
            if listening {
                // Somebody must read on, or the registry would block on a full pipe. What it says of
                // each request tests can read in this file.
                let mut log = std::fs::File::create(dir.join(REQUESTS))?;
                std::thread::spawn(move || {
                    for line in lines {
                        // Without the file there is one thing less to read.
                        let _ = writeln!(log, "{line}");
                    }
                });
                return Ok(Some(Self { child, address }));
            }
        }
        child.wait()?;
        std::fs::write(dir.join("log"), said.join("\n"))?;
        Ok(None)
    }

    /// `127.0.0.1:PORT`, the first part of references to its images.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

/// A loopback address that nobody listens on.
pub(crate) fn free_address() -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(listener.local_addr()?.to_string())
}
