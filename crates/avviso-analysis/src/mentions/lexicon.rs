//! Words that the rules of mentions know: nouns of role, organs, titles, verbs of speech. Sectors are PLOVER's
//! codes, as its agent list (openeventdata/PLOVER) sorts such nouns. Words alone: no person, outlet or country.

mod words;

pub(crate) use words::{
    SetOf, is_body_noun, is_calendar, is_function, is_outlet_label, is_outlet_noun, is_paper, is_particle,
    is_speech, set_noun,
};

/// What a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// Somebody with a role: minister, diplomat.
    Person,
    /// A part of a state or body: ministry, army.
    Organ,
    /// Those who rule: government, regime, administration.
    Government,
    /// A body of its own: party, council, university.
    Body,
}

/// A noun of role as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    pub(crate) lemma: &'static str,
    pub(crate) class: NounClass,
    pub(crate) sector: &'static str,
    pub(crate) plural: bool,
}

use NounClass::{Body, Government, Organ, Person};

/// Sorted by word.
const NOUNS: &[(&str, NounClass, &str)] = &[
    ("activist", Person, "CVL"),
    ("adjutant", Person, "MIL"),
    ("administration", Government, "GOV"),
    ("admiral", Person, "MIL"),
    ("adviser", Person, "GOV"),
    ("advisor", Person, "GOV"),
    ("agency", Organ, "GOV"),
    ("aide", Person, "GOV"),
    ("ambassador", Person, "GOV"),
    ("analyst", Person, "EDU"),
    ("army", Organ, "MIL"),
    ("assembly", Organ, "LEG"),
    ("attorney", Person, "JUD"),
    ("authorities", Government, "GOV"),
    ("ayatollah", Person, "GOV"),
    ("banker", Person, "BUS"),
    ("billionaire", Person, "BUS"),
    ("bishop", Person, "SOC"),
    ("bloc", Body, "IGO"),
    ("businessman", Person, "BUS"),
    ("cabinet", Government, "GOV"),
    ("candidate", Person, "OPP"),
    ("cardinal", Person, "SOC"),
    ("ceo", Person, "BUS"),
    ("chairman", Person, "GOV"),
    ("chairwoman", Person, "GOV"),
    ("chancellor", Person, "GOV"),
    ("chief", Person, "GOV"),
    ("cleric", Person, "SOC"),
    ("colonel", Person, "MIL"),
    ("columnist", Person, "MED"),
    ("commander", Person, "MIL"),
    ("commission", Organ, "GOV"),
    ("commissioner", Person, "GOV"),
    ("committee", Organ, "GOV"),
    ("congress", Organ, "LEG"),
    ("congressman", Person, "LEG"),
    ("congresswoman", Person, "LEG"),
    ("consul", Person, "GOV"),
    ("consulate", Organ, "GOV"),
    ("correspondent", Person, "MED"),
    ("council", Organ, "GOV"),
    ("counterpart", Person, "GOV"),
    ("court", Organ, "JUD"),
    ("delegate", Person, "GOV"),
    ("delegation", Organ, "GOV"),
    ("department", Organ, "GOV"),
    ("deputy", Person, "LEG"),
    ("dictator", Person, "GOV"),
    ("diplomat", Person, "GOV"),
    ("director", Person, "GOV"),
    ("economist", Person, "EDU"),
    ("editor", Person, "MED"),
    ("embassy", Organ, "GOV"),
    ("emir", Person, "GOV"),
    ("emperor", Person, "GOV"),
    ("envoy", Person, "GOV"),
    ("executive", Person, "BUS"),
    ("expert", Person, "EDU"),
    ("forces", Organ, "MIL"),
    ("founder", Person, "BUS"),
    ("government", Government, "GOV"),
    ("governor", Person, "GOV"),
    ("guard", Organ, "MIL"),
    ("historian", Person, "EDU"),
    ("inspector", Person, "GOV"),
    ("intelligence", Organ, "SPY"),
    ("journalist", Person, "MED"),
    ("judge", Person, "JUD"),
    ("junta", Government, "GOV"),
    ("justice", Person, "JUD"),
    ("king", Person, "GOV"),
    ("lawmaker", Person, "LEG"),
    ("lawyer", Person, "JUD"),
    ("leader", Person, "GOV"),
    ("leadership", Government, "GOV"),
    ("legislator", Person, "LEG"),
    ("legislature", Organ, "LEG"),
    ("lieutenant", Person, "MIL"),
    ("mayor", Person, "GOV"),
    ("military", Organ, "MIL"),
    ("minister", Person, "GOV"),
    ("ministry", Organ, "GOV"),
    ("mission", Organ, "GOV"),
    ("monarch", Person, "GOV"),
    ("monarchy", Government, "GOV"),
    ("navy", Organ, "MIL"),
    ("negotiator", Person, "GOV"),
    ("officer", Person, "MIL"),
    ("official", Person, "GOV"),
    ("parliament", Organ, "LEG"),
    ("parliamentarian", Person, "LEG"),
    ("party", Body, "PTY"),
    ("philosopher", Person, "EDU"),
    ("police", Organ, "COP"),
    ("policeman", Person, "COP"),
    ("politburo", Organ, "GOV"),
    ("politician", Person, "GOV"),
    ("pope", Person, "SOC"),
    ("premier", Person, "GOV"),
    ("presidency", Government, "GOV"),
    ("president", Person, "GOV"),
    ("priest", Person, "SOC"),
    ("prince", Person, "GOV"),
    ("princess", Person, "GOV"),
    ("professor", Person, "EDU"),
    ("prosecutor", Person, "JUD"),
    ("queen", Person, "GOV"),
    ("regime", Government, "GOV"),
    ("reporter", Person, "MED"),
    ("representative", Person, "GOV"),
    ("researcher", Person, "EDU"),
    ("scholar", Person, "EDU"),
    ("scientist", Person, "EDU"),
    ("secretary", Person, "GOV"),
    ("secretary-general", Person, "GOV"),
    ("senate", Organ, "LEG"),
    ("senator", Person, "LEG"),
    ("soldier", Person, "MIL"),
    ("speaker", Person, "LEG"),
    ("spokesman", Person, "GOV"),
    ("spokesperson", Person, "GOV"),
    ("spokeswoman", Person, "GOV"),
    ("statesman", Person, "GOV"),
    ("strongman", Person, "GOV"),
    ("sultan", Person, "GOV"),
    ("treasury", Organ, "GOV"),
    ("troops", Organ, "MIL"),
    ("tsar", Person, "GOV"),
    ("undersecretary", Person, "GOV"),
    ("union", Body, "CVL"),
    ("writer", Person, "MED"),
];

/// The noun of role that a lower-case word is.
pub(crate) fn noun(word: &str) -> Option<Noun> {
    let find = |word: &str, plural: bool| {
        NOUNS
            .binary_search_by(|(lemma, ..)| (*lemma).cmp(word))
            .ok()
            .and_then(|at| NOUNS.get(at))
            .map(|&(lemma, class, sector)| Noun { lemma, class, sector, plural })
    };
    if let Some(noun) = find(word, false) {
        let plural = matches!(noun.lemma, "troops" | "forces" | "authorities");
        return Some(Noun { plural: plural && noun.class == Person, ..noun });
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return find(&format!("{stem}y"), true);
    }
    if let Some(stem) = word.strip_suffix("men") {
        return find(&format!("{stem}man"), true);
    }
    if let Some(stem) = word.strip_suffix("women") {
        return find(&format!("{stem}woman"), true);
    }
    word.strip_suffix('s').and_then(|stem| find(stem, true))
}

/// Words that stand between whose and which: "foreign", "deputy", "presidential".
pub(crate) fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "acting"
            | "affairs"
            | "agriculture"
            | "air"
            | "ambassadorial"
            | "arab"
            | "armed"
            | "army"
            | "assistant"
            | "associate"
            | "border"
            | "budget"
            | "cabinet"
            | "central"
            | "chief"
            | "civil"
            | "civilian"
            | "coast"
            | "coalition"
            | "communist"
            | "conservative"
            | "constitutional"
            | "counter"
            | "criminal"
            | "cultural"
            | "culture"
            | "current"
            | "defence"
            | "defense"
            | "democratic"
            | "deputy"
            | "development"
            | "diplomatic"
            | "disarmament"
            | "economic"
            | "economy"
            | "education"
            | "elected"
            | "electoral"
            | "emergency"
            | "energy"
            | "environment"
            | "environmental"
            | "ex"
            | "exiled"
            | "external"
            | "federal"
            | "finance"
            | "first"
            | "fisheries"
            | "foreign"
            | "former"
            | "general"
            | "government"
            | "gas"
            | "health"
            | "hereditary"
            | "high"
            | "home"
            | "human"
            | "immigration"
            | "incoming"
            | "industry"
            | "information"
            | "intelligence"
            | "interim"
            | "interior"
            | "internal"
            | "international"
            | "joint"
            | "junior"
            | "justice"
            | "labour"
            | "labor"
            | "late"
            | "lead"
            | "leading"
            | "legal"
            | "liberal"
            | "local"
            | "longtime"
            | "main"
            | "maritime"
            | "mighty"
            | "military"
            | "ministerial"
            | "ministry"
            | "monetary"
            | "municipal"
            | "national"
            | "nationalist"
            | "naval"
            | "new"
            | "nuclear"
            | "oil"
            | "old"
            | "opposition"
            | "outgoing"
            | "parliamentary"
            | "peace"
            | "people's"
            | "permanent"
            | "police"
            | "political"
            | "populist"
            | "presidential"
            | "press"
            | "prime"
            | "principal"
            | "provincial"
            | "public"
            | "rebel"
            | "reformist"
            | "regional"
            | "relations"
            | "republican"
            | "resident"
            | "revolutionary"
            | "right"
            | "royal"
            | "ruling"
            | "science"
            | "security"
            | "senior"
            | "separatist"
            | "sitting"
            | "social"
            | "socialist"
            | "special"
            | "state"
            | "strategic"
            | "supreme"
            | "then"
            | "top"
            | "tourism"
            | "trade"
            | "transport"
            | "transportation"
            | "two"
            | "three"
            | "several"
            | "some"
            | "many"
            | "veteran"
            | "vice"
            | "war"
            | "wartime"
            | "welfare"
            | "young"
            | "rocket"
            | "missile"
            | "under"
            | "communications"
            | "media"
            | "house"
            | "senate"
            | "congressional"
            | "district"
            | "campaign"
            | "trade and"
            | "investment"
            | "climate"
    )
}

/// Modifiers that name no office: left out of the office's title.
pub(crate) fn is_qualifier(word: &str) -> bool {
    matches!(
        word,
        "acting"
            | "current"
            | "ex"
            | "exiled"
            | "former"
            | "incoming"
            | "interim"
            | "late"
            | "longtime"
            | "new"
            | "old"
            | "outgoing"
            | "sitting"
            | "then"
            | "two"
            | "three"
            | "several"
            | "some"
            | "many"
            | "veteran"
            | "young"
            | "top"
            | "senior"
            | "leading"
            | "mighty"
            | "communist"
    )
}

/// Words after "minister of", "secretary for".
pub(crate) fn is_portfolio(word: &str) -> bool {
    matches!(
        word,
        "affairs"
            | "agriculture"
            | "commerce"
            | "commonwealth"
            | "culture"
            | "defence"
            | "defense"
            | "economy"
            | "education"
            | "employment"
            | "energy"
            | "environment"
            | "external"
            | "finance"
            | "foreign"
            | "health"
            | "home"
            | "industry"
            | "information"
            | "interior"
            | "internal"
            | "international"
            | "justice"
            | "labor"
            | "labour"
            | "security"
            | "state"
            | "trade"
            | "transport"
            | "treasury"
            | "war"
            | "staff"
            | "parliament"
            | "national"
            | "homeland"
            | "navy"
            | "army"
            | "development"
    )
}

/// Titles before a name that are no role: "Mr", "Dr".
pub(crate) fn is_courtesy(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "sir"
            | "dame"
            | "lord"
            | "lady"
            | "prof"
            | "gen"
            | "col"
            | "lt"
            | "maj"
            | "capt"
            | "sgt"
            | "adm"
            | "sen"
            | "rep"
            | "gov"
            | "rev"
            | "hon"
            | "comrade"
            | "general"
            | "captain"
            | "major"
            | "sheikh"
            | "imam"
            | "chairman"
            | "marshal"
            | "leader"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_sorted_and_found() {
        for pair in NOUNS.windows(2) {
            if let [a, b] = pair {
                assert!(a.0 < b.0, "{} stands before {}", a.0, b.0);
            }
        }
        for (word, lemma, plural) in [
            ("minister", "minister", false),
            ("ministries", "ministry", true),
            ("spokesmen", "spokesman", true),
            ("diplomats", "diplomat", true),
            ("troops", "troops", false),
        ] {
            let noun = noun(word).unwrap();
            assert_eq!((noun.lemma, noun.plural), (lemma, plural));
        }
        assert_eq!(noun("minis"), None);
    }
}
