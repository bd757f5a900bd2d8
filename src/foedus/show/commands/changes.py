"""The commands on documents that were replaced or are to go: what a later text says otherwise, what goes with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from foedus.errors import UnknownId
from foedus.records import Document
from foedus.show.terminal import dossier_option, json_option, opened, print_json, print_paragraph, print_table
from foedus.show.views import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.assemble import Revision
    from foedus.dossier import Dossier
    from foedus.records import Claim


@click.command("revisions")
@click.argument("identity", metavar="[DOCUMENT]", required=False)
@dossier_option
@json_option
def revisions_command(identity: str | None, folder: Path, *, as_json: bool) -> None:
    """List what changed where a later text took a document's place: claims that are gone, new and altered."""
    with opened(folder) as dossier:
        held = {each.id: each for each in dossier.documents(superseded=True)}
        found = [
            each
            for each in dossier.revisions()
            if identity is None or any(one.startswith(identity.lower()) for one in (each.earlier, each.later))
        ]
    if identity is not None and not found:
        raise UnknownId(identity)
    if as_json:
        print_json([_row(each, held) for each in found])
        return
    if not found:
        click.echo("No document has been replaced by a later text.")
    for each in found:
        _print(each, held)


def _row(each: Revision, held: dict[str, Document]) -> dict[str, Any]:
    return {
        "earlier": each.earlier,
        "later": each.later,
        "file": held[each.later].gathered_from,
        "kept": each.kept,
        "gone": [_told(claim) for claim in each.gone],
        "new": [_told(claim) for claim in each.new],
        "altered": [
            {"before": _told(one.before), "after": _told(one.after), "respects": list(one.respects)}
            for one in each.altered
        ],
    }


def _told(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "words": claim.evidence.text,
        "certainty": claim.factuality.value,
        "source": claim.root_voice.name,
        "kind": claim.kind,
    }


def _print(each: Revision, held: dict[str, Document]) -> None:
    counts = f"{len(each.gone)} gone, {len(each.new)} new, {len(each.altered)} altered, {each.kept} as before"
    print_paragraph(
        f"{held[each.later].gathered_from}: {each.earlier[:8]} became {each.later[:8]}: claims {counts}.", style="bold"
    )
    rows = [("gone", f"“{quoted(claim.evidence)}”", "", claim.id[:8]) for claim in each.gone]
    rows += [("new", "", f"“{quoted(claim.evidence)}”", claim.id[:8]) for claim in each.new]
    rows += [
        (f"altered: {', '.join(one.respects)}", f"“{quoted(one.before.evidence)}”", f"“{quoted(one.after.evidence)}”",
         one.after.id[:8])
        for one in each.altered
    ]  # fmt: skip
    if rows:
        print_table("", ("what", "before", "now", "id"), rows)


@click.command("remove")
@click.argument("identity", metavar="ID")
@dossier_option
def remove_command(identity: str, folder: Path) -> None:
    """Remove a document, and what stood on it; say what went with it."""
    with opened(folder) as dossier:
        document = dossier.find(identity)
        if not isinstance(document, Document):
            raise click.UsageError(
                f"{identity} is no document: 'foedus why {identity}' names the document it stands in."
            )
        went = _went(dossier, document)
        dossier.remove(document.id)
    click.echo(
        f"removed {document.id[:8]} ({document.gathered_from}) and what stood on it: {went}. "
        "Run 'foedus trace' and the verbs after it to see what follows."
    )


def _went(dossier: Dossier, document: Document) -> str:
    """What goes with a document: its claims, and what only they or they too supported."""
    claims = {each.id for each in dossier.claims(document=document.id)}
    alone = others = 0
    for each in dossier.propositions():
        rest = set(each.supporting) - claims
        alone += not rest
        others += bool(rest) and len(rest) < len(each.supporting)
    return (
        f"{_count(len(claims), 'claim')}, {_count(alone, 'proposition')} that no other document supports; "
        f"{_count(others, 'proposition')} that others support too {'loses' if others == 1 else 'lose'} some"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
