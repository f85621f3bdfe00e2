//! The figures of `avviso link`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use serde_json::{Map, Value, json};

use super::picture::{Pair, Picture, Said, joins};
use super::python::{casefold, round4};
use super::rows::{Counter, confusion, items, of_kind, prf, ratio, text};

const GRAVE: [&str; 4] = ["negation", "number", "name", "word"];

/// Scores the rows of a picture against the truth.
///
/// # Errors
/// A page that the truth does not know; a truth without pages.
pub fn score_link(truth: &[Value], rows: &[Value]) -> Result<Value> {
    let pages = Pages::new(truth);
    ensure!(!pages.order.is_empty(), "the truth has no page");
    let pairs: BTreeMap<Pair, &Value> = of_kind(truth, "pair")
        .map(|row| ((text(row, "a").to_owned(), text(row, "b").to_owned()), row))
        .collect();
    let groups: Vec<&Value> = of_kind(truth, "group").collect();
    let known = |file: &str| pages.rows.contains_key(file);
    let got = Picture::new(rows, Some(&known))?;
    let is_copy = |pair: &Pair| pairs.get(pair).is_some_and(|row| row["copy"] == true);
    let gold: Vec<&Pair> = pairs.keys().filter(|pair| is_copy(pair)).collect();
    let said: Vec<&Pair> = got
        .copies
        .iter()
        .filter(|(pair, said)| {
            joins(said.relation.as_deref()) && !pairs.get(*pair).is_some_and(|row| row["copy"].is_null())
        })
        .map(|(pair, _)| pair)
        .collect();
    let hit: Vec<(&Pair, &Value, &Said)> = said
        .iter()
        .filter(|pair| is_copy(pair))
        .map(|&pair| (pair, pairs[pair], &got.copies[pair]))
        .collect();

    let mut out = Map::new();
    out.insert("pairs".into(), found_pairs(&pairs, &gold, &said, &hit));
    out.insert("quotation".into(), quotations(&pairs, &got));
    out.insert("relation".into(), relations(&hit));
    out.insert("direction".into(), directions(&pairs, &gold, &hit));
    let mine = Grouping::new(&pages, &got);
    out.insert("groups".into(), b_cubed(&pages, &groups, &mine));
    let (origins, first) = origins(&pages, &groups, &got, &mine);
    out.insert("origins".into(), origins);
    out.insert("first".into(), first);
    out.insert("edits".into(), edits(&hit, &got));
    Ok(Value::Object(out))
}

/// The truth's pages, in its order.
struct Pages<'a> {
    order: Vec<&'a str>,
    rows: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Pages<'a> {
    fn new(truth: &'a [Value]) -> Self {
        let (mut order, mut rows) = (Vec::new(), BTreeMap::new());
        for row in of_kind(truth, "page") {
            if rows.insert(text(row, "file"), row).is_none() {
                order.push(text(row, "file"));
            }
        }
        Self { order, rows }
    }
}

fn count(of: impl Iterator) -> u64 {
    of.count() as u64
}

fn found_pairs(
    pairs: &BTreeMap<Pair, &Value>,
    gold: &[&Pair],
    said: &[&Pair],
    hit: &[(&Pair, &Value, &Said)],
) -> Value {
    let mut by = BTreeMap::<&str, [u64; 2]>::new();
    for pair in gold {
        by.entry(text(pairs[*pair], "relation")).or_default()[1] += 1;
    }
    for (_, row, _) in hit {
        by.entry(text(row, "relation")).or_default()[0] += 1;
    }
    let mut out = prf(hit.len() as u64, said.len() as u64, gold.len() as u64);
    out["recall_by_relation"] = json!(by);
    out
}

fn quotations(pairs: &BTreeMap<Pair, &Value>, got: &Picture<'_>) -> Value {
    let quoted = || {
        pairs
            .iter()
            .filter(|(_, row)| row["copy"] == false && text(row, "relation") == "quotation")
            .map(|(pair, _)| pair)
    };
    let claims: Vec<&Pair> =
        got.copies.keys().filter(|pair| got.relation(pair) == Some("quotation")).collect();
    let gold = count(quoted());
    let tp = count(quoted().filter(|&pair| got.relation(pair) == Some("quotation")));
    let false_claims =
        count(claims.iter().filter(|pair| pairs.get(**pair).is_some_and(|row| row["copy"] == true)));
    json!({"tp": tp, "gold": gold, "r": ratio(tp, gold), "said_of_copies": false_claims,
        "unlisted": count(claims.iter().filter(|pair| !pairs.contains_key(**pair))),
        "called_copies": count(quoted().filter(|&pair| joins(got.relation(pair))))})
}

fn relations(hit: &[(&Pair, &Value, &Said)]) -> Value {
    let word = |said: &Said| said.relation.clone().unwrap_or_default();
    let strict = count(hit.iter().filter(|(_, row, said)| text(row, "relation") == word(said)));
    let accepted = count(hit.iter().filter(|(_, row, said)| {
        items(row, "accept").iter().any(|it| it.as_str() == said.relation.as_deref())
    }));
    let mut pairs = BTreeMap::<(String, String), u64>::new();
    for (_, row, said) in hit {
        *pairs.entry((text(row, "relation").to_owned(), word(said))).or_default() += 1;
    }
    let n = hit.len() as u64;
    json!({"pairs": n, "strict": strict, "accepted": accepted, "strict_share": ratio(strict, n),
        "accepted_share": ratio(accepted, n), "confusion": confusion(pairs.iter())})
}

fn directions(pairs: &BTreeMap<Pair, &Value>, gold: &[&Pair], hit: &[(&Pair, &Value, &Said)]) -> Value {
    let classes = ["decidable", "undecidable", "third", "free"];
    let mut counts: BTreeMap<&str, Counter> =
        classes.into_iter().map(|class| (class, Counter::default())).collect();
    for (_, row, said) in hit {
        let class = text(row, "class");
        let way = said.direction.as_str();
        let word = match class {
            "decidable" if way == text(row, "direction") => "right",
            "decidable" if way == "undecided" => "undecided",
            "decidable" => "wrong",
            "free" if items(row, "accept_direction").iter().any(|it| it == way) => "ok",
            "free" => "against",
            _ if way == "undecided" => "silent",
            _ => "claimed",
        };
        counts.entry(class).or_default().add(word, 1);
    }
    let of = |class: &str, word: &str| counts[class].get(word);
    let n = counts["decidable"].total();
    let all = count(gold.iter().filter(|pair| text(pairs[**pair], "class") == "decidable"));
    let quiet = of("undecidable", "silent") + of("third", "silent");
    let mut out = Map::new();
    for class in classes {
        out.insert(class.to_owned(), Value::Object(counts[class].to_map()));
    }
    out.insert("right_share".into(), ratio(of("decidable", "right"), n));
    out.insert("wrong_share".into(), ratio(of("decidable", "wrong"), n));
    out.insert("overall".into(), ratio(of("decidable", "right"), all));
    out.insert("decidable_in_truth".into(), all.into());
    let claimed = of("undecidable", "claimed") + of("third", "claimed");
    out.insert("silent_share".into(), ratio(quiet, quiet + claimed));
    Value::Object(out)
}

/// A system's groups over the truth's pages; a page without one is alone.
struct Grouping {
    of: BTreeMap<String, Group>,
    members: BTreeMap<Group, BTreeSet<String>>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Named(String),
    Alone(String),
}

impl Grouping {
    fn new(pages: &Pages<'_>, got: &Picture<'_>) -> Self {
        let (mut of, mut members) = (BTreeMap::new(), BTreeMap::<Group, BTreeSet<String>>::new());
        for &page in &pages.order {
            let named = got.group_of.get(page).cloned().flatten();
            let group = named.map_or_else(|| Group::Alone(page.to_owned()), Group::Named);
            members.entry(group.clone()).or_default().insert(page.to_owned());
            of.insert(page.to_owned(), group);
        }
        Self { of, members }
    }
}

fn files(group: &Value) -> Vec<&str> {
    items(group, "files").iter().filter_map(Value::as_str).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn b_cubed(pages: &Pages<'_>, groups: &[&Value], mine: &Grouping) -> Value {
    let mut gold: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for group in groups {
        let all: BTreeSet<String> = files(group).into_iter().map(str::to_owned).collect();
        for file in files(group) {
            gold.insert(file, all.clone());
        }
    }
    let (mut p, mut r) = (0.0, 0.0);
    let nobody = BTreeSet::new();
    for &page in &pages.order {
        let (ours, theirs) = (&mine.members[&mine.of[page]], gold.get(page).unwrap_or(&nobody));
        let both = ours.intersection(theirs).count() as f64;
        p += both / ours.len() as f64;
        r += both / (theirs.len() as f64).max(1.0);
    }
    let n = pages.order.len() as f64;
    let (p, r) = (p / n, r / n);
    let several = || groups.iter().filter(|group| files(group).len() > 1);
    let exact = several().filter(|group| {
        let files = files(group);
        let theirs: BTreeSet<String> = files.iter().map(|&file| file.to_owned()).collect();
        mine.of.get(files[0]).is_some_and(|group| mine.members[group] == theirs)
    });
    json!({"p": round4(p), "r": round4(r), "f1": round4(2.0 * p * r / (p + r)),
        "exact": count(exact), "of": count(several())})
}

/// A name as it is compared.
fn fold(name: Option<&str>) -> Option<String> {
    name.map(|name| {
        let folded = casefold(name);
        folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
    })
}

fn origins(pages: &Pages<'_>, groups: &[&Value], got: &Picture<'_>, mine: &Grouping) -> (Value, Value) {
    let mut o = Counter::default();
    for group in groups {
        let files = files(group);
        // The system's group that shares most pages; among equals the one whose page stands first.
        let mut shared: Vec<(&Group, usize)> = Vec::new();
        for file in &files {
            let Some(group) = mine.of.get(*file) else { continue };
            match shared.iter_mut().find(|(it, _)| *it == group) {
                Some((_, n)) => *n += 1,
                None => shared.push((group, 1)),
            }
        }
        let most = shared.iter().map(|&(_, n)| n).max();
        let best = shared.iter().find(|&&(_, n)| Some(n) == most).map(|&(group, _)| group);
        let id = match best {
            Some(Group::Named(id)) => Some(id),
            Some(Group::Alone(_)) | None => None,
        };
        let row = id.and_then(|id| got.groups.get(id));
        let origin = fold(row.and_then(|row| row.get("origin")?.get("name")?.as_str()));
        let accept: Vec<Option<String>> =
            items(group, "accept").iter().map(|name| fold(name.as_str())).collect();
        if files.len() == 1 {
            let own = fold(pages.rows.get(files[0]).and_then(|page| page["outlet"].as_str()));
            o.add("single", 1);
            o.add(
                "false_on_single",
                u64::from(origin.is_some() && origin != own && !accept.contains(&origin)),
            );
            continue;
        }
        let right = u64::from(row.is_some() && accept.contains(&origin));
        o.add("groups", 1);
        o.add("right", right);
        if !accept.contains(&None) {
            o.add("named", 1);
            o.add("named_right", right);
        }
        if let [wanted] = items(group, "accept_first") {
            let first = id.and_then(|id| got.first.get(id)).cloned().flatten();
            let name = if wanted.is_null() { "first_unknown" } else { "first_known" };
            o.add(name, 1);
            o.add(&format!("{name}_right"), u64::from(row.is_some() && first.as_deref() == wanted.as_str()));
        }
    }
    let all = |names: &[&str]| -> Map<String, Value> {
        names.iter().map(|&name| (name.to_owned(), o.get(name).into())).collect()
    };
    let mut out = all(&["groups", "right", "named", "named_right", "single", "false_on_single"]);
    out.insert("share".into(), ratio(o.get("right"), o.get("groups")));
    out.insert("named_share".into(), ratio(o.get("named_right"), o.get("named")));
    let first = all(&["first_known", "first_known_right", "first_unknown", "first_unknown_right"]);
    (Value::Object(out), Value::Object(first))
}

fn edits(hit: &[(&Pair, &Value, &Said)], got: &Picture<'_>) -> Value {
    let kinds = ["negation", "number", "name", "word", "cut", "added"];
    let mut rows = BTreeMap::<&str, [u64; 3]>::new();
    for (pair, row, _) in hit {
        let (mut need, mut may, mut have) = (Counter::default(), Counter::default(), Counter::default());
        for edit in items(row, "edits") {
            if edit["required"] == true { &mut need } else { &mut may }.add(text(edit, "kind"), 1);
        }
        for kind in got.edits.get(*pair).into_iter().flatten() {
            have.add(kind, 1);
        }
        for kind in kinds {
            let [need, may, have] = [&need, &may, &have].map(|counts| counts.get(kind));
            let tp = need.min(have);
            let more = if GRAVE.contains(&kind) { have.saturating_sub(need + may) } else { 0 };
            let row = rows.entry(kind).or_default();
            row[0] += tp;
            row[1] += tp + more;
            row[2] += need;
        }
    }
    let of = |kind: &str| rows.get(kind).copied().unwrap_or_default();
    let mut out = Map::new();
    for kind in GRAVE {
        let [tp, system, gold] = of(kind);
        out.insert(kind.to_owned(), prf(tp, system, gold));
    }
    for kind in ["cut", "added"] {
        let [tp, _, gold] = of(kind);
        out.insert(kind.to_owned(), json!({"tp": tp, "gold": gold, "r": ratio(tp, gold)}));
    }
    let [tp, system, gold] =
        [0, 1, 2].map(|i| ["negation", "number", "name"].into_iter().map(|kind| of(kind)[i]).sum());
    out.insert("grave".into(), prf(tp, system, gold));
    Value::Object(out)
}
