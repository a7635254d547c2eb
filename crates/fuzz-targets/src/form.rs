//! Requests that are forms.

use berth_api_ec2::{Operation, wire};
use berth_protocol::form::{self, Parameters};

/// Any body is some form; what an operation reads of it is answered, and its input as an answer is
/// XML without anything that XML cannot hold.
pub(crate) fn ec2(bytes: &[u8]) {
    let Ok(parameters) = Parameters::parse(bytes) else {
        return;
    };
    let named = Operation::from_name(&parameters.action);
    let all = Operation::ALL;
    let operation = named.unwrap_or(all[bytes.len() % all.len()]);
    let Ok(input) = form::read(&parameters, wire::input(operation)) else {
        return;
    };
    let table = Some(wire::input(operation));
    let text = form::answer(wire::FLAVOUR, wire::NAMESPACE, "Any", "r", &input, table);
    assert!(text.ends_with("</AnyResponse>"), "{text}");
    let odd = |letter: char| letter.is_control() && !"\n\t".contains(letter) && letter < '\u{20}';
    assert!(!text.contains(odd), "{text:?}");
}
