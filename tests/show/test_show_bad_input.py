"""Bad input end to end: each gives a fault with a sentence that says what to do, and the rest goes on."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from asking import Told, foedus
from gather_specimens import pdf, zipped

if TYPE_CHECKING:
    from pathlib import Path

GOOD = b"""title: Envoys meet
publisher: Strelsau Wire
date: 2024-03-01

Norway sold grain to Chile in February 2024, a trader in Strelsau said. The envoys of both met on Friday.
"""
NOISE = random.Random(11).randbytes(4000)
FRENCH = (
    "Le gouvernement de Ruritanie a rappelé son ambassadeur après une dispute sur les droits de pêche. Le ministre a "
    "dit que les deux pays reprendront bientôt leurs entretiens, mais il n'a pas donné de date pour cela.\n"
).encode()
FURNITURE = (
    b"Sign up for our newsletter\n\nFollow us on social media\n\nAll rights reserved.\n\nTerms of use\n\nShare this\n"
)
FAULTS = {
    "empty.txt": (b"", "empty-file"),
    "noise.txt": (NOISE, "binary"),
    "cut.pdf": (pdf([(50, 700, "Ruritania")], end=False), "truncated-pdf"),
    "wrong.txt": (GOOD.replace(b"grain", "chargé".encode("latin-1")), "wrong-encoding"),
    "nested.zip": (zipped({"inner.zip": zipped({"a.txt": GOOD})}), None),
    "climbing.zip": (zipped({"../../climbed.txt": GOOD}), None),
    "french.txt": (b"date: 2024-03-01\npublisher: Gazette\n\n" + FRENCH * 4, "not-english"),
    "future.txt": (GOOD.replace(b"2024-03-01", b"2094-03-01"), None),
    "long.txt": (b"date: 2024-03-01\npublisher: Long\n\n" + b"Ruritania and Graustark " * 6667 + b"met.\n", None),
    "furniture.txt": (FURNITURE, None),
    "huge.html": (b"<html><body><p>" + b"Ruritania. " * (50 << 20 >> 3) + b"</p></body></html>", "too-large"),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, list[dict[str, Any]], Path]:
    """A folder of every misfortune and one good article, run once."""
    folder = tmp_path_factory.mktemp("misfortunes")
    source = folder / "papers"
    source.mkdir()
    (source / "good.txt").write_bytes(GOOD)
    for name, (content, _) in FAULTS.items():
        (source / name).write_bytes(content)
    told = foedus("run", source, "--dossier", folder / "dossier")
    return told, foedus("problems", "--dossier", folder / "dossier", "--json").json, folder


def test_the_run_ends_with_1_and_counts_what_went_wrong(ran: tuple[Told, list[dict[str, Any]], Path]) -> None:
    told, problems, _ = ran
    faults = [each for each in problems if each["severity"] == "fault"]
    assert told.code == 1
    assert f"{len(faults)} faults" in told.out


@pytest.mark.parametrize("name", FAULTS)
def test_each_misfortune_is_a_fault_with_a_sentence(ran: tuple[Told, list[dict[str, Any]], Path], name: str) -> None:
    _, problems, folder = ran
    documents = {}
    listing = foedus("problems", "--dossier", folder / "dossier", columns=400).out
    about = [each for each in problems if each["severity"] == "fault" and _concerns(each, name, listing, documents)]
    assert about, f"nothing is said of {name}"
    code = FAULTS[name][1]
    assert code is None or code in {each["code"] for each in about}
    for each in about:
        assert len(each["says"].split()) >= 5
        assert foedus("why", each["id"], "--dossier", folder / "dossier").code == 0


def _concerns(problem: dict[str, Any], name: str, listing: str, documents: dict[str, str]) -> bool:
    """Whether the problem is about this file: by its path, or in the listing that names documents by their files."""
    line = next((each for each in listing.splitlines() if each.lstrip().startswith(problem["id"][:8])), "")
    return name in problem["about"] or name in line


def test_the_good_article_is_read_all_the_same(ran: tuple[Told, list[dict[str, Any]], Path]) -> None:
    _, _, folder = ran
    quotes = [each["quote"] for each in foedus("claims", "--dossier", folder / "dossier", "--json").json
              if each["document"].endswith("good.txt")]  # fmt: skip
    assert any("sold grain" in each for each in quotes)


def test_nothing_climbs_out_of_an_archive(ran: tuple[Told, list[dict[str, Any]], Path]) -> None:
    assert not list(ran[2].parent.rglob("climbed.txt"))


def test_a_text_that_tells_no_date_is_only_a_note(house: Path) -> None:
    problems = foedus("problems", "--dossier", house, "--json").json
    assert "no-date" in {each["code"] for each in problems}
    assert {each["severity"] for each in problems} == {"note"}
