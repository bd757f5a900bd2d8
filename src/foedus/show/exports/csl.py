"""Documents enter; CSL-JSON leaves, which Zotero, pandoc and citation processors read. Nothing untold is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import json_bytes, one_line

if TYPE_CHECKING:
    from foedus.records import Document
    from foedus.show.views import Views


def made(given: Given) -> Made:
    """One item for each document, by id, which is ours."""
    held = sorted(given.views.material.documents, key=lambda each: each.id)
    return Made(content=json_bytes([_item(each, given.views) for each in held]), count=len(held))


def _item(document: Document, views: Views) -> dict[str, Any]:
    outlet = views.material.outlet_of.get(document.id)
    day = document.published_on
    told: dict[str, Any] = {
        "id": document.id,
        "type": "article-newspaper" if outlet else "document",
        "title": one_line(document.title or document.gathered_from),
        "container-title": one_line(outlet) or None,
        "author": [{"literal": one_line(document.byline)}] if document.byline else None,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": document.url,
        "language": document.language,
        "note": f"foedus: {document.id}; {one_line(document.gathered_from)}",
    }
    return {name: value for name, value in told.items() if value is not None}
