"""Allies above rivals: the area under the curve on relations whose order is known, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asking import foedus
from chronicle import Chronicle
from foedus.check import Reference, add_reference, load_reference
from foedus.errors import BadReference
from foedus.evaluate import scale

if TYPE_CHECKING:
    from pathlib import Path

ATOP = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
RIVALS = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological\n"
# Correlates of War codes: USA 2, GBR 200, FRA 220, RUS 365, CHN 710, JPN 740


@pytest.fixture
def reference(tmp_path: Path) -> Reference:
    pacts = [(2, 200), (2, 220), (2, 740), (200, 2), (220, 2), (740, 2)]
    (tmp_path / "atop.csv").write_text(
        ATOP + "".join(f"{one},{other},2018,1,0,0,0,0\n" for one, other in pacts) + "2,365,2018,0,0,0,0,0\n"
    )
    rivals = [(1, "USA-RUS", 2, 365), (2, "USA-CHN", 2, 710), (3, "USA-FRA", 2, 220)]
    (tmp_path / "rivals.csv").write_text(
        RIVALS + "".join(f"{number},{name},{one},{other},1990,2020,1,0,0\n" for number, name, one, other in rivals)
    )
    for name in ("atop.csv", "rivals.csv"):
        add_reference(tmp_path / name, tmp_path / "reference")
    return load_reference(tmp_path / "reference")


def told(who: str, kind: str, times: int) -> str:
    return "\n".join(f"2022-03-{day + 1:02} | {who} | {kind} | A" for day in range(times))


def test_allies_above_rivals_is_all_of_the_area(reference: Reference) -> None:
    held = Chronicle()
    for who, kind in (
        ("USA > GBR", "AID"), ("USA > JPN", "COOPERATE"), ("USA > RUS", "SANCTION"), ("USA > CHN", "ACCUSE"),
    ):  # fmt: skip
        held.tell(told(who, kind, 5))
    held.tell(told("USA > FRA", "AID", 5)).tell(told("CHN > RUS", "AID", 5)).tell(told("GBR > CHN", "AID", 3))
    table, placed = scale.measure(held.material, reference, fewest=5)
    assert (table["area under the curve"], table["low (95 %)"], table["high (95 %)"]) == (1.0, 1.0, 1.0)
    assert (table["dyads"], table["allies"], table["rivals"]) == (4, 2, 2)
    assert (table["left out: both"], table["left out: neither"]) == (1, 1)
    assert (table["defence pacts of"], table["rivalries of"]) == (2018, 2020)
    assert {each.dyad: each.mean for each in placed}[("GBR", "USA")] == 7.4


def test_the_dyad_furthest_on_the_wrong_side_comes_first(reference: Reference) -> None:
    held = Chronicle().tell(told("USA > GBR", "ASSAULT", 5)).tell(told("USA > JPN", "AID", 5))
    held.tell(told("USA > RUS", "SANCTION", 5))
    table, placed = scale.measure(held.material, reference, fewest=5)
    assert placed[0].dyad == ("GBR", "USA")
    assert table["steadied: area"] == 0.5
    assert table["area under the curve"] == 0.5


def test_a_dyad_of_which_nothing_is_told_as_done_is_counted_apart(reference: Reference) -> None:
    held = Chronicle().tell("\n".join(["2022-03-01 | USA > GBR | AID | A | intent"] * 5))
    table, placed = scale.measure(held.material, reference, fewest=5)
    assert (table["left out: no act told as done"], placed) == (1, [])


def test_without_labels_it_is_told_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadReference, match="no dataset at hand measures it"):
        scale.measure(Chronicle().material, load_reference(tmp_path), fewest=5)


def test_the_command_tells_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Norway and Chile met in May 2024.\n")
    assert foedus("run", tmp_path / "news", "--dossier", tmp_path / "dossier").code == 0
    asked = foedus("eval", "scale", tmp_path / "dossier")
    assert asked.code == 2
    assert "Traceback" not in asked.err


def test_an_old_war_told_in_passing_does_not_weigh(reference: Reference) -> None:
    held = Chronicle().tell(told("USA > JPN", "AID", 5)).tell(told("USA > RUS", "SANCTION", 5))
    held.tell("\n".join(f"194{year} | USA > JPN | ASSAULT | B" for year in range(1, 6)))
    _, placed = scale.measure(held.material, reference, fewest=5)
    assert {each.dyad: (each.mean, each.acts) for each in placed}[("JPN", "USA")] == (7.4, 5)


def test_a_mean_of_few_acts_is_drawn_further_than_one_of_many() -> None:
    prior = scale.prior_of([[1.0, 3.0, 2.0, 4.0], [-4.0, -2.0, -6.0], [7.0]])
    assert 0 < prior.acts < 10
    few, many = prior.steadied([7.0]), prior.steadied([7.0] * 20)
    assert prior.mean < few < many < 7.0


def test_dyads_that_differ_by_no_more_than_chance_all_stand_at_the_mean() -> None:
    prior = scale.prior_of([[1.0, 5.0], [5.0, 1.0], [3.0, 3.0]])
    assert prior.acts == float("inf")
    assert prior.steadied([9.0, 9.0]) == prior.mean == 3.0


def test_without_two_acts_of_one_dyad_nothing_is_drawn() -> None:
    assert scale.prior_of([]).acts == 0
    assert scale.prior_of([[2.0], [4.0]]).steadied([2.0]) == 2.0
