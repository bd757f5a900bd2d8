"""The commands that keep house: reference data, decisions, removal, and whether all is well."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from foedus.check import ask, load_reference
from foedus.dossier import Dossier
from foedus.encoder import Encoder
from foedus.errors import BadReference
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.records import Dataset, Document, judgement
from foedus.show.rows import receipt
from foedus.show.terminal import dossier_option, json_option, opened, print_json, print_table
from foedus.store.changes import TODAY
from foedus.terms import MENTION_IS_ACTOR, PUBLISHER_IS_OUTLET, ROOT_IS_ROOT, Opinion, Verdict

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


@click.command("judge")
@click.argument("opinion", type=click.Choice(["same", "different"]), required=False)
@click.argument("subject", required=False)
@click.argument("candidate", required=False)
@click.option("--because", default="", help="The reason, in your words.")
@click.option("--by", default="analyst", show_default=True, help="Who decides.")
@click.option(
    "--about",
    type=click.Choice([ROOT_IS_ROOT, MENTION_IS_ACTOR, PUBLISHER_IS_OUTLET]),
    default=ROOT_IS_ROOT,
    show_default=True,
    help="What the decision is about.",
)
@click.option("--undo", "undone", help="The id of a decision to take back.")
@dossier_option
def judge_command(  # noqa: PLR0913, PLR0917 - one parameter for each part of a decision
    opinion: str | None,
    subject: str | None,
    candidate: str | None,
    because: str,
    by: str,
    about: str,
    undone: str | None,
    folder: Path,
) -> None:
    """Record that two things are the same or different, with your reason; trace again to see what follows."""
    with opened(folder) as dossier:
        if undone is not None:
            dossier.undo(dossier.find(undone).id, by=by, because=because or "taken back")
            click.echo(f"taken back: {undone}. Run 'foedus trace' and 'foedus assemble' to see what follows.")
            return
        if not (opinion and subject and candidate and because):
            raise click.UsageError("say what: foedus judge same A B --because '...', or foedus judge --undo ID")
        first, second = (_thing(dossier, each) for each in (subject, candidate))
        given = judgement(
            about=about, subject=first, candidate=second, opinion=Opinion(opinion), by=by, because=because
        )
        try:
            made = dossier.judge(given)
        except ValueError as wrong:
            raise click.UsageError(str(wrong)) from wrong
    click.echo(f"recorded {made.id[:8]}. Run 'foedus trace' and 'foedus assemble' to see what follows.")


def _thing(dossier: Dossier, wanted: str) -> str:
    """The id of the record whose id begins so, or of the actor with this code."""
    if wanted in load_world().actors:
        return wanted
    return str(dossier.find(wanted).id)


@click.command("remove")
@click.argument("identity", metavar="ID")
@dossier_option
def remove_command(identity: str, folder: Path) -> None:
    """Remove a document, and what stood on it."""
    with opened(folder) as dossier:
        document = dossier.find(identity)
        if not isinstance(document, Document):
            raise click.UsageError(
                f"{identity} is no document: 'foedus why {identity}' names the document it stands in."
            )
        dossier.remove(document.id)
    click.echo(
        f"removed {document.id[:8]} ({document.gathered_from}) and what stood on it. "
        "Run 'foedus trace' and the verbs after it to see what follows."
    )


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
