"""The commands that ask: what the dossier holds, claims, sources, propositions, a relation, drift, problems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.assemble import unread
from foedus.assess import sensitivity
from foedus.evaluate.answers import Answers
from foedus.read.dates import iso
from foedus.show.brief import state
from foedus.show.terminal import dossier_option, json_option, limit_option, opened, print_json, print_table, views
from foedus.show.views import address, period, quoted
from foedus.terms import Severity
from foedus.trace import lineage_svg

if TYPE_CHECKING:
    from foedus.material import Material
    from foedus.records import Claim, Objection, Proposition
    from foedus.show.views import Views


@click.command("show")
@dossier_option
@json_option
def show_command(folder: Path, *, as_json: bool) -> None:
    """Say what the dossier holds, and where to look next."""
    with opened(folder) as dossier:
        material, problems, assessments = dossier.material(), dossier.problems(), dossier.assessments()
    counts = {
        "documents": len(material.documents),
        "mentions": len(material.mentions),
        "claims": len(material.claims),
        "copies": len(material.copies),
        "roots": len(material.roots),
        "propositions": len(material.propositions),
        "drifts": len(material.drifts),
        "checks": len(material.checks),
        "assessments": len(assessments),
        "notes": sum(each.severity is Severity.NOTE for each in problems),
        "faults": sum(each.severity is Severity.FAULT for each in problems),
    }
    if as_json:
        print_json(counts)
        return
    print_table(f"Dossier {folder}", ("what", "how many"), [(name, str(count)) for name, count in counts.items()])
    click.echo("Next: foedus propositions, foedus sources, foedus relation CHN RUS, foedus why ID.")


def claim_row(seen: Views, claim: Claim) -> dict[str, object]:
    """A claim as programs take it."""
    document = seen.material.document[claim.document]
    answers = Answers(material=seen.material)
    return {
        "id": claim.id,
        "document": document.gathered_from,
        "publisher": seen.publisher(document),
        "quote": claim.evidence.text,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "sort": claim.sort,
        "kind": claim.kind,
        "status": claim.status,
        "parties": seen.parties(claim),
        "actors": list(answers.actors(claim)),
        "voices": [
            {
                "name": each.name,
                "nature": each.nature,
                "anonymity": each.anonymity,
                "words": each.span.text if each.span else None,
                "cue": each.cue.text if each.cue else None,
            }
            for each in claim.voices
        ],
        "root": seen.root(claim),
        "manner": claim.manner,
        "factuality": claim.factuality,
        "publisher_factuality": claim.publisher_factuality,
        "time": iso(claim.when) if claim.when else None,
        "quantities": [each.span.text for each in claim.quantities],
        "cues": [{"words": each.span.text, "signals": each.signals} for each in claim.cues],
        "damaged": claim.damaged,
        "confidence": claim.confidence,
        "read_by": claim.read_by,
    }


@click.command("claims")
@click.option("--of", "actor", help="Only claims with this state as a party.")
@click.option("--root", "root_name", help="Only claims on this root's word.")
@dossier_option
@json_option
@limit_option
def claims_command(actor: str | None, root_name: str | None, folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List claims: who, what, to whom, on whose word, how sure, in which words."""
    with opened(folder) as dossier:
        seen = views(dossier)
    held = sorted(
        seen.material.claims,
        key=lambda each: (seen.material.document[each.document].gathered_from, each.evidence.start, each.evidence.end),
    )
    if actor is not None:
        code = state(seen, actor)
        held = [each for each in held if code in _states(seen, each)]
    if root_name is not None:
        held = [each for each in held if root_name.casefold() in seen.root(each).casefold()]
    shown = held[:limit]
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
    print_table(f"{len(held)} claims", ("id", "who", "what", "words", "on whose word", "how sure", "when"), rows)


def _states(seen: Views, claim: Claim) -> set[str]:
    return {seen.country(actor) for party in claim.parties for actor in seen.material.actors_of.get(party.mention, ())}


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
        svg.write_text(lineage_svg(seen.material), encoding="utf-8")
        click.echo(f"wrote {svg}", err=True)
        return
    if copies:
        _print_copies(seen, as_json=as_json)
    else:
        _print_roots(seen, as_json=as_json)


def _print_copies(seen: Views, *, as_json: bool) -> None:
    files = {each.id: each.gathered_from for each in seen.material.documents}
    rows = [
        {
            "id": each.id,
            "a": files[each.first],
            "b": files[each.second],
            "strength": each.strength,
            "direction": each.direction,
            "share": each.share,
            "because": each.because,
        }
        for each in seen.material.copies
    ]
    rows.sort(key=lambda each: (str(each["a"]), str(each["b"])))
    if as_json:
        print_json(rows)
        return
    print_table(
        f"{len(rows)} copies",
        ("id", "first", "second", "strength", "direction", "because"),
        [
            (
                str(each["id"])[:8],
                str(each["a"]),
                str(each["b"]),
                str(each["strength"]),
                str(each["direction"]),
                str(each["because"]),
            )
            for each in rows
        ],
    )


def _print_roots(seen: Views, *, as_json: bool) -> None:
    held = sorted(seen.material.roots, key=lambda each: (-len(each.claims), each.name, each.id))
    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "name": each.name,
                    "nature": each.nature,
                    "organisation": each.organisation,
                    "names": list(each.names),
                    "claims": list(each.claims),
                    "documents": sorted({_file(seen.material, claim) for claim in each.claims}),
                    "in_dossier": each.is_read,
                    "upstream": each.upstream,
                    "because": each.because,
                }
                for each in held
            ]
        )
        return
    rows = [
        (
            each.id[:8],
            each.name,
            seen.nature(each),
            str(len(each.claims)),
            ", ".join(sorted({_file(seen.material, claim) for claim in each.claims})),
            "yes" if each.is_read else "no",
            each.because,
        )
        for each in held
    ]
    print_table(
        f"{len(held)} roots", ("id", "root", "nature", "claims", "in documents", "in the dossier", "because"), rows
    )


def _file(material: Material, claim: str) -> str:
    return material.document[material.claim[claim].document].gathered_from


def proposition_row(seen: Views, proposition: Proposition) -> dict[str, object]:
    """A proposition as programs take it, each of its claims with file, quote and stance."""
    material = seen.material
    roots = {each.id: each for each in material.roots}
    stances: list[tuple[str, str, Objection | None]] = [("supports", each, None) for each in proposition.supporting]
    stances += [("denies", each.claim, each) for each in proposition.denying]
    stances += [("qualifies", each.claim, each) for each in proposition.qualifying]
    return {
        "id": proposition.id,
        "says": proposition.says,
        "sort": proposition.sort,
        "kind": proposition.kind,
        "initiators": list(proposition.initiators),
        "targets": list(proposition.targets),
        "others": list(proposition.others),
        "claims": [
            {
                "id": identity,
                "document": _file(material, identity),
                "quote": material.claim[identity].evidence.text,
                "stance": stance,
                "respect": objection.respect if objection else None,
                "because": objection.because if objection else None,
            }
            for stance, identity, objection in stances
        ],
        "roots": [roots[each].name for each in proposition.roots if each in roots],
        "lower": proposition.lower,
        "upper": proposition.upper,
        "outlets": proposition.outlets,
        "unknown": proposition.unknown,
        "belief": proposition.belief,
        "refines": list(proposition.refines),
    }


@click.command("propositions")
@dossier_option
@json_option
@limit_option
def propositions_command(folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List what is said once, who stands behind it independently, and what goes against it."""
    with opened(folder) as dossier:
        seen = views(dossier)
    held = sorted(
        seen.material.propositions, key=lambda each: (-each.lower, -each.upper, -len(each.supporting), each.id)
    )[:limit]
    if as_json:
        print_json([proposition_row(seen, each) for each in held])
        return
    rows = [
        (
            each.id[:8],
            f"“{' '.join(each.says.split())}”",
            each.kind or each.sort.value,
            seen.count(each),
            str(len(each.denying)) if each.denying else "",
            str(len(each.qualifying)) if each.qualifying else "",
            f"{each.belief:.2f}",
        )
        for each in held
    ]
    print_table(
        f"{len(held)} propositions",
        ("id", "what is said", "what", "independent roots", "against", "qualified", "belief"),
        rows,
    )


@click.command("relation")
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@dossier_option
@json_option
def relation_command(first: str, second: str, folder: Path, *, as_json: bool) -> None:
    """Assess the relation of two states: rungs with their receipts, and what would change them."""
    with opened(folder) as dossier:
        seen, assessments = views(dossier), dossier.assessments()
    low, high = sorted((state(seen, first), state(seen, second)))
    held = [each for each in assessments if each.dyad == (low, high)]
    swing = sensitivity(seen.material, (low, high))
    if as_json:
        print_json({"dyad": [low, high], "assessments": held, "sensitivity": swing})
        return
    if not held:
        click.echo(f"{low}-{high}: not known: no claim and no row in this dossier bears on it.")
        return
    for each in held:
        if each.indicator is None:
            click.echo(f"{each.says}  [{each.id[:8]}]")
    rows = [
        (each.id[:8], each.dimension, each.indicator or "", each.reached, f"{each.lower} to {each.upper}", each.says)
        for each in held
        if each.indicator is not None
    ]
    print_table(f"{low}-{high}: the ladder", ("id", "dimension", "indicator", "reached", "roots", "in words"), rows)
    for line in swing:
        click.echo(f"- {getattr(line, 'says', line)}")


@click.command("drift")
@dossier_option
@json_option
def drift_command(folder: Path, *, as_json: bool) -> None:
    """List what changed as a proposition was passed on: a hedge dropped, a number moved."""
    with opened(folder) as dossier:
        seen = views(dossier)
    if as_json:
        print_json(list(seen.material.drifts))
        return
    documents = seen.material.document
    rows = [
        (
            each.id[:8],
            each.change.value,
            f"“{quoted(each.before)}” ({address(each.before, documents[each.before.document])})",
            f"“{quoted(each.after)}” ({address(each.after, documents[each.after.document])})",
            each.says,
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
        print_json(
            [{"id": each.root.id, "name": each.root.name, "nature": each.root.nature, "alone": each.alone,
              "propositions": each.propositions, "claims": each.claims, "outlets": each.outlets} for each in held]
        )
        return
    rows = [
        (each.root.id[:8], each.root.name, seen.nature(each.root), str(each.alone), str(each.propositions),
         str(each.claims), str(each.outlets))
        for each in held
    ]
    print_table(
        "Leaned on and not read",
        ("id", "root", "nature", "propositions on it alone", "propositions", "claims", "outlets"),
        rows,
    )


@click.command("problems")
@dossier_option
@json_option
def problems_command(folder: Path, *, as_json: bool) -> None:
    """List what could not be read, and what to do about it: faults first, then notes."""
    with opened(folder) as dossier:
        material = dossier.material()
        held = sorted(dossier.problems(), key=lambda each: (each.severity.value, each.code, each.about, each.id))
    if as_json:
        print_json(held)
        return
    rows = []
    for each in held:
        document = material.document.get(each.about)
        words = f" “{quoted(each.span, limit=80)}”" if each.span is not None else ""
        rows.append(
            (
                each.id[:8],
                each.severity.value,
                each.code,
                document.gathered_from if document else each.about,
                f"{each.says}{words}",
            )
        )
    print_table(f"{len(held)} problems", ("id", "severity", "code", "about", "what to do"), rows)


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
