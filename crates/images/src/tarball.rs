//! Reads a layer's tar stream, entry by entry, with every part of it bounded.
//!
//! Headers are decoded by the `tar` crate; walking them is done here, because a layer is not
//! trusted and the size of its extension headers has to be limited before they are read.

use std::io::{self, Read};

use tar::{EntryType, Header};

const BLOCK: u64 = 512;
/// A long name or an extended header; the largest xattr Linux takes is 64 KiB.
const EXTENSION_BYTES_MAX: u64 = 1024 * 1024;

/// What an entry makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Directory,
    Symlink,
    HardLink,
    Char,
    Block,
    Fifo,
}

/// One entry's header, extensions applied.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) path: Vec<u8>,
    pub(crate) link: Vec<u8>,
    pub(crate) kind: Kind,
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// Seconds and nanoseconds since the epoch.
    pub(crate) mtime: (i64, u32),
    pub(crate) size: u64,
    /// Major and minor number.
    pub(crate) device: (u32, u32),
    pub(crate) xattrs: Vec<(Vec<u8>, Vec<u8>)>,
}

/// A tar stream.
pub(crate) struct Tarball<R> {
    reader: R,
    /// Bytes of the current entry not read yet.
    data: u64,
    padding: u64,
}

/// What extension headers said about the entry that follows them.
#[derive(Default)]
struct Extensions {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    uid: Option<u64>,
    gid: Option<u64>,
    size: Option<u64>,
    mtime: Option<(i64, u32)>,
    xattrs: Vec<(Vec<u8>, Vec<u8>)>,
}

impl<R: Read> Tarball<R> {
    pub(crate) const fn new(reader: R) -> Self {
        Self {
            reader,
            data: 0,
            padding: 0,
        }
    }

    /// The next entry, or `None` at the end of the archive. What was left of the last one is
    /// passed over.
    pub(crate) fn next(&mut self) -> io::Result<Option<Entry>> {
        let mut extensions = Extensions::default();
        loop {
            self.skip()?;
            let Some(header) = self.header()? else {
                return Ok(None);
            };
            let size = header.entry_size()?;
            let kind = header.entry_type();
            if let EntryType::XHeader | EntryType::GNULongName | EntryType::GNULongLink = kind {
                let bytes = self.extension(size)?;
                match kind {
                    EntryType::GNULongName => extensions.path = Some(until_nul(bytes)),
                    EntryType::GNULongLink => extensions.link = Some(until_nul(bytes)),
                    _ => extensions.read_pax(&bytes)?,
                }
                continue;
            }
            let size = extensions.size.unwrap_or(size);
            self.expect(size);
            if kind == EntryType::XGlobalHeader {
                continue;
            }
            return entry(&header, extensions, size).map(Some);
        }
    }

    /// The current entry's content.
    pub(crate) fn content(&mut self) -> Content<'_, R> {
        Content(self)
    }

    /// Reads to the end of the stream, past the archive's own end: the stream's digest covers it.
    pub(crate) fn drain(mut self) -> io::Result<R> {
        io::copy(&mut self.reader, &mut io::sink())?;
        Ok(self.reader)
    }

    const fn expect(&mut self, size: u64) {
        self.data = size;
        self.padding = (BLOCK - size % BLOCK) % BLOCK;
    }

    fn skip(&mut self) -> io::Result<()> {
        // Two steps, since a hostile size plus its padding may not fit a number.
        for left in [self.data, self.padding] {
            let skipped = io::copy(&mut (&mut self.reader).take(left), &mut io::sink())?;
            if skipped < left {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        self.expect(0);
        Ok(())
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut block = [0_u8; BLOCK as usize];
        let mut filled = 0;
        while filled < block.len() {
            match self.reader.read(&mut block[filled..])? {
                0 if filled == 0 => return Ok(None),
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => filled += count,
            }
        }
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let header = Header::from_byte_slice(&block).clone();
        let sum = block[..148].iter().chain(&block[156..]);
        let sum = sum.fold(8 * 32, |sum, byte| sum + u32::from(*byte));
        if header.cksum()? != sum {
            return Err(malformed("archive header checksum mismatch"));
        }
        Ok(Some(header))
    }

    fn extension(&mut self, size: u64) -> io::Result<Vec<u8>> {
        if size > EXTENSION_BYTES_MAX {
            return Err(malformed("archive extension header is too large"));
        }
        self.expect(size);
        let mut bytes = Vec::new();
        self.content().read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// See [`Tarball::content`]. Ends with an error if the stream ends before the entry does.
pub(crate) struct Content<'a, R>(&'a mut Tarball<R>);

impl<R: Read> Read for Content<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.0.data)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let count = self.0.reader.read(&mut buffer[..most])?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.0.data -= count as u64;
        Ok(count)
    }
}

impl Extensions {
    /// Records of `<length> <key>=<value>\n`; the length counts itself.
    fn read_pax(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let bad = || malformed("archive extended header is malformed");
        while !bytes.is_empty() {
            let space = bytes
                .iter()
                .position(|byte| *byte == b' ')
                .ok_or_else(bad)?;
            let length: usize = number(&bytes[..space]).ok_or_else(bad)?;
            if length <= space + 1 || length > bytes.len() || bytes[length - 1] != b'\n' {
                return Err(bad());
            }
            let record = &bytes[space + 1..length - 1];
            let equals = record
                .iter()
                .position(|byte| *byte == b'=')
                .ok_or_else(bad)?;
            self.record(&record[..equals], &record[equals + 1..])?;
            bytes = &bytes[length..];
        }
        Ok(())
    }

    fn record(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let bad = || malformed("archive extended header has a bad value");
        match key {
            b"path" => self.path = Some(value.to_vec()),
            b"linkpath" => self.link = Some(value.to_vec()),
            b"uid" => self.uid = Some(number(value).ok_or_else(bad)?),
            b"gid" => self.gid = Some(number(value).ok_or_else(bad)?),
            b"size" => self.size = Some(number(value).ok_or_else(bad)?),
            b"mtime" => self.mtime = Some(time(value).ok_or_else(bad)?),
            _ if key.starts_with(b"GNU.sparse.") => {
                return Err(malformed("sparse archive entries are not supported"));
            }
            _ => {
                if let Some(name) = key.strip_prefix(b"SCHILY.xattr.") {
                    self.xattrs.push((name.to_vec(), value.to_vec()));
                }
            }
        }
        Ok(())
    }
}

fn entry(header: &Header, extensions: Extensions, size: u64) -> io::Result<Entry> {
    let path = extensions
        .path
        .unwrap_or_else(|| header.path_bytes().into_owned());
    let link = extensions
        .link
        .or_else(|| header.link_name_bytes().map(std::borrow::Cow::into_owned))
        .unwrap_or_default();
    let kind = match header.entry_type() {
        // Before ustar, a directory was a file with a slash at its end.
        EntryType::Regular | EntryType::Continuous if path.ends_with(b"/") => Kind::Directory,
        EntryType::Regular | EntryType::Continuous => Kind::File,
        EntryType::Directory => Kind::Directory,
        EntryType::Symlink => Kind::Symlink,
        EntryType::Link => Kind::HardLink,
        EntryType::Char => Kind::Char,
        EntryType::Block => Kind::Block,
        EntryType::Fifo => Kind::Fifo,
        _ => return Err(malformed("archive entry of an unsupported type")),
    };
    let id = |pax: Option<u64>, plain: io::Result<u64>| {
        let id = pax.map_or(plain, Ok)?;
        // The last number means "leave it" to the kernel.
        u32::try_from(id)
            .ok()
            .filter(|id| *id != u32::MAX)
            .ok_or_else(|| malformed("archive entry's owner is out of range"))
    };
    let device = match kind {
        Kind::Char | Kind::Block => (
            header.device_major()?.unwrap_or(0),
            header.device_minor()?.unwrap_or(0),
        ),
        _ => (0, 0),
    };
    let mtime = match extensions.mtime {
        Some(mtime) => mtime,
        None => (i64::try_from(header.mtime()?).unwrap_or(0), 0),
    };
    Ok(Entry {
        path,
        link,
        kind,
        mode: header.mode()? & 0o7777,
        uid: id(extensions.uid, header.uid())?,
        gid: id(extensions.gid, header.gid())?,
        mtime,
        size,
        device,
        xattrs: extensions.xattrs,
    })
}

fn number<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// `-12.5` is 13 seconds before the epoch and half a second more.
fn time(text: &[u8]) -> Option<(i64, u32)> {
    let text = std::str::from_utf8(text).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds: i64 = whole.parse().ok()?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanos: u32 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    if whole.starts_with('-') && nanos > 0 {
        return Some((seconds.checked_sub(1)?, 1_000_000_000 - nanos));
    }
    Some((seconds, nanos))
}

fn until_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(end) = bytes.iter().position(|byte| *byte == 0) {
        bytes.truncate(end);
    }
    bytes
}

fn malformed(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: EntryType, name: &str, size: u64) -> Vec<u8> {
        let mut header = Header::new_ustar();
        header.set_entry_type(kind);
        header.set_path(name).expect("fits");
        header.set_size(size);
        header.set_mode(0o644);
        header.set_uid(1);
        header.set_gid(2);
        header.set_mtime(3);
        header.set_cksum();
        header.as_bytes().to_vec()
    }

    fn padded(mut bytes: Vec<u8>, content: &[u8]) -> Vec<u8> {
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
        bytes
    }

    #[test]
    fn extended_headers_win() {
        let pax = b"14 path=long/\n13 uid=70000\n14 mtime=-1.5\n26 SCHILY.xattr.user.a=\0=\n";
        let length = pax.len() as u64;
        let mut stream = padded(header(EntryType::XHeader, "x", length), pax);
        stream.extend(padded(header(EntryType::Regular, "short", 0), b""));
        let read = Tarball::new(&stream[..]).next();
        let Ok(Some(entry)) = read else {
            panic!("{read:?}");
        };
        assert_eq!(entry.path, b"long/");
        assert_eq!(
            (entry.uid, entry.gid, entry.kind),
            (70000, 2, Kind::Directory)
        );
        assert_eq!(entry.mtime, (-2, 500_000_000));
        assert_eq!(entry.xattrs, [(b"user.a".to_vec(), b"\0=".to_vec())]);
    }

    #[test]
    fn a_huge_extension_is_refused_before_it_is_read() {
        let stream = header(EntryType::XHeader, "x", 1 << 32);
        let error = Tarball::new(stream.chain(io::repeat(b'1'))).next();
        assert_eq!(
            error.expect_err("refused").kind(),
            io::ErrorKind::InvalidData
        );
    }

    #[test]
    fn cut_streams_are_errors() {
        let whole = padded(header(EntryType::Regular, "a", 600), &[7; 600]);
        for cut in [1, 511, 513, 1023, 1200] {
            let mut tarball = Tarball::new(&whole[..cut]);
            let read = tarball.next().and_then(|_| tarball.next().map(|_| ()));
            assert!(read.is_err(), "cut at {cut}");
        }
        let mut damaged = whole.clone();
        damaged[0] ^= 1;
        assert!(Tarball::new(&damaged[..]).next().is_err());
    }
}
