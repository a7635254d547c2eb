//! `berth server`: the control plane.

use std::process::ExitCode;

use berth_control::{ControlPlane, Lifetime, LinkOptions, Options, Retention, ServiceSettings};

use crate::{
    cli::ServerArgs,
    config::Settings,
    data_dir::{self, Client},
    events::Event,
    role,
};

pub(crate) fn main(args: ServerArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = settings.region(&args.region)?;
    role::init_messages();
    role::block_on(async {
        let shutdown = role::shutdown(args.supervised)?;
        let turn =
            data_dir::take_turn(&settings.data_dir, "server", args.supervised, &shutdown).await?;
        let opening = tokio::spawn(ControlPlane::open(Options {
            data_dir: settings.data_dir.clone(),
            listen: region.listen,
            region: region.region.clone(),
            account_id: region.account_id.clone(),
            agent_url: None,
            retention: Retention {
                seconds: i64::from(region.stopped_task_hours) * 3600,
                most: usize::try_from(region.stopped_tasks)?,
            },
            lifetime: Lifetime {
                seconds: i64::from(region.role_credentials_seconds),
            },
            link: LinkOptions::default(),
            services: ServiceSettings {
                healthy_after_ms: i64::from(region.healthy_after_seconds) * 1000,
            },
            secret_key_file: region.secret_key_file.clone(),
            public_addresses: region.public_addresses.clone(),
        }));
        let control = tokio::select! {
            opened = opening => opened??,
            // A slow disk is not waited for: whoever comes next does all of this again.
            () = shutdown.cancelled() => return Ok(ExitCode::SUCCESS),
        };
        let url = format!("http://{}", control.local_addr());
        let keys = control.keys();
        let client = |key: &berth_model::AccessKey| Client {
            access_key_id: key.id.clone(),
            secret_access_key: key.secret.clone(),
            region: region.region.clone(),
            endpoint_url: url.clone(),
        };
        data_dir::write_client(&settings.data_dir, &client(&keys.root))?;
        data_dir::write_agent_key(&settings.data_dir, &client(&keys.agent))?;
        if args.supervised {
            Event::Listening { url }.tell();
        }
        control.run(shutdown).await;
        // What is still in use ends with the process, and so does the turn.
        std::mem::forget(turn);
        Ok(ExitCode::SUCCESS)
    })?
}
