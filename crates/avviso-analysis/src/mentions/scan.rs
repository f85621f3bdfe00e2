//! The text as the rules of mentions see it: tokens with their capitals, and the names of the tables found in them.

use avviso_text::{Article, Limits};

use crate::knowledge::{Folded, Knowledge, Name, has_no_width};
use crate::layers::{ActorKind, Form, Sentences};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters (and digits after them), apostrophes between letters included.
    Word,
    /// A run of digits.
    Number,
    /// `'s` or a bare apostrophe after s.
    Possessive,
    /// One other character.
    Mark(char),
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// No capital first.
    Lower,
    /// A capital first.
    Title,
    /// Capitals alone, two or more.
    Upper,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) case: Case,
    pub(crate) sentence: usize,
    /// Whether it is the first word of its sentence or of a quotation in it.
    pub(crate) first: bool,
    /// Whether white space stands before it.
    pub(crate) gap: bool,
    /// Whether that white space holds the end of a line.
    pub(crate) line: bool,
    lower: (u32, u32),
}

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// As usual.
    Normal,
    /// Most words begin with a capital: a headline.
    Headline,
    /// Capitals alone.
    All,
}

/// A name of the tables in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// First token.
    pub(crate) first: usize,
    /// Last token.
    pub(crate) last: usize,
    /// Indexes of the names that it may be.
    pub(crate) names: Vec<u32>,
    /// Whether the words may be no name at all (`US` between capitals).
    pub(crate) doubt: bool,
}

/// The tokens of a page and the names in them.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a str,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) tokens: Vec<Token>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) capitals: Vec<Capitals>,
    lower: String,
    /// For each token the hit that covers it, plus one; 0 for none.
    cover: Vec<u32>,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(
        article: &'a Article,
        sentences: &Sentences,
        knowledge: &'a Knowledge,
        limits: &Limits,
    ) -> (Self, bool) {
        let text = article.text();
        let mut scan = Self {
            text,
            knowledge,
            tokens: Vec::new(),
            hits: Vec::new(),
            capitals: Vec::new(),
            lower: String::new(),
            cover: Vec::new(),
        };
        for (index, sentence) in sentences.span.iter().enumerate() {
            let from = scan.tokens.len();
            scan.cut(article.slice(*sentence), sentence.start(), index);
            let capitals = scan.judge_capitals(from);
            scan.capitals.push(capitals);
        }
        scan.cover = vec![0; scan.tokens.len()];
        let mut borders: Vec<usize> =
            article.regions().iter().flat_map(|r| [r.span.start(), r.span.end()]).collect();
        borders.sort_unstable();
        borders.dedup();
        let cut = scan.match_names(&borders, limits);
        (scan, cut)
    }

    /// The lower-case word of a token.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .filter(|t| t.kind == Kind::Word)
            .and_then(|t| self.lower.get(t.lower.0 as usize..t.lower.1 as usize))
            .unwrap_or_default()
    }

    /// The token as written.
    pub(crate) fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.start..t.end)).unwrap_or_default()
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    pub(crate) fn is(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    pub(crate) fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Mark('-' | '‐' | '‑' | '–')))
    }

    pub(crate) fn case(&self, at: usize) -> Option<Case> {
        self.tokens.get(at).filter(|t| t.kind == Kind::Word).map(|t| t.case)
    }

    /// Whether a token is a word with a capital first.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        matches!(self.case(at), Some(Case::Title | Case::Upper))
    }

    /// The hit that covers a token.
    pub(crate) fn hit_at(&self, at: usize) -> Option<usize> {
        self.cover.get(at).and_then(|&hit| (hit as usize).checked_sub(1))
    }

    /// The token before, in the same sentence.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        self.same(before, at).then_some(before)
    }

    /// The token after, in the same sentence.
    pub(crate) fn after(&self, at: usize) -> Option<usize> {
        self.same(at, at + 1).then_some(at + 1)
    }

    /// Whether two tokens lie in one sentence.
    pub(crate) fn same(&self, a: usize, b: usize) -> bool {
        match (self.tokens.get(a), self.tokens.get(b)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }

    pub(crate) fn capitals_at(&self, at: usize) -> Capitals {
        self.tokens.get(at).and_then(|t| self.capitals.get(t.sentence)).copied().unwrap_or(Capitals::Normal)
    }

    /// The byte range of a run of tokens, the last included.
    pub(crate) fn range(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = self.tokens.get(first).map_or(0, |t| t.start);
        let mut end = self.tokens.get(last).map_or(start, |t| t.end);
        // "U.S.": the point belongs to the abbreviation.
        let single = self.tokens.get(last).is_some_and(|t| t.end - t.start == 1 && t.case != Case::Lower);
        if single && self.is(last + 1, '.') && last > first && self.is(last - 1, '.') && !self.gap(last + 1) {
            end += 1;
        }
        start..end
    }

    pub(crate) fn gap(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| t.gap)
    }

    /// Whether a token goes on from the one before it on the same line, after a blank.
    pub(crate) fn follows(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.gap && !t.line)
    }

    /// The names of a hit.
    pub(crate) fn names(&self, hit: usize) -> impl Iterator<Item = &'a Name> {
        let knowledge = self.knowledge;
        self.hits.get(hit).into_iter().flat_map(move |h| {
            h.names.iter().filter_map(move |&at| knowledge.names.get(at as usize)).collect::<Vec<_>>()
        })
    }

    /// Whether all that a hit may be is of this kind.
    pub(crate) fn hit_is(&self, hit: usize, kind: ActorKind) -> bool {
        let mut names = self.names(hit).peekable();
        names.peek().is_some() && names.all(|name| self.knowledge.entity(name.entity).kind == kind)
    }

    /// The form of a hit: that of the row that is written the same, else of its first row.
    pub(crate) fn form(&self, hit: usize) -> Form {
        let written =
            self.hits.get(hit).and_then(|h| self.text.get(self.range(h.first, h.last))).unwrap_or_default();
        let mut names = self.names(hit);
        let first = names.next();
        first
            .filter(|name| name.form == written)
            .or_else(|| names.find(|name| name.form == written))
            .or(first)
            .map_or(Form::Name, |name| name.kind)
    }

    fn cut(&mut self, words: &str, offset: usize, sentence: usize) {
        let mut chars = words.char_indices().peekable();
        let (mut first, mut gap, mut line) = (true, true, true);
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() {
                gap = true;
                line |= c == '\n';
                continue;
            }
            if has_no_width(c) {
                continue;
            }
            let mut end = at + c.len_utf8();
            let kind = if c.is_alphabetic() {
                while let Some(&(next, d)) = chars.peek() {
                    let goes_on = d.is_alphanumeric()
                        || has_no_width(d)
                        // "O'Brien", "N'Djamena", not "Kim's".
                        || (is_apostrophe(d) && joins(words, next, d));
                    if !goes_on {
                        break;
                    }
                    end = next + d.len_utf8();
                    chars.next();
                }
                Kind::Word
            } else if c.is_ascii_digit() {
                while let Some(&(next, d)) = chars.peek() {
                    if !d.is_ascii_digit() {
                        break;
                    }
                    end = next + 1;
                    chars.next();
                }
                Kind::Number
            } else if is_apostrophe(c)
                && !gap
                && self.tokens.last().is_some_and(|t| t.kind == Kind::Word && t.sentence == sentence)
            {
                let s = chars.peek().is_some_and(|&(_, d)| d == 's' || d == 'S');
                if s && let Some((next, d)) = chars.next() {
                    end = next + d.len_utf8();
                    Kind::Possessive
                } else if words.get(..at).is_some_and(|before| before.ends_with(['s', 'S'])) {
                    Kind::Possessive
                } else {
                    Kind::Mark(c)
                }
            } else {
                Kind::Mark(c)
            };
            let from = self.lower.len() as u32;
            let mut case = Case::Lower;
            if kind == Kind::Word {
                let word = words.get(at..end).unwrap_or_default();
                let letters = word.chars().filter(|c| c.is_alphabetic());
                if word.chars().next().is_some_and(char::is_uppercase) {
                    let upper = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
                    case = if upper { Case::Upper } else { Case::Title };
                }
                for c in word.chars().filter(|&c| !has_no_width(c)) {
                    if is_apostrophe(c) {
                        self.lower.push('\'');
                    } else {
                        self.lower.extend(c.to_lowercase());
                    }
                }
            }
            self.tokens.push(Token {
                start: offset + at,
                end: offset + end,
                kind,
                case,
                sentence,
                first: first && kind == Kind::Word,
                gap,
                line,
                lower: (from, self.lower.len() as u32),
            });
            (gap, line) = (false, false);
            match kind {
                Kind::Word | Kind::Number => first = false,
                Kind::Mark('“' | '"' | '„' | '«' | ':') => first = true,
                Kind::Possessive | Kind::Mark(_) => {}
            }
        }
    }

    fn judge_capitals(&self, from: usize) -> Capitals {
        let (mut words, mut capital, mut shouted, mut lower) = (0, 0, 0, false);
        for (at, token) in self.tokens.iter().enumerate().skip(from) {
            if token.kind != Kind::Word || token.end - token.start < 2 {
                continue;
            }
            shouted += usize::from(token.case == Case::Upper);
            lower |= token.case != Case::Upper;
            if token.end - token.start > 3 && !super::lexicon::is_function(self.word(at)) {
                words += 1;
                capital += usize::from(token.case != Case::Lower);
            }
        }
        // A headline has no full stop.
        let stopped = self.tokens.last().is_some_and(|t| t.kind == Kind::Mark('.'));
        if shouted >= 2 && !lower {
            Capitals::All
        } else if words >= 4 && capital * 10 >= words * 8 && !stopped {
            Capitals::Headline
        } else {
            Capitals::Normal
        }
    }

    /// Finds names, the longest first from the left. Says whether candidates of a mention were cut.
    fn match_names(&mut self, borders: &[usize], limits: &Limits) -> bool {
        let folded = Folded::new(self.text, borders);
        let bytes = folded.text().as_bytes();
        let plain = |at: Option<usize>| -> bool {
            at.and_then(|at| bytes.get(at)).is_none_or(|b| !b.is_ascii_alphanumeric())
        };
        let mut found: Vec<Hit> = Vec::new();
        let mut cut = false;
        for (start, end, rows) in self.knowledge.find_names(folded.text()) {
            // A quick look before the way back.
            if !plain(start.checked_sub(1)) || !plain(Some(end)) {
                continue;
            }
            let range = folded.original(self.text, start..end);
            let first = self.tokens.partition_point(|t| t.start < range.start);
            let last = self.tokens.partition_point(|t| t.end < range.end);
            let (Some(head), Some(tail)) = (self.tokens.get(first), self.tokens.get(last)) else { continue };
            if head.start != range.start
                || tail.end != range.end
                || last < first
                || head.sentence != tail.sentence
            {
                continue;
            }
            let words = self.text.get(range).unwrap_or_default();
            let all = self.capitals_at(first) == Capitals::All;
            let mut names: Vec<u32> = rows
                .iter()
                .copied()
                .filter(|&at| self.knowledge.names.get(at as usize).is_some_and(|n| case_fits(n, words, all)))
                .collect();
            if names.len() > limits.candidates as usize {
                names.truncate(limits.candidates as usize);
                cut = true;
            }
            let short = words.chars().filter(|c| c.is_alphabetic()).count() <= 4;
            if !names.is_empty() {
                found.push(Hit { first, last, names, doubt: all && short });
            }
        }
        found.sort_by(|a, b| a.first.cmp(&b.first).then(b.last.cmp(&a.last)));
        for hit in found {
            let free = self.hits.last().is_none_or(|last| last.last < hit.first);
            if free && self.stands_alone(&hit) {
                let number = self.hits.len() as u32 + 1;
                for at in hit.first..=hit.last {
                    if let Some(cover) = self.cover.get_mut(at) {
                        *cover = number;
                    }
                }
                self.hits.push(hit);
            }
        }
        cut
    }

    /// Whether a hit is the name that it looks like. A word that is a name only as written ("Jordan", "Chad",
    /// "Independent") must not be a part of a longer name, and an outlet's needs company.
    ///
    /// "in Jordan on Monday"; not "Michael Jordan said", "Jordan Peterson said", "Independent experts".
    fn stands_alone(&self, hit: &Hit) -> bool {
        if hit.first != hit.last {
            return true;
        }
        let names: Vec<&Name> =
            hit.names.iter().filter_map(|&at| self.knowledge.names.get(at as usize)).collect();
        let all = |kind: ActorKind| names.iter().all(|n| self.knowledge.entity(n.entity).kind == kind);
        let exact = names.iter().all(|n| n.exact && n.kind != Form::Abbreviation && n.kind != Form::Demonym);
        if !exact {
            return true;
        }
        let previous = self.before(hit.first);
        let next = self.after(hit.last);
        if all(ActorKind::Outlet) {
            let led = previous.is_some_and(|at| {
                matches!(
                    self.word(at),
                    "the"
                        | "told"
                        | "by"
                        | "agency"
                        | "newspaper"
                        | "broadcaster"
                        | "magazine"
                        | "from"
                        | "with"
                        | "on"
                        | "to"
                )
            });
            let says = next.is_some_and(|at| super::lexicon::is_speech(self.word(at)));
            let noun = next.is_some_and(|at| {
                self.case(at) == Some(Case::Lower) && !super::lexicon::is_function(self.word(at))
            });
            return says || (led && (!noun || previous.is_some_and(|at| self.word(at) != "the")));
        }
        if !all(ActorKind::State) || self.capitals_at(hit.first) != Capitals::Normal {
            return true;
        }
        let stranger = |at: usize| -> bool {
            let token = self.tokens.get(at);
            self.is_capital(at)
                // "Visiting Jordan", "Recently Chad": a sentence's first word may be any word.
                && token.is_some_and(|t| !t.first || !["ing", "ly", "ed"].iter().any(|end| self.word(at).ends_with(end)))
                && super::lexicon::noun(self.word(at)).is_none()
                && !super::lexicon::is_modifier(self.word(at))
                && !super::lexicon::is_courtesy(self.word(at))
                && !super::lexicon::is_function(self.word(at))
                && !super::lexicon::is_calendar(self.word(at))
                && self.knowledge.names_of_form(self.word(at)).next().is_none()
        };
        let after = next.is_some_and(|at| self.gap(at) && stranger(at));
        let before = previous.is_some_and(|at| self.gap(hit.first) && stranger(at));
        let courtesy = previous.is_some_and(|at| {
            let at = if self.is(at, '.') { at.saturating_sub(1) } else { at };
            matches!(self.word(at), "mr" | "mrs" | "ms" | "dr" | "miss")
        });
        !after && !before && !courtesy
    }
}

/// Whether the capitals of `words` fit a name's row.
fn case_fits(name: &Name, words: &str, all_capitals: bool) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let first = words.chars().find(|c| c.is_alphabetic());
    let whole = |text: &str| text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if name.exact {
        return letters(words) == letters(&name.form) || (all_capitals && whole(words) && !whole(&name.form));
    }
    if name.kind == Form::Nickname {
        return words.contains(' ') || first.is_some_and(char::is_uppercase);
    }
    // "the independent report" is no outlet: the article's capital does not count.
    let rest = words.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(words, |_| &words[4..]);
    rest.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Whether an apostrophe at `at` stands inside a word: a letter follows, and not a lone s.
fn joins(words: &str, at: usize, apostrophe: char) -> bool {
    let mut rest = words.get(at + apostrophe.len_utf8()..).unwrap_or_default().chars();
    let Some(next) = rest.next().filter(|c| c.is_alphabetic()) else { return false };
    !(next.eq_ignore_ascii_case(&'s') && rest.next().is_none_or(|c| !c.is_alphanumeric()))
}
