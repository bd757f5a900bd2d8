"""A dossier enters; the file that another program reads leaves, with what of it that format could not carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.errors import NeedsRelation, UnknownFormat
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.views import Views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.dossier import Dossier
    from foedus.records import Assessment, Problem


@dataclass(frozen=True, kw_only=True)
class Given:
    """What an export is made from."""

    views: Views
    assessments: tuple[Assessment, ...] = ()
    problems: tuple[Problem, ...] = ()
    table: str = "claims"  # of the formats that hold one table
    relation: tuple[str, str] | None = None  # of the formats that tell of one relation


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file's bytes, how many things it tells of, and how many it had to leave out, by reason."""

    content: bytes
    count: int
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: what it is for, where it is written, and what it needs to be told."""

    says: str
    suffix: str
    maker: str  # the function that makes it, in the module of this folder that is named before the colon
    is_text: bool = True
    needs_relation: bool = False
    has_tables: bool = False


FORMATS: dict[str, Format] = {
    "plover": Format(
        says="PLOVER JSON Lines with our fields: every proposition, events told apart from what is none.",
        suffix=".jsonl",
        maker="plover:extended",
    ),
    "plover-plain": Format(says="PLOVER JSON Lines, events alone.", suffix=".jsonl", maker="plover:plain"),
    "petrarch": Format(says="CAMEO, tab-separated as PETRARCH writes.", suffix=".txt", maker="petrarch:made"),
    "phoenix": Format(says="CAMEO, tab-separated as Phoenix writes.", suffix=".txt", maker="phoenix:made"),
    "gdelt-events": Format(says="GDELT 2.0 event table.", suffix=".export.CSV", maker="gdelt:events_table"),
    "gdelt-mentions": Format(says="GDELT 2.0 mention table.", suffix=".mentions.CSV", maker="gdelt:mentions_table"),
    "csv": Format(says="One table as CSV.", suffix=".csv", maker="columns:csv_file", has_tables=True),
    "parquet": Format(
        says="One table as Parquet.", suffix=".parquet", maker="columns:parquet_file", is_text=False, has_tables=True
    ),
    "stix": Format(says="STIX 2.1 bundle.", suffix=".json", maker="stix:made"),
    "ftm": Format(says="FollowTheMoney entities, JSON Lines.", suffix=".ftm.json", maker="ftm:made"),
    "prov": Format(says="PROV-JSON.", suffix=".json", maker="prov:made"),
    "nanopub": Format(says="Nanopublications, TriG.", suffix=".trig", maker="nanopub:made"),
    "annotations": Format(says="W3C Web Annotations, JSON-LD.", suffix=".jsonld", maker="annotations:made"),
    "claimreview": Format(says="ClaimReview of schema.org, JSON-LD.", suffix=".jsonld", maker="claimreview:made"),
    "csl": Format(says="The documents as CSL-JSON, for Zotero and others.", suffix=".json", maker="csl:made"),
    "bibtex": Format(says="The documents as BibTeX.", suffix=".bib", maker="bibtex:made"),
    "graphml": Format(says="Who relays whom, as GraphML.", suffix=".graphml", maker="graphml:made"),
    "html": Format(says="The brief as one page.", suffix=".html", maker="pages:html", needs_relation=True),
    "markdown": Format(says="The brief as Markdown.", suffix=".md", maker="pages:markdown", needs_relation=True),
    "docx": Format(
        says="The brief for word processors.", suffix=".docx", maker="docx:made", is_text=False, needs_relation=True
    ),
    "pdf": Format(says="The brief for paper.", suffix=".pdf", maker="pdf:made", is_text=False, needs_relation=True),
}


def export(
    dossier: Dossier,
    form: str,
    file: Path | str | None = None,
    *,
    table: str = "claims",
    relation: tuple[str, str] | None = None,
) -> Made:
    """The dossier in this format, the same bytes for the same dossier; written to the file where one is named.

    `table` is of "csv" and "parquet" alone, `relation` (two states) of the brief's formats.

    Raises:
        UnknownFormat: no format, or no table, has this name.
        NeedsRelation: a brief tells of one relation, and none was named.
        UnknownActor: no actor has the code or name that the relation gives.
        MissingExtra: the package that writes this format is not installed.
    """
    from foedus.flat import TABLES  # noqa: PLC0415 - arrays are not loaded to list the formats

    if form not in FORMATS:
        raise UnknownFormat(form, tuple(FORMATS))
    if FORMATS[form].has_tables and table not in TABLES:
        raise UnknownFormat(table, tuple(TABLES))
    if FORMATS[form].needs_relation and relation is None:
        raise NeedsRelation(form)
    given = Given(
        views=Views(material=dossier.material(), world=load_world(), language=load_language()),
        assessments=dossier.assessments(),
        problems=dossier.problems(),
        table=table,
        relation=relation,
    )
    module, _, function = FORMATS[form].maker.partition(":")
    made: Made = getattr(import_module(f"foedus.show.exports.{module}"), function)(given)
    if file is not None:
        target = Path(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.content)
    return made
