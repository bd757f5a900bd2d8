"""The exact words of a claim: the stretch of its clause, without the words that say who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below, is_clause

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.clauses import Clause
    from foedus.read.page import Page
    from foedus.values import Span

_TRIM_LEFT = " \t,;:.–—-)]"
_TRIM_RIGHT = " \t,;:–—-([“‘"
_OPENERS = frozenset({"that", "as", "about", "of", "because", "while", "whereas", "although", "though"})
_JOINING = re.compile(r"(?:and|but|yet|or|so|nor|that)\s+(?!not\b|only\b)", re.IGNORECASE)
_APART = frozenset({"parataxis", "conj", "advcl", "discourse", "vocative"})


def clause_words(clause: Clause, spoken: tuple[tuple[int, int], ...]) -> tuple[Word, ...]:
    """The words of a clause in order: all that hangs on its predicate but other clauses beside it and who speaks."""
    sentence = clause.sentence
    words = [*_reach(sentence, clause.head, clause.head, spoken)]
    if clause.subject_is_shared and clause.head.deprel in {"acl", "acl:relcl"}:
        return tuple(words)
    return tuple(sorted(words, key=lambda each: each.index))


def _reach(sentence: Sentence, top: Word, word: Word, spoken: tuple[tuple[int, int], ...]) -> tuple[Word, ...]:
    found = [word]
    for child in sentence.children[word.index]:
        if any(start <= child.start < end for start, end in spoken):
            continue
        if _is_apart(sentence, top, word, child):
            found.extend(_before_conjunction(sentence, child))
            continue
        found.extend(_reach(sentence, top, child, spoken))
    return tuple(found)


def _before_conjunction(sentence: Sentence, child: Word) -> list[Word]:
    """The words of a coordinated clause that stand before its conjunction: they are the first clause's own."""
    if child.deprel != "conj":
        return []
    joining = below(sentence, child, "cc")
    if not joining:
        return []
    return [each for each in sentence.subtree(child) if each.index < joining[0].index]


def _is_apart(sentence: Sentence, top: Word, word: Word, child: Word) -> bool:
    """Whether a word begins something beside the clause: another main clause, a comment, a leading word."""
    relation = base(child.deprel)
    if child.deprel == "acl:relcl" and word.index > top.index and _after_comma(sentence, child):
        return True
    if word is not top:
        return relation in {"conj", "parataxis"} and bool(below(sentence, child, "nsubj", "expl"))
    if relation in {"mark", "case"} and child.text.lower() in _OPENERS:
        return True
    if relation in {"cc", "punct"} and child.index < top.index and not sentence.children[child.index]:
        first = min((each.index for each in sentence.children[top.index]), default=top.index)
        return child.index == first
    if relation == "advcl":
        return is_clause(sentence, child) and _stands_off(sentence, top, child)
    return relation in _APART and is_clause(sentence, child)


def _after_comma(sentence: Sentence, child: Word) -> bool:
    """Whether a relative clause stands behind a comma: it tells something of its own, not which one is meant."""
    first = sentence.subtree(child)[0].index
    return first > 0 and sentence.words[first - 1].text in {",", "—", "–"}


def _stands_off(sentence: Sentence, top: Word, child: Word) -> bool:
    """Whether a comma divides an adverbial clause from the one above."""
    reach = sentence.subtree(child)
    first, last = reach[0].index, reach[-1].index
    before = sentence.words[first - 1].text if first > 0 else ","
    after = sentence.words[last + 1].text if last + 1 < len(sentence.words) else ","
    return (before if child.index > top.index else after) in {",", "—", "–", ";"} or first == reach[0].index == 0


def evidence(page: Page, words: tuple[Word, ...], sentence: Sentence) -> Span | None:
    """The stretch from the first to the last of these words, trimmed of loose marks; None if nothing is left."""
    words = tuple(each for each in words if each.upos != "PUNCT")
    if not words:
        return None
    start = max(sentence.start, min(each.start for each in words))
    end = min(sentence.end, max(each.end for each in words))
    text = page.document.text
    while start < end and text[start] in _TRIM_LEFT:
        start += 1
    joined = _JOINING.match(text, start, end)
    start = joined.end() if joined is not None else start
    while end > start and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    if end < sentence.end and text[end] in "”’" and page.quotation_at(start) is None and page.quotation_at(end - 1):
        end += 1
    return page.span(start, end) if end > start else None
