//! Whether the machine's timer works.
//!
//! A kernel that is emulated measures its timer against the processor's counter while it boots. If the
//! host lets the virtual processor wait just then, the result is wrong, or so small that the kernel
//! does without a timer. Then nothing that waits for some time ever goes on, and what does not wait
//! works as if nothing were amiss. Such a machine is of no use.

use std::io;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::time::TimeSpec;
use nix::sys::timerfd::{ClockId, Expiration, TimerFd, TimerFlags, TimerSetTimeFlags};

/// How long the timer is asked to wait.
const WAIT: Duration = Duration::from_millis(2);
/// A processor that has other things to do is late as well, but not each time.
const LATE_MAX: Duration = Duration::from_millis(4);
/// A timer that has not come by then does not.
const PATIENCE: Duration = Duration::from_millis(250);
const TRIES: u32 = 8;
/// The clock itself may be one that the timer moves.
const LOOKS_MAX: u32 = 2_000_000;

/// Makes sure that waits take as long as they are to.
///
/// # Errors
/// If they take longer, or for ever.
pub(super) fn works() -> io::Result<()> {
    judge(wait)
}

fn judge(mut wait: impl FnMut() -> io::Result<Option<Duration>>) -> io::Result<()> {
    for _ in 0..TRIES {
        match wait()? {
            None => return Err(io::Error::other("the virtual machine has no timer")),
            Some(waited) if waited <= LATE_MAX => return Ok(()),
            Some(_) => {}
        }
    }
    Err(io::Error::other("the virtual machine's timer is too slow"))
}

/// How long a wait took, by looking all the time; `None` if it does not end.
fn wait() -> io::Result<Option<Duration>> {
    let flags = TimerFlags::TFD_NONBLOCK | TimerFlags::TFD_CLOEXEC;
    let timer = TimerFd::new(ClockId::CLOCK_MONOTONIC, flags)?;
    let began = Instant::now();
    timer.set(
        Expiration::OneShot(TimeSpec::from_duration(WAIT)),
        TimerSetTimeFlags::empty(),
    )?;
    for _ in 0..LOOKS_MAX {
        match timer.wait() {
            Ok(()) => return Ok(Some(began.elapsed())),
            Err(Errno::EAGAIN | Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
        }
        if began.elapsed() > PATIENCE {
            break;
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(waits: &[Option<u64>]) -> Result<(), String> {
        let mut waits = waits.iter().map(|ms| ms.map(Duration::from_millis));
        let judged = judge(|| Ok(waits.next().expect("another wait")));
        judged.map_err(|error| error.to_string())
    }

    #[test]
    fn one_wait_that_is_right_is_enough_and_one_without_an_end_too_much() {
        assert_eq!(after(&[Some(2)]), Ok(()));
        assert_eq!(after(&[Some(30), Some(9), Some(3)]), Ok(()));
        let slow = [Some(20); TRIES as usize];
        assert_eq!(
            after(&slow),
            Err("the virtual machine's timer is too slow".to_owned())
        );
        assert_eq!(
            after(&[Some(20), None]),
            Err("the virtual machine has no timer".to_owned())
        );
    }

    #[test]
    fn this_machine_has_one() {
        let waited = wait().expect("a timer").expect("an end");
        assert!(waited >= WAIT);
    }
}
