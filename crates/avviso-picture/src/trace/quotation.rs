//! Quotations as they are given: a line each, or JSON Lines.

use serde::Deserialize;

/// A quotation to be traced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its id; the number of its line where none is given.
    pub id: String,
    /// The words, as given.
    pub words: String,
    /// Who is said to have said it.
    pub speaker: Option<String>,
}

/// A line that is no quotation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct QuotationError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

/// A line of JSON Lines; other fields are free.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Id>,
    words: String,
    #[serde(default)]
    speaker: Option<String>,
}

/// An id is a word; a number is taken as its figures.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(serde_json::Number),
}

/// Reads quotations: JSON Lines where the first line that is not empty is a JSON object, else one quotation a line.
/// Empty lines are passed over.
///
/// # Errors
/// Each line of JSON Lines that has no `words` gives an error in its place; the others are read.
pub fn quotations(text: &str) -> impl Iterator<Item = Result<Quotation, QuotationError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let first = lines().next().map_or("", |(_, line)| line.trim_start());
    let is_json = first.starts_with('{');
    lines().map(move |(index, line)| {
        let number = index + 1;
        if !is_json {
            return Ok(Quotation { id: number.to_string(), words: line.trim().to_owned(), speaker: None });
        }
        let Line { id, words, speaker } = serde_json::from_str(line)
            .map_err(|error| QuotationError { line: number, problem: error.to_string() })?;
        let id = match id {
            Some(Id::Word(id)) => id,
            Some(Id::Number(id)) => id.to_string(),
            None => number.to_string(),
        };
        Ok(Quotation { id, words, speaker: speaker.filter(|name| !name.trim().is_empty()) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Quotation, QuotationError>> {
        quotations(text).collect()
    }

    fn quotation(id: &str, words: &str, speaker: Option<&str>) -> Quotation {
        Quotation { id: id.into(), words: words.into(), speaker: speaker.map(str::to_owned) }
    }

    #[test]
    fn lines_are_quotations() {
        let read = read("\u{feff}We go.\r\n\n  “They stay.”\n");
        assert_eq!(read, [Ok(quotation("1", "We go.", None)), Ok(quotation("3", "“They stay.”", None))]);
    }

    #[test]
    fn json_lines_have_ids_and_speakers() {
        let read = read(
            "{\"words\": \"We go.\", \"speaker\": \"Ann Lee\", \"source\": \"x\"}\n{\"id\": 7, \"words\": \"No.\"}\n\
             {\"id\": \"b\", \"word\": \"No.\"}\n",
        );
        assert_eq!(read[0], Ok(quotation("1", "We go.", Some("Ann Lee"))));
        assert_eq!(read[1], Ok(quotation("7", "No.", None)));
        let error = read[2].as_ref().unwrap_err().to_string();
        assert!(error.starts_with("line 3: missing field `words`"), "{error}");
    }
}
