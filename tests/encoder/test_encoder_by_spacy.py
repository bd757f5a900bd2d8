from typing import Any

import pytest

from conftest import absent
from foedus.encoder import Encoder, stretches
from foedus.encoder.by_spacy import SpacyEncoder
from foedus.errors import MissingPipeline
from foedus.read import chosen_reader

TEXT = "China sold drones to Russia, a senior official said on Monday. It isn't a pact."
CLEAR = {
    "China": (1, "nsubj", "PROPN"), "sold": (10, "ccomp", "VERB"), "drones": (1, "dobj", "NOUN"),
    "to": (1, "prep", "ADP"), "Russia": (3, "pobj", "PROPN"), ",": (10, "punct", "PUNCT"), "a": (8, "det", "DET"),
    "senior": (8, "amod", "ADJ"), "official": (9, "nsubj", "NOUN"), "said": (9, "ROOT", "VERB"),
    "on": (9, "prep", "ADP"), "Monday": (10, "pobj", "PROPN"),
}  # fmt: skip


@pytest.fixture(scope="module")
def spacy() -> Any:
    try:
        import spacy
    except ImportError:
        absent("a spaCy pipeline in place of our heads needs spaCy: install foedus[spacy]")
    return spacy


def pipeline(spacy: Any, *, broken: bool = False) -> Any:
    """A pipeline that knows one sentence by heart, in CLEAR's terms, and the rest not at all."""
    from spacy.tokens import Span

    def annotate(doc: Any) -> Any:
        if doc[0].text == "China" and not broken:
            for token in doc:
                head, dep, pos = CLEAR.get(token.text, (9, "punct", "PUNCT"))
                token.head, token.dep_, token.pos_ = doc[9 if token.text == "sold" else head], dep, pos
            doc.ents = [Span(doc, 0, 1, label="GPE"), Span(doc, 4, 5, label="GPE"), Span(doc, 11, 12, label="DATE")]
        return doc

    spacy.Language.component("by_heart_broken" if broken else "by_heart", func=annotate)
    nlp = spacy.blank("en")
    nlp.add_pipe("by_heart_broken" if broken else "by_heart")
    return nlp


def test_grammar_and_names_are_the_pipelines_and_the_rest_is_ours(spacy: Any) -> None:
    ours = Encoder.load()
    read = SpacyEncoder(ours, pipeline(spacy)).analyse(TEXT)
    first = read.sentences[0]
    by_text = {word.text: word for word in first.words}
    assert by_text["Russia"].deprel == "obl"
    assert first.words[by_text["Russia"].head or 0].text == "sold"
    assert by_text["to"].deprel == "case"
    assert [TEXT[parts[0][0] : parts[0][1]] for parts in stretches(read, "name")] == ["China", "Russia"]
    assert [(word.start, word.end, word.source, word.cue, word.content) for word in first.words] == [
        (word.start, word.end, word.source, word.cue, word.content) for word in ours.analyse(TEXT).sentences[0].words
    ]


def test_what_a_pipeline_leaves_no_tree_of_keeps_our_tree(spacy: Any) -> None:
    ours = Encoder.load()
    read = SpacyEncoder(ours, pipeline(spacy, broken=True)).analyse(TEXT)
    assert [(word.head, word.deprel) for word in read.sentences[1].words] == [
        (word.head, word.deprel) for word in ours.analyse(TEXT).sentences[1].words
    ]


def test_a_pipeline_is_another_reader_and_an_absent_one_is_told(spacy: Any, tmp_path: Any) -> None:
    pipeline(spacy).to_disk(tmp_path / "pipeline")
    told = f"spacy:{tmp_path / 'pipeline'}"
    assert chosen_reader(told).name == chosen_reader(told).name != chosen_reader("shipped").name
    with pytest.raises(MissingPipeline, match="no pipeline 'en_nothing_at_all'"):
        chosen_reader("spacy:en_nothing_at_all")
