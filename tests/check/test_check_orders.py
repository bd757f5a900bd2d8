"""The twelve orders of `orders.toml`, from the real datasets, where they are at hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.check import add_reference, compare, load_reference, order
from foedus.check.comparators import comparator

ORDERS = tomllib.loads(Path(__file__).with_name("orders.toml").read_text())["order"]
FILES = (
    "atop-member-level.csv",
    "mme_v7.csv",
    "sipri-exports-processed.csv.gz",
    "IdealpointestimatesAll_Apr2020.csv",
    "peacesciencer/gml_dirdisp.rda",
    "peacesciencer/cow_mid_dirdisps.rda",
    "peacesciencer/ucdp_acd.rda",
    "peacesciencer/tss_rivalries.rda",
)


@pytest.fixture(scope="module")
def figures(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name in FILES:
        add_reference(shared / "data" / "reference" / name, folder)
    reference = load_reference(folder)
    words = dict.fromkeys(each[side] for each in ORDERS for side in ("above", "below"))
    return compare(tuple(comparator(each, reference.states) for each in words), reference)


def test_there_are_twelve():
    assert len(ORDERS) == len({(each["above"], each["below"], each["dimension"]) for each in ORDERS}) == 12


@pytest.mark.parametrize("told", ORDERS, ids=lambda each: f"{each['above']} {each['dimension']} {each['below']}")
def test_the_order_follows_from_the_record(figures, told):
    found = order(told["above"], told["below"], told["dimension"], figures)
    assert (found.stands, bool(found.figures)) == ("above", True), found
    assert order(told["below"], told["above"], told["dimension"], figures).stands == "below"
