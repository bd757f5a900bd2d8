"""What became of a proposition on its way: a hedge dropped, a figure moved, an actor widened, a date or a name lost.

A proposition with its claims and the ledger of roots enter; `Drift` records leave, each with the words before and
after. Two claims are compared where one can come from the other: two relays of one root, a root that the dossier holds
and its relay, two copies, or a headline and its own text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assemble.around import HEDGED, SAID, SUCH, extent, sentence
from foedus.assemble.chains import Chains
from foedus.assemble.compatible import counts_alike, dates_clash, figures_agree, retold_otherwise
from foedus.assemble.content import digits, is_negative, numerals, rank, words
from foedus.assemble.omissions import Omissions
from foedus.records import Drift
from foedus.terms import Anonymity, Change, Disagreement, Factuality, Nature, Role
from foedus.values import Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assemble.counting import Ledger
    from foedus.material import Material
    from foedus.records import Claim, Mention, Proposition, Voice
    from foedus.values import Quantity

MOST_CLAIMS = 40  # of one root and proposition that are compared, the earliest
_SCOPE = {Nature.PERSON: 0, Nature.ARMED_FORCE: 1, Nature.ORGANISATION: 1, Nature.GOVERNMENT: 2, Nature.STATE: 2}
_SOME = frozenset(["some", "several", "few", "one", "certain", "part", "two", "three", "many", "most"])
_POINTING = frozenset(["it", "its", "they", "their", "them", "he", "his", "she", "her", "this", "that", "both"])
_DATED = re.compile(r"\b[12]\d{3}\b")  # what a date loses with its words: "on Monday" is bound to its paper's own date
_DAY = re.compile(
    r"\b(?:[12]\d{3}|\d{1,2}(?:st|nd|rd|th)?|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember"
    r"|October|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# A time that is told by another one is not lost.
_TIMED = re.compile(
    r"\b(?:[12]\d{3}|ago|earlier|before|later|since|until|yesterday|today|tomorrow|years?|months?|weeks?|weekend|days?"
    r"|nights?|morning|afternoon|evening|recently|now|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March"
    r"|April|June|July|August|(?:Sept|Nov|Dec)ember|October)\b"
)
# A part named before the whole that it is of: "a battalion of Ghana's army".
_PART_OF = re.compile(
    r"\b(?:some|several|few|one|two|three|many|most|members?|officers?|officials?|soldiers?|ministers?|units?|squads?"
    r"|compan(?:y|ies)|battalions?|brigades?|regiments?|elements?|parts?|wings?|sections?|factions?)"
    r"(?: or \w+)?(?: of| from| in)? (?:the |its |their )?(?P<whole>\w[^,;]*)$",
    re.IGNORECASE,
)
# Many where the model had one: a study that became "several independent estimates".
_MANY = re.compile(
    r"\b(?:several|many|various|numerous|independent|different|multiple|two|three)\s+(?:\w+\s+){0,2}"
    r"(?:studies|estimates|reports|sources|analysts|experts|institutes|accounts|observers|services|surveys)\b",
    re.IGNORECASE,
)
_PART_BEFORE = (
    r"\b(?:some|several|few|members?|officers?|officials?|soldiers?|ministers?|units?|squads?|elements?|parts?|wings?"
    r"|factions?) (?:of|from) (?:the )?"
)
_SEVERAL = re.compile(r"(?P<whose>[A-Z]\w+) (?:[a-z]\w+ ){0,2}[a-z]\w+s")  # of them, without a number or an article
_OF = re.compile(r"\bof(?: the| its| their)?\s*$")
_LATER_STATE = re.compile(r"\b(?:still|so far|by now|no longer|remain\w*)\b")  # figures have changed since
_KEPT_OTHERWISE = ("holds it only", "tells it as wanted", "leaves open")  # says the same, and less of it
_NEAR = 200  # code points around a claim within which a source that is named there is not dropped
_ANONYMITY = {Anonymity.NAMED: 2, Anonymity.DESCRIBED: 1, Anonymity.UNSTATED: 0}


@dataclass(frozen=True, slots=True)
class _Change:
    change: Change
    before: Span
    after: Span
    says: str


class Drifts:
    """Finds drifts among the claims of propositions."""

    def __init__(self, material: Material, ledger: Ledger, propositions: Iterable[Proposition] = ()) -> None:
        self._material, self._ledger = material, ledger
        told = tuple(propositions)
        self._chains = Chains(material, ledger, told)
        self._omissions = Omissions(material, ledger, self._chains, told)
        self._links: dict[tuple[str, str], tuple[Claim, Claim]] = {}
        self._home: dict[tuple[str, str], str] = {}  # the proposition in which two claims were compared

    def found(self, propositions: Iterable[Proposition]) -> Iterator[Drift]:
        """Every drift of these, those of one text near each other, for they ask for the same copies."""

        def first(each: Proposition) -> str:
            return min((self._material.claim[one].document for one in each.supporting), default="")

        for each in sorted(propositions, key=lambda one: (first(one), one.id)):
            yield from self.of(each)
        yield from self._omitted()

    def of(self, proposition: Proposition) -> Iterator[Drift]:
        """Every drift of one proposition, denials left out aside."""
        beside = {
            each.claim
            for each in (*proposition.qualifying, *proposition.denying)
            if each.because.startswith(_KEPT_OTHERWISE) or each.respect in {Disagreement.QUANTITY, Disagreement.DATE}
        }
        claims = [self._material.claim[each] for each in sorted({*proposition.supporting, *beside})]
        yield from self._along(proposition, sorted(claims, key=self._chains.place)[:MOST_CLAIMS])

    def _along(self, proposition: Proposition, claims: list[Claim]) -> Iterator[Drift]:
        """Each claim compared with the one that it most likely comes from: its copy's model, or its root's earliest."""
        for place, later in enumerate(claims):
            earlier = self._chains.model(later, claims[:place])
            if earlier is None or is_negative(earlier) != is_negative(later):
                continue
            if self._omissions.may_leave_out(earlier, later):
                pair = (earlier.id, later.id)
                self._links[pair] = (earlier, later)
                self._home[pair] = max(proposition.id, self._home.get(pair, ""))
            # A headline has no room for dates and sources; that it says more surely what its text hedges is a drift.
            rules = (
                (self._certainty,)
                if self._chains.in_headline(later)
                else (self._certainty, self._figures, self._actors, self._time, self._source)
            )
            for found in (rule(earlier, later) for rule in rules):
                if found is not None:
                    yield _drift(proposition.id, earlier, later, found)

    def _certainty(self, earlier: Claim, later: Claim) -> _Change | None:
        """A hedge that only the surer of two tellings lacks; what is to come is never certain, hedged or not."""
        here, there = rank(_told(earlier)), rank(_told(later))
        dropped = there > here or (here == there and _cue(earlier, "hedge") is not None)
        less, surer = (earlier, later) if dropped else (later, earlier)
        hedge = self._hedge(less)
        is_kept = self._hedge(surer) is not None if here == there else dropped and _hedges_besides(later, hedge)
        if hedge is None or is_kept or not min(here, there) or here == there == rank(Factuality.CERTAIN):
            return None
        before = (hedge if dropped else None) or earlier.predicate or earlier.evidence
        after = (None if dropped else hedge) or later.predicate or later.evidence
        says = f"{_told(earlier)} became {_told(later)}: “{before.text}” became “{after.text}”"
        return _Change(Change.HEDGE_DROPPED if dropped else Change.HEDGE_ADDED, before, after, says)

    def _hedge(self, claim: Claim) -> Span | None:
        """The words by which a claim is less than sure: its cue, or else those of its sentence up to its end."""
        cue = _cue(claim, "hedge")
        document = self._material.document.get(claim.document)
        if cue is not None or document is None:
            return cue
        begin, _ = extent(document.text, claim.evidence.start, claim.evidence.end)
        told = HEDGED.search(document.text, begin, claim.evidence.end)
        return Span(document=claim.document, start=told.start(), end=told.end(), text=told[0]) if told else None

    def _figures(self, earlier: Claim, later: Claim) -> _Change | None:
        """A figure that became another one of the same things, or another one in a sentence told anew."""
        goes_on = _LATER_STATE.search(later.evidence.text) is not None
        theirs = [each for each in later.quantities if not goes_on and not _is_whole(each, later)]
        new = [there for there in theirs if not any(figures_agree(here, there) for here in earlier.quantities)]
        for here in (each for each in earlier.quantities if not _is_whole(each, earlier)):
            rivals = [there for there in new if counts_alike(here, there)]
            kept = any(counts_alike(here, there) and figures_agree(here, there) for there in theirs)
            if rivals and not kept and not _still_told(here, later):
                says = f"“{here.span.text}” became “{rivals[0].span.text}”"
                return _Change(Change.NUMBER_MOVED, here.span, rivals[0].span, says)
        told = None
        if self._ledger.retold.meet(earlier, later):
            told = retold_otherwise(earlier, later) or self._other_figure(earlier, later)
        if told is None:
            return None
        says = f"“{told[0]}” became “{told[1]}”"
        return _Change(Change.NUMBER_MOVED, _figure(earlier, told[0]), _figure(later, told[1]), says)

    def _other_figure(self, earlier: Claim, later: Claim) -> tuple[str, str] | None:
        """The one figure of a sentence and the other one that it has where it is told anew."""
        here, there = (digits(self._sentence(each)) for each in (earlier, later))
        ours, theirs = here - there, there - here
        apart = len(ours) == len(theirs) == 1 and len(here) == len(there) and not numerals(earlier) & numerals(later)
        return (min(ours), min(theirs)) if apart else None

    def _actors(self, earlier: Claim, later: Claim) -> _Change | None:
        """A part turned into the whole: a brigade into the army, some members into the alliance, a ship into ships."""
        pairs = [(here, there) for here in earlier.parties for there in later.parties if here.role is there.role]
        for here, there in pairs:
            first, second = (self._material.mention.get(each.mention) for each in (here, there))
            if first is not None and second is not None and self._is_widened(first, second, later.evidence.text):
                says = f"“{first.span.text}” became “{second.span.text}”"
                return _Change(Change.ACTOR_WIDENED, first.span, second.span, says)
        named = [self._material.mention.get(each.mention) for each in later.parties if each.role is Role.INITIATOR]
        for second in filter(None, named):
            part = _part_of(second.span.text, earlier.evidence) or _one_of(second.span.text, earlier.evidence)
            if part is not None and not _part_of(second.span.text, later.evidence):
                says = f"“{part.text}” became “{second.span.text}”"
                return _Change(Change.ACTOR_WIDENED, part, second.span, says)
        return self._multiplied(earlier, later)

    def _multiplied(self, earlier: Claim, later: Claim) -> _Change | None:
        """One source that became many."""
        first, second = earlier.root_voice, later.root_voice
        if _are_more(first, second):
            says = f"“{first.name}” became “{second.name}”"
            return _Change(Change.ACTOR_WIDENED, first.span or earlier.evidence, second.span or later.evidence, says)
        told = _MANY.search(second.name) or _MANY.search(self._sentence(later, following=True))
        if told is None or first.span is None or len(earlier.voices) < 2 or first.anonymity is Anonymity.UNSTATED:
            return None
        if _MANY.search(first.name) or _MANY.search(self._sentence(earlier)) or words(first.name)[-1:] == ["officials"]:
            return None
        says = f"“{first.name}” became “{told[0]}”"
        return _Change(Change.ACTOR_WIDENED, first.span, second.span or later.evidence, says)

    def _is_widened(self, first: Mention, second: Mention, text: str) -> bool:
        """Whether the first names some of what the second, in a claim of this text, names, or a part of it."""
        told, whole = words(first.span.text), words(second.span.text)
        if set(whole) <= _POINTING:
            return False  # "its navy" where the model has "Indonesia's navy"
        if set(told) - set(whole) and set(told) <= set(words(text)):
            return False  # "the navy of New Zealand" where the model has "New Zealand's navy"
        quantified = bool(_SOME & set(told[:2])) and not _SOME & set(whole[:2])
        if (quantified and {*told[1:2], *told[-1:]} & set(whole)) or self._is_part(first.id, second.id):
            return True
        part = _PART_OF.search(first.span.text)
        return part is not None and _bare(part["whole"]) == _bare(second.span.text)

    def _time(self, earlier: Claim, later: Claim) -> _Change | None:
        """A time left out where the later sentence tells none."""
        if earlier.when is None or later.when is not None or not earlier.when.written:
            return None
        place = earlier.evidence.text.find(earlier.when.written)
        lost = self._telling_time(earlier, later).search(earlier.when.written)
        if place < 0 or not lost or _TIMED.search(later.evidence.text) or lost[0] in self._sentence(later):
            return None
        before = _part(earlier.evidence, place, len(earlier.when.written))
        return _Change(Change.TIME_LOST, before, later.evidence, f"“{before.text}” is left out")

    def _telling_time(self, earlier: Claim, later: Claim) -> re.Pattern[str]:
        """What a time must hold to be lost: a copy loses "on Monday" with its own date, unless it tells it anew."""
        if self._ledger.retold.meet(earlier, later):
            return _DAY
        return _DATED if self._chains.may_follow(later.document, earlier.document) else _TIMED

    def _source(self, earlier: Claim, later: Claim) -> _Change | None:
        """A name that the earlier telling gives and the later one, which may name that paper instead, does not."""
        first, second = earlier.root_voice, later.root_voice
        if first.span is None or len(earlier.voices) < 2 or self._is_named_near(first.name, later):
            return None
        own = len(later.voices) == 1
        copied = self._chains.may_follow(later.document, earlier.document)
        if not copied and self._chains.followers.names(later, earlier):
            return None
        fewer = (
            copied and not dates_clash(earlier, later) and _ANONYMITY[second.anonymity] < _ANONYMITY[first.anonymity]
        )
        model = self._material.outlet_of.get(earlier.document, "")
        if own and (SAID.search(self._sentence(later)) or SUCH.match(self._after(later))):
            return None  # somebody's word, though not read as such
        if not (own or fewer or (second.name.lower() == model.lower() and first.name != second.name)):
            return None
        told = "its own voice" if own else f"“{second.name}”"
        says = f"“{first.name}” became {told}"
        return _Change(Change.SOURCE_DROPPED, first.span, second.span or later.evidence, says)

    def _sentence(self, claim: Claim, *, following: bool = False) -> str:
        """The sentence in which the claim stands, with the two that follow where these are wanted."""
        document = self._material.document.get(claim.document)
        if document is None:
            return claim.evidence.text
        return sentence(document.text, claim.evidence.start, claim.evidence.end, more=2 if following else 0)

    def _after(self, claim: Claim) -> str:
        document = self._material.document.get(claim.document)
        if document is None:
            return ""
        _, stop = extent(document.text, claim.evidence.start, claim.evidence.end)
        return document.text[stop : stop + _NEAR].lstrip()

    def _is_named_near(self, name: str, claim: Claim) -> bool:
        """Whether a source is named beside a claim, though the claim is not read as standing on its word."""
        document = self._material.document.get(claim.document)
        text = document.text if document is not None else ""
        beside = words(text[max(0, claim.evidence.start - _NEAR) : claim.evidence.end + _NEAR])
        told = [each for each in words(name) if len(each) > 3]
        return bool(told) and set(told) <= set(beside)

    def _is_part(self, narrow: str, wide: str) -> bool:
        """Whether the first mention is a force, office or person of the state that the second is."""
        here, there = (self._material.actors_of.get(each, ()) for each in (narrow, wide))
        if len(here) != 1 or len(there) != 1 or here == there:
            return False
        first, second = self._material.mention[narrow], self._material.mention[wide]
        narrower = _SCOPE.get(first.nature, 9) < _SCOPE.get(second.nature, -1)
        return narrower and here[0].startswith(there[0])

    def _omitted(self) -> Iterator[Drift]:
        """Every denial that was left out between two claims compared so far."""
        for earlier, later, denial in self._omissions.of(self._links.values()):
            says = f"“{denial.evidence.text}” is left out"
            found = _Change(Change.DENIAL_OMITTED, denial.evidence, later.evidence, says)
            yield _drift(self._home[earlier.id, later.id], earlier, later, found)


def _drift(proposition: str, earlier: Claim, later: Claim, found: _Change) -> Drift:
    return Drift(
        id=fingerprint("drift", proposition, earlier.id, later.id, found.change),
        proposition=proposition,
        earlier=earlier.id,
        later=later.id,
        change=found.change,
        before=found.before,
        after=found.after,
        says=found.says,
    )


def _hedges_besides(claim: Claim, hedge: Span | None) -> bool:
    """Whether a claim is hedged by more than the tense of what is only told: "would" keeps no "possible"."""
    told = {each[0].lower() for each in HEDGED.finditer(claim.evidence.text)}
    return bool(told - ({"would"} if hedge is not None and hedge.text.lower() != "would" else set()))


def _are_more(first: Voice, second: Voice) -> bool:
    """Whether one unnamed source became several of its kind, or some of a kind became the kind."""
    if not first.anonymity is second.anonymity is Anonymity.DESCRIBED:
        return False
    told, whole = words(first.name), words(second.name)
    several = {f"{each}s" for each in told if not each.endswith("s")} & set(whole)
    some = {each for each in told if each.endswith("s")} & set(whole) if _SOME & set(told) - set(whole) else set()
    return bool(several | some)


def _cue(claim: Claim, signal: str) -> Span | None:
    return next((cue.span for cue in claim.cues if cue.signals.startswith(signal)), None)


def _told(claim: Claim) -> Factuality:
    return claim.publisher_factuality or claim.factuality


def _is_whole(figure: Quantity, claim: Claim) -> bool:
    """Whether the claim tells of a part of what the figure counts: "eleven of the 32 kilometres"."""
    return _OF.search(claim.evidence.text[: max(0, figure.span.start - claim.evidence.start)]) is not None


def _still_told(figure: Quantity, claim: Claim) -> bool:
    """Whether a claim's words give a figure too, beside the one that it tells: "only 7, where 18 came in May"."""
    return figure.low is not None and f"{figure.low:g}" in digits(claim.evidence.text)


def _figure(claim: Claim, digits: str) -> Span:
    """Where the claim gives this figure, in digits or in words; its whole evidence where that cannot be told."""
    named = next((each.span for each in claim.quantities if each.low is not None and f"{each.low:g}" == digits), None)
    written = re.search(r",?".join(digits), claim.evidence.text)
    return named or (_part(claim.evidence, written.start(), len(written[0])) if written else claim.evidence)


def _part(span: Span, start: int, length: int) -> Span:
    return type(span)(
        document=span.document, start=span.start + start, end=span.start + start + length,
        text=span.text[start : start + length],
    )  # fmt: skip


def _part_of(whole: str, told: Span) -> Span | None:
    """Where the words name a part of this whole: officers of a force."""
    name = [each for each in whole.split() if each.lower() not in {"the", "a", "an"}]
    if not all(each in told.text for each in name):
        return None
    return _found(re.compile(_PART_BEFORE + r"\s+".join(map(re.escape, name))), told)


def _one_of(several: str, told: Span) -> Span | None:
    """Where the words name one of these: "a Freedonian jet" of "Freedonian jets"."""
    many = _SEVERAL.fullmatch(several)
    return _found(re.compile(rf"\b(?:[Aa]n?|[Oo]ne) (?:\w+ )?{many['whose']} \w[\w-]*\w"), told) if many else None


def _found(pattern: re.Pattern[str], told: Span) -> Span | None:
    found = pattern.search(told.text)
    return _part(told, found.start(), len(found[0])) if found else None


def _bare(text: str) -> list[str]:
    """The words of a name without the article before them."""
    told = words(text)
    return told[1:] if told[:1] in (["the"], ["a"], ["an"]) else told
