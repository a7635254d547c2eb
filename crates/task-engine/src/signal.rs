//! Names of signals, as images give them.

const SIGTERM: i32 = 15;

/// The number of `SIGQUIT`, `QUIT`, `3`, `SIGRTMIN+3` (Linux); SIGTERM for anything else.
pub(crate) fn number(text: &str) -> i32 {
    let text = text.trim().to_ascii_uppercase();
    if let Ok(number) = text.parse::<i32>() {
        return if (1..=64).contains(&number) {
            number
        } else {
            SIGTERM
        };
    }
    let name = text.strip_prefix("SIG").unwrap_or(&text);
    let realtime = |base: i32, rest: &str| {
        let offset = if rest.is_empty() {
            Some(0)
        } else {
            rest.parse::<i32>().ok()
        };
        offset
            .map(|offset| base + offset)
            .filter(|number| (34..=64).contains(number))
    };
    if let Some(rest) = name.strip_prefix("RTMIN") {
        return realtime(34, rest).unwrap_or(SIGTERM);
    }
    if let Some(rest) = name.strip_prefix("RTMAX") {
        return realtime(64, rest).unwrap_or(SIGTERM);
    }
    let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
        "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
        "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];
    (1..)
        .zip(names)
        .find(|(_, known)| *known == name)
        .map_or(SIGTERM, |(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn names_and_numbers() {
        for (text, expected) in [
            ("SIGQUIT", 3),
            ("term", 15),
            ("9", 9),
            ("SIGRTMIN+3", 37),
            ("SIGRTMAX-1", 63),
            ("SIGWINCH", 28),
            ("", 15),
            ("nonsense", 15),
            ("-4", 15),
            ("SIGRTMIN+99", 15),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
