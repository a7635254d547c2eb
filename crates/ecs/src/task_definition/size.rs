//! CPU and memory: how they are written, what a task may have, what its containers may take of it.

use berth_api_ecs as api;

use super::{containers, ensure, text};
use crate::{Outcome, faults};

/// CPU units of a task on container instances.
const CPU_UNITS: std::ops::RangeInclusive<i64> = 128..=196_608;
/// A container's least memory in MiB, and so a task's.
const MEMORY_MIB_MIN: i64 = 6;

/// CPU units of `256`, `0.25 vCPU`, `.25 vcpu`, `1vCPU`.
#[must_use]
pub fn cpu_units(written: &str) -> Option<i64> {
    read(written, "vcpu")
}

/// MiB of `512`, `0.5 GB`, `1gb`.
#[must_use]
pub fn memory_mib(written: &str) -> Option<i64> {
    read(written, "gb")
}

/// A whole number as it is, or a decimal number of `unit`s, each 1024, if that comes to a whole one.
fn read(written: &str, unit: &str) -> Option<i64> {
    let written = written.trim().to_ascii_lowercase();
    let Some(number) = written.strip_suffix(unit) else {
        return digits(&written);
    };
    let number = number.trim_end();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() || fraction.len() > 9 {
        return None;
    }
    let scale = 10_i64.pow(u32::try_from(fraction.len()).ok()?);
    let value = |text: &str| {
        if text.is_empty() {
            Some(0)
        } else {
            digits(text)
        }
    };
    let parts = value(whole)?
        .checked_mul(scale)?
        .checked_add(value(fraction)?)?;
    let scaled = parts.checked_mul(1024)?;
    (scaled % scale == 0).then(|| scaled / scale)
}

fn digits(text: &str) -> Option<i64> {
    let holds = !text.is_empty() && text.len() <= 9 && text.bytes().all(|it| it.is_ascii_digit());
    holds.then(|| text.parse().ok()).flatten()
}

fn invalid(field: &str) -> berth_protocol::fault::Fault {
    faults::client(format!("Invalid '{field}' setting for task."))
}

/// Task-level CPU as it is stored: units, in digits.
pub(super) fn in_units(written: Option<&str>) -> Outcome<Option<String>> {
    let Some(written) = written.filter(|written| !written.is_empty()) else {
        return Ok(None);
    };
    let units = cpu_units(written).filter(|units| CPU_UNITS.contains(units));
    units
        .map(|units| Some(units.to_string()))
        .ok_or_else(|| invalid("cpu"))
}

/// Task-level memory as it is stored: MiB, in digits.
pub(super) fn in_mib(written: Option<&str>) -> Outcome<Option<String>> {
    let Some(written) = written.filter(|written| !written.is_empty()) else {
        return Ok(None);
    };
    let mib = memory_mib(written).filter(|mib| *mib >= MEMORY_MIB_MIN);
    mib.map(|mib| Some(mib.to_string()))
        .ok_or_else(|| invalid("memory"))
}

/// What a container's memory counts for: its soft limit if it has one, else its hard one.
pub(super) fn reserved_mib(container: &api::ContainerDefinition) -> i64 {
    container
        .memory_reservation
        .or(container.memory)
        .unwrap_or(0)
        .into()
}

/// CPU and memory of the task and its containers against each other.
pub(super) fn check(document: &api::TaskDefinition) -> Outcome<()> {
    let task_cpu = document.cpu.as_deref().and_then(cpu_units);
    let task_memory = document.memory.as_deref().and_then(memory_mib);
    for container in containers(document) {
        let name = text(container.name.as_ref());
        let setting = |problem: &str| format!("Invalid setting for container '{name}'. {problem}");
        let (hard, soft) = (container.memory, container.memory_reservation);
        ensure(
            task_memory.is_some() || hard.is_some() || soft.is_some(),
            || setting("At least one of 'memory' or 'memoryReservation' must be specified."),
        )?;
        for (field, value) in [("memory", hard), ("memoryReservation", soft)] {
            ensure(
                value.is_none_or(|value| i64::from(value) >= MEMORY_MIB_MIN),
                || setting(&format!("'{field}' must be at least {MEMORY_MIB_MIN} MiB.")),
            )?;
        }
        if let (Some(hard), Some(soft)) = (hard, soft) {
            ensure(hard >= soft, || {
                setting("'memory' must not be less than 'memoryReservation'.")
            })?;
        }
        if let (Some(hard), Some(task)) = (hard, task_memory) {
            ensure(i64::from(hard) <= task, || {
                setting(&format!(
                    "'memory' {hard} is more than the task's {task} MiB."
                ))
            })?;
        }
        let cpu = container.cpu.unwrap_or(0);
        ensure(cpu >= 0, || setting("'cpu' must not be negative."))?;
    }
    let sum = |of: fn(&api::ContainerDefinition) -> i64| -> i64 {
        containers(document).iter().map(of).sum()
    };
    if let Some(task) = task_cpu {
        let all = sum(|it| it.cpu.unwrap_or(0).into());
        ensure(all <= task, || {
            format!("The containers' 'cpu' comes to {all} units, more than the task's {task}.")
        })?;
    }
    if let Some(task) = task_memory {
        let all = sum(reserved_mib);
        ensure(all <= task, || {
            format!("The containers' memory comes to {all} MiB, more than the task's {task}.")
        })?;
    }
    Ok(())
}

/// Task sizes that Fargate has: CPU units, then MiB from, to, in steps of.
const FARGATE: [(i64, i64, i64, i64); 8] = [
    (256, 512, 1024, 512),
    (256, 2048, 2048, 1024),
    (512, 1024, 4096, 1024),
    (1024, 2048, 8192, 1024),
    (2048, 4096, 16_384, 1024),
    (4096, 8192, 30_720, 1024),
    (8192, 16_384, 61_440, 4096),
    (16_384, 32_768, 122_880, 8192),
];

/// Whether the pair is one of Fargate's.
pub(super) fn check_fargate(document: &api::TaskDefinition) -> Outcome<()> {
    for (field, value) in [("cpu", &document.cpu), ("memory", &document.memory)] {
        ensure(value.is_some(), || {
            format!("Fargate requires that '{field}' be defined at the task level.")
        })?;
    }
    let cpu = document.cpu.as_deref().and_then(cpu_units);
    let memory = document.memory.as_deref().and_then(memory_mib).unwrap_or(0);
    let fits = FARGATE.iter().any(|&(units, from, to, step)| {
        let steps = (from..=to).contains(&memory) && (memory - from) % step == 0;
        cpu == Some(units) && steps
    });
    ensure(fits, || {
        "No Fargate configuration exists for given values.".to_owned()
    })
}
