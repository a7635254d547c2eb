//! What is attached to a task: its network interface.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::{AttachmentStatus, MacAddress};

/// A task's attachment. It outlives the interface, so that one can still see which it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// A UUID.
    pub id: String,
    /// Only ever moves on.
    pub status: AttachmentStatus,
    /// `None` while the task waits for a place: PRECREATED.
    pub interface: Option<AttachedInterface>,
}

/// What a task shows of its network interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedInterface {
    /// `eni-…`.
    pub id: String,
    /// `subnet-…`.
    pub subnet: String,
    /// In the subnet.
    pub private_address: Ipv4Addr,
    /// Its own.
    pub mac_address: MacAddress,
}

impl Attachment {
    /// One whose interface is yet to be made.
    #[must_use]
    pub const fn precreated(id: String) -> Self {
        Self {
            id,
            status: AttachmentStatus::Precreated,
            interface: None,
        }
    }

    /// Moves its status on; never back.
    pub fn advance(&mut self, status: AttachmentStatus) {
        self.status = self.status.max(status);
    }
}

/// What only a Fargate task has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fargate {
    /// e.g. `1.4.0`.
    pub platform_version: String,
    /// GiB of storage; `None` with a platform version that has disks of fixed sizes.
    pub ephemeral_storage_gib: Option<i32>,
}
