"""The commands that give reasons: why, brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text
from rich.tree import Tree

from foedus.assess import alignment
from foedus.check import figure_of, load_reference
from foedus.pipeline import framework_of
from foedus.show.beside import of_figure
from foedus.show.brief import brief_of
from foedus.show.counting import counting
from foedus.show.handles import handle
from foedus.show.lenses import framework_option
from foedus.show.near import brief_near, near
from foedus.show.over_time import over_time
from foedus.show.pages import page_of
from foedus.show.plainness import visible
from foedus.show.terminal import console, dossier_option, json_option, opened, print_json, views
from foedus.show.why import Ways

if TYPE_CHECKING:
    from foedus.dossier import Dossier
    from foedus.show.brief import Brief
    from foedus.show.steps import Reason, Words

COUNTED = frozenset({"roots", "assessments"})  # whose numbers are counted over more than the records on the way


@click.command("why")
@click.argument("identity", metavar="ID")
@framework_option
@dossier_option
@json_option
def why_command(identity: str, framework: Path | None, folder: Path, *, as_json: bool) -> None:
    """Walk from ID (its first letters are enough) to the highlighted words that it rests on."""
    chosen = framework_of(framework) if framework is not None else alignment()
    with opened(folder) as dossier:
        asked = handle(identity)
        if asked is not None:
            reason = counting(dossier, ways(dossier), chosen).why(asked)
        elif "/" in identity:
            reason = of_figure(figure_of(identity, load_reference(dossier.reference), rows=None))
        else:
            reason = _reason(dossier, identity)
    if as_json:
        print_json(_tree_of(reason))
    else:
        console().print(_drawn(reason))


def _reason(dossier: Dossier, identity: str) -> Reason:
    index = near(dossier)
    if index is None or index.found(identity)[0] in COUNTED:
        known = ways(dossier)
        found = known.of_kind("assessment", identity)
        return counting(dossier, known).assessment(found, found.id) if found is not None else known.why(identity)
    from foedus.show.server.reasons import reason_of  # noqa: PLC0415 - a small dossier does not pay for it

    return reason_of(index, identity)[2]


def ways(dossier: Dossier) -> Ways:
    """The ways from every id of a dossier to its words."""
    return Ways(
        views(dossier),
        problems=tuple(dossier.problems()),
        assessments=tuple(dossier.assessments()),
        datasets=dossier.datasets(),
        coded=dossier.coded.all(),
    )


def _tree_of(reason: Reason) -> dict[str, object]:
    found: dict[str, object] = {"id": reason.id or None, "says": reason.says}
    if reason.words is not None:
        words = reason.words
        found["words"] = {
            "text": words.text,
            "address": words.address,
            "title": words.title,
            "before": words.before,
            "after": words.after,
            "cues": [words.text[start:end] for start, end in words.marks],
        }
    if reason.below:
        found["below"] = [_tree_of(each) for each in reason.below]
    return found


def _drawn(reason: Reason) -> Tree:
    tree = Tree(_label(reason), guide_style="dim")
    for each in reason.below:
        tree.add(_drawn(each))
    return tree


def _label(reason: Reason) -> Text:
    text = Text(visible(reason.says))
    if reason.id:
        text.append(f"  {reason.id if '/' in reason.id else reason.id[:8]}", style="dim")
    if reason.words is not None:
        text.append("\n")
        text.append_text(_highlighted(reason.words))
    return text


def _highlighted(words: Words) -> Text:
    """The words between marks that show without colour too: »exact words«, with _cue words_ inside."""
    text = Text(f"{visible(words.address)}  ", style="dim")
    text.append(f"…{_line(words.before)}" if words.before else "", style="dim")
    text.append("»", style="bold")
    last = 0
    for start, end in words.marks:
        if start >= last:
            text.append(_line(words.text[last:start]), style="reverse")
            text.append(f"_{_line(words.text[start:end])}_", style="reverse bold underline")
            last = end
    text.append(_line(words.text[last:]), style="reverse")
    text.append("«", style="bold")
    text.append(f"{_line(words.after)}…" if words.after else "", style="dim")
    return text


def _line(text: str) -> str:
    return visible(text.replace("\n", " "))


@click.command("brief")
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write: .html or .md; else print Markdown."
)
@dossier_option
def brief_command(first: str, second: str, output: Path | None, folder: Path) -> None:
    """Write what is claimed of a relation, on whose word, how sure, what contradicts it; each note the exact words."""
    if output is not None and output.suffix.lower() not in {".html", ".htm", ".md"}:
        raise click.UsageError(f"{output} ends neither in .html nor in .md: name the file so that its kind is plain.")
    with opened(folder) as dossier:
        brief = brief_near(dossier, first, second) or _brief_of_whole(dossier, first, second)
    if output is None:
        click.echo(page_of(brief, "md"))
        return
    kind = "md" if output.suffix.lower() == ".md" else "html"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page_of(brief, kind), encoding="utf-8")
    click.echo(f"wrote {output}", err=True)


def _brief_of_whole(dossier: Dossier, first: str, second: str) -> Brief:
    seen = views(dossier)
    low, high = sorted((seen.state(first), seen.state(second)))
    return brief_of(
        seen,
        (low, high),
        over_time=over_time(dossier, seen, (low, high)),
        assessments=tuple(dossier.assessments()),
        problems=tuple(dossier.problems()),
        reference=load_reference(dossier.reference),
    )
