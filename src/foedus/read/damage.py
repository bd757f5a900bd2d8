"""Passages that are garbled: a text enters, the stretches where machine rewriting or splicing left its scars leave.

Every rule names a seam that edited prose does not have; each is kept only while it is rare on clean news. A claim read
from such a stretch deserves less confidence, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_LINE = re.compile(r"[^\n]+")
_BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A garbled stretch of the text and what shows it."""

    start: int
    end: int
    because: str


def damage(text: str, *, start: int = 0, end: int | None = None) -> tuple[Damaged, ...]:
    """The garbled stretches between two offsets, in order, overlapping ones merged.

    >>> [one.because for one in damage("They met in in the capital.")]
    ['a doubled word']
    """
    end = len(text) if end is None else min(end, len(text))
    found: list[Damaged] = []
    # Where blank lines part the paragraphs, single line ends may be those of a hard wrap.
    parts = _BLOCK if _BLANK.search(text) else _LINE
    for paragraph in parts.finditer(text, start, end):
        for rule in _RULES:
            found.extend(rule(text, paragraph))
    found.sort(key=lambda one: (one.start, -one.end))
    return tuple(_merged(found))


def _merged(found: list[Damaged]) -> Iterator[Damaged]:
    held: Damaged | None = None
    for one in found:
        if held and one.start < held.end:
            because = held.because if one.because in held.because else f"{held.because}; {one.because}"
            held = Damaged(start=held.start, end=max(held.end, one.end), because=because)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


Rule = Callable[[str, re.Match[str]], Iterator[Damaged]]

_DOUBLED = re.compile(
    r"(?<![\w’'-])(the|of|to|in|a|an|and|is|are|was|for|with|at|by|from|their|its|has|have) \1(?![\w’'-])"
)


def _doubled(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    for match in _DOUBLED.finditer(text, *paragraph.span()):
        yield Damaged(start=match.start(), end=match.end(), because="a doubled word")


#: Words that open a sentence; in the middle of one, capitalised and before a small letter, they show a splice.
_OPENERS = (
    "In|On|At|He|She|They|But|As|After|When|While|For|These|Those|Although|However|Meanwhile|"
    "Its|His|Their|We|If|With|By|"
    "From|Since|During|Along|Between|Under|Over|Despite|Because|There|Then|Before|According|And|Moreover"
)
_SPLICE = re.compile(
    rf"(?<![\w’'-])(?P<before>[A-Za-z][\w’'-]*) (?P<opener>{_OPENERS})(?P<after> (?:[a-z][\w’'-]*|\d{{4}}\b))"
)
_TITLED = re.compile(r"(?:[A-Z][\w’'&-]*(?: (?:and|of|the|for|in|on|a|to))* )*\Z")


def _spliced(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """As in "The Empire Merger In the old days, they": a capital opener without a full stop before it."""
    if _heading(paragraph[0]):
        return
    for match in _SPLICE.finditer(text, *paragraph.span()):
        if _in_title(text, match, paragraph) or _WORD_TITLES.match(text[match.start("before") :]):
            continue
        begun = _run_back(text, match.start("before"), floor=paragraph.start())
        ended = _clause_end(text, match.end(), ceiling=paragraph.end())
        yield Damaged(start=begun, end=ended, because="a sentence begins inside another")


_WORD_TITLES = re.compile(r"(?:Plan|Team|Group|Type|Part|Mr|Mrs|Ms|Dr|[A-Z])\b")


def _in_title(text: str, match: re.Match[str], paragraph: re.Match[str]) -> bool:
    """Inside quotation marks or a run of capitals on both sides, the words are a title."""
    before = text[max(paragraph.start(), match.start() - 60) : match.start("opener")]
    after = text[match.end("opener") : min(paragraph.end(), match.end() + 40)]
    quoted = bool(re.search(r"[“‘\"'][A-Z][^”’\"]*\Z", before)) and bool(re.match(r"[^“]{0,40}[”’\"']", after))
    titled = bool(re.match(r" (?:the |a |of |an )?[A-Z]", after)) and match["before"][0].isupper()
    return quoted or titled


def _heading(paragraph: str) -> bool:
    """Whether most words of a line without a full stop are capitalised."""
    words = _WORD.findall(paragraph)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) < 20 and (not re.search(r"[.!?][”\"’]?\s*\Z", paragraph) or capitals * 2 > len(words))


def _run_back(text: str, start: int, *, floor: int) -> int:
    """The start of the run of capitalised words that ends here, or two words back where there is none."""
    words = list(_WORD.finditer(text, max(floor, start - 60), start + 40))
    words = [word for word in words if word.start() <= start]
    begun = start
    for word in reversed(words[-4:]):
        if not word[0][0].isupper() and begun - word.start() > 12:
            break
        begun = word.start()
        if not word[0][0].isupper():
            break
    return begun


def _clause_end(text: str, at: int, *, ceiling: int) -> int:
    """The next mark of punctuation, or the fourth word, whichever comes first."""
    stretch = re.compile(r"(?: ?[\w’'-]+){0,3}").match(text, at, ceiling)
    return stretch.end() if stretch else at


_STRAY = re.compile(
    r"(?P<last>[a-z]{3,}|[a-z]{2,}[’”\"])(?P<stop>\.)(?P<close>[”\"])? (?P<stray>[a-z]{3,}(?: [a-z]+){0,2}?) "
    r"(?=(?:A|An|The|In|It|He|She|They|On|At|This|That|But|For)\b)"
)
_ABBREVIATED = re.compile(
    r"(?:etc|vs|approx|est|cf|viz|inc|corp|dept|gov|mr|mrs|ms|dr|st|gen|sen|rep|col|maj|capt|no|vol|pp|ed|eds|jr|sr)\Z",
    re.IGNORECASE,
)


def _stray(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """As in "... he said. report A report on": small words stuck between two sentences."""
    for match in _STRAY.finditer(text, *paragraph.span()):
        if not _ABBREVIATED.search(match["last"]):
            ended = _clause_end(text, match.end(), ceiling=paragraph.end())
            yield Damaged(start=match.start("stray"), end=ended, because="stray words between two sentences")


_SMALL_START = re.compile(r"(?<=[a-z]{3})\. (?P<tail>[a-z]{3,}(?: [\w’'-]+){0,5}\.)(?=\s*\Z|\s*\n|\s+[A-Z“])")


def _small_start(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """As in "He teaches at the university. facebook and LinkedIn.": what is left of a removed sentence."""
    for match in _SMALL_START.finditer(text, *paragraph.span()):
        before = text[max(0, match.start() - 8) : match.start()].rsplit(" ", 1)[-1]
        if not _ABBREVIATED.search(before):
            yield Damaged(start=match.start("tail"), end=match.end("tail"), because="a fragment in place of a sentence")


#: Adjectives of nations by their endings; "Korean airspace." alone is no sentence anyone writes.
_NATIONAL = (
    r"(?:[A-Z][a-z]+(?:rean|pean|ian|ican|erman|toman|nese|mese|lese|ish|aqi|eli|tani|zech|"
    r"ench|utch|reek|wiss|mani|abian)|U\.S\.|US|UK|British|Turkish|Polish)"
)
_FRAGMENT = re.compile(
    r"(?P<last>[\w’”-]+)[.!?][”\"]? (?P<piece>(?:(?:North|South|East|West|Northern|Southern|"
    rf"Eastern|Western) )?{_NATIONAL}"
    r"(?: [a-z][a-z’-]+){1,2}\.)(?=\s|\Z)"
)
_VERBAL = re.compile(
    r" (?:\w+(?:ed|ing)|said|says|won|lost|is|was|are|were|did|has|left|fell|rose|went|came|"
    r"won’t|agree|agrees|knows?|too|first)\.\Z"
)
_PHRASE_START = re.compile(
    r"\b(?:near|in|at|to|of|over|with|from|by|on|into|where|and|for|against|between|through|around)\b"
)


def _fragments(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """A sentence that is one noun phrase of a nation: the end of a sentence whose middle was replaced."""
    for match in _FRAGMENT.finditer(text, *paragraph.span()):
        if _VERBAL.search(match["piece"]) or _ABBREVIATED.search(match["last"]):
            continue
        window = max(paragraph.start(), match.start("last") - 48)
        starts = [one.start() for one in _PHRASE_START.finditer(text, window, match.start("last"))]
        begun = starts[-1] if starts else match.start("last")
        yield Damaged(start=begun, end=match.end("piece"), because="a fragment in place of a sentence")


_GLOSS = re.compile(
    r"[.!?]?[”\"]?\s*(?P<gloss>\[(?P<inner>[a-z][a-z’-]*(?: [a-z’-]+){1,6})\])\s?[”\"]?(?P<glued>[A-Z][\w’'-]*)?"
)
_MOVED_GLOSS = re.compile(r"\b(?:has|have|had|is|are|was|were|will) \[[A-Z][^\[\]\n]{3,60}\] (?=[A-Z])")
_NOISES = re.compile(
    r"laugh|applau|cheer|inaudible|crosstalk|sic\b|pause|music|silence|ph\b|indistinct|speak|translat|as |in |through "
)


def _glosses(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """A bracketed gloss cut loose: after the full stop of the words that it explains, or beyond their verb."""
    for match in _GLOSS.finditer(text, *paragraph.span()):
        loose = match[0][0] in ".!?"
        if loose and not _NOISES.search(match["inner"]):
            glued = match.end() if match["glued"] else match.end("gloss")
            yield Damaged(start=match.start("gloss"), end=glued, because="a bracketed gloss cut loose")
    for match in _MOVED_GLOSS.finditer(text, *paragraph.span()):
        ended = _clause_end(text, match.end(), ceiling=paragraph.end())
        yield Damaged(start=match.start(), end=ended, because="a bracketed gloss cut loose")


_SENTENCE_END = re.compile(r"[.!?][”\"’)]*(?=\s|\Z)")


def _unclosed_bracket(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """A bracket that opens and never closes in its paragraph."""
    opened: list[int] = []
    for at in range(*paragraph.span()):
        if text[at] == "(":
            opened.append(at)
        elif text[at] == ")" and opened:
            opened.pop()
    for at in opened[:1]:
        if re.match(r"\([A-Za-z]", text[at : at + 2]):
            close = _SENTENCE_END.search(text, at, paragraph.end())
            yield Damaged(start=at, end=close.end() if close else paragraph.end(), because="a bracket never closed")


def _unclosed_quotation(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """A quotation that nobody closes, in a text that closes its others and whose next paragraph does not go on."""
    last = text.rfind("“", *paragraph.span())
    if (
        last < 0
        or re.search('[”"]|“\\s*\\Z', text[last : paragraph.end()])
        or text[paragraph.end() :].lstrip()[:1] in {"“", "", "‘"}
    ):
        return
    if text.count("”") * 4 < text.count("“") * 3:
        return
    close = _SENTENCE_END.search(text, last, paragraph.end())
    yield Damaged(start=last, end=close.end() if close else paragraph.end(), because="a quotation never closed")


_HAVING = re.compile(r"\b(?:have|has|had|[a-z]{4,}s) (?P<run>[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?P<next> [a-z]+|,| \()")


def _fused(text: str, paragraph: re.Match[str]) -> Iterator[Damaged]:
    """A heading or the text of a link run into the sentence: capitals on words that the document else writes small."""
    if _heading(paragraph[0]):
        return
    for match in _HAVING.finditer(text, *paragraph.span()):
        words = match["run"].split()
        verb = match[0].split()[0] in {"have", "has", "had"}
        if verb and len(words) < 2:
            continue
        if not verb and (
            len(words) != 1 or not match["next"].strip().isalpha() or match["next"].strip() in _AFTER_NAME
        ):
            continue
        if _small_elsewhere(text, words[0]) and not _recurs(text, match["run"]):
            yield Damaged(start=match.start(), end=match.end("next"), because="a heading run into a sentence")


_AFTER_NAME = frozenset(
    [
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "is",
        "was",
        "were",
        "are",
        "has",
        "have",
        "had",
        "said",
        "says",
        "will",
        "would",
        "who",
        "the",
        "as",
        "than",
        "but",
        "during",
        "after",
        "before",
        "between",
        "through",
        "against",
        "under",
        "over",
        "into",
        "since",
        "until",
    ]
)


def _small_elsewhere(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){word.lower()}(?![\w-])", text))


def _recurs(text: str, run: str) -> bool:
    return len(re.findall(rf"(?<!\w){re.escape(run)}(?!\w)", text)) > 1


_RULES: tuple[Rule, ...] = (
    _doubled,
    _spliced,
    _stray,
    _small_start,
    _fragments,
    _glosses,
    _unclosed_bracket,
    _unclosed_quotation,
    _fused,
)
