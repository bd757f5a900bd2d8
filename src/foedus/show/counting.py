"""A handle enters; the way to what its number counts leaves: claim by claim, root by root, period by period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foedus.assemble import without
from foedus.assess import (
    SCALES,
    Asked,
    By,
    Dating,
    Side,
    alignment,
    assess,
    receipts,
    sensitivity,
    told,
)  # fmt: skip
from foedus.errors import RequestError, UnknownId
from foedus.show.brief import brief_of
from foedus.show.handles import BRIEF, CLAIMS, LADDER, UNDATED, WIDE, WITHOUT, of_series
from foedus.show.over_time import bounds, header, period_name
from foedus.show.steps import Reason, resting_on
from foedus.values import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assess import Framework, Point, Receipt, Series, Told
    from foedus.dossier import Dossier
    from foedus.records import Assessment
    from foedus.show.handles import Handle
    from foedus.show.why import Ways

_SIDES = {Side.FOR: "for it", Side.AGAINST: "against it", Side.APART: "apart, and not counted",
          Side.OUTSIDE: "of other times, and not counted"}  # fmt: skip
_STATED = frozenset({Side.FOR, Side.AGAINST})


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What handles of one dossier count."""

    dossier: Dossier
    ways: Ways
    framework: Framework

    def why(self, asked: Handle) -> Reason:
        """The way from the handle.

        Raises:
            UnknownId: it names what is not there.
            RequestError: a day in it is none.
        """
        if asked.dyad is None:
            return self._proposition(asked)
        first, second = (self.ways.views.state(each) for each in asked.dyad)
        if asked.what in {By.MONTH, By.YEAR}:
            return self._series(asked, (first, second))
        pair = (min(first, second), max(first, second))
        told = {BRIEF: self._brief, CLAIMS: self._both, WITHOUT: self._without, LADDER: self._ladder}
        return told[asked.what](asked, pair)

    # ---- the ladder

    def _ladder(self, asked: Handle, pair: tuple[str, str]) -> Reason:
        material, within = self.ways.views.material, _within(asked)
        held = {each.indicator: each for each in assess(material, pair, self.framework, within=within)}
        if (asked.which or None) not in held:
            raise UnknownId(str(asked))
        return self.assessment(held[asked.which or None], str(asked), within)

    def assessment(self, record: Assessment, identity: str, within: Period | None = None) -> Reason:
        """The way from an assessment by the framework at hand, with all that it counts and what stands apart."""
        staged = {each.id for each in self.framework.indicators if each.stage is not None}
        wanted = {record.indicator} if record.indicator is not None else staged
        first, second = record.dyad
        every = receipts(self.ways.views.material, (first, second), self.framework, within=within)
        held = [each for each in every if each.indicator in wanted]
        below = [
            Reason(says=f"{words}: {len({each.about for each in told})}", below=tuple(self._abouts(told)))
            for side, words in _SIDES.items()
            if (told := [each for each in held if each.side is side])
        ]
        stated = [each for each in held if each.side in _STATED]
        below += [
            Reason(says=f"{label}: {len(roots)}", below=tuple(self._root(each) for each in roots))
            for label, roots in (
                ("roots that the texts name", _sources(stated, is_named=True)),
                ("roots that they do not name", _sources(stated, is_named=False)),
            )
            if roots
        ]
        if not below:
            below = [Reason(says="nothing in the dossier speaks of it: not known is not the same as not so")]
        return Reason(says=f"assessment: {record.says} [{record.method}]", id=identity, below=tuple(below))

    def _abouts(self, held: Iterable[Receipt]) -> Iterator[Reason]:
        """Propositions with the claims that tell them, and checks with their rows, each once."""
        claims: dict[str, dict[str, None]] = {}
        for each in held:
            claims.setdefault(each.about, {}).update(dict.fromkeys(each.claims))
        for about, tellers in claims.items():
            if tellers:
                yield self.ways.proposition(about, tellers)
            else:
                yield self.ways.why(about)

    def _root(self, identity: str) -> Reason:
        """A root in one line; where a claim has none, its document."""
        found = self.ways.views.material.root.get(identity)
        return self.ways.root_line(found) if found is not None else Reason(says=f"root: {identity}")

    # ---- each root left out

    def _without(self, asked: Handle, pair: tuple[str, str]) -> Reason:
        material, within = self.ways.views.material, _within(asked)
        found = sensitivity(material, pair, self.framework, within=within)
        if asked.which:
            found = tuple(each for each in found if each.root.startswith(asked.which))
            if not found:
                raise UnknownId(str(asked))
        carried = [
            each for each in receipts(material, pair, self.framework, within=within)
            if each.side in _STATED and each.source is not None
        ]  # fmt: skip
        below = []
        for each in found:
            own = [one for one in carried if one.source is not None and one.source.id == each.root]
            lines = tuple(
                Reason(says=f"{one.side.value} {one.indicator}", id=one.about, below=self.ways.lines(one.claims))
                for one in own
            )
            says = f"without {each.name}: {each.without} instead of {each.rung}; tellings {each.grounds}"
            below.append(Reason(says=says, id=str(asked.at(each.root)), below=lines if asked.which else ()))
        moving = sum(each.moves for each in found)
        says = f"each root left out in turn: {len(found)}; without {moving} of them the answer is another"
        return Reason(says=says, id=str(asked), below=tuple(below))

    def _proposition(self, asked: Handle) -> Reason:
        material = self.ways.views.material
        held = [each for each in material.propositions if each.id.startswith(asked.of.lower())]
        roots = [each for each in material.roots if asked.which and each.id.startswith(asked.which.lower())]
        if asked.what != WITHOUT or len(held) != 1 or len(roots) != 1:
            raise UnknownId(str(asked))
        lower, upper = without(held[0], roots[0].id, material)
        resting = resting_on(roots[0], material)
        goes = {claim for each in resting for claim in each.claims}
        groups = (("goes with it", goes.__contains__), ("stays", lambda claim: claim not in goes))
        below = [
            Reason(says=f"{label}: {len(claims)}", below=self.ways.lines(claims))
            for label, holds in groups
            if (claims := [each for each in held[0].standing if holds(each)])
        ]
        says = f"“{held[0].says}” without {roots[0].name}: {lower} to {upper} independent roots"
        return Reason(says=says, id=str(asked), below=(*map(self.ways.root_line, resting), *below))

    # ---- the brief

    def _brief(self, asked: Handle, pair: tuple[str, str]) -> Reason:
        views = self.ways.views
        brief = brief_of(views, pair, assessments=tuple(self.dossier.assessments()))
        held = [each.id for each in brief.notes]
        if asked.which:
            own = [each for each in views.material.roots if each.id.startswith(asked.which.lower())]
            claims = sorted({claim for each in own for claim in each.claims} & set(held))
            if len(own) != 1 or not claims:
                raise UnknownId(str(asked))
            says = f"{own[0].name}, in the brief: claims {len(claims)}"
            return Reason(says=says, id=str(asked), below=self.ways.lines(claims))
        papers = {views.material.claim[each].document for each in held}
        outlets = sorted({views.publisher(views.material.document[each]) for each in papers})
        roots = [views.material.root[str(each["id"])] for each in brief.roots]
        documents = [views.material.document[each["id"]] for each in brief.documents]
        parts = {
            "claims": self.ways.lines(held),
            "documents": tuple(Reason(says=f"document: {views.place(each)}", id=each.id) for each in documents),
            "outlets": tuple(Reason(says=f"outlet: {each}") for each in outlets),
            "roots": tuple(map(self.ways.root_line, roots)),
        }
        below = tuple(Reason(says=f"{name}: {len(found)}", below=found) for name, found in parts.items())
        return Reason(says=f"brief: {brief.first} and {brief.second}", id=str(asked), below=below)

    def _both(self, asked: Handle, pair: tuple[str, str]) -> Reason:
        """The claims that name both, by whoever takes part for them."""
        views = self.ways.views
        held = []
        for claim in views.material.claims:
            actors = {actor for each in claim.parties for actor in views.material.actors_of.get(each.mention, ())}
            if set(pair) <= {views.country(each) for each in actors}:
                held.append(claim.id)
        if asked.which or not held:
            raise UnknownId(str(asked))
        names = " and ".join(map(views.actor, pair))
        return Reason(says=f"claims that name {names}: {len(held)}", id=str(asked), below=self.ways.lines(held))

    # ---- over time

    def _series(self, asked: Handle, pair: tuple[str, str]) -> Reason:
        wish = Asked(
            by=By(asked.what),
            dating=_one_of(Dating, asked.asked("dated") or Dating.EVENT, asked),
            directed=bool(asked.asked("directed")),
            scale=asked.asked("scale") or SCALES[0],
        )
        found = self.dossier.series(*pair, wish, material=self.ways.views.material)
        acts = told(self.ways.views.material, pair, wish)
        if not asked.which:
            return self._whole(found)
        for name in (WIDE, UNDATED):
            if asked.which == name:
                return self._acts(f"{name} acts", acts[name, None], str(asked))
        places = (("placed", found.by, found.points), ("year only", By.YEAR, found.year_only))
        for place, by, points in places:
            for each in points:
                if period_name(each.since, by) == asked.which:
                    return self._point(each, by, acts.get((place, each.since), ()), str(asked))
        raise UnknownId(str(asked))

    def _whole(self, found: Series) -> Reason:
        names = (self.ways.views.actor(found.first), self.ways.views.actor(found.second))
        own = of_series(found)
        lines = [
            Reason(says=_in_figures(each, by), id=str(own.at(period_name(each.since, by))))
            for by, points in ((found.by, found.points), (By.YEAR, found.year_only))
            for each in points
        ]
        for name, count in ((WIDE, found.wide), (UNDATED, found.undated)):
            lines.append(
                Reason(says=f"{name}: {count.low} to {count.high}, claims {count.claims}", id=str(own.at(name)))
            )
        for one in found.changes:
            before, after = (f"{each.cooperation:g} and {each.conflict:g}" for each in (one.before, one.after))
            says = f"change from {period_name(one.at, found.by)}: for 100 documents {before}, then {after}"
            lines.append(Reason(says=f"{says} (cooperation and conflict)"))
        says = f"{header(found, *names)} Documents read: {found.documents}, without a date {found.undated_documents}"
        return Reason(says=says, id=str(own), below=tuple(lines))

    def _point(self, point: Point, by: By, acts: tuple[Told, ...], identity: str) -> Reason:
        reason = self._acts(_in_figures(point, by), acts, identity)
        read = self.dossier.read_documents()
        days = [
            each for each in self.ways.views.material.documents
            if each.id in read and each.published_on is not None and point.since <= each.published_on < point.until
        ]  # fmt: skip
        papers = tuple(Reason(says=f"document: {self.ways.views.place(each)}", id=each.id) for each in days)
        return Reason(
            says=reason.says, id=identity, below=(*reason.below, Reason(says=f"read: {len(papers)}", below=papers))
        )

    def _acts(self, says: str, acts: tuple[Told, ...], identity: str) -> Reason:
        """Acts claim by claim: those that count, and those told once more by the same root."""
        groups = (
            ("counted, by roots that the texts name", [each for each in acts if each.is_counted and each.is_named]),
            ("counted, by roots that they do not name", [e for e in acts if e.is_counted and not e.is_named]),
            ("told once more by the same root", [each for each in acts if not each.is_counted]),
        )
        below = tuple(
            Reason(says=f"{label}: {len(held)}", below=tuple(map(self._act, held))) for label, held in groups if held
        )
        return Reason(says=f"{says}; claims {len(acts)}", id=identity, below=below)

    def _act(self, each: Told) -> Reason:
        value = "not weighed" if each.value is None else f"{each.value:+.1f}"
        denied = "; denied by others" if each.is_denied else ""
        says = f"{each.quad}: {each.kind}, {value}{denied}"
        return Reason(says=says, id=each.proposition, below=self.ways.lines((each.claim,)))


def _in_figures(point: Point, by: By) -> str:
    """A period in one line."""
    quads = "; ".join(f"{name} {each.high}" for name, each in point.quads.items())
    mean = "" if point.mean is None else f"; mean value {point.mean:+.2f}"
    denied = f"; denied {point.denied}" if point.denied else ""
    return f"{period_name(point.since, by)}: read {point.documents}; acts {bounds(point)}; {quads}{mean}{denied}"


def _sources(held: Iterable[Receipt], *, is_named: bool) -> tuple[str, ...]:
    """The ids of the distinct roots, in order."""
    found = [each.source for each in held if each.source is not None]
    return tuple(dict.fromkeys(each.id for each in found if each.is_named is is_named))


def _within(asked: Handle) -> Period | None:
    since, before = (_day(asked, name) for name in ("since", "before"))
    if since is None and before is None:
        return None
    return Period(since=since, until=before, written=f"{since or ''} to {before or ''}")


def _day(asked: Handle, name: str) -> date | None:
    told = asked.asked(name)
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise RequestError(f"'{told}' in '{asked}' is no day: write {name}=2024-03-31.") from None


def _one_of(kind: type[Dating], wanted: str, asked: Handle) -> Dating:
    try:
        return kind(wanted)
    except ValueError:
        raise RequestError(f"'{wanted}' in '{asked}' means nothing: write {', '.join(kind)}.") from None


def counting(dossier: Dossier, ways: Ways, framework: Framework | None = None) -> Counting:
    """What handles of this dossier count, by this framework."""
    return Counting(dossier=dossier, ways=ways, framework=framework or alignment())
