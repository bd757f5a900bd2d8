from foedus.linked import Copies
from foedus.records import Copy, Document
from foedus.terms import Direction, Strength
from foedus.trace.siblings import siblings
from foedus.values import Alignment, Span

HUB = " ".join(f"word{number}" for number in range(60))
TEXTS = {
    "hub": Document(id="hub", text=HUB),
    "b": Document(id="b", text="retold by b"),
    "c": Document(id="c", text="retold by c"),
}


def span(document: str, text: str, start: int = 0) -> Span:
    return Span(document=document, start=start, end=start + len(text), text=text)


def copy(other: str, strength: Strength, words: slice, *, hub: str = "hub") -> Copy:
    text = " ".join(HUB.split()[words])
    aligned = Alignment(first=span(hub, text, HUB.index(text)), second=span(other, f"retold by {other}"), likeness=0.8)
    return Copy(
        id=f"{hub}-{other}", first=hub, second=other, strength=strength, direction=Direction.UNKNOWN, because="",
        aligned=(aligned,), share=0.5,
    )  # fmt: skip


def pairs(*found: Copy, houses: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    def one_house(first: str, second: str) -> bool:
        return {first, second} <= set(houses)

    following = siblings(Copies.of(found, TEXTS), one_house=one_house)
    return [(each.first, each.second, each.strength.value) for each in following]


def test_two_that_have_the_same_part_of_a_third_are_copies_of_each_other() -> None:
    rewrite = copy("b", Strength.REWRITE, slice(0, 40))
    assert pairs(rewrite, copy("c", Strength.REWRITE, slice(5, 50))) == [("b", "c", "rewrite")]
    assert pairs(rewrite, copy("c", Strength.PASSAGE, slice(5, 50))) == [("b", "c", "rewrite")]


def test_too_little_in_common_two_passages_one_house_and_known_pairs_do_not_follow() -> None:
    rewrite = copy("b", Strength.REWRITE, slice(0, 40))
    assert pairs(rewrite, copy("c", Strength.REWRITE, slice(30, 60))) == []
    assert pairs(copy("b", Strength.PASSAGE, slice(0, 40)), copy("c", Strength.SAME, slice(0, 60))) == []
    assert pairs(rewrite, copy("c", Strength.REWRITE, slice(0, 40)), houses=("b", "c")) == []
    known = copy("c", Strength.REWRITE, slice(0, 40), hub="b")
    assert pairs(rewrite, copy("c", Strength.REWRITE, slice(0, 40)), known) == []
