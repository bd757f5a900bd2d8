-- The catalogue as first made. A row of `segments` makes a file part of the dossier.

CREATE TABLE segments (
    records TEXT NOT NULL,      -- the table whose rows it holds
    name    TEXT NOT NULL,      -- fingerprint of the file's bytes
    rows    INTEGER NOT NULL,
    PRIMARY KEY (records, name)
) WITHOUT ROWID;

-- Which documents' rows a segment holds.
CREATE TABLE contents (
    records  TEXT NOT NULL,
    document TEXT NOT NULL,
    segment  TEXT NOT NULL,
    PRIMARY KEY (records, document, segment)
) WITHOUT ROWID;

CREATE TABLE documents (
    id            TEXT PRIMARY KEY,
    title         TEXT,
    publisher     TEXT,
    published_on  TEXT,
    language      TEXT,
    gathered_from TEXT NOT NULL,
    asked         TEXT NOT NULL,    -- the path that was gathered, on this machine
    place         TEXT NOT NULL,    -- its address, or the file it came from
    superseded_by TEXT
) WITHOUT ROWID;

CREATE INDEX documents_by_place ON documents (place, asked);

-- A document that was removed is not taken in again.
CREATE TABLE removed (document TEXT PRIMARY KEY) WITHOUT ROWID;

-- Finished work: the unit is a file, a document, or nothing for a verb that looks across documents.
CREATE TABLE finished (
    verb    TEXT NOT NULL,
    asked   TEXT NOT NULL,
    unit    TEXT NOT NULL,
    inputs  TEXT NOT NULL,      -- fingerprint of what it was made from and by
    PRIMARY KEY (verb, asked, unit)
) WITHOUT ROWID;

CREATE TABLE judgements (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,
    verb              TEXT NOT NULL,    -- nothing for a person's
    asked             TEXT NOT NULL,
    unit              TEXT NOT NULL,
    id                TEXT NOT NULL,
    about             TEXT NOT NULL,
    subject           TEXT NOT NULL,
    candidate         TEXT NOT NULL,
    opinion           TEXT NOT NULL,
    by                TEXT NOT NULL,
    because           TEXT NOT NULL,
    evidence_document TEXT,
    evidence_start    INTEGER,
    evidence_end      INTEGER,
    evidence_text     TEXT,
    replaces          TEXT,
    made_at           TEXT NOT NULL,
    UNIQUE (id, verb, asked, unit)
);

CREATE INDEX judgements_by_subject ON judgements (subject);
CREATE INDEX judgements_by_unit ON judgements (verb, asked, unit);

CREATE TABLE problems (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    asked         TEXT NOT NULL,
    unit          TEXT NOT NULL,
    id            TEXT NOT NULL,
    verb          TEXT NOT NULL,
    about         TEXT NOT NULL,
    code          TEXT NOT NULL,
    says          TEXT NOT NULL,
    severity      TEXT NOT NULL,
    span_document TEXT,
    span_start    INTEGER,
    span_end      INTEGER,
    span_text     TEXT,
    UNIQUE (id, verb, asked, unit)
);

CREATE INDEX problems_by_unit ON problems (verb, asked, unit);
