"""Whom "we", "I" and "you" mean: the state or body for which the speaker speaks, and whom the speaker faces.

A memory of who was spoken of and a pronoun enter; the mention of whoever it means leaves, if the text tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.records import PUBLISHER_SPEAKS
from foedus.terms import Nature

if TYPE_CHECKING:
    from foedus.encoder.analysis import Word
    from foedus.read.mentions import Memory
    from foedus.records import Mention

_TOGETHER = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST_PERSON = _TOGETHER | {"i", "me", "my", "mine"}
SECOND_PERSON = frozenset({"you", "your", "yours"})


def in_speech(memory: Memory, head: Word) -> tuple[Mention, ...]:
    """Who is meant by a pronoun of the first or second person.

    In a dialogue of two states "we" are both, unless the sentence names another state than the speaker's: then "we",
    who "sold it to Freedonia", are the speaker's own.
    """
    page, word = memory.page, head.text.lower()
    span = page.span(head.start, head.end)
    faced = _faced(memory, head) if word in SECOND_PERSON | _TOGETHER else None
    if word in SECOND_PERSON:
        return (memory.note(span, faced.nature, refers_to=(faced.id,)),) if faced is not None else ()
    said_by = memory.speaker(head.start)
    if said_by is None and word in _TOGETHER and memory.together is not None and head.start >= memory.together.start:
        names = [memory.note(page.span(each.start, each.end), each.nature) for each in memory.together.names]
        return (memory.note(span, Nature.GOVERNMENT, refers_to=tuple(each.id for each in names)),)
    whole = _spoken_for(memory, said_by) if said_by is not None else None
    known = whole is not None and bool(page.names_in(whole.span.start, whole.span.end))
    if not known and page.publishing_state is not None:
        return (memory.note(span, Nature.GOVERNMENT, describes=PUBLISHER_SPEAKS),)
    if whole is None:
        return ()
    is_alone = faced is None or _names_another(memory, head, whole)
    meant = (whole.id,) if faced is None or is_alone else (whole.id, faced.id)
    return (memory.note(span, whole.nature, refers_to=meant),)


def _names_another(memory: Memory, head: Word, whole: Mention) -> bool:
    """Whether the sentence names a state that is not the speaker's."""
    page = memory.page
    sentence = page.sentences[page.sentence_number(head.start)]
    own = _states(memory, whole.span.start, whole.span.end)
    return bool(_states(memory, sentence.start, sentence.end) - own)


def _states(memory: Memory, start: int, end: int) -> set[str]:
    world = memory.page.world
    named = memory.page.names_in(start, end)
    return {state for each in named for one in each.candidates[:1] if (state := world.state_of(one.actor)) is not None}


def _spoken_for(memory: Memory, speaker: str) -> Mention:
    """The state or body that a speaker belongs to, else the speaker."""
    mention = memory[speaker]
    met = memory[mention.refers_to[0]] if mention.refers_to else mention
    return memory[met.belongs_to or mention.belongs_to or met.id]


def _faced(memory: Memory, head: Word) -> Mention | None:
    """Whom the speaker faces in a dialogue of two states."""
    name = memory.other_side(head.start)
    return memory.note(memory.page.span(name.start, name.end), name.nature) if name is not None else None
