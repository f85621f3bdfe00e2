//! Sizes as people write them.

/// Reads a number of bytes below 4 GiB: `1048576`, `16MiB`, `16M`, `500kB`.
///
/// `k`, `M` and `G`, alone or with `iB`, count in 1024s; `kB`, `MB` and `GB` in 1000s, as the standards say.
pub(crate) fn parse(text: &str) -> Result<u32, String> {
    let digits = text.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace());
    let unit = text.trim().get(digits.len()..).unwrap_or_default().trim();
    let factor: u64 = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        "kb" => 1000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err(format!("{unit:?} is no unit of size: use B, kB, MB, GB, KiB, MiB or GiB")),
    };
    let count: u64 = digits.parse().map_err(|_| "expected a size, like 16MiB or 500kB".to_owned())?;
    count
        .checked_mul(factor)
        .and_then(|bytes| u32::try_from(bytes).ok())
        .ok_or_else(|| "a page may have at most 4 GiB less one byte".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let read = |text| parse(text).ok();
        assert_eq!(read("1048576"), Some(1 << 20));
        assert_eq!(read("16MiB"), Some(16 << 20));
        assert_eq!(read("16 mib"), Some(16 << 20));
        assert_eq!(read("4k"), Some(4096));
        assert_eq!(read("500kB"), Some(500_000));
        assert_eq!(read("0"), Some(0));
        for wrong in ["", "MiB", "-1", "1.5M", "4GiB", "99999999999999999999", "3 apples", "1e6"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
