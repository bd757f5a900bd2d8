"""What is raised when Foedus is asked wrongly or a machine lacks something; data never raises.

FoedusError
├── DossierError
│   ├── NotADossier         the folder is no dossier
│   ├── NewerFormat         the dossier was written by a later Foedus
│   ├── DossierBusy         another process is writing it
│   ├── DamagedDossier      a file of it cannot be read
│   └── CannotWrite         the disk is full, or the folder may not be written
├── RequestError
│   ├── UnknownId           nothing in the dossier has this id
│   ├── AmbiguousId         several things have an id that begins so
│   ├── UnknownActor        no actor has this code or name
│   ├── BadQuestion         the SQL of a question is wrong
│   ├── NothingToGather     the path does not exist
│   ├── UnknownField        no field of a document has this name
│   ├── UnknownFile         no file of events of this name was added
│   ├── BadLibrary          a file of publication data cannot be used
│   ├── UnknownFormat       no export has this name
│   ├── NeedsRelation       a brief was asked for and no relation named
│   ├── UnknownReader       no reader has this name
│   ├── UnknownScale        no scale of conflict and cooperation has this name
│   ├── MissingPipeline     no spaCy pipeline has this name
│   ├── NoEndpoint          no language model is told of
│   └── NoCluster           Spark was asked for and is not to be had
├── ConfigurationError
│   ├── MissingExtra        an optional package is not installed
│   ├── MissingModel        the reader's model file is absent or damaged
│   ├── WorkersDie          worker processes end again and again
│   └── ClusterFailed       a cluster gave up
└── KnowledgeError
    ├── UnknownKind         no kind of act has this id
    ├── UnsourcedRow        a knowledge row names no source
    ├── BadActors           a file of actors cannot be used
    └── BadReference        a reference file cannot be used

Each composes its own sentence and ends with what to do next.
"""

from __future__ import annotations


class FoedusError(Exception):
    """The root of everything that Foedus raises on purpose."""


class DossierError(FoedusError):
    """A dossier cannot be used."""


class NotADossier(DossierError):
    """The folder holds no dossier."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder} is not a dossier: make one with 'foedus run PATH --dossier {folder}'.")


class NewerFormat(DossierError):
    """The dossier's format is newer than this Foedus."""

    def __init__(self, folder: object, found: int, known: int) -> None:
        super().__init__(
            f"{folder} has format {found}, and this Foedus reads up to {known}: install a newer Foedus to open it."
        )


class DossierBusy(DossierError):
    """Another process is writing the dossier."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"another process is writing {folder}: wait until it has finished, then run this again.")


class DamagedDossier(DossierError):
    """A file of the dossier cannot be read."""

    def __init__(self, folder: object, reason: object) -> None:
        super().__init__(
            f"{folder} is damaged ({reason}): put back a copy of the folder, or delete it and run Foedus again."
        )


class CannotWrite(DossierError):
    """The disk is full, or the folder may not be written."""

    def __init__(self, folder: object, reason: object) -> None:
        super().__init__(
            f"{folder} cannot be written ({reason}): make room or allow writing, then run this again; "
            "what was finished before is kept."
        )


class RequestError(FoedusError):
    """The caller asked for something that is not there."""


class UnknownId(RequestError):
    """Nothing in the dossier has this id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"nothing in this dossier has an id that begins with '{wanted}': copy one from 'foedus claims'."
        )


class AmbiguousId(RequestError):
    """Several things have an id that begins so."""

    def __init__(self, wanted: str, found: tuple[str, ...]) -> None:
        self.found = found
        super().__init__(f"'{wanted}' begins several ids: give more digits, for instance {' or '.join(found[:2])}.")


class UnknownActor(RequestError):
    """No actor has this code or name."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"no actor is called '{wanted}': give an ISO 3166-1 alpha-3 code such as CHN, or a name.")


class BadQuestion(RequestError):
    """The SQL of a question is wrong."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"the question cannot be answered ({reason}): docs/dossier.md has the tables and columns.")


class NothingToGather(RequestError):
    """The path does not exist."""

    def __init__(self, path: object) -> None:
        super().__init__(f"there is nothing at {path}: give a file or a folder that exists.")


class UnknownField(RequestError):
    """No field of a document has this name."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no field of a document is called '{wanted}': choose one of {', '.join(known)}.")


class UnknownFile(RequestError):
    """No file of coded events of this name was added."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        told = f"choose one of {', '.join(known[:8])}" if known else "none was added yet"
        super().__init__(f"no file of events called '{wanted}' is in this dossier: {told}.")


class BadLibrary(RequestError):
    """A file of publication data cannot be used."""

    def __init__(self, file: object, reason: object) -> None:
        super().__init__(f"{file} is no CSL-JSON ({reason}): export it again as CSL JSON, for instance from Zotero.")


class UnknownFormat(RequestError):
    """No export, or no table of one, has this name."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(f"nothing is exported as '{wanted}': choose one of {', '.join(known)}.")


class NeedsRelation(RequestError):
    """A brief was asked for and no relation named."""

    def __init__(self, form: str) -> None:
        super().__init__(f"{form} tells of one relation: name its two states, for instance CHN and RUS.")


class UnknownReader(RequestError):
    """No reader has this name."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no reader is called '{wanted}': choose one of {', '.join(known)}.")


class UnknownScale(RequestError):
    """No scale of conflict and cooperation has this name."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no scale called '{wanted}': choose one of {', '.join(known)}.")


class MissingPipeline(RequestError):
    """No spaCy pipeline of this name is installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"spaCy has no pipeline '{name}': install it, or name one that `spacy info` lists.")


class NoEndpoint(RequestError):
    """No language model is told of, or not enough of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"there is no language model to ask ({reason}): docs/readers.md tells what to set.")


class NoCluster(RequestError):
    """Spark was asked for and is not to be had."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"there is no Spark to run on ({reason}); without --engine this machine does it alone.")


class ConfigurationError(FoedusError):
    """The installation lacks something."""


class MissingExtra(ConfigurationError):
    """An optional package is not installed."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"this needs an optional part: install it with pip install 'foedus[{extra}]'.")


class MissingModel(ConfigurationError):
    """The reader's model file is absent or damaged."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the reader's model cannot be used ({reason}): install Foedus again.")


class WorkersDie(ConfigurationError):
    """Worker processes end again and again."""

    def __init__(self, deaths: int) -> None:
        super().__init__(
            f"{deaths} worker processes ended before their work was done: free some memory, or use one worker."
        )


class ClusterFailed(ConfigurationError):
    """A cluster gave up."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Spark gave up ({reason}): see what its executors lack, then run this again; what was finished is kept."
        )


class KnowledgeError(FoedusError):
    """A knowledge or reference file is wrong."""


class UnknownKind(KnowledgeError):
    """No kind of act has this id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"no kind of act is called '{wanted}': see 'foedus.knowledge' for those there are.")


class UnsourcedRow(KnowledgeError):
    """A knowledge row names no source."""

    def __init__(self, file: object, row: int) -> None:
        super().__init__(f"row {row} of {file} names no source: add one, or write 'unverified'.")


class BadActors(KnowledgeError):
    """A file of actors cannot be used."""

    def __init__(self, file: object, reason: str) -> None:
        super().__init__(
            f"{file} cannot be used as actors ({reason}): docs/tutorial.md tells what columns it may have."
        )


class BadReference(KnowledgeError):
    """A reference file cannot be used."""

    def __init__(self, file: object, reason: str) -> None:
        super().__init__(f"{file} cannot be used as reference data: {reason}.")


class BadGold(KnowledgeError):
    """A file of gold is not in the layout asked for."""

    def __init__(self, file: object, reason: str) -> None:
        super().__init__(f"{file} cannot be used as gold: {reason}.")
