"""The default reader: one encoder pass over a document, then explicit rules over what it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from foedus.encoder import Encoder
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.read.claims import claims_of
from foedus.read.damage import damage
from foedus.read.dates import periods_over
from foedus.read.figures import Figures
from foedus.read.page import Page, readable, stretches, with_known_lemmas
from foedus.read.quantities import quantities
from foedus.records import problem
from foedus.terms import Severity, Verb
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from foedus.encoder import Analysis
    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.records import Claim, Document, Mention, Problem


class Reader(Protocol):
    """Whoever can turn a document into mentions, claims and problems."""

    @property
    def name(self) -> str:
        """The reader's name and the fingerprint of all that can change a claim."""
        ...

    def read(self, document: Document) -> Iterator[Mention | Claim | Problem]:
        """Yield what the document says, in the order of the text."""
        ...


class Analyst(Protocol):
    """Whoever can give a text its sentences of words: the shipped encoder, or one with another's grammar."""

    @property
    def fingerprint(self) -> str:
        """The same for the same model."""
        ...

    def analyse(self, text: str, spans: Sequence[tuple[int, int]] | None = None) -> Analysis:
        """The text as sentences of words; what lies outside the spans is not read."""
        ...

    def meaning(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text."""
        ...


@dataclass(frozen=True, kw_only=True)
class RuleReader:
    """Reads with an encoder and the rules of this folder; the same document always gives the same claims."""

    encoder: Analyst
    world: World
    language: Language
    name: str

    def read(self, document: Document) -> Iterator[Mention | Claim | Problem]:
        """Yield the document's mentions, claims and notes, in the order of the text."""
        if document.language not in {None, "en"}:
            return
        readable_spans = tuple((start, end) for start, end, _ in readable(document))
        analysis = self.encoder.analyse(document.text, stretches(document, self.language))
        page = Page(
            document=document,
            analysis=with_known_lemmas(analysis, self.language),
            names=self.world.find(document.text),
            world=self.world,
            language=self.language,
        )
        figures = _figures(document, readable_spans)
        yield from _notes(page, figures)
        mentions, claims = claims_of(page, figures, self.name)
        yield from mentions
        yield from claims


def _figures(document: Document, spans: tuple[tuple[int, int], ...]) -> Figures:
    text = document.text
    return Figures(
        dated=periods_over(text, spans, published_on=document.published_on),
        quantities=tuple(
            each for start, end in spans for each in quantities(text, document=document.id, start=start, end=end)
        ),
        damaged=tuple(each for start, end in spans for each in damage(text, start=start, end=end)),
    )


def _notes(page: Page, figures: Figures) -> Iterator[Problem]:
    for each in figures.damaged:
        span = page.span(each.start, each.end)
        yield problem(
            verb=Verb.READ,
            about=page.document.id,
            code="garbled",
            says=f"this passage is garbled ({each.because}): check what is read here against the original article.",
            severity=Severity.NOTE,
            span=span,
        )


def _rules() -> str:
    """The fingerprint of this folder's code: a changed rule is another reader."""
    folder = Path(__file__).parent
    return fingerprint("rules", *(each.read_text(encoding="utf-8") for each in sorted(folder.rglob("*.py"))))


@cache
def default_reader() -> RuleReader:
    """The reader that ships with Foedus; its model is loaded once in a process."""
    encoder, world, language = Encoder.load(), load_world(), load_language()
    identity = fingerprint(encoder.fingerprint, _rules(), world.fingerprint, language.fingerprint)
    return RuleReader(encoder=encoder, world=world, language=language, name=f"rules-{identity[:10]}")
