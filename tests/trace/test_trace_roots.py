"""Each claim is traced to the root on whose word it stands, and what is one root is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.records import Judgement, Root, judgement
from foedus.terms import PUBLISHER_IS_OUTLET, ROOT_IS_ROOT, Anonymity, Nature, Opinion, RootNature
from foedus.trace import trace
from newsroom import Newsroom, SmallWorld

DESCRIBED, NAMED = Anonymity.DESCRIBED, Anonymity.NAMED


def traced(room: Newsroom, world: SmallWorld | None = None) -> tuple[dict[str, Root], list[Judgement], list[Root]]:
    """The root of each claim by its id, the judgements, all roots."""
    left = list(trace(room.material(), world or SmallWorld()))
    roots = [each for each in left if isinstance(each, Root)]
    judged = [each for each in left if isinstance(each, Judgement)]
    return {claim: root for root in roots for claim in root.claims}, judged, roots


def test_every_claim_has_exactly_one_root() -> None:
    room = Newsroom()
    paper = room.paper("Ruritania shut the pass. Officials said Graustark paid for it.", "Graustark Post")
    officials = room.voice(paper, "Officials", RootNature.DESCRIBED, DESCRIBED)
    room.claim(paper, "Ruritania shut the pass")
    room.claim(paper, "Graustark paid for it", officials)
    by_claim, _, roots = traced(room)
    assert set(by_claim) == {claim.id for claim in room.claims}
    assert sum(len(root.claims) for root in roots) == len(room.claims)


def test_the_own_voice_of_one_publisher_is_one_root_over_all_its_papers() -> None:
    room = Newsroom()
    one = room.claim(room.paper("Ruritania shut the pass.", "The Graustark Post"), "Ruritania shut the pass")
    two = room.claim(room.paper("Ruritania opened the pass.", "Graustark Post"), "Ruritania opened the pass")
    by_claim, _, _ = traced(room)
    assert by_claim[one.id] == by_claim[two.id]
    assert by_claim[one.id].nature is RootNature.OUTLET
    assert by_claim[one.id].is_read


@pytest.mark.parametrize(
    ("publisher", "name", "nature"),
    [
        ("Ministry of Waters of Ruritania", "Ministry of Waters of Ruritania", RootNature.ORGANISATION),
        ("Press service of the Ministry of Waters of Ruritania", "Ministry of Waters of Ruritania", None),
        ("Ruritania Ministry Watch of Graustark", "Ruritania Ministry Watch of Graustark", RootNature.OUTLET),
        ("Press Service of Ruritania's Weekly", None, RootNature.OUTLET),
    ],
)
def test_a_ministry_that_publishes_for_itself_is_no_outlet(
    publisher: str, name: str | None, nature: RootNature | None
) -> None:
    room = Newsroom()
    claim = room.claim(room.paper("Ruritania shut the pass.", publisher), "Ruritania shut the pass")
    root = traced(room)[0][claim.id]
    assert (name or root.name, nature or RootNature.ORGANISATION) == (root.name, root.nature)


def test_a_journal_whose_name_a_ministry_bears_makes_it_no_ministry_of_two_states() -> None:
    room, world = Newsroom(), SmallWorld()
    world.add("journal", "Outer Affairs", Nature.ORGANISATION, country="GRK")
    paper = room.paper("Ruritania shut the pass.", "Ministry of Outer Affairs of Ruritania")
    claim = room.claim(paper, "Ruritania shut the pass")
    assert traced(room, world)[0][claim.id].nature is RootNature.ORGANISATION


@pytest.mark.parametrize(
    ("words", "belongs", "nature"),
    [
        ("spokeswoman", True, RootNature.ORGANISATION),
        ("press officer", True, RootNature.ORGANISATION),
        ("spokesman", False, RootNature.DESCRIBED),
        ("official", True, RootNature.DESCRIBED),
    ],
)
def test_who_speaks_for_a_body_by_office_is_the_body(words: str, *, belongs: bool, nature: RootNature) -> None:
    room = Newsroom()
    paper = room.paper(f"A {words} for the Hentzau Works said the pass was shut.", "Graustark Post")
    body = room.mention(paper, "Hentzau Works", Nature.ORGANISATION)
    mention = room.mention(paper, words, Nature.PERSON, belongs_to=body if belongs else None)
    claim = room.claim(paper, "the pass was shut", room.voice(paper, words, RootNature.DESCRIBED, DESCRIBED, mention))
    root = traced(room)[0][claim.id]
    assert (root.name, root.nature) == ("Hentzau Works" if nature is RootNature.ORGANISATION else words, nature)


def test_a_service_of_a_part_of_the_world_is_not_that_part() -> None:
    room, world = Newsroom(), SmallWorld()
    world.add("EUROPE", "Europe", Nature.PLACE)
    paper = room.paper("One service of Europe saw the boats. Europe saw the planes.", "Graustark Post")
    told = [(each, room.mention(paper, each, Nature.PLACE, "EUROPE")) for each in ("One service of Europe", "Europe")]
    voices = [room.voice(paper, words, RootNature.ORGANISATION, NAMED, mention) for words, mention in told]
    claims = [room.claim(paper, each, voice) for each, voice in zip(("the boats", "the planes"), voices, strict=True)]
    by_claim, _, _ = traced(room, world)
    assert [by_claim[each.id].nature for each in claims] == [RootNature.DESCRIBED, RootNature.ORGANISATION]


def test_a_judgement_on_the_publisher_names_the_own_voice() -> None:
    room = Newsroom()
    paper = room.paper("Ruritania shut the pass.")
    claim = room.claim(paper, "Ruritania shut the pass")
    assert traced(room)[0][claim.id].name.startswith("unstated publisher of")
    room.judgements.append(
        judgement(
            about=PUBLISHER_IS_OUTLET, subject=paper.id, candidate="Sylvania Times", by="me", because="a masthead"
        )
    )
    assert traced(room)[0][claim.id].name == "Sylvania Times"


def report_room() -> tuple[Newsroom, SmallWorld, dict[str, object]]:
    """A report first spoken of without its author, who is named further down."""
    world = SmallWorld()
    world.add("HIS", "Hentzau Institute", sector="EDU")
    room = Newsroom()
    paper = room.paper(
        "Ruritania may buy gunboats, according to a report released last week. The price was lower than feared.\n\n"
        "A second paragraph tells of the river and its many bends, and of the herons that nest on its islands.\n\n"
        "A third one tells of the weather, which was fair for the season, and of the price of bread in the capital.\n\n"
        "Graustark lacks harbours, said the Hentzau Institute report. Graustark fears debt, the study added. "
        "Sylvania will abstain, said Elsa Brandt, co-author of the study.",
        "Graustark Post",
    )
    first = room.voice(paper, "a report released last week", RootNature.REPORT, DESCRIBED)
    named = room.voice(paper, "the Hentzau Institute report", RootNature.REPORT)
    study = room.voice(paper, "the study", RootNature.REPORT, DESCRIBED)
    institute = room.mention(paper, "Hentzau Institute", Nature.ORGANISATION, "HIS")
    author = room.mention(paper, "Elsa Brandt", Nature.PERSON, belongs_to=institute, describes="co-author of the study")
    brandt = room.voice(paper, "Elsa Brandt", RootNature.PERSON, mention=author)
    claims = {
        "first": room.claim(paper, "Ruritania may buy gunboats", first),
        "named": room.claim(paper, "Graustark lacks harbours", named),
        "study": room.claim(paper, "Graustark fears debt", study),
        "author": room.claim(paper, "Sylvania will abstain", brandt),
    }
    return room, world, claims


def test_a_report_however_named_its_author_and_its_organisation_are_one_root() -> None:
    room, world, claims = report_room()
    by_claim, judged, _ = traced(room, world)
    assert len({by_claim[claim.id].id for claim in claims.values()}) == 1
    root = by_claim[claims["first"].id]
    assert (root.name, root.actor, root.nature) == ("Hentzau Institute", "HIS", RootNature.REPORT)
    assert "a report released last week" in root.names
    reasons = [each.because for each in judged if each.opinion is Opinion.SAME]
    assert any("a report released last week" in reason for reason in reasons)
    assert any("co-author" in reason for reason in reasons)


def test_two_reports_in_one_text_leave_a_third_without_a_name_alone() -> None:
    world = SmallWorld()
    room = Newsroom()
    paper = room.paper(
        "Rates fell, said the Hentzau Institute report. Rates rose, said the Zenda Council report. "
        "Rates are rates, the report concluded.",
        "Graustark Post",
    )
    one = room.claim(paper, "Rates fell", room.voice(paper, "the Hentzau Institute report", RootNature.REPORT))
    two = room.claim(paper, "Rates rose", room.voice(paper, "the Zenda Council report", RootNature.REPORT))
    three = room.claim(paper, "Rates are rates", room.voice(paper, "the report", RootNature.REPORT, DESCRIBED))
    by_claim, _, _ = traced(room, world)
    assert len({by_claim[each.id].id for each in (one, two, three)}) == 3


def test_an_outside_expert_stands_alone_and_keeps_the_organisation() -> None:
    room = Newsroom()
    paper = room.paper(
        "Debt will follow, said Anton Black, a fellow at the Zenda Council. So said the Zenda Council.",
        "Graustark Post",
    )
    council = room.mention(paper, "Zenda Council", Nature.ORGANISATION)
    black = room.mention(paper, "Anton Black", Nature.PERSON, belongs_to=council, describes="a fellow")
    claim = room.claim(paper, "Debt will follow", room.voice(paper, "Anton Black", RootNature.PERSON, mention=black))
    root = traced(room)[0][claim.id]
    assert (root.name, root.nature, root.organisation) == ("Anton Black", RootNature.PERSON, "Zenda Council")


def test_a_former_minister_speaks_for_nobody_and_a_minister_for_the_state() -> None:
    world = SmallWorld()
    room = Newsroom()
    paper = room.paper(
        "War is near, said Fritz Tarlenheim. War is far, said Elsa Brandt of Graustark.", "Sylvania Times"
    )
    state = room.mention(paper, "Graustark", Nature.STATE, "GRA")
    old = room.mention(paper, "Fritz Tarlenheim", Nature.PERSON, belongs_to=state, describes="former foreign minister")
    new = room.mention(paper, "Elsa Brandt", Nature.PERSON, belongs_to=state, describes="foreign minister")
    near = room.claim(paper, "War is near", room.voice(paper, "Fritz Tarlenheim", RootNature.PERSON, mention=old))
    far = room.claim(paper, "War is far", room.voice(paper, "Elsa Brandt", RootNature.PERSON, mention=new))
    by_claim, _, _ = traced(room, world)
    assert by_claim[near.id].name == "Fritz Tarlenheim"
    assert by_claim[far.id].actor == "GRA"


@pytest.mark.parametrize("place", ["opening", "end"])
def test_hearsay_in_the_opening_is_laid_to_the_only_report_and_elsewhere_left_in_doubt(place: str) -> None:
    lead = "Ruritania is reportedly buying gunboats. The harbour is being dredged for them, and nobody denies it.\n\n"
    body = (
        "Graustark lacks harbours, said the Hentzau Institute report. It gave a list of them and of their depths.\n\n"
        "The tide tables of the coast are kept by the navy, which does not lend them to strangers or to friends.\n\n"
    )
    text = lead + body if place == "opening" else body + lead
    room = Newsroom()
    paper = room.paper(text, "Graustark Post")
    hearsay = room.claim(paper, "buying gunboats", room.hearsay(paper, "reportedly"))
    report = room.claim(
        paper, "Graustark lacks harbours", room.voice(paper, "the Hentzau Institute report", RootNature.REPORT)
    )
    by_claim, judged, _ = traced(room)
    same = by_claim[hearsay.id].id == by_claim[report.id].id
    assert same is (place == "opening")
    if place == "end":
        assert by_claim[hearsay.id].nature is RootNature.UNSTATED
        assert any(each.opinion is Opinion.UNSURE and each.subject == by_claim[hearsay.id].id for each in judged)


def test_described_sources_of_two_papers_are_two_roots() -> None:
    room = Newsroom()
    claims = []
    for publisher in ("Graustark Post", "Sylvania Times"):
        paper = room.paper(f"Gunboats are coming, officials told {publisher}.", publisher)
        claims.append(
            room.claim(paper, "Gunboats are coming", room.voice(paper, "officials", RootNature.DESCRIBED, DESCRIBED))
        )
    by_claim, _, _ = traced(room)
    assert by_claim[claims[0].id].id != by_claim[claims[1].id].id
    assert all(root.nature is RootNature.DESCRIBED for root in by_claim.values())


def test_a_wire_story_is_the_agencys_own_reporting_whoever_prints_it() -> None:
    body = (
        "STRELSAU (Reuters) - Ruritania shut the mountain pass to carts on Friday, and the toll house was boarded up "
        "before noon by a company of engineers that had come from the capital in the night."
    )
    room = Newsroom()
    one = room.claim(room.paper(body, "Graustark Post"), "Ruritania shut the mountain pass")
    two = room.claim(room.paper(body + " Rain fell.", "Sylvania Times"), "Ruritania shut the mountain pass")
    by_claim, _, _ = traced(room)
    assert by_claim[one.id].id == by_claim[two.id].id
    assert by_claim[one.id].name == "Reuters"


def test_a_copy_without_a_credit_inherits_the_root_of_its_model() -> None:
    body = (
        "Ruritania shut the mountain pass to carts on Friday, and the toll house was boarded up before noon by a "
        "company of engineers that had come from the capital in the night with planks and nails."
    )
    own = "The inn at the foot of the pass stayed open for all of the week."
    room = Newsroom()
    first = room.claim(room.paper(body, "Graustark Post", on="2031-03-01"), "Ruritania shut the mountain pass")
    later = room.paper(f"{body}\n\n{own}", "Sylvania Times", on="2031-03-02")
    copied, fresh = (
        room.claim(later, "Ruritania shut the mountain pass"),
        room.claim(later, "The inn at the foot of the pass stayed open"),
    )
    by_claim, judged, _ = traced(room)
    assert by_claim[copied.id] == by_claim[first.id]
    assert by_claim[fresh.id].name == "Sylvania Times"
    assert any("takes these words" in each.because for each in judged)


def test_a_chain_of_copies_leads_to_its_first_text() -> None:
    body = (
        "Ruritania shut the mountain pass to carts on Friday, and the toll house was boarded up before noon by a "
        "company of engineers that had come from the capital in the night with planks and nails"
    )
    tails = [
        "",
        ", while the band of the regiment played",
        ", while the band of the regiment played and the mayor wept",
    ]
    room = Newsroom()
    claims = [
        room.claim(
            room.paper(f"{body}{tail}.", f"Paper {number}", on=f"2031-03-0{number + 1}"),
            "Ruritania shut the mountain pass",
        )
        for number, tail in enumerate(tails)
    ]
    by_claim, _, _ = traced(room)
    assert {by_claim[claim.id].name for claim in claims} == {"Paper 0"}


def test_a_report_on_leaked_documents_names_the_leak_as_its_upstream() -> None:
    room = Newsroom()
    paper = room.paper(
        "Gunboats cost little, said the Hentzau Institute report, which is based on leaked contracts.", "Graustark Post"
    )
    claim = room.claim(
        paper, "Gunboats cost little", room.voice(paper, "the Hentzau Institute report", RootNature.REPORT)
    )
    by_claim, _, roots = traced(room)
    leak = next(root for root in roots if root.nature is RootNature.LEAK)
    assert by_claim[claim.id].upstream == leak.id


def test_a_root_whose_own_paper_is_in_the_dossier_is_read() -> None:
    room = Newsroom()
    own = room.paper("We find that gunboats cost little.", "Hentzau Institute")
    room.claim(own, "gunboats cost little")
    paper = room.paper("Gunboats cost little, said the Hentzau Institute report.", "Graustark Post")
    claim = room.claim(
        paper, "Gunboats cost little", room.voice(paper, "the Hentzau Institute report", RootNature.REPORT)
    )
    root = traced(room)[0][claim.id]
    assert root.document == own.id


def test_another_outlet_cited_beside_a_report_may_have_read_it() -> None:
    room = Newsroom()
    paper = room.paper(
        "Rates fell, said the Hentzau Institute report. Rates may rise, said the Freedonia Herald.", "Graustark Post"
    )
    room.claim(paper, "Rates fell", room.voice(paper, "the Hentzau Institute report", RootNature.REPORT))
    cited = room.claim(paper, "Rates may rise", room.voice(paper, "the Freedonia Herald", RootNature.OUTLET))
    by_claim, judged, _ = traced(room)
    doubts = [each for each in judged if each.opinion is Opinion.UNSURE and each.subject == by_claim[cited.id].id]
    assert len(doubts) == 1
    assert "does not tell" in doubts[0].because


def test_a_persons_judgements_override_the_tracing_and_survive_a_second_run() -> None:
    room, world, claims = report_room()
    _, judged, _ = traced(room, world)
    joined = next(each for each in judged if "a report released last week" in each.because)
    room.judgements.append(
        judgement(about=ROOT_IS_ROOT, subject=joined.subject, candidate=joined.candidate, opinion=Opinion.DIFFERENT,
                  by="reader", because="the report of last week is another one")
    )  # fmt: skip
    room.judgements.extend(judged)
    by_claim, again, _ = traced(room, world)
    assert by_claim[claims["first"].id].id != by_claim[claims["named"].id].id
    assert by_claim[claims["study"].id].id == by_claim[claims["named"].id].id
    assert all("a report released last week" not in each.because for each in again if each.opinion is Opinion.SAME)
    here, there = by_claim[claims["first"].id], by_claim[claims["named"].id]
    room.judgements = [each for each in room.judgements if each.by != "reader"]
    room.judgements.append(
        judgement(
            about=ROOT_IS_ROOT, subject=here.id, candidate=there.id, by="reader", because="it is the same after all"
        )
    )
    by_claim, _, _ = traced(room, world)
    assert by_claim[claims["first"].id].id == by_claim[claims["named"].id].id


def test_the_same_material_gives_the_same_records() -> None:
    room, world, _ = report_room()
    material = room.material()
    flipped = replace(material, claims=material.claims[::-1], documents=material.documents[::-1])
    assert list(trace(material, world)) == list(trace(flipped, world))


def test_a_publisher_that_is_not_told_is_noted() -> None:
    room = Newsroom()
    room.paper("Ruritania shut the pass.")
    notes = [each for each in trace(room.material(), SmallWorld()) if getattr(each, "code", "") == "no-publisher"]
    assert len(notes) == 1
