#!/usr/bin/env python3
"""Measures peers of `avviso link` and `avviso trace` on the development set, in one run.

    python3.11 -m venv VENV && VENV/bin/pip install -r training/peers_tellings.txt
    avviso-eval lay tellings --data $AVVISO_DATA -o SET
    VENV/bin/python training/peers_tellings.py SET --data $AVVISO_DATA [--avviso PROGRAM]

SET is a laid set (truth.jsonl, queries.jsonl, pages/). Figures are those of DATA/tools/score_tellings.py. A peer that is
not installed is named as not run. Thresholds of pair rules are the best **on this set**, which flatters them; pages are
given as trafilatura reads them (HTML) or as they are (.txt). Each tracer is given the pages that share a run of three
words with the quotation, tags stripped; verdicts are mapped to our four words as MAPPED says. --avviso measures the
program beside them, pages in. Times are process times of this one run.
"""
import argparse, collections, html, importlib, json, os, re, subprocess, sys, tempfile, time, warnings

MAPPED = {
    "rapidfuzz": "partial ratio 100: verbatim; >= 70: altered",
    "gtrex": "grounded: verbatim; stitched in order: cut; repaired, or kept by a guard: altered",
    "krokai": "VERIFIED, PUNCTUATION, TYPESETTING, WRONG_SPEAKER and truncations: verbatim; ASSEMBLED, ELLIPSIS_HIDES: cut; "
              "NOT_FOUND, NO_SOURCE_ON_DISK: absent; all others: altered",
}


def words(text):
    return [w for w in (re.sub(r"[^\w%$]", "", x).lower() for x in text.split()) if w]


def stripped(name, raw):
    text = raw.decode("utf-8", "replace")
    if name.endswith(".html"):
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return text


def unquoted(text):
    return re.sub(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]", " ", text)


def grams(ws, n):
    return {" ".join(ws[i:i + n]) for i in range(len(ws) - n + 1)}


def link_rows(names, pairs):
    """Rows of a picture that has these copies, groups being their components."""
    group = {n: n for n in names}

    def find(n):
        while group[n] != n:
            group[n] = group[group[n]]
            n = group[n]
        return n
    for a, b in pairs:
        group[find(b)] = find(a)
    side = lambda n: {"page": n, "source": n}
    return ([dict(row="page", group=find(n), **side(n)) for n in names]
            + [{"row": "copy", "a": side(a), "b": side(b), "relation": "rewrite", "direction": "undecided"} for a, b in sorted(pairs)])


def pair_rule(score, names, scored):
    """The best threshold of a rule on this set: scored is {(a, b): value}."""
    best = None
    for threshold in [x / 200 for x in range(2, 160)]:
        pairs = {k for k, v in scored.items() if v >= threshold}
        figures = score.score_link(TRUTH, link_rows(names, pairs))
        if best is None or figures["pairs"]["f1"] > best[1]["pairs"]["f1"]:
            best = (threshold, figures)
    return best


def containment(texts, n):
    index = collections.defaultdict(set)
    sets = {name: grams(words(text), n) for name, text in texts.items()}
    for name, gs in sets.items():
        for g in gs:
            index[g].add(name)
    shared = collections.Counter()
    for holders in index.values():
        if 1 < len(holders) <= 40:
            hs = sorted(holders)
            for i, a in enumerate(hs):
                for b in hs[i + 1:]:
                    shared[a, b] += 1
    return {(a, b): n / max(1, min(len(sets[a]), len(sets[b]))) for (a, b), n in shared.items()}


def minhash(texts, n=5, permutations=128):
    from datasketch import MinHash
    made = {}
    for name, text in texts.items():
        m = MinHash(num_perm=permutations)
        for g in grams(words(text), n):
            m.update(g.encode())
        made[name] = m
    names = sorted(texts)
    return {(a, b): made[a].jaccard(made[b]) for i, a in enumerate(names) for b in names[i + 1:]}


def candidates(queries, texts):
    index = collections.defaultdict(set)
    for name, text in texts.items():
        for g in grams(words(text), 3):
            index[g].add(name)
    return {q["id"]: sorted({p for g in grams(words(q["words"]), 3) for p in index.get(g, ())}) for q in queries}


RANK = {"verbatim": 0, "cut": 1, "altered": 2, "absent": 3}


def trace_rows(queries, held, verdict):
    rows = []
    for q in queries:
        best = [(verdict(q, name), name) for name in held[q["id"]]]
        best = sorted((x for x in best if x[0] != "absent"), key=lambda x: (RANK[x[0]], x[1]))
        rows.append({"id": q["id"], "status": best[0][0] if best else "absent",
                     "found": [{"source": name, "status": s, "raw": [], "edits": []} for s, name in best], "earliest": None})
    return rows


def by_rapidfuzz(texts):
    from rapidfuzz import fuzz
    folded = {name: " ".join(words(text)) for name, text in texts.items()}

    def verdict(q, name):
        ratio = fuzz.partial_ratio(" ".join(words(q["words"])), folded[name])
        return "verbatim" if ratio == 100 else "altered" if ratio >= 70 else "absent"
    return verdict


def by_gtrex(texts):
    from gtrex import Policy, Repairer
    warnings.simplefilter("ignore")
    made = {}

    def verdict(q, name):
        repairer = made.setdefault(name, None) or Repairer(texts[name], Policy())
        made[name] = repairer
        done = repairer.repair(q["words"])
        if done.before.grounded:
            return "verbatim"
        if "stitch" in str(done.before.as_dict()).lower() and getattr(done.before, "stitched", False):
            return "cut"
        guarded = "guard" in done.stage
        return "altered" if done.accepted or guarded else "absent"
    return verdict


def by_krokai(texts, folder):
    from krokai import verify
    from krokai.corpus import Corpus
    made = {}

    def corpus(name):
        if name not in made:
            root = os.path.join(folder, name)
            os.makedirs(root)
            with open(os.path.join(root, "page.txt"), "w", encoding="utf-8") as f:
                f.write(texts[name])
            made[name] = Corpus([root], quiet=True)
        return made[name]

    def verdict(q, name):
        got = verify.check(q["words"], corpus(name))
        word = got["verdict"] if isinstance(got, dict) else getattr(got, "verdict", None) or got[0]
        if word in ("VERIFIED", "PUNCTUATION", "TYPESETTING", "WRONG_SPEAKER", "TRUNCATED_CONDITION", "TRUNCATED_OPENING"):
            return "verbatim"
        if word in ("ASSEMBLED", "ELLIPSIS_HIDES"):
            return "cut"
        return "absent" if word in ("NOT_FOUND", "NO_SOURCE_ON_DISK") else "altered"
    return verdict


def version(package):
    from importlib.metadata import version as told
    return f"{package} {told(package)}"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("set")
    ap.add_argument("--data", required=True)
    ap.add_argument("--avviso", help="the program, measured beside the peers")
    o = ap.parse_args()
    sys.path.insert(0, os.path.join(o.data, "tools"))
    sys.dont_write_bytecode = True
    score = importlib.import_module("score_tellings")
    global TRUTH
    TRUTH = score.read(os.path.join(o.set, "truth.jsonl"))
    queries = score.read(os.path.join(o.set, "queries.jsonl"))
    pages = os.path.join(o.set, "pages")
    names = sorted(os.listdir(pages))
    raw = {n: open(os.path.join(pages, n), "rb").read() for n in names}
    plain = {n: stripped(n, raw[n]) for n in names}
    print(f"{len(names)} pages, {len(queries)} quotations; Python {sys.version.split()[0]}")

    def told(what, run):
        begin = time.process_time()
        try:
            text = run()
        except ImportError as error:
            text = f"not run: {error}"
        except Exception as error:          # a peer's own failure is a result
            text = f"failed: {type(error).__name__}: {error}"
        print(f"{what:<58} {text}  ({time.process_time() - begin:.1f} s)", flush=True)

    def bodies():
        import trafilatura
        return {n: (trafilatura.extract(raw[n].decode("utf-8", "replace")) or "") if n.endswith(".html") else plain[n] for n in names}
    try:
        texts, read = bodies(), version("trafilatura")
    except ImportError as error:
        texts, read = plain, f"tags stripped (trafilatura not run: {error})"
    print(f"[pairs] on {read}")

    def pairs(scored):
        def run():
            threshold, f = pair_rule(score, names, scored())
            return f"F1 {f['pairs']['f1']:.3f} at {threshold:.3f}; groups {f['groups']['f1']:.3f}; quotations called copies {f['quotation']['called_copies']}"
        return run
    told("MinHash of 5-word shingles, 128 (datasketch)", pairs(lambda: minhash(texts)))
    told("8-word containment", pairs(lambda: containment(texts, 8)))
    told("8-word containment, quoted words left out", pairs(lambda: containment({n: unquoted(t) for n, t in texts.items()}, 8)))
    print("[trace] each on pages that share three words in a row")
    held = candidates(queries, plain)

    def traced(make):
        def run():
            f = score.score_trace(TRUTH, trace_rows(queries, held, make()), pages)
            return f"status macro F1 {f['status']['macro_f1']:.3f}; false found {f['false_found']['share']:.3f}; pages F1 {f['pages']['f1']:.3f}"
        return run
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("rapidfuzz", lambda: by_rapidfuzz(plain)), ("gtrex", lambda: by_gtrex(plain)), ("krokai", lambda: by_krokai(plain, folder))):
            told(f"{name} ({MAPPED[name][:40]}…)", traced(make))
    if o.avviso:
        print("[avviso] pages in")
        with tempfile.TemporaryDirectory() as folder:
            def link():
                out = os.path.join(folder, "link.jsonl")
                subprocess.run([o.avviso, "link", pages, "-o", out], check=True)
                f = score.score_link(TRUTH, score.read(out))
                return f"F1 {f['pairs']['f1']:.3f}; groups {f['groups']['f1']:.3f}; quotations called copies {f['quotation']['called_copies']}"

            def trace():
                out = os.path.join(folder, "trace.jsonl")
                subprocess.run([o.avviso, "trace", "--file", os.path.join(o.set, "queries.jsonl"), pages, "-o", out], check=False)
                f = score.score_trace(TRUTH, score.read(out), pages)
                return f"status macro F1 {f['status']['macro_f1']:.3f}; false found {f['false_found']['share']:.3f}; pages F1 {f['pages']['f1']:.3f}"
            told("avviso link", link)
            told("avviso trace", trace)


if __name__ == "__main__":
    main()
