#!/usr/bin/env python3
"""Writes golden output of spaCy 3.8: what `avviso-language` must reproduce, token for token.

    python -m venv VENV && VENV/bin/pip install spacy==3.8.18 numpy==2.4.6
    VENV/bin/python training/golden.py MODEL_FOLDER OUT.jsonl[.gz] [--hostile N] [--vectors N] [INPUT ...]

INPUT: *.txt (one text a file, read as UTF-8), *.jsonl or *.jsonl.gz (one object a line with a `text` field).
`--hostile N` adds N odd strings made from a fixed seed. `--vectors N` keeps the token vectors of the first N texts.
OUT (gzip if its name says so): one JSON object a text: {"id", "text", "idx", "len", "ws", "orth", "norm", "prefix", "suffix", "shape",
"tag", "pos", "morph", "lemma", "head", "dep", "ent_iob", "ent_type", "sent", "chunk", "flags", "vectors"?}; one array per column, one
entry per token. `idx` and `len` count code points; ids are decimal strings; `flags` has a bit for each of FLAGS, the first
the lowest; vectors are base64 of little-endian f32. MODEL_FOLDER may be a wheel.
"""
import argparse, base64, gzip, json, random, tempfile, zipfile
from pathlib import Path

import spacy

FLAGS = ["is_alpha", "is_ascii", "is_digit", "is_lower", "is_upper", "is_title", "is_punct", "is_left_punct", "is_right_punct",
         "is_space", "is_bracket", "is_quote", "is_currency", "like_url", "like_num", "like_email", "is_stop"]

PIECES = [
    " ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2003", "\u200b", "\u200d", "\ufeff", "\r\n", "\x1f", "\u0085",
    "don't", "Don’t", "wouldn't've", "y'all", "I'm", "it's", "Let's", "gonna", "cannot", "ain't", "o'clock", "'em", "'Cause",
    "U.S.", "U.S.A.", "a.m.", "p.m", "10am", "10a.m.", "Mr.", "Dr.", "St.", "e.g.", "i.e.", "vs.", "Inc.", "No.", "Jan.",
    "http://example.org/a?b=c#d", "https://www.example.com", "example.co.uk", "www.example.net.", "ftp://10.0.0.1/x", "172.16.0.3",
    "8.8.8.8", "8.8.8.8:8080/path", "user@example.com", "mailto:a.b@c.de", "//cdn.example.io", "example.com,", "(see example.com)",
    "#hashtag", "@handle", "#", "@", "$5.00", "US$10", "C$3", "€7", "5€", "12%", "3km", "10km/h", "40°C.", "20°", "5mg.", "+1-202-555-0100",
    "1,000,000", "1.5", "3.14.", "2+2", "2-2", "2*3^4", "a=b", "a/b", "x:y", "A.B", "end.Start", "word,word", "10:30", "1990s", "'90s",
    "co-operate", "well-known", "--", "---", "–", "—", "a–b", "a—b", "A--B", "~", "a~b", "…", "...", "..", "......", "wait...what",
    "(", ")", "[", "]", "{", "}", "<", ">", "<b>", "</b>", "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "`", "``", "''", "!!!", "?!", "¿", "¡",
    ":)", ":-(", ";-)", ":D", "xD", "<3", "(╯°□°)╯︵┻━┻", "¯\\(ツ)/¯", "^_^", "o_O", "8-)",
    "😀", "👍🏽", "👩‍👩‍👧", "🇺🇸", "❤️", "☕", "©", "™", "°", "½", "²", "x²", "№",
    "日本語", "中文字符", "한국어", "Привет", "мир.", "км", "5км", "عربي", "עברית", "हिन्दी", "ไทย", "Ελλάδα", "ΣΊΣΥΦΟΣ", "İstanbul", "ǅ", "ﬁ", "ß", "É", "é", "e\u0301", "\u0301",
    "A", "I", "X", "case", "mark", "det", "ORG", "DATE", "PERSON", "VERB", "the", "The", "THE", "a", "of", "to", "said", "President", "Smith",
    "quickly", "running", "ran", "better", "children", "mice", "has", "had", "is", "was", "that", "which", "who", ",", ".", ";", ":", "!", "?",
    "&", "&amp;", "*", "_", "__init__", "snake_case", "CamelCase", "ALLCAPS", "abcDEF", "x1", "1x", "1st", "2nd", "42", "٣", "४", "Ⅷ", "/", "\\", "|", "=", "+", "%", "^", "§", "¶", "•", "·", "�", "\x00", "\x07",
]


def hostile(count):
    rng = random.Random(20240601)
    fixed = ["", " ", "\n", "  ", " a", "a ", "\u00a0", "\r\n", "X", ".", "'", "a" * 100, "A" * 99, "x" * 100_000, "(" * 2_000, "." * 5_000,
             "a." * 3_000, "-" * 1_000, "a-" * 1_000, "http://" + "a" * 5_000 + ".com", "1" * 3_000, "😀" * 300, " " * 5_000, "\n" * 500,
             "don't" * 400, "@" * 500, "e\u0301" * 800]
    out = fixed[:count]
    while len(out) < count:
        n = rng.choice((1, 2, 3, 5, 8, 13, 30))
        joiner = rng.choice(("", "", " ", " ", None))
        parts = [rng.choice(PIECES) for _ in range(n)]
        out.append("".join(p + (rng.choice((" ", "")) if joiner is None else joiner) for p in parts))
    return out


def texts(paths):
    for path in paths:
        if path.endswith(".txt") or path.endswith(".html"):
            yield path.rsplit("/", 1)[-1], open(path, encoding="utf8", newline="").read()
        else:
            opener = gzip.open if path.endswith(".gz") else open
            for line in opener(path, "rt", encoding="utf8"):
                row = json.loads(line)
                if row.get("text"):
                    yield str(row.get("id", "")), row["text"]


def chunks(doc):
    """End of the noun chunk that begins at each token, 0 if none."""
    ends = {c.start: c.end for c in doc.noun_chunks} if len(doc) else {}
    return [ends.get(i, 0) for i in range(len(doc))]


def load(path):
    """A pipeline from a model folder, a folder above it, or a wheel."""
    with tempfile.TemporaryDirectory() as folder:
        if zipfile.is_zipfile(path):
            zipfile.ZipFile(path).extractall(folder)
            path = folder
        configs = sorted(Path(path).rglob("config.cfg"), key=lambda found: len(found.parts))
        return spacy.load(configs[0].parent)


def flags(token):
    return sum(bool(getattr(token, name)) << bit for bit, name in enumerate(FLAGS))


def row(name, text, doc, vectors):
    ids = lambda key: [str(getattr(t, key)) for t in doc]
    out = {
        "id": name, "text": text, "idx": [t.idx for t in doc], "len": [len(t.text) for t in doc],
        "ws": [1 if t.whitespace_ else 0 for t in doc], "orth": ids("orth"), "norm": ids("norm"), "prefix": ids("prefix"),
        "suffix": ids("suffix"), "shape": ids("shape"), "tag": [t.tag_ for t in doc], "pos": [t.pos_ for t in doc],
        "morph": [str(t.morph) for t in doc], "lemma": [t.lemma_ for t in doc], "head": [t.head.i for t in doc],
        "dep": [t.dep_ for t in doc], "ent_iob": [t.ent_iob_ for t in doc], "ent_type": [t.ent_type_ for t in doc],
        "sent": [1 if t.is_sent_start else 0 for t in doc],
        "chunk": chunks(doc), "flags": [flags(t) for t in doc],
    }
    if vectors and len(doc):
        out["vectors"] = base64.b64encode(doc.tensor.astype("<f4").tobytes()).decode()
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("model")
    args.add_argument("out")
    args.add_argument("inputs", nargs="*")
    args.add_argument("--hostile", type=int, default=0)
    args.add_argument("--vectors", type=int, default=0)
    args = args.parse_intermixed_args()
    nlp = load(args.model)
    nlp.max_length = 10_000_000
    work = list(texts(args.inputs)) + [(f"hostile-{i}", s) for i, s in enumerate(hostile(args.hostile))]
    tokens = 0
    with (gzip.open(args.out, "wt", encoding="utf8", compresslevel=3) if args.out.endswith(".gz") else open(args.out, "w", encoding="utf8")) as out:
        for i, (name, text) in enumerate(work):
            doc = nlp(text)
            tokens += len(doc)
            out.write(json.dumps(row(name, text, doc, i < args.vectors), ensure_ascii=False) + "\n")
    print(f"{len(work)} texts, {tokens} tokens, spaCy {spacy.__version__}, {nlp.meta['name']} {nlp.meta['version']}")


if __name__ == "__main__":
    main()
