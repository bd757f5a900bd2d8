"""Kinds of acts and actors enter; CAMEO's codes for them leave, with the classes and the scale of the codes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from foedus.records import Kind
    from foedus.show.views import Views

# PLOVER's sectors that CAMEO spells otherwise, or has no finer code for.
_SECTORS = {"JRN": "MED", "MED": "HLH", "PRM": "REB", "SOC": "CVL", "PRE": "", "LAB": "LAB"}
_ROOTS = frozenset({"IGO", "NGO", "MNC"})  # sectors that are a code of their own where no country stands before them


@dataclass(frozen=True, kw_only=True)
class Coded:
    """An actor in CAMEO: the code, and its parts."""

    code: str
    country: str
    sector: str
    name: str


def event_code(kind: Kind) -> str:
    """The CAMEO code of a kind, of three or four digits; a root is its own "not specified below".

    >>> from foedus.knowledge.language import load_language
    >>> event_code(load_language().kind("AGREE")), event_code(load_language().kind("COOPERATE.exercise"))
    ('030', '062')
    """
    code = (kind.cameo or "").partition("|")[0]
    return f"{code}0" if len(code) == 2 else code


def quad_class(code: str) -> int:
    """CAMEO's quad class by its root: verbal and material cooperation, verbal and material conflict, 1 to 4."""
    root = int(code[:2])
    return 1 + sum(root > last for last in (5, 8, 13))


@cache
def _scale() -> dict[str, str]:
    text = files("foedus.show.exports").joinpath("goldstein.csv").read_text(encoding="utf-8")
    return {row["cameo"]: row["goldstein"] for row in csv.DictReader(text.splitlines())}


def goldstein(code: str) -> str:
    """The value on Goldstein's scale, as CAMEO.SCALE has it for the code.

    >>> goldstein("062")
    '7.4'
    """
    return _scale()[code]


def coded(identity: str, views: Views, on: date | None = None) -> Coded | None:
    """The actor as CAMEO codes it: a country and a sector, or a kind of organisation; None without such a code."""
    world, name = views.world, views.actor(identity)
    owner, _, part = identity.partition("/")
    known = world.actors.get(identity)
    country = world.country_of(owner) or ""
    sector = part or (world.sector_on(identity, on) if known else None) or ""
    sector = _SECTORS.get(sector, sector)
    if len(country) == 3 and country.isalpha() and country.isupper():
        return Coded(code=f"{country}{sector}", country=country, sector=sector, name=name)
    if sector in _ROOTS:
        return Coded(code=sector, country="", sector=sector, name=name)
    return None
