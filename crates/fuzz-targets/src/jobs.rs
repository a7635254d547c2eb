//! Schedules' expressions, and what hooks answer.

use berth_ecs::jobs::cron::Expression;
use berth_ecs::services::HookAnswer;
use berth_model::{HookStatus, Timestamp};

/// The first eight bytes are a time, the rest an expression: it is due after that time or never, and then later.
pub(crate) fn schedule_expression(bytes: &[u8]) {
    let Some((time, text)) = bytes.split_first_chunk::<8>() else {
        return;
    };
    let Ok(expression) = Expression::parse(&String::from_utf8_lossy(text)) else {
        return;
    };
    let (since, after) = (Timestamp(0), Timestamp(i64::from_le_bytes(*time)));
    if let Some(next) = expression.next_after(since, after) {
        assert!(next > after, "due before it was asked for");
        if let Some(later) = expression.next_after(since, next) {
            assert!(later > next, "the same time twice");
        }
    }
}

/// The first byte chooses the status, the rest is the body.
pub(crate) fn hook_answer(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first() else {
        return;
    };
    let status = 200 + 100 * u16::from(status % 4);
    match HookAnswer::parse(status, body) {
        HookAnswer::Said { status: said, .. } => {
            assert_eq!(status, 200, "only a good status says something");
            assert!(matches!(
                said,
                HookStatus::Succeeded | HookStatus::Failed | HookStatus::InProgress
            ));
        }
        HookAnswer::None(_) => assert_eq!(status, 500),
        HookAnswer::Nonsense(_) => assert_ne!(status, 500),
    }
}
