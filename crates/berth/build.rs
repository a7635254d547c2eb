//! Takes the task shim's program into `berth`, if `BERTH_EMBED_SHIM` says where it is.

#![allow(clippy::print_stdout, reason = "what cargo is told is printed")]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-env-changed=BERTH_EMBED_SHIM");
    println!("cargo::rustc-check-cfg=cfg(embedded_shim)");
    if let Some(path) = std::env::var_os("BERTH_EMBED_SHIM") {
        let path = std::path::PathBuf::from(path);
        let mut hasher = DefaultHasher::new();
        std::fs::read(&path)?.hash(&mut hasher);
        println!("cargo::rerun-if-changed={}", path.display());
        println!("cargo::rustc-env=BERTH_EMBED_SHIM={}", path.display());
        println!(
            "cargo::rustc-env=BERTH_SHIM_DIGEST={:016x}",
            hasher.finish()
        );
        println!("cargo::rustc-cfg=embedded_shim");
    }
    Ok(())
}
