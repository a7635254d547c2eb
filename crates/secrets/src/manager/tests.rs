use berth_protocol::shape::FromJson;
use serde_json::{Value, json};

use super::*;
use crate::testing::{Region, input, refused, shown};
use crate::{Keyring, Outcome};

const TOKEN: &str = "11111111-1111-1111-1111-111111111111";
const OTHER: &str = "22222222-2222-2222-2222-222222222222";

/// The operations, each from JSON to JSON or a fault.
macro_rules! calls {
    ($($name:ident => $run:expr;)*) => {$(
        fn $name(region: &mut Region, value: Value) -> Outcome<Value> {
            let run = $run;
            run(region, value).map(|answer| shown(Ok(answer)))
        }
    )*};
}

fn keyed<I: FromJson, T>(
    operation: fn(&mut berth_model::Tx, &mut crate::Context<'_>, &Keyring, I) -> Outcome<T>,
) -> impl Fn(&mut Region, Value) -> Outcome<T> {
    move |region, value| region.write(|tx, cx, keys| operation(tx, cx, keys, input(value)))
}

calls! {
    create => keyed(create_secret);
    put => keyed(put_secret_value);
    update => keyed(update_secret);
    stage => |region: &mut Region, value| {
        region.write(|tx, cx, _| update_secret_version_stage(tx, cx, input(value)))
    };
    get => |region: &mut Region, value| {
        region.read(|state, cx, keys| {
            get_secret_value(state, cx, keys, &input(value)).map(|(answer, _)| answer)
        })
    };
    describe => |region: &mut Region, value| {
        region.read(|state, cx, _| describe_secret(state, cx, &input(value)))
    };
    versions => |region: &mut Region, value| {
        region.read(|state, cx, _| list_secret_version_ids(state, cx, &input(value)))
    };
    list => |region: &mut Region, value| {
        region.read(|state, cx, _| list_secrets(state, cx, &input(value)))
    };
    batch => |region: &mut Region, value| {
        region.read(|state, cx, keys| batch_get_secret_value(state, cx, keys, &input(value)))
    };
    delete => |region: &mut Region, value| {
        region.write(|tx, cx, _| delete_secret(tx, cx, &input(value)))
    };
    restore => |region: &mut Region, value| {
        region.write(|tx, cx, _| restore_secret(tx, cx, &input(value)))
    };
    tag => |region: &mut Region, value| {
        region.write(|tx, cx, _| tag_resource(tx, cx, input(value)))
    };
    untag => |region: &mut Region, value| {
        region.write(|tx, cx, _| untag_resource(tx, cx, &input(value)))
    };
    policy => |region: &mut Region, value| {
        region.read(|state, cx, _| get_resource_policy(state, cx, &input(value)))
    };
    password => |region: &mut Region, value| {
        region.read(|_, cx, _| get_random_password(cx.entropy, &input(value)))
    };
}

/// A region with the secret `db`, whose value is `one`.
fn region() -> Region {
    let mut region = Region::new();
    let asked = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": TOKEN});
    create(&mut region, asked).expect("created");
    region
}

fn value_of(region: &mut Region, asked: Value) -> String {
    let answer = get(region, asked).expect("a value");
    answer["SecretString"].as_str().expect("text").to_owned()
}

#[test]
fn a_secret_is_made_once() {
    let mut region = region();
    let again = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": TOKEN});
    let answer = create(&mut region, again).expect("the same once more");
    assert_eq!(answer["VersionId"], TOKEN);
    let arn = answer["ARN"].as_str().expect("an ARN");
    let (head, suffix) = arn.rsplit_once('-').expect("a suffix");
    assert_eq!(
        head,
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:db"
    );
    assert_eq!(suffix.len(), 6);
    let other = json!({"Name": "db", "SecretString": "two", "ClientRequestToken": TOKEN});
    refused(create(&mut region, other), "ResourceExistsException", TOKEN);
    let other = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": OTHER});
    refused(
        create(&mut region, other),
        "ResourceExistsException",
        "db already exists",
    );
}

#[test]
fn what_a_secret_may_be() {
    let mut region = Region::new();
    let mut check = |asked: Value, code: &str, part: &str| {
        refused(create(&mut region, asked), code, part);
    };
    let invalid = "InvalidParameterException";
    check(json!({"Name": "a b"}), invalid, "Name");
    let both = json!({"Name": "a", "SecretString": "x", "SecretBinary": "eA=="});
    check(both, invalid, "both");
    let long = "é".repeat(40_000);
    check(
        json!({"Name": "a", "SecretString": long}),
        invalid,
        "SecretString",
    );
    check(
        json!({"Name": "a", "SecretBinary": ""}),
        invalid,
        "SecretBinary",
    );
    let tags = json!([{"Key": "aws:x", "Value": ""}]);
    check(json!({"Name": "a", "Tags": tags}), invalid, "aws:");
    let request = "InvalidRequestException";
    check(
        json!({"Name": "a", "KmsKeyId": "alias/mine"}),
        request,
        "KmsKeyId",
    );
    let replicas = json!([{"Region": "eu-west-1"}]);
    check(
        json!({"Name": "a", "AddReplicaRegions": replicas}),
        request,
        "AddReplicaRegions",
    );
}

#[test]
fn stages_move_with_new_values() {
    let mut region = region();
    let two = json!({"SecretId": "db", "SecretString": "two", "ClientRequestToken": OTHER});
    let answer = put(&mut region, two.clone()).expect("put");
    assert_eq!(answer["VersionStages"], json!(["AWSCURRENT"]));
    assert_eq!(put(&mut region, two).expect("once more"), answer);
    let three = json!({"SecretId": "db", "SecretString": "three", "ClientRequestToken": OTHER});
    refused(put(&mut region, three), "ResourceExistsException", OTHER);
    assert_eq!(value_of(&mut region, json!({"SecretId": "db"})), "two");
    let previous = json!({"SecretId": "db", "VersionStage": "AWSPREVIOUS"});
    assert_eq!(value_of(&mut region, previous.clone()), "one");
    let pending = json!({
        "SecretId": "db", "SecretString": "three", "VersionStages": ["AWSPENDING"],
    });
    let pending = put(&mut region, pending).expect("put")["VersionId"].clone();
    assert_eq!(value_of(&mut region, json!({"SecretId": "db"})), "two");
    let promote = json!({
        "SecretId": "db", "VersionStage": "AWSCURRENT",
        "MoveToVersionId": pending, "RemoveFromVersionId": OTHER,
    });
    stage(&mut region, promote).expect("promoted");
    assert_eq!(value_of(&mut region, json!({"SecretId": "db"})), "three");
    assert_eq!(value_of(&mut region, previous), "two");
    let of_one = json!({"SecretId": "db", "VersionId": TOKEN});
    assert_eq!(value_of(&mut region, of_one), "one");
    let described = describe(&mut region, json!({"SecretId": "db"})).expect("described");
    let stages = &described["VersionIdsToStages"];
    assert_eq!(
        stages[pending.as_str().expect("text")],
        json!(["AWSCURRENT", "AWSPENDING"])
    );
    assert_eq!(stages[OTHER], json!(["AWSPREVIOUS"]));
    assert_eq!(stages.get(TOKEN), None);
    let listed = versions(&mut region, json!({"SecretId": "db"})).expect("listed");
    assert_eq!(listed["Versions"].as_array().map(Vec::len), Some(2));
    let mut all = Vec::new();
    let mut asked = json!({"SecretId": "db", "IncludeDeprecated": true, "MaxResults": 2});
    loop {
        let page = versions(&mut region, asked.clone()).expect("a page");
        all.extend(page["Versions"].as_array().expect("a list").clone());
        match page.get("NextToken") {
            Some(next) => asked["NextToken"] = next.clone(),
            None => break,
        }
    }
    assert_eq!(all.len(), 3);
    asked["NextToken"] = json!("x");
    refused(
        versions(&mut region, asked),
        "InvalidNextTokenException",
        "NextToken",
    );
}

#[test]
fn a_stage_is_moved_with_care() {
    let mut region = region();
    let answer = put(
        &mut region,
        json!({"SecretId": "db", "SecretString": "two"}),
    );
    let two = answer.expect("put")["VersionId"].clone();
    let mut check = |asked: Value, code: &str, part: &str| {
        let mut whole = json!({"SecretId": "db"});
        whole
            .as_object_mut()
            .expect("an object")
            .extend(asked.as_object().cloned().expect("one"));
        refused(stage(&mut region, whole), code, part);
    };
    let invalid = "InvalidParameterException";
    check(json!({"VersionStage": "x"}), invalid, "MoveToVersionId");
    let away = json!({"VersionStage": "AWSCURRENT", "RemoveFromVersionId": two});
    check(away, invalid, "only move");
    let blind = json!({"VersionStage": "AWSCURRENT", "MoveToVersionId": TOKEN});
    check(blind, invalid, "RemoveFromVersionId must be given");
    let wrong = json!({"VersionStage": "AWSCURRENT", "RemoveFromVersionId": TOKEN, "MoveToVersionId": TOKEN});
    check(wrong, invalid, "not attached");
    let unknown = json!({"VersionStage": "x", "MoveToVersionId": OTHER});
    check(unknown, "ResourceNotFoundException", OTHER);
    let label = json!({"SecretId": "db", "VersionStage": "mine", "MoveToVersionId": TOKEN});
    stage(&mut region, label).expect("labelled");
    let asked = json!({"SecretId": "db", "VersionStage": "mine"});
    assert_eq!(value_of(&mut region, asked.clone()), "one");
    let off = json!({"SecretId": "db", "VersionStage": "mine", "RemoveFromVersionId": TOKEN});
    stage(&mut region, off).expect("taken off");
    refused(
        get(&mut region, asked),
        "ResourceNotFoundException",
        "staging label: mine",
    );
}

#[test]
fn secrets_are_found_by_name_arn_and_part_of_it() {
    let mut region = region();
    let arn = describe(&mut region, json!({"SecretId": "db"})).expect("described")["ARN"].clone();
    let arn = arn.as_str().expect("text").to_owned();
    let partial = arn[..arn.len() - 7].to_owned();
    for id in [&arn, &partial, "db"] {
        assert_eq!(
            value_of(&mut region, json!({"SecretId": id})),
            "one",
            "{id}"
        );
    }
    let elsewhere = arn.replace("us-east-1", "eu-west-1");
    for id in ["nothing", &elsewhere, &format!("{partial}-AbCdEf")] {
        let asked = get(&mut region, json!({"SecretId": id}));
        refused(
            asked,
            "ResourceNotFoundException",
            "can't find the specified secret",
        );
    }
    let asked = get(
        &mut region,
        json!({"SecretId": "arn:aws:ecs:r:1:cluster/x"}),
    );
    refused(asked, "InvalidParameterException", "SecretId");
    let mismatch = json!({"SecretId": "db", "VersionId": TOKEN, "VersionStage": "AWSPENDING"});
    refused(
        get(&mut region, mismatch),
        "InvalidRequestException",
        "not associated",
    );
    let unknown = json!({"SecretId": "db", "VersionId": OTHER});
    refused(
        get(&mut region, unknown),
        "ResourceNotFoundException",
        OTHER,
    );
}

#[test]
fn a_name_that_ends_like_a_suffix_is_found() {
    let mut region = Region::new();
    let asked = json!({"Name": "db-AbCdEf", "SecretString": "x"});
    let arn = create(&mut region, asked).expect("created")["ARN"].clone();
    let partial = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
    for id in [arn.as_str().expect("text"), partial] {
        assert_eq!(value_of(&mut region, json!({"SecretId": id})), "x");
    }
}

#[test]
fn bytes_stay_bytes() {
    let mut region = Region::new();
    create(&mut region, json!({"Name": "raw", "SecretBinary": "AP8="})).expect("created");
    let answer = get(&mut region, json!({"SecretId": "raw"})).expect("a value");
    assert_eq!(answer["SecretBinary"], "AP8=");
    assert_eq!(answer.get("SecretString"), None);
}

#[test]
fn a_deleted_secret_waits_comes_back_or_goes() {
    let mut region = region();
    let short = json!({"SecretId": "db", "RecoveryWindowInDays": 3});
    refused(
        delete(&mut region, short),
        "InvalidParameterException",
        "RecoveryWindowInDays",
    );
    let both = json!({
        "SecretId": "db", "RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": true,
    });
    refused(
        delete(&mut region, both),
        "InvalidParameterException",
        "together",
    );
    let week = json!({"SecretId": "db", "RecoveryWindowInDays": 7});
    let answer = delete(&mut region, week.clone()).expect("deleted");
    let date = answer["DeletionDate"].as_f64().expect("a time");
    let seconds = date - region.now.as_seconds();
    assert!((seconds - 7.0 * 86400.0).abs() < 1.0, "{seconds}");
    let marked = "marked for deletion";
    let request = "InvalidRequestException";
    refused(get(&mut region, json!({"SecretId": "db"})), request, marked);
    refused(delete(&mut region, week.clone()), request, marked);
    refused(
        put(&mut region, json!({"SecretId": "db", "SecretString": "x"})),
        request,
        marked,
    );
    let anew = json!({"Name": "db", "SecretString": "x"});
    refused(
        create(&mut region, anew.clone()),
        request,
        "scheduled for deletion",
    );
    let described = describe(&mut region, json!({"SecretId": "db"})).expect("described");
    assert!(described.get("DeletedDate").is_some());
    assert_eq!(
        list(&mut region, json!({})).expect("listed")["SecretList"],
        json!([])
    );
    let planned = list(&mut region, json!({"IncludePlannedDeletion": true})).expect("listed");
    assert_eq!(planned["SecretList"].as_array().map(Vec::len), Some(1));

    restore(&mut region, json!({"SecretId": "db"})).expect("restored");
    assert_eq!(value_of(&mut region, json!({"SecretId": "db"})), "one");
    delete(&mut region, week).expect("deleted");
    let look = |region: &mut Region| {
        region
            .write(|tx, cx, _| Ok(tidy(tx, cx.now)))
            .expect("tidied")
    };
    assert_eq!(look(&mut region), Some(region.now.plus_seconds(7 * 86400)));
    region.pass_days(8);
    assert_eq!(look(&mut region), None);
    refused(
        describe(&mut region, json!({"SecretId": "db"})),
        "ResourceNotFoundException",
        "find",
    );
    create(&mut region, anew).expect("made anew");
}

#[test]
fn a_secret_can_go_at_once() {
    let mut region = region();
    let force = json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true});
    delete(&mut region, force.clone()).expect("deleted");
    assert_eq!(region.state.secret_values().count(), 0);
    let never = delete(&mut region, force).expect("no error");
    assert_eq!(never["Name"], "db");
    let missing = delete(&mut region, json!({"SecretId": "db"}));
    refused(missing, "ResourceNotFoundException", "find");
}

#[test]
fn updates_change_what_they_name() {
    let mut region = region();
    region.pass_days(1);
    let asked = json!({"SecretId": "db", "Description": "the database"});
    let answer = update(&mut region, asked).expect("updated");
    assert_eq!(answer.get("VersionId"), None);
    let asked = json!({"SecretId": "db", "SecretString": "two"});
    assert!(
        update(&mut region, asked)
            .expect("updated")
            .get("VersionId")
            .is_some()
    );
    let described = describe(&mut region, json!({"SecretId": "db"})).expect("described");
    assert_eq!(described["Description"], "the database");
    assert!(described["LastChangedDate"].as_f64() > described["CreatedDate"].as_f64());
    assert_eq!(value_of(&mut region, json!({"SecretId": "db"})), "two");
    let missing = update(&mut region, json!({"SecretId": "x", "Description": ""}));
    refused(missing, "ResourceNotFoundException", "find");
    let empty = put(&mut region, json!({"SecretId": "db"}));
    refused(
        empty,
        "InvalidRequestException",
        "SecretString or SecretBinary",
    );
}

#[test]
fn tags_come_and_go() {
    let mut region = region();
    let tags = json!([{"Key": "team", "Value": "a"}, {"Key": "stage", "Value": "x"}]);
    tag(&mut region, json!({"SecretId": "db", "Tags": tags})).expect("tagged");
    untag(
        &mut region,
        json!({"SecretId": "db", "TagKeys": ["stage", "none"]}),
    )
    .expect("untagged");
    let described = describe(&mut region, json!({"SecretId": "db"})).expect("described");
    assert_eq!(described["Tags"], json!([{"Key": "team", "Value": "a"}]));
    let many: Vec<_> = (0..50)
        .map(|n| json!({"Key": format!("k{n}"), "Value": ""}))
        .collect();
    let full = tag(&mut region, json!({"SecretId": "db", "Tags": many}));
    refused(full, "InvalidParameterException", "at most 50");
    let missing = untag(&mut region, json!({"SecretId": "x", "TagKeys": []}));
    refused(missing, "ResourceNotFoundException", "find");
}

#[test]
fn lists_are_filtered_ordered_and_paged() {
    let mut region = Region::new();
    for (name, description, team) in [
        ("web/db", "Database of the shop", "shop"),
        ("web/key", "Signing key", "shop"),
        ("batch/db", "", "data"),
    ] {
        region.pass_days(1);
        let asked = json!({
            "Name": name, "Description": description, "SecretString": name,
            "Tags": [{"Key": "team", "Value": team}],
        });
        create(&mut region, asked).expect("created");
    }
    let mut check = |asked: Value, expected: &[&str]| {
        let answer = list(&mut region, asked.clone()).expect("listed");
        let names = answer["SecretList"].as_array().expect("a list").iter();
        let names: Vec<_> = names.map(|it| it["Name"].as_str().expect("text")).collect();
        assert_eq!(names, expected, "{asked}");
    };
    let by = |key: &str, values: &[&str]| json!({"Filters": [{"Key": key, "Values": values}]});
    check(json!({}), &["batch/db", "web/key", "web/db"]);
    check(
        json!({"SortOrder": "asc"}),
        &["web/db", "web/key", "batch/db"],
    );
    check(
        json!({"SortBy": "name"}),
        &["batch/db", "web/db", "web/key"],
    );
    check(by("name", &["web/"]), &["web/key", "web/db"]);
    check(by("name", &["!web/"]), &["batch/db"]);
    check(by("name", &["WEB/"]), &[]);
    check(by("description", &["SHOP data"]), &["web/db"]);
    check(by("tag-value", &["da", "none"]), &["batch/db"]);
    check(by("tag-key", &["te"]), &["batch/db", "web/key", "web/db"]);
    check(by("all", &["sign"]), &["web/key"]);
    check(by("owning-service", &["rds"]), &[]);
    let page = list(&mut region, json!({"MaxResults": 2})).expect("a page");
    let next = json!({"MaxResults": 2, "NextToken": page["NextToken"]});
    let last = list(&mut region, next).expect("the last page");
    assert_eq!(last["SecretList"][0]["Name"], "web/db");
    assert_eq!(last.get("NextToken"), None);
    let bad = list(&mut region, json!({"NextToken": "x"}));
    refused(bad, "InvalidNextTokenException", "NextToken");
    let bad = list(&mut region, json!({"Filters": [{"Key": "name"}]}));
    refused(bad, "InvalidParameterException", "Filters[0]");
}

#[test]
fn a_batch_has_values_and_errors() {
    let mut region = region();
    create(&mut region, json!({"Name": "empty"})).expect("created");
    let answer = batch(
        &mut region,
        json!({"SecretIdList": ["db", "empty", "none"]}),
    );
    let answer = answer.expect("a batch");
    assert_eq!(answer["SecretValues"][0]["SecretString"], "one");
    let codes: Vec<_> = answer["Errors"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    assert_eq!(codes.len(), 2);
    assert_eq!(codes[1]["SecretId"], "none");
    assert_eq!(codes[1]["ErrorCode"], "ResourceNotFoundException");
    let filter = json!([{"Key": "name", "Values": ["d"]}]);
    let answer = batch(&mut region, json!({"Filters": filter})).expect("a batch");
    assert_eq!(answer["SecretValues"].as_array().map(Vec::len), Some(1));
    refused(
        batch(&mut region, json!({})),
        "InvalidParameterException",
        "SecretIdList",
    );
}

#[test]
fn versions_without_stages_make_room_when_they_are_a_day_old() {
    let mut region = region();
    let fill = |region: &mut Region, count: usize| {
        for _ in 0..count {
            put(region, json!({"SecretId": "db", "SecretString": "x"}))?;
        }
        Ok::<_, berth_protocol::fault::Fault>(())
    };
    fill(&mut region, 99).expect("room");
    refused(
        fill(&mut region, 1),
        "LimitExceededException",
        "100 versions",
    );
    region.pass_days(2);
    fill(&mut region, 1).expect("room again");
    let asked = json!({"SecretId": "db", "IncludeDeprecated": true});
    let listed = versions(&mut region, asked).expect("listed");
    assert_eq!(listed["Versions"].as_array().map(Vec::len), Some(100));
    assert_eq!(region.state.secret_values().count(), 100);
}

#[test]
fn passwords_are_of_what_is_asked_for() {
    let mut region = Region::new();
    let mut make = |asked: Value| {
        let answer = password(&mut region, asked).expect("a password");
        answer["RandomPassword"].as_str().expect("text").to_owned()
    };
    let all = make(json!({"PasswordLength": 4}));
    let has = |test: fn(&char) -> bool| all.chars().filter(test).count();
    let counts = [
        has(char::is_ascii_lowercase),
        has(char::is_ascii_uppercase),
        has(char::is_ascii_digit),
        has(char::is_ascii_punctuation),
    ];
    assert_eq!(counts, [1, 1, 1, 1], "{all}");
    assert_eq!(make(json!({})).len(), 32);
    let digits = make(json!({
        "ExcludeLowercase": true, "ExcludeUppercase": true, "ExcludePunctuation": true,
        "ExcludeCharacters": "01234", "PasswordLength": 100,
    }));
    assert!(
        digits.bytes().all(|digit| (b'5'..=b'9').contains(&digit)),
        "{digits}"
    );
    let short = password(&mut region, json!({"PasswordLength": 3}));
    refused(short, "InvalidParameterException", "PasswordLength");
    let nothing = json!({
        "ExcludeLowercase": true, "ExcludeUppercase": true, "ExcludePunctuation": true,
        "ExcludeNumbers": true,
    });
    refused(
        password(&mut region, nothing),
        "InvalidParameterException",
        "no character",
    );
}

#[test]
fn the_day_of_a_reading_is_noted_once() {
    let mut region = region();
    let asked = || input(json!({"SecretId": "db"}));
    let due = |region: &mut Region| {
        let read = region.read(|state, cx, keys| get_secret_value(state, cx, keys, &asked()));
        read.expect("a value").1
    };
    let read = due(&mut region).expect("the first of the day");
    region
        .write(|tx, cx, _| {
            mark_read(tx, cx.now, &read);
            Ok(())
        })
        .expect("noted");
    assert_eq!(due(&mut region), None);
    region.pass_days(1);
    assert!(due(&mut region).is_some());
    let described = describe(&mut region, json!({"SecretId": "db"})).expect("described");
    let day = described["LastAccessedDate"].as_f64().expect("a day");
    assert!((day % 86400.0).abs() < f64::EPSILON, "{day}");
}

#[test]
fn a_lost_key_is_the_errors_of_calls_that_need_it() {
    let mut region = region();
    let lost = std::mem::replace(&mut region.keys, Keyring::missing("no file".into()));
    refused(
        get(&mut region, json!({"SecretId": "db"})),
        "DecryptionFailure",
        "no file",
    );
    let new = json!({"SecretId": "db", "SecretString": "two"});
    refused(
        put(&mut region, new.clone()),
        "EncryptionFailure",
        "no file",
    );
    describe(&mut region, json!({"SecretId": "db"})).expect("described");
    policy(&mut region, json!({"SecretId": "db"})).expect("no policy");
    let other = Keyring::new_line(&mut berth_env::SeededEntropy::new(77));
    region.keys = Keyring::parse(&other).expect("a key");
    let id = lost.newest().expect("a key").to_owned();
    refused(
        get(&mut region, json!({"SecretId": "db"})),
        "DecryptionFailure",
        &id,
    );
    put(&mut region, new).expect("the new key seals");
    assert_eq!(value_of(&mut region, json!({"SecretId": "db"})), "two");
}
