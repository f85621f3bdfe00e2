//! One page from a stream: all of it is hashed and counted, only its head is kept.

use std::io::{self, ErrorKind, Read};

use avviso_text::Page;
use sha2::{Digest, Sha256};

use super::InputError;

/// Reads a page to its end.
pub(crate) fn read(mut from: impl Read, name: &str, limit: u32) -> Result<Page, InputError> {
    let mut head = Vec::new();
    let mut hash = Sha256::new();
    let mut total = 0u64;
    let mut buffer = vec![0; 64 << 10];
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(source) => return Err(InputError::Read { path: name.to_owned(), at: total, source }),
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        hash.update(bytes);
        let keep = (limit as usize).saturating_sub(head.len()).min(count);
        head.extend_from_slice(bytes.get(..keep).unwrap_or_default());
        total += count as u64;
        if total > u64::from(u32::MAX) {
            return Err(InputError::TooLarge { path: name.to_owned() });
        }
    }
    Ok(Page::from_head(name, head, total as u32, hash.finalize().into()))
}

/// Reads up to `count` bytes; fewer only at the end.
pub(crate) fn fill(mut from: impl Read, count: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(count as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives its bytes in portions, with an interruption before each.
    struct Drip<'a>(&'a [u8], usize, bool);

    impl Read for Drip<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            self.2 = !self.2;
            if self.2 {
                return Err(ErrorKind::Interrupted.into());
            }
            let count = self.1.min(self.0.len()).min(to.len());
            let (now, later) = self.0.split_at(count);
            to[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    proptest! {
        #[test]
        fn a_stream_gives_the_same_page_as_its_bytes(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            portion in 1usize..50,
            limit in 0u32..300,
        ) {
            let streamed = read(Drip(&bytes, portion, false), "x", limit).unwrap();
            prop_assert_eq!(streamed, Page::new("x", bytes, limit));
        }
    }
}
