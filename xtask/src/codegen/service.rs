//! The trait of a service, and how a call gets to its method.

use std::collections::BTreeSet;

use super::model::{Model, Operation};
use super::names;

/// The trait, `dispatch`, and what makes inputs and outputs of the operations' types.
pub(crate) fn write(model: &Model, api: &str) -> String {
    [
        interface(model, api),
        dispatch(model, api),
        inputs(model),
        outputs(model),
    ]
    .concat()
}

fn output(operation: &Operation) -> &str {
    operation.output.as_deref().unwrap_or("()")
}

fn interface(model: &Model, api: &str) -> String {
    let methods: String = model
        .operations
        .iter()
        .map(|(name, operation)| {
            format!(
                "fn {}(&self, cx: Self::Context, input: {}) \
                 -> impl Future<Output = Result<{}, Fault>> + Send {{
                    let _ = (cx, input);
                    not_implemented(Operation::{name}.facts())
                }}\n\n",
                names::snake(name),
                operation.input,
                output(operation),
            )
        })
        .collect();
    format!(
        "/// The service: an operation that is not implemented answers so, with an error its model
        /// allows.
        pub trait {api}: Send + Sync {{
            /// What each call brings with it: who calls, and when.
            type Context: Send;\n
            {methods}
        }}\n\n"
    )
}

fn dispatch(model: &Model, api: &str) -> String {
    let arms: String = model
        .operations
        .keys()
        .map(|name| {
            let method = names::snake(name);
            format!(
                "Operation::{name} => answer(read(facts, body).map(|input| api.{method}(cx, input))),\n"
            )
        })
        .collect();
    format!(
        "/// Reads the body, calls the operation's method and writes its answer.
        pub fn dispatch<'a, A: {api}>(
            api: &'a A,
            cx: A::Context,
            operation: Operation,
            body: &[u8],
        ) -> Answer<'a> {{
            let facts = operation.facts();
            match operation {{\n{arms}}}
        }}\n\n"
    )
}

fn inputs(model: &Model) -> String {
    let types: BTreeSet<&str> = model
        .operations
        .values()
        .map(|operation| operation.input.as_str())
        .collect();
    types
        .into_iter()
        .map(|name| {
            format!(
                "impl Input for {name} {{
                    fn facts() -> &'static Structure {{
                        &facts::{}
                    }}
                }}\n\n",
                names::screaming(name)
            )
        })
        .collect()
}

fn outputs(model: &Model) -> String {
    let types: BTreeSet<&str> = model
        .operations
        .values()
        .filter_map(|operation| operation.output.as_deref())
        .collect();
    types
        .into_iter()
        .map(|name| {
            format!(
                "impl Output for {name} {{
                    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {{
                        serde_json::to_vec(self)
                    }}
                }}\n\n"
            )
        })
        .collect()
}
