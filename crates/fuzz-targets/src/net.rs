//! What tasks ask of their VPC's resolver.

use std::sync::LazyLock;

use berth_net::{Member, Reply, VpcNetwork, dns_reply};

const DOMAIN: &str = "ec2.internal";
/// An answer has the question again, a name of at most 255 bytes, and one record more.
const ANSWER_MAX: usize = 12 + 255 + 4 + 12 + 255;

static NETWORK: LazyLock<VpcNetwork> = LazyLock::new(|| VpcNetwork {
    id: "vpc-1".to_owned(),
    vxlan_id: 1,
    ranges: vec!["172.31.0.0/16".parse().expect("valid")],
    subnets: Vec::new(),
    interfaces: vec![Member {
        id: "eni-1".to_owned(),
        mac: "02:aa:00:00:00:09".parse().expect("valid"),
        address: "172.31.0.9".parse().expect("valid"),
        public: Some("203.0.113.7".parse().expect("valid")),
        host: None,
        groups: Vec::new(),
    }],
    groups: Vec::new(),
});

/// An answer is one, to that message, and never asks anything itself.
pub(crate) fn dns(bytes: &[u8]) {
    for network in [None, Some(&*NETWORK)] {
        if let Reply::Answer(answer) = dns_reply(bytes, DOMAIN, network) {
            assert_eq!(answer[..2], bytes[..2], "of another message");
            assert!(answer.len() <= ANSWER_MAX, "{} bytes", answer.len());
            assert_eq!(dns_reply(&answer, DOMAIN, network), Reply::Ignore);
        }
    }
}
