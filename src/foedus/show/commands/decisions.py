"""The commands for what persons decide: to judge, to take back, to list, and to hand on as gold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.evaluate import corrections
from foedus.evaluate.answers import Answers
from foedus.knowledge.world import load_world
from foedus.records import Claim, Document, Judgement, Mention, Proposition, Root, judgement
from foedus.show.deciding import on_sameness
from foedus.show.terminal import dossier_option, json_option, opened, plain, print_json, print_table, views
from foedus.store.ledgers import is_by_person
from foedus.terms import CLAIM_IS_CLAIM, MENTION_IS_ACTOR, PUBLISHER_IS_OUTLET, ROOT_IS_ROOT, Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.dossier import Dossier
    from foedus.show.views import Views

_OF = {
    Root: ROOT_IS_ROOT,
    Mention: MENTION_IS_ACTOR,
    Document: PUBLISHER_IS_OUTLET,
    Claim: CLAIM_IS_CLAIM,
    Proposition: CLAIM_IS_CLAIM,
}


@click.command("judge")
@click.argument("opinion", type=click.Choice(["same", "different"]), required=False)
@click.argument("subject", required=False)
@click.argument("candidate", required=False)
@click.option("--because", default="", help="The reason, in your words.")
@click.option("--by", default="analyst", show_default=True, help="Who decides.")
@click.option(
    "--about",
    type=click.Choice([ROOT_IS_ROOT, MENTION_IS_ACTOR, PUBLISHER_IS_OUTLET, CLAIM_IS_CLAIM]),
    help="What the decision is about, where what SUBJECT is does not tell.",
)
@click.option("--undo", "undone", help="The id of a decision to take back.")
@dossier_option
def judge_command(  # noqa: PLR0913, PLR0917 - one parameter for each part of a decision
    opinion: str | None,
    subject: str | None,
    candidate: str | None,
    because: str,
    by: str,
    about: str | None,
    undone: str | None,
    folder: Path,
) -> None:
    """Record that two things are the same or different, with your reason; trace and assemble again to see what follows.

    SUBJECT and CANDIDATE are ids: two roots; a mention and an actor; a document and the name of its outlet; two claims
    or propositions that say the same, or a claim and the proposition that it does not belong to.
    """
    with opened(folder) as dossier:
        if undone is not None:
            dossier.undo(dossier.find(undone).id, by=by, because=because or "taken back")
            click.echo(f"taken back: {undone}. Run 'foedus trace' and 'foedus assemble' to see what follows.")
            return
        if not (opinion and subject and candidate and because):
            raise click.UsageError("say what: foedus judge same A B --because '...', or foedus judge --undo ID")
        given = _given(dossier, subject, candidate, Opinion(opinion), about=about, by=by, because=because)
        try:
            made = dossier.judge(given)
        except ValueError as wrong:
            raise click.UsageError(str(wrong)) from wrong
    click.echo(f"recorded {made.id[:8]}. Run 'foedus trace' and 'foedus assemble' to see what follows.")


def _given(  # noqa: PLR0913 - one parameter for each part of a decision
    dossier: Dossier, subject: str, candidate: str, opinion: Opinion, *, about: str | None, by: str, because: str
) -> Judgement:
    first = _thing(dossier, subject)
    about = about or _OF.get(type(first), ROOT_IS_ROOT)
    if about == CLAIM_IS_CLAIM:
        second = _thing(dossier, candidate)
        if not all(isinstance(each, (Claim, Proposition)) for each in (first, second)):
            raise click.UsageError("only claims and propositions say the same: name two of them.")

        def fetch(ids: Iterable[str]) -> list[Claim]:
            wanted = frozenset(ids)
            return [each for each in dossier.claims() if each.id in wanted]

        return on_sameness(first, second, opinion, by=by, because=because, fetch=fetch)
    second = candidate if about == PUBLISHER_IS_OUTLET else _id(_thing(dossier, candidate))
    return judgement(
        about=about, subject=_id(first), candidate=second, opinion=opinion, by=by, because=because,
        evidence=first.span if isinstance(first, Mention) else None,
    )  # fmt: skip


def _thing(dossier: Dossier, wanted: str) -> Any:
    """The record whose id begins so, or the code of an actor."""
    return wanted if wanted in load_world().actors else dossier.find(wanted)


def _id(thing: Any) -> str:
    return thing if isinstance(thing, str) else str(thing.id)


@click.group("judgements")
def judgements_command() -> None:
    """List what persons decided, or export it: as gold, as JSON or as CSV."""


@judgements_command.command("list")
@dossier_option
@json_option
def _list(folder: Path, *, as_json: bool) -> None:
    """List the decisions of persons that hold."""
    with opened(folder) as dossier:
        rows = _rows(dossier, views(dossier))
    if as_json:
        print_json(rows)
        return
    print_table(
        f"{len(rows)} decisions",
        ("id", "about", "subject", "opinion", "candidate", "because", "by"),
        [(row["id"][:8], row["about"], row["subject_name"], row["opinion"], row["candidate_name"], row["because"],
          row["by"]) for row in rows],
    )  # fmt: skip


@judgements_command.command("export")
@click.option(
    "--format", "layout", type=click.Choice(["gold", "json", "csv"]), default="gold", show_default=True,
    help="Gold for 'foedus eval' and for training, or the list as JSON or CSV.",
)  # fmt: skip
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="The file; for gold the folder.")
@dossier_option
def _export(layout: str, out: Path, folder: Path) -> int:
    """Write what persons corrected: wrong actor, source or kind, no claim, same and not the same.

    Gold is a folder: claims.dev.jsonl for 'foedus eval claims', pairs.jsonl for 'foedus eval pairs', judged/ for
    training, and the texts in articles/. Only the fields that somebody judged are measured.
    """
    with opened(folder) as dossier:
        if layout == "gold":
            return _gold(dossier, out)
        rows = _rows(dossier, views(dossier))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(_told(rows, layout), encoding="utf-8", newline="")
    click.echo(f"wrote {out}: {len(rows)} decisions", err=True)
    return 0


def _gold(dossier: Dossier, folder: Path) -> int:
    given = [each for each in dossier.judgements() if is_by_person(each)]
    made = corrections.gold_of(Answers(material=dossier.material()), dossier.claims(), given)
    corrections.write(made, folder)
    click.echo(f"wrote {folder}: {len(made.claims)} claims, {len(made.pairs)} pairs, {len(made.texts)} texts", err=True)
    for each in made.left_out:
        click.echo(f"left out: {each}", err=True)
    return 1 if made.left_out else 0


_COLUMNS = ("id", "about", "subject", "subject_name", "opinion", "candidate", "candidate_name", "by", "because",
            "words", "document", "start", "end", "replaces", "made_at")  # fmt: skip


def _rows(dossier: Dossier, seen: Views) -> list[dict[str, Any]]:
    """The decisions of persons in force, as flat rows, by document and place."""
    rows = []
    for each in dossier.judgements():
        if is_by_person(each):
            words = each.evidence
            told = {name: getattr(each, name) for name in _COLUMNS if hasattr(each, name)}
            told |= {"subject_name": seen.judged(each.subject), "candidate_name": seen.judged(each.candidate)}
            told |= {
                "words": words.text if words else None,
                "document": words.document if words else None,
                "start": words.start if words else None,
                "end": words.end if words else None,
            }
            rows.append({name: plain(told[name]) for name in _COLUMNS})
    return sorted(rows, key=lambda row: (row["document"] or "", row["start"] or 0, row["id"]))


def _told(rows: list[dict[str, Any]], layout: str) -> str:
    if layout == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
