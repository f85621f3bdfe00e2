//! Page to record.

use avviso_analysis::{Analyser, Layers};
use avviso_page::{Clean, PageReading};
use avviso_record::Record;
use avviso_text::{Limits, Page};

use crate::assemble;

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
    /// A reader with the knowledge that ships with the program.
    pub fn new(clean: Clean, limits: Limits) -> Self {
        Self { analyser: Analyser::new(), clean, limits }
    }

    /// The limits that it reads with.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads one page. Every page gives a record; what could not be read is in its diagnostics.
    pub fn read(&self, page: &Page) -> Record {
        self.read_inside(page).record
    }

    /// Reads one page and keeps what it became on the way.
    pub fn read_inside(&self, page: &Page) -> Inside {
        let reading = avviso_page::read(page, self.clean, &self.limits);
        let layers = self.analyser.analyse(&reading.article, &reading.facts, &self.limits);
        let record = assemble::record(page, &reading, &layers, &self.analyser);
        Inside { reading, layers, record }
    }
}
