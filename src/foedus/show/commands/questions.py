"""The commands that ask what is claimed: show, claims, propositions, problems, search."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from foedus.show.near import counts, first_claims, first_propositions, near
from foedus.show.rows import claim_row, proposition_row
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
from foedus.show.views import address, period, quoted
from foedus.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from foedus.dossier import Dossier
    from foedus.records import Claim
    from foedus.show.views import Views

_SEVERITY = {Severity.FAULT: 0, Severity.NOTE: 1}


@click.command("show")
@dossier_option
@json_option
def show_command(folder: Path, *, as_json: bool) -> None:
    """Say what the dossier holds, and where to look next."""
    with opened(folder) as dossier:
        found, problems = _counts(dossier), dossier.problems()
    held = (
        ("documents", found["documents"], "foedus search WORDS"),
        ("mentions", found["mentions"], "foedus why ID, from a claim"),
        ("claims", found["claims"], "foedus claims"),
        ("copies", found["copies"], "foedus sources --copies"),
        ("roots", found["roots"], "foedus sources"),
        ("propositions", found["propositions"], "foedus propositions"),
        ("drifts", found["drifts"], "foedus drift"),
        ("checks", found["checks"], "foedus why ID, from a proposition"),
        ("assessments", found["assessments"], "foedus relation STATE STATE"),
        ("coded_events", found["coded_events"], "foedus events list"),
        ("notes", sum(each.severity is Severity.NOTE for each in problems), "foedus problems"),
        ("faults", sum(each.severity is Severity.FAULT for each in problems), "foedus problems"),
    )
    if as_json:
        print_json({name: count for name, count, _ in held})
        return
    rows = [(name, str(count), command) for name, count, command in held if count or name != "coded_events"]
    print_table(f"Dossier {folder}", ("what", "how many", "which"), rows)


def _counts(dossier: Dossier) -> dict[str, int]:
    index = near(dossier)
    if index is not None:
        return counts(index)
    material = dossier.material()
    held = {each.name: getattr(material, each.name) for each in fields(material)}
    beside = {"assessments": len(dossier.assessments()), "coded_events": dossier.held("coded_events")}
    return {**{name: len(rows) for name, rows in held.items()}, **beside}


@click.command("claims")
@click.option("--of", "actor", help="Only claims with this state as a party.")
@click.option("--root", "root_name", help="Only claims on this root's word: its name, or its id's first letters.")
@dossier_option
@json_option
@limit_option
def claims_command(actor: str | None, root_name: str | None, folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List claims: who, what, to whom, on whose word, how sure, in which words."""
    with opened(folder) as dossier:
        index = near(dossier) if limit is not None else None
        if index is not None and limit is not None:
            seen, shown, count = first_claims(index, actor, root_name, limit)
        else:
            seen = views(dossier)
            held = _wanted(seen, actor, root_name)
            shown, count = held[:limit], len(held)
    if as_json:
        print_json([claim_row(seen, each) for each in shown])
        return
    rows = [
        (
            each.id[:8],
            seen.who(each),
            seen.what(each),
            f"“{quoted(each.evidence)}”",
            " > ".join(seen.chain(each)),
            seen.certainty(each),
            period(each.when),
        )
        for each in shown
    ]
    title = title_of(len(shown), count, "claims")
    print_table(title, ("id", "who", "what", "words", "on whose word", "how sure", "when"), rows)


def _wanted(seen: Views, actor: str | None, root_name: str | None) -> Sequence[Claim]:
    """The claims of this actor on this root's word, in the order of the documents."""
    files = seen.material.document
    held = sorted(
        seen.material.claims,
        key=lambda each: (files[each.document].gathered_from, each.evidence.start, each.evidence.end, each.id),
    )
    if actor is not None:
        code = seen.state(actor)
        held = [each for each in held if code in _states(seen, each)]
    if root_name is not None:
        held = [each for each in held if _is_on(seen, each, root_name.casefold())]
    return held


def _is_on(seen: Views, claim: Claim, wanted: str) -> bool:
    root = seen.material.root_of.get(claim.id)
    return wanted in seen.root(claim).casefold() or (root is not None and root.id.startswith(wanted))


def _states(seen: Views, claim: Claim) -> set[str]:
    return {seen.country(actor) for party in claim.parties for actor in seen.material.actors_of.get(party.mention, ())}


@click.command("propositions")
@dossier_option
@json_option
@limit_option
def propositions_command(folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List what is said once, who stands behind it independently, and what goes against it."""
    with opened(folder) as dossier:
        index = near(dossier) if limit is not None else None
        if index is not None and limit is not None:
            seen, shown, count = first_propositions(index, limit)
        else:
            seen = views(dossier)
            held = sorted(
                seen.material.propositions, key=lambda each: (-each.lower, -each.upper, -len(each.supporting), each.id)
            )
            shown, count = held[:limit], len(held)
    if as_json:
        print_json([proposition_row(seen, each) for each in shown])
        return
    names = {each.id: each.name for each in seen.material.roots}
    rows = [
        (
            each.id[:8],
            f"“{' '.join(each.says.split())}”",
            seen.kind(each.kind, each.sort),
            seen.count(each),
            ", ".join(f"{names[root]} {root[:8]}" for root in each.roots if root in names),
            str(len(each.denying)) if each.denying else "",
            str(len(each.qualifying)) if each.qualifying else "",
            f"{each.belief:.2f}",
        )
        for each in shown
    ]
    print_table(
        title_of(len(shown), count, "propositions"),
        ("id", "what is said", "what", "independent roots", "roots", "against", "qualified", "belief"),
        rows,
    )


@click.command("problems")
@dossier_option
@json_option
@limit_option
def problems_command(folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List what could not be read, and what to do about it: faults first, then notes."""
    with opened(folder) as dossier:
        index = near(dossier)
        every = sorted(
            dossier.problems(), key=lambda each: (_SEVERITY[each.severity], each.code, each.about, each.says, each.id)
        )
        held = every[:limit]
        about = [each.span.document if each.span else each.about for each in held]
        documents = dossier.documents() if index is None else index.among("documents", about)
    if as_json:
        print_json(held)
        return
    paper, rows = {each.id: each for each in documents}, []
    for each in held:
        document = paper.get(each.span.document if each.span else each.about)
        where = document.gathered_from if document else each.about
        words = f" “{quoted(each.span, limit=120)}”" if each.span is not None else ""
        if document is not None and each.span is not None:
            where = address(each.span, document)
        rows.append((each.id[:8], each.severity.value, each.code, where, f"{each.says}{words}"))
    print_table(title_of(len(held), len(every), "problems"), ("id", "severity", "code", "about", "what to do"), rows)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@dossier_option
@json_option
@limit_option
def search_command(words: tuple[str, ...], folder: Path, *, as_json: bool, limit: int | None) -> None:
    """Find documents and claims by their words."""
    with opened(folder) as dossier:
        found = dossier.search(" ".join(words), limit=limit or 20)
    if as_json:
        print_json(found)
        return
    print_table(
        f"{len(found)} found", ("id", "what", "words"), [(each.id[:8], each.table, each.words) for each in found]
    )
