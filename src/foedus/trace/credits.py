"""The agency whose story a document prints, as its credit lines tell: a dateline, a byline, a signature, a notice.

A `Document` enters; a `Credit`, or None, leaves. Any short capitalised name in a dateline's brackets counts, so that
an agency that the table lacks is found too; the table gives full names to the known ones. That an agency took the
photograph, or is named in a sentence, is no credit for the text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from foedus.terms import Part
from foedus.values import Span

if TYPE_CHECKING:
    from foedus.records import Document

OPENING = 700  # code points of the article in which a dateline may stand
CLOSING = 500
REMEMBERED = 4096  # documents whose credit is kept: each is compared with many others

_PLACE = r"[A-Z][\w.'’/-]*(?:[ ,]{1,2}[\w.'’/-]+){0,5}"
_DATELINE = re.compile(
    rf"(?:^|\n)[\s\"“>*_-]*(?P<place>{_PLACE}(?:,? \w{{3,9}}\.? \d{{1,2}})?) ?[(\[](?P<name>[A-Z][\w./ -]{{1,28}})[)\]]"
    r"\s*(?:[—–:-]|--)"
)
_BARE = re.compile(r"(?:^|\n)\s*[(\[](?P<name>[A-Z][\w./ -]{1,28})[)\]]\s*(?:[—–:-]|--)")
_SIGNATURE = re.compile(
    r"[(\[]\s*(?:Additional )?[Rr]eporting by [^()\[\]]{3,300}?[;.] ?(?:[Ww]riting|[Ee]diting) by [^()\[\]]{3,160}[)\]]"
)
_NOTICE = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{4}\s*)?(?:by\s+)?(?P<name>[A-Z][\w. -]{2,40}?)[.,;]"
    r"(?=[^\n]{0,60}(?:[Aa]ll rights|[Rr]ights reserved|may not be|republish))"
)
_SHARED = re.compile(r"(?P<name>[A-Z][\w’'. -]{1,40}?) (?:also )?contributed to this (?:report|story|article)")
_BYLINE = re.compile(r"(?:^|\n)\s*(?:By |Source: |Via |From )[^\n]{0,60}?(?P<name>[A-Z][\w. -]{1,40})\s*(?:\n|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A news agency and the ways that credit lines write it."""

    name: str
    written: tuple[str, ...]
    short: tuple[str, ...]
    signs_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whose story a document prints, and the words that say so."""

    agency: str
    because: str
    span: Span | None
    whole: bool  # False where the agency only contributed


@cache
def agencies() -> tuple[Agency, ...]:
    """The news agencies that are known by name."""
    rows: list[dict[str, Any]] = tomllib.loads(
        resources.files("foedus.trace").joinpath("credits.toml").read_text(encoding="utf-8")
    )["agency"]
    return tuple(
        Agency(
            name=row["name"], written=tuple(row["written"]), short=tuple(row["short"]),
            signs_off=row.get("signs_off", False),
        )
        for row in rows
    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def agency_name(words: str) -> str | None:
    """The full name of the agency that these words write, None where they write none that is known.

    >>> agency_name("AP")
    'The Associated Press'
    """
    plain = words.strip(" .,/").removeprefix("the ").removeprefix("The ")
    for each in agencies():
        if any(plain == written.removeprefix("The ") for written in (*each.written, *each.short)):
            return each.name
    return None


@lru_cache(maxsize=REMEMBERED)
def credit(document: Document) -> Credit | None:
    """Whose story the document prints, as far as its own credit lines tell; None where they tell nothing."""
    if document.publisher and agency_name(document.publisher):
        return None  # an agency's own page
    found = (
        _from_dateline(document)
        or _from_byline(document)
        or _from_signature(document)
        or _from_notice(document)
        or _from_contribution(document)
    )
    own = (document.publisher or "").casefold()
    return None if found and f"{own} ".startswith(f"{found.agency.casefold()} ") else found


def _from_dateline(document: Document) -> Credit | None:
    opening = _opening(document)
    for match in (*_DATELINE.finditer(document.text, 0, opening), *_BARE.finditer(document.text, 0, opening)):
        name = match["name"].strip()
        known = agency_name(name)
        place = match.groupdict().get("place")
        # An unknown name counts only after a place in capitals: "(EU) -" and "(D) -" are no agencies.
        if known or (place and place.split(",")[0].isupper() and len(name) > 2 and not name.isdigit()):
            return _made(document, known or name, match.span("name"), "its dateline credits")
    return None


def _from_byline(document: Document) -> Credit | None:
    for words in re.split(r",|;| and | via | for | / |\||\n", document.byline or ""):
        if known := agency_name(words.strip().removeprefix("By ").strip()):
            return Credit(agency=known, because=f"its byline credits {known}", span=None, whole=True)
    match = _BYLINE.search(document.text, 0, _opening(document))
    if match and (known := agency_name(match["name"])):
        return _made(document, known, match.span("name"), "its byline credits")
    return None


def _from_signature(document: Document) -> Credit | None:
    match = _SIGNATURE.search(document.text, max(0, len(document.text) - CLOSING - 400))
    signer = next((each.name for each in agencies() if each.signs_off), None)
    if match and signer:
        return _made(document, signer, match.span(), "it closes with the editors' signature that is the custom of")
    return None


def _from_notice(document: Document) -> Credit | None:
    match = _NOTICE.search(document.text, max(0, len(document.text) - CLOSING))
    if match and (known := agency_name(match["name"])):
        return _made(document, known, match.span("name"), "its copyright notice names")
    return None


def _from_contribution(document: Document) -> Credit | None:
    match = _SHARED.search(document.text, max(0, len(document.text) - CLOSING))
    if match and (known := agency_name(match["name"])):
        found = _made(document, known, match.span("name"), "its last lines tell of a contribution by")
        return Credit(agency=found.agency, because=found.because, span=found.span, whole=False)
    return None


def _opening(document: Document) -> int:
    """Where the part of the text ends in which a dateline may stand."""
    bodies = [passage.start for passage in document.parts if passage.part is Part.BODY]
    return min(len(document.text), (min(bodies) if bodies else 0) + OPENING)


def _made(document: Document, name: str, place: tuple[int, int], because: str) -> Credit:
    start, end = place
    span = Span(document=document.id, start=start, end=end, text=document.text[start:end])
    return Credit(agency=name, because=f"{because} {name}", span=span, whole=True)
