//! The servers that are measured, each a process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_control::{ControlPlane, LinkOptions, Options, Retention};
use berth_model::Change;
use berth_protocol::sigv4::Credentials;
use berth_store::{DiskStore, Store as _, Table, Write};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::records::Records;

/// Half of them RUNNING, half STOPPED.
pub(crate) const TASKS: u64 = 100_000;
const INSTANCES: usize = 1000;
const PATIENCE: Duration = Duration::from_secs(60);

/// A server's process, ended with the value.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) root: Credentials,
    pub(crate) agent: Credentials,
}

impl Server {
    /// The control plane over `dir`, or another role of this program.
    pub(crate) fn start(words: &[&str]) -> Outcome<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let said: Value = serde_json::from_str(&line)?;
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            child,
            address: text("address"),
            root: credentials(text("root_id"), text("root_secret")),
            agent: credentials(text("agent_id"), text("agent_secret")),
        })
    }

    /// moto's server, at a port that was free a moment ago.
    pub(crate) fn moto(program: &Path) -> Outcome<Self> {
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &address.port().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let some = credentials("AKIAIOSFODNN7EXAMPLE".into(), "some-secret".into());
        let server = Self {
            child,
            address: address.to_string(),
            root: some.clone(),
            agent: some,
        };
        let started = Instant::now();
        while std::net::TcpStream::connect(address).is_err() {
            if started.elapsed() > PATIENCE {
                return Err("moto's server does not listen".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// What it has used of all processors so far, in seconds.
    pub(crate) fn cpu_seconds(&self) -> Outcome<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, fields) = stat.rsplit_once(')').ok_or("no fields")?;
        // User and system time in hundredths of a second, of threads that have ended as well: the
        // 14th and 15th field, the 3rd comes first.
        let times = fields.split_whitespace().skip(11).take(2);
        let hundredths: Result<Vec<f64>, _> = times.map(str::parse).collect();
        Ok(hundredths?.iter().sum::<f64>() / 100.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ours end when their input does; moto's has none.
        if self.child.stdin.take().is_none() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn credentials(id: String, secret: String) -> Credentials {
    Credentials {
        access_key_id: id,
        secret_access_key: secret,
        session_token: None,
    }
}

/// Writes the region's records, as if all of it had happened.
pub(crate) fn fill(dir: &Path) -> Outcome<Vec<String>> {
    let mut store = DiskStore::open(dir)?;
    let mut records = Records::new(INSTANCES);
    let mut version = store.commit(0, &writes(&records.ground()))?;
    let mut arns = Vec::new();
    for chunk in 0..TASKS / 10_000 {
        let tasks = (chunk * 10_000..(chunk + 1) * 10_000).map(|number| match number % 2 {
            0 => records.running(number),
            _ => records.stopped(number),
        });
        let changes: Vec<Change> = tasks
            .map(|task| {
                arns.push(format!(
                    "arn:aws:ecs:us-east-1:123456789012:task/{}/{}",
                    task.cluster, task.id
                ));
                Change::PutTask(Arc::new(task))
            })
            .collect();
        version = store.commit(version, &writes(&changes))?;
    }
    Ok(arns)
}

fn writes(changes: &[Change]) -> Vec<Write> {
    let write = |change: &Change| {
        let write = change.to_write();
        Write {
            table: Table::new(write.table),
            key: write.key.into_bytes(),
            value: write.value,
        }
    };
    changes.iter().map(write).collect()
}

/// Serves the region in `dir` until standard input ends, as `berth server` does.
pub(crate) fn serve(dir: &Path) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let plane = ControlPlane::open(Options {
            data_dir: dir.to_owned(),
            listen: "127.0.0.1:0".parse()?,
            region: "us-east-1".into(),
            account_id: "123456789012".into(),
            agent_url: None,
            // The records' age is made up.
            retention: Retention {
                seconds: i64::from(u32::MAX),
                ..Retention::default()
            },
            lifetime: berth_control::Lifetime::default(),
            link: LinkOptions::default(),
            services: berth_control::ServiceSettings::default(),
            secret_key_file: None,
            public_addresses: berth_model::PublicAddresses::default(),
        })
        .await?;
        let keys = plane.keys();
        say(&json!({
            "address": plane.local_addr().to_string(),
            "root_id": keys.root.id, "root_secret": keys.root.secret,
            "agent_id": keys.agent.id, "agent_secret": keys.agent.secret,
        }))?;
        let shutdown = CancellationToken::new();
        let ended = shutdown.clone();
        std::thread::spawn(move || {
            wait_for_end();
            ended.cancel();
        });
        plane.run(shutdown).await;
        Ok(())
    })
}

/// The least that an HTTP server does: reads the body and answers with so many bytes.
pub(crate) fn bare(bytes: usize) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        say(&json!({ "address": listener.local_addr()?.to_string() }))?;
        std::thread::spawn(|| {
            wait_for_end();
            std::process::exit(0);
        });
        let answer = Bytes::from(vec![b' '; bytes]);
        loop {
            let (stream, _peer) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let answer = answer.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                    let answer = answer.clone();
                    async move {
                        request.into_body().collect().await?;
                        Ok::<_, hyper::Error>(http::Response::new(Full::new(answer)))
                    }
                });
                let serving = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service);
                // The client hangs up when it has enough.
                let _ = serving.await;
            });
        }
    })
}

fn say(what: &Value) -> Outcome<()> {
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{what}")?;
    Ok(stdout.flush()?)
}

fn wait_for_end() {
    let mut nothing = [0; 64];
    while matches!(std::io::stdin().read(&mut nothing), Ok(read) if read > 0) {}
}
