//! Taken addresses as runs, so that a free one is found in the logarithm of their number.

use std::ops::RangeInclusive;

use imbl::OrdMap;

/// Runs of addresses that are taken, from their first to their last, in each of several networks. Two
/// runs never touch, so the address after one is free.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs(OrdMap<(String, u32), u32>);

impl Runs {
    /// Takes an address that nobody has.
    pub(super) fn occupy(&mut self, network: &str, address: u32) {
        let (mut first, mut last) = (address, address);
        if let Some((run, end)) = self.at(network, address.saturating_sub(1)) {
            first = run;
            last = last.max(end);
        }
        let next = (network.to_owned(), address.saturating_add(1));
        if let Some(end) = self.0.remove(&next) {
            last = last.max(end);
        }
        self.0.insert((network.to_owned(), first), last);
    }

    /// Gives an address back.
    pub(super) fn vacate(&mut self, network: &str, address: u32) {
        let Some((first, last)) = self.at(network, address) else {
            return;
        };
        self.0.remove(&(network.to_owned(), first));
        if first < address {
            self.0.insert((network.to_owned(), first), address - 1);
        }
        if address < last {
            self.0.insert((network.to_owned(), address + 1), last);
        }
    }

    /// The run that an address is in.
    pub(super) fn at(&self, network: &str, address: u32) -> Option<(u32, u32)> {
        let range = (network.to_owned(), 0)..=(network.to_owned(), address);
        let ((_, first), last) = self.0.range(range).next_back()?;
        (*last >= address).then_some((*first, *last))
    }

    /// The first address of a range that nobody has, from `start` on and then from its beginning.
    pub(super) fn free_in(
        &self,
        network: &str,
        range: RangeInclusive<u32>,
        start: u32,
    ) -> Option<u32> {
        let (first, last) = range.into_inner();
        let free = |from| {
            let run = self.at(network, from);
            let address = run.map_or(from, |(_, last)| last.saturating_add(1));
            // The very last address has none after it.
            (address <= last && run.is_none_or(|(_, end)| end < address)).then_some(address)
        };
        let start = start.clamp(first, last.max(first));
        free(start).or_else(|| free(first))
    }

    /// How many addresses of a range are taken.
    pub(super) fn count(&self, network: &str, range: RangeInclusive<u32>) -> u64 {
        let (first, last) = range.into_inner();
        if first > last {
            return 0;
        }
        let begun = self.at(network, first).map_or(first, |(begin, _)| begin);
        let runs = (network.to_owned(), begun)..=(network.to_owned(), last);
        let within = self.0.range(runs).map(|((_, begin), end)| {
            let (begin, end) = ((*begin).max(first), (*end).min(last));
            u64::from(end - begin) + 1
        });
        within.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_counted_and_searched_within_its_ends() {
        let mut runs = Runs::default();
        for address in [3, 4, 5, 8, 12, u32::MAX] {
            runs.occupy("n", address);
        }
        let check = |first, last, expected| {
            assert_eq!(runs.count("n", first..=last), expected, "{first}-{last}");
        };
        check(0, u32::MAX, 6);
        check(4, 8, 3);
        check(5, 5, 1);
        check(6, 7, 0);
        check(7, 6, 0);
        assert_eq!(runs.free_in("n", 3..=8, 4), Some(6));
        assert_eq!(runs.free_in("n", 3..=8, 8), Some(6));
        assert_eq!(runs.free_in("n", 3..=5, 4), None);
        assert_eq!(runs.free_in("n", 3..=4, 99), None);
        assert_eq!(runs.free_in("n", u32::MAX..=u32::MAX, 0), None);
        assert_eq!(runs.count("other", 0..=u32::MAX), 0);
    }
}
