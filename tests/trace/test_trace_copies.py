"""Documents that rely on each other's text are found, in the right strength, and others are left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from foedus.material import Material
from foedus.records import Document, document_id
from foedus.terms import Direction, Part, Strength
from foedus.trace import passages, rewrites
from foedus.trace.copies import _is_rewrite, copies
from foedus.trace.houses import houses
from foedus.trace.rewrites import Rewriting, filled, rewriting
from foedus.trace.wording import Shelf
from foedus.values import Alignment, Passage, Span
from newsroom import Newsroom, SmallWorld

sys.path.insert(0, str(Path(__file__).parent))
import stories


def found(room: Newsroom) -> list:
    material = room.material()
    return copies(material, houses(material, SmallWorld()))


def strength(second: str, first: str = stories.BASE) -> Strength | None:
    room = Newsroom()
    room.paper(first, "Graustark Post")
    room.paper(second, "Sylvania Times")
    pairs = found(room)
    assert len(pairs) <= 1
    return pairs[0].strength if pairs else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (stories.BASE, Strength.SAME),
        (stories.REPRINT, Strength.SAME),
        (stories.EXCERPT, Strength.PASSAGE),
        (stories.PARAPHRASE, Strength.REWRITE),
        (stories.SUMMARY, Strength.REWRITE),
        (stories.INDEPENDENT, None),
        (stories.QUOTES_ALIKE, None),
        (stories.UNRELATED, None),
    ],
    ids=["word for word", "reprint", "excerpt", "paraphrase", "summary", "own report", "same quotation", "unrelated"],
)
def test_each_relation_of_two_papers_has_its_strength(text: str, expected: Strength | None) -> None:
    assert strength(text) == expected


def test_no_text_is_held_once_the_copies_are_told() -> None:
    assert strength(stories.PARAPHRASE) is Strength.REWRITE
    assert strength(stories.EXCERPT) is Strength.PASSAGE
    held = [each.cache_info().currsize for each in (passages._seeds, passages._fingerprints, rewrites._sentences)]
    assert held == [0, 0, 0]


def test_case_quotation_marks_and_dashes_do_not_hide_a_reprint() -> None:
    dressed = (
        stories.BASE.replace('"', "”")
        .replace("'", "’")
        .replace("sixty", "SIXTY")
        .replace("long-planned", "long–planned")
    )
    assert strength(dressed) is Strength.SAME


def test_the_aligned_spans_quote_both_documents() -> None:
    room = Newsroom()
    first, second = room.paper(stories.BASE, "Graustark Post"), room.paper(stories.EXCERPT, "Sylvania Times")
    copy = found(room)[0]
    texts = {first.id: first.text, second.id: second.text}
    for alignment in copy.aligned:
        for span in (alignment.first, alignment.second):
            assert texts[span.document][span.start : span.end] == span.text
    joined = " ".join(alignment.first.text for alignment in copy.aligned)
    assert "3,400 soldiers" in joined
    assert "armistice" not in joined


def test_an_edited_passage_stays_one_alignment() -> None:
    room = Newsroom()
    room.paper(stories.BASE, "Graustark Post")
    room.paper(stories.EXCERPT.replace("about sixty howitzers", "nearly seventy howitzers"), "Sylvania Times")
    copy = found(room)[0]
    assert copy.strength is Strength.PASSAGE
    assert len(copy.aligned) == 1
    assert copy.aligned[0].likeness < 1


def test_captions_and_furniture_make_no_copy() -> None:
    furniture = (
        "Sign up for our letter from the capital and get the best of our reporting every morning before breakfast. "
    )
    made = []
    for publisher, body in (("Graustark Post", stories.UNRELATED), ("Sylvania Times", stories.INDEPENDENT)):
        text = body + "\n\n" + furniture * 3
        parts = (
            Passage(part=Part.BODY, start=0, end=len(body)),
            Passage(part=Part.FURNITURE, start=len(body), end=len(text)),
        )
        key = document_id(publisher=publisher, url=None, text=text)
        made.append(Document(id=key, text=text, publisher=publisher, parts=parts))
    material = Material(documents=tuple(sorted(made, key=lambda each: each.id)))
    assert copies(material, houses(material, SmallWorld())) == []


def test_a_phrase_of_the_house_is_no_copy_of_the_house_by_another() -> None:
    phrase = (
        "This newspaper has reported from the eastern border since the first winter of the long armistice and it "
        "takes no side. "
    )
    room = Newsroom()
    bodies = (stories.UNRELATED, stories.INDEPENDENT, stories.EXCERPT, stories.QUOTES_ALIKE)
    for number, body in enumerate(bodies):
        room.paper(f"{body}\n\n{phrase}", "Graustark Post", on=f"2031-01-0{number + 1}")
    room.paper(
        f"Letters.\n\nA reader reminds us of what it prints. {phrase}\n\nWe thank him for it and wish him well.",
        "Sylvania Times",
    )
    assert found(room) == []


def test_an_update_by_the_same_house_is_no_copy() -> None:
    room = Newsroom()
    room.paper(stories.BASE, "Graustark Post", on="2031-05-01")
    room.paper(stories.BASE + "\nThe ambassador left on Wednesday.", "Graustark Post", on="2031-05-02")
    assert found(room) == []


def test_a_text_gathered_again_is_no_copy_of_its_older_self() -> None:
    room = Newsroom()
    old = room.paper(stories.BASE)
    room.paper(stories.BASE + "\nThe ambassador left on Wednesday.", replaces=old.id)
    assert found(room) == []


@pytest.mark.parametrize(
    ("first_day", "second_day", "credit", "expected"),
    [
        ("2031-05-01", "2031-05-02", "", "first"),
        ("2031-05-02", "2031-05-01", "", "second"),
        ("2031-05-01", "2031-05-01", "", None),
        ("2031-05-02", "2031-05-01", "The Graustark Post first reported the move.", "first"),
    ],
    ids=["earlier", "later", "same day", "credit beats date"],
)
def test_direction_comes_from_credits_before_dates(
    first_day: str, second_day: str, credit: str, expected: str | None
) -> None:
    room = Newsroom()
    first = room.paper(stories.BASE, "Graustark Post", on=first_day)
    second = room.paper(f"{stories.REPRINT}\n{credit}", "Sylvania Times", on=second_day)
    copy = found(room)[0]
    leader = {
        Direction.FIRST_TO_SECOND: copy.first, Direction.SECOND_TO_FIRST: copy.second, Direction.UNKNOWN: None,
    }[copy.direction]  # fmt: skip
    assert leader == {"first": first.id, "second": second.id, None: None}[expected]


def test_the_same_papers_give_the_same_copies_in_any_order() -> None:
    texts = [stories.BASE, stories.REPRINT, stories.EXCERPT, stories.PARAPHRASE, stories.UNRELATED]
    here, there = Newsroom(), Newsroom()
    for number, text in enumerate(texts):
        here.paper(text, f"Paper {number}")
    for number, text in reversed(list(enumerate(texts))):
        there.paper(text, f"Paper {number}")
    assert found(here) == found(there)


@pytest.mark.parametrize(("sentences", "words", "is_one"), [(4, 20.0, True), (3, 40.0, True), (3, 20.0, False)])
def test_three_sentences_are_a_rewrite_only_where_they_are_long(sentences: int, words: float, *, is_one: bool) -> None:
    text = "Ruritania moved its trains. " * sentences
    spans = [Span(document="d", start=at * 28, end=at * 28 + 27, text=text[at * 28 : at * 28 + 27])
             for at in range(sentences)]  # fmt: skip
    found = Rewriting(
        aligned=tuple(Alignment(first=each, second=each, likeness=0.7) for each in spans),
        covered=0.5, covered_long=0.5, ordered=1.0, likeness=0.7, words=words,
    )  # fmt: skip
    assert _is_rewrite(found) is is_one


def test_between_two_couples_of_a_text_told_anew_less_likeness_is_enough() -> None:
    tells = [
        "Ruritania sent four grey gunboats through the strait.", "Sailors of Hentzau washed their painted decks.",
        "Graustark closed its northern harbour for visitors.", "Ferries waited two evenings behind the breakwater.",
    ]  # fmt: skip
    anew = [
        "Strelsau moved a quartet of warships past the narrows.", "Crews scrubbed planks aboard every vessel there.",
        "Visitors found the upper port of Graustark shut.", "Passenger craft lay idle outside the mole since.",
    ]  # fmt: skip
    likeness = [0.9, 0.45, 0.9, 0.45]  # of each sentence and the one that stands for it
    room = Newsroom()
    first, second = room.paper(" ".join(tells), "Graustark Post"), room.paper(" ".join(anew), "Sylvania Times")

    def meaning(texts: list[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 8), np.float32)
        for row, text in zip(rows, texts, strict=True):
            told = next(each for each in (*tells, *anew) if each.rstrip(".") == text.rstrip("."))
            place = (tells if told in tells else anew).index(told)
            cosine = likeness[place] if told in anew else 1.0
            row[place], row[4 + place] = cosine, (1 - cosine**2) ** 0.5
        return rows

    shelf = Shelf({each.id: each for each in (first, second)})
    sure = rewriting(shelf[first.id], shelf[second.id], meaning).aligned
    assert [each.likeness for each in sure] == [pytest.approx(0.9), pytest.approx(0.9)]
    told = filled(sure, shelf[first.id], shelf[second.id], meaning)
    assert [tells.index(f"{each.first.text}.") for each in told] == [0, 1, 2]  # what follows the last is left as it is
    assert [anew.index(f"{each.second.text}.") for each in told] == [0, 1, 2]
