"""Blocks enter undecided; those that are furniture or captions leave marked, with the reason, each told by rule.

The cues are data (`furniture.toml`). First every block by itself, then by its neighbours: what a page repeats, what
stands under a picture, what is enclosed by prompts. Lists of links come last, when authors have been told.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from foedus.gather.drafts import Hint
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foedus.gather.blocks import Block

_LINK_LABEL = re.compile(r"^[\w ]{0,20}:\s+(?=https?://|www\.)", re.IGNORECASE)
_STOP = re.compile(r"[.!?…][)\]”’\"']*$")
_ADDRESSED = re.compile(r"\b(?:you|your|yours|our|us)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"]{3,}[”\"]")
_SENTENCES = re.compile(r"[.!?][”’\"')]*\s+(?=[“‘\"'(]*[A-Z])")
_WORD_LETTERS = 15  # what a block may have for each word; longer ones are no prose, and slow to match
_MASTHEAD_WORDS = 5
_PROMPTS = 50  # prompts of a page in which an outlet's name is looked for
_LINK_WORDS = 22
_TEASER_WORDS = 35
_TAIL = 0.4  # share of a page's blocks after which a list of other articles may begin
_REPEATED_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Cues of which one is enough, in a block of at most so many words."""

    because: str
    words: int
    cues: tuple[re.Pattern[str], ...]

    def holds(self, block: Block) -> bool:
        """Whether the block is short enough and shows one of the cues."""
        short = block.words <= self.words and len(block.text) <= self.words * _WORD_LETTERS
        return short and any(cue.search(block.text) for cue in self.cues)


@cache
def cues() -> Mapping[str, object]:
    """The data file, as it stands."""
    return tomllib.loads(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """One expression of the data file; names of people in it need their capitals."""
    section = cues()[table]
    assert isinstance(section, dict)
    return re.compile(section[name], 0 if name in {"name", "line"} else re.IGNORECASE)


@cache
def _rules() -> tuple[Rule, ...]:
    prompts = cues()["prompt"]
    assert isinstance(prompts, list)
    return tuple(_rule(row, because=row["because"], name="cues") for row in prompts)


@cache
def _credit() -> Rule:
    return _rule(cues()["credit"], because="image credit", name="cues")


@cache
def _caption(name: str) -> Rule:
    return _rule(cues()["caption"], because="image caption", name=name)


def _rule(row: object, *, because: str, name: str) -> Rule:
    assert isinstance(row, dict)
    case = 0 if name == "tails" else re.IGNORECASE
    return Rule(because=because, words=row["words"], cues=tuple(re.compile(cue, case) for cue in row[name]))


def mark_furniture(blocks: Sequence[Block]) -> None:
    """Decide on every block that is furniture or a caption; the others stay undecided."""
    for block in blocks:
        _mark_alone(block)
    _mark_captions(blocks)
    _mark_repeated(blocks)
    _mark_mastheads(blocks)
    _mark_enclosed(blocks)


def _mark_alone(block: Block) -> None:
    """Decide on the block by its own words, where they are enough."""
    if block.hint is Hint.CAPTION:
        block.decide(Part.CAPTION, "image caption")
    elif block.hint in {Hint.HEAD, Hint.POST}:
        block.decide(Part.FURNITURE, str(block.hint))
    elif block.hint in {Hint.TITLE, Hint.STANDFIRST}:
        return
    elif _is_doubled(block.text):
        block.decide(Part.FURNITURE, "repeated block")
    elif _is_link_alone(block.text):
        block.decide(Part.FURNITURE, "bare link")
    elif _credit().holds(block):
        block.decide(Part.FURNITURE, "image credit")
    elif not _QUOTED.search(block.text):
        rule = next((rule for rule in _rules() if rule.holds(block)), None)
        if rule is not None:
            block.decide(Part.FURNITURE, rule.because)
    if _caption("tails").holds(block):
        block.decide(Part.CAPTION, "image caption")


def _is_doubled(text: str) -> bool:
    """Whether a text says one thing twice: a link's title once for the eye and once for its picture."""
    half = len(text) // 2
    return len(text) > 25 and text[:half].rstrip() == text[half:].lstrip()


def _is_link_alone(text: str) -> bool:
    """Whether a text is addresses and nothing else but a label."""
    words = _LINK_LABEL.sub("", text[:2000]).split()
    return bool(words) and all(word.lower().startswith(("http://", "https://", "www.")) for word in words)


def _mark_captions(blocks: Sequence[Block]) -> None:
    """Decide that what stands over a credit is a caption, where it is short and reads like one."""
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.key] = counts.get(block.key, 0) + 1
    for index, block in enumerate(blocks):
        if block.because != "image credit" or index < 2:
            continue
        above = blocks[index - 1]
        likely = counts[above.key] > 1 or not _STOP.search(above.text) or _caption("signs").holds(above)
        if above.hint in {None, Hint.PARAGRAPH} and likely and _is_short(above):
            above.decide(Part.CAPTION, "image caption")
            for other in blocks[max(0, index - 4) : index + 4]:
                if other.key == above.key:
                    other.decide(Part.CAPTION, "image caption")


def _is_short(block: Block) -> bool:
    return block.words <= 60 and len(_SENTENCES.findall(block.text)) < 3


def _mark_repeated(blocks: Sequence[Block]) -> None:
    """Decide that a block which says again what stood before is furniture, or what the first of them is."""
    first: dict[str, Block] = {}
    for block in blocks:
        earlier = first.setdefault(block.key, block)
        if earlier is not block and block.words > _REPEATED_WORDS and block.is_open:
            if earlier.part is Part.CAPTION:
                block.decide(Part.CAPTION, earlier.because)
            else:
                block.decide(Part.FURNITURE, "repeated block")


def _mark_mastheads(blocks: Sequence[Block]) -> None:
    """Decide that an outlet's name alone on its line, known from the page's prompts, is furniture."""
    prompts = [block.text for block in blocks if (block.because or "").endswith("prompt")][:_PROMPTS]
    for block in blocks:
        named = block.is_open and block.hint is not Hint.TITLE and is_masthead(block)
        if named and any(f" {block.text}" in prompt for prompt in prompts):
            block.decide(Part.FURNITURE, "masthead")


def is_masthead(block: Block) -> bool:
    """Whether the block could be a name alone on its line: a few words, each with its capital."""
    words = block.text.split()
    small = {"of", "the", "and", "for", "de", "&"}
    return (
        0 < len(words) <= _MASTHEAD_WORDS
        and all(word[:1].isupper() or word in small for word in words)
        and (not _STOP.search(block.text))
    )


def _mark_enclosed(blocks: Sequence[Block]) -> None:
    """Decide that short blocks which speak to the reader between prompts are prompts too."""
    for index, block in enumerate(blocks[1:-1], start=1):
        if not block.is_open or block.hint in {Hint.TITLE, Hint.STANDFIRST} or block.words > 40:
            continue
        before, after = blocks[index - 1], blocks[index + 1]
        sides = sum(_is_promotion(side) for side in (before, after))
        speaks = _ADDRESSED.search(block.text) is not None and not _QUOTED.search(block.text)
        if sides == 2 and (speaks or block.words <= 3):
            prompt = before if (before.because or "").endswith("prompt") else after
            block.decide(Part.FURNITURE, prompt.because)


def _is_promotion(block: Block) -> bool:
    return block.part is Part.FURNITURE and (block.because or "").endswith(("prompt", "masthead", "list", "link"))


def mark_lists(blocks: Sequence[Block]) -> None:
    """Decide that short lines after the heading of a list of links are links, up to the next paragraph.

    A sentence right under such a link is a teaser of what it leads to, in the last part of a page.
    """
    inside, under_link = False, False
    for index, block in enumerate(blocks):
        if block.part is Part.FURNITURE and pattern("headings", "lists").search(block.text):
            inside, under_link = block.words <= 8, False
        elif inside and block.part is Part.FURNITURE:
            under_link = block.because in {"share/explore list", "repeated block"}
        elif inside and block.is_open and _is_link(block):
            block.decide(Part.FURNITURE, "share/explore list")
            under_link = index > len(blocks) * _TAIL
        elif inside and under_link and block.is_open and _is_teaser(block):
            block.decide(Part.FURNITURE, "share/explore list")
            under_link = False
        elif block.part is not Part.FURNITURE:
            inside = False


def _is_link(block: Block) -> bool:
    return block.words <= _LINK_WORDS and not _STOP.search(block.text)


def _is_teaser(block: Block) -> bool:
    return block.words <= _TEASER_WORDS and len(_SENTENCES.findall(block.text)) < 2
