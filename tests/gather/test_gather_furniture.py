"""What surrounds an article is told from it, in plain-text saves as on pages; claims are never swallowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.terms import PUBLISHER_IS_OUTLET, Part
from gather_specimens import ARTICLE, Outcome, gathered

if TYPE_CHECKING:
    from pathlib import Path

SAVED = """Graustark weighs a pact with Sylvania

The two governments have been talking since the spring

Soldiers of Graustark march in step during a parade in the capital.
Soldiers of Graustark march in step during a parade in the capital
(Photo credit: Anna Holm / Pool / Getty Images)

By Rupert Hentzau

12 May 2025, 09:30 GMT

Graustark may sign up to a defence pact with Sylvania before the winter, the Modenstein Institute says in a report.

‘A matter of time’

The institute said that talks on the pact “were all but finished” and that Sylvania would send two brigades.

The Evening Ledger

Hear every side. Let our reporters bring you what others leave out.

SUBSCRIBE NOW
https://img.ledger.example/prompt/17.jpg

Sign up for The Evening Ledger's free newsletters

The best of the paper, delivered straight to your inbox each morning.

The best of the paper, delivered straight to your inbox each morning.

Sign up

The foreign ministry of Ruritania has denied that it was asked to join, and warned its neighbours against “a new wall”.

Read More
Rupert Hentzau, The Evening Ledger

Rupert Hentzau has worked as a correspondent for The Evening Ledger since 2019. He began his career at a radio station.
"""


def test_a_saved_page_is_divided(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.txt", SAVED)
    assert outcome.part("headline") == [
        "Graustark weighs a pact with Sylvania",
        "The two governments have been talking since the spring",
        "‘A matter of time’",
    ]
    assert [words.split()[0] for words in outcome.part("body")] == ["Graustark", "The", "The"]
    assert len(outcome.part("caption")) == 2
    for words, reason in (
        ("(Photo credit", "image credit"),
        ("By Rupert", "byline"),
        ("12 May", "date line"),
        ("The Evening Ledger", "masthead"),
        ("Hear every", "subscription prompt"),
        ("SUBSCRIBE", "subscription prompt"),
        ("https://", "bare link"),
        ("Sign up for", "newsletter prompt"),
        ("The best of", "newsletter prompt"),
        ("Read More", "share/explore list"),
        ("Rupert Hentzau,", "byline"),
        ("Rupert Hentzau has", "author biography"),
    ):
        assert outcome.because(words) == reason


def test_what_a_saved_page_tells_of_itself_is_kept(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.txt", SAVED)
    (document,) = outcome.documents
    assert document.title == "Graustark weighs a pact with Sylvania"
    assert document.byline == "Rupert Hentzau"
    assert str(document.published_on) == "2025-05-12"
    assert document.publisher is None
    (judgement,) = outcome.judgements
    assert (judgement.about, judgement.candidate) == (PUBLISHER_IS_OUTLET, "The Evening Ledger")
    assert judgement.evidence is not None
    assert judgement.evidence.text == document.text[judgement.evidence.start : judgement.evidence.end]


def test_parts_cover_every_word_in_order_without_overlap(tmp_path: Path) -> None:
    for name, text in (("a.txt", SAVED), ("b.txt", ARTICLE), ("c.md", f"# {SAVED}\n\n- one point\n- another point\n")):
        (document,) = gathered(tmp_path, name, text).documents
        covered, place = "", 0
        for passage in document.parts:
            assert place <= passage.start < passage.end
            assert not document.text[place : passage.start].strip()
            covered += document.text[passage.start : passage.end]
            place = passage.end
        assert not document.text[place:].strip()
        assert "".join(covered.split()) == "".join(document.text.split())


def test_what_only_looks_like_furniture_is_read(tmp_path: Path) -> None:
    claims = [
        "Graustark subscribes to the view that the strait is international water, its foreign minister said.",
        "Both governments will share intelligence on the movements of ships and print a joint white paper on it.",
        "“Sign up or stay out,” the minister told the parliament in Streslau, speaking of the pact with Sylvania.",
        "Readers of the treaty will find that it covers energy, according to a professor who writes about the region.",
        "The president of Freedonia is a former editor who served two terms, and said that the border would stay shut.",
        "Ruritania has received newsletters and leaflets printed in Graustark at several embassies, police said.",
    ]
    outcome = gathered(tmp_path, "a.txt", "Six claims that stand\n\n" + "\n\n".join(claims) + "\n")
    assert outcome.part("body") == claims


def test_a_prompt_in_the_middle_does_not_swallow_the_paragraphs_after_it(tmp_path: Path) -> None:
    short = "Ruritania denied it. Graustark did not."
    text = ARTICLE + "\nRead More\n\n" + short + "\n\nSylvania has sent its fleet to the strait again, the navy said.\n"
    outcome = gathered(tmp_path, "a.txt", text)
    assert short in outcome.part("body")
    assert outcome.because("Sylvania has sent") is None


def test_summary_points_before_the_body_are_headlines_and_later_ones_body(tmp_path: Path) -> None:
    paragraph = "The envoy of Ruritania said that the treaty with Graustark would be kept by both until the spring."
    points = "- Ruritania keeps its treaty.\n- Graustark doubts it.\n"
    text = f"{points}{paragraph}\n{paragraph[:-1]} or later.\n- A last point.\n"
    outcome = gathered(tmp_path, "a.txt", text)
    (document,) = outcome.documents
    assert document.title is None
    assert outcome.part("headline") == ["Ruritania keeps its treaty.", "Graustark doubts it."]
    assert outcome.part("body")[-1] == "A last point."
    assert outcome.because("-") == "list mark"


def test_lines_wrapped_by_hand_are_one_paragraph(tmp_path: Path) -> None:
    wrapped = (
        "The envoy of Ruritania said on his way to the airport that the treaty\n"
        "with Graustark would be kept, and that the boats which had been taken\n"
        "in the strait would be given back before the end of the month.\n"
    )
    outcome = gathered(tmp_path, "a.txt", "Envoy leaves\n\n" + wrapped + "\n" + wrapped.replace("month", "year"))
    assert [words.count("\n") for words in outcome.part("body")] == [2, 2]


def test_an_outlet_that_was_told_something_is_inferred_only_where_it_is_alone(tmp_path: Path) -> None:
    body = "The treaty stands, the envoy of Ruritania told {}. Nobody in Graustark has said more of it so far.\n"
    one = gathered(tmp_path, "a.txt", body.format("The Streslau Gazette") * 2)
    assert [judgement.candidate for judgement in one.judgements] == ["The Streslau Gazette"]
    two = gathered(tmp_path, "b.txt", body.format("The Streslau Gazette") + body.format("Modenstein Radio"))
    assert two.judgements == []
    relayed = body.format("The Streslau Gazette") + "The Streslau Gazette reported that the boats were given back.\n"
    assert gathered(tmp_path, "c.txt", relayed).judgements == []
    assert gathered(tmp_path, "e.txt", body.format("President Fischer")).judgements == []
    found_at = "title: Envoy\nurl: https://www.example.org/envoy\n\n" + body.format("The Streslau Gazette") * 2
    assert gathered(tmp_path, "f.txt", found_at).judgements == []  # the address tells who published it
    stated = "title: Envoy\npublisher: Strait Times\n\n" + body.format("The Streslau Gazette")
    outcome = gathered(tmp_path, "d.txt", stated)
    assert outcome.judgements == []
    assert outcome.documents[0].publisher == "Strait Times"


def test_the_seed_articles_hold_no_furniture_in_what_is_read(shared: Path) -> None:
    outcome = Outcome(shared / "seeds")
    assert outcome.faults == []
    read = [
        document.text[passage.start : passage.end]
        for document in outcome.documents
        for passage in document.parts
        if passage.part in {Part.HEADLINE, Part.BODY}
    ]
    assert not [words for words in read if "http" in words or "newsletter" in words.lower() or "staff writer" in words]
    assert len([words for words in read if len(words) > 150]) == 29
    assert sorted(judgement.candidate for judgement in outcome.judgements) == ["Business Insider", "The Week"]
