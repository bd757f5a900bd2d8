"""A question of record: a topic, the states, the time, and whether it is said to be so.

Words typed by hand enter ("CHN RUS defence pact 2001"), a `Question` leaves. Claims are turned into questions in
`asking.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foedus.check.states import folded
from foedus.check.topics import Topic, topics
from foedus.check.wording import Alike, Ballot, Closer, Power
from foedus.errors import RequestError, UnknownActor

if TYPE_CHECKING:
    from foedus.check.states import States

YEAR = r"(?:1[5-9]|20)\d\d"
PERIODS = (
    (re.compile(rf"\b(?P<a>{YEAR})\s*(?:-|–|/|to|until)\s*(?P<b>{YEAR})\b"), "both"),
    (re.compile(rf"\b(?:since|from|after)\s+(?P<a>{YEAR})\b|\b(?P<c>{YEAR})\s*(?:/\s*\.\.|-(?!\d))"), "open"),
    (re.compile(rf"\b(?P<a>{YEAR})s\b"), "decade"),
    (re.compile(rf"\b(?P<a>{YEAR})\b"), "year"),
)
SMALL_WORDS = frozenset(
    {"a", "an", "and", "against", "any", "between", "by", "did", "for", "had", "have", "in", "is", "of", "on"}
    | {"or", "the", "there", "to", "was", "were", "with"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the record: whether something was so between states at a time."""

    topic: Topic
    first: str  # actor id
    second: str | None
    since: date
    until: date | None  # the last day; None where it goes on
    expected: bool = True  # whether it is said to have been so
    concluded: int | None = None  # the year of the treaty that is meant
    people: tuple[str, ...] = ()  # who is said to have led; names as the words write them
    power: Power | None = None  # how they are said to have come to power or to have lost it
    vote: Ballot | Alike | Closer | None = None  # how they are said to have voted
    mutual: bool = False  # whether each is said to owe it to the other
    both_ways: bool = True  # whether a row in either direction will do
    beyond: str = ""  # why no dataset measures what is said; empty where one may
    note: str = ""  # what had to be supposed in order to ask
    by_hand: bool = False  # a person asks for what the dataset lists; a claim may mean more than that

    @property
    def years(self) -> str:
        """The years as a person writes them in a sentence."""
        if self.until is None:
            return f"since {self.since.year}"
        if self.since.year == self.until.year:
            return f"in {self.since.year}"
        return f"in {self.since.year}-{self.until.year}"


def parse_question(words: str, states: States) -> Question:
    """The question that the words ask: states by code or name, a topic, a year or a period.

    Raises UnknownActor where no state is named, and RequestError where the topic or the time is missing.
    """
    since, until, rest = _time(words)
    actors, rest = _actors(rest, states, on=since)
    topic, rest = _topic(rest)
    if topic.pair and len(actors) < 2 and topic.id not in {"war", "clash", "dispute"}:
        raise RequestError(f"'{words}' names one state, and {topic.about} takes two: name the other as well.")
    person = " ".join(word for word in rest.split() if folded(word) not in SMALL_WORDS) or None
    if topic.id != "leader" and person:
        raise UnknownActor(person)
    return Question(
        topic=topic,
        first=actors[0],
        second=actors[1] if len(actors) > 1 else None,
        since=since,
        until=until,
        people=(person,) if topic.id == "leader" and person else (),
        both_ways=not topic.directed,
        by_hand=True,
    )


def _time(words: str) -> tuple[date, date | None, str]:
    for pattern, sort in PERIODS:
        if match := pattern.search(words):
            rest = f"{words[: match.start()]} {words[match.end() :]}"
            year = int(match["a"] or match["c"]) if sort == "open" else int(match["a"])
            last = {"both": int(match["b"]) if sort == "both" else 0, "decade": year + 9, "year": year}.get(sort)
            if last is not None and last < year:
                raise RequestError(f"'{words}' ends before it begins: write the earlier year first.")
            return date(year, 1, 1), None if last is None else date(last, 12, 31), rest
    raise RequestError(f"'{words}' names no time: add a year such as 2001, or a period such as 1990-2005.")


def _actors(words: str, states: States, *, on: date) -> tuple[list[str], str]:
    """The states named, in their order, and the words that are left; longer names first.

    Where a name has been borne by several states, it is the one that existed at the time.
    """
    pieces = words.split()
    found: list[str] = []
    left: list[str] = []
    place = 0
    while place < len(pieces):
        for length in range(min(5, len(pieces) - place), 0, -1):
            name = folded(" ".join(pieces[place : place + length]))
            named = states.by_name.get(name)
            if named and (length > 1 or len(name) > 2):
                found.append(next((each for each in named if each.within(on, on)), named[0]).actor)
                place += length
                break
        else:
            left.append(pieces[place])
            place += 1
    actors = list(dict.fromkeys(found))
    if not actors:
        raise UnknownActor(" ".join(left))
    if len(actors) > 2:
        raise RequestError(f"'{words.strip()}' names more than two states: ask about two at a time.")
    return actors, " ".join(left)


def _topic(words: str) -> tuple[Topic, str]:
    """The topic whose longest phrase stands in the words, and the words that are left."""
    asked = f" {folded(words)} "
    phrases = [(folded(each), topic) for topic in topics() for each in topic.ask]
    phrases.sort(key=lambda pair: -len(pair[0]))
    for phrase, topic in phrases:
        if f" {phrase} " in asked:
            rest = asked.replace(f" {phrase} ", " ", 1).strip()
            return topic, " ".join(word for word in rest.split() if word not in {"pact", "treaty", "obligation"})
    choices = ", ".join(topic.id for topic in topics())
    raise RequestError(f"'{words.strip()}' names nothing that reference data is asked about: choose one of {choices}.")
