use serde_json::{Value, json};

use super::*;
use crate::fault::Fault;

static TEXT: Wire = Wire::Scalar(Scalar::Text);
static NUMBER: Wire = Wire::Scalar(Scalar::Integer);
static FLAG: Wire = Wire::Scalar(Scalar::Boolean);
static TIME: Wire = Wire::Scalar(Scalar::Timestamp);
static VALUES: Wire = Wire::List {
    form: None,
    xml: Some("item"),
    of: &TEXT,
};
static FILTER: Wire = Wire::Structure(&[
    names("Name", "Name", "Name", &TEXT),
    names("Values", "Value", "valueSet", &VALUES),
]);
static FILTERS: Wire = Wire::List {
    form: None,
    xml: Some("item"),
    of: &FILTER,
};
static MEMBERS: Wire = Wire::List {
    form: Some("member"),
    xml: None,
    of: &TEXT,
};
static INPUT: Wire = Wire::Structure(&[
    names("Filters", "Filter", "filterSet", &FILTERS),
    names("MaxResults", "MaxResults", "maxResults", &NUMBER),
    names("DryRun", "DryRun", "dryRun", &FLAG),
    names("Names", "Names", "name", &MEMBERS),
    names("At", "At", "at", &TIME),
]);

const fn names(
    model: &'static str,
    form: &'static str,
    xml: &'static str,
    of: &'static Wire,
) -> Names {
    Names {
        model,
        form,
        xml,
        of,
    }
}

fn check(body: &str, expected: Result<Value, &str>) {
    let parameters = Parameters::parse(body.as_bytes()).expect("a form");
    let found = read(&parameters, &INPUT).map_err(|error| error.to_string());
    assert_eq!(found, expected.map_err(str::to_owned), "{body}");
}

#[test]
fn forms_are_read_by_their_tables() {
    check("Action=X&Version=1", Ok(json!({})));
    check(
        "Filter.2.Name=b&Filter.10.Name=c&Filter.1.Name=a&Filter.1.Value.1=x&Filter.1.Value.2=y%26z",
        Ok(json!({"Filters": [
            {"Name": "a", "Values": ["x", "y&z"]}, {"Name": "b"}, {"Name": "c"},
        ]})),
    );
    check(
        "MaxResults=5&DryRun=TRUE&Names.member.1=n&At=1970-01-01T00%3A00%3A01.5Z",
        Ok(json!({"MaxResults": 5, "DryRun": true, "Names": ["n"], "At": 1.5})),
    );
}

#[test]
fn what_does_not_fit_is_named() {
    check(
        "Nonsense=1",
        Err("The parameter Nonsense is not recognized"),
    );
    check(
        "Filter.1.Nam=1",
        Err("The parameter Filter.1.Nam is not recognized"),
    );
    check(
        "Filter.x=1",
        Err("The parameter Filter.x is not recognized"),
    );
    check(
        "Names.1=1",
        Err("The parameter Names.member is not recognized"),
    );
    check(
        "MaxResults=many",
        Err("Value (many) for parameter MaxResults is invalid. It must be an integer."),
    );
    check(
        "DryRun.1=true",
        Err("The parameter DryRun.1 is not recognized"),
    );
}

#[test]
fn forms_have_bounds() {
    let deep = "a.".repeat(100) + "=1";
    assert_eq!(Parameters::parse(deep.as_bytes()), Err(Malformed::Deep));
    let many = "a=1&".repeat(10_001);
    assert_eq!(Parameters::parse(many.as_bytes()), Err(Malformed::Many));
}

#[test]
fn answers_are_xml() {
    let body = json!({
        "Filters": [{"Name": "<&>", "Values": ["x"]}], "DryRun": false, "Names": ["a", "b"],
        "At": 1.5, "MaxResults": null,
    });
    let ec2 = answer(Flavour::Ec2, "urn:e", "Do", "r-1", &body, Some(&INPUT));
    assert_eq!(
        ec2,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DoResponse xmlns=\"urn:e\">\
         <requestId>r-1</requestId><filterSet><item><Name>&lt;&amp;&gt;</Name><valueSet>\
         <item>x</item></valueSet></item></filterSet><dryRun>false</dryRun><name>a</name>\
         <name>b</name><at>1970-01-01T00:00:01.500Z</at></DoResponse>"
    );
    let nothing = answer(Flavour::Ec2, "urn:e", "Do", "r-1", &Value::Null, None);
    assert!(nothing.contains("<return>true</return>"), "{nothing}");
    let query = answer(Flavour::Query, "urn:q", "Do", "r-1", &body, Some(&INPUT));
    assert!(query.contains("<DoResponse xmlns=\"urn:q\"><DoResult><filterSet>"));
    assert!(query.ends_with(
        "</DoResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></DoResponse>"
    ));
}

#[test]
fn errors_are_xml() {
    let fault = Fault::client("InvalidVpcID.NotFound", "no \u{1} such");
    let ec2 = error(Flavour::Ec2, "", "r", &fault);
    assert!(ec2.ends_with(
        "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>\
         <Message>no \u{fffd} such</Message></Error></Errors><RequestID>r</RequestID></Response>"
    ));
    let query = error(Flavour::Query, "urn:q", "r", &fault);
    assert!(query.contains("<Type>Sender</Type><Code>InvalidVpcID.NotFound</Code>"));
}
