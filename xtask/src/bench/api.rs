//! The ECS API over HTTP on a region with 100,000 tasks, beside moto's server and beside the least
//! that a request can cost.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Findings, directory, example};
use crate::command::{output, run};

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let moto = moto(root)?;
    let dir = directory(root)?;
    let words = [dir.path().to_string_lossy(), moto.to_string_lossy()];
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    example(root, "berth-control", "bench_api", &words)
}

/// moto's server in an environment of its own, made if missing.
fn moto(root: &Path) -> anyhow::Result<PathBuf> {
    let home = root.join(".build/peers/moto");
    let program = home.join("bin/moto_server");
    if !program.exists() {
        println!("installing moto's server for comparison");
        output(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
        let mut pip = Command::new(home.join("bin/pip"));
        run(pip.args(["install", "--quiet", "moto[ecs,server]"]))?;
    }
    Ok(program)
}
