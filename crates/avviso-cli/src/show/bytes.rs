//! Bytes of a page: offsets, hexadecimal, and the words that are ASCII.

use std::fmt::Write;

/// Lines shown of one stretch.
const LINES: usize = 6;

/// A dump of `bytes`, of which the first stands at `offset`, in lines of at most `columns`.
pub(crate) fn dump(bytes: &[u8], offset: u32, columns: usize) -> Vec<String> {
    // Offset and gaps take 11 columns, the bars around the words 2, each byte 4.
    let per_line = [16, 8].into_iter().find(|count| columns >= 13 + 4 * count).unwrap_or(4);
    let mut lines = Vec::new();
    for (index, row) in bytes.chunks(per_line).enumerate() {
        let start = index * per_line;
        if index == LINES {
            lines.push(format!("… {} bytes more", bytes.len() - start));
            break;
        }
        let mut hex = String::new();
        let mut words = String::new();
        for &byte in row {
            let _ = write!(hex, "{byte:02x} ");
            words.push(if (b' '..=b'~').contains(&byte) { char::from(byte) } else { '.' });
        }
        let width = per_line * 3;
        lines.push(format!("{:08}  {hex:width$}|{words}|", offset as usize + start));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_shown_with_their_place() {
        assert_eq!(
            dump("“No,” he\n".as_bytes(), 356, 77),
            ["00000356  e2 80 9c 4e 6f 2c e2 80 9d 20 68 65 0a          |...No,... he.|"]
        );
        let long = dump(&[b'a'; 200], 0, 46);
        assert_eq!(long.len(), LINES + 1);
        assert_eq!(long[0], "00000000  61 61 61 61 61 61 61 61 |aaaaaaaa|");
        assert_eq!(long[LINES], "… 152 bytes more");
        for columns in [24, 46, 76, 100] {
            assert!(dump(&[0x1b; 40], 40_000_000, columns).iter().all(|line| line.len() <= columns.max(30)));
        }
    }
}
