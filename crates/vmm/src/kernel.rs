//! A kernel for guests: a tree as a distribution's package unpacks it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::archive::Archive;
use crate::modules::{WANTED, in_order, name_of};

/// Where the guest's first process finds its modules, and the order to load them in, a name a line.
const MODULES: &str = "modules";
/// Timer interrupts a second, unless the kernel's configuration says otherwise.
const USUAL_HZ: u64 = 250;
/// The first bytes of every program.
const ELF: &[u8] = b"\x7fELF";
/// A program header that names the loader of shared libraries.
const PT_INTERP: u32 = 3;

/// A kernel and its modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kernel {
    /// e.g. `6.1.0-40-cloud-amd64`.
    pub version: String,
    /// What is booted.
    pub image: PathBuf,
    /// `…/lib/modules/<version>`.
    pub modules: PathBuf,
    /// Timer interrupts a second.
    pub hz: u64,
}

impl Kernel {
    /// The newest kernel for virtual machines below `tree`: `boot/vmlinuz-<version>` and
    /// `lib/modules/<version>`. In the root of a host only one whose version says `cloud` is taken,
    /// elsewhere any.
    #[must_use]
    pub fn find(tree: &Path) -> Option<Self> {
        let of_host = tree == Path::new("/");
        let mut versions: Vec<String> = fs::read_dir(tree.join("boot"))
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| Some(name.strip_prefix("vmlinuz-")?.to_owned()))
            .filter(|version| !of_host || version.contains("cloud"))
            .collect();
        versions.sort_by_key(|version| numbers(version));
        let all = versions.into_iter().rev();
        let mut whole = all.map(|version| Self {
            image: tree.join("boot").join(format!("vmlinuz-{version}")),
            modules: modules_of(tree, &version),
            hz: hz(&tree.join("boot").join(format!("config-{version}"))),
            version,
        });
        whole.find(|kernel| kernel.modules.join("kernel").is_dir())
    }

    /// The first file system: `program` as the guest's first process, with the libraries it needs if
    /// it is not a static one, and the modules it loads.
    ///
    /// # Errors
    /// If a file cannot be read, a module is compressed, or it is no program of this processor.
    pub fn initrd(&self, program: &Path) -> io::Result<Vec<u8>> {
        let code = fs::read(program).map_err(|error| of_file(program, error))?;
        let loader = loader(&code).ok_or_else(|| {
            let text = "is no 64-bit program";
            of_file(program, io::Error::other(text))
        })?;
        let libraries = match loader {
            Some(loader) => libraries(&loader, program)?,
            None => Vec::new(),
        };
        let mut archive = Archive::default();
        for directory in ["dev", "proc", "sys", "root", MODULES] {
            archive.directory(directory);
        }
        // The kernel gives its first process this as standard streams; a program of Rust's does
        // not begin without any.
        archive.device("dev/console", (5, 1));
        archive.file("init", &code);
        let mut directories = BTreeSet::new();
        for library in &libraries {
            let path = library.to_string_lossy();
            let path = path.trim_start_matches('/');
            for (at, _) in path.match_indices('/') {
                if directories.insert(path[..at].to_owned()) {
                    archive.directory(&path[..at]);
                }
            }
            let content = fs::read(library).map_err(|error| of_file(library, error))?;
            archive.file(path, &content);
        }
        let mut order = String::new();
        for file in in_order(&self.dependencies()?, &WANTED) {
            let path = self.modules.join(&file);
            if path.extension().is_none_or(|extension| extension != "ko") {
                let text = "is compressed, which a guest cannot load";
                return Err(of_file(&path, io::Error::other(text)));
            }
            let name = name_of(&file);
            let module = fs::read(&path).map_err(|error| of_file(&path, error))?;
            archive.file(&format!("{MODULES}/{name}"), &module);
            order += &name;
            order.push('\n');
        }
        archive.file(&format!("{MODULES}/order"), order.as_bytes());
        Ok(archive.finish())
    }

    /// `modules.dep`, which installing a package makes; a tree that was only unpacked has none, and
    /// what its modules need is read from themselves.
    fn dependencies(&self) -> io::Result<String> {
        match fs::read_to_string(self.modules.join("modules.dep")) {
            Ok(text) if !text.is_empty() => return Ok(text),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let mut files = Vec::new();
        collect(&self.modules, &mut files)?;
        let mut known: Vec<(String, String, Vec<String>)> = Vec::new();
        for path in files {
            let relative = path.strip_prefix(&self.modules).unwrap_or(&path);
            let relative = relative.to_string_lossy().into_owned();
            known.push((name_of(&relative), relative, Vec::new()));
        }
        // Only what is wanted is read: there are thousands.
        let mut wanted: Vec<String> = WANTED.map(str::to_owned).to_vec();
        let mut at = 0;
        while let Some(name) = wanted.get(at).cloned() {
            at += 1;
            let Some(entry) = known.iter_mut().find(|(known, ..)| *known == name) else {
                continue;
            };
            entry.2 = needs(&fs::read(self.modules.join(&entry.1))?);
            for one in entry.2.clone() {
                if !wanted.contains(&one) {
                    wanted.push(one);
                }
            }
        }
        let mut text = String::new();
        for (name, file, _) in &known {
            if !wanted.contains(name) {
                continue;
            }
            let mut all = Vec::new();
            reach(name, &known, &mut all);
            let files = all.iter().filter_map(|need| {
                let found = known.iter().find(|(known, ..)| known == need);
                found.map(|(_, file, _)| file.as_str())
            });
            text += &format!("{file}: {}\n", files.collect::<Vec<_>>().join(" "));
        }
        Ok(text)
    }
}

/// What a module needs, directly and through others, the deepest last.
fn reach(name: &str, known: &[(String, String, Vec<String>)], all: &mut Vec<String>) {
    let found = known.iter().find(|(known, ..)| known == name);
    for need in found
        .map(|(.., needs)| needs.as_slice())
        .unwrap_or_default()
    {
        // Named again further down, it is wanted earlier.
        all.retain(|one| one != need);
        all.push(need.clone());
        reach(need, known, all);
    }
}

/// The names in a module's `depends=` note.
fn needs(module: &[u8]) -> Vec<String> {
    let note = b"\0depends=";
    let found = module.windows(note.len()).position(|bytes| bytes == note);
    let Some(at) = found else { return Vec::new() };
    let text = &module[at + note.len()..];
    let end = text.iter().position(|byte| *byte == 0).unwrap_or(0);
    let text = String::from_utf8_lossy(&text[..end]);
    let names = text.split(',').filter(|name| !name.is_empty());
    names.map(|name| name.replace('-', "_")).collect()
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else if entry.file_name().to_string_lossy().contains(".ko") {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn modules_of(tree: &Path, version: &str) -> PathBuf {
    let usual = tree.join("lib/modules").join(version);
    if usual.is_dir() {
        return usual;
    }
    tree.join("usr/lib/modules").join(version)
}

fn hz(config: &Path) -> u64 {
    let text = fs::read_to_string(config).unwrap_or_default();
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix("CONFIG_HZ="));
    value
        .and_then(|value| value.parse().ok())
        .unwrap_or(USUAL_HZ)
}

/// The numbers in a version, to compare versions by.
fn numbers(version: &str) -> Vec<u64> {
    let parts = version.split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// The loader that the bytes of a 64-bit program ask for: `Some(None)` for a static one, `None` if they
/// are no such program.
fn loader(code: &[u8]) -> Option<Option<PathBuf>> {
    let word = |at: usize, length: usize| {
        let bytes = code.get(at..at.checked_add(length)?)?;
        let mut word = [0_u8; 8];
        word[..length].copy_from_slice(bytes);
        usize::try_from(u64::from_le_bytes(word)).ok()
    };
    if !code.starts_with(ELF) || code.get(4) != Some(&2) {
        return None;
    }
    let (start, size, count) = (word(32, 8)?, word(54, 2)?, word(56, 2)?);
    for number in 0..count {
        let header = start.checked_add(number * size)?;
        if word(header, 4)? == PT_INTERP as usize {
            let (at, length) = (word(header + 8, 8)?, word(header + 32, 8)?);
            let name = code.get(at..at.checked_add(length)?)?;
            let name = std::str::from_utf8(name).ok()?;
            return Some(Some(PathBuf::from(name.trim_end_matches('\0'))));
        }
    }
    Some(None)
}

/// The loader, and what it would load for the program, each where it is looked for.
fn libraries(loader: &Path, program: &Path) -> io::Result<Vec<PathBuf>> {
    let listed = Command::new(loader).arg("--list").arg(program).output()?;
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr).trim().to_owned();
        return Err(of_file(program, io::Error::other(said)));
    }
    let text = String::from_utf8_lossy(&listed.stdout);
    let words = text.split_whitespace().filter(|word| word.starts_with('/'));
    let mut paths: Vec<PathBuf> = words.map(PathBuf::from).collect();
    if !paths.iter().any(|path| path == loader) {
        paths.push(loader.to_owned());
    }
    Ok(paths)
}

fn of_file(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_whole_kernel_is_taken() {
        let tree = tempfile::tempdir().expect("a temporary directory");
        let root = tree.path();
        fs::create_dir(root.join("boot")).expect("new");
        for version in ["6.1.0-9", "6.1.0-40", "6.12.0"] {
            fs::write(root.join(format!("boot/vmlinuz-{version}")), "").expect("new");
        }
        for version in ["6.1.0-9", "6.1.0-40"] {
            let modules = root.join(format!("lib/modules/{version}/kernel"));
            fs::create_dir_all(modules).expect("new");
        }
        fs::write(root.join("boot/config-6.1.0-40"), "CONFIG_HZ=100\n").expect("new");
        let kernel = Kernel::find(root).expect("there is one");
        assert_eq!((kernel.version.as_str(), kernel.hz), ("6.1.0-40", 100));
        assert!(Kernel::find(&root.join("boot")).is_none());
    }

    #[test]
    fn a_module_says_what_it_needs() {
        let module = b"\x7fELF\0license=GPL\0depends=virtio,virtio-ring\0name=x\0";
        assert_eq!(needs(module), ["virtio", "virtio_ring"]);
        assert!(needs(b"\0depends=\0").is_empty());
        assert!(needs(b"nothing").is_empty());
    }

    #[test]
    fn a_program_brings_its_libraries() {
        let own = std::env::current_exe().expect("this test");
        let code = fs::read(&own).expect("readable");
        let found = loader(&code).expect("a program");
        let found = found.expect("tests are linked to libraries");
        let all = libraries(&found, &own).expect("they are there");
        assert!(all.contains(&found) && all.len() > 1, "{all:?}");
        let busybox = fs::read("/bin/busybox").expect("busybox is installed");
        assert_eq!(loader(&busybox), Some(None));
        assert_eq!(loader(b"#!/bin/sh\n"), None);
        assert_eq!(loader(&busybox[..40]), None);
    }
}
