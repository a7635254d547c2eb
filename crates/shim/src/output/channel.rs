//! Output of a container inside a virtual machine, on its way to the host.

use berth_link::guest::WINDOW_BYTES;

use super::Stream;

/// What was read and not sent yet, and how much of what was sent the host has not taken.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    unsent: Vec<(Stream, Vec<u8>)>,
    on_its_way: u64,
}

impl Channel {
    pub(crate) fn append(&mut self, stream: Stream, bytes: &[u8]) {
        self.on_its_way += bytes.len() as u64;
        match self.unsent.last_mut() {
            Some((last, text)) if *last == stream => text.extend_from_slice(bytes),
            _ => self.unsent.push((stream, bytes.to_vec())),
        }
    }

    pub(crate) fn take_unsent(&mut self) -> Vec<(Stream, Vec<u8>)> {
        std::mem::take(&mut self.unsent)
    }

    pub(crate) fn taken(&mut self, bytes: u64) {
        self.on_its_way = self.on_its_way.saturating_sub(bytes);
    }

    /// Whether the host has to take some before there may be more.
    pub(crate) fn is_full(&self) -> bool {
        self.on_its_way >= WINDOW_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_full_until_the_host_has_taken_enough() {
        let mut channel = Channel::default();
        let half = vec![b'x'; usize::try_from(WINDOW_BYTES / 2).expect("small")];
        channel.append(Stream::Stdout, &half);
        assert!(!channel.is_full());
        channel.append(Stream::Stdout, &half);
        channel.append(Stream::Stderr, b"!");
        assert!(channel.is_full());
        let sent = channel.take_unsent();
        let lengths: Vec<_> = sent.iter().map(|(_, bytes)| bytes.len()).collect();
        assert_eq!(lengths, [half.len() * 2, 1], "of one stream as one");
        assert!(channel.is_full(), "sent is not taken");
        channel.taken(2);
        assert!(!channel.is_full());
        channel.taken(u64::MAX);
        assert!(channel.take_unsent().is_empty());
    }
}
