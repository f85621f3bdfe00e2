//! The rows of a picture, from what was found.

use std::collections::BTreeMap;

use avviso_record::picture::{
    About, Copy, CopyRelation, Direction, Doubt, Edit as EditRow, Group, Header, OriginKind, Page,
    PageEvidence, PageRef, Passage, PictureFormat, Row, Saying, Side, Telling,
};
use avviso_record::{At, Confidence, CopyId, Evidence, GroupId, PassageId, SayingId, Severity, Tool};

use super::PAIRS_UP_TO;
use super::credits::{Third, thirds};
use super::direction::{Decision, Doubted, decide, is_common_source};
use super::groups::{Edge, bridges, first, has_cycle};
use super::leaf::{Leaf, fold_name};
use super::lines::Names;
use super::origin::{Named, innermost};
use super::pair::{Likeness, Pair, is_quoted, liken};
use super::passages::Stretch;
use super::reasons::{Rank, Reason, Shares, is_before, reasons};
use super::rule::RuleId;
use super::sayings::{self, Quoted};
use crate::edits::Edit;
use crate::words::Body;

const SHARED_PASSAGE: RuleId = RuleId::new("copy.shared-passage");

/// A pair with all that is said of it.
struct Judged {
    likeness: Likeness,
    same_third: bool,
    decision: Decision,
    to_b: Vec<Reason>,
    to_a: Vec<Reason>,
}

/// Makes the rows; `groups` gives the least page of each page's group.
pub(super) fn picture(leaves: &[Leaf], pairs: &[Pair], groups: &[u32], tool: Tool) -> Vec<Row> {
    let mut heads: Vec<u32> = groups.to_vec();
    heads.sort_unstable();
    heads.dedup();
    let number = |page: u32| heads.binary_search(&groups[page as usize]).expect("every page has a group");
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); heads.len()];
    for page in 0..leaves.len() as u32 {
        members[number(page)].push(page);
    }
    let credited: Vec<Vec<Third>> = leaves.iter().map(thirds).collect();
    // Folded names of the outlets of each group's pages: a third place is one that is not among them.
    let inside: Vec<Vec<String>> = members
        .iter()
        .map(|pages| {
            let of =
                |&page: &u32| leaves[page as usize].outlet.as_ref().map(|outlet| fold_name(&outlet.name));
            let mut names: Vec<String> = pages.iter().filter_map(of).collect();
            names.sort_unstable();
            names.dedup();
            names
        })
        .collect();

    let mut doubts: BTreeMap<Doubted, Vec<String>> = BTreeMap::new();
    let (mut passages, mut copies): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); heads.len()];
    // Of each group, the pages that name another one's outlet as where their words come from.
    let mut credits: Vec<Vec<(u32, u32, Third)>> = vec![Vec::new(); heads.len()];
    let mut all_judged: Vec<Judged> = pairs
        .iter()
        .map(|pair| {
            let (a, b) = (&leaves[pair.a as usize], &leaves[pair.b as usize]);
            judge(pair, a, b, &credited[pair.a as usize], &credited[pair.b as usize])
        })
        .collect();
    leave_out_others_words(pairs, &mut all_judged, leaves);
    for (pair, mut judged) in pairs.iter().zip(all_judged) {
        let (a, b) = (&leaves[pair.a as usize], &leaves[pair.b as usize]);
        let group = (groups[pair.a as usize] == groups[pair.b as usize]).then(|| number(pair.a));
        let outside = |page: u32| -> Vec<&Third> {
            let is_outside = |third: &&Third| {
                group.is_none_or(|group| inside[group].binary_search(&third.folded).is_err())
            };
            credited[page as usize].iter().filter(is_outside).collect()
        };
        let (thirds_a, thirds_b) = (outside(pair.a), outside(pair.b));
        let both_known = a.outlet.is_some() && b.outlet.is_some();
        if is_common_source(judged.likeness.relation, &judged.decision, &thirds_a, &thirds_b, both_known) {
            judged.likeness.relation = CopyRelation::CommonSource;
            (judged.decision.direction, judged.decision.rank) = (Direction::Undecided, None);
        }
        let id = CopyId::at(copies.len());
        if let Some(group) = group.filter(|_| pair.tally.is_copy()) {
            edges[group].push(Edge { a: pair.a, b: pair.b, direction: judged.decision.direction });
            for (reasons, by, page) in [(&judged.to_b, pair.b, pair.a), (&judged.to_a, pair.a, pair.b)] {
                let third = reasons.iter().find_map(|reason| third_of(reason, &leaves[page as usize]));
                credits[group].extend(third.map(|third| (by, page, third)));
            }
        }
        if let Some(doubt) = judged.decision.doubt.filter(|_| pair.tally.is_copy()) {
            doubts.entry(doubt).or_default().push(id.to_string());
        }
        let from = passages.len();
        for (stretch, told) in pair.stretches.iter().zip(&judged.likeness.edits) {
            passages.push(Row::Passage(passage(PassageId::at(passages.len()), stretch, told, a, b)));
        }
        let ids = (from..passages.len()).map(PassageId::at).collect();
        copies.push(Row::Copy(copy(id, ids, pair, &judged, a, b)));
    }

    let mut group_rows: Vec<Row> = Vec::new();
    let (mut cycles, mut capped): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut origins: Vec<Option<String>> = Vec::new();
    let mut firsts: Vec<Option<u32>> = Vec::new();
    for (index, pages) in members.iter().enumerate() {
        let id = GroupId::at(index);
        let of_group = &edges[index];
        let is_first = first(pages, of_group);
        let mut named = named(pages, leaves, &credited);
        for (by, page, third) in &credits[index] {
            if !named.iter().any(|it| it.by == *by && it.third.folded == third.folded) {
                named.push(Named { by: *by, third, page: Some(*page) });
            }
        }
        let origin = innermost(leaves, &named, is_first.filter(|_| pages.len() > 1));
        if has_cycle(pages, of_group) {
            cycles.push(id.to_string());
        }
        if pages.len() > PAIRS_UP_TO {
            capped.push(id.to_string());
        }
        origins.push(origin.as_ref().map(|origin| fold_name(&origin.name)));
        firsts.push(is_first);
        let page_id = |page: u32| leaves[page as usize].page.clone();
        group_rows.push(Row::Group(Group {
            id,
            pages: pages.iter().map(|&page| page_id(page)).collect(),
            first: is_first.map(page_id),
            bridges: if pages.len() > PAIRS_UP_TO {
                Vec::new()
            } else {
                bridges(pages, of_group).into_iter().map(page_id).collect()
            },
            origin,
        }));
    }
    let count_origins = |of: &[usize]| -> u32 {
        let mut names: Vec<&String> = of.iter().filter_map(|&group| origins[group].as_ref()).collect();
        names.sort_unstable();
        names.dedup();
        (names.len() + of.iter().filter(|&&group| origins[group].is_none()).count()) as u32
    };
    let saying_rows = told(leaves, pairs, &number, &firsts, &count_origins);
    let all: Vec<usize> = (0..heads.len()).collect();
    let header = Header {
        format: PictureFormat,
        tool,
        pages: leaves.len() as u32,
        groups: heads.len() as u32,
        origins: count_origins(&all),
    };
    let mut rows = vec![Row::Picture(header)];
    rows.extend(
        (0..leaves.len()).map(|page| Row::Page(page_row(&leaves[page], GroupId::at(number(page as u32))))),
    );
    rows.extend(passages);
    rows.extend(copies);
    rows.extend(group_rows);
    rows.extend(saying_rows);
    rows.extend(doubts.into_iter().map(|(doubt, about)| doubt_row(doubt, about)));
    for (code, message, about) in [
        ("direction-cycle", "directions lead in a circle, so no page is first", cycles),
        (
            "pairs-capped",
            "the group is large: each page is told with its nearest only, and bridges are not looked for",
            capped,
        ),
    ] {
        if !about.is_empty() {
            let (code, message) = (code.to_owned(), message.to_owned());
            rows.push(Row::Diagnostic(Doubt { code, severity: Severity::Note, message, about }));
        }
    }
    rows
}

fn judge(pair: &Pair, a: &Leaf, b: &Leaf, credited_a: &[Third], credited_b: &[Third]) -> Judged {
    let likeness = liken(pair, a.body.text(), b.body.text());
    let shares = |copy, source| Shares { copy, source };
    let mut to_b = reasons(b, a, shares(likeness.share_b, likeness.share_a));
    let mut to_a = reasons(a, b, shares(likeness.share_a, likeness.share_b));
    if !pair.tally.is_copy() {
        // Which page first had a quotation is the saying's matter; only a page's own word says that it took it.
        to_b.retain(|reason| reason.rank == Rank::OwnWord);
        to_a.retain(|reason| reason.rank == Rank::OwnWord);
    }
    let same_third =
        credited_a.iter().any(|third| credited_b.iter().any(|other| other.folded == third.folded));
    let decision = decide(&to_b, &to_a, same_third);
    Judged { likeness, same_third, decision, to_b, to_a }
}

/// Leaves out citations that a page took over with another page's words: they are that page's, and say how it came by
/// the matter. Decisions are those from before any is left out, so that the order of pairs does not matter.
fn leave_out_others_words(pairs: &[Pair], judged: &mut [Judged], leaves: &[Leaf]) {
    // For each page, the pairs in which it is the copy.
    let mut taken_from: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, (pair, judged)) in pairs.iter().zip(judged.iter()).enumerate() {
        match judged.decision.direction {
            Direction::AToB => taken_from.entry(pair.b).or_default().push(index),
            Direction::BToA => taken_from.entry(pair.a).or_default().push(index),
            Direction::Undecided => {}
        }
    }
    let is_taken_over = |reason: &Reason, copy: u32, pair: usize| {
        let At::Text(span) = reason.evidence.at else { return false };
        let words = leaves[copy as usize].body.text().words_in(span);
        reason.cites
            && !words.is_empty()
            && taken_from.get(&copy).is_some_and(|others| {
                others.iter().filter(|&&other| other != pair).any(|&other| {
                    pairs[other].stretches.iter().any(|stretch| {
                        let on_copy =
                            if pairs[other].a == copy { stretch.words_a() } else { stretch.words_b() };
                        on_copy.start <= words.start && words.end <= on_copy.end
                    })
                })
            })
    };
    for (index, judged) in judged.iter_mut().enumerate() {
        let before = judged.to_b.len() + judged.to_a.len();
        judged.to_b.retain(|reason| !is_taken_over(reason, pairs[index].b, index));
        judged.to_a.retain(|reason| !is_taken_over(reason, pairs[index].a, index));
        if judged.to_b.len() + judged.to_a.len() < before {
            judged.decision = decide(&judged.to_b, &judged.to_a, judged.same_third);
        }
    }
}

fn page_row(leaf: &Leaf, group: GroupId) -> Page {
    Page {
        page: leaf.page.clone(),
        source: leaf.source.clone(),
        also_at: leaf.also_at.clone(),
        title: leaf.title.clone(),
        outlet: leaf.outlet.as_ref().map(|outlet| outlet.name.clone()),
        published: leaf.published.as_ref().map(|it| About {
            from: it.from.clone(),
            to: it.to.clone(),
            precision: it.precision,
        }),
        group,
    }
}

fn page_ref(leaf: &Leaf) -> PageRef {
    PageRef { page: leaf.page.clone(), source: leaf.source.clone() }
}

fn passage(id: PassageId, stretch: &Stretch, told: &[Edit], a: &Leaf, b: &Leaf) -> Passage {
    Passage {
        id,
        a: side(a, stretch.words_a()),
        b: side(b, stretch.words_b()),
        words: stretch.equal() as u32,
        quoted: is_quoted(stretch, a.body.text(), b.body.text()),
        edits: told.iter().map(|it| edit(it, a, b)).collect(),
    }
}

fn side(leaf: &Leaf, words: std::ops::Range<usize>) -> Side {
    let span = leaf.body.text().span(words);
    Side { page: leaf.page.clone(), source: leaf.source.clone(), span, raw: leaf.body.raw(span) }
}

/// Gives an edit with the places of both pages.
pub(super) fn edit(edit: &Edit, a: &Leaf, b: &Leaf) -> EditRow {
    let place = |body: &Body, bytes: &std::ops::Range<usize>| {
        let span = body.text().span_of_bytes(bytes.clone());
        (span, body.raw(span))
    };
    let ((span_a, raw_a), (span_b, raw_b)) = (place(&a.body, &edit.a), place(&b.body, &edit.b));
    EditRow { kind: edit.kind, a: span_a, b: span_b, raw_a, raw_b, marked: edit.marked }
}

fn copy(id: CopyId, passages: Vec<PassageId>, pair: &Pair, judged: &Judged, a: &Leaf, b: &Leaf) -> Copy {
    let Judged { likeness, decision, to_b, to_a, same_third: _ } = judged;
    let mut evidence: Vec<PageEvidence> = Vec::new();
    let mut give = |reasons: &[Reason], copy: &Leaf, source: &Leaf| {
        for reason in reasons {
            let leaf = if reason.on_source { source } else { copy };
            evidence.push(PageEvidence { page: leaf.page.clone(), evidence: reason.evidence.clone() });
        }
    };
    give(to_b, b, a);
    give(to_a, a, b);
    if let Some(longest) = pair.stretches.iter().rev().max_by_key(|stretch| stretch.equal()) {
        for (leaf, words) in [(a, longest.words_a()), (b, longest.words_b())] {
            let at = At::Text(leaf.body.text().span(words));
            let because = SHARED_PASSAGE.as_str().to_owned();
            let evidence_of_page = Evidence { at, because, note: None };
            evidence.push(PageEvidence { page: leaf.page.clone(), evidence: evidence_of_page });
        }
    }
    let headline_changed = match (&a.title, &b.title) {
        (Some(a), Some(b)) => avviso_record::key(a) != avviso_record::key(b),
        _ => false,
    };
    Copy {
        id,
        a: page_ref(a),
        b: page_ref(b),
        relation: likeness.relation,
        direction: decision.direction,
        share_a: share(likeness.share_a),
        share_b: share(likeness.share_b),
        passages,
        headline_changed,
        confidence: confidence(pair, decision),
        evidence,
    }
}

fn share((part, all): (usize, usize)) -> Confidence {
    let share = (part * 10_000 + all / 2).checked_div(all).unwrap_or(0);
    Confidence::from_ten_thousandths(share.min(10_000) as u16).expect("at most one")
}

/// How far relation and direction may be trusted: by the rank of what decided, less where little is shared.
fn confidence(pair: &Pair, decision: &Decision) -> Confidence {
    let by_rank = match decision.rank {
        Some(Rank::OwnWord) => 9500,
        Some(Rank::Trace) => 9000,
        Some(Rank::Day) => 8500,
        None => 8000,
    };
    let little = if pair.tally.is_copy() && pair.tally.prose < 2 * super::pair::COPY { 1000 } else { 0 };
    let against = if decision.doubt == Some(Doubted::DateAgainst) { 1000 } else { 0 };
    Confidence::from_ten_thousandths(by_rank - little - against).expect("below one")
}

/// Whom the pages of a group name as where their words come from, and which page of the group that is.
fn named<'p>(pages: &[u32], leaves: &[Leaf], credited: &'p [Vec<Third>]) -> Vec<Named<'p>> {
    let mut out = Vec::new();
    for &by in pages {
        for third in &credited[by as usize] {
            let page = pages.iter().copied().find(|&page| {
                page != by
                    && leaves[page as usize]
                        .outlet
                        .as_ref()
                        .is_some_and(|outlet| Names::of(outlet).means(Some(&third.name), None))
            });
            out.push(Named { by, third, page });
        }
    }
    out
}

/// The outlet of a page, named by another as where its words come from.
fn third_of(reason: &Reason, source: &Leaf) -> Option<Third> {
    if !reason.names_source {
        return None;
    }
    let outlet = source.outlet.as_ref()?;
    Some(Third {
        name: outlet.name.clone(),
        folded: fold_name(&outlet.name),
        kind: OriginKind::Outlet,
        confidence: Confidence::from_ten_thousandths(9000).expect("below one"),
        evidence: reason.evidence.clone(),
    })
}

fn told(
    leaves: &[Leaf],
    pairs: &[Pair],
    number: &dyn Fn(u32) -> usize,
    firsts: &[Option<u32>],
    count_origins: &dyn Fn(&[usize]) -> u32,
) -> Vec<Row> {
    // Only pages that share words with another can share a saying.
    let mut pages: Vec<u32> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    pages.sort_unstable();
    pages.dedup();
    let all: Vec<Quoted> =
        pages.into_iter().flat_map(|page| sayings::quoted(&leaves[page as usize], page)).collect();
    let mut rows = Vec::new();
    for set in sayings::join(&all, pairs) {
        let (longest, told) = sayings::tell(&all, &set, leaves);
        let base = &all[longest];
        let text = leaves[base.page as usize].body.text();
        let quote_of = |quoted: &Quoted| {
            let leaf = &leaves[quoted.page as usize];
            quoted.attribution.and_then(|id| leaf.quotes.iter().find(|quote| quote.id == id))
        };
        let speakers: Vec<String> =
            told.iter().filter_map(|it| quote_of(&it.quoted)?.speakers.first().cloned()).collect();
        let mut in_groups: Vec<usize> = told.iter().map(|it| number(it.quoted.page)).collect();
        in_groups.sort_unstable();
        in_groups.dedup();
        let pages: Vec<u32> = set.iter().map(|&it| all[it].page).collect();
        let earliest = earliest(&pages, leaves).or_else(|| match in_groups.as_slice() {
            [one] => firsts[*one].filter(|first| pages.contains(first)),
            _ => None,
        });
        let tellings = told.into_iter().map(|it| {
            let leaf = &leaves[it.quoted.page as usize];
            let span = leaf.body.text().span(it.quoted.words.clone());
            Telling {
                page: leaf.page.clone(),
                source: leaf.source.clone(),
                attribution: it.quoted.attribution,
                span,
                raw: leaf.body.raw(span),
                chain: quote_of(&it.quoted).map(|quote| quote.chain.clone()).unwrap_or_default(),
                status: it.status,
                edits: it.edits,
            }
        });
        rows.push(Row::Saying(Saying {
            id: SayingId::at(rows.len()),
            words: text.text().get(text.bytes(base.words.clone())).unwrap_or_default().to_owned(),
            speaker: sayings::most_named(&speakers),
            groups: in_groups.len() as u32,
            origins: count_origins(&in_groups),
            earliest: earliest.map(|page| leaves[page as usize].page.clone()),
            tellings: tellings.collect(),
        }));
    }
    rows
}

/// The page that was published wholly before all the others.
fn earliest(pages: &[u32], leaves: &[Leaf]) -> Option<u32> {
    let mut pages = pages.to_vec();
    pages.dedup();
    let leaf = |page: u32| &leaves[page as usize];
    let day = |page: u32| leaf(page).published.as_ref()?.to.clone();
    // The only candidate is the one that ends first; one walk finds it, another checks it.
    let mut best = *pages.first()?;
    for &page in &pages {
        if let (Some(this), Some(that)) = (day(page), day(best))
            && that.is_after(&this)
        {
            best = page;
        }
    }
    pages.iter().all(|&page| page == best || is_before(leaf(best), leaf(page))).then_some(best)
}

fn doubt_row(doubt: Doubted, about: Vec<String>) -> Row {
    let (code, message) = match doubt {
        Doubted::NoReason => (
            "direction-undecided",
            "no page says where its words come from, and their dates do not tell which came first",
        ),
        Doubted::Contradiction => ("direction-undecided", "what the pages say of each other disagrees"),
        Doubted::SameThird => (
            "direction-of-third",
            "both pages name the same third source, so neither is taken for the other's",
        ),
        Doubted::DateAgainst => {
            ("date-against-direction", "the page that is named as the source bears the later date")
        }
    };
    Row::Diagnostic(Doubt {
        code: code.to_owned(),
        severity: Severity::Note,
        message: message.to_owned(),
        about,
    })
}
