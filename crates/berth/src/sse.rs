//! Server-sent events, as the HTML standard has them, as far as the control plane sends them.

/// A message: what stood between two empty lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// Where the stream is after it.
    pub(crate) id: Option<String>,
    /// Lines joined by line ends; none if it only tells where the stream is.
    pub(crate) data: Option<String>,
}

/// Takes bytes as they come and gives messages as they are complete.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    message: Message,
}

impl Parser {
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Vec<Message> {
        let mut messages = Vec::new();
        for byte in bytes {
            if *byte != b'\n' {
                self.line.push(*byte);
                continue;
            }
            let line = std::mem::take(&mut self.line);
            let line = String::from_utf8_lossy(&line);
            let line = line.strip_suffix('\r').unwrap_or(&line);
            if line.is_empty() {
                let message = std::mem::take(&mut self.message);
                messages.extend(Some(message).filter(|it| *it != Message::default()));
            } else {
                self.field(line);
            }
        }
        messages
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "id" => self.message.id = Some(value.to_owned()),
            "data" => match &mut self.message.data {
                None => self.message.data = Some(value.to_owned()),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            },
            // Comments have no name; other fields say nothing that matters here.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_whole_however_they_are_cut() {
        let text = "retry: 1000\nid: 3\n\n: still here\n\nevent: lost\nid: 4\ndata: {\"a\": 1}\n\n\
                    id: 5\r\ndata: a\r\ndata:b\r\n\r\nid: 6\ndata: cut o";
        let message = |id: &str, data: Option<&str>| Message {
            id: Some(id.to_owned()),
            data: data.map(str::to_owned),
        };
        let expected = [
            message("3", None),
            message("4", Some("{\"a\": 1}")),
            message("5", Some("a\nb")),
        ];
        for size in [1, 2, 7, text.len()] {
            let mut parser = Parser::default();
            let pieces = text.as_bytes().chunks(size);
            let messages: Vec<_> = pieces.flat_map(|it| parser.take(it)).collect();
            assert_eq!(messages, expected, "pieces of {size}");
        }
    }
}
