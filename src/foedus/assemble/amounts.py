"""Two figures for one thing, in claims that were not taken for one because of their figures or their words.

Contents with a likeness enter; oppositions leave. Another figure makes two claims less alike, so that who tells of one
thing with two figures may stand in two propositions; they go against each other all the same where all else is alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.assemble.compatible import clashing, kinds_of, times_agree
from foedus.assemble.likeness import summed
from foedus.assemble.meetings import within
from foedus.assemble.oppositions import Opposition
from foedus.terms import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assemble.content import Content
    from foedus.assemble.counting import Ledger
    from foedus.assemble.likeness import Likeness

ALIKE = 0.0  # log-odds, figures aside, from which two claims count one thing
MOST_MET = 40  # claims that count the same things for one party that are held against each other
_YEAR = re.compile(r"(?:in )?(?:19|20)\d\d")
_FIGURES = ("other figure", "same figure", "same numeral")


def amounts(contents: list[Content], likeness: Likeness, ledger: Ledger) -> Iterator[Opposition]:
    """Each pair of claims on the word of two roots that give one thing two figures, in the order of their ids."""
    holding: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(contents):
        if each.claim.quantities and not each.negative and each.family != "wished":
            for key in _keys(each):
                holding[key].append(place)
    for pair in within((each[:MOST_MET] for each in holding.values()), len(contents)):
        first, second = (contents[each] for each in divmod(int(pair), len(contents)))
        clash = clashing(first, second) if _is_comparable(first, second, ledger) else None
        if clash is not None and _alike(first, second, likeness):
            because = f"of one thing one says “{clash[0].span.text}”, the other “{clash[1].span.text}”"
            yield Opposition(first=first, second=second, respect=Disagreement.QUANTITY, because=because)


def _keys(each: Content) -> Iterator[tuple[str, str]]:
    """What the claim counts, beside each of its parties; "" where it has none."""
    for figure in each.claim.quantities:
        counted = kinds_of(figure.counted or "") | ({figure.unit} if figure.unit else set())
        for thing in counted:
            yield from ((thing, actor) for actor in (each.actors or ("",)))


def _is_comparable(first: Content, second: Content, ledger: Ledger) -> bool:
    """Whether two roots tell it of one time, in two papers; a bare year tells of which year a figure is."""
    here, there = first.claim, second.claim
    roots = [root.id if (root := ledger.root_of.get(each.id)) else each.id for each in (here, there)]
    if here.document == there.document or roots[0] == roots[1]:
        return False
    years = [each.when is not None and _YEAR.fullmatch(each.when.written.strip()) is not None for each in (here, there)]
    return years[0] == years[1] and times_agree(here.when, there.when)


def _alike(first: Content, second: Content, likeness: Likeness) -> bool:
    """Whether, but for the figures, the two say the same; where another figure of theirs agrees, one may be a part."""
    features = likeness.features(first, second)
    return (
        not features["same figure"]
        and summed({name: value for name, value in features.items() if name not in _FIGURES}) >= ALIKE
    )
