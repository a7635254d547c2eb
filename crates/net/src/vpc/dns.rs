//! The questions that a VPC's resolver answers itself: bytes in, bytes out, no effects.
//!
//! Of the domain name system it needs one question a message, names without compression, and answers
//! with one record. Whatever else there is in the world, other resolvers know.

use std::net::Ipv4Addr;

use super::network::VpcNetwork;

const HEADER: usize = 12;
/// A name is never longer, in bytes on the wire.
const NAME_MAX: usize = 255;
const LABEL_MAX: u8 = 63;
/// How long an answer may be kept, in seconds: as long as an address is kept from others.
const TTL_SECONDS: u32 = 60;

const TYPE_A: u16 = 1;
const TYPE_PTR: u16 = 12;
const TYPE_ANY: u16 = 255;
const CLASS_IN: u16 = 1;

/// Bits of the second header word.
const RESPONSE: u16 = 0x8000;
const OPCODE: u16 = 0x7800;
const AUTHORITATIVE: u16 = 0x0400;
const RECURSION_DESIRED: u16 = 0x0100;
const RECURSION_AVAILABLE: u16 = 0x0080;

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    Fine = 0,
    Malformed = 1,
    ServerFailure = 2,
    NoSuchName = 3,
    NotImplemented = 4,
}

/// What is to be done about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// This is the answer.
    Answer(Vec<u8>),
    /// Others know.
    Forward,
    /// It asks for nothing.
    Ignore,
}

/// Answers a message by what is known of the VPC. Private names are `ip-A-B-C-D.<domain>`, of interfaces
/// that exist; the names of the VPC's own addresses are asked of nobody else. The public name of an
/// interface, `ec2-A-B-C-D.<public domain>`, means its private address here, as on AWS.
#[must_use]
pub fn reply(message: &[u8], domain: &str, network: Option<&VpcNetwork>) -> Reply {
    let (Some(flags), Some(questions)) = (word(message, 2), word(message, 4)) else {
        return Reply::Ignore;
    };
    if message.len() < HEADER || flags & RESPONSE != 0 {
        return Reply::Ignore;
    }
    if flags & OPCODE != 0 {
        return Reply::Answer(answer(message, HEADER, Code::NotImplemented, None));
    }
    let question = Question::read(message).filter(|_| questions == 1);
    let Some(question) = question else {
        return Reply::Answer(answer(message, HEADER, Code::Malformed, None));
    };
    if question.class != CLASS_IN {
        return Reply::Forward;
    }
    let told = |code, record| Reply::Answer(answer(message, question.end, code, record));
    if let Some(host) = below(&question.name, domain) {
        let Some(network) = network else {
            return told(Code::ServerFailure, None);
        };
        let address = private_address(host).filter(|it| is_there(network, *it));
        return match address {
            None => told(Code::NoSuchName, None),
            Some(address) if [TYPE_A, TYPE_ANY].contains(&question.kind) => {
                let record = (TYPE_A, address.octets().to_vec());
                told(Code::Fine, Some(record))
            }
            Some(_) => told(Code::Fine, None),
        };
    }
    if let Some(address) = reversed_address(&question.name)
        && let Some(network) = network
        && network.contains(address)
    {
        if !is_there(network, address) {
            return told(Code::NoSuchName, None);
        }
        let asked = [TYPE_PTR, TYPE_ANY].contains(&question.kind);
        let name = private_name(address, domain);
        return told(Code::Fine, asked.then(|| (TYPE_PTR, encode(&name))));
    }
    if let Some(host) = below(&question.name, &public_domain(domain))
        && let Some(address) = public_address(host)
        && let Some(member) = network.and_then(|it| it.with_public(address))
    {
        let asked = [TYPE_A, TYPE_ANY].contains(&question.kind);
        let record = (TYPE_A, member.address.octets().to_vec());
        return told(Code::Fine, asked.then_some(record));
    }
    Reply::Forward
}

/// Public names of a region that has this domain for private ones.
fn public_domain(private: &str) -> String {
    match private.strip_suffix(".internal") {
        Some("ec2") | None => "compute-1.amazonaws.com".to_owned(),
        Some(region) => format!("{region}.amazonaws.com"),
    }
}

fn public_address(host: &str) -> Option<Ipv4Addr> {
    let octets = host.strip_prefix("ec2-")?.replace('-', ".");
    octets.parse().ok()
}

/// The answer that nobody can be asked.
#[must_use]
pub(super) fn failure(message: &[u8]) -> Option<Vec<u8>> {
    let end = Question::read(message)?.end;
    Some(answer(message, end, Code::ServerFailure, None))
}

/// The private name of an address.
#[must_use]
pub(super) fn private_name(address: Ipv4Addr, domain: &str) -> String {
    let [a, b, c, d] = address.octets();
    format!("ip-{a}-{b}-{c}-{d}.{domain}")
}

fn is_there(network: &VpcNetwork, address: Ipv4Addr) -> bool {
    let mut interfaces = network.interfaces.iter();
    interfaces.any(|member| member.address == address)
}

struct Question {
    /// Labels with dots between them, in lower case.
    name: String,
    kind: u16,
    class: u16,
    /// Where it ends in the message.
    end: usize,
}

impl Question {
    /// The first question of a message; `None` if it is none.
    fn read(message: &[u8]) -> Option<Self> {
        let mut name = String::new();
        let mut at = HEADER;
        loop {
            let length = *message.get(at)?;
            at += 1;
            if length == 0 {
                break;
            }
            // Longer ones would be pointers to earlier names, and there are none.
            if length > LABEL_MAX || at + usize::from(length) - HEADER > NAME_MAX {
                return None;
            }
            let label = message.get(at..at + usize::from(length))?;
            at += usize::from(length);
            if !name.is_empty() {
                name.push('.');
            }
            // A dot within a label must not look like one between two.
            let odd = |byte: u8| !byte.is_ascii_graphic() || byte == b'.';
            for byte in label {
                name.push(if odd(*byte) {
                    '?'
                } else {
                    char::from(byte.to_ascii_lowercase())
                });
            }
        }
        Some(Self {
            name,
            kind: word(message, at)?,
            class: word(message, at + 2)?,
            end: at + 4,
        })
    }
}

/// What comes before the domain.
fn below<'a>(name: &'a str, domain: &str) -> Option<&'a str> {
    name.strip_suffix(domain)?.strip_suffix('.')
}

fn private_address(host: &str) -> Option<Ipv4Addr> {
    let octets = host.strip_prefix("ip-")?.replace('-', ".");
    octets.parse().ok()
}

fn reversed_address(name: &str) -> Option<Ipv4Addr> {
    let reversed: Ipv4Addr = name.strip_suffix(".in-addr.arpa")?.parse().ok()?;
    let [a, b, c, d] = reversed.octets();
    Some(Ipv4Addr::new(d, c, b, a))
}

fn word(message: &[u8], at: usize) -> Option<u16> {
    let bytes = message.get(at..at + 2)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// A name on the wire; all labels are ours, and short.
fn encode(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in name.split('.') {
        let label = &label.as_bytes()[..label.len().min(usize::from(LABEL_MAX))];
        bytes.push(u8::try_from(label.len()).unwrap_or(LABEL_MAX));
        bytes.extend_from_slice(label);
    }
    bytes.push(0);
    bytes
}

/// The message again up to `end`, as an answer, and maybe a record of this type about its name.
fn answer(message: &[u8], end: usize, code: Code, record: Option<(u16, Vec<u8>)>) -> Vec<u8> {
    let asked = word(message, 2).unwrap_or(0);
    let flags = RESPONSE
        | AUTHORITATIVE
        | RECURSION_AVAILABLE
        | asked & (OPCODE | RECURSION_DESIRED)
        | code as u16;
    let questions = u16::from(end > HEADER);
    let answers = u16::from(record.is_some());
    let mut bytes = message.get(..2).unwrap_or(&[0, 0]).to_vec();
    for number in [flags, questions, answers, 0, 0] {
        bytes.extend(number.to_be_bytes());
    }
    bytes.extend_from_slice(message.get(HEADER..end).unwrap_or_default());
    if let Some((kind, data)) = record {
        // The name is that of the question.
        bytes.extend([0xc0, 0x0c]);
        bytes.extend(kind.to_be_bytes());
        bytes.extend(CLASS_IN.to_be_bytes());
        bytes.extend(TTL_SECONDS.to_be_bytes());
        bytes.extend(u16::try_from(data.len()).unwrap_or(0).to_be_bytes());
        bytes.extend(data);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::network::Member;
    use super::*;

    const DOMAIN: &str = "ec2.internal";

    fn network() -> VpcNetwork {
        VpcNetwork {
            id: "vpc-1".to_owned(),
            vxlan_id: 1,
            ranges: vec!["172.31.0.0/16".parse().expect("valid")],
            subnets: Vec::new(),
            interfaces: vec![Member {
                id: "eni-1".to_owned(),
                mac: crate::Mac([2, 0, 0, 0, 0, 1]),
                address: Ipv4Addr::new(172, 31, 0, 9),
                public: Some(Ipv4Addr::new(203, 0, 113, 7)),
                host: None,
                groups: Vec::new(),
            }],
            groups: Vec::new(),
        }
    }

    fn question(name: &str, kind: u16) -> Vec<u8> {
        let mut message = vec![0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        message.extend(encode(name));
        message.extend(kind.to_be_bytes());
        message.extend(CLASS_IN.to_be_bytes());
        message
    }

    /// The code of the answer and the data of its record.
    fn ask(name: &str, kind: u16) -> Option<(u16, Vec<u8>)> {
        let asked = question(name, kind);
        match reply(&asked, DOMAIN, Some(&network())) {
            Reply::Answer(bytes) => {
                assert_eq!(bytes[..2], [0xab, 0xcd]);
                let code = word(&bytes, 2).expect("a header") & 15;
                let data = bytes.get(asked.len() + 12..).unwrap_or_default().to_vec();
                Some((code, data))
            }
            Reply::Forward => None,
            Reply::Ignore => panic!("it is a question"),
        }
    }

    #[test]
    fn private_names_are_those_of_interfaces() {
        let address = vec![172, 31, 0, 9];
        for name in ["ip-172-31-0-9.ec2.internal", "IP-172-31-0-9.EC2.Internal"] {
            assert_eq!(ask(name, TYPE_A), Some((0, address.clone())), "{name}");
        }
        let aaaa = 28;
        assert_eq!(
            ask("ip-172-31-0-9.ec2.internal", aaaa),
            Some((0, Vec::new()))
        );
        for unknown in [
            "ip-172-31-0-8.ec2.internal",
            "x.ec2.internal",
            "ip-1.ec2.internal",
        ] {
            assert_eq!(ask(unknown, TYPE_A), Some((3, Vec::new())), "{unknown}");
        }
        assert_eq!(ask("example.com", TYPE_A), None);
        assert_eq!(ask("notec2.internal", TYPE_A), None);
    }

    #[test]
    fn a_public_name_means_the_private_address_inside() {
        let name = |address: &str| format!("ec2-{address}.compute-1.amazonaws.com");
        let address = vec![172, 31, 0, 9];
        assert_eq!(ask(&name("203-0-113-7"), TYPE_A), Some((0, address)));
        let aaaa = 28;
        assert_eq!(ask(&name("203-0-113-7"), aaaa), Some((0, Vec::new())));
        // There are others in the world.
        assert_eq!(ask(&name("203-0-113-8"), TYPE_A), None);
        let elsewhere = public_domain("eu-west-1.compute.internal");
        assert_eq!(elsewhere, "eu-west-1.compute.amazonaws.com");
    }

    #[test]
    fn addresses_of_the_vpc_have_names() {
        let name = encode("ip-172-31-0-9.ec2.internal");
        assert_eq!(ask("9.0.31.172.in-addr.arpa", TYPE_PTR), Some((0, name)));
        assert_eq!(
            ask("8.0.31.172.in-addr.arpa", TYPE_PTR),
            Some((3, Vec::new()))
        );
        assert_eq!(ask("8.8.8.8.in-addr.arpa", TYPE_PTR), None);
    }

    #[test]
    fn what_is_no_question_gets_no_answer_to_it() {
        let check = |message: &[u8], expected: Option<u16>| {
            let code = match reply(message, DOMAIN, None) {
                Reply::Answer(bytes) => word(&bytes, 2).map(|flags| flags & 15),
                Reply::Forward | Reply::Ignore => None,
            };
            assert_eq!(code, expected, "{message:?}");
        };
        check(&[], None);
        check(&[0; 11], None);
        // An answer.
        check(&[0, 0, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0], None);
        // An update.
        check(&[0, 0, 0x28, 0, 0, 1, 0, 0, 0, 0, 0, 0], Some(4));
        // No question, and a name that points to itself.
        check(&[0; 12], Some(1));
        check(
            &[0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 0x0c, 0, 1, 0, 1],
            Some(1),
        );
        // The VPC is not known yet.
        check(&question("ip-172-31-0-9.ec2.internal", TYPE_A), Some(2));
    }
}
