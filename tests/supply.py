"""What is installed enters; every package that a run needs leaves, with its version and licence.

`python tests/supply.py` writes the table of docs/dependencies.md.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "dependencies.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
_ONE = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "BSD-3-Clause and Public-Domain": "BSD-3-Clause AND CC0-1.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
# May be combined with Apache-2.0 in one work.
FREE = frozenset({"MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "Zlib", "CC0-1.0", "PSF-2.0", "ISC",
                  "CNRI-Python", "Unlicense", "HPND", "MIT-CMU"})  # fmt: skip
# Bind changes to their own files only: such a package is installed beside Foedus, unchanged, and never copied into it.
FILE_BY_FILE = frozenset({"MPL-2.0", "MPL-1.1", "LGPL-2.1-or-later"})


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A package that a run needs."""

    name: str
    version: str
    licence: str

    @property
    def is_compatible(self) -> bool:
        """Whether one of its licences lets it stand beside ours."""
        return any(
            all(each.strip(" ()") in FREE | FILE_BY_FILE for each in re.split(r"\s+AND\s+", choice))
            for choice in re.split(r"\s+OR\s+", self.licence)
        )


def parts() -> tuple[Part, ...]:
    """Every package that `pip install foedus` brings on this machine, in the order of names."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    found: dict[str, Part] = {}
    _follow(map(Requirement, told), found, extras=frozenset({""}))
    return tuple(sorted(found.values()))


def _follow(wanted: Iterable[Requirement], found: dict[str, Part], *, extras: frozenset[str]) -> None:
    for each in wanted:
        name = canonicalize_name(each.name)
        if name in found or (each.marker and not any(each.marker.evaluate({"extra": extra}) for extra in extras)):
            continue
        try:
            there = distribution(name)
        except PackageNotFoundError:
            raise LookupError(f"{name} is needed and not installed") from None
        found[name] = Part(name, there.version, _licence(there.metadata))
        _follow(map(Requirement, there.requires or ()), found, extras=frozenset({"", *each.extras}))


def _licence(metadata) -> str:
    expression = metadata.get("License-Expression")
    if expression:
        return expression
    classes = [each.rpartition("::")[2].strip() for each in metadata.get_all("Classifier") or ()
               if each.startswith("License ::")]  # fmt: skip
    told = (metadata.get("License") or "").strip().split("\n")[0]
    for each in (told, *classes):
        if each in _ONE or each in FREE | FILE_BY_FILE or " AND " in each:
            return _ONE.get(each, each)
    return told or "not told"


def table() -> str:
    """The packages as a table; versions are in requirements.txt, and are not repeated here."""
    rows = [f"| {each.name} | {each.licence} |" for each in parts()]
    return "\n".join([BEGIN, "", "| package | licence |", "| --- | --- |", *rows, "", END])


def main() -> None:
    """Write the table into the page."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(before + table() + rest.partition(END)[2], "utf-8")
    sys.stdout.write(f"{len(parts())} packages\n")


if __name__ == "__main__":
    main()
