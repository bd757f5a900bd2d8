"""Whom pronouns, offices and descriptions stand for, and whose a body is that the words behind it name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus.evaluate.answers import Answers
from foedus.evaluate.materials import material_of

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.records import Claim

BRIEFING = """publisher: The White House
date: 2022-03-04

MS. SOLBERG:  Good afternoon. Today, the President signed an order that freezes the ships of Belarus.

Q    Thank you.

MS. SOLBERG:  The government of Japan has thanked the President. It was a long call.
"""
STATEMENT = """publisher: The White House
date: 2023-05-20

Today, we — Prime Minister Arne Holt of Australia, Prime Minister Ravi Deshmukh of India, and President Otto Brand of
the United States — met in Hiroshima. We condemn the attack on Moldova. Our governments will send aid to Moldova.
"""
TALKS = """publisher: The Lorne Gazette
date: 2021-06-02

Norway and Poland have quarrelled over the cables since May. Norway cut two of them, and Poland closed its ports to
Norway. Officials met in Geneva on Monday. Turkey urged both sides to talk.
"""


def told(tmp_path: Path, text: str, words: str) -> tuple[Answers, Claim]:
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    answers = Answers(material=material_of(tmp_path / "text.txt"))
    claims = [each for each in answers.material.claims if words in each.evidence.text]
    return answers, min(claims, key=lambda each: len(each.evidence.text))


def actors(tmp_path: Path, text: str, words: str) -> tuple[str, ...]:
    answers, claim = told(tmp_path, text, words)
    return answers.actors(claim)


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        pytest.param(
            "Britain met Norway in June. The government of Israel condemned the attack.",
            "condemned", ("ISR",), id="a government has its state behind it",
        ),
        pytest.param(
            "Britain met Norway in June. The leaders of France and Germany signed a treaty on Monday.",
            "signed", ("DEU", "FRA"), id="leaders have their states behind them",
        ),
        pytest.param(
            "Britain met Norway in June. Norway thanked the government and people of Israel for the boats.",
            "thanked", ("ISR", "NOR"), id="one state behind two nouns",
        ),
        pytest.param(
            "Turkey praised the pact. Greece and the government in Tripoli signed a memorandum on Friday.",
            "memorandum", ("GRC", "LBY"), id="a government in a capital",
        ),
        pytest.param(TALKS, "urged", ("NOR", "POL", "TUR"), id="who urges both sides is neither of them"),
        pytest.param(
            "Eleven to 15 Russian warships entered the ports of Syria on Sunday.",
            "warships", ("RUS", "SYR"), id="a range of numbers",
        ),
        pytest.param(
            "US, British and French forces bombed targets in Syria on Saturday.",
            "bombed", ("FRA", "GBR", "SYR", "USA"), id="a list of three",
        ),
        pytest.param(
            "Shells from Darfur kill four at the border post of Chad.", "Shells", ("TCD",), id="a region they came from"
        ),
        pytest.param("Russian troops shelled Kharkiv on Sunday.", "shelled", ("RUS", "UKR"), id="a town that is hit"),
        pytest.param(BRIEFING, "signed", ("BLR", "USA"), id="the president of the publishing presidency"),
        pytest.param(BRIEFING, "thanked", ("JPN", "USA"), id="the government of another, and the own president"),
        pytest.param(STATEMENT, "condemn", ("AUS", "IND", "MDA", "USA"), id="we of a joint statement"),
        pytest.param(STATEMENT, "send aid", ("AUS", "IND", "MDA", "USA"), id="our governments of a joint statement"),
    ],
)  # fmt: skip
def test_whose_words_stand_for_whom(tmp_path: Path, text: str, words: str, codes: tuple[str, ...]) -> None:
    assert actors(tmp_path, text, words) == codes


def test_no_third_person_points_back_to_whoever_says_we(tmp_path: Path) -> None:
    text = "publisher: The White House\n\nWe have told our friends in Poland so. He signed the treaty with Norway."
    answers, claim = told(tmp_path, text, "signed")
    assert "USA" not in answers.actors(claim)


def test_who_speaks_in_many_turns_is_known_to_the_last(tmp_path: Path) -> None:
    turns = "\n\n".join(f"Q    And point {each}?\n\nMS. PSAKI:  We sent aid to Poland in May." for each in range(20))
    answers, _ = told(tmp_path, f"publisher: The White House\n\n{turns}\n", "sent aid")
    assert answers.material.claims
    assert all("USA" in answers.actors(each) for each in answers.material.claims)
