"""Adds office holders: persons, their names and their tenures.

    python3 holders.py FOLDER

FOLDER holds a clone of each repository named in holders.tsv, as `every-politician-scrapers+NAME` (or `…/repo` inside).
Rows that are in the tables stay as they are. What the lists leave open or have wrong is mended from ends.tsv.
"""

import csv
import io
import re
import subprocess
import sys
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import tables

# Surnames that are everyday words, months or towns: the full name has to stand on the page (the matcher derives it).
PLAIN_WORDS = set("May Power Cook Brown Straw Rice Bush Snow Hunt Burns Miller Hall Fox Reid Carr Price King Wong Smith Martin "
                  "Jones Manley Payne Bishop Chen Park Han Kim Lee Wu Lin Chang Su Li Hu Wang Yang Wei Dion Day Cash Gates "
                  "Anand Park Song Hong Ma Mori Abe Kan Noda Carter Sullivan Cohen Conte Monti Fini Letta Valls Khan".split())
FAMILY_FIRST = {"KOR", "PRK", "CHN", "TWN"}
NO_SURNAME = {"VNM", "IDN"}
PARTICLES = {"de", "da", "di", "von", "van", "der", "den", "le", "la", "el", "al", "bin", "del", "dos", "ben"}


def plain(name):
    special = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ø": "o"}
    name = "".join(special.get(c, c) for c in name)
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def clean(label):
    """The name as the news would write it: without peerage, "Jr." and middle initial."""
    label = label.replace("’", "'")
    label = re.sub(r", (Baron|Baroness|Lord) .*", "", label)
    label = re.sub(r",? (Jr|Sr)\.", "", label)
    return re.sub(r"(?<=\w) [A-Z]\.(?: [A-Z]\.)*(?= \w)", "", label)


def surname(name, country):
    tokens = name.split()
    if len(tokens) < 2 or country in NO_SURNAME or " of " in name or name.startswith(("King ", "Pope ")):
        return None
    if country in FAMILY_FIRST and any("-" in t for t in tokens):
        return None if tokens[0] in PLAIN_WORDS else tokens[0]
    at = len(tokens) - 1
    while at > 1 and tokens[at - 1].lower() in PARTICLES:
        at -= 1
    last = " ".join(tokens[at:])
    return None if last in PLAIN_WORDS or len(last) < 3 else last


def merged(spells):
    """Joins spells of one person that touch: a new cabinet is no new tenure."""
    out = []
    for start, end in sorted(set(spells)):
        if out and out[-1][1] and len(start) == 10 and len(out[-1][1]) == 10:
            if date.fromisoformat(start) <= date.fromisoformat(out[-1][1]) + timedelta(days=7):
                out[-1] = (out[-1][0], "" if not end else max(end, out[-1][1]))
                continue
        out.append((start, end))
    return out


def main():
    root = Path(sys.argv[1])
    here = Path(__file__).parent
    lines = [l.split("\t") for l in (here / "holders.tsv").read_text(encoding="utf-8").splitlines() if not l.startswith("#")][1:]
    ends = {}
    for line in (here / "ends.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "person\t")):
            person, office, start, end, source = line.split("\t")
            ends[clean(person), office, start] = (end, source)
    people, spells = {}, {}
    for repository, position, office in lines:
        clone = root / f"every-politician-scrapers+{repository}"
        clone = clone / "repo" if (clone / "repo").exists() else clone
        git = ["git", "-C", str(clone)]
        commit = subprocess.run([*git, "rev-parse", "--short=7", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
        text = subprocess.run([*git, "show", "HEAD:html/holders21.csv"], check=True, capture_output=True, text=True).stdout
        source = f"every-politician-scrapers/{repository}@{commit}#html/holders21.csv"
        for row in csv.reader(io.StringIO(text)):
            if row[0] != position or not row[3] or (row[4] and row[4] < row[3]):
                continue
            people.setdefault(row[2], (clean(row[1]), office.split(".")[0], source))
            spells.setdefault((row[2], office, source), []).append((row[3], row[4]))
    _, known = tables.read("entities")
    ids = {r["id"]: r["wikidata"] for r in known}
    by_item = {r["wikidata"]: r["id"] for r in known if r["wikidata"] and r["kind"] == "person"}
    entities, names, person_id = [], [], {}
    for item, (name, country, source) in sorted(people.items()):
        state = country if country.isupper() else ""
        if item in by_item:
            person_id[item] = by_item[item]
        else:
            at = tables.slug(name)
            if ids.get(at, item) not in (item, ""):
                at = f"{at}-{country.lower()}"
            ids[at] = item
            person_id[item] = at
            entities.append(dict(id=at, kind="person", name=name, country=state, sector="GOV" if state else "IGO", wikidata=item, source=source))
        forms = [name, plain(name), plain(name).replace("'", "")]
        last = surname(name, country)
        forms += [last, plain(last)] if last else []
        for form in dict.fromkeys(forms):
            names.append(dict(entity=person_id[item], form=form, kind="name", case="exact" if " " not in form else "fold", source=source))
    tenures = []
    for (item, office, source), dates in sorted(spells.items()):
        for start, end in merged(dates):
            said = source
            mend = ends.get((people[item][0], office, start))
            if mend:
                end, why = mend
                if end == "drop":
                    continue
                said = source if why == source else f"{source} (end: {why})"
            tenures.append(dict(person=person_id[item], office=office, **{"from": start}, to=end, source=said))
    print("entities", tables.add("entities", entities), "names", tables.add("names", names), "tenures", tables.add("tenures", tenures))


if __name__ == "__main__":
    main()
