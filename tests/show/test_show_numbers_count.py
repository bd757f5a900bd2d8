"""What `foedus why` opens of a number that was printed counts up to that number."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus.assemble import independence
from opening import below, claims_in, steps

if TYPE_CHECKING:
    from pathlib import Path

    from opening import Opener
    from serving import Served

PAIR = ("NOR", "CHL")


def test_propositions_count_up(measured: Path, opener: Opener) -> None:
    for each in foedus("propositions", "--json", "--dossier", measured).json:
        reason = opener.why(each["id"])
        told = next(one for one in reason.below if one.says.startswith("said by "))
        claims = [one.id for one in told.below]
        taken = {one.id for one in reason.below if one.says.startswith("taken back")}
        standing = [one for one in claims if one not in taken]
        assert independence(standing, opener.material) == (each["lower"], each["upper"])
        outlets = {
            opener.ways.views.publisher(opener.material.document[opener.material.claim[one].document])
            for one in standing
        }
        assert len(outlets) == each["outlets"]
        for stance, label in (("denies", "against"), ("qualifies", "qualified")):
            shown = [one for one in reason.below if one.says.startswith(f"{label}, in ")]
            assert len(shown) == sum(one["stance"] == stance for one in each["claims"])
        assert f"belief {each['belief']:.2f}" in reason.says


def test_roots_count_up(measured: Path, opener: Opener) -> None:
    for each in foedus("sources", "--json", "--dossier", measured).json:
        assert sorted(one.id for one in opener.why(each["id"]).below if one.says.startswith("claim: ")) == sorted(
            each["claims"]
        )
    unread = foedus("unread", "--json", "--dossier", measured).json
    assert unread
    for each in unread:
        reason = opener.why(each["id"])
        alone, shared = (
            below(reason, one) for one in ("propositions on it alone", "propositions that others support too")
        )
        assert (len(alone), len(alone) + len(shared)) == (each["alone"], each["propositions"])
        claims = [one for one in reason.below if one.says.startswith("claim: ")]
        papers = {opener.material.claim[one.id].document for one in claims}
        outlets = {opener.ways.views.publisher(opener.material.document[one]) for one in papers}
        assert (len(claims), len(outlets)) == (each["claims"], each["outlets"])


def test_copies_count_up(measured: Path, opener: Opener) -> None:
    for each in foedus("sources", "--copies", "--json", "--dossier", measured).json:
        words = [one.words for one in steps(opener.why(each["id"])) if one.words is not None]
        assert words
        assert 0 < each["share"] <= 1


@pytest.mark.parametrize("time", [(), ("--since", "2024-01", "--until", "2024-12")])
def test_assessments_count_up(measured: Path, opener: Opener, time: tuple[str, ...]) -> None:
    answer = foedus("relation", *PAIR, *time, "--json", "--dossier", measured).json
    told = [each for each in answer["assessments"] if each["grounds"] or each["counter_grounds"]]
    assert told
    for each in told:
        reason = opener.why(each["why"])
        if each["id"] is not None:
            assert [one.says for one in opener.why(each["id"]).below] == [one.says for one in reason.below]
        sides = {
            name: below(reason, label) for name, label in (("grounds", "for it"), ("counter_grounds", "against it"))
        }
        for name, found in sides.items():
            assert {one.id for one in found} == set(each[name])
        both = [claim for found in sides.values() for one in found for claim in claims_in(one)]
        named, unnamed = (
            below(reason, label) for label in ("roots that the texts name", "roots that they do not name")
        )
        side = sides["grounds"] or sides["counter_grounds"]
        behind = {opener.material.root_of[claim].id for one in side for claim in claims_in(one)}
        assert each["upper"] <= len(behind)
        assert each["lower"] <= len([one for one in named if one.id in behind])
        assert len(named) + len(unnamed) <= len({opener.material.root_of[claim].id for claim in both})
        rests = re.search(r"rests on (\d+) independent named roots(?: and (\d+) that)?", each["says"])
        if rests:
            assert int(rests[1]) <= len(named)
            assert int(rests[2] or 0) == len(unnamed)
        if each["rests_on"] == "one root":
            assert len(named) + len(unnamed) == 1
        apart = re.search(r"apart stands? (one|\d+) proposition", each["says"])
        shown = below(reason, "apart, and not counted")
        assert each["indicator"] is None or len(shown) == (int(apart[1].replace("one", "1")) if apart else 0)


def test_what_each_root_carries_counts_up(measured: Path, opener: Opener) -> None:
    answer = foedus("relation", *PAIR, "--json", "--dossier", measured).json
    every = opener.why("CHL-NOR/without")
    assert {each.id for each in every.below} == {each["why"] for each in answer["sensitivity"]}
    for each in answer["sensitivity"]:
        (told,) = opener.why(each["why"]).below
        assert len(claims_in(told)) == each["grounds"]
        assert f"{each['without']} instead of {each['rung']}" in told.says


@pytest.mark.parametrize(
    "how", [(), ("--by", "year"), ("--dated", "publication", "--scale", "goldstein", "--directed")]
)
def test_series_count_up(measured: Path, opener: Opener, how: tuple[str, ...]) -> None:
    found = foedus("series", *PAIR, *how, "--json", "--dossier", measured).json
    assert found["points"]
    for each in (*found["points"], *found["year_only"]):
        reason = opener.why(each["why"])
        named, unnamed, again = (
            below(reason, label)
            for label in ("counted, by roots that the texts name", "counted, by roots that they do not name",
                          "told once more by the same root")
        )  # fmt: skip
        counted = (*named, *unnamed)
        assert each["acts"] == {"claims": len(counted) + len(again), "low": len(named), "high": len(counted)}
        assert sorted(each["claims"]) == sorted(claims_in(reason))
        for quad, count in each["quads"].items():
            assert count["high"] == sum(one.says.startswith(f"{quad}: ") for one in counted)
        values = [float(one) for step in counted for one in re.findall(r", ([+-]\d+\.\d)", step.says)]
        assert each["mean"] == (round(sum(values) / len(values), 2) if values else None)
        assert each["denied"] == sum("denied by others" in one.says for one in counted)
        assert each["documents"] == len(below(reason, "read"))
    for name in ("wide", "undated"):
        assert found[name]["claims"] == len(claims_in(opener.why(found[name]["why"])))
    whole = opener.why(found["why"])
    assert {each["why"] for each in found["points"]} <= {each.id for each in whole.below}
    assert f"Documents read: {found['documents']}, without a date {found['undated_documents']}" in whole.says


def test_the_brief_counts_up(measured: Path, opener: Opener) -> None:
    told = foedus("brief", *PAIR, "--dossier", measured).out
    line = next(each for each in told.splitlines() if "`CHL-NOR/brief`" in each)
    printed = [int(each) for each in re.findall(r"(\d+) (?:claim|document|outlet|root)", line)]
    reason = opener.why("CHL-NOR/brief")
    assert printed == [len(below(reason, each)) for each in ("claims", "documents", "outlets", "roots")]
    rows = re.findall(r"\| (\d+) \| (?:yes|no) \| `\w+`, `(\S+)` \|", told)
    assert rows
    for claims, own in rows:
        assert len(claims_in(opener.why(own))) == int(claims)


def test_the_claims_that_name_both_count_up(numbers: Served, opener: Opener) -> None:
    found = json.loads(numbers.ask("/relations/CHL-NOR.json")[1])
    assert found["claims"] == len(claims_in(opener.why(found["why"]))) > 1


def test_figures_count_up(measured: Path) -> None:
    answer = foedus("relation", *PAIR, "--against", "NATO,CAN-USA:1960-", "--json", "--dossier", measured).json
    held = {each["id"]: each for each in answer["figures"]}
    assert len(held) > 30
    longest = sorted(held.values(), key=lambda each: -each["counted"])[:6]
    for each in longest:
        reason = foedus("why", each["id"], "--json", "--dossier", measured).json
        rows = [one for one in reason["below"] if one["says"].startswith("row: ")]
        assert len(rows) == each["counted"], each["id"]
        assert each["reads"] in reason["says"]


def test_leaving_a_root_out_of_a_proposition_counts_up(numbers: Served, opener: Opener) -> None:
    best = max(opener.material.propositions, key=lambda each: (len(each.roots), each.id))
    rows = json.loads(numbers.ask(f"/propositions/{best.id}.json")[1])["left_out"]
    assert rows
    for each in rows:
        reason = opener.why(each["why"])
        stays = [one.id for one in below(reason, "stays")]
        lower, upper = independence(stays, opener.material)
        assert upper == each["upper"]
        assert each["lower"] <= lower
        assert f"{each['lower']} to {each['upper']} independent roots" in reason.says


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("CHL-NOR/month/1066-01", "nothing in this dossier has an id"),
        ("CHL-NOR/ladder/dance", "nothing in this dossier has an id"),
        ("CHL-NOR/without/ffff", "nothing in this dossier has an id"),
        ("CHL-NOR/brief/ffff", "nothing in this dossier has an id"),
        ("CHL-XXX/brief", "no actor is called 'XXX'"),
        ("CHL-NOR/ladder?since=soon", "'soon' in 'CHL-NOR/ladder?since=soon' is no day"),
        ("CHL-NOR/month?dated=never", "'never' in 'CHL-NOR/month?dated=never' means nothing"),
        ("ffffffff/without/ffff", "nothing in this dossier has an id"),
    ],
)
def test_a_handle_of_nothing_is_told_in_a_sentence(measured: Path, words: str, says: str) -> None:
    told = foedus("why", words, "--dossier", measured)
    assert (told.code, told.out) == (2, "")
    assert says.casefold() in told.err.casefold()
