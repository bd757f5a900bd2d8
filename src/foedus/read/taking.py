"""Which states take part in a claim: those that the rules found are held against all in reach of it.

A finding enters and leaves: with a party for every state that a careful reader would hold to take part in it though the
rules found none ("The Presidents also discussed …"), and without those who are only named. A small network weighs what
speaks for each; its weights stand in `taking.npz`, and `python -m training.weighing` fits them to claims of which
readers told the actors. A party that names its words' doer or target stays unless it is all but excluded; a town or a
region, where things happen, brings its state only where that is likelier than not.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from foedus.read.layers import Layers, likely
from foedus.read.persons import FIRST_PERSON
from foedus.read.reach import codes_of, in_reach
from foedus.records import PUBLISHER_SPEAKS, Party
from foedus.terms import Nature, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.read.scene import Finding, Scene
    from foedus.records import Mention

LIKELY = 0.65  # from which a state takes part that the rules did not find
UNLIKELY = 0.4  # below which one does not that the rules found beside the act, or by a word that points back
EXCLUDED = 0.25  # ... or as a named doer or target
EVEN = 0.5  # ... or by the name of a town or a region, in whatever part
_KEPT = (
    "rules say ", "text: ", "words: ", "near: ", "sentence: ", "subject ", "opens ", "manner ", "told by", "states ",
)  # fmt: skip
_ALSO = frozenset({"object PRON", "passive", "a noun", "no subject", "of a noun", "points back"})
_MOST = 3  # states counted
_PLAIN = frozenset({Nature.STATE, Nature.PEOPLE})  # which say no more of an actor than whose it is
_SEVERAL = frozenset(
    ["they", "we", "both", "bilateral", "presidents", "leaders", "ministers", "sides", "parties", "interlocutors"]
)
_PAIR = 2
_MARKS = ".,;:!?\"'()[]“”"
_SAYS = {
    "we": "we us our ours i my me", "you": "you your yours", "they": "they them their theirs", "it": "it its",
    "he": "he she his her him", "both": "both two bilateral mutual joint jointly together", "three": "three trilateral",
    "all": "all each every",
}  # fmt: skip
_CLASS = {word: name for name, words in _SAYS.items() for word in words.split()}


def taking_part(scene: Scene, finding: Finding) -> Finding:
    """The finding with the states that take part in it; as it was where it was not weighed."""
    told = in_reach(scene, finding) if finding.probability is not None else {}
    if not told:
        return finding
    scores = weights().each(around(scene, finding), [told[code] for code in told])
    chance = {code: likely(float(score)) for code, score in zip(told, scores, strict=True)}
    found = {party: codes_of(scene, party) for party in finding.parties}
    kept = [party for party, codes in found.items() if not codes or _stays(scene, party, [chance[c] for c in codes])]
    known = {code for party in kept for code in found[party]}
    is_told = any(len(found[each]) > 1 and scene.memory[each.mention].refers_to for each in kept)  # "the two leaders"
    more = [] if is_told else _more(finding, chance, known)
    return replace(finding, parties=(*_each_once(scene, kept), *_added(scene, finding, more, found)))


def _each_once(scene: Scene, parties: list[Party]) -> Iterator[Party]:
    """The parties without words that bring no other state than words before: "our" beside "we", a name once more."""
    acting = {code for each in parties if each.role is not Role.OTHER for code in codes_of(scene, each)}
    met: set[tuple[Role, str]] = set()
    for each in parties:
        codes = codes_of(scene, each)
        plain = bool(scene.memory[each.mention].refers_to) or scene.memory[each.mention].nature in _PLAIN
        again = {(each.role, code) for code in codes}
        if not (plain and codes and (again <= met or (each.role is Role.OTHER and codes <= acting))):
            yield each
        met |= again


def _more(finding: Finding, chance: dict[str, float], known: set[str]) -> list[str]:
    """The states that take part besides; where the words speak of several, they are two at least, if two are likely."""
    order = sorted(chance.keys() - known, key=lambda code: (-chance[code], code))
    found = [code for code in order if chance[code] >= LIKELY]
    told = {each.strip(_MARKS) for each in finding.words.text.lower().split()}
    if told & _SEVERAL:
        rest = [code for code in order[len(found) :] if chance[code] >= UNLIKELY]
        found += rest[: max(0, _PAIR - len(known) - len(found))]
    return found


def _stays(scene: Scene, party: Party, chances: list[float]) -> bool:
    """Whether a party stays by the likeliest of the states that it stands for."""
    mention = scene.memory[party.mention]
    if mention.nature is Nature.PLACE and not mention.refers_to:
        return max(chances) >= EVEN
    named = party.role is not Role.OTHER and not mention.refers_to
    return max(chances) >= (EXCLUDED if named else UNLIKELY)


def _added(scene: Scene, finding: Finding, codes: list[str], found: dict[Party, set[str]]) -> Iterator[Party]:
    """A party for each of these states, by the words that name it nearest.

    It has the role of the words that stand for somebody without naming him ("they", "the leaders"), if any do; "we" of
    whom a state is known stands for that state.
    """
    standing = [
        each.role
        for each, codes in found.items()
        if not codes or (scene.memory[each.mention].refers_to and each.words.lower() not in FIRST_PERSON)
    ]
    role = standing[0] if standing else Role.OTHER
    for code in codes:
        mention = _mention(scene, finding, code)
        if mention is not None and not any(each.mention == mention.id for each in found):
            yield Party(role=role, mention=mention.id, words=mention.span.text)


def _mention(scene: Scene, finding: Finding, code: str) -> Mention | None:
    """What names a state nearest; where nothing does, the publisher's own "we"."""
    name = scene.reach.nearest(code, finding.words, finding.predicate.start)
    if name is not None:
        return scene.memory.note(scene.page.span(name.start, name.end), name.nature)
    if code != scene.page.publishing_state:
        return None
    sentence = scene.page.sentences[scene.page.sentence_number(finding.predicate.start)]
    for word in sentence.words:
        if word.text.lower() in FIRST_PERSON and finding.words.start <= word.start < finding.words.end:
            span = scene.page.span(word.start, word.end)
            return scene.memory.note(span, Nature.GOVERNMENT, describes=PUBLISHER_SPEAKS)
    return None


def around(scene: Scene, finding: Finding) -> frozenset[str]:
    """What a finding shows whoever takes part in it."""
    ruled = {code for each in finding.parties for code in codes_of(scene, each)}
    found = {
        f"value {finding.certain.factuality.value}",
        f"names {min(_MOST, len(scene.reach.codes_in(finding.words)))}",
        f"parties' states {min(_MOST, len(ruled))}",
    }
    if finding.row is not None:
        found.add(f"type {(finding.row.kind or '').partition('.')[0]}")
    for each in finding.words.text.lower().replace("’", "'").split():
        word = each.strip(_MARKS).removesuffix("'s")
        found.add(f"word {word}")
        if word in _CLASS:
            found.add(f"says {_CLASS[word]}")
    found.update(each for each in finding.traits if each in _ALSO or each.startswith(_KEPT))
    return frozenset(found)


@cache
def weights() -> Layers:
    """The weights that come with Foedus."""
    return Layers.of("foedus.read", "taking.npz")
