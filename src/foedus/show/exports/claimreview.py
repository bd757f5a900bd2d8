"""Propositions enter; schema.org's ClaimReview leaves, as JSON-LD: what is said, where it appeared, and how it stands.

The rating is no verdict of truth. It is our belief from 0 to 1, and its name is the independent count in two bounds;
what the reference data say stands in the review's text.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import iri, json_bytes
from foedus.terms import RootNature

if TYPE_CHECKING:
    from foedus.records import Check, Document, Proposition, Root
    from foedus.show.views import Views

_TYPES = {
    RootNature.PERSON: "Person",
    RootNature.ORGANISATION: "Organization",
    RootNature.OUTLET: "Organization",
}


def made(given: Given) -> Made:
    """One review for each proposition, by id."""
    views = given.views
    checks: dict[str, list[Check]] = {}
    for each in views.material.checks:
        checks.setdefault(each.proposition, []).append(each)
    held = sorted(views.material.propositions, key=lambda each: each.id)
    graph = [_review(each, checks.get(each.id, []), views) for each in held]
    return Made(content=json_bytes({"@context": "https://schema.org", "@graph": graph}), count=len(graph))


def _review(proposition: Proposition, checks: list[Check], views: Views) -> dict[str, Any]:
    roots = views.material.root
    papers = {views.material.claim[each].document for each in proposition.supporting}
    works = sorted((views.material.document[each] for each in papers), key=_age)
    claim: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"{iri(proposition.id)}#claim",
        "text": proposition.says,
        "author": [_author(roots[each]) for each in proposition.roots if each in roots],
        "appearance": [_work(each, views) for each in works],
    }
    if works and works[0].published_on:
        claim["datePublished"] = works[0].published_on
        claim["firstAppearance"] = _work(works[0], views)
    return {
        "@type": "ClaimReview",
        "@id": iri(proposition.id),
        "identifier": proposition.id,
        "author": {"@type": "Organization", "name": f"Foedus {version('foedus')}, a program"},
        "claimReviewed": proposition.says,
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": round(proposition.belief, 4),
            "worstRating": 0,
            "bestRating": 1,
            "alternateName": views.count(proposition),
            "ratingExplanation": _explained(proposition),
        },
        **({"reviewBody": " ".join(_verdict(each) for each in checks)} if checks else {}),
    }


def _age(document: Document) -> tuple[str, str]:
    return (str(document.published_on or "9999"), document.id)


def _author(root: Root) -> dict[str, str]:
    return {"@type": _TYPES.get(root.nature, "Thing"), "@id": iri(root.id), "name": root.name}


def _work(document: Document, views: Views) -> dict[str, Any]:
    told = {
        "@type": "NewsArticle",
        "@id": iri(document.id),
        "headline": document.title,
        "url": document.url,
        "datePublished": document.published_on,
        "inLanguage": document.language,
    }
    outlet = views.material.outlet_of.get(document.id)
    made: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    return made | ({"publisher": {"@type": "Organization", "name": outlet}} if outlet else {})


def _explained(proposition: Proposition) -> str:
    denied = len({each.claim for each in proposition.denying})
    said = len(proposition.standing)
    return (
        f"Said by {said}, denied by {denied}. The rating is a belief from the errors of reading, relaying and the "
        "roots; it is no verdict."
    )


def _verdict(check: Check) -> str:
    years = f"{check.first_year} to {check.last_year}"
    return f"{check.dataset} {check.version} ({years}), {check.verdict.value}: {check.says}"
