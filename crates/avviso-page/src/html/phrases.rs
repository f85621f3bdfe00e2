//! Furniture by its own words: lines that no article begins with, in the languages of the outlets that we read.
//!
//! A phrase counts at the start of a block, in lower case, up to a word's border. Longer blocks are cut only by
//! phrases that are furniture whatever follows.

use avviso_text::Why;

/// Starts of lines, and the longest line (in bytes) that they are believed for.
const STARTS: &[(Why, usize, &[&str])] = &[
    (
        Why::Related,
        300,
        &[
            "read also",
            "also read",
            "read more",
            "read next",
            "read:",
            "more:",
            "see also",
            "see more",
            "related:",
            "related articles",
            "related stories",
            "related topics",
            "related news",
            "related content",
            "related coverage",
            "more on this",
            "more from",
            "more stories",
            "more about",
            "recommended:",
            "recommended stories",
            "recommended for you",
            "you may also like",
            "you might also like",
            "don't miss:",
            "don’t miss:",
            "up next",
            "most read",
            "most popular",
            "must read",
            "trending now",
            "watch:",
            "watch more",
            "watch now:",
            "listen:",
            "keep reading",
            "continue reading",
            "in other news",
            "editor's picks",
            "editor’s picks",
            "latest news",
            "what to read next",
            "previous article",
            "next article",
            "click here to read",
            "also on",
            "top stories",
            "lesen sie auch",
            "lesen sie mehr",
            "lesen sie hier",
            "mehr zum thema",
            "auch interessant",
            "das könnte sie auch interessieren",
            "weiterlesen",
            "mehr dazu",
            "lies auch",
            "passend dazu",
            "hier mehr lesen",
            "mehr lesen",
            "lesen sie dazu",
            "zum thema:",
            "meistgelesen",
            "siehe auch",
            "lire aussi",
            "à lire aussi",
            "a lire aussi",
            "à lire également",
            "lire également",
            "voir aussi",
            "lire la suite",
            "sur le même sujet",
            "à voir également",
            "pour aller plus loin",
            "à découvrir",
            "articles liés",
            "lire plus",
            "lea también",
            "leer también",
            "lea además",
            "le puede interesar",
            "te puede interesar",
            "también te puede interesar",
            "más información",
            "noticias relacionadas",
            "lee también",
            "leer más",
            "ver también",
            "artículos relacionados",
            "puede interesarte",
            "leggi anche",
            "leggi di più",
            "potrebbe interessarti",
            "articoli correlati",
            "guarda anche",
            "vedi anche",
            "leia também",
            "leia mais",
            "veja também",
            "saiba mais",
            "lees ook",
            "lees meer",
            "lees verder",
            "bekijk ook",
            "les også",
            "les mer",
            "se også",
            "læs også",
            "læs mere",
            "läs också",
            "läs även",
            "läs mer",
            "lue myös",
            "katso myös",
            "lue lisää",
            "lesið einnig",
            "czytaj także",
            "czytaj też",
            "czytaj więcej",
            "zobacz także",
            "zobacz też",
            "przeczytaj także",
            "čtěte také",
            "čtěte více",
            "přečtěte si",
            "mohlo by vás zajímat",
            "prečítajte si",
            "olvasd el",
            "citește și",
            "citeşte şi",
            "vezi și",
            "прочетете още",
            "вижте още",
            "читайте также",
            "читайте також",
            "читайте ще",
            "смотрите также",
            "дивіться також",
            "по теме",
            "pročitajte i",
            "pročitajte još",
            "preberite tudi",
            "daha fazla",
            "ayrıca okuyun",
            "ilgili haberler",
            "baca juga",
            "simak juga",
            "đọc thêm",
            "xem thêm",
            "διαβάστε επίσης",
            "διαβάστε ακόμη",
            "δείτε επίσης",
            "اقرأ أيضا",
            "اقرأ أيضًا",
            "إقرأ أيضا",
            "קראו גם",
            "あわせて読みたい",
            "関連記事",
            "【関連",
            "相關新聞",
            "相关新闻",
            "延伸閱讀",
            "延伸阅读",
            "相關報導",
            "推薦閱讀",
            "관련기사",
            "funda okunye",
            "funda olunye",
        ],
    ),
    (
        Why::Newsletter,
        400,
        &[
            "sign up for",
            "sign up to",
            "sign up here",
            "subscribe to our newsletter",
            "subscribe to the newsletter",
            "subscribe to our",
            "get our newsletter",
            "get the latest",
            "get breaking news",
            "get the day's",
            "stay up to date",
            "stay informed",
            "our newsletter",
            "newsletter",
            "join our newsletter",
            "join our whatsapp",
            "delivered to your inbox",
            "want more stories like this",
            "abonnieren sie",
            "jetzt newsletter",
            "melden sie sich",
            "unser newsletter",
            "mit unserem newsletter",
            "hier geht es zur newsletter",
            "inscrivez-vous",
            "abonnez-vous",
            "recevez",
            "suscríbete",
            "suscríbase",
            "apúntate",
            "recibe",
            "iscriviti",
            "inscreva-se",
            "schrijf je in",
            "meld deg på",
            "tilmeld dig",
            "anmäl dig",
            "prenumerera på",
            "zapisz się",
            "подпишитесь",
            "підписуйтесь",
        ],
    ),
    (
        Why::Appeal,
        600,
        &[
            "subscribe now",
            "subscribe today",
            "already a subscriber",
            "support independent",
            "support our journalism",
            "support quality journalism",
            "become a member",
            "become a subscriber",
            "donate",
            "please consider",
            "this article is for subscribers",
            "this story is for subscribers",
            "to continue reading",
            "to read the full story",
            "log in to continue",
            "register to continue",
            "create a free account",
            "download the app",
            "download our app",
            "thank you for reading",
            "we rely on",
            "help us continue",
            "jetzt abonnieren",
            "unterstützen sie",
            "jetzt weiterlesen",
            "sie haben bereits ein abo",
            "jetzt testen",
            "dieser artikel ist nur für",
            "weiterlesen mit",
            "spenden sie",
            "jetzt spenden",
            "unterstützen auch sie",
            "cet article est réservé",
            "il vous reste",
            "soutenez",
            "déjà abonné",
            "faites un don",
            "contenido exclusivo",
            "hazte socio",
            "apoya",
            "sostieni",
            "abbonati",
            "denne artikkelen er for",
            "bli abonnent",
            "bliv abonnent",
            "bli prenumerant",
            "støt",
            "steun ons",
            "word abonnee",
        ],
    ),
    (
        Why::ShareBar,
        160,
        &[
            "share this",
            "share on",
            "share via",
            "share:",
            "share",
            "share article",
            "copy link",
            "follow us",
            "follow on",
            "tweet",
            "email this",
            "print this",
            "click to share",
            "like this:",
            "send us your",
            "add as preferred",
            "add us as",
            "teilen",
            "auf facebook teilen",
            "artikel teilen",
            "link kopieren",
            "drucken",
            "folgen sie uns",
            "folge uns",
            "partager",
            "suivez-nous",
            "síguenos",
            "compartir",
            "seguici",
            "condividi",
            "compartilhe",
            "siga-nos",
            "delen",
            "volg ons",
            "del på",
            "del artikel",
            "dela",
            "følg",
            "følg os",
            "udostępnij",
            "поделиться",
            "поширити",
            "подписывайтесь",
            "sdílet",
            "paylaş",
            "bagikan",
            "chia sẻ",
            "分享",
            "공유하기",
        ],
    ),
    (
        Why::Comments,
        160,
        &[
            "comments",
            "comment",
            "leave a comment",
            "leave a reply",
            "join the conversation",
            "join the discussion",
            "post a comment",
            "view comments",
            "show comments",
            "no comments",
            "add a comment",
            "have your say",
            "what do you think",
            "kommentare",
            "kommentar schreiben",
            "kommentieren",
            "diskutieren sie",
            "commentaires",
            "comentarios",
            "deja un comentario",
            "deja tu comentario",
            "commenti",
            "lascia un commento",
            "comentários",
            "reacties",
            "kommentarer",
            "skriv en kommentar",
            "komentarze",
            "комментарии",
            "коментарі",
            "yorumlar",
        ],
    ),
    (
        Why::Advertisement,
        80,
        &[
            "advertisement",
            "advertising",
            "advert",
            "ad:",
            "sponsored",
            "paid content",
            "paid post",
            "story continues below",
            "article continues below",
            "article continues after",
            "scroll to continue",
            "continue reading below",
            "this content is",
            "skip advertisement",
            "anzeige",
            "werbung",
            "annonse",
            "annonce",
            "annons",
            "publicité",
            "publicidad",
            "pubblicità",
            "publicidade",
            "advertentie",
            "mainos",
            "reklama",
            "reklam",
            "реклама",
            "hirdetés",
            "διαφήμιση",
            "iklan",
            "quảng cáo",
            "広告",
            "廣告",
            "广告",
            "광고",
            "إعلان",
        ],
    ),
    (
        Why::CookieNotice,
        500,
        &[
            "we use cookies",
            "this site uses cookies",
            "this website uses cookies",
            "by continuing to use",
            "accept cookies",
            "accept all",
            "cookie settings",
            "your privacy",
            "we and our partners",
            "to view this content",
            "to display this content",
            "this content is hosted",
            "this content was published by",
            "please accept",
            "wir verwenden cookies",
            "diese website verwendet",
            "an dieser stelle finden sie",
            "zur darstellung dieses",
            "externer inhalt",
            "empfohlener externer inhalt",
            "empfohlener redaktioneller inhalt",
            "ich bin damit einverstanden",
            "mit ihrer zustimmung",
            "um diesen inhalt",
            "dieser inhalt",
            "nous utilisons des cookies",
            "utilizamos cookies",
            "usamos cookies",
            "utilizziamo i cookie",
            "wij gebruiken cookies",
            "vi bruker cookies",
            "vi bruger cookies",
        ],
    ),
    (
        Why::Other,
        240,
        &[
            "all rights reserved",
            "copyright",
            "©",
            "(c)",
            "photo:",
            "image:",
            "picture:",
            "image credit",
            "photo credit",
            "image source",
            "file photo",
            "getty images",
            "topics:",
            "tags:",
            "filed under",
            "tagged",
            "categories:",
            "posted in",
            "about the author",
            "loading",
            "play video",
            "video player",
            "javascript",
            "please enable javascript",
            "please turn on javascript",
            "enable javascript",
            "bitte aktivieren sie javascript",
            "activez javascript",
            "activa javascript",
            "your browser",
            "report a typo",
            "report an error",
            "suggest a correction",
            "got a tip",
            "back to top",
            "view gallery",
            "close",
            "menu",
            "skip to",
            "min read",
            "listen to this",
            "listen to article",
            "bookmark",
            "save article",
            "this article was originally published on our",
            "foto:",
            "fotos:",
            "bild:",
            "bildquelle",
            "quelle: ",
            "themen:",
            "schlagworte",
            "alle rechte vorbehalten",
            "stichwörter",
            "zur startseite",
            "artikel drucken",
            "photo :",
            "crédit photo",
            "mots-clés",
            "tous droits réservés",
            "etiquetas",
            "temas:",
            "archivado en",
            "más sobre",
            "todos los derechos",
            "argomenti",
            "tutti i diritti",
            "riproduzione riservata",
            "© riproduzione",
            "assuntos",
            "фото:",
            "теги:",
        ],
    ),
];

/// What furniture a block is by its first words, if any.
pub(crate) fn furniture(words: &str) -> Option<Why> {
    let head: String = words
        .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | '【'))
        .chars()
        .take(48)
        .collect::<String>()
        .to_lowercase();
    for (why, longest, starts) in STARTS {
        if words.len() > *longest {
            continue;
        }
        for start in *starts {
            let Some(rest) = head.strip_prefix(start) else { continue };
            let border = !start.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
            // One word alone is furniture only where it is the line, or nearly.
            let alone = start.contains([' ', ':', '-', '©'])
                || words.len() < start.len() + 24
                || !start.is_ascii() && start.len() > 9;
            if border && alone {
                return Some(*why);
            }
        }
    }
    None
}

/// Words of an outlet that speaks of itself to its readers: ways to follow and to pay, invitations, formats.
const PROMOTION: &[&str] = &[
    "newsletter",
    "whatsapp",
    "instagram",
    "facebook",
    "telegram",
    "tiktok",
    "inbox",
    "sign up",
    "subscribe",
    "subscription",
    "subscriber",
    "unlimited",
    "epaper",
    "e-paper",
    "our app",
    "news-app",
    "abonnier",
    "abonnent",
    "kostenlos",
    "probeabo",
    "testen sie",
    "unterstützen sie",
    "unterstützen uns",
    "spende",
    "mitglied werden",
    "push-nachricht",
    "social media",
    "hier entlang",
    "hier geht es",
    "jetzt lesen",
    "your support",
    "donate",
    "donation",
    "membership",
    "become a member",
    "puzzles",
    "crossword",
    "abonnez",
    "abonné",
    "inscrivez",
    "notre newsletter",
    "suscríb",
    "suscript",
    "suscripci",
    "boletín",
    "iscriviti",
    "abbonati",
    "abonner deg",
    "abonnement",
    "nyhetsbrev",
    "nyhedsbrev",
    "follow us",
    "folge uns",
    "folgen sie uns",
    "síguenos",
    "exclusive articles",
    "google news",
    "app store",
];

/// Words by which an outlet turns to its readers.
const TO_READERS: [&str; 44] = [
    "you", "your", "yours", "us", "our", "we", "sie", "ihr", "ihre", "ihren", "ihrem", "uns", "unser",
    "unsere", "unserem", "unseren", "unserer", "wir", "du", "dein", "deine", "dich", "hier", "vous", "votre",
    "vos", "nous", "notre", "nos", "tu", "tus", "te", "su", "nuestro", "nuestra", "nuestros", "tua", "tuo",
    "nostra", "nostro", "deg", "oss", "vår", "vårt",
];
/// First words of an invitation.
const INVITATIONS: [&str; 22] = [
    "sign",
    "subscribe",
    "follow",
    "join",
    "get",
    "download",
    "become",
    "support",
    "try",
    "donate",
    "like",
    "read",
    "abonnieren",
    "folgen",
    "jetzt",
    "abonnez",
    "suivez",
    "suscríbete",
    "iscriviti",
    "seguici",
    "meld",
    "abonner",
];

/// Whether a short block speaks of the outlet's own offers to its readers: two such words, and nobody is quoted.
pub(crate) fn promotes(words: &str) -> Option<Why> {
    if words.len() > 500 || words.contains(['"', '“', '„', '«', '»', '”']) {
        return None;
    }
    let lower = words.to_lowercase();
    // News speaks of newsletters and platforms too, but not to its readers.
    let speaks = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .enumerate()
        .any(|(at, word)| TO_READERS.contains(&word) || (at == 0 && INVITATIONS.contains(&word)));
    if !speaks {
        return None;
    }
    let mut found = PROMOTION.iter().filter(|word| lower.contains(*word));
    (found.next().is_some() && found.next().is_some()).then_some(Why::Appeal)
}

/// Whether the words end like a sentence.
pub(crate) fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| {
            matches!(
                c,
                '"' | '”'
                    | '“'
                    | '’'
                    | '\''
                    | '»'
                    | '«'
                    | ')'
                    | ']'
                    | '」'
                    | '』'
                    | '）'
                    | '›'
                    | '‹'
                    | '*'
                    | '\u{a0}'
                    | ' '
            )
        })
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '；', ';', '।', '؟', '։', '።', '၊', '။'])
}

/// Whether the words begin like a byline ("By Jane Doe").
pub(crate) fn starts_byline(words: &str) -> bool {
    const BY: &[&str] = &[
        "by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "af ",
        "av ",
        "autor: ",
        "author: ",
        "text: ",
        "written by ",
        "reported by ",
        "story by ",
        "posted by ",
        "przez ",
        "автор: ",
        "redaktion: ",
        "propos recueillis par ",
    ];
    let lower: String = words.chars().take(24).collect::<String>().to_lowercase();
    BY.iter().any(|by| {
        lower.strip_prefix(by).is_some_and(|_| {
            let after = words.get(by.len()..).unwrap_or_default();
            after.trim_start().starts_with(char::is_uppercase)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promotion_speaks_to_readers() {
        assert!(promotes("Sign up for the newsletter and follow Harbour News on Facebook.").is_some());
        assert!(promotes("Our newsletter tells you on WhatsApp what happened.").is_some());
        for line in [
            "The minister has posted more than 5,000 times since June, mostly on Facebook and Instagram.",
            "He will likely be able to sign up more donors and win the membership of the party.",
        ] {
            assert!(promotes(line).is_none(), "{line}");
        }
    }

    #[test]
    fn furniture_is_told_from_sentences() {
        for (line, why) in [
            ("Read also: The minister resigns", Why::Related),
            ("Lesen Sie auch: Der Minister tritt zurück", Why::Related),
            ("LES OGSÅ: Statsråden går av", Why::Related),
            ("Advertisement", Why::Advertisement),
            ("Sign up for our newsletter", Why::Newsletter),
            ("Share this:", Why::ShareBar),
            ("Comments (12)", Why::Comments),
            ("We use cookies to improve your experience.", Why::CookieNotice),
            ("© 2024 The Paper", Why::Other),
        ] {
            assert_eq!(furniture(line), Some(why), "{line}");
        }
        for line in [
            "Share prices fell on Monday after the bank's warning.",
            "Comments by the president caused anger in the capital on Tuesday.",
            "Advertising revenue at the group fell by a tenth in the third quarter.",
            "Readers of the letter said it was forged.",
            "The minister said: read also what is not written.",
            "Tweeting from his plane, the president said he would not go.",
            "Close allies of the president denied the report on Sunday evening.",
        ] {
            assert_eq!(furniture(line), None, "{line}");
        }
    }

    #[test]
    fn an_outlet_speaks_of_its_own_offers() {
        for line in [
            "Sign up for the morning newsletter.",
            "Abonnieren Sie unseren kostenlosen Newsletter.",
            "Follow us on Facebook and Instagram.",
        ] {
            assert_eq!(promotes(line), Some(Why::Appeal), "{line}");
        }
        for line in [
            "The government said it would tax Facebook from next year.",
            "The newsletter was printed in secret for forty years.",
            "“Sign up and subscribe,” the general told the recruits, one of them recalled.",
        ] {
            assert_eq!(promotes(line), None, "{line}");
        }
    }

    #[test]
    fn bylines_begin_with_a_preposition_and_a_name() {
        assert!(starts_byline("By Jane Doe"));
        assert!(starts_byline("Von Hans Meier"));
        assert!(!starts_byline("By Monday the talks had failed".to_lowercase().as_str()));
        assert!(!starts_byline("Bystanders watched"));
    }
}
