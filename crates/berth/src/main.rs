//! The berth binary: a whole region on one host (`up`), or one role of it (`server`, `agent`).
//!
//! `up` is a small supervisor: control plane and agent are processes of their own, so that either
//! can die and come back without the other; containers belong to shims and outlive all three.

mod agent;
mod check;
mod cli;
mod config;
mod data_dir;
mod down;
mod env;
mod events;
mod fargate;
mod follow;
mod placement;
mod region;
mod role;
mod run;
mod schedule;
mod server;
mod settings;
mod shim;
mod sse;
mod tasks;
mod up;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let outcome = match cli.command {
        cli::Command::Up(args) => up::main(args),
        cli::Command::Down(args) => down::main(args),
        cli::Command::Env(args) => env::main(&args),
        cli::Command::Check(args) => check::main(&args),
        cli::Command::Run(args) => run::main(args),
        cli::Command::Tasks(args) => tasks::main(&args),
        cli::Command::Placement(args) => placement::main(&args),
        cli::Command::Schedule(args) => schedule::main(args),
        cli::Command::Fargate(args) => fargate::main(args),
        cli::Command::Events(args) => follow::main(&args),
        cli::Command::Server(args) => server::main(args),
        cli::Command::Agent(args) => agent::main(args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            say_error(&error);
            ExitCode::FAILURE
        }
    }
}

/// The whole chain on one line, as a person reads it.
#[allow(clippy::print_stderr, reason = "the binary talks to a person")]
fn say_error(error: &anyhow::Error) {
    eprintln!("berth: {error:#}");
}
