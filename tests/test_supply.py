"""What is shipped: hashes of all that a run needs, licences that go together, builds that come out the same."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import supply

if TYPE_CHECKING:
    from pathlib import Path

LOCK = supply.ROOT / "requirements.txt"
# The builder may open no connection: a socket ends the build.
NO_NETWORK = """
import runpy, socket, sys
def refused(*_, **__): raise SystemExit("the build asked for the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
sys.argv = ["hatchling", "build", "-t", sys.argv[1], "-d", sys.argv[2]]
runpy.run_module("hatchling", run_name="__main__")
"""


def locked() -> dict[str, list[str]]:
    """The versions of each package in the lock."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK.read_text("utf-8"), flags=re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def test_every_licence_goes_with_ours():
    assert [each for each in supply.parts() if not each.is_compatible] == []


def test_the_page_lists_what_is_installed():
    page = supply.PAGE.read_text("utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", page, flags=re.MULTILINE)
    told = {name: licence for name, licence in rows if name != "package"}
    assert {each.name for each in supply.parts()} <= set(told), "write the page anew: python tests/supply.py"


def test_the_lock_holds_all_that_a_run_needs_with_hashes():
    held = locked()
    assert {each.name for each in supply.parts()} <= set(held), "write the lock anew: make lock"
    wanted = map(
        Requirement, tomllib.loads((supply.ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    )
    for each in wanted:
        assert all(each.specifier.contains(version) for version in held[canonicalize_name(each.name)]), each
    text = LOCK.read_text("utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", each) for each in blocks)
    assert not re.search(r"https?:|index-url|@ ", text)


def test_the_list_of_parts_has_each_locked_file(tmp_path):
    out = tmp_path / "foedus.cdx.json"
    words = ["-W", "ignore", "-m", "cyclonedx_py", "requirements", str(LOCK), "--pyproject",
             str(supply.ROOT / "pyproject.toml"), "--output-reproducible", "--output-format", "JSON"]  # fmt: skip
    subprocess.run([sys.executable, *words, "--output-file", str(out)], check=True, capture_output=True)
    told = json.loads(out.read_text("utf-8"))
    assert told["bomFormat"] == "CycloneDX"
    assert told["metadata"]["component"]["name"] == "foedus"
    listed = sorted((canonicalize_name(each["name"]), each["version"]) for each in told["components"])
    assert listed == sorted((name, version) for name, versions in locked().items() for version in versions)
    hashes = [one for each in told["components"] for place in each["externalReferences"] for one in place["hashes"]]
    assert {one["alg"] for one in hashes} == {"SHA-256"}
    assert {one["content"] for one in hashes} == set(re.findall(r"sha256:([0-9a-f]{64})", LOCK.read_text("utf-8")))
    assert not {"serialNumber", "timestamp"} & {*told, *told["metadata"]}, "two lists of the same parts are one"


def build(what: str, source: Path, out: Path) -> Path:
    """The wheel or source archive of the source, built without a network."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run([sys.executable, "-c", NO_NETWORK, what, str(out)], cwd=source, env=environment, check=True,
                   capture_output=True)  # fmt: skip
    (built,) = out.iterdir()
    return built


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build("sdist", supply.ROOT, tmp_path_factory.mktemp("sdist"))


def test_two_builds_are_one_hash(archive, tmp_path):
    assert digest(build("sdist", supply.ROOT, tmp_path / "again")) == digest(archive)
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    first = build("wheel", supply.ROOT, tmp_path / "first")
    for each in unpacked.rglob("*.py"):
        os.utime(each, (1, 1))
    second = build("wheel", unpacked, tmp_path / "second")
    assert first.name == second.name
    assert digest(first) == digest(second)


def test_the_wheel_holds_its_data_and_nothing_else(archive, tmp_path):
    with tarfile.open(archive) as packed:
        names = {each.partition("/")[2] for each in packed.getnames()}
    assert {
        "src/foedus/encoder/model/foedus.onnx",
        "src/foedus/knowledge/acts.csv",
        "LICENSE",
        "pyproject.toml",
    } <= names
    strange = [each for each in names if re.search(r"\.pyc$|__pycache__|(^|/)\.(?!gitignore)", each)]
    assert strange == []
