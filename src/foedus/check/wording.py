"""What a statement says beyond its topic, its states and its time.

A `Question` and the words that ask it enter; the question with what the words add leaves: who owes it to whom, whether
each owes it to the other, how a state voted and on what, who stood closer to whom, how a leader came or went, or that
the words tell what no dataset measures. The patterns are in `wording.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from foedus.check.naming import Named, is_one, named_states

if TYPE_CHECKING:
    from foedus.check.questions import Question
    from foedus.check.states import States

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH = re.compile(rf"\b(?:in|on|of|early|late|mid)[- ](?:\d{{1,2}} )?(?:early |late |mid-)?({'|'.join(MONTHS)})\b", re.I)
RESOLUTION = re.compile(r"\b(?:[RA]/(?:RES/)?)?((?:ES-)?\d{1,2}/\d{1,3}[A-Z]?|(?<=resolution )\d{1,4}(?:\s?\([IVXL]+\))?)\b")

MUTUAL = re.compile(r"\b(?:mutual(?:ly)?|each other|one another|reciprocal(?:ly)?|the other’?'?s?\b(?= (?:defen|aid|help)))", re.I)
OWING = re.compile(
    r"\b(?:defend(?:ing)?|protect(?:ing)?|fight(?:ing)? for|stand(?:ing)? by|assist(?:ing)?|aid(?:ing)?|guarantee(?:d|ing)?"
    r"|(?:the |its |their )?(?:defen[cs]e|aid|assistance|help|rescue|protection|guarantee|security) (?:of|to)"
    r"|consult(?:ing)?(?: with)?|neutral(?:ity)? (?:towards?|in a war of|if)|attack(?:ing)?|go(?:ing)? to war for)"
    r"(?=[\s\w]{0,12}$)",
    re.I,
)
BOUND = re.compile(
    r"\b(?:oblig\w*|bound|commit\w*|pledg\w*|promis\w*|undert\w+|guarant\w+|requir\w*|duty|owed?|owes|had to|vow\w*|swor\w+|engaged?)\b",
    re.I,
)
NOT_TO = re.compile(r"\bnot (?:to )?(?:attack|invade|use force|go to war)", re.I)
GIVING = re.compile(
    r"\b(?:suppl(?:y|ied|ies|ying)|deliver(?:ed|s|ing|y|ies)?|s(?:old|ells?|elling|ales?)|sent|sends?|sending|export(?:ed|s|ing)?"
    r"|ship(?:ped|s|ping)?|provid(?:ed|es?|ing)|arm(?:ed|s|ing)|equip(?:ped|s|ping)?|g(?:ave|ives?|iving)|transferred|furnish(?:ed|es)?)\b",
    re.I,
)
TAKING = re.compile(
    r"\b(?:b(?:ought|uys?|uying)|purchas(?:ed?|es|ing)|import(?:ed|s|ing)?|receiv(?:ed?|es|ing)|acquir(?:ed?|es|ing)"
    r"|obtain(?:ed|s|ing)?|took delivery|takes? delivery|got|gets?|ordered)\b",
    re.I,
)
FROM = re.compile(r"\bfrom (?:the )?$", re.I)
TRADE = re.compile(r"\b(?:arms|weapons) trade\b|\btraded?\b|\bbetween\b|\beach other\b|\bone another\b", re.I)
CLOSER = re.compile(r"\b(?P<way>closer|nearer|further|farther)\b(?P<to>[^.;]*?)\bthan\b(?P<than>[^.;]*)", re.I)
ALIKE = re.compile(r"\b(?:alike|the same way|together|in step|in agreement|agreed|side by side|as one|in line)\b", re.I)
OPPOSED = re.compile(r"\b(?:opposite (?:sides|ways)|against (?:each other|one another)|differently|apart)\b", re.I)
MOSTLY = re.compile(r"\b(?:most(?:ly)?|usually|majority|more often than not|as a rule|generally|mainly)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """How a state is said to have voted in a roll call, and the words that name it."""

    vote: str | None  # "yes", "no", "abstain", "absent"; None where the words do not say
    about: str  # the words, without the state that voted
    month: int | None = None
    resolution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Whether two states are said to have voted alike, in most roll calls or as a rule."""

    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer:
    """Which of two states is said to have stood closer to a third."""

    one: str
    other: str
    to: str
    closer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """How a leader is said to have come to power or to have lost it; without values only that it was then."""

    end: str  # "entry" or "exit"
    column: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words that tell something, with what they tell."""

    words: tuple[re.Pattern[str], ...]
    topics: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    because: str = ""
    vote: str = ""
    power: Power | None = None

    def tells(self, text: str, topic: str) -> bool:
        """Whether the text has such words, in a statement about the topic."""
        asked = topic in self.topics if self.topics else topic not in self.exceptions
        return asked and any(each.search(text) for each in self.words)


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """The patterns of `wording.toml`, by what they tell: vote, power, beyond, own."""
    text = resources.files("foedus.check").joinpath("wording.toml").read_text(encoding="utf-8")
    return {sort: tuple(_pattern(each) for each in rows) for sort, rows in tomllib.loads(text).items()}


def _pattern(row: dict[str, object]) -> Pattern:
    def words(name: str) -> tuple[str, ...]:
        found = row.get(name, ())
        return (found,) if isinstance(found, str) else tuple(found)  # type: ignore[arg-type]

    end = str(row.get("end", ""))
    return Pattern(
        words=tuple(re.compile(each, re.IGNORECASE) for each in words("words")),
        topics=words("topics") or words("topic"),
        exceptions=words("except"),
        because=str(row.get("because", "")),
        vote=str(row.get("vote", "")),
        power=Power(end=end, column=str(row.get("column", "")), values=words("values")) if end else None,
    )


def worded(question: Question, text: str, states: States, *, whole: bool = True) -> Question:
    """The question with what the words add to it; `whole` where they are the statement itself, and tell its topic."""
    because = unmeasured(question.topic.id, text, whole=whole)
    if because:
        return replace(question, beyond=because)
    if question.topic.id == "vote":
        return _of_votes(question, text, states)
    if question.topic.id == "leader":
        return replace(question, people=question.people or people(text), power=power_of(text))
    if question.topic.directed:
        if TRADE.search(text):
            return replace(question, both_ways=True)
        return _directed(question, _supply(text, question, states))
    if question.topic.treaty:
        mutual = MUTUAL.search(text) is not None
        return replace(question, mutual=True) if mutual else _directed(question, _debt(text, question, states))
    return question


def unmeasured(topic: str, text: str, *, whole: bool) -> str:
    """Why no dataset measures what the words say about the topic; empty where one may."""
    for each in patterns()["beyond"]:
        if each.tells(text, topic):
            return each.because
    own = [each for each in patterns()["own"] if topic in each.topics]
    if whole and own and not any(each.tells(text, topic) for each in own):
        return "the words tell of something else"
    return ""


def power_of(text: str) -> Power | None:
    """How the text says that a leader came or went; None where it does not."""
    return next((each.power for each in patterns()["power"] if each.tells(text, "leader")), None)


# ---- who owes, or gives, what to whom


def _directed(question: Question, pair: tuple[str, str] | None) -> Question:
    """The question from the one to the other, where the words tell the two apart."""
    if pair is None:
        return question
    return replace(question, first=pair[0], second=pair[1], both_ways=False)


def _parties(text: str, question: Question, states: States) -> list[tuple[Named, str]]:
    """Where the text names the two states of the question, as the ids that the question has."""
    last = question.until or question.since
    found = []
    for place in named_states(text):
        for actor in (question.first, question.second):
            if actor and any(is_one(each, actor, states, since=question.since, until=last) for each in place.actors):
                found.append((place, actor))
                break
    return found


def _debt(text: str, question: Question, states: States) -> tuple[str, str] | None:
    """Who is said to be bound to whom: the state after "to defend" is owed it by the one before."""
    if not BOUND.search(text) or NOT_TO.search(text):
        return None
    parties = _parties(text, question, states)
    for place, owed in parties:
        if OWING.search(text[: place.start]):
            by = next((actor for other, actor in parties if other.start < place.start and actor != owed), None)
            return None if by is None else (by, owed)
    return None


def _supply(text: str, question: Question, states: States) -> tuple[str, str] | None:
    """Who is said to have given to whom, by the verb and by what stands before it."""
    parties = _parties(text, question, states)
    if len({actor for _, actor in parties}) < 2:
        return None
    for place, giver in parties:
        if FROM.search(text[: place.start]):
            return giver, next(actor for _, actor in parties if actor != giver)
    for verb, gives in ((TAKING, False), (GIVING, True)):
        if (match := verb.search(text)) is None:
            continue
        passive = re.search(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?$", text[: match.start()]) is not None
        before = [actor for place, actor in parties if place.end <= match.start()]
        after = [actor for place, actor in parties if place.start >= match.end() and actor not in before[-1:]]
        if not before or not after:
            continue
        subject, other = before[-1], after[0]
        by = gives and passive and re.search(r"\bby\b", text[match.end() :]) is not None
        return (other, subject) if by or not gives else (subject, other)
    return None


# ---- votes


def _of_votes(question: Question, text: str, states: States) -> Question:
    """The question with the ballot, the likeness or the closeness that the words tell."""
    if (closer := _closer(text)) is not None:
        return replace(question, vote=closer)
    if question.second is not None and MOSTLY.search(text):
        if OPPOSED.search(text):
            return replace(question, vote=Alike(alike=False))
        if ALIKE.search(text):
            return replace(question, vote=Alike(alike=True))
    vote = next((each.vote for each in patterns()["vote"] if each.tells(text, "vote")), None)
    own = [place for place, actor in _parties(text, question, states) if actor == question.first]
    about = text if not own else text[: own[0].start] + " " + text[own[0].end :]
    month = MONTH.search(text)
    number = RESOLUTION.search(text)
    named = Ballot(
        vote=vote,
        about=about,
        month=None if month is None else 1 + MONTHS.index(month[1].lower()),
        resolution=None if number is None else number[1],
    )
    return replace(question, vote=named)


def _closer(text: str) -> Closer | None:
    """Who is said to stand closer to whom than who else."""
    match = CLOSER.search(text)
    if match is None:
        return None
    places = named_states(text)
    before = [each for each in places if each.end <= match.start()]
    to = [each for each in places if match.start("to") <= each.start < match.end("to")]
    than = [each for each in places if each.start >= match.start("than")]
    if not (before and to and than):
        return None
    one, third, other = before[-1].actors[0], to[0].actors[0], than[0].actors[0]
    return Closer(one=one, other=other, to=third, closer=match["way"].lower() in {"closer", "nearer"})


# ---- persons

TITLES = frozenset(
    {"president", "premier", "prime", "minister", "chancellor", "king", "queen", "emperor", "shah", "sultan", "emir"}
    | {"general", "colonel", "marshal", "major", "captain", "admiral", "lieutenant", "sergeant", "chairman", "secretary"}
    | {"party", "communist", "dr", "mr", "mrs", "sir", "lord", "prince", "princess", "comrade", "leader", "the", "a", "an"}
    | {"in", "by", "at", "it", "under", "after", "when", "as", "during", "from", "on", "until", "before", "not", "no"}
    | {"nobody", "none", "power", "rule", "office", "with", "for", "while", "throughout", "since", "although", "though"}
    | {"that", "this", "there", "he", "she", "his", "her", "its", "who", "was", "did", "is", "were", "had", "has", "of"}
    | {"union", "republic", "kingdom", "people", "army", "revolution", "day", "war", "world", "great", "cold", "state"}
    | {"mid", "early", "late", "by", "what", "which", "how", "archigos", *MONTHS}
)
CAPITALISED = re.compile(r"\b(?:[A-ZÀ-Þ][\w’'.-]*)(?:\s+(?:[A-ZÀ-Þ][\w’'.-]*|bin|ibn|al|el|de|da|del|dos|van|von|der|la|le|ben))*")


def people(text: str) -> tuple[str, ...]:
    """What may be names of persons in the text: capitalised words that name no state and are no title.

    >>> people("Thomas Sankara was at the head of Burkina Faso in 1986.")
    ('Thomas Sankara',)
    """
    masked = text
    for place in named_states(text):
        masked = masked[: place.start] + "." * (place.end - place.start) + masked[place.end :]
    found = []
    for match in CAPITALISED.finditer(masked):
        words = [re.sub(r"[’']s$|[.’']+$", "", each) for each in match[0].split()]
        kept = [each for each in words if each.casefold() not in TITLES and len(each.strip(".")) > 1]
        if kept:
            found.append(" ".join(kept))
    return tuple(dict.fromkeys(found))
