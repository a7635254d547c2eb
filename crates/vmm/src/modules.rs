//! Which of a kernel's modules a guest needs, in the order in which they can be loaded.

/// What the guest asks for by name; what they need comes with them. Names as in `modules.dep`, with
/// underscores.
pub(crate) const WANTED: [&str; 8] = [
    "virtio_mmio",
    "virtio_console",
    "virtio_blk",
    "virtio_net",
    "erofs",
    "overlay",
    "ext4",
    "virtio_rng",
];

/// The files, relative to the modules' directory, that `wanted` need, each after what it needs itself.
/// A name that is neither in `modules.dep` nor built in is left out: the guest says what it lacks.
pub(crate) fn in_order(modules_dep: &str, wanted: &[&str]) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for name in wanted {
        let line = modules_dep.lines().find_map(|line| {
            let (file, needs) = line.split_once(':')?;
            (name_of(file) == *name).then_some((file, needs))
        });
        let Some((file, needs)) = line else { continue };
        // The file lists what it needs directly and indirectly, the deepest last.
        let mut needs: Vec<&str> = needs.split_whitespace().collect();
        needs.reverse();
        for one in needs.into_iter().chain([file]) {
            if !files.iter().any(|known| known == one) {
                files.push(one.to_owned());
            }
        }
    }
    files
}

/// A module's name by its file's.
pub(crate) fn name_of(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default();
    let name = name.split('.').next().unwrap_or_default();
    name.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_comes_first_and_once() {
        let dep = "kernel/a/virtio-mmio.ko: kernel/v/virtio_ring.ko kernel/v/virtio.ko\n\
                   kernel/v/virtio.ko:\n\
                   kernel/v/virtio_ring.ko: kernel/v/virtio.ko\n\
                   kernel/f/erofs.ko.xz: kernel/l/libcrc32c.ko.xz\n";
        assert_eq!(
            in_order(dep, &["virtio_mmio", "virtio", "erofs", "ext4"]),
            [
                "kernel/v/virtio.ko",
                "kernel/v/virtio_ring.ko",
                "kernel/a/virtio-mmio.ko",
                "kernel/l/libcrc32c.ko.xz",
                "kernel/f/erofs.ko.xz",
            ]
        );
    }
}
