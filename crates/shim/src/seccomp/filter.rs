//! Rules about system calls as a program for the kernel's packet filter machine.
//!
//! The program looks at the processor the call was made for, then finds the call's number by
//! halving, so that no call costs more than a dozen steps.

use std::collections::BTreeMap;

use libc::sock_filter;

/// The verdict on calls by number; on those without one it is EPERM.
pub(super) type Rules = BTreeMap<u32, Verdict>;

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allow,
    /// It fails with this.
    Errno(i32),
    /// Allowed if the first argument is so, EPERM otherwise.
    If(Argument),
    /// EPERM if the first argument is so, allowed otherwise.
    Unless(Argument),
}

/// What the lower half of a call's first argument can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Is(u32),
    IsOneOf(&'static [u32]),
    /// It has at least one of these bits.
    Shares(u32),
}

// Where the kernel puts what is known of the call.
const NUMBER_AT: u32 = 0;
const ARCHITECTURE_AT: u32 = 4;
#[cfg(target_endian = "little")]
const ARGUMENT_AT: u32 = 16;
#[cfg(target_endian = "big")]
const ARGUMENT_AT: u32 = 20;

const LOAD: u32 = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
const JUMP: u32 = libc::BPF_JMP | libc::BPF_JA;
const IF_EQUAL: u32 = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
const IF_AT_LEAST: u32 = libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K;
const IF_BITS: u32 = libc::BPF_JMP | libc::BPF_JSET | libc::BPF_K;
const RETURN: u32 = libc::BPF_RET | libc::BPF_K;

const REFUSED: Verdict = Verdict::Errno(libc::EPERM);

/// The program for processors and their rules.
pub(super) fn program(tables: &[(u32, Rules)]) -> Vec<sock_filter> {
    let mut program = vec![step(LOAD, ARCHITECTURE_AT)];
    for (architecture, rules) in tables {
        let mut body = vec![step(LOAD, NUMBER_AT)];
        body.extend(find(&runs(rules)));
        program.push(branch(IF_EQUAL, *architecture, 1, 0));
        program.push(step(JUMP, length(&body)));
        program.extend(body);
    }
    program.extend(conclude(REFUSED));
    program
}

/// Neighbouring numbers of the same verdict: the first of each run, up to the last number there
/// is.
fn runs(rules: &Rules) -> Vec<(u32, Verdict)> {
    let mut runs = vec![(0, REFUSED)];
    let mut put = |first: u32, verdict: Verdict| match runs.last_mut() {
        Some((_, last)) if *last == verdict => {}
        Some(last) if last.0 == first => last.1 = verdict,
        _ => runs.push((first, verdict)),
    };
    // None after the last number there is.
    let mut next = Some(0);
    for (number, verdict) in rules {
        if let Some(gap) = next.filter(|gap| gap < number) {
            put(gap, REFUSED);
        }
        put(*number, *verdict);
        next = number.checked_add(1);
    }
    if let Some(rest) = next {
        put(rest, REFUSED);
    }
    runs
}

/// Steps that come to the verdict of the run that the number is in.
fn find(runs: &[(u32, Verdict)]) -> Vec<sock_filter> {
    let (below, above) = match runs {
        [] => return conclude(REFUSED),
        [(_, verdict)] => return conclude(*verdict),
        more => more.split_at(more.len() / 2),
    };
    let (left, right) = (find(below), find(above));
    let mut steps = match u8::try_from(left.len()) {
        Ok(length) => vec![branch(IF_AT_LEAST, above[0].0, length, 0)],
        Err(_) => vec![
            branch(IF_AT_LEAST, above[0].0, 0, 1),
            step(JUMP, length(&left)),
        ],
    };
    steps.extend(left);
    steps.extend(right);
    steps
}

fn conclude(verdict: Verdict) -> Vec<sock_filter> {
    let allow = step(RETURN, libc::SECCOMP_RET_ALLOW);
    let fail = |errno: i32| step(RETURN, libc::SECCOMP_RET_ERRNO | errno.cast_unsigned());
    let (argument, if_so, otherwise) = match verdict {
        Verdict::Allow => return vec![allow],
        Verdict::Errno(errno) => return vec![fail(errno)],
        Verdict::If(argument) => (argument, allow, fail(libc::EPERM)),
        Verdict::Unless(argument) => (argument, fail(libc::EPERM), allow),
    };
    let mut steps = vec![step(LOAD, ARGUMENT_AT)];
    match argument {
        Argument::Is(value) => steps.push(branch(IF_EQUAL, value, 0, 1)),
        Argument::Shares(bits) => steps.push(branch(IF_BITS, bits, 0, 1)),
        Argument::IsOneOf(values) => {
            for (after, value) in (0..values.len()).rev().zip(values) {
                // A handful of values: never far.
                let to_end = u8::try_from(after).unwrap_or(u8::MAX);
                let miss = u8::from(after == 0);
                steps.push(branch(IF_EQUAL, *value, to_end, miss));
            }
        }
    }
    steps.extend([if_so, otherwise]);
    steps
}

fn length(steps: &[sock_filter]) -> u32 {
    u32::try_from(steps.len()).unwrap_or(u32::MAX)
}

fn step(code: u32, k: u32) -> sock_filter {
    branch(code, k, 0, 0)
}

/// `jt` and `jf`: steps to pass over if so, and if not.
fn branch(code: u32, k: u32, jt: u8, jf: u8) -> sock_filter {
    sock_filter {
        code: u16::try_from(code).unwrap_or(u16::MAX),
        jt,
        jf,
        k,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

    pub(crate) fn errno(number: i32) -> u32 {
        libc::SECCOMP_RET_ERRNO | number.cast_unsigned()
    }

    /// Runs the program on a call as the kernel would.
    pub(crate) fn ask(
        program: &[sock_filter],
        architecture: u32,
        number: u32,
        argument: u64,
    ) -> u32 {
        let (mut at, mut value) = (0, 0);
        loop {
            let now = program[at];
            at += 1;
            let jump = |so: bool| usize::from(if so { now.jt } else { now.jf });
            match u32::from(now.code) {
                LOAD => {
                    value = match now.k {
                        NUMBER_AT => number,
                        ARCHITECTURE_AT => architecture,
                        ARGUMENT_AT => (argument & 0xffff_ffff) as u32,
                        other => panic!("loads {other}"),
                    }
                }
                JUMP => at += now.k as usize,
                IF_EQUAL => at += jump(value == now.k),
                IF_AT_LEAST => at += jump(value >= now.k),
                IF_BITS => at += jump(value & now.k != 0),
                RETURN => return now.k,
                other => panic!("step {other:#x}"),
            }
        }
    }

    #[test]
    fn every_number_finds_its_verdict() {
        let mut rules = Rules::new();
        for number in (0..3000).filter(|number| number % 7 < 3) {
            rules.insert(number, Verdict::Allow);
        }
        rules.insert(5, Verdict::Errno(38));
        rules.insert(u32::MAX, Verdict::Allow);
        let program = program(&[(1, Rules::new()), (2, rules.clone())]);
        for number in (0..4000).chain([u32::MAX - 1, u32::MAX]) {
            let expected = match rules.get(&number) {
                Some(Verdict::Allow) => ALLOW,
                Some(_) => errno(38),
                None => errno(libc::EPERM),
            };
            assert_eq!(ask(&program, 2, number, 0), expected, "{number}");
            assert_eq!(ask(&program, 1, number, 0), errno(libc::EPERM));
        }
    }
}
