"""How much a text speaks of several states: in a claim's words, around them, and from its first line to its last.

A page and a stretch enter; what is so leaves by name. What a government's paper says of its own state alone is its
domestic affairs, which a careful reader does not mark, however much its clauses look like acts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.read.page import Page
    from foedus.values import Span

_AROUND = {"sentence": 0, "near": 2, "far": 8}  # sentences on either side
_MANY = 3  # states in a stretch
_KINDS = 8  # states in a text
_DENSE = 6  # times that others are named in a thousand characters
_SHORT = 500  # characters
_QUARTERS = 4


def standing(page: Page, words: Span) -> Iterator[str]:
    """Of how many states the words, what stands around them, and the whole text speak."""
    yield from _stretch(page, "words", words.start, words.end)
    number = page.sentence_number(words.start)
    last = len(page.sentences) - 1
    for name, reach in _AROUND.items():
        first, behind = page.sentences[max(0, number - reach)], page.sentences[min(last, number + reach)]
        yield from _stretch(page, name, first.start, behind.end)
    yield from _whole(page.states_named, page.publishing_state, len(page.document.text))


def _stretch(page: Page, name: str, start: int, end: int) -> Iterator[str]:
    held = page.states_named
    first, last = (bisect_left(held, (edge, "")) for edge in (start, end))
    states = {state for _, state in held[first:last]}
    own = page.publishing_state
    yield f"{name}: states {min(_MANY, len(states))}"
    yield f"{name}: others {min(_MANY, len(states - {own}))}"
    if own in states:
        yield f"{name}: its own state"


@lru_cache(maxsize=4)
def _whole(named: tuple[tuple[int, str], ...], own: str | None, size: int) -> tuple[str, ...]:
    """What is so of the text whatever the stretch."""
    counts = Counter(state for _, state in named)
    others = sum(count for state, count in counts.items() if state != own)
    return (
        f"text: others {min(_DENSE, 1000 * others // max(_SHORT, size))} in a thousand",
        f"text: others {_QUARTERS * others // max(1, counts.total())} quarters",
        f"text: states {min(_KINDS, len(counts))}",
        "text: of a state" if own is not None else "text: of no state",
    )
