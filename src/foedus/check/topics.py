"""What reference data can be asked about: topics with the words and kinds of act that speak of them.

`topics.toml` enters, `Topic` records leave.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that reference data measures and prose speaks of."""

    id: str
    about: str
    ask: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]
    kinds: tuple[str, ...] = ()
    pair: bool = True
    directed: bool = False
    treaty: bool = False

    def is_told_by(self, kind: str | None, text: str) -> bool:
        """Whether an act of this kind, or these words, are about it."""
        return self.holds(kind) or any(pattern.search(text) for pattern in self.words)

    def holds(self, kind: str | None) -> bool:
        """Whether the kind is one of its kinds or below one."""
        return kind is not None and any(kind == own or kind.startswith(f"{own}.") for own in self.kinds)


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the file."""
    text = resources.files("foedus.check").joinpath("topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(
            id=each["id"],
            about=each["about"],
            ask=tuple(each["ask"]),
            words=tuple(re.compile(pattern, re.IGNORECASE) for pattern in each["words"]),
            kinds=tuple(each.get("kinds", ())),
            pair=each.get("pair", True),
            directed=each.get("directed", False),
            treaty=each.get("treaty", False),
        )
        for each in tomllib.loads(text)["topic"]
    )


def topic(wanted: str) -> Topic:
    """The topic with this id."""
    return next(each for each in topics() if each.id == wanted)
