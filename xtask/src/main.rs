//! `cargo xtask`: what is done with the sources: generated, checked, tested, shown, measured.
//!
//! The tools here run others and read what they say; the product is never linked in, so that the
//! end-to-end tests see the program that users see.

#![allow(
    clippy::print_stdout,
    reason = "a tool for people says what it is doing"
)]

mod bench;
mod build;
mod chaos;
mod ci;
mod codegen;
mod command;
mod demo;
mod e2e;
mod fields;
mod fuzz;
mod guest;
mod image;
mod licences;
mod region;
mod registry;
mod sim;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{bail, ensure};

const USAGE: &str = "\
cargo xtask COMMAND

  codegen [--check]          write the API crates from models/*.json; --check only compares
  fields [--check] [--strict]   docs/task-definition-fields.md from the model and the tests
  build                      berth, optimised, its static task shim inside, into .build/dist
  ci                         everything that CI runs, and how long each step took
  e2e [--filter TEXT]        tests/e2e: AWS clients against a region with real containers
  sim [--seeds N] [--seed S] [--fresh N] [--scenarios]   a simulated region: docs/guides/simulator.md
  chaos [--rounds N] [--seed S]   tests/chaos: kill -9 of anybody at any moment, under load
  chaos NAME [WORD …]        another program of tests/chaos: soak, short-tasks, flood
  fuzz [--seconds N] [TARGET …]   every fuzz target in turn, 60 s each unless told otherwise
  guest [FILTER …]           the shim's tests in a virtual machine with cgroup v2 only
  demo                       a region in .build/demo, a task run in it, left running
  bench api [--json]         signed requests on a region with 100,000 tasks, beside moto's server
  bench launch [--json]      from the call to the first instruction, beside docker, runc and a bare clone
  bench logs|footprint [--json]   lines a second; memory and idle processor time; beside docker
  bench fargate [--json]     until a task's virtual machine takes containers, beside a bare boot
  bench store [--json]       the state store beside etcd and the disk under it; a million tasks opened
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root();
    match words.as_slice() {
        ["codegen", rest @ ..] => codegen::run(&root, rest),
        ["fields", rest @ ..] => fields::run(&root, rest),
        ["build"] => build::dist(&root),
        ["ci"] => ci::run(&root),
        ["e2e"] => e2e::run(&root, None),
        ["e2e", "--filter", filter] => e2e::run(&root, Some(filter)),
        ["sim", rest @ ..] => sim::run(&root, rest),
        ["chaos", rest @ ..] => chaos::run(&root, rest),
        ["fuzz", rest @ ..] => fuzz::run(&root, rest),
        ["guest", filters @ ..] => {
            let tally = guest::run(&root, filters)?;
            ensure!(tally.failed == 0, "tests failed in the guest");
            Ok(())
        }
        ["demo"] => demo::run(&root),
        ["bench", rest @ ..] => bench::run(&root, rest),
        _ => bail!("{USAGE}"),
    }
}

/// The workspace's directory: that of the package cargo runs, which need not be the one that this
/// program was built in if two checkouts share a target directory.
fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}
