"""Copies as columns are the copies that entered, and tell of documents what these tell."""

from dataclasses import replace

import pytest

from foedus.linked import Copies, Links
from foedus.records import Copy, Document
from foedus.terms import Direction, Strength
from foedus.values import Alignment, Span, fingerprint

TEXTS = {
    "a": "Ruritania lent Graustark two dredgers for the silted harbour.",
    "b": "Two dredgers went on loan to Graustark, the harbour office said.",
    "c": "The harbour office said nothing of dredgers.",
}
DOCUMENTS = {name: Document(id=name, text=text) for name, text in TEXTS.items()}


def span(document: str, words: str) -> Span:
    start = TEXTS[document].index(words)
    return Span(document=document, start=start, end=start + len(words), text=words)


def copy(first: str, second: str, *words: tuple[str, str], direction: Direction = Direction.UNKNOWN) -> Copy:
    aligned = tuple(
        Alignment(first=span(first, here), second=span(second, there), likeness=0.8125) for here, there in words
    )
    return Copy(
        id=fingerprint("copy", first, second), first=first, second=second, strength=Strength.PASSAGE,
        direction=direction, because="some words agree", aligned=aligned, share=0.3333,
    )  # fmt: skip


GIVEN = (
    copy("a", "b", ("two dredgers", "Two dredgers"), ("harbour", "harbour")),
    copy("b", "c", ("harbour office said", "harbour office said"), direction=Direction.SECOND_TO_FIRST),
    copy("a", "c"),
)


def test_the_records_that_leave_are_those_that_entered() -> None:
    held = Copies.of(GIVEN, DOCUMENTS)
    assert tuple(held) == GIVEN
    assert held == GIVEN
    assert held[-1] == GIVEN[2]
    assert held[1:] == GIVEN[1:]
    with pytest.raises(IndexError):
        held[3]
    assert tuple(held.by_id()) == tuple(sorted(GIVEN, key=lambda each: each.id))


def test_what_the_texts_do_not_hold_is_kept_as_it_came() -> None:
    elsewhere = replace(GIVEN[0], first="z", aligned=(replace(GIVEN[0].aligned[0], first=span("c", "dredgers")),))
    named = replace(GIVEN[1], id="a person's name for it")
    held = Copies.of([elsewhere, named, GIVEN[2]], DOCUMENTS)
    assert [*held] == [elsewhere, named, GIVEN[2]]
    assert [each.id for each in held.by_id()] == sorted(each.id for each in (elsewhere, named, GIVEN[2]))
    assert [*Copies.of(GIVEN, {})] == [*GIVEN]


@pytest.mark.parametrize("likeness", [0.12345678, 1.5, -0.25, float("inf"), float("nan")])
def test_a_likeness_that_no_tracing_gives_is_kept_as_it_came(likeness: float) -> None:
    odd = replace(GIVEN[0], aligned=(replace(GIVEN[0].aligned[0], likeness=likeness), GIVEN[0].aligned[1]))
    held = Copies.of([odd, GIVEN[1]], DOCUMENTS)
    assert held[0] is odd
    assert held[1] == GIVEN[1]


def test_who_copies_whom_and_where_is_told_from_either_side() -> None:
    links = Links.of(GIVEN)
    assert [other for other, _ in links.partners("a")] == ["b", "c"]
    assert links.between("b", "a") == links.between("a", "b") == [0]
    assert links.between("a", "z") == []
    assert links.rows_of("z") == []
    here, there = GIVEN[0].aligned[0].first, GIVEN[0].aligned[0].second
    assert next(links.seen_from("a", 0)) == (here.start, here.end, there.start, there.end)
    assert next(links.seen_from("b", 0)) == (there.start, there.end, here.start, here.end)
    assert [links.has_places(row) for row in range(3)] == [True, True, False]


def test_a_document_leads_where_it_is_told_to_or_nothing_is() -> None:
    links = Links.of(GIVEN)
    assert links.leads("a", "b")
    assert links.leads("b", "a")
    assert links.leads("c", "b")
    assert not links.leads("b", "c")
    assert not links.leads("a", "z")


def test_what_is_added_later_is_told_too() -> None:
    held = Copies.of(GIVEN[:1], DOCUMENTS)
    assert [other for other, _ in held.links.partners("b")] == ["a"]
    held.add(GIVEN[1])
    assert [other for other, _ in held.links.partners("b")] == ["a", "c"]
