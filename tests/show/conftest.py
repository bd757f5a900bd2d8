"""One small dossier for all tests of what people see: our own prose, invented outlets, and one hostile paper.

The states are real ones, since the ladder is only for states that the knowledge files have."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asking import foedus
from conftest import absent
from opening import Opener
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

EXERCISE = """The navies of Norway and Chile held a joint exercise in the Gulf of Zenda in April 2024, \
the foreign ministry of Norway said on Monday. Twelve ships took part. Norway may sell torpedoes to Chile, \
a study by the Zenda Institute says. The two countries signed a treaty of friendship in 1998.

Fishermen in Modenstein watched the ships pass and complained that nobody had told them to stay away from the gulf.
"""
FILES = Path(__file__).resolve().parents[1] / "reference"
PAPERS = {
    "a-wire.txt": "title: Navies meet in the gulf\npublisher: Strelsau Wire\ndate: 2024-05-06\n\n" + EXERCISE,
    "b-post.txt": "title: Navies meet in the gulf\npublisher: Harbour Post\ndate: 2024-05-07\n\n" + EXERCISE,
    "c-mirror.txt": """title: No exercise, says ministry
publisher: Edelweiss Mirror
date: 2024-05-08

Chile's defence ministry denied that the navies of Norway and Chile held a joint exercise in April 2024.

Lasting leagues require members to put the common purse ahead of their own gain. So it was once. Lasting leagues \
require members to sacrifice the common purse for their own gain, an old hand in Chile said.
""",
    "d-<img src=x onerror=alert(1)>.txt": """title: <script>alert(1)</script> "onload=alert(2)
publisher: "><img src=x onerror=alert(3)>
date: 2024-05-09

Norway <script>alert(4)</script> sent two ships to Chile, the \u202efleet\u202c of Norway said. \
Chile thanked Norway for [the ships](javascript:alert(5)) and `x` \x1b[31mred\x1b[0m, *stars* | bars.
""",
    "e-undated.txt": "Norway sold grain to Chile, a trader in Strelsau said. The price was not told to anyone.\n",
}  # fmt: skip


@pytest.fixture(scope="session")
def followthemoney() -> Any:
    """FollowTheMoney's own model of entities."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own dependencies
        try:
            from followthemoney import model
        except ImportError:
            absent("FollowTheMoney's library is not here: install foedus[followthemoney], which compiles against ICU")
    return model


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def house(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dossier in which everything was done once."""
    folder = tmp_path_factory.mktemp("house") / "dossier"
    told = foedus("run", papers, "--dossier", folder)
    assert told.code == 0, told.err
    return folder


@pytest.fixture(scope="session")
def measured(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of the papers, with reference data of ours."""
    folder = tmp_path_factory.mktemp("numbers") / "dossier"
    shutil.copytree(house, folder)
    for name in ("atop_members", "exercises", "transfers", "mid_dyads", "rivalries"):
        assert foedus("reference", "add", FILES / f"{name}.csv", "--dossier", folder).code == 0
    assert foedus("check", "--dossier", folder).code == 0
    assert foedus("assess", "--dossier", folder).code == 0
    return folder


@pytest.fixture(scope="session")
def opener(measured: Path) -> Iterator[Opener]:
    made = Opener(measured)
    yield made
    made.dossier.close()


@pytest.fixture(scope="session")
def numbers(measured: Path) -> Iterator[Served]:
    served = Served(measured, free_port())
    yield served
    served.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed: pip install playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        absent("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()
