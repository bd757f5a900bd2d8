"""The dyads of a dossier, and the assessment of each: one record for each indicator, and one for the whole.

Propositions, checks and roots enter; `Assessment` records leave, first the whole, then the indicators in the
framework's order.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assess.evidence import gathering
from foedus.assess.framework import alignment
from foedus.assess.ladder import Rating, Standing, behind, named_bounds, rate, rung
from foedus.assess.world import country_of
from foedus.records import Assessment
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from foedus.assess.evidence import Ground
    from foedus.assess.framework import Framework
    from foedus.assess.roots import Source
    from foedus.material import Material
    from foedus.records import Proposition

METHOD = "stages of {name}; docs/ladder.md; rule 2"


def dyads(material: Material) -> tuple[tuple[str, str], ...]:
    """The pairs of states that propositions are about, each in alphabetical order, the pairs too."""
    found: set[tuple[str, str]] = set()
    for each in material.propositions:
        states = {country_of(actor) for actor in (*each.initiators, *each.targets, *each.others)}
        found.update(combinations(sorted(state for state in states if state is not None), 2))
    return tuple(sorted(found))


def assess(material: Material, dyad: tuple[str, str], framework: Framework | None = None) -> Iterator[Assessment]:
    """Yield how far the relation has come, with grounds, counter-grounds and independent roots.

    Where nothing is told of an indicator it is not known, never not reached.
    """
    chosen = framework or alignment()
    pair = ordered(dyad)
    ratings = rate(gathering(material, chosen).grounds(pair), chosen)
    yield _whole(pair, ratings, chosen)
    for each in ratings:
        yield _single(pair, each, chosen)


def ordered(dyad: tuple[str, str]) -> tuple[str, str]:
    """The two in alphabetical order."""
    return (dyad[0], dyad[1]) if dyad[0] <= dyad[1] else (dyad[1], dyad[0])


def _whole(pair: tuple[str, str], ratings: tuple[Rating, ...], framework: Framework) -> Assessment:
    staged = tuple(each for each in ratings if each.indicator.stage is not None)
    found = rung({each.indicator.id: each.standing for each in ratings}, framework)
    pro = tuple(ground for each in staged for ground in each.pro)
    con = tuple(ground for each in staged for ground in each.con)
    lines = [_footing((*pro, *con)), *(f"{each.indicator.name}: {each.standing}" for each in staged)]
    if not framework.stages:
        lines.insert(0, "the framework has no stages")
    lower, upper = named_bounds(pro)
    since, until = _extent(pro, con)
    return Assessment(
        id=fingerprint("assessment", *pair, framework.id, "", found.words, *_ids(pro), "|", *_ids(con)),
        dyad=pair,
        framework=framework.id,
        dimension="stage",
        indicator=None,
        since=since,
        until=until,
        reached=found.words,
        low=found.low,
        high=found.high,
        grounds=_ids(pro),
        counter_grounds=_ids(con),
        lower=lower,
        upper=upper,
        says="\n".join((f"{found.words}: {lines[0]}", *lines[1:])),
        method=_method(framework),
    )


def _single(pair: tuple[str, str], rating: Rating, framework: Framework) -> Assessment:
    indicator, standing = rating.indicator, rating.standing
    lower, upper = named_bounds(rating.pro or rating.con)
    since, until = _extent(rating.pro, rating.con)
    pro, con = _ids(rating.pro), _ids(rating.con)
    lines = [f"{indicator.name}: {standing}. {_footing((*rating.pro, *rating.con))}"]
    if rating.apart:
        count = len(_ids(rating.apart))
        apart = "stands one proposition that is" if count == 1 else f"stand {count} propositions that are"
        lines.append(f"apart {apart} planned, feared, merely possible or long past")
    low, high = _span(standing)
    return Assessment(
        id=fingerprint("assessment", *pair, framework.id, indicator.id, standing, *pro, "|", *con),
        dyad=pair,
        framework=framework.id,
        dimension=indicator.dimension,
        indicator=indicator.id,
        since=since,
        until=until,
        reached=standing,
        low=low,
        high=high,
        grounds=pro,
        counter_grounds=con,
        lower=lower,
        upper=upper,
        says="\n".join(lines),
        method=_method(framework),
    )


def _span(standing: Standing) -> tuple[str | None, str | None]:
    if standing is Standing.NOT_KNOWN:
        return None, None
    if standing is Standing.DISPUTED:
        return Standing.NOT_REACHED, Standing.REACHED
    return standing, standing


def _footing(grounds: tuple[Ground, ...]) -> str:
    """On how many roots it rests; when it is one, which."""
    if not grounds:
        return "nothing in the dossier speaks of it"
    roots = behind(grounds)
    rows = len({each.about for each in grounds if each.source is None})
    beside = f"; {rows} {'check' if rows == 1 else 'checks'} against the record beside it" if rows else ""
    return f"rests on {_count(roots, named_bounds(grounds)[0])}{beside}"


def _count(roots: tuple[Source, ...], independent: int) -> str:
    named = [each.name for each in roots if each.is_named]
    unnamed = len(roots) - len(named)
    if len(roots) == 1:
        return f"one root, {roots[0].name}{'' if named else ', which the texts do not name'}"
    also = f" and {unnamed} that the texts do not name" if unnamed else ""
    if not named:
        return f"no named root, only on {unnamed} that the texts do not name"
    if len(named) == 1:
        return f"one named root, {named[0]},{also}"
    if independent <= 1:
        return f"one independent root: {', '.join(named)} rely on one another{also}"
    return f"{independent} independent named roots{also}"


def _ids(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.about for each in grounds))


def _extent(*sides: tuple[Ground, ...]) -> tuple[date | None, date | None]:
    """The first and the last day that the grounds tell of."""
    told: list[Proposition] = [ground.proposition for side in sides for ground in side]
    starts = [each.when.since for each in told if each.when is not None and each.when.since is not None]
    ends = [each.when.until for each in told if each.when is not None and each.when.until is not None]
    return min(starts, default=None), max(ends, default=None)


def _method(framework: Framework) -> str:
    note = f"; {framework.note}" if framework.note else ""
    return METHOD.format(name=framework.name) + note
