"""What became of a proposition on its way: a hedge dropped, a figure moved, an actor widened, a date or a name lost.

A proposition with its claims and the ledger of roots enter; `Drift` records leave, each with the words before and
after. Two claims are compared where one can come from the other: two relays of one root, a root that the dossier holds
and its relay, two copies, or a headline and its own text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assemble.compatible import counts_alike, figures_agree, retold_otherwise
from foedus.assemble.content import is_negative, rank, stems, words
from foedus.records import Drift
from foedus.terms import Anonymity, Change, Disagreement, Factuality, Nature, Part, RootNature
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assemble.counting import Ledger
    from foedus.material import Material
    from foedus.records import Claim, Mention, Proposition
    from foedus.values import Span

MOST_CLAIMS = 40  # of one root and proposition that are compared, the earliest
_SCOPE = {Nature.PERSON: 0, Nature.ARMED_FORCE: 1, Nature.ORGANISATION: 1, Nature.GOVERNMENT: 2, Nature.STATE: 2}
_SOME = frozenset(["some", "several", "few", "one", "certain", "part", "two", "three", "many", "most"])
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

    def __init__(self, material: Material, ledger: Ledger) -> None:
        self._material, self._ledger = material, ledger
        self._links = material.linked.links
        self._headlines = {
            each.id: [(p.start, p.end) for p in each.parts if p.part is Part.HEADLINE] for each in material.documents
        }

    def of(self, proposition: Proposition) -> Iterator[Drift]:
        """Every drift of one proposition."""
        beside = {
            each.claim
            for each in (*proposition.qualifying, *proposition.denying)
            if each.because.startswith(_KEPT_OTHERWISE) or each.respect in {Disagreement.QUANTITY, Disagreement.DATE}
        }
        claims = [self._material.claim[each] for each in sorted({*proposition.supporting, *beside})]
        yield from self._along(proposition, sorted(claims, key=self._place)[:MOST_CLAIMS])
        yield from self._denials(proposition)

    def _along(self, proposition: Proposition, claims: list[Claim]) -> Iterator[Drift]:
        """Each claim compared with the one that it most likely comes from: its copy's model, or its root's earliest."""
        for place, later in enumerate(claims):
            earlier = self._model(later, claims[:place])
            if earlier is None or is_negative(earlier) != is_negative(later):
                continue
            # A headline has no room for dates and sources; that it says more surely what its text hedges is a drift.
            rules = (
                (_certainty,)
                if self._in_headline(later)
                else (_certainty, self._figures, self._actors, self._time, self._source)
            )
            for found in (rule(earlier, later) for rule in rules):
                if found is not None:
                    yield _drift(proposition.id, earlier, later, found)

    def _model(self, later: Claim, before: list[Claim]) -> Claim | None:
        """Of the claims before, the one that this comes from: by a copy, else by their root.

        Of the document that comes first it is the place that goes with this one, or else what shares most words; a
        headline only where there is nothing else.
        """
        others = [each for each in before if each.document != later.document or self._in_headline(later)]
        copied = [each for each in others if self._links.leads(each.document, later.document)]
        root = self._root(later)
        rooted = [each for each in others if root is not None and self._root(each) == root]
        found = copied or rooted
        texts = [each for each in found if not self._in_headline(each)] or found
        mine = stems(later.evidence.text)

        def goes_with(each: Claim) -> tuple[bool, int]:
            return self._ledger.retold.meet(each, later), len(mine & stems(each.evidence.text))

        return max((each for each in texts if each.document == texts[0].document), key=goes_with, default=None)

    def _root(self, claim: Claim) -> str | None:
        root = self._ledger.root_of.get(claim.id)
        return self._ledger.ultimate(root.id) if root is not None else None

    def _place(self, claim: Claim) -> tuple[int, int, str, int, int, str]:
        """The order along a chain: the root's own document, then fewer hops, then dates, a headline after its text."""
        root = self._ledger.root_of.get(claim.id)
        own = root is None or root.nature is RootNature.OUTLET
        is_root = root is not None and not own and root.document == claim.document
        document = self._material.document.get(claim.document)
        dated = document.published_on if document else None
        hops = len(claim.voices)
        return (
            not is_root, int(self._in_headline(claim)), str(dated or "9999"), -hops if dated is None else 0,
            claim.evidence.start if dated else 0, claim.id,
        )  # fmt: skip

    def _in_headline(self, claim: Claim) -> bool:
        return any(start <= claim.evidence.start < end for start, end in self._headlines.get(claim.document, ()))

    def _figures(self, earlier: Claim, later: Claim) -> _Change | None:
        """A figure that became another one of the same things, or another one in a sentence told anew."""
        for here in earlier.quantities:
            rivals = [there for there in later.quantities if counts_alike(here, there)]
            if rivals and not any(figures_agree(here, there) for there in rivals):
                says = f"“{here.span.text}” became “{rivals[0].span.text}”"
                return _Change(Change.NUMBER_MOVED, here.span, rivals[0].span, says)
        told = retold_otherwise(earlier, later) if self._ledger.retold.meet(earlier, later) else None
        if told is None:
            return None
        says = f"“{told[0]}” became “{told[1]}”"
        return _Change(Change.NUMBER_MOVED, _figure(earlier, told[0]), _figure(later, told[1]), says)

    def _actors(self, earlier: Claim, later: Claim) -> _Change | None:
        """A part turned into the whole: a brigade into the army, some members into the alliance."""
        for here in earlier.parties:
            for there in later.parties:
                if here.role is not there.role:
                    continue
                first, second = (self._material.mention.get(each.mention) for each in (here, there))
                if first is None or second is None:
                    continue
                if self._is_widened(first, second, later.evidence.text):
                    says = f"“{first.span.text}” became “{second.span.text}”"
                    return _Change(Change.ACTOR_WIDENED, first.span, second.span, says)
        return _multiplied(earlier, later)

    def _is_widened(self, first: Mention, second: Mention, text: str) -> bool:
        """Whether the first names some of what the second, in a claim of this text, names, or a part of it."""
        told, whole = words(first.span.text), words(second.span.text)
        if set(told) - set(whole) and set(told) <= set(words(text)):
            return False  # "the navy of New Zealand" where the model has "New Zealand's navy"
        quantified = bool(_SOME & set(told[:2])) and not _SOME & set(whole[:2])
        if (quantified and set(told[-1:]) & set(whole)) or self._is_part(first.id, second.id):
            return True
        part = _PART_OF.search(first.span.text)
        return part is not None and _bare(part["whole"]) == _bare(second.span.text)

    def _time(self, earlier: Claim, later: Claim) -> _Change | None:
        """A date left out; a day that is bound to its paper's own date only where the sentence was told anew."""
        if earlier.when is None or later.when is not None or not earlier.when.written:
            return None
        place = earlier.evidence.text.find(earlier.when.written)
        retold = self._ledger.retold.meet(earlier, later)
        lost = (_DAY if retold else _DATED).search(earlier.when.written)
        if place < 0 or not lost or _TIMED.search(later.evidence.text):
            return None
        before = _part(earlier.evidence, place, len(earlier.when.written))
        return _Change(Change.TIME_LOST, before, later.evidence, f"“{before.text}” is left out")

    def _source(self, earlier: Claim, later: Claim) -> _Change | None:
        """A name that the earlier telling gives and the later one, which may name that paper instead, does not."""
        first, second = earlier.root_voice, later.root_voice
        if first.span is None or len(earlier.voices) < 2 or self._is_named_near(first.name, later):
            return None
        own = len(later.voices) == 1
        fewer = _ANONYMITY[second.anonymity] < _ANONYMITY[first.anonymity]
        model = self._material.outlet_of.get(earlier.document, "")
        if not (own or fewer or (second.name.lower() == model.lower() and first.name != second.name)):
            return None
        told = "its own voice" if own else f"“{second.name}”"
        says = f"“{first.name}” became {told}"
        return _Change(Change.SOURCE_DROPPED, first.span, second.span or later.evidence, says)

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

    def _denials(self, proposition: Proposition) -> Iterator[Drift]:
        """A denial that a document has and its follower leaves out."""
        claims = self._material.claim
        supporting = [claims[each] for each in proposition.supporting]
        denying = [claims[each.claim] for each in proposition.denying if is_negative(claims[each.claim])]
        denied_in = {each.document for each in denying}
        done: set[str] = set()
        ordered = sorted(supporting, key=self._place) if denying else []
        at: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(ordered):
            at[each.document].append(number)
        for denial in sorted(denying, key=self._place):
            if denial.document not in at:
                continue
            told = next(each for each in supporting if each.document == denial.document)
            partners = {each for each, _ in self._links.partners(denial.document)} - denied_in - done
            for later in (ordered[each] for each in sorted(n for one in partners for n in at.get(one, ()))):
                leads = self._links.leads(denial.document, later.document)
                if later.document in done or not leads or self._place(denial) >= self._place(later):
                    continue
                done.add(later.document)
                says = f"“{denial.evidence.text}” is left out"
                found = _Change(Change.DENIAL_OMITTED, denial.evidence, later.evidence, says)
                yield _drift(proposition.id, told, later, found)


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


def _cue(claim: Claim, signal: str) -> Span | None:
    return next((cue.span for cue in claim.cues if cue.signals.startswith(signal)), None)


def _certainty(earlier: Claim, later: Claim) -> _Change | None:
    """A hedge that only the surer of two tellings lacks; what is to come is never certain, hedged or not."""
    here, there = rank(_told(earlier)), rank(_told(later))
    hedge, later_hedge = _cue(earlier, "hedge"), _cue(later, "hedge")
    if here == there:
        dropped, is_change = hedge is not None, (hedge is None) != (later_hedge is None)
    else:
        dropped = there > here
        is_change = (hedge if dropped else later_hedge) is not None
    if not is_change or not min(here, there) or here == there == rank(Factuality.CERTAIN):
        return None
    before = (hedge if dropped else None) or earlier.predicate or earlier.evidence
    after = (None if dropped else later_hedge) or later.predicate or later.evidence
    says = f"{_told(earlier)} became {_told(later)}: “{before.text}” became “{after.text}”"
    return _Change(Change.HEDGE_DROPPED if dropped else Change.HEDGE_ADDED, before, after, says)


def _told(claim: Claim) -> Factuality:
    return claim.publisher_factuality or claim.factuality


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


def _multiplied(earlier: Claim, later: Claim) -> _Change | None:
    """One source that became many."""
    first, second = earlier.root_voice, later.root_voice
    told = _MANY.search(second.name) or _MANY.search(later.evidence.text)
    if told is None or first.span is None or len(earlier.voices) < 2 or first.anonymity is Anonymity.UNSTATED:
        return None
    if _MANY.search(first.name) or _MANY.search(earlier.evidence.text) or words(first.name)[-1:] == ["officials"]:
        return None
    says = f"“{first.name}” became “{told[0]}”"
    return _Change(Change.ACTOR_WIDENED, first.span, second.span or later.evidence, says)


def _bare(text: str) -> list[str]:
    """The words of a name without the article before them."""
    told = words(text)
    return told[1:] if told[:1] in (["the"], ["a"], ["an"]) else told
