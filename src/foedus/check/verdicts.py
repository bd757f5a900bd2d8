"""What one dataset says to one question: the verdict, the rows, a sentence.

A `Question` and a `Holding` enter, a `Check` leaves. After its last year a dataset is silent, as before its first;
it is never asked what it does not measure; no row is evidence only where the dataset means to list everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foedus.check.reference import ROWS
from foedus.check.states import folded
from foedus.records import Check
from foedus.terms import Verdict
from foedus.values import Cell, Coverage, fingerprint

if TYPE_CHECKING:
    from foedus.check.layouts import Answer
    from foedus.check.normalise import Entry
    from foedus.check.questions import Question
    from foedus.check.reference import Holding
    from foedus.check.states import States

SHOWN = 8  # rows that a receipt prints; the sentence tells how many more there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that a dataset covers of those that a question asks about."""

    since: date
    until: date
    whole: bool  # whether it covers them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the rows come to: those that say yes, those that say no, those that cannot tell."""

    yes: tuple[Entry, ...] = ()
    no: tuple[Entry, ...] = ()
    unclear: tuple[Entry, ...] = ()


def check_question(question: Question, holding: Holding, *, states: States, proposition: str) -> Check | None:
    """The dataset's answer, or None where it does not measure what is asked."""
    answer = holding.layout.answers.get(question.topic.id)
    coverage = coverage_of(holding, answer) if answer else None
    if answer is None or coverage is None:
        return None
    rows: tuple[Entry, ...] = ()
    window = _window(question, coverage)
    if window is None:
        bounds = f"it covers {question.topic.about} from {coverage.first_year} to {coverage.last_year}"
        note = f"; {question.note}" if question.note else ""
        verdict, says = Verdict.OUTSIDE_COVERAGE, f"it is silent {question.years}: {bounds}{note}"
    else:
        case = Case(question=question, holding=holding, answer=answer, coverage=coverage, states=states, window=window)
        verdict, rows, says = case.decide()
    cells = tuple(cell for row in rows[:SHOWN] for cell in cells_of(holding, row))
    dataset = holding.dataset
    asked = (question.topic.id, question.first, question.second or "", question.years, question.expected)
    return Check(
        id=fingerprint("check", proposition, dataset.id, *asked, verdict, *(cell.value for cell in cells)),
        proposition=proposition,
        dataset=dataset.name,
        version=dataset.version,
        first_year=coverage.first_year,
        last_year=coverage.last_year,
        verdict=verdict,
        row=cells,
        says=f"{dataset.name} {dataset.version} ({coverage.first_year}-{coverage.last_year}): {says}",
        topic=question.topic.id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question before one dataset."""

    question: Question
    holding: Holding
    answer: Answer
    coverage: Coverage
    states: States
    window: Window

    def decide(self) -> tuple[Verdict, tuple[Entry, ...], str]:
        """The verdict with its rows and its sentence."""
        if (absent := self._absent()) is not None:
            return Verdict.NOT_COMPARABLE, (), absent
        finding = self._finding()
        if self.answer.measure:
            rows = (*finding.yes, *finding.unclear)
            return Verdict.NOT_COMPARABLE, rows, f"it holds numbers on this ({self.answer.scope}), not a yes or no"
        if finding.yes:
            verdict = Verdict.AGREES if self.question.expected else Verdict.CONFLICTS
            return verdict, finding.yes, self._found(finding)
        return self._nothing(finding)

    def _nothing(self, finding: Finding) -> tuple[Verdict, tuple[Entry, ...], str]:
        """The verdict where no row says yes."""
        rows = (*finding.unclear, *finding.no)
        if finding.unclear:
            because = self.holding.layout.loose.because if self.holding.layout.loose else "the value is missing"
            return Verdict.NOT_COMPARABLE, rows, f"a row is there for {self._who}, but {because}"
        if self.question.concluded is not None and not finding.no:
            return Verdict.NOT_COMPARABLE, (), f"it has no treaty of {self.question.concluded} between {self._who}"
        if not self.window.whole:
            covered = f"nothing of the kind for {self._who} in the years it covers, and it is silent on the others"
            return Verdict.OUTSIDE_COVERAGE, rows, covered
        if not (self.answer.exhaustive or (self.answer.asked_all and self.question.by_hand)):
            scope = self.answer.scope or "such events"
            return Verdict.NOT_COMPARABLE, rows, f"it lists none for {self._who}, but it does not list all: {scope}"
        verdict = Verdict.CONFLICTS if self.question.expected else Verdict.AGREES
        return verdict, rows, f"{self._no} for {self._who} {self.question.years}{self._scope}{self._supposed}"

    def _finding(self) -> Finding:
        opinions = [(entry, self._opinion(entry)) for entry in self._entries()]
        return Finding(
            yes=tuple(entry for entry, opinion in opinions if opinion is True),
            no=tuple(entry for entry, opinion in opinions if opinion is False),
            unclear=tuple(entry for entry, opinion in opinions if opinion is None),
        )

    def _entries(self) -> list[Entry]:
        """The rows on these states in the covered years, and of the treaty that is meant."""
        since, until = self.window.since, self.window.until
        found = self._candidates(since, until)
        concluded = self.question.concluded
        if concluded is not None and self.holding.layout.until:
            return [each for each in found if each.since.year == concluded]
        return found

    def _candidates(self, since: date, until: date) -> list[Entry]:
        first = self.states.codes(self.question.first, since, until)
        if self.question.second is None:
            return [row for code in sorted(first) for row in self.holding.of_state(code) if _touches(row, since, until)]
        second = self.states.codes(self.question.second, since, until)
        pairs = sorted({(min(a, b), max(a, b)) for a in first for b in second})
        rows = [row for pair in pairs for row in self.holding.between(pair) if _touches(row, since, until)]
        if self.question.both_ways or not self.holding.layout.directed:
            return rows
        return [entry for entry in rows if entry.first in first]

    def _opinion(self, entry: Entry) -> bool | None:
        """Whether the row says yes; None where it cannot tell."""
        keep = self.holding.layout.keep
        loose = self.holding.layout.loose
        if self.question.person is not None:
            name = entry.cells[keep.index("leader")] or ""
            return set(folded(self.question.person).split()) & set(folded(name).split()) != set()
        values = [_value(entry.cells[keep.index(column)]) for column in self.answer.columns]
        if values and all(value is None for value in values):
            # A cell that is text (a leader's name) says by being there.
            return None if all(entry.cells[keep.index(column)] is None for column in self.answer.columns) else True
        found = not values or any(value is not None and self._passes(value) for value in values)
        if found and loose is not None and entry.cells[keep.index(loose.column)] in loose.values:
            return None
        return found

    def _passes(self, value: float) -> bool:
        low, high = self.answer.at_least, self.answer.at_most
        return (low is None or value >= low) and (high is None or value <= high)

    def _absent(self) -> str | None:
        """Why the states cannot be looked up in the covered years, where they cannot."""
        for actor in (self.question.first, self.question.second):
            if actor is None:
                continue
            if not self.states.knows(actor):
                return f"{actor} is no state that it codes"
            if not self.states.codes(actor, self.window.since, self.window.until):
                return f"{self.states.name(actor)} did not exist as a state {self.question.years}"
        return None

    @property
    def _who(self) -> str:
        names = [self.states.name(each) for each in (self.question.first, self.question.second) if each]
        return " and ".join(names) if not self.question.topic.directed else " to ".join(names)

    @property
    def _no(self) -> str:
        return f"no row has {self.question.topic.about}"

    @property
    def _scope(self) -> str:
        return f" (it measures {self.answer.scope})" if self.answer.scope else ""

    @property
    def _supposed(self) -> str:
        return f"; {self.question.note}" if self.question.note else ""

    def _found(self, finding: Finding) -> str:
        yes = finding.yes
        many = "1 row has" if len(yes) == 1 else f"{len(yes)} rows have"
        says = f"{many} {self.question.topic.about} for {self._who} {self.question.years}{self._scope}"
        if len(yes) > SHOWN:
            says += f"; the first {SHOWN} are shown"
        if not self.window.whole:
            says += "; it is silent on the years outside its coverage"
        return says + self._before() + self._supposed

    def _before(self) -> str:
        """A word on earlier rows, where the question says since when something has been so."""
        if self.question.until is not None:
            return ""
        start, since = date(self.coverage.first_year, 1, 1), self.window.since
        earlier = [each for each in self._candidates(start, since) if each.since < since and self._opinion(each)]
        if not earlier:
            return ""
        first = min(each.since for each in earlier)
        return f"; it has {len(earlier)} before {since.year} as well, the first in {first:%Y-%m}"


def coverage_of(holding: Holding, answer: Answer) -> Coverage | None:
    """The years in which any of the answer's columns is measured."""
    columns = [each for column in answer.columns if (each := holding.coverage(column)) is not None]
    rows = holding.coverage(ROWS)
    known = columns or ([] if rows is None else [rows])
    if not known:
        return None
    first, last = min(each.first_year for each in known), max(each.last_year for each in known)
    return Coverage(variable=answer.column or ROWS, first_year=first, last_year=last)


def _window(question: Question, coverage: Coverage) -> Window | None:
    """The covered days of those asked about; None where there are none."""
    first, last = date(coverage.first_year, 1, 1), date(coverage.last_year, 12, 31)
    since = max(first, question.since)
    until = last if question.until is None else min(last, question.until)
    if until < since:
        return None
    whole = since == question.since and until == question.until
    return Window(since=since, until=until, whole=whole)


def _touches(entry: Entry, since: date, until: date) -> bool:
    return entry.since <= until and (entry.until is None or entry.until >= since)


def _value(cell: str | None) -> float | None:
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None


def cells_of(holding: Holding, entry: Entry) -> tuple[Cell, ...]:
    """The row's own cells, those that name it first; empty ones are left out."""
    keep = holding.layout.keep
    order = sorted(range(len(keep)), key=lambda place: keep[place] not in holding.layout.row)
    return tuple(Cell(column=keep[place], value=cell) for place in order if (cell := entry.cells[place]) is not None)
