//! Names and descriptions of actors.
//!
//! Names of the tables are found first, the longest from the left; then names by their shape (persons, outlets,
//! organisations), then phrases of role and organ around them ("Russia's Foreign Minister Sergey Lavrov"), and last
//! what stands for several: pairs and sets. Who a mention is, is decided later (`actors`).

mod drafts;
pub(crate) mod lexicon;
mod parsed;
mod persons;
mod phrases;
mod plurals;
mod scan;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod tests_support;

use avviso_text::{Code, Diagnostics, Evidence, Id, Span, Text};

use crate::knowledge::EntityId;
use crate::layers::{Mention, Mentions, Names, Sentences};
use crate::pass::{Context, Pass};
use drafts::Finder;
pub(crate) use drafts::is_outlet;
use scan::Scan;

const MANY_MENTIONS: Code = Code::new("many-mentions");
const MANY_CANDIDATES: Code = Code::new("many-candidates");

/// What a mention names, as far as its words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum What {
    /// A name of the tables.
    #[default]
    Known,
    /// A person's name by its shape.
    Person,
    /// An outlet's name by its shape or place.
    Outlet,
    /// An organisation's name by its shape.
    Body,
    /// Somebody by role: the Russian diplomat.
    Role,
    /// A part of a state or body: its coast guard.
    Organ,
    /// Those who rule a state: the North Korean regime.
    Government,
    /// A paper that speaks: the joint statement.
    Paper,
    /// Several, each named: Cuba and North Korea.
    Pair,
    /// Several, named before: the two countries.
    Set(lexicon::SetOf),
}

/// What the rules know of a mention beside its span; indexes are of [`Mentions::list`].
#[expect(clippy::struct_excessive_bools, reason = "each is a plain property of the words, and all combine")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Detail {
    pub(crate) what: What,
    /// The role in lower case without whose it is: `foreign minister`.
    pub(crate) role: Option<String>,
    /// The same as an office's title: names keep their capitals.
    pub(crate) title: Option<String>,
    /// The role's noun: `minister`.
    pub(crate) noun: Option<&'static str>,
    /// The sector of the noun.
    pub(crate) sector: Option<&'static str>,
    /// Whose it is.
    pub(crate) owners: Vec<usize>,
    /// The pronoun that says whose it is.
    pub(crate) owner_pronoun: Option<Span<Text>>,
    /// The mention that it is set beside: "his counterpart, Choe Son-hui".
    pub(crate) same_as: Option<usize>,
    /// The mentions that it is made of.
    pub(crate) members: Vec<usize>,
    /// The key of a person's name: the surname in lower case.
    pub(crate) surname: Option<String>,
    /// Whether it is the surname alone of a name elsewhere on the page.
    pub(crate) repeats: bool,
    /// Whether "the" stands before it.
    pub(crate) definite: bool,
    /// Whether it names several.
    pub(crate) plural: bool,
    /// How many a set has.
    pub(crate) count: usize,
    /// Whether it lies inside a larger mention as a modifier: "Russian" in "the Russian diplomat".
    pub(crate) nested: bool,
    /// Whether it may be no name at all.
    pub(crate) doubt: bool,
}

/// Finds mentions.
///
/// Reads sentences; uses its own tokens, so that it does not hang on how words are cut. Mentions nest. Linear in the
/// text; what goes over the limits is left out from the page's end with the diagnostics `many-mentions` and
/// `many-candidates`.
#[derive(Debug)]
pub(crate) struct FindMentions;

impl Pass for FindMentions {
    const NAME: &'static str = "mentions";
    type Needs<'a> = (&'a Sentences, &'a Names);
    type Gives = Mentions;

    fn run(
        &self,
        context: Context<'_>,
        (sentences, names): (&Sentences, &Names),
        out: &mut Diagnostics,
    ) -> Mentions {
        let (scan, cut) = Scan::new(context.article, sentences, context.knowledge, context.limits);
        if cut {
            out.warn(
                MANY_CANDIDATES,
                format!("a name has more than {} readings; the first are kept", context.limits.candidates),
                None,
            );
        }
        let mut drafts = Finder::new(&scan, context.article, context.facts).find(names);
        let limit = context.limits.mentions as usize;
        if drafts.len() > limit {
            out.warn(
                MANY_MENTIONS,
                format!("{} mentions of actors; the first {limit} are kept", drafts.len()),
                None,
            );
        }
        drafts.truncate(limit);
        let mut mentions = Mentions::default();
        for draft in drafts {
            let spans = (context.article.span(draft.range.clone()), context.article.span(draft.head.clone()));
            let (Some(span), Some(head)) = spans else {
                debug_assert!(false, "tokens lie on character boundaries");
                continue;
            };
            let mut detail = draft.detail;
            // What was cut off at the limit cannot be pointed at.
            for list in [&mut detail.owners, &mut detail.members] {
                list.retain(|&at| at < limit);
            }
            detail.same_as = detail.same_as.filter(|&at| at < limit);
            detail.owner_pronoun = draft.owner_pronoun.and_then(|range| context.article.span(range));
            mentions.list.push(Mention {
                span,
                head,
                form: draft.form,
                entities: draft.entities,
                sentence: Some(Id::new(draft.sentence)),
                evidence: Evidence::at(span, draft.rule),
            });
            mentions.details.push(detail);
        }
        mentions
    }
}

/// The entities of names, each once, in the order of the table.
fn entities_of<'k>(names: impl Iterator<Item = &'k crate::knowledge::Name>) -> Vec<EntityId> {
    let mut entities: Vec<EntityId> = Vec::new();
    for name in names {
        if !entities.contains(&name.entity) {
            entities.push(name.entity);
        }
    }
    entities
}
