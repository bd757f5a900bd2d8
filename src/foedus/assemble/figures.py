"""Which claims of one thing have another figure or date than most, and what that makes of them.

Claims that say the same and the ledger of roots enter; for each claim that cannot stand beside the others, the clash
leaves. Another root with another figure denies; one root told with two figures was changed on its way, and who tells it
otherwise qualifies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assemble.compatible import clashing, dates_clash, retold_otherwise
from foedus.terms import Disagreement, RootNature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.assemble.content import Content
    from foedus.assemble.counting import Ledger

_NUMERAL = re.compile(r"\d+")
MOST_COMPARED = 200  # claims of one thing beyond which the first is taken for what most say
MOST_HELD = 40  # claims of the camp that each other claim is held against


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What of a claim cannot be right if most are, and whether it is another root that says so."""

    respect: Disagreement
    because: str
    is_denial: bool


def camp(main: list[Content], ledger: Ledger) -> dict[str, Clash]:
    """For each claim that clashes with those that most roots agree with, the clash, by the claim's id."""
    apart: dict[str, Clash] = {}
    held: list[Content] = []
    told: list[tuple[Content, Clash]] = []
    ordered = _ordered(main, ledger)
    for each in ordered:
        found = next((clash for other in held if (clash := _between(other, each, ledger)) is not None), None)
        if found is not None:
            apart[each.claim.id] = found
            told.append((each, found))
        elif len(held) < MOST_HELD and (each.claim.quantities or each.claim.when or each.numerals):
            held.append(each)
    for each in ordered[1:] if told else ():
        if each.claim.id not in apart:
            like = next((clash for other, clash in told[:MOST_HELD] if _says_as(each, other, held)), None)
            if like is not None:
                apart[each.claim.id] = like
    return apart


def _says_as(each: Content, other: Content, held: list[Content]) -> bool:
    """Whether a claim has the words, or the figure and none of the others', of one that clashes."""
    if each.stems == other.stems:
        return True
    ours = set[str]().union(*(one.numerals for one in held if one is not each))
    return bool(each.numerals & (other.numerals - ours)) and not each.numerals & ours


def _ordered(main: list[Content], ledger: Ledger) -> list[Content]:
    """The claims, those first with whose figures and date most roots agree, then most documents; then the earliest."""
    if len(main) > MOST_COMPARED:
        return main
    agreeing = {each.claim.id: _agreement(each, main, ledger) for each in main}
    return sorted(
        main,
        key=lambda one: (
            agreeing[one.claim.id],
            not _is_exact(one),
            one.claim.when is None,
            ledger.age(one.claim.document),
            one.claim.id,
        ),
    )


def _agreement(one: Content, main: Iterable[Content], ledger: Ledger) -> tuple[int, int, int]:
    """How many named roots, roots and documents agree with it, as numbers that are the lower the more there are.

    Who gives no figure agrees with none; a paper's own voice, which may have its figure from anybody, outvotes nobody
    who is named.
    """
    same = [other for other in main if _agree(one, other)]
    named = {_root(other, ledger) for other in same if _is_named(other, ledger)}
    return -len(named), -len({_root(other, ledger) for other in same}), -len({other.claim.document for other in same})


def _agree(one: Content, other: Content) -> bool:
    if one.claim.quantities:
        return bool(other.claim.quantities) and clashing(one, other) is None
    return not one.numerals or bool(one.numerals & other.numerals)


def _is_named(each: Content, ledger: Ledger) -> bool:
    root = ledger.root_of.get(each.claim.id)
    return root is not None and root.nature is not RootNature.OUTLET


def _is_exact(one: Content) -> bool:
    return any(figure.low is not None and figure.low == figure.high for figure in one.claim.quantities)


def _between(leading: Content, each: Content, ledger: Ledger) -> Clash | None:
    """What of the second claim clashes with the first."""
    figures = _figures(leading, each, ledger)
    if figures is not None:
        return _clash(leading, each, Disagreement.QUANTITY, told=figures, ledger=ledger)
    if dates_clash(leading.claim, each.claim):
        return _clash(leading, each, Disagreement.DATE, told=(_written(each), _written(leading)), ledger=ledger)
    return None


def _clash(leading: Content, each: Content, respect: Disagreement, *, told: tuple[str, str], ledger: Ledger) -> Clash:
    is_denial = _root(leading, ledger) != _root(each, ledger)
    where = "another root has" if is_denial else "the same root is told with"
    return Clash(respect=respect, because=f"“{told[0]}” where {where} “{told[1]}”", is_denial=is_denial)


def _figures(leading: Content, each: Content, ledger: Ledger) -> tuple[str, str] | None:
    """The figure of the second claim and that of the first, as written, where they cannot both be right."""
    clash = clashing(leading, each)
    if clash is not None:
        both = _NUMERAL.findall(clash[0].span.text), _NUMERAL.findall(clash[1].span.text)
        given = any(set(some) & other.numerals for some, other in zip(both, (each, leading), strict=True))
        return None if given else (clash[1].span.text, clash[0].span.text)
    return retold_otherwise(each.claim, leading.claim) if ledger.retold.meet(leading.claim, each.claim) else None


def _root(each: Content, ledger: Ledger) -> str:
    root = ledger.root_of.get(each.claim.id)
    return root.id if root is not None else each.claim.id


def _written(each: Content) -> str:
    return each.claim.when.written if each.claim.when else ""
