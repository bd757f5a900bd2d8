"""Two claims or propositions that a person names enter; the judgement that they say the same, or do not, leaves.

A proposition stands for the claim that tells it. So the judgement is on words at their places, and holds when the
proposition has another id, or none, after the next run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.errors import RequestError
from foedus.records import Claim, Judgement, Proposition, judgement
from foedus.terms import CLAIM_IS_CLAIM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from foedus.terms import Opinion

    Fetch = Callable[[Iterable[str]], Sequence[Claim]]


class NothingBeside(RequestError):
    """There is no second claim that the first could be the same as, or not."""

    def __init__(self) -> None:
        super().__init__("a claim is compared with another: name a proposition that other claims support too.")


def on_sameness(
    first: Claim | Proposition,
    second: Claim | Proposition,
    opinion: Opinion,
    *,
    by: str,
    because: str,
    fetch: Fetch,
) -> Judgement:
    """The judgement that the two say the same, or do not; `fetch` has the claims of ids.

    Raises:
        NothingBeside: both come to one claim.
    """
    besides = first if isinstance(first, Claim) else second if isinstance(second, Claim) else None
    here = _telling(first, fetch, besides=besides)
    there = _telling(second, fetch, besides=besides or here)
    if here is None or there is None or here.evidence == there.evidence:
        raise NothingBeside
    return judgement(
        about=CLAIM_IS_CLAIM,
        subject=here.evidence.key,
        candidate=there.evidence.key,
        opinion=opinion,
        by=by,
        because=because,
        evidence=here.evidence,
    )


def _telling(held: Claim | Proposition, fetch: Fetch, *, besides: Claim | None = None) -> Claim | None:
    """The claim in whose words the proposition is told, else the first that supports it; another than `besides`."""
    if isinstance(held, Claim):
        return held
    known = sorted(fetch(held.supporting), key=lambda each: each.id)
    others = [each for each in known if besides is None or each.evidence != besides.evidence]
    told = " ".join(held.says.split())
    return min(others, key=lambda each: (" ".join(each.evidence.text.split()) != told, each.id), default=None)
