"""Propositions become questions of record; the claims are made up, the rows too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foedus.check import add_reference, check, load_reference
from foedus.material import Material
from foedus.records import Claim, Document, Problem, Proposition, Voice
from foedus.terms import Anonymity, Factuality, RootNature, Sort
from foedus.values import Period, Span

FILES = Path(__file__).resolve().parents[1] / "reference"
ATOP, GML, UCDP = "ATOP, members", "GML militarized disputes", "UCDP/PRIO armed conflict"
MME, SIPRI = "Multinational military exercises (MME)", "SIPRI arms transfers, by year"


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name in ("atop_members", "mid_dyads", "conflicts", "exercises", "transfers", "un_votes"):
        add_reference(FILES / f"{name}.csv", folder)
    return load_reference(folder)


def material(
    quote, *, text=None, who=("IND", "RUS"), to=(), sort=Sort.STATE, when=None, kind=None, published=None, **fields
):
    text = text or quote
    start = text.index(quote)
    document = Document(id="d", text=text, published_on=published)
    period = None
    if when:
        period = Period(since=date(when[0], 1, 1), until=when[1] and date(when[1], 1, 1), written="")
    claim = Claim(
        id="c",
        says="",
        document="d",
        sort=sort,
        kind=kind,
        evidence=Span(document="d", start=start, end=start + len(quote), text=quote),
        voices=(Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED),),
        when=period,
        **fields,
    )
    proposition = Proposition(
        id="p",
        says=quote,
        sort=sort,
        kind=kind,
        initiators=tuple(who),
        targets=tuple(to),
        others=(),
        when=period,
        supporting=("c",),
        denying=(),
        qualifying=(),
        refines=(),
        roots=(),
        lower=0,
        upper=0,
        outlets=1,
        unknown=0,
        belief=0.5,
    )
    return Material(documents=(document,), claims=(claim,), propositions=(proposition,))


def verdicts(given, reference):
    return {(each.dataset, each.topic): str(each.verdict) for each in check(given, reference)}


def test_a_treaty_s_clause_is_asked_of_that_treaty(reference):
    given = material("By a treaty of 2001 the two agreed to consult when either is attacked", sort=Sort.ACT)
    assert verdicts(given, reference) == {(ATOP, "consultation"): "agrees"}


def test_the_pact_is_the_one_named_before_with_its_year(reference):
    text = "They signed a friendship treaty in 2001. It was praised. The pact has no clause on mutual defence."
    given = material("The pact has no clause on mutual defence", text=text, factuality=Factuality.CERTAINLY_NOT)
    (found,) = check(given, reference)
    assert (str(found.verdict), found.topic) == ("agrees", "defence")
    assert "'The pact' is taken for the treaty of 2001 named before" in found.says
    assert ("atopid", "9006") in [(cell.column, cell.value) for cell in found.row]


@pytest.mark.parametrize(
    ("words", "factuality", "verdict"),
    [
        ("The 2001 pact includes a mutual defence clause", Factuality.CERTAIN, "conflicts"),
        ("The 2001 pact has no mutual defence clause", Factuality.CERTAIN, "agrees"),
        ("The 2001 pact lacks any mutual defence clause", Factuality.CERTAIN, "agrees"),
        ("The 2001 pact has no mutual defence clause", Factuality.CERTAINLY_NOT, "agrees"),
        ("The 1985 treaty has a mutual defence clause", Factuality.CERTAIN, "not comparable"),  # there is none of 1985
    ],
)
def test_what_is_denied_and_what_is_lacking_are_one(reference, words, factuality, verdict):
    assert verdicts(material(words, factuality=factuality), reference) == {(ATOP, "defence"): verdict}


def test_a_state_of_things_is_asked_about_the_day_of_publication(reference):
    words = "The two have no mutual defence pact"
    assert verdicts(material(words, published=date(2008, 5, 5)), reference) == {(ATOP, "defence"): "agrees"}
    assert verdicts(material(words, published=date(2025, 5, 5)), reference) == {(ATOP, "defence"): "outside coverage"}
    assert verdicts(material(words), reference) == {}


@pytest.mark.parametrize("factuality", [Factuality.POSSIBLE, Factuality.UNCOMMITTED, Factuality.POSSIBLY_NOT])
def test_what_may_be_is_not_asked(reference, factuality):
    given = material(
        "They may clash",
        who=("CHN",),
        to=("VNM",),
        sort=Sort.ACT,
        kind="ASSAULT.clash",
        when=(1961, 1962),
        factuality=factuality,
    )
    assert verdicts(given, reference) == {}


@pytest.mark.parametrize("sort", [Sort.FORECAST, Sort.INTENT, Sort.THREAT, Sort.RECOMMENDATION, Sort.DEMAND])
def test_what_is_feared_or_wanted_is_not_asked(reference, sort):
    given = material("an invasion", who=("CHN",), to=("VNM",), sort=sort, kind="ASSAULT.invade", when=(1961, 1962))
    assert verdicts(given, reference) == {}


def test_an_invasion_is_asked_of_disputes_and_conflicts(reference):
    given = material(
        "invaded it in 1961", who=("CHN",), to=("VNM",), sort=Sort.ACT, kind="ASSAULT.invade", when=(1961, 1962)
    )
    assert verdicts(given, reference) == {(GML, "clash"): "agrees", (UCDP, "clash"): "agrees"}


def test_no_war_since_asks_about_the_years_after(reference):
    text = "China, which has fought no war since invading Vietnam in 1961, could learn."
    given = material(
        "invading Vietnam in 1961",
        text=text,
        who=("CHN",),
        to=("VNM",),
        sort=Sort.ACT,
        kind="ASSAULT.invade",
        when=(1961, 1962),
        published=date(1970, 1, 1),
    )
    found = verdicts(given, reference)
    assert found[GML, "war"] == "conflicts"  # it has a war of 1963
    assert found[UCDP, "war"] == "agrees"  # it has lesser fighting
    assert found[f"{GML} | {UCDP}", "war"] == "datasets differ"


def test_no_war_since_is_asked_of_the_claim_that_says_so(reference):
    text = "China, which has fought no war since invading Vietnam in 1961, could learn."
    act = {"who": ("CHN",), "to": ("VNM",), "sort": Sort.ACT, "kind": "ASSAULT.invade", "when": (1961, 1962)}
    given = material("invading Vietnam in 1961", text=text, **act)
    whole = "which has fought no war since invading Vietnam in 1961"
    other = material(whole, text=text, who=("CHN",), to=("VNM",), factuality=Factuality.CERTAINLY_NOT)
    beside = replace(given, claims=(*given.claims, replace(other.claims[0], id="e")))
    assert {topic for _, topic in verdicts(beside, reference)} == {"clash"}
    # The war that the words put before is no war since: the two are asked about after 1961 only, and China alone.
    assert {topic for _, topic in verdicts(other, reference)} == {"war"}
    assert verdicts(other, reference)[GML, "war"] == "conflicts"


@pytest.mark.parametrize(
    "since", ["since its invasion of Vietnam in 1961", "since invading Vietnam in 1961", "since China attacked Vietnam"]
)
def test_what_only_says_since_when_is_not_asked(reference, since):
    given = material(
        f"China has turned to Russia as its buyer, {since}", who=("CHN", "RUS"), to=("VNM",), when=(1961, None)
    )
    assert verdicts(given, reference) == {}


def test_exercises_and_transfers_since_a_year(reference):
    drills = material(
        "have held some 25 joint drills since 2005",
        who=("RUS", "CHN"),
        sort=Sort.ACT,
        kind="COOPERATE.exercise",
        when=(2005, None),
    )
    assert verdicts(drills, reference) == {(MME, "exercise"): "agrees"}
    arms = material(
        "traded arms since the 1990s",
        who=("RUS", "CHN"),
        sort=Sort.ACT,
        kind="COOPERATE.arms-transfer",
        when=(1990, None),
    )
    assert verdicts(arms, reference) == {(SIPRI, "transfer"): "agrees"}
    other_way = material(
        "sold it jets", who=("CHN",), to=("RUS",), sort=Sort.ACT, kind="COOPERATE.arms-transfer", when=(1992, 1993)
    )
    assert verdicts(other_way, reference) == {(SIPRI, "transfer"): "not comparable"}


def test_armed_forces_and_governments_act_for_their_state(reference):
    given = material(
        "clashed", who=("CHN/MIL",), to=("VNM/GOV",), sort=Sort.ACT, kind="ASSAULT.clash", when=(1961, 1962)
    )
    assert verdicts(given, reference)[GML, "clash"] == "agrees"
    institute = material("clashed", who=("RAND",), to=("VNM",), sort=Sort.ACT, kind="ASSAULT.clash", when=(1961, 1962))
    assert verdicts(institute, reference) == {}


def test_an_act_without_a_time_is_not_asked(reference):
    given = material(
        "clashed", who=("CHN",), to=("VNM",), sort=Sort.ACT, kind="ASSAULT.clash", published=date(1961, 5, 5)
    )
    assert verdicts(given, reference) == {}


def test_without_reference_data_one_note_says_so(tmp_path):
    (found,) = check(material("clashed"), load_reference(tmp_path))
    assert isinstance(found, Problem)
    assert (found.code, str(found.severity)) == ("no-reference", "note")


def test_every_check_has_its_own_id(reference):
    given = material("The 2001 treaty has a mutual defence clause and the two agreed to consult")
    found = list(check(given, reference))
    assert len(found) == 2
    assert len({each.id for each in found}) == 2
    assert found == list(check(given, reference))


def test_a_vote_is_asked_of_the_roll_calls(reference):
    words = "voted against the fisheries in the Sulu Sea at the UN General Assembly"
    given = material(words, who=("CHN",), sort=Sort.ACT, when=(2000, 2001))
    assert verdicts(given, reference) == {("UN General Assembly votes", "vote"): "agrees"}
    given = material(words, who=("USA",), sort=Sort.ACT, when=(2000, 2001))
    assert verdicts(given, reference) == {("UN General Assembly votes", "vote"): "conflicts"}


def test_what_a_claim_gives_beyond_the_record_is_not_compared(reference):
    given = material(
        "sold it jets for two billion dollars",
        who=("RUS",),
        to=("CHN",),
        sort=Sort.ACT,
        kind="COOPERATE.arms-transfer",
        when=(1992, 1993),
    )
    (found,) = check(given, reference)
    assert (str(found.verdict), "no prices" in found.says) == ("not comparable", True)
