"""The one place that calls the reader on the cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.encoder import Encoder
from foedus.evaluate.answers import Answers
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.read import RuleReader, read
from foedus.records import Claim, Document, Mention, Root, document_id
from foedus.resolve import resolve
from foedus.terms import Anonymity, Role
from foedus.trace import trace
from foedus.values import iso
from reading_cases import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable

ACTORS = Path(__file__).parent / "cases" / "actors.csv"


@pytest.fixture(scope="module")
def reader() -> RuleReader:
    return RuleReader(encoder=Encoder.load(), world=load_world(ACTORS), language=load_language(), name="cases")


def answers(case: Case, reader: RuleReader) -> Answers:
    text = case.article
    document = Document(
        id=document_id(publisher=None, url=None, text=text),
        text=text,
        language="en",
        gathered_from="case.txt",
        published_on=date.fromisoformat(case.published) if case.published else None,
    )
    found = list(read(document, reader))
    mentions = tuple(each for each in found if isinstance(each, Mention))
    claims = tuple(each for each in found if isinstance(each, Claim))
    judgements = tuple(resolve(document, mentions, reader.world))
    material = Material(documents=(document,), mentions=mentions, claims=claims, judgements=judgements)
    roots = tuple(each for each in trace(material, reader.world) if isinstance(each, Root))
    return Answers(
        material=Material(documents=(document,), mentions=mentions, claims=claims, judgements=judgements, roots=roots),
        overlay=ACTORS,
    )


@pytest.mark.parametrize("case", cases(), ids=lambda each: each.name)
def test_case(case: Case, reader: RuleReader) -> None:
    found = answers(case, reader)
    wrong = [] if case.rows else [f"claimed: {each.evidence.text}" for each in found.material.claims]
    for row in case.rows:
        claim = _claim(row["words"], found, case.article)
        if row.get("sort") == "none":
            wrong += [f"{row['words']}: is a claim, {claim.evidence.text!r}"] if claim else []
            continue
        if claim is None:
            wrong.append(f"not found: {row['words']}")
            continue
        for column, wanted in row.items():
            got = COLUMNS[column](claim, found) if column != "words" and wanted else wanted
            if got != wanted:
                wrong.append(f"{row['words']}: {column} is {got!r}, not {wanted!r}")
    assert not wrong, f"{case.rule}: " + "; ".join(wrong)


def _claim(words: str, found: Answers, article: str) -> Claim | None:
    """The claim whose evidence is most like these words."""
    start = article.index(words)
    end = start + len(words)
    best: tuple[float, Claim] | None = None
    for claim in found.material.claims:
        shared = min(end, claim.evidence.end) - max(start, claim.evidence.start)
        union = max(end, claim.evidence.end) - min(start, claim.evidence.start)
        if shared >= 0.6 * (end - start) and (best is None or shared / union > best[0]):
            best = (shared / union, claim)
    return best[1] if best else None


def _codes(role: Role) -> Callable[[Claim, Answers], str]:
    def codes(claim: Claim, found: Answers) -> str:
        held = [
            actor.partition("/")[0]
            for party in claim.parties
            if party.role is role
            for actor in found.material.actors_of.get(party.mention, ())
        ]
        return ", ".join(dict.fromkeys(held))

    return codes


def _root(claim: Claim, found: Answers) -> str:
    hearsay = claim.root_voice.anonymity is Anonymity.UNSTATED  # of which gold knows the outlet alone
    if found.root_is(claim, "@publisher") and not hearsay:
        return "@publisher"
    return claim.root_voice.name


COLUMNS: dict[str, Callable[[Claim, Answers], str]] = {
    "sort": lambda claim, _: claim.sort.value,
    "type": lambda claim, found: found.plover_type(claim) or "",
    "kind": lambda claim, _: claim.kind or "",
    "initiator": _codes(Role.INITIATOR),
    "target": _codes(Role.TARGET),
    "root": _root,
    "via": lambda claim, found: "; ".join(found.via(claim)),
    "factuality": lambda claim, _: claim.factuality.value,
    "time": lambda claim, _: iso(claim.when) if claim.when else "",
    "quantity": lambda claim, _: "; ".join(f"{each.low:g}" for each in claim.quantities if each.low is not None),
}
