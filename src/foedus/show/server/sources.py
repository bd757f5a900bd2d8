"""On whose word: the picture of who relays whom, the roots with what rests on them, what changed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.errors import UnknownId
from foedus.material import Material
from foedus.show.server.leaned import most_leaned_on
from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, Where, listed
from foedus.show.server.telling import Line, Named, Saying, lines, root_name, sayings
from foedus.show.views import UNSTATED
from foedus.show.why import Ways
from foedus.terms import ROOT_IS_ROOT, Opinion, RootNature
from foedus.trace import lineage_svg

if TYPE_CHECKING:
    from foedus.records import Copy, Drift, Judgement, Root
    from foedus.show.server.index import Index
    from foedus.values import Span

MOST_DRAWN = 40  # documents in the picture; the rest are counted in words
MOST_CLAIMS = 60  # of one root on its page
MOST_SAYINGS = 20
MOST_UNREAD = 12
MOST_JOINED = 60  # decisions that made one root


@dataclass(frozen=True, slots=True, kw_only=True)
class RootRow:
    """One root as the list shows it."""

    id: str
    name: str
    nature: str
    claims: int
    documents: int
    outlets: int
    is_read: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeanedOn:
    """A root that is leaned on and not read."""

    id: str
    name: str
    nature: str
    alone: int  # propositions on its word alone
    propositions: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """Two documents of which one relies on the other's text."""

    id: str
    first: Named
    second: Named
    strength: str
    direction: str
    share: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One telling in a chain of changed words."""

    claim: str
    document: str
    outlet: str
    published_on: str | None
    before: str
    words: str
    after: str
    change: str  # what became of it on the way here; nothing for the first
    drift: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """How one proposition changed from telling to telling."""

    proposition: str
    says: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """On whose word the dossier stands."""

    listed: Listed
    roots: tuple[RootRow, ...]
    unread: tuple[LeanedOn, ...]
    picture: str
    copies: tuple[CopyRow, ...]
    chains: tuple[Chain, ...]
    drifts: int


def sources(asked: Asked) -> Sources:
    """The page of sources."""
    index = asked.index
    where = Where()
    where.words(asked.text("q"), "plain")
    if nature := asked.text("nature"):
        where.add("nature = ?", nature)
    place = listed(asked, int(index.one(f"SELECT count(*) FROM origins WHERE {where}", *where.values)))  # noqa: S608
    key = "sources"
    if key not in index.kept:
        index.keep(key, (_leaned(index), lineage(index)[0], _chains(index), _copies(index)))
    leaned, picture, chains, copies = index.kept[key]
    return Sources(
        listed=place,
        roots=_rows(index, where, place),
        unread=leaned,
        picture=picture,
        copies=copies,
        chains=chains,
        drifts=index.counts["drifts"],
    )


def _rows(index: Index, where: Where, place: Listed) -> tuple[RootRow, ...]:
    rows = index.rows(
        f"SELECT * EXCLUDE (plain) FROM origins WHERE {where} ORDER BY held DESC, name, id "  # noqa: S608
        f"LIMIT {ROWS} OFFSET {(place.page - 1) * ROWS}",
        *where.values,
    )
    return tuple(
        RootRow(
            id=each["id"],
            name=UNSTATED if each["nature"] == RootNature.UNSTATED else each["name"],
            nature=_NATURE.get(each["nature"], each["nature"]),
            claims=each["held"],
            documents=each["documents"],
            outlets=each["outlets"],
            is_read=each["is_read"],
            because=index.names.in_words(each["because"]),
        )
        for each in rows
    )


_NATURE = {"outlet": "outlet's own reporting", "described": "described, not named"}


def _leaned(index: Index) -> tuple[LeanedOn, ...]:
    """The unread roots most leaned on."""
    return tuple(
        LeanedOn(id=each.root.id, name=root_name(each.root), nature=index.names.nature(each.root),
                 alone=each.alone, propositions=each.propositions, claims=each.claims)
        for each in most_leaned_on(index, MOST_UNREAD)[0]
    )  # fmt: skip


def lineage(index: Index) -> tuple[str, int]:
    """The lineage of the documents that copies and claims tie together most, and how many they are."""
    papers = index.ids(
        "SELECT id FROM papers WHERE NOT superseded AND claims > 0 ORDER BY copies DESC, claims DESC, id LIMIT ?",
        MOST_DRAWN,
    )
    if not papers:
        return "", 0
    claims = [each for each in index.with_key("claims", "document", papers) if each not in index.wrong]
    held = frozenset(papers)
    near: tuple[Copy, ...] = index.matching("copies", "document", held)
    between = tuple(each for each in near if {each.first, each.second} <= held)
    material = index.material(claims, documents=papers, more={"copies": between})
    return lineage_svg(index.views(material).with_outlets(material)), len(papers)


def _copies(index: Index) -> tuple[CopyRow, ...]:
    held = index.records("copies", "id IN (SELECT id FROM copies ORDER BY share DESC, id LIMIT ?)", ROWS)
    papers = {each["id"]: each for each in index.rows(
        "SELECT id, outlet || ': ' || coalesce(title, file) AS name FROM papers WHERE id IN (SELECT unnest(?))",
        sorted({one for each in held for one in (each.first, each.second)}),
    )} if held else {}  # fmt: skip
    order = {"same": 0, "passage": 1, "rewrite": 2}
    return tuple(
        CopyRow(
            id=each.id,
            first=Named(id=each.first, name=papers.get(each.first, {}).get("name", each.first)),
            second=Named(id=each.second, name=papers.get(each.second, {}).get("name", each.second)),
            strength=each.strength.value,
            direction=each.direction.value,
            share=round(each.share, 4),
            because=each.because,
        )
        for each in sorted(held, key=lambda one: (order[one.strength.value], -one.share, one.id))
    )


def _chains(index: Index) -> tuple[Chain, ...]:
    """What changed on the way, each proposition's changes put end to end where one begins where another ends."""
    drifts: tuple[Drift, ...] = index.records("drifts", f"id IN (SELECT id FROM drifts ORDER BY id LIMIT {ROWS})")  # noqa: S608
    found: list[list[Drift]] = []
    for each in sorted(drifts, key=lambda one: (one.proposition, one.id)):
        tail = next(
            (held for held in found if held[-1].later == each.earlier and held[-1].proposition == each.proposition),
            None,
        )
        head = next(
            (held for held in found if held[0].earlier == each.later and held[0].proposition == each.proposition), None
        )
        if tail is not None:
            tail.append(each)
        elif head is not None:
            head.insert(0, each)
        else:
            found.append([each])
    told = {each.id: each for each in sayings(index, {each.proposition for each in drifts})}
    claims = {one for each in drifts for one in (each.earlier, each.later)}
    held = {each.id: each for each in lines(index, sorted(claims))}
    return tuple(
        Chain(
            proposition=each[0].proposition,
            says=told[each[0].proposition].says if each[0].proposition in told else "",
            steps=tuple(_steps(index, each, held)),
        )
        for each in found
    )


def _steps(index: Index, drifts: list[Drift], held: dict[str, Line]) -> list[Step]:
    first = drifts[0]
    ends = [(first.earlier, first.before, "", "")]
    ends += [
        (each.later, each.after, f"{each.change.value}: {index.names.in_words(each.says)}", each.id) for each in drifts
    ]
    found = []
    for claim, span, change, drift in ends:
        if claim not in held:
            continue
        line = held[claim]
        whole = "".join(each.text for each in line.words)
        start, end = span.start - line.start, span.end - line.start
        inside = start >= 0 and end <= len(whole)
        around = (whole[:start], whole[start:end], whole[end:]) if inside else _around(index, span)
        found.append(
            Step(claim=claim, document=span.document, outlet=line.outlet, published_on=line.published_on,
                 before=around[0], words=around[1], after=around[2], change=change, drift=drift)
        )  # fmt: skip
    return found


def _around(index: Index, span: Span) -> tuple[str, str, str]:
    """The words of a span that stands outside its claim, with what stands before and after them."""
    views = index.views(Material(documents=index.among("documents", [span.document])))
    told = Ways(views).words(span)
    return told.before, told.text, told.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A decision that two origins are one root, or not, or that one may rest on the other."""

    judgement: str
    subject: str
    candidate: str
    opinion: str
    by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRoot:
    """One root with its names, the decisions that made it, and what stands on it."""

    id: str
    name: str
    nature: str
    names: tuple[str, ...]
    organisation: str | None
    upstream: Named | None
    document: Named | None
    because: str
    joined: tuple[Joined, ...]
    propositions: tuple[Saying, ...]
    all_claims: int
    claims: tuple[Line, ...]


def one_root(asked: Asked) -> OneRoot:
    """The page of one root.

    Raises:
        UnknownId: there is no such root.
    """
    index = asked.index
    table, identity = index.found(asked.parts["id"])
    if table != "roots":
        raise UnknownId(asked.parts["id"])
    root: Root = index.among("roots", [identity])[0]
    above = index.among("roots", [root.upstream]) if root.upstream else ()
    paper = index.rows("SELECT coalesce(title, file) AS title FROM papers WHERE id = ?", root.document or "")
    judged = _decisions(index, identity)
    told, shown = index.listing("sayings"), index.listing("lines")
    return OneRoot(
        id=root.id,
        name=root_name(root),
        nature=index.names.nature(root),
        names=root.names,
        organisation=root.organisation,
        upstream=Named(id=above[0].id, name=root_name(above[0])) if above else None,
        document=Named(id=root.document or "", name=paper[0]["title"]) if paper else None,
        because=index.names.in_words(root.because),
        joined=tuple(_joined(index, judged[each]) for each in sorted(judged)),
        propositions=sayings(index, told.page(told.having("root", identity), "best supported", 0, MOST_SAYINGS)),
        all_claims=len(root.claims),
        claims=lines(index, shown.page(shown.having("root", identity), "place", 0, MOST_CLAIMS)),
    )


def _decisions(index: Index, identity: str) -> dict[str, Judgement]:
    """The decisions that join a root to others or keep it from them, and those that join the others."""
    found: dict[str, Judgement] = {}
    wanted, seen = {identity}, {identity}
    while wanted and len(found) < MOST_JOINED:
        near = [
            each
            for side in ("subject", "candidate")
            for each in index.matching("judgements", side, sorted(wanted))
            if each.about == ROOT_IS_ROOT
        ]
        found |= {each.id: each for each in near}
        wanted = {one for each in near if each.opinion is Opinion.SAME for one in (each.subject, each.candidate)} - seen
        seen |= wanted
    return found


def _joined(index: Index, each: Judgement) -> Joined:
    names = {root.id: root_name(root) for root in index.bare_roots([each.subject, each.candidate])}
    return Joined(
        judgement=each.id,
        subject=names.get(each.subject, f"another source ({each.subject[:8]})"),
        candidate=names.get(each.candidate, f"another source ({each.candidate[:8]})"),
        opinion=each.opinion.value,
        by=str(each.by),
        because=each.because,
    )


PAGES = (
    Page(
        path="/sources",
        title="Sources",
        template="sources.html",
        says="On whose word the dossier stands: roots, copies, what is unread, what changed on the way.",
        answer=Sources,
        make=sources,
        parameters=(
            Parameter(name="q", says="Words of a root's name."),
            Parameter(name="nature", says="What the root is.", choices=tuple(each.value for each in RootNature)),
            PAGE,
        ),
    ),
    Page(
        path="/sources/{id}",
        title="Source",
        template="source.html",
        says="One root: its names, the decisions that made it, what stands on it.",
        answer=OneRoot,
        make=one_root,
    ),
)
