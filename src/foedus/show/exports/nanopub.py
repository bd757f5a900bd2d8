"""Propositions enter; one nanopublication for each leaves, in TriG: what is said, where it stands, who made the record.

The assertion is that the dossier holds the proposition, with its two bounds, never that the act happened. No clock
enters, so the publication info has no date.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import quote

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import Claim, Proposition
    from foedus.show.views import Views

_PREFIXES = {
    "np": "http://www.nanopub.org/nschema#",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foedus": "urn:foedus:term:",
}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def made(given: Given) -> Made:
    """The nanopublications by proposition; what stands after the last colon of its name, before `#`, is our id."""
    views = given.views
    held = sorted(views.material.propositions, key=lambda each: each.id)
    parts = [*(f"@prefix {name}: <{place}> ." for name, place in _PREFIXES.items()), ""]
    for each in held:
        parts += [*_nanopub(each, views), ""]
    return Made(content="\n".join(parts).encode("utf-8", "replace"), count=len(held))


def _nanopub(proposition: Proposition, views: Views) -> Iterator[str]:
    name = iri(f"np:{proposition.id}")
    head, assertion, provenance, info = (f"<{name}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo"))
    yield f"{head} {{"
    yield f"  <{name}> a np:Nanopublication ;"
    yield f"    np:hasAssertion {assertion} ; np:hasProvenance {provenance} ; np:hasPublicationInfo {info} ."
    yield "}"
    yield f"{assertion} {{"
    yield from _assertion(proposition)
    yield "}"
    yield f"{provenance} {{"
    for each in sorted(proposition.supporting):
        yield f"  {assertion} prov:wasDerivedFrom <{iri(each)}> ."
    for each in sorted({*proposition.supporting, *(one.claim for one in proposition.denying)}):
        yield from _claim(views.material.claim[each], views)
    yield "}"
    yield f"{info} {{"
    yield f"  <{name}> prov:wasAttributedTo <urn:foedus:software> ; foedus:version {_literal(version('foedus'))} ."
    yield "}"


def _assertion(proposition: Proposition) -> Iterator[str]:
    subject = f"<{iri(proposition.id)}>"
    yield f"  {subject} a foedus:Proposition ;"
    yield f"    foedus:says {_literal(proposition.says)}@en ; foedus:sort {_literal(proposition.sort.value)} ;"
    yield f"    foedus:lower {proposition.lower} ; foedus:upper {proposition.upper} ;"
    yield f"    foedus:unknown {proposition.unknown} ; foedus:outlets {proposition.outlets} ;"
    yield f'    foedus:belief "{proposition.belief}"^^xsd:decimal .'
    if proposition.kind:
        yield f"  {subject} foedus:kind {_literal(proposition.kind)} ."
    for role, actors in (("initiator", proposition.initiators), ("target", proposition.targets),
                         ("other", proposition.others)):  # fmt: skip
        for actor in actors:
            yield f"  {subject} foedus:{role} <urn:foedus:actor:{quote(actor, safe='')}> ."
    when = proposition.when
    if when is not None:
        for name, day in (("since", when.since), ("until", when.until)):
            if day is not None:
                yield f'  {subject} foedus:{name} "{day.isoformat()}"^^xsd:date .'
    for each in sorted({one.claim for one in proposition.denying}):
        yield f"  {subject} foedus:deniedBy <{iri(each)}> ."


def _claim(claim: Claim, views: Views) -> Iterator[str]:
    root = views.material.root_of.get(claim.id)
    yield f"  <{iri(claim.id)}> prov:value {_literal(claim.evidence.text)}@en ;"
    yield f"    prov:wasQuotedFrom <{iri(claim.document)}> ; foedus:factuality {_literal(claim.factuality.value)} ;"
    yield f"    foedus:start {claim.evidence.start} ; foedus:end {claim.evidence.end} ."
    if root is not None:
        yield f"  <{iri(claim.id)}> prov:hadPrimarySource <{iri(root.id)}> ."
        yield f"  <{iri(root.id)}> dct:title {_literal(root.name)} ."


def _literal(text: str) -> str:
    """A string as TriG quotes it: JSON's escapes are TriG's too, and what neither may hold is one mark.

    >>> print(_literal('a "b"'))
    "a \\\\"b\\\\""
    """
    return json.dumps(_UNSAFE.sub(lambda found: found.group() if found.group() in "\n\t\r" else "\ufffd", text),
                      ensure_ascii=False)  # fmt: skip
