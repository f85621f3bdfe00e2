//! The tables of a package: tokeniser, norms, moves, rules, lemmas.

use serde_json::Value as Json;

use super::super::file::Writer;
use super::super::manifest::{LemmaTable, Rule, Strings, Test, TokenPattern, Tokeniser};
use super::super::msgpack::{self, Value};
use super::super::package::Package;
use super::arrays::strings;
use crate::error::ModelError;
use crate::hash::{murmur2, string_id};
use crate::pattern::Pattern;

/// Numbers of the attributes in a tokeniser exception.
const ORTH: u64 = 65;
const NORM: u64 = 67;

pub(super) fn tokeniser(package: &Package) -> Result<Tokeniser, ModelError> {
    let data = msgpack::read(package.need("tokenizer")?, "tokenizer")?;
    let pattern =
        |key: &str| data.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    if pattern("token_match").is_some() {
        return Err(ModelError::unsupported("tokenizer", "it has a `token_match` pattern"));
    }
    if data.get("faster_heuristics") == Some(&Value::Bool(false)) {
        return Err(ModelError::unsupported("tokenizer", "`faster_heuristics` is off"));
    }
    let mut exceptions = Vec::new();
    for (text, tokens) in data.get("exceptions").and_then(Value::as_map).unwrap_or_default() {
        let broken = || ModelError::part("tokenizer", "an exception that is not a list of tokens");
        let text = text.as_str().ok_or_else(broken)?;
        let mut pieces = Vec::new();
        for token in tokens.as_array().ok_or_else(broken)? {
            let mut orth = None;
            let mut norm = None;
            for (key, value) in token.as_map().ok_or_else(broken)? {
                match key.as_u64() {
                    Some(ORTH) => orth = value.as_str(),
                    Some(NORM) => norm = value.as_str(),
                    _ => {
                        return Err(ModelError::unsupported(
                            format!("tokenizer exception `{text}`"),
                            format!("attribute {key:?}, expected ORTH or NORM"),
                        ));
                    }
                }
            }
            pieces.push((orth.ok_or_else(broken)?.to_owned(), norm.map(str::to_owned)));
        }
        if pieces.iter().map(|(orth, _)| orth.as_str()).collect::<String>() != text {
            return Err(ModelError::part(
                "tokenizer",
                format!("the tokens of exception `{text}` do not spell it"),
            ));
        }
        exceptions.push((text.to_owned(), pieces));
    }
    exceptions.sort();
    Ok(Tokeniser {
        prefix: pattern("prefix_search"),
        suffix: pattern("suffix_search"),
        infix: pattern("infix_finditer"),
        url: pattern("url_match"),
        exceptions,
        phrases: Vec::new(),
    })
}

pub(super) fn norms(package: &Package, writer: &mut Writer) -> Result<Strings, ModelError> {
    let mut pairs = Vec::new();
    if let Some(bytes) = package.file("vocab/lookups.bin") {
        let lookups = msgpack::read(bytes, "vocab/lookups.bin")?;
        for (id, norm) in lookups.get("lexeme_norm").and_then(Value::as_map).unwrap_or_default() {
            if let (Some(id), Some(norm)) = (id.as_u64(), norm.as_str()) {
                pairs.push((id, norm.to_owned()));
            }
        }
    }
    Ok(strings(pairs, writer))
}

/// Classes: actions ascending, within an action labels by frequency and name, descending.
pub(super) fn moves(bytes: &[u8], part: &str) -> Result<Vec<(u8, String)>, ModelError> {
    let data = msgpack::read(bytes, part)?;
    let broken =
        || ModelError::part(part, "expected a JSON map from action to labels with their frequencies");
    let text = data.get("moves").and_then(Value::as_str).ok_or_else(broken)?;
    let json: Json = serde_json::from_str(text).map_err(|_| broken())?;
    let mut all: Vec<(u8, i64, String)> = Vec::new();
    for (action, labels) in json.as_object().ok_or_else(broken)? {
        let action = action.parse().map_err(|_| broken())?;
        for (label, frequency) in labels.as_object().ok_or_else(broken)? {
            all.push((action, frequency.as_i64().ok_or_else(broken)?, label.clone()));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| (b.1, &b.2).cmp(&(a.1, &a.2))));
    Ok(all.into_iter().map(|(action, _, label)| (action, label)).collect())
}

pub(super) fn rules(package: &Package, name: &str) -> Result<Vec<Rule>, ModelError> {
    let part = format!("{name}/patterns");
    let data = msgpack::read(package.need(&part)?, &part)?;
    let broken = || ModelError::part(&part, "expected a list of rules with `patterns`, `attrs` and `index`");
    let mut rules = Vec::new();
    for rule in data.as_array().ok_or_else(broken)? {
        let mut patterns = Vec::new();
        for pattern in rule.get("patterns").and_then(Value::as_array).ok_or_else(broken)? {
            let tokens: Result<Vec<TokenPattern>, ModelError> = pattern
                .as_array()
                .ok_or_else(broken)?
                .iter()
                .map(|token| token_pattern(token, &part))
                .collect();
            patterns.push(tokens?);
        }
        let index = match rule.get("index") {
            Some(Value::Int(_)) | None => {
                return Err(ModelError::unsupported(
                    format!("a rule of `{part}`"),
                    "an index from the end of the match",
                ));
            }
            Some(index) => index.as_u64().ok_or_else(broken)? as u32,
        };
        if patterns.iter().any(|pattern| pattern.len() <= index as usize) {
            return Err(broken());
        }
        let mut out = Rule { patterns, index, pos: None, tag: None, dep: None, lemma: None, morph: None };
        for (key, value) in rule.get("attrs").and_then(Value::as_map).ok_or_else(broken)? {
            let value = value.as_str().ok_or_else(broken)?.to_owned();
            match key.as_str().unwrap_or_default() {
                "POS" => out.pos = Some(value),
                "TAG" => out.tag = Some(value),
                "DEP" => out.dep = Some(value),
                "LEMMA" => out.lemma = Some(value),
                "MORPH" => out.morph = Some(if value == "_" { String::new() } else { value }),
                other => {
                    return Err(ModelError::unsupported(
                        format!("a rule of `{part}`"),
                        format!("it sets `{other}`"),
                    ));
                }
            }
        }
        rules.push(out);
    }
    Ok(rules)
}

fn token_pattern(token: &Value<'_>, part: &str) -> Result<TokenPattern, ModelError> {
    let mut out = TokenPattern::default();
    for (key, value) in token.as_map().unwrap_or_default() {
        let key = key.as_str().unwrap_or_default();
        let unsupported =
            || ModelError::unsupported(format!("a rule of `{part}`"), format!("test {value:?} of `{key}`"));
        if key == "IS_SPACE" {
            let Value::Bool(wanted) = value else { return Err(unsupported()) };
            out.is_space = Some(*wanted);
            continue;
        }
        let tests = match key {
            "TAG" => &mut out.tag,
            "DEP" => &mut out.dep,
            "LOWER" => &mut out.lower,
            _ => return Err(unsupported()),
        };
        if let Some(text) = value.as_str() {
            tests.push(Test::In(vec![text.to_owned()]));
            continue;
        }
        for (operator, argument) in value.as_map().ok_or_else(unsupported)? {
            let list = || {
                argument
                    .as_array()
                    .map(|items| items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
            };
            tests.push(match operator.as_str() {
                Some("IN") => Test::In(list().ok_or_else(unsupported)?),
                Some("NOT_IN") => Test::NotIn(list().ok_or_else(unsupported)?),
                Some("REGEX") => {
                    let pattern = argument.as_str().ok_or_else(unsupported)?;
                    Pattern::forward(pattern, part)?;
                    Test::Regex(pattern.to_owned())
                }
                _ => return Err(unsupported()),
            });
        }
    }
    Ok(out)
}

pub(super) fn lemmas(
    package: &Package,
    name: &str,
    writer: &mut Writer,
) -> Result<Vec<LemmaTable>, ModelError> {
    let part = format!("{name}/lookups/lookups.bin");
    let data = msgpack::read(package.need(&part)?, &part)?;
    let mut tables = Vec::new();
    // The tables are keyed by the id of the lower-case part of speech.
    for pos in crate::token::Pos::ALL {
        let pos = pos.as_str().to_lowercase();
        let id = string_id(&pos);
        let of = |table: &str| {
            let entries = data.get(table).and_then(Value::as_map)?;
            entries.iter().find(|(key, _)| key.as_u64() == Some(id)).map(|(_, value)| value)
        };
        let (rules, index, exceptions) = (of("lemma_rules"), of("lemma_index"), of("lemma_exc"));
        // spaCy asks whether the table is empty, not whether it is there.
        let filled = |value: &&Value<'_>| {
            value.as_array().is_some_and(|list| !list.is_empty())
                || value.as_map().is_some_and(|map| !map.is_empty())
        };
        if ![rules, index, exceptions].iter().flatten().any(filled) {
            continue;
        }
        let mut table = LemmaTable { pos, rules: Vec::new(), index: None, exceptions: None };
        for rule in rules.and_then(Value::as_array).unwrap_or_default() {
            let pair: Vec<&str> =
                rule.as_array().unwrap_or_default().iter().filter_map(Value::as_str).collect();
            let [old, new] = pair[..] else {
                return Err(ModelError::part(&part, "a lemma rule that is not a pair of endings"));
            };
            table.rules.push((old.to_owned(), new.to_owned()));
        }
        if let Some(words) = index.and_then(Value::as_array) {
            let mut hashes: Vec<u64> =
                words.iter().filter_map(Value::as_str).map(|word| murmur2(word.as_bytes(), 1)).collect();
            hashes.sort_unstable();
            hashes.dedup();
            table.index = Some(writer.add(&hashes));
        }
        if let Some(entries) = exceptions.and_then(Value::as_map) {
            let mut pairs = Vec::new();
            for (form, lemmas) in entries {
                let lemmas: Vec<&str> =
                    lemmas.as_array().unwrap_or_default().iter().filter_map(Value::as_str).collect();
                pairs.push((murmur2(form.as_str().unwrap_or_default().as_bytes(), 1), lemmas.join("\0")));
            }
            table.exceptions = Some(strings(pairs, writer));
        }
        tables.push(table);
    }
    Ok(tables)
}
