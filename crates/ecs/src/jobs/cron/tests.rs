use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Timestamp {
    let time = DateTime::parse_from_rfc3339(text).expect("a time");
    Timestamp(time.timestamp_millis())
}

fn text(at: Timestamp) -> String {
    let time = DateTime::from_timestamp_millis(at.0).expect("a time");
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn next(expression: &str, after: &str) -> String {
    let expression = Expression::parse(expression).expect("an expression");
    let next = expression.next_after(at("2026-01-01T00:00:00Z"), at(after));
    next.map_or_else(|| "never".to_owned(), text)
}

#[test]
fn the_next_time_is_the_first_after() {
    for (expression, after, due) in [
        (
            "cron(* * * * ? *)",
            "2026-11-30T10:00:00Z",
            "2026-11-30T10:01:00Z",
        ),
        (
            "cron(* * * * ? *)",
            "2026-11-30T10:00:59.999Z",
            "2026-11-30T10:01:00Z",
        ),
        (
            "cron(0 10 * * ? *)",
            "2026-11-30T10:00:00Z",
            "2026-12-01T10:00:00Z",
        ),
        (
            "cron(15 12 * * ? *)",
            "2026-11-30T10:00:00Z",
            "2026-11-30T12:15:00Z",
        ),
        (
            "cron(0/15 * * * ? *)",
            "2026-11-30T10:16:00Z",
            "2026-11-30T10:30:00Z",
        ),
        (
            "cron(0 8 1 * ? *)",
            "2026-11-30T10:00:00Z",
            "2026-12-01T08:00:00Z",
        ),
        (
            "cron(0 18 ? * MON-FRI *)",
            "2026-11-27T18:00:00Z",
            "2026-11-30T18:00:00Z",
        ),
        (
            "cron(0 0 ? * SUN *)",
            "2026-11-30T00:00:00Z",
            "2026-12-06T00:00:00Z",
        ),
        (
            "cron(0 0 ? * 1 *)",
            "2026-11-30T00:00:00Z",
            "2026-12-06T00:00:00Z",
        ),
        (
            "cron(5,35 14 * * ? *)",
            "2026-11-30T14:05:00Z",
            "2026-11-30T14:35:00Z",
        ),
        (
            "cron(0 0 L * ? *)",
            "2027-02-01T00:00:00Z",
            "2027-02-28T00:00:00Z",
        ),
        (
            "cron(0 0 29 FEB ? *)",
            "2026-11-30T00:00:00Z",
            "2028-02-29T00:00:00Z",
        ),
        (
            "cron(0 0 29 2 ? *)",
            "2096-03-01T00:00:00Z",
            "2104-02-29T00:00:00Z",
        ),
        (
            "cron(30 9 1 JAN ? 2030-2032)",
            "2026-11-30T00:00:00Z",
            "2030-01-01T09:30:00Z",
        ),
        ("cron(30 9 1 1 ? 2020)", "2026-11-30T00:00:00Z", "never"),
        (
            "rate(1 minute)",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:01:00Z",
        ),
        (
            "rate(1 minute)",
            "2026-01-01T00:00:59.999Z",
            "2026-01-01T00:01:00Z",
        ),
        (
            "rate(1 minute)",
            "2026-01-01T00:01:00Z",
            "2026-01-01T00:02:00Z",
        ),
        (
            "rate(7 days)",
            "2026-01-09T00:00:00Z",
            "2026-01-15T00:00:00Z",
        ),
        (
            "rate(5 hours)",
            "2025-01-01T00:00:00Z",
            "2026-01-01T05:00:00Z",
        ),
        (
            "rate(10 seconds)",
            "2026-01-01T00:00:11Z",
            "2026-01-01T00:00:20Z",
        ),
    ] {
        assert_eq!(next(expression, after), due, "{expression} after {after}");
    }
}

#[test]
fn what_is_none_says_why() {
    let field = |text: &str| CronError::Field {
        field: "minutes",
        text: text.to_owned(),
        low: 0,
        high: 59,
    };
    for (expression, error) in [
        ("", CronError::Form),
        ("every minute", CronError::Form),
        ("cron(* * * * ?)", CronError::Form),
        ("cron(* * * * * *)", CronError::Days),
        ("cron(* * ? * ? *)", CronError::Days),
        ("cron(60 * * * ? *)", field("60")),
        ("cron(-1 * * * ? *)", field("-1")),
        ("cron(5-1 * * * ? *)", field("5-1")),
        ("cron(*/0 * * * ? *)", field("*/0")),
        ("cron(1,, * * * ? *)", field("1,,")),
        ("cron(+5 * * * ? *)", field("+5")),
        ("cron(0 0 30 2 ? *)", CronError::Never),
        ("rate(0 minutes)", CronError::Rate),
        ("rate(5 weeks)", CronError::Rate),
        ("rate(366 days)", CronError::Rate),
        ("rate(99999999999999999999 days)", CronError::Rate),
    ] {
        assert_eq!(Expression::parse(expression), Err(error), "{expression}");
    }
}

fn part(low: u32, high: u32) -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just("*".to_owned()),
        2 => (low..=high).prop_map(|it| it.to_string()),
        1 => (low..=high, low..=high).prop_map(|(a, b)| format!("{}-{}", a.min(b), a.max(b))),
        1 => (low..=high, 1..=high.max(1)).prop_map(|(a, step)| format!("{a}/{step}")),
    ]
}

proptest! {
    /// Against a walk through every minute of two days.
    #[test]
    fn no_minute_is_missed_and_none_is_too_many(
        minutes in part(0, 59),
        hours in part(0, 23),
        weekdays in part(1, 7),
        start in 0_i64..60 * 24 * 365 * 4,
        second in 0_i64..60_000,
    ) {
        let expression = Expression::parse(&format!("cron({minutes} {hours} ? * {weekdays} *)"));
        let expression = expression.expect("an expression");
        let Expression::Cron(cron) = &expression else { panic!("cron") };
        let base = at("2024-01-01T00:00:00Z").0 + start * 60_000;
        let after = Timestamp(base + second);
        let walked = (1..=2 * 24 * 60).map(|minute| base + minute * 60_000).find(|ms| {
            let time = DateTime::from_timestamp_millis(*ms).expect("a time").naive_utc();
            bit(cron.minutes, time.minute())
                && bit(cron.hours, time.hour())
                && bit(cron.weekdays, time.weekday().num_days_from_sunday())
        });
        let found = expression.next_after(Timestamp(0), after).expect("every week");
        prop_assert!(found > after);
        match walked {
            Some(walked) => prop_assert_eq!(found.0, walked),
            None => prop_assert!(found.0 > base + 2 * 24 * 3_600_000),
        }
    }

    #[test]
    fn a_rate_never_drifts(seconds in 1_i64..100_000, since in 0_i64..1_000_000_000, after in 0_i64..10_000_000_000) {
        let expression = Expression::Rate(seconds);
        let next = expression.next_after(Timestamp(since), Timestamp(after)).expect("for ever");
        prop_assert!(next.0 > after && next.0 > since);
        prop_assert_eq!((next.0 - since) % (seconds * 1_000), 0);
        prop_assert!(next.0 - after.max(since) <= seconds * 1_000);
    }

    #[test]
    fn no_text_panics(text in "(cron|rate)\\(([0-9*?/,L-]{0,5} ?){0,7}\\)?") {
        if let Ok(expression) = Expression::parse(&text) {
            let _ = expression.next_after(Timestamp(0), Timestamp(i64::MAX / 4));
            let _ = expression.next_after(Timestamp(i64::MIN / 4), Timestamp(i64::MIN / 4));
        }
    }
}
