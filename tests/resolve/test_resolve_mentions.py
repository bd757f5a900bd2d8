"""Who is meant: heads and names of a phrase, references, leaders by date, and names that stay ambiguous."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.knowledge.world import load_world
from foedus.records import Document, Judgement, Mention, mention_id
from foedus.resolve import actors_in, resolve
from foedus.terms import MENTION_IS_ACTOR, Nature, Opinion, Verb
from foedus.values import Span


def mention(text: str, words: str, nature: Nature = Nature.STATE, **more: object) -> Mention:
    start = text.rindex(words)
    span = Span(document="d", start=start, end=start + len(words), text=words)
    return Mention(id=mention_id(span), span=span, nature=nature, **more)


def judged(text: str, *mentions: Mention, on: date | None = None) -> list[Judgement]:
    return list(resolve(Document(id="d", text=text, published_on=on), mentions, load_world()))


def meant(words: str, **more: object) -> list[str]:
    return [each.candidate for each in judged(words, mention(words, words), **more) if each.opinion is Opinion.SAME]


@pytest.mark.parametrize(
    ("words", "actors"),
    [
        ("Chinese military experts", ["CHN/EDU"]),
        ("The Russian and Chinese armies", ["RUS/MIL", "CHN/MIL"]),
        ("Russia and China", ["RUS", "CHN"]),
        ("Sino-Russian alliance", ["CHN", "RUS"]),
        ("U.S.-South Korean forces", ["USA/MIL", "KOR/MIL"]),
        ("China’s armed forces", ["CHN/MIL"]),
        ("Western sanctions", ["WEST"]),
        ("Western allies", ["WESTERN-ALLIES"]),
        ("the PLA", ["PLA"]),
        ("officials in Beijing", ["CHN/GOV"]),
        ("Shanghai police", ["CHN/COP"]),
        ("Russia's ambassador to Poland", ["RUS/GOV"]),
        ("an expert on China with the Atlantic Council", []),
        ("RAND analysts", []),
        ("U.S.-backed rebels", []),
        ("Policymakers", []),
        ("NATO troops", ["NATO"]),
        ("Hamas fighters", ["HAMAS"]),
        ("White House officials", ["USA/GOV"]),
        ("a former White House official", ["USA/ELI"]),
        ("Russian news agency TASS", ["tass"]),
        ("Russian President Vladimir Putin", ["vladimir-putin"]),
        ("Kremlin spokesman Dmitry Peskov", ["dmitry-peskov"]),
        ("Chinese shipping companies", ["CHN/BUS"]),
        ("the self-governing island", ["TWN"]),
        ("the Soviet Union", ["SUN"]),
        ("both Koreas", ["KOR", "PRK"]),
        ("The United States and Jordan", ["USA", "JOR"]),
        ("Jordan and Ruritania", []),
        ("Igor Putin", []),
        ("Ruritanian troops", []),
    ],
)
def test_a_phrase_goes_with_the_names_of_its_head(words: str, actors: list[str]) -> None:
    assert meant(words) == actors


def test_a_judgement_says_why_and_points_at_the_words() -> None:
    (found,) = judged("Beijing protested.", mention("Beijing protested.", "Beijing"))
    assert (found.about, found.candidate, found.by) == (MENTION_IS_ACTOR, "CHN/GOV", Verb.RESOLVE)
    assert found.because == "'Beijing' is the capital of China, used for its government"
    assert found.evidence is not None
    assert found.evidence.text == "Beijing"


def test_a_capital_after_a_place_word_is_the_place() -> None:
    text = "They met in Moscow."
    (found,) = judged(text, mention(text, "Moscow"))
    assert found.candidate == "RUS"
    assert "the place" in found.because


@pytest.mark.parametrize(
    ("text", "words", "candidates"),
    [
        ("Georgia refused.", "Georgia", {"GEO", "US-GA"}),
        ("The Congo refused.", "Congo", {"COD", "COG"}),
        ("Korean airspace was closed.", "Korean airspace", {"KOR", "PRK"}),
        ("Jordan refused.", "Jordan", {"JOR", "jordan-person"}),
    ],
)
def test_an_ambiguous_name_stays_ambiguous(text: str, words: str, candidates: set[str]) -> None:
    found = judged(text, mention(text, words))
    assert {each.candidate for each in found} == candidates
    assert {each.opinion for each in found} == {Opinion.UNSURE}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Tbilisi protested. Georgia refused.", "Georgia", "GEO"),
        ("Atlanta voted. Georgia counted.", "Georgia", "US-GA"),
        ("Kinshasa protested. The Congo refused.", "Congo", "COD"),
        ("Seoul protested. The Korean navy fired.", "Korean navy", "KOR/MIL"),
        ("Jordan closed its border with Syria.", "Jordan", "JOR"),
        ("Washington protested.", "Washington", "USA/GOV"),
        ("Seattle voted. Washington counted.", "Washington", "US-WA"),
        ("Brussels protested.", "Brussels", "EU"),
    ],
)
def test_the_document_decides(text: str, words: str, actor: str) -> None:
    (found,) = judged(text, mention(text, words))
    assert (found.candidate, found.opinion) == (actor, Opinion.SAME)


def test_the_day_of_publication_decides_between_leaders() -> None:
    text = "Bush protested."
    assert [each.candidate for each in judged(text, mention(text, "Bush"), on=date(1991, 1, 1))] == ["george-h-w-bush"]
    assert [each.candidate for each in judged(text, mention(text, "Bush"), on=date(2005, 1, 1))] == ["george-w-bush"]
    (undated,) = judged(text, mention(text, "Bush"))
    assert undated.candidate == "USA/GOV"
    assert "no date decides" in undated.because


def test_a_leader_long_before_the_office_is_not_assumed() -> None:
    text = "Macron protested."
    (found,) = judged(text, mention(text, "Macron"), on=date(1960, 1, 1))
    assert found.opinion is Opinion.UNSURE


def test_an_official_of_a_dictionary_acts_for_the_part_of_the_state() -> None:
    text = "Sadakazu Tanigaki protested."
    (found,) = judged(text, mention(text, "Sadakazu Tanigaki", Nature.PERSON), on=date(2005, 1, 1))
    assert found.candidate == "JPN/GOV"


def test_a_surname_takes_the_full_name_before_it() -> None:
    text = "Boris Johnson came. Later Johnson left."
    (found,) = judged(text, mention(text, "Johnson", Nature.PERSON))
    assert found.candidate == "boris-johnson"
    assert "named in full before" in found.because
    alone = "Johnson left."
    assert judged(alone, mention(alone, "Johnson", Nature.PERSON)) == []


def test_references_are_followed_and_the_reason_says_so() -> None:
    text = "Russia and China signed. They met. The two countries agreed."
    russia, china = mention(text, "Russia"), mention(text, "China")
    they = mention(text, "They", refers_to=(russia.id, china.id))
    two = mention(text, "The two countries", refers_to=(they.id,))
    found = [each for each in judged(text, russia, china, they, two) if each.subject == two.id]
    assert [each.candidate for each in found] == ["RUS", "CHN"]
    assert found[0].because == "'The two countries' points back to 'Russia'; 'Russia' is named"


def test_references_in_a_circle_end() -> None:
    text = "It said it would."
    first = mention(text, "It")
    second = mention(text, "it", refers_to=(first.id,))
    circle = mention(text, "It", refers_to=(second.id,))
    assert judged(text, circle, second) == []


def test_the_same_mentions_give_the_same_judgements_in_any_order() -> None:
    text = "Beijing and the PLA warned Tokyo."
    mentions = [mention(text, words) for words in ("Beijing", "the PLA", "Tokyo")]
    assert judged(text, *mentions) == judged(text, *reversed(mentions))


def test_actors_in_words() -> None:
    world = load_world()
    assert actors_in("The PLA and the U.S. Navy near Taiwan, Reuters and RAND said", world) == ("CHN", "USA", "TWN")
    assert actors_in("NATO warned Moscow and Putin", world, date(2022, 3, 1)) == ("NATO", "RUS")
    assert actors_in("Georgia", world) == ()
