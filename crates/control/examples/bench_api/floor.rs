//! The least that a request costs: its body hashed, its signature made, its JSON parsed and the
//! answer's written, in one thread.

use std::hint::black_box;
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::Outcome;

const LENGTH: Duration = Duration::from_millis(300);
/// As long as a canonical request is.
const CANONICAL: usize = 350;

/// Microseconds for one request with this body and this answer.
pub(crate) fn microseconds(body: &[u8], answer: &[u8]) -> Outcome<f64> {
    let answer: Value = serde_json::from_slice(answer)?;
    let canonical = [b'c'; CANONICAL];
    let (started, before) = (Instant::now(), thread_seconds()?);
    let mut rounds = 0_u32;
    while started.elapsed() < LENGTH {
        for _ in 0..10 {
            let body_hash = Sha256::digest(black_box(body));
            let hash = Sha256::digest(black_box(canonical));
            let mut mac = Hmac::<Sha256>::new_from_slice(&body_hash)?;
            mac.update(&hash);
            black_box(mac.finalize());
            black_box(serde_json::from_slice::<Value>(black_box(body))?);
            black_box(serde_json::to_vec(black_box(&answer))?);
            rounds += 1;
        }
    }
    Ok((thread_seconds()? - before) * 1e6 / f64::from(rounds))
}

/// The processor time of this thread, which is the only one at work.
fn thread_seconds() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = stat.split_whitespace().next().ok_or("no fields")?;
    Ok(nanoseconds.parse::<f64>()? / 1e9)
}
