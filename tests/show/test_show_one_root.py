"""No assessment from one root goes without saying so in its first line, wherever it is shown."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus import Dossier
from foedus.show.exports import export
from serving import Served, free_port

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "publisher: Harbour Post\ndate: 2024-05-0{}\n\n"
HELD = "The navies of Norway and Chile held a joint exercise in the Gulf of Zenda in April 2024, {} said.\n"
PACT = "The two countries, Norway and Chile, signed a treaty of friendship in 1998, {} said.\n"
ONE = (HELD.format("the Zenda Institute"),)
PERHAPS = (*ONE, HELD.format("a person familiar with the matter"))
TWO = (*ONE, HELD.format("Chile's defence minister, Anna Ash,"))
MIXED = (*TWO, PACT.format("the Zenda Institute"))
CASES = {
    "one": (ONE, "Chile and Norway, on one root alone: moderate alignment. It rests on one root, Zenda Institute"),
    "perhaps": (PERHAPS, "Chile and Norway, on what may be one root alone: "),
    "two": (TWO, "Chile and Norway: moderate alignment."),
    "mixed": (MIXED, "Chile and Norway (1 of 2 indicators on one root alone): "),
}


@pytest.fixture(scope="module", params=list(CASES))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A dossier, and how the answer on the relation begins in it."""
    papers, begins = CASES[request.param]
    here = tmp_path_factory.mktemp(request.param)
    (here / "news").mkdir()
    for number, words in enumerate(papers, start=1):
        (here / "news" / f"{number}.txt").write_text(HEAD.format(number) + words, encoding="utf-8")
    told = foedus("run", here / "news", "--dossier", here / "dossier")
    assert told.code == 0, told.err
    return here / "dossier", begins


def test_the_terminal_and_its_json_say_it_first(case: tuple[Path, str]) -> None:
    folder, begins = case
    told = foedus("relation", "NOR", "CHL", "--dossier", folder, columns=160)
    assert told.out.startswith(begins)
    narrow = foedus("relation", "NOR", "CHL", "--dossier", folder, columns=80).out.splitlines()[0]
    assert ("one root alone" in narrow) == ("one root alone" in begins), "the line itself says it, not the next"
    answer = foedus("relation", "NOR", "CHL", "--dossier", folder, "--json").json
    assert answer["answer"].startswith(begins)
    whole = next(each for each in answer["assessments"] if each["indicator"] is None)
    named = {"alone: mod": "one root", "may be": "perhaps one root"}
    assert whole["rests_on"] == next((kind for words, kind in named.items() if words in begins), "several roots")
    within = foedus("relation", "NOR", "CHL", "--since", "2024-01-01", "--until", "2024-12-31", "--dossier", folder)
    assert within.out.startswith(begins.partition(":")[0] + ", 2024-01-01 to 2024-12-31: ")


def test_what_stands_on_one_root_among_others_is_named(case: tuple[Path, str]) -> None:
    folder, begins = case
    told = foedus("relation", "NOR", "CHL", "--dossier", folder, "--json").json
    if "indicators" in begins:
        assert "On one root alone: treaty of friendship" in told["footing"]
    assert ("On one root alone" in told["footing"]) == any(
        each["rests_on"] == "one root" for each in told["assessments"] if each["indicator"]
    )


def test_every_form_of_the_brief_says_it_first(case: tuple[Path, str], tmp_path: Path) -> None:
    import docx
    import pypdfium2

    folder, begins = case
    plain = foedus("brief", "NOR", "CHL", "--dossier", folder).out
    assert plain.partition("**")[2].startswith(begins), "it stands first below the title"
    assert foedus("brief", "NOR", "CHL", "--dossier", folder, "-o", tmp_path / "b.html").code == 0
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert re.split('<p class="verdict"[^>]*>', page)[1].startswith(begins)
    assert page.index('<p class="verdict"') < page.index("<h2")
    with Dossier(folder, create=False) as dossier:
        word, paper = (export(dossier, name, relation=("NOR", "CHL")).content for name in ("docx", "pdf"))
    paragraphs = [each.text for each in docx.Document(io.BytesIO(word)).paragraphs]
    answer = next(place for place, each in enumerate(paragraphs) if each.startswith("Chile and Norway"))
    titled = next(place for place, each in enumerate(paragraphs) if each.startswith(begins))
    assert titled <= answer + 2, "below the title at once"
    with pypdfium2.PdfDocument(paper) as sheets:
        first = " ".join(sheets[0].get_textpage().get_text_range().split())
    assert begins in first


def test_the_pages_and_their_twins_say_it_first(case: tuple[Path, str]) -> None:
    folder, begins = case
    pages = Served(folder, free_port())
    try:
        status, page = pages.ask("/relations/CHL-NOR")
        assert status == 200
        assert re.split('<p class="verdict"[^>]*>', page)[1].startswith(begins)
        assert begins in pages.ask("/relations/CHL-NOR.json")[1]
        note = begins.removeprefix("Chile and Norway").strip(",:() ")
        (listed,) = json.loads(pages.ask("/relations.json")[1])["relations"]
        assert note in listed["answer"], "in its one line"
        assert listed["answer"] in pages.ask("/relations")[1]
    finally:
        pages.close()
