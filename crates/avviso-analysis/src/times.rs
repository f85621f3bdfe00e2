//! Explicit dates.

use avviso_text::Diagnostics;

use crate::layers::{Sentences, Times, Words};
use crate::pass::{Context, Pass};

/// Finds explicit dates.
#[derive(Debug)]
pub(crate) struct FindTimes;

impl Pass for FindTimes {
    const NAME: &'static str = "times.find";
    type Needs<'a> = (&'a Sentences, &'a Words);
    type Gives = Times;

    fn run(&self, _: Context<'_>, _: (&Sentences, &Words), _: &mut Diagnostics) -> Times {
        Times::default()
    }
}
