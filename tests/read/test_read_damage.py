from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.knowledge.language import load_language
from foedus.read.damage import damage
from foedus.read.page import stretches
from foedus.records import Document

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"


def marked(text: str) -> list[str]:
    return [text[one.start : one.end] for one in damage(text)]


@pytest.mark.parametrize(
    ("text", "scar"),
    [
        ("The envoy left, he said. paper A paper on trade came from the institute.", "paper A paper on"),
        (
            "Jets flew near the Graustark capital, Strelsau. Ruritanian airspace.",
            "near the Graustark capital, Strelsau. Ruritanian",
        ),
        (
            "The court has not forgotten Ruritania Union In the 1850s, they took the coast.",
            "Ruritania Union In the 1850s",
        ),
        ("It covers planning and supply. [planning and supply] The rest is unclear.", "[planning and supply]"),
        ("The RRA has [Royal Ruritanian Army] Graustark sent a brigade.", "has [Royal Ruritanian Army] Graustark"),
        ("The guard fired (at one point the crown threatened the port. Nobody spoke.", "(at one point the crown"),
        ("They met in in the hall.", "in in"),
        ("She writes on trade and teaches. facebook and elsewhere.", "facebook and elsewhere."),
    ],
)
def test_a_scar_is_marked_where_it_is(text: str, scar: str) -> None:
    assert any(scar in words for words in marked(text)), marked(text)


def test_a_quotation_left_open_is_marked_to_the_end_of_its_sentence() -> None:
    text = (
        "“All is well,” she said. “We go on,” he said. “Yes,” she said. "
        "“The army stands ready. It waits.\nNobody moved."
    )
    assert marked(text) == ["“The army stands ready."]


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania signed the treaty. In May, Graustark left it.",
        "The minister for Foreign Affairs met the Prime Minister in The Hague.",
        "“We will not yield,” she said.\n\n“We never have.”",
        "He reads The Evening Post (a daily) and likes it [laughter].",
        "Mr. Smith of Acme Inc. said so, and that that was it.",
        "The U.S. forces left. They had had enough.",
        "Q And what did he say?\n\nMR. BLACK: Nothing.",
        "",
    ],
)
def test_clean_prose_is_left_alone(text: str) -> None:
    assert marked(text) == []


@given(st.text(alphabet='aA .,“”"[]()\nInThe the of', max_size=80))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_fail_and_marks_are_ordered(text: str) -> None:
    rows = damage(text)
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        assert row.because
    assert all(one.end <= other.start for one, other in itertools.pairwise(rows))


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not beside the repository")
def test_the_garbled_seed_is_marked_and_the_sound_one_is_not() -> None:
    garbled, sound = (next(SEEDS.glob(f"{name}_*.txt")).read_text(encoding="utf-8") for name in ("004", "000"))
    assert marked(sound) == []
    words = marked(garbled)
    for scar in ("Moscow. Korean airspace", "Russia Merger In the"):
        assert any(scar in each for each in words)


@pytest.mark.parametrize("words", ["A" * 6000, "Aa." * 2000, "AAA-" * 1500, "Streslau, " * 600])
def test_a_line_of_capitals_is_no_endless_dateline(words: str) -> None:
    began = time.process_time()
    stretches(Document(id="d", text=words), load_language())
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "dateline",
    [
        "TALLINN (Northline) - ",
        "WASHINGTON, March 3 — ",
        "STRESLAU, Ruritania (RP) — ",
        "NEW YORK, May 4, 2021 (RP) - ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    text = f"{dateline}Ruritania recalled its envoy from Graustark."
    assert stretches(Document(id="d", text=text), load_language()) == ((len(dateline), len(text)),)
