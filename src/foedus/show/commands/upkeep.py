"""The commands that keep house: reference data, and whether all is well."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.check import ask, load_reference
from foedus.dossier import Dossier
from foedus.encoder import Encoder
from foedus.errors import BadReference
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.rows import receipt
from foedus.show.terminal import dossier_option, json_option, opened, print_json, print_table
from foedus.store.changes import TODAY
from foedus.terms import Verdict

if TYPE_CHECKING:
    from foedus.records import Dataset

_DESCRIBING = {".toml", ".md", ".txt", ".pdf", ".bib"}
_PARTS = (
    "numpy",
    "onnxruntime",
    "tokenizers",
    "pyarrow",
    "duckdb",
    "trafilatura",
    "pypdfium2",
    "rdata",
    "click",
    "rich",
)


@click.group("reference")
def reference_command() -> None:
    """Add and list reference datasets: your own files in their official layout."""


@reference_command.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE...")
@dossier_option
def _add(files: tuple[Path, ...], folder: Path) -> int:
    """Add datasets; each is recognised by its columns and kept with version, coverage and citation.

    A folder stands for the files in it. What fits no layout is told and left out; the rest is added.
    """
    refused = 0
    with Dossier(folder) as dossier:
        for file in (inner for each in files for inner in _inside(each)):
            click.echo(f"reading {file.name} …", err=True)
            try:
                added = dossier.add_reference(file)
            except BadReference as error:
                click.echo(f"left out: {error}", err=True)
                refused += 1
                continue
            years = (
                f"{min(each.first_year for each in added.coverage)} to {max(each.last_year for each in added.coverage)}"
            )
            click.echo(f"added {added.name} {added.version} ({years}) from {added.added_from}")
    return 1 if refused else 0


def _inside(path: Path) -> list[Path]:
    """The file, or the files of a folder and those below, without what describes them."""
    if not path.is_dir():
        return [path]
    return [each for each in sorted(path.rglob("*")) if each.is_file() and each.suffix.lower() not in _DESCRIBING]


@reference_command.command("list")
@click.option("--bibtex", is_flag=True, help="Print the citations that the datasets ask for, as BibTeX.")
@dossier_option
@json_option
def _list(folder: Path, *, bibtex: bool, as_json: bool) -> None:
    """List the datasets with what they cover, variable by variable; after its last year a dataset is silent."""
    with opened(folder) as dossier:
        held = dossier.datasets()
    if as_json:
        print_json(list(held))
        return
    if bibtex:
        click.echo("\n\n".join(dict.fromkeys(each.citation for each in held if each.citation)))
        return
    rows = [
        (each.id, each.name, each.version, _covers(each), each.added_from, each.sha256[:12], each.licence)
        for each in held
    ]
    print_table(f"{len(held)} datasets", ("id", "name", "version", "covers", "file", "sha256", "licence"), rows)


def _covers(dataset: Dataset) -> str:
    """The years of the rows, and of each variable that has others."""
    years: dict[str, list[str]] = {}
    for each in dataset.coverage:
        years.setdefault(f"{each.first_year} to {each.last_year}", []).append(each.variable)
    return "; ".join(f"{span}: {', '.join(names)}" for span, names in years.items())


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@dossier_option
@json_option
def ask_command(question: tuple[str, ...], folder: Path, *, as_json: bool) -> None:
    """Ask the reference data by hand: two states, a topic, a year; in a few words or in a sentence."""
    with opened(folder) as dossier:
        answers = tuple(ask(" ".join(question), load_reference(dossier.reference)))
    if as_json:
        print_json(list(answers))
        return
    rows = [
        (each.verdict.value, each.says, f"{each.dataset} {each.version}", f"{each.first_year} to {each.last_year}")
        for each in answers
    ]
    if not rows:
        click.echo("No dataset at hand measures that: 'foedus reference add FILE'; docs/reference.md tells which do.")
        return
    print_table("The record says", ("verdict", "in words", "dataset", "covers"), rows)
    for each in answers:
        if each.row and each.verdict is not Verdict.DATASETS_DIFFER:
            print_table(f"{each.dataset} {each.version}", *receipt(each.row))


@click.command("doctor")
@dossier_option
@json_option
def doctor_command(folder: Path, *, as_json: bool) -> int:
    """Say what is installed, whether the reader's model works here, and which dossier format this Foedus reads."""
    wrong = Encoder.load().self_test()
    world, language = load_world(), load_language()
    found = {
        "foedus": _version("foedus"),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "dossier format": str(TODAY),
        "reader": wrong or "works: its golden output is reproduced on this processor",
        "actors": str(len(world.actors)),
        "kinds of act": str(len(language.kinds)),
        "network": "used by nothing",
        **{name: _version(name) for name in _PARTS},
    }
    if folder.is_dir():
        with opened(folder) as dossier:
            found["dossier"] = f"{folder}: {len(dossier.documents())} documents, {len(dossier.datasets())} datasets"
    if as_json:
        print_json(found)
    else:
        print_table("Foedus on this machine", ("what", "is"), list(found.items()))
    return 3 if wrong else 0


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return f"not installed in {sys.prefix}"
