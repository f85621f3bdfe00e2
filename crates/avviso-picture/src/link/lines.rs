//! The lines of a page, those that are no part of the article among them, and where they name an outlet.

use std::ops::Range;

use avviso_record::{At, RawSpan};

use super::leaf::{Leaf, Outlet, fold_name};

/// Bytes of a line that are looked at.
const LINE: usize = 4096;
/// Letters of the shortest domain's word that is taken for a name: a shorter one may be any word.
const LABEL: usize = 6;
/// Places of a line at which an outlet's name is looked at.
const PLACES: usize = 8;

/// A line of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'p> {
    pub(crate) words: &'p str,
    pub(crate) place: Where,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Where {
    /// In the text, from this byte on.
    Text(usize),
    /// In what was left out of the article.
    LeftOut(RawSpan),
}

impl Line<'_> {
    /// Counts words, up to what is asked.
    pub(crate) fn is_longer_than(&self, words: usize) -> bool {
        self.words.split_whitespace().nth(words).is_some()
    }

    /// Gives the place of a part of the line, as evidence wants it.
    pub(crate) fn at(&self, leaf: &Leaf, part: Range<usize>) -> At {
        match self.place {
            Where::Text(start) => {
                At::Text(leaf.body.text().span_of_bytes(start + part.start..start + part.end))
            }
            Where::LeftOut(raw) => At::Raw(raw),
        }
    }
}

/// Gives the lines of a page: of its text, then of what was left out.
pub(crate) fn lines(leaf: &Leaf) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    let of_text = leaf.body.text().text().split_inclusive('\n').map(move |line| {
        at += line.len();
        Line { words: cut(line.trim_end()), place: Where::Text(at - line.len()) }
    });
    let left_out = leaf.left_out.iter().flat_map(|(raw, words)| {
        words.lines().map(|line| Line { words: cut(line.trim()), place: Where::LeftOut(*raw) })
    });
    of_text.chain(left_out).filter(|line| !line.words.is_empty())
}

fn cut(line: &str) -> &str {
    let mut end = line.len().min(LINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// The names by which an outlet may be named.
#[derive(Debug)]
pub(crate) struct Names {
    names: Vec<String>,
    domain: Option<String>,
    /// Of an outlet that is known by its domain alone, the domain's own word: "skerrynews" of "skerrynews.example".
    label: Option<String>,
    folded: String,
}

impl Names {
    /// Gives the names of an outlet: as it writes itself, and without "The" where more than one word is left.
    pub(crate) fn of(outlet: &Outlet) -> Self {
        let name = outlet.name.trim();
        let mut names = vec![name.to_owned()];
        if let Some(bare) = name.strip_prefix("The ").filter(|bare| bare.contains(' ')) {
            names.push(bare.to_owned());
        }
        names.retain(|name| name.chars().count() >= 3);
        let label = (outlet.domain.as_deref() == Some(name))
            .then(|| name.split('.').next().unwrap_or_default())
            .filter(|label| label.len() >= LABEL && label.bytes().all(|byte| byte.is_ascii_lowercase()));
        Self {
            label: label.map(str::to_owned),
            names,
            domain: outlet.domain.clone().filter(|domain| domain.contains('.')),
            folded: fold_name(name),
        }
    }

    /// Says whether a name or address that a record gives means this outlet.
    pub(crate) fn means(&self, name: Option<&str>, url: Option<&str>) -> bool {
        let by_domain = |text: &str| {
            self.domain.as_deref().is_some_and(|domain| {
                let host = text.split_once("//").map_or(text, |(_, rest)| rest);
                let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
                host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
            })
        };
        name.is_some_and(|name| fold_name(name) == self.folded || by_domain(name))
            || url.is_some_and(by_domain)
    }

    /// Gives the places where a line names the outlet, in order.
    pub(crate) fn all(&self, line: &str) -> impl Iterator<Item = Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find(line.get(from..)?)?;
            let place = from + found.start..from + found.end;
            from = place.end;
            Some(place)
        })
        .take(PLACES)
    }

    /// Finds where a line names the outlet first.
    pub(crate) fn find(&self, line: &str) -> Option<Range<usize>> {
        let names = self.names.iter().map(String::as_str);
        let by_label = || find_word(&line.to_ascii_lowercase(), self.label.as_deref()?);
        names
            .chain(self.domain.as_deref())
            .filter_map(|name| find_word(line, name))
            .min_by_key(|it| it.start)
            .or_else(by_label)
    }
}

/// Finds `name` where no letter stands directly before or behind it.
fn find_word(line: &str, name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = line.get(from..)?.find(name) {
        let range = from + found..from + found + name.len();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if !is_letter(line[..range.start].chars().next_back()) && !is_letter(line[range.end..].chars().next())
        {
            return Some(range);
        }
        from = range.end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(name: &str, domain: Option<&str>) -> Names {
        Names::of(&Outlet { name: name.into(), domain: domain.map(str::to_owned) })
    }

    #[test]
    fn an_outlet_is_named_by_name_or_domain() {
        let ledger = names("The Harbour Ledger", Some("harbourledger.example"));
        assert_eq!(ledger.find("Source: The Harbour Ledger"), Some(8..26));
        assert_eq!(ledger.find("as Harbour Ledger wrote"), Some(3..17));
        assert_eq!(ledger.find("at harbourledger.example"), Some(3..24));
        assert_eq!(ledger.find("The Harbour Ledgers"), None);
        let plan = names("tarnplan.example", Some("tarnplan.example"));
        assert_eq!(plan.find("they said. –TarnPlan"), Some(14..22));
        assert_eq!(names("tarn.example", Some("tarn.example")).find("the Tarn froze"), None);
        // One common word is a name only with its article.
        assert_eq!(names("The Sun", None).find("in the Sun all day"), None);
        assert!(ledger.means(Some("Harbour Ledger"), None));
        assert!(ledger.means(None, Some("https://www.harbourledger.example/a?b")));
        assert!(!ledger.means(None, Some("https://other.example/harbourledger.example")));
    }
}
