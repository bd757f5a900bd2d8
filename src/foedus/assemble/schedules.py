"""Two dates for the beginning or the end of one thing, which happens once.

Contents with a likeness enter; oppositions leave. Claims with dates that are months apart are not taken for one thing,
since most things happen again; but what opens or ends does so on one day, so that two claims that are alike but for
their dates go against each other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.assemble.compatible import dates_clash
from foedus.assemble.content import stem, words
from foedus.assemble.lexicon import lexicon
from foedus.assemble.likeness import summed
from foedus.assemble.meetings import within
from foedus.assemble.oppositions import Opposition
from foedus.terms import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

ALIKE = -1.0  # log-odds, dates aside, from which two claims tell of one beginning or end
MOST_MET = 40  # claims of one telling stem that are held against each other
_DATES = ("other time", "another occasion")


def schedules(contents: list[Content], likeness: Likeness) -> Iterator[Opposition]:
    """Each pair of claims that date one beginning or end otherwise, in the order of their ids."""
    verbs = {stem(word) for word in lexicon().scheduled}
    holding: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(contents):
        if each.claim.when is not None and not each.negative and _is_scheduled(each, verbs):
            for told in each.stems - verbs:
                holding[told].append(place)
    for pair in within((each[:MOST_MET] for each in holding.values()), len(contents)):
        first, second = (contents[each] for each in divmod(int(pair), len(contents)))
        if not dates_clash(first.claim, second.claim):
            continue
        features = likeness.features(first, second)
        if summed({name: value for name, value in features.items() if name not in _DATES}) >= ALIKE:
            here, there = (each.claim.when.written for each in (first, second) if each.claim.when)
            because = f"of one thing one says “{here}”, the other “{there}”"
            yield Opposition(first=first, second=second, respect=Disagreement.DATE, because=because)


def _is_scheduled(each: Content, verbs: set[str]) -> bool:
    """Whether what the claim says of something is that it begins or ends."""
    predicate = each.claim.predicate
    told = words(predicate.text if predicate is not None else each.claim.evidence.text)
    return any(stem(word) in verbs for word in told)
