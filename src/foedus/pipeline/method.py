"""What the pipeline calls of each verb, as one record, so that a test can put another in a verb's place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.material import Material
    from foedus.records import (
        Assessment,
        Check,
        Claim,
        Copy,
        Dataset,
        Document,
        Drift,
        Judgement,
        Mention,
        Problem,
        Proposition,
        Root,
    )
    from foedus.terms import Verb


class Found(Protocol):
    """A file to gather."""

    @property
    def path(self) -> Path:
        """Where it lies: the file, or the archive that it is in."""
        ...

    @property
    def name(self) -> str:
        """What it is called among what was asked for."""
        ...


class Named(Protocol):
    """A reader: its name covers its model, its rules and its lexicons."""

    @property
    def name(self) -> str:
        """What a reading is signed with."""
        ...


class Fingerprinted(Protocol):
    """What is known of the world."""

    @property
    def fingerprint(self) -> str:
        """The same for the same knowledge."""
        ...


Meaning = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The verbs in the order of the work; each is a function that a worker process can be sent."""

    files: Callable[[Path], tuple[Any, ...]]
    open_file: Callable[[Any], Iterator[Document | Judgement | Problem]]
    same_place: Callable[[Document], str]
    reader: Callable[[str, Path | None], Any]
    read: Callable[[Document, Any], Iterator[Mention | Claim | Problem]]
    world: Callable[[Path | None], Any]
    resolve: Callable[[Document, Sequence[Mention], Any], Iterator[Judgement]]
    meaning: Callable[[], Meaning | None]
    trace: Callable[..., Iterator[Copy | Root | Judgement | Problem]]  # of Material, the world and a Meaning or None
    assemble: Callable[..., Iterator[Proposition | Drift | Problem]]  # of Material and a Meaning or None
    reference: Callable[[Path], Any]
    add_reference: Callable[[Path, Path], Dataset]
    check: Callable[[Material, Any], Iterator[Check | Problem]]
    dyads: Callable[[Material], tuple[tuple[str, str], ...]]
    assess: Callable[[Material, tuple[str, str]], Iterator[Assessment]]
    rules: Callable[[Verb], str]  # fingerprint of the code and data that the verb's folder holds
