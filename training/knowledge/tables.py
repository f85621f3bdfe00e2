"""Reading and writing the knowledge tables: tab separated, `#` lines first, then one header line, rows sorted by key."""

import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
KNOWLEDGE = HERE.parents[1] / "crates" / "avviso-analysis" / "knowledge"

# table -> (columns, key columns)
TABLES = {
    "entities": ("id kind name country sector wikidata valid_from valid_to domain source".split(), ["id"]),
    "names": ("entity form kind case valid_from valid_to source".split(), ["entity", "form", "kind", "valid_from"]),
    "offices": ("id entity kind title forms source".split(), ["id"]),
    "tenures": ("person office from to source".split(), ["person", "office", "from"]),
    "dated_events": ("id forms kind from to source".split(), ["id"]),
}


def read(table, folder=KNOWLEDGE):
    """Rows of a table as dicts; comment lines at the top are returned apart."""
    path = Path(folder) / f"{table}.tsv"
    columns, _ = TABLES[table]
    comments, rows = [], []
    if not path.exists():
        return comments, rows
    lines = path.read_text(encoding="utf-8").split("\n")
    while lines and lines[0].startswith("#"):
        comments.append(lines.pop(0))
    header = lines.pop(0).split("\t")
    if header != columns:
        raise SystemExit(f"{path}: header is {header}, expected {columns}")
    for number, line in enumerate(lines, start=len(comments) + 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise SystemExit(f"{path}:{number}: {len(cells)} cells, expected {len(columns)}: {line!r}")
        rows.append(dict(zip(columns, cells)))
    return comments, rows


def write(table, comments, rows, folder=KNOWLEDGE):
    """Writes a table sorted by its key, so that two runs give the same bytes."""
    columns, key = TABLES[table]
    rows = sorted(rows, key=lambda r: [r.get(k, "") for k in key])
    lines = list(comments) + ["\t".join(columns)]
    for row in rows:
        cells = [row.get(c, "") for c in columns]
        for cell in cells:
            if "\t" in cell or "\n" in cell or cell != cell.strip():
                raise SystemExit(f"{table}: bad cell {cell!r} in {row}")
        lines.append("\t".join(cells))
    Path(folder, f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def add(table, new):
    """Adds rows whose key is not there yet; what a person has edited stays as it is. Returns how many were added."""
    _, key = TABLES[table]
    comments, rows = read(table)
    seen = {tuple(r[k] for k in key) for r in rows}
    added = 0
    for row in new:
        at = tuple(row.get(k, "") for k in key)
        if at in seen:
            continue
        seen.add(at)
        rows.append(row)
        added += 1
    write(table, comments, rows)
    return added


def slug(name):
    """An id from a name: ASCII, lower case, words joined by hyphens."""
    special = {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ð": "d", "ə": "e"}
    plain = "".join(special.get(c, c) for c in name)
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    out = "".join(c.lower() if c.isascii() and c.isalnum() else "-" if c in " -/.&,_" else "" for c in plain)
    return "-".join(p for p in out.split("-") if p)
