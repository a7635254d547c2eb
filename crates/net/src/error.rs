//! What can go wrong with the host's network.

use std::io;

use crate::nft::NftError;
use crate::{Protocol, Subnet};

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name or key is empty, too long or has odd characters.
    #[error("not usable as a name: {0:?}")]
    Name(String),
    /// Every network we would take is in use on this host.
    #[error("no free network for the bridge {0}")]
    NoSubnet(String),
    /// The bridge has another network than asked for.
    #[error("the bridge {bridge} has no address in {wanted}")]
    OtherSubnet {
        /// The device.
        bridge: String,
        /// What was asked for.
        wanted: Subnet,
    },
    /// All addresses are given out.
    #[error("no free address in {0}")]
    NoAddress(Subnet),
    /// No port of the range can be bound.
    #[error("no free host port")]
    NoPort,
    /// The host port is published for another container.
    #[error("{protocol} port {port} is already published")]
    PortPublished {
        /// TCP or UDP.
        protocol: Protocol,
        /// The host's port.
        port: u16,
    },
    /// A VPC without addresses.
    #[error("the VPC {0} has no address range")]
    NoRange(String),
    /// The interface is in no VPC that was told of.
    #[error("{0} is in no VPC that this host knows")]
    NotEnforced(String),
    /// The kernel refused a step.
    #[error("cannot {step}")]
    Kernel {
        /// Which step, e.g. `make the bridge`.
        step: &'static str,
        /// What it said.
        #[source]
        source: io::Error,
    },
    /// The packet filter could not be changed.
    #[error("cannot change the packet filter")]
    Nft(#[from] NftError),
}

/// Names the step the kernel refused.
pub(crate) fn kernel(step: &'static str) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Kernel { step, source }
}
