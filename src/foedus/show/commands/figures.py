"""The command that measures: foedus eval, one name for each kind of gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.check import load_reference
from foedus.encoder import Encoder
from foedus.evaluate import (
    actors,
    agreement,
    attribution,
    certainty,
    copies,
    coreference,
    events,
    gold,
    judged,
    names,
    pages,
    pairs,
    periods,
    probes,
    quantities,
    reader,
    records,
    scale,
    sides,
    strengths,
    syntax,
    topics,
)
from foedus.evaluate.answers import Answers
from foedus.evaluate.claims import figures, is_refuted, load_gold, outcomes, place
from foedus.evaluate.materials import material_of
from foedus.show.terminal import json_option, opened, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from foedus.evaluate.claims import Outcome

PROGRESS_EACH = 100  # pairs after which a line is printed


@click.group("eval")
def eval_command() -> None:
    """Print figures on gold data, with counts; --json for programs."""


@eval_command.command("claims")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.argument("docs", type=click.Path(exists=True, path_type=Path))
@click.option("--errors", is_flag=True, help="List each gold item with what was found and what is wrong.")
@json_option
def _claims(gold: Path, docs: Path, *, errors: bool, as_json: bool) -> int:
    """Claims of DOCS (a file or a folder) against GOLD."""
    wanted = load_gold(gold)
    names_of_docs = {each["doc"] for each in wanted}
    answers = Answers(material=material_of(docs, only=names_of_docs))
    items = place(wanted, answers.material.documents)
    found = outcomes(items, answers)
    table = figures(wanted, found, answers)
    missing = len(wanted) - len(items)
    if as_json:
        print_json(table)
    else:
        print_table(f"{len(wanted)} gold claims", ("field", "figure"), [(k, f"{v:.3f}") for k, v in table.items()])
        if missing:
            click.echo(f"{missing} gold quotes stand in none of the documents.", err=True)
        if errors:
            _print_errors(found, answers)
    return 1 if missing else 0


def _print_errors(found: tuple[Outcome, ...], answers: Answers) -> None:
    for each in found:
        gold, claim = each.item.gold, each.claim
        if is_refuted(gold):
            told = "✓ no claim" if claim is None else "✕ read as a claim, and is none"
            click.echo(f"\n{told}: “{gold['quote']}”")
            continue
        if claim is None:
            click.echo(f"\n✕ not found: “{gold['quote']}”")
            continue
        wrong = [name for name, right in each.right.items() if right < 1 and name.replace("chain", "root") in gold]
        click.echo(f"\n{'✓' if not wrong else '≈'} “{gold['quote']}”\n    read “{claim.evidence.text}”")
        root = answers.material.root_of.get(claim.id)
        shown = {
            "root": f"{root.name if root else '-'} ({root.nature if root else '-'})",
            "chain": " > ".join(voice.name for voice in claim.voices),
            "sort": claim.sort.value,
            "factuality": claim.factuality.value,
            "actors": ",".join(answers.actors(claim)),
            "type": str(answers.plover_type(claim)),
            "time": str(claim.when),
            "quantity": "; ".join(q.span.text for q in claim.quantities),
        }
        for name in wrong:
            wanted = gold.get(name, f"{gold.get('root')} via {gold.get('via')}")
            click.echo(f"    {name}: {shown[name]}   gold: {wanted}")


def _print_figures(title: str, table: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(table)
        return
    rows = [(key, f"{value:.4f}" if isinstance(value, float) else str(value)) for key, value in table.items()]
    print_table(title, ("figure", "value"), rows)


def _simple(name: str, says: str, measure: Callable[[Path], dict[str, Any]]) -> None:
    @eval_command.command(name, help=says)
    @click.argument("path", type=click.Path(exists=True, path_type=Path))
    @json_option
    def command(path: Path, *, as_json: bool) -> None:
        _print_figures(f"{name}: {path.name}", measure(path), as_json=as_json)


_simple("pages", "Saved pages (a zip) against the body, title and date expected.", pages.figures)
_simple("actors", "Actor strings against the countries and sectors expected.", actors.figures)
_simple("time", "Time expressions against a zip of TimeML.", periods.figures)
_simple("quantity", "Figures and dates against coded releases.", quantities.figures)


def _with_encoder(measure: Callable[[Path, Encoder], dict[str, float]]) -> Callable[[Path], dict[str, Any]]:
    """The measure with the reader's own encoder."""
    return lambda path: measure(path, Encoder.load())


_simple("syntax", "Words, sentences and trees against a CoNLL-U file.", _with_encoder(syntax.measure))
_simple("attribution", "Source, cue, content against JSON Lines of attributions.", _with_encoder(attribution.measure))
_simple("certainty", "Factuality of predicates against JSON Lines.", _with_encoder(certainty.measure))
_simple("names", "Names against a tagged file or a re3d folder.", _with_encoder(names.measure))


@eval_command.command("pairs")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("docs", type=click.Path(exists=True, path_type=Path))
@json_option
def _pairs(gold: Path, docs: Path, *, as_json: bool) -> None:
    """Pairs of claims of DOCS that GOLD has as the same, or not."""
    _print_figures(f"pairs: {gold.name}", dict(pairs.measure(gold, docs)), as_json=as_json)


@eval_command.command("judged")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--index", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The documents by hash.")
@click.option("--corpora", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def _judged(path: Path, *, index: Path | None, corpora: Path, as_json: bool) -> None:
    """Stretches of real texts that readers judged one by one (FILE), their texts in the folder of corpora."""
    table = judged.measure(path, index or path.parent / "documents.json", corpora)
    _print_figures(f"judged: {path.name}", table, as_json=as_json)


@eval_command.command("events")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def _events(path: Path, *, as_json: bool) -> None:
    """Acts between two parties: PLV's table (.tsv), PLOVER's records (.json), tagged sources and targets (.bio)."""
    if path.suffix == ".json":
        table = records.figures(path)
    elif path.suffix == ".bio":
        table = sides.measure(path, Encoder.load())
    else:
        table = events.measure(path, Encoder.load())
    _print_all(f"events: {path.name}", table, as_json=as_json)


@eval_command.command("probes")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--errors", is_flag=True, help="List the sentences whose coding did not do what it must.")
@json_option
def _probes(paths: tuple[Path, ...], *, errors: bool, as_json: bool) -> None:
    """How steady codings are when sentences are turned round, made passive, renamed or put among others."""
    table = probes.measure(paths)
    if as_json:
        print_json(table)
        return
    wrong = {name: tally.pop("wrong") for name, tally in table.items() if isinstance(tally, dict)}
    _print_all("probes", table, as_json=False)
    for name, cases in wrong.items() if errors else ():
        for each in cases:
            click.echo(f"\n{name}: {each['before']}\n    {each['after']}")
            click.echo(f"    wanted {', '.join(each['wanted'])}; found {', '.join(each['found']) or 'nothing'}")


def _print_all(title: str, table: dict[str, Any], *, as_json: bool) -> None:
    """Prints a table of figures, then each table and each list of rows that it holds."""
    if as_json:
        print_json(table)
        return
    _print_figures(
        title, {key: each for key, each in table.items() if not isinstance(each, dict | list)}, as_json=False
    )
    grouped: dict[str, dict[str, Any]] = {}
    for key, each in table.items():
        if isinstance(each, dict) and each and not any(isinstance(cell, dict) for cell in each.values()):
            grouped.setdefault("", {})[key] = each
        elif isinstance(each, dict) and each:
            grouped[key] = each
        elif isinstance(each, list) and each:
            _print_rows(key.replace("_", " "), [each_row.values() for each_row in each], list(each[0]))
    for key, rows in grouped.items():
        columns = list(dict.fromkeys(name for row in rows.values() for name in row))
        _print_rows(
            key, [(name, *(row.get(each, "") for each in columns)) for name, row in rows.items()], [key, *columns]
        )


def _print_rows(title: str, rows: Iterable[Iterable[Any]], columns: list[str]) -> None:
    print_table(
        title, columns, [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    )


@eval_command.command("gold")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("gold"))
@click.option("--part", type=click.Choice(gold.PARTS), default="dev", show_default=True, help="Which part is asked.")
@click.option("--corpora", type=click.Path(exists=True, path_type=Path), help="Where the real documents' corpora lie.")
@click.option("--reference", type=click.Path(exists=True, path_type=Path), help="A dossier with reference data.")
@json_option
def _gold(folder: Path, part: str, corpora: Path | None, reference: Path | None, *, as_json: bool) -> None:
    """All kinds of the project's gold in FOLDER: claims, cooperation, stories, questions of record."""
    known = None
    if reference is not None:
        with opened(reference) as dossier:
            known = load_reference(dossier.reference)
    tables: dict[str, dict[str, float]] = {}
    for name, table in gold.measure(
        folder, part, corpora=corpora, reference=known, progress=lambda each: click.echo(each, err=True)
    ):
        tables[name] = table
        if not as_json:
            _print_figures(f"{name}, {part}", dict(table), as_json=False)
    if as_json:
        print_json(tables)


@eval_command.command("agreement")
@click.argument("first", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--texts", type=click.Path(exists=True, path_type=Path), help="The articles that the quotes stand in.")
@json_option
def _agreement(first: Path, second: Path, texts: Path | None, *, as_json: bool) -> None:
    """How far two readers of the same agree, field by field: the folders FIRST and SECOND."""
    tables = dict(agreement.measure(first, second, texts))
    if as_json:
        print_json(tables)
        return
    for name, table in tables.items():
        _print_figures(f"agreement, {name}", dict(table), as_json=False)


@eval_command.command("reader")
@click.option(
    "--data", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with syntax/, attribution/, certainty/ and names/.",
)  # fmt: skip
@json_option
def _reader(data: Path, *, as_json: bool) -> None:
    """Every head of the shipped reader on development data, with speed, memory and size."""
    parts: dict[str, dict[str, float]] = {}
    for name, table in reader.measure(data, Encoder.load()):
        parts[name] = table
        if not as_json:
            _print_figures(name, dict(table), as_json=False)
    if as_json:
        print_json(parts)


@eval_command.command("copies")
@click.argument("credited", metavar="CREDITS", type=click.Path(exists=True, path_type=Path))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def _copies(credited: Path, texts: Path, *, as_json: bool) -> None:
    """Wire copy among the JSON Lines in the folder TEXTS against a table of what each outlet CREDITS."""
    _print_figures("copies", copies.wire(credited, sorted(texts.rglob("*.jsonl"))), as_json=as_json)


@eval_command.command("topics")
@click.argument("archive", metavar="ZIP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def _topics(archive: Path, *, as_json: bool) -> None:
    """Copies among the papers of each topic of ECB+ (a ZIP), against labelled pairs."""
    _print_figures(f"topics: {archive.name}", dict(topics.measure(archive, Encoder.load().meaning)), as_json=as_json)


@eval_command.command("coreference")
@click.argument("archive", metavar="ZIP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def _coreference(archive: Path, *, as_json: bool) -> None:
    """Events that several papers of a topic of ECB+ (a ZIP) tell, against the propositions made of them."""
    table = coreference.measure(archive, Encoder.load().meaning)
    _print_figures(f"coreference: {archive.name}", dict(table), as_json=as_json)


@eval_command.command("strengths")
@click.argument("strong", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("weak", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--first", type=click.IntRange(min=1), help="How many pairs are asked, from the first.")
@json_option
def _strengths(strong: Path, weak: Path, first: int | None, *, as_json: bool) -> None:
    """Whether one sentence strengthens or weakens another: two files in ClaimDiff's layout, STRONG and WEAK."""

    def progress(done: int) -> None:
        if done % PROGRESS_EACH == 0:
            click.echo(f"{done} pairs", err=True)

    _print_figures("strengths", dict(strengths.measure(strong, weak, most=first, progress=progress)), as_json=as_json)


@eval_command.command("scale")
@click.argument("folder", metavar="DOSSIER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--reference", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another dossier, whose reference data gives the labels.",
)  # fmt: skip
@click.option("--fewest", type=click.IntRange(min=1), default=scale.FEWEST, show_default=True,
              help="Claims that name both states, below which a dyad is left out.")  # fmt: skip
@click.option("--dyads", is_flag=True, help="List the dyads, those furthest on the wrong side first.")
@json_option
def _scale(folder: Path, reference: Path | None, fewest: int, *, dyads: bool, as_json: bool) -> None:
    """Whether allies lie above rivals on the scale of cooperation and conflict, in a DOSSIER."""
    with opened(folder) as dossier:
        material, labels = dossier.material(), dossier.reference
    if reference is not None:
        with opened(reference) as other:
            labels = other.reference
    table, placed = scale.measure(material, load_reference(labels), fewest=fewest)
    if as_json:
        print_json({"figures": table, "dyads": placed})
        return
    _print_figures(f"scale: {folder.name}", dict(table), as_json=False)
    if dyads:
        rows = [
            (" ".join(each.dyad), "ally" if each.is_ally else "rival", f"{each.mean:+.2f}", f"{each.steadied:+.2f}",
             str(each.acts), str(each.claims))
            for each in placed
        ]  # fmt: skip
        print_table("dyads", ("dyad", "label", "mean", "steadied", "acts", "claims"), rows)
