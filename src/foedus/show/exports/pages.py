"""A relation enters; its brief leaves as one self-contained page, HTML or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.check import load_reference
from foedus.show.brief import brief_of
from foedus.show.exports import Given, Made
from foedus.show.over_time import over_time
from foedus.show.pages import page_of

if TYPE_CHECKING:
    from foedus.show.brief import Brief


def asked_brief(given: Given) -> Brief:
    """The brief of the relation that was asked for."""
    assert given.relation is not None
    first, second = sorted(given.views.state(each) for each in given.relation)
    held = given.dossier
    return brief_of(
        given.views,
        (first, second),
        over_time=over_time(held, given.views, (first, second)) if held is not None else None,
        assessments=given.assessments,
        problems=given.problems,
        reference=load_reference(held.reference) if held is not None else None,
    )


def html(given: Given) -> Made:
    """The page for browsers."""
    return _page(given, "html")


def markdown(given: Given) -> Made:
    """The page for editors."""
    return _page(given, "md")


def _page(given: Given, kind: str) -> Made:
    brief = asked_brief(given)
    return Made(content=page_of(brief, kind).encode("utf-8", "replace"), count=len(brief.entries))
