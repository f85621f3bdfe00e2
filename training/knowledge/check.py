"""Checks the knowledge tables: shape, unique keys, references, dates, sources. Exit 1 with one line a fault.

    python3 check.py [--overlaps]
"""

import re
import sys

import tables

KINDS = {
    "entities": set("state government person organisation armed_group outlet document group place_as_actor".split()),
    "names": set("name abbreviation nickname demonym metonym typo".split()),
}
SECTORS = set("GOV MIL IGO MED CVL OPP REB PTY JUD LEG SPY COP NGO UNK".split())
SOURCE = re.compile(r"unsourced|.*(\S+@[\w.-]+#\S+|https?://\S+).*")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def main():
    faults = []
    data = {name: tables.read(name)[1] for name in tables.TABLES}
    for name, (_, key) in tables.TABLES.items():
        seen = set()
        for row in data[name]:
            at = tuple(row[k] for k in key)
            if at in seen:
                faults.append(f"{name}: key twice: {at}")
            seen.add(at)
            if not SOURCE.fullmatch(row["source"]):
                faults.append(f"{name}: {at}: source {row['source']!r}")
            for column in ("valid_from", "valid_to", "from", "to"):
                if row.get(column) and not DATE.fullmatch(row[column]):
                    faults.append(f"{name}: {at}: {column} {row[column]!r}")
            start, end = row.get("from") or row.get("valid_from"), row.get("to") or row.get("valid_to")
            if start and end and start[: len(end)] > end[: len(start)]:
                faults.append(f"{name}: {at}: {start} after {end}")
            for cell in row.values():
                if cell != cell.strip() or "  " in cell:
                    faults.append(f"{name}: {at}: blanks in {cell!r}")
    ids = {r["id"]: r for r in data["entities"]}
    for row in data["entities"]:
        if row["kind"] not in KINDS["entities"]:
            faults.append(f"entities: {row['id']}: kind {row['kind']!r}")
        if row["sector"] not in SECTORS:
            faults.append(f"entities: {row['id']}: sector {row['sector']!r}")
        if row["country"] and not re.fullmatch(r"[A-Z]{3}", row["country"]):
            faults.append(f"entities: {row['id']}: country {row['country']!r}")
        if row["wikidata"] and not re.fullmatch(r"Q[1-9]\d*", row["wikidata"]):
            faults.append(f"entities: {row['id']}: wikidata {row['wikidata']!r}")
        if not row["name"]:
            faults.append(f"entities: {row['id']}: no name")
    items = {}
    for row in data["entities"]:
        if row["wikidata"]:
            items.setdefault(row["wikidata"], []).append(row["id"])
    faults += [f"entities: {item} stands for {who}" for item, who in items.items() if len(who) > 1]
    named = set()
    for row in data["names"]:
        named.add(row["entity"])
        if row["entity"] not in ids:
            faults.append(f"names: no entity {row['entity']!r} ({row['form']})")
        if row["kind"] not in KINDS["names"] or row["case"] not in ("exact", "fold") or not row["form"]:
            faults.append(f"names: {row}")
    faults += [f"entities: {i} has no name row" for i in ids if i not in named]
    offices = {r["id"] for r in data["offices"]}
    for row in data["offices"]:
        if row["entity"] not in ids:
            faults.append(f"offices: {row['id']}: no entity {row['entity']!r}")
        if not row["title"] or not row["forms"] or "" in row["forms"].split("|"):
            faults.append(f"offices: {row['id']}: title and forms")
    for row in data["tenures"]:
        if row["person"] not in ids or ids[row["person"]]["kind"] != "person":
            faults.append(f"tenures: no person {row['person']!r}")
        if row["office"] not in offices:
            faults.append(f"tenures: no office {row['office']!r}")
    if "--overlaps" in sys.argv:
        by = {}
        for row in data["tenures"]:
            by.setdefault(row["office"], []).append((row["from"], row["to"] or "9999", row["person"]))
        for office, rows in sorted(by.items()):
            rows.sort()
            for (a, b, p), (c, d, q) in zip(rows, rows[1:]):
                if c[:7] < b[:7] and len(c) >= 7:
                    print(f"overlap: {office}: {p} {a}..{b} / {q} {c}..{d}")
    for fault in faults:
        print(fault)
    for name, rows in data.items():
        lone = sum(r["source"] == "unsourced" for r in rows)
        print(f"{name}: {len(rows)} rows, {lone} unsourced", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
