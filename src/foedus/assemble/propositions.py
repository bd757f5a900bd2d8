"""What is said once, however many say it: each group of like claims as one proposition, with its stances and its count.

Groups of contents and the ledger of roots enter; `Proposition` records leave. What most roots say is what the
proposition says; claims of the other polarity deny it, claims that only want or foresee it qualify it, claims that
hedge it do both, and a figure or date that cannot be reconciled is denied only by another root: under one root it is
a drift.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.assemble.belief import belief
from foedus.assemble.compatible import clashing
from foedus.assemble.content import words
from foedus.assemble.figures import camp as _camp
from foedus.assemble.lexicon import lexicon
from foedus.assemble.refinement import refinements
from foedus.records import Objection, Proposition
from foedus.terms import Disagreement, Sort
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from foedus.assemble.content import Content
    from foedus.assemble.counting import Ledger
    from foedus.assemble.figures import Clash
    from foedus.assemble.oppositions import Opposition
    from foedus.assemble.withdrawals import Withdrawal
    from foedus.records import Claim
    from foedus.values import Period

MUCH_LOWER = 2  # steps of certainty below the surest by which a claim also qualifies
MANY = 50  # claims that a figure is held against to see whether most give it
READABLE = (40, 240)  # code points of the evidence that a proposition is best told in


@dataclass(kw_only=True)
class Draft:
    """A proposition in the making; its face is told once its supporting claims are."""

    supporting: list[Content]
    denying: list[tuple[Content, Disagreement, str]] = field(default_factory=list)
    qualifying: list[tuple[Content, Disagreement, str]] = field(default_factory=list)
    refines: tuple[str, ...] = ()  # names of the more general ones

    @cached_property
    def face(self) -> Content:
        """The supporting claim that tells the proposition best: sure, of the figure that most give, well read."""
        low, high = READABLE
        others = self.supporting[:MANY]
        return min(
            self.supporting,
            key=lambda each: (
                -each.rank,
                sum(clashing(each, other) is not None for other in others),
                not low <= len(each.claim.evidence.text) <= high,
                each.claim.damaged,
                -each.claim.confidence,
                each.claim.id,
            ),
        )


def propositions(
    groups: list[list[Content]],
    opposed: Iterable[Opposition],
    ledger: Ledger,
    withdrawn: Mapping[str, Withdrawal] | None = None,
    *,
    apart: AbstractSet[frozenset[int]] = frozenset(),
) -> list[Proposition]:
    """One proposition for each group, ordered by id; what was withdrawn still supports it, and is not counted.

    Of groups that are `apart`, by their numbers, neither is a case of the other.
    """
    taken = withdrawn or {}
    drafts = [draft(group, ledger) for group in groups]
    _set_beside(drafts, opposed)
    above = refinements(drafts, apart)
    names = _names(drafts)
    below: dict[int, list[int]] = defaultdict(list)
    for special, generals in above.items():
        for general in generals:
            below[general].append(special)
    for number, generals in above.items():
        drafts[number].refines = tuple(sorted(names[general] for general in generals))
    made = [
        _proposition(
            each,
            names[number],
            ledger=ledger,
            lent=[c for s in below[number] for c in _lent(drafts[s]) if c.id not in taken],
            taken=taken,
        )
        for number, each in enumerate(drafts)
    ]
    return sorted(made, key=lambda each: each.id)


def draft(group: list[Content], ledger: Ledger) -> Draft:
    """The group's claims by stance."""
    main, contrary = _sides(group)
    made = Draft(supporting=[])
    made.denying = [(each, Disagreement.POLARITY, _contrary(each)) for each in contrary]
    main, lacking = _without(main)
    made.denying += lacking
    family = "done" if any(each.family == "done" for each in main) else main[0].family
    surest = max(each.rank for each in main if each.family == family)
    asserting = [each for each in main if each.family == family and (each.rank > 0 or not surest)]
    camp = _held(_camp(asserting, ledger), asserting)
    for each in main:
        if each.family != family:
            made.qualifying.append((each, Disagreement.SCOPE, "tells it as wanted or foreseen, not as done"))
        elif each.rank == 0 and surest > 0:
            made.qualifying.append((each, Disagreement.SCOPE, "leaves open whether it is so"))
        elif (clash := camp.get(each.claim.id)) is not None:
            (made.denying if clash.is_denial else made.qualifying).append((each, clash.respect, clash.because))
        else:
            made.supporting.append(each)
            if surest - each.rank >= MUCH_LOWER:  # it supports, and says less
                made.qualifying.append((each, Disagreement.SCOPE, f"holds it only for {_certainty(each)}"))
    return made


def _held(camp: Mapping[str, Clash], asserting: list[Content]) -> Mapping[str, Clash]:
    """The clashes, with one of the surest claims left standing: it is what the others go against."""
    if any(each.claim.id not in camp for each in asserting):
        return camp
    first = min(asserting, key=lambda each: (-each.rank, each.claim.id)).claim.id
    return {name: clash for name, clash in camp.items() if name != first}


def _sides(group: list[Content]) -> tuple[list[Content], list[Content]]:
    """What affirms and what denies; where nothing affirms, the denials are the proposition itself.

    The same words with their own "no" say the same, though in one place they were read as a denial and not in another.
    So do "no work was done" and "work stopped".
    """
    plain = [each for each in group if not each.negative]
    said = {_text(each) for each in plain}
    lessened = bool(plain) and all(_lessens(each) for each in plain)
    denying = [
        each
        for each in group
        if each.negative and not (_negates_within(each) and (_text(each) in said or (lessened and not _lessens(each))))
    ]
    left = {each.claim.id for each in denying}
    affirming = [each for each in group if each.claim.id not in left]
    return (affirming, denying) if affirming else (denying, [])


def _text(each: Content) -> str:
    return each.claim.evidence.text.lower()


def _lessens(each: Content) -> bool:
    """Whether a word of the claim says by itself that something is not, or is less."""
    return not lexicon().lessening.isdisjoint(words(each.claim.evidence.text))


def _negates_within(each: Content) -> bool:
    """Whether all that negates a claim stands in its own words, and nobody denies it."""
    cues = [cue.span for cue in each.claim.cues if cue.signals in {"negation", "denial"}]
    told = bool(cues) and all(each.claim.evidence.covers(cue) for cue in cues)
    return told and each.claim.sort is not Sort.DENIAL


def _without(main: list[Content]) -> tuple[list[Content], list[tuple[Content, Disagreement, str]]]:
    """The claims of those who have it that something is not there, or of those who have it there, whoever are more."""
    named = Counter(stem for each in main for stem in each.lacking)
    for stem in sorted(named, key=lambda one: (-named[one], one)):
        lacking = [each for each in main if stem in each.lacking]
        having = [each for each in main if stem in each.stems and stem not in each.lacking]
        if lacking and having:
            fewer, word = (having, "with") if len(having) <= len(lacking) else (lacking, "without")
            left = {each.claim.id for each in fewer}
            because = f"one has it {word} what the others have it {'without' if word == 'with' else 'with'}"
            kept = [each for each in main if each.claim.id not in left]
            return kept, [(each, Disagreement.POLARITY, because) for each in fewer]
    return main, []


def _contrary(each: Content) -> str:
    cue = next((cue.span.text for cue in each.claim.cues if cue.signals in {"negation", "denial"}), None)
    verb = "denies it" if each.claim.sort is Sort.DENIAL else "says that it is not so"
    return f"{each.claim.root_voice.name.removeprefix('@')} {verb}" + (f" (“{cue}”)" if cue else "")


def _certainty(each: Content) -> str:
    name = ("uncommitted", "possible", "probable", "certain")[each.rank]
    cue = next((cue.span.text for cue in each.claim.cues if cue.signals == "hedge"), None)
    return f"{name} (“{cue}”)" if cue else name


def _set_beside(drafts: list[Draft], opposed: Iterable[Opposition]) -> None:
    """Enter oppositions between claims of different propositions with both of them."""
    home = {each.claim.id: number for number, made in enumerate(drafts) for each in made.supporting}
    noted = {(number, each.claim.id) for number, made in enumerate(drafts) for each, _, _ in made.denying}
    for found in opposed:
        one, other = home.get(found.first.claim.id), home.get(found.second.claim.id)
        for number, contrary in ((one, found.second), (other, found.first)):
            if number is None or one == other or (number, contrary.claim.id) in noted:
                continue
            noted.add((number, contrary.claim.id))
            made = drafts[number]
            where = made.qualifying if found.respect is Disagreement.SCOPE else made.denying
            where.append((contrary, found.respect, found.because))


def _lent(made: Draft) -> list[Claim]:
    """The claims of a narrower proposition that support a wider one too: what is sure, never what is denied."""
    return [each.claim for each in made.supporting if each.rank >= 2 and not each.negative]


def _names(drafts: list[Draft]) -> list[str]:
    """A name for each; where two tell it in the same words and were judged not the same, the later by its claims."""
    found: dict[str, None] = {}
    for made in drafts:
        name = _name(made)
        if name in found:
            name = fingerprint(name, *sorted(each.claim.id for each in made.supporting))
        found[name] = None
    return list(found)


def _name(made: Draft) -> str:
    said = sorted({each.claim.says for each in made.supporting})
    when = made.face.claim.when
    return fingerprint("proposition", *said, when.since if when else "", made.face.negative)


def _proposition(
    made: Draft, name: str, *, ledger: Ledger, lent: list[Claim], taken: Mapping[str, Withdrawal]
) -> Proposition:
    claims = [each.claim for each in made.supporting]
    standing = [each for each in claims if each.id not in taken]
    count = ledger.count([*standing, *lent])
    against = [each.claim for each, respect, _ in made.denying if respect is Disagreement.POLARITY]
    face = made.face.claim
    return Proposition(
        id=name,
        says=" ".join(face.evidence.text.split()),
        sort=face.sort,
        kind=_most(claim.kind for claim in claims),
        initiators=_actors(made, "initiators"),
        targets=_actors(made, "targets"),
        others=_actors(made, "others"),
        when=_narrowest([claim.when for claim in claims]),
        supporting=tuple(sorted(claim.id for claim in claims)),
        denying=_objections(made.denying),
        qualifying=_objections(made.qualifying),
        refines=made.refines,
        roots=count.roots,
        lower=count.lower,
        upper=count.upper,
        outlets=len({ledger.outlet(claim) for claim in claims}),
        unknown=count.unknown,
        belief=belief([*standing, *lent], against, ledger),
        withdrawn=tuple(
            Objection(claim=each.id, respect=Disagreement.ATTRIBUTION, because=taken[each.id].because)
            for each in sorted(claims, key=lambda each: each.id)
            if each.id in taken
        ),
    )


def _objections(found: list[tuple[Content, Disagreement, str]]) -> tuple[Objection, ...]:
    made = [Objection(claim=each.claim.id, respect=respect, because=because) for each, respect, because in found]
    return tuple(sorted(made, key=lambda each: (each.claim, each.respect)))


def _actors(made: Draft, role: str) -> tuple[str, ...]:
    counts = Counter(actor for each in made.supporting for actor in getattr(each, role))
    if role == "others":
        for actor in [*_actors(made, "initiators"), *_actors(made, "targets")]:
            counts.pop(actor, None)
    return tuple(sorted(counts))


def _most(kinds: Iterable[str | None]) -> str | None:
    counts = Counter(kind for kind in kinds if kind)
    return min(counts, key=lambda kind: (-counts[kind], kind)) if counts else None


def _narrowest(periods: list[Period | None]) -> Period | None:
    def width(period: Period) -> tuple[int, str]:
        if period.since is None or period.until is None:
            return 10**6, period.written
        return (period.until - period.since).days, period.written

    told = [period for period in periods if period is not None]
    return min(told, key=width) if told else None


def stances(propositions: Iterable[Proposition]) -> Mapping[str, str]:
    """Which proposition each claim supports, by claim id."""
    return {claim: each.id for each in propositions for claim in each.supporting}
