//! The operation table and the errors of a service.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::model::Model;
use super::names;

/// `SERVICE`, `Operation` and the module `errors`.
pub(crate) fn write(model: &Model) -> anyhow::Result<String> {
    Ok([
        service(model),
        operation(model),
        table(model)?,
        errors(model)?,
    ]
    .concat())
}

fn service(model: &Model) -> String {
    let metadata = &model.metadata;
    format!(
        "/// The service as requests name it.
        pub const SERVICE: ServiceFacts = ServiceFacts {{
            target_prefix: \"{}\",
            signing_name: \"{}\",
            api_version: \"{}\",
        }};\n\n",
        metadata.target_prefix, metadata.signing_name, metadata.api_version
    )
}

fn operation(model: &Model) -> String {
    let list = |write: fn(&str) -> String| -> String {
        model.operations.keys().map(|name| write(name)).collect()
    };
    format!(
        "/// The operations of the service.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {{\n{}}}\n
        impl Operation {{
            /// All of them, by name.
            pub const ALL: &'static [Self] = &[\n{}];\n
            /// The operation of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {{
                let found = Self::ALL.binary_search_by(|operation| operation.name().cmp(name));
                found.ok().map(|index| Self::ALL[index])
            }}\n
            /// As after the dot of `X-Amz-Target`.
            #[must_use]
            pub fn name(self) -> &'static str {{
                self.facts().name
            }}\n
            /// The errors its model lists.
            #[must_use]
            pub fn errors(self) -> &'static [ErrorFacts] {{
                self.facts().errors
            }}\n
            /// All that the model says of it.
            #[must_use]
            pub fn facts(self) -> &'static OperationFacts {{
                &OPERATIONS[self as usize]
            }}
        }}\n\n",
        list(|name| format!("{name},\n")),
        list(|name| format!("Self::{name},\n")),
    )
}

fn table(model: &Model) -> anyhow::Result<String> {
    let mut out = format!(
        "static OPERATIONS: [OperationFacts; {}] = [\n",
        model.operations.len()
    );
    for (name, operation) in &model.operations {
        let input = names::screaming(&operation.input);
        let errors: String = operation
            .errors
            .iter()
            .map(|error| format!("errors::{}, ", names::screaming(error)))
            .collect();
        writeln!(
            out,
            "OperationFacts {{ name: \"{name}\", input: &facts::{input}, errors: &[{errors}] }},"
        )?;
    }
    out.push_str("];\n\n");
    Ok(out)
}

fn errors(model: &Model) -> anyhow::Result<String> {
    let exceptions: BTreeMap<_, _> = model
        .shapes
        .iter()
        .filter(|(_, shape)| shape.exception)
        .collect();
    // EC2's model lists none.
    if exceptions.is_empty() {
        return Ok(String::new());
    }
    let mut out = String::from(
        "pub mod errors {
        //! The errors of the service.\n
        use super::ErrorFacts;\n\n",
    );
    for (name, shape) in exceptions {
        let stated = shape
            .error
            .as_ref()
            .and_then(|error| error.http_status_code);
        let status = stated.unwrap_or(if shape.fault { 500 } else { 400 });
        writeln!(
            out,
            "pub const {}: ErrorFacts = ErrorFacts {{ code: \"{name}\", status: {status} }};",
            names::screaming(name)
        )?;
    }
    out.push_str("}\n\n");
    Ok(out)
}
