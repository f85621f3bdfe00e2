//! What a start tag's attributes say: metadata, and what the element is for.

use super::{Builder, ITEM_WORDS, METADATA_LIMIT, Pending, fold};
use crate::html::classes::Flags;
use crate::html::tags::Tag;
use crate::html::tokens::{Name, StartTag};
use crate::metadata::Item;

impl Builder<'_> {
    pub(super) fn item(&mut self, pending: &Pending, end: usize) {
        let words = self.tree.words.get(pending.words_from..).unwrap_or_default().trim();
        if words.is_empty() || words.len() > ITEM_WORDS {
            return;
        }
        let value = fold(words);
        let text = self.decoded.text();
        let inside = text.get(pending.from..end).unwrap_or_default();
        let from = pending.from + (inside.len() - inside.trim_start().len());
        let Some(span) = self.span(from..(from + inside.trim().len())) else { return };
        for key in &pending.keys {
            self.keep_item(Item { key: key.clone(), value: value.clone(), span, object: 0 });
        }
    }

    /// Keeps an item, up to the limit, which is told once.
    fn keep_item(&mut self, item: Item) {
        if self.tree.metadata.items.len() < self.limits.metadata_values as usize {
            self.tree.metadata.items.push(item);
        } else if !self.out.has(METADATA_LIMIT) {
            let message = format!(
                "this page's metadata has more than {} values; the rest was passed over",
                self.limits.metadata_values
            );
            self.out.note(METADATA_LIMIT, message, Some(self.decoded.raw(item.span).into()));
        }
    }

    fn attribute_item(&mut self, key: String, tag: &StartTag, name: Name) {
        if let (Some(value), Some(raw)) = (tag.get(name), tag.raw(name))
            && let Some(span) = self.span(raw)
        {
            let value = fold(value);
            if !value.is_empty() {
                self.keep_item(Item { key, value, span, object: 0 });
            }
        }
    }

    /// Metadata in a tag's attributes; gives the keys whose value is the element's text.
    pub(super) fn metadata(&mut self, kind: Tag, tag: &StartTag, own: Flags) -> Vec<String> {
        let mut keys = Vec::new();
        match kind {
            Tag::Meta => {
                for name in [Name::Property, Name::Named, Name::HttpEquiv] {
                    if let Some(key) = tag.get(name).filter(|key| key.len() < 100) {
                        self.attribute_item(
                            format!("meta:{}", key.trim().to_ascii_lowercase()),
                            tag,
                            Name::Content,
                        );
                        break;
                    }
                }
            }
            Tag::Link => {
                for rel in tag.get(Name::Rel).unwrap_or_default().split_ascii_whitespace().take(4) {
                    let rel = rel.to_ascii_lowercase();
                    if matches!(rel.as_str(), "canonical" | "amphtml" | "shortlink") {
                        self.attribute_item(format!("link:{rel}"), tag, Name::Href);
                    }
                }
            }
            Tag::Html => self.attribute_item("html:lang".to_owned(), tag, Name::Lang),
            Tag::Time => self.attribute_item("time:datetime".to_owned(), tag, Name::Datetime),
            Tag::Title if self.foreign == 0 => keys.push("title".to_owned()),
            Tag::H1 => keys.push("h1".to_owned()),
            _ => {}
        }
        if let Some(prop) = tag.get(Name::Itemprop).filter(|prop| !prop.is_empty() && prop.len() < 100) {
            let key = format!("itemprop:{}", prop.trim());
            if tag.get(Name::Content).is_some() {
                self.attribute_item(key, tag, Name::Content);
            } else if tag.get(Name::Datetime).is_some() {
                self.attribute_item(key, tag, Name::Datetime);
            } else if kind == Tag::Link {
                self.attribute_item(key, tag, Name::Href);
            } else {
                keys.push(key);
            }
        }
        if tag
            .get(Name::Rel)
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("author")))
        {
            keys.push("rel:author".to_owned());
        }
        if own.has(Flags::BYLINE) && !matches!(kind, Tag::Body | Tag::Html) {
            keys.push("class:byline".to_owned());
        }
        keys
    }

    /// What the attributes say of the element.
    pub(super) fn flags(&mut self, kind: Tag, tag: &StartTag) -> Flags {
        let mut flags = Flags::default();
        for name in [Name::Class, Name::Id, Name::Itemprop, Name::TestId, Name::Role, Name::AriaLabel] {
            if let Some(value) = tag.get(name).filter(|value| !value.is_empty()) {
                let said = self.names.flags(value);
                // Labels for readers aloud are words of the page: they say little more than whose region it is.
                let said = if name == Name::AriaLabel {
                    Flags(
                        said.0
                            & (Flags::RELATED.0
                                | Flags::SHARE.0
                                | Flags::COMMENTS.0
                                | Flags::NEWSLETTER.0
                                | Flags::AD.0),
                    )
                } else {
                    said
                };
                flags = flags.with(said);
            }
        }
        if kind == Tag::Inline && tag.name.contains(&b'-') {
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            flags = flags.with(self.names.flags(&name));
        }
        match kind {
            Tag::Nav => flags.with(Flags::NAV),
            Tag::Footer => flags.with(Flags::FOOTER),
            Tag::Aside => flags.with(Flags::ASIDE),
            Tag::Header => flags.with(Flags::HEADER),
            Tag::Figcaption | Tag::Caption => flags.with(Flags::CAPTION),
            Tag::Address => flags.with(Flags::BYLINE),
            Tag::Time => flags.with(Flags::DATE),
            Tag::Strong => flags.with(Flags::BOLD),
            Tag::Button | Tag::Select | Tag::Option | Tag::Textarea | Tag::Label | Tag::Optgroup => {
                flags.with(Flags::CONTROL)
            }
            _ => flags,
        }
    }
}
