"""Acts told by nouns ("its invasion of Graustark in 1911"), as far as the text takes them as having happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.certainty import Certainty, is_supposed
from foedus.read.evidence import evidence
from foedus.read.grammar import ancestors, base, below, preposition
from foedus.read.papers import is_paper
from foedus.read.parts import nominal_parties
from foedus.read.scene import Finding
from foedus.read.wordings import Signal
from foedus.records import Party
from foedus.terms import Factuality, Role, Sort

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.page import Page
    from foedus.read.scene import Scene
    from foedus.values import Span

_SETTLED = frozenset({"since", "after", "following", "during", "amid", "despite", "over", "because of", "due to", "of"})
_ALWAYS_SETTLED = frozenset({"since", "after", "following"})
_BOTH = 2  # actors of an act that one does with another
# Nouns of what somebody has made up his mind to do, beside those that the cues know; nouns of what has to be done.
_PLANS = frozenset({"decision", "commitment", "resolve", "determination", "pledge", "vow", "promise", "offer"})
_NEEDS = frozenset({"need", "necessity", "importance", "urgency", "expediency"})
# Nouns of what would tell of an act, and of what would call for it: where there is none, nothing has been done.
_SIGNS = frozenset({"sign", "evidence", "trace", "indication", "proof", "hint", "prospect", "chance"})
_GROUNDS = frozenset({"reason", "basis", "ground", "record", "report", "mention", "word", "talk"})
_FAVOUR = frozenset({"favour", "favor"})
_SUSPECTING = frozenset({"accuse", "suspect"})
_NOT = frozenset({"no", "not", "n't", "n’t", "never"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_AHEAD = frozenset(
    {"likely", "unlikely", "inevitable", "unavoidable", "imminent", "possible", "impossible", "probable", "improbable"}
    | {"near", "close", "conceivable", "inconceivable", "thinkable", "unthinkable", "necessary", "essential", "overdue"}
    | {"expect", "loom", "await", "plan", "schedule", "need", "due"}
)
_HARM = ("ASSAULT", "COERCE", "SANCTION")  # kinds that one named party is enough for


def of_noun(scene: Scene, sentence: Sentence, noun: Word, row: ActRow) -> Finding | None:
    """The act that a noun tells, with its parties and date; None where it is not taken to have happened."""
    parties = nominal_parties(scene.memory, sentence, noun, row)
    acting = [each for each in parties if scene.is_actor(each)]
    if not acting or _is_supposed(scene.page, sentence, noun) or _is_subject_matter(scene.page, sentence, noun):
        return None
    is_alone = len(acting) < _BOTH and not (row.kind or "").startswith(_HARM)
    reach = [
        each
        for each in sentence.subtree(noun)
        if not (each.deprel == "case" and each.head == noun.index) and each.deprel != "punct"
    ]
    words = evidence(scene.page, tuple(each for each in reach if each.deprel != "acl:relcl"), sentence)
    if words is None:
        return None
    words = _with_date(scene, words)
    certain = Certainty(factuality=Factuality.CERTAIN, signals=())
    return Finding(
        words=words,
        predicate=noun,
        row=row,
        sort=Sort.ACT,
        certain=certain,
        parties=parties,
        is_slight=is_alone or not _is_settled(sentence, noun),
    )


def _with_date(scene: Scene, words: Span) -> Span:
    """The words of an act with the date that follows at once: "its invasion of Graustark in 1911"."""
    for each in scene.figures.dated:
        between = scene.page.document.text[words.end : each.start]
        if words.end <= each.start and between.strip() in {"in", "on", "of"} and "\n" not in between:
            return scene.page.span(words.start, each.end)
    return words


def _is_settled(sentence: Sentence, noun: Word) -> bool:
    """Whether the act is somebody's own ("its invasion") or the background of another ("since the invasion")."""
    return bool(below(sentence, noun, "nmod:poss")) or preposition(sentence, noun) in _SETTLED


def _is_supposed(page: Page, sentence: Sentence, noun: Word) -> bool:
    """Whether an act told by a noun is hedged, or stands under anything that makes it supposed."""
    if any(is_supposed(page.cues_of(sentence, each)) for each in below(sentence, noun, "amod", "det")):
        return True
    if preposition(sentence, noun) in _ALWAYS_SETTLED:
        return False
    if base(noun.deprel) == "nsubj" and noun.head is not None and _is_ahead(sentence, sentence.words[noun.head]):
        return True
    return any(_supposes(page, sentence, noun, under=under, above=above) for above, under in ancestors(sentence, noun))


def _supposes(page: Page, sentence: Sentence, noun: Word, *, under: Word, above: Word) -> bool:
    """Whether a word above an act makes it one that has not been done."""
    rows = page.cues_of(sentence, above)
    averted = under is noun and base(noun.deprel) == "obj" and any(row.effect == "negation-below" for row in rows)
    if averted or is_supposed(rows) or _is_only_asked(sentence, noun, under=under, above=above):
        return True
    return any(is_supposed(page.cues_of(sentence, each)) for each in below(sentence, above, "aux", "mark"))


def _is_only_asked(sentence: Sentence, noun: Word, *, under: Word, above: Word) -> bool:
    """Whether an act is what somebody needs, is suspected of, or finds no sign of."""
    lemma, relation = above.lemma.lower(), base(under.deprel)
    if above.upos == "NOUN" and lemma in _NEEDS | _FAVOUR:
        return relation in {"nmod", "acl"}
    known = any(each.text.lower() in _KNOWN for each in below(sentence, noun, "det"))  # "accused of the attack"
    if above.upos == "VERB" and lemma in _SUSPECTING:
        return preposition(sentence, under) == "of" and not known
    if above.upos != "NOUN" or not (lemma in _SIGNS or (lemma in _GROUNDS and not known)):
        return False
    over = sentence.words[above.head] if above.head is not None else above
    none = [*below(sentence, above, "det"), *below(sentence, over, "advmod")]
    return any(each.text.lower() in _NOT for each in none)


def _is_ahead(sentence: Sentence, told: Word) -> bool:
    """Whether what is said of an act is how near or how likely it is: "tariffs seem inevitable", "a raid is near".

    What was possible or necessary may have been done.
    """
    said = (told, *below(sentence, told, "xcomp")) if told.lemma.lower() in {"seem", "appear", "look"} else (told,)
    was = any(each.text.lower() in {"was", "were"} for each in below(sentence, told, "cop"))
    return not was and any(each.upos in {"ADJ", "VERB"} and each.lemma.lower() in _AHEAD for each in said)


def _is_subject_matter(page: Page, sentence: Sentence, noun: Word) -> bool:
    """Whether a paper is on it: "a study of the arms trade" tells of a study."""
    if base(noun.deprel) != "nmod" or noun.head is None or preposition(sentence, noun) not in {"on", "about", "of"}:
        return False
    return is_paper(page, sentence, sentence.words[noun.head])


def wish_of_noun(scene: Scene, sentence: Sentence, noun: Word) -> Finding | None:
    """The plan or the need that a noun tells with its parties: "its decision to leave", "the need for talks".

    None where the noun says neither whose plan it is nor what is needed.
    """
    lemma = noun.lemma.lower()
    if noun.upos != "NOUN" or not _says_what(sentence, noun):
        return None
    is_need = lemma in _NEEDS
    if (
        not is_need
        and lemma not in _PLANS
        and not any(row.effect == "intent" for row in scene.page.cues_of(sentence, noun))
    ):
        return None
    words = evidence(
        scene.page,
        tuple(each for each in sentence.subtree(noun) if each.deprel != "case" or each.head != noun.index),
        sentence,
    )
    parties = _of_wish(scene, sentence, noun, words) if words is not None else ()
    if words is None or not (is_need or any(each.role is Role.INITIATOR and scene.is_actor(each) for each in parties)):
        return None
    signals = (Signal(word=noun, effect="recommend", value="UU"),) if is_need else (Signal(word=noun, effect="intent"),)
    return Finding(
        words=words,
        predicate=noun,
        row=None,
        sort=Sort.RECOMMENDATION if is_need else Sort.INTENT,
        certain=Certainty(factuality=Factuality.UNCOMMITTED if is_need else Factuality.CERTAIN, signals=signals),
        parties=parties,
        is_slight=True,
    )


def _says_what(sentence: Sentence, noun: Word) -> bool:
    """Whether an infinitive or a phrase with "of" or "for" says what is planned or needed."""
    tied = [each for each in below(sentence, noun, "acl", "nmod", "advcl") if each.index > noun.index]
    marks = {word.text.lower() for each in tied for word in below(sentence, each, "mark", "case")}
    return bool(marks & {"to", "of", "for"})


def _of_wish(scene: Scene, sentence: Sentence, noun: Word, words: Span) -> tuple[Party, ...]:
    """Whose plan it is, and whom its words name besides."""
    owners = [
        mention
        for child in below(sentence, noun, "nmod:poss", "compound", "amod")
        for mention in scene.memory.parties(sentence, child)
    ]
    found = [Party(role=Role.INITIATOR, mention=each.id, words=each.span.text) for each in owners]
    others = scene.memory.also_named(words.start, words.end)
    found.extend(
        Party(role=Role.OTHER, mention=each.id, words=each.span.text)
        for each in others
        if not any(each.span.overlaps(owner.span) for owner in owners)
    )
    return tuple({each.mention: each for each in reversed(found)}.values())[::-1]
