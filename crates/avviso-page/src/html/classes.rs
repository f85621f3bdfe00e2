//! What classes, ids, roles and the like say about an element.
//!
//! Names are written out in words: `relatedArticles--inline` becomes `-related-articles-inline-`, and the lists hold
//! pieces of such strings, `-` standing for a word's border. Lists name functions of page furniture in the common
//! languages of content systems, never an outlet.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What an element is for, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Flags(pub(crate) u32);

impl Flags {
    pub(crate) const NAV: Self = Self(1);
    pub(crate) const FOOTER: Self = Self(1 << 1);
    pub(crate) const ASIDE: Self = Self(1 << 2);
    pub(crate) const RELATED: Self = Self(1 << 3);
    pub(crate) const SHARE: Self = Self(1 << 4);
    pub(crate) const COMMENTS: Self = Self(1 << 5);
    pub(crate) const COMMENT_FORM: Self = Self(1 << 6);
    pub(crate) const NEWSLETTER: Self = Self(1 << 7);
    pub(crate) const COOKIE: Self = Self(1 << 8);
    pub(crate) const AD: Self = Self(1 << 9);
    pub(crate) const APPEAL: Self = Self(1 << 10);
    pub(crate) const BIO: Self = Self(1 << 11);
    pub(crate) const BYLINE: Self = Self(1 << 12);
    pub(crate) const DATE: Self = Self(1 << 13);
    pub(crate) const CAPTION: Self = Self(1 << 14);
    pub(crate) const STANDFIRST: Self = Self(1 << 15);
    pub(crate) const TITLE: Self = Self(1 << 16);
    pub(crate) const TAGS: Self = Self(1 << 17);
    pub(crate) const POST: Self = Self(1 << 18);
    pub(crate) const BODY: Self = Self(1 << 19);
    pub(crate) const HIDDEN: Self = Self(1 << 20);
    pub(crate) const NOTE: Self = Self(1 << 21);
    pub(crate) const MEDIA: Self = Self(1 << 22);
    pub(crate) const HEADER: Self = Self(1 << 23);
    pub(crate) const PULL: Self = Self(1 << 24);
    pub(crate) const BOX: Self = Self(1 << 25);
    pub(crate) const CONTROL: Self = Self(1 << 26);
    pub(crate) const BOLD: Self = Self(1 << 27);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const NAMES: &[(Flags, &[&str])] = &[
    (
        Flags::NAV,
        &[
            "-nav-",
            "-navbar",
            "-navigation",
            "-subnav",
            "-menu-",
            "-menus-",
            "-breadcrumb",
            "-crumbs-",
            "-pagination-",
            "-paging-",
            "-pager-",
            "-sitemap-",
            "-topbar-",
            "-toolbar-",
            "-skip-link",
            "-skip-to-",
            "-skiplink",
            "-masthead-",
            "-hamburger-",
            "-offcanvas",
            "-search-form",
            "-searchform",
            "-search-box",
            "-navigasjon-",
            "-menubar",
            "-tablist-",
            "-banner-",
            "-site-header-",
            "-page-header-bar-",
            "-jump-to-",
            "-toc-",
            "-table-of-contents-",
            "-prev-next-",
            "-post-navigation-",
            "-nav-links-",
        ],
    ),
    (
        Flags::FOOTER,
        &[
            "-site-footer",
            "-page-footer",
            "-global-footer",
            "-colophon-",
            "-contentinfo-",
            "-footer-",
            "-article-footer",
            "-entry-footer",
            "-post-footer",
        ],
    ),
    (Flags::ASIDE, &["-sidebar-", "-complementary-", "-side-bar-", "-rail-", "-right-rail-", "-sidebar"]),
    (
        Flags::RELATED,
        &[
            "-related",
            "-recirc",
            "-recommend",
            "-recommended",
            "-recommendations",
            "-more-stories",
            "-more-from",
            "-more-news",
            "-more-articles",
            "-morestories",
            "-more-on-",
            "-read-more",
            "-readmore",
            "-read-also",
            "-readalso",
            "-see-also",
            "-also-read",
            "-seealso",
            "-most-read",
            "-most-popular",
            "-mostread",
            "-mostpopular",
            "-most-viewed",
            "-popular-",
            "-trending",
            "-teaser-list",
            "-teasers-",
            "-outbrain",
            "-taboola",
            "-zergnet",
            "-revcontent",
            "-up-next",
            "-next-article",
            "-next-story",
            "-next-up-",
            "-suggested",
            "-suggestions-",
            "-similar-",
            "-latest-news",
            "-latest-stories",
            "-latest-",
            "-promo-",
            "-promos-",
            "-recent-posts",
            "-ligatus",
            "-plista",
            "-linkbox",
            "-link-box",
            "-linklist",
            "-link-list",
            "-further-reading",
            "-onward",
            "-mehr-zum-thema",
            "-weiterlesen",
            "-lesen-sie-auch",
            "-les-ogsaa",
            "-les-mer",
            "-laes-ogsa",
            "-las-mer",
            "-verwandte",
            "-a-lire-",
            "-lire-aussi",
            "-leggi-anche",
            "-lea-tambien",
            "-te-puede-interesar",
            "-leia-mais",
            "-lees-ook",
            "-czytaj",
            "-interlink",
            "-inline-teaser",
            "-article-teaser",
            "-teaser-",
            "-card-list-",
            "-cards-",
            "-story-list-",
            "-article-list-",
            "-news-list-",
            "-listing-",
            "-slick-slide",
            "-carousel-",
            "-editors-picks",
            "-you-may-also",
            "-youmay",
            "-also-like",
            "-jp-relatedposts",
            "-crp-",
            "-yarpp",
            "-nextprev-",
            "-infinite-",
            "-read-next",
            "-readnext",
        ],
    ),
    (
        Flags::SHARE,
        &[
            "-share-",
            "-shares-",
            "-sharing-",
            "-sharebar",
            "-share-bar",
            "-sharebuttons",
            "-sharer-",
            "-sharedaddy",
            "-social-",
            "-socials-",
            "-social-media",
            "-socialmedia",
            "-sociallinks",
            "-addthis",
            "-addtoany",
            "-a-2-a-",
            "-a2a-",
            "-follow-us",
            "-follow-",
            "-sharethis",
            "-bookmark-",
            "-teilen-",
            "-partage-",
            "-compartir-",
            "-condividi-",
            "-some-",
            "-print-button",
            "-copy-link",
            "-reactions-",
            "-rating-",
            "-votes-",
            "-like-button",
        ],
    ),
    (
        Flags::COMMENTS,
        &[
            "-comment-",
            "-comments-",
            "-disqus-",
            "-kommentar-",
            "-kommentare-",
            "-commentlist-",
            "-replies-",
            "-livefyre-",
            "-commentaires-",
            "-comentarios-",
            "-commenti-",
            "-kommentarer-",
            "-spot-im-",
            "-hyvor-",
            "-discourse-",
            "-user-posts-",
            "-leserkommentare-",
            "-forum-posts-",
        ],
    ),
    (
        Flags::COMMENT_FORM,
        &[
            "-commentform-",
            "-comment-form-",
            "-comment-respond-",
            "-respond-",
            "-reply-title-",
            "-login-form-",
        ],
    ),
    (
        Flags::NEWSLETTER,
        &[
            "-newsletter",
            "-mailchimp-",
            "-mc-embed-",
            "-signup-",
            "-sign-up-",
            "-email-signup-",
            "-optin-",
            "-nyhetsbrev-",
            "-mailing-list-",
            "-mc-4-wp-",
            "-boletin-",
            "-newsletters-",
        ],
    ),
    (
        Flags::COOKIE,
        &["-cookie", "-cookies-", "-consent-", "-gdpr-", "-onetrust", "-didomi", "-cookiebar", "-privacy-"],
    ),
    (
        Flags::AD,
        &[
            "-ad-",
            "-ads-",
            "-advert-",
            "-adverts-",
            "-advertisement",
            "-advertising-",
            "-adsbygoogle-",
            "-adslot-",
            "-ad-slot-",
            "-ad-container-",
            "-adunit",
            "-ad-unit-",
            "-adbox-",
            "-sponsor-",
            "-sponsored-",
            "-sponsors-",
            "-dfp-",
            "-gpt-ad-",
            "-google-ad",
            "-anzeige-",
            "-werbung-",
            "-publicite-",
            "-publicidad-",
            "-pubblicita-",
            "-reklama-",
            "-reklame-",
            "-annons-",
            "-adblock-",
            "-amp-ad-",
            "-affiliate-",
            "-shopping-",
            "-commerce-",
            "-promoted-",
        ],
    ),
    (
        Flags::APPEAL,
        &[
            "-subscribe-",
            "-subscription-",
            "-subscriptions-",
            "-donate-",
            "-donation-",
            "-membership-",
            "-support-us-",
            "-abo-box",
            "-abo-teaser-",
            "-regwall-",
            "-register-wall-",
            "-metering-",
            "-contribution-",
            "-spenden-",
            "-abonnement-",
            "-app-promo-",
            "-download-app-",
            "-call-to-action-",
            "-cta-",
            "-piano-container-",
        ],
    ),
    (
        Flags::BIO,
        &[
            "-author-bio",
            "-author-box-",
            "-authorbox-",
            "-about-author-",
            "-about-the-author",
            "-author-info-",
            "-bio-",
            "-biography-",
            "-author-description-",
            "-author-card-",
            "-author-profile-",
            "-author-details-",
            "-author-footer-",
            "-post-author-bio",
        ],
    ),
    (
        Flags::BYLINE,
        &[
            "-byline",
            "-bylines-",
            "-author-",
            "-authors-",
            "-by-line-",
            "-autor-",
            "-autoren-",
            "-auteur-",
            "-autore-",
            "-writer-",
            "-contributors-",
            "-signature-",
            "-firma-",
            "-forfatter-",
            "-skribent-",
            "-journalist-",
            "-reporter-",
            "-entry-author",
            "-author-name-",
        ],
    ),
    (
        Flags::DATE,
        &[
            "-date-",
            "-dateline-",
            "-published-",
            "-timestamp",
            "-pubdate-",
            "-datetime-",
            "-updated-",
            "-post-meta-",
            "-entry-meta-",
            "-article-meta-",
            "-publish-date",
            "-datum-",
            "-fecha-",
            "-data-pub",
            "-date-published-",
            "-date-modified-",
            "-last-updated-",
            "-reading-time-",
            "-read-time-",
            "-metadata-",
            "-post-info-",
            "-article-info-",
            "-meta-info-",
            "-meta-",
        ],
    ),
    (
        Flags::CAPTION,
        &[
            "-caption",
            "-captions-",
            "-figcaption-",
            "-photo-credit",
            "-image-credit",
            "-img-credit",
            "-wp-caption-text-",
            "-bildunterschrift-",
            "-legende-",
            "-picture-text-",
            "-image-caption-",
            "-credits-",
            "-credit-",
            "-photographer-",
            "-bildtext-",
            "-didascalia-",
            "-pie-foto-",
            "-bu-",
            "-copyright-",
        ],
    ),
    (
        Flags::STANDFIRST,
        &[
            "-standfirst",
            "-lead-",
            "-lede-",
            "-deck-",
            "-dek-",
            "-subtitle-",
            "-sub-title-",
            "-subheadline-",
            "-sub-headline-",
            "-subheading-",
            "-summary-",
            "-intro-",
            "-introduction-",
            "-excerpt-",
            "-chapo-",
            "-sapo-",
            "-article-intro",
            "-vorspann-",
            "-ingress-",
            "-entradilla-",
            "-bajada-",
            "-perex-",
            "-abstract-",
            "-description-",
            "-teasertext-",
            "-article-lead",
            "-lead-text-",
            "-catchline-",
            "-preamble-",
            "-manchet-",
            "-underrubrik-",
            "-sottotitolo-",
            "-occhiello-",
            "-chapeau-",
        ],
    ),
    (
        Flags::TITLE,
        &[
            "-headline-",
            "-entry-title-",
            "-article-title-",
            "-post-title-",
            "-story-title-",
            "-page-title-",
            "-article-headline",
            "-article-heading-",
            "-titulo-",
            "-titel-",
            "-titre-",
        ],
    ),
    (
        Flags::TAGS,
        &[
            "-tags-",
            "-tag-list-",
            "-taglist-",
            "-topics-",
            "-topic-list-",
            "-keywords-",
            "-categories-",
            "-labels-",
            "-tagged-",
            "-post-tags-",
            "-tag-cloud-",
            "-tagcloud-",
            "-cat-links-",
            "-tags-links-",
            "-hashtags-",
            "-themen-",
            "-schlagworte-",
            "-rubrik-",
            "-kicker-",
            "-section-label-",
            "-eyebrow-",
            "-article-tags",
        ],
    ),
    (
        Flags::POST,
        &[
            "-twitter-tweet-",
            "-twitter-video-",
            "-instagram-media-",
            "-fb-post-",
            "-fb-video-",
            "-bluesky-embed-",
            "-tiktok-embed-",
            "-mastodon-embed-",
            "-telegram-post-",
            "-reddit-embed-",
            "-reddit-card-",
            "-truthsocial-embed-",
            "-threads-embed-",
            "-text-post-media-",
            "-vk-post-",
        ],
    ),
    (
        Flags::BODY,
        &[
            "-article-body",
            "-articlebody-",
            "-story-body",
            "-storybody-",
            "-entry-content",
            "-post-content",
            "-post-body-",
            "-article-content",
            "-articlecontent-",
            "-article-text",
            "-articletext-",
            "-story-content",
            "-body-content-",
            "-content-body-",
            "-rich-text",
            "-richtext",
            "-article-copy-",
            "-body-copy-",
            "-bodytext-",
            "-body-text",
            "-news-content-",
            "-text-block-",
            "-paragraph-",
            "-article-main-",
            "-artikeltext-",
            "-article-paragraph",
            "-story-text",
            "-text-body-",
            "-wysiwyg-",
            "-news-text-",
            "-texto-",
            "-cuerpo-",
            "-corps-",
        ],
    ),
    (
        // Names whose style sheets hide from sight by long convention.
        Flags::HIDDEN,
        &[
            "-sr-only-",
            "-visually-hidden-",
            "-visuallyhidden-",
            "-screen-reader-text-",
            "-screenreader-",
            "-screen-reader-only-",
            "-screen-reader-",
            "-element-invisible-",
            "-visually-hide-",
            "-u-hidden-visually-",
            "-a-11-y-hidden-",
            "-offscreen-",
            "-print-only-",
            "-noprint-hidden-",
        ],
    ),
    (
        Flags::NOTE,
        &[
            "-correction-",
            "-corrections-",
            "-editors-note-",
            "-editor-note-",
            "-editorial-note-",
            "-disclaimer-",
            "-clarification-",
            "-update-note-",
            "-berichtigung-",
        ],
    ),
    (
        Flags::MEDIA,
        &[
            "-gallery-",
            "-slideshow-",
            "-video-player",
            "-player-",
            "-jwplayer-",
            "-video-js-",
            "-podcast-",
            "-audio-player",
            "-lightbox-",
            "-photo-gallery",
            "-image-gallery",
            "-videos-",
            "-bildergalerie-",
            "-brightcove",
            "-listen-",
            "-text-to-speech-",
            "-read-aloud-",
            "-modal-",
            "-popup-",
            "-overlay-",
            "-tooltip-",
            "-dialog-",
            "-widget-",
            "-widgets-",
        ],
    ),
    (Flags::PULL, &["-pullquote", "-pull-quote", "-quote-highlight-", "-pq-"]),
    (
        Flags::BOX,
        &[
            "-infobox",
            "-info-box-",
            "-factbox",
            "-fact-box-",
            "-faktaboks-",
            "-fakta-",
            "-fakten-",
            "-key-points-",
            "-keypoints-",
            "-key-takeaways-",
            "-highlights-",
            "-infokasten-",
            "-explainer-box-",
            "-hintergrund-",
        ],
    ),
];

struct Table {
    automaton: AhoCorasick,
    flags: Vec<Flags>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut flags = Vec::new();
    for (flag, names) in NAMES {
        for name in *names {
            patterns.push(*name);
            flags.push(*flag);
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(patterns)
        .expect("the lists of names make an automaton");
    Table { automaton, flags }
});

/// Longest value that is read: class lists of utility frameworks run long, what they are for stands in front.
const LONGEST: usize = 1024;

/// Reads attribute values, reusing its buffer.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    spelt: Vec<u8>,
}

impl Reader {
    /// What the names in an attribute value say.
    pub(crate) fn flags(&mut self, value: &str) -> Flags {
        self.spell(value);
        let table = &*TABLE;
        let mut flags = Flags::default();
        for found in table.automaton.find_overlapping_iter(&self.spelt) {
            if let Some(flag) = table.flags.get(found.pattern().as_usize()) {
                flags = flags.with(*flag);
            }
        }
        flags
    }

    /// Writes a value as words in lower case between hyphens.
    fn spell(&mut self, value: &str) {
        self.spelt.clear();
        self.spelt.push(b'-');
        let mut before = b' ';
        for &byte in value.as_bytes().iter().take(LONGEST) {
            let word = byte.is_ascii_alphanumeric() || byte >= 0x80;
            let border = !word
                || (byte.is_ascii_uppercase() && !before.is_ascii_uppercase())
                || (byte.is_ascii_digit() != before.is_ascii_digit() && before.is_ascii_alphanumeric());
            if border && self.spelt.last() != Some(&b'-') {
                self.spelt.push(b'-');
            }
            if word {
                self.spelt.push(byte.to_ascii_lowercase());
            }
            before = byte;
        }
        if self.spelt.last() != Some(&b'-') {
            self.spelt.push(b'-');
        }
    }
}

/// What an inline style says: whether it hides its element.
pub(crate) fn style_hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let Some((property, value)) = rule.split_once(':') else { return false };
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim_end();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden",
            "font-size" => {
                let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
                !number.is_empty() && number.chars().all(|c| c == '0' || c == '.')
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(value: &str) -> Flags {
        Reader::default().flags(value)
    }

    #[test]
    fn names_are_read_by_words() {
        for (value, flag) in [
            ("relatedArticles--inline", Flags::RELATED),
            ("c-article__share", Flags::SHARE),
            ("comments", Flags::COMMENTS),
            ("twitter-tweet", Flags::POST),
            ("StoryBody", Flags::BODY),
            ("wp-caption-text", Flags::CAPTION),
            ("sr-only", Flags::HIDDEN),
            ("ad", Flags::AD),
        ] {
            assert!(flags(value).has(flag), "{value}");
        }
        for (value, flag) in [
            ("shareholder-news", Flags::SHARE),
            ("header", Flags::AD),
            ("reading", Flags::AD),
            ("unrelated", Flags::RELATED),
            ("commentary", Flags::COMMENTS),
            ("leadership", Flags::STANDFIRST),
            ("update", Flags::DATE),
        ] {
            assert!(!flags(value).has(flag), "{value}");
        }
    }

    #[test]
    fn styles_hide() {
        for style in [
            "display:none",
            "color:red; DISPLAY : none !important",
            "visibility: hidden;",
            "font-size:0px",
            "font-size: 0",
        ] {
            assert!(style_hides(style), "{style}");
        }
        for style in [
            "",
            "display:block",
            "font-size:10px",
            "font-size:0.8em",
            "background:url(display:none)",
            "visibility:visible",
        ] {
            assert!(!style_hides(style), "{style}");
        }
    }
}
