"""The rows of the language files: what enters is CSV and TOML beside this module, what leaves is frozen rows.

A cell may hold alternatives separated by `|`; every combination of a row's alternatives is one entry. Every row names
its source. LANGUAGE.md tells what each column means.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING

from foedus.errors import UnsourcedRow
from foedus.records import Kind
from foedus.terms import RootNature, Sort, Status
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


TURNS = ("promised", "refused", "demanded")
FILES = ("kinds.toml", "acts.csv", "nouns.csv", "cues.csv", "voices.csv", "sources.csv", "irregular.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One way to word an act: a predicate, what must stand with it, and the kind of act it then is.

    `kind` is None where the wording looks like an act and is none ("kill a bill").
    """

    lemma: str
    upos: str  # VERB, NOUN, ADJ or AUX
    particle: str | None
    preposition: str | None  # a preposition that must mark one of the complements
    noun: str | None  # lemma or "@class" of an object, complement or modifier; "a+b" wants both
    kind: str | None
    target: tuple[str, ...]  # "object", "possessive" or prepositions, in order of preference
    initiator: str  # "subject", or the preposition that marks it: "received arms FROM Ruritania"
    is_reciprocal: bool
    status: Status | None
    alone: str | None  # the kind instead, where only one party takes part
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRow:
    """Words that set how certain a clause is, or what sort of claim it makes."""

    words: tuple[str, ...]  # lemmas in lower case
    upos: str | None  # of the first word
    effect: str
    scope: str  # "own": bears on the clause that it stands in; "below": on what it governs
    value: str | None  # factuality that the content gets under the cue, where it gives one
    sort: Sort | None
    negated: str | None  # factuality that the content gets when the cue itself is negated
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """A way to name who says something."""

    words: tuple[str, ...]  # lemmas in lower case
    form: str  # "verb", "preposition", "phrase", "noun" or "adverb"
    object_is_addressee: bool
    commitment: str
    sort: Sort | None  # the sort that it gives to the content
    value: str | None  # factuality of the content from the speaker's view, where the word decides it
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNoun:
    """A noun that describes a source without naming it."""

    words: tuple[str, ...]
    nature: RootNature
    source_class: str  # person, organisation, report, leak, database, poll, image, outlet, statement
    is_anonymous: bool  # it stands for somebody whom the text may leave unnamed
    speaks_for: bool  # it usually speaks for another: a spokesman, a co-author, a ministry
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTable:
    """What kinds.toml holds."""

    kinds: Mapping[str, Kind]
    plover: Mapping[str, str]  # for each kind, the PLOVER 2021 type and mode that it maps down to
    turned: Mapping[tuple[str, str], str]  # by kind and turn


def _text(name: str) -> str:
    return files("foedus.knowledge").joinpath(name).read_text(encoding="utf-8")


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file beside this module, each with a source."""
    for number, row in enumerate(csv.DictReader(_text(name).splitlines()), start=2):
        if not row["source"]:
            raise UnsourcedRow(name, number)
        yield row


def files_fingerprint() -> str:
    """The fingerprint of all language files: it changes when any row does."""
    return fingerprint(
        "language", *(files("foedus.knowledge").joinpath(name).read_text(encoding="utf-8") for name in FILES)
    )


def read_kinds() -> KindTable:
    """The kinds of acts by id, what each maps down to, and what each becomes when it is promised, refused, demanded."""
    table = tomllib.loads(_text("kinds.toml"))
    turned = {
        (row["id"], turn): row.get(turn) or table["types"].get(row["id"].partition(".")[0], {}).get(turn)
        for row in table["kinds"]
        for turn in TURNS
    }
    return KindTable(
        kinds={row["id"]: _kind(row, table) for row in table["kinds"]},
        plover={row["id"]: row.get("plover", row["id"]) for row in table["kinds"]},
        turned={key: kind for key, kind in turned.items() if kind},
    )


def _kind(row: Mapping[str, str], table: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Kind:
    kind_type, _, mode = row["id"].partition(".")
    of_type = table["types"].get(kind_type)
    return Kind(
        id=row["id"],
        type=kind_type,
        mode=mode or None,
        meaning=row["meaning"],
        example=row["example"],
        quad=str(of_type["quad"]) if of_type else "none",
        cameo=row.get("cameo"),
        intensity=float(str(of_type["intensity"])) if of_type else None,
        scale=str(table["scale"]) if of_type else "",
    )


def read_acts() -> Iterator[ActRow]:
    """One row for each combination of a file row's lemmas, nouns and prepositions."""
    for row in read_rows("acts.csv"):
        alternatives = (row[column].split("|") for column in ("lemma", "noun", "preposition"))
        for lemma, noun, preposition in product(*alternatives):
            yield ActRow(
                lemma=lemma,
                upos=row["upos"],
                particle=row["particle"] or None,
                preposition=preposition or None,
                noun=noun or None,
                kind=row["kind"] or None,
                target=() if row["target"] == "none" else tuple(row["target"].split("|")),
                initiator=row["initiator"],
                is_reciprocal=row["reciprocal"] == "yes",
                status=Status(row["status"]) if row["status"] else None,
                alone=row["alone"] or None,
                source=row["source"],
            )


def read_classes() -> dict[str, frozenset[str]]:
    """For each lemma, the noun classes that it belongs to."""
    found: dict[str, set[str]] = {}
    for row in read_rows("nouns.csv"):
        found.setdefault(row["lemma"], set()).add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in found.items()}


def read_cues() -> Iterator[CueRow]:
    """One row for each alternative wording."""
    for row in read_rows("cues.csv"):
        for wording in row["words"].split("|"):
            yield CueRow(
                words=tuple(wording.split()),
                upos=row["upos"] or None,
                effect=row["effect"],
                scope=row["scope"],
                value=row["value"] or None,
                sort=Sort(row["sort"]) if row["sort"] else None,
                negated=row["negated"] or None,
                note=row["note"],
                source=row["source"],
            )


def read_voices() -> Iterator[VoiceRow]:
    """One row for each alternative wording."""
    for row in read_rows("voices.csv"):
        for wording in row["words"].split("|"):
            yield VoiceRow(
                words=tuple(wording.split()),
                form=row["form"],
                object_is_addressee=row["object_is_addressee"] == "yes",
                commitment=row["commitment"],
                sort=Sort(row["sort"]) if row["sort"] else None,
                value=row["value"] or None,
                note=row["note"],
                source=row["source"],
            )


def read_sources() -> Iterator[SourceNoun]:
    """One row for each alternative wording."""
    for row in read_rows("sources.csv"):
        for wording in row["words"].split("|"):
            yield SourceNoun(
                words=tuple(wording.split()),
                nature=RootNature(row["nature"]),
                source_class=row["source_class"],
                is_anonymous=row["anonymous"] == "yes",
                speaks_for=row["speaks_for"] == "yes",
                source=row["source"],
            )


def read_irregular() -> dict[tuple[str, str], frozenset[str]]:
    """The irregular forms of a word, by lemma and part of speech."""
    return {(row["lemma"], row["upos"]): frozenset(row["forms"].split("|")) for row in read_rows("irregular.csv")}
