"""Materials written as small tables, one claim to a line, for what looks at a relation over time.

A line has its day or period, who does what to whom, the kind of act and the root, then what else is said of it:

    2022-03-04 | RUS > UKR | ASSAULT | Strelsau Wire
    2022-03    | CHN & RUS | CONSULT | Meridian Institute | PS+
    -          | USA > GBR | AID     | someone            | intent, p7
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from foedus.material import Material
from foedus.records import Claim, Document, Objection, Proposition, Root, Voice
from foedus.terms import Anonymity, Disagreement, Factuality, RootNature, Sort, Status
from foedus.values import Period, Span

VALUES = {each.value: each for each in Factuality}
SORTS = {each.value: each for each in Sort}
STATUSES = {each.value: each for each in Status}


def period(told: str) -> Period | None:
    """The period that "2022", "2022-03", "2022-03-04", "2022..2024" or "2022.." writes; "-" is none."""
    if told == "-":
        return None
    if ".." in told:
        first, last = told.split("..")
        until = date(int(last) + 1, 1, 1) if last else None
        return Period(since=date(int(first), 1, 1), until=until, written=told)
    parts = [int(each) for each in told.split("-")]
    since = date(*parts, *(1,) * (3 - len(parts)))
    if len(parts) == 1:
        until = date(since.year + 1, 1, 1)
    elif len(parts) == 2:
        until = date(since.year + since.month // 12, since.month % 12 + 1, 1)
    else:
        until = since + timedelta(days=1)
    return Period(since=since, until=until, written=told)


@dataclass
class Chronicle:
    """Builds a material from lines; each line is a claim in a document of its own."""

    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    roots: dict[str, list[str]] = field(default_factory=dict)
    propositions: dict[str, list[str]] = field(default_factory=dict)
    parties: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = field(default_factory=dict)
    denied: set[str] = field(default_factory=set)

    def tell(self, lines: str, *, published: str | None = None) -> Chronicle:
        """Take up each line; every document is published on the same day, or on none."""
        for line in lines.strip().splitlines():
            self._tell([each.strip() for each in line.split("|")], published)
        return self

    def read(self, *days: str) -> Chronicle:
        """Take up a document that tells nothing, for each of these days of publication."""
        for day in days:
            name = f"d{len(self.documents)}"
            self.documents.append(Document(id=name, text="Nothing.", published_on=date.fromisoformat(day)))
        return self

    def _tell(self, cells: list[str], published: str | None) -> None:
        when, who, kind, root, *more = cells
        marks = [each.strip() for each in ",".join(more).split(",") if each.strip()]
        name, identity = f"d{len(self.documents)}", f"c{len(self.claims):03}"
        words = next((each[1:-1] for each in marks if each.startswith('"')), f"{who} {kind}")
        day = date.fromisoformat(published) if published else None
        self.documents.append(Document(id=name, text=words, published_on=day))
        nature = RootNature.DESCRIBED if root == "someone" else RootNature.ORGANISATION
        self.claims.append(
            Claim(
                id=identity,
                says=words,
                document=name,
                sort=next((SORTS[each] for each in marks if each in SORTS), Sort.ACT),
                evidence=Span(document=name, start=0, end=len(words), text=words),
                kind=kind,
                status=next((STATUSES[each] for each in marks if each in STATUSES), None),
                voices=(Voice(name=root, nature=nature, anonymity=Anonymity.NAMED),),
                factuality=next((VALUES[each] for each in marks if each in VALUES), Factuality.CERTAIN),
                when=period(when),
            )
        )
        key = f"{root} {len(self.documents)}" if root == "someone" else root
        self.roots.setdefault(key, []).append(identity)
        proposition = next((each for each in marks if each[0] == "p" and each[1:].isdigit()), f"of {identity}")
        self.propositions.setdefault(proposition, []).append(identity)
        doers, _, targets = who.partition(">")
        names = (
            tuple(each.strip() for each in doers.split("&")),
            tuple(each for each in targets.strip().split(" & ") if each),
        )
        self.parties[proposition] = (*names, kind)
        if "denied by another" in marks:
            self.denied.add(proposition)

    @property
    def material(self) -> Material:
        """What the lines make."""
        return Material(
            documents=tuple(self.documents),
            claims=tuple(self.claims),
            roots=tuple(
                Root(
                    id=name,
                    name=name,
                    nature=RootNature.DESCRIBED if name.startswith("someone") else RootNature.ORGANISATION,
                    claims=tuple(claims),
                )
                for name, claims in sorted(self.roots.items())
            ),
            propositions=tuple(self._proposition(name) for name in sorted(self.propositions)),
        )

    def _proposition(self, name: str) -> Proposition:
        claims = tuple(self.propositions[name])
        doers, targets, kind = self.parties[name]
        objection = Objection(claim=claims[0], respect=Disagreement.POLARITY, because="it is said not to be so")
        return Proposition(
            id=name,
            says=name,
            sort=Sort.ACT,
            kind=kind,
            initiators=doers,
            targets=targets,
            others=(),
            when=None,
            supporting=claims,
            denying=(objection,) if name in self.denied else (),
            qualifying=(),
            refines=(),
            roots=(),
            lower=1,
            upper=1,
            outlets=1,
            unknown=0,
            belief=0.5,
        )

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all documents, as read."""
        return frozenset(each.id for each in self.documents)
