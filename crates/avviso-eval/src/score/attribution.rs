//! Attributions against gold: the figures that `score_attribution.py` defines.
//!
//! All matching is done in integers, so that this and the script give the same counts; ratios are formed only in the
//! report. The matching is greedy, one to one, per article and criterion: pairs by content Dice, source Dice, cue
//! Dice (exact fractions, falling), then gold index, then system index.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::slices;
use super::words::{counted, quoted, tokens_of};
use crate::gold::{Article, Roles, Spans};

/// What a pair of attributions has to share to count as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Criterion {
    Sc50,
    ScAny,
    Full,
    Content50,
    ScExact,
    ContentExact,
}

impl Criterion {
    pub(super) const ALL: [Self; 6] =
        [Self::Sc50, Self::ScAny, Self::Full, Self::Content50, Self::ScExact, Self::ContentExact];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sc50 => "SC50",
            Self::ScAny => "SCANY",
            Self::Full => "FULL",
            Self::Content50 => "CONTENT50",
            Self::ScExact => "SCEX",
            Self::ContentExact => "CONTENTEX",
        }
    }

    fn passes(self, content: Dice, source: Dice, cue: Dice) -> bool {
        match self {
            Self::Content50 => content.is_half(),
            Self::ContentExact => content.is_whole(),
            Self::Sc50 => content.is_half() && source.is_half(),
            Self::ScAny => content.is_half() && source.shared > 0,
            Self::Full => content.is_half() && source.is_half() && cue.is_half(),
            Self::ScExact => content.is_whole() && source.is_half(),
        }
    }
}

pub(super) const ROLES: [&str; 3] = ["source", "cue", "content"];
pub(super) const CLASSES: [&str; 5] = ["direct", "mixed", "indirect", "said", "attitude"];

/// Positions of counted characters, rising.
type Positions = Vec<u32>;

/// Twice the number of shared characters over the number of both: an exact fraction, never reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dice {
    shared: u64,
    all: u64,
}

impl Dice {
    fn of(a: &Positions, b: &Positions) -> Self {
        if a.is_empty() && b.is_empty() {
            return Self { shared: 1, all: 1 };
        }
        Self { shared: 2 * shared(a, b), all: (a.len() + b.len()) as u64 }
    }

    const fn is_half(self) -> bool {
        2 * self.shared >= self.all
    }

    const fn is_whole(self) -> bool {
        self.shared == self.all
    }

    /// The greater fraction first.
    fn falling(self, other: Self) -> Ordering {
        (other.shared * self.all).cmp(&(self.shared * other.all))
    }
}

/// Counts what two rising lists share.
fn shared(a: &Positions, b: &Positions) -> u64 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

fn is_within(inner: &Positions, outer: &Positions) -> bool {
    shared(inner, outer) == inner.len() as u64
}

/// Gives the counted positions of some spans; without a text every position counts.
fn positions(spans: &Spans, counts: Option<&[bool]>) -> Positions {
    let mut all: Positions = spans
        .iter()
        .flat_map(|&[start, end]| start..end.min(counts.map_or(end, |counts| counts.len() as u32)))
        .filter(|&at| counts.is_none_or(|counts| counts.get(at as usize) == Some(&true)))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// One attribution with the positions of its roles.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) roles: &'a Roles,
    pub(super) source: Positions,
    pub(super) cue: Positions,
    pub(super) content: Positions,
}

impl<'a> Item<'a> {
    fn new(roles: &'a Roles, counts: Option<&[bool]>) -> Self {
        Self {
            roles,
            source: positions(&roles.source, counts),
            cue: positions(&roles.cue, counts),
            content: positions(&roles.content, counts),
        }
    }

    fn role(&self, role: &str) -> &Positions {
        match role {
            "source" => &self.source,
            "cue" => &self.cue,
            _ => &self.content,
        }
    }

    /// Says whether all roles lie inside the content of `other`.
    pub(super) fn is_inside(&self, other: &Self) -> bool {
        [&self.source, &self.cue, &self.content].into_iter().all(|role| is_within(role, &other.content))
    }

    /// Says whether both say much the same.
    pub(super) fn shares_content(&self, other: &Self) -> bool {
        Dice::of(&self.content, &other.content).is_half()
    }
}

/// Partners under one criterion, by gold and by system index.
#[derive(Debug, Default)]
struct Pairs {
    gold: BTreeMap<usize, usize>,
    system: BTreeMap<usize, usize>,
}

/// Matches gold and system under every criterion.
fn pair(gold: &[Item<'_>], system: &[Item<'_>]) -> [Pairs; 6] {
    struct Candidate {
        dice: [Dice; 3],
        at: (usize, usize),
    }
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, s) in system.iter().enumerate() {
            if shared(&g.content, &s.content) == 0 {
                continue;
            }
            let content = Dice::of(&g.content, &s.content);
            if content.is_half() {
                let dice = [content, Dice::of(&g.source, &s.source), Dice::of(&g.cue, &s.cue)];
                candidates.push(Candidate { dice, at: (i, j) });
            }
        }
    }
    candidates.sort_by(|a, b| {
        let fractions = a.dice.iter().zip(b.dice).map(|(x, y)| x.falling(y));
        fractions.fold(Ordering::Equal, Ordering::then).then(a.at.cmp(&b.at))
    });
    Criterion::ALL.map(|criterion| {
        let mut pairs = Pairs::default();
        for Candidate { dice: [content, source, cue], at: (i, j) } in &candidates {
            if !pairs.gold.contains_key(i)
                && !pairs.system.contains_key(j)
                && criterion.passes(*content, *source, *cue)
            {
                pairs.gold.insert(*i, *j);
                pairs.system.insert(*j, *i);
            }
        }
        pairs
    })
}

/// Counts over articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub(super) articles: u64,
    pub(super) gold: u64,
    pub(super) system: u64,
    pub(super) dropped: u64,
    /// Per criterion: pairs, and unmatched system attributions that lie inside one gold content.
    pub(super) taken: [(u64, u64); 6],
    /// Per role: characters in both, in the system's, in gold's.
    pub(super) characters: [[u64; 3]; 3],
    /// Per class: pairs by gold's class, gold, pairs by the system's class, system.
    pub(super) classes: [[u64; 4]; 5],
    /// Per slice: gold, pairs of SC50, pairs of CONTENT50.
    pub(super) slices: BTreeMap<&'static str, [u64; 3]>,
}

impl Tally {
    /// Adds one article.
    pub fn add(&mut self, gold: &Article, system: &[Roles]) {
        let text: Option<Vec<char>> = gold.text.as_ref().map(|text| text.chars().collect());
        let counts = text.as_deref().map(counted);
        let counts = counts.as_deref();
        let golds: Vec<Item<'_>> = gold.attributions.iter().map(|roles| Item::new(roles, counts)).collect();
        let discard = positions(gold.discard.as_ref().unwrap_or(&Vec::new()), counts);
        let mut systems: Vec<Item<'_>> = system.iter().map(|roles| Item::new(roles, counts)).collect();
        systems.retain(|item| !item.content.is_empty() && !is_within(&item.content, &discard));
        self.dropped += (system.len() - systems.len()) as u64;
        self.articles += 1;
        self.gold += golds.len() as u64;
        self.system += systems.len() as u64;

        let pairs = pair(&golds, &systems);
        for (pairs, (taken, nested)) in pairs.iter().zip(&mut self.taken) {
            *taken += pairs.gold.len() as u64;
            *nested += systems
                .iter()
                .enumerate()
                .filter(|(j, item)| {
                    !pairs.system.contains_key(j) && golds.iter().any(|gold| item.is_inside(gold))
                })
                .count() as u64;
        }
        for (role, count) in ROLES.iter().zip(&mut self.characters) {
            let union = |items: &[Item<'_>]| {
                let mut all: Positions = items.iter().flat_map(|item| item.role(role)).copied().collect();
                all.sort_unstable();
                all.dedup();
                all
            };
            let (in_gold, in_system) = (union(&golds), union(&systems));
            count[0] += shared(&in_gold, &in_system);
            count[1] += in_system.len() as u64;
            count[2] += in_gold.len() as u64;
        }
        if let Some(text) = &text {
            self.add_classes(text, &golds, &systems, &pairs);
        }
    }

    fn add_classes(&mut self, text: &[char], golds: &[Item<'_>], systems: &[Item<'_>], pairs: &[Pairs; 6]) {
        let mask = quoted(text);
        let [sc50, _, _, content50, _, _] = pairs;
        for (i, item) in golds.iter().enumerate() {
            for class in classes(item, &mask, text) {
                self.classes[class][0] += u64::from(sc50.gold.contains_key(&i));
                self.classes[class][1] += 1;
            }
        }
        for (j, item) in systems.iter().enumerate() {
            for class in classes(item, &mask, text) {
                self.classes[class][2] += u64::from(sc50.system.contains_key(&j));
                self.classes[class][3] += 1;
            }
        }
        for (i, names) in slices::of(golds, text).into_iter().enumerate() {
            for name in names {
                let count = self.slices.entry(name).or_default();
                count[0] += 1;
                count[1] += u64::from(sc50.gold.contains_key(&i));
                count[2] += u64::from(content50.gold.contains_key(&i));
            }
        }
    }
}

/// Gives the places in [`CLASSES`] of an attribution's two classes.
fn classes(item: &Item<'_>, mask: &[bool], text: &[char]) -> [usize; 2] {
    let in_quotes = item.content.iter().filter(|&&at| mask[at as usize]).count();
    let is_direct = 10 * in_quotes >= 9 * item.content.len();
    let class = match in_quotes {
        0 => 2,
        _ if is_direct => 0,
        _ => 1,
    };
    let cue: Vec<String> =
        tokens_of(text, &item.roles.cue).iter().map(|token| token.to_lowercase()).collect();
    let said = class != 2 || cue.is_empty() || cue.iter().any(|token| slices::is_report(token));
    [class, if said { 3 } else { 4 }]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "“We will not talk,” said Mr. Ivan Petrov, a spokesman. He denied that it was a “plot”.\n— Ann Lee\n";

    fn find(words: &str) -> Spans {
        let byte = TEXT.find(words).unwrap();
        let start = TEXT[..byte].chars().count() as u32;
        vec![[start, start + words.chars().count() as u32]]
    }

    fn gold() -> Article {
        let a = Roles {
            source: find("Mr. Ivan Petrov, a spokesman"),
            cue: find("said"),
            content: find("“We will not talk,”"),
        };
        let b = Roles { source: find("He"), cue: find("denied"), content: find("that it was a “plot”") };
        Article {
            id: "x".into(),
            text: Some(TEXT.into()),
            attributions: vec![a, b],
            discard: Some(find("— Ann Lee")),
        }
    }

    fn taken(tally: &Tally) -> [u64; 6] {
        tally.taken.map(|(taken, _)| taken)
    }

    fn tally(gold: &Article, system: &[Roles]) -> Tally {
        let mut tally = Tally::default();
        tally.add(gold, system);
        tally
    }

    /// The cases of the script's own self-test.
    #[test]
    fn counts_are_those_of_the_scripts_self_test() {
        let gold = gold();
        let [a, b] = [gold.attributions[0].clone(), gold.attributions[1].clone()];
        let whole = tally(&gold, &gold.attributions);
        assert_eq!(taken(&whole), [2; 6]);
        assert_eq!(whole.classes.map(|class| class[1]), [1, 1, 0, 2, 0]);

        let bare = Roles { source: find("Petrov"), content: find("We will not talk"), ..a };
        let [sc50, sc_any, _, _, sc_exact, content_exact] = taken(&tally(&gold, &[bare]));
        assert_eq!((sc50, sc_any, content_exact, sc_exact), (0, 1, 1, 0));

        let discarded = Roles { content: find("Ann Lee"), ..Roles::default() };
        let nobody = tally(&gold, &[Roles { source: vec![], ..b }, discarded]);
        assert_eq!((taken(&nobody)[0], taken(&nobody)[3], nobody.system, nobody.dropped), (0, 1, 1, 1));

        let n = Article {
            id: "y".into(),
            text: Some("abcdefgh".into()),
            attributions: vec![Roles { content: vec![[0, 8]], ..Roles::default() }],
            discard: None,
        };
        let of = |spans: Spans| Roles { content: spans, ..Roles::default() };
        assert_eq!(taken(&tally(&n, &[of(vec![[0, 2]])]))[0], 0, "2 of 8+2: below half");
        assert_eq!(taken(&tally(&n, &[of(vec![[0, 1], [1, 3]])]))[0], 1, "3 of 8+3: 4*3 >= 11");
        let two = tally(&n, &[of(vec![[0, 4]]), of(vec![[0, 6]])]);
        assert_eq!((two.taken[0], two.system), ((1, 1), 2));
        let items: Vec<Item<'_>> = n.attributions.iter().map(|it| Item::new(it, None)).collect();
        let (short, long) = (of(vec![[0, 4]]), of(vec![[0, 6]]));
        let systems = [Item::new(&short, None), Item::new(&long, None)];
        assert_eq!(pair(&items, &systems)[0].gold, BTreeMap::from([(0, 1)]), "greedy takes the better pair");
    }

    #[test]
    fn slices_are_those_of_the_scripts_self_test() {
        let chars: Vec<char> = TEXT.chars().collect();
        let counts = counted(&chars);
        let gold = gold();
        let items: Vec<Item<'_>> = gold.attributions.iter().map(|it| Item::new(it, Some(&counts))).collect();
        assert_eq!(
            slices::of(&items, &chars),
            [
                vec!["src_capital", "cue_report", "inverted", "src_after", "lead"],
                vec!["src_pronoun", "cue_report", "that_clause", "lead"],
            ]
        );
        let post: Vec<char> = "Peace now!\n– Ann Lee".chars().collect();
        let roles = Roles { source: vec![[13, 20]], cue: vec![], content: vec![[0, 10]] };
        let counts = counted(&post);
        assert!(slices::of(&[Item::new(&roles, Some(&counts))], &post)[0].contains(&"dash_byline"));
    }

    #[test]
    fn spans_behind_the_text_count_nothing() {
        let gold = gold();
        let far = Roles { content: vec![[5000, 6000]], ..Roles::default() };
        assert_eq!(tally(&gold, &[far]).dropped, 1);
    }
}
