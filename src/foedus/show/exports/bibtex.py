"""Documents enter; BibTeX leaves, with dates as BibLaTeX and as BibTeX have them. Nothing untold is filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import one_line

if TYPE_CHECKING:
    from foedus.records import Document
    from foedus.show.views import Views

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_MARKS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


def made(given: Given) -> Made:
    """One entry for each document, by key, which is our id."""
    held = sorted(given.views.material.documents, key=lambda each: each.id)
    entries = [_entry(each, given.views) for each in held]
    return Made(content="\n".join(entries).encode("utf-8", "replace"), count=len(held))


def _entry(document: Document, views: Views) -> str:
    outlet = views.material.outlet_of.get(document.id)
    day = document.published_on
    told = {
        "title": f"{{{tex(document.title or document.gathered_from)}}}",
        "author": f"{{{tex(document.byline)}}}" if document.byline else "",
        "journal": tex(outlet),
        "date": day.isoformat() if day else "",
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "url": _address(document.url),
        "langid": {"en": "english"}.get(document.language or "", ""),
        "note": f"foedus: {document.id}; {tex(document.gathered_from)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in told.items() if value]
    return "\n".join([f"@{'article' if outlet else 'misc'}{{{document.id},", *lines, "}", ""])


def tex(words: str | None) -> str:
    r"""The words on one line, with none of TeX's signs read as one.

    >>> print(tex("50% of {A} & B_c"))
    50\% of \{A\} \& B\_c
    """
    return _MARKS.sub(lambda found: _SPECIAL[found.group()], one_line(words))


def _address(url: str | None) -> str:
    """An address with what would end the field percent-encoded."""
    return one_line(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
