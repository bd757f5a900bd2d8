"""What a report itself rests on: leaked documents, images, records; that is then the root behind it.

A tracing scene enters; pairs of a report and the origin above it leave. The words are looked for in the sentences in
which a document speaks of the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.terms import RootNature
from foedus.trace.joins import offices
from foedus.trace.origins import Origin, origin
from foedus.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.trace.joins import Scene

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """A report's origin and the one that it rests on, with the words that say so."""

    report: str
    origin: Origin
    words: Span


def upstream_of(scene: Scene) -> Iterator[Upstream]:
    """Every report that a document says to rest on something behind it, the first such statement of each."""
    told: set[str] = set()
    rests, behind = _patterns()
    for document in sorted(scene.claims):
        spans = {
            (claim.root_voice.span, scene.of_claim[claim.id])
            for claim in scene.claims[document]
            if claim.root_voice.span is not None and scene.of_claim[claim.id].nature is RootNature.REPORT
        }
        for voice, report in sorted(spans, key=lambda pair: (pair[0].start, pair[1].id)):
            group = scene.groups.find(report.id)
            sentence = _around(scene.material.document[document].text, voice.start)
            found = behind.search(sentence[1])
            if group in told or found is None or not rests.search(sentence[1]):
                continue
            told.add(group)
            start = sentence[0] + found.start()
            words = Span(document=document, start=start, end=start + len(found[0]), text=found[0])
            leaked = re.search(r"\b(?:leak|hack|cache|trove)", found[0])
            nature = RootNature.LEAK if leaked else RootNature.DATABASE
            name = f"{found[0]} behind the {report.name}"
            yield Upstream(report=report.id, origin=origin(f"behind {group}", name=name, nature=nature), words=words)


def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = offices()
    either = [
        "|".join(re.escape(each) for each in sorted(words[key], key=len, reverse=True))
        for key in ("rests_on", "upstream")
    ]
    return re.compile(rf"\b(?:{either[0]})\b", re.IGNORECASE), re.compile(rf"\b(?:{either[1]})\b", re.IGNORECASE)


def _around(text: str, place: int) -> tuple[int, str]:
    """The sentence at this place and where it begins."""
    begin = max(text.rfind("\n", 0, place), text.rfind(". ", 0, place)) + 1
    match = _SENTENCE.search(text, begin)
    return (match.start(), match[0]) if match else (begin, text[begin : begin + 400])
