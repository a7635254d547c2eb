//! The format of a kernel's first file system: a `newc` cpio archive.

const HEADER: &str = "070701";
const TRAILER: &str = "TRAILER!!!";
const REGULAR: u32 = 0o100_000;
const DIRECTORY: u32 = 0o040_000;
const CHARACTER: u32 = 0o020_000;

/// An archive that grows.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    inodes: u32,
}

impl Archive {
    /// Adds a directory; parents come before what is in them.
    pub(crate) fn directory(&mut self, path: &str) {
        self.entry(path, DIRECTORY | 0o755, (0, 0), &[]);
    }

    /// Adds a file that can be run.
    pub(crate) fn file(&mut self, path: &str, content: &[u8]) {
        self.entry(path, REGULAR | 0o755, (0, 0), content);
    }

    /// Adds a character device by its numbers.
    pub(crate) fn device(&mut self, path: &str, numbers: (u32, u32)) {
        self.entry(path, CHARACTER | 0o600, numbers, &[]);
    }

    /// The whole archive.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.entry(TRAILER, 0, (0, 0), &[]);
        self.bytes
    }

    fn entry(&mut self, path: &str, mode: u32, device: (u32, u32), content: &[u8]) {
        self.inodes += 1;
        let links = if mode & DIRECTORY == DIRECTORY { 2 } else { 1 };
        let fields: [u64; 13] = [
            self.inodes.into(),
            mode.into(),
            0,
            0,
            links,
            0,
            content.len() as u64,
            0,
            0,
            device.0.into(),
            device.1.into(),
            path.len() as u64 + 1,
            0,
        ];
        self.bytes.extend_from_slice(HEADER.as_bytes());
        for field in fields {
            self.bytes
                .extend_from_slice(format!("{field:08x}").as_bytes());
        }
        self.bytes.extend_from_slice(path.as_bytes());
        self.bytes.push(0);
        self.pad();
        self.bytes.extend_from_slice(content);
        self.pad();
    }

    fn pad(&mut self) {
        let length = self.bytes.len().next_multiple_of(4);
        self.bytes.resize(length, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpio_itself_reads_it() {
        use std::io::Write as _;
        let mut archive = Archive::default();
        archive.directory("dir");
        archive.file("dir/file", b"hello");
        let bytes = archive.finish();
        assert_eq!(bytes.len() % 4, 0);
        assert!(bytes.starts_with(b"070701"));
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut cpio = std::process::Command::new("cpio")
            .args(["-i", "--quiet"])
            .current_dir(&directory)
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("cpio is installed");
        let mut input = cpio.stdin.take().expect("a pipe");
        input.write_all(&bytes).expect("it reads");
        drop(input);
        assert!(cpio.wait().expect("it ends").success());
        let text = std::fs::read_to_string(directory.path().join("dir/file"));
        assert_eq!(text.expect("there"), "hello");
    }
}
