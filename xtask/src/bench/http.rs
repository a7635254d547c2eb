//! As much of an HTTP client as benchmarks need: one connection kept open, one request at a time.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, bail};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

trait Stream: Read + Write + Send {}
impl<S: Read + Write + Send> Stream for S {}

/// A connection.
pub(super) struct Connection {
    stream: BufReader<Box<dyn Stream>>,
    host: String,
}

impl Connection {
    /// To `HOST:PORT`.
    pub(super) fn tcp(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("{address} is deaf"))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(Box::new(stream)),
            host: address.to_owned(),
        })
    }

    /// To a socket in the file system.
    pub(super) fn unix(path: &Path) -> anyhow::Result<Self> {
        let stream = UnixStream::connect(path);
        let stream = stream.with_context(|| format!("{} is deaf", path.display()))?;
        Ok(Self {
            stream: BufReader::new(Box::new(stream)),
            host: "localhost".to_owned(),
        })
    }

    /// Sends a request and reads the whole answer, which must say that all went well.
    pub(super) fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> anyhow::Result<Vec<u8>> {
        let request = self.request(method, path, headers, body);
        self.stream.get_mut().write_all(&request)?;
        self.answer()
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n",
            self.host,
            body.len()
        );
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += "\r\n";
        let mut request = request.into_bytes();
        request.extend_from_slice(body);
        request
    }

    fn answer(&mut self) -> anyhow::Result<Vec<u8>> {
        let status = self.line()?;
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?.to_lowercase();
            match line.split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse()?,
                Some(("transfer-encoding", value)) => chunked = value.trim() == "chunked",
                Some(_) => {}
                None => break,
            }
        }
        let mut body = Vec::new();
        if chunked {
            loop {
                let size = usize::from_str_radix(self.line()?.trim(), 16)?;
                self.bytes(size, &mut body)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        } else {
            self.bytes(length, &mut body)?;
        }
        let code = status.split(' ').nth(1).unwrap_or_default();
        if !code.starts_with('2') {
            bail!("{status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(body)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the connection was closed");
        }
        Ok(line.trim_end().to_owned())
    }

    fn bytes(&mut self, count: usize, into: &mut Vec<u8>) -> anyhow::Result<()> {
        let start = into.len();
        into.resize(start + count, 0);
        self.stream.read_exact(&mut into[start..])?;
        Ok(())
    }
}

/// Whoever may call a region's API.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) address: String,
    pub(super) region: String,
    pub(super) key_id: String,
    pub(super) secret: String,
}

impl Caller {
    /// From what `berth env` says.
    pub(super) fn new(
        environment: &std::collections::BTreeMap<String, String>,
    ) -> anyhow::Result<Self> {
        let get = |name: &str| {
            let value = environment.get(name).cloned();
            value.with_context(|| format!("berth env says no {name}"))
        };
        let url = get("AWS_ENDPOINT_URL")?;
        Ok(Self {
            address: url.trim_start_matches("http://").to_owned(),
            region: get("AWS_REGION")?,
            key_id: get("AWS_ACCESS_KEY_ID")?,
            secret: get("AWS_SECRET_ACCESS_KEY")?,
        })
    }

    /// A connection of its own.
    pub(super) fn connect(&self) -> anyhow::Result<Api> {
        Ok(Api {
            connection: Connection::tcp(&self.address)?,
            caller: self.clone(),
        })
    }
}

/// A connection to a region's API.
pub(super) struct Api {
    connection: Connection,
    caller: Caller,
}

/// A signed request, ready to be sent.
pub(super) struct Prepared(Vec<u8>);

impl Api {
    /// One call of ECS.
    pub(super) fn ecs(&mut self, operation: &str, input: &Value) -> anyhow::Result<Value> {
        let target = format!("AmazonEC2ContainerServiceV20141113.{operation}");
        let prepared = self.prepare("ecs", &target, input)?;
        self.call(prepared)
    }

    /// One call of CloudWatch Logs: the body of the answer.
    pub(super) fn logs(&mut self, operation: &str, input: &Value) -> anyhow::Result<Vec<u8>> {
        let prepared = self.prepare("logs", &format!("Logs_20140328.{operation}"), input)?;
        self.connection.stream.get_mut().write_all(&prepared.0)?;
        self.connection.answer()
    }

    /// Signs a call without making it, as a client does before the wire is of interest.
    pub(super) fn prepare(
        &self,
        service: &str,
        target: &str,
        input: &Value,
    ) -> anyhow::Result<Prepared> {
        let body = input.to_string();
        let Caller {
            region,
            key_id,
            secret,
            address,
        } = &self.caller;
        let time = stamp()?;
        let day = &time[..8];
        let signed = "content-type;host;x-amz-date;x-amz-target";
        let kind = "application/x-amz-json-1.1";
        let canonical = format!(
            "POST\n/\n\ncontent-type:{kind}\nhost:{address}\nx-amz-date:{time}\n\
             x-amz-target:{target}\n\n{signed}\n{}",
            hex::encode(Sha256::digest(&body))
        );
        let scope = format!("{day}/{region}/{service}/aws4_request");
        let text = format!(
            "AWS4-HMAC-SHA256\n{time}\n{scope}\n{}",
            hex::encode(Sha256::digest(canonical))
        );
        let parts = [day, region, service, "aws4_request", &text];
        let key = format!("AWS4{secret}").into_bytes();
        let signature = parts.iter().fold(key, |key, part| hmac(&key, part));
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={signed}, Signature={}",
            hex::encode(signature)
        );
        let headers = [
            ("content-type", kind),
            ("x-amz-date", &time),
            ("x-amz-target", target),
            ("authorization", &authorization),
        ];
        let request = self
            .connection
            .request("POST", "/", &headers, body.as_bytes());
        Ok(Prepared(request))
    }

    /// Makes a prepared call.
    pub(super) fn call(&mut self, prepared: Prepared) -> anyhow::Result<Value> {
        self.connection.stream.get_mut().write_all(&prepared.0)?;
        let body = self.connection.answer()?;
        if body.is_empty() {
            return Ok(Value::Null);
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// `YYYYMMDDTHHMMSSZ`, now.
#[allow(
    clippy::disallowed_methods,
    reason = "signatures of a real client carry the real time"
)]
fn stamp() -> anyhow::Result<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Years that begin in March, so that the leap day is their last.
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Ok(format!(
        "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"
    ))
}
