"""Verbs that are quick and plain, so that the store, the engine and the pipeline can be tried without the reader.

A text file is one document for each paragraph; its first line names the publisher. A sentence "A verb B." is a claim of
A about B. Fakes are functions of modules, for worker processes import them.
"""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.errors import MissingModel, NothingToGather
from foedus.pipeline import Method
from foedus.records import (
    Assessment,
    Check,
    Claim,
    Copy,
    Document,
    Drift,
    Mention,
    Party,
    Proposition,
    Root,
    Voice,
    document_id,
    judgement,
    mention_id,
    problem,
)
from foedus.terms import (
    MENTION_IS_ACTOR,
    PUBLISHER_IS_OUTLET,
    ROOT_IS_ROOT,
    Anonymity,
    Change,
    Direction,
    Nature,
    Role,
    RootNature,
    Severity,
    Sort,
    Strength,
    Verb,
    Verdict,
)
from foedus.values import Cell, Span, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

_SENTENCE = re.compile(r"(\w+) (\w+) (\w+)\.")


@dataclass(frozen=True, slots=True)
class Found:
    path: Path
    name: str


def files(path):
    if not path.exists():
        raise NothingToGather(path)
    if path.is_file():
        return (Found(path, path.name),)
    return tuple(Found(each, each.relative_to(path).as_posix()) for each in sorted(path.rglob("*.txt")))


def open_file(found):
    text = found.path.read_text("utf-8")
    if "CRASH" in text:
        raise RuntimeError("a parser's mistake")
    if not text.strip():
        yield problem(verb=Verb.GATHER, about=found.name, code="empty-file", says="The file is empty: fill it.")
        return
    publisher, _, rest = text.partition("\n")
    for number, paragraph in enumerate(rest.strip().split("\n\n")):
        url = paragraph.split()[0] if paragraph.startswith("https://") else None
        identity = document_id(publisher=publisher, url=url, text=paragraph)
        yield Document(
            id=identity,
            text=paragraph,
            title=paragraph[:20],
            publisher=publisher,
            url=url,
            gathered_from=f"{found.name}#{number}",
        )
        because = "first line of the file"
        yield judgement(
            about=PUBLISHER_IS_OUTLET, subject=identity, candidate=publisher, by=Verb.GATHER, because=because
        )
        yield problem(
            verb=Verb.GATHER, about=identity, code="no-date", says="The text tells no date.", severity=Severity.NOTE
        )


def same_place(document):
    return document.url or document.gathered_from


@dataclass(frozen=True, slots=True)
class Reader:
    name: str


def reader(told, overlay=None):
    return Reader("plain-1" + (f" with {overlay.name}" if overlay else ""))


def another_reader(told, overlay):
    return Reader("plain-2")


def no_reader(told, overlay):
    raise MissingModel("it is not there")


def read(document, reader):
    if "KILL" in document.text:
        os._exit(9)
    if "RAISE" in document.text:
        raise RuntimeError("a reader's mistake")
    for found in _SENTENCE.finditer(document.text):
        first, second = (
            Span(document=document.id, start=found.start(group), end=found.end(group), text=found.group(group))
            for group in (1, 3)
        )
        evidence = Span(document=document.id, start=found.start(), end=found.end(), text=found.group())
        for span in (first, second):
            yield Mention(id=mention_id(span), span=span, nature=Nature.STATE)
        yield Claim(
            id=fingerprint("claim", document.id, found.start(), reader.name),
            says=fingerprint(found.group()),
            document=document.id,
            sort=Sort.ACT,
            evidence=evidence,
            kind=found.group(2),
            parties=(
                Party(role=Role.INITIATOR, mention=mention_id(first), words=first.text),
                Party(role=Role.TARGET, mention=mention_id(second), words=second.text),
            ),
            voices=(Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED),),
            read_by=reader.name,
        )


@dataclass(frozen=True, slots=True)
class World:
    fingerprint: str


def world(overlay):
    return World(overlay.name if overlay else "world-1")


def resolve(document, mentions, world):
    assert all(each.span.document == document.id for each in mentions)
    for each in mentions:
        yield judgement(
            about=MENTION_IS_ACTOR,
            subject=each.id,
            candidate=each.span.text[:3].upper(),
            by=Verb.RESOLVE,
            because=world.fingerprint,
            evidence=each.span,
        )


def trace(material, world, meaning):
    by_publisher = {}
    for each in material.claims:
        by_publisher.setdefault(material.document[each.document].publisher, []).append(each.id)
    roots = [
        Root(id=fingerprint("root", name), name=name, nature=RootNature.OUTLET, claims=tuple(claims))
        for name, claims in sorted(by_publisher.items())
    ]
    yield from roots
    for first, second in itertools.pairwise(roots):
        yield judgement(
            about=ROOT_IS_ROOT, subject=first.id, candidate=second.id, by=Verb.TRACE, because="they stand side by side"
        )
    for first, second in zip(material.documents, material.documents[1:], strict=False):
        if first.text == second.text:
            yield Copy(
                id=fingerprint(first.id, second.id),
                first=first.id,
                second=second.id,
                strength=Strength.SAME,
                direction=Direction.UNKNOWN,
                because="the same words",
                aligned=(),
                share=1.0,
            )


def assemble(material, meaning):
    by_words = {}
    for each in material.claims:
        by_words.setdefault(each.says, []).append(each)
    for says, claims in by_words.items():
        roots = tuple(sorted({material.root_of[each.id].id for each in claims}))
        yield Proposition(
            id=fingerprint("proposition", says),
            says=claims[0].evidence.text,
            sort=Sort.ACT,
            kind=claims[0].kind,
            initiators=material.actors_of.get(claims[0].parties[0].mention, ()),
            targets=material.actors_of.get(claims[0].parties[1].mention, ()),
            others=(),
            when=None,
            supporting=tuple(each.id for each in claims),
            denying=(),
            qualifying=(),
            refines=(),
            roots=roots,
            lower=len(roots),
            upper=len(roots),
            outlets=len(claims),
            unknown=0,
            belief=0.5,
        )
        for earlier, later in itertools.pairwise(claims):
            yield Drift(
                id=fingerprint(earlier.id, later.id),
                proposition=fingerprint("proposition", says),
                earlier=earlier.id,
                later=later.id,
                change=Change.TIME_LOST,
                before=earlier.evidence,
                after=later.evidence,
                says="nothing",
            )


def reference(folder):
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def add_reference(file, folder):
    folder.mkdir(exist_ok=True)
    (folder / file.name).write_bytes(file.read_bytes())


def check(material, reference):
    for each in material.propositions:
        for name in reference:
            yield Check(
                id=fingerprint(each.id, name),
                proposition=each.id,
                dataset=name,
                version="1",
                first_year=1900,
                last_year=2000,
                verdict=Verdict.OUTSIDE_COVERAGE,
                row=(Cell(column="year", value="2000"),),
                says="after its last year",
            )


def dyads(material):
    pairs = {tuple(sorted((*each.initiators, *each.targets))) for each in material.propositions}
    return tuple(each for each in pairs if len(each) == 2)


def assess(material, dyad):
    grounds = [each for each in material.propositions if {*each.initiators, *each.targets} == set(dyad)]
    yield Assessment(
        id=fingerprint("assessment", *dyad),
        dyad=dyad,
        framework="ladder",
        dimension="all",
        indicator=None,
        since=None,
        until=None,
        reached="early",
        low=None,
        high="moderate",
        grounds=tuple(each.id for each in grounds),
        counter_grounds=(),
        lower=1,
        upper=2,
        says="so far",
        method="counting",
    )


def rules(verb):
    return "rules-1"


def no_meaning():
    return None


METHOD = Method(
    files=files,
    open_file=open_file,
    same_place=same_place,
    reader=reader,
    read=read,
    world=world,
    resolve=resolve,
    meaning=no_meaning,
    trace=trace,
    assemble=assemble,
    reference=reference,
    add_reference=add_reference,
    check=check,
    dyads=dyads,
    assess=assess,
    rules=rules,
)

_STATES = ("Ruritania", "Graustark", "Freedonia", "Sylvania", "Borduria")
_ACTS = ("visited", "armed", "warned", "praised")


def write_files(folder, *, number=70):
    """Files of invented news, more than one piece of them, with an empty one and two of the same words."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in range(number):
        first, second = _STATES[each % 5], _STATES[(each * 3 + 1) % 5]
        act, more = _ACTS[each % 4], _ACTS[(each // 4) % 4]
        words = f"{first} {act} {second}. On day {each} {second} {more} {first}."
        again = f"{first} {more} {second}. It was {each}."
        (folder / f"{each:03}.txt").write_text(f"Outlet {each % 7}\n{words}\n\n{again}\n")
    (folder / "empty.txt").write_text("")
    return folder
