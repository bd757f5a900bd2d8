"""The reader that asks a language model: one request for a document, and of the answer only what stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.by_llm.asking import answer, request
from foedus.read.by_llm.client import Client, NoAnswer
from foedus.read.by_llm.grounds import Grounds, refused
from foedus.read.page import readable
from foedus.records import problem
from foedus.terms import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.records import Claim, Document, Mention, Problem


@dataclass(frozen=True, kw_only=True)
class LlmReader:
    """Reads with a language model; the same document gives the same claims as long as the cache is kept."""

    client: Client
    world: World
    language: Language
    name: str

    def read(self, document: Document) -> Iterator[Mention | Claim | Problem]:
        """Yield the document's mentions, claims and problems; what the model made up is among the problems."""
        spans = tuple((start, end) for start, end, _ in readable(document))
        if document.language not in {None, "en"} or not spans:
            return
        settings = self.client.settings
        kinds = tuple(sorted(self.language.kinds))
        try:
            content = self.client.ask(request(settings.model, document.text, kinds, settings.longest))
            said, wrong = answer(content)
        except (NoAnswer, ValueError) as error:
            says = f"the language model did not read this document: {error}"
            yield problem(verb=Verb.READ, about=document.id, code="llm-failed", says=says)
            return
        for reason in wrong:
            yield refused(document, f"a claim of the language model was left out ({reason})")
        grounds = Grounds(document=document, world=self.world, language=self.language, read_by=self.name, spans=spans)
        yield from grounds.kept(said)
