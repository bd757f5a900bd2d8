"""The documents tell the truth: every command's help, the README's real output, every public name with an example."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest

import foedus as package
from asking import foedus
from documents import commands, hold
from foedus import Dossier
from foedus.show.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo corpus as `make demo` reads it."""
    folder = tmp_path_factory.mktemp("demo") / "demo-dossier"
    told = foedus("run", ROOT / "examples" / "demo" / "articles", "--dossier", folder)
    assert told.code == 0, told.err
    return {"demo-dossier": folder, "examples/demo/articles": ROOT / "examples" / "demo" / "articles"}


def test_every_command_is_told_with_its_help() -> None:
    page = DOCS / "commands.md"
    assert [f"foedus {name} --help" for name in COMMANDS] == [
        each for each in commands(page) if each.count(" ") == 2
    ], "one block for each command, in the order of the method"
    hold(page, {})


def test_the_readme_shows_what_the_demo_prints(demo: dict[str, Path]) -> None:
    readme = ROOT / "README.md"
    assert len(commands(readme)) == 6
    hold(readme, demo)


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md", "docs/commands.md", "docs/library.md"])
def test_every_command_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"(?:^|[`$] ?)foedus ([a-z]+)\b", text, flags=re.MULTILINE)
    assert {each for each in named if each != "import"} <= set(COMMANDS)


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md", "docs/commands.md", "docs/library.md"])
def test_every_link_within_the_repository_leads_somewhere(name: str) -> None:
    document = ROOT / name
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_every_public_name_is_told() -> None:
    text = (DOCS / "library.md").read_text(encoding="utf-8")
    for name in package.__all__:
        assert f"`{name}`" in text
    methods = [name for name, _ in inspect.getmembers(Dossier) if not name.startswith("_")]
    missing = [name for name in methods if f".{name}(" not in text and f".{name}" not in text]
    assert not missing, f"docs/library.md says nothing of {missing}"


def test_the_examples_of_the_library_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    text = (DOCS / "library.md").read_text(encoding="utf-8")
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    tests = doctest.DocTestParser().get_doctest(text.replace("```", ""), {}, "library.md", None, 0)
    assert len(tests.examples) >= 20
    said: list[str] = []
    doctest.DocTestRunner(optionflags=flags).run(tests, out=said.append)
    assert not said, "".join(said)
