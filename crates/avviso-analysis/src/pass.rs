//! Passes: the compiler is the scheduler. A pass names the layers that it needs as types and gives one layer; it sees
//! the article and other layers through `&` alone, so it can change neither.

use avviso_text::{Article, Diagnostics, Limits, PageFacts};

use crate::knowledge::Knowledge;

/// Something that a pass gives: a plain struct of vectors.
pub(crate) trait Layer {
    /// The name by which people ask for it.
    const NAME: &'static str;
}

/// What every pass may look at beside the layers that it needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) article: &'a Article,
    pub(crate) facts: &'a PageFacts,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) limits: &'a Limits,
}

/// A tuple of references to layers.
pub(crate) trait Needs {
    /// Their names, in order.
    const NAMES: &'static [&'static str];
}

impl Needs for () {
    const NAMES: &'static [&'static str] = &[];
}
/// `needs! { A, B }`: a tuple of references to two layers.
macro_rules! needs {
    ($($layer:ident),+) => {
        impl<$($layer: Layer),+> Needs for ($(&$layer,)+) {
            const NAMES: &'static [&'static str] = &[$($layer::NAME),+];
        }
    };
}

needs! { A }
needs! { A, B }
needs! { A, B, C }
needs! { A, B, C, D }
needs! { A, B, C, D, E }
needs! { A, B, C, D, E, F }
needs! { A, B, C, D, E, F, G }

/// One step of the analysis.
pub(crate) trait Pass {
    /// Its name.
    const NAME: &'static str;
    /// The layers that it reads.
    type Needs<'a>: Needs;
    /// The layer that it makes.
    type Gives: Layer;
    /// Does the step. Odd input gives less and a diagnostic, never a failure.
    fn run(&self, context: Context<'_>, needs: Self::Needs<'_>, out: &mut Diagnostics) -> Self::Gives;
}

/// The one place through which all passes run.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    context: Context<'a>,
    diagnostics: Diagnostics,
}

impl<'a> Run<'a> {
    pub(crate) fn new(context: Context<'a>) -> Self {
        Self { context, diagnostics: Diagnostics::new() }
    }

    pub(crate) fn step<P: Pass>(&mut self, pass: &P, needs: P::Needs<'_>) -> P::Gives {
        pass.run(self.context, needs, &mut self.diagnostics)
    }

    pub(crate) fn finish(self) -> Diagnostics {
        self.diagnostics
    }
}

/// Name, needs and gift of a pass, for people.
pub(crate) fn row<P: Pass>() -> (&'static str, &'static [&'static str], &'static str) {
    (P::NAME, <P::Needs<'static> as Needs>::NAMES, P::Gives::NAME)
}
