//! A real shim, real containers: needs root, control groups and `/bin/busybox`.

mod harness;
mod lifecycle;
