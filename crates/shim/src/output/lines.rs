//! Cuts a stream of bytes into lines.

use berth_link::spool::MAX_PAYLOAD;

/// A line without its newline, or a piece of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a [u8],
    /// No newline follows: the line was too long, or the stream ended.
    pub(crate) partial: bool,
}

/// Holds the beginning of a line until its end has come.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    held: Vec<u8>,
}

impl Lines {
    /// Passes every whole line to `to`, and pieces of [`MAX_PAYLOAD`] bytes of longer ones.
    pub(crate) fn cut(&mut self, mut bytes: &[u8], mut to: impl FnMut(Line<'_>)) {
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            self.piece(&bytes[..end], false, &mut to);
            bytes = &bytes[end + 1..];
        }
        if !bytes.is_empty() {
            self.piece(bytes, true, &mut to);
        }
    }

    fn piece(&mut self, mut text: &[u8], open: bool, to: &mut impl FnMut(Line<'_>)) {
        if !open && self.held.is_empty() && text.len() <= MAX_PAYLOAD {
            to(Line {
                text,
                partial: false,
            });
            return;
        }
        while self.held.len() + text.len() > MAX_PAYLOAD {
            let (head, tail) = text.split_at(MAX_PAYLOAD - self.held.len());
            self.held.extend_from_slice(head);
            to(Line {
                text: &self.held,
                partial: true,
            });
            self.held.clear();
            text = tail;
        }
        self.held.extend_from_slice(text);
        if !open {
            to(Line {
                text: &self.held,
                partial: false,
            });
            self.held.clear();
            // A container that once wrote a very long line does not keep its memory.
            self.held.shrink_to(4096);
        }
    }

    /// What has come since the last newline.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(parts: &[&[u8]]) -> (Vec<(Vec<u8>, bool)>, Vec<u8>) {
        let mut lines = Lines::default();
        let mut seen = Vec::new();
        for part in parts {
            lines.cut(part, |line| seen.push((line.text.to_vec(), line.partial)));
        }
        (seen, lines.rest())
    }

    #[test]
    fn lines_are_whole_however_they_arrive() {
        let text = b"one\n\nthree\nfo";
        for at in 0..text.len() {
            let (seen, rest) = cut(&[&text[..at], &text[at..]]);
            let wanted: Vec<(Vec<u8>, bool)> = [&b"one"[..], b"", b"three"]
                .map(|line| (line.to_vec(), false))
                .into();
            assert_eq!(seen, wanted, "cut at {at}");
            assert_eq!(rest, b"fo");
        }
    }

    #[test]
    fn long_lines_come_in_pieces() {
        let mut text = vec![b'x'; MAX_PAYLOAD * 2 + 5];
        text.push(b'\n');
        for step in [1000, 65_536, text.len()] {
            let (seen, rest) = cut(&text.chunks(step).collect::<Vec<_>>());
            let shape: Vec<(usize, bool)> = seen.iter().map(|(t, p)| (t.len(), *p)).collect();
            assert_eq!(
                shape,
                [(MAX_PAYLOAD, true), (MAX_PAYLOAD, true), (5, false)]
            );
            assert!(rest.is_empty());
        }
    }

    #[test]
    fn a_line_of_just_the_bound_is_one_record() {
        let mut text = vec![b'x'; MAX_PAYLOAD];
        text.push(b'\n');
        let (seen, _) = cut(&[&text[..10], &text[10..]]);
        assert_eq!(seen.len(), 1);
        assert!(!seen[0].1);
    }
}
