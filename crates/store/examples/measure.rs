//! Prints the figures of the store benchmark: `cargo run --release --features bench --example measure [DIR]`.

use std::{error::Error, io::Write as _, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let parent = std::env::args_os()
        .nth(1)
        .map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = tempfile::tempdir_in(parent)?;
    let figures = berth_store::bench::bench(dir.path(), &[1, 16, 256], 3.0)?;
    writeln!(std::io::stdout(), "{figures:#?}")?;
    Ok(())
}
