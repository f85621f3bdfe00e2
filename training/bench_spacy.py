#!/usr/bin/env python3
"""Times spaCy and `avviso-language` in turn on the same texts, one thread each, from text to JSON written.

    VENV/bin/python training/bench_spacy.py BENCH_BINARY MODEL.avm MODEL_FOLDER TEXTS.jsonl.gz [LIMIT] [ROUNDS]

BENCH_BINARY: `cargo build --release -p avviso-language --example bench`. CPU time of the process counts; the medians and
the ratio of tokens per CPU second are printed. spaCy runs document by document and with `nlp.pipe`; the better counts.
"""
import gzip, json, os, statistics, subprocess, sys, time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BLIS_NUM_THREADS="1")
import spacy


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
    return tokens / (time.process_time() - start)


def main():
    binary, model, folder, path = sys.argv[1:5]
    limit, rounds = (int(a) for a in (sys.argv[5:7] + ["40", "5"][len(sys.argv) - 5:]))
    texts = [json.loads(row)["text"] for row in gzip.open(path, "rt", encoding="utf8")][:limit]
    ours = subprocess.Popen([binary, model, path, "--limit", str(limit), "--rounds", str(rounds), "--interactive"],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    print(ours.stdout.readline().strip())
    nlp, sink, speeds = spacy.load(folder), open(os.devnull, "w"), []
    for _ in range(rounds):
        single = timed(lambda: (nlp(t) for t in texts), sink)
        piped = timed(lambda: nlp.pipe(texts, batch_size=8), sink)
        ours.stdin.write("\n")
        ours.stdin.flush()
        words = ours.stdout.readline().split()
        speeds.append((max(single, piped), float(words[words.index("per") - 2])))
        print(f"spaCy {single:.0f} one by one, {piped:.0f} piped; ours {speeds[-1][1]:.0f} tokens per CPU second", flush=True)
    theirs, here = (statistics.median(s[i] for s in speeds) for i in (0, 1))
    print(f"median of {rounds}: spaCy {theirs:.0f}, ours {here:.0f}, ratio {here / theirs:.2f}")


if __name__ == "__main__":
    main()
