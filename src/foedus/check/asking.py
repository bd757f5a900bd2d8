"""The questions of record that a proposition amounts to.

A proposition with its claims enters, `Question` records leave. What is merely possible, planned, feared or demanded
is not asked: the record knows what was, not what may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from foedus.check.naming import named_states
from foedus.check.questions import YEAR, Question
from foedus.check.topics import Topic, topic, topics
from foedus.check.wording import worded
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foedus.check.states import States
    from foedus.material import Material
    from foedus.records import Claim, Proposition

ASKED = frozenset({Sort.ACT, Sort.STATE, Sort.JUDGEMENT, Sort.DENIAL})
YES = frozenset({Factuality.CERTAIN, Factuality.PROBABLE})
NO = frozenset({Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT})

LACK = r"\b(?:no|not|never|without|lacks?|lacked|lacking|absence of|devoid of|short of)\b[^.;:]{0,40}"
TREATY = r"(?:treaty|pact|agreement|alliance|accord)"
THAT_TREATY = re.compile(rf"\b(?:the|that|this|their)\s+(?:\w+\s+){{0,2}}{TREATY}\b", re.IGNORECASE)
DATED_TREATY = re.compile(
    rf"\b(?P<a>{YEAR})\b[^.;]{{0,40}}?\b{TREATY}\b|\b{TREATY}\b[^.;]{{0,60}}?\b(?P<b>{YEAR})\b", re.IGNORECASE
)
NO_WAR_SINCE = re.compile(
    rf"(?:\b(?:not|never|no|without|last)|n[’']t)\b[^.;]{{0,40}}\b(?:war|fought|combat)\b[^.;]{{0,40}}\b(?:since|in|was)\b"
    rf"[^.;]{{0,40}}\b(?P<year>{YEAR})\b",
    re.IGNORECASE,
)
# An event that only says since when: "since invading Ruritania", "since its invasion", "since Graustark attacked".
SINCE_EVENT = re.compile(
    r"(?<=\w)[^\w\n]*\s(?:ever\s)?since\s+(?:\w+ing\b|(?:its|their|his|her|[A-Z]\w+[’']s)\s|(?:[A-Z]\w+\s+)+\w+ed\b)[^,.;\n]*"
)
REACH = 800  # characters before a claim in which "the pact" may have been named with its year


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A proposition as its supporting claims tell it."""

    proposition: Proposition
    claims: tuple[Claim, ...]
    text: str  # without what only says since when; so are the states
    dated: str  # with it
    states: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # initiators, targets, others

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of states that it is about, from the initiators to the targets where it tells both."""
        initiators, targets, others = self.states
        directed = [pair for pair in product(initiators, targets) if pair[0] != pair[1]]
        if directed:
            return tuple(dict.fromkeys(directed))
        everyone = dict.fromkeys((*initiators, *targets, *others))
        return tuple(combinations(everyone, 2))

    @property
    def singles(self) -> tuple[tuple[str, None], ...]:
        """The states that it is about, each for itself: those that did it, or all where nobody is told to have."""
        initiators, targets, others = self.states
        return tuple((each, None) for each in initiators or dict.fromkeys((*targets, *others)))

    @property
    def is_directed(self) -> bool:
        """Whether it tells who did it to whom."""
        return bool(self.states[0] and self.states[1])


def questions(
    proposition: Proposition, material: Material, states: States, *, country: Callable[[str], str | None]
) -> Iterator[Question]:
    """What the record can be asked about the proposition; nothing where it tells no fact or no time.

    `country` gives the state that an actor acts for.
    """
    if proposition.sort not in ASKED:
        return
    claims = tuple(material.claim[each] for each in proposition.supporting if each in material.claim)
    stance = _stance(claims)
    if stance is None:
        return
    telling = _telling(proposition, claims, country=country)
    for each in _topics(telling):
        expected = stance and not _lacks(each, telling.text)
        for asked in _asked(each, telling, material, expected=expected):
            # A claim is a statement on more than the topic: what it gives beside, no dataset is asked.
            yield worded(asked, proposition.says, states, whole=False)
    yield from _no_war_since(telling, material, states)


def _stance(claims: tuple[Claim, ...]) -> bool | None:
    """Whether the claims say that it is so (True) or not so (False); None where they commit to neither, or to both."""
    says = {claim.factuality in YES for claim in claims if claim.factuality in YES | NO}
    return says.pop() if len(says) == 1 else None


def _telling(proposition: Proposition, claims: tuple[Claim, ...], *, country: Callable[[str], str | None]) -> Telling:
    """The proposition with its claims' words and the states of its actors."""

    def lands(actors: tuple[str, ...]) -> tuple[str, ...]:
        found = (country(actor) for actor in actors)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    words = "\n".join(dict.fromkeys((proposition.says, *(claim.evidence.text for claim in claims))))
    text = SINCE_EVENT.sub("", words)
    beside = {each for place in named_states(words) for each in place.actors}
    beside -= {each for place in named_states(text) for each in place.actors}
    initiators, *others = lands(proposition.initiators), lands(proposition.targets), lands(proposition.others)
    targets, third = (tuple(each for each in those if each not in beside) for those in others)
    return Telling(proposition=proposition, claims=claims, text=text, dated=words, states=(initiators, targets, third))


def _topics(telling: Telling) -> list[Topic]:
    """The topics that its kind or its words are about; the kind decides where it is about one."""
    by_kind = [each for each in topics() if each.holds(telling.proposition.kind)]
    by_words = [each for each in topics() if each.is_told_by(None, telling.text)]
    if telling.proposition.sort is Sort.ACT and by_kind:
        return by_kind
    return by_words


def _lacks(asked: Topic, text: str) -> bool:
    """Whether the words themselves say that the thing is lacking: "has no defence clause"."""
    return any(re.search(LACK + pattern.pattern, text, re.IGNORECASE) for pattern in asked.words)


def _asked(asked: Topic, telling: Telling, material: Material, *, expected: bool) -> Iterator[Question]:
    timed = _time(asked, telling, material)
    if timed is None:
        return
    since, until, concluded, note = timed
    for first, second in telling.pairs if asked.pair else telling.singles:
        yield Question(
            topic=asked,
            first=first,
            second=second,
            since=since,
            until=until,
            expected=expected,
            concluded=concluded,
            both_ways=not (asked.directed and telling.is_directed),
            note=note,
        )


def _time(asked: Topic, telling: Telling, material: Material) -> tuple[date, date | None, int | None, str] | None:
    """First day, last day, the treaty's year, and what was supposed; None where no time is told."""
    if asked.treaty and (dated := _treaty_year(telling, material)) is not None:
        year, note = dated
        return date(year, 1, 1), date(year, 12, 31), year, note
    periods = (telling.proposition.when, *(claim.when for claim in telling.claims))
    when = next((each for each in periods if each is not None and each.since is not None), None)
    if when is not None and when.since is not None:
        return when.since, None if when.until is None else when.until - timedelta(days=1), None, ""
    if named := re.search(rf"\b(?:in|since|of|by)\s+(?:\w+\s+)?({YEAR})\b", telling.dated):
        year = int(named[1])
        last = None if named[0].startswith("since") else date(year, 12, 31)
        return date(year, 1, 1), last, None, ""
    return _present(telling, material)


def _present(telling: Telling, material: Material) -> tuple[date, date | None, int | None, str] | None:
    """The day of publication, for what is said to be so and not to have happened."""
    if telling.proposition.sort is Sort.ACT or not telling.claims:
        return None
    document = material.document.get(telling.claims[0].document)
    if document is None or document.published_on is None:
        return None
    on = document.published_on
    return on, on, None, f"the state of things is taken for that of the day of publication, {on}"


def _treaty_year(telling: Telling, material: Material) -> tuple[int, str] | None:
    """The year of the treaty that the words speak of: in them, or named with it shortly before."""
    if own := DATED_TREATY.search(telling.text):
        return int(own["a"] or own["b"]), ""
    for claim in telling.claims:
        document = material.document.get(claim.document)
        if document is None or not THAT_TREATY.search(claim.evidence.text):
            continue
        before = document.text[max(0, claim.evidence.start - REACH) : claim.evidence.start]
        named = list(DATED_TREATY.finditer(before))
        if named:
            year = int(named[-1]["a"] or named[-1]["b"])
            words = THAT_TREATY.findall(claim.evidence.text)[0]
            return year, f"'{words}' is taken for the treaty of {year} named before"
    return None


def _no_war_since(telling: Telling, material: Material, states: States) -> Iterator[Question]:
    """A further question where words say that a state has had no war since a year."""
    claim = telling.claims[0] if telling.claims else None
    document = material.document.get(claim.document) if claim else None
    if claim is None or document is None:
        return
    start = max(document.text.rfind(mark, 0, claim.evidence.start) for mark in (". ", "\n", "! ", "? ")) + 1
    match = NO_WAR_SINCE.search(document.text[start : claim.evidence.end])
    initiators = telling.states[0]
    if match is None or _is_anothers(start + match.start(), claim, material):
        return
    if len(initiators) != 1 or not states.knows(initiators[0]):
        return
    year = int(match["year"]) + 1
    until = document.published_on
    yield Question(
        topic=topic("war"),
        first=initiators[0],
        second=None,
        since=date(year, 1, 1),
        until=until if until is None or until.year >= year else None,
        expected=False,
        note=f"asked for the years after {year - 1}, since the words say that there was none",
    )


def _is_anothers(start: int, claim: Claim, material: Material) -> bool:
    """Whether words that begin there, before the claim, are told by another claim of the document."""
    if start >= claim.evidence.start:
        return False
    held = (each.evidence for each in material.claims if each.document == claim.document and each is not claim)
    return any(each.start <= start < each.end <= claim.evidence.end for each in held)
