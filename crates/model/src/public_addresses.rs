//! The addresses by which tasks are reached from outside of their VPC.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use ipnet::Ipv4Net;
use serde::{Deserialize, Serialize};

/// More ranges than anybody wants to list.
const RANGES_MAX: usize = 64;
/// Ranges that hosts use for themselves, or that mean nobody in particular.
const NEVER: [&str; 4] = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/// The region's public addresses: ranges that do not meet, in the order in which they were listed.
///
/// As text they have commas between them; none at all is `none`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAddresses(Vec<Ipv4Net>);

/// Why a text lists no public addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicAddressesError {
    /// It is no range.
    #[error("'{0}' is not a range of IPv4 addresses such as 203.0.113.0/24")]
    Range(String),
    /// No packets for it come from anywhere.
    #[error("{0} is not a range of public addresses: hosts use it for themselves")]
    Unusable(Ipv4Net),
    /// Two of them meet.
    #[error("{0} and {1} overlap")]
    Overlap(Ipv4Net, Ipv4Net),
    /// There are too many.
    #[error("at most {RANGES_MAX} ranges can be listed")]
    TooMany,
}

impl PublicAddresses {
    /// The first and the last address that may be given out, of each range: a range of more than two is a
    /// network, whose own address and broadcast address are nobody's.
    pub fn usable_ranges(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().map(|range| {
            let (first, last) = (u32::from(range.network()), u32::from(range.broadcast()));
            match range.prefix_len() {
                31 | 32 => (first, last),
                _ => (first + 1, last - 1),
            }
        })
    }
}

impl FromStr for PublicAddresses {
    type Err = PublicAddressesError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim() == "none" {
            return Ok(Self::default());
        }
        let mut ranges: Vec<Ipv4Net> = Vec::new();
        for given in text.split(',').map(str::trim) {
            let wrong = || PublicAddressesError::Range(given.to_owned());
            let single = given.parse::<Ipv4Addr>().ok().map(Ipv4Net::from);
            let range = match single {
                Some(single) => single,
                None => given.parse::<Ipv4Net>().map_err(|_| wrong())?.trunc(),
            };
            let meet = |one: &Ipv4Net, other: &Ipv4Net| one.contains(other) || other.contains(one);
            let mut never = NEVER.iter().filter_map(|it| it.parse::<Ipv4Net>().ok());
            if never.any(|it| meet(&it, &range)) {
                return Err(PublicAddressesError::Unusable(range));
            }
            if let Some(other) = ranges.iter().find(|other| meet(other, &range)) {
                return Err(PublicAddressesError::Overlap(*other, range));
            }
            ranges.push(range);
        }
        match ranges.len() > RANGES_MAX {
            true => Err(PublicAddressesError::TooMany),
            false => Ok(Self(ranges)),
        }
    }
}

impl fmt::Display for PublicAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (at, range) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{range}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, String> {
        let parsed = text.parse::<PublicAddresses>();
        parsed
            .map(|it| it.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ranges_are_listed_with_commas() {
        let check = |given: &str, expected: &str| assert_eq!(parse(given).as_deref(), Ok(expected));
        check("203.0.113.0/24", "203.0.113.0/24");
        check(
            "203.0.113.9/24, 198.51.100.7",
            "203.0.113.0/24,198.51.100.7/32",
        );
        check("none", "none");
    }

    #[test]
    fn what_is_no_list_of_public_addresses_says_why() {
        let check = |given: &str, words: &str| {
            let error = parse(given).expect_err("refused");
            assert!(error.contains(words), "{given}: {error}");
        };
        check("", "'' is not a range");
        check("203.0.113.0/24,", "'' is not a range");
        check("2001:db8::/64", "is not a range");
        check("127.0.0.1", "127.0.0.1/32 is not a range of public");
        check("0.0.0.0/0", "hosts use it for themselves");
        check("10.0.0.0/8,10.1.0.0/16", "overlap");
        let many: Vec<_> = (0..65).map(|at| format!("203.0.113.{at}")).collect();
        check(&many.join(","), "at most 64");
    }

    #[test]
    fn the_ends_of_a_network_are_nobodys() {
        let check = |given: &str, expected: &[u32]| {
            let parsed: PublicAddresses = given.parse().expect("right");
            let counts = parsed.usable_ranges().map(|(first, last)| last - first + 1);
            assert_eq!(counts.collect::<Vec<_>>(), expected, "{given}");
        };
        check("203.0.113.0/24,198.51.100.0/30", &[254, 2]);
        check("198.51.100.0/31,198.51.100.7", &[2, 1]);
        check("none", &[]);
    }
}
