"""A copy never counts beside what it copies, whomever it is read to name."""

from __future__ import annotations

from foedus.assemble.alignments import Alignments
from foedus.assemble.counting import is_misspelt
from foedus.records import Copy
from foedus.terms import Direction, RootNature, Strength
from foedus.values import Alignment
from newsroom import Newsroom, assembled

TAIL = (
    " The harbour master of Hentzau had the boats painted grey before the week was out, so that nobody along the coast "
    "would know whose yard they had come from or whose flag they were to fly in the spring."
)
SALE = "Ruritania sold eleven gunboats to Graustark"


def sold(room: Newsroom, publisher: str, on: str, root: str, tail: str = TAIL) -> object:
    paper = room.paper(f"{SALE}, said {root}.{tail}", publisher, on=on)
    voice = room.voice(paper, root, RootNature.PERSON)
    return room.claim(paper, SALE, voice, who="Ruritania", whom="Graustark", kind="AID.arms")


def test_a_copied_sentence_counts_once_though_its_source_is_read_as_another() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01", "Rudolf Rassendyll")
    sold(room, "Zenda Gazette", "2031-04-02", "Flavia Elphberg")
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper) == (1, 1)


def test_two_papers_without_a_common_text_count_twice() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01", "Rudolf Rassendyll")
    sold(room, "Zenda Gazette", "2031-04-02", "Flavia Elphberg", tail=" More in the evening.")
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper) == (2, 2)


def test_a_name_that_was_translated_and_back_is_told_from_another() -> None:
    assert is_misspelt("Madam Rosa Uertas", "Rosa Huertas")
    assert is_misspelt("Vlad Dracul", "Dracul")
    assert not is_misspelt("Rosa Huertas", "Rosa Loayza")
    assert not is_misspelt("Li", "Lu")


def test_claims_meet_where_their_sentences_were_made_from_each_other() -> None:
    room = Newsroom()
    one = room.paper("Ruritania sold gunboats. Graustark paid in silver.", "Strelsau Wire")
    other = room.paper("Gunboats went from Ruritania. Silver came from Graustark.", "Zenda Gazette")
    sale, price = (room.claim(one, words) for words in ("Ruritania sold gunboats", "Graustark paid in silver"))
    boats, silver = (
        room.claim(other, words) for words in ("Gunboats went from Ruritania", "Silver came from Graustark")
    )
    aligned = tuple(
        Alignment(first=room.span(one, here), second=room.span(other, there), likeness=0.7)
        for here, there in (
            ("Ruritania sold gunboats.", "Gunboats went from Ruritania."),
            ("Graustark paid in silver.", "Silver came from Graustark."),
        )
    )
    copy = Copy(
        id="c", first=one.id, second=other.id, strength=Strength.REWRITE, direction=Direction.UNKNOWN, because="told",
        aligned=aligned, share=1.0,
    )  # fmt: skip
    found = Alignments([copy])
    assert found.meet(sale, boats)
    assert found.meet(silver, price)
    assert not found.meet(sale, silver)
    assert found.miss(sale, silver)
    assert not found.miss(sale, boats)
    assert not Alignments([]).miss(sale, silver)
