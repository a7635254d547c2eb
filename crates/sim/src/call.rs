//! An API call: a request that may get lost, come late or twice, an operation that is committed,
//! and an answer that may get lost as well. The caller hears of exactly one outcome.

use std::cell::RefCell;
use std::rc::Rc;

use berth_ecs::{Context, Outcome};
use berth_model::Tx;
use berth_model::invariants::Side;
use berth_protocol::fault::Fault;
use berth_protocol::shape::{self, Input};

use crate::link::Way;
use crate::world::World;

/// A caller gives up on an answer after this.
const PATIENCE_MS: i64 = 30_000;

/// What came instead of an answer.
#[derive(Debug)]
pub(crate) enum CallError {
    /// The control plane said no.
    Fault(Fault),
    /// Nobody knows whether it has happened.
    Lost,
}

type Once<T> = Rc<RefCell<Option<Box<dyn FnOnce(&mut World, Result<T, CallError>)>>>>;
/// An operation of the API.
pub(crate) type Operation<I, T> = fn(&mut Tx, &mut Context<'_>, I) -> Outcome<T>;

fn tell<T>(world: &mut World, caller: &Once<T>, result: Result<T, CallError>) {
    let then = caller.borrow_mut().take();
    if let Some(then) = then {
        then(world, result);
    }
}

impl World {
    /// Sends the body and has `then` hear what came of it.
    pub(crate) fn call<I: Input + 'static, T: 'static>(
        &mut self,
        name: &'static str,
        side: Side,
        body: Vec<u8>,
        operation: Operation<I, T>,
        then: impl FnOnce(&mut Self, Result<T, CallError>) + 'static,
    ) {
        let caller: Once<T> = Rc::new(RefCell::new(Some(Box::new(then))));
        let waiting = Rc::clone(&caller);
        self.after(PATIENCE_MS, move |world| {
            tell(world, &waiting, Err(CallError::Lost));
        });
        let body = Rc::new(body);
        let copies = 1 + u32::from(self.fault(self.faults.repeated));
        for _ in 0..copies {
            let lost = self.is_scripted_loss(Way::Request);
            let Some(way_ms) = self.way_ms().filter(|_| !lost) else {
                self.trace(|| format!("net       {name}: the request is lost"));
                continue;
            };
            let (caller, body) = (Rc::clone(&caller), Rc::clone(&body));
            self.requests_on_the_way += 1;
            self.after(way_ms, move |world| {
                world.requests_on_the_way -= 1;
                world.arrive(name, side, &body, operation, caller);
            });
        }
    }

    fn arrive<I: Input + 'static, T: 'static>(
        &mut self,
        name: &'static str,
        side: Side,
        body: &[u8],
        operation: Operation<I, T>,
        caller: Once<T>,
    ) {
        if !self.control.up {
            self.answer(name, caller, Err(CallError::Lost));
            return;
        }
        let input = match shape::decode::<I>(body) {
            Ok(input) => input,
            Err(error) => {
                self.violated(format!("{name}: the body cannot be read: {error}"));
                return;
            }
        };
        self.transact(
            name,
            side,
            false,
            move |tx, cx| operation(tx, cx, input),
            move |world, result| {
                let result = result.map(|(output, _)| output).map_err(CallError::Fault);
                world.answer(name, caller, result);
            },
        );
    }

    fn answer<T: 'static>(
        &mut self,
        name: &'static str,
        caller: Once<T>,
        result: Result<T, CallError>,
    ) {
        let lost = self.is_scripted_loss(Way::Answer);
        let Some(way_ms) = self.way_ms().filter(|_| !lost) else {
            self.trace(|| format!("net       {name}: the answer is lost"));
            return;
        };
        self.after(way_ms, move |world| tell(world, &caller, result));
    }
}
