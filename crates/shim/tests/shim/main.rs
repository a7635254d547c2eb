//! A real shim, real containers: needs root, control groups and `/bin/busybox`.

mod ahead;
mod crash;
mod harness;
mod hostile;
mod inside;
mod life;
mod lifecycle;
mod limits;
mod linux;
mod machine;
mod output;
mod safety;
mod spare;
mod volumes;
