use std::collections::BTreeMap;

use berth_model::{Attribute, Timestamp};
use proptest::prelude::*;

use super::{Expression, Subject};

fn with_subject<T>(ask: impl FnOnce(&Subject<'_>) -> T) -> T {
    let attribute = |value: &str| Attribute {
        value: Some(value.to_owned()),
        custom: true,
    };
    let attributes = BTreeMap::from([
        ("ecs.instance-type".to_owned(), attribute("t2.small")),
        ("ecs.availability-zone".to_owned(), attribute("us-east-1b")),
        ("rack".to_owned(), attribute("7")),
        ("stack".to_owned(), attribute("my stack")),
        ("ecs.capability.task-eni".to_owned(), Attribute::default()),
    ]);
    let task_groups = BTreeMap::from([("service:web".to_owned(), 2), ("databases".to_owned(), 1)]);
    ask(&Subject {
        attributes: &attributes,
        agent_connected: true,
        agent_version: Some("1.12.1"),
        ec2_instance_id: Some("i-abcd1234"),
        registered_at: Timestamp(1_529_360_908_250), // 2018-06-18T22:28:28.25Z
        running_tasks_count: 3,
        task_groups: &task_groups,
    })
}

#[track_caller]
fn check(text: &str, expected: bool) {
    let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(
        with_subject(|subject| expression.matches(subject)),
        expected,
        "{text}"
    );
}

#[track_caller]
fn refused(text: &str, position: usize, problem: &str) {
    let error = Expression::parse(text).expect_err(text);
    assert_eq!(
        (error.position, error.problem.as_str()),
        (position, problem),
        "{text}"
    );
}

#[test]
fn attributes() {
    for (text, expected) in [
        ("attribute:ecs.instance-type == t2.small", true),
        ("attribute:ecs.instance-type==t2.small", true),
        ("attribute:ecs.instance-type equals t2.micro", false),
        ("attribute:ecs.instance-type != t2.micro", true),
        ("attribute:ecs.instance-type not_equals t2.small", false),
        ("attribute:ecs.instance-type =~ t2.*", true),
        ("attribute:ecs.instance-type =~ t2", false),
        ("attribute:ecs.instance-type matches '(t2|t3).*'", true),
        ("attribute:ecs.instance-type =~ t[23].[a-z]*", true),
        ("attribute:ecs.instance-type =~ t2.small|t2.micro", true),
        ("attribute:ecs.instance-type !~ g2.*", true),
        ("attribute:ecs.instance-type not_matches t2.*", false),
        (
            "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
            true,
        ),
        (
            "attribute:ecs.availability-zone in [us-east-1a,'us-east-1c']",
            false,
        ),
        ("attribute:ecs.availability-zone !in [us-east-1a]", true),
        ("attribute:ecs.availability-zone not_in [us-east-1b]", false),
        ("attribute:stack == 'my stack'", true),
        ("attribute:stack exists", true),
        ("attribute:ecs.capability.task-eni exists", true),
        ("attribute:nothing exists", false),
        ("attribute:nothing !exists", true),
        ("attribute:nothing not_exists", true),
        ("attribute:nothing != x", true),
        ("attribute:nothing == x", false),
        ("attribute:nothing !in [x]", true),
        ("attribute:rack > 10", false),
        ("attribute:rack less_than 10", true),
        ("attribute:rack >= 7", true),
        ("attribute:rack == 7.0", false),
        ("attribute:ecs.instance-type > t1", true),
    ] {
        check(text, expected);
    }
}

#[test]
fn other_subjects() {
    for (text, expected) in [
        ("agentConnected == true", true),
        ("agentConnected != true", false),
        ("agentVersion >= 1.9", true),
        ("agentVersion < 1.12.1", false),
        ("agentVersion == 1.12.1.0", true),
        ("agentVersion in [1.12.1, 1.13.0]", true),
        ("agentVersion =~ 1\\.12\\..*", true),
        ("ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']", true),
        ("ec2InstanceId exists", true),
        ("runningTasksCount == 3", true),
        ("runningTasksCount greater_than 3", false),
        ("runningTasksCount greater_than_equal 3", true),
        ("runningTasksCount less_than_equal 2", false),
        ("runningTasksCount in [1,2,3]", true),
        ("registeredAt == 2018-06-18T22:28:28+00:00", true),
        ("registeredAt == 2018-06-18T22:28:28Z", true),
        ("registeredAt == 2018-06-18T22:28:28", true),
        ("registeredAt > 2018-06-18", true),
        ("registeredAt < 2018-06-19T00:28:28+02:00", false),
        ("task:group == service:web", true),
        ("task:group == service:production", false),
        ("task:group != databases", false),
        ("task:group =~ service:.*", true),
        ("task:group in [databases]", true),
    ] {
        check(text, expected);
    }
}

#[test]
fn booleans() {
    for (text, expected) in [
        ("runningTasksCount == 3 and agentConnected == true", true),
        ("runningTasksCount == 3&&agentConnected==true", true),
        ("runningTasksCount == 4 or agentConnected == true", true),
        ("runningTasksCount == 4||agentConnected==false", false),
        // `and` binds closer than `or`.
        (
            "runningTasksCount == 3 or runningTasksCount == 3 and agentConnected == false",
            true,
        ),
        (
            "(runningTasksCount == 3 or runningTasksCount == 3) and agentConnected == false",
            false,
        ),
        ("not(task:group == databases)", false),
        ("!(task:group == databases)", false),
        ("not not (task:group == databases)", true),
        ("!task:group == databases", false),
        ("  ( ( agentConnected == true ) )  ", true),
        (
            "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d",
            false,
        ),
        // Names may begin like keywords.
        ("attribute:nothing != x and attribute:order !exists", true),
    ] {
        check(text, expected);
    }
}

#[test]
fn errors_have_a_position() {
    for (text, position, problem) in [
        ("", 0, "expected a subject"),
        ("()", 1, "expected a subject"),
        ("colour == red", 0, "unknown subject 'colour'"),
        ("attribute: == red", 0, "unknown subject 'attribute:'"),
        ("attribute:a red", 12, "expected an operator"),
        ("attribute:a", 11, "expected an operator"),
        ("attribute:a ==", 14, "expected a value"),
        ("attribute:a === b", 14, "expected a value"),
        (
            "attribute:a == b attribute:c == d",
            17,
            "expected 'and', 'or' or the end",
        ),
        ("attribute:a == b and", 20, "expected a subject"),
        ("(attribute:a == b", 17, "expected 'and', 'or' or ')'"),
        ("attribute:a == b)", 16, "expected 'and', 'or' or the end"),
        ("attribute:a == 'b", 17, "expected a closing quote"),
        ("attribute:a in b", 15, "expected '['"),
        ("attribute:a in []", 16, "expected a value"),
        ("attribute:a in [b", 17, "expected ',' or ']'"),
        ("attribute:a in [b, ]", 19, "expected a value"),
        ("attribute:ä == b", 10, "expected an operator"),
        (
            "agentConnected == yes",
            18,
            "expected true or false, not 'yes'",
        ),
        (
            "agentConnected > true",
            15,
            "this operator is not for agentConnected",
        ),
        (
            "agentVersion > new",
            15,
            "expected a version like 1.2.3, not 'new'",
        ),
        (
            "runningTasksCount > 1.5",
            20,
            "expected an integer, not '1.5'",
        ),
        (
            "registeredAt > june",
            15,
            "expected a date like 2018-06-18T22:28:28+00:00, not 'june'",
        ),
        (
            "attribute:stack == 'ä' x",
            23,
            "expected 'and', 'or' or the end",
        ),
    ] {
        refused(text, position, problem);
    }
    let regex = Expression::parse("attribute:a =~ '(b'").expect_err("unclosed");
    assert_eq!(regex.position, 15);
    assert!(
        regex
            .problem
            .starts_with("unusable regular expression '(b' ("),
        "{regex}"
    );
    let deep = format!("{}agentConnected exists{}", "(".repeat(60), ")".repeat(60));
    refused(&deep, 51, "more than 50 parentheses inside each other");
    let long = format!("attribute:a == {}", "b".repeat(2000));
    refused(&long, 2000, "more than 2000 characters");
    check(&format!("{} agentConnected exists", "!".repeat(1900)), true);
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused_inside_itself(text in "[a-z:=!<>~&|()\\[\\]', ]{0,60}") {
        if let Err(error) = Expression::parse(&text) {
            prop_assert!(error.position <= text.chars().count());
        }
    }

    #[test]
    fn negation_is_the_opposite(
        subject in prop::sample::select(vec!["attribute:rack", "attribute:none", "task:group", "ec2InstanceId"]),
        pair in prop::sample::select(vec![("==", "!="), ("=~", "!~"), ("equals", "not_equals")]),
        argument in prop::sample::select(vec!["7", "service:web", "i-abcd1234", ".*"]),
    ) {
        let ask = |operator: &str| {
            let text = format!("{subject} {operator} {argument}");
            let expression = Expression::parse(&text).expect("well formed");
            with_subject(|subject| expression.matches(subject))
        };
        prop_assert_ne!(ask(pair.0), ask(pair.1));
    }
}
