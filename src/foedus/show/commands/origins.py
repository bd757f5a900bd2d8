"""The commands that ask on whose word: sources, drift, unread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.assemble import unread
from foedus.show.plainness import visible
from foedus.show.rows import copy_row, drift_row, file_of, leaned_row, root_row
from foedus.show.terminal import dossier_option, json_option, opened, print_json, print_table, views
from foedus.show.views import address
from foedus.trace import lineage_svg

if TYPE_CHECKING:
    from foedus.show.views import Views


MOST_FILES = 12  # that a line names; a government is heard in thousands


@click.command("sources")
@click.option("--copies", is_flag=True, help="List pairs of documents of which one relies on the other.")
@click.option("--svg", type=click.Path(path_type=Path), help="Draw the lineage into this file.")
@dossier_option
@json_option
def sources_command(svg: Path | None, folder: Path, *, copies: bool, as_json: bool) -> None:
    """List the roots with what stands on them; with --copies, which documents copy which."""
    with opened(folder) as dossier:
        seen = views(dossier)
    if svg is not None:
        svg.parent.mkdir(parents=True, exist_ok=True)
        svg.write_text(visible(lineage_svg(seen.material)), encoding="utf-8")
        click.echo(f"wrote {svg}", err=True)
    elif copies:
        _print_copies(seen, as_json=as_json)
    else:
        _print_roots(seen, as_json=as_json)


def _print_copies(seen: Views, *, as_json: bool) -> None:
    rows = [copy_row(seen.material, each) for each in seen.material.copies]
    rows.sort(key=lambda each: (str(each["a"]), str(each["b"]), str(each["id"])))
    if as_json:
        print_json(rows)
        return
    print_table(
        f"{len(rows)} copies",
        ("id", "first", "second", "strength", "direction", "because"),
        [(str(each["id"])[:8], *(str(each[key]) for key in ("a", "b", "strength", "direction", "because")))
         for each in rows],
    )  # fmt: skip


def _print_roots(seen: Views, *, as_json: bool) -> None:
    held = sorted(seen.material.roots, key=lambda each: (-len(each.claims), each.name, each.id))
    if as_json:
        print_json([root_row(seen.material, each) for each in held])
        return
    rows = [
        (
            each.id[:8],
            each.name,
            seen.nature(each),
            str(len(each.claims)),
            _few(sorted({file_of(seen.material, claim) for claim in each.claims})),
            "yes" if each.is_read else "no",
            each.because,
        )
        for each in held
    ]
    print_table(
        f"{len(held)} roots", ("id", "root", "nature", "claims", "in documents", "in the dossier", "because"), rows
    )


def _few(files: list[str]) -> str:
    """The first files, and how many more there are; JSON has them all."""
    more = f" and {len(files) - MOST_FILES} more" if len(files) > MOST_FILES else ""
    return ", ".join(files[:MOST_FILES]) + more


@click.command("drift")
@dossier_option
@json_option
def drift_command(folder: Path, *, as_json: bool) -> None:
    """List what changed as a proposition was passed on: a hedge dropped, a number moved."""
    with opened(folder) as dossier:
        seen = views(dossier)
    if as_json:
        print_json([drift_row(seen.material, each) for each in seen.material.drifts])
        return
    documents = seen.material.document
    rows = [
        (
            each.id[:8],
            each.change.value,
            f"“{seen.telling(each.before, each.earlier)}” ({address(each.before, documents[each.before.document])})",
            f"“{seen.telling(each.after, each.later)}” ({address(each.after, documents[each.after.document])})",
            seen.in_words(each.says),
        )
        for each in seen.material.drifts
    ]
    print_table(f"{len(rows)} drifts", ("id", "change", "before", "after", "in words"), rows)


@click.command("unread")
@dossier_option
@json_option
def unread_command(folder: Path, *, as_json: bool) -> None:
    """List the roots that the dossier leans on and does not hold, the most leaned on first."""
    with opened(folder) as dossier:
        seen = views(dossier)
    held = unread(seen.material)
    if as_json:
        print_json([leaned_row(each) for each in held])
        return
    rows = [
        (each.root.id[:8], each.root.name, seen.nature(each.root), str(each.alone), str(each.propositions),
         str(each.claims), str(each.outlets))
        for each in held
    ]  # fmt: skip
    print_table(
        "Leaned on and not read",
        ("id", "root", "nature", "propositions on it alone", "propositions", "claims", "outlets"),
        rows,
    )
