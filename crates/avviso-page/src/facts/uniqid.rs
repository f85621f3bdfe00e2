//! When a page was rendered, from ids that PHP's `uniqid()` made for it: eight hexadecimal digits of seconds since 1970
//! and five of microseconds (php.net, "uniqid").
//!
//! Thirteen hexadecimal digits are mostly something else (hashes, ids of templates and uploads), so they count only in
//! ids of advertisement places and widgets, which are made at each rendering, only if the last five are below one
//! million, and only if at least two of them lie within a few seconds.

use std::ops::Range;

/// The latest cluster of such ids: the last second, and the bytes of each id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub(crate) second: i64,
    pub(crate) places: Vec<Range<usize>>,
}

const WITHIN_SECONDS: i64 = 4;
/// More ids than this prove nothing more.
const MOST_PLACES: usize = 7;
/// 2000-01-01 and 2040-01-01.
const SECONDS: Range<i64> = 946_684_800..2_208_988_800;
/// Parts of ids that are made when a page is rendered.
const MADE_AT_RENDERING: [&str; 16] = [
    "ad",
    "ads",
    "adsense",
    "adslot",
    "adunit",
    "adbox",
    "adzone",
    "adplace",
    "advert",
    "advertisement",
    "banner",
    "slot",
    "widget",
    "sponsor",
    "promo",
    "placement",
];

/// Finds when the page was rendered.
///
/// Catches two ids `ad_slot_5a24022f0d47d`, `ad_slot_5a24022f0cc88`.
/// Leaves alone one such id, `img_5a24022f0d47d` (an upload), and `ad_5a24022ff4240` (no microseconds).
pub(crate) fn rendered(text: &str) -> Option<Rendered> {
    let bytes = text.as_bytes();
    let mut found: Vec<(i64, u32, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_hexdigit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let joined = start > 0 && matches!(bytes[start - 1], b'_' | b'-');
        if at - start == 13
            && joined
            && let Some((second, micro)) = read(text.get(start..at)?)
            && made_at_rendering(text, start - 1)
        {
            found.push((second, micro, start..at));
        }
        // A run that starts with a hexadecimal letter inside a word is passed over whole.
    }
    found.sort_by_key(|(second, micro, range)| (*second, *micro, range.start));
    // An id that is said again says nothing new.
    found.dedup_by_key(|(second, micro, _)| (*second, *micro));
    let last = (1..found.len()).rev().find(|&i| found[i].0 - found[i - 1].0 <= WITHIN_SECONDS)?;
    let mut first = last;
    while first > 0 && last - first < MOST_PLACES && found[first].0 - found[first - 1].0 <= WITHIN_SECONDS {
        first -= 1;
    }
    let mut places: Vec<Range<usize>> =
        found[first..=last].iter().map(|(_, _, range)| range.clone()).collect();
    places.sort_by_key(|range| range.start);
    Some(Rendered { second: found[last].0, places })
}

fn read(id: &str) -> Option<(i64, u32)> {
    let lower = id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let second = i64::from_str_radix(id.get(..8)?, 16).ok()?;
    let micro = u32::from_str_radix(id.get(8..)?, 16).ok()?;
    (lower && micro < 1_000_000 && SECONDS.contains(&second)).then_some((second, micro))
}

/// Whether the id that ends before `end` has a part that is made at rendering.
fn made_at_rendering(text: &str, end: usize) -> bool {
    let head = &text.as_bytes()[end.saturating_sub(64)..end];
    let start = head
        .iter()
        .rposition(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')))
        .map_or(0, |i| i + 1);
    head[start..].split(|b| matches!(b, b'_' | b'-')).any(|part| {
        std::str::from_utf8(part)
            .is_ok_and(|part| MADE_AT_RENDERING.contains(&part.to_ascii_lowercase().as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ids_of_one_rendering_give_its_second() {
        let text = ".ad_slot_5a24022f0d47d {} .ad_slot_5a24022f0cc88 {}";
        let found = rendered(text).unwrap();
        assert_eq!(found.second, 1_512_309_295);
        assert_eq!(found.places.len(), 2);
        assert_eq!(&text[found.places[0].clone()], "5a24022f0d47d");
    }

    #[test]
    fn other_numbers_say_nothing() {
        for text in [
            ".ad_slot_5a24022f0d47d {} .ad_slot_5a24022f0d47d {}",
            "img_5a24022f0d47d img_5a24022f0cc88",
            "ad_5a24022ff4240 ad_5a24022ff4241",
            "div-gpt-ad-1512309295054-0 div-gpt-ad-1512309295055-0",
            "ad_5a24022f0d47d1 ad_5a24022f0cc881",
            "ad_5a24022f0d47d ad_5a34022f0cc88",
            "address_5a24022f0d47d address_5a24022f0cc88",
        ] {
            assert_eq!(rendered(text), None, "{text}");
        }
    }
}
