"""Opens what is printed: ids, handles and figures of one dossier, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus import Dossier
from foedus.check import figure_of, load_reference
from foedus.errors import RequestError
from foedus.show.commands.reasons import ways
from foedus.show.counting import Counting, counting
from foedus.show.handles import handle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.material import Material
    from foedus.show.steps import Reason

HEX = re.compile(r"(?<![-\w/])[0-9a-f]{8}(?:[0-9a-f]{12})?(?![-\w/])")
STROKES = re.compile(r"(?:[A-Z]{3}-[A-Z]{3}[:\d-]*|[0-9a-f]{20}|[a-z]+(?:-[a-z0-9]+)*)/[^\s'\"`<>|;,]+")


class Opener:
    """Opens what is printed, each thing once."""

    def __init__(self, folder: Path) -> None:
        self.dossier = Dossier(folder, create=False)
        self.ways = ways(self.dossier)
        self.counting: Counting = counting(self.dossier, self.ways)
        self.reference = load_reference(self.dossier.reference)
        self.held: dict[str, Reason | None] = {}

    @property
    def material(self) -> Material:
        return self.ways.views.material

    def why(self, words: str) -> Reason:
        asked = handle(words)
        if asked is not None:
            return self.counting.why(asked)
        found = self.ways.of_kind("assessment", words)
        return self.counting.assessment(found, found.id) if found is not None else self.ways.why(words)

    def opens(self, words: str) -> bool:
        """Whether these words are an id or a handle that opens to words, to rows or to other ids."""
        if words not in self.held:
            try:
                if "/" in words and handle(words) is None:
                    self.held[words] = None
                    return figure_of(words, self.reference).id == words
                self.held[words] = self.why(words)
            except RequestError:
                return False
        return True

    def any_in(self, text: str) -> bool:
        return any(self.opens(each) for each in (*STROKES.findall(text), *HEX.findall(text)))


def steps(reason: Reason) -> Iterator[Reason]:
    yield reason
    for each in reason.below:
        yield from steps(each)


def below(reason: Reason, label: str) -> tuple[Reason, ...]:
    """What stands below the step that begins so."""
    return next((each.below for each in reason.below if each.says.startswith(f"{label}:")), ())


def claims_in(reason: Reason) -> list[str]:
    return [each.id for each in steps(reason) if each.says.startswith("claim: ") and each.words is not None]
