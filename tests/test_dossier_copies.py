"""A copy of a text inherits what the encoder read in it; what is read in it is the same as if it were alone."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest

import dossier_fakes
from foedus import Dossier
from foedus.encoder import Encoder
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.read.reader import RuleReader
from foedus.records import Claim, Document, document_id

WIRE = (
    "Ruritania recalled its envoy from Graustark on Monday, a senior official said.\n\n"
    "“We shall hold the exercise,” the minister told reporters last week. China sold 40 tanks to Russia."
)


def paper(number: int, text: str = WIRE) -> Document:
    publisher, day = f"Gazette {number}", date(2024, 3, 1 + number)
    return Document(
        id=document_id(publisher=publisher, url=None, text=text), text=text, publisher=publisher, published_on=day
    )


@pytest.fixture
def reader() -> RuleReader:
    return RuleReader(encoder=Encoder.load(), world=load_world(), language=load_language(), name="rules")


def test_a_copy_is_read_by_the_encoder_once_and_says_the_same_as_alone(reader, monkeypatch):
    asked = []
    monkeypatch.setattr(reader.encoder, "_analysed", _counted(reader.encoder._analysed, asked))
    papers = [paper(0), paper(1), paper(2, WIRE + " It rained."), paper(3)]
    together = [[*reader.read(each)] for each in papers]
    assert len(asked) == 3
    alone = replace(reader, encoder=Encoder.load())
    for document, found in zip(papers, together, strict=True):
        alone.encoder._last = None
        assert [*alone.read(document)] == found
    assert together[0] != together[1]
    assert any(isinstance(each, Claim) for each in together[0])


def _counted(analysed, asked):
    def counting(text, spans):
        asked.append(text)
        return analysed(text, spans)

    return counting


def test_other_stretches_of_the_same_text_are_read_anew(reader):
    whole, half = reader.encoder.analyse(WIRE), reader.encoder.analyse(WIRE, [(0, 78)])
    assert len(half.sentences) == 1 < len(whole.sentences)
    assert reader.encoder.analyse(WIRE) == whole


def test_documents_of_one_text_come_to_the_reader_in_a_row_and_in_the_same_order_after_a_break(tmp_path):
    source = tmp_path / "news"
    source.mkdir()
    for number in range(60):
        text = f"Ruritania praised Graustark{number % 7}."
        (source / f"{number:03}.txt").write_text(f"Outlet {number}\n{text}\n", "utf-8")
    order = tmp_path / "order.txt"
    with Dossier(tmp_path / "dossier", method=replace(dossier_fakes.METHOD, read=Noted(order))) as dossier:
        dossier.run(source)
    texts = order.read_text("utf-8").splitlines()
    changes = sum(one != other for one, other in itertools.pairwise(texts))
    assert len(texts) == 60
    assert changes == 6


class Noted:
    """The plain reader, which writes down what it is given."""

    def __init__(self, file):
        self.file = file

    def __call__(self, document, reader):
        with self.file.open("a", encoding="utf-8") as file:
            file.write(document.text + "\n")
        return dossier_fakes.read(document, reader)
