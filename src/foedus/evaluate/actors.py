"""How well actor strings are coded: strings with the country and sector expected of each enter, figures leave.

The file has one JSON object a line: `args` (a string, perhaps a country, perhaps a day), `kwargs`, and `expect`, a list
of assertions on `country` and `code_1`. Look-ups of an encyclopaedia page assert neither and are left out. Strings
whose expectation is wrong or not of this domain are set aside by the fingerprint of their arguments, each with its
reason.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from foedus.errors import BadGold
from foedus.knowledge.world import load_world
from foedus.records import Document, Mention, document_id, mention_id
from foedus.resolve import resolve
from foedus.terms import Nature, Opinion
from foedus.values import Span, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.knowledge.world import World

_COUNTRY = re.compile(r"(?:code\['country'\]|cc) == '(\w*)'")
_SECTOR = re.compile(r"code\['code_1'\] == '(\w*)'")
_NONE = "code is None"
_TODAY = date(2022, 12, 1)  # the day on which the file's expectations were written, near enough
_DAYS = ("%Y-%m-%d", "%d %B %Y")
# What the file calls organisations of states, by the id that they are or belong to.
_ORGANISATIONS = {"UN": "UNO", "EU": "EUR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A string with what is expected of it; None where nothing is, an empty string where none must be found."""

    words: str
    home: str | None
    day: date | None
    country: str | None
    sector: str | None
    key: str

    @property
    def asserts_country(self) -> bool:
        """Whether a country is expected, not its absence."""
        return bool(self.country)


def figures(path: Path) -> dict[str, Any]:
    """The shares of expected countries and sectors that we give, over all strings and without those set aside."""
    world = load_world()
    aside = _set_aside()
    cases = [case for case in _cases(path) if case.country is not None or case.sector is not None]
    codes = {case.key: code_of(case.words, world, on=case.day, home=case.home) for case in cases}
    kept = [case for case in cases if case.key not in aside]
    return {
        "strings": len(cases),
        "country": _share(case.country == codes[case.key][0] for case in kept if case.asserts_country),
        "no_country": _share(not codes[case.key][0] for case in kept if case.country == ""),
        "sector": _share(case.sector == codes[case.key][1] for case in kept if case.sector is not None),
        "country_of_all": _share(case.country == codes[case.key][0] for case in cases if case.asserts_country),
        "sector_of_all": _share(case.sector == codes[case.key][1] for case in cases if case.sector is not None),
        "wrong": [_row(case, codes[case.key]) for case in kept if _is_wrong(case, codes[case.key])],
        "set_aside": [{"words": case.words, "because": aside[case.key]} for case in cases if case.key in aside],
    }


def code_of(words: str, world: World, *, on: date | None = None, home: str | None = None) -> tuple[str, str]:
    """The country and the PLOVER sector of an actor string; each empty where the string tells none.

    >>> code_of("Ruritanian troops", load_world())
    ('', 'MIL')
    """
    document = Document(id=document_id(publisher=None, url=None, text=words), text=words, published_on=on)
    span = Span(document=document.id, start=0, end=len(words), text=words)
    mention = Mention(id=mention_id(span), span=span, nature=Nature.ORGANISATION)
    sure = [each.candidate for each in resolve(document, [mention], world) if each.opinion is Opinion.SAME]
    if sure:
        return _code(sure[0], world, rest=_without_names(words, world), on=on)
    named = {world.country_of(one.actor) for each in world.find(words) for one in each.candidates[:1]}
    homes = sorted(each for each in named if each)
    return (homes[0] if len(homes) == 1 else _home(home, world), world.sector_of(words) or "")


def _without_names(words: str, world: World) -> str:
    for name in reversed(world.find(words)):
        words = words[: name.start] + words[name.end :]
    return words


def _code(actor: str, world: World, *, rest: str, on: date | None) -> tuple[str, str]:
    known = world.actors[actor]
    country = known.country or next(
        (_ORGANISATIONS[each] for each in (actor, *known.part_of) if each in _ORGANISATIONS), ""
    )
    if known.sector == "IGO":
        return country or "IGO", world.sector_of(rest) or "IGO"
    return country, world.sector_on(actor, on) or ""


def _home(home: str | None, world: World) -> str:
    named = world.named(home) if home else ()
    return (world.country_of(named[0].actor) or "") if named else ""


def _cases(path: Path) -> list[Case]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_case(json.loads(line)) for line in lines if line.strip()]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadGold(path, "it is no JSON Lines of actor strings, each with the codes expected") from error


def _case(row: dict[str, Any]) -> Case:
    given = [ast.literal_eval(each) for each in row["args"]]
    named = {key: ast.literal_eval(value) for key, value in row["kwargs"].items()}
    wanted = " ; ".join(row["expect"])
    country, sector = _COUNTRY.search(wanted), _SECTOR.search(wanted)
    nothing = "" if _NONE in wanted else None
    asked = row["call"] != "query_wiki"
    unknown = "UNK"
    return Case(
        words=given[0],
        home=named.get("known_country") or named.get("country") or (given[1] if len(given) > 1 else None) or None,
        day=_day(named.get("query_date") or (given[2] if len(given) > 2 else "")),
        country=(country.group(1) if country else nothing) if asked else None,
        sector=(sector.group(1).replace(unknown, "") if sector else nothing) if asked else None,
        key=fingerprint(row["call"], *row["args"], *row["kwargs"].values()),
    )


def _day(written: str) -> date | None:
    if written == "today":
        return _TODAY
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _set_aside() -> dict[str, str]:
    with files("foedus.evaluate").joinpath("actors-set-aside.csv").open(encoding="utf-8") as lines:
        return {row["key"]: row["because"] for row in csv.DictReader(lines)}


def _share(answers: Any) -> float:
    given = list(answers)
    return round(sum(given) / len(given), 4) if given else 0.0


def _is_wrong(case: Case, code: tuple[str, str]) -> bool:
    return (case.country is not None and case.country != code[0]) or (
        case.sector is not None and case.sector != code[1]
    )


def _row(case: Case, code: tuple[str, str]) -> dict[str, Any]:
    return {"words": case.words, "expected": [case.country, case.sector], "given": list(code), "key": case.key}
