use super::*;

#[test]
fn limits_and_retries_are_read() {
    for (text, limit) in [
        ("1", Some(1)),
        ("90s", Some(90)),
        ("15m", Some(900)),
        ("2h", Some(7_200)),
        ("7d", Some(604_800)),
        ("8d", None),
        ("0", None),
        ("", None),
        ("m", None),
        ("-1", None),
        ("+1", None),
        ("1.5h", None),
        ("1hm", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(seconds(text), limit, "{text}");
    }
    for (text, number) in [
        ("0", Some(0)),
        ("100", Some(100)),
        ("101", None),
        ("+1", None),
        ("", None),
    ] {
        let tags = Tags::from([(RETRIES_TAG.to_owned(), text.to_owned())]);
        assert_eq!(retries(&tags), number, "{text}");
    }
}

#[test]
fn a_tasks_own_tags_go_before_its_definitions() {
    let tags = |pairs: &[(&str, &str)]| -> Tags {
        let pairs = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        pairs.collect()
    };
    let definition = tags(&[(TIME_LIMIT_TAG, "1h"), (RETRIES_TAG, "2"), ("team", "a")]);
    let mut own = tags(&[(RETRIES_TAG, "0")]);
    inherit(&definition, &mut own).expect("good");
    assert_eq!(own, tags(&[(RETRIES_TAG, "0"), (TIME_LIMIT_TAG, "1h")]));
    let bad = inherit(&tags(&[(TIME_LIMIT_TAG, "soon")]), &mut Tags::new());
    assert!(bad.expect_err("bad").message.contains(TIME_LIMIT_TAG));
    let bad = inherit(&Tags::new(), &mut tags(&[(RETRIES_TAG, "many")]));
    assert!(bad.expect_err("bad").message.contains(RETRIES_TAG));
}
