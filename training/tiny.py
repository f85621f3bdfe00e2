#!/usr/bin/env python3
"""Trains two tiny packages: the proof that pipelines and components of anybody's run here too.

    VENV/bin/python training/tiny.py MODEL_FOLDER OUT_FOLDER

The sentences are made up from small lists below; MODEL_FOLDER (en_core_web_sm 3.8, or its wheel) gives their gold tags and heads.
OUT_FOLDER/extra.whl holds a tagger that marks who speaks (SOURCE, CUE, OTHER) and a recogniser of ships (SHIP), each with
an encoder of its own, to be run beside another pipeline. OUT_FOLDER/whole.whl holds all parts that a pipeline may have,
small enough to be damaged byte by byte (`fuzz/`). The *.jsonl beside them hold what spaCy gives on some of the sentences.
Their place in the repository is crates/avviso-language/tests/tiny.
"""
import json, random, sys, zipfile
from pathlib import Path

import spacy
from golden import load, row
from spacy.lookups import Lookups
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


def encoder(width):
    return {
        "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": width, "depth": 1, "embed_size": 64,
        "window_size": 1, "maxout_pieces": 2, "subword_features": True,
    }


def transitions(kind, tok2vec):
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": False, "hidden_width": 16,
        "maxout_pieces": 2, "use_upper": True, "tok2vec": tok2vec}


def fewer_rules(nlp):
    """Keeps a handful of the tokeniser's exceptions, so that the files stay small."""
    kept = ["don't", "can't", "U.S.", "a.m.", ":)", "o'clock", "'s", "Mr.", "we're", "It's", "it's"]
    nlp.tokenizer.rules = {text: rule for text, rule in nlp.tokenizer.rules.items() if text in kept}
    for table in list(nlp.vocab.lookups.tables):
        nlp.vocab.lookups.remove_table(table)
    nlp.vocab.lookups.add_table("lexeme_norm", {"'s": "'s", "colour": "color"})


def train(nlp, data):
    spacy.util.fix_random_seed(7)
    optimizer, rng = nlp.initialize(lambda: data), random.Random(9)
    for _ in range(8):
        rng.shuffle(data)
        for batch in minibatch(data, 16):
            nlp.update(batch, sgd=optimizer)


def pack(nlp, folder, wheel):
    """A wheel as `spacy package` would make it, as far as the model goes; the same files give the same bytes."""
    nlp.to_disk(folder)
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "strings.json"):
            entry = zipfile.ZipInfo(f"tiny/{path.relative_to(folder)}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, path.read_bytes())


def extra(base, out):
    nlp = spacy.blank("en")
    fewer_rules(nlp)
    nlp.meta.update(name="extra", version="1.0.0", license="MIT OR Apache-2.0", author="Avviso")
    nlp.add_pipe("tagger", name="speakers", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": encoder(16)}})
    nlp.add_pipe("ner", name="ships", config={"model": transitions("ner", encoder(32))})
    train(nlp, list(examples(base, random.Random(7), 300)))
    pack(nlp, out / "extra", out / "extra.whl")
    with open(out / "extra.jsonl", "w", encoding="utf8") as golden:
        for example in examples(base, random.Random(8), 30):
            # In the full pipeline the recogniser sees the parser's sentences.
            doc = base(example.text)
            doc.set_ents([], default="missing")
            doc = nlp.get_pipe("ships")(doc)
            ships = [[e.start, e.end, e.label_] for e in doc.ents]
            tags = [token.tag_ for token in nlp.get_pipe("speakers")(base.make_doc(example.text))]
            golden.write(json.dumps({"text": example.text, "speakers": tags, "ships": ships}) + "\n")


def whole(base, out):
    nlp = spacy.blank("en")
    fewer_rules(nlp)
    nlp.meta.update(name="whole", version="1.0.0", license="MIT OR Apache-2.0", author="Avviso")
    nlp.add_pipe("tok2vec", config={"model": encoder(16)})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 16}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": transitions("parser", listener)})
    ruler = nlp.add_pipe("attribute_ruler")
    for tag, pos, morph in [("NN", "NOUN", "Number=Sing"), ("NNP", "PROPN", "Number=Sing"), ("NNS", "NOUN", "Number=Plur"),
                            ("VBD", "VERB", "Tense=Past|VerbForm=Fin"), ("DT", "DET", ""), ("IN", "ADP", ""), (".", "PUNCT", "")]:
        ruler.add([[{"TAG": tag}]], {"POS": pos, "MORPH": morph})
    ruler.add([[{"LOWER": {"IN": ["said", "told"]}}, {"LOWER": {"REGEX": "^re"}}]], {"LEMMA": "say"}, index=0)
    ruler.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE"})
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    nlp.add_pipe("ner", config={"model": transitions("ner", encoder(16))})
    data = []
    for example in examples(base, random.Random(7), 300):
        doc = base(example.text)
        gold = {"words": [t.text for t in doc], "spaces": [bool(t.whitespace_) for t in doc], "tags": [t.tag_ for t in doc],
                "heads": [t.head.i for t in doc], "deps": [t.dep_ for t in doc], "entities": example.reference.ents}
        spans = [(e.start_char, e.end_char, e.label_) for e in example.reference.ents]
        data.append(Example.from_dict(nlp.make_doc(example.text), {**gold, "entities": spans}))
    lookups = Lookups()
    lookups.add_table("lemma_rules", {"noun": [["s", ""], ["ies", "y"]], "verb": [["ed", ""], ["ed", "e"], ["ied", "y"]]})
    lookups.add_table("lemma_index", {"noun": ["road", "cost", "talk", "mayor", "union"], "verb": ["warn", "claim", "insist", "deny"]})
    lookups.add_table("lemma_exc", {"verb": {"said": ["say"], "told": ["tell"]}, "noun": {"crew": ["crew"]}})
    lemmatizer.initialize(lookups=lookups)
    lemmatizer.initialize = lambda get_examples=None, nlp=None: None
    train(nlp, data)
    pack(nlp, out / "whole", out / "whole.whl")
    with open(out / "whole.jsonl", "w", encoding="utf8") as golden:
        for example in examples(base, random.Random(8), 30):
            golden.write(json.dumps(row("tiny", example.text, nlp(example.text), False)) + "\n")


def main():
    base, out = load(sys.argv[1]), Path(sys.argv[2])
    extra(base, out)
    whole(base, out)


if __name__ == "__main__":
    main()
