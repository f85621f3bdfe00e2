//! Classes of words and marks that the rules look at: closed lists of English, no names.

/// A set of classes of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Class {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

// One bit a class: `WORD = 0;` gives `Class::WORD`.
classes! {
    /// Letters or digits.
    WORD = 0;
    /// Starts with a capital.
    CAPITAL = 1;
    /// the, a, his, some.
    DETERMINER = 2;
    /// he, she, they, it, we, I, you.
    PRONOUN = 3;
    /// is, has, will: finite verbs that help others.
    AUXILIARY = 4;
    /// not, never, n't.
    NEGATION = 5;
    /// also, further, -ly.
    ADVERB = 6;
    /// in, on, of.
    PREPOSITION = 7;
    /// that, because, when: they open a clause.
    SUBORDINATOR = 8;
    /// and, or, but.
    CONJUNCTION = 9;
    /// Monday, May, yesterday.
    TIME = 10;
    /// Starts with a digit.
    NUMBER = 11;
    /// A quotation mark.
    QUOTE = 12;
    /// A comma.
    COMMA = 13;
    /// . ! ? …
    STOP = 14;
    /// A colon.
    COLON = 15;
    /// A dash that stands between words.
    DASH = 16;
    /// ( [
    OPENING = 17;
    /// ) ]
    CLOSING = 18;
    /// 's
    POSSESSIVE = 19;
    /// who, which, whose.
    RELATIVE = 20;
    /// A form of "be".
    BE = 21;
    /// ;
    SEMICOLON = 22;
    /// A frequent past form that is no cue: went, made, came.
    VERB = 23;
}

impl Class {
    /// Whether all of `other` are set.
    pub(crate) fn is(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of `other` is set.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const DETERMINERS: &str = "the a an this these those his her its their our my your some any no every each both all \
     several many few most another other such certain various two three four five six seven eight nine ten dozens \
     hundreds thousands one multiple numerous";
const PRONOUNS: &str = "he she they it we i you";
const AUXILIARIES: &str = "has have had do does did will would shall should can could may might must ’ve ’ll ’d 'd \
     'll 've hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t hasn't haven't hadn't don't \
     doesn't didn't won't wouldn't can't couldn't cannot";
const BE: &str = "is are was were be been being am isn’t aren’t wasn’t weren’t isn't aren't wasn't weren't";
const NEGATIONS: &str = "not never n’t n't hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t \
     isn’t aren’t wasn’t weren’t hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot \
     isn't aren't wasn't weren't nor";
const ADVERBS: &str = "also further later then again once even still now already just earlier previously recently \
     often first too soon meanwhile instead simply only ever yet always sometimes thus therefore moreover furthermore \
     however nevertheless nonetheless today yesterday twice well long";
const PREPOSITIONS: &str = "in on at of for from with to by about into over under after before during against between \
     among through without within along across behind near since until toward towards amid despite via per like upon \
     outside inside around regarding following including throughout beyond above below";
const SUBORDINATORS: &str = "that because although though while whereas when whenever where if unless until as since \
     so than how why what whether lest once";
const RELATIVES: &str = "who which whose whom";
const CONJUNCTIONS: &str = "and or but nor yet &";
const TIMES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april june july \
     august september october november december today yesterday tomorrow tonight week month year morning afternoon \
     evening night weekend";
const VERBS: &str = "went made came took got gave found left held led met won lost ran began became brought put kept \
     broke chose drew fell fought grew heard knew paid rose sat sent set spent stood struck swept threw wore helped \
     makes takes gives gets goes comes runs keeps leads wants needs let appeared seemed looked happened remained tried \
     turned worked";

/// The classes of a word in lower case; `original` is the word as written.
pub(crate) fn of(lower: &str, original: &str, list: &super::view::ClosedWords) -> Class {
    let mut class = Class::default();
    let first = original.chars().next().unwrap_or(' ');
    if first.is_alphanumeric() {
        class = class.or(Class::WORD);
        if first.is_uppercase() {
            class = class.or(Class::CAPITAL);
        }
        if first.is_numeric() {
            class = class.or(Class::NUMBER);
        }
        class = class.or(list.get(lower));
        if lower.len() > 4 && lower.ends_with("ly") && !first.is_uppercase() {
            class = class.or(Class::ADVERB);
        }
        // "May" is a month with a capital only; the list leaves it out.
        return class;
    }
    match original {
        "'s" | "’s" | "'S" | "’S" => Class::POSSESSIVE,
        "," => Class::COMMA,
        ";" => Class::SEMICOLON,
        ":" => Class::COLON,
        "." | "!" | "?" | "…" => Class::STOP,
        "(" | "[" => Class::OPENING,
        ")" | "]" => Class::CLOSING,
        "—" | "–" | "―" | "-" | "−" => Class::DASH,
        "“" | "”" | "\"" | "‘" | "’" | "'" | "«" | "»" | "„" | "`" | "‟" => Class::QUOTE,
        _ => class,
    }
}

/// All lists with their classes.
pub(crate) fn lists() -> [(&'static str, Class); 11] {
    [
        (DETERMINERS, Class::DETERMINER),
        (PRONOUNS, Class::PRONOUN),
        (AUXILIARIES, Class::AUXILIARY),
        (BE, Class::AUXILIARY.or(Class::BE)),
        (NEGATIONS, Class::NEGATION),
        (ADVERBS, Class::ADVERB),
        (PREPOSITIONS, Class::PREPOSITION),
        (SUBORDINATORS, Class::SUBORDINATOR),
        (RELATIVES, Class::RELATIVE),
        (CONJUNCTIONS, Class::CONJUNCTION),
        (TIMES, Class::TIME),
    ]
}

/// Frequent finite verbs that attribute nothing.
pub(crate) fn verbs() -> &'static str {
    VERBS
}
