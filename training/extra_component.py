#!/usr/bin/env python3
"""Trains a tiny tagger and a tiny name recogniser with encoders of their own: the proof that such parts run here too.

    VENV/bin/python training/extra_component.py MODEL_FOLDER OUT_FOLDER [TEXTS.jsonl]

The parts share the tokeniser and vocabulary of MODEL_FOLDER (en_core_web_sm 3.8). The sentences are made up from small
lists below: a tagger that marks who speaks (SOURCE, CUE, OTHER) and a recogniser of ships (SHIP). OUT_FOLDER/package is
what `convert` reads; OUT_FOLDER/golden.jsonl holds what spaCy gives on the texts (`text` in each line), to be compared.
"""
import json, random, sys
from pathlib import Path

import spacy
from spacy.training import Example
from spacy.util import minibatch

WHO = ["The mayor", "A spokesman", "The minister", "Her lawyer", "The captain", "One official", "The union", "Police"]
CUES = ["said", "claimed", "denied", "warned", "told reporters", "insisted"]
WHAT = ["the road would close", "nothing had changed", "costs were rising", "the crew was safe", "talks had failed"]
SHIPS = ["Northern Gale", "Saint Brendan", "Ellen Roe", "Blue Heron", "Kestrel"]


def examples(nlp, rng, count):
    for _ in range(count):
        who, cue, what, ship = (rng.choice(x) for x in (WHO, CUES, WHAT, SHIPS))
        form = rng.choice(["{who} {cue} that {what} aboard the {ship}.", "{what}, {who} {cue}; the {ship} sailed.", "The {ship} sank, {who} {cue}."])
        text = form.format(who=who, cue=cue, what=what, ship=ship)
        text = text[0].upper() + text[1:]
        doc = nlp.make_doc(text)
        at = lambda part: (text.lower().find(part.lower()), text.lower().find(part.lower()) + len(part))
        spans = {"SOURCE": at(who), "CUE": at(cue)}
        tags = []
        for token in doc:
            tags.append(next((k for k, (a, b) in spans.items() if a >= 0 and a <= token.idx < b), "OTHER"))
        a, b = at(ship)
        yield Example.from_dict(doc, {"tags": tags, "entities": [(a, b, "SHIP")]})


def main():
    folder, out = sys.argv[1], Path(sys.argv[2])
    base = spacy.load(folder)
    nlp = spacy.blank("en", vocab=base.vocab)
    nlp.tokenizer = base.tokenizer
    tok2vec = {
        "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 32, "depth": 2, "embed_size": 300,
        "window_size": 1, "maxout_pieces": 2, "subword_features": True,
    }
    nlp.add_pipe("tagger", name="speakers", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec}})
    nlp.add_pipe("ner", name="ships", config={"model": {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False, "hidden_width": 32,
        "maxout_pieces": 2, "use_upper": True, "tok2vec": tok2vec}})
    rng = random.Random(7)
    train = list(examples(nlp, rng, 300))
    spacy.util.fix_random_seed(7)
    optimizer = nlp.initialize(lambda: train)
    for _ in range(6):
        rng.shuffle(train)
        for batch in minibatch(train, 16):
            nlp.update(batch, sgd=optimizer)
    nlp.to_disk(out / "package")
    texts = [example.text for example in examples(nlp, random.Random(8), 60)]
    for path in sys.argv[3:]:
        texts += [json.loads(line)["text"] for line in open(path, encoding="utf8")]
    with open(out / "golden.jsonl", "w", encoding="utf8") as golden:
        for text in texts:
            # In the full pipeline the recogniser sees the parser's sentences.
            tags = [token.tag_ for token in nlp.get_pipe("speakers")(nlp.make_doc(text))]
            doc = base(text)
            doc.set_ents([], default="missing")
            doc = nlp.get_pipe("ships")(doc)
            golden.write(json.dumps({"text": text, "speakers": tags, "ships": [[e.start, e.end, e.label_] for e in doc.ents]}) + "\n")


if __name__ == "__main__":
    main()
