"""A contradiction of a story is listed once; what reprints say of it is neither wrong nor asked for again."""

from __future__ import annotations

from typing import Any

from foedus.evaluate.stories import Told, _retold
from newsroom import Newsroom

WORDS = {"a": "Ruritania sold eleven boats", "b": "Ruritania sold ninety boats"}


def gold(doc: str, quote: str, root: str = "Council", stance: str = "supports") -> dict[str, Any]:
    return {"doc": doc, "quote": quote, "root": root, "stance": stance}


def story(*claims: dict[str, Any]) -> Told:
    room = Newsroom()
    for name in sorted({each["doc"] for each in claims}):
        quotes = [each["quote"] for each in claims if each["doc"] == name]
        paper = room.paper(". ".join(quotes) + ".", name, gathered_from=f"story/{name}")
        for quote in quotes:
            room.claim(paper, quote)
    truth = {"propositions": [{"id": "p", "claims": list(claims)}]}
    return Told(truth=truth, material=room.material())


def pairs(told: Told, first: str, second: str) -> set[tuple[str, str]]:
    contradiction = {"a": {"doc": first, "quote": WORDS["a"]}, "b": {"doc": second, "quote": WORDS["b"]}}
    names = {each.id: told.file_of[each.document] for each in told.material.claims}
    return {tuple(sorted(names[one] for one in pair)) for pair in _retold(told, contradiction)}


def test_reprints_of_both_sides_say_the_same_contradiction() -> None:
    told = story(
        gold("1.txt", WORDS["a"]), gold("2.txt", WORDS["a"]), gold("3.txt", WORDS["b"], stance="qualifies"),
        gold("4.txt", WORDS["b"], root="Academy", stance="qualifies"),
    )  # fmt: skip
    assert pairs(told, "1.txt", "3.txt") == {("1.txt", "3.txt"), ("2.txt", "3.txt")}


def test_a_side_that_no_proposition_has_tells_of_no_reprints() -> None:
    told = story(gold("1.txt", WORDS["a"]))
    assert pairs(told, "1.txt", "3.txt") == set()
