"""A document without a stated publisher and its blocks enter; a judgement of which outlet it is from leaves, if any.

The publisher itself stays unstated: an inference is a judgement beside the document, with the words it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from foedus.records import Document, Judgement, judgement
from foedus.terms import PUBLISHER_IS_OUTLET, Part, Verb
from foedus.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.gather.blocks import Block

_CAPITAL = r"[A-Z][\w&’'-]*(?:\.\w+)*"
_NAME = rf"(?P<name>(?:[Tt]he )?{_CAPITAL}(?: (?:of|and|&|{_CAPITAL})){{0,4}})"
_OWN_PROMPTS = (
    re.compile(rf"\b(?:newsletters?|emails?|subscribers?|best|app|journalism) (?:of|from|to|by) {_NAME}"),
    re.compile(rf"{_NAME}[’']s? (?:\w+ ){{0,2}}(?i:newsletters?)"),
)
_STAFF = re.compile(
    r"\b(?:staff writer|reporter|correspondent|editor|columnist|journalist|editor-in-chief|contributor|producer)s?"
    rf"(?: \w+){{0,3}}? (?:at|for|of|with) {_NAME}"
)
_TOLD = re.compile(rf"\b(?:told|tells|speaking to|in an interview with|in an interview to) {_NAME}")
_OFFICE = re.compile(
    r"\b(?:President|Vice|Prime|Ministers?|Chancellor|Secretary|Senators?|Senate|Congress|Parliament|House|Council|"
    r"Committee|Commission|Ambassador|General|Admiral|Colonel|King|Queen|Prince|Pope|Mr|Mrs|Ms|Dr|Speaker|Governor|"
    r"Republicans?|Democrats?|U\.?N|EU|NATO)\b"
)
_TAIL = re.compile(r"[’']s?$|[.,]+$")
_LESS = frozenset({"reporters", "journalists", "parliament", "congress", "lawmakers", "senators", "delegates", "us"})


def infer_outlet(document: Document, blocks: Sequence[Block]) -> Judgement | None:
    """The judgement of which outlet published the document, from its furniture before its body."""
    return _from_masthead(document, blocks) or _from_biography(document, blocks) or _from_told(document, blocks)


def _from_masthead(document: Document, blocks: Sequence[Block]) -> Judgement | None:
    """An outlet's name alone on its line, which a prompt of the page says again."""
    prompts = [block.text for block in blocks if (block.because or "").endswith("prompt")]
    for block in blocks:
        if block.because == "masthead" and any(block.text in prompt for prompt in prompts):
            because = "its name stands alone on a line, and again in a prompt of the page"
            return _judged(document, name=block.text, place=block.start, because=because)
    for block in blocks:
        if (block.because or "").endswith("prompt"):
            found = next(filter(None, (own.search(block.text) for own in _OWN_PROMPTS)), None)
            if found is not None:
                because = "a prompt of the page names it as its own"
                return _judged(document, name=found["name"], place=block.start + found.start("name"), because=because)
    return None


def _from_biography(document: Document, blocks: Sequence[Block]) -> Judgement | None:
    """The one outlet that the author's biography says the author writes at."""
    for block in blocks:
        if block.because != "author biography":
            continue
        found = _STAFF.search(block.text)
        if found and "formerly" not in block.text[: found.start()]:
            name = found.group("name")
            because = "the author's biography names it as the author's own outlet"
            return _judged(document, name=name, place=block.start + found.start("name"), because=because)
    return None


def _from_told(document: Document, blocks: Sequence[Block]) -> Judgement | None:
    """The only outlet that anyone in the body told anything, where the body relays no other report of it.

    A page's address says by itself who published it; and one speaks to presidents and peoples too.
    """
    if document.url:
        return None
    found = [
        (_TAIL.sub("", match.group("name")), block.start + match.start("name"))
        for block in blocks
        if block.part is Part.BODY
        for match in _TOLD.finditer(block.text)
    ]
    names = Counter(name for name, _ in found if name.lower() not in _LESS and not _OFFICE.search(name))
    if len(names) != 1:
        return None
    name, place = next((name, place) for name, place in found if name in names)
    body = " ".join(block.text for block in blocks if block.part is Part.BODY)
    relays = r"(?:said|reported|reports|says|wrote|found)"
    relayed = rf"\b{re.escape(name)} {relays}\b|\b(?:said|according to|reported by) {re.escape(name)}\b"
    if re.search(relayed, body):
        return None
    because = "it is the only outlet that anyone in the text told anything"
    return _judged(document, name=name, place=place, because=because)


def _judged(document: Document, *, name: str, place: int, because: str) -> Judgement:
    bare = _TAIL.sub("", name)
    return judgement(
        about=PUBLISHER_IS_OUTLET,
        subject=document.id,
        candidate=bare,
        by=Verb.GATHER,
        because=because,
        evidence=Span(
            document=document.id, start=place, end=place + len(bare), text=document.text[place : place + len(bare)]
        ),
    )
