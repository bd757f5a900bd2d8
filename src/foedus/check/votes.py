"""How states voted in the General Assembly: one roll call, many, or the positions estimated from them.

A `Question` on votes and a holding of roll calls or of ideal points enter; a verdict with its rows and a sentence
leaves. A roll call is found by its number or by the words that name it; where several fit and differ, none is taken.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foedus.check.naming import named_states
from foedus.check.states import folded
from foedus.check.wording import MONTHS, Alike, Ballot, Closer
from foedus.terms import Verdict

if TYPE_CHECKING:
    from foedus.check.normalise import Entry
    from foedus.check.questions import Question
    from foedus.check.reference import Holding
    from foedus.check.states import States

Answered = tuple[Verdict, "tuple[Entry, ...]", str]

ENOUGH = 0.4  # of the weight of the words that name a roll call, which its title has to bear out
NEARLY = 0.85  # of the best match: roll calls as close as that are taken with it
ELSE = 0.2  # how far what else a title says counts against it
CLEARLY = 0.95  # of the best match: below that, the best is meant alone where the votes differ
HALF = 0.5
STOP = frozenset(
    {"a", "an", "the", "of", "on", "in", "to", "for", "and", "or", "by", "at", "as", "its", "it", "was", "were", "be"}
    | {"is", "are", "that", "this", "which", "when", "with", "from", "general", "assembly", "un", "united", "nations"}
    | {
        "resolution",
        "draft",
        "text",
        "motion",
        "vote",
        "voted",
        "votes",
        "voting",
        "cast",
        "against",
        "favour",
        "favor",
    }
    | {
        "abstain",
        "abstained",
        "abstention",
        "yes",
        "no",
        "not",
        "did",
        "does",
        "had",
        "has",
        "have",
        "adopt",
        "adopted",
    }
    | {"roll", "call", "support", "supported", "opposed", "oppose", "rejected", "backed", "approved", "endorsed", "s"}
    | {
        "calling",
        "called",
        "demanding",
        "demanded",
        "condemning",
        "condemned",
        "urging",
        "question",
        "situation",
        "how",
    }
    | {"year", "session", "over", "about", "all", "other", "more", "than", "part", "take", "took", "absent", *MONTHS}
)
ENDINGS = (
    "isations",
    "izations",
    "isation",
    "ization",
    "ations",
    "ation",
    "ions",
    "ings",
    "ing",
    "ion",
    "ed",
    "es",
    "al",
    "s",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question on votes before one dataset, for the covered days."""

    question: Question
    holding: Holding
    states: States
    since: date
    until: date

    def decide(self) -> Answered:
        """The verdict with its rows and its sentence."""
        vote = self.question.vote
        if self.holding.layout.votes is None:
            return self._closer(vote) if isinstance(vote, Closer) else self._positions()
        if isinstance(vote, Closer):
            return Verdict.NOT_COMPARABLE, (), "it holds single votes, no positions"
        if self.question.second is not None and not (isinstance(vote, Ballot) and vote.vote):
            return self._alike(vote if isinstance(vote, Alike) else None)
        return self._ballot(vote if isinstance(vote, Ballot) else Ballot(vote=None, about=""))

    def _rows(self, actor: str) -> list[Entry]:
        """The state's rows in the covered days."""
        codes = sorted(self.states.codes(actor, self.since, self.until))
        rows = [row for code in codes for row in self.holding.of_state(code)]
        return [row for row in rows if row.since <= self.until and (row.until or row.since) >= self.since]

    def _cell(self, row: Entry, column: str) -> str | None:
        return row.cells[self.holding.layout.keep.index(column)]

    def _vote(self, row: Entry) -> str | None:
        votes = self.holding.layout.votes
        cell = None if votes is None else self._cell(row, votes.vote)
        return None if votes is None or cell is None else votes.values.get(cell, cell)

    def _says(self, *, yes: bool) -> Verdict:
        return Verdict.AGREES if yes == self.question.expected else Verdict.CONFLICTS

    # ---- one roll call

    def _ballot(self, ballot: Ballot) -> Answered:
        """Whether the state, or both, voted so in the roll call that is meant."""
        voters = [self.question.first] + ([self.question.second] if self.question.second else [])
        meant = self._meant(ballot)
        if isinstance(meant, str):
            return self._missing(ballot, meant)
        names = " and ".join(self.states.name(each) for each in voters)
        cast = [(actor, row) for actor in voters for row in self._rows(actor) if self._key(row) in meant]
        rows = tuple(row for _, row in cast)
        title = "; ".join(sorted(meant.values()))
        if ballot.vote is None:
            votes = (
                ", ".join(f"{self.states.name(actor)} {self._vote(row)}" for actor, row in cast)
                or f"no vote of {names}"
            )
            return Verdict.NOT_COMPARABLE, rows, f"it has {votes} on {title}; ask whether it was yes, no or abstain"
        found = {self._vote(row) or "absent" for row in rows} or {"absent"}
        if len(found) > 1 and ballot.vote in found and len(meant) > 1:
            return (
                Verdict.NOT_COMPARABLE,
                rows,
                f"several roll calls fit the words, and {names} voted differently in them",
            )
        said = " and ".join(sorted(found))
        return self._says(yes=found == {ballot.vote}), rows, f"{names}: {said}, on {title}"

    def _missing(self, ballot: Ballot, because: str) -> Answered:
        """The answer where no roll call is found: silence, where it may have been after the last one."""
        if self._is_after(ballot):
            return Verdict.OUTSIDE_COVERAGE, (), f"its last roll call is of {self._last()}"
        return Verdict.NOT_COMPARABLE, (), because

    def _last(self) -> date:
        """The day of the last roll call in the covered days."""
        return max((row.since for row in self._all()), default=self.until)

    def _is_after(self, ballot: Ballot) -> bool:
        """Whether the vote may have been after the last roll call."""
        return date(self.until.year, ballot.month or 12, 1) > self._last()

    def _all(self) -> list[Entry]:
        """One row of each roll call in the covered days."""
        votes = self.holding.layout.votes
        return [] if votes is None else self.holding.one_of_each(votes.key, self.since, self.until)

    def _key(self, row: Entry) -> str:
        votes = self.holding.layout.votes
        return "" if votes is None else self._cell(row, votes.key) or ""

    def _meant(self, ballot: Ballot) -> dict[str, str] | str:
        """The roll calls that the words name, by key with their titles; or why there are none."""
        votes = self.holding.layout.votes
        if votes is None:
            return "it has no roll calls"
        calls = {self._key(row): row for row in self._all()}
        if ballot.month is not None:
            then = {key: row for key, row in calls.items() if row.since.month == ballot.month}
            if not then and self._is_after(ballot):
                return "it ends before that month"
            calls = then or calls
        titles = {key: " ".join(self._cell(row, each) or "" for each in votes.titles) for key, row in calls.items()}
        if ballot.resolution is not None:
            number = folded(ballot.resolution)
            near = [
                key for key, row in calls.items() if f" {number} " in f" {folded(self._cell(row, votes.number) or '')} "
            ]
            scores = dict.fromkeys(near, 1.0)
            if not near:
                return f"it has no roll call on {ballot.resolution}"
        else:
            scores = _scores(ballot.about, titles)
            if not scores:
                return "it has no roll call whose title has these words"
            best = max(scores.values())
            near = sorted(
                (key for key, score in scores.items() if score >= NEARLY * best), key=lambda key: -scores[key]
            )
        whole = [key for key in near if not any(self._cell(calls[key], each) == "1" for each in votes.parts)] or near
        if len(whole) > 1 and scores[whole[1]] < CLEARLY * scores[whole[0]] and self._differ(whole):
            whole = whole[:1]
        return {key: _short(titles[key]) for key in whole}

    def _differ(self, keys: list[str]) -> bool:
        """Whether the state voted differently in these roll calls."""
        return len({self._vote(row) for row in self._rows(self.question.first) if self._key(row) in keys}) > 1

    # ---- many roll calls

    def _alike(self, claim: Alike | None) -> Answered:
        """How often the two voted alike, and whether that is most of the time where the words say so."""
        first = {self._key(row): self._vote(row) for row in self._rows(self.question.first)}
        second = {self._key(row): self._vote(row) for row in self._rows(self.question.second or "")}
        both = sorted(set(first) & set(second))
        if not both:
            return Verdict.NOT_COMPARABLE, (), "it has no roll call in which both voted"
        same = sum(first[key] == second[key] for key in both)
        says = f"they voted alike in {same} of {len(both)} roll calls ({same / len(both):.0%})"
        if claim is None:
            return Verdict.NOT_COMPARABLE, (), f"{says}: a share, not a yes or no"
        return self._says(yes=(same / len(both) > HALF) == claim.alike), (), says

    # ---- positions

    def _position(self, actor: str) -> Entry | None:
        rows = self._rows(actor)
        return rows[-1] if rows else None

    def _point(self, row: Entry) -> float | None:
        cell = self._cell(row, self.holding.layout.answers["vote"].column)
        return None if cell is None else float(cell)

    def _closer(self, claim: Closer) -> Answered:
        """Whether the one stood closer to the third than the other did."""
        rows = [self._position(each) for each in (claim.one, claim.other, claim.to)]
        present = tuple(row for row in rows if row is not None)
        points = [self._point(row) for row in present]
        if len(present) < len(rows) or None in points:
            return Verdict.NOT_COMPARABLE, present, "it has no position for one of them then"
        one, other, to = (float(each or 0) for each in points)
        names = [self.states.name(each) for each in (claim.one, claim.other, claim.to)]
        says = f"{names[0]} stands at {one:.2f} and {names[1]} at {other:.2f}, with {names[2]} at {to:.2f}"
        return self._says(yes=(abs(one - to) < abs(other - to)) == claim.closer), present, says

    def _positions(self) -> Answered:
        """The positions, which agree or conflict with nothing."""
        scope = self.holding.layout.answers["vote"].scope
        actors = [each for each in (self.question.first, self.question.second) if each]
        rows = [(actor, row) for actor in actors for row in self._rows(actor)]
        points = [
            f"{self.states.name(actor)} {point:.2f}" for actor, row in rows if (point := self._point(row)) is not None
        ]
        shown = f": {', '.join(points[:6])}" if points else ""
        says = f"it holds numbers on this ({scope}){shown}, not a yes or no"
        return Verdict.NOT_COMPARABLE, tuple(row for _, row in rows), says


def _scores(about: str, titles: dict[str, str]) -> dict[str, float]:
    """How well each title bears out the words, where it does enough; a rare word is worth more than a common one."""
    wanted = _tokens(about)
    if not wanted:
        return {}
    has = {key: _tokens(title) for key, title in titles.items()}
    count = Counter(token for tokens in has.values() for token in tokens)
    # A word that no title has weighs half: it may be the reporter's own.
    weight = {
        token: math.log(1 + len(titles) / count[token]) if count[token] else math.log(1 + len(titles)) / 2
        for token in wanted
    }
    total = sum(weight.values())
    scores = {}
    for key, tokens in has.items():
        told = sum(weight[each] for each in wanted & tokens) / total
        if told >= ENOUGH:  # of two titles that bear out as much, the one that says little else is meant
            scores[key] = told * (1 - ELSE + ELSE * len(wanted & tokens) / len(tokens))
    return scores


def _tokens(text: str) -> frozenset[str]:
    """The words that tell what a text is about, without endings; a state under whichever name is one word."""
    states = {each.actors[0] for each in named_states(text if not text.isupper() else text.title())}
    words = folded(re.sub(r"\b(?:A/)?\d[\w/.]*\b", " ", text)).split()
    return frozenset(_stem(each) for each in words if each not in STOP and len(each) > 2) | states


def _stem(word: str) -> str:
    """The word without its ending.

    >>> _stem("partitioning") == _stem("partition")
    True
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _stem(word.removesuffix(ending))
    return word


def _short(title: str) -> str:
    """The title, cut where it is long."""
    plain = " ".join(title.split())
    return plain if len(plain) <= 160 else plain[:159] + "…"
