//! Layers that lie over the text: regions, sentences, times, places.

use super::Law;
use super::checker::Checker;
use crate::page::Region;
use crate::place::Place;
use crate::span::CharSpan;
use crate::time::Time;

impl Checker<'_> {
    /// Tests regions: in order, and one inside or beside another.
    pub(super) fn regions(&mut self, regions: &[Region]) {
        let mut previous = None;
        let mut open: Vec<CharSpan> = Vec::new();
        for (i, Region { kind, span }) in regions.iter().enumerate() {
            let (kind, span) = (*kind, *span);
            self.span(format_args!("regions[{i}].span"), span);
            self.expect(
                !span.is_empty(),
                Law::Traces,
                format_args!("regions[{i}].span"),
                format_args!("the {kind} holds no character"),
            );
            self.after(format_args!("regions[{i}].span"), &mut previous, span);
            while open.last().is_some_and(|outer| outer.end() <= span.start()) {
                open.pop();
            }
            if let Some(&outer) = open.last() {
                self.expect(
                    outer.contains(span),
                    Law::Nesting,
                    format_args!("regions[{i}].span"),
                    format_args!("{kind} {span} crosses the end of {outer}"),
                );
            }
            open.push(span);
        }
    }

    /// Tests sentences: in order, none over another.
    pub(super) fn sentences(&mut self, sentences: &[CharSpan]) {
        self.spans(format_args!("sentences"), sentences);
        for (i, pair) in sentences.windows(2).enumerate() {
            if let &[first, second] = pair {
                self.expect(
                    first.end() <= second.start(),
                    Law::Nesting,
                    format_args!("sentences[{}]", i + 1),
                    format_args!("{second} starts inside {first}"),
                );
            }
        }
    }

    pub(super) fn times(&mut self, times: &[Time]) {
        let mut previous = None;
        for (i, time) in times.iter().enumerate() {
            let path = format_args!("times[{i}]");
            let Time { id, span, timex_type: _, value: _, from, to, precision: _, confidence: _, evidence } =
                time;
            self.id(path, *id, crate::id::TimeId::at(i));
            self.spans(format_args!("{path}.span"), std::slice::from_ref(span));
            self.after(format_args!("{path}.span"), &mut previous, *span);
            self.interval(path, from.as_ref(), to.as_ref());
            self.evidence(path, evidence);
        }
    }

    pub(super) fn places(&mut self, places: &[Place]) {
        let mut previous = None;
        for (i, place) in places.iter().enumerate() {
            let path = format_args!("places[{i}]");
            let Place { id, span, name: _, geonames: _, lat, lon, country, confidence: _, evidence } = place;
            self.id(path, *id, crate::id::PlaceId::at(i));
            self.spans(format_args!("{path}.span"), std::slice::from_ref(span));
            self.after(format_args!("{path}.span"), &mut previous, *span);
            for (field, degrees, most) in [("lat", lat, 90.0), ("lon", lon, 180.0)] {
                if let Some(degrees) = degrees {
                    self.expect(
                        degrees.abs() <= most,
                        Law::Codes,
                        format_args!("{path}.{field}"),
                        format_args!("{degrees} degrees: expected at most {most}"),
                    );
                }
            }
            self.country(path, country.as_deref());
            self.evidence(path, evidence);
        }
    }
}
