//! Page to record.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use avviso_analysis::{Analyser, Layers, Model, ModelError};
use avviso_page::{Clean, PageReading};
use avviso_record::Record;
use avviso_text::{Limits, Page};

use crate::many::both;
use crate::{assemble, failed};

/// Reads pages. Built once, then used for any number of pages and from any thread.
#[derive(Debug)]
pub struct Reader {
    analyser: Analyser,
    clean: Clean,
    limits: Limits,
}

/// What one page became on its way: for drawing layers under their text.
#[derive(Debug)]
pub struct Inside {
    /// The article and the page's facts.
    pub reading: PageReading,
    /// The layers.
    pub layers: Layers,
    /// The record.
    pub record: Record,
}

impl Reader {
    /// A reader with the knowledge and the language model that ship with the program. The model is opened when a text
    /// is first parsed.
    pub fn new(clean: Clean, limits: Limits) -> Self {
        Self { analyser: Analyser::new(), clean, limits }
    }

    /// The same with the model opened at once, beside the reading of the knowledge: for a program that will parse.
    pub fn ready(clean: Clean, limits: Limits) -> Self {
        let open = || {
            let model = Model::embedded();
            model.pipeline();
            model
        };
        let (model, reader) = both(open, || Self::new(clean, limits));
        Self { analyser: reader.analyser.with_model(model), ..reader }
    }

    /// The same with another language model: the bytes of a file made by `avviso model convert`.
    ///
    /// # Errors
    /// If the bytes are no sound model file of this version.
    pub fn with_model(self, bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { analyser: self.analyser.with_model(Model::open(bytes)?), ..self })
    }

    /// SHA-256 of the language model that it reads with, in hexadecimal.
    pub fn model_digest(&self) -> &str {
        self.analyser.model().digest()
    }

    /// The limits that it reads with.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// SHA-256 of the knowledge that it reads with, in hexadecimal: with version and model, enough to repeat a record.
    pub fn knowledge_digest(&self) -> String {
        self.analyser.knowledge_digest()
    }

    /// Reads one page. Every page gives a record; what could not be read is in its diagnostics.
    ///
    /// A defect of the program never stops a run: a page on which a pass panics gives a record with an empty text
    /// and the diagnostic `internal-error`.
    pub fn read(&self, page: &Page) -> Record {
        guarded(|| self.read_inside(page).record)
            .unwrap_or_else(|message| failed::record(page, self, &message))
    }

    /// Reads one page and keeps what it became on the way. A panic is not caught here.
    pub fn read_inside(&self, page: &Page) -> Inside {
        let reading = avviso_page::read(page, self.clean, &self.limits);
        let layers = self.analyser.analyse(&reading.article, &reading.facts, &self.limits);
        let record = assemble::record(page, &reading, &layers, &self.analyser);
        Inside { reading, layers, record }
    }
}

/// Does `work`; gives the message of a panic as an error.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // A reader holds no state that a page could leave half changed, so going on with it is sound.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| message(payload.as_ref()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|message| (*message).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use avviso_record::RawSpan;

    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| -> u8 { panic!("at byte {}", 3) }), Err("at byte 3".to_owned()));
        assert_eq!(guarded(|| -> u8 { panic!("plain") }), Err("plain".to_owned()));
    }

    #[test]
    fn a_page_that_fails_gives_a_lawful_record() {
        let reader = Reader::new(Clean::Auto, Limits::default());
        let bytes = b"Words of a page that Avviso cannot read.".to_vec();
        for limit in [1000, 10, 0] {
            let page = Page::new("page.txt", bytes.clone(), limit);
            let record = failed::record(&page, &reader, "made up");
            assert_eq!(record.text, "");
            let codes: Vec<&str> = record.diagnostics.iter().map(|d| d.code.as_str()).collect();
            assert!(codes.contains(&"internal-error") && codes.contains(&"no-article"));
            assert_eq!(codes.contains(&"cut-at-limit"), limit < 40);
            let covered: u32 = record.discarded.iter().map(|d| d.raw.len()).sum();
            assert_eq!(covered, 40);
            assert_eq!(record.page.bytes, 40);
            assert!(record.discarded.windows(2).all(|w| w[0].raw.end() == w[1].raw.start()));
            assert_ne!(record.discarded.first().map(|d| d.raw), RawSpan::new(0, 0).ok());
        }
    }
}
