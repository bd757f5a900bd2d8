"""Codes enter as CAMEO and PLOVER write them; the kinds of act and the actors that they stand for leave.

A code of CAMEO is read as no more than it says: `190`, "not specified below", is the root's own type, and a code that
no kind of ours is nearest to is that of the root above it. Roots 01 and 02, statements and
appeals, are no type of PLOVER.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World

ROOTS = 20  # of CAMEO
# States that CAMEO's country codes, of an older ISO 3166-1, write otherwise (GDELT's CAMEO.country.txt; unverified).
_STATES = {"ROM": "ROU", "TMP": "TLS"}
# Sectors that CAMEO calls otherwise than PLOVER.
_SECTORS = {"MED": "JRN", "HLH": "MED"}
_LONGEST = 3  # digits of a code below which only roots are


def kind_of_code(code: str, language: Language) -> str | None:
    """The id of the kind of PLOVER 2021 that a code of CAMEO stands for; None for what PLOVER has no type for.

    >>> from foedus.knowledge.language import load_language
    >>> [kind_of_code(each, load_language()) for each in ("190", "062", "1382", "010")]
    ['ASSAULT', 'COOPERATE', 'THREATEN.territory', None]
    """
    by_code = _by_code(
        language.fingerprint, tuple(sorted((each.id, each.cameo or "") for each in language.kinds.values()))
    )
    for each in dict.fromkeys((code, code[:_LONGEST], f"{code[:2]}0", code[:2])):
        held = by_code.get(each, ())
        whole = [one for one in held if "." not in one]
        if len(whole) == 1:
            return whole[0]
        told = {language.plover[one] for one in held}
        types = {one.partition(".")[0] for one in told}
        if len(types) == 1:
            is_exact = len(told) == 1 and code.startswith(each) and len(each) >= _LONGEST and each[2:] != "0"
            return told.pop() if is_exact else types.pop()
    types = {one.partition(".")[0] for key, held in by_code.items() if key.startswith(code[:2]) for one in held}
    return types.pop() if len(types) == 1 else None


@lru_cache(maxsize=1)
def _by_code(fingerprint: str, kinds: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG001
    """Ids of kinds by each code of CAMEO that is theirs."""
    found: dict[str, list[str]] = {}
    for kind, codes in kinds:
        for code in filter(None, codes.split("|")):
            found.setdefault(code, []).append(kind)
    return {code: tuple(held) for code, held in found.items()}


def actor_of_code(country: str, sector: str, world: World) -> str | None:
    """The id of the state, or of its part, with these codes; None for what is no state that we know.

    >>> from foedus.knowledge.world import load_world
    >>> actor_of_code("CHN", "MIL", load_world()), actor_of_code("ROM", "", load_world())
    ('CHN/MIL', 'ROU')
    """
    state = _STATES.get(country, country)
    if not state or world.country_of(state) != state:
        return None
    part = _SECTORS.get(sector, sector)
    return world.part(state, part).id if part in world.sectors else state
