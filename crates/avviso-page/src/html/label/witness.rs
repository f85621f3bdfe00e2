//! The article as the page's JSON-LD tells it (`articleBody`): a witness for the labels of blocks, never a source.
//!
//! Many pages carry their article a second time for machines. Where it agrees with most of what was found, it speaks
//! for paragraphs that looked like furniture, and against prose under the article that it does not have.

use avviso_text::{Lookup, RegionKind, RuleId, Why};

use super::{Kind, OUTSIDE, Page};
use crate::blocks::Label;
use crate::html::classes::Flags;
use crate::plain::words::fold_hash;

const WITNESSED: RuleId = RuleId::new("html.witnessed");
const NOT_WITNESSED: RuleId = RuleId::new("html.not-witnessed");

/// Words in a row that are compared.
const RUN: usize = 3;
/// Bytes of the shortest telling that is heard.
const LEAST: usize = 400;
/// Hundredths of the found article that the telling must hold.
const AGREES: usize = 60;
/// Hundredths of a left-out block that it must hold to bring it back.
const BRINGS_BACK: usize = 90;
/// Words of the shortest block that is brought back or left out.
const BLOCK_WORDS: usize = 8;
/// Hundredths of what it tells that must have been found, before prose is left out on its word.
const TELLS_ALL: usize = 85;

/// Hashes of the runs of words of a text.
fn runs(words: &str) -> Vec<u64> {
    let hashes: Vec<u64> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold_hash).collect();
    hashes
        .windows(RUN)
        .map(|run| {
            run.iter().fold(0u64, |sum, hash| sum.rotate_left(21).wrapping_mul(0x0100_0000_01b3) ^ hash)
        })
        .collect()
}

/// Hears the witness, if there is one.
pub(super) fn hear(page: &Page<'_>, labels: &mut [(Label, RuleId)]) {
    let told = page
        .tree
        .metadata
        .items
        .iter()
        .filter(|item| item.key.starts_with("jsonld:") && item.key.ends_with(".articleBody"))
        .max_by_key(|item| item.value.len());
    let Some(told) = told.filter(|item| item.value.len() >= LEAST) else { return };
    // For each run that is told, whether it was found in the article.
    let mut telling: Lookup<u64, bool> = Lookup::new();
    for run in runs(&told.value) {
        telling.insert(run, false);
    }
    let segments = &page.tree.segments;
    let all: Vec<Vec<u64>> = segments
        .iter()
        .map(|segment| if segment.kind == Kind::Text { runs(page.words(segment)) } else { Vec::new() })
        .collect();
    let share = |telling: &Lookup<u64, bool>, runs: &[u64]| -> usize {
        runs.iter().filter(|run| telling.get(run).is_some()).count() * 100 / runs.len().max(1)
    };
    let is_prose = |label: &Label| {
        matches!(label, Label::Keep(RegionKind::Paragraph | RegionKind::Quotation | RegionKind::ListItem))
    };
    let (mut kept, mut agreed) = (0, 0);
    for ((label, _), runs) in labels.iter().zip(&all) {
        if is_prose(label) {
            kept += runs.len();
            for run in runs {
                if telling.get(run).is_some() {
                    agreed += 1;
                    telling.insert(*run, true);
                }
            }
        }
    }
    if agreed * 100 < kept * AGREES || kept == 0 {
        return;
    }
    for (((label, because), runs), segment) in labels.iter_mut().zip(&all).zip(segments) {
        let unseen = page.flags(segment).has(Flags::HIDDEN);
        if !matches!(label, Label::Drop(_))
            || unseen
            || runs.len() + RUN <= BLOCK_WORDS
            || *because == OUTSIDE
        {
            continue;
        }
        let new = runs.iter().filter(|run| telling.get(run) == Some(&false)).count();
        if share(&telling, runs) >= BRINGS_BACK && new * 2 > runs.len() {
            let context = page.of(segment);
            let kind = match (context.item, context.quotation) {
                (true, _) => RegionKind::ListItem,
                (_, true) => RegionKind::Quotation,
                _ => RegionKind::Paragraph,
            };
            (*label, *because) = (Label::Keep(kind), WITNESSED);
            for run in runs {
                telling.insert(*run, true);
            }
        }
    }
    let found = runs(&told.value).iter().filter(|run| telling.get(run) == Some(&true)).count();
    if found * 100 < runs(&told.value).len() * TELLS_ALL {
        return;
    }
    let last = labels
        .iter()
        .zip(&all)
        .rposition(|((label, _), runs)| is_prose(label) && share(&telling, runs) * 2 >= 100);
    let Some(last) = last else { return };
    for ((label, because), runs) in labels.iter_mut().zip(&all).skip(last + 1) {
        if is_prose(label) && runs.len() + RUN > BLOCK_WORDS && share(&telling, runs) < 10 {
            (*label, *because) = (Label::Drop(Why::Other), NOT_WITNESSED);
        }
    }
}
