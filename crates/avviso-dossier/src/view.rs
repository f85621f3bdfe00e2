//! What every section may look at: the pile, what the caller said, and the statements with their numbers.

use std::collections::BTreeMap;

use avviso_record::{Attribution, AttributionId};

use crate::frame::Options;
use crate::marks::Marks;
use crate::picture::Picture;
use crate::pile::{Leaf, Pile};
use crate::sections::statements::{self, Speaker};

/// The pile as the sections see it.
pub(crate) struct View<'a> {
    pub(crate) pile: &'a Pile,
    pub(crate) options: &'a Options,
    pub(crate) picture: Picture<'a>,
    /// Statements by speaker, in the order in which they are shown and numbered.
    pub(crate) speakers: Vec<Speaker>,
    numbers: BTreeMap<(usize, AttributionId), usize>,
    /// Whether all pages show their words, not only those that statements lead to.
    pub(crate) all_words: bool,
}

/// Over this many pages only those that statements lead to show their words.
const PAGES_WITH_ALL_WORDS: usize = 200;

impl<'a> View<'a> {
    pub(crate) fn new(pile: &'a Pile, options: &'a Options) -> Self {
        let (groups, numbers) = statements::grouped(pile);
        let mut view = Self {
            pile,
            options,
            picture: Picture::new(&options.picture),
            speakers: Vec::new(),
            numbers,
            all_words: pile.len() <= PAGES_WITH_ALL_WORDS,
        };
        view.speakers = statements::speakers(&view, groups);
        view
    }

    /// The number of a statement in the file.
    pub(crate) fn number(&self, leaf: &Leaf, id: AttributionId) -> usize {
        self.numbers.get(&(leaf.number, id)).copied().unwrap_or_default()
    }

    /// All marks of a page.
    pub(crate) fn marks(&self, leaf: &Leaf) -> Marks {
        Marks::of(leaf, leaf.record.attributions.iter().map(|a| (a, self.number(leaf, a.id))))
    }

    /// The marks of one statement.
    pub(crate) fn marks_of(&self, leaf: &Leaf, attribution: &Attribution) -> Marks {
        Marks::of(leaf, std::iter::once((attribution, self.number(leaf, attribution.id))))
    }

    /// Whether a page shows its words.
    pub(crate) fn shows(&self, leaf: &Leaf) -> bool {
        self.all_words || !leaf.record.attributions.is_empty()
    }
}
