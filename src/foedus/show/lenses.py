"""How a relation is asked to be looked at: a time, a framework, relations beside it. Options enter, a lens leaves."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.assess import alignment, reach
from foedus.check import compared
from foedus.pipeline import framework_of
from foedus.show.ladder import Lens
from foedus.values import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.check import Comparison, Reference
    from foedus.show.views import Views

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A year, a month or a day: its first day, or with `last` its last."""

    name = "day"

    def __init__(self, *, last: bool) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the words mean."""
        if isinstance(value, date):
            return value
        found = DAY.fullmatch(str(value).strip())
        try:
            if found is None:
                raise ValueError
            year, month = int(found[1]), int(found[2]) if found[2] else 12 if self.last else 1
            longest = monthrange(year, month)[1]
            return date(year, month, int(found[3]) if found[3] else longest if self.last else 1)
        except ValueError:
            self.fail(f"'{value}' is no day: write 2016, 2016-05 or 2016-05-31.", param, ctx)


def time_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with --since and --until."""
    until = click.option("--until", type=Day(last=True), metavar="DAY", help="The last year, month or day looked at.")
    since = click.option("--since", type=Day(last=False), metavar="DAY", help="The first year, month or day looked at.")
    return since(until(command))


def _split(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (value or "").split(",") if each.strip())


against_option = click.option(
    "--against",
    callback=_split,
    metavar="RELATIONS",
    help="Relations to stand beside it, with their figures: NATO,KOR-USA:1954-1991.",
)
framework_option = click.option(
    "--framework",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A framework of your own, as a TOML file.",
)


def lens_of(since: date | None, until: date | None, framework: Path | None) -> Lens | None:
    """By what the relation is looked at; None where by the shipped framework, at all times.

    Raises UsageError where the time ends before it begins, KnowledgeError where the framework is wrong.
    """
    if since is not None and until is not None and until < since:
        raise click.UsageError(f"--until {until} is before --since {since}: give the earlier day first.")
    chosen = framework_of(framework) if framework is not None else alignment()
    if since is None and until is None:
        return Lens(framework=chosen) if framework is not None else None
    written = f"from {since}" if until is None else f"until {until}" if since is None else f"{since} to {until}"
    after = until + timedelta(days=1) if until is not None and until < date.max else None
    return Lens(framework=chosen, within=Period(since=since, until=after, written=written))


def comparison_of(
    seen: Views,
    dyad: tuple[str, str],
    reference: Reference,
    *,
    against: tuple[str, ...] = (),
    lens: Lens | None = None,
) -> Comparison | None:
    """The relation beside others, in the time of the lens or in that which counts for today; None without data."""
    if lens is not None and lens.within is not None:
        since, until = lens.within.since, lens.within.until
        last = (until - timedelta(days=1)).year if until is not None else None
    else:
        since, last = reach(seen.material), None
    if not all(reference.states.knows(each) for each in dyad):
        return None
    found = compared(dyad, reference, against=against, years=(since.year if since is not None else None, last))
    return found if found.figures else None
