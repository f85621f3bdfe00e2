//! CoNLL-U, with the labels as spaCy writes them (CLEAR, not Universal Dependencies).

use std::fmt::Write as _;

use crate::chars::is_space;
use crate::doc::{Doc, Iob};

/// A document as CoNLL-U: one block a sentence, one line a token.
///
/// `source` becomes part of each sentence's id. `DEPREL` has spaCy's labels (`ROOT` in lower case as `root`), heads are
/// numbered within the sentence. `MISC` has `SpaceAfter=No` and, for names, `NER=B-LABEL` or `NER=I-LABEL`. White space
/// within a field is written `\s`, `\n`, `\r`, `\t`, other white space and control characters as `\uXXXX`.
///
/// ```
/// # #[cfg(feature = "model-sm")] {
/// let doc = avviso_language::Pipeline::english().parse("She left.");
/// assert_eq!(avviso_language::write::conllu(&doc, "a.txt"), "\
/// ## sent_id = a.txt-1
/// ## text = She left.
/// 1\tShe\tshe\tPRON\tPRP\tCase=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
/// 2\tleft\tleave\tVERB\tVBD\tTense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
/// 3\t.\t.\tPUNCT\t.\tPunctType=Peri\t2\tpunct\t_\tSpaceAfter=No
///
/// ");
/// # }
/// ```
pub fn conllu(doc: &Doc, source: &str) -> String {
    let mut out = String::new();
    for (number, sentence) in doc.sentences().enumerate() {
        out.push_str("# sent_id = ");
        field(source, &mut out);
        let _ = write!(out, "-{}\n# text = ", number + 1);
        for c in sentence.text().chars() {
            if c == ' ' { out.push(c) } else { escaped(c, &mut out) }
        }
        out.push('\n');
        for token in sentence.tokens() {
            let _ = write!(out, "{}\t", token.index() - sentence.start() + 1);
            field(token.text(), &mut out);
            out.push('\t');
            field(token.lemma(), &mut out);
            for part in [token.pos().as_str(), token.tag(), token.morph()] {
                out.push('\t');
                field(part, &mut out);
            }
            let head = token.head().index();
            let inside = !token.is_root() && (sentence.start()..sentence.end()).contains(&head);
            let _ = write!(out, "\t{}\t", if inside { head - sentence.start() + 1 } else { 0 });
            field(if inside { token.dep() } else { "root" }, &mut out);
            out.push_str("\t_\t");
            let mut misc = "";
            if !token.has_space() {
                out.push_str("SpaceAfter=No");
                misc = "|";
            }
            match token.iob() {
                Iob::Outside if misc.is_empty() => out.push('_'),
                Iob::Outside => {}
                iob => {
                    let _ = write!(out, "{misc}NER={}-{}", iob.as_str(), token.entity_label());
                }
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// One field: `_` if empty.
fn field(text: &str, out: &mut String) {
    if text.is_empty() {
        out.push('_');
    }
    text.chars().for_each(|c| escaped(c, out));
}

fn escaped(c: char, out: &mut String) {
    match c {
        ' ' => out.push_str("\\s"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\\' => out.push_str("\\\\"),
        c if is_space(c) || c.is_control() => {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        }
        c => out.push(c),
    }
}
