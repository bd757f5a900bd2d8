"""A relation over time: what counts as an act, where it is placed, and that no root tells one act twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicle import Chronicle
from foedus.assess import Asked, By, Dating, Series, scale, series, timeline_svg
from foedus.assess.changes import Exposed, change_points
from foedus.assess.world import kinds_of_act
from foedus.errors import UnknownScale

PAIR = ("RUS", "UKR")
STATES = ("RUS", "UKR")


def over_time(lines: str | Chronicle, pair: tuple[str, str] = PAIR, **asked: object) -> Series:
    held = lines if isinstance(lines, Chronicle) else Chronicle().tell(lines)
    return series(held.material, pair, held.ids, Asked(**asked))


def placed(found: Series) -> dict[str, tuple[int, int, int]]:
    """Claims, acts by named roots and acts by all roots, of each period that has any."""
    return {
        f"{each.since:%Y-%m}": (each.acts.claims, each.acts.low, each.acts.high)
        for each in found.points
        if each.acts.claims
    }


@pytest.mark.parametrize(
    "said",
    ["CT-", "PS+", "UU", "PR-", "intent", "forecast", "judgement", "recommendation", "demand", "threat", "denial",
     "denied", "cancelled", "proposed"],
)  # fmt: skip
def test_what_is_denied_feared_planned_or_foreseen_is_no_act(said: str) -> None:
    found = over_time(f"2022-03-04 | RUS > UKR | COOPERATE.exercise | Strelsau Wire | {said}")
    assert found.total.claims == 0


@pytest.mark.parametrize("said", ["", "PR+", "delivered", "agreed", "under way"])
def test_what_is_told_as_done_is_an_act(said: str) -> None:
    found = over_time(f"2022-03-04 | RUS > UKR | COOPERATE.exercise | Strelsau Wire | {said}")
    assert placed(found) == {"2022-03": (1, 1, 1)}


def test_an_offer_is_an_act_of_words_though_what_is_offered_is_only_proposed() -> None:
    assert placed(over_time("2022-03-04 | RUS > UKR | AGREE.finance | A | proposed")) == {"2022-03": (1, 1, 1)}


def test_an_act_that_fits_no_kind_has_no_place() -> None:
    assert over_time("2022-03-04 | RUS > UKR | OTHER | A").total.claims == 0


def test_forty_outlets_that_repeat_one_root_are_one_act() -> None:
    found = over_time("\n".join(["2022-03-04 | RUS > UKR | ASSAULT | Meridian Institute | p1"] * 40))
    assert placed(found) == {"2022-03": (40, 1, 1)}


def test_one_day_and_kind_of_one_root_is_one_act_though_it_was_not_joined() -> None:
    found = over_time(
        """
        2022-03-04 | RUS > UKR | ASSAULT | A | p1
        2022-03-04 | RUS > UKR | ASSAULT | A | p2
        2022-03-05 | RUS > UKR | ASSAULT | A | p3
        2022-03-04 | UKR > RUS | ASSAULT | A | p4
        """
    )
    assert placed(found) == {"2022-03": (4, 3, 3)}


def test_who_met_whom_is_one_meeting() -> None:
    found = over_time(
        """
        2021-06-16 | RUS > UKR | CONSULT | A | p1
        2021-06-16 | UKR > RUS | CONSULT | A | p2
        """
    )
    assert placed(found) == {"2021-06": (2, 1, 1)}


def test_the_most_exact_date_of_a_root_counts() -> None:
    found = over_time(
        """
        2022       | RUS > UKR | ASSAULT | A | p1
        2022-03-04 | RUS > UKR | ASSAULT | A | p1
        -          | RUS > UKR | ASSAULT | A | p1
        """
    )
    assert placed(found) == {"2022-03": (1, 1, 1)}
    assert (found.year_only[0].acts.claims, found.year_only[0].acts.high) == (1, 0)
    assert (found.undated.claims, found.undated.high) == (1, 0)


def test_a_root_that_is_not_named_counts_in_the_upper_bound_only() -> None:
    found = over_time(
        """
        2022-03-04 | RUS > UKR | ASSAULT | A | p1
        2022-03-04 | RUS > UKR | ASSAULT | someone | p1
        """
    )
    assert placed(found) == {"2022-03": (2, 1, 2)}


def test_what_has_no_date_or_a_wide_one_is_counted_apart() -> None:
    found = over_time(
        """
        -          | RUS > UKR | ASSAULT | A
        2014..2016 | RUS > UKR | ASSAULT | B
        2014..     | RUS > UKR | ASSAULT | C
        2015       | RUS > UKR | ASSAULT | D
        """
    )
    assert (found.undated.high, found.wide.high, placed(found)) == (1, 2, {})
    assert [each.since.year for each in found.year_only] == [2015]
    assert placed(over_time("2015 | RUS > UKR | ASSAULT | D", by=By.YEAR)) == {"2015-01": (1, 1, 1)}


def test_no_day_of_publication_stands_in_for_the_day_of_the_event() -> None:
    held = Chronicle().tell("- | RUS > UKR | ASSAULT | A", published="2022-04-01")
    assert placed(over_time(held)) == {}
    assert placed(over_time(held, dating=Dating.PUBLICATION)) == {"2022-04": (1, 1, 1)}


def test_silence_is_told_from_not_having_read() -> None:
    held = Chronicle().tell("2022-01-10 | RUS > UKR | ASSAULT | A", published="2022-02-01").read("2022-05-01")
    found = over_time(held)
    assert [(f"{each.since:%m}", each.documents, each.is_silent, each.is_unread) for each in found.points] == [
        ("01", 0, False, True), ("02", 1, True, False), ("03", 0, False, True), ("04", 0, False, True),
        ("05", 1, True, False),
    ]  # fmt: skip


def test_a_document_that_was_not_read_counts_nowhere() -> None:
    held = Chronicle().read("2022-05-01", "2022-05-02")
    (point,) = series(held.material, PAIR, frozenset({"d1"}), Asked()).points
    assert point.documents == 1


def test_direction_is_kept() -> None:
    lines = """
        2022-03-04 | RUS > UKR | ASSAULT | A
        2022-03-05 | UKR > RUS | SANCTION | A
        2022-03-06 | RUS & UKR | CONSULT | A
        """
    assert placed(over_time(lines)) == {"2022-03": (3, 3, 3)}
    assert placed(over_time(lines, directed=True)) == {"2022-03": (2, 2, 2)}
    assert placed(over_time(lines, ("UKR", "RUS"), directed=True)) == {"2022-03": (2, 2, 2)}


@pytest.mark.parametrize(
    ("who", "kind", "counts"),
    [
        ("RUS & UKR", "COOPERATE.exercise", 1),
        ("RUS & UKR", "ASSAULT", 0),  # whom they assaulted is not told
        ("RUS & UKR > POL", "COOPERATE", 0),  # done together towards a third
        ("RUS & POL > UKR", "SANCTION", 1),
    ],
)
def test_who_stands_against_whom(who: str, kind: str, counts: int) -> None:
    assert over_time(f"2022-03-04 | {who} | {kind} | A").total.claims == counts


def test_a_conflict_that_is_said_to_be_mutual_is_one_of_both() -> None:
    assert over_time('2022-03-04 | RUS & UKR | ASSAULT | A | "they shelled each other"').total.claims == 1


def test_quads_modes_and_scale() -> None:
    (point,) = over_time(
        """
        2022-03-04 | RUS > UKR | COOPERATE.exercise | A
        2022-03-05 | RUS > UKR | ACCUSE | A | denied by another
        2022-03-06 | RUS > UKR | ASSAULT.invade | someone
        """
    ).points
    assert {quad: count.high for quad, count in point.quads.items()} == {
        "verbal cooperation": 0, "material cooperation": 1, "verbal conflict": 1, "material conflict": 1,
    }  # fmt: skip
    assert {mode: count.high for mode, count in point.modes.items()} == {"exercise": 1, "invade": 1}
    assert (point.cooperation.low, point.conflict.low, point.conflict.high) == (6.8, -2.0, -11.3)
    assert (point.mean, point.denied, point.unweighed) == (-1.5, 1, 0)


def test_an_accusation_weighs_against_on_both_scales() -> None:
    accuse = kinds_of_act()["ACCUSE"]
    assert (scale("plover").of(accuse), scale("goldstein").of(accuse)) == (-2.0, -2.0)


def test_both_scales_agree_with_the_quad_class_of_every_kind() -> None:
    for each in kinds_of_act().values():
        for name in ("plover", "goldstein"):
            value = scale(name).of(each)
            assert value is None or (value > 0) == each.quad.endswith("cooperation"), (name, each.id)


def test_goldstein_weighs_every_kind_that_has_a_code() -> None:
    assert {each.id for each in kinds_of_act().values() if scale("goldstein").of(each) is None} == {"OTHER"}


def test_an_unknown_scale_is_told() -> None:
    with pytest.raises(UnknownScale, match="choose one of plover, goldstein"):
        over_time("2022-03-04 | RUS > UKR | ASSAULT | A", scale="richter")


def test_a_series_can_be_cut() -> None:
    lines = "2021-03-04 | RUS > UKR | ASSAULT | A\n2022-03-04 | RUS > UKR | ASSAULT | A"
    assert placed(over_time(lines, since=date(2022, 1, 1))) == {"2022-03": (1, 1, 1)}
    assert placed(over_time(lines, until=date(2022, 1, 1))) == {"2021-03": (1, 1, 1)}


days = st.sampled_from(["-", "2021", "2022", "2021-03", "2021-11", "2022-02", "2021-03-04", "2021-03-05", "2021..2022"])
lines_of = st.lists(
    st.tuples(
        days,
        st.sampled_from(["RUS > UKR", "UKR > RUS", "RUS & UKR"]),
        st.sampled_from(["COOPERATE.exercise", "ASSAULT", "CONSULT", "REJECT"]),
        st.sampled_from(["A", "B", "someone"]),
        st.sampled_from(["p1", "p2", "p3", "PS+"]),
    ).map(" | ".join),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=50)
@given(lines_of)
def test_months_and_what_is_of_the_year_only_sum_to_the_year(lines: list[str]) -> None:
    held = Chronicle().tell("\n".join(lines), published="2021-06-01")
    months, years = over_time(held), over_time(held, by=By.YEAR)
    assert months.total == years.total
    assert (months.wide, months.undated) == (years.wide, years.undated)
    for year in years.points:
        parts = [each for each in (*months.points, *months.year_only) if each.since.year == year.since.year]
        for bound in ("claims", "low", "high"):
            assert sum(getattr(each.acts, bound) for each in parts) == getattr(year.acts, bound)
            for quad, count in year.quads.items():
                assert sum(getattr(each.quads[quad], bound) for each in parts) == getattr(count, bound)
            assert sum(getattr(each.conflict, bound) for each in parts) == pytest.approx(getattr(year.conflict, bound))
        assert sum(each.documents for each in months.points if each.since.year == year.since.year) == year.documents


@settings(deadline=None, max_examples=50)
@given(lines_of)
def test_no_root_tells_one_proposition_twice(lines: list[str]) -> None:
    held = Chronicle().tell("\n".join(lines))
    found = over_time(held)
    told = {
        (root, name)
        for name, claims in held.propositions.items()
        for root, own in held.roots.items()
        if set(claims) & set(own)
    }
    assert found.total.low <= found.total.high <= min(found.total.claims, len(told))


def stretch(count: int, papers: int, cooperation: int, conflict: int, start: int = 0) -> list[Exposed]:
    months = [date(2020 + (start + each) // 12, (start + each) % 12 + 1, 1) for each in range(count + 1)]
    return [
        Exposed(since=one, until=other, documents=papers, cooperation=cooperation + each % 2, conflict=conflict)
        for each, (one, other) in enumerate(pairwise(months))
    ]


def test_a_turn_from_cooperation_to_conflict_is_a_change_point() -> None:
    (found,) = change_points([*stretch(12, 20, 6, 1), *stretch(12, 20, 1, 9, start=12)])
    assert found.at == date(2021, 1, 1)
    assert found.before.cooperation > found.after.cooperation
    assert found.before.conflict < found.after.conflict


def test_more_reading_is_no_change() -> None:
    assert change_points([*stretch(12, 10, 4, 2), *stretch(12, 20, 9, 4, start=12)]) == ()


def test_a_burst_of_one_month_is_no_change() -> None:
    months = stretch(24, 20, 2, 2)
    burst = Exposed(since=months[12].since, until=months[12].until, documents=20, cooperation=2, conflict=30)
    assert change_points([*months[:12], burst, *months[13:]]) == ()


def test_too_few_periods_tell_no_change() -> None:
    assert change_points(stretch(3, 20, 6, 1)) == ()


def test_the_picture_is_the_same_every_time_and_escapes_names() -> None:
    found = over_time("2022-03-04 | RUS > UKR | ASSAULT | A\n1969-03-02 | RUS > UKR | ASSAULT | A")
    picture = timeline_svg(found, "<b>", "Ukraine")
    assert picture == timeline_svg(found, "<b>", "Ukraine")
    assert "<b>" not in picture
    assert "&lt;b&gt; and Ukraine over time" in picture
    assert "periods without acts or reading are left out" in picture
