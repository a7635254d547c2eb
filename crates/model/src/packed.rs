//! STOPPED tasks in little memory.
//!
//! The tasks of one task definition have nearly the same record: they differ in ids, times and exit
//! codes. So a record is kept as what differs from another one of its kind, the [`Template`]: a
//! list of operations that rebuild it from literal bytes and pieces of the template. Ids are mostly
//! hexadecimal text, which takes half its length. Reading a record back costs about as much as
//! copying it.
//!
//! An operation is one byte, a kind in its lower two bits and a length above (see [`put_op`]), and
//! what the kind says follows. This form is only ever in memory.

use std::sync::Arc;

/// Bytes follow.
const LITERAL: u8 = 0;
/// Bytes follow, each two lower-case hexadecimal digits of the record.
const HEX: u8 = 1;
/// A piece of the template, from where the last operation would have gone on in it.
const ONWARD: u8 = 2;
/// A piece of the template, whose start follows in two bytes.
const JUMP: u8 = 3;
/// Lengths from here on need more bytes than the operation's own.
const LONG: usize = 63;

/// Bytes that must be alike to look further.
const SEED: usize = 4;
/// The shortest piece that is worth a [`JUMP`].
const JUMP_MIN: usize = 7;
/// The shortest text that is worth a [`HEX`].
const HEX_MIN: usize = 4;
/// So far it is worth looking for bytes in the same place: longer than any id.
const AHEAD: usize = 80;
/// Slots of a template's table; a record has about this many places.
const SLOTS: usize = 1024;

/// A record that others resemble.
pub(crate) struct Template {
    bytes: Box<[u8]>,
    /// The last place of the seeds that fall into each slot, plus one.
    places: Box<[u16; SLOTS]>,
}

/// A record as what differs from its template.
#[derive(Clone, Debug)]
pub struct Packed {
    template: Arc<Template>,
    operations: Arc<[u8]>,
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Template({} bytes)", self.bytes.len())
    }
}

impl Template {
    /// The template that is `record` itself.
    pub(crate) fn new(record: &[u8]) -> Self {
        let bytes = &record[..record.len().min(usize::from(u16::MAX) - 1)];
        let mut places = Box::new([0; SLOTS]);
        for (place, next) in (0..bytes.len()).zip(1..) {
            if let Some(seed) = seed(bytes, place) {
                places[slot(seed)] = next;
            }
        }
        Self {
            bytes: bytes.into(),
            places,
        }
    }

    /// Where a piece like the beginning of `rest` is, and how long it is: preferably at `onward`.
    fn find(&self, onward: usize, rest: &[u8]) -> Option<(usize, usize)> {
        let wanted = seed(rest, 0)?;
        if seed(&self.bytes, onward) == Some(wanted) {
            return Some((onward, alike(&self.bytes[onward..], rest)));
        }
        let place = usize::from(self.places[slot(wanted)]).checked_sub(1)?;
        if seed(&self.bytes, place) != Some(wanted) {
            return None;
        }
        let length = alike(&self.bytes[place..], rest);
        (length >= JUMP_MIN).then_some((place, length))
    }

    /// After so many bytes that differ the two are alike again, if no byte was put in or left out: what
    /// differs is mostly an id or a time in the same place. One byte if they are not.
    fn ahead(&self, expected: usize, rest: &[u8]) -> usize {
        let ours = self.bytes.get(expected..).unwrap_or_default();
        let alike = |at: &usize| seed(ours, *at).is_some_and(|our| seed(rest, *at) == Some(our));
        (1..AHEAD).find(alike).unwrap_or(1)
    }
}

/// The bytes at a place that are looked for, as one number.
fn seed(bytes: &[u8], place: usize) -> Option<u32> {
    let bytes = bytes.get(place..)?.first_chunk::<SEED>()?;
    Some(u32::from_le_bytes(*bytes))
}

/// How many bytes are the same from the start.
fn alike(ours: &[u8], theirs: &[u8]) -> usize {
    let eights = ours.as_chunks::<8>().0.iter().zip(theirs.as_chunks().0);
    let mut length = 0;
    for (our, their) in eights {
        let differing = u64::from_le_bytes(*our) ^ u64::from_le_bytes(*their);
        if differing != 0 {
            return length + differing.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let rest = ours[length..].iter().zip(&theirs[length..]);
    length + rest.take_while(|(our, their)| our == their).count()
}

fn slot(seed: u32) -> usize {
    seed.wrapping_mul(0x9e37_79b1) as usize >> 22
}

impl Packed {
    /// Packs `record`, which should resemble the template but need not.
    pub(crate) fn new(record: &[u8], template: &Arc<Template>) -> Self {
        Self::with_scratch(record, template, &mut Vec::with_capacity(512))
    }

    /// The same with room for the operations that is used again.
    pub(crate) fn with_scratch(
        record: &[u8],
        template: &Arc<Template>,
        operations: &mut Vec<u8>,
    ) -> Self {
        operations.clear();
        // What lies before `done` is packed; it ended at `onward` in the template.
        let (mut done, mut onward, mut at) = (0, 0, 0);
        while at < record.len() {
            let expected = onward + (at - done);
            let Some((place, length)) = template.find(expected, &record[at..]) else {
                at += template.ahead(expected, &record[at..]);
                continue;
            };
            put_literals(operations, &record[done..at]);
            if place == expected {
                put_op(operations, ONWARD, length);
            } else {
                put_op(operations, JUMP, length);
                let place = u16::try_from(place).expect("templates are short");
                operations.extend_from_slice(&place.to_le_bytes());
            }
            at += length;
            (done, onward) = (at, place + length);
        }
        put_literals(operations, &record[done..]);
        Self {
            template: Arc::clone(template),
            operations: operations.as_slice().into(),
        }
    }

    /// The record.
    pub(crate) fn unpack(&self) -> Vec<u8> {
        let template = &self.template.bytes;
        let mut record = Vec::with_capacity(template.len() + template.len() / 4);
        let mut onward = 0;
        let mut rest = &*self.operations;
        while let Some((kind, length)) = take_op(&mut rest) {
            match kind {
                LITERAL => {
                    record.extend_from_slice(take(&mut rest, length));
                    onward += length;
                }
                HEX => {
                    for byte in take(&mut rest, length) {
                        record.push(digit(byte >> 4));
                        record.push(digit(byte & 15));
                    }
                    onward += 2 * length;
                }
                kind => {
                    if kind == JUMP {
                        let place = take(&mut rest, 2);
                        onward = usize::from(u16::from_le_bytes([place[0], place[1]]));
                    }
                    record.extend_from_slice(&template[onward..onward + length]);
                    onward += length;
                }
            }
        }
        record
    }
}

/// Literals, those parts of them that are hexadecimal text as such.
fn put_literals(operations: &mut Vec<u8>, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let digits = hex_length(bytes);
        if digits >= HEX_MIN {
            let (text, rest) = bytes.split_at(digits);
            put_op(operations, HEX, digits / 2);
            let pairs = text.chunks_exact(2);
            operations.extend(pairs.map(|pair| value(pair[0]) << 4 | value(pair[1])));
            bytes = rest;
            continue;
        }
        let plain = (1..bytes.len())
            .find(|at| hex_length(&bytes[*at..]) >= HEX_MIN)
            .unwrap_or(bytes.len());
        let (literal, rest) = bytes.split_at(plain);
        put_op(operations, LITERAL, plain);
        operations.extend_from_slice(literal);
        bytes = rest;
    }
}

/// How many bytes are lower-case hexadecimal digits, an even number.
fn hex_length(bytes: &[u8]) -> usize {
    let is_digit = |byte: &&u8| matches!(**byte, b'0'..=b'9' | b'a'..=b'f');
    bytes.iter().take_while(is_digit).count() & !1
}

fn value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    }
}

fn digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'a' + value - 10,
    }
}

/// An operation's byte, and as many times 255 as its length needs beyond that.
fn put_op(operations: &mut Vec<u8>, kind: u8, length: usize) {
    let short = length.min(LONG);
    operations.push(kind | u8::try_from(short << 2).expect("six bits"));
    if short == LONG {
        let mut left = length - LONG;
        while left >= 255 {
            operations.push(255);
            left -= 255;
        }
        operations.push(u8::try_from(left).expect("below 255"));
    }
}

fn take_op(rest: &mut &[u8]) -> Option<(u8, usize)> {
    let (op, tail) = rest.split_first()?;
    *rest = tail;
    let mut length = usize::from(op >> 2);
    while length >= LONG {
        let more = take(rest, 1)[0];
        length += usize::from(more);
        if more < 255 {
            break;
        }
    }
    Some((op & 3, length))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (taken, tail) = rest.split_at(length);
    *rest = tail;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(record: &[u8], template: &[u8]) -> usize {
        let packed = Packed::new(record, &Arc::new(Template::new(template)));
        assert_eq!(packed.unpack(), record);
        packed.operations.len()
    }

    #[test]
    fn a_record_reads_back_whatever_it_resembles() {
        let mut state = 1_u64;
        let mut next = |bound: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % bound
        };
        for round in 0..3000 {
            let alphabet = [2, 16, 256][round % 3];
            let template: Vec<u8> = (0..next(900)).map(|_| next(alphabet) as u8).collect();
            let mut record = template.clone();
            for _ in 0..next(6) {
                let at = next(record.len() + 1);
                let to = (at + next(80)).min(record.len());
                let new: Vec<u8> = (0..next(90))
                    .map(|_| b"0123456789abcdef-"[next(17)])
                    .collect();
                record.splice(at..to, new);
            }
            check(&record, &template);
            check(&template, &record);
        }
    }

    #[test]
    fn lengths_beyond_one_byte_read_back() {
        let long = [b"x".repeat(1000), b"0a".repeat(700), b"yz".repeat(40_000)].concat();
        for length in [
            0,
            1,
            62,
            63,
            64,
            317,
            318,
            319,
            1000,
            2400,
            70_000,
            long.len(),
        ] {
            check(&long[..length], b"");
            check(&long[..length], &long);
        }
    }

    #[test]
    fn what_is_alike_takes_no_room_and_digits_take_half() {
        let template = b"the quick brown fox jumps over 00000000-0000-4000 lazy dogs";
        assert!(check(template, template) <= 2);
        let other = b"the quick brown fox jumps over 3fae9c21-7b6d-4000 lazy dogs";
        assert!(check(other, template) <= 14, "{}", check(other, template));
    }
}
