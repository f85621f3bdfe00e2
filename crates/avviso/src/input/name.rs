//! Paths as people know them.

use std::path::Path;

/// A path as text. A path that is UTF-8 stands as it is; in any other, each byte that is no UTF-8 is written `\xNN`
/// and each backslash twice, so that no two of them read the same.
pub fn display_name(path: &Path) -> String {
    if let Some(text) = path.to_str() {
        return text.to_owned();
    }
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(&chunk.valid().replace('\\', "\\\\"));
        for byte in chunk.invalid() {
            name.push_str("\\x");
            for nibble in [byte >> 4, byte & 15] {
                name.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
    }
    name
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn no_two_names_read_the_same() {
        let name = |bytes: &[u8]| display_name(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name(b"pages/a.txt"), "pages/a.txt");
        assert_eq!(name(b"a\\b"), "a\\b");
        assert_eq!(name(b"caf\xe9.txt"), "caf\\xe9.txt");
        assert_eq!(name(b"\\xe9\xff"), "\\\\xe9\\xff");
        assert_eq!(name("Žižek".as_bytes()), "Žižek");
    }
}
