"""Whatever the words, dates, figures and quotations stand where they say they stand, and nothing raises."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from faults.baits import TOKENS
from foedus.read.dates import periods
from foedus.read.quantities import quantities
from foedus.read.quotations import quotations
from foedus.values import iso

_DATES = """Monday|last|next|March|Mar.|Sept|31|29 February|2024|1999|0000|10000|the 1990s|19th century|Q3|fiscal
|weeks
|three|a few|several|ago|since|until|by|between|from|to|and|in|on|the|mid-|early|end of|night|today|-|–|/|2024-03-15|
13/13/13|half of|year|decade|summer|BC|AD|'90s|’24|5th|May|may|Friday's|99999|
⅔|٣|²""".replace("\n", "").split("|")
_FIGURES = """$|US$|€|¥|£|5|3.5|1,000|1,00,000|.5|5.|-|–|to|million|bn|m|tn|percent|%|per cent|dozens of|hundreds|nearly
|about|at least|~|+|or|and|troops|ships|killed|wounded
|km|miles|tons of|barrels a day|half|a third of|two-thirds|one|
twenty-one|two hundred and five|no|several|-strong|F-35|300,000|1e9|0x10|NaN|²|٣|⅔|½|１２|#1|No. 5|Article 5|2024|
(|)|of the|people|10:30|kWh|°""".replace("\n", "").split("|")
_QUOTES = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "‟",
    "''",
    "``",
    "he said",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "it’s",
    "’s",
    "s’",
    "(",
    ")",
    "[…]",
    "—",
    "A",
    "said: ",
    "word",
]


def grown(words: list[str]) -> st.SearchStrategy[str]:
    """Texts of these words, with baits and any characters among them."""
    pieces = st.one_of(st.sampled_from(words), st.sampled_from([each[:60] for each in TOKENS.values()]),
                       st.text(max_size=6))  # fmt: skip
    return st.lists(st.tuples(pieces, st.sampled_from((" ", " ", "", ", ", "\n"))), max_size=14).map(
        lambda pairs: "".join(piece + gap for piece, gap in pairs)
    )


@settings(max_examples=400, deadline=2000)
@given(grown(_DATES), st.sampled_from((None, date(2024, 3, 13), date.min, date.max, date(2000, 2, 29))))
def test_dates_stand_where_they_say(text: str, published_on: date | None) -> None:
    found = periods(text, published_on=published_on)
    for each in found:
        assert each.written == text[each.start : each.end] != ""
        assert each.period is None or iso(each.period)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@settings(max_examples=400, deadline=2000)
@given(grown(_FIGURES))
def test_figures_stand_where_they_say(text: str) -> None:
    found = quantities(text, document="d")
    for each in found:
        assert each.span.text == text[each.span.start : each.span.end] != ""
        assert each.low is None or each.high is None or each.low <= each.high
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))


@settings(max_examples=400, deadline=2000)
@given(grown(_QUOTES))
def test_quotations_stand_between_their_marks(text: str) -> None:
    whole = quotations(text, ((0, len(text)),))
    for each in whole:
        assert 0 <= each.start < each.end <= len(text)
        assert "\n" not in text[each.start : each.end]
    assert list(whole) == sorted(whole, key=lambda each: each.start)
    doubles = [each for each in whole if not each.single]
    assert all(one.end <= other.start for one, other in itertools.pairwise(doubles))
