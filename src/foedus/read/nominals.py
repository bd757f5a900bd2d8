"""Acts told by nouns ("its invasion of Graustark in 1911"), as far as the text takes them as having happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.acts import nominal_parties
from foedus.read.certainty import Certainty, is_supposed
from foedus.read.evidence import evidence
from foedus.read.grammar import ancestors, below, preposition
from foedus.read.scene import Finding
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.page import Page
    from foedus.read.scene import Scene
    from foedus.values import Span

_SETTLED = frozenset({"since", "after", "following", "during", "amid", "despite", "over", "because of", "due to", "of"})
_ALWAYS_SETTLED = frozenset({"since", "after", "following"})
_HARM = ("ASSAULT", "COERCE", "SANCTION")  # kinds that one named party is enough for


def of_noun(scene: Scene, sentence: Sentence, noun: Word, row: ActRow) -> Finding | None:
    """The act that a noun tells, with its parties and date; None where it is not taken to have happened."""
    parties = nominal_parties(scene.memory, sentence, noun, row)
    acting = [each for each in parties if scene.is_actor(each)]
    if not acting or (len(acting) < 2 and not (row.kind or "").startswith(_HARM)):
        return None
    if not _is_settled(scene.page, sentence, noun):
        return None
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
    return Finding(words=words, predicate=noun, row=row, sort=Sort.ACT, certain=certain, parties=parties)


def _with_date(scene: Scene, words: Span) -> Span:
    """The words of an act with the date that follows at once: "its invasion of Graustark in 1911"."""
    for each in scene.figures.dated:
        between = scene.page.document.text[words.end : each.start]
        if words.end <= each.start and between.strip() in {"in", "on", "of"} and "\n" not in between:
            return scene.page.span(words.start, each.end)
    return words


def _is_settled(page: Page, sentence: Sentence, noun: Word) -> bool:
    """Whether the text takes an act told by a noun as having happened.

    It must be somebody's own ("its invasion"), and neither hedged nor under anything that makes it supposed.
    """
    owned = bool(below(sentence, noun, "nmod:poss"))
    introduced = preposition(sentence, noun)
    if not owned and introduced not in _SETTLED:
        return False
    if any(is_supposed(page.cues_of(sentence, each)) for each in below(sentence, noun, "amod", "det")):
        return False
    if introduced in _ALWAYS_SETTLED:
        return True
    for above, _ in ancestors(sentence, noun):
        if is_supposed(page.cues_of(sentence, above)):
            return False
        if any(is_supposed(page.cues_of(sentence, each)) for each in below(sentence, above, "aux", "mark")):
            return False
    return True
