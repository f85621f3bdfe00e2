//! Words of a page as a terminal may show them: nothing in them moves the cursor, changes colours, hides words or
//! turns the direction of reading (Trojan Source, CVE-2021-42574).

use std::borrow::Cow;
use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

/// Marks on one letter that are shown; a pile of them would cover the lines above.
const MARKS_SHOWN: usize = 8;

/// A whole text made safe to show. Line breaks become marks too: whoever shows lines splits them first.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        out.push_str(&cluster_shown(cluster));
    }
    Cow::Owned(out)
}

/// One user-perceived character as it may be shown.
pub(crate) fn cluster_shown(cluster: &str) -> Cow<'_, str> {
    if cluster == "\t" {
        return Cow::Borrowed("  ");
    }
    let long = cluster.chars().nth(MARKS_SHOWN + 1).is_some();
    let base = cluster.chars().next().unwrap_or(' ');
    if !long && !cluster.chars().any(|c| is_hidden(c, base)) {
        return Cow::Borrowed(cluster);
    }
    let mut out = String::new();
    let mut count = 0;
    let mut left_out = 0;
    for c in cluster.chars() {
        if is_hidden(c, base) {
            push_name(&mut out, c);
        } else if count <= MARKS_SHOWN {
            out.push(c);
            count += 1;
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        let _ = write!(out, "‹+{left_out}›");
    }
    Cow::Owned(out)
}

/// Whether a terminal would obey or hide this character.
fn is_hidden(c: char, base: char) -> bool {
    match c {
        // Emoji and the scripts of Asia are written with joiners; between Latin letters they only hide.
        '\u{200c}' | '\u{200d}' => base < '\u{590}',
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{feff}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
    }
}

fn push_name(out: &mut String, c: char) {
    let name = match c {
        '\0'..='\u{1f}' => {
            out.extend(char::from_u32(0x2400 + c as u32));
            return;
        }
        '\u{7f}' => {
            out.push('␡');
            return;
        }
        '\u{ad}' => "SHY",
        '\u{61c}' => "ALM",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        other => {
            let _ = write!(out, "‹U+{:04X}›", other as u32);
            return;
        }
    };
    out.push('‹');
    out.push_str(name);
    out.push('›');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_named() {
        assert_eq!(visible("plain words"), "plain words");
        assert_eq!(visible("\x1b[31mred\x1b[0m\x07"), "␛[31mred␛[0m␇");
        assert_eq!(visible("pay\u{202e}lla\u{2066}x"), "pay‹RLO›lla‹LRI›x");
        assert_eq!(visible("\u{9b}31m\u{85}"), "‹U+009B›31m‹U+0085›");
        assert_eq!(visible("a\r\nb"), "a␍␊b");
        assert_eq!(visible("co\u{ad}operate\u{200b}"), "co‹SHY›operate‹ZWSP›");
        assert_eq!(visible("ad\u{200d}min"), "ad‹ZWJ›min");
    }

    #[test]
    fn honest_writing_stays() {
        for text in
            ["Žižek naïve e\u{301}", "می\u{200c}خواهم", "👩\u{200d}🚀 🇳🇴", "क\u{94d}\u{200d}ष", "北京"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn a_pile_of_marks_is_counted() {
        let zalgo = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(visible(&zalgo), format!("a{}‹+992›b", "\u{301}".repeat(8)));
    }

    proptest! {
        #[test]
        fn nothing_shown_is_a_control_or_turns_direction(text in any::<String>()) {
            for c in visible(&text).chars() {
                prop_assert!(!c.is_control(), "{c:?}");
                prop_assert!(!matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "{c:?}");
            }
        }
    }
}
