"""A stage is done over a corpus in this process, some rounds of it; seconds of processor time and memory leave as JSON.

`python -m benchmarks.stages NAME ROUNDS`; each stage has a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import corpora

_TICK = os.sysconf("SC_CLK_TCK")
VERBS = ("gather", "read", "resolve", "trace", "assemble", "check", "assess")
Round = Callable[[], dict[str, float]]


def seconds() -> float:
    """Processor time of this process and of its children, those that still run too."""
    spent = sum(os.times()[:4])
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                fields = (each / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == os.getpid():
                spent += sum(map(int, fields[11:13])) / _TICK
    return spent


def memory() -> int:
    """Megabytes that this process held at most."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def foedus_verbs(*, as_pages: bool) -> Round:
    """Each verb over the corpus in a new dossier, as `foedus run` does them."""
    from foedus import Dossier

    room = Path(tempfile.mkdtemp())
    source = corpora.written(room / "in", as_pages=as_pages)
    number = iter(range(1000))

    def round_() -> dict[str, float]:
        spent = {}
        with Dossier(room / str(next(number))) as dossier:
            for verb in VERBS:
                began = seconds()
                dossier.gather(source) if verb == "gather" else getattr(dossier, verb)()
                spent[verb] = seconds() - began
        spent["read and resolve"] = spent["read"] + spent["resolve"]
        spent["all"] = sum(
            spent[verb] for verb in ("gather", "read", "resolve", "trace", "assemble", "check", "assess")
        )
        return spent

    return round_


def trafilatura_alone() -> Round:
    """What trafilatura takes for the texts and facts of the pages, and nothing else."""
    import trafilatura

    def round_() -> dict[str, float]:
        began = seconds()
        for page in corpora.pages():
            assert trafilatura.bare_extraction(page, with_metadata=True) is not None
        return {"pages": seconds() - began}

    return round_


def spacy_small() -> Round:
    """spaCy's small pipeline: its convolutional embedding, tagger, parser and name finder, over the texts."""
    pipeline = _trained()

    def round_() -> dict[str, float]:
        began = seconds()
        for _ in pipeline.pipe(corpora.texts(), batch_size=16):
            pass
        return {"texts": seconds() - began}

    return round_


def _trained():
    """A pipeline of that architecture, trained for a few rounds on what Foedus' encoder says of some of the texts.

    Its speed is that of one trained for long; its judgement is not asked for.
    """
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    from foedus.encoder import Encoder

    pipeline = spacy.blank("en")
    embedding = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 96, "depth": 4, "embed_size": 2000,
                 "window_size": 1, "maxout_pieces": 3, "subword_features": True,
                 "pretrained_vectors": None}  # fmt: skip
    pipeline.add_pipe("tok2vec", config={"model": embedding})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    pipeline.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name, kind, width, below in (("parser", "parser", 128, listener), ("ner", "ner", 64, embedding)):
        model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": False,
                 "hidden_width": width, "maxout_pieces": 2, "use_upper": True, "tok2vec": below}  # fmt: skip
        pipeline.add_pipe(name, config={"model": model})
    encoder = Encoder.load()
    examples = []
    for text in corpora.texts()[:3]:
        for sentence in encoder.analyse(text).sentences:
            words = sentence.words
            heads = [word.index if word.head is None else word.head for word in words]
            reference = Doc(
                pipeline.vocab, [word.text for word in words], tags=[word.upos for word in words], heads=heads,
                deps=["ROOT" if word.head is None else word.deprel for word in words],
                ents=["B-NAME" if word.upos == "PROPN" else "O" for word in words],
            )  # fmt: skip
            examples.append(Example(pipeline.make_doc(reference.text), reference))
    pipeline.initialize(lambda: examples)
    for _ in range(2):
        for start in range(0, len(examples), 16):
            pipeline.update(examples[start : start + 16])
    return pipeline


def dictionary_coder() -> Round:
    """A dictionary coder over our encoder's parses: the whole way from text, and the coding by itself."""
    from benchmarks.dictionary import Coder
    from foedus.encoder import Encoder

    encoder, coder = Encoder.load(), Coder()

    def round_() -> dict[str, float]:
        began, events = seconds(), 0
        analyses = [encoder.analyse(text) for text in corpora.texts()]
        parsed = seconds()
        events = sum(len(coder.events(each)) for each in analyses)
        assert events
        return {"texts": seconds() - began, "coding alone": seconds() - parsed}

    return round_


STAGES: dict[str, Callable[[], Round]] = {
    "foedus, texts": lambda: foedus_verbs(as_pages=False),
    "foedus, pages": lambda: foedus_verbs(as_pages=True),
    "trafilatura": trafilatura_alone,
    "spacy": spacy_small,
    "dictionary": dictionary_coder,
}


def main() -> None:
    """One round to warm up, then as many as asked; the least of each is what counts."""
    name, rounds = sys.argv[1], int(sys.argv[2])
    once = STAGES[name]()
    once()
    told = [once() for _ in range(rounds)]
    least = {part: min(each[part] for each in told) for part in told[0]}
    print(json.dumps({"stage": name, "seconds": least, "memory": memory()}))


if __name__ == "__main__":
    main()
