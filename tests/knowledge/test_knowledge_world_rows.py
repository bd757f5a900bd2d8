"""The rows of the world's files: each has a source, no id stands twice, codes are codes."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from foedus.errors import UnsourcedRow
from foedus.knowledge.tables import FILES
from foedus.knowledge.world import load_world
from foedus.terms import Nature

# ISO 3166-1 as of 2026: 249 codes.
_CODES = (
    "ABWAFGAGOAIAALAALBANDAREARGARMASMATAATFATGAUSAUTAZEBDIBELBENBESBFABGDBGRBHRBHSBIHBLMBLRBLZBMUBOLBRABRB"
    "BRNBTNBVTBWACAFCANCCKCHECHLCHNCIVCMRCODCOGCOKCOLCOMCPVCRICUBCUWCXRCYMCYPCZEDEUDJIDMADNKDOMDZAECUEGYERI"
    "ESHESPESTETHFINFJIFLKFRAFROFSMGABGBRGEOGGYGHAGIBGINGLPGMBGNBGNQGRCGRDGRLGTMGUFGUMGUYHKGHMDHNDHRVHTIHUN"
    "IDNIMNINDIOTIRLIRNIRQISLISRITAJAMJEYJORJPNKAZKENKGZKHMKIRKNAKORKWTLAOLBNLBRLBYLCALIELKALSOLTULUXLVAMAC"
    "MAFMARMCOMDAMDGMDVMEXMHLMKDMLIMLTMMRMNEMNGMNPMOZMRTMSRMTQMUSMWIMYSMYTNAMNCLNERNFKNGANICNIUNLDNORNPLNRU"
    "NZLOMNPAKPANPCNPERPHLPLWPNGPOLPRIPRKPRTPRYPSEPYFQATREUROURUSRWASAUSDNSENSGPSGSSHNSJMSLBSLESLVSMRSOMSPM"
    "SRBSSDSTPSURSVKSVNSWESWZSXMSYCSYRTCATCDTGOTHATJKTKLTKMTLSTONTTOTUNTURTUVTWNTZAUGAUKRUMIURYUSAUZBVATVCT"
    "VENVGBVIRVNMVUTWLFWSMYEMZAFZMBZWE"
)
ISO = frozenset(_CODES[at : at + 3] for at in range(0, len(_CODES), 3))


def rows(name: str) -> list[dict[str, str]]:
    with files("foedus.knowledge").joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", FILES)
def test_every_row_names_its_source(name: str) -> None:
    assert rows(name)
    assert not [row for row in rows(name) if not row["source"].strip()]


def test_no_actor_stands_twice() -> None:
    ids = Counter(row["id"] for name in FILES for row in rows(name) if "id" in row)
    assert [each for each, times in ids.items() if times > 1] == []


def test_every_code_of_iso_3166_has_its_row_and_every_other_row_says_that_it_is_none() -> None:
    states = {row["id"]: row for row in rows("states.csv")}
    assert len(ISO) == 249
    assert set(states) >= ISO
    for code in set(states) - ISO:
        assert code == "XKX" or code.startswith("X-") or "historical" in states[code]["note"], code


def test_every_name_and_country_points_at_an_actor_that_exists() -> None:
    world = load_world()
    missing = {row["actor"] for row in rows("names.csv") if row["actor"] and row["actor"] not in world.actors}
    assert missing == set()
    for actor in world.actors.values():
        assert actor.country is None or actor.country in world.actors, actor.id
        for whole in actor.part_of:
            assert whole in world.actors, (actor.id, whole)


def test_every_sector_is_one_of_plover() -> None:
    world = load_world()
    assert {actor.sector for actor in world.actors.values() if actor.sector} <= set(world.sectors)
    assert set(world.agents.values()) <= set(world.sectors)


def test_members_are_states_and_their_dates_decide() -> None:
    world = load_world()
    for each in world.memberships:
        assert each.organisation in world.actors
        assert world.actors[each.member].nature is Nature.STATE
    assert "FIN" in world.members("NATO", date(2023, 5, 1))
    assert "FIN" not in world.members("NATO", date(2022, 5, 1))
    assert "GBR" not in world.members("EU", date(2021, 1, 1))
    assert set(world.members("WARSAWPACT", date(1985, 1, 1))) == {"SUN", "BGR", "CSK", "DDR", "HUN", "POL", "ROU"}


def test_terms_of_office_end_after_they_begin() -> None:
    for held in load_world().offices.values():
        for office in held:
            assert office.since is None or office.until is None or office.since < office.until, office


def test_a_row_without_a_source_is_refused(tmp_path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("words,actor,how,since,until,source\nRuritania,CHN,name,,,\n", encoding="utf-8")
    with pytest.raises(UnsourcedRow, match="row 2"):
        load_world(file)
