"""From any id down to the words: each step says what it is, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.errors import UnknownId
from foedus.show.views import address, period, quantity

if TYPE_CHECKING:
    from foedus.records import (
        Assessment,
        Check,
        Claim,
        Copy,
        Document,
        Drift,
        Judgement,
        Mention,
        Problem,
        Proposition,
        Root,
    )
    from foedus.show.views import Views
    from foedus.values import Span


@dataclass(frozen=True, kw_only=True)
class Words:
    """Exact words of a document, with a little of what stands around them."""

    before: str
    text: str
    after: str
    address: str
    title: str
    marks: tuple[tuple[int, int], ...] = ()  # cue words, as offsets in `text`


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One step: what is said, the id behind it, the words, and the steps below."""

    says: str
    id: str
    words: Words | None = None
    below: tuple[Reason, ...] = ()


class Ways:
    """The ways from ids to words through one material, its problems and assessments."""

    def __init__(
        self, views: Views, *, problems: tuple[Problem, ...] = (), assessments: tuple[Assessment, ...] = ()
    ) -> None:
        self.views = views
        material = views.material
        self._kinds: dict[str, dict[str, Any]] = {
            "assessment": {each.id: each for each in assessments},
            "proposition": {each.id: each for each in material.propositions},
            "check": {each.id: each for each in material.checks},
            "root": {each.id: each for each in material.roots},
            "drift": {each.id: each for each in material.drifts},
            "copy": {each.id: each for each in material.copies},
            "claim": material.claim,
            "mention": material.mention,
            "document": material.document,
            "judgement": {each.id: each for each in material.judgements},
            "problem": {each.id: each for each in problems},
        }

    def why(self, wanted: str) -> Reason:
        """The way from the thing whose id begins so; raises UnknownId where there is none or more than one."""
        found = [
            (kind, identity) for kind, table in self._kinds.items() for identity in table if identity.startswith(wanted)
        ]
        exact = [each for each in found if each[1] == wanted]
        chosen = exact[:1] or found
        if len(chosen) != 1 or not wanted:
            raise UnknownId(wanted)
        return self._reason(*chosen[0])

    def _reason(self, kind: str, identity: str) -> Reason:
        record = self._kinds[kind][identity]
        reason: Reason = getattr(self, f"_of_{kind}")(record)
        return reason

    def _of_id(self, identity: str) -> Reason | None:
        for kind, table in self._kinds.items():
            if identity in table:
                return self._reason(kind, identity)
        return None

    def _many(self, identities: tuple[str, ...]) -> tuple[Reason, ...]:
        found = (self._of_id(each) for each in identities)
        return tuple(each for each in found if each is not None)

    def words(self, span: Span, marks: tuple[Span, ...] = ()) -> Words:
        """The span's words with what stands around them on the line."""
        document = self.views.material.document[span.document]
        text = document.text
        left = max(text.rfind("\n", 0, span.start) + 1, span.start - 90)
        stop = text.find("\n", span.end)
        right = min(len(text) if stop < 0 else stop, span.end + 90)
        inside = tuple(
            (each.start - span.start, each.end - span.start)
            for each in marks
            if span.start <= each.start and each.end <= span.end
        )
        return Words(
            before=text[left : span.start],
            text=span.text,
            after=text[span.end : right],
            address=address(span, document),
            title=self.views.place(document),
            marks=inside,
        )

    def claim_says(self, claim: Claim) -> str:
        """One claim in a line: who, what, on whose word, how certain."""
        views = self.views
        parts = [views.who(claim), views.what(claim), views.certainty(claim), " > ".join(views.chain(claim))]
        if claim.when is not None:
            parts.append(period(claim.when))
        if claim.quantities:
            parts.append("; ".join(quantity(each) for each in claim.quantities))
        if claim.damaged:
            parts.append("read from a garbled passage")
        return " | ".join(each for each in parts if each)

    def _of_claim(self, claim: Claim) -> Reason:
        cues = tuple(each.span for each in claim.cues)
        below = [
            Reason(says=f"{cue.signals}: “{cue.span.text}”", id=claim.id, words=self.words(cue.span))
            for cue in claim.cues
            if not claim.evidence.covers(cue.span)
        ]
        material = self.views.material
        for party in claim.parties:
            for judgement in material.judgements:
                if judgement.subject == party.mention and judgement.about == "mention is actor":
                    below.append(self._of_judgement(judgement))
        says = f"claim: {self.claim_says(claim)}"
        return Reason(says=says, id=claim.id, words=self.words(claim.evidence, cues), below=tuple(below))

    def _of_proposition(self, proposition: Proposition) -> Reason:
        count = self.views.count(proposition)
        against = [
            Reason(
                says=f"{label}, {each.respect.value}: {each.because}", id=each.claim, below=self._many((each.claim,))
            )
            for label, group in (("against", proposition.denying), ("qualified", proposition.qualifying))
            for each in group
        ]
        roots = [self._root_line(each) for each in proposition.roots]
        return Reason(
            says=f"proposition: “{proposition.says}”: {count}; belief {proposition.belief:.2f}",
            id=proposition.id,
            below=(*self._many(proposition.supporting), *roots, *against),
        )

    def _root_line(self, identity: str) -> Reason:
        root = self._kinds["root"].get(identity)
        says = f"root: {root.name} ({self.views.nature(root)})" if root is not None else "root"
        return Reason(says=says, id=identity)

    def _of_root(self, root: Root) -> Reason:
        read = "read: it is in the dossier" if root.is_read else "not in the dossier"
        says = (
            f"root: {root.name} ({self.views.nature(root)}), {len(root.claims)} claims, {read}. {root.because}".strip()
        )
        merges = tuple(
            self._of_judgement(each)
            for each in self.views.material.judgements
            if each.about == "root is root" and root.id in {each.subject, each.candidate}
        )
        return Reason(says=says, id=root.id, below=(*merges, *self._many(root.claims)))

    def _of_check(self, check: Check) -> Reason:
        cells = ", ".join(f"{each.column}={each.value}" for each in check.row)
        says = (
            f"check: {check.verdict.value}: {check.says} ({check.dataset} {check.version}, "
            f"covers {check.first_year} to {check.last_year}; row: {cells or 'none'})"
        )
        return Reason(says=says, id=check.id, below=self._many((check.proposition,)))

    def _of_assessment(self, assessment: Assessment) -> Reason:
        counter = self._many(assessment.counter_grounds)
        against = (Reason(says="against it", id=assessment.id, below=counter),) if counter else ()
        return Reason(
            says=f"assessment: {assessment.says}", id=assessment.id, below=(*self._many(assessment.grounds), *against)
        )

    def _of_drift(self, drift: Drift) -> Reason:
        ends = (
            Reason(says="before", id=drift.earlier, words=self.words(drift.before)),
            Reason(says="after", id=drift.later, words=self.words(drift.after)),
        )
        return Reason(says=f"drift: {drift.change.value}: {drift.says}", id=drift.id, below=ends)

    def _of_copy(self, copy: Copy) -> Reason:
        documents = self.views.material.document
        names = " and ".join(documents[each].gathered_from for each in (copy.first, copy.second))
        pairs = tuple(
            Reason(says=f"alike {each.likeness:.2f}", id=copy.id, words=self.words(span))
            for each in copy.aligned
            for span in (each.first, each.second)
        )
        return Reason(says=f"copy ({copy.strength.value}): {names}: {copy.because}", id=copy.id, below=pairs)

    def _of_mention(self, mention: Mention) -> Reason:
        below = tuple(self._of_judgement(each) for each in self.views.material.judgements if each.subject == mention.id)
        says = f"mention: {mention.nature.value}"
        return Reason(says=says, id=mention.id, words=self.words(mention.span), below=below)

    def _of_judgement(self, judgement: Judgement) -> Reason:
        words = self.words(judgement.evidence) if judgement.evidence is not None else None
        candidate = self.views.actor(judgement.candidate)
        says = f"judgement by {judgement.by}: {judgement.about}: {candidate} ({judgement.opinion.value}): {judgement.because}"
        return Reason(says=says, id=judgement.id, words=words)

    def _of_document(self, document: Document) -> Reason:
        day = document.published_on.isoformat() if document.published_on else "no date told"
        publisher = self.views.publisher(document)
        return Reason(says=f"document: {self.views.place(document)} ({publisher}, {day})", id=document.id)

    def _of_problem(self, problem: Problem) -> Reason:
        words = self.words(problem.span) if problem.span is not None else None
        return Reason(says=f"{problem.severity.value}: {problem.code}: {problem.says}", id=problem.id, words=words)
