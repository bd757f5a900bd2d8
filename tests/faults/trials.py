"""A mutant enters a process; what Foedus made of it leaves, or what it should never have done.

This process is the one that may die: `watching` started it, looks at its time and memory, and starts another.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
import traceback
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asking
from faults import wholes
from foedus import Dossier
from foedus.assess import assess, dyads, load_framework
from foedus.check import add_reference, load_reference
from foedus.errors import FoedusError
from foedus.gather import Guidance, files, open_file
from foedus.pipeline.steps import Gathered, Reading, Resolved
from foedus.pipeline.verbs import METHOD
from foedus.records import Claim, Document, Judgement, Mention, Problem, document_id
from foedus.store import from_batch, to_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection

TODAY = date(2026, 1, 1)
_SENTENCE = re.compile(r"[^\n]{10,1500}[.”)]", re.DOTALL)
_OURS = ("Traceback", "our mistake")


class Wrong(Exception):
    """Foedus did what it never should."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A mutant: where it lies, what is to be done with it."""

    trial: str
    path: Path


def serve(pipe: Connection) -> None:
    """Try what comes through the pipe, one after the other, and say how each ended."""
    METHOD.reader("shipped", None)
    METHOD.world(None)
    pipe.send(("ready", ""))
    while (asked := pipe.recv()) is not None:
        try:
            pipe.send(("", TRIALS[asked.trial](asked.path)))
        except Wrong as wrong:
            pipe.send(("wrong", str(wrong)))
        except BaseException as error:  # the trial itself: nothing may pass that is not ours
            pipe.send((type(error).__name__, "".join(traceback.format_exception(error))[-4000:]))


def gathered_and_read(path: Path) -> str:
    """The file is opened, each document read and resolved, without a border that would hide a crash."""
    given = [each for found in files(path) for each in open_file(found, today=TODAY)]
    _demand_sound(given)
    documents = [each for each in given if isinstance(each, Document)]
    claims = 0
    for document in documents:
        claims += _read(document)
    codes = sorted({each.code for each in given if isinstance(each, Problem)})
    if not documents and not codes:
        raise Wrong("nothing came of the file and nothing was said")
    return f"{len(documents)} documents, {claims} claims, {' '.join(codes)}"


def _read(document: Document) -> int:
    reader = METHOD.reader("shipped", None)
    read = [*METHOD.read(document, reader)]
    _demand_sound(read)
    mentions = tuple(each for each in read if isinstance(each, Mention))
    claims = tuple(each for each in read if isinstance(each, Claim))
    for span in [each.span for each in mentions] + [each.evidence for each in claims] + _spans(claims):
        if document.text[span.start : span.end] != span.text or not span.text:
            raise Wrong(f"words that the text does not have at {span.start}: {span.text!r}")
    known = {each.id for each in mentions}
    if strange := [party for each in claims for party in each.parties if party.mention not in known]:
        raise Wrong(f"a party without a mention: {strange[0]}")
    judged = tuple(METHOD.resolve(document, mentions, METHOD.world(None)))
    _demand_kept(Reading(document=document.id, mentions=mentions, claims=claims), Reading)
    _demand_kept(Resolved(document=document.id, judgements=judged), Resolved)
    return len(claims)


def _spans(claims: Iterable[Claim]) -> list[Any]:
    every = []
    for each in claims:
        every += [each.predicate] if each.predicate else []
        every += [cue.span for cue in each.cues] + [quantity.span for quantity in each.quantities]
        every += [span for voice in each.voices for span in (voice.span, voice.cue) if span]
    return every


def _demand_sound(given: list[Any]) -> None:
    for each in given:
        if isinstance(each, Problem) and not (_SENTENCE.fullmatch(each.says) and re.fullmatch(r"[a-z-]+", each.code)):
            raise Wrong(f"a problem without a sentence: {each}")
        if isinstance(each, Document):
            _demand_whole(each)
    for document in (each for each in given if isinstance(each, Document)):
        about = tuple(each for each in given if isinstance(each, Judgement) and each.subject == document.id)
        _demand_kept(Gathered(name=document.gathered_from, documents=(document,), judgements=about), Gathered)


def _demand_whole(document: Document) -> None:
    if document.id != document_id(publisher=document.publisher, url=document.url, text=document.text):
        raise Wrong("an id that is not that of the text")
    if not document.text.strip():
        raise Wrong("a document without a text")
    places = [(part.start, part.end) for part in document.parts]
    if any(not 0 <= start < end <= len(document.text) for start, end in places):
        raise Wrong(f"a part beyond the text: {places}")


def _demand_kept(row: Any, kind: type) -> None:
    """What would be kept comes back the same."""
    if from_batch(to_batch([row], kind), kind) != [row]:
        raise Wrong(f"a {kind.__name__} that does not come back from the store as it went")


def run_whole(path: Path) -> str:
    """`foedus run` and what people ask afterwards, by the command line, in a dossier of its own."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = Path(folder) / "dossier"
        told = _ask("run", path, "--dossier", dossier, may=(0, 1))
        faults = [each for each in _ask("problems", "--json", "--dossier", dossier).json if each["severity"] == "fault"]
        if bool(faults) != (told.code == 1):
            raise Wrong(f"exit code {told.code} with {len(faults)} faults")
        if strange := [each for each in faults if each["code"].endswith("-failed")]:
            raise Wrong(f"caught at the border only: {strange[0]['says']}")
        for question in ("claims", "propositions", "sources", "drift", "unread", "show"):
            _ask(question, "--dossier", dossier)
        _ask("relation", "CHN", "RUS", "--dossier", dossier, may=(0, 2))
        _ask("brief", "CHN", "RUS", "-o", dossier.parent / "brief.html", "--dossier", dossier, may=(0, 2))
    return f"exit code {told.code}, {len(faults)} faults"


def reference_added(path: Path) -> str:
    """`foedus reference add` in a dossier that has another dataset: added and listed, or refused and not there."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = Path(folder) / "dossier"
        with Dossier(dossier):
            shutil.copytree(_held(), dossier / "reference")
        told = _ask("reference", "add", path, "--dossier", dossier, may=(0, 1))
        held = _ask("reference", "list", "--json", "--dossier", dossier).json
        if told.code == 0 and not any(each["added_from"] == path.name for each in held) and len(held) != 1:
            raise Wrong("added and not listed")
        if told.code == 1 and (len(held) != 1 or "\nleft out: " not in f"\n{told.err}"):
            raise Wrong(f"refused with {told.err!r}, and {len(held)} datasets are there")
        if told.code == 0:
            _ask("ask", "CHN", "RUS", "alliance", "1950", "--dossier", dossier, may=(0, 2))
            _ask("check", "--dossier", dossier, may=(0, 1))
    return f"exit code {told.code}: {(told.out + told.err).strip()[:150]}"


def framework_loaded(path: Path) -> str:
    """A framework of one's own is refused with a sentence, or a relation is assessed by it."""
    try:
        framework = load_framework(path)
    except FoedusError as error:
        return _sentence(error)
    material = _material()
    rows = [each for pair in dyads(material)[:2] for each in assess(material, pair, framework)]
    return f"loaded, {len(rows)} rows"


def actors_used(path: Path) -> str:
    """Actors of one's own are refused with a sentence, or a run goes on with them."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = Path(folder) / "dossier"
        told = _ask("run", wholes.ARTICLES / "02-harbour-gazette.txt", "--actors", path, "--dossier", dossier,
                    may=(0, 1, 2))  # fmt: skip
        if told.code != 2:
            _ask("claims", "--dossier", dossier)
        if told.code == 1:
            says = [each["says"] for each in _ask("problems", "--json", "--dossier", dossier).json]
            if border := [each for each in says if "could not be read (" in each or "worked out (" in each]:
                raise Wrong(f"caught at the border only: {border[0]}")
    return f"exit code {told.code}: {told.err.strip()[:150]}"


def library_cited(path: Path) -> str:
    """Publication data are refused with a sentence, or fill what a file does not tell."""
    try:
        guidance = Guidance(library=path)
    except FoedusError as error:
        return _sentence(error)
    note = [replace(found, guidance=guidance) for found in files(wholes.ARTICLES / "12-undated-note.txt")]
    given = [each for found in note for each in open_file(found, today=TODAY)]
    _demand_sound(given)
    if not any(isinstance(each, Document) for each in given):
        raise Wrong("publication data cost the document that they tell of")
    return f"{len(given)} rows"


def dossier_opened(path: Path) -> str:
    """A dossier of which a file was changed answers, or says that it is damaged; a run ends with a true exit code."""
    questions = (("show",), ("claims", "--json"), ("propositions",), ("sources", "--copies"), ("problems",), ("drift",),
                 ("unread",), ("search", "machine tools"), ("why", "9f0dffdf"), ("relation", "CHN", "RUS"),
                 ("reference", "list"), ("ask", "CHN", "RUS", "alliance", "1950"))  # fmt: skip
    codes = [_ask(*words, "--dossier", path, may=(0, 2, 3)).code for words in questions]
    codes.append(_ask("run", wholes.ARTICLES / "02-harbour-gazette.txt", "--dossier", path, may=(0, 1, 2, 3)).code)
    return "exit codes " + " ".join(map(str, codes))


def _ask(*words: object, may: tuple[int, ...] = (0,)) -> asking.Told:
    told = asking.foedus(*words)
    said = f"foedus {' '.join(map(str, words))}: exit code {told.code}\n{told.err[-3000:]}"
    if any(each in told.err for each in _OURS) or told.code not in may:
        raise Wrong(said)
    if told.code in {2, 3} and not told.err.strip():
        raise Wrong(f"{said} and nothing was said")
    return told


def _sentence(error: FoedusError) -> str:
    if not _SENTENCE.fullmatch(str(error)):
        raise Wrong(f"no sentence: {str(error)[:3000]!r}")
    return str(error)[:150]


@cache
def _held() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="foedus-held-"))
    add_reference(wholes.REFERENCE / "exercises.csv", folder)
    assert len(load_reference(folder).datasets) == 1
    return folder


@cache
def _material() -> Any:
    with tempfile.TemporaryDirectory() as folder, Dossier(Path(folder) / "dossier") as dossier:
        dossier.run(wholes.ARTICLES)
        return dossier.material()


TRIALS: dict[str, Callable[[Path], str]] = {
    "documents": gathered_and_read,
    "run": run_whole,
    "reference": reference_added,
    "framework": framework_loaded,
    "actors": actors_used,
    "library": library_cited,
    "dossier": dossier_opened,
}


def _wait(path: Path) -> str:
    time.sleep(1000)
    return ""


def _work(path: Path) -> str:
    while True:
        pass


def _fill(path: Path) -> str:
    held = [b"x" * (64 << 20) for _ in range(200)]
    time.sleep(1000)
    return str(len(held))


def _die(path: Path) -> str:
    os.abort()


# What a program under test might do, so that those who watch are tested too.
TRIALS |= {"wait": _wait, "work": _work, "fill": _fill, "die": _die, "raise": lambda path: str(path / 1)}  # type: ignore[operator]
