//! What agents, control planes and shims send each other, and what shims leave on the disk.

use berth_link::guest::{self, Frame, FromGuest, GuestDecoder, ToGuest};
use berth_link::{acs, shim, spool, tcs};

/// A message that was read is written so that it reads as the same.
pub(crate) fn acs(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(message) = acs::ServerMessage::decode(&text) {
        let written = message.encode();
        let again = acs::ServerMessage::decode(&written).expect("reads what it wrote");
        assert_eq!(again.encode(), written);
    }
    if let Ok(message) = acs::AgentMessage::decode(&text) {
        let written = message.encode();
        let again = acs::AgentMessage::decode(&written).expect("reads what it wrote");
        assert_eq!(again.encode(), written);
    }
}

pub(crate) fn tcs(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (headers, envelope) = tcs::split_frame(&text);
    assert!(text.starts_with(headers) && text.ends_with(envelope));
    for text in [&*text, envelope] {
        if let Ok(message) = tcs::AgentMessage::decode(text) {
            let written = message.encode();
            let again = tcs::AgentMessage::decode(&written).expect("reads what it wrote");
            assert_eq!(again.encode(), written);
        }
        if let Ok(message) = tcs::ServerMessage::decode(text) {
            let written = message.encode();
            let again = tcs::ServerMessage::decode(&written).expect("reads what it wrote");
            assert_eq!(again.encode(), written);
        }
    }
}

/// Frames are the same in whatever pieces they come.
pub(crate) fn shim_frames(bytes: &[u8]) {
    let requests = |pieces: usize| {
        let mut decoder = shim::FrameDecoder::default();
        let mut read = Vec::new();
        for piece in bytes.chunks(pieces) {
            decoder.push(piece);
            loop {
                match decoder.next_message::<shim::Envelope>() {
                    Ok(Some(message)) => read.push(format!("{message:?}")),
                    Ok(None) => break,
                    Err(_) => return read,
                }
            }
        }
        read
    };
    assert_eq!(requests(7), requests(usize::MAX));
    let mut decoder = shim::FrameDecoder::default();
    decoder.push(bytes);
    while let Ok(Some(message)) = decoder.next_message::<shim::Message>() {
        let mut frame = Vec::new();
        shim::encode_frame(&message, &mut frame).expect("is no longer than it was");
    }
}

/// Lines of entries.
pub(crate) fn shim_journal(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(entry) = serde_json::from_slice::<shim::Entry>(line) else {
            return;
        };
        let written = serde_json::to_vec(&entry).expect("writes");
        let again: shim::Entry = serde_json::from_slice(&written).expect("reads what it wrote");
        assert_eq!(serde_json::to_vec(&again).expect("writes"), written);
    }
}

/// Records of output.
pub(crate) fn spool(bytes: &[u8]) {
    let mut rest = bytes;
    while let Some((record, length)) = spool::decode(rest) {
        let mut written = Vec::new();
        spool::encode(&record, &mut written);
        assert_eq!(written, &rest[..length]);
        rest = &rest[length..];
    }
    if let Some(first) = spool::segment_first(&String::from_utf8_lossy(bytes)) {
        assert_eq!(spool::segment_name(first).as_bytes(), bytes);
    }
}

/// What the inside of a virtual machine sends: the same in whatever pieces it comes, never more than a
/// frame at once, and what was read can be written.
pub(crate) fn guest_frames(bytes: &[u8]) {
    let frames = |pieces: usize| {
        let mut decoder = GuestDecoder::default();
        let mut read = Vec::new();
        for piece in bytes.chunks(pieces) {
            decoder.push(piece);
            loop {
                match decoder.next_frame::<FromGuest>() {
                    Ok(Some(frame)) => read.push(format!("{frame:?}")),
                    Ok(None) => break,
                    Err(_) => return read,
                }
            }
        }
        read
    };
    assert_eq!(frames(7), frames(usize::MAX));
    let mut decoder = GuestDecoder::default();
    decoder.push(bytes);
    let mut written = Vec::new();
    while let Ok(Some(frame)) = decoder.next_frame::<FromGuest>() {
        match frame {
            Frame::Message(message) => {
                // Numbers that a guest wrote long may be longer still; that is refused, not sent.
                let _ = guest::encode_message(&message, &mut written);
            }
            Frame::Output {
                name,
                stderr,
                bytes,
            } => {
                assert!(!name.is_empty() && name.len() <= 255);
                assert!(bytes.len() < guest::MAX_FRAME as usize);
                guest::encode_output(&name, stderr, &bytes, &mut written).expect("it came so");
            }
        }
    }
    // And the other way round, which a guest reads.
    let mut decoder = GuestDecoder::default();
    decoder.push(bytes);
    while let Ok(Some(_)) = decoder.next_frame::<ToGuest>() {}
}
