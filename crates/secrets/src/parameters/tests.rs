use serde_json::{Value, json};

use super::*;
use crate::testing::{Region, input, refused, shown};
use crate::{Keyring, Outcome, reseal};

macro_rules! calls {
    ($($name:ident => $run:expr;)*) => {$(
        fn $name(region: &mut Region, value: Value) -> Outcome<Value> {
            let run = $run;
            run(region, value).map(|answer| shown(Ok(answer)))
        }
    )*};
}

calls! {
    put => |region: &mut Region, value| {
        region.write(|tx, cx, keys| put_parameter(tx, cx, keys, input(value)))
    };
    get => |region: &mut Region, value| {
        region.read(|state, cx, keys| get_parameter(state, cx, keys, &input(value)))
    };
    get_several => |region: &mut Region, value| {
        region.read(|state, cx, keys| get_parameters(state, cx, keys, input(value)))
    };
    by_path => |region: &mut Region, value| {
        region.read(|state, cx, keys| get_parameters_by_path(state, cx, keys, &input(value)))
    };
    describe => |region: &mut Region, value| {
        region.read(|state, cx, _| describe_parameters(state, cx, &input(value)))
    };
    history => |region: &mut Region, value| {
        region.read(|state, cx, keys| get_parameter_history(state, cx, keys, &input(value)))
    };
    label => |region: &mut Region, value| {
        region.write(|tx, cx, _| label_parameter_version(tx, cx, input(value)))
    };
    unlabel => |region: &mut Region, value| {
        region.write(|tx, cx, _| unlabel_parameter_version(tx, cx, input(value)))
    };
    delete => |region: &mut Region, value| {
        region.write(|tx, cx, _| delete_parameter(tx, cx, &input(value)))
    };
    delete_several => |region: &mut Region, value| {
        region.write(|tx, cx, _| delete_parameters(tx, cx, input(value)))
    };
    tag => |region: &mut Region, value| {
        region.write(|tx, cx, _| add_tags_to_resource(tx, cx, input(value)))
    };
    untag => |region: &mut Region, value| {
        region.write(|tx, cx, _| remove_tags_from_resource(tx, cx, &input(value)))
    };
    tags => |region: &mut Region, value| {
        region.read(|state, cx, _| list_tags_for_resource(state, cx, &input(value)))
    };
}

fn add(region: &mut Region, name: &str, value: &str) {
    let asked = json!({"Name": name, "Value": value, "Type": "String"});
    put(region, asked).expect("put");
}

fn again(region: &mut Region, name: &str, value: &str) -> Value {
    let asked = json!({"Name": name, "Value": value, "Overwrite": true});
    put(region, asked).expect("put")["Version"].clone()
}

#[test]
fn versions_are_counted_and_the_newest_is_read() {
    let mut region = Region::new();
    add(&mut region, "/web/url", "one");
    let once_more = json!({"Name": "/web/url", "Value": "x", "Type": "String"});
    refused(
        put(&mut region, once_more),
        "ParameterAlreadyExists",
        "Overwrite",
    );
    assert_eq!(again(&mut region, "/web/url", "two"), 2);
    let answer = get(&mut region, json!({"Name": "/web/url"})).expect("a value");
    let parameter = &answer["Parameter"];
    assert_eq!(parameter["Value"], "two");
    assert_eq!(parameter["Version"], 2);
    assert_eq!(parameter["Type"], "String");
    assert_eq!(parameter["DataType"], "text");
    assert_eq!(
        parameter["ARN"],
        "arn:aws:ssm:us-east-1:123456789012:parameter/web/url"
    );
    let first = get(&mut region, json!({"Name": "/web/url:1"})).expect("a value");
    assert_eq!(first["Parameter"]["Value"], "one");
    assert_eq!(first["Parameter"]["Selector"], ":1");
    let arn = json!({"Name": "arn:aws:ssm:us-east-1:123456789012:parameter/web/url:1"});
    assert_eq!(
        get(&mut region, arn).expect("a value")["Parameter"]["Value"],
        "one"
    );
    refused(
        get(&mut region, json!({"Name": "/web/url:9"})),
        "ParameterVersionNotFound",
        "9",
    );
    refused(
        get(&mut region, json!({"Name": "/web"})),
        "ParameterNotFound",
        "/web",
    );
    let elsewhere = json!({"Name": "arn:aws:ssm:eu-west-1:123456789012:parameter/web/url"});
    refused(
        get(&mut region, elsewhere),
        "ParameterNotFound",
        "eu-west-1",
    );
    let asked = json!({"Names": ["/web/url", "none", "/web/url:1", "/web/url:x"]});
    let several = get_several(&mut region, asked).expect("values");
    assert_eq!(several["Parameters"].as_array().map(Vec::len), Some(2));
    assert_eq!(several["InvalidParameters"], json!(["none", "/web/url:x"]));
}

#[test]
fn a_secure_string_is_shown_on_request_only() {
    let mut region = Region::new();
    let asked = json!({"Name": "pw", "Value": "hunter2", "Type": "SecureString"});
    put(&mut region, asked).expect("put");
    let hidden = get(&mut region, json!({"Name": "pw"})).expect("a value");
    let hidden = hidden["Parameter"]["Value"].as_str().expect("text");
    assert!(!hidden.contains("hunter2") && hidden.len() > 40, "{hidden}");
    let open = get(&mut region, json!({"Name": "pw", "WithDecryption": true}));
    assert_eq!(open.expect("a value")["Parameter"]["Value"], "hunter2");
    let described = describe(&mut region, json!({})).expect("described");
    assert_eq!(described["Parameters"][0]["KeyId"], "alias/aws/ssm");
    region.keys = Keyring::missing("no file".into());
    let lost = get(&mut region, json!({"Name": "pw", "WithDecryption": true}));
    refused(lost, "InvalidKeyId", "no file");
    describe(&mut region, json!({})).expect("described without keys");
}

#[test]
fn what_a_parameter_may_be() {
    let mut region = Region::new();
    let check = |region: &mut Region, more: Value, code: &str, part: &str| {
        let mut asked = json!({"Name": "p", "Value": "v", "Type": "String"});
        let fields = more.as_object().cloned().expect("an object");
        asked.as_object_mut().expect("an object").extend(fields);
        refused(put(region, asked), code, part);
    };
    let invalid = "ValidationException";
    check(
        &mut region,
        json!({"Name": "a/b"}),
        invalid,
        "fully qualified",
    );
    check(&mut region, json!({"Type": null}), invalid, "Type");
    check(&mut region, json!({"Value": ""}), invalid, "Value");
    check(&mut region, json!({"Value": "{{x}}"}), invalid, "nest");
    check(
        &mut region,
        json!({"Value": "x".repeat(4097)}),
        invalid,
        "4096",
    );
    let advanced = json!({"Value": "x".repeat(8193), "Tier": "Advanced"});
    check(&mut region, advanced, invalid, "8192");
    check(
        &mut region,
        json!({"KeyId": "alias/aws/ssm"}),
        invalid,
        "SecureString",
    );
    let key = json!({"Type": "SecureString", "KeyId": "alias/mine"});
    check(&mut region, key, "InvalidKeyId", "alias/mine");
    check(
        &mut region,
        json!({"DataType": "aws:ec2:image"}),
        invalid,
        "DataType",
    );
    let policies = json!({"Policies": "[{\"Type\":\"Expiration\"}]"});
    check(
        &mut region,
        policies,
        "InvalidPolicyTypeException",
        "Policies",
    );
    let pattern = json!({"AllowedPattern": "("});
    check(
        &mut region,
        pattern,
        "InvalidAllowedPatternException",
        "AllowedPattern",
    );
    let pattern = json!({"AllowedPattern": "^[0-9]+$"});
    check(
        &mut region,
        pattern,
        "ParameterPatternMismatchException",
        "AllowedPattern",
    );
    let tags = json!({"Tags": [{"Key": "k", "Value": "v"}], "Overwrite": true});
    check(&mut region, tags, invalid, "Overwrite");
    add(&mut region, "p", "v");
    let other = json!({"Type": "StringList", "Overwrite": true});
    check(
        &mut region,
        other,
        "HierarchyTypeMismatchException",
        "StringList",
    );
}

#[test]
fn what_is_not_said_stays() {
    let mut region = Region::new();
    let asked = json!({
        "Name": "p", "Value": "1", "Type": "String", "Description": "a number",
        "AllowedPattern": "^[0-9]+$",
    });
    put(&mut region, asked).expect("put");
    let bad = put(
        &mut region,
        json!({"Name": "p", "Value": "x", "Overwrite": true}),
    );
    refused(bad, "ParameterPatternMismatchException", "^[0-9]+$");
    again(&mut region, "p", "2");
    let described = describe(&mut region, json!({})).expect("described");
    assert_eq!(described["Parameters"][0]["Description"], "a number");
    let clear = json!({"Name": "p", "Value": "x", "Overwrite": true, "AllowedPattern": ""});
    put(&mut region, clear).expect("put without a pattern");
}

#[test]
fn tiers_go_up_and_not_down() {
    let mut region = Region::new();
    let large = "x".repeat(5000);
    let asked = json!({
        "Name": "p", "Value": large, "Type": "String", "Tier": "Intelligent-Tiering",
    });
    assert_eq!(put(&mut region, asked).expect("put")["Tier"], "Advanced");
    assert_eq!(region.state.parameter_counts(), (0, 1));
    let asked = json!({"Name": "p", "Value": "x", "Overwrite": true});
    assert_eq!(put(&mut region, asked).expect("put")["Tier"], "Advanced");
    let down = json!({"Name": "p", "Value": "x", "Overwrite": true, "Tier": "Standard"});
    refused(put(&mut region, down), "ValidationException", "Tier");
    let asked = json!({
        "Name": "q", "Value": "x", "Type": "String", "Tier": "Intelligent-Tiering",
    });
    assert_eq!(put(&mut region, asked).expect("put")["Tier"], "Standard");
    delete(&mut region, json!({"Name": "p"})).expect("deleted");
    assert_eq!(region.state.parameter_counts(), (1, 0));
}

#[test]
fn a_path_is_one_level_or_all() {
    let mut region = Region::new();
    for name in ["/a/b", "/a/c/d", "/a/c/e", "/ab/x", "plain"] {
        add(&mut region, name, "v");
    }
    label(&mut region, json!({"Name": "/a/c/e", "Labels": ["prod"]})).expect("labelled");
    again(&mut region, "/a/c/e", "newer");
    let mut check = |asked: Value, expected: &[&str]| {
        let (mut names, mut asked) = (Vec::new(), asked);
        loop {
            let page = by_path(&mut region, asked.clone()).expect("a page");
            let parameters = page["Parameters"].as_array().expect("a list");
            names.extend(parameters.iter().map(|it| {
                let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
                text("Name") + &text("Selector")
            }));
            match page.get("NextToken") {
                Some(next) => asked["NextToken"] = next.clone(),
                None => break,
            }
        }
        assert_eq!(names, expected, "{asked}");
    };
    check(json!({"Path": "/a"}), &["/a/b"]);
    check(json!({"Path": "/a/"}), &["/a/b"]);
    check(json!({"Path": "/"}), &["plain"]);
    check(
        json!({"Path": "/a", "Recursive": true, "MaxResults": 1}),
        &["/a/b", "/a/c/d", "/a/c/e"],
    );
    let all = ["/a/b", "/a/c/d", "/a/c/e", "/ab/x", "plain"];
    check(
        json!({"Path": "/", "Recursive": true, "MaxResults": 2}),
        &all,
    );
    let by = |key: &str, value: &str| {
        let filters = json!([{"Key": key, "Values": [value]}]);
        json!({"Path": "/a", "Recursive": true, "ParameterFilters": filters})
    };
    check(by("Label", "prod"), &["/a/c/e:prod"]);
    check(by("Type", "SecureString"), &[]);
    refused(
        by_path(&mut region, json!({"Path": "a"})),
        "ValidationException",
        "Path",
    );
    refused(
        by_path(&mut region, by("Name", "x")),
        "InvalidFilterKey",
        "Name",
    );
    let bad = json!({"Path": "/", "NextToken": "x"});
    refused(by_path(&mut region, bad), "InvalidNextToken", "NextToken");
}

#[test]
fn descriptions_are_filtered() {
    let mut region = Region::new();
    add(&mut region, "/web/url", "v");
    add(&mut region, "plain", "v");
    let asked = json!({
        "Name": "/web/pw", "Value": "v", "Type": "SecureString",
        "Tags": [{"Key": "team", "Value": "shop"}],
    });
    put(&mut region, asked).expect("put");
    let names = |region: &mut Region, asked: Value| -> Vec<String> {
        let answer = describe(region, asked).expect("described");
        let parameters = answer["Parameters"].as_array().expect("a list").clone();
        let names = parameters.iter().filter_map(|it| it["Name"].as_str());
        names.map(str::to_owned).collect()
    };
    let mut check = |filter: Value, expected: &[&str]| {
        let found = names(&mut region, json!({"ParameterFilters": [filter]}));
        assert_eq!(found, expected, "{filter}");
    };
    check(json!({"Key": "Name", "Values": ["/plain"]}), &["plain"]);
    let begins = json!({"Key": "Name", "Option": "BeginsWith", "Values": ["/web"]});
    check(begins, &["/web/pw", "/web/url"]);
    let contains = json!({"Key": "Name", "Option": "Contains", "Values": ["url"]});
    check(contains, &["/web/url"]);
    check(
        json!({"Key": "Type", "Values": ["SecureString"]}),
        &["/web/pw"],
    );
    check(
        json!({"Key": "Path", "Values": ["/web"]}),
        &["/web/pw", "/web/url"],
    );
    check(json!({"Key": "tag:team", "Values": ["shop"]}), &["/web/pw"]);
    check(json!({"Key": "tag:team"}), &["/web/pw"]);
    check(json!({"Key": "Tier", "Values": ["Advanced"]}), &[]);
    let older = json!({"Filters": [{"Key": "Name", "Values": ["/web"]}]});
    assert_eq!(names(&mut region, older).len(), 2);
    let mut refuse = |filter: Value, code: &str| {
        let asked = json!({"ParameterFilters": [filter]});
        refused(describe(&mut region, asked), code, "ParameterFilters[0]");
    };
    refuse(json!({"Key": "Label", "Values": ["x"]}), "InvalidFilterKey");
    refuse(
        json!({"Key": "Nothing", "Values": ["x"]}),
        "InvalidFilterKey",
    );
    refuse(
        json!({"Key": "Type", "Option": "Contains", "Values": ["x"]}),
        "InvalidFilterOption",
    );
    refuse(
        json!({"Key": "Path", "Values": ["x"]}),
        "InvalidFilterValue",
    );
    refuse(json!({"Key": "Name"}), "InvalidFilterValue");
    let page = describe(&mut region, json!({"MaxResults": 2})).expect("a page");
    let last = json!({"NextToken": page["NextToken"]});
    assert_eq!(names(&mut region, last), ["plain"]);
}

#[test]
fn labels_are_on_one_version() {
    let mut region = Region::new();
    add(&mut region, "p", "one");
    again(&mut region, "p", "two");
    let asked = json!({"Name": "p", "ParameterVersion": 1, "Labels": ["prod", "1bad"]});
    let answer = label(&mut region, asked).expect("labelled");
    assert_eq!(answer["InvalidLabels"], json!(["1bad"]));
    let prod = json!({"Name": "p:prod"});
    assert_eq!(
        get(&mut region, prod.clone()).expect("one")["Parameter"]["Value"],
        "one"
    );
    label(&mut region, json!({"Name": "p", "Labels": ["prod"]})).expect("moved");
    assert_eq!(
        get(&mut region, prod.clone()).expect("two")["Parameter"]["Value"],
        "two"
    );
    let listed = history(&mut region, json!({"Name": "p"})).expect("a history");
    assert_eq!(listed["Parameters"][0]["Labels"], json!([]));
    assert_eq!(listed["Parameters"][1]["Labels"], json!(["prod"]));
    let many: Vec<_> = (0..10).map(|n| format!("l{n}")).collect();
    let full = label(&mut region, json!({"Name": "p", "Labels": many}));
    refused(full, "ParameterVersionLabelLimitExceeded", "at most 10");
    let off = json!({"Name": "p", "ParameterVersion": 2, "Labels": ["prod", "none"]});
    let answer = unlabel(&mut region, off).expect("taken off");
    assert_eq!(answer["RemovedLabels"], json!(["prod"]));
    assert_eq!(answer["InvalidLabels"], json!(["none"]));
    refused(get(&mut region, prod), "ParameterVersionNotFound", "prod");
    let missing = label(
        &mut region,
        json!({"Name": "p", "ParameterVersion": 7, "Labels": ["x"]}),
    );
    refused(missing, "ParameterVersionNotFound", "7");
    refused(
        label(&mut region, json!({"Name": "q", "Labels": ["x"]})),
        "ParameterNotFound",
        "q",
    );
}

#[test]
fn a_hundred_versions_are_kept_and_labelled_ones_not_dropped() {
    let mut region = Region::new();
    add(&mut region, "p", "v1");
    for number in 2..=100 {
        again(&mut region, "p", &format!("v{number}"));
    }
    again(&mut region, "p", "v101");
    let page = history(&mut region, json!({"Name": "p"})).expect("a page");
    assert_eq!(page["Parameters"][0]["Version"], 2);
    assert_eq!(page["Parameters"].as_array().map(Vec::len), Some(50));
    let next = json!({"Name": "p", "NextToken": page["NextToken"]});
    let page = history(&mut region, next).expect("the last page");
    assert_eq!(page["Parameters"][49]["Value"], "v101");
    assert_eq!(page.get("NextToken"), None);
    let asked = json!({"Name": "p", "ParameterVersion": 2, "Labels": ["kept"]});
    label(&mut region, asked).expect("labelled");
    let more = put(
        &mut region,
        json!({"Name": "p", "Value": "x", "Overwrite": true}),
    );
    refused(more, "ParameterMaxVersionLimitExceeded", "label");
    refused(
        history(&mut region, json!({"Name": "q"})),
        "ParameterNotFound",
        "q",
    );
}

#[test]
fn what_is_deleted_is_gone() {
    let mut region = Region::new();
    add(&mut region, "p", "v");
    add(&mut region, "q", "v");
    delete(&mut region, json!({"Name": "p"})).expect("deleted");
    refused(
        delete(&mut region, json!({"Name": "p"})),
        "ParameterNotFound",
        "p",
    );
    let answer = delete_several(&mut region, json!({"Names": ["q", "p"]})).expect("deleted");
    assert_eq!(answer["DeletedParameters"], json!(["q"]));
    assert_eq!(answer["InvalidParameters"], json!(["p"]));
    assert_eq!(region.state.all_parameter_versions().count(), 0);
    add(&mut region, "p", "anew");
    assert_eq!(
        get(&mut region, json!({"Name": "p"})).expect("p")["Parameter"]["Version"],
        1
    );
}

#[test]
fn tags_come_and_go() {
    let mut region = Region::new();
    add(&mut region, "p", "v");
    let of = |more: Value| {
        let mut asked = json!({"ResourceType": "Parameter", "ResourceId": "p"});
        let fields = more.as_object().cloned().expect("an object");
        asked.as_object_mut().expect("an object").extend(fields);
        asked
    };
    let two = json!({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]});
    tag(&mut region, of(two)).expect("tagged");
    untag(&mut region, of(json!({"TagKeys": ["a"]}))).expect("untagged");
    let listed = tags(&mut region, of(json!({}))).expect("listed");
    assert_eq!(listed["TagList"], json!([{"Key": "b", "Value": "2"}]));
    let many: Vec<_> = (0..50)
        .map(|n| json!({"Key": format!("k{n}"), "Value": ""}))
        .collect();
    refused(
        tag(&mut region, of(json!({"Tags": many}))),
        "TooManyTagsError",
        "at most 50",
    );
    refused(
        tags(&mut region, of(json!({"ResourceId": "q"}))),
        "InvalidResourceId",
        "q",
    );
    let document = of(json!({"ResourceType": "Document"}));
    refused(
        tags(&mut region, document),
        "InvalidResourceType",
        "Parameter",
    );
}

#[test]
fn values_move_to_the_newest_key() {
    let mut region = Region::new();
    add(&mut region, "p", "v");
    let mut entropy = berth_env::SeededEntropy::new(5);
    let first = Keyring::new_line(&mut entropy);
    let second = Keyring::new_line(&mut entropy);
    let text = format!("{}\n{}\n", *first, *second);
    region.keys = Keyring::parse(&text).expect("keys");
    let moved = region.write(|tx, cx, keys| Ok(reseal(tx, keys, cx.entropy)));
    assert_eq!(moved, Ok(1));
    let moved = region.write(|tx, cx, keys| Ok(reseal(tx, keys, cx.entropy)));
    assert_eq!(moved, Ok(0));
    region.keys = Keyring::parse(&second).expect("a key");
    assert_eq!(
        get(&mut region, json!({"Name": "p"})).expect("p")["Parameter"]["Value"],
        "v"
    );
}
