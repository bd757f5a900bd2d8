"""What may go out as an event, and the rows that PLOVER, CAMEO and GDELT have for it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from jsonschema import Draft202012Validator

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.records import Claim, Document, Objection, Party, Proposition, Voice, judgement
from foedus.show.exports import FORMATS, Given, happened, plover
from foedus.show.exports.gdelt import EVENTS, MENTIONS, events_table, mentions_table
from foedus.show.exports.petrarch import made as petrarch
from foedus.show.exports.phoenix import COLUMNS
from foedus.show.exports.phoenix import made as phoenix
from foedus.show.views import Views
from foedus.terms import MENTION_IS_ACTOR, Anonymity, Disagreement, Factuality, Role, RootNature, Sort, Status, Verb
from foedus.values import Period, Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Norway sent\ttwo ships to Chile on 6 May, \u2028a clerk said. " * 2
MAY = Period(since=date(2024, 5, 6), until=date(2024, 5, 7), written="6 May")


def told(
    *,
    sort: Sort = Sort.ACT,
    kind: str | None = "AID.arms-transfer",
    factuality: Factuality = Factuality.CERTAIN,
    status: Status | None = None,
    when: Period | None = MAY,
    published: date | None = date(2024, 5, 7),
    initiators: tuple[str, ...] = ("NOR",),
    targets: tuple[str, ...] = ("CHL",),
    denied: Disagreement | None = None,
    damaged: bool = False,
) -> Views:
    """A dossier of one proposition on one claim in one document."""
    document = Document(
        id="d" * 20, text=TEXT, publisher="Strelsau\tWire", published_on=published, gathered_from="a.txt"
    )
    place = Span(document=document.id, start=0, end=24, text=TEXT[:24])
    parties = tuple(
        Party(role=role, mention=f"{role}-{actor}", words=actor)
        for role, actors in ((Role.INITIATOR, initiators), (Role.TARGET, targets))
        for actor in actors
    )
    voice = Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED)
    claim = Claim(
        id="c" * 20, says="s", document=document.id, sort=sort, evidence=place, kind=kind, status=status,
        parties=parties, voices=(voice,), factuality=factuality, when=when, damaged=damaged, confidence=0.8,
    )  # fmt: skip
    denials = (Objection(claim=claim.id, respect=denied, because="it says so"),) if denied else ()
    proposition = Proposition(
        id="0123456789abcdef0123", says=place.text, sort=sort, kind=kind, initiators=initiators, targets=targets,
        others=(), when=when, supporting=(claim.id,), denying=denials, qualifying=(), refines=(), roots=(), lower=1,
        upper=1, outlets=1, unknown=0, belief=0.5,
    )  # fmt: skip
    judged = tuple(
        judgement(about=MENTION_IS_ACTOR, subject=each.mention, candidate=each.words, by=Verb.RESOLVE, because="named")
        for each in parties
    )
    material = Material(documents=(document,), claims=(claim,), judgements=judged, propositions=(proposition,))
    return Views(material=material, world=load_world(), language=load_language())


@pytest.mark.parametrize(
    ("reason", "case"),
    [
        (happened.NO_ACT, {"sort": Sort.FORECAST}),
        (happened.NO_ACT, {"sort": Sort.INTENT}),
        (happened.NO_ACT, {"sort": Sort.DENIAL}),
        (happened.NO_KIND, {"kind": None}),
        (happened.NO_KIND, {"kind": "OTHER"}),
        (happened.UNSURE, {"factuality": Factuality.POSSIBLE}),
        (happened.UNSURE, {"factuality": Factuality.PROBABLE}),
        (happened.UNSURE, {"factuality": Factuality.CERTAINLY_NOT}),
        (happened.UNSURE, {"factuality": Factuality.UNCOMMITTED}),
        (happened.NOT_DONE, {"status": Status.PROPOSED}),
        (happened.NOT_DONE, {"status": Status.AGREED}),
        (happened.NOT_DONE, {"status": Status.CANCELLED}),
        (happened.NOT_DONE, {"status": Status.DENIED}),
        (happened.DENIED, {"denied": Disagreement.POLARITY}),
        (happened.DAMAGED, {"damaged": True}),
        (happened.AHEAD, {"published": date(2024, 5, 1)}),
        (happened.NO_ACTOR, {"initiators": ()}),
    ],
)
def test_what_did_not_happen_goes_out_as_no_event(reason: str, case: dict[str, Any]) -> None:
    given = Given(views=told(**case))
    for make in (plover.plain, petrarch, phoenix, events_table, mentions_table):
        made = make(given)
        assert made.content == b"", f"{make.__module__} tells it as an event"
        assert dict(made.left_out) == {reason: 1}
    (row,) = lines(plover.extended(given).content)
    assert row["has_event"] is False
    assert row["event"] == []
    assert row["foedus"]["no_event_because"] == reason


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"status": Status.DELIVERED},
        {"status": Status.UNDER_WAY},
        {"kind": "AGREE.treaty", "status": Status.AGREED},
        {"denied": Disagreement.QUANTITY},
    ],
)
def test_what_happened_goes_out_in_every_event_format(case: dict[str, Any]) -> None:
    given = Given(views=told(**case))
    for make in (plover.plain, plover.extended, petrarch, phoenix, events_table, mentions_table):
        assert make(given).count == 1


def test_what_two_do_together_is_done_by_each_to_the_other() -> None:
    given = Given(views=told(kind="COOPERATE.exercise", initiators=("NOR", "CHL", "CHL/MIL"), targets=()))
    rows = [line.split("\t") for line in petrarch(given).content.decode().splitlines()]
    assert [row[:4] for row in rows] == [["20240507", "CHL", "NOR", "062"], ["20240507", "NOR", "CHL", "062"]]


def test_an_event_without_a_day_is_none_for_formats_that_need_one() -> None:
    assert plover.plain(Given(views=told(when=None))).left_out == {happened.NO_DAY: 1}
    for make in (petrarch, phoenix):
        assert make(Given(views=told(published=None))).left_out == {happened.NO_DAY: 1}
    (row,) = lines(plover.extended(Given(views=told(when=None))).content)
    assert "date" not in row, "no publication day stands in for it"


def test_one_alone_is_no_event_between_two() -> None:
    given = Given(views=told(targets=()))
    for make in (plover.plain, petrarch, phoenix, events_table, mentions_table):
        assert make(given).left_out == {happened.NO_RECIPIENT: 1}


def test_an_actor_without_a_code_is_left_out_and_counted() -> None:
    assert petrarch(Given(views=told(initiators=("WEST",)))).left_out == {happened.NO_CODE: 1}


# ---- the rows, read as their own readers read them


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


_ACTORS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "sector": {"type": "string", "pattern": "^([A-Z]{3}){1,2}$"},
            **{name: {"type": "string"} for name in ("actor_text", "identifier_id", "identifier_text")},
        },
        "additionalProperties": False,
    },
}
_TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
          "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]  # fmt: skip
# The table of JSON fields in the PLOVER manual (openeventdata/PLOVER, PLOVER_MANUAL.tex), as a schema.
PLOVER = {
    "type": "object",
    "required": ["id", "date", "source", "event"],
    "properties": {
        "id": {"type": "string"},
        "has_event": {"type": "boolean"},
        "date": {"type": "string", "format": "date"},
        "enddate": {"type": "string", "format": "date"},
        "source": _ACTORS | {"minItems": 1},
        "recipient": _ACTORS,
        "event": {"type": "array", "minItems": 1, "items": {"enum": _TYPES}},
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": {"type": "array", "items": {"type": "string"}},
        "context": {"type": "array"},
        "event_text": {"type": "array", "items": {"type": "string"}},
        "text": {"type": "string"},
        "text_info": {
            "type": "object",
            "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
            "additionalProperties": False,
        },
        "cite_info": {"type": "object", "additionalProperties": {"type": "string"}},
        "coder": {"type": "string"},
    },
    "additionalProperties": False,
}


def test_plain_plover_is_the_manual_s_and_nothing_more(house: Path) -> None:
    rows = lines(plover.plain(given_of(house)).content)
    assert rows
    rows += lines(plover.plain(Given(views=told())).content)
    validator = Draft202012Validator(PLOVER, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []


def test_our_plover_is_the_manual_s_with_one_field_more(house: Path) -> None:
    given = given_of(house)
    rows = lines(plover.extended(given).content)
    assert [row["id"] for row in rows] == sorted(each.id for each in given.views.material.propositions)
    events = [row for row in rows if row["has_event"]]
    fields = PLOVER | {
        "properties": PLOVER["properties"] | {"foedus": {"type": "object"}},
        "required": ["id", "source", "event", "foedus"],
    }
    assert [error.message for row in events for error in Draft202012Validator(fields).iter_errors(row)] == []
    assert all(row["event"] == [] for row in rows if not row["has_event"])
    for row in rows:
        for claim in row["foedus"]["claims"]:
            text = given.views.material.document[claim["document"]].text
            assert text[claim["start"] : claim["end"]] == claim["quote"]


def given_of(house: Path) -> Given:
    from foedus import Dossier
    from foedus.show.terminal import views

    with Dossier(house, create=False) as dossier:
        return Given(views=views(dossier), assessments=dossier.assessments(), problems=dossier.problems())


def test_cameo_lines_hold_together_whatever_a_text_holds(tmp_path: Path) -> None:
    given = Given(views=told())
    for make, width in ((petrarch, 8), (phoenix, len(COLUMNS)), (events_table, 61), (mentions_table, 16)):
        (line,) = make(given).content.decode().split("\n")[:-1]
        assert len(line.split("\t")) == width, make.__module__
    row = petrarch(given).content.decode().rstrip("\n").split("\t")
    assert row == ["20240507", "NOR", "CHL", "072", "", "c" * 20, "", "Strelsau Wire"]
    named = dict(zip(COLUMNS, phoenix(given).content.decode().rstrip("\n").split("\t"), strict=True))
    assert named["EventID"] == "0123456789abcdef0123-0"
    assert (named["EventRootCode"], named["QuadClass"], named["GoldsteinScore"]) == ("07", "2", "8.3")


# The types of the GDELT 2.0 event and mention codebooks.
_INTEGERS = {"GlobalEventID", "Day", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
             "NumArticles", "DATEADDED", "EventTimeDate", "MentionTimeDate", "MentionType", "SentenceID",
             "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
             "MentionDocLen"}  # fmt: skip
_FLOATS = {"FractionDate", "GoldsteinScale", "AvgTone", "MentionDocTone"}


def read_table(content: bytes, names: tuple[str, ...], file: Path) -> list[dict[str, Any]]:
    """The rows as a database reads them with the codebook's types."""
    file.write_bytes(content)
    types = {name: "BIGINT" if name in _INTEGERS else "DOUBLE" if name in _FLOATS else "VARCHAR" for name in names}
    found = duckdb.sql(
        "SELECT * FROM read_csv(?, delim='\t', header=false, quote='', escape='', columns=?, nullstr='')",
        params=[str(file), types],
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def test_gdelt_tables_are_read_with_the_types_of_the_codebook(house: Path, tmp_path: Path) -> None:
    for given in (Given(views=told()), given_of(house)):
        events = read_table(events_table(given).content, EVENTS, tmp_path / "a.export.CSV")
        mentions = read_table(mentions_table(given).content, MENTIONS, tmp_path / "a.mentions.CSV")
        assert events
        assert {each["GlobalEventID"] for each in mentions} == {each["GlobalEventID"] for each in events}
        ids = {each.id for each in given.views.material.propositions}
        for each in events:
            assert sum(identity.startswith(f"{each['GlobalEventID']:015x}"[:13]) for identity in ids) == 1
            assert each["NumMentions"] == sum(one["GlobalEventID"] == each["GlobalEventID"] for one in mentions)
            assert each["EventCode"].startswith(each["EventRootCode"])
        for each in mentions:
            assert each["Confidence"] in range(10, 101, 10)
            assert each["Extras"].split(";")[0].removeprefix("foedus=") in given.views.material.claim


def test_gdelt_tells_a_time_as_finely_as_the_text() -> None:
    year = Period(since=date(2023, 1, 1), until=date(2024, 1, 1), written="2023")
    month = Period(since=date(2024, 4, 1), until=date(2024, 5, 1), written="April")
    cells = {}
    for name, when in (("day", MAY), ("month", month), ("year", year), ("none", None)):
        row = events_table(Given(views=told(when=when))).content.decode().split("\t")
        cells[name] = row[1:5]
    assert cells["day"] == ["20240506", "202405", "2024", "2024.4274"]
    assert cells["month"] == ["", "202404", "2024", ""]
    assert cells["year"] == ["", "", "2023", ""]
    assert cells["none"] == [""] * 4


def test_every_kind_has_a_code_with_a_value() -> None:
    from foedus.show.exports.cameo import event_code, goldstein, quad_class

    quads = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
    for kind in load_language().kinds.values():
        if kind.id != "OTHER":
            code = event_code(kind)
            assert len(code) in {3, 4}
            value = float(goldstein(code))
            assert (value > 0) == (quad_class(code) <= 2), kind.id
            assert (quads[kind.quad] <= 2) == (quad_class(code) <= 2), kind.id


def test_every_format_is_made_by_a_function_that_exists() -> None:
    from importlib import import_module

    for form in FORMATS.values():
        module, _, function = form.maker.partition(":")
        assert callable(getattr(import_module(f"foedus.show.exports.{module}"), function))
