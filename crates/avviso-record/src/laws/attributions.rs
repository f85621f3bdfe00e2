//! Attributions: spans, nesting, chains, keys, and speakers that are not known.

use std::collections::BTreeMap;

use super::Law;
use super::checker::Checker;
use super::page::excerpt;
use crate::article::Outlet;
use crate::attribution::Attribution;
use crate::id::{ActorId, AttributionId};
use crate::key::is_ignored;
use crate::span::CharSpan;

const UNRESOLVED: &str = "speaker-unresolved";

impl Checker<'_> {
    pub(super) fn attributions(&mut self, attributions: &[Attribution], outlet: Option<&Outlet>) {
        let mut previous = None;
        for (i, attribution) in attributions.iter().enumerate() {
            let path = format_args!("attributions[{i}]");
            let Attribution {
                id,
                mode: _,
                level: _,
                source,
                cue,
                content,
                speakers,
                addressees,
                within,
                chain,
                stance: _,
                venue,
                medium: _,
                time,
                key,
                confidence: _,
                evidence,
            } = attribution;
            self.id(path, *id, AttributionId::at(i));
            for (role, spans) in [("source", source), ("cue", cue), ("content", content)] {
                self.spans(format_args!("{path}.{role}"), spans);
            }
            self.expect(
                !content.is_empty(),
                Law::Words,
                format_args!("{path}.content"),
                format_args!("nothing is said: expected a span of the text"),
            );
            if let Some(&first) = source.iter().chain(cue).chain(content).min() {
                self.after(path, &mut previous, first);
            }
            self.actor_list(format_args!("{path}.speakers"), speakers);
            self.actor_list(format_args!("{path}.addressees"), addressees);
            if let Some(within) = *within {
                self.attribution(format_args!("{path}.within"), within);
            }
            if let Some(venue) = *venue {
                self.place(format_args!("{path}.venue"), venue);
            }
            if let Some(time) = *time {
                self.time(format_args!("{path}.time"), time);
            }
            self.chain(path, chain, speakers, outlet.and_then(|outlet| outlet.actor));
            self.key(path, key, content);
            self.evidence(path, evidence);
        }
        self.within(attributions);
        self.unresolved(attributions);
    }

    /// Tests that a chain leads from the page's outlet to a speaker.
    fn chain(
        &mut self,
        path: std::fmt::Arguments<'_>,
        chain: &[Option<ActorId>],
        speakers: &[ActorId],
        outlet: Option<ActorId>,
    ) {
        for (i, id) in chain.iter().enumerate() {
            if let Some(id) = *id {
                self.actor(format_args!("{path}.chain[{i}]"), id);
            }
        }
        if let Some(&first) = chain.first() {
            let name = |id: Option<ActorId>| id.map_or("null".to_owned(), |id| id.to_string());
            self.expect(
                first == outlet,
                Law::Chain,
                format_args!("{path}.chain[0]"),
                format_args!("the chain starts with {}, the page's outlet is {}", name(first), name(outlet)),
            );
        }
        if !speakers.is_empty() {
            let reaches = matches!(chain.last(), Some(Some(last)) if speakers.contains(last));
            self.expect(
                reaches,
                Law::Chain,
                format_args!("{path}.chain"),
                format_args!("the chain does not end with one of the speakers"),
            );
        }
    }

    /// Tests that `key` is the normalised words of the content.
    fn key(&mut self, path: std::fmt::Arguments<'_>, key: &str, content: &[CharSpan]) {
        let same = self.is_key(key, content);
        self.expect(
            same,
            Law::Key,
            format_args!("{path}.key"),
            format_args!("{} is not the content's words", excerpt(key)),
        );
    }

    /// Says whether `key` is what [`crate::key::key_of_parts`] gives for the spans.
    ///
    /// Reads no further than `key` goes, and long stretches without words cost nothing: a hostile record with many
    /// long contents is checked in linear time too.
    fn is_key(&self, key: &str, content: &[CharSpan]) -> bool {
        let text = self.text.text();
        let mut rest = key.chars();
        let mut started = false;
        for span in content {
            let (Some(start), Some(end)) = (self.text.byte(span.start()), self.text.byte(span.end())) else {
                return false;
            };
            let first = self.words.partition_point(|run| run.1 as usize <= start);
            let mut last_end = None;
            for run in self.words.get(first..).unwrap_or_default() {
                let (from, to) = (start.max(run.0 as usize), end.min(run.1 as usize));
                if from >= end {
                    break;
                }
                // Soft hyphens and the like do not end a word.
                let joined = last_end.is_some_and(|last: usize| {
                    text.get(last..from).is_some_and(|gap| gap.chars().all(is_ignored))
                });
                last_end = Some(to);
                if started && !joined && rest.next() != Some(' ') {
                    return false;
                }
                started = true;
                let word = text.get(from..to).unwrap_or_default();
                if !word.chars().flat_map(char::to_lowercase).all(|c| rest.next() == Some(c)) {
                    return false;
                }
            }
        }
        rest.next().is_none()
    }

    /// Tests that each nested attribution lies inside the content of its holder, and that none holds itself.
    fn within(&mut self, attributions: &[Attribution]) {
        let mut joined: BTreeMap<AttributionId, Vec<CharSpan>> = BTreeMap::new();
        for (i, inner) in attributions.iter().enumerate() {
            let Some((id, outer)) = inner.within.and_then(|id| Some((id, attributions.get(id.index())?)))
            else {
                continue;
            };
            let held = joined.entry(id).or_insert_with(|| self.joined(&outer.content));
            let inside = |span: &CharSpan| {
                let behind = held.partition_point(|outer| outer.start() <= span.start());
                behind.checked_sub(1).and_then(|at| held.get(at)).is_some_and(|outer| outer.contains(*span))
            };
            let stray = inner.cue.iter().chain(&inner.content).find(|&span| !inside(span)).copied();
            if let Some(stray) = stray {
                self.breach(
                    Law::Nesting,
                    format_args!("attributions[{i}].within"),
                    format_args!("{stray} does not lie in the content of {id}"),
                );
            }
        }
        // 0: not seen, 1: on the way now, 2: leads out.
        let mut state = vec![0_u8; attributions.len()];
        for start in 0..attributions.len() {
            let mut way = Vec::new();
            let mut at = Some(start);
            while let Some(here) = at {
                let Some(seen) = state.get_mut(here) else { break };
                if *seen == 1 {
                    self.breach(
                        Law::Nesting,
                        format_args!("attributions[{here}].within"),
                        format_args!("the attribution lies within itself"),
                    );
                }
                if *seen != 0 {
                    break;
                }
                *seen = 1;
                way.push(here);
                at = attributions.get(here).and_then(|it| it.within).map(AttributionId::index);
            }
            for here in way {
                if let Some(seen) = state.get_mut(here) {
                    *seen = 2;
                }
            }
        }
    }

    /// Joins spans between which no word stands, and sorts them.
    fn joined(&self, spans: &[CharSpan]) -> Vec<CharSpan> {
        let mut sorted = spans.to_vec();
        sorted.sort_unstable();
        let mut joined: Vec<CharSpan> = Vec::with_capacity(sorted.len());
        for span in sorted {
            if let Some(last) = joined.last_mut()
                && (span.start() <= last.end() || !self.has_word(last.end(), span.start()))
                && let Ok(both) = CharSpan::new(last.start(), last.end().max(span.end()))
            {
                *last = both;
            } else {
                joined.push(span);
            }
        }
        joined
    }

    /// Says whether a word character stands between two positions of the text.
    fn has_word(&self, start: u32, end: u32) -> bool {
        let (Some(start), Some(end)) = (self.text.byte(start), self.text.byte(end)) else { return true };
        let next = self.words.partition_point(|run| run.1 as usize <= start);
        self.words.get(next).is_some_and(|run| (run.0 as usize) < end)
    }

    /// Tests that each attribution without speakers has its diagnostic, and each such diagnostic its attribution.
    fn unresolved(&mut self, attributions: &[Attribution]) {
        // By the diagnostic's span: how many more attributions than diagnostics there are, and the last seen.
        let mut open: BTreeMap<CharSpan, (i64, usize)> = BTreeMap::new();
        for (i, attribution) in attributions.iter().enumerate().filter(|(_, it)| it.speakers.is_empty()) {
            if let Some(&span) = attribution.cue.first().or(attribution.content.first()) {
                let entry = open.entry(span).or_insert((0, i));
                *entry = (entry.0 + 1, i);
            }
        }
        let record = self.record;
        for (i, diagnostic) in record.diagnostics.iter().enumerate().filter(|(_, it)| it.code == UNRESOLVED) {
            let entry = diagnostic.span.and_then(|span| open.get_mut(&span));
            match entry {
                Some(entry) => entry.0 -= 1,
                None => self.breach(
                    Law::Abstains,
                    format_args!("diagnostics[{i}].span"),
                    format_args!("no attribution without speakers has its cue (or else its content) here"),
                ),
            }
        }
        for (span, (missing, i)) in open {
            if missing != 0 {
                let message = if missing > 0 {
                    format!("no speaker, and no diagnostic {UNRESOLVED} at {span} says so")
                } else {
                    format!("more diagnostics {UNRESOLVED} at {span} than attributions without speakers")
                };
                self.breach(Law::Abstains, format_args!("attributions[{i}].speakers"), message);
            }
        }
    }
}
