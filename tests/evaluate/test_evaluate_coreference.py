"""Events told by several papers: tokens and marked events in the layout of ECB+ against propositions."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from foedus.errors import BadGold
from foedus.evaluate import coreference

if TYPE_CHECKING:
    from pathlib import Path


def paper(sentences: list[str], events: list[tuple[int, str]]) -> str:
    """A paper of these sentences; events are marked at words, counted through the text, each with its name."""
    tokens, at = [], 0
    for line, sentence in enumerate(sentences):
        for word in sentence.split():
            at += 1
            tokens.append(f'<token t_id="{at}" sentence="{line}" number="0">{word}</token>')
    marks = [
        f'<ACTION_OCCURRENCE m_id="{number}"><token_anchor t_id="{place}"/></ACTION_OCCURRENCE>'
        for number, (place, _) in enumerate(events, 1)
    ]
    tied = [
        f'<CROSS_DOC_COREF r_id="9{number}" note="{name}"><source m_id="{number}"/></CROSS_DOC_COREF>'
        for number, (_, name) in enumerate(events, 1)
    ]
    return (
        f"<Document>{''.join(tokens)}<Markables>{''.join(marks)}</Markables>"
        f"<Relations>{''.join(tied)}</Relations></Document>"
    )


def test_one_event_in_two_papers_is_one_proposition(tmp_path: Path) -> None:
    archive = tmp_path / "ecb.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("1/1_1ecb.xml", paper(["China sold 40 drones to Russia in March 2023 ."], [(2, "sale")]))
        told = ["In March 2023 China sold 40 drones to Russia .", "Norway expelled an envoy of Iran in May 2019 ."]
        file.writestr("1/1_2ecb.xml", paper(told, [(5, "sale"), (12, "expulsion")]))
    table = coreference.measure(archive)
    assert (table["mentions"], table["mentions in a claim"]) == (3, 3)
    assert table["pairs of one event, together"] == 1
    assert table["pairs of two events in one proposition"] == 0
    assert table["b3 f1"] == 1


def test_an_event_that_is_in_no_claim_stands_alone(tmp_path: Path) -> None:
    archive = tmp_path / "ecb.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("1/1_1ecb.xml", paper(["It rained on the hills ."], [(2, "rain")]))
        file.writestr("1/1_2ecb.xml", paper(["It rained ."], [(2, "rain")]))
    table = coreference.measure(archive)
    assert table["pairs of one event, one in no claim"] == 1
    assert (table["b3 precision"], table["b3 recall"]) == (1, 0.5)


@pytest.mark.parametrize("told", ["no", None])
def test_what_is_no_archive_of_papers_is_refused(tmp_path: Path, told: str | None) -> None:
    archive = tmp_path / "ecb.zip"
    if told is not None:
        archive.write_text(told, encoding="utf-8")
    else:
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("1/1_1ecb.xml", "<Document><token")
    with pytest.raises(BadGold, match=r"ECB\+"):
        coreference.measure(archive)
