"""What a statement asserts, of all that it says.

The words of a statement enter; those of its clauses that assert something leave, without what only stands beside them:
a concession, a circumstance put first, a relative clause, what the reader is reminded of. A dataset is asked about
what is asserted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Where one clause ends and another may begin.
PAUSE = r"\s*(?:[,;:]|\s[–—-]\s|—|\((?=\w)|\))\s*"
TURN = r"\s+(?=(?:but|yet|whereas|although|though|even though)\s)"
BOUNDARY = re.compile(f"{PAUSE}|{TURN}")
# How a clause begins that only stands beside what is asserted.
ASIDE = re.compile(
    r"(?:and |but |yet )?(?:for all\b|(?:even )?(?:though|as|if)\b|although\b|(?:in spite|regardless) of\b|despite\b"
    r"|notwithstanding\b|whil(?:e|st)\b|whereas\b"
    r"|(?:what|how|who|when)ever\b|no matter\b|after\b|before\b|when\b|once\b"
    r"|until\b|having\b|being\b|with(?:out)?\b|following\b|given\b|unlike\b|like\b|besides\b|apart from\b|far from\b"
    r"|contrary to\b|rather than\b|instead of\b|not (?:counting|to mention)\b|who\b|whom\b|whose\b|which\b|where\b"
    r"|because of\b|thanks to\b|in defiance of\b|amid\b|against (?:all|the)\b"
    r"|to (?:the|everyone's|general) (?:surprise|relief)\b)",
    re.IGNORECASE,
)
# A relative clause without a comma: "the fighter that Russia had delivered".
RELATIVE = re.compile(r"(?<!\bit was )(?<=\w)\s+(?:that|which|who|whom)\s[^,.;]*")


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of the text, in their order.

    >>> clauses("Although they had quarrelled, they were not at war.")
    ('Although they had quarrelled', 'they were not at war')
    """
    return tuple(each for each in (part.strip(" .!?") for part in BOUNDARY.split(text)) if each)


def asserted(text: str, speaks: Callable[[str], bool]) -> str:
    """The clauses that assert something about what is spoken of; the whole text where none can be told from the rest.

    >>> asserted("For all the money that it cost, they shared a border.", lambda each: "border" in each)
    'they shared a border'
    """
    main = [each for each in clauses(text) if not ASIDE.match(each)]
    return ", ".join(main) if any(speaks(each) for each in main) else text


def without_relatives(text: str) -> str:
    """The text without the clauses that describe a thing in it.

    >>> without_relatives("They copied the fighter that Ruritania had delivered.")
    'They copied the fighter.'
    """
    return RELATIVE.sub("", text)
