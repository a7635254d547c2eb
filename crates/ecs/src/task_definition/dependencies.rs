//! What containers want of each other: dependsOn, links, volumesFrom.

use berth_api_ecs as api;

use super::{containers, each, ensure, text};
use crate::{Outcome, faults};

pub(super) fn check(document: &api::TaskDefinition) -> Outcome<()> {
    let all = containers(document);
    let mut needs: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (index, container) in all.iter().enumerate() {
        let at = format!("containerDefinitions[{index}]");
        let find = |field: String, name: &str| {
            let found = all.iter().position(|it| text(it.name.as_ref()) == name);
            let found = found.filter(|found| *found != index);
            found.ok_or_else(|| {
                faults::client(format!("{field}: there is no other container '{name}'."))
            })
        };
        for (position, dependency) in each(container.depends_on.as_ref()).iter().enumerate() {
            let at = format!("{at}.dependsOn[{position}]");
            let target = find(
                format!("{at}.containerName"),
                text(dependency.container_name.as_ref()),
            )?;
            condition(&at, dependency, &all[target])?;
            needs[index].push(target);
        }
        for link in each(container.links.as_ref()) {
            let name = link.split_once(':').map_or(link.as_str(), |(name, _)| name);
            needs[index].push(find(format!("{at}.links"), name)?);
        }
        for from in each(container.volumes_from.as_ref()) {
            let name = text(from.source_container.as_ref());
            needs[index].push(find(format!("{at}.volumesFrom"), name)?);
        }
    }
    match cycle(&needs) {
        None => Ok(()),
        Some(index) => Err(faults::client(format!(
            "containerDefinitions[{index}]: container '{}' depends on itself through dependsOn, links or volumesFrom.",
            text(all[index].name.as_ref())
        ))),
    }
}

fn condition(
    at: &str,
    dependency: &api::ContainerDependency,
    target: &api::ContainerDefinition,
) -> Outcome<()> {
    use api::ContainerCondition::{Complete, Healthy, Success};
    let name = text(target.name.as_ref());
    match &dependency.condition {
        Some(Healthy) => ensure(target.health_check.is_some(), || {
            format!("{at}: condition HEALTHY needs a healthCheck in container '{name}'.")
        }),
        Some(condition @ (Complete | Success)) => ensure(target.essential != Some(true), || {
            format!(
                "{at}: condition {condition} is not possible for the essential container '{name}'."
            )
        }),
        Some(api::ContainerCondition::Start) => Ok(()),
        Some(api::ContainerCondition::Other(_)) | None => Err(faults::client(format!(
            "{at}.condition must be one of {}.",
            api::ContainerCondition::VALUES.join(", ")
        ))),
    }
}

/// A member of a cycle: containers that can start are taken away until none can.
fn cycle(needs: &[Vec<usize>]) -> Option<usize> {
    let mut left: Vec<usize> = (0..needs.len()).collect();
    loop {
        let blocked = |index: &usize| needs[*index].iter().any(|need| left.contains(need));
        let still: Vec<usize> = left.iter().copied().filter(blocked).collect();
        if still.len() == left.len() {
            return still.first().copied();
        }
        left = still;
    }
}
