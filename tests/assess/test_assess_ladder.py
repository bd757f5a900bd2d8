"""The ladder on hand-made propositions: what holds, what is disputed, what is not known, and on how many roots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from foedus.assess import Footing, alignment, assess, dyads, footing, load_framework, sensitivity
from foedus.errors import KnowledgeError
from foedus.material import Material
from foedus.records import Check, Claim, Document, Objection, Proposition, Root, Voice
from foedus.terms import Anonymity, Disagreement, Factuality, RootNature, Sort, Status, Verdict
from foedus.values import Cell, Period, Span

PAIR = ("CHN", "RUS")


class Dossier:
    """Builds a material claim by claim."""

    def __init__(self):
        self.documents, self.claims, self.roots, self.propositions, self.checks = [], [], {}, [], []

    def claim(self, words, root, *, nature=RootNature.ORGANISATION, **fields):
        name = f"d{len(self.documents)}"
        self.documents.append(Document(id=name, text=words))
        voice = Voice(name=root, nature=nature, anonymity=Anonymity.NAMED)
        fields.setdefault("sort", Sort.STATE)
        identity = f"c{len(self.claims)}"
        span = Span(document=name, start=0, end=len(words), text=words)
        self.claims.append(Claim(id=identity, says=words, document=name, evidence=span, voices=(voice,), **fields))
        known = self.roots.get(root) or Root(id=root, name=root, nature=nature, claims=())
        self.roots[root] = replace(known, claims=(*known.claims, identity))
        return identity

    def say(self, words, *roots, kind=None, sort=Sort.STATE, who=PAIR, to=(), denied_by=(), **fields):
        supporting = tuple(self.claim(words, root, kind=kind, sort=sort, **fields) for root in roots)
        denying = tuple(
            Objection(
                claim=self.claim(f"not so: {words}", root, sort=Sort.DENIAL), respect=Disagreement.POLARITY, because=""
            )
            for root in denied_by
        )
        identity = f"p{len(self.propositions)}"
        self.propositions.append(
            Proposition(
                id=identity,
                says=words,
                sort=sort,
                kind=kind,
                initiators=tuple(who),
                targets=tuple(to),
                others=(),
                when=None,
                supporting=supporting,
                denying=denying,
                qualifying=(),
                refines=(),
                roots=tuple(roots),
                lower=len(roots),
                upper=len(roots),
                outlets=1,
                unknown=0,
                belief=0.5,
            )
        )
        return identity

    def record(self, proposition, topic, verdict):
        identity = f"k{len(self.checks)}"
        self.checks.append(
            Check(
                id=identity,
                proposition=proposition,
                dataset="D",
                version="1",
                first_year=1,
                last_year=2,
                verdict=verdict,
                row=(Cell(column="a", value="b"),),
                says="",
                topic=topic,
            )
        )
        return identity

    @property
    def material(self):
        return Material(
            documents=tuple(self.documents),
            claims=tuple(self.claims),
            roots=tuple(self.roots.values()),
            propositions=tuple(self.propositions),
            checks=tuple(self.checks),
        )


@pytest.fixture
def dossier():
    return Dossier()


def rows(dossier, **options):
    found = list(assess(dossier.material, PAIR, **options))
    return found[0], {each.indicator: each for each in found[1:]}


def test_without_evidence_nothing_is_known(dossier):
    whole, indicators = rows(dossier)
    assert (whole.reached, whole.low, whole.high) == ("not known", None, None)
    assert {each.reached for each in indicators.values()} == {"not known"}
    assert "nothing in the dossier" in whole.says


def test_an_act_told_as_done_reaches_its_stage(dossier):
    told = dossier.say("they held an exercise", "A", "B", kind="COOPERATE.exercise", sort=Sort.ACT)
    whole, indicators = rows(dossier)
    assert (whole.low, whole.high) == ("moderate", "moderate")
    assert indicators["joint-exercises"].grounds == (told,)
    assert (indicators["joint-exercises"].lower, indicators["joint-exercises"].upper) == (2, 2)
    assert indicators["integrated-command"].reached == "not known"


@pytest.mark.parametrize(
    "fields",
    [
        {"factuality": Factuality.POSSIBLE, "sort": Sort.ACT},
        {"factuality": Factuality.UNCOMMITTED, "sort": Sort.ACT},
        {"sort": Sort.FORECAST},
        {"sort": Sort.INTENT},
        {"sort": Sort.RECOMMENDATION},
        {"sort": Sort.ACT, "status": Status.PROPOSED},
    ],
)
def test_what_is_planned_feared_or_possible_is_no_ground(dossier, fields):
    dossier.say("they will hold joint exercises", "A", kind="COOPERATE.exercise", **fields)
    whole, indicators = rows(dossier)
    assert whole.reached == "not known"
    assert indicators["joint-exercises"].grounds == ()
    assert "apart stands one" in indicators["joint-exercises"].says


def test_what_ended_a_generation_ago_is_no_ground_but_a_treaty_stands(dossier):
    long_ago = Period(since=date(1960, 1, 1), until=date(1961, 1, 1), written="1960")
    lately = Period(since=date(2023, 1, 1), until=date(2024, 1, 1), written="2023")
    dossier.say("they held an exercise", "A", kind="COOPERATE.exercise", sort=Sort.ACT, when=long_ago)
    assert rows(dossier)[1]["joint-exercises"].reached == "reached"  # nothing later is told: 1960 is the day
    dossier.say("he came to see them", "A", kind="CONSULT.visit", sort=Sort.ACT, when=lately)
    pact = dossier.say("the pact includes a mutual defence clause", "A", when=long_ago)
    indicators = rows(dossier)[1]
    assert indicators["joint-exercises"].reached == "not known"
    assert "long past" in indicators["joint-exercises"].says
    assert indicators["defence-obligation"].grounds == (pact,)


def test_words_that_lack_a_thing_speak_against_it(dossier):
    lacks = dossier.say("the two armies lack an integrated command", "A", sort=Sort.JUDGEMENT)
    clause = dossier.say("the pact has no mutual defence clause", "A")
    denied = dossier.say("the pact includes a mutual defence clause", "B", factuality=Factuality.CERTAINLY_NOT)
    whole, indicators = rows(dossier)
    assert indicators["integrated-command"].counter_grounds == (lacks,)
    assert indicators["integrated-command"].reached == "not reached"
    assert indicators["defence-obligation"].counter_grounds == (clause, denied)
    assert (whole.low, whole.high) == ("no stage", "no stage")


def test_no_in_another_clause_speaks_against_nothing(dossier):
    dossier.say("there is no doubt; an integrated command was set up", "A")
    assert rows(dossier)[1]["integrated-command"].reached == "reached"


def test_evidence_both_ways_is_an_interval(dossier):
    dossier.say("they held an exercise", "A", kind="COOPERATE.exercise", sort=Sort.ACT)
    dossier.say("they have an integrated command", "A")
    dossier.say("they lack an integrated command", "B")
    whole, indicators = rows(dossier)
    assert indicators["integrated-command"].reached == "disputed"
    assert (whole.reached, whole.low, whole.high) == ("moderate to advanced", "moderate", "advanced")


def test_a_denial_makes_an_act_disputed(dossier):
    told = dossier.say("they held an exercise", "A", kind="COOPERATE.exercise", sort=Sort.ACT, denied_by=("B",))
    found = rows(dossier)[1]["joint-exercises"]
    assert (found.reached, found.grounds, found.counter_grounds) == ("disputed", (told,), (told,))


def test_one_root_is_said_in_the_first_line(dossier):
    for number in range(3):
        dossier.say(f"drill {number}", "Only Office", kind="COOPERATE.exercise", sort=Sort.ACT)
    whole, indicators = rows(dossier)
    for each in (whole, indicators["joint-exercises"]):
        assert "rests on one root, Only Office" in each.says.splitlines()[0]
        assert (each.lower, each.upper) == (1, 1)


def test_unnamed_roots_count_in_the_upper_bound_only(dossier):
    dossier.say("a drill", "A", kind="COOPERATE.exercise", sort=Sort.ACT)
    dossier.say("another drill", "officials", kind="COOPERATE.exercise", sort=Sort.ACT, nature=RootNature.DESCRIBED)
    whole, _ = rows(dossier)
    assert (whole.lower, whole.upper) == (1, 2)
    assert "one named root, A, and 1 that the texts do not name" in whole.says.splitlines()[0]


def test_a_root_that_relies_on_another_is_that_other(dossier):
    dossier.say("a drill", "Report", "Leak", kind="COOPERATE.exercise", sort=Sort.ACT)
    dossier.roots["Report"] = replace(dossier.roots["Report"], upstream="Leak")
    assert rows(dossier)[0].upper == 1


def test_two_who_act_on_a_third_are_not_at_odds(dossier):
    dossier.say("they threatened it", "A", kind="THREATEN", sort=Sort.ACT, to=("USA",))
    dossier.say("one threatened the other", "A", kind="THREATEN", sort=Sort.ACT, who=("CHN",), to=("RUS",))
    assert rows(dossier)[1]["force-between-them"].grounds == ("p1",)


def test_rows_of_record_stand_beside_claims(dossier):
    told = dossier.say("the pact has a mutual defence clause", "A")
    agrees = dossier.record(told, "defence", Verdict.AGREES)
    against = dossier.record(told, "defence", Verdict.CONFLICTS)
    dossier.record(told, "exercise", Verdict.CONFLICTS)
    dossier.record(told, "defence", Verdict.OUTSIDE_COVERAGE)
    found = rows(dossier)[1]["defence-obligation"]
    assert found.grounds == (told, agrees)
    assert found.counter_grounds == (against,)
    assert found.reached == "disputed"
    assert found.upper == 1  # a row is no root


def test_leaving_a_root_out_shows_what_it_carries(dossier):
    dossier.say("a drill", "A", "B", kind="COOPERATE.exercise", sort=Sort.ACT)
    dossier.say("they have an integrated command", "B")
    dossier.say("talks", "C", kind="CONSULT", sort=Sort.ACT)
    found = {each.root: each for each in sensitivity(dossier.material, ("RUS", "CHN"))}
    assert next(iter(found)) == "B"
    assert (found["B"].rung, found["B"].without, found["B"].moves, found["B"].grounds) == (
        "advanced",
        "moderate",
        True,
        2,
    )
    assert not found["A"].moves
    assert not found["C"].moves


def test_the_same_material_gives_the_same_assessment(dossier):
    dossier.say("a drill", "A", "B", kind="COOPERATE.exercise", sort=Sort.ACT)
    dossier.say("they lack an integrated command", "C")
    first, second = (list(assess(dossier.material, pair)) for pair in (PAIR, PAIR[::-1]))
    assert first == second
    assert len({each.id for each in first}) == len(first)


def test_dyads_are_pairs_of_states_in_order(dossier):
    dossier.say("talks", "A", who=("RUS", "NATO"), to=("CHN", "USA"))
    assert dyads(dossier.material) == (("CHN", "RUS"), ("CHN", "USA"), ("RUS", "USA"))


OWN = """
id = "ties"
name = "Ties"
citation = "ours"
[[stages]]
id = "near"
after = "far"
name = "near"
[[stages]]
id = "far"
name = "far"
[[dimensions]]
id = "all"
[[indicators]]
id = "letters"
name = "letters"
stage = "far"
dimension = "all"
terms = ["exchanged letters"]
"""


def test_another_framework_can_be_given_as_a_file(dossier, tmp_path):
    file = tmp_path / "ties.toml"
    file.write_text(OWN)
    dossier.say("they exchanged letters", "A")
    whole, _ = rows(dossier, framework=load_framework(file))
    assert (whole.reached, whole.framework) == ("far", "ties")
    assert [each.id for each in load_framework(file).stages] == ["far", "near"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('after = "far"', 'after = "near"', "no line"),
        ('id = "far"\nname = "far"', 'id = "far"\nafter = "near"\nname = "far"', "no line"),
        ('stage = "far"', 'stage = "nearer"', "unknown stage 'nearer'"),
        ('dimension = "all"', 'dimension = "some"', "unknown dimension 'some'"),
        ('terms = ["exchanged letters"]', 'kinds = ["COOPERATE.letters"]', "unknown kind of act 'COOPERATE.letters'"),
        ('terms = ["exchanged letters"]', "", "neither kinds nor terms"),
        ("[[indicators]]", "[[things]]", "the file has 'things', which means nothing"),
        ('id = "ties"', "id = ties", "is not TOML"),
        ("[[indicators]]", OWN[OWN.index("[[indicators]]") :] + "[[indicators]]", "twice"),
    ],
)
def test_a_framework_that_contradicts_itself_is_refused(tmp_path, old, new, says):
    file = tmp_path / "ties.toml"
    assert old in OWN
    file.write_text(OWN.replace(old, new))
    with pytest.raises(KnowledgeError, match=says):
        load_framework(file)


@pytest.mark.parametrize(("old", "new"), [('dimension = "all"', 'dimension = "{}"'), ("[[indicators]]", "[[{}]]")])
def test_a_sentence_about_a_framework_does_not_say_a_page_of_it_back(tmp_path, old, new):
    file = tmp_path / "ties.toml"
    file.write_text(OWN.replace(old, new.format("x" * 20_000)))
    with pytest.raises(KnowledgeError) as wrong:
        load_framework(file)
    assert len(str(wrong.value)) < 600


def test_the_framework_s_own_kinds_and_stages_are_known():
    assert [each.id for each in alignment().stages] == ["early", "moderate", "advanced"]
    assert "to be checked" in alignment().note


def test_only_what_is_told_of_a_time_counts_for_it(dossier):
    old = Period(since=date(2005, 1, 1), until=date(2006, 1, 1), written="2005")
    new = Period(since=date(2019, 1, 1), until=date(2020, 1, 1), written="2019")
    dossier.say("they held an exercise", "A", kind="COOPERATE.exercise", sort=Sort.ACT, when=old)
    dossier.say("they held no exercise", "B", kind="COOPERATE.exercise", sort=Sort.ACT, when=new,
                factuality=Factuality.CERTAINLY_NOT)  # fmt: skip
    dossier.say("they signed a treaty of friendship", "A", kind="AGREE.treaty", sort=Sort.ACT, when=old)
    dossier.say("they are held to be rivals of each other", "A")
    within = Period(since=date(2015, 1, 1), until=date(2021, 1, 1), written="2015 to 2020")
    _, everything = rows(dossier)
    whole, then = rows(dossier, within=within)
    assert everything["joint-exercises"].reached == "disputed"
    assert then["joint-exercises"].reached == "not reached"
    assert then["other-treaty"].reached == "reached", "a treaty stands until it is ended"
    assert (everything["distrust"].reached, then["distrust"].reached) == ("reached", "not known")
    assert "left out: 2 propositions of other times than 2015 to 2020" in whole.says
    assert whole.method.endswith("2015 to 2020")
    assert whole.id != rows(dossier)[0].id


def test_a_state_of_things_without_a_time_is_of_the_day_on_which_it_was_published(dossier):
    dossier.say("they are rivals of each other and distrust one another", "A")
    dossier.documents[0] = replace(dossier.documents[0], published_on=date(2018, 5, 1))
    for year, reached in ((2018, "reached"), (2017, "not known")):
        within = Period(since=date(year, 1, 1), until=date(year + 1, 1, 1), written=str(year))
        assert rows(dossier, within=within)[1]["distrust"].reached == reached
    assert "last reported on 2018-05-01" in rows(dossier)[1]["distrust"].says


def test_a_word_of_lack_reaches_six_words_and_no_further_clause(dossier):
    dossier.say("they have no common or integrated command", "A")
    dossier.say("there is no doubt, they have a joint command", "B")
    found = rows(dossier)[1]["integrated-command"]
    assert (found.grounds, found.counter_grounds) == (("p1",), ("p0",))


def test_many_claims_of_one_source_are_one_root_and_counted_as_claims(dossier):
    dossier.say("they held an exercise", "A", "A", "A", "B", kind="COOPERATE.exercise", sort=Sort.ACT)
    found = {each.name: each.grounds for each in sensitivity(dossier.material, PAIR)}
    assert found == {"A": 3, "B": 1}


@pytest.mark.parametrize(
    ("roots", "found", "says"),
    [
        ((("Anna Ash", RootNature.PERSON),), Footing.ONE, "rests on one root, Anna Ash"),
        ((("an official", RootNature.DESCRIBED),), Footing.ONE, "one root, an official, which the texts do not name"),
        (
            (("Anna Ash", RootNature.PERSON), ("an official", RootNature.DESCRIBED)),
            Footing.PERHAPS_ONE,
            "one named root, Anna Ash, and 1 that the texts do not name, so it may be one root alone",
        ),
        (
            (("an official", RootNature.DESCRIBED), ("a trader", RootNature.DESCRIBED)),
            Footing.PERHAPS_ONE,
            "no named root, only on 2 that the texts do not name, so it may be one root alone",
        ),
        ((("Anna Ash", RootNature.PERSON), ("Ben Birch", RootNature.PERSON)), Footing.SEVERAL, "2 independent named"),
    ],
)
def test_an_assessment_says_first_whether_it_rests_on_one_root(dossier, roots, found, says):
    for name, nature in roots:
        words = f"an exercise, {name} said"
        claim = dossier.claim(words, name, nature=nature, kind="COOPERATE.exercise", sort=Sort.ACT)
        whole = dossier.say(words, kind="COOPERATE.exercise", sort=Sort.ACT)
        place = next(place for place, each in enumerate(dossier.propositions) if each.id == whole)
        named = int(nature is RootNature.PERSON)
        dossier.propositions[place] = replace(dossier.propositions[place], supporting=(claim,), lower=named, upper=1)
    whole, indicators = rows(dossier)
    for each in (whole, indicators["joint-exercises"]):
        assert footing(each) is found
        assert says in each.says.splitlines()[0]
    assert footing(indicators["integrated-command"]) is Footing.NONE


def test_named_roots_that_may_be_one_are_not_said_to_be_one(dossier):
    whole = dossier.say("they held an exercise", "Anna Ash", "Ben Birch", kind="COOPERATE.exercise", sort=Sort.ACT)
    place = next(place for place, each in enumerate(dossier.propositions) if each.id == whole)
    dossier.propositions[place] = replace(dossier.propositions[place], lower=1, upper=2)  # one may be a copy
    first = rows(dossier)[1]["joint-exercises"].says.splitlines()[0]
    assert "Anna Ash and Ben Birch, which may rely on one another, so it may be one root alone" in first
    assert footing(rows(dossier)[0]) is Footing.PERHAPS_ONE
