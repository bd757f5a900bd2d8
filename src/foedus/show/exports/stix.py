"""A dossier enters; a STIX 2.1 bundle leaves: documents as reports, claims as notes, propositions as groupings of them.

STIX has no object for what states do to one another, and none is made up here: a claim stays what somebody says.
Denials are opinions on the grouping. Our fields travel in property extensions; `external_references` has our ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import json_bytes, last_day, uuid_of
from foedus.terms import Direction, Disagreement, Nature, RootNature, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from foedus.records import Claim, Copy, Document, Objection, Proposition, Root
    from foedus.show.views import Views

Thing = dict[str, Any]
EXTENSION = f"extension-definition--{uuid_of('stix extension', 'claims 1')}"
MAKER = f"identity--{uuid_of('stix identity', 'foedus')}"
_CLASSES = {Nature.PERSON: "individual", Nature.PEOPLE: "group", Nature.EQUIPMENT: "system"}
_ROOTS = {
    RootNature.PERSON: "individual",
    RootNature.ORGANISATION: "organization",
    RootNature.OUTLET: "organization",
    RootNature.DESCRIBED: "class",
}


def made(given: Given) -> Made:
    """The bundle, its objects by type and id; times are the day of the latest document, since no clock enters."""
    build = _Bundle(given.views)
    things = [*build.frame(), *build.all()]
    things.sort(key=lambda each: (each["type"], each["id"]))
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid_of('stix bundle', ' '.join(each['id'] for each in things))}",
        "objects": things,
    }
    return Made(content=json_bytes(bundle), count=len(things))


class _Bundle:
    """Makes the objects, each with the ids of those it refers to."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._material = views.material
        self._day = _stamp(last_day(views.material))
        self._actors = sorted({actor for actors in self._material.actors_of.values() for actor in actors})
        self._claims: dict[str, list[str]] = {}
        for each in self._material.claims:
            self._claims.setdefault(each.document, []).append(each.id)
        self._dated = {each.id: each.published_on is not None for each in self._material.documents}

    def frame(self) -> list[Thing]:
        """Who made the bundle, and the definition of our extension."""
        dated = {"spec_version": "2.1", "created": self._day, "modified": self._day}
        maker = {"type": "identity", **dated, "id": MAKER, "name": "Foedus", "identity_class": "system"}
        extension = {
            "type": "extension-definition",
            **dated,
            "id": EXTENSION,
            "created_by_ref": MAKER,
            "name": "Foedus: claims, roots and propositions",
            "description": "What Foedus reads in reporting: where words stand, how certain, on whose word.",
            "schema": "Each property is a field of a record of Foedus; `is` says of which.",
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }
        return [maker, extension]

    def all(self) -> Iterable[Thing]:
        """Every object of the dossier."""
        yield from (self._actor(each) for each in self._actors)
        yield from (self._root(each) for each in self._material.roots)
        yield from (self._claim(each) for each in self._material.claims)
        yield from (self._document(each) for each in self._material.documents)
        for proposition in self._material.propositions:
            yield self._proposition(proposition)
            yield from (self._opinion(proposition, each) for each in proposition.denying)
        yield from (self._copy(each) for each in self._material.copies)

    def _thing(self, kinds: str, identity: str, fields: Thing, extras: Thing) -> Thing:
        kind, ours = kinds.split()
        told = {name: value for name, value in extras.items() if value not in {None, ""}}
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid_of(ours, identity)}",
            "created_by_ref": MAKER,
            "created": self._day,
            "modified": self._day,
            **{name: value for name, value in fields.items() if value is not None},
            "external_references": [{"source_name": "foedus", "external_id": identity}, *fields.get(_MORE, [])],
            "extensions": {EXTENSION: {"extension_type": "property-extension", "is": ours, **told}},
        }

    def _actor(self, identity: str) -> Thing:
        known = self._views.world.actors.get(identity)
        nature = known.nature if known else None
        fields = {
            "name": self._views.actor(identity),
            "identity_class": _CLASSES.get(nature, "organization") if nature else "unspecified",
        }
        extras = {"nature": nature, "country": self._views.world.country_of(identity.partition("/")[0])}
        return self._thing("identity actor", identity, fields, extras)

    def _root(self, root: Root) -> Thing:
        fields = {"name": root.name or "unstated", "identity_class": _ROOTS.get(root.nature, "unspecified")}
        extras = {
            "nature": root.nature,
            "organisation": root.organisation,
            "actor": root.actor,
            "upstream": root.upstream,
            "document": root.document,
            "because": root.because,
        }
        return self._thing("identity root", root.id, fields, extras)

    def _document(self, document: Document) -> Thing:
        """A report; one without a day is a grouping, since STIX asks every report for the day of its publication."""
        held = sorted(self._claims.get(document.id, ()))
        references = [f"note--{uuid_of('claim', each)}" for each in held] or [MAKER]
        more = [{"source_name": self._views.publisher(document), "url": document.url}] if document.url else []
        fields: Thing = {"name": self._views.place(document), "object_refs": references, _MORE: more}
        extras = {
            "publisher": self._material.outlet_of.get(document.id),
            "byline": document.byline,
            "file": document.gathered_from,
        }
        if document.published_on is None:
            fields["context"] = "unspecified"
            return _without(_MORE, self._thing("grouping document", document.id, fields, extras))
        fields["published"] = _stamp(document.published_on)
        return _without(_MORE, self._thing("report document", document.id, fields, extras))

    def _claim(self, claim: Claim) -> Thing:
        root = self._material.root_of.get(claim.id)
        parties = {actor for party in claim.parties for actor in self._material.actors_of.get(party.mention, ())}
        references = [f"identity--{uuid_of('actor', each)}" for each in sorted(parties)]
        references += [f"identity--{uuid_of('root', root.id)}"] if root else []
        references.append(self._id_of_document(claim.document))
        document = self._material.document[claim.document]
        fields: Thing = {
            "content": claim.evidence.text,
            "authors": [self._material.outlet_of[document.id]] if document.id in self._material.outlet_of else None,
            "object_refs": references,
        }
        extras = {
            "document": claim.document,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "sort": claim.sort,
            "kind": claim.kind,
            "status": claim.status,
            "factuality": claim.factuality,
            "publisher_factuality": claim.publisher_factuality,
            "manner": claim.manner,
            "root": root.id if root else None,
            "chain": " > ".join(self._views.chain(claim)),
        }
        return self._thing("note claim", claim.id, fields, extras)

    def _proposition(self, proposition: Proposition) -> Thing:
        fields: Thing = {
            "name": proposition.says,
            "context": "unspecified",
            "object_refs": [f"note--{uuid_of('claim', each)}" for each in sorted(proposition.supporting)],
        }
        extras = {
            "sort": proposition.sort,
            "kind": proposition.kind,
            "since": proposition.when.since if proposition.when else None,
            "until": proposition.when.until if proposition.when else None,
            "lower": proposition.lower,
            "upper": proposition.upper,
            "unknown": proposition.unknown,
            "outlets": proposition.outlets,
            "belief": str(proposition.belief),
        }
        return self._thing("grouping proposition", proposition.id, fields, extras)

    def _opinion(self, proposition: Proposition, objection: Objection) -> Thing:
        against = objection.respect is Disagreement.POLARITY
        fields: Thing = {
            "opinion": "strongly-disagree" if against else "disagree",
            "explanation": f"{objection.respect.value}: {objection.because}",
            "object_refs": [f"grouping--{uuid_of('proposition', proposition.id)}"],
        }
        made = self._thing("opinion objection", f"{proposition.id} {objection.claim}", fields, {})
        made["external_references"] = [{"source_name": "foedus", "external_id": objection.claim}]
        return made

    def _copy(self, copy: Copy) -> Thing:
        late, early = copy.second, copy.first
        if copy.direction is Direction.SECOND_TO_FIRST:
            late, early = early, late
        known = copy.direction is not Direction.UNKNOWN
        same = copy.strength is Strength.SAME
        fields: Thing = {
            "relationship_type": "derived-from" if known else "duplicate-of" if same else "related-to",
            "source_ref": self._id_of_document(late),
            "target_ref": self._id_of_document(early),
            "description": copy.because,
        }
        extras = {"strength": copy.strength, "direction": copy.direction, "share": str(copy.share)}
        return self._thing("relationship copy", copy.id, fields, extras)

    def _id_of_document(self, identity: str) -> str:
        return f"{'report' if self._dated[identity] else 'grouping'}--{uuid_of('document', identity)}"


_MORE = "more references"


def _without(name: str, thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if key != name}


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"
