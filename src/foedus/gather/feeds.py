"""The bytes of an RSS or Atom feed enter; one draft for each entry leaves. Runs in the parsing process."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedparser

from foedus.gather.drafts import Draft, Hint, Trouble, compose, stated
from foedus.gather.pages import read_fragment

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_feed(content: bytes) -> Iterator[Draft | Trouble]:
    """A draft for each entry of the feed, in the feed's order, published by the feed's own title."""
    feed: Any = feedparser.parse(BytesIO(content), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        says = "The feed has no entries, or is damaged: fetch it again, or save the articles themselves."
        yield Trouble(code="empty-file", says=says)
        return
    publisher = stated(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        yield _draft(entry, publisher=publisher, place=f"#{number}", language=stated(feed.feed.get("language")))


def _draft(entry: Any, *, publisher: str | None, place: str, language: str | None) -> Draft:
    title = stated(entry.get("title"))
    blocks = [(Hint.TITLE, title)] if title else []
    longest = max((str(piece.get("value", "")) for piece in entry.get("content", [])), key=len, default="")
    body = longest or str(entry.get("summary", ""))
    text, marks = compose(blocks + read_fragment(body))
    source = entry.get("source") or {}
    return Draft(
        text=text,
        marks=marks,
        title=title,
        publisher=stated(source.get("title")) or publisher,
        byline=stated(entry.get("author")),
        url=stated(entry.get("link")),
        date=stated(entry.get("published") or entry.get("updated")),
        language=language,
        place=place,
    )
