"""How steady the reader is: sentences enter, each is changed on purpose, and what became of its codings leaves.

A sentence is asked alone. Each probe makes one change and says what must become of the codings:

- **order**: the names of its two states change places, so the codings must turn round.
- **passive**: its active main clause is put into the passive, and the codings must stay.
- **names**: both states are called by other states' names, and the codings must name these and stay otherwise.
- **noise**: sentences that have nothing to do with it are put around it, and the codings must stay.

A probe that cannot be made of a sentence is not counted. There is no chance in it: the other names go round a fixed
list, in the order of the sentences.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from foedus.errors import BadGold
from foedus.evaluate import events
from foedus.evaluate.codings import Coding
from foedus.evaluate.records import read_sentences
from foedus.evaluate.rewording import passive_of, renamed, states_named
from foedus.gather import gather
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.read import default_reader
from foedus.read.page import stretches
from foedus.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

PROBES = ("order", "passive", "names", "noise")
#: States with a name of one word that no person, place or thing shares.
_OTHERS = {
    "PRT": "Portugal", "BOL": "Bolivia", "FIN": "Finland", "MYS": "Malaysia", "SEN": "Senegal", "URY": "Uruguay",
    "SVN": "Slovenia", "TZA": "Tanzania", "MNG": "Mongolia", "NOR": "Norway",
}  # fmt: skip
_BEFORE = "The library on the corner was painted last spring."
_AFTER = "Tickets for the evening concert are sold at the door."
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A changed sentence, and the codings that it must have."""

    probe: str
    before: str
    after: str
    wanted: frozenset[Coding]


@dataclass(slots=True)
class Tally:
    """How many changed sentences are coded as they must be, with the right dyads at least, or not at all."""

    cases: int = 0
    right: int = 0
    dyads: int = 0
    silent: int = 0
    wrong: list[dict[str, Any]] = field(default_factory=list)

    def add(self, case: Case, found: frozenset[Coding]) -> None:
        """Counts one changed sentence."""
        self.cases += 1
        self.right += found == case.wanted
        self.dyads += {each.dyad for each in found} == {each.dyad for each in case.wanted}
        self.silent += not found
        if found != case.wanted:
            told = {"wanted": sorted(map("-".join, case.wanted)), "found": sorted(map("-".join, found))}
            self.wrong.append({"before": case.before, "after": case.after, **told})

    def shares(self) -> dict[str, Any]:
        """The tally as shares of its cases."""
        whole = max(1, self.cases)
        counts = {"right": self.right, "dyads_right": self.dyads, "not_coded": self.silent}
        return {"cases": self.cases, **{name: count / whole for name, count in counts.items()}, "wrong": self.wrong}


def measure(paths: Sequence[Path]) -> dict[str, Any]:
    """For each probe, how many sentences it was made of, and how often the codings did what they must."""
    sentences = list(dict.fromkeys(each for path in paths for each in sentences_of(path)))
    given = {text: read.all for text, read in read_sentences(sentences).items()}
    cases = list(_cases(sentences, given))
    after = read_sentences(dict.fromkeys(each.after for each in cases))
    tallies = {name: Tally() for name in PROBES}
    for case in cases:
        tallies[case.probe].add(case, after[case.after].all)
    coded = sum(bool(each) for each in given.values())
    return {"sentences": len(sentences), "coded": coded, **{name: each.shares() for name, each in tallies.items()}}


def sentences_of(path: Path) -> Iterator[str]:
    """The sentences of PLOVER's records (.json), of PLV's table (.tsv), or of any text."""
    if path.suffix == ".json":
        try:
            yield from (str(row["text"]) for row in json.loads(path.read_text(encoding="utf-8")) if "text" in row)
        except (ValueError, TypeError) as error:
            raise BadGold(path, "it is no list of records") from error
    elif path.suffix == ".tsv":
        yield from (row.text for row in events.load(path))
    else:
        for document in gather(path):
            if isinstance(document, Document):
                spans = stretches(document, load_language())
                for sentence in default_reader().encoder.analyse(document.text, spans).sentences:
                    yield " ".join(document.text[sentence.start : sentence.end].split())


def _cases(sentences: Iterable[str], given: Mapping[str, frozenset[Coding]]) -> Iterator[Case]:
    turn = 0
    for text in sentences:
        if not given[text]:
            continue
        yield Case(probe="noise", before=text, after=f"{_BEFORE} {text} {_AFTER}", wanted=given[text])
        analysis = default_reader().encoder.analyse(text)
        passive = passive_of(text, analysis.sentences[0]) if len(analysis.sentences) == 1 else None
        if passive is not None:
            yield Case(probe="passive", before=text, after=passive, wanted=given[text])
        made = list(_renamings(text, given[text], turn))
        turn += bool(made)
        yield from made


def _renamings(text: str, given: frozenset[Coding], turn: int) -> Iterator[Case]:
    """The probes that put names for names, where the sentence has two states and names them plainly."""
    named = states_named(text, load_world())
    pair = list(dict.fromkeys(each.state for each in named))
    coded = {state for each in given for state in each.dyad}
    if len(pair) != _PAIR or coded != set(pair) or not all(each.is_plain for each in named):
        return
    own = {each.state: text[each.start : each.end] for each in named}
    swapped = {pair[0]: own[pair[1]], pair[1]: own[pair[0]]}
    yield Case(
        probe="order",
        before=text,
        after=renamed(text, named, swapped),
        wanted=_turned(given, {pair[0]: pair[1], pair[1]: pair[0]}),
    )
    free = [each for each in _OTHERS if each not in pair]
    others = [free[(turn * _PAIR + place) % len(free)] for place in range(_PAIR)]
    yield Case(
        probe="names",
        before=text,
        after=renamed(text, named, {old: _OTHERS[new] for old, new in zip(pair, others, strict=True)}),
        wanted=_turned(given, dict(zip(pair, others, strict=True))),
    )


def _turned(codings: frozenset[Coding], states: Mapping[str, str]) -> frozenset[Coding]:
    return frozenset(Coding(states[each.initiator], each.type, states[each.target]) for each in codings)
