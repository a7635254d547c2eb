//! EC2's error codes and their words.

use berth_protocol::fault::Fault;

/// It would have succeeded.
pub(crate) fn dry_run() -> Fault {
    Fault {
        status: 412,
        ..Fault::client(
            "DryRunOperation",
            "Request would have succeeded, but DryRun flag is set.",
        )
    }
}

/// A parameter that the operation needs.
pub(crate) fn missing(parameter: &str) -> Fault {
    Fault::client(
        "MissingParameter",
        format!("The request must contain the parameter {parameter}"),
    )
}

/// A value that is not permitted, and what is.
pub(crate) fn invalid(parameter: &str, value: &str, why: &str) -> Fault {
    Fault::client(
        "InvalidParameterValue",
        format!("Value ({value}) for parameter {parameter} is invalid. {why}"),
    )
}

/// Two parameters that exclude each other.
pub(crate) fn combination(message: &str) -> Fault {
    Fault::client("InvalidParameterCombination", message)
}

/// EC2 has it, this version of Berth does not.
pub(crate) fn unsupported(what: &str) -> Fault {
    Fault::client(
        "UnsupportedOperation",
        format!("{what} is not built in this version of Berth."),
    )
}

/// There is no such VPC.
pub(crate) fn no_vpc(id: &str) -> Fault {
    Fault::client(
        "InvalidVpcID.NotFound",
        format!("The vpc ID '{id}' does not exist"),
    )
}

/// There is no such subnet.
pub(crate) fn no_subnet(id: &str) -> Fault {
    Fault::client(
        "InvalidSubnetID.NotFound",
        format!("The subnet ID '{id}' does not exist"),
    )
}

/// There is no such security group.
pub(crate) fn no_group(id: &str) -> Fault {
    Fault::client(
        "InvalidGroup.NotFound",
        format!("The security group '{id}' does not exist"),
    )
}

/// Something still needs it.
pub(crate) fn dependency(message: String) -> Fault {
    Fault::client("DependencyViolation", message)
}
