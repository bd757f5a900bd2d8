"""Records enter; rows leave as programs take them: docs/commands.md has the shape of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.evaluate.answers import Answers
from foedus.values import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foedus.assemble import Leaned
    from foedus.material import Material
    from foedus.records import Claim, Copy, Drift, Objection, Proposition, Root
    from foedus.show.views import Views
    from foedus.values import Cell

Row = dict[str, object]


def file_of(material: Material, claim: str) -> str:
    """The file that a claim stands in."""
    return material.document[material.claim[claim].document].gathered_from


def claim_row(seen: Views, claim: Claim) -> Row:
    """A claim as programs take it."""
    document = seen.material.document[claim.document]
    answers = Answers(material=seen.material)
    root = seen.material.root_of.get(claim.id)
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
        "root_id": root.id if root is not None else None,
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


def proposition_row(seen: Views, proposition: Proposition) -> Row:
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
                "document": file_of(material, identity),
                "quote": material.claim[identity].evidence.text,
                "stance": stance,
                "respect": objection.respect if objection else None,
                "because": objection.because if objection else None,
            }
            for stance, identity, objection in stances
        ],
        "roots": [roots[each].name for each in proposition.roots if each in roots],
        "root_ids": list(proposition.roots),
        "lower": proposition.lower,
        "upper": proposition.upper,
        "outlets": proposition.outlets,
        "unknown": proposition.unknown,
        "belief": proposition.belief,
        "refines": list(proposition.refines),
    }


def root_row(root: Root, files: Iterable[str]) -> Row:
    """A root as programs take it, with the files that its claims stand in."""
    return {
        "id": root.id,
        "name": root.name,
        "nature": root.nature,
        "organisation": root.organisation,
        "names": list(root.names),
        "claims": list(root.claims),
        "documents": [*files],
        "in_dossier": root.is_read,
        "upstream": root.upstream,
        "because": root.because,
    }


def copy_row(material: Material, copy: Copy) -> Row:
    """A pair of documents of which one relies on the other, as programs take it."""
    return {
        "id": copy.id,
        "a": material.document[copy.first].gathered_from,
        "b": material.document[copy.second].gathered_from,
        "strength": copy.strength,
        "direction": copy.direction,
        "share": copy.share,
        "because": copy.because,
    }


def drift_row(material: Material, drift: Drift) -> Row:
    """A change between two tellings, as programs take it."""
    return {
        "id": drift.id,
        "change": drift.change,
        "says": drift.says,
        "proposition": drift.proposition,
        "earlier": _end(material, drift.earlier, drift.before.text),
        "later": _end(material, drift.later, drift.after.text),
    }


def _end(material: Material, claim: str, words: str) -> Row:
    return {"claim": claim, "document": file_of(material, claim), "words": words}


def leaned_row(leaned: Leaned) -> Row:
    """A root that is leaned on and not read, as programs take it."""
    return {
        "id": leaned.root.id,
        "name": leaned.root.name,
        "nature": leaned.root.nature,
        "alone": leaned.alone,
        "propositions": leaned.propositions,
        "claims": leaned.claims,
        "outlets": leaned.outlets,
    }


def receipt(cells: Sequence[Cell]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """A check's cells as a table: the columns, and a row wherever the first column comes again."""
    rows: list[dict[str, str]] = []
    for each in cells:
        if not rows or each.column == cells[0].column:
            rows.append({})
        rows[-1][each.column] = each.value
    columns = tuple(dict.fromkeys(each.column for each in cells))
    return columns, [tuple(row.get(name, "") for name in columns) for row in rows]
