//! Events: ids, places in the text, references, codes.

use super::Law;
use super::checker::{Checker, is_digits};
use crate::event::{Event, EventTime};
use crate::id::EventId;

impl Checker<'_> {
    pub(super) fn events(&mut self, events: &[Event]) {
        let mut previous = None;
        for (i, event) in events.iter().enumerate() {
            let path = format_args!("events[{i}]");
            let Event {
                id,
                event_type,
                mode: _,
                cameo,
                quad: _,
                intensity,
                trigger,
                sources,
                targets,
                status: _,
                said_in,
                time,
                place,
                mentions,
                confidence: _,
                evidence,
            } = event;
            self.id(path, *id, EventId::at(i));
            let right = !event_type.is_empty()
                && event_type
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-' | b' '));
            self.expect(
                right,
                Law::Codes,
                format_args!("{path}.type"),
                format_args!("{event_type:?} is no PLOVER type: expected capitals"),
            );
            if let Some(code) = cameo {
                self.expect(
                    (2..=4).contains(&code.len()) && is_digits(code),
                    Law::Codes,
                    format_args!("{path}.cameo"),
                    format_args!("{code:?} is no CAMEO code: expected two to four digits"),
                );
            }
            if let Some(intensity) = intensity {
                self.expect(
                    intensity.abs() <= 10.0,
                    Law::Codes,
                    format_args!("{path}.intensity"),
                    format_args!("{intensity} does not lie between -10 and 10"),
                );
            }
            self.spans(format_args!("{path}.trigger"), trigger);
            for (j, mention) in mentions.iter().enumerate() {
                self.spans(format_args!("{path}.mentions[{j}]"), mention);
            }
            for (j, pair) in mentions.windows(2).enumerate() {
                if let [first, second] = pair {
                    self.expect(
                        first <= second,
                        Law::Order,
                        format_args!("{path}.mentions[{}]", j + 1),
                        format_args!("the mention stands behind a later one: expected order by start"),
                    );
                }
            }
            if let Some(&first) = trigger.iter().chain(mentions.iter().flatten()).min() {
                self.after(path, &mut previous, first);
            }
            self.actor_list(format_args!("{path}.sources"), sources);
            self.actor_list(format_args!("{path}.targets"), targets);
            if let Some(id) = *said_in {
                self.attribution(format_args!("{path}.said_in"), id);
            }
            if let Some(EventTime { from, to, precision: _, expression }) = time {
                self.interval(format_args!("{path}.time"), from.as_ref(), to.as_ref());
                if let Some(id) = *expression {
                    self.time(format_args!("{path}.time.expression"), id);
                }
            }
            if let Some(id) = *place {
                self.place(format_args!("{path}.place"), id);
            }
            self.evidence(path, evidence);
        }
    }
}
