//! The lines around the headline: which heading it is, and what stands between it and the first paragraph.

use avviso_text::{RegionKind, RuleId, Why};

use super::{BY_LINKS, BY_NAME, Kind, Page, Segment, is_prose};
use crate::blocks::Label;
use crate::facts::names;
use crate::facts::tables::CALENDAR;
use crate::facts::title::{same, without_ending};
use crate::html::classes::Flags;
use crate::plain::regions::{is_caption, is_dateline};

const SIGNED: RuleId = RuleId::new("html.signed");
const STANDFIRST: RuleId = RuleId::new("html.standfirst");
const BEFORE_TITLE: RuleId = RuleId::new("html.before-the-headline");

/// Words of the shortest heading that is taken for a standfirst.
const STANDFIRST_WORDS: usize = 8;
/// Words of the longest line that is looked at as a byline or day.
const SIGNED_WORDS: usize = 20;
/// Letters of the longest name that stands alone as who signs.
const NAME_BYTES: usize = 60;

/// Where metadata names the site.
const SITE_KEYS: [&str; 2] = ["meta:og:site_name", "meta:application-name"];

/// The first values of these keys.
fn said<'p>(page: &Page<'p>, keys: &[&str]) -> Vec<&'p str> {
    let items = page.tree.metadata.items.iter();
    items.filter(|i| keys.contains(&i.key.as_str())).map(|i| i.value.as_str()).take(4).collect()
}

/// The headline: the last `<h1>` at or before the article's first prose, else the first inside. A heading that says
/// no more than the site's name is no headline, if another one says what the page calls itself.
pub(super) fn title(page: &Page<'_>, first: usize, end: usize) -> Option<usize> {
    let sites = said(page, &SITE_KEYS);
    let heading = |segment: &Segment, most: u8| {
        segment.kind == Kind::Text
            && (1..=most).contains(&page.of(segment).heading)
            && !page.flags(segment).has(Flags::HIDDEN)
    };
    let pick = |is: &dyn Fn(&Segment) -> bool| {
        let segments = || page.tree.segments.iter().enumerate();
        let inside = segments()
            .skip(first)
            .take(end.saturating_sub(first))
            .find(|(_, s)| is(s))
            .map(|(index, _)| index);
        let before = page.tree.segments.get(..first).and_then(|s| s.iter().rposition(is));
        inside.or(before)
    };
    let found = pick(&|s| heading(s, 1));
    let is_site = |index: usize| {
        page.tree.segments.get(index).is_some_and(|s| sites.iter().any(|site| same(site, page.words(s))))
    };
    if found.is_some_and(|index| !is_site(index)) {
        return found;
    }
    let titles = said(page, &["meta:og:title", "meta:twitter:title", "title"]);
    pick(&|s| {
        let words = page.words(s);
        heading(s, 3)
            && words.len() < 300
            && titles.iter().any(|title| same(title, words) || same(without_ending(title), words))
            && !sites.iter().any(|site| same(site, words))
    })
    .or(found)
}

/// Mends labels by what stands around the headline; `title` is its segment.
///
/// - A line in a byline's element that is a day is a day, one that names a picture's maker a caption, and one that is
///   neither a name nor a byline ("View all", another headline) is no part of the article.
/// - Between the headline and the first paragraph, a line that is a day or an agency's name signs the article, and a
///   long heading is its standfirst.
/// - List items above the headline are a ticker or a menu.
pub(super) fn settle(page: &Page<'_>, title: Option<usize>, labels: &mut [(Label, RuleId)]) {
    let segments = &page.tree.segments;
    let sites = said(page, &SITE_KEYS);
    let (mut head, mut prose) = (false, false);
    for (index, ((label, because), segment)) in labels.iter_mut().zip(segments).enumerate() {
        let words = page.words(segment);
        let short = words.len() <= 300 && words.split_whitespace().nth(SIGNED_WORDS).is_none();
        match label {
            Label::Keep(RegionKind::Title)
                if title != Some(index) && sites.iter().any(|site| same(site, words)) =>
            {
                (*label, *because) = (Label::Drop(Why::Navigation), BEFORE_TITLE);
            }
            Label::Keep(RegionKind::Byline | RegionKind::Dateline)
                if short && is_caption(words, words.split_whitespace().count()) =>
            {
                (*label, *because) = (Label::Keep(RegionKind::Caption), SIGNED);
            }
            Label::Keep(RegionKind::Byline) if short => {
                let named = names::byline(words).is_some() || names::whole(words).is_some();
                let day = words.bytes().any(|b| b.is_ascii_digit()) && CALENDAR.first(words).is_some();
                let many = words.split_whitespace().nth(4).is_some();
                let linked = segment.link_mass * 10 > segment.mass * 7;
                if !named && day && !super::phrases::starts_byline(words) {
                    (*label, *because) = (Label::Keep(RegionKind::Dateline), SIGNED);
                } else if !named
                    && (linked || many)
                    && *because == BY_NAME
                    && !super::phrases::starts_byline(words)
                {
                    (*label, *because) = (Label::Drop(Why::Related), BY_LINKS);
                }
            }
            Label::Keep(RegionKind::ListItem) if title.is_some_and(|at| index < at) => {
                (*label, *because) = (Label::Drop(Why::Related), BEFORE_TITLE);
            }
            // Between paragraphs a standfirst's name is a heading's.
            Label::Keep(RegionKind::Standfirst) if prose => {
                let stopped = words.trim_end().ends_with(['.', ':']) || !short;
                let kind = if stopped { RegionKind::Paragraph } else { RegionKind::Heading };
                *label = Label::Keep(kind);
            }
            Label::Keep(RegionKind::Heading) if !words.chars().any(char::is_alphanumeric) => {
                (*label, *because) = (Label::Drop(Why::Other), SIGNED);
            }
            // An address written out above or under the article.
            Label::Keep(RegionKind::Paragraph)
                if (words.starts_with("https://") || words.starts_with("http://"))
                    && !words.contains(char::is_whitespace) =>
            {
                (*label, *because) = (Label::Drop(Why::Other), SIGNED);
            }
            Label::Keep(RegionKind::Heading)
                if head && words.split_whitespace().nth(STANDFIRST_WORDS - 1).is_some() =>
            {
                (*label, *because) = (Label::Keep(RegionKind::Standfirst), STANDFIRST);
            }
            Label::Keep(RegionKind::Paragraph) if head && short => {
                let count = words.split_whitespace().count();
                if words.bytes().any(|b| b.is_ascii_digit()) && is_dateline(words, count) {
                    (*label, *because) = (Label::Keep(RegionKind::Dateline), SIGNED);
                } else if words.len() <= NAME_BYTES && names::is_agency(words) {
                    (*label, *because) = (Label::Keep(RegionKind::Byline), SIGNED);
                }
            }
            _ => {}
        }
        if title == Some(index) {
            head = true;
        } else if matches!(label, Label::Keep(RegionKind::Paragraph)) && is_prose(words, segment) {
            head = false;
            prose = true;
        }
    }
}
