"""Propositions enter; PLOVER's JSON Lines leave: events alone, or every proposition with our fields beside PLOVER's.

The names of the fields are those of the PLOVER manual's table of JSON fields; the manual invites others beside them.
"""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from foedus.show.exports import Given, Made
from foedus.show.exports.happened import NO_DAY, NO_RECIPIENT, days, happened, reason_against
from foedus.show.exports.writing import json_lines

if TYPE_CHECKING:
    from foedus.records import Claim, Proposition
    from foedus.show.exports.happened import Happened
    from foedus.show.views import Views
    from foedus.terms import Disagreement

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
CODEBOOK = "plover-2021"
OURS = "plover-2021+foedus-1"
_ALONE = frozenset({"PROTEST", "MOBILIZE"})  # types of which the manual asks no recipient


def plain(given: Given) -> Made:
    """The events that PLOVER can say without more: an actor, a day, and a recipient where the type has one."""
    views = given.views
    found, left_out = happened(views)
    rows = []
    for each in found:
        since, until = days(each.proposition)
        if since is None or until is None:
            left_out[NO_DAY] += 1
        elif len(each.initiators) == 1 and not each.recipients and each.kind.type not in _ALONE:
            left_out[NO_RECIPIENT] += 1
        else:
            rows.append(_event(each, views))
    return Made(content=json_lines(rows), count=len(rows), left_out=left_out)


def extended(given: Given) -> Made:
    """Every proposition; the event is empty, and `has_event` false, where it is not known to have happened."""
    views = given.views
    found, _ = happened(views)
    events = {each.proposition.id: each for each in found}
    rows = [
        _event(events[each.id], views) | {"foedus": _ours(each, views)}
        if each.id in events
        else _no_event(each, views) | {"foedus": _ours(each, views)}
        for each in sorted(views.material.propositions, key=lambda one: one.id)
    ]
    return Made(content=json_lines(rows), count=len(rows), left_out=Counter())


def _event(event: Happened, views: Views) -> dict[str, Any]:
    since, until = days(event.proposition)
    first = event.claims[0]
    row: dict[str, Any] = {
        "id": event.proposition.id,
        "has_event": True,
        "date": since,
        "enddate": until,
        "source": [_actor(each, event.claims, views) for each in event.initiators],
        "recipient": [_actor(each, event.claims, views) for each in event.recipients],
        "event": [event.plover.type],
        "quad_code": _QUADS.index(event.plover.quad) + 1,
        "event_scale": event.plover.intensity,
        "mode": [event.plover.mode] if event.plover.mode else [],
        "context": [],
        "event_text": list(dict.fromkeys(each.evidence.text for each in event.claims)),
        "text": first.evidence.text,
        "text_info": {"start": first.evidence.start, "end": first.evidence.end},
        "cite_info": _cited(first, views),
        "coder": f"foedus {version('foedus')}, {first.read_by}",
    }
    return {name: value for name, value in row.items() if value is not None}


def _no_event(proposition: Proposition, views: Views) -> dict[str, Any]:
    claims = [views.material.claim[each] for each in proposition.supporting]
    since, until = days(proposition)
    row: dict[str, Any] = {
        "id": proposition.id,
        "has_event": False,
        "date": since,
        "enddate": until,
        "source": [_actor(each, claims, views) for each in proposition.initiators],
        "recipient": [_actor(each, claims, views) for each in proposition.targets],
        "event": [],
    }
    return {name: value for name, value in row.items() if value is not None}


def _actor(identity: str, claims: tuple[Claim, ...] | list[Claim], views: Views) -> dict[str, str]:
    """An actor object: the code of its state, its sector, the words that name it first, our id and its name."""
    owner, _, part = identity.partition("/")
    known = views.world.actors.get(identity)
    words = (
        party.words
        for claim in claims
        for party in claim.parties
        if identity in views.material.actors_of.get(party.mention, ())
    )
    told = {
        "code": views.world.country_of(owner),
        "sector": part or (known.sector if known else None),
        "actor_text": next(words, None),
        "identifier_id": identity,
        "identifier_text": views.actor(identity),
    }
    return {name: value for name, value in told.items() if value}


def _cited(claim: Claim, views: Views) -> dict[str, str]:
    document = views.material.document[claim.document]
    told = {
        "corpus": document.gathered_from,
        "citation": document.id,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": views.material.outlet_of.get(document.id),
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in told.items() if value}


def _ours(proposition: Proposition, views: Views) -> dict[str, Any]:
    """What PLOVER has no field for: the proposition's certainty, its roots and both bounds, and each claim's words."""
    roots = views.material.root
    stances: list[tuple[str, str, Disagreement | None]] = [("supports", each, None) for each in proposition.supporting]
    stances += [("denies", each.claim, each.respect) for each in proposition.denying]
    stances += [("qualifies", each.claim, each.respect) for each in proposition.qualifying]
    stances += [("withdrawn", each.claim, each.respect) for each in proposition.withdrawn]
    return {
        "codebook": OURS,
        "says": proposition.says,
        "sort": proposition.sort,
        "kind": proposition.kind,
        "no_event_because": reason_against(proposition, views),
        "others": list(proposition.others),
        "when": proposition.when,
        "lower": proposition.lower,
        "upper": proposition.upper,
        "unknown": proposition.unknown,
        "outlets": proposition.outlets,
        "belief": proposition.belief,
        "roots": [
            {"id": each, "name": roots[each].name, "nature": roots[each].nature}
            for each in proposition.roots
            if each in roots
        ],
        "claims": [
            {"stance": stance, "respect": respect, **_claim(views.material.claim[identity], views)}
            for stance, identity, respect in stances
        ],
    }


def _claim(claim: Claim, views: Views) -> dict[str, Any]:
    document = views.material.document[claim.document]
    return {
        "id": claim.id,
        "document": document.id,
        "file": document.gathered_from,
        "publication": views.material.outlet_of.get(document.id),
        "published_on": document.published_on,
        "quote": claim.evidence.text,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "factuality": claim.factuality,
        "publisher_factuality": claim.publisher_factuality,
        "manner": claim.manner,
        "status": claim.status,
        "chain": [each.name for each in claim.voices],
        "quantities": [each.span.text for each in claim.quantities],
    }
