"""Adds news outlets with home country and domain from the list of flairNLP/fundus (MIT).

    python3 outlets.py CLONE
"""

import re
import subprocess
import sys

import tables

# Folder names of fundus that are no ISO 3166-1 alpha-2 code, and the codes that occur.
COUNTRY = dict(
    at="AUT", au="AUS", be="BEL", ca="CAN", ch="CHE", cn="CHN", cz="CZE", de="DEU", dk="DNK", es="ESP", fr="FRA", gl="GRL", id="IDN",
    il="ISR", ind="IND", isl="ISL", it="ITA", jp="JPN", kr="KOR", lb="LBN", li="LIE", ls="LSO", lt="LTU", lu="LUX", mx="MEX", my="MYS",
    na="NAM", no="NOR", pl="POL", pt="PRT", py="PRY", ru="RUS", se="SWE", tr="TUR", tw="TWN", tz="TZA", ua="UKR", uk="GBR", us="USA",
    vn="VNM", za="ZAF",
)
# No news outlets in the sense of this table, or names that people wrote better by hand.
SKIP = {"i", "Nature", "TechRadar", "Vogue", "Kicker", "Gamestar", "Sportschau", "MotorSport Magazin", "World Truth", "People", "ABC",
        "The BBC", "Reuters", "Associated Press News", "AFP Faktencheck", "Euronews (DE)", "Euronews (FR)", "Euronews (EN)", "Metro",
        "Postillon", "Golem", "WinFuture", "Heise", "Business Insider DE", "Voice Of America", "Politico EU", "NTVTR", "The Independent",
        "Daily Mail", "Washington Post", "Fox News", "Anadolu Ajansı", "Kommersant", "Times Of India"}
# Names that are everyday words count only as written.
EXACT = re.compile(r"^[\w-]+$|^(The Sun|The Nation|The Mirror|Daily Star|The Citizen|The Province|Daily News|Die Zeit|Die Welt|El Mundo|Rest of World)$")


def main():
    clone = sys.argv[1]
    git = ["git", "-C", clone]
    commit = subprocess.run([*git, "rev-parse", "--short=7", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    entities, names = [], []
    for code, country in sorted(COUNTRY.items()):
        path = f"src/fundus/publishers/{code}/__init__.py"
        text = subprocess.run([*git, "show", f"HEAD:{path}"], check=True, capture_output=True, text=True).stdout
        source = f"flairNLP/fundus@{commit}#{path}"
        for name, address in re.findall(r'Publisher\(\s*name="([^"]+)",\s*domain="([^"]+)"', text):
            if name in SKIP:
                continue
            domain = re.sub(r"^https?://(www\d?\.)?", "", address).strip("/")
            short = re.sub(r"\s*\(([^)]*)\)$", "", name)
            at = tables.slug(short)
            entities.append(dict(id=at, kind="outlet", name=short, country=country, sector="MED", domain=domain, source=source))
            forms = [short]
            bracket = re.search(r"\(([A-Za-z]{2,5})\)$", name)
            if bracket:
                forms.append(bracket[1])
            for form in forms:
                kind = "abbreviation" if form.isupper() else "name"
                names.append(dict(entity=at, form=form, kind=kind, case="exact" if EXACT.match(form) else "fold", source=source))
    print("entities", tables.add("entities", entities), "names", tables.add("names", names))


if __name__ == "__main__":
    main()
