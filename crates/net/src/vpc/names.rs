//! How what belongs to a VPC is called: names follow from ids alone, and say whose a thing is.

use crate::options::hash;

/// A VPC's end of the pair that leads to the host.
pub(super) const UPLINK: &str = "uplink";
/// The device that leads to the VPC's other hosts.
pub(super) const TUNNEL: &str = "tunnel";
/// How ports of a VPC begin, in its namespace.
pub(super) const PORT_PREFIX: &str = "bp";
/// How devices begin that lead to the same VPC under another agent of the host.
pub(super) const SIBLING_PREFIX: &str = "bs";
/// How names of namespaces begin, whose ever they are.
pub(super) const SPACE: &str = "berth-";
/// How the host's ends of uplinks begin.
pub(super) const UPLINK_PREFIX: &str = "bvu";
/// The addresses of uplinks, two each; those that ECS has for its own bridge, so nobody's.
pub(super) const LINKS: &str = "169.254.172.0/22";
/// The first of them, as a number, and how many there are.
pub(super) const LINKS_FIRST: u32 = 0xa9fe_ac00;
pub(super) const LINKS_COUNT: u32 = 1024;

/// The port of an interface, in its VPC's namespace.
pub(super) fn port(instance: &str, interface: &str) -> String {
    let hash = hash(format!("{instance} {interface}").as_bytes());
    format!("{PORT_PREFIX}{:013x}", hash >> 12)
}

/// The device that leads to a VPC under the agent `instance`.
pub(super) fn sibling(instance: &str) -> String {
    format!("{SIBLING_PREFIX}{:013x}", hash(instance.as_bytes()) >> 12)
}

/// The host's end of a VPC's uplink.
pub(super) fn uplink(instance: &str, vpc: &str) -> String {
    let hash = hash(format!("{instance} {vpc}").as_bytes());
    format!("{UPLINK_PREFIX}{:012x}", hash >> 16)
}

/// The namespace of a VPC or of an interface, by its id.
pub(super) fn space(instance: &str, id: &str) -> String {
    format!("{}{id}", space_prefix(instance))
}

pub(super) fn space_prefix(instance: &str) -> String {
    format!("{SPACE}{instance}-")
}

/// What a device's alias says: whose it is.
pub(super) fn alias(instance: &str, text: &str) -> String {
    format!("berth {instance} {text}")
}

/// The text of one of our aliases.
pub(super) fn of_alias<'a>(instance: &str, alias: &'a str) -> Option<&'a str> {
    let rest = alias.strip_prefix("berth ")?.strip_prefix(instance)?;
    rest.strip_prefix(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_and_aliases_read_back() {
        assert_eq!(port("0123abcd", "eni-0123456789abcdef0").len(), 15);
        assert_eq!(uplink("0123abcd", "vpc-0123456789abcdef0").len(), 15);
        let text = alias("i1", "vpc-1 172.31.0.2");
        assert_eq!(of_alias("i1", &text), Some("vpc-1 172.31.0.2"));
        assert_eq!(of_alias("i", &text), None);
        assert_eq!(of_alias("i1", "berth i12 x"), None);
    }
}
