"""Claims that go against each other without one negating the other: orders reversed, opposites, closeness and distance.

Contents enter; findings leave, each with the respect and the reason. Only claims that can be of one thing meet: those
of one document or of the same actors, and with telling words in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assemble.compatible import is_nested
from foedus.assemble.content import stem, stems, words
from foedus.assemble.lexicon import lexicon
from foedus.terms import Disagreement, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

from foedus.assemble.content import Content

SHARED = 0.5  # share of the smaller side's stems that two sides have in common
CLOSE_KINDS = ("COOPERATE", "AID", "SUPPORT")
# What says of a relation how close it is; an act or a forecast is evidence of it, and no verdict on it.
_CHARACTERISES = frozenset({Sort.STATE, Sort.JUDGEMENT, Sort.RECOMMENDATION})
MOST_BESIDE = 4  # claims of distance set beside one claim of closeness
_NEGATIONS = frozenset(
    ["not", "no", "never", "neither", "nor", "without", "cannot", "hardly", "barely", "little", "few", "lack", "lacks"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """Two claims that go against each other."""

    first: Content
    second: Content
    respect: Disagreement
    because: str
    is_apart: bool = False  # whether the two can never say the same, though they differ in scope alone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranking:
    subject: frozenset[str]
    higher: frozenset[str]
    lower: frozenset[str]
    words: str


def oppositions(contents: list[Content]) -> Iterator[Opposition]:
    """Every opposition among the claims, the surest sort first."""
    yield from _reversed_orders(contents)
    yield from _opposites(contents)
    yield from _closeness(contents)


def _reversed_orders(contents: list[Content]) -> Iterator[Opposition]:
    """One puts A ahead of B, the other sacrifices A for B, of the same subject."""
    ranked = [(each, found) for each in contents if (found := _ranking(each.claim.evidence.text)) is not None]
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, (_, found) in enumerate(ranked):
        for told in sorted(found.subject | found.higher | found.lower):
            by_stem[told].append(number)
    pairs = sorted(
        {(a, b) for group in by_stem.values() for place, a in enumerate(group) for b in group[place + 1 : place + 40]}
    )
    for one, other in pairs:
        (first, here), (second, there) = ranked[one], ranked[other]
        if (
            first.negative != second.negative
            or is_nested(first, second)
            or not _same_subject(first, second, here, there)
        ):
            continue
        crossed = max(_share(here.higher, there.lower), _share(here.lower, there.higher))
        straight = max(_share(here.higher, there.higher), _share(here.lower, there.lower))
        if crossed >= SHARED and crossed > straight - 0.01 and _crossed_more(here, there):
            because = f"of the same subject one says “{here.words}”, the other “{there.words}”: the order is reversed"
            yield Opposition(first=first, second=second, respect=Disagreement.POLARITY, because=because)


def _crossed_more(here: _Ranking, there: _Ranking) -> bool:
    crossed = len(here.higher & there.lower) + len(here.lower & there.higher)
    straight = len(here.higher & there.higher) + len(here.lower & there.lower)
    return crossed > straight


def _same_subject(first: Content, second: Content, here: _Ranking, there: _Ranking) -> bool:
    if here.subject and there.subject:
        return _share(here.subject, there.subject) >= SHARED
    return bool(first.actors & second.actors) or first.claim.document == second.claim.document


@lru_cache(maxsize=1 << 14)
def _ranking(text: str) -> _Ranking | None:
    """What a sentence ranks above what, None where it ranks nothing."""
    for ordering in lexicon().orderings:
        found = ordering.pattern.match(text)  # what stands before is part of the pattern
        if found is None:
            continue
        first, second = _all_stems(found["first"]), _all_stems(found["second"])
        if not first or not second:
            continue
        higher, lower = (first, second) if ordering.first_is_higher else (second, first)
        phrase = " ".join(found[0][len(found["before"]) :].split())
        return _Ranking(subject=stems(found["before"]), higher=higher, lower=lower, words=phrase)
    return None


def _all_stems(text: str) -> frozenset[str]:
    """The telling stems, and whose they are: one's own or others'."""
    return stems(text) | {word for word in words(text) if word in {"own", "others", "other"}}


def _opposites(contents: list[Content]) -> Iterator[Opposition]:
    """The same thing said with opposed words: strong and weak, joint and separate."""
    pairs = [(stem(first), stem(second)) for first, second in lexicon().opposites]
    holding: dict[tuple[str, str], list[Content]] = defaultdict(list)
    wanted = {one for pair in pairs for one in pair}
    for each in contents:
        for one in sorted(each.stems & wanted):
            for actor in sorted(each.actors) or [each.claim.document]:
                holding[actor, one].append(each)
    met = set()
    for actor in sorted({key[0] for key in holding}):
        for first_word, second_word in pairs:
            for first in holding.get((actor, first_word), [])[:40]:
                for second in holding.get((actor, second_word), [])[:40]:
                    key = tuple(sorted((first.claim.id, second.claim.id)))
                    if key in met or not _one_topic(first, second, {first_word, second_word}):
                        continue
                    met.add(key)
                    yield Opposition(
                        first=first, second=second, respect=Disagreement.POLARITY,
                        because=f"of the same thing one says “{first_word}”, the other “{second_word}”",
                    )  # fmt: skip


def _one_topic(first: Content, second: Content, opposed: set[str]) -> bool:
    """Whether, the opposed words apart, two claims of one polarity speak of the same actors and the same thing."""
    if (
        first.claim.id == second.claim.id
        or is_nested(first, second)
        or first.negative != second.negative
        or first.actors != second.actors
    ):
        return False
    if first.stems >= opposed or second.stems >= opposed:
        return False
    here, there = first.stems - opposed, second.stems - opposed
    return len(here & there) >= 2 and _share(here, there) >= 0.6


def _closeness(contents: list[Content]) -> Iterator[Opposition]:
    """What one says of how close a relation is beside what another says of how distant it is."""
    main = _main_dyads(contents)
    close: dict[frozenset[str], list[Content]] = defaultdict(list)
    distant: dict[frozenset[str], list[Content]] = defaultdict(list)
    for each in contents:
        leaning = orientation(each) if each.claim.sort in _CHARACTERISES else 0
        dyad = _dyad(each, main.get(each.claim.document)) if leaning else None
        if dyad is not None:
            (close if leaning > 0 else distant)[dyad].append(each)
    for dyad in sorted(close, key=sorted):
        pairs = {
            (one.claim.id, other.claim.id): (one, other) for one in close[dyad] for other in _spread(one, distant[dyad])
        }
        mutual = {(one.claim.id, other.claim.id) for other in distant[dyad] for one in _spread(other, close[dyad])}
        for key in sorted(set(pairs) & mutual):
            first, second = pairs[key]
            because = f"one calls the relation close (“{_words(first)}”), the other distant (“{_words(second)}”)"
            yield Opposition(first=first, second=second, respect=Disagreement.SCOPE, because=because)


def _spread(first: Content, against: list[Content]) -> list[Content]:
    """The contrary claims that tell most: of other sources, judgements and states before acts, nearest in words."""
    mine = (first.claim.document, first.claim.root_voice.name)
    return nsmallest(
        MOST_BESIDE,
        (each for each in against if not is_nested(first, each)),
        key=lambda each: (
            (each.claim.document, each.claim.root_voice.name) == mine,
            each.claim.sort not in {Sort.STATE, Sort.JUDGEMENT},
            -len(each.stems & first.stems),
            each.claim.id,
        ),
    )


def _main_dyads(contents: list[Content]) -> dict[str, frozenset[str]]:
    """For each document the two states that its claims name together most often."""
    counts: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    for each in contents:
        states = sorted(actor for actor in each.actors if _is_state(actor))
        counts[each.claim.document].update(frozenset(pair) for pair in combinations(states[:6], 2))
    return {
        document: min(found, key=lambda dyad: (-found[dyad], sorted(dyad)))
        for document, found in counts.items()
        if found
    }


def _dyad(content: Content, main: frozenset[str] | None) -> frozenset[str] | None:
    """The two states whose relation a claim is about: those that it names, or those that its document is about."""
    states = frozenset(actor for actor in content.actors if _is_state(actor))
    if len(states) == 2:
        return states
    if main is not None and (states <= main or states > main) and _names_relation(content):
        return main
    return None


def _is_state(actor: str) -> bool:
    return len(actor) == 3 and actor.isupper()


def _names_relation(content: Content) -> bool:
    return any(word in lexicon().relation for word in words(content.claim.evidence.text))


def orientation(content: Content) -> int:
    """1 where the claim tells of a close relation, -1 where of a distant one, 0 where of neither."""
    lex = lexicon()
    told = words(content.claim.evidence.text)
    topic = _names_relation(content)
    if not topic and content.type not in CLOSE_KINDS:
        return 0
    score = 0
    denied_from = _negated_from(content, told)
    for place, word in enumerate(told):
        near = told[max(0, place - 3) : place]
        # "parallel rather than joint": what stands behind "rather than" is what it is not
        turned = place >= denied_from or any(each in _NEGATIONS for each in near) or near[-2:] == ["rather", "than"]
        if word in lex.close and not (place and told[place - 1].isdigit()):
            score += -1 if turned else 1
        elif word in lex.distant:
            score -= 1
    if score == 0 and any(word in lex.relation for word in told[denied_from:]):
        return -1
    return (score > 0) - (score < 0)


def _negated_from(content: Content, told: list[str]) -> int:
    """The number of the first word that a negative claim negates; past the last where the claim is not negative."""
    if not content.negative:
        return len(told)
    cue = next((cue.span for cue in content.claim.cues if cue.signals in {"negation", "denial"}), None)
    evidence = content.claim.evidence
    if cue is None or not evidence.covers(cue):
        return 0
    return len(words(evidence.text[: cue.start - evidence.start]))


def _words(content: Content) -> str:
    text = " ".join(content.claim.evidence.text.split())
    return text if len(text) <= 90 else text[:89].rstrip() + "…"


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(1, min(len(first), len(second)))
