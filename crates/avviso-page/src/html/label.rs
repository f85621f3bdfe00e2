//! From segments to labelled blocks: where the article stands, and what each segment of it is.
//!
//! The container is the element whose subtree has the most prose: text mass minus link mass, furniture counted
//! against it, by prefix sums over the flat order of segments. Then each segment gets a label from its element, the
//! names around it, its links and its first words. Nothing has a least length: one sentence in one `<p>` is an
//! article.

mod head;
mod witness;

use avviso_text::{RegionKind, RuleId, Why};

use super::classes::Flags;
use super::phrases;
use super::tags::Tag;
use super::tree::{Kind, Segment, Tree};
use crate::blocks::{Before, Block, Label, Run};
use crate::facts::handoff::{self, Meaning};

const NEVER_TEXT: RuleId = RuleId::new("html.never-text");
const HIDDEN: RuleId = RuleId::new("html.hidden");
const OUTSIDE: RuleId = RuleId::new("html.outside-the-article");
const BY_NAME: RuleId = RuleId::new("html.class-names");
const BY_WORDS: RuleId = RuleId::new("html.furniture-words");
const BY_LINKS: RuleId = RuleId::new("html.link-density");
const BY_SHAPE: RuleId = RuleId::new("html.block-shape");
const HAND_OFF: RuleId = RuleId::new("html.hand-off");
const BY_ELEMENT: RuleId = RuleId::new("html.element");

/// Names of what is not the article wherever it stands.
const JUNK: Flags = Flags::NAV
    .with(Flags::FOOTER)
    .with(Flags::RELATED)
    .with(Flags::SHARE)
    .with(Flags::COMMENTS)
    .with(Flags::COMMENT_FORM)
    .with(Flags::NEWSLETTER)
    .with(Flags::COOKIE)
    .with(Flags::AD)
    .with(Flags::APPEAL)
    .with(Flags::BIO)
    .with(Flags::TAGS)
    .with(Flags::MEDIA)
    .with(Flags::PULL)
    .with(Flags::ASIDE);

/// What an element passes on to its segments.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one kind of element whether it stands around"
)]
struct Context {
    flags: Flags,
    /// The innermost heading, list item, table cell, quotation, figure or paragraph around.
    heading: u8,
    item: bool,
    cell: bool,
    quotation: bool,
    post: u32,
    figure: bool,
    table: u32,
    row: u32,
}

/// Below every score: a page has 16 MiB at most.
const LOWEST: i64 = -(1 << 40);
/// Tenths of the best score that an element named as the article must reach to be taken for it.
const MARKED_SHARE: i64 = 7;
/// What it may lose besides to furniture inside it.
const MARKED_SLACK: i64 = 150;

/// Everything that labels are made from.
struct Page<'a> {
    tree: &'a Tree,
    context: Vec<Context>,
    /// Which elements hold prose of their own.
    prose_elements: Vec<bool>,
}

impl Page<'_> {
    fn words(&self, segment: &Segment) -> &str {
        self.tree.words.get(segment.words.clone()).unwrap_or_default()
    }

    fn of(&self, segment: &Segment) -> Context {
        self.context.get(segment.element as usize).copied().unwrap_or_default()
    }

    fn tag(&self, segment: &Segment) -> Tag {
        self.tree.elements.get(segment.element as usize).map_or(Tag::Div, |e| e.tag)
    }

    /// Whether a line stands in one element with prose: text that only line breaks divide.
    fn mixed(&self, segment: &Segment) -> bool {
        self.prose_elements.get(segment.element as usize).copied().unwrap_or_default()
    }

    fn flags(&self, segment: &Segment) -> Flags {
        self.of(segment).flags.with(segment.inline)
    }
}

/// Whether a segment reads like prose.
fn is_prose(words: &str, segment: &Segment) -> bool {
    segment.kind == Kind::Text
        && segment.link_mass * 2 < segment.mass
        && (segment.mass >= 100 || (segment.mass >= 30 && phrases::ends_sentence(words)))
}

/// Labels the segments of a page.
pub(crate) fn label(tree: &Tree) -> Vec<Block> {
    let mut page = Page { tree, context: contexts(tree), prose_elements: vec![false; tree.elements.len()] };
    for segment in &tree.segments {
        if is_prose(page.words(segment), segment)
            && let Some(holds) = page.prose_elements.get_mut(segment.element as usize)
        {
            *holds = true;
        }
    }
    let container = container(&page);
    let labels = labels(&page, container);
    blocks(&page, labels)
}

/// The prose before each segment, summed.
fn prose_sums(tree: &Tree) -> Vec<i64> {
    let mut sums = Vec::with_capacity(tree.segments.len() + 1);
    let mut sum = 0i64;
    sums.push(0);
    for segment in &tree.segments {
        let words = tree.words.get(segment.words.clone()).unwrap_or_default();
        if is_prose(words, segment) {
            sum += i64::from(segment.mass);
        }
        sums.push(sum);
    }
    sums
}

fn between(sums: &[i64], first: u32, end: u32) -> i64 {
    let at = |i: u32| sums.get(i as usize).copied().unwrap_or_default();
    at(end) - at(first)
}

/// The segment of the page's `<h1>`, if it has one only.
fn only_h1(tree: &Tree) -> Option<usize> {
    let mut found = tree.elements.iter().filter(|e| e.tag == Tag::H1 && e.end > e.first);
    let first = found.next()?;
    found.next().is_none().then_some(first.first as usize)
}

/// What each element hands on to its segments.
fn contexts(tree: &Tree) -> Vec<Context> {
    let sums = prose_sums(tree);
    let total = between(&sums, 0, tree.segments.len() as u32);
    let headline = only_h1(tree);
    let mut out: Vec<Context> = Vec::with_capacity(tree.elements.len());
    for (index, element) in tree.elements.iter().enumerate() {
        let parent = if index == 0 {
            Context::default()
        } else {
            out.get(element.parent as usize).copied().unwrap_or_default()
        };
        let mut own = element.own;
        let share = between(&sums, element.first, element.end);
        // A name that stands around most of the page's prose, or around the headline, is not about what it holds:
        // `with-sidebar`. Content systems write an article's sections into the names of `<article>`.
        let most = (share * 2 > total && total > 0)
            || headline.is_some_and(|at| element.first as usize <= at && at < element.end as usize);
        if element.tag == Tag::Article {
            own = Flags(own.0 & !(Flags::TAGS.0 | Flags::NAV.0 | Flags::MEDIA.0));
        }
        if matches!(element.tag, Tag::Html | Tag::Body) {
            own = Flags::default();
        } else if most {
            let kept = if own.has(Flags::COMMENTS) && share * 10 < total * 9 {
                Flags::COMMENTS
            } else {
                Flags::default()
            };
            own = Flags(own.0 & (Flags::HIDDEN.0 | Flags::BODY.0 | kept.0));
        }
        let mut context = parent;
        context.flags = parent.flags.with(own);
        match element.tag {
            Tag::H1 => context.heading = 1,
            Tag::H2 => context.heading = 2,
            Tag::H3 => context.heading = 3,
            Tag::H4 => context.heading = 4,
            Tag::H5 | Tag::H6 => context.heading = 5,
            Tag::Li | Tag::Dd | Tag::Dt => context.item = true,
            Tag::Td | Tag::Th => context.cell = true,
            Tag::Table => context.table = index as u32,
            Tag::Tr => context.row = index as u32,
            Tag::Blockquote => context.quotation = true,
            Tag::Figure => context.figure = true,
            _ => {}
        }
        if own.has(Flags::POST) && context.post == 0 {
            context.post = index as u32;
        }
        out.push(context);
    }
    out
}

/// The element that holds the article.
fn container(page: &Page<'_>) -> usize {
    let tree = page.tree;
    let mut sums = Vec::with_capacity(tree.segments.len() + 1);
    let mut sum = 0i64;
    sums.push(0);
    let mut shown = vec![0i64];
    for segment in &tree.segments {
        let context = page.of(segment);
        let flags = page.flags(segment);
        let (mass, links) = (i64::from(segment.mass), i64::from(segment.link_mass));
        let words = page.words(segment);
        sum += if segment.kind != Kind::Text || flags.has(Flags::HIDDEN) {
            0
        } else if flags.has(JUNK.with(Flags::CONTROL)) {
            -(links / 2) - 10
        } else if context.heading > 0 || flags.has(Flags::CAPTION) {
            -links / 2
        } else if is_prose(words, segment) {
            let weight = if context.item || context.cell { mass / 2 } else { mass };
            weight - links
        } else if page.tag(segment) == Tag::P && links * 2 < mass {
            // Short, but a paragraph: a page may have no more.
            1
        } else if context.cell || context.item {
            // Rows of figures and points are short: they cost little unless they lead away.
            -links - 1
        } else {
            -links - 10
        };
        sums.push(sum);
        let visible = segment.kind == Kind::Text && !flags.has(Flags::HIDDEN);
        shown.push(shown.last().copied().unwrap_or_default() + i64::from(visible));
    }
    let mut best = (0usize, LOWEST);
    let mut marked = best;
    for (index, element) in tree.elements.iter().enumerate() {
        if !element.tag.is_block() || between(&shown, element.first, element.end) == 0 {
            continue;
        }
        let score = between(&sums, element.first, element.end);
        if score >= best.1 {
            best = (index, score);
        }
        let named = element.own.has(Flags::BODY) || matches!(element.tag, Tag::Article | Tag::Main);
        if named && score >= marked.1 {
            marked = (index, score);
        }
    }
    // On short pages a few lines of furniture weigh as much as the story: an element around the best one may lose
    // so much.
    let around = tree
        .elements
        .get(marked.0)
        .zip(tree.elements.get(best.0))
        .is_some_and(|(outer, inner)| outer.first <= inner.first && inner.end <= outer.end);
    let slack = if around { MARKED_SLACK } else { 0 };
    // An element that says it is the article, and holds most of what the best one does.
    let marked_holds = marked.1 > LOWEST && (marked.1 + slack) * 10 >= best.1 * MARKED_SHARE;
    if marked_holds { marked.0 } else { best.0 }
}

/// Why a name says that a segment is not the article.
fn why_of(flags: Flags) -> Why {
    for (flag, why) in [
        (Flags::COMMENT_FORM, Why::CommentForm),
        (Flags::COMMENTS, Why::Comments),
        (Flags::COOKIE, Why::CookieNotice),
        (Flags::NEWSLETTER, Why::Newsletter),
        (Flags::AD, Why::Advertisement),
        (Flags::SHARE, Why::ShareBar),
        (Flags::RELATED, Why::Related),
        (Flags::APPEAL, Why::Appeal),
        (Flags::NAV, Why::Navigation),
        (Flags::FOOTER, Why::Navigation),
        (Flags::TAGS, Why::Navigation),
        (Flags::HEADER, Why::Navigation),
    ] {
        if flags.has(flag) {
            return why;
        }
    }
    Why::Other
}

fn labels(page: &Page<'_>, container: usize) -> Vec<(Label, RuleId)> {
    let tree = page.tree;
    let element = tree.elements.get(container);
    let (first, end) = element.map_or((0, 0), |e| (e.first as usize, e.end as usize));
    let title = head::title(page, first, end);
    let mut out = Vec::with_capacity(tree.segments.len());
    for (index, segment) in tree.segments.iter().enumerate() {
        out.push(match segment.kind {
            Kind::Dropped(why) => (Label::Drop(why), NEVER_TEXT),
            Kind::Text => {
                let inside = first <= index && index < end;
                let head = title.is_some_and(|t| t < index) && index < first;
                if page.flags(segment).has(Flags::HIDDEN) {
                    (Label::Drop(Why::Hidden), HIDDEN)
                } else if title == Some(index) {
                    (Label::Keep(RegionKind::Title), BY_ELEMENT)
                } else if inside {
                    inside_label(page, segment)
                } else if head {
                    head_label(page, segment)
                } else {
                    (Label::Drop(outside_why(page, segment)), OUTSIDE)
                }
            }
        });
    }
    witness::hear(page, &mut out);
    head::settle(page, title, &mut out);
    hand_offs(page, &mut out);
    settle(page, &mut out);
    out
}

/// Words from which a segment is prose that a hand-off may stand under.
const PROSE_WORDS: usize = 20;
/// Words of the longest segment that is a hand-off line.
const HAND_OFF_WORDS: usize = 60;

/// Lines of the article that say through whose hands it came.
fn hand_offs(page: &Page<'_>, labels: &mut [(Label, RuleId)]) {
    let is_prose_label = |label: &Label, segment: &Segment| {
        matches!(
            label,
            Label::Keep(
                RegionKind::Paragraph | RegionKind::ListItem | RegionKind::Quotation | RegionKind::Table
            )
        ) && page.words(segment).split_whitespace().nth(PROSE_WORDS).is_some()
    };
    let last_prose = labels
        .iter()
        .zip(&page.tree.segments)
        .rposition(|((label, _), segment)| is_prose_label(label, segment));
    let mut prose_seen = false;
    for (index, ((label, because), segment)) in labels.iter_mut().zip(&page.tree.segments).enumerate() {
        let words = page.words(segment);
        prose_seen |= is_prose_label(label, segment);
        let open = match label {
            Label::Keep(
                RegionKind::Paragraph
                | RegionKind::ListItem
                | RegionKind::Standfirst
                | RegionKind::Heading
                | RegionKind::Quotation,
            ) => true,
            // A line of links and few words is furniture by its looks, and evidence by what it says.
            Label::Drop(_) => matches!(*because, BY_LINKS | BY_WORDS | BY_SHAPE),
            Label::Keep(_) | Label::Bare => false,
        };
        if !open || words.split_whitespace().nth(HAND_OFF_WORDS).is_some() || handoff::hints(words).is_empty()
        {
            continue;
        }
        let Some(found) = handoff::read(words) else { continue };
        let kept = matches!(label, Label::Keep(_));
        let under = last_prose.is_some_and(|last| index > last);
        let kind = match found.meaning {
            Meaning::FirstHere => RegionKind::Footer,
            Meaning::Elsewhere if prose_seen => RegionKind::Footer,
            Meaning::Elsewhere => RegionKind::Note,
            Meaning::Credit if under && (kept || *because == BY_WORDS) => RegionKind::Footer,
            // A button "Read the full story at …" stands on pages that have it whole.
            Meaning::Excerpt
                if under
                    && ((found.title.is_some() && (kept || *because == BY_WORDS))
                        || (found.outlet.is_some() && kept)) =>
            {
                RegionKind::Footer
            }
            Meaning::FromAt if kept && !under => RegionKind::Note,
            Meaning::Credit | Meaning::Excerpt | Meaning::FromAt => continue,
        };
        (*label, *because) = (Label::Keep(kind), HAND_OFF);
    }
}

fn outside_why(page: &Page<'_>, segment: &Segment) -> Why {
    let flags = page.flags(segment);
    if flags.has(JUNK.with(Flags::HEADER)) {
        return why_of(flags);
    }
    if segment.link_mass * 2 > segment.mass { Why::Navigation } else { Why::Other }
}

/// Labels between the headline and the container.
fn head_label(page: &Page<'_>, segment: &Segment) -> (Label, RuleId) {
    let flags = page.flags(segment);
    let words = page.words(segment);
    if flags.has(JUNK) || phrases::furniture(words).is_some() || page.of(segment).heading == 1 {
        return (Label::Drop(outside_why(page, segment)), OUTSIDE);
    }
    if flags.has(Flags::CAPTION) {
        return (Label::Keep(RegionKind::Caption), BY_NAME);
    }
    if flags.has(Flags::BYLINE) || phrases::starts_byline(words) {
        if segment.mass < 150 {
            return (Label::Keep(RegionKind::Byline), BY_NAME);
        }
    } else if flags.has(Flags::DATE) && segment.mass < 80 {
        return (Label::Keep(RegionKind::Dateline), BY_NAME);
    }
    if is_prose(words, segment) || (flags.has(Flags::STANDFIRST) && segment.link_mass * 2 < segment.mass) {
        return (Label::Keep(RegionKind::Standfirst), BY_SHAPE);
    }
    (Label::Drop(outside_why(page, segment)), OUTSIDE)
}

fn inside_label(page: &Page<'_>, segment: &Segment) -> (Label, RuleId) {
    let flags = page.flags(segment);
    let context = page.of(segment);
    let words = page.words(segment);
    let tag = page.tag(segment);
    if context.post != 0 {
        return (Label::Keep(RegionKind::EmbeddedPost), BY_NAME);
    }
    if flags.has(JUNK) {
        return (Label::Drop(why_of(flags)), BY_NAME);
    }
    if flags.has(Flags::CONTROL) {
        return (Label::Drop(Why::Other), BY_ELEMENT);
    }
    if let Some(why) = phrases::furniture(words).or_else(|| phrases::promotes(words)) {
        return (Label::Drop(why), BY_WORDS);
    }
    let links = segment.link_mass * 10 > segment.mass * 7;
    if context.heading > 0 {
        if links {
            return (Label::Drop(Why::Related), BY_LINKS);
        }
        if context.heading == 1 {
            return (Label::Keep(RegionKind::Title), BY_ELEMENT);
        }
        return (Label::Keep(RegionKind::Heading), BY_ELEMENT);
    }
    if flags.has(Flags::CAPTION) {
        return (Label::Keep(RegionKind::Caption), BY_NAME);
    }
    if context.figure {
        return (Label::Keep(RegionKind::Caption), BY_ELEMENT);
    }
    if (flags.has(Flags::BYLINE) || phrases::starts_byline(words)) && segment.mass < 120 {
        return (Label::Keep(RegionKind::Byline), BY_NAME);
    }
    if flags.has(Flags::DATE) && segment.mass < 80 {
        return (Label::Keep(RegionKind::Dateline), BY_NAME);
    }
    if links {
        return (Label::Drop(Why::Related), BY_LINKS);
    }
    if flags.has(Flags::STANDFIRST) && is_prose(words, segment) {
        return (Label::Keep(RegionKind::Standfirst), BY_NAME);
    }
    if context.cell {
        return (Label::Keep(RegionKind::Table), BY_ELEMENT);
    }
    if context.item {
        return (Label::Keep(RegionKind::ListItem), BY_ELEMENT);
    }
    if context.quotation {
        return (Label::Keep(RegionKind::Quotation), BY_ELEMENT);
    }
    if tag == Tag::P || is_prose(words, segment) || page.mixed(segment) {
        return (Label::Keep(RegionKind::Paragraph), BY_SHAPE);
    }
    (Label::Drop(Why::Other), BY_SHAPE)
}

/// What depends on neighbours: a heading with nothing under it goes.
fn settle(page: &Page<'_>, labels: &mut [(Label, RuleId)]) {
    let mut body_after = false;
    for (index, (label, because)) in labels.iter_mut().enumerate().rev() {
        match label {
            Label::Keep(RegionKind::Heading) if !body_after => {
                *label = Label::Drop(Why::Related);
                *because = BY_SHAPE;
            }
            Label::Keep(RegionKind::Heading | RegionKind::Title) => {}
            Label::Keep(kind) if kind.in_body() => body_after = true,
            _ => {}
        }
        let _ = (index, page);
    }
}

/// Length of the words of runs, in bytes.
fn length(runs: &[Run]) -> usize {
    runs.iter()
        .map(|run| match run {
            Run::Copy(span) => span.len(),
            Run::Decode(words, _) => words.len(),
            Run::Insert(c) => c.len_utf8(),
            Run::Skip { .. } => 0,
        })
        .sum()
}

/// Segments and labels to blocks: neighbours that are left out for one reason become one.
fn blocks(page: &Page<'_>, labels: Vec<(Label, RuleId)>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut part_of = None;
    for (segment, (label, because)) in page.tree.segments.iter().zip(labels) {
        if let Some(last) = out.last_mut()
            && last.label == label
        {
            let dropped = matches!(label, Label::Drop(why) if why.has_words());
            if dropped {
                last.span = last.span.cover(segment.span);
                last.runs.push(Run::Insert('\n'));
                last.runs.extend(segment.runs.iter().filter(|r| !matches!(r, Run::Skip { .. })).cloned());
                continue;
            }
        }
        let context = page.of(segment);
        let whole = (context.table, context.row, context.post);
        if let Some(last) = out.last_mut()
            && last.label == label
            && let Some((table, row, post)) = part_of
        {
            let same_post = label == Label::Keep(RegionKind::EmbeddedPost) && context.post == post;
            let same_table = label == Label::Keep(RegionKind::Table) && context.table == table && table != 0;
            if same_post || same_table {
                // One post, one table: lines of posts and rows by line breaks, cells by tabulators.
                last.runs.push(Run::Insert(if same_table && context.row == row { '\t' } else { '\n' }));
                let start = length(&last.runs);
                last.runs.extend(segment.runs.iter().cloned());
                last.span = last.span.cover(segment.span);
                if same_post && page.words(segment).starts_with(['\u{2014}', '\u{2013}']) {
                    last.inner.push((RegionKind::Byline, start..length(&last.runs)));
                }
                part_of = Some(whole);
                continue;
            }
        }
        part_of = Some(whole);
        let before = match label {
            Label::Keep(
                RegionKind::ListItem | RegionKind::Table | RegionKind::Byline | RegionKind::Dateline,
            ) => Before::Line,
            _ => Before::Blank,
        };
        out.push(Block {
            span: segment.span,
            runs: segment.runs.clone(),
            label,
            because,
            inner: Vec::new(),
            before,
        });
    }
    out
}
