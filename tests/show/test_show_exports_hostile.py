"""Whatever a text holds, every export stays what its format asks for: read back whole, and with no word obeyed."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.records import Claim, Copy, Document, Objection, Party, Proposition, Root, Voice, judgement
from foedus.show.exports import FORMATS, Given, Made
from foedus.show.views import Views
from foedus.terms import (
    MENTION_IS_ACTOR,
    Anonymity,
    Direction,
    Disagreement,
    Factuality,
    Role,
    RootNature,
    Sort,
    Strength,
    Verb,
)
from foedus.values import Period, Span

WORST = (
    "a \"b\" 'c' <script>alert(1)</script> ]]> &amp; \x00\x07\x1b[31m \ud800 \u202e\u2066 \u2028\u2029\x85 \r\n\t "
    "\\ \\' {x} $y$ %z #w _v ^~ =1+1 ,;| @prefix <urn:x> . \ufeff\ufffe 中文 🜲 é"
)
MAY = Period(since=date(2024, 5, 6), until=date(2024, 5, 7), written=WORST)


def hostile() -> Material:
    """Two documents, two claims that contradict each other, their roots and a copy, every text the worst there is."""
    text = f"{WORST} {WORST}"
    documents = tuple(
        Document(
            id=name * 20, text=text, title=WORST, publisher=f"{name}{WORST}", byline=WORST, url=f"https://x.example/{WORST}",
            published_on=date(2024, 5, 7), language="en", gathered_from=f"{name}{WORST}.txt",
        )
        for name in "ab"
    )  # fmt: skip
    words = Span(document=documents[0].id, start=0, end=len(WORST), text=WORST)
    parties = tuple(Party(role=role, mention=f"{role}", words=WORST) for role in (Role.INITIATOR, Role.TARGET))
    voices = (
        Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED),
        Voice(name=WORST, nature=RootNature.PERSON, anonymity=Anonymity.NAMED),
    )
    first = Claim(
        id="1" * 20, says="s", document=documents[0].id, sort=Sort.ACT, evidence=words, kind="AID.arms-transfer",
        parties=parties, voices=voices, factuality=Factuality.CERTAIN, when=MAY, confidence=0.8,
    )  # fmt: skip
    second = Claim(
        id="2" * 20, says="t", document=documents[1].id, sort=Sort.ACT, kind="AID.arms-transfer",
        evidence=Span(document=documents[1].id, start=0, end=len(WORST), text=WORST), voices=voices[:1],
        factuality=Factuality.CERTAINLY_NOT,
    )  # fmt: skip
    blank = {"refines": (), "lower": 1, "upper": 2, "outlets": 1, "unknown": 0, "belief": 0.5, "others": ()}
    propositions = (
        Proposition(
            id="e" * 20, says=WORST, sort=Sort.ACT, kind="AID.arms-transfer", initiators=("NOR",), targets=("CHL",),
            when=MAY, supporting=(first.id,), denying=(), qualifying=(), roots=("3" * 20,), **blank,
        ),
        Proposition(
            id="f" * 20, says=WORST, sort=Sort.STATE, kind=None, initiators=("NOR", "CHL"), targets=(), when=None,
            supporting=(first.id,), qualifying=(), roots=("3" * 20, "4" * 20),
            denying=(Objection(claim=second.id, respect=Disagreement.POLARITY, because=WORST),), **blank,
        ),
    )  # fmt: skip
    roots = (
        Root(id="3" * 20, name=WORST, nature=RootNature.PERSON, claims=(first.id,), upstream="4" * 20, because=WORST),
        Root(id="4" * 20, name=f"{WORST}!", nature=RootNature.REPORT, claims=(second.id,), because=WORST),
    )
    copy = Copy(
        id="5" * 20, first=documents[0].id, second=documents[1].id, strength=Strength.SAME,
        direction=Direction.FIRST_TO_SECOND, because=WORST, aligned=(), share=1.0,
    )  # fmt: skip
    judged = tuple(
        judgement(about=MENTION_IS_ACTOR, subject=role, candidate=actor, by=Verb.RESOLVE, because=WORST)
        for role, actor in (("initiator", "NOR"), ("target", "CHL"))
    )
    return Material(
        documents=documents, claims=(first, second), judgements=judged, propositions=propositions, roots=roots,
        copies=(copy,),
    )  # fmt: skip


@pytest.fixture(scope="module")
def given() -> Given:
    views = Views(material=hostile(), world=load_world(), language=load_language())
    return Given(views=views, relation=("NOR", "CHL"))


def make(name: str, given: Given) -> Made:
    from importlib import import_module

    module, _, function = FORMATS[name].maker.partition(":")
    made = getattr(import_module(f"foedus.show.exports.{module}"), function)(given)
    assert isinstance(made, Made)
    return made


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_made_whole(name: str, given: Given) -> None:
    made = make(name, given)
    assert made.count > 0
    if FORMATS[name].is_text:
        text = made.content.decode("utf-8")
        assert not {"\x00", "\x07", "\x1b"} & set(text)


@pytest.mark.parametrize("name", ["stix", "prov", "annotations", "claimreview", "csl"])
def test_json_is_json(name: str, given: Given) -> None:
    assert json.loads(make(name, given).content)


@pytest.mark.parametrize("name", ["plover", "plover-plain", "ftm"])
def test_one_line_is_one_object_for_whoever_cuts_lines(name: str, given: Given) -> None:
    made = make(name, given)
    lines = made.content.decode().splitlines()
    assert len(lines) == made.count
    assert all(json.loads(line)["id"] for line in lines)


@pytest.mark.parametrize(
    ("name", "width"), [("petrarch", 8), ("phoenix", 26), ("gdelt-events", 61), ("gdelt-mentions", 16)]
)
def test_tabs_and_line_ends_are_ours_alone(name: str, width: int, given: Given) -> None:
    made = make(name, given)
    lines = made.content.decode().split("\n")[:-1]
    assert lines == made.content.decode().splitlines()
    assert {len(line.split("\t")) for line in lines} == {width}


def test_csv_and_parquet_keep_the_words(given: Given) -> None:
    (row, _) = csv.DictReader(io.StringIO(make("csv", given).content.decode(), newline=""))
    (other, _) = pq.read_table(io.BytesIO(make("parquet", given).content)).to_pylist()
    assert other["quote"] == WORST.replace("\ud800", "?")
    assert len(row["quote"]) == len(WORST)
    assert "<script>alert(1)</script>" in row["quote"]


def test_xml_is_xml(given: Given) -> None:
    graph = ET.fromstring(make("graphml", given).content)
    labels = [each.text or "" for each in graph.iter("{http://graphml.graphdrawing.org/xmlns}data")]
    assert any("<script>alert(1)</script> ]]> &amp;" in each for each in labels)


def test_rdf_is_rdf(given: Given) -> None:
    from rdflib import Dataset, URIRef
    from rdflib.namespace import PROV

    data = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data.parse(data=make("nanopub", given).content.decode(), format="trig")
        words = [
            str(value) for _, _, value, _ in data.quads((URIRef(f"urn:foedus:{'1' * 20}"), PROV.value, None, None))
        ]
    assert words
    assert all("<script>alert(1)</script> ]]> &amp;" in each and "@prefix <urn:x> ." in each for each in words)


def test_stix_and_prov_are_taken_by_their_libraries(given: Given) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import stix2
        from prov.model import ProvDocument
    assert stix2.parse(make("stix", given).content.decode(), allow_custom=False).objects
    assert ProvDocument.deserialize(content=make("prov", given).content.decode(), format="json").get_records()


def test_followthemoney_takes_them(given: Given, followthemoney: Any) -> None:
    for line in make("ftm", given).content.decode().splitlines():
        assert followthemoney.get_proxy(json.loads(line), cleaned=False).id


def test_bibtex_and_csl_are_taken_by_their_libraries(given: Given) -> None:
    import bibtexparser

    library = bibtexparser.parse_string(make("bibtex", given).content.decode())
    assert library.failed_blocks == []
    assert [each.key for each in library.entries] == ["a" * 20, "b" * 20]
    items: list[dict[str, Any]] = json.loads(make("csl", given).content)
    assert all("\n" not in each["title"] for each in items)


def test_documents_open(given: Given) -> None:
    import docx
    import pypdfium2

    content = make("docx", given).content
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    page = docx.Document(io.BytesIO(content))
    assert any("<script>alert(1)</script>" in each.text for each in page.paragraphs)
    with pypdfium2.PdfDocument(make("pdf", given).content) as paper:
        assert "<script>alert(1)</script>" in " ".join(paper[0].get_textpage().get_text_range().split())


def test_pages_obey_nothing(given: Given) -> None:
    assert b"<script" not in make("html", given).content.lower()
    assert b"<script" not in make("markdown", given).content.lower().replace(b"\\<", b"")
