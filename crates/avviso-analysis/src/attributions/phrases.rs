//! Noun phrases without a parser: grown from the word beside the cue to the nearest border.

use std::ops::Range;

use crate::attributions::classes::Class;
use crate::attributions::view::View;

/// A noun phrase is at most this many tokens; looking further costs more than it finds.
const LONGEST: usize = 30;

/// Prepositions that tie a noun phrase to the noun before.
const TIES: &[&str] = &[
    "of",
    "for",
    "in",
    "at",
    "from",
    "with",
    "to",
    "on",
    "by",
    "against",
    "near",
    "behind",
    "inside",
    "under",
    "about",
    "over",
    "between",
    "including",
];

/// Marks and words that no noun phrase crosses.
fn is_border(view: &View<'_>, at: usize) -> bool {
    view.is(
        at,
        Class::COMMA
            .or(Class::STOP)
            .or(Class::COLON)
            .or(Class::DASH)
            .or(Class::QUOTE)
            .or(Class::OPENING)
            .or(Class::SEMICOLON)
            .or(Class::AUXILIARY)
            .or(Class::SUBORDINATOR)
            .or(Class::RELATIVE)
            .or(Class::PRONOUN)
            .or(Class::VERB),
    ) && !is_initial_stop(view, at)
}

/// Whether a stop belongs to a name or title: "F.", "Mr.", "Sen.".
fn is_initial_stop(view: &View<'_>, at: usize) -> bool {
    view.lower(at) == "."
        && at > 0
        && view.is(at - 1, Class::CAPITAL)
        && view.tokens.get(at - 1).zip(view.tokens.get(at)).is_some_and(|(word, stop)| {
            word.span.end() == stop.span.start() && word.sentence == stop.sentence
        })
        && view.sentence(at).end > at + 1
}

/// The noun phrase that ends right before `end`, not before `floor`. Gives nothing where the words there are no noun
/// phrase that could speak.
pub(crate) fn before(view: &View<'_>, end: usize, floor: usize) -> Option<Range<usize>> {
    if end <= floor {
        return None;
    }
    let last = end - 1;
    if view.is(last, Class::COMMA) {
        return with_apposition(view, last, floor);
    }
    if view.is(last, Class::RELATIVE) {
        return view.one_of(last, &["who", "which"]).then_some(last..end);
    }
    if view.is(last, Class::PRONOUN) {
        return pronoun(view, last, floor);
    }
    let start = grow_left(view, end, floor)?;
    let start = relative_before(view, start, floor).unwrap_or(start);
    if start > floor && view.is(start - 1, Class::PREPOSITION) && !view.is(start - 1, Class::SUBORDINATOR) {
        // "In a radio interview Holm said": what follows the last common noun is the subject, if it is a name.
        let name = (start..end).rev().take_while(|at| view.is(*at, Class::CAPITAL.or(Class::STOP))).last()?;
        return (name > start).then_some(name..end);
    }
    finish(view, start..end)
}

fn pronoun(view: &View<'_>, last: usize, floor: usize) -> Option<Range<usize>> {
    // "told him", "of it": an object, no subject; "it" alone speaks rarely but does ("it said in a statement").
    let object =
        last > floor && view.is(last - 1, Class::PREPOSITION) && !view.is(last - 1, Class::SUBORDINATOR);
    (!object).then_some(last..last + 1)
}

/// Walks left while the words may belong to one noun phrase; the first token of it.
fn grow_left(view: &View<'_>, end: usize, floor: usize) -> Option<usize> {
    let limit = end.saturating_sub(LONGEST).max(floor);
    let mut at = end;
    let mut tied = false;
    while at > limit {
        let this = at - 1;
        if view.is(this, Class::CLOSING) {
            // "(R-Texas)"
            let open = (limit..this).rev().take(12).find(|open| view.is(*open, Class::OPENING))?;
            at = open;
            continue;
        }
        if is_border(view, this) && !view.is(this, Class::DETERMINER) {
            break;
        }
        if view.is(this, Class::CONJUNCTION) {
            // "Russia and China", "the mayor and the governor": the word before must end a noun phrase of a like kind.
            let like = this > limit
                && at < end
                && view.is(this - 1, Class::CAPITAL)
                && view.is(at, Class::CAPITAL.or(Class::DETERMINER))
                && view.lower(this) != "but";
            if like {
                at = this;
                continue;
            }
            break;
        }
        if view.is(this, Class::PREPOSITION) {
            // A tie needs a noun before it.
            let noun = this > limit
                && view.is(this - 1, Class::WORD.or(Class::CLOSING))
                && !view.is(
                    this - 1,
                    Class::PREPOSITION
                        .or(Class::DETERMINER)
                        .or(Class::AUXILIARY)
                        .or(Class::ADVERB)
                        .or(Class::TIME),
                )
                && !is_border(view, this - 1)
                && view.one_of(this, TIES)
                && at < end;
            if !noun {
                break;
            }
            tied = true;
            at = this;
            continue;
        }
        // "the governor told" … "reporters said": a cue inside ends the phrase.
        if at < end && is_finite_cue(view, this) && this > limit && !view.is(this - 1, Class::DETERMINER) {
            break;
        }
        at = this;
        if view.is(this, Class::DETERMINER)
            && !tied
            && this > limit
            && !view.is(this - 1, Class::PREPOSITION.or(Class::DETERMINER))
        {
            // "the", "his": the phrase begins here, unless a tie leads further left.
            break;
        }
        if view.is(this, Class::DETERMINER)
            && this > limit
            && !view.is(this - 1, Class::PREPOSITION.or(Class::DETERMINER))
        {
            break;
        }
    }
    (at < end).then_some(at)
}

fn is_finite_cue(view: &View<'_>, at: usize) -> bool {
    use crate::attributions::cues::Tense;
    !view.is(at, Class::CAPITAL)
        && view.lower(at).ends_with("ed")
        && view.cues.readings(view.lower(at)).iter().any(|reading| reading.tense == Tense::Past)
        || matches!(view.lower(at), "said" | "told" | "says")
}

/// "Officials who attended the meeting": where a relative clause stands between, the start of the whole phrase.
fn relative_before(view: &View<'_>, start: usize, floor: usize) -> Option<usize> {
    let limit = start.saturating_sub(LONGEST).max(floor);
    let mut at = start;
    while at > limit {
        at -= 1;
        if view.is(at, Class::RELATIVE) {
            let who = at;
            if who > limit && !view.is(who - 1, Class::COMMA.or(Class::PREPOSITION)) {
                return grow_left(view, who, limit);
            }
            return None;
        }
        if view.is(
            at,
            Class::COMMA
                .or(Class::STOP)
                .or(Class::COLON)
                .or(Class::SEMICOLON)
                .or(Class::QUOTE)
                .or(Class::DASH),
        ) {
            return None;
        }
        if view.is(at, Class::SUBORDINATOR) && view.lower(at) != "that" {
            return None;
        }
    }
    None
}

/// "Leyla Karimova, a spokeswoman," and "Trump, in an interview,": from the comma that closes it.
fn with_apposition(view: &View<'_>, closing: usize, floor: usize) -> Option<Range<usize>> {
    let limit = closing.saturating_sub(LONGEST).max(floor);
    let mut at = closing;
    let mut earliest = None;
    // The nearest comma whose inside reads as an apposition; a second one may belong to a longer apposition.
    while at > limit {
        at -= 1;
        if view.is(at, Class::QUOTE.or(Class::STOP).or(Class::COLON).or(Class::SEMICOLON))
            && !is_initial_stop(view, at)
        {
            break;
        }
        if view.is(at, Class::COMMA) {
            let inside = at + 1;
            if opens_apposition(view, inside) {
                earliest = Some(at);
                break;
            }
            // "Clinton, 68, of New York,"
            if closing - at > 14 {
                break;
            }
        }
    }
    let comma = earliest?;
    if comma == floor {
        return None;
    }
    let start = grow_left(view, comma, floor)?;
    let name = finish(view, start..comma)?;
    let insertion = view.is(comma + 1, Class::PREPOSITION.or(Class::SUBORDINATOR).or(Class::ADVERB))
        || view.class(comma + 1).is(Class::RELATIVE)
        || view.lower(comma + 1).ends_with("ing");
    Some(if insertion { name } else { name.start..closing + 1 })
}

/// Whether the words after a comma may describe the name before it.
fn opens_apposition(view: &View<'_>, at: usize) -> bool {
    view.is(at, Class::DETERMINER.or(Class::RELATIVE).or(Class::NUMBER))
        || view.lower(at).ends_with("ing")
        || view.one_of(
            at,
            &[
                "in",
                "at",
                "on",
                "during",
                "after",
                "like",
                "of",
                "for",
                "from",
                "along",
                "while",
                "when",
                "president",
                "former",
                "director",
                "chairman",
            ],
        )
        || (view.is(at, Class::WORD)
            && !view.is(
                at,
                Class::CONJUNCTION
                    .or(Class::PRONOUN)
                    .or(Class::AUXILIARY)
                    .or(Class::SUBORDINATOR)
                    .or(Class::PREPOSITION)
                    .or(Class::CAPITAL),
            ))
}

/// Trims what is no part of the phrase and says whether what is left may speak.
fn finish(view: &View<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    let end = range.end;
    // "But", "Meanwhile", "On Thursday", "Last week" are no part of it.
    while start < end {
        let connective = view.is(start, Class::CONJUNCTION.or(Class::ADVERB))
            && !view.is(start, Class::CAPITAL)
            || (start == view.sentence(start).start
                && view.is(start, Class::CONJUNCTION.or(Class::ADVERB).or(Class::TIME))
                && start + 1 < end);
        let dated = view.is(start, Class::PREPOSITION)
            && view.is(start + 1, Class::TIME.or(Class::NUMBER))
            && start + 2 < end;
        if connective {
            start += 1;
        } else if dated {
            start += 2;
        } else {
            break;
        }
    }
    if start >= end || view.is(start, Class::PREPOSITION.or(Class::POSSESSIVE)) {
        return None;
    }
    // "the president on Thursday": the day is no part of the name.
    let mut end = end;
    while end > start + 1 && view.is(end - 1, Class::TIME) {
        end -= 1;
        if end > start + 1 && view.is(end - 1, Class::PREPOSITION) {
            end -= 1;
        }
        if end > start + 1 && view.one_of(end - 1, &["last", "this", "early", "late", "earlier"]) {
            end -= 1;
        }
    }
    let words = start..end;
    // "on Sunday": a day speaks for nobody.
    if words.clone().all(|at| view.is(at, Class::TIME.or(Class::NUMBER).or(Class::PREPOSITION))) {
        return None;
    }
    if words.clone().all(|at| !view.is(at, Class::WORD))
        || view.is(end - 1, Class::PREPOSITION.or(Class::DETERMINER))
    {
        // "both", "others" and "some" do speak alone.
        let alone = end == start + 1
            && view.one_of(start, &["both", "others", "some", "many", "most", "another", "several"]);
        return alone.then_some(words);
    }
    let capital = words.clone().any(|at| view.is(at, Class::CAPITAL) && at > view.sentence(at).start)
        || (view.is(start, Class::CAPITAL) && !view.is(start, Class::DETERMINER));
    let determined = view.is(start, Class::DETERMINER.or(Class::NUMBER));
    let plural = view.lower(end - 1).ends_with('s')
        || view.one_of(end - 1, &["police", "people", "men", "women"])
        || words.clone().any(|at| {
            view.lower(at).ends_with('s') && view.is(at + 1, Class::PREPOSITION.or(Class::RELATIVE))
        });
    (capital || determined || plural).then_some(words)
}

/// How far an apposition is taken to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// As far as one noun phrase goes: what is reported may follow the next comma.
    Narrow,
    /// To the next mark.
    Wide,
}

/// The noun phrase that starts at `start` and ends before `ceiling`: "According to <X>, …". With an apposition after a
/// comma where it is surely one.
pub(crate) fn after(view: &View<'_>, start: usize, ceiling: usize) -> Option<Range<usize>> {
    grown(view, start, ceiling, Reach::Narrow)
}

/// The noun phrase at the end of what is reported: "…,” said <X, a longtime adviser who left in May>."
pub(crate) fn closing(view: &View<'_>, start: usize, ceiling: usize) -> Option<Range<usize>> {
    grown(view, start, ceiling, Reach::Wide)
}

fn grown(view: &View<'_>, start: usize, ceiling: usize, reach: Reach) -> Option<Range<usize>> {
    let ceiling = ceiling.min(start + LONGEST);
    if start >= ceiling {
        return None;
    }
    if view.is(start, Class::PRONOUN) {
        return Some(start..start + 1);
    }
    if !view.is(start, Class::WORD)
        || view.is(
            start,
            Class::AUXILIARY
                .or(Class::SUBORDINATOR)
                .or(Class::RELATIVE)
                .or(Class::CONJUNCTION)
                .or(Class::TIME),
        ) && !view.is(start, Class::DETERMINER)
    {
        return None;
    }
    let end = grow_right(view, start, ceiling);
    if end == start {
        return None;
    }
    let capital = (start..end).any(|at| view.is(at, Class::CAPITAL));
    let determined = view.is(start, Class::DETERMINER.or(Class::NUMBER));
    let plural = (start..end).any(|at| view.lower(at).ends_with('s'));
    if !(capital || determined || plural) {
        return None;
    }
    if let Some(close) = apposition_end(view, end, ceiling, reach).filter(|_| capital) {
        return Some(start..close);
    }
    Some(start..end)
}

/// Where the apposition that the comma at `comma` opens ends: ", a longtime adviser," / ", one of several veterans who
/// came to work here."
fn apposition_end(view: &View<'_>, comma: usize, ceiling: usize, reach: Reach) -> Option<usize> {
    if !view.is(comma, Class::COMMA) || comma + 2 >= ceiling {
        return None;
    }
    let inside = comma + 1;
    let describes = view.one_of(inside, &["a", "an", "the", "one", "his", "her", "their", "its"])
        || (view.is(inside, Class::WORD)
            && !view.is(
                inside,
                Class::CAPITAL
                    .or(Class::CONJUNCTION)
                    .or(Class::PRONOUN)
                    .or(Class::AUXILIARY)
                    .or(Class::SUBORDINATOR)
                    .or(Class::RELATIVE)
                    .or(Class::PREPOSITION)
                    .or(Class::ADVERB)
                    .or(Class::TIME)
                    .or(Class::DETERMINER),
            )
            && !view.lower(inside).ends_with("ing")
            && view.cues.readings(view.lower(inside)).is_empty());
    if !describes {
        return None;
    }
    let close = match reach {
        Reach::Narrow => grow_right(view, inside, ceiling),
        Reach::Wide => (inside..ceiling)
            .find(|at| {
                view.is(
                    *at,
                    Class::COMMA.or(Class::QUOTE).or(Class::COLON).or(Class::SEMICOLON).or(Class::DASH),
                ) || (view.is(*at, Class::STOP) && !is_initial_stop(view, *at))
            })
            .unwrap_or(ceiling),
    };
    let ends =
        view.is(close, Class::COMMA.or(Class::STOP).or(Class::QUOTE).or(Class::RELATIVE)) || close == ceiling;
    (close > inside + 1 && ends).then_some(close)
}

/// Whether a token inside a noun phrase begins something else: a day, an adverb, a second determiner.
fn begins_another(view: &View<'_>, at: usize) -> bool {
    let before = at.saturating_sub(1);
    let determined = view.is(before, Class::DETERMINER);
    let time = view.is(at, Class::TIME) && !determined;
    let adverb = view.is(at, Class::ADVERB) && !view.is(at, Class::CAPITAL) && !determined;
    let second = view.is(at, Class::DETERMINER)
        && !view.is(before, Class::PREPOSITION.or(Class::DETERMINER).or(Class::CONJUNCTION));
    time || adverb || second
}

fn grow_right(view: &View<'_>, start: usize, ceiling: usize) -> usize {
    let mut at = start;
    while at < ceiling {
        if view.is(at, Class::OPENING) {
            match (at..ceiling).take(10).find(|close| view.is(*close, Class::CLOSING)) {
                Some(close) => {
                    at = close + 1;
                    continue;
                }
                None => break,
            }
        }
        if is_border(view, at)
            && !(view.is(at, Class::DETERMINER) && at > start && view.is(at - 1, Class::PREPOSITION))
            && !(at == start && view.is(at, Class::DETERMINER))
        {
            break;
        }
        if view.is(at, Class::STOP) && !is_initial_stop(view, at) {
            break;
        }
        if view.is(at, Class::CONJUNCTION) {
            let like = at > start
                && view.is(at - 1, Class::CAPITAL)
                && view.is(at + 1, Class::CAPITAL.or(Class::DETERMINER))
                && view.one_of(at, &["and", "&", "or"]);
            if !like {
                break;
            }
        } else if view.is(at, Class::PREPOSITION) {
            let named = at > start && view.is(at - 1, Class::CAPITAL);
            let ties = if named { view.one_of(at, &["of", "for", "from"]) } else { view.one_of(at, TIES) };
            // "in an interview", "on Thursday", "at a rally": when and where, no part of the name.
            let circumstance = view.one_of(at, &["in", "at", "on", "by", "to", "from", "with", "about"])
                && (view.one_of(at + 1, &["a", "an"])
                    || view.is(at + 1, Class::TIME.or(Class::NUMBER))
                    || view.is(at + 1, Class::PRONOUN));
            let relational = view.one_of(at, &["of", "for"]);
            if at == start || !ties || (circumstance && !relational) || !view.is(at + 1, Class::WORD) {
                break;
            }
        } else if at > start && begins_another(view, at) {
            break;
        }
        at += 1;
    }
    while at > start && view.is(at - 1, Class::PREPOSITION.or(Class::CONJUNCTION)) {
        at -= 1;
    }
    at
}
