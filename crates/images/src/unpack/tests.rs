//! Layers, good and evil, into directories.

use std::fs::{self, Metadata};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

use tar::EntryType;
use tempfile::TempDir;

use super::*;
use crate::manifest::digest_of;
use crate::testing::{Layer, Packing};

/// A directory with `outside`, which must stay as it is, and `fs`, the layer's own.
struct Bench {
    dir: TempDir,
    below: Vec<PathBuf>,
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("dir");
        fs::create_dir(dir.path().join("fs")).expect("made");
        fs::create_dir(dir.path().join("outside")).expect("made");
        fs::write(dir.path().join("outside/secret"), "untouched").expect("written");
        Self {
            dir,
            below: Vec::new(),
        }
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("fs")
    }

    fn unpack(&self, layer: Layer) -> Result<Unpacked, String> {
        self.unpack_as(layer, Packing::Gzip)
    }

    fn unpack_as(&self, layer: Layer, packing: Packing) -> Result<Unpacked, String> {
        let tar = layer.tar();
        let blob = self.dir.path().join("blob");
        fs::write(&blob, packing.pack(&tar)).expect("written");
        let cancelled = Arc::new(AtomicBool::new(false));
        unpack(
            &blob,
            &self.root(),
            &self.below,
            &digest_of(&tar),
            &cancelled,
        )
    }

    fn stat(&self, path: &str) -> Metadata {
        fs::symlink_metadata(self.root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn opaque(&self, path: &str) -> bool {
        let mut value = [0; 8];
        let path = self.root().join(path);
        rustix::fs::lgetxattr(path, "trusted.overlay.opaque", &mut value)
            .is_ok_and(|length| &value[..length] == b"y")
    }

    fn whiteout(&self, path: &str) -> bool {
        let stat = self.stat(path);
        stat.file_type().is_char_device() && stat.rdev() == 0
    }

    fn outside_is_untouched(&self) {
        let outside = self.dir.path().join("outside");
        let names: Vec<_> = fs::read_dir(&outside)
            .expect("read")
            .map(|entry| entry.expect("entry").file_name())
            .collect();
        assert_eq!(names, ["secret"]);
        assert_eq!(
            fs::read(outside.join("secret")).expect("read"),
            b"untouched"
        );
        let stat = fs::metadata(outside.join("secret")).expect("stat");
        assert_eq!(
            (stat.nlink(), stat.uid(), stat.mode() & 0o7777),
            (1, 0, 0o644)
        );
    }
}

#[test]
fn everything_a_layer_says_is_kept() {
    let bench = Bench::new();
    let layer = Layer::new()
        .dir("./", 0o750)
        .entry(EntryType::Directory, "srv/", "", 0o2775, (7, 8), b"")
        .entry(
            EntryType::Regular,
            "srv/tool",
            "",
            0o4755,
            (70_000, 9),
            b"content",
        )
        .pax("SCHILY.xattr.user.note", b"a\0b")
        .pax("mtime", b"-1.25")
        .file("srv/noted", 0o600, b"")
        .symlink("srv/link", "../../../../outside/secret")
        .hard_link("srv/again", "srv/tool")
        .entry(EntryType::Char, "null", "", 0o666, (0, 0), b"")
        .entry(EntryType::Fifo, "pipe", "", 0o620, (5, 6), b"");
    let done = bench.unpack(layer).expect("unpacks");
    assert_eq!(
        done,
        Unpacked {
            size_bytes: 7,
            opaque_root: false
        }
    );
    assert_eq!(bench.stat("").mode() & 0o7777, 0o750);
    let srv = bench.stat("srv");
    assert_eq!((srv.uid(), srv.gid(), srv.mode() & 0o7777), (7, 8, 0o2775));
    assert_eq!(srv.mtime(), 1_700_000_000, "although files were made in it");
    let tool = bench.stat("srv/tool");
    assert_eq!(
        (tool.uid(), tool.gid(), tool.mode() & 0o7777),
        (70_000, 9, 0o4755)
    );
    assert_eq!(tool.ino(), bench.stat("srv/again").ino());
    let noted = bench.stat("srv/noted");
    assert_eq!((noted.mtime(), noted.mtime_nsec()), (-2, 750_000_000));
    let mut value = [0; 8];
    let path = bench.root().join("srv/noted");
    let length = rustix::fs::lgetxattr(path, "user.note", &mut value).expect("xattr");
    assert_eq!(&value[..length], b"a\0b");
    let target = fs::read_link(bench.root().join("srv/link")).expect("link");
    assert_eq!(target, Path::new("../../../../outside/secret"));
    assert_eq!(bench.stat("null").rdev(), rustix::fs::makedev(1, 3));
    let pipe = bench.stat("pipe");
    assert!(pipe.file_type().is_fifo());
    assert_eq!((pipe.uid(), pipe.mode() & 0o7777), (5, 0o620));
    bench.outside_is_untouched();
}

#[test]
fn all_packings_are_one() {
    for packing in [Packing::Plain, Packing::Gzip, Packing::Zstd] {
        let bench = Bench::new();
        let layer = Layer::new().file("a", 0o644, &[b'x'; 300_000]);
        let done = bench.unpack_as(layer, packing).expect("unpacks");
        assert_eq!(done.size_bytes, 300_000, "{packing:?}");
        assert_eq!(bench.stat("a").len(), 300_000);
    }
}

#[test]
fn later_entries_replace_earlier_ones() {
    let bench = Bench::new();
    let layer = Layer::new()
        .file("a", 0o644, b"one")
        .hard_link("b", "a")
        .file("a", 0o644, b"two")
        .dir("d/", 0o755)
        .file("d/inside", 0o644, b"")
        .symlink("d", "a")
        .file("e", 0o644, b"")
        .dir("e/", 0o700)
        .dir("f/", 0o755)
        .file("f/kept", 0o644, b"")
        .dir("f/", 0o711)
        .hard_link("b", "b");
    bench.unpack(layer).expect("unpacks");
    assert_eq!(fs::read(bench.root().join("a")).expect("a"), b"two");
    assert_eq!(fs::read(bench.root().join("b")).expect("b"), b"one");
    assert!(bench.stat("d").is_symlink());
    assert_eq!(bench.stat("e").mode() & 0o7777, 0o700);
    assert_eq!(bench.stat("f").mode() & 0o7777, 0o711);
    assert!(bench.stat("f/kept").is_file());
}

#[test]
fn whiteouts_take_overlayfs_form() {
    let bench = Bench::new();
    let layer = Layer::new()
        .file("gone/.wh.file", 0o644, b"")
        .file("bare/.wh..wh..opq", 0o644, b"")
        .file(".wh..wh.plnk", 0o644, b"")
        // Both in one layer: what it brings stays, what is below goes.
        .file("own", 0o644, b"mine")
        .file(".wh.own", 0o644, b"")
        .dir("tree/", 0o755)
        .file(".wh.tree", 0o644, b"")
        .file(".wh.late", 0o644, b"")
        .file("late/file", 0o644, b"")
        .file(".wh.later", 0o644, b"")
        .file("later", 0o644, b"new");
    let done = bench.unpack(layer).expect("unpacks");
    assert!(!done.opaque_root);
    assert!(bench.whiteout("gone/file"));
    assert!(bench.opaque("bare") && !bench.opaque("gone"));
    assert_eq!(fs::read(bench.root().join("own")).expect("own"), b"mine");
    assert!(bench.stat("tree").is_dir() && bench.opaque("tree"));
    assert!(bench.stat("late/file").is_file() && bench.opaque("late"));
    assert_eq!(fs::read(bench.root().join("later")).expect("later"), b"new");
    let names: Vec<_> = fs::read_dir(bench.root()).expect("read").collect();
    assert_eq!(names.len(), 6, "no .wh. name is left: {names:?}");

    let bench = Bench::new();
    let layer = Layer::new().file(".wh..wh..opq", 0o644, b"");
    assert!(bench.unpack(layer).expect("unpacks").opaque_root);
}

#[test]
fn a_layers_own_links_are_followed_inside_it() {
    let bench = Bench::new();
    let layer = Layer::new()
        .dir("usr/lib/", 0o755)
        .symlink("lib", "usr/lib")
        .file("lib/a", 0o644, b"")
        .symlink("abs", "/usr/lib")
        .file("abs/b", 0o644, b"")
        .symlink("up", "../../../../usr/lib")
        .file("up/c", 0o644, b"")
        .hard_link("d", "up/c");
    bench.unpack(layer).expect("unpacks");
    for name in ["a", "b", "c"] {
        assert!(bench.stat(&format!("usr/lib/{name}")).is_file());
    }
    assert_eq!(bench.stat("d").nlink(), 2);
}

#[test]
fn directories_a_layer_does_not_mention_stay_as_they_are_below() {
    let lower = Bench::new();
    let layer = Layer::new()
        .entry(EntryType::Directory, "tmp/", "", 0o1777, (3, 4), b"")
        .symlink("srv", "/etc");
    lower.unpack(layer).expect("unpacks");
    let mut bench = Bench::new();
    bench.below.push(lower.root());
    let layer = Layer::new()
        .file("tmp/a", 0o644, b"")
        .file("srv/a", 0o644, b"")
        .file("new/a", 0o644, b"");
    bench.unpack(layer).expect("unpacks");
    let tmp = bench.stat("tmp");
    assert_eq!((tmp.uid(), tmp.gid(), tmp.mode() & 0o7777), (3, 4, 0o1777));
    assert_eq!(tmp.mtime(), 1_700_000_000);
    assert_eq!(bench.stat("new").mode() & 0o7777, 0o755);
    assert_eq!(
        bench.stat("srv").mode() & 0o7777,
        0o755,
        "a link below is no directory"
    );
}

/// Makes a layer that knows where it will be unpacked.
type Evil = Box<dyn Fn(&Bench) -> Layer>;

#[test]
fn no_path_leaves_its_layer() {
    let absolute = |bench: &Bench| bench.dir.path().join("outside").display().to_string();
    let evil: Vec<(&str, Evil)> = vec![
        (
            "dots",
            Box::new(|_| Layer::new().file("../outside/x", 0o644, b"x")),
        ),
        (
            "dots inside",
            Box::new(|_| Layer::new().file("a/../../outside/x", 0o644, b"x")),
        ),
        (
            "directory",
            Box::new(|_| Layer::new().dir("../outside/", 0o777)),
        ),
        (
            "root itself",
            Box::new(|_| Layer::new().symlink("./", "../outside")),
        ),
        (
            "link to dots",
            Box::new(|_| {
                Layer::new()
                    .symlink("l", "../outside")
                    .file("l/x", 0o644, b"x")
            }),
        ),
        (
            "absolute link",
            Box::new(move |bench| {
                Layer::new()
                    .symlink("l", &absolute(bench))
                    .file("l/x", 0o644, b"x")
            }),
        ),
        (
            "chain of links",
            Box::new(|_| {
                Layer::new()
                    .symlink("a", "..")
                    .symlink("b", "a/outside")
                    .file("b/secret", 0o644, b"x")
            }),
        ),
        (
            "file through a link",
            Box::new(|_| {
                Layer::new()
                    .symlink("s", "../outside/secret")
                    .file("s/x", 0o644, b"x")
            }),
        ),
        (
            "hard link",
            Box::new(|_| Layer::new().hard_link("h", "../outside/secret")),
        ),
        (
            "hard link through a link",
            Box::new(|_| {
                Layer::new()
                    .symlink("l", "../outside")
                    .hard_link("h", "l/secret")
            }),
        ),
        (
            "hard link to a root path",
            Box::new(|bench| {
                let secret = bench.dir.path().join("outside/secret");
                Layer::new()
                    .pax("linkpath", secret.to_str().expect("text").as_bytes())
                    .hard_link("h", "")
            }),
        ),
        (
            "whiteout",
            Box::new(|_| {
                Layer::new()
                    .symlink("l", "../outside")
                    .file("l/.wh.secret", 0, b"")
            }),
        ),
        (
            "whiteout of dots",
            Box::new(|_| Layer::new().file("a/.wh...", 0, b"")),
        ),
        (
            "whiteout of nothing",
            Box::new(|_| Layer::new().file(".wh.", 0, b"")),
        ),
        (
            "opaque",
            Box::new(|_| {
                Layer::new()
                    .symlink("l", "../outside")
                    .file("l/.wh..wh..opq", 0, b"")
            }),
        ),
        (
            "hard link to a directory",
            Box::new(|_| Layer::new().dir("d/", 0).hard_link("h", "d")),
        ),
        (
            "magic link",
            Box::new(|_| {
                Layer::new()
                    .symlink("l", "/proc/self/root")
                    .file("l/x", 0, b"")
            }),
        ),
        (
            "NUL",
            Box::new(|_| Layer::new().pax("path", b"a\0b").file("a", 0o644, b"")),
        ),
    ];
    for (name, layer) in evil {
        let bench = Bench::new();
        let outcome = bench.unpack(layer(&bench));
        assert!(outcome.is_err(), "{name}: {outcome:?}");
        bench.outside_is_untouched();
    }
}

#[test]
fn links_at_the_end_of_a_path_are_replaced_not_followed() {
    let bench = Bench::new();
    let layer = Layer::new()
        .symlink("a", "../outside/secret")
        .file("a", 0o666, b"mine")
        .symlink("b", "../outside")
        .entry(EntryType::Directory, "b/", "", 0o777, (5, 5), b"")
        .symlink("c", "../outside/secret")
        .hard_link("d", "c")
        .entry(EntryType::Symlink, "c", "x", 0o777, (6, 6), b"");
    bench.unpack(layer).expect("unpacks");
    assert!(bench.stat("a").is_file() && bench.stat("b").is_dir());
    assert!(
        bench.stat("d").is_symlink(),
        "a hard link to a link is that link"
    );
    bench.outside_is_untouched();
}

#[test]
fn a_layer_cannot_speak_to_overlayfs() {
    let bench = Bench::new();
    let layer = Layer::new()
        .pax("SCHILY.xattr.trusted.overlay.redirect", b"/etc")
        .pax("SCHILY.xattr.trusted.overlay.opaque", b"y")
        .pax("SCHILY.xattr.security.selinux", b"x")
        .dir("d/", 0o755);
    bench.unpack(layer).expect("unpacks");
    let mut names = [0; 256];
    let length = rustix::fs::llistxattr(bench.root().join("d"), &mut names).expect("list");
    assert!(!String::from_utf8_lossy(&names[..length]).contains("overlay"));
}

#[test]
fn damaged_layers_are_errors() {
    let bench = Bench::new();
    let tar = Layer::new().file("a", 0o644, &[9; 5000]).tar();
    let blob = bench.dir.path().join("blob");
    let run = |bytes: &[u8], diff_id: &str| {
        let bench = Bench::new();
        fs::write(&blob, bytes).expect("written");
        let cancelled = Arc::new(AtomicBool::new(false));
        unpack(&blob, &bench.root(), &[], diff_id, &cancelled)
    };
    let id = digest_of(&tar);
    run(&tar, &id).expect("the good one is good");
    let other = digest_of(b"other");
    assert!(run(&tar, &other).expect_err("diff id").contains(&other));
    let packed = Packing::Gzip.pack(&tar);
    for cut in [11, packed.len() / 2, packed.len() - 9] {
        assert!(run(&packed[..cut], &id).is_err(), "gzip cut at {cut}");
    }
    assert!(run(&tar[..3000], &id).is_err());
    let trailing = [&tar[..], b"more"].concat();
    assert!(
        run(&trailing, &id).is_err(),
        "bytes after the end count too"
    );
}

#[test]
fn a_pull_given_up_stops_unpacking() {
    let bench = Bench::new();
    let tar = Layer::new().file("a", 0o644, b"x").tar();
    let blob = bench.dir.path().join("blob");
    fs::write(&blob, &tar).expect("written");
    let cancelled = Arc::new(AtomicBool::new(true));
    let outcome = unpack(&blob, &bench.root(), &[], &digest_of(&tar), &cancelled);
    assert!(outcome.expect_err("stops").contains("given up"));
}
