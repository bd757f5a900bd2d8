import dataclasses
import json
import shutil

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.encoder import Encoder, stretches
from foedus.encoder.network import FOLDER
from foedus.encoder.trees import is_tree
from foedus.errors import MissingModel

TEXT = (
    "Ruritania has sold tanks to Graustark, a senior official said on Monday.\n"
    "“The deal isn't final,” Freedonia's envoy told reporters. The ministry denied it."
)

pytestmark = pytest.mark.skipif(not (FOLDER / "foedus.onnx").exists(), reason="the model file is not in this checkout")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_any_text_is_read_with_exact_offsets_and_trees(encoder, text):
    for sentence in encoder.analyse(text).sentences:
        assert all(text[word.start : word.end] == word.text for word in sentence.words)
        assert is_tree([0 if word.head is None else word.head + 1 for word in sentence.words])
        assert [word.index for word in sentence.words] == list(range(len(sentence.words)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\ud800",
        "🙂 🙂",
        "שלום עולם. \u202eabc",
        "word " * 3000,
        "(" * 500,
        "SHOUTED WITHOUT ANY STOP " * 40,
    ],
    ids=["empty", "spaces", "half a pair", "emoji", "right to left", "3000 words", "brackets", "capitals"],
)
def test_strange_texts_are_read_or_left_but_never_crash(encoder, text):
    analysis = encoder.analyse(text)
    words = [word for sentence in analysis.sentences for word in sentence.words]
    assert all(text[word.start : word.end] == word.text for word in words)
    assert len(words) >= len(text.split())
    for sentence in analysis.sentences:
        assert is_tree([0 if word.head is None else word.head + 1 for word in sentence.words])


def test_a_document_is_read_the_same_alone_and_after_others(encoder):
    alone = Encoder.load().analyse(TEXT)
    encoder.analyse("Sylvania's navy trained with four partners. " * 30)
    assert encoder.analyse(TEXT) == alone


def test_grammar_attribution_and_names_are_read(encoder):
    analysis = encoder.analyse(TEXT)
    first = analysis.sentences[0]
    sold = next(word for word in first.words if word.text == "sold")
    said = next(word for word in first.words if word.text == "said")
    assert (sold.upos, sold.lemma) == ("VERB", "sell")
    assert any(word.text == "Ruritania" and word.deprel == "nsubj" for word in first.children[sold.index])
    assert said.cue == "B"
    assert "a senior official" in [TEXT[parts[0][0] : parts[0][1]] for parts in stretches(analysis, "source")]
    assert {TEXT[parts[0][0] : parts[0][1]] for parts in stretches(analysis, "name")} >= {"Graustark"}


def test_no_sentence_crosses_a_span_and_nothing_outside_is_read(encoder):
    spans = [(0, 20), (20, 72)]
    analysis = encoder.analyse(TEXT, spans)
    assert all(any(a <= each.start and each.end <= b for a, b in spans) for each in analysis.sentences)
    assert max(sentence.end for sentence in analysis.sentences) <= 72


def test_meanings_are_of_length_one_and_tell_like_from_unlike(encoder):
    rows = encoder.meaning(["Ruritania bought tanks.", "Tanks were purchased by Ruritania.", "The soup was cold.", ""])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_a_meaning_does_not_depend_on_its_company(encoder):
    assert (encoder.meaning([TEXT])[0] == encoder.meaning(["Other words.", TEXT])[1]).all()


def test_the_self_test_passes_and_can_fail(encoder, tmp_path):
    assert encoder.self_test() is None
    for file in ("foedus.onnx", "tokenizer.json"):
        shutil.copyfile(FOLDER / file, tmp_path / file)
    labels = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
    labels["golden"]["words"] = [f"{word}?" for word in labels["golden"]["words"]]
    (tmp_path / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    told = Encoder.load(tmp_path).self_test()
    assert told is not None
    assert told.startswith("the reader's model gives 0 of")


def test_a_damaged_or_absent_model_is_told(tmp_path):
    with pytest.raises(MissingModel):
        Encoder.load(tmp_path)
    for file in ("labels.json", "tokenizer.json"):
        shutil.copyfile(FOLDER / file, tmp_path / file)
    (tmp_path / "foedus.onnx").write_bytes(b"not a model")
    with pytest.raises(MissingModel, match="SHA-256"):
        Encoder.load(tmp_path)


def test_words_are_frozen(encoder):
    word = encoder.analyse(TEXT).sentences[0].words[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        word.lemma = "other"
