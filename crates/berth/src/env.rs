//! `berth env`: what to export.

use std::process::ExitCode;

use crate::{cli::EnvArgs, config::Settings, data_dir};

#[allow(clippy::print_stdout, reason = "printing is what the command is for")]
pub(crate) fn main(args: &EnvArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let client = data_dir::read_client(&settings.data_dir)?;
    let variables = [
        ("AWS_ACCESS_KEY_ID", client.access_key_id),
        ("AWS_SECRET_ACCESS_KEY", client.secret_access_key),
        ("AWS_REGION", client.region.clone()),
        ("AWS_DEFAULT_REGION", client.region),
        ("AWS_ENDPOINT_URL", client.endpoint_url),
    ];
    if args.json {
        let object: serde_json::Map<_, _> = variables
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        println!("{}", serde_json::Value::Object(object));
    } else {
        let pairs: Vec<_> = variables
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        println!("export {}", pairs.join(" "));
    }
    Ok(ExitCode::SUCCESS)
}
