//! Which devices a container may use: rules for the first kind of hierarchy, whose controller takes
//! them as text, and for the second a BPF program on the container's group, asked at every mknod and
//! open of a device node.
//!
//! The rules are docker's: any node may be made, but only the harmless ones opened.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::nodes::Device;
use crate::sys;

/// The kernel's `BPF_DEVCG_ACC_*`.
const MKNOD: i32 = 1;
const READ: i32 = 2;
const WRITE: i32 = 4;
/// The kernel's `BPF_DEVCG_DEV_*`.
const BLOCK: i32 = 1;
const CHARACTER: i32 = 2;

/// One kind of node, and what may be done with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    kind: i32,
    /// Every one if there is none.
    major: Option<i32>,
    minor: Option<i32>,
    access: i32,
}

const fn open(major: i32, minor: Option<i32>) -> Rule {
    Rule {
        kind: CHARACTER,
        major: Some(major),
        minor,
        access: MKNOD | READ | WRITE,
    }
}

const fn make(kind: i32) -> Rule {
    Rule {
        kind,
        major: None,
        minor: None,
        access: MKNOD,
    }
}

const RULES: [Rule; 12] = [
    make(CHARACTER),
    make(BLOCK),
    open(1, Some(3)),    // null
    open(1, Some(5)),    // zero
    open(1, Some(7)),    // full
    open(1, Some(8)),    // random
    open(1, Some(9)),    // urandom
    open(5, Some(0)),    // tty
    open(5, Some(1)),    // console
    open(5, Some(2)),    // ptmx
    open(136, None),     // pts/*
    open(10, Some(200)), // net/tun
];

/// Puts the rules and those of `more` nodes on the group at `path`; they go with it.
///
/// # Errors
/// If there is no such group, or the kernel takes no such program.
pub(crate) fn restrict(path: &Path, more: &[Device]) -> io::Result<()> {
    let group = File::open(path)?;
    let rules: Vec<Rule> = rules(more).collect();
    let program = sys::bpf_device_program(&program(&rules))?;
    sys::bpf_attach_device_program(&group, &program)
}

/// The usual rules and those of `more` nodes.
pub(crate) fn rules(more: &[Device]) -> impl Iterator<Item = Rule> {
    RULES.into_iter().chain(more.iter().map(asked))
}

/// As the first kind's controller reads it, e.g. `c 1:3 rwm`.
impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.kind == BLOCK { 'b' } else { 'c' };
        let number =
            |number: Option<i32>| number.map_or_else(|| "*".to_owned(), |it| it.to_string());
        let (major, minor) = (number(self.major), number(self.minor));
        write!(f, "{kind} {major}:{minor} ")?;
        let letters = [(READ, "r"), (WRITE, "w"), (MKNOD, "m")];
        let may = letters.iter().filter(|(bit, _)| self.access & bit != 0);
        may.map(|(_, letter)| *letter)
            .try_for_each(|letter| f.write_str(letter))
    }
}

/// A node that the container was given.
fn asked(device: &Device) -> Rule {
    let bit = |letter: char, bit: i32| {
        if device.access.contains(letter) {
            bit
        } else {
            0
        }
    };
    Rule {
        kind: if device.block { BLOCK } else { CHARACTER },
        major: i32::try_from(device.major).ok(),
        minor: i32::try_from(device.minor).ok(),
        access: bit('r', READ) | bit('w', WRITE) | bit('m', MKNOD),
    }
}

/// Registers of the machine.
const R0: u8 = 0;
const R1: u8 = 1;
const ACCESS: u8 = 2;
const KIND: u8 = 3;
const MAJOR: u8 = 4;
const MINOR: u8 = 5;
const SCRATCH: u8 = 6;

/// Operations: class, size or source, and what to do.
const LOAD_WORD: u8 = 0x61;
const MOVE: u8 = 0xbf;
const MOVE_NUMBER: u8 = 0xb7;
const AND_NUMBER: u8 = 0x57;
const SHIFT_RIGHT: u8 = 0x77;
const JUMP_UNLESS_NUMBER: u8 = 0x55;
const JUMP_UNLESS: u8 = 0x5d;
const EXIT: u8 = 0x95;

/// One instruction as the kernel reads it.
fn instruction(operation: u8, to: u8, from: u8, offset: i16, number: i32) -> u64 {
    let [low, high] = offset.to_le_bytes();
    let [a, b, c, d] = number.to_le_bytes();
    u64::from_le_bytes([operation, from << 4 | to, low, high, a, b, c, d])
}

/// Answers 1 to what a rule allows and 0 to all else.
fn program(rules: &[Rule]) -> Vec<u64> {
    // The question: kind in the lower half of the first word and access in the upper, then the
    // numbers.
    let mut code = vec![
        instruction(LOAD_WORD, ACCESS, R1, 0, 0),
        instruction(LOAD_WORD, MAJOR, R1, 4, 0),
        instruction(LOAD_WORD, MINOR, R1, 8, 0),
        instruction(MOVE, KIND, ACCESS, 0, 0),
        instruction(AND_NUMBER, KIND, 0, 0, 0xffff),
        instruction(SHIFT_RIGHT, ACCESS, 0, 0, 16),
    ];
    for rule in rules {
        code.extend(clause(rule));
    }
    code.push(instruction(MOVE_NUMBER, R0, 0, 0, 0));
    code.push(instruction(EXIT, 0, 0, 0, 0));
    code
}

/// Ends the program with yes, or goes on behind itself.
fn clause(rule: &Rule) -> Vec<u64> {
    let numbers = [(MAJOR, rule.major), (MINOR, rule.minor)];
    let numbers = numbers
        .into_iter()
        .filter_map(|(register, number)| Some((register, number?)));
    let mut code: Vec<Box<dyn Fn(i16) -> u64>> = vec![
        Box::new(|to| instruction(JUMP_UNLESS_NUMBER, KIND, 0, to, rule.kind)),
        // Everything that is asked for must be allowed.
        Box::new(|_| instruction(MOVE, SCRATCH, ACCESS, 0, 0)),
        Box::new(|_| instruction(AND_NUMBER, SCRATCH, 0, 0, rule.access)),
        Box::new(|to| instruction(JUMP_UNLESS, SCRATCH, ACCESS, to, 0)),
    ];
    for (register, number) in numbers {
        code.push(Box::new(move |to| {
            instruction(JUMP_UNLESS_NUMBER, register, 0, to, number)
        }));
    }
    code.push(Box::new(|_| instruction(MOVE_NUMBER, R0, 0, 0, 1)));
    code.push(Box::new(|_| instruction(EXIT, 0, 0, 0, 0)));
    let length = code.len();
    code.iter()
        .enumerate()
        // A jump counts from the instruction after it. A clause has eight at most.
        .map(|(place, make)| make(i16::try_from(length - place - 1).unwrap_or(i16::MAX)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the program answers, by doing what it says.
    fn ask(code: &[u64], kind: i32, access: i32, major: i32, minor: i32) -> i64 {
        let question = [kind | access << 16, major, minor];
        let mut registers = [0_i64; 8];
        let mut at = 0;
        loop {
            let [operation, both, low, high, a, b, c, d] = code[at].to_le_bytes();
            let (to, from) = (usize::from(both & 15), usize::from(both >> 4));
            let offset = i16::from_le_bytes([low, high]);
            let number = i64::from(i32::from_le_bytes([a, b, c, d]));
            at += 1;
            let jump = match operation {
                LOAD_WORD => {
                    let word = usize::try_from(offset).expect("within") / 4;
                    registers[to] = i64::from(question[word]);
                    false
                }
                MOVE => {
                    registers[to] = registers[from];
                    false
                }
                MOVE_NUMBER => {
                    registers[to] = number;
                    false
                }
                AND_NUMBER => {
                    registers[to] &= number;
                    false
                }
                SHIFT_RIGHT => {
                    registers[to] >>= number;
                    false
                }
                JUMP_UNLESS_NUMBER => registers[to] != number,
                JUMP_UNLESS => registers[to] != registers[from],
                EXIT => return registers[0],
                other => panic!("no such operation: {other:#x}"),
            };
            if jump {
                at += usize::try_from(offset).expect("forward");
            }
        }
    }

    #[test]
    fn only_harmless_nodes_open_and_all_can_be_made() {
        let code = program(&RULES);
        for (kind, access, major, minor, answer) in [
            (CHARACTER, READ | WRITE, 1, 3, 1),
            (CHARACTER, READ, 1, 9, 1),
            (CHARACTER, WRITE | MKNOD, 136, 7, 1),
            (CHARACTER, MKNOD | READ | WRITE, 10, 200, 1),
            (CHARACTER, MKNOD, 10, 201, 1),
            (BLOCK, MKNOD, 8, 0, 1),
            (CHARACTER, READ, 1, 1, 0),
            (CHARACTER, READ, 10, 201, 0),
            (CHARACTER, READ | MKNOD, 1, 11, 0),
            (BLOCK, READ, 8, 0, 0),
            (BLOCK, READ | MKNOD, 254, 0, 0),
            (BLOCK, READ, 1, 3, 0),
        ] {
            assert_eq!(
                ask(&code, kind, access, major, minor),
                answer,
                "{kind} {access} {major}:{minor}"
            );
        }
    }

    #[test]
    fn rules_as_words() {
        let words: Vec<String> = rules(&[]).map(|rule| rule.to_string()).collect();
        assert_eq!(words[..3], ["c *:* m", "b *:* m", "c 1:3 rwm"]);
        assert_eq!(words[10], "c 136:* rwm");
    }

    #[test]
    fn the_kernel_takes_it() {
        let Some(root) = crate::cgroup::Hierarchies::unified_root() else {
            return;
        };
        let group = root.join(format!("berth-test-devices-{}", std::process::id()));
        std::fs::create_dir(&group).expect("a group");
        let restricted = restrict(&group, &[]);
        std::fs::remove_dir(&group).expect("removed");
        restricted.expect("attached");
        let gone = restrict(&group, &[]).expect_err("no such group");
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
