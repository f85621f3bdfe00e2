//! The frame: sections rendered into one file with a policy that lets nothing else run or load.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, Value, context, escape_formatter};
use sha2::{Digest, Sha256};

use crate::pile::Pile;
use crate::sections::{SECTIONS, header};
use crate::show::visible;
use crate::view::View;

const FRAME: &str = include_str!("../templates/frame.html");
const STYLE: &str = include_str!("../assets/dossier.css");
const SCRIPT: &str = include_str!("../assets/dossier.js");

/// What the caller may say about a dossier.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Its title; without one, the number of pages is.
    pub title: Option<String>,
    /// Inputs that could not be read, each with the reason: listed among the doubts' neighbours in the method.
    pub unread: Vec<String>,
    /// The rows of the picture of the same pages: who repeats whom. Without them the dossier says nothing of that.
    pub picture: Vec<avviso_record::picture::Row>,
    /// Quotations that were looked for on the pages.
    pub traced: Vec<avviso_record::picture::Traced>,
}

/// Over this many pages what is not on the screen is not laid out.
const LARGE: usize = 30;
/// Over this many bytes only pages that statements lead to show their words.
const BYTES_WITH_ALL_WORDS: usize = 5 << 20;

/// Makes the dossier of a pile: one HTML file as text, ending in a line break.
///
/// Up to 200 pages and 5 MB every page shows its words; over that only those that a statement leads to, and the file
/// says so.
///
/// # Errors
/// None in practice: the templates are compiled in and tested; a broken template is a defect and gives its error.
pub fn dossier(pile: &Pile, options: &Options) -> Result<String, minijinja::Error> {
    let environment = environment()?;
    let mut view = View::new(pile, options);
    let html = file(&environment, &view)?;
    if html.len() <= BYTES_WITH_ALL_WORDS || !view.all_words {
        return Ok(html);
    }
    view.all_words = false;
    file(&environment, &view)
}

/// The engine with all templates.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // Every string that is not markup of ours passes here: made visible, then escaped.
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => escape(out, &visible(text)),
        _ => escape_formatter(out, state, value),
    });
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("frame.html", FRAME)?;
    environment.add_template("macros.html", include_str!("../templates/macros.html"))?;
    environment.add_template("header.html", include_str!("sections/header/section.html"))?;
    for section in SECTIONS {
        environment.add_template(section.id, section.template)?;
    }
    Ok(environment)
}

/// Renders the sections and the frame around them.
fn file(environment: &Environment<'_>, view: &View<'_>) -> Result<String, minijinja::Error> {
    let mut sections = Vec::new();
    for section in SECTIONS.iter().filter(|section| (section.when)(view)) {
        let rows = (section.rows)(view);
        let body = environment.get_template(section.id)?.render(context! { rows, id => section.id })?;
        sections.push(context! {
            id => section.id,
            name => section.name,
            short => section.short,
            body => Value::from_safe_string(body),
        });
    }
    let head = header::rows(view);
    let header =
        environment.get_template("header.html")?.render(context! { rows => Value::from(Serde(&head)) })?;
    // The text between the tags is what the policy hashes: written into the template without any change.
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    let mut html = environment.get_template("frame.html")?.render(context! {
        title => head.title,
        policy => Value::from_safe_string(policy),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        header => Value::from_safe_string(header),
        sections,
        large => view.pile.len() > LARGE,
    })?;
    html.truncate(html.trim_end().len());
    html.push('\n');
    Ok(html)
}

/// Writes text so that it can be nothing but text, between tags and between quotes of an attribute.
fn escape(out: &mut Output<'_>, text: &str) -> Result<(), minijinja::Error> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (head, tail) = rest.split_at(at);
        out.write_str(head)?;
        let mut tail = tail.chars();
        out.write_str(match tail.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        })?;
        rest = tail.as_str();
    }
    out.write_str(rest)?;
    Ok(())
}

/// A source expression of the policy: `sha256-` and the hash in base64.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::from("sha256-");
    for chunk in Sha256::digest(text.as_bytes()).chunks(3) {
        let mut group = [0u8; 3];
        for (slot, byte) in group.iter_mut().zip(chunk) {
            *slot = *byte;
        }
        let bits = u32::from(group[0]) << 16 | u32::from(group[1]) << 8 | u32::from(group[2]);
        for index in 0..4 {
            if index <= chunk.len() {
                let digit = DIGITS.get((bits >> (18 - 6 * index) & 63) as usize).copied().unwrap_or(b'A');
                out.push(char::from(digit));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_hashes_as_browsers_do() {
        // The example of CSP Level 2, section 7.17: alert('Hello, world.');
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
