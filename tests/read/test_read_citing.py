"""Whom a sentence cites, over every pairing of a source and a way to cite it: a floor, not a case."""

from __future__ import annotations

from itertools import product

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from

FLOOR = 0.96
SAID = {
    "closed": "Turkey has closed the border with Greece",
    "shelled": "Two Greek frigates shelled the harbour of Izmir",
}
# The words of a source, and the names that are right for it.
SOURCES = {
    "Otto Brand": ("Otto Brand",),
    "Captain Otto Brand": ("Otto Brand",),
    "Otto Brand, a spokesman for the Fleet Command": ("Otto Brand",),
    "Otto Brand, who commands the fleet": ("Otto Brand",),
    "Édgar Ramoa": ("Édgar Ramoa",),
    "Mina Alba, a grocer in Varna": ("Mina Alba",),
    "Mina Alba, 43": ("Mina Alba",),
    "a nurse": ("nurse",),
    "a farmer from Edirne": ("farmer from Edirne", "farmer"),
    "the mayor of Edirne": ("mayor of Edirne", "Edirne"),
    "the town's mayor, Ali Osman": ("Ali Osman",),
    "fishermen on the quay": ("fishermen on the quay", "fishermen"),
    "the ship's captain": ("ship's captain", "captain"),
    "a shopkeeper who asked not to be named": ("shopkeeper",),
    "diplomats in Athens": ("diplomats in Athens",),
    "two officers of the coast guard": ("two officers of the coast guard",),
    "the Oder Centre for Trade Records": ("Oder Centre for Trade Records",),
    "a study by the Oder Centre": ("study by the Oder Centre",),
    "Ali Osman, the harbour master": ("Ali Osman",),
    "a woman at the market": ("woman at the market",),
}
CITING = (
    "{S} said on Monday that {c}.",
    "{c}, {s} said.",
    "{c}, {s} said on Monday.",
    "{c}, {s} told reporters.",
    "{c}, said {s_}.",
    "{c}, says {s_}.",
    "According to {s}, {c}.",
    "{c}, according to {s_}.",
    "This paper was told by {s} that {c}.",
    "“{c},” {s} said.",
    "“{c},” said {s_}.",
    "In the words of {s}, {c}.",
    "{c}, as {s} put it.",
)


def sentence(pattern: str, source: str, said: str) -> str:
    closed = f"{source}," if "," in source else source
    if pattern.startswith(("According", "In the words")):
        closed = source
    return pattern.format(S=closed[0].upper() + closed[1:], s=closed, s_=source, c=said)


def test_nearly_every_source_is_found_however_it_is_cited() -> None:
    wrong = []
    tried = list(product(SOURCES, CITING, SAID.items()))
    for source, pattern, (key, said) in tried:
        text = sentence(pattern, source, said)
        claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
        found = {each.voices[-1].name.casefold() for each in claims if key in each.evidence.text}
        if not found & {each.casefold() for each in SOURCES[source]}:
            wrong.append((text, found))
    assert len(wrong) <= (1 - FLOOR) * len(tried), wrong
