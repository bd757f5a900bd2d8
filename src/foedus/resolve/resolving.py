"""The judgements on who is meant: mentions in the order of their text enter, judgements leave.

A mention that points back gets the actors of what it points to; one with names inside gets what its head makes of them.
A name that we do not know gets no judgement: it stays as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foedus.knowledge.governments import state_of_publisher
from foedus.knowledge.world import Name
from foedus.records import PUBLISHER_SPEAKS, judgement
from foedus.resolve.context import Choice, Context
from foedus.resolve.phrases import Reading, read_phrase
from foedus.terms import MENTION_IS_ACTOR, Nature, Opinion, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from foedus.knowledge.world import World
    from foedus.records import Actor, Document, Judgement, Mention

# How a name stands for a whole of which the phrase may name a part.
_WHOLE = frozenset({"name", "former name", "demonym", "combining form", "acronym", "capital", "seat", "description"})
# A member of these speaks and acts for the whole; a person of an institute or outlet does not become it.
_ACTING = frozenset({"IGO", "MIL", "REB", "UAF", "PRM", "GOV", "PTY", "SPY", "COP", "LEG", "JUD", "CRM"})
_TOGETHER = frozenset({"we", "us", "our", "ours", "ourselves"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An actor that a mention may be, what is held of that, and why."""

    actor: str
    opinion: Opinion
    because: str


def resolve(document: Document, mentions: Sequence[Mention], world: World) -> Iterator[Judgement]:
    """Judgements on which actors the mentions of one document are, in the order of the text."""
    context = Context(
        text=document.text, world=world, day=document.published_on, publisher=document.publisher or document.url,
        publishing_state=state_of_publisher(world, document.publisher, document.url),
    )  # fmt: skip
    by_id = {each.id: each for each in mentions}
    for mention in sorted(mentions, key=lambda each: (each.span.start, each.span.end)):
        for meaning in _meanings(mention, by_id, context):
            yield judgement(
                about=MENTION_IS_ACTOR,
                subject=mention.id,
                candidate=meaning.actor,
                opinion=meaning.opinion,
                by=Verb.RESOLVE,
                because=meaning.because,
                evidence=mention.span,
            )


def _publishing(context: Context) -> tuple[Meaning, ...]:
    """The state that speaks where a government publishes its own words."""
    if context.publishing_state is None:
        return ()
    because = f"'{context.publisher}' publishes this in its own voice"
    return (Meaning(actor=context.publishing_state, opinion=Opinion.SAME, because=because),)


def actors_in(words: str, world: World, on: date | None = None) -> tuple[str, ...]:
    """The states and organisations that words name: alpha-3 codes, and ids of what belongs to no state.

    >>> from foedus.knowledge.world import load_world
    >>> actors_in("Beijing and the U.S.-led bloc accused NATO and the PLA", load_world())
    ('CHN', 'USA', 'NATO')
    """
    context = Context(text=words, world=world, day=on)
    found: list[str] = []
    for name in context.names:
        for choice in context.choices(name):
            actor = world.actors.get(choice.candidate.actor)
            if choice.opinion is Opinion.SAME and actor and not _reports(actor, world):
                found.append(actor.country or actor.id)
    return tuple(dict.fromkeys(each for each in found if _is_body(each, world)))


def _reports(actor: Actor, world: World) -> bool:
    return world.is_outlet(actor.id) or world.is_institute(actor.id)


def _is_body(actor: str, world: World) -> bool:
    known = world.actors.get(actor)
    return known is not None and (known.nature is not Nature.PLACE or known.country is not None)


def _meanings(mention: Mention, by_id: dict[str, Mention], context: Context) -> tuple[Meaning, ...]:
    own_voice = mention.describes == PUBLISHER_SPEAKS
    pointed = [by_id[each] for each in mention.refers_to if each in by_id and not own_voice]
    found = _pointed_to(mention, pointed, by_id, context) if pointed else ()
    return _unrepeated(found or _own(mention, context))


def _unrepeated(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """One meaning an actor, a sure one before an unsure one."""
    first: dict[str, Meaning] = {}
    for each in meanings:
        if each.actor not in first or (first[each.actor].opinion is not Opinion.SAME and each.opinion is Opinion.SAME):
            first[each.actor] = each
    return tuple(first.values())


def _pointed_to(
    mention: Mention, pointed: list[Mention], by_id: dict[str, Mention], context: Context
) -> tuple[Meaning, ...]:
    """The meanings of the mentions at the other end of a chain of references."""
    ends = _ends(mention, pointed, by_id)
    found: list[Meaning] = []
    for end in ends:
        for each in _own(end, context):
            because = f"'{mention.span.text}' points back to '{end.span.text}'; {each.because}"
            actor, whose = _spoken_for(mention, each.actor, context)
            found.append(Meaning(actor=actor, opinion=each.opinion, because=because + whose))
    return tuple(found)


def _spoken_for(mention: Mention, actor: str, context: Context) -> tuple[str, str]:
    """The state of an official who says "we", with the reason; anybody else as he is."""
    known = context.world.actors.get(actor)
    state = context.world.state_of(actor) if known is not None and known.nature is Nature.PERSON else None
    if state is None or mention.span.text.casefold() not in _TOGETHER:
        return actor, ""
    return state, f"; an official's '{mention.span.text}' is the state"


def _ends(mention: Mention, pointed: list[Mention], by_id: dict[str, Mention]) -> list[Mention]:
    seen = {mention.id}
    ends: list[Mention] = []
    while pointed:
        following: list[Mention] = []
        for each in pointed:
            if each.id in seen:
                continue
            seen.add(each.id)
            onward = [by_id[one] for one in each.refers_to if one in by_id and one not in seen]
            following.extend(onward)
            if not onward:
                ends.append(each)
        pointed = following
    return sorted(ends, key=lambda each: each.span.start)


def _own(mention: Mention, context: Context) -> tuple[Meaning, ...]:
    """What the mention's own words mean."""
    if mention.describes == PUBLISHER_SPEAKS:
        return _publishing(context)
    span = mention.span
    inside = tuple(each for each in context.names if span.start <= each.start and each.end <= span.end)
    covering = tuple(each for each in context.names if each.start <= span.start and span.end <= each.end)
    if not inside and covering:
        return _of_names(Reading(names=covering, rest=""), context)
    if not inside:
        return _surname(mention, context)
    shifted = tuple(_shifted(each, -span.start) for each in inside)
    reading = read_phrase(span.text, shifted)
    placed = Reading(
        names=tuple(_shifted(each, span.start) for each in reading.names),
        rest=reading.rest,
        leads=tuple(_shifted(each, span.start) for each in reading.leads),
        tie=reading.tie,
    )
    meant = _of_names(placed, context)
    if mention.nature is Nature.PUBLICATION and placed.rest:
        meant = _of_publication(meant, mention)
    return (*meant, *_leading(placed, context))


def _shifted(name: Name, by: int) -> Name:
    return Name(
        start=name.start + by, end=name.end + by, words=name.words, nature=name.nature, candidates=name.candidates
    )


def _leading(reading: Reading, context: Context) -> Iterator[Meaning]:
    """Those who lead what the phrase is about are perhaps meant, perhaps not."""
    for name in reading.leads:
        for choice in context.choices(name):
            yield Meaning(
                actor=choice.candidate.actor,
                opinion=Opinion.UNSURE,
                because=f"{choice.because}, which leads what is spoken of",
            )


def _surname(mention: Mention, context: Context) -> tuple[Meaning, ...]:
    """A person by the surname alone, who was named in full before."""
    if mention.nature is not Nature.PERSON:
        return ()
    surname = mention.span.text.removesuffix("'s").removesuffix("’s").split()[-1]
    before = [each for each in context.full_names.get(surname, ()) if each[0] < mention.span.start]
    if not before or len(mention.span.text.split()) > 2:
        return ()
    _, full, person = before[-1]
    because = f"'{mention.span.text}' is '{full}', named in full before"
    return (Meaning(actor=person, opinion=Opinion.SAME, because=because),)


def _of_names(reading: Reading, context: Context) -> tuple[Meaning, ...]:
    """What the head of a phrase makes of the names that it goes with."""
    if not reading.names:
        return ()
    last = reading.names[-1]
    if _stands_alone(last, reading, context):
        reading = Reading(names=(last,), rest="", tie=reading.tie)
    found: list[Meaning] = []
    for name in reading.names:
        for choice in context.choices(name):
            meaning = _with_head(name, choice, reading, context)
            if meaning:
                found.append(meaning)
    return tuple(found)


def _of_publication(meanings: tuple[Meaning, ...], mention: Mention) -> tuple[Meaning, ...]:
    """The same, said of a report: it stands for who published it."""
    because = f"; '{mention.span.text}' is what it published"
    return tuple(replace(each, because=each.because + because) for each in meanings)


def _stands_alone(last: Name, reading: Reading, context: Context) -> bool:
    """Whether the last name is what the ones before it only describe: "Russian news agency TASS", "President Putin"."""
    if len(reading.names) < 2:
        return False
    previous = reading.names[-2]
    between = context.text[previous.end : last.start]
    if any(mark in f" {between} " for mark in (" and ", " or ", ",", "-", "–", "/", "&")):
        return False
    of_people = {Nature.ORGANISATION, Nature.ARMED_FORCE, Nature.GOVERNMENT}
    return last.nature is Nature.PERSON or (previous.nature is Nature.PEOPLE and last.nature in of_people)


def _with_head(name: Name, choice: Choice, reading: Reading, context: Context) -> Meaning | None:
    candidate, world = choice.candidate, context.world
    actor = world.actors.get(candidate.actor)
    if actor is None:
        return None
    sector = world.sector_of(reading.rest) if reading.rest else None
    whole = actor.country if candidate.how in {"capital", "seat"} or actor.nature is Nature.PLACE else actor.id
    is_state = whole is not None and "/" not in whole and candidate.how in _WHOLE and _is_state(whole, world)
    if sector and whole and is_state:
        which = world.sectors[sector].partition(":")[0]
        because = f"{choice.because.removesuffix(', used for its government')}; '{reading.rest}' tells its {which}"
        return Meaning(actor=f"{whole}/{sector}", opinion=choice.opinion, because=because)
    if candidate.how == "capital" and whole and context.is_place_here(name):
        because = f"'{name.words}' is the capital of {context.label(whole)}, here the place"
        return Meaning(actor=whole, opinion=choice.opinion, because=because)
    if reading.rest and sector and actor.sector not in _ACTING and not is_state and actor.country is not None:
        return None  # a RAND analyst is not RAND; who speaks for whom is traced
    return Meaning(actor=actor.id, opinion=choice.opinion, because=choice.because)


def _is_state(actor: str, world: World) -> bool:
    known = world.actors.get(actor)
    return known is not None and known.country == actor
