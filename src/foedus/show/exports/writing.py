"""Values enter; the bytes of JSON, of tables between tabs and of days leave, valid whatever a text holds."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from foedus.show.plainness import visible
from foedus.show.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foedus.material import Material

SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_BREAKS = re.compile(r"[\x85\u2028\u2029]")  # what some programs take for the end of a line
IRI = "urn:foedus:"
_NAMES = uuid5(NAMESPACE_URL, IRI)


def json_bytes(value: object) -> bytes:
    """The value as one JSON text, its keys in the order given."""
    return (json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def json_lines(values: Iterable[object]) -> bytes:
    """The values as JSON Lines, one to a line."""
    lines = (_BREAKS.sub(_escaped, json.dumps(plain(each), ensure_ascii=False)) for each in values)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def tab_lines(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows with tabs between their cells and no heading; a cell's own tabs and line ends become spaces."""
    return "".join("\t".join(one_line(each) for each in row) + "\n" for row in rows).encode("utf-8", "replace")


def one_line(value: object) -> str:
    """The value on one line, nothing for None.

    >>> one_line("a\\tb\\r\\nc"), one_line(None)
    ('a b c', '')
    """
    return "" if value is None else visible(SPACE.sub(" ", str(value)).strip())


def iri(identity: str) -> str:
    """The name of one of our ids among those of the web; what stands after the last colon is for `foedus why`."""
    return f"{IRI}{identity}"


def uuid_of(kind: str, identity: str) -> str:
    """An id of ours as a UUID by name (version 5, RFC 9562), the same for the same id.

    >>> uuid_of("note", "9f0dffdf")[14]
    '5'
    """
    return str(uuid5(_NAMES, f"{kind}/{identity}"))


def last_day(material: Material) -> date:
    """The day of the dossier's latest document, since no clock enters; the first of 1970 where none tells its day."""
    return max((each.published_on for each in material.documents if each.published_on), default=date(1970, 1, 1))
