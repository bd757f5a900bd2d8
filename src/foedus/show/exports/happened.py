"""Propositions enter; those that can go out as events leave, and how many could not, by reason.

An event format says of each of its rows that it happened. So one rule stands before all of them: a row is made of an
act of a kind that PLOVER has, which some claim that was not taken back tells as certain, whose course is under way or
done, which no voice in the dossier denies, and which does not lie after its telling. docs/formats.md says it in full.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from foedus.terms import Disagreement, Factuality, Sort, Status

if TYPE_CHECKING:
    from datetime import date

    from foedus.records import Claim, Kind, Proposition
    from foedus.show.views import Views

NO_ACT = "no act"
NO_KIND = "an act of no kind that PLOVER has"
DENIED = "denied by a voice in the dossier"
UNSURE = "not told as certain by anyone, or taken back"
NOT_DONE = "proposed, agreed, denied or cancelled, not done"
AHEAD = "planned for after its telling"
DAMAGED = "read from garbled passages alone"
NO_ACTOR = "nobody is known to have done it"
NO_RECIPIENT = "nobody is known to whom it was done"
NO_CODE = "an actor without a code in CAMEO"
NO_DAY = "no day told"

# What is done in words is done when it is agreed; what is done in deed, and only agreed upon, has not happened.
_DONE = {None, Status.UNDER_WAY, Status.DELIVERED}
_UNDONE = frozenset({Status.CANCELLED, Status.DENIED})


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A proposition that goes out as an event, with the claims that tell it as such."""

    proposition: Proposition
    kind: Kind
    plover: Kind  # the type and mode of PLOVER 2021 that the kind maps down to
    claims: tuple[Claim, ...]  # in the order of publication
    initiators: tuple[str, ...]
    recipients: tuple[str, ...]


def happened(views: Views) -> tuple[list[Happened], Counter[str]]:
    """The events in the order of their propositions' ids, and what was left out."""
    events: list[Happened] = []
    left_out: Counter[str] = Counter()
    for each in sorted(views.material.propositions, key=lambda one: one.id):
        found = _judged(each, views)
        if isinstance(found, str):
            left_out[found] += 1
        else:
            events.append(found)
    return events, left_out


def reason_against(proposition: Proposition, views: Views) -> str | None:
    """Why a proposition is no event, None where it is one."""
    found = _judged(proposition, views)
    return found if isinstance(found, str) else None


def _judged(proposition: Proposition, views: Views) -> Happened | str:
    if proposition.sort is not Sort.ACT:
        return NO_ACT
    kind = views.language.kinds.get(proposition.kind or "OTHER")
    if kind is None or kind.id == "OTHER":
        return NO_KIND
    if any(each.respect is Disagreement.POLARITY for each in proposition.denying):
        return DENIED
    claims = _telling(proposition, kind, views)
    if isinstance(claims, str):
        return claims
    initiators = without_parts(proposition.initiators, views)
    recipients = tuple(each for each in without_parts(proposition.targets, views) if each not in initiators)
    if not initiators:
        return NO_ACTOR
    return Happened(
        proposition=proposition,
        kind=kind,
        plover=views.language.kind(views.language.plover[kind.id]),
        claims=claims,
        initiators=initiators,
        recipients=recipients,
    )


def _telling(proposition: Proposition, kind: Kind, views: Views) -> tuple[Claim, ...] | str:
    """The claims that tell the act as done, the earliest first, or why there is none."""
    claims = [views.material.claim[each] for each in proposition.standing]
    if any(each.status in _UNDONE for each in claims):
        return NOT_DONE
    claims = [each for each in claims if each.sort is Sort.ACT and each.factuality is Factuality.CERTAIN]
    if not claims:
        return UNSURE
    done = _DONE | ({Status.AGREED} if kind.quad.startswith("verbal") else set())
    claims = [each for each in claims if each.status in done]
    if not claims:
        return NOT_DONE
    claims = [each for each in claims if not each.damaged]
    if not claims:
        return DAMAGED
    days = {each.id: views.material.document[each.document].published_on for each in claims}
    claims = [each for each in claims if not _is_ahead(each, days[each.id])]
    if not claims:
        return AHEAD
    return tuple(sorted(claims, key=lambda each: (str(days[each.id] or "9999"), each.document, each.evidence.start)))


def _is_ahead(claim: Claim, published: date | None) -> bool:
    return bool(published and claim.when and claim.when.since and claim.when.since > published)


def without_parts(identities: tuple[str, ...], views: Views) -> tuple[str, ...]:
    """The actors without the parts of a state that stands beside them."""
    return tuple(each for each in identities if views.country(each) == each or views.country(each) not in identities)


def pairs(event: Happened, views: Views) -> list[tuple[str, str]]:
    """Who did it to whom, one pair to a row; what two states do together is done by each to the other."""
    if event.recipients:
        return [(first, second) for first in event.initiators for second in event.recipients]
    return [
        (first, second)
        for first in event.initiators
        for second in event.initiators
        if views.country(first) != views.country(second)
    ]


def days(proposition: Proposition) -> tuple[date | None, date | None]:
    """The first and the last day of what is said, as far as the text tells them."""
    when = proposition.when
    if when is None:
        return None, None
    return when.since, when.until - timedelta(days=1) if when.until else None


def published(event: Happened, views: Views) -> date | None:
    """The day of the earliest document that tells of it."""
    told = (views.material.document[each.document].published_on for each in event.claims)
    return min((each for each in told if each), default=None)
