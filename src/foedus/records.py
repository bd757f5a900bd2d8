"""The nouns of Foedus: frozen records that import nothing of ours.

One record is one table with one writer. Two ledgers, judgements and problems, may be appended to by any verb and
are changed by none. Ids are fingerprints of content: no clock and no chance enters them. `None` means that the text
does not say. Offsets are code points of `Document.text`, the end not included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from foedus.terms import (
    Anonymity,
    Change,
    Direction,
    Disagreement,
    Factuality,
    Manner,
    Nature,
    Opinion,
    Role,
    RootNature,
    Severity,
    Sort,
    Status,
    Strength,
    Verb,
    Verdict,
)
from foedus.values import Alignment, Cell, Coverage, Cue, Passage, Period, Quantity, Span, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as gathered; it never changes after its id is computed."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    published_on: date | None = None
    language: str | None = None  # ISO 639-1
    parts: tuple[Passage, ...] = ()
    gathered_from: str = ""  # the file, relative to the folder or archive that was gathered
    replaces: str | None = None  # the id of the older text gathered from the same place


def document_id(*, publisher: str | None, url: str | None, text: str) -> str:
    """The id of the document with this publisher, address and text."""
    return fingerprint("document", publisher or "", url or "", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name or point to an actor or a source, before anyone says which."""

    id: str
    span: Span
    nature: Nature
    refers_to: tuple[str, ...] = ()  # ids of earlier mentions that a pronoun or "the report" points back to
    belongs_to: str | None = None  # id of the mention it speaks or acts for: an author's institute, a report's author
    describes: str | None = None  # "co-author", "spokesman": the words that tie it there


PUBLISHER_SPEAKS = "the publisher speaks"  # what a "we" of the document's own voice is described as


def mention_id(span: Span) -> str:
    """The id of a mention: document and place, nothing else, so that it outlives a re-reading."""
    return fingerprint("mention", span.document, span.start, span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A mention in its role."""

    role: Role
    mention: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of a chain: who passes the words on, and the words that say so.

    The publisher is the first link of every chain; its span is None where the text does not name it.
    """

    name: str  # as written; "@publisher" for the document's own outlet
    nature: RootNature
    anonymity: Anonymity
    span: Span | None = None
    mention: str | None = None
    cue: Span | None = None  # "said", "according to", "reportedly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one document says, in exact words, on whose word, how certain, when and how many."""

    id: str
    says: str  # fingerprint of what is said: its words and roles, wherever it is said
    document: str
    sort: Sort
    evidence: Span
    kind: str | None = None  # id of a Kind, for acts
    status: Status | None = None
    mode: str | None = None  # of cooperation, where the claim is of some; knowledge/modes.toml has them
    parties: tuple[Party, ...] = ()
    voices: tuple[Voice, ...] = ()
    manner: Manner = Manner.OWN
    factuality: Factuality = Factuality.CERTAIN
    publisher_factuality: Factuality | None = None  # only where it differs from the root's
    when: Period | None = None
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Cue, ...] = ()
    predicate: Span | None = None  # the word that carries the content
    damaged: bool = False  # read from a garbled passage
    read_by: str = ""
    confidence: float = 0.5  # probability that the reading is right, 0 to 1

    def __post_init__(self) -> None:
        if not self.voices:
            raise ValueError("a claim needs a voice: the publisher at least")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a probability, not {self.confidence}")

    @property
    def root_voice(self) -> Voice:
        """The last link of the chain: on whose word the claim stands."""
        return self.voices[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, organisation, person or part of one, and when it existed."""

    id: str  # ISO 3166-1 alpha-3 for a state, an acronym or a slug for others
    name: str
    nature: Nature
    country: str | None = None  # ISO 3166-1 alpha-3
    sector: str | None = None  # PLOVER sector: GOV, MIL, ...
    part_of: tuple[str, ...] = ()
    exists: Period | None = None
    names: tuple[str, ...] = ()
    source: str = ""  # where the row comes from; "unverified" where no document was at hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of act: a PLOVER 2021 type and mode, or one of our cooperation modes."""

    id: str  # "COOPERATE", "COOPERATE.exercise", "ASSAULT.invade"
    type: str  # PLOVER 2021 type
    mode: str | None
    meaning: str
    example: str
    quad: str  # verbal cooperation, material cooperation, verbal conflict, material conflict
    cameo: str | None
    intensity: float | None  # on the scale that `scale` cites
    scale: str

    def __post_init__(self) -> None:
        if self.intensity is not None and not self.scale:
            raise ValueError(f"the intensity of {self.id} has no citation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two documents of which one relies on the other's text, or both on a third's."""

    id: str
    first: str
    second: str
    strength: Strength
    direction: Direction
    because: str
    aligned: tuple[Alignment, ...]
    share: float  # share of the shorter text's words that the aligned spans cover, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where chains of voices end: on whose word the claims listed here stand."""

    id: str
    name: str
    nature: RootNature
    claims: tuple[str, ...]
    actor: str | None = None  # id of the Actor it is, where resolved
    organisation: str | None = None  # name of the organisation it speaks for
    names: tuple[str, ...] = ()  # as the documents write it
    upstream: str | None = None  # id of the root that this one names as its own source
    document: str | None = None  # id of the document in the dossier that is this root
    because: str = ""

    @property
    def is_read(self) -> bool:
        """Whether the dossier holds the root itself, not only those who relay it."""
        return self.document is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A claim that goes against a proposition, and in what respect."""

    claim: str
    respect: Disagreement
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What is said once, however many say it: who supports, denies and qualifies it, on how many independent roots."""

    id: str
    says: str  # a sentence of its claims' own words
    sort: Sort
    kind: str | None
    initiators: tuple[str, ...]  # actor ids
    targets: tuple[str, ...]
    others: tuple[str, ...]
    when: Period | None
    supporting: tuple[str, ...]  # claim ids
    denying: tuple[Objection, ...]
    qualifying: tuple[Objection, ...]
    refines: tuple[str, ...]  # ids of more general propositions
    roots: tuple[str, ...]  # root ids behind the supporting claims
    lower: int  # independent roots, unknown ones not counted
    upper: int  # independent roots, unknown ones counted
    outlets: int
    unknown: int  # supporting roots that the text does not name
    belief: float  # 0 to 1; docs/method.md has the formula
    withdrawn: tuple[Objection, ...] = ()  # supporting claims that were taken back, and so are not counted

    @property
    def standing(self) -> tuple[str, ...]:
        """The supporting claims that nobody has taken back."""
        taken = {each.claim for each in self.withdrawn}
        return tuple(each for each in self.supporting if each not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """A proposition without words: what a row of another coder's file says happened; no root, and in no count."""

    id: str
    file: str  # the name of the file that was added
    row: int  # of that file, from 1
    form: str  # "GDELT 2.0" or "PLOVER"
    number: str  # what the file itself calls it
    code: str  # the kind of act as the file has it
    kind: str | None  # id of the Kind of PLOVER 2021 that the code stands for; None where it is of none
    initiators: tuple[str, ...]  # actor ids
    targets: tuple[str, ...]
    when: Period | None
    url: str | None  # the report that it was coded from, as the file says
    cells: tuple[Cell, ...]  # what a reader of the row wants to see of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One proposition at two places of a chain, and what changed between."""

    id: str
    proposition: str
    earlier: str  # claim id
    later: str  # claim id
    change: Change
    before: Span
    after: Span
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A reference dataset as the user gave it: version, coverage by variable, citation, hash."""

    id: str
    name: str
    version: str
    layout: str
    coverage: tuple[Coverage, ...]
    citation: str  # BibTeX
    licence: str
    sha256: str
    added_from: str

    def __post_init__(self) -> None:
        if not self.coverage:
            raise ValueError(f"{self.name} {self.version} has no coverage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a reference dataset says of a proposition, with the row and the years it covers."""

    id: str
    proposition: str
    dataset: str
    version: str
    first_year: int
    last_year: int
    verdict: Verdict
    row: tuple[Cell, ...]
    says: str
    topic: str | None = None  # what the dataset was asked about: "defence", "exercise", ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How far a relation has come on one framework's ladder, with bounds, grounds and counter-grounds.

    One row for each indicator, and one for the framework as a whole, whose indicator is None.
    """

    id: str
    dyad: tuple[str, ...]  # two actor ids, in alphabetical order
    framework: str
    dimension: str
    indicator: str | None
    since: date | None
    until: date | None
    reached: str  # the rung, or "reached" / "not reached" / "disputed" / "not known" for an indicator
    low: str | None
    high: str | None
    grounds: tuple[str, ...]  # ids of propositions and checks for it
    counter_grounds: tuple[str, ...]
    lower: int  # independent roots behind the grounds
    upper: int
    says: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Someone's or something's decision that two things are one, or that a reading was wrong; never erased.

    `subject` and `candidate` are keys that outlive a re-reading: a mention's id, an actor's, a root's, a `Span.key`.
    """

    id: str
    about: str  # "mention is actor", "root is root", "publisher is outlet", "claim is wrong", "claim is claim"
    subject: str
    candidate: str
    opinion: Opinion
    by: Verb | str
    because: str
    evidence: Span | None = None
    replaces: str | None = None
    made_at: datetime | None = field(default=None, compare=False)  # the ledger's clock; in no id


def judgement(
    *,
    about: str,
    subject: str,
    candidate: str,
    opinion: Opinion = Opinion.SAME,
    by: Verb | str,
    because: str,
    evidence: Span | None = None,
    replaces: str | None = None,
) -> Judgement:
    """The judgement with the id that its content gives it."""
    identity = fingerprint("judgement", about, subject, candidate, opinion, by, because, replaces or "")
    return Judgement(
        id=identity, about=about, subject=subject, candidate=candidate, opinion=opinion, by=by, because=because,
        evidence=evidence, replaces=replaces,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not or would not be done, and what to do about it."""

    id: str
    verb: Verb
    about: str  # a file, a document id, a row
    code: str  # "not-english", "empty-file", "no-date", ...
    says: str
    severity: Severity
    span: Span | None = None


def problem(
    *, verb: Verb, about: str, code: str, says: str, severity: Severity = Severity.FAULT, span: Span | None = None
) -> Problem:
    """The problem with the id that its content gives it."""
    place = (span.document, span.start, span.end) if span else ()
    identity = fingerprint("problem", verb, about, code, says, *place)
    return Problem(id=identity, verb=verb, about=about, code=code, says=says, severity=severity, span=span)
