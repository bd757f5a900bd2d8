"""A question of record: a topic, the states, the time, and whether it is said to be so.

`typed.py` makes them of words typed by hand, `asking.py` of claims; `wording.py` adds what the words say beyond that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from foedus.check.topics import Topic
    from foedus.check.wording import Alike, Ballot, Closer, Power

FIRST_YEAR = 1500  # "before 1970" is asked from here on
YEAR = r"(?:1[5-9]|20)\d\d"


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
        if self.until is not None and self.since.year == FIRST_YEAR:
            return f"until {self.until.year}"
        if self.until is None:
            return f"since {self.since.year}"
        if self.since.year == self.until.year:
            return f"in {self.since.year}"
        return f"in {self.since.year}-{self.until.year}"
