"""How likely a careful reader is to take a finding for a claim, and for which sort of claim, by what it shows.

A finding of the rules enters with the clause it was found in; the same finding leaves, with the sort that is likeliest,
a type where it is an act that the word lists do not know, and the probability that it is a claim. A small network
weighs what the rules, the grammar, the words around it and the states named say of it (by name) and how the encoder
sees it (by place). Its weights stand in `weights.npz`; `python -m training.weighing` fits them to findings that readers
have judged.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from foedus.read.grammar import base, below, preposition
from foedus.read.layers import Layers, likely
from foedus.read.sorts import affirmed
from foedus.read.standing import standing
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from foedus.encoder.analysis import Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.knowledge.world import Name
    from foedus.read.clauses import Clause
    from foedus.read.reporting import Frame
    from foedus.read.scene import Finding, Scene
    from foedus.values import Span

UNLIKELY = 0.3  # findings less likely to be claims than this are left out; measured on gold, see docs/method.md
UNLIKELY_ALONE = 0.1  # in a text of fewer than ten sentences, which by itself tells little of what is a claim in it
_SLIGHT = 0.1  # likelier than that has to be what the rules alone would leave out
SORTS = tuple(Sort)
TYPES = (
    "OTHER", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_SURE = 0.65  # how likely a type has to be to stand where the word lists have none
_GRAVE, _SURER = "ASSAULT", 0.85  # ... and the type that weighs most on the scale of a relation
_WISHING = frozenset({"want", "hope", "wish", "plan", "intend", "aim", "aspire"})  # not yet a deed
_BY_VERB = frozenset({Sort.DENIAL, Sort.DEMAND, Sort.THREAT})
_LENGTHS = (6, 12, 25)  # words
_MANY = 3
_FEW = 10  # sentences; a document of so many counts by half
_BESIDE = 40  # characters before and after that are looked at for a word
_SENTENCES = (8, 15, 25, 40)  # words
_SHARES = 4
_ENDS = {"?": "question mark", "!": "call"}
_BROKEN = re.compile(r"[—…]| [-–] ")
_WORD = re.compile(r"[\w’']+")
_WORD_OR_MARK = re.compile(r"[\w’']+|[^\w\s]")
_PERSONS = frozenset({"i", "me", "my", "we", "us", "our", "you", "he", "his", "she", "her", "it", "they", "their"})


def weighed(scene: Scene, finding: Finding, clause: Clause | None, frame: Frame | None) -> Finding | None:
    """The finding with its likeliest sort and type and its probability; None where it is too unlikely to be a claim.

    An act told by a noun keeps its sort. Where the encoder gives no vectors, the finding stays as the rules made it.
    """
    vector = seen(scene, finding)
    shown = traits(scene, finding, clause, frame)
    if vector is None:
        return None if finding.is_slight else replace(finding, traits=shown)
    scores = weights().scores(shown, vector)
    probability = likely(float(scores[0]))
    if probability < _least(scene, finding):
        return None
    told = finding.sort if clause is None else affirmed(clause)
    sort = told or _likeliest(finding, scores[1 : 1 + len(SORTS)])
    row = None if sort is Sort.STATE else finding.row
    plain = _plain_type(finding.row, scores[1 + len(SORTS) :]) if sort is Sort.ACT else None
    return replace(finding, sort=sort, row=row, plain_type=plain, traits=shown, probability=probability)


def _least(scene: Scene, finding: Finding) -> float:
    """How likely a finding has to be."""
    if finding.is_slight:
        return UNLIKELY + _SLIGHT
    return UNLIKELY if len(scene.page.sentences) >= _FEW else min(UNLIKELY, UNLIKELY_ALONE)


def _likeliest(finding: Finding, scores: NDArray[np.float32]) -> Sort:
    """The sort with the greatest score; what is only supposed is never an act.

    What denies, demands or threatens stands by its verb: too few examples have one of these to learn them from.
    """
    if finding.sort in _BY_VERB or finding.certain.has("mood"):
        return finding.sort
    barred = {Sort.DENIAL}
    wished = finding.sort is Sort.INTENT and finding.predicate.lemma.lower() in _WISHING
    if finding.certain.factuality is Factuality.UNCOMMITTED or wished:
        barred.add(Sort.ACT)
    weight = {each: float(scores[place]) for place, each in enumerate(SORTS)}
    return max((each for each in SORTS if each not in barred), key=lambda each: weight[each])


def _plain_type(row: ActRow | None, scores: NDArray[np.float32]) -> str | None:
    """The PLOVER type of an act for which the word lists have none; None where they have one, or none is likely."""
    if row is not None and row.kind is not None and row.kind.partition(".")[0] != TYPES[0]:
        return None
    shares = np.exp(scores - scores.max())
    shares = shares / shares.sum()
    best = int(shares.argmax())
    least = _SURER if TYPES[best] == _GRAVE else _SURE
    return TYPES[best] if best and float(shares[best]) >= least else None


def seen(scene: Scene, finding: Finding) -> NDArray[np.float32] | None:
    """How the encoder sees the predicate, then, on average, the claim's words, its sentence, and the whole document.

    The document counts by what sets it apart from others, and the less the shorter it is: a sentence by itself says
    little of what it is taken from. None where the encoder does not say.
    """
    page = scene.page
    sentence = page.sentences[page.sentence_number(finding.predicate.start)]
    every = page.vector
    own = scene.vector(finding.predicate.start)
    if sentence.vectors is None or own is None or every is None:
        return None
    inside = [each.index for each in sentence.words if finding.words.start <= each.start < finding.words.end]
    around = sentence.vectors.mean(0)
    within = sentence.vectors[inside].mean(0) if inside else around
    apart = (every - weights().centre) * share_of(len(page.sentences))
    together: NDArray[np.float32] = np.concatenate([own, within, around, apart]).astype(np.float32)
    return together


def share_of(sentences: int) -> float:
    """How much a document of so many sentences counts by what sets it apart."""
    return sentences / (sentences + _FEW)


def traits(scene: Scene, finding: Finding, clause: Clause | None, frame: Frame | None) -> frozenset[str]:
    """What a finding shows, by name."""
    found = {"always", f"rules say {finding.sort.value}", f"value {finding.certain.factuality.value}"}
    found.update(_of_parties(scene, finding))
    found.update(_of_words(scene, finding.words))
    found.update(_of_sentence(scene, finding))
    found.update(standing(scene.page, finding.words))
    found.add(f"predicate {finding.predicate.lemma.lower()}")
    length = sum(len(finding.words.text.split()) >= each for each in _LENGTHS)
    found.add(f"length {length}")
    if finding.row is not None:
        found.update(("known act", f"type {(finding.row.kind or '').partition('.')[0]}"))
    found.update(f"signal {each.effect}" for each in finding.certain.signals)
    if finding.does:
        found.add("its actor acts")
    if finding.is_slight:
        found.add("says little")
    if clause is None:
        found.update(_of_noun(scene, finding))
        return frozenset(found)
    found.update(_of_clause(clause))
    found.add("told by nobody else" if frame is None else "told by somebody")
    if frame is not None and frame.row is not None:
        found.update((f"teller's sort {frame.row.sort}", f"teller's commitment {frame.row.commitment}"))
    found.add(f"manner {scene.chains.manner(clause.start)}")
    return frozenset(found)


def _of_noun(scene: Scene, finding: Finding) -> Iterator[str]:
    """Where a noun that tells an act stands, and what introduces it."""
    noun = finding.predicate
    sentence = scene.page.sentences[scene.page.sentence_number(noun.start)]
    yield "a noun"
    yield f"noun as {base(noun.deprel)}"
    yield f"noun behind {preposition(sentence, noun)}"
    if below(sentence, noun, "nmod:poss"):
        yield "noun of somebody"
    if noun.head is not None:
        yield f"noun under {sentence.words[noun.head].upos}"


def _of_parties(scene: Scene, finding: Finding) -> Iterator[str]:
    states = scene.states(each.mention for each in finding.parties)
    yield f"states {min(len(states), _MANY)}"
    yield f"parties {min(len(finding.parties), _MANY)}"
    for each in finding.parties:
        mention = scene.memory[each.mention]
        if scene.is_actor(each):
            yield f"an actor as {each.role.value}"
            yield f"an actor by nature {mention.nature.value}"
            for name in scene.page.names_in(mention.span.start, mention.span.end):
                yield from _of_name(scene, name)
        if mention.refers_to:
            yield "points back"


def _of_name(scene: Scene, name: Name) -> Iterator[str]:
    """As what an actor is named, and of which sector it is."""
    for each in name.candidates[:1]:
        yield f"named as {each.how}"
        actor = scene.page.world.actors.get(each.actor)
        if actor is not None:
            yield f"of sector {actor.sector}"


def _of_sentence(scene: Scene, finding: Finding) -> Iterator[str]:
    """How long the sentence is, how it ends, and how much of it the finding is."""
    start, end = scene.sentence_around(finding.words)
    told = scene.page.document.text[start:end]
    yield f"sentence length {sum(len(told.split()) >= each for each in _SENTENCES)}"
    yield f"share of it {int(_SHARES * min(0.99, len(finding.words.text) / max(1, len(told))))}"
    for mark, name in _ENDS.items():
        if told.rstrip().endswith(mark):
            yield f"sentence ends in a {name}"
    if _BROKEN.search(told):
        yield "sentence broken by a dash"
    if not told[: finding.words.start - start].strip():
        yield "opens its sentence"


def _of_words(scene: Scene, words: Span) -> Iterator[str]:
    """With which words the finding begins and ends, what stands beside it, and which persons its pronouns are of."""
    text = scene.page.document.text
    told = _WORD.findall(words.text.lower())
    if told:
        yield f"opens {told[0]}"
        yield f"ends {told[-1]}"
    before = _WORD_OR_MARK.findall(text[max(0, words.start - _BESIDE) : words.start].lower())
    after = _WORD_OR_MARK.findall(text[words.end : words.end + _BESIDE].lower())
    if before:
        yield f"before {before[-1]}"
    if after:
        yield f"after {after[0]}"
    for each in sorted(_PERSONS & set(told)):
        yield f"says {each}"


def _of_clause(clause: Clause) -> Iterator[str]:
    sentence, head = clause.sentence, clause.head
    yield f"head {head.upos}"
    yield f"place {base(head.deprel)}"
    yield f"form {_form(head)}"
    for told, name in (
        (clause.is_copular, "copular"),
        (clause.is_passive, "passive"),
        (clause.subject_is_shared, "subject shared"),
        (not clause.subjects, "no subject"),
        (bool(clause.objects), "object"),
        (any(below(sentence, each, "amod") for each in clause.objects), "object described"),
        (head.deprel.startswith("acl"), "of a noun"),
    ):
        if told:
            yield name
    for each in below(sentence, head, "aux", "aux:pass", "cop"):
        yield f"auxiliary {each.text.lower()}"
    if clause.marker:
        yield f"marker {clause.marker}"
    for each in clause.subjects:
        yield f"subject {each.upos}{' named' if each.name is not None else ''}"
        if each.upos == "PRON":
            yield f"subject {each.text.lower()}"
    for each in clause.objects:
        yield f"object {each.upos}{' named' if each.name is not None else ''}"
        if each.upos == "PRON":
            yield f"object {each.text.lower()}"
    for each in clause.chain:
        yield f"complement {each.upos}"


def _form(head: Word) -> str:
    text, lemma = head.text.lower(), head.lemma.lower()
    if text.endswith("ing"):
        return "ing"
    if text == lemma or head.upos != "VERB":
        return "base"
    return "s" if text.endswith("s") else "past"


@cache
def weights() -> Layers:
    """The weights that come with Foedus."""
    return Layers.of("foedus.read", "weights.npz")
