"""The command for what a person decides: that two things are one or not, and that a decision is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from foedus.knowledge.world import load_world
from foedus.records import Claim, Document, Judgement, Mention, Proposition, Root, judgement
from foedus.show.deciding import on_sameness
from foedus.show.terminal import dossier_option, opened
from foedus.terms import CLAIM_IS_CLAIM, MENTION_IS_ACTOR, PUBLISHER_IS_OUTLET, ROOT_IS_ROOT, Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from foedus.dossier import Dossier

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
