"""The bytes of an HTML page enter; a draft of its article leaves, its headings, captions and summary marked.

Runs in the parsing process: the page is a stranger's.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import trafilatura
from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from foedus.gather.cleaning import clean, one_line
from foedus.gather.decoding import decode
from foedus.gather.drafts import Draft, Hint, Trouble, compose
from foedus.gather.page_facts import PageFacts, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = 600  # characters; below this the quick extraction is done again with care
_COVERED = 0.75  # share of the page's long paragraphs below which it is done again as well
_LONG = 80  # characters of a paragraph that is no label
_POSTS = (
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "bluesky-embed",
    "fb-post",
    "truthsocial",
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_LETTERS = re.compile(r"[^\W_]+")
_OUTLET_AFTER = re.compile(r"\s+[|–—*·•»-]\s+\S")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)


def read_page(content: bytes, *, declared: str | None = None, url: str | None = None) -> Draft | Trouble:
    """The draft of the page's article, or why there is none."""
    text, troubles = decode(content, declared=declared)
    tree = _tree(text)
    if tree is None:
        says = "The page holds no text: save it again from the browser, as a complete page."
        return Trouble(code="empty-file", says=says)
    facts = facts_of(tree)
    posts = _taken_posts(tree)
    captions = _captions(tree)
    standfirst = _standfirst(tree, facts)
    day = _day(tree, facts)
    blocks = _with_body(_extracted(tree), facts)
    title = _title(facts, blocks)
    arranged = _arranged(blocks, title=title, standfirst=standfirst, captions=captions)
    composed, marks = compose([*arranged, *((Hint.POST, post) for post in posts)])
    return Draft(
        text=composed,
        marks=marks,
        title=title,
        publisher=facts.site,
        byline=facts.byline,
        url=url or facts.url,
        date=day,
        language=facts.language,
        troubles=troubles,
    )


def read_fragment(markup: str) -> list[tuple[Hint, str]]:
    """The paragraphs of a piece of HTML, as feeds carry it."""
    if "<" not in markup and "&" not in markup:
        return [(Hint.PARAGRAPH, line) for line in markup.split("\n")]
    tree = _tree(_BREAKS.sub(lambda found: found.group() + "\n", markup))
    lines = tree.text_content().split("\n") if tree is not None else []
    return [(Hint.PARAGRAPH, line) for line in lines]


def _tree(text: str) -> HtmlElement | None:
    """The tree of a page, parsed without network, entities or unbounded depth."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    source = clean(_XML_HEAD.sub("", text)).encode("utf-8")
    try:
        return document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _extracted(tree: HtmlElement) -> list[tuple[Hint, str]]:
    """The blocks of the article: quickly first, with care where that gives little of what the page holds."""
    quick = _blocks(trafilatura.bare_extraction(tree, fast=True, include_comments=False))
    if _size(quick) >= max(_SHORT, _COVERED * _paragraph_letters(tree)):
        return quick
    careful = _blocks(trafilatura.bare_extraction(tree, include_comments=False))
    return careful if _size(careful) > _size(quick) else quick


def _paragraph_letters(tree: HtmlElement) -> int:
    """How many letters stand in the page's long paragraphs, wherever these are."""
    lengths = (len(one_line(paragraph.text_content())) for paragraph in tree.iter("p"))
    return sum(length for length in lengths if length > _LONG)


def _size(blocks: list[tuple[Hint, str]]) -> int:
    return sum(len(text) for _, text in blocks)


def _blocks(extracted: object) -> list[tuple[Hint, str]]:
    body = getattr(extracted, "body", None)
    return list(chain.from_iterable(map(_block, body))) if body is not None else []


def _block(element: etree._Element) -> Iterator[tuple[Hint, str]]:
    """The blocks in one element of the extracted body."""
    if element.tag == "list":
        for point in element.iter("item"):
            yield Hint.POINT, _words(point)
    elif element.tag == "table":
        for row in element.iter("row"):
            yield Hint.PARAGRAPH, " | ".join(filter(None, (_words(cell) for cell in row.iter("cell"))))
    elif element.tag == "quote" and len(element):
        yield Hint.PARAGRAPH, one_line(element.text or "")
        for inner in element:
            yield from _block(inner)
            yield Hint.PARAGRAPH, one_line(inner.tail or "")
    elif element.tag != "graphic":
        for line in "".join(_pieces(element)).split("\n\n"):
            yield (Hint.HEADING if element.tag == "head" else Hint.PARAGRAPH), one_line(line)


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text in an element; a line break that stands for a paragraph's end gives an empty line."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield "\n\n"
        else:
            yield from _pieces(child)
        yield child.tail or ""


def _words(element: etree._Element) -> str:
    return one_line(" ".join(element.itertext()))


def _with_body(blocks: list[tuple[Hint, str]], facts: PageFacts) -> list[tuple[Hint, str]]:
    """The blocks, or the article as JSON-LD repeats it where the extraction lost most of that."""
    if facts.body is None or _size(blocks) * 2 > len(facts.body):
        return blocks
    return read_fragment(facts.body)


def _captions(tree: HtmlElement) -> list[str]:
    """What stands under the page's pictures, each once."""
    found = (one_line(caption.text_content()) for caption in tree.iter("figcaption"))
    return list(dict.fromkeys(words for words in found if words))


def _taken_posts(tree: HtmlElement) -> list[str]:
    """The texts of posts from other platforms set into the page, which are taken out of it."""
    posts = [quote for quote in tree.iter("blockquote") if any(name in (quote.get("class") or "") for name in _POSTS)]
    texts = [one_line(" ".join(quote.itertext())) for quote in posts]
    for quote in posts:
        quote.drop_tree()
    return list(dict.fromkeys(filter(None, texts)))


def _standfirst(tree: HtmlElement, facts: PageFacts) -> str | None:
    """The page's own summary, where a reader sees it on the page as well."""
    wanted = {_key(summary): summary for summary in facts.summaries if len(summary) > 30}
    for element in tree.iter("h2", "h3", "p", "div", "span", "li"):
        if len(element) <= 2 and element.text and _key(one_line(element.text_content())) in wanted:
            return one_line(element.text_content())
    return None


def _day(tree: HtmlElement, facts: PageFacts) -> str | None:
    """The page's date as its head says it, else as its address and text let one tell."""
    if facts.dates:
        return facts.dates[0]
    found = find_date(tree, original_date=True, extensive_search=False, url=facts.url)
    return found if isinstance(found, str) else None


def _title(facts: PageFacts, blocks: list[tuple[Hint, str]]) -> str | None:
    """The title as the page's head states it, else its heading; an outlet's name after it is left off.

    Of the head's titles JSON-LD comes first: on 129 pages it was the expected one more often than OpenGraph's or the
    heading (116, 109 and 106 times with the others as fallback).
    """
    if not facts.titles:
        return facts.heading or next((text for hint, text in blocks[:1] if hint is Hint.HEADING), None)
    first = facts.titles[0]
    shorter = [other for other in (*facts.titles[1:], facts.heading) if other and _is_start(other, first)]
    return max(shorter, key=len, default=first)


def _is_start(start: str, title: str) -> bool:
    """Whether the title only adds an outlet's name behind a dash or bar to the other."""
    rest = title[len(start) :]
    return title.lower().startswith(start.lower()) and _OUTLET_AFTER.match(rest) is not None


def _arranged(
    blocks: list[tuple[Hint, str]], *, title: str | None, standfirst: str | None, captions: list[str]
) -> Iterator[tuple[Hint, str]]:
    """The blocks in the order in which they are kept: title, summary, article, captions left over."""
    left = {_key(caption): caption for caption in captions}
    keys = {_key(text) for _, text in blocks}
    if title:
        yield Hint.TITLE, title
    if standfirst and _key(standfirst) not in keys | {_key(title or "")}:
        yield Hint.STANDFIRST, standfirst
    for hint, text in blocks:
        key = _key(text)
        if key in left:
            yield Hint.CAPTION, text
            del left[key]
        elif key and key != _key(title or ""):
            yield hint, text
    for caption in left.values():
        yield Hint.CAPTION, caption


def _key(text: str) -> str:
    """The letters and figures of a text, by which two copies of it are known for one."""
    return " ".join(_LETTERS.findall(text.lower()))
