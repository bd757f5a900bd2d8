"""A dossier enters; FollowTheMoney entities leave, as JSON Lines that Aleph and OpenSanctions' tools load.

Documents are Articles, claims are Notes on them, actors and roots are people and bodies. An Event is made only of what
may go out as one; every other proposition stays in its claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus.show.exports import Given, Made
from foedus.show.exports.happened import days, happened
from foedus.show.exports.writing import json_lines, one_line
from foedus.terms import Nature, RootNature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import Claim, Copy, Document, Root
    from foedus.show.exports.happened import Happened
    from foedus.show.views import Views

_SCHEMATA = {
    Nature.STATE: "PublicBody",
    Nature.GOVERNMENT: "PublicBody",
    Nature.ARMED_FORCE: "PublicBody",
    Nature.PERSON: "Person",
    Nature.ORGANISATION: "Organization",
}
_ROOTS = {
    RootNature.PERSON: "Person",
    RootNature.ORGANISATION: "Organization",
    RootNature.OUTLET: "Organization",
    RootNature.REPORT: "Document",
    RootNature.LEAK: "Document",
    RootNature.DATABASE: "Document",
    RootNature.DESCRIBED: "LegalEntity",
}
_LONGEST_NAME = 380  # FollowTheMoney drops a name that is much longer than this


def made(given: Given) -> Made:
    """The entities by schema and id; ids are ours, with a full stop for the slash in an actor's."""
    views = given.views
    found, _ = happened(views)
    entities = [*_entities(views), *(_event(each, views) for each in found)]
    entities.sort(key=lambda each: (each["schema"], each["id"]))
    return Made(content=json_lines(entities), count=len(entities))


def _entities(views: Views) -> Iterator[dict[str, Any]]:
    material = views.material
    for actor in sorted({actor for actors in material.actors_of.values() for actor in actors}):
        yield _actor(actor, views)
    yield from (_root(each) for each in material.roots if each.nature in _ROOTS)
    yield from (_document(each, views) for each in material.documents)
    yield from (_claim(each, views) for each in material.claims)
    yield from (_copy(each) for each in material.copies)
    for root in material.roots:
        if root.nature in _ROOTS and root.upstream:
            ends: dict[str, object] = {"subject": root.id, "object": root.upstream, "role": "rests on"}
            yield _entity("UnknownLink", f"{root.id}.{root.upstream}", ends)


def _entity(schema: str, identity: str, properties: dict[str, object]) -> dict[str, Any]:
    """An entity whose values are lists of strings, empty ones left out."""
    told: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        held = [one_line(each) for each in values if each is not None and one_line(each)]
        if held:
            told[name] = list(dict.fromkeys(held))
    return {"id": identity, "schema": schema, "properties": told}


def entity_id(actor: str) -> str:
    """An actor's id as FollowTheMoney allows it.

    >>> entity_id("CHN/MIL")
    'CHN.MIL'
    """
    return actor.replace("/", ".")


def _actor(identity: str, views: Views) -> dict[str, Any]:
    known = views.world.actors.get(identity)
    schema = _SCHEMATA.get(known.nature, "LegalEntity") if known else "LegalEntity"
    state = views.world.country_of(identity.partition("/")[0])
    country = (views.world.code(state, "iso2") or "").lower() if state else ""
    names: list[str] = list(known.names) if known else []
    told = {"name": views.actor(identity), "weakAlias": names, "country": country}
    return _entity(schema, entity_id(identity), dict(told))


def _root(root: Root) -> dict[str, Any]:
    schema = _ROOTS[root.nature]
    names: dict[str, object] = {"title": root.name} if schema == "Document" else {"name": _name(root.name)}
    return _entity(schema, root.id, names | {"summary": f"{root.nature.value}; {root.because}"})


def _document(document: Document, views: Views) -> dict[str, Any]:
    told: dict[str, object] = {
        "title": document.title,
        "fileName": document.gathered_from,
        "author": document.byline,
        "publisher": views.material.outlet_of.get(document.id),
        "publishedAt": document.published_on,
        "language": {"en": "eng"}.get(document.language or "", document.language),
        "sourceUrl": document.url,
        "bodyText": document.text,
    }
    made = _entity("Article", document.id, told)
    made["properties"]["bodyText"] = [document.text]
    return made


def _claim(claim: Claim, views: Views) -> dict[str, Any]:
    root = views.material.root_of.get(claim.id)
    parties = (views.material.actors_of.get(each.mention, ()) for each in claim.parties)
    named = [entity_id(actor) for actors in parties for actor in actors]
    held = [claim.document, *named, *([root.id] if root and root.nature in _ROOTS else [])]
    told: dict[str, object] = {
        "name": f"Claim {claim.id}",
        "description": claim.evidence.text,
        "summary": f"{views.what(claim)}; {views.certainty(claim)}; {' > '.join(views.chain(claim))}",
        "entity": held,
        "publisher": views.material.outlet_of.get(claim.document),
    }
    return _entity("Note", claim.id, told)


def _copy(copy: Copy) -> dict[str, Any]:
    told = {
        "subject": copy.first,
        "object": copy.second,
        "role": f"copy: {copy.strength.value}, {copy.direction.value}",
        "summary": copy.because,
    }
    return _entity("UnknownLink", copy.id, dict(told))


def _event(event: Happened, views: Views) -> dict[str, Any]:
    since, until = days(event.proposition)
    told: dict[str, object] = {
        "name": _name(event.proposition.says),
        "involved": [entity_id(each) for each in (*event.initiators, *event.recipients)],
        "startDate": since,
        "endDate": until,
        "summary": f"{event.kind.id}; {views.count(event.proposition)}",
        "proof": sorted({each.document for each in event.claims}),
        "recordId": event.proposition.id,
    }
    return _entity("Event", event.proposition.id, told)


def _name(words: str) -> str:
    """Words as a name, cut where they are too long to be one."""
    told = one_line(words)
    return told if len(told) <= _LONGEST_NAME else f"{told[:_LONGEST_NAME].rstrip()}…"
