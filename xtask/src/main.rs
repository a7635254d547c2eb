//! cargo xtask: codegen, ci, bench, e2e.

mod codegen;

use std::path::PathBuf;

use anyhow::bail;

const USAGE: &str = "\
cargo xtask COMMAND

  codegen [--check]   write the API crates from models/*.json; --check only compares
";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["codegen", rest @ ..] => codegen::run(&root(), rest),
        _ => bail!("{USAGE}"),
    }
}

/// The workspace's directory.
fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}
