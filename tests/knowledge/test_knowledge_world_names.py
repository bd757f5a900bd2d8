"""Names are found leftmost and longest, at word boundaries, in their own case, with all that they can mean."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.knowledge.world import load_world
from foedus.terms import Nature


def found(text: str) -> list[tuple[str, str, str]]:
    return [(name.words, name.candidates[0].actor, name.candidates[0].how) for name in load_world().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sino-Russian drills", [("Sino", "CHN", "combining form"), ("Russian", "RUS", "demonym")]),
        ("the Russia-China border", [("Russia", "RUS", "name"), ("China", "CHN", "name")]),
        ("a U.S.-led order", [("U.S.", "USA", "acronym")]),
        ("Franco-German talks", [("Franco", "FRA", "combining form"), ("German", "DEU", "demonym")]),
        ("Franco spoke", []),
        ("China’s navy and China's army", [("China", "CHN", "name"), ("China", "CHN", "name")]),
        ("give us a turkey in march with a chad", []),
        ("US and UK", [("US", "USA", "acronym"), ("UK", "GBR", "acronym")]),
        ("Nigerien and Nigerian officers", [("Nigerien", "NER", "demonym"), ("Nigerian", "NGA", "demonym")]),
        (
            "Guinea-Bissau and Equatorial Guinea",
            [("Guinea-Bissau", "GNB", "name"), ("Equatorial Guinea", "GNQ", "name")],
        ),
        ("the Atlantic Council", [("Atlantic Council", "ATLANTIC-COUNCIL", "name")]),
        ("The Washington Post", [("The Washington Post", "the-washington-post", "name")]),
        ("near the South China Sea", [("South China Sea", "SOUTH-CHINA-SEA", "name")]),
        ("an anti-American, pro-Russian mood", []),
        ("at the South Pole with French fries", []),
        ("China gave Norway $480 million", [("China", "CHN", "name"), ("Norway", "NOR", "name")]),
        ("it cost US $50 million, U.S.$50m in all", []),
        ("paid the U.S. $3 million", [("U.S.", "USA", "acronym")]),
        ("ethnic Turks in Latvia", [("Latvia", "LVA", "name")]),
        ("talks on November 17 in Riga", [("Riga", "LVA/GOV", "capital")]),
        ("the November 17 group", [("November 17", "N17", "name")]),
        ("across the Europe Bridge", []),
        ("the South Asia Free Trade Agreement with Nepal", [("Nepal", "NPL", "name")]),
        ("a town in Western Zambia", [("Zambia", "ZMB", "name")]),
        ("Western envoys in Asia", [("Western", "WEST", "demonym"), ("Asia", "ASIA", "name")]),
        ("in Côte d’Ivoire", [("Côte d’Ivoire", "CIV", "name")]),
        (
            "Zelenskyy, Zelensky and Zelenskiy",
            [
                ("Zelenskyy", "volodymyr-zelenskyy", "leader"),
                ("Zelensky", "volodymyr-zelenskyy", "leader"),
                ("Zelenskiy", "volodymyr-zelenskyy", "leader"),
            ],
        ),
        ("who is WHO to say", [("WHO", "WHO", "acronym")]),
        ("AND WHO IS TO SAY", []),
        ("OPEC+ cut output", [("OPEC+", "OPEC-PLUS", "acronym")]),
        ("the Soviet Union", [("Soviet Union", "SUN", "name")]),
        ("the self-governing island", [("the self-governing island", "TWN", "description")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "“İstanbul” – Ångström: Türkiye’s PLA Navy, U.S."
    for name in load_world().find(text):
        assert text[name.start : name.end] == name.words
    assert [name.words for name in load_world().find(text)][-2:] == ["PLA Navy", "U.S."]


@pytest.mark.parametrize(
    ("words", "actor", "how"),
    [
        ("Beijing", "CHN/GOV", "capital"),
        ("the Kremlin", "RUS/GOV", "seat"),
        ("Downing Street", "GBR/GOV", "seat"),
        ("the Pentagon", "USA/MIL", "seat"),
        ("Capitol Hill", "USA/LEG", "seat"),
        ("Burma", "MMR", "name"),
        ("Zaire", "COD", "former name"),
        ("Swaziland", "SWZ", "former name"),
        ("People’s Liberation Army", "PLA", "name"),
        ("Chinese", "CHN", "demonym"),
    ],
)
def test_metonyms_demonyms_and_former_names(words: str, actor: str, how: str) -> None:
    (candidate,) = load_world().named(words)
    assert (candidate.actor, candidate.how) == (actor, how)


def test_an_ambiguous_name_keeps_its_candidates() -> None:
    world = load_world()
    assert {each.actor for each in world.named("Georgia")} == {"GEO", "US-GA"}
    assert {each.actor for each in world.named("Congo")} == {"COD", "COG"}
    assert {each.actor for each in world.named("Korean")} == {"KOR", "PRK"}
    assert {each.actor for each in world.named("Washington")} == {"USA/GOV", "US-WA", "george-washington"}


def test_former_states_are_actors_of_their_own_with_a_successor() -> None:
    world = load_world()
    soviet = world.actors["SUN"]
    assert soviet.exists is not None
    assert soviet.exists.until == date(1991, 12, 26)
    assert [world.successor(each) for each in ("SUN", "DDR", "YUG", "CHN")] == ["RUS", "DEU", "SRB", None]


def test_offices_decide_by_day() -> None:
    world = load_world()
    assert [each.actor for each in world.named("Bush", date(2003, 5, 1))] == ["george-w-bush"]
    assert [each.actor for each in world.named("Bush", date(1990, 5, 1))] == ["george-h-w-bush"]
    assert world.named("Biden", date(2018, 1, 1)) == ()
    assert world.sector_on("angela-merkel", date(2017, 4, 1)) == "GOV"
    assert world.sector_on("angela-merkel", date(2024, 4, 1)) == "ELI"


def test_parts_of_states_are_made_on_demand() -> None:
    world = load_world()
    part = world.part("CHN", "MIL")
    assert (part.id, part.country, part.sector, part.nature) == ("CHN/MIL", "CHN", "MIL", Nature.ARMED_FORCE)
    assert "CHN/MIL" in world.actors
    assert "CHN/NONE" not in world.actors
    assert world.actors.get("nobody") is None


def test_outlets_and_institutes_are_told_apart() -> None:
    world = load_world()
    assert world.is_outlet("the-washington-post")
    assert world.is_wire("reuters")
    assert not world.is_wire("the-week")
    assert world.is_institute("RAND")
    assert not world.is_institute("CHN")
    assert not world.is_outlet("USA/JRN")


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Ruritanian troops", "MIL"),
        ("officials of the foreign ministry", "GOV"),
        ("former prime minister", "ELI"),
        ("rebel leaders", "REB"),
        ("a police official", "COP"),
        ("the president of a shipping company", "BUS"),
        ("political scientists", "EDU"),
        ("the moon", None),
    ],
)
def test_sector_of_head_noun(words: str, sector: str | None) -> None:
    assert load_world().sector_of(words) == sector


def test_an_overlay_goes_over_ours(tmp_path) -> None:
    (tmp_path / "actors.csv").write_text(
        "id,name,nature,country,sector,part_of,since,until,note,names,source\n"
        "RUR,Ruritania,state,RUR,,,,,,Ruritanian,invented\n"
        "NATO,The Strelsau Pact,organisation,,IGO,,,,,Strelsau Pact,invented\n",
        encoding="utf-8",
    )
    (tmp_path / "words.csv").write_text(
        "words,actor,how,since,until,source\nStrelsau,RUR/GOV,capital,,,invented\n", encoding="utf-8"
    )
    world = load_world(tmp_path)
    assert [each.actor for each in world.named("Strelsau")] == ["RUR/GOV"]
    assert world.actors["NATO"].name == "The Strelsau Pact"
    assert [name.candidates[0].actor for name in world.find("Ruritanian forces and the Strelsau Pact")] == [
        "RUR",
        "NATO",
    ]
    assert world.fingerprint != load_world().fingerprint
    assert "RUR" not in load_world().actors


def test_a_petrarch_dictionary_goes_over_ours(tmp_path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(
        "# a comment\nRUDOLF_RASSENDYLL_  # invented\n+KING_RUDOLF\n\t[CHNGOV 050101-20101231]\n\t[CHNMIL >20110101]\n"
        "STRELSAU_ [CHN]\n",
        encoding="utf-8",
    )
    world = load_world(file)
    assert [each.actor for each in world.named("Rudolf Rassendyll", date(2006, 1, 1))] == ["CHN/GOV"]
    assert [each.actor for each in world.named("King Rudolf", date(2012, 1, 1))] == ["CHN/MIL"]
    assert [each.actor for each in world.named("Strelsau")] == ["CHN"]
