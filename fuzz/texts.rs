//! Texts of a fuzzer's bytes: as they stand if they are UTF-8, else with a piece of difficult text for each byte above
//! 127.

/// Pieces that tokenisers, parsers and writers find difficult.
const PIECES: [&str; 64] = [
    " ", "  ", "\n", "\t", "\u{a0}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{1f}", "\u{85}", "\u{0}", "don't", "wouldn't've", "y'all", "gonna",
    "cannot", "o'clock", "'em", "U.S.", "a.m.", "10am", "Mr.", "e.g.", "http://a.example/b?c=d", "www.a.co.uk", "user@a.example", "#a", "$5.00",
    "1,000", "3km", "co-operate", "--", "…", "...", "(", ")", "[", "]", "\"", "'", "“", "”", "’s", ":)", "(╯°□°)╯", "😀", "👩‍👩‍👧", "e\u{301}",
    "日本語", "عربي", "Ⅷ", "½", "²", "İ", "ß", "X", "case", "ORG", "President", "said", "that", "the", ", ", ". ",
];

pub fn of(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            0..=127 => text.push(char::from(byte)),
            _ => text.push_str(PIECES[usize::from(byte - 128) % PIECES.len()]),
        }
    }
    text
}
