"""Questions of record typed by hand: words enter ("CHN RUS defence pact 2001"), a `Question` leaves.

States are told by code, name, people or capital, in any order; the rest of the words may be a whole sentence. What
agrees is a yes; to a sentence that says "no" or "not", what agrees is that there was none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from foedus.check.naming import named_states
from foedus.check.questions import FIRST_YEAR, YEAR, Question
from foedus.check.states import folded
from foedus.check.topics import Topic, topics
from foedus.check.wording import worded
from foedus.errors import RequestError, UnknownActor

if TYPE_CHECKING:
    from foedus.check.states import States

PERIODS = (
    (
        re.compile(
            rf"\b(?:between\s+)?(?P<a>{YEAR})\s*(?:-|–|/|to|until|till|through|and)\s*(?P<b>{YEAR})\b", re.IGNORECASE
        ),
        "both",
    ),
    (re.compile(rf"\bafter\s+(?P<a>{YEAR})\b", re.IGNORECASE), "after"),
    (
        re.compile(
            rf"\b(?:since|from)(?:\s+the)?\s+(?P<a>{YEAR})s?\b|\b(?P<c>{YEAR})\s*(?:/\s*\.\.|-(?!\d))", re.IGNORECASE
        ),
        "open",
    ),
    (re.compile(rf"\b(?:before|until|till|up to)\s+(?P<a>{YEAR})\b", re.IGNORECASE), "before"),
    (re.compile(rf"\b(?P<a>{YEAR})s\b"), "decade"),
    (re.compile(rf"\b(?P<a>{YEAR})\b"), "year"),
)
SMALL_WORDS = frozenset(
    {
        "a",
        "an",
        "and",
        "against",
        "any",
        "at",
        "been",
        "between",
        "both",
        "but",
        "by",
        "came",
        "come",
        "current",
        "did",
        "do",
    }
    | {
        "does",
        "during",
        "ever",
        "for",
        "from",
        "had",
        "happened",
        "has",
        "have",
        "held",
        "her",
        "his",
        "how",
        "if",
        "in",
    }
    | {"is", "it", "its", "many", "much", "not", "no", "of", "on", "or", "over", "run", "ran", "still", "than", "that"}
    | {"the", "their", "them", "then", "there", "they", "this", "to", "under", "was", "were", "what", "when", "where"}
    | {"whether", "which", "who", "whom", "whose", "why", "with", "without", "year", "years", "are", "be", "as", "each"}
    | {
        "other",
        "another",
        "one",
        "time",
        "never",
        "out",
        "into",
        "while",
        "only",
        "also",
        "all",
        "country",
        "countries",
    }
)
# Codes of states that are words as well, and count only in capitals.
WORDS_TOO = frozenset(
    {
        "and",
        "are",
        "arm",
        "ben",
        "can",
        "cub",
        "dom",
        "fin",
        "gin",
        "gum",
        "guy",
        "jam",
        "lie",
        "mac",
        "mar",
        "nor",
        "pan",
    }
    | {"per", "pry", "sun", "ton", "tun", "vat"}
)
ALONE = frozenset({"war", "clash", "dispute", "vote", "exercise"})  # topics on two that may be asked of one
TOGETHER = re.compile(
    r"\b(?:agree\w*|alike|together|same way|similar\w*|distance|ideal points?|between|closer|nearer|apart)\b",
    re.IGNORECASE,
)
NEGATION = re.compile(r"\b(?:not?|never|nobody|neither|without)\b|n[’']t\b", re.IGNORECASE)


def parse_question(words: str, states: States) -> Question:
    """The question that the words ask: states by code or name, a topic, a year or a period.

    Raises UnknownActor where a name is no state's, and RequestError where the states, topic or time are missing.
    """
    since, until, rest = _time(words)
    actors, rest, plain = _actors(rest, states, on=since)
    topic, rest = _topic(rest, words)
    if topic.id == "vote":
        actors = _voters(actors, plain)
    left = _left(rest, topic)
    if topic.pair and len(actors) < 2 and topic.id not in ALONE:
        if unknown := [piece for piece in rest.split() if piece[0].isupper() and folded(piece) not in SMALL_WORDS]:
            raise UnknownActor(" ".join(unknown))
        raise RequestError(f"'{words}' names one state, and {topic.about} takes two: name the other as well.")
    if len(actors) > 2 and "closer" not in plain and "nearer" not in plain:
        raise RequestError(f"'{words.strip()}' names more than two states: ask about two at a time.")
    question = Question(
        topic=topic,
        first=actors[0],
        second=actors[1] if len(actors) > 1 else None,
        since=since,
        until=until,
        people=left if topic.id == "leader" else (),
        expected=topic.id == "vote" or NEGATION.search(words) is None,
        both_ways=not topic.directed,
        by_hand=True,
    )
    asked = worded(question, plain, states, whole=False)
    return replace(asked, people=question.people)


def _time(words: str) -> tuple[date, date | None, str]:
    for pattern, sort in PERIODS:
        match = pattern.search(words)
        if match is None:
            continue
        rest = f"{words[: match.start()]} {words[match.end() :]}"
        found = match.groupdict()
        year = int(found.get("a") or found.get("c") or 0)
        last = {"both": int(found.get("b") or 0), "decade": year + 9, "year": year, "before": year - 1}.get(sort)
        first = {"after": year + 1, "before": FIRST_YEAR}.get(sort, year)
        if last is not None and last < first:
            raise RequestError(f"'{words}' ends before it begins: write the earlier year first.")
        return date(first, 1, 1), None if last is None else date(last, 12, 31), rest
    raise RequestError(f"'{words}' names no time: add a year such as 2001, or a period such as 1990-2005.")


def _actors(words: str, states: States, *, on: date) -> tuple[list[str], str, str]:
    """The states named, in their order; the words that are left; the words with each state by its name.

    Where a name has been borne by several states, it is the one that existed at the time.
    """
    pieces = [(match[0], match.start()) for match in re.finditer(r"\S+", words)]
    peoples = {place.start: place for place in named_states(words)}
    found: list[str] = []
    left: list[str] = []
    plain: list[str] = []
    at = 0
    while at < len(pieces):
        actor, length = _actor([piece for piece, _ in pieces[at : at + 5]], states, on=on)
        place = peoples.get(pieces[at][1])
        if actor is None and place is not None:
            actor, length = place.actors[0], len(place.words.split())
        if actor is None:
            left.append(pieces[at][0])
            plain.append(pieces[at][0])
            at += 1
            continue
        joined = re.findall(r"[A-Z]\w+", pieces[at][0][len(place.words) :]) if place and "-" in pieces[at][0] else []
        also = [each for word in joined if (each := _actor([word], states, on=on)[0] or _people(word))]
        found += [actor, *also]
        plain.append(states.name(actor) + ("'s" if re.search(r"[’']s$", pieces[at + length - 1][0]) else ""))
        plain += [states.name(each) for each in also]
        at += length
    actors = list(dict.fromkeys(found))
    if not actors:
        raise UnknownActor(" ".join(left))
    return actors, " ".join(left), " ".join(plain)


def _people(word: str) -> str | None:
    """The state whose name or people the word is."""
    named = named_states(word)
    return named[0].actors[0] if named else None


def _actor(pieces: list[str], states: States, *, on: date) -> tuple[str | None, int]:
    """The state that the words begin with, and how many of them are its name; longer names first."""
    for length in range(len(pieces), 0, -1):
        name = folded(re.sub(r"[’']s$", "", " ".join(pieces[:length])))
        named = states.by_name.get(name)
        if named and (length > 1 or len(name) > 2) and not (name in WORDS_TOO and not pieces[0].isupper()):
            return next((each for each in named if each.within(on, on)), named[0]).actor, length
    return None, 1


def _topic(words: str, whole: str) -> tuple[Topic, str]:
    """The topic whose longest phrase stands in the words, and the words that are left."""
    asked = f" {folded(words)} "
    phrases = [(folded(each), topic) for topic in topics() for each in topic.ask]
    phrases.sort(key=lambda pair: -len(pair[0]))
    for phrase, topic in phrases:
        if f" {phrase} " in asked:
            drop = set(phrase.split())
            return topic, " ".join(piece for piece in words.split() if folded(piece) not in drop)
    choices = ", ".join(topic.id for topic in topics())
    raise RequestError(f"'{whole.strip()}' names nothing that reference data is asked about: choose one of {choices}.")


def _voters(actors: list[str], plain: str) -> list[str]:
    """Those who voted: named before the vote, or compared; a state after it is what the vote was on."""
    places = named_states(plain)
    verb = re.search(r"\b(?:vot\w*|abstain\w*|abstention|opposed|supported|backed)\b", plain, re.IGNORECASE)
    if len(actors) < 2 or verb is None or TOGETHER.search(plain):
        return actors
    before = sum(each.start < verb.start() for each in places)
    return actors[: max(1, before)]


def _left(words: str, topic: Topic) -> tuple[str, ...]:
    """A name that stands in the words beside states and topic: of a leader, where one is asked about.

    Raises UnknownActor for a name where none is asked about: it may be a state that is not known.
    """
    told = {piece for phrase in topic.ask for piece in folded(phrase).split()} | {
        "pact",
        "treaty",
        "obligation",
        "joint",
    }
    pieces = [piece for piece in words.split() if folded(piece) and folded(piece) not in SMALL_WORDS | told]
    if topic.id == "leader":
        name = " ".join(re.sub(r"[?!.,;]+$", "", piece) for piece in pieces if not _is_manner(piece))
        return (name,) if name else ()
    names = [piece for piece in pieces if piece[0].isupper() and not piece.isupper()]
    if names and topic.id != "vote":
        raise UnknownActor(" ".join(names))
    return ()


def _is_manner(piece: str) -> bool:
    """Whether the word belongs to how somebody came to power or lost it, or is a title."""
    return (
        re.match(
            r"(?:power|coup|office|overthr\w+|oust\w+|depos\w+|assassin\w+|elect\w+|irregular\w*|regular\w*|los[te]\w*|seiz\w+"
            r"|left|leave|took|taken|resign\w*|became|become|president|king|prime|minister|premier|general|chancellor|killed)$",
            folded(piece),
        )
        is not None
    )
