"""A brief enters; headings, paragraphs, points and tables leave, for what lays out pages of paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from foedus.show.exports.writing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.show.brief import Brief, Entry
    from foedus.show.contradictions import Contradiction
    from foedus.show.notes import Note

Style = Literal["plain", "strong", "quiet", "mark", "call"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; "call" is the number of a note, "mark" a cue word."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page."""

    form: Literal["title", "heading", "paragraph", "point", "below", "note", "table"]
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, the first its heading
    number: int = 0  # of a note


def blocks(brief: Brief) -> Iterator[Block]:
    """The brief from its answer to its notes, in the order of the page."""
    yield Block("title", (Run(f"{brief.first} and {brief.second}: what is claimed, and on whose word"),))
    yield _paragraph(Run(one_line(brief.ladder.answer), "strong"), *_footing(brief))
    yield _paragraph(Run(_scope(brief), "quiet"), Run(f" {brief.why}", "quiet"))
    yield _heading("What is claimed of the relation")
    for entry in brief.entries:
        yield from _entry(entry)
    if not brief.entries:
        yield _paragraph(Run("No claim in this dossier names both."))
    if brief.contradictions:
        yield _heading("What contradicts what")
        for each in brief.contradictions:
            yield from _contradiction(each)
    yield from _ladder(brief)
    yield from _sources(brief)
    yield from _changes(brief)
    yield from _checks(brief)
    if brief.beside:
        yield _heading("Of one of the two")
        for entry in brief.beside:
            yield from _entry(entry)
        if brief.beside_left_out:
            yield _paragraph(Run(f"{brief.beside_left_out} more: foedus propositions lists them.", "quiet"))
    yield from _care(brief)
    yield _heading("Documents")
    for told in brief.documents:
        place = f"{told['title']} ({told['publisher']}, {told['published_on']}): {told['file']}"
        yield Block("point", (Run(one_line(place)), _id(told["id"])))
    yield _heading("Notes")
    yield from (_note(each) for each in brief.notes)
    yield _paragraph(Run(f"Foedus {brief.version}. Every id opens with: foedus why ID", "quiet"))


def _footing(brief: Brief) -> list[Run]:
    if not brief.ladder.id:
        return []
    said = " ".join(one_line(each) for each in (brief.ladder.footing, *brief.ladder.swings))
    return [Run(f" {said}"), _id(brief.ladder.id), Run(f" {brief.ladder.without}", "quiet")]


def _scope(brief: Brief) -> str:
    return (
        f"{_many(brief.claims, 'claim')} from {_many(len(brief.documents), 'document')} of "
        f"{_many(brief.outlets, 'outlet')}, on {_many(len(brief.roots), 'root')}. In the counts, ● is a root that the "
        "reporting shows to be independent, ○ one that may be."
    )


def _entry(entry: Entry) -> Iterator[Block]:
    yield Block("point", (Run(f"“{one_line(entry.says)}”"), *_calls(entry.notes)))
    roots = f": {', '.join(name for name, _ in entry.roots)}" if entry.roots else ""
    marks = "●" * entry.lower + "○" * (entry.upper - entry.lower)
    more = [entry.who, entry.what, entry.certainty, f"belief {entry.belief}"]
    more += ["✕ contradicted"] if entry.contradicted else []
    more += ["from a garbled passage"] if entry.damaged else []
    told = one_line(f"{roots}. {'; '.join(each for each in more if each)}.")
    yield Block("below", (Run(f"{marks} " if marks else ""), Run(entry.count, "strong"), Run(told), _id(entry.id)))
    for respect, because, note in entry.qualified[:3]:
        yield Block("below", (Run(f"≈ qualified ({respect}): {one_line(because)}"), *_calls((note,))))
    if len(entry.qualified) > 3:
        rest = entry.qualified[3:]
        yield Block("below", (Run(f"≈ and by {len(rest)} more"), *_calls([note for _, _, note in rest])))


def _contradiction(each: Contradiction) -> Iterator[Block]:
    within = f"; one document says both: {each.within}" if each.within else ""
    told = f"“{each.about}” ({'; '.join(each.because)}){within}"
    yield Block("point", (Run(one_line(told)), _id(each.id)))
    for sign, side in (("✓ for", each.pro), ("✕ against", each.con)):
        for note in side:
            told = one_line(f"{sign}: “{note.text}” {note.chain}; {note.certainty}")
            yield Block("below", (Run(told), *_calls((note.number,))))


def _ladder(brief: Brief) -> Iterator[Block]:
    if not brief.ladder.rungs:
        return
    yield _heading("The ladder, with receipts")
    for rung in brief.ladder.rungs:
        beside = "" if rung.is_stage else " (beside the stages)"
        yield Block("point", (Run(rung.name, "strong"), Run(beside, "quiet")))
        for step in rung.told:
            name = Run(f"{step.mark} {one_line(step.name)}: ")
            yield Block("below", (name, Run(step.reached, "strong"), Run(f". {one_line(step.says)}"), _id(step.id)))
        if rung.untold:
            yield Block("below", (Run(f"· nothing told of: {'; '.join(rung.untold)}", "quiet"),))


def _sources(brief: Brief) -> Iterator[Block]:
    yield _heading("On whose word")
    rows: list[tuple[str, ...]] = [("root", "what it is", "claims", "in the dossier", "id")]
    for each in brief.roots:
        read = "yes" if each["is_read"] else "no"
        rows.append((one_line(each["name"]), str(each["nature"]), str(each["claims"]), read, str(each["id"])[:8]))
    yield Block("table", rows=tuple(rows))
    if brief.unread:
        heavy = "; ".join(f"{one_line(each['name'])} ({each['propositions']})" for each in brief.unread)
        yield _paragraph(Run(f"Leaned on and not read, with how many propositions: {heavy}."))


def _changes(brief: Brief) -> Iterator[Block]:
    if brief.drifts:
        yield _heading("What changed on the way")
    for each in brief.drifts:
        sides = f"{each['earlier']}: “{each['before']}”; {each['later']}: “{each['after']}”"
        said = one_line(f": {each['says'].rstrip('.')}. {sides}")
        yield Block("point", (Run(each["change"], "strong"), Run(said), _id(each["id"])))


def _checks(brief: Brief) -> Iterator[Block]:
    held = [*brief.checks, *brief.silent]
    if held:
        yield _heading("Held against the record")
    for each in held:
        said = one_line(f": {each.says} ({each.dataset} {each.version}, {each.first_year} to {each.last_year})")
        yield Block("point", (Run(each.verdict.value, "strong"), Run(said), _id(each.id)))


def _care(brief: Brief) -> Iterator[Block]:
    yield _heading("Read with care")
    for fault in brief.faults:
        yield Block("point", (Run(one_line(f"could not be read: {fault.about}: {fault.says}")), _id(fault.id)))
    for remark in brief.remarks:
        says = f": {one_line(remark.says)}" if remark.says else ""
        yield Block("point", (Run(remark.code, "strong"), Run(f" ({len(remark.places)}){says}")))
        for words, where, identity in remark.places:
            told = f"“{words}” {where}" if words else where
            yield Block("below", (Run(one_line(told)), _id(identity)))
    if not brief.faults and not brief.remarks:
        yield _paragraph(Run("Nothing was marked."))


def _note(note: Note) -> Block:
    words = [Run(one_line_kept(text), "mark" if is_cue else "plain") for text, is_cue in note.pieces]
    told = [note.chain, note.what, note.certainty, note.when, "from a garbled passage" if note.damaged else ""]
    said = one_line(f"{'; '.join(each for each in told if each)}. {note.title}, {note.published_on}: {note.address}")
    return Block("note", (Run("“"), *words, Run(f"” {said}"), _id(note.id)), number=note.number)


def one_line_kept(text: str) -> str:
    """The words on one line, the spaces at both ends kept, since other words stand there."""
    inner = one_line(text)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{inner}{' ' if after and inner else ''}"


def _heading(words: str) -> Block:
    return Block("heading", (Run(words),))


def _paragraph(*runs: Run) -> Block:
    return Block("paragraph", runs)


def _calls(notes: Sequence[int]) -> list[Run]:
    return [Run(str(each), "call") for each in notes]


def _id(identity: str) -> Run:
    return Run(f" {identity[:8]}", "quiet")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
