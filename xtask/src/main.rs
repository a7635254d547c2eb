//! cargo xtask: codegen, ci, bench, e2e.
fn main() {}
