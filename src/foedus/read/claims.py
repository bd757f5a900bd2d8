"""A page becomes claims: each clause that says something of a state, an alliance or a body between states.

In the order of the text. A clause is a claim when it names or points to such an actor and tells an act, or says of it
what it is, wants, will do, should do; in a text that does so, a main clause that names nobody can be one too. Acts told
by nouns ("its annexation of") are claims when the text takes them as having happened; what is only feared, planned or
supposed never becomes an act that happened.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.acts import act_of, happening, is_refusal, nominal_act, tells_to, verbal_act
from foedus.read.certainty import Certainty, certainty, seen_by, views
from foedus.read.clauses import clauses
from foedus.read.cooperation import Told, mode_of, status_of
from foedus.read.dialogue import Dialogue
from foedus.read.earshot import Earshot
from foedus.read.evidence import clause_words, evidence
from foedus.read.figures import figures_in, period_in
from foedus.read.frames import frames
from foedus.read.grammar import base, below, is_told
from foedus.read.makings import is_making
from foedus.read.mentions import Memory
from foedus.read.nominals import of_noun, wish_of_noun
from foedus.read.parts import parties_of
from foedus.read.persons import FIRST_PERSON, SECOND_PERSON
from foedus.read.placed import Places, with_sides
from foedus.read.plans import is_own_plan
from foedus.read.reach import Reach, codes_of
from foedus.read.reporting import CITING, SPEECH
from foedus.read.roles import with_roles
from foedus.read.scene import Finding, Scene
from foedus.read.sorts import sort_of
from foedus.read.sources import Sources
from foedus.read.taking import taking_part
from foedus.read.unsaid import is_disbelieved, is_unsaid
from foedus.read.voices import Chains, speech_words
from foedus.read.weighing import seen, weighed
from foedus.read.whose import voices_of
from foedus.read.wordings import Signal
from foedus.read.worth import has_own_subject, is_aside, is_finite, is_hollow, is_worth
from foedus.records import Claim, Party
from foedus.terms import Factuality, Role, Sort, Status
from foedus.values import Cue, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.clauses import Clause
    from foedus.read.figures import Figures
    from foedus.read.page import Page
    from foedus.read.reporting import Frame
    from foedus.records import Mention
    from foedus.values import Span

_MEETING = ("CONSULT", "AGREE", "COOPERATE")
_BOTH = 2  # actors, at least, of an act of cooperation
_FEWEST_WITH_ACTOR = 2  # claims that name an actor, in a text whose other clauses may be claims too
_WITHIN = frozenset({"acl", "advcl", "ccomp", "conj", "parataxis"})  # clauses within a clause
_DAMAGE = 0.25  # less sure where the passage is garbled
_FEWEST = 3  # words of evidence; a shorter clause is a slip of the tree


def claims_of(page: Page, figures: Figures, read_by: str) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """The mentions and the claims of a page, each in the order of the text."""
    scene, found = findings_of(page, figures, read_by)
    unique = {
        each.id: each for each in (_claim(scene, with_roles(scene, taking_part(scene, finding))) for finding in found)
    }
    claims = sorted(unique.values(), key=lambda each: (each.evidence.start, each.evidence.end))
    return scene.memory.mentions, tuple(claims)


def findings_of(page: Page, figures: Figures, read_by: str) -> tuple[Scene, list[Finding]]:
    """What a page's claims will be made of, and what they were read with."""
    memory = Memory(page)
    sources = Sources(page, memory)
    found: list[Finding] = []
    chains = Chains(page, frames(page), sources)
    memory.speaker = chains.speaker
    memory.other_side = Dialogue(page=page).other_side
    reach = Reach(page=page)
    scene = Scene(
        page=page, memory=memory, chains=chains, figures=figures, reach=reach,
        earshot=Earshot(page=page, chains=chains), places=Places(page=page), read_by=read_by,
    )  # fmt: skip
    for sentence in page.sentences:
        _note_all(memory, sentence)
        chains.hear(sentence)
        found.extend(_of_sentence(scene, sentence))
    return scene, _on_topic(scene, found)


def _on_topic(scene: Scene, found: list[Finding]) -> list[Finding]:
    """The findings; those that name no actor only where others do, in a text about relations between states."""
    with_actor = [each for each in found if any(scene.is_actor(party) for party in each.parties)]
    return found if len(with_actor) >= _FEWEST_WITH_ACTOR else with_actor


def _note_all(memory: Memory, sentence: Sentence) -> None:
    """Note whoever the sentence names, in the order of its words, before its clauses are read."""
    for word in sentence.words:
        if word.text.lower() in FIRST_PERSON | SECOND_PERSON:
            continue  # who speaks is known only when the sentence is heard
        if word.upos in {"NOUN", "PROPN", "PRON"} and word.deprel not in {"conj", "flat", "compound", "fixed"}:
            memory.parties(sentence, word, is_subject=word.deprel.startswith("nsubj"))


def _of_sentence(scene: Scene, sentence: Sentence) -> Iterator[Finding]:
    told: set[int] = set()
    for clause in clauses(sentence):
        finding = _of_clause(scene, clause)
        if finding is not None:
            told.update(each.index for each in (*_carriers(sentence, clause), *happening(scene.page, clause)))
            yield from _worth_it(scene, finding, clause)
    for word in sentence.words:
        noted = _of_noun(scene, sentence, word) if word.index not in told else None
        if noted is not None and not (noted.is_slight and base(word.deprel) == "obl" and word.head in told):
            yield from _worth_it(scene, noted, None)


def _of_noun(scene: Scene, sentence: Sentence, word: Word) -> Finding | None:
    """What a noun tells: an act, a plan, a need; None where it says next to nothing."""
    row = nominal_act(scene.page, sentence, word)
    noted = of_noun(scene, sentence, word, row) if row is not None else wish_of_noun(scene, sentence, word)
    if noted is not None and noted.is_slight and len(noted.words.text.split()) < _FEWEST:
        return None
    return noted


def _worth_it(scene: Scene, finding: Finding, clause: Clause | None) -> Iterator[Finding]:
    """The finding, weighed, where a careful reader may take it for a claim."""
    covering = scene.chains.covering(finding.predicate.start)
    found = weighed(scene, finding, clause, covering[-1] if covering else None)
    if found is not None:
        yield found


def _carriers(sentence: Sentence, clause: Clause) -> Iterator[Word]:
    """The nouns that a clause's own act already tells: "talks" in "held talks"."""
    for word in (clause.head, *clause.chain):
        yield word
        yield from below(sentence, word, "obj", "nsubj:pass")


def _of_clause(scene: Scene, clause: Clause) -> Finding | None:
    if _is_speaking(scene, clause) and not is_refusal(scene.page, clause):
        return _denial(scene, clause)
    finding = _finding(scene, clause)
    if finding is None or len(finding.words.text.split()) < _FEWEST or is_unsaid(scene.page, clause):
        return None
    if _is_blamed(scene, clause):
        return finding
    if is_hollow(scene, clause, finding) or is_aside(clause) or _is_making(finding):
        return None
    if is_worth(scene, clause, finding):
        return finding
    return replace(finding, is_slight=True) if is_finite(clause) else None


def _is_making(finding: Finding) -> bool:
    return is_making(finding.words.text, finding.predicate.start - finding.words.start)


def _denial(scene: Scene, clause: Clause) -> Finding | None:
    """What somebody denies by a noun: "Graustark denied any transfer of arms"; the denier is its root."""
    sentence = clause.sentence
    frame = next((each for each in scene.chains.frames if each.sentence is sentence and each.cue is clause.head), None)
    objects = below(sentence, clause.head, "obj", "xcomp")
    if frame is None or frame.row is None or frame.row.sort is not Sort.DENIAL or not objects:
        return None
    if not frame.covers(objects[0].start) or below(sentence, clause.head, "ccomp"):
        return None
    words = evidence(scene.page, clause_words(clause, ()), sentence)
    parties = parties_of(scene.memory, clause, None)
    if words is None or not any(scene.is_actor(each) for each in parties):
        return None
    signal = Signal(word=clause.head, effect="denial", value="CT-")
    return Finding(
        words=words,
        predicate=objects[0],
        row=nominal_act(scene.page, sentence, objects[0]) or verbal_act(scene.page, clause, objects[0]),
        sort=Sort.DENIAL,
        certain=Certainty(factuality=Factuality.CERTAINLY_NOT, signals=(signal,)),
        parties=parties,
    )


def _is_blamed(scene: Scene, clause: Clause) -> bool:
    """Whether a clause without a subject of its own tells what somebody is accused of."""
    return clause.head.deprel == "advcl" and any(
        each.row is not None and each.row.commitment == "accuses" and each.sentence is clause.sentence
        for each in scene.chains.covering(clause.start)
    )


def _finding(scene: Scene, clause: Clause) -> Finding | None:
    """What a clause says, with whom, and how certain; None where it is about no actor."""
    page, covering = scene.page, scene.chains.covering(clause.start)
    row = act_of(page, clause)
    is_intent = any(each.effect == "intent" for each in page.cues_of(clause.sentence, clause.head))
    parties = parties_of(scene.memory, clause, row, is_intent=is_intent)
    _share(scene, clause, row, parties)
    if not (any(scene.is_actor(each) for each in parties) or has_own_subject(clause)):
        return None
    inner = covering[-1] if covering else None
    certain = certainty(page, clause, floor=_floor(clause, covering))
    sort = sort_of(clause, certain, row, inner)
    if sort is Sort.ACT and certain.factuality is Factuality.UNCOMMITTED:
        sort = Sort.FORECAST  # what is only supposed has not been done
    spoken = tuple(
        (start, end)
        for each in scene.chains.frames
        if each.sentence is clause.sentence
        and each.cue is not clause.head
        and (each.row is None or each.row.commitment in CITING)
        for start, end in (speech_words(each),)
        if not start <= clause.head.start < end  # "Graustark rejected the plan, saying …": it does so before it speaks
    )
    words = evidence(page, clause_words(clause, spoken), clause.sentence)
    if words is None:
        return None
    parties = (*parties, *_beside(scene, clause, words, parties))
    if inner is not None and inner.row is not None:
        value = "PR-" if is_disbelieved(clause, inner) else inner.row.value
        certain = seen_by(certain, value, is_past=_is_over(clause, inner))
    found = Finding(
        words=words,
        predicate=clause.head,
        row=row if sort is not Sort.STATE else None,
        sort=sort,
        certain=certain,
        parties=parties,
        does=_is_done_by(scene, clause, parties),
    )
    return with_sides(scene, clause, found)


def _is_done_by(scene: Scene, clause: Clause, parties: tuple[Party, ...]) -> bool:
    """Whether an actor is the subject, or an act is told without its doer: "the radars will be handed over"."""
    if clause.is_passive:
        return True
    doing = [scene.memory[each.mention].span for each in parties if each.role is Role.INITIATOR]
    return any(span.start <= word.start < span.end for span in doing for word in clause.subjects)


def _beside(scene: Scene, clause: Clause, words: Span, parties: tuple[Party, ...]) -> Iterator[Party]:
    """Others whom the claim's own words name and whom no party's words cover; who stands in a clause within is not."""
    known = [scene.memory[each.mention].span for each in parties]
    within = [
        each.start
        for child in clause.sentence.subtree(clause.head)
        if child is not clause.head
        and base(child.deprel) in _WITHIN
        and below(clause.sentence, child, "nsubj", "nsubj:pass")
        for each in clause.sentence.subtree(child)
    ]
    for mention in scene.memory.also_named(words.start, words.end):
        elsewhere = any(mention.span.start <= each < mention.span.end for each in within)
        if not elsewhere and not any(each.overlaps(mention.span) for each in known):
            yield Party(role=Role.OTHER, mention=mention.id, words=mention.span.text)


def _is_over(clause: Clause, frame: Frame) -> bool:
    """Whether a clause tells of what was; "wishes that it had" tells of what was not."""
    return is_told(clause.sentence, clause.head) and frame.cue.lemma.lower() != "wish"


def _floor(clause: Clause, covering: tuple[Frame, ...]) -> int:
    own = [each.cue.index for each in covering if each.sentence is clause.sentence and not each.is_hearsay]
    return own[-1] if own else -1


def _is_speaking(scene: Scene, clause: Clause) -> bool:
    """Whether the clause only says that somebody speaks: its own content is read instead."""
    if clause.chain and any(row.effect == "report-hedge" for row in scene.page.cues_of(clause.sentence, clause.head)):
        return False  # "Ruritania is said to have sold"
    if tells_to(clause.sentence, clause.head):
        return False  # "Ruritania told Graustark to leave"
    return any(
        each.sentence is clause.sentence
        and each.cue.index == clause.head.index
        and (each.row is None or each.row.commitment in SPEECH - {"accuses"})
        and not each.is_hearsay
        for each in scene.chains.frames
    )


def _share(scene: Scene, clause: Clause, row: ActRow | None, parties: tuple[Party, ...]) -> None:
    """Remember a clause's parties: for the treaty or deal that it speaks of, and as a group if they met or agreed."""
    mentions = tuple(scene.memory[each.mention] for each in parties)
    if row is not None and (row.is_reciprocal or (row.kind or "").startswith(_MEETING)):
        met = [(each, mention) for each, mention in zip(parties, mentions, strict=True) if scene.is_actor(each)]
        acting = [mention for each, mention in met if each.role is not Role.OTHER]
        scene.memory.join(clause.head, tuple(acting if len(acting) > 1 else (mention for _, mention in met)))
    if len(parties) > 1:
        for word in (*clause.subjects, *clause.objects, *(each.word for each in clause.obliques)):
            scene.memory.share(word, mentions)


def _claim(scene: Scene, found: Finding) -> Claim:
    page, words, parties = scene.page, found.words, found.parties
    chain, manner = voices_of(scene, found)
    if is_own_plan(scene, found, chain):
        found = replace(found, sort=Sort.INTENT)
    factuality, publisher = views(found.certain, found.sort, chain)
    damaged = scene.figures.is_damaged(words.start, words.end)
    row = found.row if found.sort in _WITH_KIND else None
    kind = _kind(scene, row, found)
    if found.sort is Sort.ACT:
        kind = found.plain_type or kind or _OTHER_ACT
    mode, status = _cooperation(scene, found, kind, factuality)
    spoken = [Cue(span=each.cue, signals="report") for each in chain if each.cue is not None]
    roles = [f"{each.role}:{each.words.lower()}" for each in parties]
    says = fingerprint("says", " ".join(words.text.lower().split()), found.sort, kind or "", *roles)
    return Claim(
        id=fingerprint("claim", page.document.id, words.start, words.end, says, *(each.name for each in chain)),
        says=says,
        document=page.document.id,
        sort=found.sort,
        evidence=words,
        kind=kind,
        status=status,
        mode=mode,
        parties=parties,
        voices=chain,
        manner=manner,
        factuality=factuality,
        publisher_factuality=publisher,
        when=period_in(scene.figures, words, found.predicate.start, sentence=scene.sentence_around(words)),
        quantities=figures_in(scene.figures, words),
        cues=tuple(dict.fromkeys((*found.certain.cues(page), *spoken))),
        predicate=page.span(found.predicate.start, found.predicate.end),
        damaged=damaged,
        read_by=scene.read_by,
        confidence=_confidence(scene, found, damaged=damaged),
    )


def _cooperation(
    scene: Scene, found: Finding, kind: str | None, factuality: Factuality
) -> tuple[str | None, Status | None]:
    """The mode of cooperation and how far it has come; None where the claim is of none."""
    start, end = scene.sentence_around(found.words)
    told = Told(
        words=found.words.text,
        sentence=scene.page.document.text[start:end],
        kind=kind,
        sort=found.sort,
        factuality=factuality,
        predicate=found.predicate.text,
        several=_of_several(scene, start, end),
        supposed=found.certain.has("condition", "question", "recommend", "recommend-above"),
        traits=found.traits,
        vector=seen(scene, found),
    )
    mode = mode_of(told)
    return (None, None) if mode is None else (mode, status_of(told))


def _of_several(scene: Scene, start: int, end: int) -> bool:
    """Whether the sentence names more than one actor: nobody cooperates alone."""
    names = scene.page.names_in(start, end)
    return len({each.candidates[0].actor.partition("/")[0] for each in names if each.candidates}) >= _BOTH


def _kind(scene: Scene, row: ActRow | None, found: Finding) -> str | None:
    """The kind of an act; some acts are another where only one party takes part and the words tell of no second."""
    if row is None or row.alone is None:
        return None if row is None else row.kind
    several = {each.strip(",.;:") for each in found.words.text.lower().split()} & _TOGETHER
    known = {code for each in found.parties for code in codes_of(scene, each)} if not several else set()
    return row.kind if len(found.parties) >= _BOTH or several or len(known) >= _BOTH else row.alone


_TOGETHER = frozenset({"together", "jointly", "joint", "both", "alongside", "bilateral", "trilateral", "multinational"})
_OTHER_ACT = "OTHER"  # an act that fits no kind keeps that said of it, never the nearest kind
_WITH_KIND = frozenset({Sort.ACT, Sort.INTENT, Sort.FORECAST, Sort.DENIAL, Sort.DEMAND, Sort.THREAT})


def _confidence(scene: Scene, found: Finding, *, damaged: bool) -> float:
    """The probability that a careful reader takes this for a claim; docs/method.md says how it was measured."""
    if found.probability is not None:
        value = found.probability - (_DAMAGE if damaged else 0.0)
    else:
        value = 0.8 if found.row is not None else 0.65
        value -= 0.1 * any(scene.memory[each.mention].refers_to for each in found.parties) + _DAMAGE * damaged
    return round(min(0.99, max(0.05, value)), 2)
