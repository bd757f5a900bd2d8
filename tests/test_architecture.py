"""The rules of ARCHITECTURE.md, each as a test."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "foedus"
MODULES = sorted(SOURCE.rglob("*.py"))
VERBS = ("gather", "read", "resolve", "trace", "assemble", "check", "assess", "show")
FORBIDDEN = {"utils", "helpers", "common", "misc", "base", "core", "manager", "processor", "handler", "data", "info"}


def trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES]


def functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_file_is_longer_than_400_lines() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{each.lineno} {each.name} ({(each.end_lineno or each.lineno) - each.lineno + 1})"
        for path, tree in trees()
        for each in functions(tree)
        if (each.end_lineno or each.lineno) - each.lineno + 1 > 40
    ]
    assert long == []


def test_every_public_function_and_module_is_documented() -> None:
    bare = []
    for path, tree in trees():
        if not ast.get_docstring(tree):
            bare.append(str(path.relative_to(ROOT)))
        for each in ast.walk(tree):
            named = isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not each.name.startswith("_") and not ast.get_docstring(each) and _is_top(tree, each):
                bare.append(f"{path.relative_to(ROOT)}:{each.lineno} {each.name}")
    assert bare == []


def _is_top(tree: ast.Module, node: ast.AST) -> bool:
    return node in tree.body


def test_no_file_has_a_vague_name() -> None:
    assert [str(path) for path in MODULES if path.stem in FORBIDDEN] == []


def test_verbs_never_import_each_other() -> None:
    broken = []
    for path, tree in trees():
        room = path.relative_to(SOURCE).parts[0]
        if room not in VERBS[:-1]:
            continue
        for each in ast.walk(tree):
            if isinstance(each, ast.ImportFrom) and each.module and each.module.startswith("foedus."):
                other = each.module.split(".")[1]
                if other in VERBS and other != room:
                    broken.append(f"{path.relative_to(ROOT)} imports {each.module}")
    assert broken == []


def test_the_import_contract_holds() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(tool)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_network_is_imported_by_the_language_model_s_client_alone() -> None:
    network = {"socket", "urllib.request", "http.client", "requests", "httpx", "urllib3", "ftplib", "smtplib"}
    users = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path, tree in trees()
        for each in ast.walk(tree)
        for name in _imported(each)
        if name in network
    ]
    assert users == ["src/foedus/read/by_llm/client.py imports urllib3"]


def test_the_network_is_not_imported_by_a_run() -> None:
    asked = "import sys, foedus.dossier; sys.exit('urllib3.connectionpool' in sys.modules and 'urllib3 was imported')"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_code_is_made_from_what_is_read() -> None:
    made = {"eval", "exec", "compile", "__import__"}
    packed = {"marshal", "shelve", "dill", "cloudpickle", "jsonpickle"}
    nodes = [(path.relative_to(ROOT).as_posix(), each) for path, tree in trees() for each in ast.walk(tree)]
    calls = [
        (path, each.func.id) for path, each in nodes if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    ]
    assert [each for each in calls if each[1] in made] == []
    assert [path for path, each in nodes if isinstance(each, ast.keyword) and each.arg == "shell"] == []
    names = [(path, name) for path, each in nodes for name in _imported(each)]
    assert [each for each in names if each[1] in packed] == []
    # YAML makes texts, lists and mappings of heads, by the loader that can make nothing else.
    assert [path for path, name in names if name == "yaml"] == ["src/foedus/gather/plain.py"]
    parts = [each for _, each in nodes if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)]
    used = {each.attr for each in parts if isinstance(each.value, ast.Name) and each.value.id == "yaml"}
    assert used == {"BaseLoader", "YAMLError", "load"}
    # What is pickled goes from a run to its own workers, here or on its own cluster.
    taken_in = {path for path, name in names if name == "pickle"}
    own = ("gathering", "spread_steps", "steps")
    assert taken_in == {f"src/foedus/pipeline/{name}.py" for name in own}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_the_repository_names_no_machine_and_no_registry() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    pattern = re.compile(r"/work/|/home/\w+|/root/|pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian")
    found = []
    for name in names:
        path = ROOT / name
        if name and path.is_file() and path.suffix in {".py", ".md", ".toml", ".csv", ".json", ".txt", ".sql", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            if pattern.search(text) and path != Path(__file__).resolve():
                found.append(name)
    assert found == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_a_folder_with_a_sentence(verb: str) -> None:
    tree = ast.parse((SOURCE / verb / "__init__.py").read_text(encoding="utf-8"))
    sentence = ast.get_docstring(tree)
    assert sentence
    assert "To be written" not in sentence


def test_the_map_in_the_architecture_page_is_the_code() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [each for each in sorted(SOURCE.iterdir()) if (each / "__init__.py").is_file()]
    for room in rooms:
        tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
        sentence = (ast.get_docstring(tree) or "").split("\n")[0]
        assert f"| `{room.name}/` | {sentence} |" in page, f"ARCHITECTURE.md lacks the sentence of {room.name}/"


def test_the_architecture_page_stays_short() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 150
