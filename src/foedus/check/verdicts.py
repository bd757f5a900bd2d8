"""What one dataset says to one question: the verdict, the rows, a sentence.

A `Question` and a `Holding` enter, a `Check` leaves. After its last year a dataset is silent, as before its first;
it is never asked what it does not measure; no row is evidence only where the dataset means to list everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foedus.check import leaders
from foedus.check.normalise import EPOCH
from foedus.check.reference import ROWS
from foedus.check.votes import Asking
from foedus.records import Check
from foedus.terms import Verdict
from foedus.values import Cell, Coverage, fingerprint

if TYPE_CHECKING:
    from foedus.check.layouts import Answer
    from foedus.check.normalise import Entry
    from foedus.check.questions import Question
    from foedus.check.reference import Holding
    from foedus.check.states import States

TOLD = 4  # names or values that a sentence tells
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
    told = tuple(str(each) for each in (question.people, question.power, question.vote) if each)
    asked = (question.topic.id, question.first, question.second or "", question.years, question.expected, *told)
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
        if self.question.beyond:
            return Verdict.NOT_COMPARABLE, (), f"{self.question.beyond}{self._supposed}"
        if (absent := self._absent()) is not None:
            return Verdict.NOT_COMPARABLE, (), absent
        window, topic = self.window, self.question.topic.id
        if topic == "vote":
            return Asking(
                question=self.question, holding=self.holding, states=self.states, since=window.since, until=window.until
            ).decide()
        if topic == "leader":
            return self._led()
        return self._weighed(self._finding())

    def _led(self) -> tuple[Verdict, tuple[Entry, ...], str]:
        """The verdict on who led the state, or on how a leader came or went."""
        codes = sorted(self.states.codes(self.question.first, self.window.since, self.window.until))
        rows = [row for code in codes for row in self.holding.of_state(code)]
        told = leaders.told(self.question, self.holding, rows, since=self.window.since, until=self.window.until)
        if told is None:
            return Verdict.NOT_COMPARABLE, (), "it does not say how leaders came to power or lost it"
        if told.untold:
            return Verdict.NOT_COMPARABLE, told.no, f"it does not say how: {told.because}"
        if not told.yes and not told.no:
            return Verdict.NOT_COMPARABLE, (), f"it has no leader of {self._who} {self.question.years}"
        if not told.yes and not self.window.whole:
            return Verdict.OUTSIDE_COVERAGE, told.no, f"nothing of the kind in the years it covers; {told.because}"
        verdict = Verdict.AGREES if bool(told.yes) == self.question.expected else Verdict.CONFLICTS
        if told.yes and self.question.power is None:
            return verdict, told.yes, self._found(Finding(yes=told.yes))
        says = "has it so" if told.yes else "has nothing of the kind"
        because = told.because or f"{self.question.topic.about}{self._told(told.yes)}"
        return verdict, told.yes or told.no, f"it {says} for {self._who} {self.question.years}; {because}"

    def _weighed(self, finding: Finding) -> tuple[Verdict, tuple[Entry, ...], str]:
        """The verdict that the rows come to."""
        if self.answer.measure:
            rows = (*finding.yes, *finding.unclear)
            return (
                Verdict.NOT_COMPARABLE,
                rows,
                f"it holds numbers on this ({self.answer.scope}){self._told(rows)}, not a yes or no",
            )
        if self.question.mutual and finding.yes and not self._both_bound(finding.yes):
            verdict = Verdict.CONFLICTS if self.question.expected else Verdict.AGREES
            bound = " and ".join(sorted({self._coded(row.first) for row in finding.yes}))
            return verdict, finding.yes, f"{self._found(finding)}; only {bound} is bound, not each to the other"
        if finding.yes:
            verdict = Verdict.AGREES if self.question.expected else Verdict.CONFLICTS
            return verdict, finding.yes, self._found(finding)
        return self._nothing(finding)

    def _nothing(self, finding: Finding) -> tuple[Verdict, tuple[Entry, ...], str]:
        """The verdict where no row says yes."""
        rows = (*finding.unclear, *finding.no)
        if finding.unclear:
            because = next((why for row in finding.unclear if (why := self._loose(row))), "the value is missing")
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
        values = [_value(entry.cells[keep.index(column)]) for column in self.answer.columns]
        if values and all(value is None for value in values):
            # A cell that is text (a leader's name) says by being there.
            return None if all(entry.cells[keep.index(column)] is None for column in self.answer.columns) else True
        found = not values or any(value is not None and self._passes(value) for value in values)
        return None if found and self._loose(entry) else found

    def _loose(self, entry: Entry) -> str:
        """Why the row does not tell about these two, where it does not."""
        layout = self.holding.layout
        apart = self.question.mutual or (not self.question.both_ways and not layout.directed)
        for each in (layout.loose, layout.unequal if apart else None):
            if each is not None and entry.cells[layout.keep.index(each.column)] in each.values:
                return each.because
        return ""

    def _both_bound(self, rows: tuple[Entry, ...]) -> bool:
        """Whether each of the two is bound, where the dataset says who is."""
        return not self.holding.layout.directed or len({row.first for row in rows}) > 1

    def _coded(self, code: int) -> str:
        """The name of the one of the two that has this code."""
        pair = [each for each in (self.question.first, self.question.second) if each]
        held = (each for each in pair if code in self.states.codes(each, self.window.since, self.window.until))
        return self.states.name(next(held, str(code)))

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
            existed = self.states.codes(actor, self.window.since, self.window.until)
            if not existed and self.question.topic.id != "statehood":
                return f"{self.states.name(actor)} did not exist as a state {self.question.years}"
        return None

    @property
    def _who(self) -> str:
        names = [self.states.name(each) for each in (self.question.first, self.question.second) if each]
        return " and ".join(names) if self.question.both_ways else " to ".join(names)

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
        says = f"{many} {self.question.topic.about} for {self._who} {self.question.years}{self._scope}{self._told(yes)}"
        if len(yes) > SHOWN:
            says += f"; the first {SHOWN} are shown"
        if not self.window.whole:
            says += "; it is silent on the years outside its coverage"
        return says + self._before() + self._supposed

    def _told(self, rows: tuple[Entry, ...]) -> str:
        """What the rows hold, for a sentence: names of leaders and of exercises, values."""
        keep, column = self.holding.layout.keep, self.answer.tell
        if not column:
            return ""
        cells = list(dict.fromkeys(cell for row in rows if (cell := row.cells[keep.index(column)]) is not None))
        return f": {', '.join(cells[:TOLD])}{', …' if len(cells) > TOLD else ''}" if cells else ""

    def _before(self) -> str:
        """A word on earlier rows, where the question says since when something has been so."""
        if self.question.until is not None:
            return ""
        start, since = date(self.coverage.first_year, 1, 1), self.window.since
        earlier = [
            each for each in self._candidates(start, since) if each.since.year < since.year and self._opinion(each)
        ]
        if not earlier:
            return ""
        first = min(earlier, key=lambda each: each.since)
        begun = f"{first.since:%Y}" if _is_whole_years(first) else f"{first.since:%Y-%m}"
        return f"; it has {len(earlier)} before {since.year} as well, the first in {begun}"


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


def _is_whole_years(entry: Entry) -> bool:
    """Whether the row runs from a new year to the end of a year, so that its days are no days of anything."""
    until = entry.until
    return (entry.since.month, entry.since.day) == (1, 1) and until is not None and (until.month, until.day) == (12, 31)


def _value(cell: str | None) -> float | None:
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None


def cells_of(holding: Holding, entry: Entry) -> tuple[Cell, ...]:
    """The row's own cells, those that name it first; empty ones are left out."""
    keep = holding.layout.keep
    order = sorted(range(len(keep)), key=lambda place: keep[place] not in holding.layout.row)
    days = {*holding.layout.since, *holding.layout.until} if holding.layout.clock == "days" else frozenset()
    return tuple(
        Cell(column=keep[place], value=_calendar(cell) if keep[place] in days else cell)
        for place in order
        if (cell := entry.cells[place]) is not None
    )


def _calendar(cell: str) -> str:
    """A day counted from 1970 as a day of the calendar."""
    return str(EPOCH + timedelta(days=int(cell))) if cell.lstrip("-").isdigit() else cell
