//! The first process of a task's virtual machine: the same engine as on a host, reached through a port
//! instead of a socket.
//!
//! It owns the machine. It makes file systems usable, loads what the kernel needs, opens the port
//! and does as [`berth_link::guest::Begin`] says; from then on it is a shim. Whatever it cannot do
//! it says, and the host ends the machine; when the port ends, the machine does.

mod events;
mod files;
mod setup;
mod timer;
mod wire;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use berth_link::guest::FromGuest;
use berth_link::shim::GUEST_TASK;

use crate::daemon;
use crate::engine::Engine;
use crate::sys;
use events::Events;
use wire::Port;

/// How the kernel calls its first process.
const PROGRAM: &str = "/init";

/// Whether this is the first process of a machine.
#[must_use]
pub fn is_first() -> bool {
    std::process::id() == 1 && std::env::args().next().as_deref() == Some(PROGRAM)
}

/// Runs the machine to its end.
pub fn run() -> ! {
    if let Err(error) = live() {
        // The console, which the host keeps the beginning of.
        let _ = writeln!(io::stderr(), "berth: the guest cannot go on: {error}");
    }
    sys::power_off()
}

fn live() -> io::Result<()> {
    files::prepare()?;
    let events = Events::listen()?;
    load_modules(Path::new("/modules"))?;
    let signals = daemon::become_shim()?;
    let mut port = Port::open(&events)?;
    if let Err(error) = timer::works() {
        port.say(&FromGuest::Failed {
            message: error.to_string(),
        })?;
        return port.flush_blocking();
    }
    port.say(&FromGuest::Waiting)?;
    port.flush_blocking()?;
    let begin = port.begin()?;
    let prepared = setup::prepare(&begin, &events)
        .and_then(|()| Engine::open(&begin.task_id, Path::new(GUEST_TASK), &begin.cgroup_parent))
        .map(Engine::in_memory);
    match prepared {
        Ok(engine) => {
            port.say(&FromGuest::Ready)?;
            wire::serve(port, engine, &signals)
        }
        Err(error) => {
            port.say(&FromGuest::Failed {
                message: error.to_string(),
            })?;
            port.flush_blocking()
        }
    }
}

/// Loads every module in the file `order`, and frees the memory they were kept in. One that the
/// kernel refuses is said on the console: what it was for fails later, with a reason.
fn load_modules(directory: &Path) -> io::Result<()> {
    let order = fs::read_to_string(directory.join("order"))?;
    for name in order.lines() {
        let path = directory.join(name);
        let loaded = fs::File::open(&path).and_then(sys::load_module);
        if let Err(error) = loaded {
            let _ = writeln!(io::stderr(), "berth: module {name}: {error}");
        }
        let _ = fs::remove_file(path);
    }
    Ok(())
}
