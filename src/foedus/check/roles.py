"""Who is said to owe, or to give, what to whom.

A question on two states and the words that ask it enter; the two in their order leave, where the words tell them apart.
In the words each of the two is written as a letter first, so that a pattern speaks of "X owed Y help".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.check.naming import is_one, named_states

if TYPE_CHECKING:
    from foedus.check.naming import Named
    from foedus.check.questions import Question
    from foedus.check.states import States


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


MUTUAL = _any(r"\bmutual(?:ly)?\b", r"\b(?:each other|one another)\b", r"\breciprocal(?:ly)?\b")
BOUND = _any(
    r"\b(?:oblig|commit|pledg|promis|guarant|requir|vow)\w*\b",
    r"\b(?:bound|undert\w+|duty|owed?|owes|had to|have to|has to|must|sw[eo]r\w*|engaged?)\b",
)
OWING = re.compile(
    r"\b(?:(?:defend|protect|guarantee|assist|aid|attack|consult)(?:ed|ing)?(?: with)?"
    r"|fight(?:ing)? for|stand(?:ing)? by"
    r"|(?:the |its |their )?(?:defen[cs]e|aid|assistance|help|rescue|protection|guarantee|security) (?:of|to)"
    r"|neutral(?:ity)? (?:towards?|in a war of|if)|go(?:ing)? to war for)(?=[\s\w]{0,12}$)",
    re.IGNORECASE,
)
NOT_TO = _any(r"\bnot (?:to )?(?:attack|invade|use force|go to war)")
# Who owes (x) and who is owed (y), with the two states written as <1> and <2>.
HELP = r"(?:armed |military |full |its |their )*(?:help|aid|assistance|support|protection|defen[cs]e|neutrality|rescue)"
WORD = r"(?:guarantee|pledge|promise|commitment|assurance|obligation|umbrella|undertaking|word|duty|protection)"
STILL = r"(?:also |still |thus )*"
OWED = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        rf"(?P<x><.>) {STILL}(?:owe[ds]?|promise[ds]?|pledge[ds]?|assure[ds]?|give|gave) (?P<y><.>)[^,.;]*?\b{HELP}",
        rf"(?P<x><.>) {STILL}guarantee[ds]? (?P<y><.>)",
        rf"(?P<x><.>)(?:'s)? (?:\w+ ){{0,3}}{WORD} (?:of|to|for|towards?) (?:the \w+ of )?(?P<y><.>)",
        r"(?P<y><.>) (?:could|can|may) (?:\w+ )?(?:count|rely|depend|lean|call) (?:up)?on (?:an? |the )?(?P<x><.>)",
        (
            r"(?P<y><.>) (?:had|has|enjoyed|held|got|received|lived under) (?:an? |the )?"
            rf"(?P<x><.>)(?:'s)? [^,.;]*?\b{WORD}"
        ),
        r"(?P<x><.>)[^,.;]{0,40}? (?:defender|protector|guarantor|shield) of (?P<y><.>)",
        (
            r"(?P<y><.>)[^,.;]{0,60}? (?:defended|protected|guaranteed|covered|shielded|rescued|aided|helped) "
            r"(?:\w+ ){0,3}?by (?:the )?(?P<x><.>)"
        ),
        (
            r"attack(?:ed|s)? (?:\w+ ){0,3}?(?P<y><.>)[^.;]*?\b(?:oblige[ds]?|bound|commit\w*|require[ds]?|bring) "
            r"(?:in )?(?P<x><.>)(?![^.;]*(?:vice versa|other way))"
        ),
    )
)
GIVING = _any(
    r"\b(?:suppl(?:y|ied|ies|ying)|deliver(?:ed|s|ing|y|ies)?|s(?:old|ells?|elling|ales?)|sent|sends?|sending)\b",
    r"\b(?:export(?:ed|s|ing)?|ship(?:ped|s|ping)?|provid(?:ed|es?|ing)|arm(?:ed|s|ing)|equip(?:ped|s|ping)?)\b",
    r"\b(?:g(?:ave|ives?|iving)|transferred|furnish(?:ed|es)?)\b",
)
TAKING = _any(
    r"\b(?:b(?:ought|uys?|uying)|purchas(?:ed?|es|ing)|import(?:ed|s|ing)?|receiv(?:ed?|es|ing)|acquir(?:ed?|es|ing))\b",
    r"\b(?:obtain(?:ed|s|ing)?|took delivery|takes? delivery|got|gets?|ordered|accepted|procured|took in|taking in)\b",
)
FROM = _any(r"\bfrom (?:the )?$")
TRADE = _any(r"\b(?:arms|weapons) trade\b", r"\b(?:traded?|between|each other|one another)\b")
RECEIVER = re.compile(r"\b(?:to|for|into|in|on|at|via|through|across)\b", re.IGNORECASE)  # what a thing is given to
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?$")


def parties(text: str, question: Question, states: States) -> list[tuple[Named, str]]:
    """Where the text names the two states of the question, as the ids that the question has."""
    last = question.until or question.since
    found = []
    for place in named_states(text):
        for actor in (question.first, question.second):
            if actor and any(is_one(each, actor, states, since=question.since, until=last) for each in place.actors):
                found.append((place, actor))
                break
    return found


def owing(text: str, question: Question, states: States) -> tuple[str, str] | None:
    """Who is said to be bound to whom: the state after "to defend" is owed it by the one before."""
    if NOT_TO.search(text):
        return None
    named = parties(text, question, states)
    letters = _lettered(text, named)
    for pattern in OWED:
        for match in pattern.finditer(letters[0]):
            by, owed = letters[1][match["x"]], letters[1][match["y"]]
            if by != owed:
                return by, owed
    if not BOUND.search(text):
        return None
    for place, owed in named:
        if OWING.search(text[: place.start]):
            by = next((actor for other, actor in named if other.start < place.start and actor != owed), "")
            return (by, owed) if by else None
    return None


def _lettered(text: str, named: list[tuple[Named, str]]) -> tuple[str, dict[str, str]]:
    """The text with <1> and <2> for the two states, and which is which."""
    numbers: dict[str, str] = {}
    written, at = [], 0
    for place, actor in named:
        mark = numbers.setdefault(actor, f"<{len(numbers) + 1}>")
        written += [re.sub(r"\b(?:the|an?) $", "", text[at : place.start], flags=re.IGNORECASE), mark]
        at = place.end
    return "".join((*written, text[at:])), {mark: actor for actor, mark in numbers.items()}


def supplying(text: str, question: Question, states: States) -> tuple[str, str] | None:
    """Who is said to have given to whom, by the verb and by what stands before it."""
    named = parties(text, question, states)
    if len({actor for _, actor in named}) < 2:
        return None
    for place, giver in named:
        if FROM.search(text[: place.start]):
            return giver, next(actor for _, actor in named if actor != giver)
    for verb, gives in ((TAKING, False), (GIVING, True)):
        if (match := verb.search(text)) is None:
            continue
        passive = PASSIVE.search(text[: match.start()]) is not None and not match[0].endswith("ing")
        before = [actor for place, actor in named if place.end <= match.start()]
        after = [(place, actor) for place, actor in named if place.start >= match.end() and actor not in before[-1:]]
        if not before or not after:
            continue
        subject, (place, other) = before[-1], after[0]
        given = gives and passive and _is_given(text[match.end() :], text[match.end() : place.start])
        return (other, subject) if given or not gives else (subject, other)
    return None


def _is_given(after: str, between: str) -> bool:
    """Whether the subject of the passive was given the thing, and was not the thing: "was sold Soviet tanks"."""
    return re.search(r"\bby\b", after) is not None or RECEIVER.search(between) is None
