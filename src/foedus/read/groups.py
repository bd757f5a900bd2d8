"""Which words point back to states and their officials, and to how many: "both sides", "the three", "the minister"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word

# Noun classes whose members act for a state: with its name they are one actor.
ACTING = frozenset(
    {
        "troops",
        "military",
        "government",
        "person",
        "people",
        "people_group",
        "envoy",
        "diplomats",
        "ships",
        "planes",
        "peacekeeper",
        "state",
        "adviser",
        "refugee",
        "media",
    }
)
# Nouns that point back to a state, to states, to whoever holds an office; and what makes a noun point back.
COUNTRY = frozenset({"country", "nation", "state", "side", "neighbor", "neighbour", "power", "capital", "government"})
COUNTRIES = frozenset(
    {"countries", "nations", "states", "sides", "neighbors", "neighbours", "powers", "governments", "capitals"}
)
LANDS = frozenset(
    {"countries", "nations", "states", "governments", "capitals", "country", "nation", "state", "capital"}
)
OFFICES = frozenset({"president", "minister", "chancellor", "premier", "secretary", "king", "leader", "chairman"})
OFFICES_PLURAL = frozenset(
    {"leaders", "presidents", "ministers", "parties", "counterparts", "interlocutors", "allies"}
    | {"participants", "delegations", "delegates", "signatories"}
)
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both", "two", "either", "each", "neither"})

# Before the name of a town they say where something happens.
WHERE = frozenset({"in", "at", "near", "around", "outside", "inside", "over", "across", "through"})

_SIZES = {"both": 2, "two": 2, "either": 2, "neither": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PAIRED = frozenset({"sides", "capitals"})  # where nobody counts them, these are two
_ALONE = frozenset({"both", "neither", "either", "two", "three", "four", "five", "six"})


def size_of(sentence: Sentence, head: Word) -> int | None:
    """How many the words speak of: two for "both sides", three for "the three"; None where they do not say."""
    for each in (head, *sentence.children[head.index]):
        if each.text.lower() in _SIZES:
            return _SIZES[each.text.lower()]
    return 2 if head.text.lower() in _PAIRED else None


def counts_alone(sentence: Sentence, head: Word) -> bool:
    """Whether a number stands for those counted: "the three", "neither"; "three of them" counts others."""
    if head.text.lower() not in _ALONE or head.deprel in {"nummod", "det", "det:predet", "cc:preconj", "compound"}:
        return False
    below = sentence.children[head.index]
    pointed = head.text.lower() in {"both", "neither", "either"} or any(
        each.text.lower() in {"the", "all", "these", "those"} for each in below
    )
    return pointed and not any(each.deprel.startswith("nmod") for each in below)
