//! `cargo xtask codegen`: the API crates from `models/*.json`.
//!
//! For each service: types for its shapes, tables of what the model permits in a request, its
//! operations, and a trait with one method an operation together with a dispatcher. What the model
//! gets wrong, or we read more leniently, is in [`exceptions`].

mod exceptions;
mod facts;
mod model;
mod names;
mod operations;
mod pattern;
mod service;
mod types;
mod wire;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

pub(crate) use model::Model;

/// A service we generate: its model, its crate, its trait.
struct Service {
    model: &'static str,
    directory: &'static str,
    api: &'static str,
}

const SERVICES: [Service; 5] = [
    Service {
        model: "ecs",
        directory: "api-ecs",
        api: "Ecs",
    },
    Service {
        model: "logs",
        directory: "api-logs",
        api: "Logs",
    },
    Service {
        model: "secretsmanager",
        directory: "api-secrets-manager",
        api: "SecretsManager",
    },
    Service {
        model: "ssm",
        directory: "api-ssm",
        api: "Ssm",
    },
    Service {
        model: "ec2",
        directory: "api-ec2",
        api: "Ec2",
    },
];

/// Writes the generated files, or with `--check` fails if one is not what would be written.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let check = match arguments {
        [] => false,
        ["--check"] => true,
        _ => bail!("cargo xtask codegen [--check]"),
    };
    for service in &SERVICES {
        let path = output_path(root, service);
        let text = generate(root, service)?;
        if !check {
            fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            bail!(
                "{} is out of date: run `cargo xtask codegen`",
                path.display()
            );
        }
    }
    Ok(())
}

fn output_path(root: &Path, service: &Service) -> PathBuf {
    root.join("crates")
        .join(service.directory)
        .join("src/generated.rs")
}

fn generate(root: &Path, service: &Service) -> anyhow::Result<String> {
    let mut model = Model::read(root, service.model)?;
    for (shape, value) in exceptions::ALSO_PERMITTED {
        if let Some(shape) = model.shapes.get_mut(shape) {
            shape.values.push(value.to_owned());
        }
    }
    let mut out = format!(
        "//! {}: written by `cargo xtask codegen` from `models/{}.json`; not to be edited.\n\n",
        model.metadata.service_full_name, service.model
    );
    out.push_str(&types::write(&model)?);
    out.push_str(&operations::write(&model)?);
    out.push_str(&service::write(&model, service.api));
    out.push_str(&facts::write(&model)?);
    out.push_str(&wire::write(&model)?);
    rustfmt(root, &out)
}

fn rustfmt(root: &Path, text: &str) -> anyhow::Result<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting rustfmt")?;
    let mut stdin = child.stdin.take().context("rustfmt's stdin")?;
    let writer = std::thread::spawn({
        let text = text.to_owned();
        move || stdin.write_all(text.as_bytes())
    });
    let output = child.wait_with_output().context("waiting for rustfmt")?;
    ensure!(
        output.status.success(),
        "rustfmt refused the generated code"
    );
    writer
        .join()
        .ok()
        .context("the thread that feeds rustfmt panicked")??;
    String::from_utf8(output.stdout).context("rustfmt's output")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_checked_in_is_current() {
        super::run(&crate::root(), &["--check"]).unwrap();
    }
}
