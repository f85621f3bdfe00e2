#!/usr/bin/env python3
"""The spaCy side of `avviso-eval bench language --against spacy`: started by it, one thread, one measured round a line.

    VENV/bin/python training/bench_spacy.py PACKAGE TEXTS.jsonl[.gz] LIMIT

For each line on standard input: parse all texts, from text to JSON written, once text by text and once with `nlp.pipe`;
then print tokens and the CPU seconds of the two, as JSON. The first line printed is about loading.
"""
import gzip, json, os, sys, time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BLIS_NUM_THREADS="1")
import spacy
from golden import load


def line(doc):
    tokens = [
        {"idx": t.idx, "text": t.text, "ws": bool(t.whitespace_), "tag": t.tag_, "pos": t.pos_, "morph": str(t.morph), "lemma": t.lemma_,
         "dep": t.dep_, "head": t.head.i, "ent_iob": t.ent_iob_, "ent_type": t.ent_type_, "sent_start": bool(t.is_sent_start)} for t in doc]
    return json.dumps({"source": "text", "tokens": tokens}, ensure_ascii=False)


def timed(docs, sink):
    start, tokens = time.process_time(), 0
    for doc in docs():
        sink.write(line(doc) + "\n")
        tokens += len(doc)
    return tokens, time.process_time() - start


def main():
    package, path, limit = sys.argv[1], sys.argv[2], int(sys.argv[3])
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf8") as rows:
        texts = [text for text in (json.loads(row).get("text") for row in rows) if text][:limit]
    start = time.process_time()
    nlp, sink = load(package), open(os.devnull, "w", encoding="utf8")
    print(json.dumps({"version": spacy.__version__, "load": time.process_time() - start}), flush=True)
    for _ in sys.stdin:
        tokens, single = timed(lambda: (nlp(text) for text in texts), sink)
        _, piped = timed(lambda: nlp.pipe(texts, batch_size=8), sink)
        print(json.dumps({"tokens": tokens, "single": single, "piped": piped}), flush=True)


if __name__ == "__main__":
    main()
