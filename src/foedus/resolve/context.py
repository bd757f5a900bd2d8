"""What a document tells about its own names: the document enters, a choice between candidates and its reason leave."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.terms import Nature, Opinion

if TYPE_CHECKING:
    from datetime import date

    from foedus.knowledge.world import Candidate, Name, World

_AND = re.compile(r"\s+(?:and|or)\s+(?:the\s+)?")
_TITLE = re.compile(
    r"(?:President|Premier|Prime Minister|Chancellor|Minister|Secretary|King|Queen|Emperor|General|Gen\.|Marshal|"
    r"Senator|Sen\.|Chairman|Ayatollah|Sheikh|Pope|Prince|Secretary-General|Secretary General|Mr\.?|Mrs\.?|Ms\.?|"
    r"leader|dictator|Vice President|Ambassador|Speaker|Admiral|Adm\.|Colonel|Col\.|Sir|Comrade)\s+$"
)
_GIVEN = re.compile(r"\b([A-Z][\w’'.-]*)\s+$")
_CAPITALS_OF = re.compile(r"\b(?:in|near|at|around|outside|inside|into|through|across|capital|capital,)\s+$")
YEARS_BEFORE = 10  # a leader is spoken of some years before the office
# Words that may open a sentence with a capital and are no given name.
_OPENERS = frozenset(
    {
        *(
            "a",
            "after",
            "also",
            "although",
            "and",
            "as",
            "at",
            "because",
            "before",
            "both",
            "but",
            "by",
            "during",
            "even",
        ),
        *("for", "from", "he", "how", "if", "in", "it", "meanwhile", "now", "of", "on", "only", "she", "since", "so"),
        *("still", "that", "the", "then", "they", "this", "though", "to", "under", "what", "when", "where", "while"),
        *("who", "why", "with", "yet"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A candidate for a name, what is held of it, and why."""

    candidate: Candidate
    opinion: Opinion
    because: str


@dataclass(frozen=True, kw_only=True)
class Context:
    """A text with the names found in it and the day on which it was published, where that is known."""

    text: str
    world: World
    day: date | None = None
    publisher: str | None = None
    publishing_state: str | None = None  # whose government publishes the text, where one does
    _memory: dict[tuple[str, int], tuple[Choice, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every name in the text."""
        return self.world.find(self.text)

    @cached_property
    def countries(self) -> dict[str, str]:
        """The words of an unambiguous name for each country that the text names."""
        found: dict[str, str] = {}
        for name in self.names:
            homes = {self.world.country_of(each.actor) for each in name.candidates}
            home = homes.pop() if len(homes) == 1 else None
            if home:
                found.setdefault(home, name.words)
        return found

    @cached_property
    def full_names(self) -> dict[str, list[tuple[int, str, str]]]:
        """By surname, the place, words and actor of every full name of a leader in the text."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for name in self.names:
            people = {each.actor for each in name.candidates if each.how == "leader"}
            if len(people) == 1 and " " in name.words:
                person = people.pop()
                for surname in (name.words.split()[-1], name.words.split()[0]):
                    found.setdefault(surname, []).append((name.start, name.words, person))
        return found

    def choices(self, name: Name) -> tuple[Choice, ...]:
        """What the name means here: one or several choices that hold, or each candidate as unsure."""
        key = (name.words, name.start)
        if key not in self._memory:
            self._memory[key] = self._choose(name)
        return self._memory[key]

    def _choose(self, name: Name) -> tuple[Choice, ...]:
        leaders = tuple(each for each in name.candidates if each.how == "leader")
        if leaders and len(leaders) == len(name.candidates):
            known = tuple(each for each in leaders if "/" not in each.actor)
            return self._leader(name, known or leaders)
        everyone = tuple({each.actor: each for each in name.candidates}.values())
        if len(everyone) == 1 or all(each.how == "description" for each in everyone):
            return tuple(self._sure(name, each) for each in everyone)
        return self._decided(name, everyone)

    def _sure(self, name: Name, candidate: Candidate) -> Choice:
        return Choice(candidate=candidate, opinion=Opinion.SAME, because=self.reason(name, candidate))

    def _decided(self, name: Name, everyone: tuple[Candidate, ...]) -> tuple[Choice, ...]:
        if any(self._is_person(each) for each in everyone) and self._is_given_a_name(name):
            everyone = tuple(each for each in everyone if self._is_person(each))
        state = next((each for each in everyone if self._is_state(each)), None)
        beside = self._state_beside(name) if state is not None else None
        if (
            state is not None
            and beside is not None
            and all(each is state or self._is_person(each) for each in everyone)
        ):
            because = f"{self.reason(name, state)}; it stands in one breath with the state '{beside}'"
            return (Choice(candidate=state, opinion=Opinion.SAME, because=because),)
        speaking = {each.actor: self._evidence(name, each) for each in everyone}
        supported = [each for each in everyone if speaking[each.actor]]
        if len(supported) == 1:
            chosen = supported[0]
            because = f"{self.reason(name, chosen)}; the text also names '{speaking[chosen.actor]}'"
            return (Choice(candidate=chosen, opinion=Opinion.SAME, because=because),)
        usual = [each for each in everyone if self._is_usual(name, each)]
        if usual and (not supported or usual[0] in supported):
            because = f"{self.reason(name, usual[0])}, the usual meaning, and nothing in the text speaks for another"
            return (Choice(candidate=usual[0], opinion=Opinion.SAME, because=because),)
        names = ", ".join(self.label(each.actor) for each in everyone)
        because = f"'{name.words}' can mean {names}, and the text does not decide"
        return tuple(Choice(candidate=each, opinion=Opinion.UNSURE, because=because) for each in everyone)

    def _state_beside(self, name: Name) -> str | None:
        """The words for a state that "and" joins to the name: "the United States and Jordan"."""
        for each in self.names:
            first, second = (each, name) if each.end <= name.start else (name, each)
            if _AND.fullmatch(self.text[first.end : second.start]) and len(each.candidates) == 1:
                return each.words if self._is_state(each.candidates[0]) else None
        return None

    def _is_state(self, candidate: Candidate) -> bool:
        actor = self.world.actors.get(candidate.actor)
        return actor is not None and actor.nature is Nature.STATE and candidate.how == "name"

    def _evidence(self, name: Name, candidate: Candidate) -> str | None:
        """Words of the text that speak for the candidate."""
        own = self.world.supports.get(name.words, ())
        for row in own:
            if row.actor == candidate.actor:
                return next((words for words in row.words if self._says(words)), None)
        actor = self.world.actors.get(candidate.actor)
        if actor is None or actor.country is None:
            return None
        return self.countries.get(actor.country)

    def _says(self, words: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.text) is not None

    def _is_usual(self, name: Name, candidate: Candidate) -> bool:
        rows = self.world.supports.get(name.words, ())
        return any(row.actor == candidate.actor and row.is_usual for row in rows)

    def _is_person(self, candidate: Candidate) -> bool:
        actor = self.world.actors.get(candidate.actor)
        return actor is not None and actor.nature is Nature.PERSON

    def _leader(self, name: Name, leaders: tuple[Candidate, ...]) -> tuple[Choice, ...]:
        people = tuple(dict.fromkeys(each.actor for each in leaders))
        if " " not in name.words and self._is_given_a_name(name):
            return ()  # "Igor Putin" is someone else
        earlier = self._earlier(name)
        if earlier:
            kept = tuple(each for each in leaders if each.actor == earlier[1])
            if kept:
                because = f"'{name.words}' is '{earlier[0]}', named in full before"
                return (Choice(candidate=kept[0], opinion=Opinion.SAME, because=because),)
        holding = [each for each in leaders if self.day is not None and each.holds_on(self.day)]
        if len({each.actor for each in holding}) == 1:
            return (Choice(candidate=holding[0], opinion=Opinion.SAME, because=self._in_office(name, holding[0])),)
        if len(people) == 1 and self._may_be_spoken_of(name, leaders):
            because = f"{self.reason(name, leaders[0])}, and no other leader that we know is called so"
            return (Choice(candidate=leaders[0], opinion=Opinion.SAME, because=because),)
        because = f"'{name.words}' can mean {', '.join(self.label(each) for each in people)}, and no date decides"
        whole = {self.world.actors[each].part_of for each in people if each in self.world.actors}
        if len(whole) == 1 and len(people) > 1 and (shared := whole.pop()):
            because += f"; each of them acts for {self.label(shared[0])}"
            return (Choice(candidate=replace(leaders[0], actor=shared[0]), opinion=Opinion.SAME, because=because),)
        chosen = {each.actor: each for each in leaders}.values()
        return tuple(Choice(candidate=each, opinion=Opinion.UNSURE, because=because) for each in chosen)

    def _may_be_spoken_of(self, name: Name, leaders: tuple[Candidate, ...]) -> bool:
        if self.day is None or " " in name.words or _TITLE.search(self.text[: name.start]):
            return True
        first = min((each.since for each in leaders if each.since), default=None)
        return first is None or first - timedelta(days=365 * YEARS_BEFORE) <= self.day

    def _in_office(self, name: Name, candidate: Candidate) -> str:
        office = next(
            (held for held in self.world.offices.get(candidate.actor, ()) if held.since == candidate.since), None
        )
        title = f"{office.title} of {self.label(office.country)}" if office else "in office"
        return f"'{name.words}' is {self.label(candidate.actor)}, {title} on {self.day}"

    def _earlier(self, name: Name) -> tuple[str, str] | None:
        if " " in name.words:
            return None
        before = [each for each in self.full_names.get(name.words, ()) if each[0] < name.start]
        return (before[-1][1], before[-1][2]) if before else None

    def _is_given_a_name(self, name: Name) -> bool:
        """Whether a given name that belongs to no other name and is no title stands before."""
        before = self.text[: name.start]
        given = _GIVEN.search(before)
        if given is None or _TITLE.search(before):
            return False
        word = given.group(1)
        starts_sentence = not before[: given.start()].strip() or before[: given.start()].rstrip()[-1] in '.!?:;"”'
        is_named = any(each.start <= given.start(1) < each.end for each in self.names)
        is_noun = self.world.sector_of(word) is not None or word.lower() != word.lower().rstrip(".")
        return not (is_named or is_noun or (starts_sentence and word.lower() in _OPENERS) or word.isupper())

    def is_place_here(self, name: Name) -> bool:
        """Whether the words before a capital's name make it the place and not the government."""
        return _CAPITALS_OF.search(self.text[max(0, name.start - 20) : name.start]) is not None

    def reason(self, name: Name, candidate: Candidate) -> str:
        """Why the name can mean the candidate."""
        label = self.label(candidate.actor.partition("/")[0])
        wordings = {
            "capital": f"'{name.words}' is the capital of {label}, used for its government",
            "seat": f"'{name.words}' is a seat of power of {label}, used for those who sit there",
            "demonym": f"'{name.words}' means of {label}",
            "combining form": f"'{name.words}-' stands for {label}",
            "former name": f"'{name.words}' is a former name of {label}",
            "acronym": f"'{name.words}' is short for {label}",
            "description": f"'{name.words}' describes {label}",
            "leader": f"'{name.words}' is {label}",
        }
        if name.words == label:
            return f"'{name.words}' is named"
        return wordings.get(candidate.how, f"'{name.words}' is a name of {label}")

    def label(self, actor: str) -> str:
        """The actor's name."""
        known = self.world.actors.get(actor)
        return known.name if known else actor
