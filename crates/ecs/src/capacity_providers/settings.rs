//! What callers may say about a capacity provider, checked, with ECS's defaults.

use berth_api_ecs as api;
use berth_model::{Arn, CapacityProviderKind, Document};

use crate::{Context, Outcome, faults};

/// The longest that an instance of managed instances may stand idle, in seconds; -1 is for ever.
const SCALE_IN_AFTER_SECONDS_MAX: i32 = 3600;

pub(super) fn group(
    cx: &Context<'_>,
    given: api::AutoScalingGroupProvider,
) -> Outcome<CapacityProviderKind> {
    let arn = given.auto_scaling_group_arn.unwrap_or_default();
    let named = match Arn::parse(&arn) {
        // ECS takes the group's name as well.
        None => (1..=255).contains(&arn.len()) && !arn.contains(':'),
        Some(it) => {
            it.service == "autoscaling"
                && it.region == cx.names.region
                && it.account == cx.names.account
                && it.kind.starts_with("autoScalingGroup:")
                && it.kind.ends_with(":autoScalingGroupName")
                && !it.path.is_empty()
        }
    };
    if !named {
        return Err(faults::invalid(
            "The specified Auto Scaling group ARN is not valid. Specify an ARN of this region and account, arn:aws:autoscaling:REGION:ACCOUNT:autoScalingGroup:ID:autoScalingGroupName/NAME, and try again.",
        ));
    }
    group_with(
        arn,
        given.managed_scaling,
        given.managed_termination_protection,
        given.managed_draining,
        &api::AutoScalingGroupProvider::default(),
    )
}

pub(super) fn update_group(
    before: &api::AutoScalingGroupProvider,
    given: api::AutoScalingGroupProviderUpdate,
) -> Outcome<CapacityProviderKind> {
    group_with(
        before.auto_scaling_group_arn.clone().unwrap_or_default(),
        given.managed_scaling,
        given.managed_termination_protection,
        given.managed_draining,
        before,
    )
}

fn group_with(
    arn: String,
    scaling: Option<api::ManagedScaling>,
    protection: Option<api::ManagedTerminationProtection>,
    draining: Option<api::ManagedDraining>,
    before: &api::AutoScalingGroupProvider,
) -> Outcome<CapacityProviderKind> {
    let scaling = managed_scaling(scaling, before.managed_scaling.as_ref())?;
    let protection = protection
        .or_else(|| before.managed_termination_protection.clone())
        .unwrap_or_else(|| "DISABLED".into());
    let scales = scaling
        .status
        .as_ref()
        .is_some_and(|it| it.as_str() == "ENABLED");
    if protection.as_str() == "ENABLED" && !scales {
        return Err(faults::invalid(
            "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.",
        ));
    }
    let draining = draining
        .or_else(|| before.managed_draining.clone())
        .unwrap_or_else(|| "ENABLED".into());
    Ok(CapacityProviderKind::AutoScaling(Document::new(
        api::AutoScalingGroupProvider {
            auto_scaling_group_arn: Some(arn),
            managed_scaling: Some(scaling),
            managed_termination_protection: Some(protection),
            managed_draining: Some(draining),
        },
    )))
}

/// What is given, then what was, then ECS's defaults. Ranges are the model's.
fn managed_scaling(
    given: Option<api::ManagedScaling>,
    before: Option<&api::ManagedScaling>,
) -> Outcome<api::ManagedScaling> {
    let given = given.unwrap_or_default();
    let before = before.cloned().unwrap_or_default();
    let or = |given: Option<i32>, before: Option<i32>, default| given.or(before).or(Some(default));
    let status = given.status.or(before.status);
    let smallest = or(
        given.minimum_scaling_step_size,
        before.minimum_scaling_step_size,
        1,
    );
    let largest = or(
        given.maximum_scaling_step_size,
        before.maximum_scaling_step_size,
        10_000,
    );
    if smallest > largest {
        return Err(faults::invalid(
            "minimumScalingStepSize must not be greater than maximumScalingStepSize.",
        ));
    }
    Ok(api::ManagedScaling {
        status: Some(status.unwrap_or_else(|| "DISABLED".into())),
        target_capacity: or(given.target_capacity, before.target_capacity, 100),
        minimum_scaling_step_size: smallest,
        maximum_scaling_step_size: largest,
        instance_warmup_period: or(
            given.instance_warmup_period,
            before.instance_warmup_period,
            300,
        ),
    })
}

pub(super) fn managed(
    given: api::CreateManagedInstancesProviderConfiguration,
) -> Outcome<CapacityProviderKind> {
    check_optimization(given.infrastructure_optimization.as_ref())?;
    let mut template = given.instance_launch_template.unwrap_or_default();
    template
        .capacity_option_type
        .get_or_insert_with(|| "ON_DEMAND".into());
    template.monitoring.get_or_insert_with(|| "BASIC".into());
    Ok(CapacityProviderKind::ManagedInstances(Document::new(
        api::ManagedInstancesProvider {
            infrastructure_role_arn: given.infrastructure_role_arn,
            instance_launch_template: Some(template),
            propagate_tags: given.propagate_tags.or_else(|| Some("NONE".into())),
            infrastructure_optimization: given.infrastructure_optimization,
            auto_repair_configuration: given.auto_repair_configuration,
        },
    )))
}

pub(super) fn update_managed(
    before: &api::ManagedInstancesProvider,
    given: api::UpdateManagedInstancesProviderConfiguration,
) -> Outcome<CapacityProviderKind> {
    check_optimization(given.infrastructure_optimization.as_ref())?;
    let mut template = before.instance_launch_template.clone().unwrap_or_default();
    if let Some(update) = given.instance_launch_template {
        let new = api::InstanceLaunchTemplate {
            ec2_instance_profile_arn: update.ec2_instance_profile_arn,
            network_configuration: update.network_configuration,
            storage_configuration: update.storage_configuration,
            instance_metadata_tags_propagation: update.instance_metadata_tags_propagation,
            local_storage_configuration: update.local_storage_configuration,
            monitoring: update.monitoring,
            instance_requirements: update.instance_requirements,
            capacity_reservations: update.capacity_reservations,
            ..Default::default()
        };
        template = merged(template, new);
    }
    Ok(CapacityProviderKind::ManagedInstances(Document::new(
        api::ManagedInstancesProvider {
            infrastructure_role_arn: given
                .infrastructure_role_arn
                .or_else(|| before.infrastructure_role_arn.clone()),
            instance_launch_template: Some(template),
            propagate_tags: given
                .propagate_tags
                .or_else(|| before.propagate_tags.clone()),
            infrastructure_optimization: given
                .infrastructure_optimization
                .or_else(|| before.infrastructure_optimization.clone()),
            auto_repair_configuration: given
                .auto_repair_configuration
                .or_else(|| before.auto_repair_configuration.clone()),
        },
    )))
}

/// A launch template with what is new of it; what cannot be changed stays.
fn merged(
    old: api::InstanceLaunchTemplate,
    new: api::InstanceLaunchTemplate,
) -> api::InstanceLaunchTemplate {
    api::InstanceLaunchTemplate {
        ec2_instance_profile_arn: new
            .ec2_instance_profile_arn
            .or(old.ec2_instance_profile_arn),
        network_configuration: new.network_configuration.or(old.network_configuration),
        storage_configuration: new.storage_configuration.or(old.storage_configuration),
        local_storage_configuration: new
            .local_storage_configuration
            .or(old.local_storage_configuration),
        monitoring: new.monitoring.or(old.monitoring),
        instance_metadata_tags_propagation: new
            .instance_metadata_tags_propagation
            .or(old.instance_metadata_tags_propagation),
        instance_requirements: new.instance_requirements.or(old.instance_requirements),
        capacity_reservations: new.capacity_reservations.or(old.capacity_reservations),
        ..old
    }
}

fn check_optimization(given: Option<&api::InfrastructureOptimization>) -> Outcome<()> {
    let seconds = given.and_then(|it| it.scale_in_after).unwrap_or(0);
    if (-1..=SCALE_IN_AFTER_SECONDS_MAX).contains(&seconds) {
        return Ok(());
    }
    Err(faults::invalid(format!(
        "infrastructureOptimization.scaleInAfter must be between -1 and {SCALE_IN_AFTER_SECONDS_MAX}."
    )))
}
