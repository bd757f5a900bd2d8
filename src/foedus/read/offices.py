"""Whose an office is that a text names by itself: "the President" in what a presidency publishes is its own.

A page and the words of an office enter; whether the publisher's own office is meant leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.read.page import Page

_RANKS = frozenset({"vice", "deputy", "first"})


def is_publishers(page: Page, words: str) -> bool:
    """Whether "the President", with a capital, is the office that publishes the page, or its deputy's."""
    office = page.publishing_office
    written = words.split()
    if office is None or written[:1] not in (["the"], ["The"]) or not all(each[:1].isupper() for each in written[1:]):
        return False
    bare = [each.casefold() for each in written[1:] if each.casefold() not in _RANKS]
    return " ".join(bare) == office
