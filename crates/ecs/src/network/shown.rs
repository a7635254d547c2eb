//! Network interfaces as tasks show them.

use berth_api_ecs as api;
use berth_model::{Attachment, Names, Task};

/// The attachments of a task.
pub(crate) fn attachments(names: &Names, task: &Task) -> Vec<api::Attachment> {
    let all = task.attachments.iter();
    all.map(|it| api::Attachment {
        id: Some(it.id.clone()),
        r#type: Some("ElasticNetworkInterface".to_owned()),
        status: Some(it.status.as_str().to_owned()),
        details: Some(details(names, it)),
    })
    .collect()
}

fn details(names: &Names, attachment: &Attachment) -> Vec<api::KeyValuePair> {
    let Some(interface) = &attachment.interface else {
        return Vec::new();
    };
    let pairs = [
        ("subnetId", interface.subnet.clone()),
        ("networkInterfaceId", interface.id.clone()),
        ("macAddress", interface.mac_address.to_string()),
        (
            "privateDnsName",
            names.private_dns_name(interface.private_address),
        ),
        ("privateIPv4Address", interface.private_address.to_string()),
    ];
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| api::KeyValuePair {
            name: Some(name.to_owned()),
            value: Some(value),
        })
        .collect()
}

/// The network interfaces of each container of a task: those of the task.
pub(crate) fn of_container(task: &Task) -> Vec<api::NetworkInterface> {
    let all = task.attachments.iter();
    all.filter_map(|it| {
        let interface = it.interface.as_ref()?;
        Some(api::NetworkInterface {
            attachment_id: Some(it.id.clone()),
            private_ipv4_address: Some(interface.private_address.to_string()),
            ipv6_address: None,
        })
    })
    .collect()
}
