//! Who does what to whom: subjects, verbs and objects of a text.
//!
//! `cargo run --release -p avviso-language --example who_does_what -- "The council closed the bridge."`
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "an example is a program")]

use avviso_language::{Pipeline, Token};

fn main() {
    let text = std::env::args().nth(1);
    let text =
        text.as_deref().unwrap_or("The council of Leeds closed two bridges. Its mayor praised the workers.");
    let pipeline = Pipeline::english();
    let doc = pipeline.parse(text);
    let phrase = |head: Token<'_>| {
        doc.text()[head.left_edge().range().start..head.right_edge().range().end].to_owned()
    };
    for verb in doc.tokens().filter(|token| token.pos() == avviso_language::Pos::Verb) {
        let child = |labels: &[&str]| verb.children().find(|child| labels.contains(&child.dep())).map(phrase);
        if let (Some(who), Some(whom)) = (child(&["nsubj"]), child(&["dobj"])) {
            println!("{who} | {} | {whom}", verb.lemma());
        }
    }
}
