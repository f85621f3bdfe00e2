//! Quoted stretches: a state machine by paragraph.

use avviso_text::Diagnostics;

use crate::layers::{Quotations, Sentences, Words};
use crate::pass::{Context, Pass};

/// Finds quoted stretches.
#[derive(Debug)]
pub(crate) struct FindQuotations;

impl Pass for FindQuotations {
    const NAME: &'static str = "quotations";
    type Needs<'a> = (&'a Sentences, &'a Words);
    type Gives = Quotations;

    fn run(&self, _: Context<'_>, _: (&Sentences, &Words), _: &mut Diagnostics) -> Quotations {
        Quotations::default()
    }
}
