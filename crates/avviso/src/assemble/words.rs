//! Closed sets: the rooms' enums to the record's, each matched whole, so that a new variant does not compile until it
//! is carried over.

use avviso_analysis::layers::{ActorKind, Form, Level, Medium, Mode, Stance};
use avviso_record as record;
use avviso_text::facts::{BylineKind, Genre, Relation};
use avviso_text::{Precision, RegionKind, Severity, Stamp, Why};

/// `map! { name: From => To { A, B } }`: variants of one name.
macro_rules! map {
    ($($name:ident: $from:ident => $to:ident { $($variant:ident),+ $(,)? })+) => {$(
        pub(crate) fn $name(value: $from) -> record::$to {
            match value {
                $($from::$variant => record::$to::$variant,)+
            }
        }
    )+};
}

map! {
    region: RegionKind => RegionKind {
        Title, Heading, Standfirst, Byline, Dateline, Paragraph, Quotation, EmbeddedPost, ListItem, Table, Note,
        Caption, Footer,
    }
    why: Why => Why {
        Script, Style, Header, Advertisement, CommentForm, Comments, ShareBar, Navigation, Related, CookieNotice,
        Newsletter, Appeal, Hidden, Cut, Markup, Other,
    }
    severity: Severity => Severity { Note, Warning }
    precision: Precision => Precision { Instant, Day, Month, Year, Interval }
    byline: BylineKind => BylineKind { Person, Agency, Desk }
    genre: Genre => Genre { News, Opinion, Interview, Transcript, PressRelease, Live, List, Post, Other }
    relation: Relation => Relation { RepublishedFrom, ExcerptOf, Cites, WireCredit, TranslatedFrom }
    actor_kind: ActorKind => ActorKind {
        State, Government, Person, Organisation, ArmedGroup, Outlet, Document, Group, PlaceAsActor,
    }
    form: Form => Form { Name, Abbreviation, Nickname, Demonym, Metonym, Description, Pronoun }
    mode: Mode => Mode { Direct, Mixed, Indirect }
    level: Level => Level { Statement, Attitude }
    stance: Stance => Stance { Asserts, Denies, Demands, Asks, Threatens, Promises, Believes, Declines }
    medium: Medium => Medium { Speech, Statement, Interview, PressConference, Post, Document, Broadcast, Report }
}

/// A bound as ISO 8601 writes it.
pub(crate) fn stamp(stamp: Stamp) -> record::Date {
    record::Date::parse(&stamp.to_string()).expect("a stamp prints as ISO 8601")
}
