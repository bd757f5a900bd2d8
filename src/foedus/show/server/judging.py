"""Corrections where the error is seen: what may be judged of a claim, the ledger, and the decisions that come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.errors import RequestError, UnknownActor, UnknownId
from foedus.material import Material
from foedus.records import Claim, Judgement, Mention, Proposition, Root, judgement
from foedus.show.deciding import on_sameness
from foedus.show.server.page import PAGE, ROWS, Asked, BadRequest, Listed, Page, listed
from foedus.show.server.telling import Line, Named, line, root_name
from foedus.show.views import headline
from foedus.terms import (
    CLAIM_IS_CLAIM,
    CLAIM_IS_OF_KIND,
    CLAIM_IS_WRONG,
    CLAIM_STANDS_ON,
    MENTION_IS_ACTOR,
    OWN_WORD,
    PUBLISHER_IS_OUTLET,
    ROOT_IS_ROOT,
    Nature,
    Opinion,
)
from foedus.values import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from foedus.show.server.index import Index
    from foedus.values import Span

ABOUT = (MENTION_IS_ACTOR, ROOT_IS_ROOT, PUBLISHER_IS_OUTLET, CLAIM_IS_WRONG, CLAIM_IS_OF_KIND, CLAIM_STANDS_ON,
         CLAIM_IS_CLAIM)  # fmt: skip
NO_CLAIM = "no claim"  # the candidate of a judgement that nothing is claimed
LONGEST_REASON = 2_000
ID_LETTERS = 20  # of a fingerprint
_SPEAKING = frozenset({Nature.PERSON, Nature.ORGANISATION, Nature.GOVERNMENT, Nature.ARMED_FORCE, Nature.STATE,
                       Nature.PUBLICATION, Nature.PEOPLE})  # fmt: skip


class NothingSaid(RequestError):
    """A decision came without a reason."""

    def __init__(self) -> None:
        super().__init__("a decision needs its reason: say in a few words what you saw.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A party's words, and whom they were taken to mean."""

    mention: str
    role: str
    words: str
    actors: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """What may be judged of one claim."""

    line: Line
    own_word: str
    parties: tuple[Meant, ...]
    actors: tuple[Named, ...]
    kinds: tuple[Named, ...]
    sources: tuple[Named, ...]  # mentions of the document that can speak
    counted: tuple[Named, ...]  # the propositions that it bears on


def correcting(asked: Asked) -> Correcting:
    """What may be judged of one claim.

    Raises:
        UnknownId: there is no such claim.
    """
    index = asked.index
    claim = _record(index, "claims", asked.parts["id"])
    material = index.material([claim.id], mentions=True)
    views = index.views(material)
    near = index.matching("mentions", "document", [claim.document])
    speaking = {" ".join(each.span.text.split()): each for each in reversed(near) if each.nature in _SPEAKING}
    return Correcting(
        line=line(views, claim, judged_wrong=index.wrong.get(claim.id)),
        own_word=OWN_WORD,
        parties=tuple(
            Meant(
                mention=each.mention,
                role=each.role.value,
                words=" ".join(each.words.split()),
                actors=tuple(Named(id=one, name=views.actor(one)) for one in material.actors_of.get(each.mention, ())),
            )
            for each in claim.parties
        ),
        actors=_actors(index),
        kinds=tuple(Named(id=each.id, name=each.meaning) for each in index.language.kinds.values()),
        sources=tuple(
            Named(id=each.id, name=words)
            for words, each in sorted(speaking.items(), key=lambda pair: (pair[0].casefold(), pair[1].id))
        ),
        counted=tuple(
            Named(id=each.id, name=" ".join(each.says.split()))
            for each in index.among("propositions", index.ids(_COUNTED, claim.id))
        ),
    )


# The propositions that a claim bears on beside others: from one that it makes alone it cannot be parted.
_COUNTED = """
SELECT DISTINCT k.proposition FROM stands AS k JOIN sayings AS s ON s.id = k.proposition
WHERE k.claim = ? AND (k.stance <> 'for' OR s.tellings > 1)"""


def _actors(index: Index) -> tuple[Named, ...]:
    """The actors that the dossier tells of, the most told of first."""
    rows = index.rows("SELECT actor FROM met ORDER BY held DESC, actor LIMIT 300")
    return tuple(Named(id=each["actor"], name=index.names.actor(each["actor"])) for each in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One judgement as the ledger shows it."""

    id: str
    about: str
    subject: str
    subject_name: str
    candidate: str
    candidate_name: str
    opinion: str
    by: str
    because: str
    made_at: str | None
    undoes: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The judgements that people made and that hold."""

    listed: Listed
    by_verbs: int
    judgements: tuple[Decision, ...]


_BY_PEOPLE = "\"by\" NOT IN ('gather', 'read', 'resolve', 'trace', 'assemble', 'check', 'assess', 'show')"


def ledger(asked: Asked) -> Ledger:
    """The decisions of people, the newest first."""
    index = asked.index
    count = int(index.one(f"SELECT count(*) FROM judgements WHERE {_BY_PEOPLE}"))  # noqa: S608 - nothing of a user's
    place = listed(asked, count)
    ids = index.ids(
        f"SELECT id FROM judgements WHERE {_BY_PEOPLE} ORDER BY made_at DESC, id "  # noqa: S608 - nothing of a user's
        f"LIMIT {ROWS} OFFSET {(place.page - 1) * ROWS}"
    )
    held = {each.id: each for each in index.among("judgements", ids)}
    return Ledger(
        listed=place,
        by_verbs=index.counts["judgements"] - count,
        judgements=tuple(decision(index, held[each]) for each in ids),
    )


def decision(index: Index, each: Judgement) -> Decision:
    """The judgement as pages show it."""
    return Decision(
        id=each.id,
        about=each.about,
        subject=each.subject,
        subject_name=_name(index, each.subject),
        candidate=each.candidate,
        candidate_name=each.candidate if each.about == PUBLISHER_IS_OUTLET else _name(index, each.candidate),
        opinion=each.opinion.value,
        by=str(each.by),
        because=each.because,
        made_at=each.made_at.isoformat(timespec="seconds") if each.made_at else None,
        undoes=each.replaces is not None and each.opinion is Opinion.UNSURE,
        words=" ".join(each.evidence.text.split()) if each.evidence else "",
    )


def _name(index: Index, identity: str) -> str:
    """What a judgement speaks of, by name."""
    if identity == OWN_WORD:
        return "the outlet itself"
    if (place := place_of(identity)) is not None:
        return index.views(Material(documents=index.among("documents", [place[0]]))).judged(identity)
    if identity in index.language.kinds:
        return identity
    if len(identity) == ID_LETTERS and identity.isalnum():
        for table in ("mentions", "claims", "roots", "documents"):
            for each in index.among(table, [identity]):
                return _called(each)
    return index.names.actor(identity)


def _called(record: Any) -> str:
    """The words of a mention or a claim, the name of a root, the title of a document."""
    if isinstance(record, Mention):
        return f"“{' '.join(record.span.text.split())}”"
    if isinstance(record, Claim):
        return f"“{' '.join(record.evidence.text.split())}”"
    if isinstance(record, Root):
        return root_name(record)
    return str(record.title or headline(record) or record.gathered_from)


def decided(index: Index, form: Mapping[str, Any]) -> Judgement:
    """The judgement that a form gives, its subject and its candidate looked up.

    Raises:
        RequestError: the form names nothing that can be judged so, or gives no reason.
    """
    about = str(form.get("about", ""))
    if about not in ABOUT:
        raise BadRequest("thing to judge", about, "one of " + ", ".join(ABOUT))
    because = reason(form)
    if not because:
        raise NothingSaid
    opinion = str(form.get("opinion", Opinion.SAME.value))
    if opinion not in {Opinion.SAME.value, Opinion.DIFFERENT.value}:
        raise BadRequest("opinion", opinion, "same or different")
    by, wanted = judge(form), str(form.get("candidate", "")).strip()
    if about == CLAIM_IS_CLAIM:
        first, second = (said(index, each) for each in (str(form.get("subject", "")), wanted))
        return on_sameness(
            first, second, Opinion(opinion), by=by, because=because, fetch=lambda ids: index.among("claims", ids)
        )
    subject, evidence = _subject(index, about, str(form.get("subject", "")))
    return judgement(
        about=about,
        subject=subject,
        candidate=_candidate(index, about, wanted),
        opinion=Opinion(opinion),
        by=by,
        because=because,
        evidence=evidence,
    )


def said(index: Index, wanted: str) -> Claim | Proposition:
    """The claim or the proposition whose id begins so.

    Raises:
        UnknownId: neither has.
    """
    table, identity = index.found(wanted)
    if table not in {"claims", "propositions"}:
        raise UnknownId(wanted)
    held: Claim | Proposition = index.among(table, [identity])[0]
    return held


def reason(form: Mapping[str, Any]) -> str:
    """Why it was decided so, in the form's words; nothing where it gives no reason."""
    return " ".join(str(form.get("because", "")).split())[:LONGEST_REASON]


def judge(form: Mapping[str, Any]) -> str:
    """Who decided; nobody passes for a verb."""
    name = " ".join(str(form.get("by", "")).split())[:80] or "analyst"
    return (
        f"{name} (a person)"
        if name in {"gather", "read", "resolve", "trace", "assemble", "check", "assess", "show"}
        else name
    )


def _subject(index: Index, about: str, wanted: str) -> tuple[str, Span | None]:
    """The id of what is judged, and the words that the judgement is on."""
    table = {MENTION_IS_ACTOR: "mentions", ROOT_IS_ROOT: "roots", PUBLISHER_IS_OUTLET: "documents"}.get(about, "claims")
    if about == ROOT_IS_ROOT:  # an origin that was joined to others is no root of its own any more
        known = index.one(
            "SELECT count(*) FROM judgements WHERE about = ? AND ? IN (subject, candidate)", about, wanted
        )
        if known:
            return wanted, None
    held = _record(index, table, wanted)
    if isinstance(held, Mention):
        return held.id, held.span
    return held.id, held.evidence if isinstance(held, Claim) else None


def _candidate(index: Index, about: str, wanted: str) -> str:
    """The id of what the subject is said to be."""
    if about == CLAIM_IS_WRONG:
        return NO_CLAIM
    if about == CLAIM_STANDS_ON and wanted == OWN_WORD:
        return OWN_WORD
    look_up: dict[str, Callable[[Index, str], str]] = {
        CLAIM_IS_OF_KIND: _kind,
        PUBLISHER_IS_OUTLET: _outlet,
        MENTION_IS_ACTOR: _actor,
        ROOT_IS_ROOT: lambda index, wanted: _subject(index, ROOT_IS_ROOT, wanted)[0],
        CLAIM_STANDS_ON: lambda index, wanted: str(_record(index, "mentions", wanted).id),
    }
    return look_up[about](index, wanted)


def _kind(index: Index, wanted: str) -> str:
    if wanted not in index.language.kinds:
        raise BadRequest("kind of act", wanted, "an id such as COOPERATE.exercise")
    return wanted


def _outlet(_: Index, wanted: str) -> str:
    if not wanted:
        raise BadRequest("outlet", wanted, "its name")
    return " ".join(wanted.split())


def _actor(index: Index, wanted: str) -> str:
    """The id of the one actor that this code or name means."""
    if not wanted:
        raise UnknownActor(wanted)
    code = wanted.partition(" · ")[0].strip()
    for each in (code, code.upper(), code.lower()):
        if each in index.world.actors or index.one("SELECT count(*) FROM nations WHERE actor = ?", each):
            return each
    named = dict.fromkeys(each.actor for each in index.world.named(wanted))
    if len(named) == 1:
        return next(iter(named))
    raise UnknownActor(wanted)


def _record(index: Index, table: str, wanted: str) -> Any:
    found, identity = index.found(wanted)
    if found != table:
        raise UnknownId(wanted)
    return index.among(table, [identity])[0]


PAGES = (
    Page(
        path="/claims/{id}/correct",
        title="Correct a claim",
        template="correct.html",
        says="What may be judged of one claim: whom it means, on whose word it stands, what and whether it is.",
        answer=Correcting,
        make=correcting,
    ),
    Page(
        path="/judgements",
        title="Decisions",
        template="judgements.html",
        says="The decisions of people that hold, the newest first.",
        answer=Ledger,
        make=ledger,
        parameters=(PAGE,),
    ),
)
