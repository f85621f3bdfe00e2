//! One spelling for words that British and American papers write otherwise: "apologise" is "apologize".
//!
//! The same statement is printed on both sides of an ocean, each desk in its own spelling; that changes no word of it.
//! Only the form is folded, so what is folded wrongly ("promise" to "promize") is folded on both pages alike. Sources:
//! the spelling appendix of the Oxford Guide to Style; the lists are the words that news prose uses.

use std::borrow::Cow;

/// Letters of the shortest word whose ending is folded by rule: "realise".
const BY_RULE: usize = 7;

/// Endings behind "-is" and "-ys": "organisations", "analysed".
const IZE: [&str; 10] = ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "able", "ational"];

/// Words in "-our".
const OUR: [&str; 24] = [
    "armour",
    "behaviour",
    "candour",
    "clamour",
    "colour",
    "demeanour",
    "endeavour",
    "favour",
    "fervour",
    "flavour",
    "harbour",
    "honour",
    "humour",
    "labour",
    "neighbour",
    "odour",
    "parlour",
    "rancour",
    "rigour",
    "rumour",
    "savour",
    "splendour",
    "tumour",
    "vigour",
];

/// Words in "-re".
const RE: [&str; 9] =
    ["calibre", "centre", "fibre", "litre", "metre", "sabre", "sombre", "spectre", "theatre"];

/// Verbs that double their l before an ending.
const DOUBLED: [&str; 22] = [
    "bevel", "cancel", "channel", "counsel", "dial", "enrol", "equal", "fuel", "fulfil", "funnel", "initial",
    "label", "level", "marvel", "model", "pedal", "quarrel", "rival", "signal", "total", "travel", "tunnel",
];
const DOUBLED_ENDINGS: [&str; 5] = ["ed", "ing", "er", "ers", "ings"];

/// Beginnings, and words with the ending that they share.
const STARTS: [(&str, &str); 19] = [
    ("acknowledgement", "acknowledgment"),
    ("ageing", "aging"),
    ("anaem", "anem"),
    ("catalogue", "catalog"),
    ("defence", "defense"),
    ("enquir", "inquir"),
    ("foet", "fet"),
    ("grey", "gray"),
    ("haemo", "hemo"),
    ("judgement", "judgment"),
    ("leukaem", "leukem"),
    ("licence", "license"),
    ("manoeuvre", "maneuver"),
    ("offence", "offense"),
    ("paed", "ped"),
    ("plough", "plow"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("sceptic", "skeptic"),
];

/// Gives the one spelling of a folded word.
pub(super) fn one(folded: &str) -> Cow<'_, str> {
    if folded.len() < 4 || !folded.is_ascii() {
        return Cow::Borrowed(folded);
    }
    american(folded).map_or(Cow::Borrowed(folded), Cow::Owned)
}

fn american(word: &str) -> Option<String> {
    if let Some((from, to)) = STARTS.iter().find(|(from, _)| word.starts_with(from)) {
        // "programmed" and "programmer" are spelled so everywhere.
        let rest = &word[from.len()..];
        let is_verb = *from == "programme" && !matches!(rest, "" | "s" | "'s");
        return (!is_verb).then(|| format!("{to}{rest}"));
    }
    if word.contains("our")
        && let Some((at, stem)) = OUR.iter().find_map(|stem| Some((word.find(stem)?, stem)))
    {
        let end = at + stem.len();
        return Some(format!("{}or{}", &word[..end - 3], &word[end..]));
    }
    if word.contains("re") {
        let (bare, tail) = ["'s", "s", "d"]
            .iter()
            .find_map(|tail| word.strip_suffix(tail).map(|bare| (bare, *tail)))
            .filter(|(bare, _)| bare.ends_with("re"))
            .unwrap_or((word, ""));
        if RE.iter().any(|stem| bare.ends_with(stem)) {
            let tail = if tail == "d" { "ed" } else { tail };
            return Some(format!("{}er{tail}", &bare[..bare.len() - 2]));
        }
    }
    if let Some(at) = word.rfind("ll")
        && DOUBLED_ENDINGS.contains(&&word[at + 2..])
        && DOUBLED.contains(&&word[..=at])
    {
        return Some(format!("{}{}", &word[..=at], &word[at + 2..]));
    }
    let at = word.rfind("is").or_else(|| word.rfind("ys"))?;
    (word.len() >= BY_RULE && at >= 3 && IZE.contains(&&word[at + 2..]))
        .then(|| format!("{}z{}", &word[..=at], &word[at + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_are_one_word() {
        for (british, american) in [
            ("apologise", "apologize"),
            ("civilisation", "civilization"),
            ("analysed", "analyzed"),
            ("neighbourhood", "neighborhood"),
            ("favourites", "favorites"),
            ("kilometres", "kilometers"),
            ("centred", "centered"),
            ("travelling", "traveling"),
            ("defence", "defense"),
            ("programme", "program"),
            ("paedophile", "pedophile"),
        ] {
            assert_eq!(one(british), one(american), "{british}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in [
            ("filled", "filed"),
            ("called", "caled"),
            ("hour", "hor"),
            ("prise", "prize"),
            ("rise", "rize"),
            ("programmer", "programer"),
            ("there", "theer"),
            ("tour", "tor"),
        ] {
            assert_ne!(one(a), one(b), "{a}");
        }
    }
}
