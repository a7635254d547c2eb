//! A bound for the connections that somebody begins, as rules of the packet filter.
//!
//! The kernel tracks some 260,000 connections in each namespace by default; a full table keeps everybody
//! there from new ones. Counting somebody's connections exactly (`ct count`) means to look at all of them
//! whenever one begins, some 200 ns each. So one in [`SAMPLE`] is counted, by chance; and when those are too many, whoever
//! it is begins none for some seconds. At the bound that costs less than no bound at all, and somebody with
//! a few thousand notices nothing.

/// Of so many connections one is counted.
const SAMPLE: u32 = 16;
/// So many of those may be under way: 16,384 connections in all, more or less.
const COUNTED_MAX: u32 = 1024;

/// The sets of a table with [`bound`]: the connections counted, by who began them, and who has too many.
pub(crate) const SETS: &str = "        set connections {
            type ipv4_addr
            size 65535
            flags dynamic
        }
        set crowded {
            type ipv4_addr
            size 65535
            flags dynamic,timeout
            timeout 5s
        }
";

/// Rules for packets that begin a connection and match `what`.
pub(crate) fn bound(what: &str) -> String {
    format!(
        "            {what} ip saddr @crowded drop
            {what} numgen random mod {SAMPLE} 0 add @connections {{ ip saddr ct count over {COUNTED_MAX} }} add @crowded {{ ip saddr }} drop
"
    )
}
