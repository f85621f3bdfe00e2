//! Which way the words went: reasons weighed by their ranks.

use avviso_record::picture::{CopyRelation, Direction};

use super::credits::Third;
use super::reasons::{Rank, Reason};

/// What the reasons come to.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) direction: Direction,
    /// The rank that decided.
    pub(crate) rank: Option<Rank>,
    pub(crate) doubt: Option<Doubted>,
}

/// Why a direction is not decided, or decided against something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubted {
    /// Nothing speaks for one.
    NoReason,
    /// Reasons of one rank disagree.
    Contradiction,
    /// Both pages name the same third source.
    SameThird,
    /// Decided, but the days say otherwise.
    DateAgainst,
}

/// Weighs reasons: `to_b` say that b was made from a, `to_a` that a was made from b.
pub(crate) fn decide(to_b: &[Reason], to_a: &[Reason], same_third: bool) -> Decision {
    let speaks = |reasons: &[Reason], rank: Rank| reasons.iter().any(|reason| reason.rank == rank);
    for rank in [Rank::OwnWord, Rank::Trace, Rank::Day] {
        // What one page says of the other holds; anything less is no sign where both came from a third.
        if same_third && rank != Rank::OwnWord {
            return Decision { direction: Direction::Undecided, rank: None, doubt: Some(Doubted::SameThird) };
        }
        let (direction, against) = match (speaks(to_b, rank), speaks(to_a, rank)) {
            (false, false) => continue,
            (true, true) => {
                let doubt = Some(Doubted::Contradiction);
                return Decision { direction: Direction::Undecided, rank: None, doubt };
            }
            (true, false) => (Direction::AToB, to_a),
            (false, true) => (Direction::BToA, to_b),
        };
        let doubt = speaks(against, Rank::Day).then_some(Doubted::DateAgainst);
        return Decision { direction, rank: Some(rank), doubt };
    }
    Decision { direction: Direction::Undecided, rank: None, doubt: Some(Doubted::NoReason) }
}

/// Says whether two pages come from a third place rather than from each other: both credit the same one that has no
/// page in the group, or their order is not known and one credits such a place. Where the other page does not say
/// whose it is, it may be that place's own: then it is no third (`both_known`).
pub(crate) fn is_common_source(
    relation: CopyRelation,
    decision: &Decision,
    thirds_a: &[&Third],
    thirds_b: &[&Third],
    both_known: bool,
) -> bool {
    let same = thirds_a.iter().any(|third| thirds_b.iter().any(|other| other.folded == third.folded));
    let some = !thirds_a.is_empty() || !thirds_b.is_empty();
    relation != CopyRelation::Quotation
        && (same && decision.rank != Some(Rank::OwnWord)
            || some && both_known && decision.direction == Direction::Undecided)
}

#[cfg(test)]
mod tests {
    use avviso_record::{At, CharSpan, Evidence};

    use super::*;

    fn reason(rank: Rank) -> Reason {
        let at = At::Text(CharSpan::new(0, 1).unwrap());
        Reason {
            rank,
            evidence: Evidence { at, because: "test".into(), note: None },
            on_source: false,
            names_source: false,
            cites: false,
        }
    }

    fn decided(to_b: &[Rank], to_a: &[Rank]) -> (Direction, Option<Doubted>) {
        let reasons = |ranks: &[Rank]| ranks.iter().map(|&rank| reason(rank)).collect::<Vec<_>>();
        let decision = decide(&reasons(to_b), &reasons(to_a), false);
        (decision.direction, decision.doubt)
    }

    #[test]
    fn a_higher_rank_outranks_a_lower() {
        use Rank::{Day, OwnWord, Trace};
        assert_eq!(decided(&[Day], &[]), (Direction::AToB, None));
        assert_eq!(decided(&[Day], &[OwnWord]), (Direction::BToA, Some(Doubted::DateAgainst)));
        assert_eq!(decided(&[Trace, Day], &[]), (Direction::AToB, None));
        assert_eq!(decided(&[], &[Trace]), (Direction::BToA, None));
    }

    #[test]
    fn contradiction_and_silence_are_no_direction() {
        use Rank::{Day, OwnWord};
        assert_eq!(
            decided(&[OwnWord], &[OwnWord, Day]),
            (Direction::Undecided, Some(Doubted::Contradiction))
        );
        assert_eq!(decided(&[], &[]), (Direction::Undecided, Some(Doubted::NoReason)));
    }

    #[test]
    fn pages_of_one_third_source_have_no_direction_by_their_days() {
        let decision = decide(&[reason(Rank::Day)], &[], true);
        assert_eq!((decision.direction, decision.doubt), (Direction::Undecided, Some(Doubted::SameThird)));
        let decision = decide(&[reason(Rank::OwnWord)], &[], true);
        assert_eq!(decision.direction, Direction::AToB);
    }
}
