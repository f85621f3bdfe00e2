//! The assertions of a set, one a line, against the picture and the traced quotations.

use std::collections::BTreeSet;

use avviso_picture::trace::Quotation;
use serde_json::Value;

use crate::set::Set;

/// What the program said of a set.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) records: Vec<Value>,
    pub(crate) picture: Vec<Value>,
    pub(crate) traced: Vec<Value>,
}

type Holds = Result<(), String>;

/// The words for reasons in the sets, and the rules that they stand for.
const REASONS: [(&str, &str); 5] = [
    ("names", "copy.lineage-names-outlet"),
    ("cites", "copy.cites-outlet"),
    ("hand-off", "copy.hand-off"),
    ("leftover", "copy.leftover"),
    ("earlier", "copy.published-before"),
];

/// The quotations that a set traces, in order.
pub(crate) fn queries(set: &Set) -> Vec<Quotation> {
    let traces = set.holds.iter().filter_map(|(number, line)| Some((number, line.strip_prefix("trace ")?)));
    traces
        .map(|(number, line)| {
            let words = words_of(line);
            Quotation {
                id: number.to_string(),
                words: plain(words[0]).to_owned(),
                speaker: (words[1] == "by").then(|| plain(words[2]).to_owned()),
            }
        })
        .collect()
}

/// The lines that do not hold, and those that are marked wrong and do.
pub(crate) fn broken(set: &Set, seen: &Seen) -> Vec<String> {
    let mut out = Vec::new();
    let mut above: Option<Value> = None;
    for (number, line) in &set.holds {
        let (wrong, line) = match line.strip_prefix("wrong:") {
            Some(rest) => (true, rest.strip_prefix(' ').unwrap_or(rest)),
            None => (false, line.as_str()),
        };
        let words = words_of(line);
        let checker = Checker { set, seen };
        let held = match line.strip_prefix("  ") {
            Some(_) => above
                .as_ref()
                .ok_or_else(|| "nothing above".to_owned())
                .and_then(|row| checker.below(row, &words)),
            None => checker.line(&words, *number, &mut above),
        };
        match (held, wrong) {
            (Ok(()), false) | (Err(_), true) => {}
            (Err(why), false) => out.push(format!("{}:{number}: {}: {why}", set.name, line.trim())),
            (Ok(()), true) => {
                out.push(format!("{}:{number}: {}: holds now, take the mark away", set.name, line.trim()));
            }
        }
    }
    out
}

/// Words of a line; a stretch in quotation marks is one, with its marks.
fn words_of(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let end = if let Some(inside) = rest.strip_prefix('"') {
            // A quotation ends at a mark with a space after it: quotations may hold marks of their own.
            inside.find("\" ").map_or(rest.len(), |at| at + 2)
        } else {
            rest.find(' ').unwrap_or(rest.len())
        };
        out.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    out
}

fn count(word: &str) -> Result<u64, String> {
    word.parse().map_err(|_| format!("{word} is no number"))
}

fn plain(quoted: &str) -> &str {
    quoted.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(quoted)
}

fn list<'a>(row: &'a Value, field: &str) -> &'a [Value] {
    row[field].as_array().map_or(&[], Vec::as_slice)
}

fn check(holds: bool, why: impl FnOnce() -> String) -> Holds {
    if holds { Ok(()) } else { Err(why()) }
}

/// Letters and figures of words, so that an edit is told by its words and not by the marks around them.
fn fold(text: &str) -> Vec<String> {
    let clean = |word: &str| {
        word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '%' | '\'' | '’')).collect::<String>()
    };
    text.to_lowercase()
        .replace('’', "'")
        .split_whitespace()
        .map(clean)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Characters of a text by a span of the picture.
fn cut(text: &str, span: &Value) -> String {
    let at = |index: usize| span[index].as_u64().map_or(0, |it| usize::try_from(it).unwrap());
    text.chars().skip(at(0)).take(at(1) - at(0)).collect()
}

struct Checker<'a> {
    set: &'a Set,
    seen: &'a Seen,
}

impl<'a> Checker<'a> {
    fn rows(&self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.seen.picture.iter().filter(move |row| row["row"] == kind)
    }

    fn source(&self, page: &str) -> String {
        let page = self.set.pages.iter().find(|it| it.name == page);
        let page = page.unwrap_or_else(|| panic!("{}: no such page", self.set.name));
        format!("pages/{}/{}", self.set.name, page.file)
    }

    fn record(&self, page: &str) -> &'a Value {
        let source = self.source(page);
        self.seen.records.iter().find(|it| it["page"]["source"] == source.as_str()).unwrap()
    }

    fn id(&self, page: &str) -> &'a str {
        self.record(page)["page"]["id"].as_str().unwrap()
    }

    fn name(&self, id: &Value) -> String {
        let all = self.set.pages.iter().filter(|page| Some(self.id(&page.name)) == id.as_str());
        all.map(|page| page.name.clone()).next().unwrap_or_else(|| id.to_string())
    }

    /// The row of a kind that joins two pages, and whether `a` is its second.
    fn between(&self, kind: &'a str, a: &str, b: &str) -> Option<(&'a Value, bool)> {
        self.all_between(kind, a, b).into_iter().next()
    }

    fn all_between(&self, kind: &'a str, a: &str, b: &str) -> Vec<(&'a Value, bool)> {
        let (a, b) = (self.id(a), self.id(b));
        self.rows(kind)
            .filter_map(|row| {
                let (x, y) = (row["a"]["page"].as_str()?, row["b"]["page"].as_str()?);
                if (x, y) == (a, b) { Some((row, false)) } else { ((x, y) == (b, a)).then_some((row, true)) }
            })
            .collect()
    }

    fn line(&self, words: &[&str], number: usize, above: &mut Option<Value>) -> Holds {
        match words {
            ["groups", groups, rest @ ..] => {
                let header = &self.seen.picture[0];
                check(header["groups"] == count(groups)?, || format!("{} groups", header["groups"]))?;
                match rest {
                    ["origins", origins] => check(header["origins"] == count(origins)?, || {
                        format!("{} origins", header["origins"])
                    }),
                    _ => Ok(()),
                }
            }
            ["group", rest @ ..] => self.group(rest),
            ["copy", a, b, relation, way, rest @ ..] => self.copy((a, b), relation, way, rest),
            ["quotation", a, b] => match self.between("copy", a, b) {
                Some((row, _)) => check(row["relation"] == "quotation", || format!("{}", row["relation"])),
                None => Err("no row".to_owned()),
            },
            ["nothing", a, b] => match self.between("copy", a, b) {
                Some((row, _)) => Err(format!("{} {}", row["relation"], row["direction"])),
                None => Ok(()),
            },
            ["headline", a, b, state] => {
                let (row, _) = self.between("copy", a, b).ok_or("no row")?;
                check(row["headline_changed"] == (*state == "changed"), || {
                    format!("{}", row["headline_changed"])
                })
            }
            ["edit", a, b, kind, from, to, rest @ ..] => {
                self.edit((a, b), kind, (plain(from), plain(to)), rest)
            }
            ["no", "edit", a, b, rest @ ..] => {
                let edits = self.edits(a, b);
                let told: Vec<_> = match rest {
                    [kind] => edits.iter().filter(|edit| edit.0 == **kind).collect(),
                    _ => edits.iter().collect(),
                };
                check(told.is_empty(), || format!("{told:?}"))
            }
            ["also", a, b] => {
                let (a, b) = (self.source(a), self.source(b));
                let mut pages = self.rows("page");
                let row = pages.find(|row| row["source"] == a.as_str() || row["source"] == b.as_str());
                let row = row.ok_or("no page row")?;
                let places: Vec<_> = list(row, "also_at").iter().chain([&row["source"]]).collect();
                check(
                    places.iter().any(|it| **it == a.as_str()) && places.iter().any(|it| **it == b.as_str()),
                    || format!("{places:?}"),
                )
            }
            ["doubt", code, rest @ ..] => {
                let about = match rest {
                    [a, b] => Some(self.between("copy", a, b).ok_or("no row")?.0["id"].clone()),
                    _ => None,
                };
                let mut doubts = self.rows("diagnostic").filter(|row| row["code"] == **code);
                check(
                    doubts.any(|row| about.as_ref().is_none_or(|id| list(row, "about").contains(id))),
                    || "no such diagnostic".to_owned(),
                )
            }
            ["saying", said, rest @ ..] => {
                let row = self
                    .rows("saying")
                    .find(|row| fold(row["words"].as_str().unwrap_or("")) == fold(plain(said)));
                *above = row.cloned();
                let Some(row) = row else {
                    let all: Vec<_> = self.rows("saying").map(|row| &row["words"]).collect();
                    return Err(format!("not among {all:?}"));
                };
                for pair in rest.chunks(2) {
                    let value = match pair {
                        ["earliest", _] if row["earliest"].is_null() => "-".to_owned(),
                        ["earliest", _] => self.name(&row["earliest"]),
                        [field, _] => row[*field].to_string(),
                        _ => return Err("a field and its value".to_owned()),
                    };
                    check(value == pair[1], || format!("{} {value}", pair[0]))?;
                }
                Ok(())
            }
            ["trace", rest @ ..] => {
                let status = rest.last().copied().unwrap_or("");
                let row = self.seen.traced.iter().find(|row| row["id"] == number.to_string().as_str());
                *above = row.cloned();
                let row = row.ok_or("no row")?;
                check(row["status"] == status, || format!("{}", row["status"]))
            }
            _ => Err("no such assertion".to_owned()),
        }
    }

    fn group(&self, words: &[&str]) -> Holds {
        let known = ["first", "origin", "bridges"];
        let end = words.iter().position(|word| known.contains(word)).unwrap_or(words.len());
        let pages: BTreeSet<&str> = words[..end].iter().map(|page| self.id(page)).collect();
        let holds = |row: &&Value| list(row, "pages").iter().any(|id| id.as_str() == pages.first().copied());
        let row = self.rows("group").find(holds).ok_or("no group")?;
        let named: BTreeSet<&str> = list(row, "pages").iter().filter_map(Value::as_str).collect();
        check(named == pages, || {
            format!("group of {:?}", list(row, "pages").iter().map(|id| self.name(id)).collect::<Vec<_>>())
        })?;
        let mut rest = &words[end..];
        while let [field, values @ ..] = rest {
            let next = values.iter().position(|word| known.contains(word)).unwrap_or(values.len());
            let value = values[..next].join(" ");
            let found = match *field {
                "first" if row["first"].is_null() => "-".to_owned(),
                "first" => self.name(&row["first"]),
                "bridges" if list(row, "bridges").is_empty() => "-".to_owned(),
                "bridges" => {
                    list(row, "bridges").iter().map(|id| self.name(id)).collect::<Vec<_>>().join(" ")
                }
                _ => match (row["origin"]["name"].as_str(), row["origin"]["kind"].as_str()) {
                    (Some(name), Some(kind)) => format!("{name} {kind}"),
                    _ => "-".to_owned(),
                },
            };
            check(found == value, || format!("{field} {found}"))?;
            rest = &values[next..];
        }
        Ok(())
    }

    fn copy(&self, (a, b): (&str, &str), relation: &str, way: &str, rest: &[&str]) -> Holds {
        let (row, turned) = self.between("copy", a, b).ok_or("no row")?;
        let found = match (row["direction"].as_str().unwrap_or(""), turned) {
            ("a_to_b", false) | ("b_to_a", true) => format!("{a}>{b}"),
            ("b_to_a", false) | ("a_to_b", true) => format!("{b}>{a}"),
            (other, _) => other.to_owned(),
        };
        let told: Vec<&str> = list(row, "evidence").iter().filter_map(|it| it["because"].as_str()).collect();
        let said = || {
            format!(
                "{} {found} because {told:?}, shares {} {}",
                row["relation"], row["share_a"], row["share_b"]
            )
        };
        check(row["relation"] == relation && found == way, said)?;
        for reason in rest.iter().skip(1).map(|it| it.trim_end_matches(',')) {
            let rule = REASONS.iter().find(|(word, _)| *word == reason);
            let (_, rule) = rule.ok_or_else(|| format!("{reason} is no reason of the sets"))?;
            check(told.contains(rule), said)?;
        }
        Ok(())
    }

    /// Kind, words of `a` and words of `b` of all edits between two pages; a cut of a turned row is told as added.
    fn edits(&self, a: &str, b: &str) -> Vec<(String, String, String, Value)> {
        let text = |page: &str| self.record(page)["text"].as_str().unwrap();
        let mut out = Vec::new();
        for (row, turned) in self.all_between("passage", a, b) {
            for edit in list(row, "edits") {
                let kind = edit["kind"].as_str().unwrap_or("");
                let (mine, other) = if turned { ("b", "a") } else { ("a", "b") };
                let kind = match (kind, turned) {
                    ("cut", true) => "added",
                    ("added", true) => "cut",
                    (kind, _) => kind,
                };
                let words = (cut(text(a), &edit[mine]), cut(text(b), &edit[other]));
                out.push((kind.to_owned(), words.0, words.1, edit["marked"].clone()));
            }
        }
        out
    }

    fn edit(&self, (a, b): (&str, &str), kind: &str, (from, to): (&str, &str), rest: &[&str]) -> Holds {
        let edits = self.edits(a, b);
        let is = |edit: &(String, String, String, Value)| {
            edit.0 == kind
                && fold(&edit.1) == fold(from)
                && fold(&edit.2) == fold(to)
                && rest.first().is_none_or(|mark| edit.3 == (*mark == "marked"))
        };
        check(edits.iter().any(is), || format!("{edits:?}"))
    }

    /// An assertion about the saying or the traced quotation above it.
    fn below(&self, row: &Value, words: &[&str]) -> Holds {
        let found = list(row, "found");
        let of = |page: &str| found.iter().filter(|it| it["page"] == self.id(page)).collect::<Vec<_>>();
        let places = || {
            found.iter().map(|it| format!("{} {}", self.name(&it["page"]), it["status"])).collect::<Vec<_>>()
        };
        match words {
            ["telling", page, status] => {
                let tellings = list(row, "tellings");
                check(
                    tellings.iter().any(|it| it["page"] == self.id(page) && it["status"] == **status),
                    || {
                        format!(
                            "{:?}",
                            tellings
                                .iter()
                                .map(|it| (self.name(&it["page"]), &it["status"]))
                                .collect::<Vec<_>>()
                        )
                    },
                )
            }
            ["in", page, status] => {
                check(of(page).first().is_some_and(|it| it["status"] == **status), || {
                    format!("{:?}", places())
                })
            }
            ["not", "in", page] => check(of(page).is_empty(), || format!("{:?}", places())),
            ["kinds", page, wanted @ ..] => {
                let kinds = of(page)
                    .into_iter()
                    .flat_map(|it| list(it, "edits"))
                    .filter_map(|it| it["kind"].as_str());
                let kinds: BTreeSet<&str> = kinds.filter(|kind| !matches!(*kind, "marks" | "case")).collect();
                let wanted: BTreeSet<&str> = wanted.iter().map(|it| it.trim_end_matches(',')).collect();
                check(kinds == wanted, || format!("{kinds:?}"))
            }
            ["edit", page, kind, query, on_page, rest @ ..] => {
                let text = self.record(page)["text"].as_str().unwrap();
                let said = row["words"].as_str().unwrap_or("");
                let edits: Vec<_> = of(page).into_iter().flat_map(|it| list(it, "edits")).collect();
                let told = |edit: &Value| (cut(said, &edit["query"]), cut(text, &edit["page"]));
                let is = |edit: &Value| {
                    let (mine, other) = told(edit);
                    edit["kind"] == **kind
                        && fold(&mine) == fold(plain(query))
                        && fold(&other) == fold(plain(on_page))
                        && rest.first().is_none_or(|mark| edit["marked"] == (*mark == "marked"))
                };
                check(edits.iter().any(|edit| is(edit)), || {
                    format!(
                        "{:?}",
                        edits.iter().map(|it| (&it["kind"], told(it), &it["marked"])).collect::<Vec<_>>()
                    )
                })
            }
            ["part", page, part] => {
                let said = row["words"].as_str().unwrap_or("");
                let parts: Vec<String> = of(page).iter().map(|it| cut(said, &it["part"])).collect();
                check(parts.iter().any(|it| fold(it) == fold(plain(part))), || format!("{parts:?}"))
            }
            ["chain", page, rest @ ..] => {
                let chain = of(page).first().map(|it| {
                    list(it, "chain")
                        .iter()
                        .map(|name| name.as_str().unwrap_or("-"))
                        .collect::<Vec<_>>()
                        .join(", ")
                });
                check(chain.as_deref() == Some(rest.join(" ").as_str()), || format!("{chain:?}"))
            }
            [field @ ("earliest" | "changed"), page] => {
                let place = &row[if *field == "changed" { "changed_first" } else { "earliest" }];
                let place = if place.is_null() { "-".to_owned() } else { self.name(&place["page"]) };
                check(place == *page, || place.clone())
            }
            ["speaker", word] => {
                let agrees = &row["speaker_agrees"];
                let told = agrees.as_bool().map_or("-", |agrees| if agrees { "yes" } else { "no" });
                check(told == *word, || {
                    format!(
                        "{told} (speakers {:?})",
                        found.iter().map(|it| &it["speakers"]).collect::<Vec<_>>()
                    )
                })
            }
            _ => Err("no such assertion".to_owned()),
        }
    }
}
