"""What has been taken back: a paper that corrects or retracts what it printed, and a root that withdraws its word.

Material, the ledger of roots and the groups of like claims enter; for each claim that was taken back, why, leaves. A
notice is a later document of the same publisher that says of itself that it corrects or withdraws. It takes back what
it denies, what it withdraws as a whole, and what it took from a source that it gives up, or that takes its own word
back; and with that whatever copies of the same document carry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assemble.content import words
from foedus.assemble.lexicon import lexicon
from foedus.terms import RootNature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assemble.content import Content
    from foedus.assemble.counting import Ledger
    from foedus.material import Material
    from foedus.records import Claim, Document

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_GIVEN_UP = {RootNature.DESCRIBED, RootNature.LEAK, RootNature.REPORT, RootNature.DATABASE}
_QUOTED = re.compile(r"[“\"]([^”\"]{12,})[”\"]")

_NOT_THEIRS = re.compile(
    r"\b(?:was|were|came|comes) not (?:from |by )?[^.;]{3,90}?\b(?:that|who|which|but)\b"
    r"|\bwrongly (?:ascribed|attributed|credited|laid)[^.;]{0,60}? to [^.;]{3,90}",
)
# What stands behind a name where a person takes his own word back.
_UNSAID = (
    r"\b[^.!?]{0,70}?\b(?:(?:this|that|it) (?:was|is|had been) (?:not so|untrue|false|wrong|invented)"
    r"|withdr(?:aws?|ew|awn)\b|(?:takes?|took|taken) (?:it |this |that )?back\b|recants?\b|recanted\b)"
)
SHORTEST_NAME = 3  # letters below which a name in a notice names nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A claim that was taken back, by which document, and why it counts no more."""

    claim: str
    notice: str
    because: str


class Withdrawals:
    """Finds what the notices of a dossier take back."""

    def __init__(self, material: Material, ledger: Ledger) -> None:
        self._material, self._ledger = material, ledger
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in material.claims:
            self._claims[claim.document].append(claim)
        self._by_publisher: dict[str, list[Document]] = defaultdict(list)
        for each in material.documents:
            if each.publisher:
                self._by_publisher[each.publisher].append(each)
        self._told: dict[str, frozenset[str]] = {}  # a document's words, once a notice may mean it
        self._reached: dict[str, set[str]] = {}
        self._notices = {each.id: found for each in material.documents if (found := _notice(each))}

    def found(self, groups: Iterable[list[Content]]) -> dict[str, Withdrawal]:
        """Every claim that was taken back, by its id."""
        if not self._notices:
            return {}
        taken: dict[str, Withdrawal] = {}
        for group in groups:
            for each in (*self._denied(group), *self._ascribed_anew(group)):
                taken.setdefault(each.claim, each)
        for notice in sorted(self._notices):
            for each in self._given_up(notice):
                taken.setdefault(each.claim, each)
        return taken

    def _denied(self, group: list[Content]) -> Iterator[Withdrawal]:
        """Of one group, the claims that a notice of their own publisher, or of whom it copies, now denies."""
        for denial in (each.claim for each in group if each.negative and each.claim.document in self._notices):
            notice = self._material.document[denial.document]
            because = f"{notice.publisher} corrected it: “{denial.evidence.text}”"
            reach = self._reach(notice)
            roots = {self._root(each.claim) for each in group if each.claim.document in reach and not each.negative}
            for each in (one.claim for one in group if not one.negative):
                own = each.document == notice.id  # what the notice says that it had said
                if own or (self._root(each) in roots and self._is_reached(each, notice)):
                    yield Withdrawal(claim=each.id, notice=notice.id, because=because)

    def _ascribed_anew(self, group: list[Content]) -> Iterator[Withdrawal]:
        """Of one group, the claims on the word of somebody who, as a notice says, was not the one who said it."""
        notices = {each.claim.document for each in group if each.claim.document in self._notices}
        for notice in (self._material.document[each] for each in sorted(notices)):
            named = " ".join(found[0] for found in _NOT_THEIRS.finditer(notice.text))
            rightly = {self._root(each.claim) for each in group if each.claim.document == notice.id}
            for each in (one.claim for one in group if named and not one.negative):
                root = self._root(each)
                if root and root not in rightly and self._is_named(root, named) and self._is_reached(each, notice):
                    because = f"{notice.publisher} ascribed it to the wrong source: “{' '.join(named.split())}”"
                    yield Withdrawal(claim=each.id, notice=notice.id, because=because)

    def _is_named(self, root: str, text: str) -> bool:
        found = self._ledger.root[root]
        return any(len(name) > SHORTEST_NAME and name in text for name in (found.name, *found.names))

    def _given_up(self, notice: str) -> Iterator[Withdrawal]:
        """The claims of an article that its paper withdraws, or of a source in it that the paper gives up."""
        paper, sentence = self._material.document[notice], self._notices[notice]
        if not sentence.is_retraction:
            return
        earlier = self._meant(paper)
        if earlier is None:
            return
        because = f"{paper.publisher} withdrew it: “{' '.join(sentence.words.split())}”"
        told = set(words(paper.text))
        sources = {
            root
            for claim in self._claims[earlier.id]
            if (root := self._root(claim))
            and ((self._is_source(root) and self._head(root) in told) or self._unsays(root, paper.text))
        }
        where = {earlier.id} | (self._ledger.copies_of(earlier.id) if sources else set())
        for document in sorted(where):
            for claim in self._claims[document]:
                whole = not sources and not sentence.in_part
                if whole or self._root(claim) in sources:
                    yield Withdrawal(claim=claim.id, notice=notice, because=because)

    def _meant(self, notice: Document) -> Document | None:
        """The earlier article that a notice speaks of: the one whose headline it quotes, else the likest in words."""
        earlier = [
            each
            for each in self._by_publisher[notice.publisher or ""]
            if each.id not in self._notices and _day(each) <= _day(notice)
        ]
        quoted = {found.lower() for found in _QUOTED.findall(notice.text)}
        told = set(words(notice.text)) - lexicon().silent

        def likeness(each: Document) -> tuple[bool, int, str, str]:
            named = any(title in each.text.lower()[:300] or title in (each.title or "").lower() for title in quoted)
            return named, len(told & self._words(each)), _day(each), each.id

        return max(earlier, key=likeness, default=None)

    def _words(self, document: Document) -> frozenset[str]:
        found = self._told.get(document.id)
        if found is None:
            found = self._told[document.id] = frozenset(words(document.text))
        return found

    def _reach(self, notice: Document) -> set[str]:
        """The publisher's own earlier documents and all that copy them."""
        if notice.id in self._reached:
            return self._reached[notice.id]
        own = {each.id for each in self._by_publisher[notice.publisher or ""] if each.id != notice.id}
        found = self._reached[notice.id] = own.union(*(self._ledger.copies_of(each) for each in own))
        return found

    def _is_reached(self, claim: Claim, notice: Document) -> bool:
        """Whether the claim is older than the notice, or stands in a copy of what the notice takes back."""
        document = self._material.document.get(claim.document)
        if document is None or document.published_on is None or _day(document) <= _day(notice):
            return True
        return document.publisher != notice.publisher and document.id in self._reach(notice)

    def _root(self, claim: Claim) -> str:
        root = self._ledger.root_of.get(claim.id)
        return root.id if root is not None else ""

    def _is_source(self, root: str) -> bool:
        return self._ledger.root[root].nature in _GIVEN_UP

    def _unsays(self, root: str, text: str) -> bool:
        """Whether a text tells of a person that he takes his word back: "Brand told us that this was not so"."""
        found = self._ledger.root[root]
        surname = found.name.split()[-1] if found.nature is RootNature.PERSON and found.name.split() else ""
        return len(surname) > SHORTEST_NAME and re.search(rf"\b{re.escape(surname)}{_UNSAID}", text) is not None

    def _head(self, root: str) -> str:
        return (words(self._ledger.root[root].name.split(" of ")[0].split(" to ")[0]) or [""])[-1]


@dataclass(frozen=True, slots=True)
class _Notice:
    words: str  # the sentence that makes it a notice
    is_retraction: bool
    in_part: bool = False  # whether only a part is withdrawn


def _notice(document: Document) -> _Notice | None:
    """What makes a document a notice, in its first lines."""
    lex = lexicon()
    opening = f"{document.title or ''}\n{document.text[:NOTICE_LIMIT]}"
    for sentence in _SENTENCE.findall(opening):
        if lex.retracts.search(sentence):
            return _Notice(sentence, is_retraction=True)
    for sentence in _SENTENCE.findall(opening):
        if lex.retracts_in_part.search(sentence):
            return _Notice(sentence, is_retraction=True, in_part=True)
    found = next((each for each in _SENTENCE.findall(opening) if lex.corrects.search(each)), None)
    return _Notice(found, is_retraction=False) if found else None


NOTICE_LIMIT = 900  # code points within which a notice says what it is


def _day(document: Document) -> str:
    return str(document.published_on or "9999")
