"""On whose word a claim stands where its sentence has no verb of saying: interviews, positions, speech that runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus.evaluate.materials import material_of
from foedus.read.whose import weights
from foedus.terms import Manner

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.records import Claim

HEAD = "title: {title}\npublisher: Zenda Gazette\ndate: 2024-05-06\n\n"
INTERVIEW = (
    HEAD.format(title="‘We paid for it twice’")
    + """\
Ilse Hartvigsen bargained with Moscow over the pipeline for six years. She now keeps bees near Aarhus, where we met her.

Why did the talks fail?

Russia doubled the price in the last week. Denmark had no other supplier, and they knew it.

Moscow says that Copenhagen walked out.

It did not. I stayed until the lights went off. Russia closed the valve that night.

Who gained by it?

Only the Turks. They sell Russia's gas to half of Europe now.

And what would you do today?

We ought to buy from Norway. Norway has kept every contract.

She gets up and closes the window. Denmark signed with Qatar in March.
"""
)
LABELLED = (
    HEAD.format(title="Talks go on")
    + """\
NEW DELHI: India sent two envoys to Tehran on Monday, and Iran received them at the airport.

India bought no oil from Iran last year.
"""
)
POSITION = (
    HEAD.format(title="Mines")
    + """\
Kyiv's position is that Moscow laid the mines in May. Latvia turned back 212 Russian lorries, by its own count.

The Deputy Foreign Minister, Hon. Otto Brandvold, received the Polish envoy.
Norway sold Poland six boats, the Deputy Minister said.
"""
)
SAME = (
    HEAD.format(title="Frigates")
    + """\
The Thai air force has asked Sweden for a price, a source at the Swedish embassy said.
The same source doubts that a frigate from China would change anything for Thailand.
"""
)
RUNS_ON = (
    HEAD.format(title="Denied")
    + """\
Iran's embassy in Dushanbe denied on Friday that Tehran had sent drones to Russia. No Iranian drone had been delivered \
to Russia, and none would be.

Russia has fired drones of Iranian make at Ukrainian cities since 2022.
"""
)


def claim(folder: Path, text: str, words: str) -> Claim:
    """The shortest claim whose evidence holds these words."""
    (folder / "text.txt").write_text(text, encoding="utf-8")
    claims = [each for each in material_of(folder / "text.txt").claims if words in each.evidence.text]
    return min(claims, key=lambda each: len(each.evidence.text))


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        pytest.param(INTERVIEW, "doubled the price", "Ilse Hartvigsen", id="an answer without a label"),
        pytest.param(INTERVIEW, "closed the valve", "Ilse Hartvigsen", id="a reply to what was put to her"),
        pytest.param(INTERVIEW, "bargained with Moscow", "@publisher", id="the opening is the outlet's"),
        pytest.param(INTERVIEW, "signed with Qatar", "@publisher", id="what is told between answers is the outlet's"),
        pytest.param(LABELLED, "sent two envoys", "@publisher", id="a place before a colon does not speak"),
        pytest.param(POSITION, "laid the mines", "Kyiv", id="whose position it is"),
        pytest.param(POSITION, "212 Russian lorries", "Latvia", id="by its own count"),
        pytest.param(POSITION, "six boats", "Otto Brandvold", id="an office with a word left out"),
        pytest.param(SAME, "frigate", "source at the Swedish embassy", id="the same source"),
        pytest.param(RUNS_ON, "had been delivered", "Iran's embassy in Dushanbe", id="a denial runs on"),
        pytest.param(RUNS_ON, "of Iranian make", "@publisher", id="background is the outlet's"),
    ],
)
def test_on_whose_word(tmp_path: Path, text: str, words: str, wanted: str) -> None:
    assert claim(tmp_path, text, words).voices[-1].name == wanted


def test_speech_that_runs_on_is_reported_and_not_the_outlets_own(tmp_path: Path) -> None:
    assert claim(tmp_path, RUNS_ON, "had been delivered").manner is Manner.INDIRECT
    assert claim(tmp_path, RUNS_ON, "of Iranian make").manner is Manner.OWN


def test_the_shipped_weights_know_what_the_rules_say() -> None:
    assert weights().columns == ("is the root",)
    assert {"the rules say so", "is own"} <= set(weights().names)
