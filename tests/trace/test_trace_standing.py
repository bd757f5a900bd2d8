"""However many reasons a great dossier gives, no two states become one root, and nobody speaks for another's state."""

from __future__ import annotations

import pytest

from foedus.records import Judgement, Root, judgement
from foedus.terms import PUBLISHER_IS_OUTLET, ROOT_IS_ROOT, Anonymity, Nature, Opinion, RootNature, Verb
from foedus.trace import trace
from foedus.trace.merging import Groups, Standing
from newsroom import Newsroom, SmallWorld

PERSON, ORGANISATION, DESCRIBED = RootNature.PERSON, RootNature.ORGANISATION, RootNature.DESCRIBED
COUNCIL = Standing(unions=frozenset({"COUNCIL"}))


def state(code: str) -> Standing:
    return Standing(states=frozenset({code}))


def leader(code: str) -> Standing:
    return Standing(homes=frozenset({code}))


def rooted(room: Newsroom, world: SmallWorld) -> tuple[dict[str, Root], list[Judgement]]:
    left = list(trace(room.material(), world))
    roots = {claim: each for each in left if isinstance(each, Root) for claim in each.claims}
    return roots, [each for each in left if isinstance(each, Judgement)]


def leaders() -> SmallWorld:
    world = SmallWorld()
    for name, home in (("Anton Fischer", "RUR"), ("Elsa Brandt", "GRA")):
        world.add(name.split()[1].lower(), name, Nature.PERSON, country=home, sector="GOV")
    world.add("COUNCIL", "Council of the River", sector="IGO")
    return world


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (state("RUR"), state("GRA"), False),
        (state("RUR"), leader("RUR"), True),
        (state("RUR"), leader("GRA"), False),
        (leader("RUR"), leader("GRA"), False),
        (COUNCIL, leader("RUR"), True),
        (COUNCIL, state("RUR"), False),
        (Standing(others=frozenset({"REBELS"})), leader("RUR"), False),
        (Standing(), state("RUR"), True),
    ],
)
def test_a_group_is_one_body_or_none(one: Standing, other: Standing, *, joined: bool) -> None:
    groups = Groups([])
    groups.stand("one", one)
    groups.stand("other", other)
    assert groups.join("one", "other", because="a text says so") is joined
    assert (groups.find("one") == groups.find("other")) is joined
    assert len(list(groups.judgements())) == joined


def test_a_source_without_a_name_does_not_make_one_root_of_two_states() -> None:
    groups = Groups([])
    groups.stand("RUR", state("RUR"))
    groups.stand("GRA", state("GRA"))
    assert groups.join("an official", "RUR", because="the same words")
    assert not groups.join("an official", "GRA", because="the same words")
    assert groups.find("RUR") != groups.find("GRA")


def test_what_a_person_has_judged_one_stays_one_and_takes_up_more() -> None:
    said = judgement(about=ROOT_IS_ROOT, subject="RUR", candidate="GRA", opinion=Opinion.SAME, by="me", because="union")
    groups = Groups([said])
    groups.stand("RUR", state("RUR"))
    groups.stand("GRA", state("GRA"))
    groups.stand("fischer", leader("RUR"))
    assert groups.find("RUR") == groups.find("GRA")
    assert groups.join("fischer", "RUR", because="its leader")


def test_a_leader_who_is_mistaken_for_another_states_still_speaks_for_his_own() -> None:
    room = Newsroom()
    paper = room.paper("The pass is shut, said Anton Fischer. Boats burn, said Graustark.", "Sylvania Times")
    other = room.mention(paper, "Graustark", Nature.STATE, "GRA")
    named = room.mention(
        paper, "Anton Fischer", Nature.PERSON, "fischer", belongs_to=other, describes="president of Graustark"
    )
    his = room.claim(paper, "The pass is shut", room.voice(paper, "Anton Fischer", PERSON, mention=named))
    theirs = room.claim(paper, "Boats burn", room.voice(paper, "Graustark", ORGANISATION, mention=other))
    roots, _ = rooted(room, leaders())
    assert (roots[his.id].actor, roots[theirs.id].actor) == ("RUR", "GRA")


def test_who_speaks_for_a_body_of_states_does_not_make_it_his_own_states() -> None:
    room = Newsroom()
    paper = room.paper("The river is open, said Elsa Brandt. Boats burn, said Graustark.", "Sylvania Times")
    council = room.mention(paper, "river", Nature.ORGANISATION, "COUNCIL")
    named = room.mention(
        paper, "Elsa Brandt", Nature.PERSON, "brandt", belongs_to=council, describes="secretary general"
    )
    hers = room.claim(paper, "The river is open", room.voice(paper, "Elsa Brandt", PERSON, mention=named))
    state_of_hers = room.mention(paper, "Graustark", Nature.STATE, "GRA")
    theirs = room.claim(paper, "Boats burn", room.voice(paper, "Graustark", ORGANISATION, mention=state_of_hers))
    roots, _ = rooted(room, leaders())
    assert roots[hers.id].id != roots[theirs.id].id
    assert roots[hers.id].actor == "COUNCIL"


def test_a_state_gives_its_name_to_the_root_of_all_who_speak_for_it() -> None:
    world = leaders()
    world.add("TOLLS", "Board of Tolls", country="RUR", sector="GOV")
    room = Newsroom()
    paper = room.paper("The pass is shut, said the Board of Tolls. Boats burn, said Anton Fischer.", "Sylvania Times")
    board = room.mention(paper, "Board of Tolls", Nature.ORGANISATION, "TOLLS")
    named = room.mention(paper, "Anton Fischer", Nature.PERSON, "fischer")
    claims = [
        room.claim(paper, "The pass is shut", room.voice(paper, "Board of Tolls", ORGANISATION, mention=board)),
        room.claim(paper, "Boats burn", room.voice(paper, "Anton Fischer", PERSON, mention=named)),
    ]
    roots, _ = rooted(room, world)
    assert {(roots[each.id].name, roots[each.id].nature) for each in claims} == {("Ruritania", ORGANISATION)}


def test_a_surname_in_capitals_is_whom_the_document_names_in_full() -> None:
    room = Newsroom()
    paper = room.paper("Anton Fischer came in. FISCHER: The pass is shut. BRANDT: Boats burn.", "Sylvania Times")
    room.mention(paper, "Anton Fischer", Nature.PERSON, "fischer")
    his = room.claim(paper, "The pass is shut", room.voice(paper, "FISCHER", PERSON))
    hers = room.claim(paper, "Boats burn", room.voice(paper, "BRANDT", PERSON))
    roots, judged = rooted(room, leaders())
    assert (roots[his.id].actor, roots[hers.id].name) == ("RUR", "BRANDT")
    assert any("names in full" in each.because for each in judged)


@pytest.mark.parametrize(
    ("title", "label", "state"),
    [
        ("Remarks by President Anton Fischer on trade", "PRESIDENT", "RUR"),
        ("Remarks by President Anton Fischer and Prime Minister Elsa Brandt", "PRIME MINISTER", "GRA"),
        ("Remarks by President Biden", "PRESIDENT", "USA"),
        ("Remarks by Vice President Biden", "PRESIDENT", None),
        ("Remarks by Vice President Anton Fischer", "PRESIDENT", None),
        ("Remarks by Vice President Anton Fischer", "VICE PRESIDENT", "RUR"),
        ("President Anton Fischer meets President Elsa Brandt", "PRESIDENT", None),
        ("Remarks by President Anton Fischer", "president", None),
        ("Anton Fischer on trade", "PRESIDENT", None),
    ],
)
def test_a_label_of_office_is_whom_the_title_names_in_it(title: str, label: str, state: str | None) -> None:
    room = Newsroom()
    paper = room.paper(f"{label}: The pass is shut.", "Sylvania Times", headline=title)
    claim = room.claim(paper, "The pass is shut", room.voice(paper, label, DESCRIBED, Anonymity.DESCRIBED))
    world = leaders()
    for name in ("President Biden", "Vice President Biden"):
        world.add(name.lower(), name, Nature.PERSON, country="USA", sector="GOV")
    roots, _ = rooted(room, world)
    assert roots[claim.id].actor == state


def test_a_surname_in_capitals_is_whom_the_title_names() -> None:
    room = Newsroom()
    paper = room.paper("FISCHER: The pass is shut.", "Sylvania Times", headline="Remarks by Anton Fischer")
    claim = room.claim(paper, "The pass is shut", room.voice(paper, "FISCHER", PERSON))
    assert rooted(room, leaders())[0][claim.id].actor == "RUR"


def test_a_government_publishes_under_its_own_address() -> None:
    world = leaders()
    world.add("RUS", "Russia", Nature.STATE, country="RUS")
    world.add("RUS/GOV", "Russia (government)", Nature.GOVERNMENT, country="RUS", sector="GOV")
    room = Newsroom()
    paper = room.paper("The pass is shut. Boats burn, said Russia.", url="http://en.kremlin.ru/events/1")
    own = room.claim(paper, "The pass is shut")
    named = room.mention(paper, "Russia", Nature.STATE, "RUS")
    said = room.claim(paper, "Boats burn", room.voice(paper, "Russia", ORGANISATION, mention=named))
    elsewhere = room.claim(room.paper("Rain fell.", url="https://example.org/kremlin.ru"), "Rain fell")
    roots, _ = rooted(room, world)
    assert roots[own.id].id == roots[said.id].id
    assert roots[own.id].actor == "RUS"
    assert roots[elsewhere.id].name == "example.org"


def test_nobody_reads_a_paper_that_is_called_by_a_states_name() -> None:
    room = Newsroom()
    paper = room.paper("The pass is shut, the envoy told Anton Fischer.")
    claim = room.claim(paper, "The pass is shut")
    guessed = judgement(
        about=PUBLISHER_IS_OUTLET, subject=paper.id, candidate="Anton Fischer", by=Verb.GATHER, because="a guess"
    )
    room.judgements.append(guessed)
    assert rooted(room, leaders())[0][claim.id].name.startswith("unstated publisher")


BODY = (
    "The mountain pass was shut to carts on Friday, and the toll house was boarded up before noon by a company of "
    "engineers that had come from the capital in the night with planks and nails."
)


@pytest.mark.parametrize(("more", "named"), [(0, True), (3, False)])
def test_an_official_is_who_another_paper_names_where_most_of_his_words_are_there(more: int, *, named: bool) -> None:
    room = Newsroom()
    first = room.paper(f"Anton Fischer spoke. {BODY}", "Graustark Post", on="2031-03-01")
    who = room.mention(first, "Anton Fischer", Nature.PERSON, "fischer")
    room.claim(first, "The mountain pass was shut", room.voice(first, "Anton Fischer", PERSON, mention=who))
    extra = " ".join(f"Boat {number} burns at the quay of the town." for number in range(more))
    later = room.paper(f"An official spoke. {BODY} {extra}", "Sylvania Times", on="2031-03-02")
    official = room.voice(later, "An official", DESCRIBED, Anonymity.DESCRIBED)
    claim = room.claim(later, "The mountain pass was shut", official)
    for number in range(more):
        room.claim(later, f"Boat {number} burns", official)
    roots, _ = rooted(room, leaders())
    assert (roots[claim.id].actor == "RUR") is named
