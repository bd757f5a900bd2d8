"""What a claim says, in the form in which two claims can be compared: telling stems, parties, polarity, certainty.

Material and, where given, a meaning enter; a `Content` for each claim leaves. Function words, hedges, negations and
the parties' own names are left out of the stems: polarity and certainty are compared on their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from foedus.assemble.lexicon import lexicon
from foedus.terms import Factuality, Nature, Role, Sort

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from foedus.material import Material
    from foedus.records import Claim, Party

Meaning = Callable[[Sequence[str]], "NDArray[np.float32]"]

_OF_STATE = re.compile(r"^[A-Z]{3}(?:$|[-/])")
_STATE_PART = re.compile(r"^([A-Z]{3})-.+$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMERAL = re.compile(r"\d[\d,.]*\d")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAYS = r"\d{1,2}(?:(?:, | and | or | to |[-–])\d{1,2})*"  # "23 and 24" October
_DAY = re.compile(rf"\b{_MONTH} {_DAYS}\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b{_DAYS} {_MONTH}\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{2,}")
_DENIES = re.compile(r"^[^.;]{0,60}?\bden(?:y|ies|ied|ying)\b(?! that any)", re.IGNORECASE)
_WITH = re.compile(r"\b(?:with|say|says|said|saying|answer|answers|answered)\s+$", re.IGNORECASE)
_NOT_TO = re.compile(r"\s+to\b")
_LACKING = re.compile(r"\bwithout\s+((?:[^\W\d_]+\s+){0,2}[^\W\d_]+)|\bunarmed\b", re.IGNORECASE)
_RANK = {
    Factuality.CERTAIN: 3, Factuality.CERTAINLY_NOT: 3, Factuality.PROBABLE: 2, Factuality.PROBABLY_NOT: 2,
    Factuality.POSSIBLE: 1, Factuality.POSSIBLY_NOT: 1, Factuality.UNCOMMITTED: 0,
}  # fmt: skip
_NEGATIVE = {Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT, Factuality.POSSIBLY_NOT}
_FAMILIES = {
    Sort.ACT: "done", Sort.STATE: "done", Sort.DENIAL: "done", Sort.JUDGEMENT: "done",
    Sort.INTENT: "ahead", Sort.FORECAST: "ahead", Sort.THREAT: "ahead",
    Sort.RECOMMENDATION: "wished", Sort.DEMAND: "wished",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """One claim, ready to be compared; what every comparison asks of it is worked out once."""

    claim: Claim
    told: tuple[str, ...]  # the telling stems, each once
    initiators: frozenset[str]
    targets: frozenset[str]
    others: frozenset[str]
    actors: frozenset[str]  # everyone who takes part, whatever the role; a part of a state counts as the state
    doers: frozenset[str]  # the initiators, a part of a state as the state
    receivers: frozenset[str]  # the targets, likewise
    numerals: frozenset[str]  # the figures that the claim gives, see `numerals`
    named: tuple[str, ...]  # the words written with a capital inside its sentence, without those of its parties
    family: str  # "done", "ahead" or "wished"
    negative: bool
    place: float  # where in its document it stands, from 0 to 1
    rank: int  # 3 certain, 2 probable, 1 possible, 0 uncommitted
    named_at: tuple[tuple[int, str], ...] = ()  # where its evidence names a party that is known, and the state of it
    vector: NDArray[np.float32] | None = None

    @property
    def stems(self) -> frozenset[str]:
        """The telling stems. Of a million claims they are held as tuples, a fifth of what sets of them weigh."""
        return frozenset(self.told)

    @property
    def names(self) -> frozenset[str]:
        """The words written with a capital, likewise held as a tuple."""
        return frozenset(self.named)

    @property
    def lacking(self) -> frozenset[str]:
        """The stems of what the claim says is not there: "delivered without their guns"."""
        found = _LACKING.findall(self.claim.evidence.text)
        return frozenset(one for each in found for one in stems(each))

    @property
    def type(self) -> str:
        """The PLOVER type of the kind, empty where there is no kind."""
        return _type(self.claim.kind or "")


@cache
def _type(kind: str) -> str:
    return kind.split(".", maxsplit=1)[0]


@lru_cache(maxsize=1 << 16)
def _one(held: frozenset[str]) -> frozenset[str]:
    """The set itself, one for all that hold the same."""
    return held


def contents(material: Material, meaning: Meaning | None = None) -> list[Content]:
    """The content of every claim that nobody has judged wrong, in the order of their ids."""
    wrong = {each.subject for each in material.judgements if each.about == "claim is wrong"}
    claims = [claim for claim in sorted(material.claims, key=lambda each: each.id) if claim.id not in wrong]
    vectors = None
    if meaning is not None and claims:
        texts = sorted({claim.evidence.text for claim in claims})
        rows = meaning(texts)
        vectors = {text: rows[place] for place, text in enumerate(texts)}
    return [_content(claim, material, vectors) for claim in claims]


def numerals(claim: Claim) -> frozenset[str]:
    """The figures from ten upwards, in digits and without what parts their thousands; no days and no years."""
    text = _DAY.sub(" ", claim.evidence.text)
    if claim.when is not None:
        text = text.replace(claim.when.written, " ")
    counted = [f"{each.low:g}" for each in claim.quantities if each.low is not None and 10 <= each.low < 1000]
    return digits(text) | {each for each in counted if not _YEAR.fullmatch(each)}


def digits(text: str) -> frozenset[str]:
    """The figures from ten upwards that a text gives in digits; no days and no years.

    >>> sorted(digits("318,400 tonnes and 41 lorries on 23 and 24 October 2024"))
    ['318400', '41']
    """
    told = (each.replace(",", "") for each in _NUMERAL.findall(_DAY.sub(" ", text)))
    return frozenset(each for each in told if not _YEAR.fullmatch(each))


def folded(actors: frozenset[str]) -> frozenset[str]:
    """The actors with every part of a state, a force, an office or a town, turned into the state.

    >>> sorted(folded(frozenset(["GRA/MIL", "RUR-zenda", "NATO"])))
    ['GRA', 'NATO', 'RUR']
    """
    return frozenset(map(_state, actors))


@cache
def _state(actor: str) -> str:
    return _STATE_PART.sub(r"\1", actor.partition("/")[0])


def rank(value: Factuality) -> int:
    """How certain a value is: 3 certain, 2 probable, 1 possible, 0 uncommitted."""
    return _RANK[value]


def is_negative(claim: Claim) -> bool:
    """Whether the claim says that something is not so."""
    if claim.sort is Sort.DENIAL or claim.factuality in _NEGATIVE:
        return claim.sort is Sort.DENIAL or not _is_only_beside(claim)
    denied = _DENIES.search(claim.evidence.text)
    behind = claim.predicate is not None and denied is not None
    return behind and claim.evidence.start + denied.start() <= claim.predicate.start  # type: ignore[union-attr]


def _is_only_beside(claim: Claim) -> bool:
    """Whether what is negated only accompanies what the claim says: "rolled over the border with nobody looking".

    So does what somebody is asked or warned not to do.
    """
    cues = [cue.span for cue in claim.cues if cue.signals == "negation"]
    if claim.predicate is None or not cues:
        return False
    text, offset = claim.evidence.text, claim.evidence.start
    return all(
        cue.start >= claim.predicate.end
        and (
            _WITH.search(text[claim.predicate.end - offset : cue.start - offset])
            or _NOT_TO.match(text[max(0, cue.end - offset) :])
        )
        for cue in cues
    )


def words(text: str) -> list[str]:
    """The words of a text in lower case, without accents.

    >>> words("Ruritania’s élite")
    ['ruritania', 'elite']
    """
    plain = text.lower().replace("’", "'")
    if not plain.isascii():
        whole = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in whole if not unicodedata.combining(sign))
    return [word.removesuffix("'s") for word in _WORD.findall(plain)]


@cache
def stem(word: str) -> str:
    """What is left of a word without its inflection; rough, and the same for all.

    >>> stem("alliances") == stem("alliance"), stem("sacrificed") == stem("sacrifice")
    (True, True)
    """
    if word.isdigit() or len(word) < 4:
        return word
    for ending, kept in (
        ("ies", "y"),
        ("ying", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + kept
            break
    return word.removesuffix("e")[:8]


@cache
def kinds() -> dict[str, str]:
    """For the stem of a word for things that are counted, that of the first word for the same things."""
    return {stem(word): stem(group[0]) for group in lexicon().counted for word in group}


def kind_of(word: str) -> str:
    """The stem of a word, or that of the first word for the same things.

    >>> kind_of("lorries") == kind_of("trucks"), kind_of("treaties")
    (True, 'treaty')
    """
    return kinds().get(stem(word), stem(word))


@lru_cache(maxsize=1 << 15)
def stems(text: str) -> frozenset[str]:
    """The telling stems of a text; words for the same things have the same stem."""
    silent = lexicon().silent
    return frozenset(kind_of(word) for word in words(text) if word not in silent and (len(word) > 1 or word.isdigit()))


def _content(claim: Claim, material: Material, vectors: dict[str, NDArray[np.float32]] | None) -> Content:
    roles: dict[Role, set[str]] = {role: set() for role in Role}
    named: set[str] = set()
    places: set[tuple[int, str]] = set()
    for party in claim.parties:
        actors = material.actors_of.get(party.mention, ())
        place = claim.evidence.text.find(party.words)
        if place >= 0:
            places.update((place, _state(actor)) for actor in actors)
        if not _is_only_a_place(party, material):
            roles[party.role].update(actors)
        if actors:
            named |= stems(party.words)
    told = stems(claim.evidence.text)
    kept = (told - named) or told
    initiators, targets, others = (frozenset(roles[each]) for each in (Role.INITIATOR, Role.TARGET, Role.OTHER))
    return Content(
        claim=claim,
        told=tuple(kept),
        initiators=_one(initiators),
        targets=_one(targets),
        others=_one(others),
        actors=_one(folded(initiators | targets | others)),
        doers=_one(folded(initiators)),
        receivers=_one(folded(targets)),
        numerals=_one(numerals(claim)),
        named=tuple(_names(claim.evidence.text) & kept),
        family=_FAMILIES[claim.sort],
        negative=is_negative(claim),
        place=_place(claim, material),
        rank=_RANK[claim.factuality],
        named_at=tuple(sorted(places)),
        vector=None if vectors is None else vectors[claim.evidence.text],
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(kind_of(word) for found in _NAME.findall(text) for word in words(found))


def _place(claim: Claim, material: Material) -> float:
    document = material.document.get(claim.document)
    return claim.evidence.start / len(document.text) if document is not None and document.text else 0.0


def _is_only_a_place(party: Party, material: Material) -> bool:
    """Whether a party is a sea, a strait or a region: where something happens, not who takes part."""
    mention = material.mention.get(party.mention)
    if party.role is not Role.OTHER or mention is None or mention.nature is not Nature.PLACE:
        return False
    return not any(_OF_STATE.match(actor) for actor in material.actors_of.get(party.mention, ()))
