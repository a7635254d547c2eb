//! The last step inside a container's init process: becoming the program.

use std::ffi::CString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

use berth_link::shim::{ContainerSpec, ShimError, ShimErrorCode};
use nix::unistd::{dup2_stderr, dup2_stdin, dup2_stdout, setsid};
use serde::{Deserialize, Serialize};

use crate::user::User;
use crate::{init, sys};

/// Where programs are looked for if the image and the task do not say.
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What a container's first process tells the shim if it could not become the program. When it
/// could, the line is closed by that and nothing is written.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StartFailure {
    pub(crate) error: ShimError,
    /// 127 if there is no such program, 126 if it cannot be run.
    pub(crate) exit_code: i32,
}

/// Program, arguments and environment, exactly as asked for.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    args: Vec<CString>,
    env: Vec<CString>,
    path: String,
    /// The program's standard streams are the container's first terminal.
    terminal: bool,
    /// The container's first process is [`init`], which runs the program.
    through_init: bool,
}

impl Program {
    /// # Errors
    /// What to say about a NUL byte in an argument or a variable.
    pub(crate) fn new(args: &[String], env: &[String], terminal: bool) -> Result<Self, String> {
        let list = |texts: &[String]| {
            texts
                .iter()
                .map(|text| CString::new(text.as_str()))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|_| "an argument or variable holds a NUL byte".to_owned())
        };
        // As getenv does, the first of several wins.
        let path = env
            .iter()
            .find_map(|variable| variable.strip_prefix("PATH="));
        Ok(Self {
            args: list(args)?,
            env: list(env)?,
            path: path.unwrap_or_default().to_owned(),
            terminal,
            through_init: false,
        })
    }

    /// The same, run by an [`init`] process.
    pub(crate) fn through_init(mut self, wanted: bool) -> Self {
        self.through_init = wanted;
        self
    }

    /// Returns only if the program could not be run.
    pub(crate) fn run(&self) -> StartFailure {
        if self.terminal
            && let Err(error) = take_terminal()
        {
            return failure(format!("cannot open the terminal: {error}"), 126);
        }
        let name = self
            .args
            .first()
            .map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let file = match find(&name, &self.path) {
            Ok(file) => file,
            Err((message, exit_code)) => return failure(format!("exec: {message}"), exit_code),
        };
        sys::reset_signals();
        let Ok(file_c) = CString::new(file.as_str()) else {
            return failure(format!("exec {file}: invalid argument"), 126);
        };
        let error = if self.through_init {
            let mut args: Vec<CString> = [init::PATH, "--"]
                .iter()
                .filter_map(|word| CString::new(*word).ok())
                .collect();
            let path = args[0].clone();
            args.extend(self.args.iter().cloned());
            let Err(error) = nix::unistd::execve(&path, &args, &self.env);
            error
        } else {
            let Err(error) = nix::unistd::execve(&file_c, &self.args, &self.env);
            error
        };
        let text = error_text(&io::Error::from(error));
        failure(format!("exec {file}: {text}"), 126)
    }
}

/// The environment the program sees: what was asked for, and what docker adds if it is missing.
pub(crate) fn environment(spec: &ContainerSpec, user: &User) -> Vec<String> {
    let mut env = spec.env.clone();
    let mut add = |name: &str, value: &str| {
        let present = env
            .iter()
            .any(|v| v.split_once('=').is_some_and(|(n, _)| n == name));
        if !present && !value.is_empty() {
            env.push(format!("{name}={value}"));
        }
    };
    add("PATH", DEFAULT_PATH);
    add("HOSTNAME", &spec.hostname);
    add("HOME", &user.home);
    env
}

/// Makes the terminal that the shim has opened this session's, and all three standard streams.
fn take_terminal() -> io::Result<()> {
    // An error means that this process leads its session already.
    let _ = setsid();
    let terminal = File::options()
        .read(true)
        .write(true)
        .custom_flags(libc::O_NOCTTY)
        .open("/dev/pts/0")?;
    sys::control_terminal(&terminal)?;
    dup2_stdin(&terminal)?;
    dup2_stdout(&terminal)?;
    dup2_stderr(&terminal)?;
    Ok(())
}

/// A program that cannot be run.
pub(crate) fn failure(message: String, exit_code: i32) -> StartFailure {
    StartFailure {
        error: ShimError {
            code: ShimErrorCode::CannotStart,
            message,
        },
        exit_code,
    }
}

/// Finds the file to run the way a shell does.
fn find(name: &str, path: &str) -> Result<String, (String, i32)> {
    if name.contains('/') {
        return match runnable(name) {
            Ok(()) => Ok(name.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err((format!("{name:?}: permission denied"), 126))
            }
            Err(error) => Err((
                format!("{name:?}: stat {name}: {}", error_text(&error)),
                127,
            )),
        };
    }
    for directory in path.split(':') {
        let directory = if directory.is_empty() { "." } else { directory };
        let file = format!("{directory}/{name}");
        if runnable(&file).is_ok() {
            return Ok(file);
        }
    }
    Err((format!("{name:?}: executable file not found in $PATH"), 127))
}

fn runnable(file: &str) -> io::Result<()> {
    let metadata = fs::metadata(file)?;
    if metadata.is_file() && metadata.permissions().mode() & 0o111 != 0 {
        Ok(())
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// The system's words for an error, in docker's lower case.
fn error_text(error: &io::Error) -> String {
    let text = match error.raw_os_error() {
        Some(number) => nix::errno::Errno::from_raw(number).desc().to_owned(),
        None => error.to_string(),
    };
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_looked_up_like_docker_does() {
        assert_eq!(find("sh", "/nowhere:/bin"), Ok("/bin/sh".to_owned()));
        assert_eq!(
            find("/nope", "/bin"),
            Err((
                "\"/nope\": stat /nope: no such file or directory".to_owned(),
                127
            ))
        );
        assert_eq!(
            find("nope", "/bin"),
            Err((
                "\"nope\": executable file not found in $PATH".to_owned(),
                127
            ))
        );
        assert_eq!(
            find("/etc/passwd", ""),
            Err(("\"/etc/passwd\": permission denied".to_owned(), 126))
        );
    }
}
