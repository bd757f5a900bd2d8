"""Claims enter; W3C Web Annotations leave, as JSON-LD: each claim's words by position and by quotation.

Positions are code points of the text as Foedus keeps it, so that text is the target; where the document has an
address, a second target finds the same words on the page by quotation alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import iri, json_bytes

if TYPE_CHECKING:
    from foedus.records import Claim
    from foedus.show.views import Views

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters before and after, as the data model's own examples have about


def made(given: Given) -> Made:
    """One collection with one page, by document and place; what stands after the last colon of an id is ours."""
    views = given.views
    held = sorted(views.material.claims, key=lambda each: (each.document, each.evidence.start, each.id))
    collection = {
        "@context": [CONTEXT, {"foedus": "urn:foedus:term:"}],
        "id": "urn:foedus:annotations",
        "type": "AnnotationCollection",
        "label": "Claims",
        "total": len(held),
        "first": {
            "id": "urn:foedus:annotations:page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_annotation(each, views) for each in held],
        },
    }
    return Made(content=json_bytes(collection), count=len(held))


def _annotation(claim: Claim, views: Views) -> dict[str, Any]:
    root = views.material.root_of.get(claim.id)
    told = {
        "foedus:factuality": claim.factuality.value,
        "foedus:kind": claim.kind,
        "foedus:manner": claim.manner.value,
        "foedus:root": {"id": iri(root.id)} if root else None,
    }
    tags = [claim.sort.value, claim.kind, claim.status.value if claim.status else None, claim.factuality.value]
    says = f"{views.who(claim)}: {views.what(claim)}; {views.certainty(claim)}; {' > '.join(views.chain(claim))}"
    return {
        "id": iri(claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": says},
            *({"type": "TextualBody", "purpose": "tagging", "value": each} for each in tags if each),
        ],
        "target": _targets(claim, views),
        **{name: value for name, value in told.items() if value is not None},
    }


def _targets(claim: Claim, views: Views) -> list[dict[str, Any]]:
    document, span = views.material.document[claim.document], claim.evidence
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": document.text[max(0, span.start - _AROUND) : span.start],
        "suffix": document.text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    targets: list[dict[str, Any]] = [{"source": iri(document.id), "selector": [position, quoted]}]
    if document.url:
        targets.append({"source": document.url, "selector": quoted})
    return targets
