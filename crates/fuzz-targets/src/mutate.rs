//! Mutations of an input, the same for the same seed.

use berth_env::{Entropy as _, SeededEntropy};

/// Pieces that mean something to some parser.
const WORDS: [&[u8]; 24] = [
    b"{}",
    b"[]",
    b"null",
    b"\"\"",
    b"-1",
    b"1e999",
    b"9223372036854775808",
    b"0.1",
    b"true",
    b"{\"a\":",
    b"\\u0000",
    b"\\ud800",
    b"../",
    b"/",
    b"%",
    b"%00",
    b"&",
    b"=",
    b":",
    b"@",
    b"\xff\xfe",
    b"\0",
    b"\n",
    b"\xf0\x9f\x9a\xa2",
];
const NUMBERS: [u32; 8] = [
    0,
    1,
    0x7f,
    0xff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffe,
    0xffff_ffff,
];
/// Inputs do not grow beyond this.
const BYTES_MAX: usize = 64 << 10;

/// A source of mutations.
#[derive(Debug)]
pub struct Mutator(SeededEntropy);

impl Mutator {
    /// The mutations of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u32::try_from(bound.max(1)).unwrap_or(u32::MAX);
        self.0.below(bound) as usize
    }

    /// One to four changes of `input`; some take a piece of `other`.
    pub fn mutate(&mut self, input: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = input.to_vec();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes, other);
        }
        bytes.truncate(BYTES_MAX);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len() + 1);
        let to = (at + 1 + self.below(16)).min(bytes.len());
        match self.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            1 if at < bytes.len() => bytes[at] = self.below(256).to_le_bytes()[0],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at.min(to)..to)),
            4 => {
                let word = WORDS[self.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            5 => {
                let word = WORDS[self.below(WORDS.len())];
                bytes.splice(at.min(to)..to, word.iter().copied());
            }
            6 => {
                let number = NUMBERS[self.below(NUMBERS.len())].to_le_bytes();
                let end = (at + 4).min(bytes.len());
                bytes.splice(at..end, number);
            }
            7 => {
                let from = self.below(other.len() + 1);
                let end = (from + self.below(64)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                let piece = bytes[at.min(to)..to].to_vec();
                let times = 1 + self.below(40);
                bytes.splice(at..at, piece.repeat(times));
            }
        }
    }
}
