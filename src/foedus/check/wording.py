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

from foedus.check.clauses import asserted, without_relatives
from foedus.check.naming import named_states
from foedus.check.roles import MUTUAL, TRADE, owing, parties, supplying
from foedus.knowledge.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.check.questions import Question
    from foedus.check.states import States

    Reading = Callable[[str, Question, States], tuple[str, str] | None]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


MONTH = _any(rf"\b(?:in|on|of|early|late|mid)[- ](?:\d{{1,2}} )?(?:early |late |mid-)?({'|'.join(MONTHS)})\b")
RESOLUTION = re.compile(
    r"\b(?:[RA]/(?:RES/)?)?((?:ES-)?\d{1,2}/\d{1,3}[A-Z]?|(?<=resolution )\d{1,4}(?:\s?\([IVXL]+\))?)\b"
)
ACTS = frozenset({"transfer", "exercise", "vote"})  # what a state does, and a relative clause may tell of a thing only
TIME = re.compile(r"\b(?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?\b(?!,\d)")
CLOSER = _any(r"\b(?P<way>closer|nearer|further|farther)\b(?P<to>[^.;]*?)\bthan\b(?P<than>[^.;]*)")
ALSO_TO = re.compile(
    r"\s*(?:it (?:did|was|stood) )?(?:to|from)\b", re.IGNORECASE
)  # "closer to the one than to the other"
ALIKE = _any(r"\b(?:alike|the same way|together|in step|in agreement|agreed|side by side|as one|in line)\b")
OPPOSED = _any(r"\b(?:opposite (?:sides|ways)|against (?:each other|one another)|differently|apart)\b")
MOSTLY = _any(r"\b(?:most(?:ly)?|usually|majority|more often than not|as a rule|generally|mainly)\b")


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
    beside: tuple[re.Pattern[str], ...] = ()  # of which the text has one as well
    topics: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    because: str = ""
    vote: str = ""
    power: Power | None = None

    def tells(self, text: str, topic: str) -> bool:
        """Whether the text has such words, in a statement about the topic."""
        asked = topic in self.topics if self.topics else topic not in self.exceptions
        return asked and all(any(each.search(text) for each in words) for words in (self.words, self.beside) if words)


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
        beside=tuple(re.compile(each, re.IGNORECASE) for each in words("beside")),
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
    question, topic = _as_named(question, text, states), question.topic
    if topic.id == "vote":
        return _of_votes(question, text, states)
    if topic.id == "leader":
        return replace(question, people=question.people or people(text), power=power_of(text))
    if topic.directed:
        return replace(question, both_ways=True) if TRADE.search(text) else _directed(question, supplying, text, states)
    if topic.treaty and MUTUAL.search(text):
        return replace(question, mutual=True)
    return _directed(question, owing, text, states) if topic.treaty else question


def unmeasured(topic: str, text: str, *, whole: bool) -> str:
    """Why no dataset measures what the words say about the topic; empty where one may.

    Of a statement only what it asserts counts, and its years are no numbers of things.
    """
    own = [each for each in patterns()["own"] if topic in each.topics]

    def speaks(words: str) -> bool:
        return not own or any(each.tells(words, topic) for each in own)

    said = TIME.sub("then", asserted(text, speaks) if whole and own else text)
    for each in patterns()["beyond"]:
        if each.tells(said, topic):
            return each.because
    spoken = without_relatives(text) if topic in ACTS else text
    return "" if not whole or speaks(spoken) else "the words tell of something else"


def _as_named(question: Question, text: str, states: States) -> Question:
    """The question on the states that the words name, where they name one that today's state continues."""
    last = question.until or question.since
    named = {each for place in named_states(text) for each in place.actors}

    def meant(actor: str) -> str:
        earlier = [each for each in sorted(named) if load_world().successor(each) == actor]
        then = [each for each in earlier if states.codes(each, question.since, last)]
        return then[0] if len(then) == 1 and actor not in named else actor

    second = None if question.second is None else meant(question.second)
    return replace(question, first=meant(question.first), second=second)


def power_of(text: str) -> Power | None:
    """How the text says that a leader came or went; None where it does not."""
    return next((each.power for each in patterns()["power"] if each.tells(text, "leader")), None)


def _directed(question: Question, read: Reading, text: str, states: States) -> Question:
    """The question from the one to the other, where the words tell the two apart."""
    pair = read(text, question, states)
    return question if pair is None else replace(question, first=pair[0], second=pair[1], both_ways=False)


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
    own = [place for place, actor in parties(text, question, states) if actor == question.first]
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
    closer = match["way"].lower() in {"closer", "nearer"}
    if ALSO_TO.match(match["than"]):  # one state between two: the nearer of them is asked for
        one, third = third, one
    return Closer(one=one, other=other, to=third, closer=closer)


# ---- persons

TITLES = frozenset(
    {"president", "premier", "prime", "minister", "chancellor", "king", "queen", "emperor", "shah", "sultan", "emir"}
    | {
        "general",
        "colonel",
        "marshal",
        "major",
        "captain",
        "admiral",
        "lieutenant",
        "sergeant",
        "chairman",
        "secretary",
    }
    | {
        "party",
        "communist",
        "dr",
        "mr",
        "mrs",
        "sir",
        "lord",
        "prince",
        "princess",
        "comrade",
        "leader",
        "the",
        "a",
        "an",
    }
    | {"in", "by", "at", "it", "under", "after", "when", "as", "during", "from", "on", "until", "before", "not", "no"}
    | {"nobody", "none", "power", "rule", "office", "with", "for", "while", "throughout", "since", "although", "though"}
    | {"that", "this", "there", "he", "she", "his", "her", "its", "who", "was", "did", "is", "were", "had", "has", "of"}
    | {"union", "republic", "kingdom", "people", "army", "revolution", "day", "war", "world", "great", "cold", "state"}
    | {"mid", "early", "late", "by", "what", "which", "how", "archigos", *MONTHS}
)
CAPITALISED = re.compile(
    r"\b(?:[A-ZÀ-Þ][\w’'.-]*)(?:\s+(?:[A-ZÀ-Þ][\w’'.-]*|(?:bin|ibn|al|el|de|da|del|dos|van|von|der|la|le|ben)\b(?=\s[A-ZÀ-Þ])))*"
)


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
        kept = [each for each in kept if not named_states(each.removesuffix("s"))]
        if kept:
            found.append(" ".join(kept))
    return tuple(dict.fromkeys(found))
