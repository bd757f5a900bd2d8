"""The commands that give reasons: why, brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text
from rich.tree import Tree

from foedus.show.brief import brief_of, page_of
from foedus.show.terminal import console, dossier_option, json_option, opened, print_json, views
from foedus.show.why import Ways

if TYPE_CHECKING:
    from foedus.dossier import Dossier
    from foedus.show.why import Reason, Words


@click.command("why")
@click.argument("identity", metavar="ID")
@dossier_option
@json_option
def why_command(identity: str, folder: Path, *, as_json: bool) -> None:
    """Walk from ID (its first letters are enough) to the highlighted words that it rests on."""
    with opened(folder) as dossier:
        reason = ways(dossier).why(identity)
    if as_json:
        print_json(_tree_of(reason))
    else:
        console().print(_drawn(reason))


def ways(dossier: Dossier) -> Ways:
    """The ways from every id of a dossier to its words."""
    return Ways(views(dossier), problems=tuple(dossier.problems()), assessments=tuple(dossier.assessments()))


def _tree_of(reason: Reason) -> dict[str, object]:
    found: dict[str, object] = {"id": reason.id, "says": reason.says}
    if reason.words is not None:
        found["words"] = {
            "text": reason.words.text,
            "address": reason.words.address,
            "title": reason.words.title,
            "before": reason.words.before,
            "after": reason.words.after,
        }
    if reason.below:
        found["below"] = [_tree_of(each) for each in reason.below]
    return found


def _drawn(reason: Reason) -> Tree:
    tree = Tree(_label(reason))
    for each in reason.below:
        tree.add(_drawn(each))
    return tree


def _label(reason: Reason) -> Text:
    text = Text(reason.says)
    text.append(f"  {reason.id[:8]}", style="dim")
    if reason.words is not None:
        text.append("\n")
        text.append_text(_highlighted(reason.words))
    return text


def _highlighted(words: Words) -> Text:
    """The words between marks that show without colour too: » «."""
    text = Text(f"{words.address}  ", style="dim")
    text.append(f"…{words.before}", style="dim")
    text.append("»", style="bold")
    body = Text(words.text, style="reverse")
    for start, end in words.marks:
        body.stylize("underline", start, end)
    text.append_text(body)
    text.append("«", style="bold")
    text.append(f"{words.after}…", style="dim")
    return text


@click.command("brief")
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write: .html or .md; else print Markdown."
)
@dossier_option
def brief_command(first: str, second: str, output: Path | None, folder: Path) -> None:
    """Write what is claimed of a relation, on whose word, how sure, what contradicts it; each note the exact words."""
    with opened(folder) as dossier:
        brief = brief_of(
            views(dossier),
            (first, second),
            assessments=tuple(dossier.assessments()),
            problems=tuple(dossier.problems()),
        )
    if output is None:
        click.echo(page_of(brief, "md"))
        return
    kind = "html" if output.suffix.lower() in {".html", ".htm"} else "md"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page_of(brief, kind), encoding="utf-8")
    click.echo(f"wrote {output}", err=True)
