//! When the page was published: its own clues, the text's dates, and dated events.

use avviso_text::{Code, Diagnostics, Resolved};

use crate::layers::{Dating, Mentions, Times};
use crate::pass::{Context, Pass};

const UNDATED: Code = Code::new("undated");

/// Dates the page.
#[derive(Debug)]
pub(crate) struct DatePage;

impl Pass for DatePage {
    const NAME: &'static str = "dating";
    type Needs<'a> = (&'a Times, &'a Mentions);
    type Gives = Dating;

    fn run(&self, _: Context<'_>, _: (&Times, &Mentions), out: &mut Diagnostics) -> Dating {
        let undated = out.warn(UNDATED, "the page does not say when it was published", None);
        Dating { published: Resolved::Unknown(undated, Vec::new()), modified: None }
    }
}
