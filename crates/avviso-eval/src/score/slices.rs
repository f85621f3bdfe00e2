//! Slices: kinds of gold attributions, for which recall is told apart.

use std::collections::BTreeSet;

use super::attribution::Item;
use super::words::{cut, is_dash, is_quote, is_white, sentence_numbers, tokens_of};

const PRONOUNS: &str = "i you he she it we they who that which his her their its my our your him them me us";

const REPORT: &str = "say says said saying tell tells told telling add adds added adding state states stated stating
claim claims claimed claiming report reports reported reporting note notes noted noting announce announces announced
announcing argue argues argued arguing ask asks asked asking write writes wrote written writing tweet tweets tweeted
tweeting warn warns warned warning deny denies denied denying insist insists insisted insisting explain explains
explained explaining suggest suggests suggested suggesting declare declares declared declaring call calls called
calling describe describes described describing according accuse accuses accused accusing acknowledge acknowledges
acknowledged admit admits admitted concede concedes conceded confirm confirms confirmed reply replies replied respond
responds responded stress stresses stressed emphasize emphasizes emphasized reiterate reiterates reiterated remark
remarks remarked comment comments commented promise promises promised pledge pledges pledged vow vows vowed urge urges
urged allege alleges alleged assert asserts asserted contend contends contended maintain maintains maintained point
points pointed quote quotes quoted testify testifies testified statement reveal reveals revealed predict predicts
predicted conclude concludes concluded caution cautions cautioned continue continues continued recall recalls recalled
joke jokes joked";

/// Says whether a lower-case token is one of the scorer's words of reporting.
pub(super) fn is_report(token: &str) -> bool {
    REPORT.split_ascii_whitespace().any(|known| known == token)
}

/// Gives the slices of each gold attribution, in the script's order.
pub(super) fn of(golds: &[Item<'_>], text: &[char]) -> Vec<Vec<&'static str>> {
    let mut paragraph = 0_u32;
    let paragraphs: Vec<u32> = text
        .iter()
        .map(|&c| {
            let own = paragraph;
            paragraph += u32::from(c == '\n');
            own
        })
        .collect();
    let sentences = sentence_numbers(text);
    let first = text.iter().position(|&c| !is_white(c)).unwrap_or(0);
    golds
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let mut names = Vec::new();
            of_words(item, text, &mut names);
            of_layout(item, text, &paragraphs, &sentences, &mut names);
            let Some(&[start, _]) = item.roles.content.first() else { return names };
            if item.roles.content.len() > 1 {
                names.push("disc");
            }
            if tokens_of(text, &item.roles.content).len() <= 3 {
                names.push("short");
            }
            if paragraphs.get(start as usize) == paragraphs.get(first) {
                names.push("lead");
            }
            let mut others = golds.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other);
            if others.clone().any(|other| item.is_inside(other)) {
                names.push("inside");
            }
            if others.any(|other| other.shares_content(item)) {
                names.push("shared_content");
            }
            names
        })
        .collect()
}

/// Slices by the words of the roles.
fn of_words(item: &Item<'_>, text: &[char], names: &mut Vec<&'static str>) {
    let lower =
        |tokens: &[String]| -> Vec<String> { tokens.iter().map(|token| token.to_lowercase()).collect() };
    let source = tokens_of(text, &item.roles.source);
    let is_pronoun = |token: &str| PRONOUNS.split_ascii_whitespace().any(|known| known == token);
    let starts_capital = |token: &String| token.starts_with(|c: char| c.is_ascii_uppercase());
    names.push(if item.roles.source.is_empty() {
        "src_none"
    } else if matches!(lower(&source).as_slice(), [only] if is_pronoun(only)) {
        "src_pronoun"
    } else if source.iter().any(starts_capital) {
        "src_capital"
    } else {
        "src_lower"
    });
    if source.len() >= 8 {
        names.push("src_long");
    }
    let cue = lower(&tokens_of(text, &item.roles.cue));
    if cue.iter().any(|token| token == "according") {
        names.push("according_to");
    }
    names.push(if item.roles.cue.is_empty() {
        "cue_none"
    } else if cue.iter().any(|token| is_report(token)) {
        "cue_report"
    } else {
        "cue_other"
    });
    let content = tokens_of(text, &item.roles.content);
    match content.first().map(|token| token.to_lowercase()).as_deref() {
        Some("to") => names.push("to_inf"),
        Some("that") => names.push("that_clause"),
        Some(_) | None => {}
    }
}

/// Slices by where the roles stand.
fn of_layout(
    item: &Item<'_>,
    text: &[char],
    paragraphs: &[u32],
    sentences: &[u32],
    names: &mut Vec<&'static str>,
) {
    let (Some(&[start, _]), Some(&[_, end])) = (item.roles.content.first(), item.roles.content.last()) else {
        return;
    };
    let before = cut(text, 0, start as usize).iter().rfind(|&&c| !is_white(c) && !is_quote(c));
    let cue_last = item.roles.cue.last().and_then(|&[_, end]| text.get((end as usize).checked_sub(1)?));
    if before == Some(&':') || cue_last == Some(&':') {
        names.push("colon");
    }
    let numbers = |positions: &[u32], of: &[u32]| -> BTreeSet<u32> {
        positions.iter().filter_map(|&at| of.get(at as usize)).copied().collect()
    };
    if let Some(&[source, _]) = item.roles.source.first() {
        if source >= end {
            let gap = cut(text, end as usize, source as usize);
            let is_thin = |&c: &char| is_white(c) || is_quote(c) || is_dash(c) || c == '~';
            if gap.iter().any(|&c| is_dash(c)) && gap.iter().all(is_thin) {
                names.push("dash_byline");
            }
        }
        if item.roles.cue.first().is_some_and(|&[cue, _]| start < cue && cue < source) {
            names.push("inverted");
        }
        if source > start {
            names.push("src_after");
        }
        for (of, name) in [(paragraphs, "other_par"), (sentences, "other_sent")] {
            if numbers(&item.source, of).is_disjoint(&numbers(&item.content, of)) {
                names.push(name);
            }
        }
    }
    for (of, name) in [(paragraphs, "multi_par"), (sentences, "multi_sent")] {
        if numbers(&item.content, of).len() > 1 {
            names.push(name);
        }
    }
}
