//! `berth env`: what to export.

use std::process::ExitCode;

use crate::{cli::EnvArgs, config::Settings, data_dir};

#[allow(clippy::print_stdout, reason = "printing is what the command is for")]
pub(crate) fn main(args: &EnvArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let client = data_dir::read_client(&settings.data_dir)?;
    let data_dir = std::path::absolute(&settings.data_dir)?;
    let variables = [
        // For Berth's own commands: `berth tasks`, `berth down`.
        ("BERTH_DATA_DIR", data_dir.display().to_string()),
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
            .map(|(name, value)| format!("{name}={}", quoted(value)))
            .collect();
        println!("export {}", pairs.join(" "));
    }
    Ok(ExitCode::SUCCESS)
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:+=@%,".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_words_as_they_are() {
        let check = |word: &str, expected: &str| assert_eq!(quoted(word), expected);
        check("http://127.0.0.1:4566", "http://127.0.0.1:4566");
        check("/var/my data", "'/var/my data'");
        check("it's", "'it'\\''s'");
        check("", "''");
    }
}
