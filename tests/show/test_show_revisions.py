"""What a later text of the same place says otherwise is told: by the command, and on the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus import Dossier
from foedus.assemble import revision
from foedus.terms import Factuality, RootNature
from newsroom import Newsroom
from serving_alone import Served, asked

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.records import Claim

FIRST = """publisher: Strelsau Wire
date: 2024-05-06

The navies of Norway and Chile held a joint exercise in April 2024, the foreign ministry of Norway said. \
Norway sold twelve torpedoes to Chile. Chile recalled its ambassador from Norway.
"""
SECOND = """publisher: Strelsau Wire
date: 2024-05-06

The navies of Norway and Chile held a joint exercise in April 2024, the foreign ministry of Norway said. \
Norway may have sold fourteen torpedoes to Chile. Chile signed a treaty of friendship with Norway in March 2024.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("revised")
    (place / "papers").mkdir()
    for text in (FIRST, SECOND):
        (place / "papers" / "wire.txt").write_text(text, encoding="utf-8")
        told = foedus("run", place / "papers", "--dossier", place / "dossier")
        assert told.code == 0, told.err
    return place / "dossier"


def test_the_command_lists_what_is_gone_new_and_altered(folder: Path) -> None:
    (row,) = json.loads(foedus("revisions", "--json", "--dossier", folder).out)
    assert row["file"] == "wire.txt"
    assert any("ambassador" in each["words"] for each in row["gone"])
    assert any("treaty" in each["words"] for each in row["new"])
    altered = next(each for each in row["altered"] if "torpedoes" in each["after"]["words"])
    assert {"words", "certainty", "figures"} <= set(altered["respects"])
    assert "twelve" in altered["before"]["words"]
    assert row["kept"] >= 1
    shown = foedus("revisions", row["later"][:8], "--dossier", folder).out
    assert "altered: " in shown
    assert "ambassador" in shown


def test_what_was_never_replaced_is_told_so(house: Path, folder: Path) -> None:
    assert "No document has been replaced" in foedus("revisions", "--dossier", house).out
    told = foedus("revisions", "ffffffff", "--dossier", folder)
    assert told.code == 2
    assert "ffffffff" in told.err


def test_a_removal_says_what_went_with_it(folder: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text(FIRST, encoding="utf-8")
    (papers / "b.txt").write_text(FIRST.replace("Strelsau Wire", "Harbour Post"), encoding="utf-8")
    assert foedus("run", papers, "--dossier", tmp_path / "dossier").code == 0
    with Dossier(tmp_path / "dossier", create=False) as dossier:
        first = next(each for each in dossier.documents() if each.gathered_from == "a.txt")
        claims = len(dossier.claims(document=first.id))
    told = foedus("remove", first.id, "--dossier", tmp_path / "dossier")
    assert told.code == 0
    assert f"{claims} claims" in told.out
    assert "that no other document supports" in told.out


def test_claims_are_paired_by_their_words_wherever_they_stand() -> None:
    room = Newsroom()
    words = "Ruritania sold eleven gunboats to Graustark"

    def told(quote: str, publisher: str, **more: object) -> Claim:
        paper = room.paper(f"It is so. {quote}.", publisher)
        made: Claim = room.claim(paper, quote, **more)  # type: ignore[arg-type]
        return made

    before, same = told(words, "A"), told(words, "B")
    hedged = told(words, "C", factuality=Factuality.POSSIBLE)
    other = told("Freedonia closed its border with Sylvania", "D")
    assert revision("a", "b", [before], [same]).changes is False
    (altered,) = revision("a", "b", [before, other], [other, hedged]).altered
    assert altered.respects == ("certainty",)
    found = revision("a", "b", [before], [other])
    assert (found.gone, found.new, found.kept) == ((before,), (other,), 0)
    paper = room.paper(f"{words}, said Otto Brand.", "E")
    named = room.claim(paper, words, room.voice(paper, "Otto Brand", RootNature.PERSON))
    assert [each.respects for each in revision("a", "b", [before], [named]).altered] == [("source",)]


def test_a_relation_is_shown_while_a_text_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "papers" / "wire.txt"
    file.parent.mkdir()
    file.write_text(FIRST, encoding="utf-8")
    assert foedus("run", file.parent, "--dossier", tmp_path / "dossier").code == 0
    file.write_text(SECOND, encoding="utf-8")
    with Dossier(tmp_path / "dossier", create=False) as dossier:
        dossier.gather(file.parent)  # the former text counts no more; what it said is not assembled anew yet
        dossier.read()
    served = Served(tmp_path / "dossier")
    try:
        told = asked(served.port, "/relations/CHL-NOR.json")
        assert told.status == 200, told.text
        assert "twelve torpedoes" not in told.text
    finally:
        served.close()
    assert "Traceback" not in served.said()
