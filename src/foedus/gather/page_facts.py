"""A page's tree enters; what the page says of itself leaves: JSON-LD, OpenGraph and other head lines, in one pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from foedus.gather.drafts import stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting|WebPage)$")
_DATES = (
    "article:published_time", "og:published_time", "article:published", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date",
    "cxenseparse:recs:publishtime", "publish-date", "publish_date", "pubdate", "publishdate", "publicationdate", "date",
    "article.published", "originalpublicationdate", "citation_publication_date",
)  # fmt: skip
_SITES = ("og:site_name", "dc.publisher", "citation_journal_title")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author", "citation_author")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
_SUMMARIES = ("og:description", "description", "twitter:description")
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
_SEPARATED = re.compile(r"\s+[|\-–—·•:»]\s+")
_DEPTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself, each value as written; candidates in the order of trust."""

    titles: tuple[str, ...] = ()
    heading: str | None = None  # the first-rank heading
    site: str | None = None
    byline: str | None = None
    url: str | None = None
    dates: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    language: str | None = None
    body: str | None = None  # the article as JSON-LD repeats it


@dataclass(slots=True)
class _Seen:
    """Everything that one walk over the tree picks up."""

    metas: dict[str, str] = field(default_factory=dict)
    ld: list[Mapping[str, object]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    title: str | None = None
    canonical: str | None = None


def facts_of(tree: HtmlElement) -> PageFacts:
    """What the page with this tree says of itself."""
    seen = _walk(tree)
    articles = [node for node in seen.ld if _is_article(node)]
    articles.sort(key=lambda node: "headline" not in node and "datePublished" not in node)
    return PageFacts(
        titles=_distinct(
            *(_unescaped(node.get("headline")) for node in articles), *_metas(seen, _TITLES), _unsuffixed(seen)
        ),
        heading=seen.headings[0] if len(set(seen.headings)) == 1 else _agreeing(seen),
        site=_first(*(_named(node.get("publisher")) for node in articles), *_metas(seen, _SITES)),
        byline=_first(*(_named(node.get("author")) for node in articles), *_unlinked(_metas(seen, _AUTHORS))),
        url=_address(
            _first(seen.canonical, seen.metas.get("og:url"), *(_unescaped(node.get("url")) for node in articles))
        ),
        dates=_distinct(
            *(_unescaped(node.get("datePublished")) for node in articles), *_metas(seen, _DATES), *seen.times
        ),
        summaries=_distinct(*_metas(seen, _SUMMARIES), *(_unescaped(node.get("description")) for node in articles)),
        language=_first(tree.get("lang"), tree.get("xml:lang"), seen.metas.get("og:locale")),
        body=_first(*(_unescaped(node.get("articleBody")) for node in articles)),
    )


def _walk(tree: HtmlElement) -> _Seen:
    seen = _Seen()
    for element in tree.iter("meta", "script", "h1", "title", "link", "time"):
        if element.tag == "meta":
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
            value = stated(element.get("content"))
            if name and value:
                seen.metas.setdefault(name, value)
        elif element.tag == "script":
            if (element.get("type") or "").lower().strip() == "application/ld+json":
                seen.ld.extend(_nodes(_loaded(element.text_content())))
        elif element.tag == "h1":
            seen.headings += [words for words in [stated(element.text_content())] if words]
        elif element.tag == "title":
            seen.title = seen.title or stated(element.text_content())
        elif element.tag == "link":
            if (element.get("rel") or "").lower() == "canonical":
                seen.canonical = seen.canonical or stated(element.get("href"))
        else:
            seen.times += [day for day in [stated(element.get("datetime"))] if day]
    return seen


def _loaded(script: str) -> object:
    """The JSON in a script, with bare control characters let pass; None where it is damaged."""
    try:
        return json.loads(_CONTROLS.sub(" ", script).strip().rstrip(";"))
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, *, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Every object in a JSON-LD value that could be an article, outer before inner."""
    if depth > _DEPTH:
        return
    if isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(value.get(key), depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth=depth + 1)


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in listed)


def _named(value: object) -> str | None:
    """The name or names that a JSON-LD value gives."""
    if isinstance(value, Mapping):
        return _named(value.get("name"))
    if isinstance(value, list):
        return ", ".join(_distinct(*map(_named, value))) or None
    return _unescaped(value)


def _unescaped(value: object) -> str | None:
    """A string of JSON-LD; many pages escape it as if it were HTML."""
    return stated(unescape(value)) if isinstance(value, str) else None


def _metas(seen: _Seen, names: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(seen.metas.get(name) for name in names)


def _unlinked(values: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The values that are not addresses: some pages link to their authors instead of naming them."""
    return tuple(value for value in values if value and not _ADDRESS.match(value))


def _address(value: str | None) -> str | None:
    return value if value and _ADDRESS.match(value) else None


def _unsuffixed(seen: _Seen) -> str | None:
    """The page's title without the outlet's name behind or before it."""
    if seen.title is None:
        return None
    pieces = _SEPARATED.split(seen.title)
    return max(pieces, key=len) if len(pieces) > 1 else seen.title


def _agreeing(seen: _Seen) -> str | None:
    """The one of several first-rank headings that shares the most words with what the head calls the page."""
    names = {word for title in (seen.title, seen.metas.get("og:title")) if title for word in title.lower().split()}
    scored = [(len(names & set(words.lower().split())) / (len(words.split()) + 2), -place, words)
              for place, words in enumerate(seen.headings)]  # fmt: skip
    score, _, words = max(scored, default=(0.0, 0, None))
    return words if score > 0.3 else None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _distinct(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
