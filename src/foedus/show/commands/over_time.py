"""The command that shows a relation over time, as a chart in the terminal, a picture or JSON."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from foedus.assess import SCALES, Asked, By, Dating, coded_over_time, timeline_svg
from foedus.show.handles import of_series
from foedus.show.near import near, series_near
from foedus.show.over_time import WIDEST, chart, footnotes, header, series_row
from foedus.show.terminal import (
    console,
    dossier_option,
    json_option,
    opened,
    print_json,
    print_paragraph,
    print_table,
    views,
)
from foedus.show.views import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from foedus.assess import Coded, Point, Series
    from foedus.show.views import Views

Days = tuple[date, date]
_PERIOD = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?")


class Period(click.ParamType):  # type: ignore[type-arg,unused-ignore] # click 8.1 has no type argument
    """A year or a month as people write it; its first day and the day after its last leave."""

    name = "period"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Days:
        """The days of the period."""
        found = _PERIOD.fullmatch(value)
        if found is None:
            self.fail(f"'{value}' is no period: write a year (2024) or a month (2024-03).", param, ctx)
        year, month = int(found[1]), found[2]
        if month is None:
            return date(year, 1, 1), date(year + 1, 1, 1)
        return date(year, int(month), 1), date(year + int(month) // 12, int(month) % 12 + 1, 1)


@click.command("series")
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@click.option(
    "--by",
    type=click.Choice([each.value for each in By]),
    default=By.MONTH.value,
    show_default=True,
    help="How long a period is.",
)
@click.option("--directed", is_flag=True, help="Only what the first STATE did towards the second.")
@click.option("--since", type=Period(), help="From this year or month on: 2021 or 2021-03.")
@click.option("--until", type=Period(), help="Up to this year or month, itself included.")
@click.option(
    "--dated", type=click.Choice([each.value for each in Dating]), default=Dating.EVENT.value, show_default=True,
    help="Which day counts: the event's, or the publication's.",
)  # fmt: skip
@click.option("--scale", type=click.Choice(SCALES), default=SCALES[0], show_default=True, help="What weighs an act.")
@click.option("--at", type=Period(), help="List the claims of this period instead.")
@click.option("--svg", "picture", type=click.Path(dir_okay=False), help="Write the picture to this file.")
@dossier_option
@json_option
def series_command(first: str, second: str, *, folder: Path, picture: str | None, as_json: bool, **told: Any) -> None:
    """Show what two states are told to have done over time, beside how much of each period was read."""
    at = told.pop("at")
    with opened(folder) as dossier:
        index = near(dossier)
        seen = views(dossier) if index is None else index.names
        dyad = seen.state(first), seen.state(second)
        if dyad[0] == dyad[1]:
            raise click.UsageError(f"{dyad[0]} has no relation with itself: name two states.")
        asked = _asked(at=at, **told)
        if index is None:
            found = dossier.series(*dyad, asked, material=seen.material)
            coded: Mapping[date | None, Coded] = coded_over_time(dossier.coded.all(), found)
        else:
            found, coded = series_near(index, dyad, asked)
            if at is not None:
                seen = index.views(index.material([each for point in _periods(found) for each in point.claims]))
    if as_json:
        print_json(series_row(found, coded))
    elif at is not None:
        _print_claims(found, seen)
    else:
        _print_chart(found, seen, coded)
    if picture is not None:
        file = Path(picture)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(timeline_svg(found, *(seen.actor(each) for each in dyad)), encoding="utf-8")
        click.echo(f"wrote {file}", err=True)


def _asked(*, at: Days | None, since: Days | None, until: Days | None, **told: Any) -> Asked:
    """What is asked; a period that is looked into stands for both ends."""
    first, last = (at, at) if at is not None else (since, until)
    asked = Asked(
        by=By(told["by"]),
        dating=Dating(told["dated"]),
        directed=told["directed"],
        scale=told["scale"],
        since=first[0] if first is not None else None,
        until=last[1] if last is not None else None,
    )
    if asked.since is not None and asked.until is not None and asked.until <= asked.since:
        raise click.UsageError("the time ends before it begins: give --since the earlier period.")
    return asked


def _print_chart(series: Series, seen: Views, coded: Mapping[date | None, Coded]) -> None:
    out = console()
    room = max(4, min(WIDEST, (out.width - 52) // 2))
    print_paragraph(header(series, seen.actor(series.first), seen.actor(series.second)), style="bold")
    lines = chart(series, room=room, coded=coded)
    if not series.total.claims and not coded:
        print_paragraph("No claim in this dossier tells an act of the one towards the other as done.")
    elif lines:
        left = max([8, *(len(each.conflict) for each in lines)])
        right = max([11, *(len(each.cooperation) for each in lines)])
        print_line = _printer(left, right)
        out.print(
            Text(
                print_line(
                    "",
                    "read",
                    "acts",
                    "conflict",
                    "",
                    "cooperation",
                    "mean value" + ("; coded by others" if coded else ""),
                )
            )
        )
        for each in lines:
            if each.changes:
                print_paragraph(f"── change from {each.period}: {each.changes}")
            says = "; ".join(filter(None, (each.says, f"◇ {each.coded} coded" if each.coded else "")))
            told = print_line(
                each.period, str(each.read), each.acts, each.conflict, each.middle, each.cooperation, says
            )
            out.print(Text(told), overflow="ellipsis", no_wrap=True)
        click.echo("  █ cooperation  ▒ conflict  ┆ nothing of this period was read")
    for note in footnotes(series, coded):
        print_paragraph(note)
    if any(each.claims for each in _periods(series)):
        print_paragraph("--at PERIOD lists the claims behind a period; foedus why ID opens each.")
    own = of_series(series)
    click.echo(f"Every figure opens: foedus why '{own}', and of a period foedus why '{own.at('PERIOD')}'.")


def _periods(series: Series) -> tuple[Point, ...]:
    return (*series.points, *series.year_only)


def _printer(left: int, right: int) -> Callable[..., str]:
    """How one line of the chart is laid out, bars of at most so many signs to either side."""

    def line(*cells: str) -> str:
        period, read, acts, conflict, middle, cooperation, says = cells
        bars = f"{conflict:>{left}}{middle or ' '}{cooperation:<{right}}"
        return f"{period:<7} {read:>5}  {acts:>8}  {bars}  {says}".rstrip()

    return line


def _print_claims(series: Series, seen: Views) -> None:
    rows = []
    for point in _periods(series):
        for each in point.claims:
            claim = seen.material.claim[each]
            rows.append((each[:8], seen.what(claim), seen.who(claim), seen.root(claim), f"“{quoted(claim.evidence)}”"))
    print_table(f"{len(rows)} claims", ("id", "what", "who", "root", "in words"), rows)
