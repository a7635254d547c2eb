//! What may go wrong in a run, and how often: drawn from its seed.
//!
//! Swarm testing: a run in which everything goes wrong never gets far, so each seed has a few kinds
//! of faults, each as probable as it drew.

use crate::rng::Rng;

/// Chances in a thousand, per occasion; zero means that the run is free of that fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Faults {
    /// Messages of websockets and of API calls.
    pub lost: u32,
    pub late: u32,
    pub repeated: u32,
    pub reordered: u32,
    /// Connections, per second: cut with both ends told, or without a word.
    pub cut: u32,
    pub half_open: u32,
    /// Processes, per second.
    pub control_killed: u32,
    pub agent_killed: u32,
    pub shim_killed: u32,
    pub host_rebooted: u32,
    /// Per commit or sync: the process is killed while it goes on.
    pub killed_in_commit: u32,
    pub killed_in_sync: u32,
    /// Disks, per second: one becomes full for a while.
    pub control_disk_full: u32,
    pub agent_disk_full: u32,
    /// Disks, per write: an error.
    pub control_disk_error: u32,
    pub agent_disk_error: u32,
    /// Clocks, per second: one jumps.
    pub clock_jump: u32,
    /// Pulls and containers, each.
    pub pull_fails: u32,
    pub pull_slow: u32,
    pub create_fails: u32,
    pub start_fails: u32,
    /// A living shim that cannot be reached for a moment, per request.
    pub shim_unreachable: u32,
}

impl Faults {
    /// A few faults, each as probable as it is drawn.
    pub(crate) fn draw(rng: &mut Rng) -> Self {
        let mut faults = Self::default();
        let often = rng.between(15, 60);
        let mut draw = |chance: &mut u32, most: i64| {
            if rng.between(0, 99) < often {
                *chance = u32::try_from(rng.between(1, most)).unwrap_or(0);
            }
        };
        draw(&mut faults.lost, 200);
        draw(&mut faults.late, 200);
        draw(&mut faults.repeated, 150);
        draw(&mut faults.reordered, 200);
        draw(&mut faults.cut, 60);
        draw(&mut faults.half_open, 30);
        draw(&mut faults.control_killed, 40);
        draw(&mut faults.agent_killed, 40);
        draw(&mut faults.shim_killed, 30);
        draw(&mut faults.host_rebooted, 8);
        draw(&mut faults.killed_in_commit, 40);
        draw(&mut faults.killed_in_sync, 60);
        draw(&mut faults.control_disk_full, 10);
        draw(&mut faults.agent_disk_full, 10);
        draw(&mut faults.control_disk_error, 20);
        draw(&mut faults.agent_disk_error, 20);
        draw(&mut faults.clock_jump, 20);
        draw(&mut faults.pull_fails, 300);
        draw(&mut faults.pull_slow, 300);
        draw(&mut faults.create_fails, 200);
        draw(&mut faults.start_fails, 200);
        draw(&mut faults.shim_unreachable, 100);
        faults
    }
}
