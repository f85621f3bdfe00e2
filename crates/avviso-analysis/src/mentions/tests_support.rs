//! What the tests of names, dates and actors share: small tables of invented people beside real states, and one way in.

use std::fmt::Write as _;
use std::sync::LazyLock;

use avviso_text::facts::{Completeness, DateClue, DateKind, Genre};
use avviso_text::{
    Article, ArticleBuilder, At, Confidence, Decoded, Diagnostics, Evidence, Fact, Interval, Limits, Page,
    PageFacts, Precision, RegionKind, RuleId, Stamp,
};

use super::FindMentions;
use crate::actors::ClusterActors;
use crate::attributions::cues::Cues;
use crate::dating::DatePage;
use crate::knowledge::{Knowledge, Tables};
use crate::language::{CutSentences, Model, ParseText, ReadNames, ReadTokens};
use crate::layers::{ActorKind, Actors, Dating, Form, Mentions, Quotations, Words};
use crate::pass::{Context, Run};
use crate::times::FindTimes;

/// Rows that stand for what the shipped tables hold, few enough to be read.
pub(crate) const TABLES: Tables<'static> = Tables {
    entities: "id\tkind\tname\tcountry\tsector\twikidata\tvalid_from\tvalid_to\tdomain\tsource
RUS\tstate\tRussia\tRUS\tGOV\tQ159\t\t\t\tx
SUN\tstate\tSoviet Union\tSUN\tGOV\tQ15180\t1922-12-30\t1991-12-26\t\tx
USA\tstate\tUnited States\tUSA\tGOV\tQ30\t\t\t\tx
PRK\tstate\tNorth Korea\tPRK\tGOV\tQ423\t\t\t\tx
KOR\tstate\tSouth Korea\tKOR\tGOV\tQ884\t\t\t\tx
CUB\tstate\tCuba\tCUB\tGOV\tQ241\t\t\t\tx
CHN\tstate\tChina\tCHN\tGOV\tQ148\t\t\t\tx
NOR\tstate\tNorway\tNOR\tGOV\tQ20\t\t\t\tx
ISL\tstate\tIceland\tISL\tGOV\tQ189\t\t\t\tx
NLD\tstate\tNetherlands\tNLD\tGOV\tQ55\t\t\t\tx
JOR\tstate\tJordan\tJOR\tGOV\tQ810\t\t\t\tx
UN\torganisation\tUnited Nations\t\tIGO\tQ1065\t\t\t\tx
EU\torganisation\tEuropean Union\t\tIGO\tQ458\t\t\t\tx
ada-holm\tperson\tAda Holm\tNOR\tGOV\t\t\t\t\tx
ola-vik\tperson\tOla Vik\tNOR\tGOV\t\t\t\t\tx
kim-ha-na\tperson\tKim Ha-na\tPRK\tGOV\t\t\t\t\tx
kim-du-ri\tperson\tKim Du-ri\tPRK\tGOV\t\t\t\t\tx
lars-moe\tperson\tLars Moe\tNOR\tGOV\t\t\t\t\tunsourced
ivan-orlov\tperson\tIvan Orlov\tRUS\tGOV\t\t\t\t\tx
north-post\toutlet\tNorth Post\tNOR\tMED\t\t\t\tnorthpost.example\tx
beacon\toutlet\tBeacon\tISL\tMED\t\t\t\t\tx
hearsay\toutlet\tHearsay Wire\tISL\tMED\t\t\t\t\tunsourced
",
    names: "entity\tform\tkind\tcase\tvalid_from\tvalid_to\tsource
RUS\tRussia\tname\tfold\t1991-12-26\t\tx
RUS\tRussian\tdemonym\tfold\t1991-12-26\t\tx
RUS\tMoscow\tmetonym\tfold\t1991-12-26\t\tx
SUN\tSoviet Union\tname\tfold\t\t\tx
SUN\tSoviet\tdemonym\tfold\t\t\tx
SUN\tRussian\tdemonym\tfold\t\t1991-12-26\tx
SUN\tMoscow\tmetonym\tfold\t\t1991-12-26\tx
USA\tUnited States\tname\tfold\t\t\tx
USA\tUS\tabbreviation\texact\t\t\tx
USA\tU.S.\tabbreviation\texact\t\t\tx
USA\tAmerican\tdemonym\tfold\t\t\tx
USA\tWashington\tmetonym\tfold\t\t\tx
PRK\tNorth Korea\tname\tfold\t\t\tx
PRK\tDPRK\tabbreviation\texact\t\t\tx
PRK\tNorth Korean\tdemonym\tfold\t\t\tx
PRK\tPyongyang\tmetonym\tfold\t\t\tx
KOR\tSouth Korea\tname\tfold\t\t\tx
CUB\tCuba\tname\tfold\t\t\tx
CUB\tCuban\tdemonym\tfold\t\t\tx
CHN\tChina\tname\tfold\t\t\tx
CHN\tChinese\tdemonym\tfold\t\t\tx
NOR\tNorway\tname\tfold\t\t\tx
NOR\tNorwegian\tdemonym\tfold\t\t\tx
NOR\tOslo\tmetonym\tfold\t\t\tx
ISL\tIceland\tname\tfold\t\t\tx
NLD\tDutch\tdemonym\tfold\t\t\tx
JOR\tJordan\tname\texact\t\t\tx
UN\tUnited Nations\tname\tfold\t\t\tx
UN\tUN\tabbreviation\texact\t\t\tx
EU\tEuropean Union\tname\tfold\t\t\tx
ada-holm\tAda Holm\tname\tfold\t\t\tx
ada-holm\tHolm\tname\texact\t\t\tx
ola-vik\tOla Vik\tname\tfold\t\t\tx
kim-ha-na\tKim Ha-na\tname\tfold\t\t\tx
kim-du-ri\tKim Du-ri\tname\tfold\t\t\tx
lars-moe\tLars Moe\tname\tfold\t\t\tunsourced
ivan-orlov\tIvan Orlov\tname\tfold\t\t\tx
ivan-orlov\tOrlov\tname\texact\t\t\tx
north-post\tNorth Post\tname\tfold\t\t\tx
beacon\tBeacon\tname\texact\t\t\tx
hearsay\tHearsay Wire\tname\tfold\t\t\tunsourced
",
    offices: "id\tentity\tkind\ttitle\tforms\tsource
NOR.fm\tNOR\tforeign_minister\tforeign minister\tForeign Minister|Minister of Foreign Affairs\tx
NOR.fish\tNOR\tfisheries_minister\tfisheries minister\tFisheries Minister\tx
RUS.un\tRUS\tun_ambassador\tambassador to the United Nations\tAmbassador to the United Nations|Ambassador to the UN\tx
PRK.leader\tPRK\tleader\tsupreme leader\tLeader|Supreme Leader\tx
",
    tenures: "person\toffice\tfrom\tto\tsource
ada-holm\tNOR.fm\t2001-01-02\t2006-03-04\tx
ola-vik\tNOR.fm\t2006-03-04\t2020-01-01\tx
lars-moe\tNOR.fish\t2015\t2020\tunsourced
ivan-orlov\tRUS.un\t2010\t2018\tx
kim-ha-na\tPRK.leader\t1950\t2001\tx
kim-du-ri\tPRK.leader\t2001\t\tx
",
    dated_events: "id\tforms\tkind\tfrom\tto\tsource
grand-lake-2001\tGrand Lake, One River conference\tconference\t2001-05-14\t2001-05-15\tx
old-network\tOldnet+\tclosure\t2003-04-02\t2003-04-02\tx
",
    given_names: "name\tsource\nMichael\tx\nAnna\tx\n",
};

/// A page as read, with what it was read from.
pub(crate) struct Read {
    pub(crate) article: Article,
    pub(crate) mentions: Mentions,
    pub(crate) dating: Dating,
    pub(crate) actors: Actors,
    pub(crate) diagnostics: Diagnostics,
}

/// A clue of a test.
pub(crate) fn clue(kind: DateKind, from: &str, to: &str, percent: u16) -> Fact<DateClue> {
    let (from, to) = (Stamp::parse(from), Stamp::parse(to));
    let precision = if from == to { Precision::Day } else { Precision::Interval };
    let at = Page::new("x", b"x".to_vec(), 1).span(0..1).expect("one byte");
    let evidence = Evidence::at(at, RuleId::new("test.clue"));
    Fact::new(
        DateClue { kind, interval: Interval { from, to, precision } },
        Confidence::percent(percent),
        evidence,
    )
}

/// An article whose paragraphs are parted by empty lines; a line that begins with `# ` is a title.
pub(crate) fn article(text: &str) -> Article {
    let page = Page::new("test", text.as_bytes().to_vec(), u32::MAX);
    let decoded = Decoded::identity(text.to_owned(), "utf-8", 0);
    let mut builder = ArticleBuilder::new(&page, &decoded);
    let mut at = 0;
    for block in text.split_inclusive("\n\n") {
        let title = block.strip_prefix("# ");
        let kind = if title.is_some() { RegionKind::Title } else { RegionKind::Paragraph };
        let skip = if title.is_some() { 2 } else { 0 };
        let mark = builder.open(kind);
        builder.copy(decoded.span(at + skip..at + block.len()).expect("blocks end on characters"));
        builder.close(mark);
        at += block.len();
    }
    builder.freeze()
}

/// What a page says of itself when it says nothing.
pub(crate) fn facts(article: &Article) -> PageFacts {
    let evidence = Evidence::at(article.whole(), RuleId::new("test.default"));
    PageFacts {
        title: None,
        bylines: Vec::new(),
        outlet: None,
        dates: Vec::new(),
        language: Fact::new("en".to_owned(), Confidence::percent(99), evidence.clone()),
        genre: Fact::new(Genre::News, Confidence::percent(60), evidence.clone()),
        lineage: Vec::new(),
        complete: Fact::new(Completeness::Complete, Confidence::percent(60), evidence),
    }
}

/// Reads a text with the test's tables.
pub(crate) fn read(text: &str, set: impl FnOnce(&mut PageFacts)) -> Read {
    read_with(text, set, &Limits::default())
}

/// Reads a text with limits of its own.
pub(crate) fn read_with(text: &str, set: impl FnOnce(&mut PageFacts), limits: &Limits) -> Read {
    static KNOWLEDGE: LazyLock<Knowledge> =
        LazyLock::new(|| Knowledge::parse(TABLES).expect("the test's tables parse"));
    run(text, set, &KNOWLEDGE, limits)
}

static CUES: LazyLock<Cues> = LazyLock::new(Cues::embedded);

static MODEL: LazyLock<Model> = LazyLock::new(Model::embedded);

/// The passes of this part of the house, in their order.
fn run(text: &str, set: impl FnOnce(&mut PageFacts), knowledge: &Knowledge, limits: &Limits) -> Read {
    let article = article(text);
    let mut facts = facts(&article);
    set(&mut facts);
    let mut run = Run::new(Context { article: &article, facts: &facts, knowledge, limits });
    let parse = run.step(&ParseText { model: &MODEL }, ());
    let sentences = run.step(&CutSentences { cues: &CUES }, (&parse,));
    let tokens = run.step(&ReadTokens, (&parse, &sentences));
    let names = run.step(&ReadNames, (&parse, &tokens));
    let (words, quotations) = (Words::default(), Quotations::default());
    let times = run.step(&FindTimes, (&sentences, &words));
    let mentions = run.step(&FindMentions, (&sentences, &names));
    let dating = run.step(&DatePage, (&times, &mentions));
    let actors = run.step(&ClusterActors, (&sentences, &quotations, &times, &mentions, &dating));
    let diagnostics = run.finish();
    Read { article, mentions, dating, actors: actors.0, diagnostics }
}

/// One line an actor: name, kind, country, office, members, mentions, candidates.
pub(crate) fn draw_actors(read: &Read) -> String {
    let mut out = String::new();
    let list = &read.actors.list;
    for fact in list {
        let actor = fact.value();
        let _ = write!(out, "{} [{}", actor.name, kind(actor.kind));
        for more in [&actor.country, &actor.sector].into_iter().flatten() {
            let _ = write!(out, " {more}");
        }
        out.push(']');
        if let Some(office) = &actor.office {
            let of = office.of.and_then(|of| list.get(of.index())).map_or("-", |of| of.value().name.as_str());
            let _ = write!(out, " ({} of {of}", office.title);
            if let Some(from) = &office.from {
                let _ = write!(out, " {from}..{}", office.to.as_deref().unwrap_or(""));
            }
            out.push(')');
        }
        if !actor.members.is_empty() {
            let names: Vec<&str> = actor
                .members
                .iter()
                .filter_map(|m| list.get(m.index()))
                .map(|m| m.value().name.as_str())
                .collect();
            let _ = write!(out, " {{{}}}", names.join(" + "));
        }
        let mut mentions: Vec<String> = Vec::new();
        for &(span, form) in &actor.mentions {
            let mark = match form {
                Form::Name => "",
                Form::Abbreviation => "ab:",
                Form::Nickname => "ni:",
                Form::Demonym => "de:",
                Form::Metonym => "me:",
                Form::Description => "ds:",
                Form::Pronoun => "pr:",
            };
            mentions.push(format!("{mark}{}", read.article.slice(span).replace('\n', "/")));
        }
        if !mentions.is_empty() {
            let _ = write!(out, ": {}", mentions.join(" | "));
        }
        for raw in &actor.raw {
            if matches!(raw, At::Raw(_)) {
                out.push_str(" @raw");
            }
        }
        for candidate in &actor.candidates {
            let _ = write!(out, " ?{}", candidate.value().0);
        }
        out.push('\n');
    }
    out
}

fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "state",
        ActorKind::Government => "government",
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
        ActorKind::ArmedGroup => "armed",
        ActorKind::Outlet => "outlet",
        ActorKind::Document => "document",
        ActorKind::Group => "group",
        ActorKind::PlaceAsActor => "place",
    }
}
