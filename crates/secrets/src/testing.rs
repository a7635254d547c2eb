//! A region in a test: a state, a clock, keys.

use berth_env::SeededEntropy;
use berth_model::{Names, Principal, State, Timestamp, Tx, invariants};
use berth_protocol::fault::Fault;
use berth_protocol::shape::{FromJson, Output};
use serde_json::Value;

use crate::{Context, Keyring, Outcome};

pub(crate) struct Region {
    pub(crate) state: State,
    pub(crate) keys: Keyring,
    pub(crate) now: Timestamp,
    names: Names,
    entropy: SeededEntropy,
}

impl Region {
    pub(crate) fn new() -> Self {
        let mut entropy = SeededEntropy::new(5);
        Self {
            state: State::default(),
            keys: Keyring::parse(&Keyring::new_line(&mut entropy)).expect("a key"),
            now: Timestamp(1_795_000_000_000),
            names: Names {
                region: "us-east-1".into(),
                account: "123456789012".into(),
            },
            entropy,
        }
    }

    /// Runs an operation that changes something; what fails changes nothing.
    pub(crate) fn write<T>(
        &mut self,
        operation: impl FnOnce(&mut Tx, &mut Context<'_>, &Keyring) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut tx = Tx::new(self.state.clone());
        let mut cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        let answer = operation(&mut tx, &mut cx, &self.keys)?;
        self.state = tx.finish().0;
        assert_eq!(invariants::check(&self.state), []);
        Ok(answer)
    }

    /// Runs an operation that reads.
    pub(crate) fn read<T>(
        &mut self,
        operation: impl FnOnce(&State, &mut Context<'_>, &Keyring) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        operation(&self.state, &mut cx, &self.keys)
    }

    pub(crate) fn pass_days(&mut self, days: i64) {
        self.now = self.now.plus_seconds(days * 24 * 3600);
    }
}

/// An input of an operation.
pub(crate) fn input<T: FromJson>(value: Value) -> T {
    T::from_json(value).expect("an input")
}

/// The answer as the API shows it.
pub(crate) fn shown<T: Output>(answer: Outcome<T>) -> Value {
    let body = answer.expect("an answer").to_body().expect("JSON");
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(&body).expect("JSON")
}

/// Holds the failure to a code and a part of its message.
pub(crate) fn refused<T: std::fmt::Debug>(answer: Outcome<T>, code: &str, part: &str) {
    let fault: Fault = answer.expect_err("a refusal");
    assert_eq!(fault.code, code, "{fault}");
    assert!(fault.message.contains(part), "{fault}");
}
