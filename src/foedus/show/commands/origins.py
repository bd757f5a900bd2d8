"""The commands that ask on whose word: sources, drift, unread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.show.near import first_copies, first_drifts, first_roots, first_unread, near, picture_near
from foedus.show.plainness import visible
from foedus.show.rows import copy_row, drift_row, file_of, leaned_row, root_row
from foedus.show.terminal import (
    dossier_option,
    json_option,
    limit_option,
    opened,
    print_json,
    print_table,
    title_of,
    views,
)
from foedus.show.views import address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foedus.dossier import Dossier
    from foedus.records import Root
    from foedus.show.views import Views


MOST_FILES = 12  # that a line names; a government is heard in thousands


@click.command("sources")
@click.option("--copies", is_flag=True, help="List pairs of documents of which one relies on the other.")
@click.option("--svg", type=click.Path(path_type=Path), help="Draw the lineage into this file.")
@dossier_option
@json_option
@limit_option
def sources_command(svg: Path | None, folder: Path, *, copies: bool, as_json: bool, limit: int | None) -> None:
    """List the roots with what stands on them; with --copies, which documents copy which."""
    with opened(folder) as dossier:
        if svg is not None:
            _draw(dossier, svg)
        elif copies:
            _print_copies(dossier, as_json=as_json, limit=limit)
        else:
            _print_roots(dossier, as_json=as_json, limit=limit)


def _draw(dossier: Dossier, svg: Path) -> None:
    """The lineage of all documents, or of a great dossier that of those most tied together, which is said."""
    index, note = near(dossier), ""
    if index is not None:
        picture, drawn = picture_near(index)
        note = f": the {drawn} documents that copies and claims tie together most, of {index.counts['documents']}"
    else:
        from foedus.trace import lineage_svg  # noqa: PLC0415  opens a room that lists do not need

        picture = lineage_svg(views(dossier).material)
    svg.parent.mkdir(parents=True, exist_ok=True)
    svg.write_text(visible(picture), encoding="utf-8")
    click.echo(f"wrote {svg}{note}", err=True)


def _print_copies(dossier: Dossier, *, as_json: bool, limit: int | None) -> None:
    index = near(dossier)
    if index is not None:
        material, count = first_copies(index, limit)
    else:
        material = views(dossier).material
        count = len(material.copies)
    rows = [copy_row(material, each) for each in material.copies]
    rows.sort(key=lambda each: (str(each["a"]), str(each["b"]), str(each["id"])))
    if as_json:
        print_json(rows[:limit])
        return
    print_table(
        title_of(len(rows[:limit]), count, "copies"),
        ("id", "first", "second", "strength", "direction", "because"),
        [(str(each["id"])[:8], *(str(each[key]) for key in ("a", "b", "strength", "direction", "because")))
         for each in rows[:limit]],
    )  # fmt: skip


def _print_roots(dossier: Dossier, *, as_json: bool, limit: int | None) -> None:
    seen, held, files, count = _roots(dossier, limit)
    if as_json:
        print_json([root_row(each, files.get(each.id, ())) for each in held])
        return
    rows = [
        (
            each.id[:8],
            each.name,
            seen.nature(each),
            str(len(each.claims)),
            _few(files.get(each.id, ())),
            "yes" if each.is_read else "no",
            each.because,
        )
        for each in held
    ]
    print_table(
        title_of(len(held), count, "roots"),
        ("id", "root", "nature", "claims", "in documents", "in the dossier", "because"),
        rows,
    )


def _roots(dossier: Dossier, limit: int | None) -> tuple[Views, Sequence[Root], Mapping[str, Sequence[str]], int]:
    """The roots with most claims, the files of each, and how many roots there are."""
    index = near(dossier)
    if index is not None:
        return (index.names, *first_roots(index, limit))
    seen = views(dossier)
    every = sorted(seen.material.roots, key=lambda each: (-len(each.claims), each.name, each.id))
    held = every[:limit]
    return (
        seen,
        held,
        {each.id: sorted({file_of(seen.material, one) for one in each.claims}) for each in held},
        len(every),
    )


def _few(files: Sequence[str]) -> str:
    """The first files, and how many more there are; JSON has them all."""
    more = f" and {len(files) - MOST_FILES} more" if len(files) > MOST_FILES else ""
    return ", ".join(files[:MOST_FILES]) + more


@click.command("drift")
@dossier_option
@json_option
@limit_option
def drift_command(folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List what changed as a proposition was passed on: a hedge dropped, a number moved."""
    with opened(folder) as dossier:
        index = near(dossier)
        if index is not None:
            seen, count = first_drifts(index, limit)
        else:
            seen = views(dossier)
            count = len(seen.material.drifts)
    held = seen.material.drifts[:limit]
    if as_json:
        print_json([drift_row(seen.material, each) for each in held])
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
        for each in held
    ]
    print_table(title_of(len(held), count, "drifts"), ("id", "change", "before", "after", "in words"), rows)


@click.command("unread")
@dossier_option
@json_option
@limit_option
def unread_command(folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List the roots that the dossier leans on and does not hold, the most leaned on first."""
    with opened(folder) as dossier:
        index = near(dossier)
        if index is not None:
            seen = index.names
            held, count = first_unread(index, limit)
        else:
            from foedus.assemble import unread  # noqa: PLC0415  opens a room that a great dossier does not need

            seen = views(dossier)
            every = unread(seen.material)
            held, count = every[:limit], len(every)
    if as_json:
        print_json([leaned_row(each) for each in held])
        return
    rows = [
        (each.root.id[:8], each.root.name, seen.nature(each.root), str(each.alone), str(each.propositions),
         str(each.claims), str(each.outlets))
        for each in held
    ]  # fmt: skip
    shown = f", {len(held)} of {count}" if len(held) < count else ""
    print_table(
        f"Leaned on and not read{shown}",
        ("id", "root", "nature", "propositions on it alone", "propositions", "claims", "outlets"),
        rows,
    )
