"""The reader that somebody asks for by name."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.encoder import Encoder
from foedus.encoder.by_spacy import SpacyEncoder
from foedus.errors import UnknownReader
from foedus.knowledge.language import load_language
from foedus.read.by_llm import Client, LlmReader, Settings
from foedus.read.reader import RuleReader, default_reader
from foedus.values import fingerprint

if TYPE_CHECKING:
    from foedus.knowledge.world import World
    from foedus.read.reader import Reader

SHIPPED = "shipped"
READERS = (SHIPPED, "spacy:PIPELINE", "llm")


def chosen_reader(told: str, world: World | None = None) -> Reader:
    """The reader of this name, with a user's own world where one is given.

    `shipped` is the reader that comes with Foedus; `spacy:PIPELINE` is the same with an installed spaCy pipeline for
    grammar and names; `llm` is the language model that the environment tells (FOEDUS_LLM_URL, _MODEL, _BUDGET, _KEY,
    _CACHE, _TIMEOUT).

    Raises:
        UnknownReader: nothing is called so.
        MissingExtra, MissingPipeline, NoEndpoint: what the reader needs is not at hand.
    """
    ours = default_reader()
    if told == "llm":
        return _by_llm(ours, world)
    if told.startswith("spacy:") and told != "spacy:":
        encoder = SpacyEncoder.load(Encoder.load(), told.removeprefix("spacy:"))
        ours = replace(ours, encoder=encoder, name=f"{ours.name}-spacy-{encoder.fingerprint[:10]}")
    elif told != SHIPPED:
        raise UnknownReader(told, READERS)
    if world is None:
        return ours
    return replace(ours, world=world, name=f"{ours.name}-{world.fingerprint[:10]}")


def _by_llm(ours: RuleReader, world: World | None) -> LlmReader:
    settings = Settings.of(os.environ)
    known = world or ours.world
    # A higher budget is another reader: what the lower one left unread is read, the rest comes from the cache.
    identity = fingerprint(settings.url, settings.model, settings.budget, known.fingerprint, ours.name)
    return LlmReader(
        client=Client(settings), world=known, language=load_language(), name=f"llm-{settings.model}-{identity[:10]}"
    )
