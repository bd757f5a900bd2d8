"""The closed vocabularies: every value that a field of a record may take, in the field's own terms."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """What a stretch of a document is to its reader; only headline and body are read as claims."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Nature(StrEnum):
    """What sort of thing a mention or an actor is."""

    STATE = "state"
    GOVERNMENT = "government"
    ARMED_FORCE = "armed force"
    ORGANISATION = "organisation"
    PERSON = "person"
    PEOPLE = "people"
    PLACE = "place"
    PUBLICATION = "publication"
    EQUIPMENT = "equipment"
    TREATY = "treaty"
    EXERCISE = "exercise"


class Sort(StrEnum):
    """What a claim does: tells an act or a state, wants, foresees, judges, recommends, demands, threatens, denies."""

    ACT = "act"
    STATE = "state"
    INTENT = "intent"
    FORECAST = "forecast"
    JUDGEMENT = "judgement"
    RECOMMENDATION = "recommendation"
    DEMAND = "demand"
    THREAT = "threat"
    DENIAL = "denial"


class Factuality(StrEnum):
    """FactBank's values (Saurí and Pustejovsky 2009): certain, probable, possible, by polarity; UU is uncommitted."""

    CERTAIN = "CT+"
    CERTAINLY_NOT = "CT-"
    PROBABLE = "PR+"
    PROBABLY_NOT = "PR-"
    POSSIBLE = "PS+"
    POSSIBLY_NOT = "PS-"
    UNCOMMITTED = "UU"


class Manner(StrEnum):
    """How words reach the page: the outlet's own voice, a direct quotation, or indirect speech."""

    OWN = "own"
    DIRECT = "direct"
    INDIRECT = "indirect"


class Role(StrEnum):
    """A party's role in what is claimed."""

    INITIATOR = "initiator"
    TARGET = "target"
    OTHER = "other"


class Status(StrEnum):
    """How far a cooperation has come; absent where the kind has no such course."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    UNDER_WAY = "under way"
    DELIVERED = "delivered"
    DENIED = "denied"
    CANCELLED = "cancelled"


class Anonymity(StrEnum):
    """How far the text says who a voice is."""

    NAMED = "named"
    DESCRIBED = "described"  # "a senior official", "experts"
    UNSTATED = "unstated"  # "reportedly", an agentless passive


class RootNature(StrEnum):
    """What a chain of voices ends in."""

    PERSON = "person"
    ORGANISATION = "organisation"
    REPORT = "report"
    LEAK = "leak"
    DATABASE = "database"
    OUTLET = "outlet"  # the outlet's own reporting
    DESCRIBED = "described"  # a source that the text describes and does not name
    UNSTATED = "unstated"


class Strength(StrEnum):
    """How two documents copy each other."""

    SAME = "same"
    PASSAGE = "passage"
    REWRITE = "rewrite"


class Direction(StrEnum):
    """Which of a copy's two documents had it first."""

    FIRST_TO_SECOND = "first to second"
    SECOND_TO_FIRST = "second to first"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """What changed between two tellings of one proposition."""

    HEDGE_DROPPED = "hedge dropped"
    HEDGE_ADDED = "hedge added"
    NUMBER_MOVED = "number moved"
    ACTOR_WIDENED = "actor widened"
    TIME_LOST = "time lost"
    DENIAL_OMITTED = "denial omitted"
    SOURCE_DROPPED = "source dropped"


class Disagreement(StrEnum):
    """In what respect a claim goes against a proposition."""

    POLARITY = "polarity"
    QUANTITY = "quantity"
    DATE = "date"
    SCOPE = "scope"
    ATTRIBUTION = "attribution"


class Opinion(StrEnum):
    """What a judgement holds of its subject and its candidate."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Verdict(StrEnum):
    """What a reference dataset says of a proposition."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    OUTSIDE_COVERAGE = "outside coverage"
    NOT_COMPARABLE = "not comparable"
    DATASETS_DIFFER = "datasets differ"


class Severity(StrEnum):
    """Whether a problem is a note on what was read, or a fault: something that could not be read."""

    NOTE = "note"
    FAULT = "fault"


# What judgements are about.
MENTION_IS_ACTOR = "mention is actor"
MENTION_IS_MENTION = "mention is mention"  # "the report" is "a report by RAND"
ROOT_IS_ROOT = "root is root"
PUBLISHER_IS_OUTLET = "publisher is outlet"
CLAIM_IS_WRONG = "claim is wrong"
CLAIM_IS_OF_KIND = "claim is of kind"
CLAIM_STANDS_ON = "claim stands on"  # a mention of its document, or the outlet's own word
CLAIM_IS_CLAIM = "claim is claim"  # the words of two claims say the same, or do not

OWN_WORD = "@publisher"  # the voice of a document's own outlet

UNTOLD_PUBLISHER = "a publisher that is not told"  # the candidate of doubts about documents without a publisher


class Verb(StrEnum):
    """The steps of the method, in order."""

    GATHER = "gather"
    READ = "read"
    RESOLVE = "resolve"
    TRACE = "trace"
    ASSEMBLE = "assemble"
    CHECK = "check"
    ASSESS = "assess"
    SHOW = "show"
