"""A relation asked about in a time, by another framework, beside others; every number that is printed opens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from asking import foedus
from foedus import Dossier
from foedus.check import figure_of, load_reference
from foedus.show.commands.reasons import ways

FILES = Path(__file__).resolve().parents[1] / "reference"
TIES = """id = "ties"
name = "Ties"
citation = "of our own"
[[stages]]
id = "near"
name = "near"
[[dimensions]]
id = "any"
[[indicators]]
id = "drill"
name = "drills"
stage = "near"
dimension = "any"
kinds = ["COOPERATE.exercise"]
terms = ["drill"]
"""


@pytest.fixture(scope="module")
def recorded(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same dossier, with reference data of ours."""
    folder = tmp_path_factory.mktemp("recorded") / "dossier"
    shutil.copytree(house, folder)
    for name in ("atop_members", "exercises", "transfers", "mid_dyads", "rivalries"):
        assert foedus("reference", "add", FILES / f"{name}.csv", "--dossier", folder).code == 0
    return folder


def opened_by_why(folder: Path, printed: str, figures: list[str]) -> int:
    """How many ids were opened: every one that was printed."""
    ids = sorted({*re.findall(r"(?<![-\w])[0-9a-f]{8}\b", printed)})
    with Dossier(folder, create=False) as dossier:
        known = ways(dossier)
        reference = load_reference(dossier.reference)
    assert all(known.why(each).says for each in ids)
    assert all(figure_of(each, reference).id == each for each in figures)
    return len(ids) + len(figures)


def test_every_number_that_is_printed_opens(recorded: Path, tmp_path: Path) -> None:
    told = foedus("relation", "NOR", "CHL", "--against", "NATO,CAN-USA:1960-", "--dossier", recorded, columns=80)
    assert told.code == 0, told.err
    figures = re.findall(r"^    (\S+/\S+/\S+)$", told.out, flags=re.MULTILINE)
    assert len(figures) > 30
    assert opened_by_why(recorded, told.out, figures) > 40
    answer = foedus("relation", "NOR", "CHL", "--against", "NATO,CAN-USA:1960-", "--dossier", recorded, "--json").json
    assert {each["id"] for each in answer["figures"]} == set(figures)
    assert {each["stands"] for each in answer["orders"]} <= {"above", "below", "alike", "datasets differ", "not known"}
    held = {each for order in answer["orders"] for each in order["figures"]}
    assert held <= set(figures)
    assert foedus("brief", "NOR", "CHL", "--dossier", recorded, "-o", tmp_path / "b.html").code == 0
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    keys = re.findall(r"<code>([^<]+/[^<]+/[^<]+)</code>", page)
    assert (
        opened_by_why(recorded, " ".join(re.findall(r"<code>([0-9a-f]{8})</code>", page.replace("1a2b3c4d", ""))), keys)
        > 60
    )


def test_a_figure_opens_to_its_rows(recorded: Path) -> None:
    told = foedus("why", "CAN-USA:1960-/defence/atop-member-4.01", "--dossier", recorded)
    assert told.code == 0, told.err
    assert "51 of 51 years" in told.out
    assert "atopid=9002" in told.out
    wrong = foedus("why", "CAN-USA/defence/atop-member-9", "--dossier", recorded)
    assert (wrong.code, "nothing in this dossier has an id" in wrong.err) == (2, True)


def test_a_time_leaves_out_what_is_told_of_others(house: Path) -> None:
    then = foedus("relation", "NOR", "CHL", "--since", "2024-04", "--until", "2024-04", "--dossier", house).out
    before = foedus("relation", "NOR", "CHL", "--until", "2023", "--dossier", house).out
    assert then.startswith("Chile and Norway (1 of 2 indicators on one root alone), 2024-04-01 to 2024-04-30: ")
    assert "regular joint exercises" in then.partition("Nothing told")[0].partition("nothing told")[2]
    assert "regular joint exercises" in before.partition("Nothing told")[2]
    assert opened_by_why(house, then, []) > 0
    answer = foedus("relation", "NOR", "CHL", "--until", "2023", "--dossier", house, "--json").json
    assert {each["id"] for each in answer["assessments"]} == {None}, "what the dossier does not keep has no id there"


def test_another_framework_is_used_throughout(house: Path, tmp_path: Path) -> None:
    (tmp_path / "ties.toml").write_text(TIES)
    told = foedus("relation", "NOR", "CHL", "--framework", tmp_path / "ties.toml", "--dossier", house)
    assert told.code == 0, told.err
    assert "near" in told.out.splitlines()[0]
    assert "integrated command" not in told.out


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('stage = "near"', 'stage = "far"', "indicator 'drill' is of an unknown stage 'far'"),
        ('name = "near"', 'name = "near"\nafter = "near"', "stages in no line from a lowest one (near)"),
        ("kinds =", 'records = ["charm"]\nkinds =', "asks the record about 'charm', which no dataset is asked about"),
        ("[[indicators]]", "[[indicator]]", "the file has 'indicator', which means nothing"),
        ("terms =", "words =", "indicators has 'words', which means nothing"),
        ("COOPERATE.exercise", "COOPERATE.dance", "names an unknown kind of act 'COOPERATE.dance'"),
        ("[[stages]]", "[[stages", "is not TOML"),
    ],
)
def test_a_wrong_framework_is_told_in_a_sentence(house: Path, tmp_path: Path, old: str, new: str, says: str) -> None:
    (tmp_path / "ties.toml").write_text(TIES.replace(old, new, 1))
    told = foedus("relation", "NOR", "CHL", "--framework", tmp_path / "ties.toml", "--dossier", house)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--since", "soon"), "'soon' is no day: write 2016, 2016-05 or 2016-05-31"),
        (("--since", "2016-13"), "'2016-13' is no day"),
        (("--since", "2016", "--until", "2015"), "give the earlier day first"),
        (("--against", "SEATO"), "'SEATO' is no relation to compare with"),
        (("--against", "XXX-USA"), "no actor is called 'XXX'"),
        (("--framework", "nowhere.toml"), "does not exist"),
    ],
)
def test_a_wrong_wish_leaves_2_and_a_sentence(house: Path, words: tuple[str, ...], says: str) -> None:
    told = foedus("relation", "NOR", "CHL", *words, "--dossier", house)
    assert (told.code, told.out) == (2, "")
    assert says in told.err


def test_without_reference_data_nothing_stands_beside(house: Path) -> None:
    told = foedus("relation", "NOR", "CHL", "--dossier", house)
    assert "no reference data is at hand" in told.out


def test_what_rests_on_one_root_says_so_in_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "publisher: Harbour Post\ndate: 2024-05-07\n\nThe navies of Norway and Chile held a joint exercise in the Gulf "
        "of Zenda in April 2024, the Zenda Institute said.\n"
    )
    assert foedus("run", tmp_path / "one.txt", "--dossier", tmp_path / "d").code == 0
    first = foedus("relation", "NOR", "CHL", "--dossier", tmp_path / "d").out.splitlines()[0]
    assert "It rests on one root, Zenda Institute" in first
