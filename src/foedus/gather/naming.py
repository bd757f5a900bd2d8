"""The usual spellings of a column or key enter; the field of a document that it means leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.gather.drafts import Draft, Trouble, stated
from foedus.terms import Severity

FIELDS = ("text", "title", "publisher", "byline", "url", "date", "language")
_SPELLINGS = {
    "text": "text body content article fulltext full_text article_text articlebody maintext main_text story raw_text",
    "title": "title headline head heading",
    "publisher": "publisher outlet source newspaper site sitename site_name source_name publication medium",
    "byline": "byline author authors writer by creator",
    "url": "url link uri address web_url source_url permalink",
    "date": "date published published_on published_at publishing_date date_published "
    "publication_date pub_date pubdate publish_date datepublished day",
    "language": "language lang",
}
_FIELD_OF = {spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings.split()}


def field_of(name: str) -> str | None:
    """The field that a column, key or head line of this name holds.

    >>> field_of("Full Text"), field_of("Date published"), field_of("shoe size")
    ('text', 'date', None)
    """
    return _FIELD_OF.get(_spelling(name))


def draft_of(row: Mapping[str, object], *, place: str) -> Draft | Trouble:
    """The draft that a row of named values makes, or what it lacks.

    Of several columns that could hold a field, the first in the usual order of spellings is taken.
    """
    fields = _fields(row)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        says = f"Row {place[1:]} has no text: name the column that holds it 'text', and fill it or leave the row out."
        return Trouble(code="bad-row", says=says)
    troubles: tuple[Trouble, ...] = ()
    if "\ufffd" in text:
        says = (
            "Characters of this row were lost before it was saved and stand as \ufffd: gather it again from its source."
        )
        troubles = (Trouble(code="wrong-encoding", says=says, severity=Severity.NOTE),)
    return Draft(text=text, place=place, troubles=troubles, **_told(fields))


def facts_of(row: Mapping[str, object]) -> dict[str, str]:
    """What named values say of a document beside its text, by field; what they leave blank is not among it.

    >>> facts_of({"Headline": "A pact", "authors": ["R. Hentzau", "B. Tarlenheim"], "tags": "x", "url": ""})
    {'title': 'A pact', 'byline': 'R. Hentzau, B. Tarlenheim'}
    """
    return {field: value for field, value in _told(_fields(row)).items() if value}


def _told(fields: Mapping[str, object]) -> dict[str, Any]:
    return {
        "title": stated(fields.get("title")),
        "publisher": _name(fields.get("publisher")),
        "byline": _name(fields.get("byline")),
        "url": stated(fields.get("url")),
        "date": stated(_date(fields.get("date"))),
        "language": stated(fields.get("language")),
    }


def renamed(row: Mapping[str, object], columns: Mapping[str, str]) -> Mapping[str, object]:
    """The row with the user's columns under our names; what else could hold those fields is passed over.

    >>> renamed({"body": "It rained.", "text": "x"}, {"text": "body"})
    {'text': 'It rained.'}
    """
    if not columns:
        return row
    named = {field: row[column] for field, column in columns.items() if column in row}
    return {name: value for name, value in row.items() if field_of(name) not in columns} | named


def holds_text(names: Iterable[str]) -> bool:
    """Whether one of the columns is one that could hold a text."""
    return any(field_of(name) == "text" for name in names)


def _fields(row: Mapping[str, object]) -> dict[str, object]:
    """The row by field: of several columns for one field, the first filled one in the order of spellings."""
    by_spelling = {_spelling(name): value for name, value in row.items()}
    fields: dict[str, object] = {}
    for spelling, field in _FIELD_OF.items():
        value = by_spelling.get(spelling)
        if value is not None and value != "":  # a list or a number is kept as well
            fields.setdefault(field, value)
    return fields


def _spelling(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _name(value: object) -> str | None:
    """A name out of a string, a list of names, or an object with a name."""
    if isinstance(value, Mapping):
        return _name(value.get("name") or value.get("title"))
    if isinstance(value, list | tuple):
        return ", ".join(dict.fromkeys(name for name in map(_name, value) if name)) or None
    return stated(value)


def _date(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
