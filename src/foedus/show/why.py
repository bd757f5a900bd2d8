"""From any id down to the words: each step says what it is, and what it rests on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from foedus.assemble import without
from foedus.errors import AmbiguousId, UnknownId
from foedus.show.coded import sentence, steps
from foedus.show.steps import Reason, Words, resting_on
from foedus.show.views import address, around, period, quantity
from foedus.terms import CLAIM_IS_CLAIM, Opinion, Part, RootNature
from foedus.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.records import (
        Assessment,
        Check,
        Claim,
        CodedEvent,
        Copy,
        Dataset,
        Document,
        Drift,
        Judgement,
        Mention,
        Objection,
        Problem,
        Proposition,
        Root,
        Voice,
    )  # fmt: skip
    from foedus.show.views import Views

AROUND = 90  # characters shown on either side of exact words
_TAKEN = "taken back, and not counted in,"


class Ways:
    """The ways from ids to words through one material, its problems, assessments and datasets."""

    def __init__(
        self,
        views: Views,
        *,
        problems: tuple[Problem, ...] = (),
        assessments: tuple[Assessment, ...] = (),
        datasets: tuple[Dataset, ...] = (),
        coded: tuple[CodedEvent, ...] = (),
    ) -> None:
        self.views = views
        material = views.material
        self._problems = problems
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
            "dataset": {each.id: each for each in datasets},
            "judgement": {each.id: each for each in material.judgements},
            "problem": {each.id: each for each in problems},
            "coded": {each.id: each for each in coded},
        }

    def of_kind(self, kind: str, wanted: str) -> Any:
        """The one record whose id begins so, if it is of this kind; None where it is not."""
        found = [each for table in self._kinds.values() for each in table if each.startswith(wanted.lower())]
        return self._kinds[kind].get(found[0]) if wanted and len(found) == 1 else None

    def why(self, wanted: str) -> Reason:
        """The way from the thing whose id begins so.

        Raises:
            UnknownId: nothing has such an id.
            AmbiguousId: several have.
        """
        wanted = wanted.strip().lower()
        found = {
            identity: kind
            for kind, table in reversed(self._kinds.items())
            for identity in table
            if wanted and identity.startswith(wanted)
        }
        if not found:
            raise UnknownId(wanted)
        if len(found) > 1 and wanted not in found:
            raise AmbiguousId(wanted, tuple(sorted(found)))
        identity = wanted if wanted in found else next(iter(found))
        reason: Reason = getattr(self, f"_of_{found[identity]}")(self._kinds[found[identity]][identity])
        return reason

    # ---- words

    def words(self, span: Span, marks: tuple[Span, ...] = ()) -> Words:
        """The span's words with what stands around them on the line."""
        document = self.views.material.document[span.document]
        text = document.text
        left, right = around(text, span, AROUND)
        inside = sorted((each.start - span.start, each.end - span.start) for each in marks if span.covers(each))
        return Words(
            before=text[left : span.start], text=span.text, after=text[span.end : right], marks=tuple(inside),
            address=address(span, document), title=self.views.place(document),
        )  # fmt: skip

    def _held(self, span: Span | None) -> Words | None:
        """The words of a span whose document is still here."""
        return self.words(span) if span is not None and span.document in self.views.material.document else None

    # ---- claims

    def _line(self, claim: Claim) -> Reason:
        """A claim in one step: what it says and its words, cues marked."""
        cues = tuple(each.span for each in claim.cues)
        return Reason(says=f"claim: {self._told(claim)}", id=claim.id, words=self.words(claim.evidence, cues))

    def _told(self, claim: Claim) -> str:
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
        line = self._line(claim)
        root = self.views.material.root_of.get(claim.id)
        below = [
            *(
                Reason(says=f"{cue.signals}: “{cue.span.text}”", words=self._outside(claim, cue.span))
                for cue in claim.cues
            ),
            Reason(says="on whose word, from the page to the root", below=self._chain(claim)),
            *self._parties(claim),
        ]
        if root is not None:
            below.append(self.root_line(root))
        below += [
            Reason(says=f"counted in proposition “{each.says}”: {self.views.count(each)}", id=each.id)
            for each in self.views.material.propositions
            if claim.id in each.supporting
        ]
        below += [
            Reason(says=f"{verb} proposition “{each.says}”: {one.because}", id=each.id)
            for each in self.views.material.propositions
            for verb, found in (("denies", each.denying), ("qualifies", each.qualifying), (_TAKEN, each.withdrawn))
            for one in found
            if one.claim == claim.id
        ]
        below.append(
            Reason(says=f"read by {claim.read_by or 'unknown'}; held to be read rightly with {claim.confidence:.2f}")
        )
        return Reason(says=line.says, id=line.id, words=line.words, below=tuple(below))

    def _outside(self, claim: Claim, span: Span) -> Words | None:
        return None if claim.evidence.covers(span) else self.words(span)

    def _chain(self, claim: Claim) -> tuple[Reason, ...]:
        document = self.views.material.document[claim.document]
        publisher = Reason(says=f"1. {self.views.publisher(document)}, which published it", id=document.id)
        rest = (self._voice(number, voice) for number, voice in enumerate(claim.voices[1:], start=2))
        return (publisher, *rest)

    def _voice(self, number: int, voice: Voice) -> Reason:
        name = "someone the text does not name" if voice.nature is RootNature.UNSTATED else voice.name
        cue = f", “{' '.join(voice.cue.text.split())}”" if voice.cue is not None else ""
        says = f"{number}. {name} ({voice.nature.value}, {voice.anonymity.value}{cue})"
        return Reason(says=says, id=voice.mention or "", words=self._held(voice.span or voice.cue))

    def _parties(self, claim: Claim) -> list[Reason]:
        found = []
        for party in claim.parties:
            because = tuple(self._of_judgement(each) for each in self._judged.get(party.mention, ()))
            says = f"{party.role.value}: “{party.words}”" + ("" if because else ", whom nothing here names")
            found.append(Reason(says=says, id=party.mention, below=because))
        return found

    @cached_property
    def _judged(self) -> dict[str, list[Judgement]]:
        """Judgements by what they are about."""
        found: dict[str, list[Judgement]] = {}
        for each in self.views.material.judgements:
            found.setdefault(each.subject, []).append(each)
        return found

    # ---- what is made of claims

    def proposition(self, identity: str, claims: Iterable[str]) -> Reason:
        """A proposition in one step, with these of its claims below."""
        found = self._kinds["proposition"][identity]
        says = f"proposition: “{found.says}”: {self.views.count(found)}"
        return Reason(says=says, id=identity, below=self.lines(claims))

    def _of_proposition(self, proposition: Proposition) -> Reason:
        count = self.views.count(proposition)
        roots = self._kinds["root"]
        return Reason(
            says=f"proposition: “{proposition.says}”: {count}; belief {proposition.belief:.2f}",
            id=proposition.id,
            below=(
                Reason(says=f"said by {len(proposition.supporting)}", below=self.lines(proposition.supporting)),
                *(self.root_line(roots[each]) for each in proposition.roots if each in roots),
                *(self._objection("against", each) for each in proposition.denying),
                *(self._objection("qualified", each) for each in proposition.qualifying),
                *(self._objection("taken back", each) for each in proposition.withdrawn),
                *(
                    self._of_check(each, deep=False)
                    for each in self.views.material.checks
                    if each.proposition == proposition.id
                ),
                *(Reason(says=f"drift: {each.change.value}: {each.says}", id=each.id)
                  for each in self.views.material.drifts if each.proposition == proposition.id),
                *map(self._of_judgement, self.views.material.decisions_on(proposition.supporting)),
            ),
        )  # fmt: skip

    def lines(self, claims: Iterable[str]) -> tuple[Reason, ...]:
        """Claims in one step each, those that are here."""
        held = self.views.material.claim
        return tuple(self._line(held[each]) for each in claims if each in held)

    def _objection(self, label: str, objection: Objection) -> Reason:
        says = f"{label}, in {objection.respect.value}: {objection.because}"
        return Reason(says=says, id=objection.claim, below=self.lines((objection.claim,)))

    def root_line(self, root: Root) -> Reason:
        """A root in one step."""
        says = f"root: {root.name} ({self.views.nature(root)}){f': {root.because}' if root.because else ''}"
        return Reason(says=says, id=root.id)

    def _of_root(self, root: Root) -> Reason:
        read = "it is in the dossier" if root.is_read else "it is not in the dossier"
        claims = f"{len(root.claims)} claim{'' if len(root.claims) == 1 else 's'}"
        says = f"root: {root.name} ({self.views.nature(root)}), {claims}; {read}. {root.because}".strip()
        merges = tuple(
            self._of_judgement(each)
            for each in self.views.material.judgements
            if each.about == "root is root" and root.id in {each.subject, each.candidate}
        )
        upstream = self._kinds["root"].get(root.upstream or "")
        rests = (Reason(says=f"it rests on {upstream.name}", id=upstream.id),) if upstream is not None else ()
        return Reason(says=says, id=root.id, below=(*rests, *merges, *self._leaning(root), *self.lines(root.claims)))

    def _leaning(self, root: Root) -> Iterator[Reason]:
        """The propositions behind which it stands, itself or as the source of another, those on it alone first."""
        resting = {each.id for each in resting_on(root, self.views.material)}
        alone: list[Reason] = []
        shared: list[Reason] = []
        for each in self.views.material.propositions:
            if resting & set(each.roots):
                is_alone = resting >= set(each.roots) or not without(each, root.id, self.views.material)[0]
                step = Reason(says=f"“{each.says}”: {self.views.count(each)}", id=each.id)
                (alone if is_alone else shared).append(step)
        for label, told in (("propositions on it alone", alone), ("propositions that others support too", shared)):
            if told:
                yield Reason(says=f"{label}: {len(told)}", below=tuple(told))

    def _of_drift(self, drift: Drift) -> Reason:
        ends = (
            Reason(says="before", id=drift.earlier, words=self.words(drift.before)),
            Reason(says="after", id=drift.later, words=self.words(drift.after)),
        )
        below = (*ends, *self.lines((drift.earlier, drift.later)))
        return Reason(says=f"drift: {drift.change.value}: {drift.says}", id=drift.id, below=below)

    def _of_check(self, check: Check, *, deep: bool = True) -> Reason:
        cells = ", ".join(f"{each.column}={each.value}" for each in check.row)
        says = (
            f"check: {check.verdict.value}: {check.says} ({check.dataset} {check.version}, "
            f"covers {check.first_year} to {check.last_year}; row: {cells or 'none'})"
        )
        told = self._kinds["proposition"].get(check.proposition) if deep else None
        return Reason(says=says, id=check.id, below=self._grounds((told.id,)) if told is not None else ())

    def _of_assessment(self, assessment: Assessment) -> Reason:
        against = self._grounds(assessment.counter_grounds)
        below = (
            *(Reason(says="for it", below=(each,)) for each in self._grounds(assessment.grounds)),
            *(Reason(says="against it", below=(each,)) for each in against),
        )
        if not below:
            below = (Reason(says="nothing in the dossier speaks of it: not known is not the same as not so"),)
        says = f"assessment: {assessment.says} [{assessment.method}]"
        return Reason(says=says, id=assessment.id, below=below)

    def _grounds(self, identities: Iterable[str]) -> tuple[Reason, ...]:
        """Propositions with their claims' words, and checks with their rows."""
        found = []
        for each in identities:
            proposition, check = self._kinds["proposition"].get(each), self._kinds["check"].get(each)
            if proposition is not None:
                found.append(self.proposition(each, proposition.supporting))
            elif check is not None:
                found.append(self._of_check(check))
        return tuple(found)

    # ---- documents and decisions

    def _of_copy(self, copy: Copy) -> Reason:
        documents = self.views.material.document
        names = " and ".join(documents[each].gathered_from for each in (copy.first, copy.second))
        pairs = tuple(
            Reason(
                says=f"alike {each.likeness:.2f}",
                below=(
                    Reason(says="first", words=self.words(each.first)),
                    Reason(says="second", words=self.words(each.second)),
                ),
            )
            for each in copy.aligned
        )  # fmt: skip
        says = f"copy ({copy.strength.value}, {copy.direction.value}): {names}: {copy.because}"
        return Reason(says=says, id=copy.id, below=pairs)

    def _of_mention(self, mention: Mention) -> Reason:
        mentions = self.views.material.mention
        back = tuple(
            Reason(says=f"points back to “{mentions[each].span.text}”", id=each, words=self.words(mentions[each].span))
            for each in (*mention.refers_to, *((mention.belongs_to,) if mention.belongs_to else ()))
            if each in mentions
        )
        below = (*back, *(self._of_judgement(each) for each in self._judged.get(mention.id, ())))
        says = f"mention: “{mention.span.text}” ({mention.nature.value})"
        return Reason(says=says, id=mention.id, words=self.words(mention.span), below=below)

    def _of_judgement(self, judgement: Judgement) -> Reason:
        mention = self.views.material.mention.get(judgement.subject)
        words = self._held(judgement.evidence) or (self.words(mention.span) if mention is not None else None)
        opinion = "" if judgement.opinion is Opinion.SAME else f" ({judgement.opinion.value})"
        says = (
            f"judgement by {judgement.by}: {judgement.about}: {self.views.judged(judgement.subject)} is "
            f"{self.views.judged(judgement.candidate)}{opinion}: {judgement.because}"
        )
        below = self._both(judgement) if words is None or judgement.about == CLAIM_IS_CLAIM else ()
        return Reason(says=says, id=judgement.id, words=words, below=below)

    def _both(self, judgement: Judgement) -> tuple[Reason, ...]:
        """Some words of each of the two that a judgement speaks of, where they are words, roots or documents."""
        roots, documents = self._kinds["root"], self._kinds["document"]
        found: list[Reason] = []
        for each in (judgement.subject, judgement.candidate):
            if (span := self.views.words(each)) is not None:
                found.append(Reason(says="words", words=self.words(span)))
            elif each in roots:
                found += self.lines(roots[each].claims[:1])
            elif each in documents:
                found.append(Reason(says="document", id=each, words=self._opening(documents[each])))
        return tuple(found)

    def _of_document(self, document: Document) -> Reason:
        day = document.published_on.isoformat() if document.published_on else "no date told"
        parts = {part: sum(each.part is part for each in document.parts) for part in Part}
        told = ", ".join(f"{count} {part.value}" for part, count in parts.items() if count)
        claims = [each for each in self.views.material.claims if each.document == document.id]
        held = sorted(claims, key=lambda each: (each.evidence.start, each.evidence.end))
        where = f"{self.views.publisher(document)}, {day}, from {document.gathered_from}"
        says = f"document: {self.views.place(document)} ({where}); parts: {told or 'none'}"
        below = (
            *(self._of_judgement(each) for each in self._judged.get(document.id, ())),
            *(self._of_problem(each) for each in self._problems if _is_about(each, document)),
            *(self._line(each) for each in held),
        )  # fmt: skip
        return Reason(says=says, id=document.id, words=self._opening(document), below=below)

    def _opening(self, document: Document) -> Words | None:
        """The first line of a document."""
        first = document.text.partition("\n")[0][:160]
        return self.words(Span(document=document.id, start=0, end=len(first), text=first)) if first else None

    def _of_dataset(self, dataset: Dataset) -> Reason:
        years = ((each.variable, f"{each.first_year} to {each.last_year}") for each in dataset.coverage)
        below = tuple(Reason(says=f"{variable}: {told}") for variable, told in years)
        told = f"{dataset.name} {dataset.version} ({dataset.layout}), from {dataset.added_from}"
        return Reason(says=f"dataset: {told}; SHA-256 {dataset.sha256}", id=dataset.id, below=below)

    def _of_coded(self, event: CodedEvent) -> Reason:
        below = (Reason(says=says, id=identity) for says, identity in steps(event, self.views))
        return Reason(says=sentence(event, self.views), id=event.id, below=tuple(below))

    def _of_problem(self, problem: Problem) -> Reason:
        known = self.views.material.document
        about = known[problem.about].gathered_from if problem.about in known else problem.about
        says = f"{problem.severity.value}: {problem.code}: {about}: {problem.says}"
        return Reason(says=says, id=problem.id, words=self._held(problem.span))


def _is_about(problem: Problem, document: Document) -> bool:
    return document.id in {problem.about, problem.span.document if problem.span is not None else ""}
