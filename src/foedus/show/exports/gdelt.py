"""Events enter; GDELT 2.0's event table (61 columns) and mention table (16) leave, without headings, as it has none.

`GlobalEventID` has to be a whole number: it is the first thirteen hexadecimal digits of a proposition's id, and two
more for the pair of actors. What GDELT would fill by a guess (tone, places, a day that no text tells) is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.gather.gdelt import EVENTS
from foedus.show.exports import Given, Made
from foedus.show.exports.cameo import Coded, goldstein, quad_class
from foedus.show.exports.coded_events import coded_events
from foedus.show.exports.happened import days, published
from foedus.show.exports.writing import tab_lines
from foedus.terms import Role

if TYPE_CHECKING:
    from datetime import date

    from foedus.records import Claim
    from foedus.show.exports.coded_events import EventRow
    from foedus.show.views import Views

MENTIONS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_WEB, _CITATION = 1, 2  # MentionType


def events_table(given: Given) -> Made:
    """The event table, by id."""
    rows, left_out = coded_events(given.views)
    lines = sorted((_event(each, given.views) for each in rows), key=lambda line: int(line[0]))
    return Made(content=tab_lines(lines), count=len(lines), left_out=left_out)


def mentions_table(given: Given) -> Made:
    """The mention table: one line for each claim that tells an event as happened, by event and claim."""
    rows, left_out = coded_events(given.views)
    lines = [_mention(row, claim, given.views) for row in rows for claim in row.event.claims]
    lines.sort(key=lambda line: (int(line[0]), line[-1]))
    return Made(content=tab_lines(lines), count=len(lines), left_out=left_out)


def number_of(row: EventRow) -> int:
    """The event's number: written in hexadecimal with fifteen digits, the first thirteen are for `foedus why`."""
    return int(f"{row.event.proposition.id[:13]}{row.number:02x}", 16)


def _event(row: EventRow, views: Views) -> tuple[str, ...]:
    claims = row.event.claims
    documents = [views.material.document[each.document] for each in claims]
    outlets = {views.material.outlet_of.get(each.id, each.id) for each in documents}
    cells = {
        "GlobalEventID": str(number_of(row)),
        **_days(*days(row.event.proposition)),
        **_actor("Actor1", row.source),
        **_actor("Actor2", row.target),
        "EventCode": row.code,
        "EventBaseCode": row.code[:3],
        "EventRootCode": row.code[:2],
        "QuadClass": str(quad_class(row.code)),
        "GoldsteinScale": goldstein(row.code),
        "NumMentions": str(len(claims)),
        "NumSources": str(len(outlets)),
        "NumArticles": str(len({each.id for each in documents})),
        "DATEADDED": _stamp(published(row.event, views)),
        "SOURCEURL": next((each.url for each in documents if each.url), documents[0].gathered_from),
    }
    return tuple(cells.get(name, "") for name in EVENTS)


def _days(since: date | None, last: date | None) -> dict[str, str]:
    """The columns of time, each filled only as finely as the text tells."""
    if since is None or last is None or since.year != last.year:
        return {}
    told = {"Year": f"{since:%Y}"}
    if since.month == last.month:
        told["MonthYear"] = f"{since:%Y%m}"
    if since == last:
        fraction = (since.month * 30 + since.day) / 365
        told |= {"Day": f"{since:%Y%m%d}", "FractionDate": f"{since.year + min(fraction, 0.9999):.4f}"}
    return told


def _actor(which: str, actor: Coded) -> dict[str, str]:
    told = {"Code": actor.code, "Name": actor.name.upper(), "CountryCode": actor.country, "Type1Code": actor.sector}
    return {f"{which}{name}": value for name, value in told.items()}


def _mention(row: EventRow, claim: Claim, views: Views) -> tuple[str, ...]:
    document = views.material.document[claim.document]
    root = views.material.root_of.get(claim.id)
    extras = {
        "foedus": claim.id,
        "root": root.id if root else "",
        "factuality": claim.factuality.value,
        "manner": claim.manner.value,
    }
    cells = {
        "GlobalEventID": str(number_of(row)),
        "EventTimeDate": _stamp(published(row.event, views)),
        "MentionTimeDate": _stamp(document.published_on),
        "MentionType": str(_WEB if document.url else _CITATION),
        "MentionSourceName": views.material.outlet_of.get(document.id, ""),
        "MentionIdentifier": document.url or document.gathered_from,
        "Actor1CharOffset": _offset(claim, Role.INITIATOR, views),
        "Actor2CharOffset": _offset(claim, Role.TARGET, views),
        "ActionCharOffset": str((claim.predicate or claim.evidence).start),
        "InRawText": "1",
        "Confidence": str(max(10, round(claim.confidence * 10) * 10)),
        "MentionDocLen": str(len(document.text)),
        "Extras": ";".join(f"{name}={value}" for name, value in extras.items()),
    }
    return tuple(cells.get(name, "") for name in MENTIONS)


def _offset(claim: Claim, role: Role, views: Views) -> str:
    """Where the first party of this role stands, nothing where the claim has none."""
    mentions = views.material.mention
    held = [mentions[each.mention].span for each in claim.parties if each.role is role and each.mention in mentions]
    inside = [each for each in held if each.document == claim.document]
    return str(min(each.start for each in inside)) if inside else ""


def _stamp(day: date | None) -> str:
    return f"{day:%Y%m%d}000000" if day else ""
