//! When a schedule is due: EventBridge's `cron(…)` and `rate(…)`, in UTC, without a clock.
//!
//! `cron(minutes hours day-of-month month day-of-week year)`: `*`, numbers, names of months and weekdays, lists, ranges,
//! steps; one of the two days must be `?`. `L` is the last day of the month. `rate(5 minutes)`: seconds, minutes, hours
//! or days, counted from when the schedule was made.

use berth_model::Timestamp;
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveDateTime, Timelike as _};

/// An expression, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// At these minutes.
    Cron(Box<Cron>),
    /// Every so many seconds.
    Rate(i64),
}

/// A set of minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: u64,
    hours: u64,
    /// 1 to 31; bit 0: the last of the month.
    days: u64,
    months: u64,
    /// 0 is Sunday.
    weekdays: u64,
    /// From 1970; `None`: every year.
    years: Option<Vec<(u32, u32, u32)>>,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    /// It is neither.
    #[error("must be cron(minutes hours day-of-month month day-of-week year) or rate(number unit)")]
    Form,
    /// A field does not say what it should.
    #[error(
        "{field} \"{text}\" must have numbers from {low} to {high}, with *, lists, ranges and steps"
    )]
    Field {
        /// Which.
        field: &'static str,
        /// As it was given.
        text: String,
        /// The least number.
        low: u32,
        /// The greatest.
        high: u32,
    },
    /// Both days or none.
    #[error("one of day-of-month and day-of-week must be ?, and only one")]
    Days,
    /// Not a number of a unit.
    #[error(
        "rate must be a number above 0 and second(s), minute(s), hour(s) or day(s), 365 days at most"
    )]
    Rate,
    /// It names no day there is.
    #[error("is never due")]
    Never,
}

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/// The years that EventBridge knows.
const YEARS: (u32, u32) = (1970, 2199);
/// Nothing is due less often: 29 February, over the turn of a century.
const DAYS_AHEAD: i64 = 8 * 366 + 10;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// [`CronError`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, CronError> {
        let inner = |name: &str| text.strip_prefix(name)?.strip_suffix(')');
        if let Some(inner) = inner("rate(") {
            return rate(inner).map(Self::Rate);
        }
        let fields: Vec<&str> = inner("cron(")
            .ok_or(CronError::Form)?
            .split_whitespace()
            .collect();
        let [minutes, hours, days, months, weekdays, years] = fields[..] else {
            return Err(CronError::Form);
        };
        if (days == "?") == (weekdays == "?") {
            return Err(CronError::Days);
        }
        let cron = Cron {
            minutes: set("minutes", minutes, 0, 59, &[])?,
            hours: set("hours", hours, 0, 23, &[])?,
            days: match days {
                "?" => 0,
                "L" => 1,
                days => set("day-of-month", days, 1, 31, &[])?,
            },
            months: set("month", months, 1, 12, &MONTHS)?,
            // On the wire Sunday is 1.
            weekdays: match weekdays {
                "?" => 0,
                days => set("day-of-week", days, 1, 7, &WEEKDAYS)? >> 1,
            },
            years: match years {
                "*" => None,
                years => Some(ranges("year", years, YEARS.0, YEARS.1, &[])?),
            },
        };
        let epoch = Timestamp(0);
        if cron.next_after(epoch).is_none() && cron.years.is_none() {
            return Err(CronError::Never);
        }
        Ok(Self::Cron(Box::new(cron)))
    }

    /// The first moment after `after` at which it is due; `None` if there is none any more. A rate counts from `since`.
    #[must_use]
    pub fn next_after(&self, since: Timestamp, after: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Cron(cron) => cron.next_after(after),
            Self::Rate(seconds) => {
                let step = seconds.checked_mul(1_000)?;
                let passed = after.0.saturating_sub(since.0).max(0);
                let rounds = passed / step + 1;
                Some(Timestamp(since.0.checked_add(rounds.checked_mul(step)?)?))
            }
        }
    }
}

impl Cron {
    fn next_after(&self, after: Timestamp) -> Option<Timestamp> {
        let after = DateTime::from_timestamp_millis(after.0)?.naive_utc();
        let minute = after.with_second(0)?.with_nanosecond(0)?;
        let first = minute.checked_add_signed(Duration::minutes(1))?;
        let start = match &self.years {
            // Years ahead are not walked through day by day.
            Some(years) => Self::begin_in(years, first)?,
            None => first,
        };
        let mut day = start.date();
        for _ in 0..DAYS_AHEAD {
            if self.has_day(day) {
                let from = if day == start.date() {
                    start
                } else {
                    day.and_hms_opt(0, 0, 0)?
                };
                if let Some(at) = self.in_day(from) {
                    return Some(Timestamp(at.and_utc().timestamp_millis()));
                }
            }
            day = day.succ_opt()?;
        }
        None
    }

    /// The first moment from `first` on in a year that it has.
    fn begin_in(years: &[(u32, u32, u32)], first: NaiveDateTime) -> Option<NaiveDateTime> {
        let now = u32::try_from(first.year()).ok()?;
        let year = (now..=YEARS.1).find(|year| has(years, *year))?;
        if year == now {
            return Some(first);
        }
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, 1, 1)?.and_hms_opt(0, 0, 0)
    }

    fn has_day(&self, day: NaiveDate) -> bool {
        let last = day.succ_opt().is_none_or(|next| next.day() == 1);
        let year = u32::try_from(day.year()).unwrap_or(0);
        bit(self.months, day.month())
            && self.years.as_ref().is_none_or(|years| has(years, year))
            && (bit(self.days, day.day())
                || last && bit(self.days, 0)
                || bit(self.weekdays, day.weekday().num_days_from_sunday()))
    }

    /// The first moment of a day from `from` on.
    fn in_day(&self, from: NaiveDateTime) -> Option<NaiveDateTime> {
        for hour in (from.hour()..24).filter(|hour| bit(self.hours, *hour)) {
            let first = if hour == from.hour() {
                from.minute()
            } else {
                0
            };
            if let Some(minute) = (first..60).find(|minute| bit(self.minutes, *minute)) {
                return from.date().and_hms_opt(hour, minute, 0);
            }
        }
        None
    }
}

fn bit(set: u64, number: u32) -> bool {
    set & (1 << number) != 0
}

fn has(ranges: &[(u32, u32, u32)], number: u32) -> bool {
    ranges.iter().any(|(from, to, step)| {
        (*from..=*to).contains(&number) && (number - from).is_multiple_of(*step)
    })
}

fn rate(text: &str) -> Result<i64, CronError> {
    let mut words = text.split_whitespace();
    let (Some(number), Some(unit), None) = (words.next(), words.next(), words.next()) else {
        return Err(CronError::Rate);
    };
    let unit = match unit {
        "second" | "seconds" => 1,
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3_600,
        "day" | "days" => 86_400,
        _ => return Err(CronError::Rate),
    };
    let all = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = number.parse().ok().filter(|_| all).ok_or(CronError::Rate)?;
    let seconds = number.checked_mul(unit).ok_or(CronError::Rate)?;
    (1..=365 * 86_400)
        .contains(&seconds)
        .then_some(seconds)
        .ok_or(CronError::Rate)
}

/// The numbers of a field as bits.
fn set(
    field: &'static str,
    text: &str,
    low: u32,
    high: u32,
    names: &[&str],
) -> Result<u64, CronError> {
    let ranges = ranges(field, text, low, high, names)?;
    let numbers = (low..=high).filter(|number| has(&ranges, *number));
    Ok(numbers.fold(0, |set, number| set | 1 << number))
}

/// The numbers of a field as ranges with steps.
fn ranges(
    field: &'static str,
    text: &str,
    low: u32,
    high: u32,
    names: &[&str],
) -> Result<Vec<(u32, u32, u32)>, CronError> {
    let wrong = || CronError::Field {
        field,
        text: text.to_owned(),
        low,
        high,
    };
    let number = |text: &str| -> Result<u32, CronError> {
        let named = names.iter().position(|it| it.eq_ignore_ascii_case(text));
        if let Some(at) = named {
            return Ok(low + u32::try_from(at).unwrap_or(0));
        }
        let all = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| all).ok_or_else(wrong)?;
        (low..=high)
            .contains(&number)
            .then_some(number)
            .ok_or_else(wrong)
    };
    let one = |part: &str| {
        let (range, step) = match part.split_once('/') {
            None => (part, None),
            Some((range, step)) => {
                let digits = step.bytes().all(|byte| byte.is_ascii_digit());
                let step: u32 = step.parse().ok().filter(|_| digits).ok_or_else(wrong)?;
                (range, Some(step).filter(|it| (1..=high).contains(it)))
            }
        };
        if part.contains('/') && step.is_none() {
            return Err(wrong());
        }
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (number(from)?, number(to)?),
            None if range == "*" => (low, high),
            // `5/15` goes on to the end.
            None => (
                number(range)?,
                if step.is_some() { high } else { number(range)? },
            ),
        };
        if from > to {
            return Err(wrong());
        }
        Ok((from, to, step.unwrap_or(1)))
    };
    text.split(',').map(one).collect()
}

#[cfg(test)]
mod tests;
