//! Codes and words of errors that several operations share.

use berth_protocol::fault::Fault;

/// A parameter is wrong: which, and what is allowed.
pub fn invalid(message: impl Into<String>) -> Fault {
    Fault::client("InvalidParameterException", message)
}

/// The caller's mistake that has no code of its own.
pub fn client(message: impl Into<String>) -> Fault {
    Fault::client("ClientException", message)
}

/// There is no such ACTIVE cluster.
#[must_use]
pub fn cluster_not_found() -> Fault {
    Fault::client("ClusterNotFoundException", "Cluster not found.")
}

/// There is no such resource.
pub fn resource_not_found(message: impl Into<String>) -> Fault {
    Fault::client("ResourceNotFoundException", message)
}

/// ECS has it, this version of Berth does not.
pub fn unsupported(message: impl Into<String>) -> Fault {
    Fault::client("UnsupportedFeatureException", message)
}

/// Capacity of a kind that this version lacks; `built` says what it has.
pub fn launch_type_not_built(launch_type: &str, built: &str) -> Fault {
    unsupported(format!(
        "launchType {launch_type} is not built in this version of Berth; {built}."
    ))
}
