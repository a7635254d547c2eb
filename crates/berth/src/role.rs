//! What `server` and `agent` share: messages on standard error, and when to end.

use std::io::IsTerminal as _;

use tokio::{
    io::AsyncReadExt as _,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// Messages go to standard error; `BERTH_LOG` chooses which (default `info`).
pub(crate) fn init_messages() {
    let filter = EnvFilter::try_from_env("BERTH_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

/// A token that is cancelled by SIGTERM or SIGINT and, if supervised, when the supervisor's end of
/// standard input closes.
pub(crate) fn shutdown(supervised: bool) -> anyhow::Result<CancellationToken> {
    let token = CancellationToken::new();
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let cancelled = token.clone();
    tokio::spawn(async move {
        let supervisor_gone = async {
            if !supervised {
                std::future::pending::<()>().await;
            }
            let mut nothing = [0_u8; 64];
            let mut input = tokio::io::stdin();
            while matches!(input.read(&mut nothing).await, Ok(read) if read > 0) {}
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            () = supervisor_gone => tracing::warn!("berth up is gone; ending"),
        }
        cancelled.cancel();
    });
    Ok(token)
}

/// Runs a role to its end. Blocking reads of standard input do not hold the process up.
pub(crate) fn block_on<F: Future>(future: F) -> anyhow::Result<F::Output> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let output = runtime.block_on(future);
    runtime.shutdown_background();
    Ok(output)
}
