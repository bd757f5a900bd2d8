"""The brief: the answer first, both sides of what is contradicted, notes with exact words; hostile text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus import Dossier
from foedus.records import Check, Objection
from foedus.show.brief import brief_of
from foedus.show.pages import page_of
from foedus.show.terminal import views
from foedus.terms import Disagreement, Verdict

if TYPE_CHECKING:
    from pathlib import Path

ALLOWED = {"html", "head", "meta", "title", "style", "body", "main", "nav", "section", "article", "header", "footer",
           "figure", "figcaption", "h1", "h2", "h3", "p", "a", "b", "bdi", "blockquote", "br", "code", "dd", "details",
           "div", "dl", "dt", "li", "mark", "ol", "span", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr",
           "ul", "wbr", "svg", "desc", "rect", "defs", "marker", "path", "text", "g", "pattern", "circle"}  # fmt: skip


class Page(HTMLParser):
    """What a page holds: its elements, its identities, and where its links go."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src"}:
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


@pytest.fixture(scope="module")
def written(house: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("brief") / "new" / "brief.html"
    told = foedus("brief", "NOR", "CHL", "--dossier", house, "-o", file)
    assert told.code == 0, told.err
    return file.read_text(encoding="utf-8")


def test_hostile_text_stays_text(written: str) -> None:
    page = Page(written)
    assert page.tags <= ALLOWED
    assert not {each for each in page.attributes if each.startswith("on")}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", written)
    assert "alert(4)&lt;/script&gt;" in written, "the words are shown, not dropped"


def test_a_page_asks_for_nothing_outside_itself(written: str) -> None:
    page = Page(written)
    assert all(each.startswith("#") for each in page.links)
    assert "default-src 'none'" in written
    assert "url(" not in re.sub(r"url\(#(?:lineage-arrow|timeline-unread)\)", "", written)
    assert "@import" not in written


def test_every_link_has_its_target_and_every_identity_is_one(written: str) -> None:
    page = Page(written)
    assert len(page.ids) == len(set(page.ids))
    assert {each[1:] for each in page.links} <= set(page.ids)


def test_the_answer_stands_before_everything_else(written: str) -> None:
    order = [
        written.index(each) for each in ('class="verdict"', 'id="claimed"', 'id="ladder"', 'id="roots"', 'id="notes"')
    ]
    assert order == sorted(order)


def test_every_id_of_the_page_opens(house: Path, written: str) -> None:
    ids = set(re.findall(r"<code>([0-9a-f]{8})</code>", written)) - {"1a2b3c4d"}
    assert len(ids) > 20
    for each in sorted(ids)[::4]:
        assert foedus("why", each, "--dossier", house).code == 0, each


def test_the_same_dossier_gives_the_same_page(house: Path, written: str, tmp_path: Path) -> None:
    foedus("brief", "Chile", "Norway", "--dossier", house, "-o", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == written


def test_markdown_quotes_words_and_no_markup_of_papers(house: Path) -> None:
    told = foedus("brief", "NOR", "CHL", "--dossier", house)
    assert told.code == 0
    assert told.out.startswith("# Chile and Norway: ")
    assert "<script" not in told.out.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\]\(", told.out), "no paper can make a link"
    called = set(re.findall(r"\[\^(\d+)\](?!:)", told.out))
    assert called == set(re.findall(r"^\[\^(\d+)\]:", told.out, flags=re.MULTILINE))


def test_a_contradiction_within_one_paper_is_shown_though_it_names_no_state(house: Path) -> None:
    with Dossier(house, create=False) as dossier:
        seen = views(dossier)
    material = seen.material
    paper = next(each for each in material.documents if each.gathered_from == "a-wire.txt")
    first, second = [each for each in material.claims if each.document == paper.id][:2]
    bare = replace(
        material.propositions[0], id="f" * 20, initiators=(), targets=(), others=(), supporting=(first.id,),
        qualifying=(),
        denying=(Objection(claim=second.id, respect=Disagreement.POLARITY, because="the planted order is reversed"),),
    )  # fmt: skip
    mirrored = replace(
        bare, id="e" * 20, supporting=(second.id,),
        denying=(Objection(claim=first.id, respect=Disagreement.POLARITY, because="the planted order is reversed"),),
    )  # fmt: skip
    held = (*material.propositions, bare, mirrored)
    brief = brief_of(replace(seen, material=replace(material, propositions=held)), ("NOR", "CHL"))
    within = [each for each in brief.contradictions if each.because == ("the planted order is reversed",)]
    assert len(within) == 1, "told once, not from both ends"
    assert within[0].within == "Navies meet in the gulf"
    page = page_of(brief, "html")
    assert "One document says both" in page
    assert page.count("the planted order is reversed") == 1


def test_a_denial_stands_beside_what_it_denies(house: Path) -> None:
    with Dossier(house, create=False) as dossier:
        seen = views(dossier)
    brief = brief_of(seen, ("NOR", "CHL"))
    denied = [each for each in brief.contradictions if any(note.publisher == "Edelweiss Mirror" for note in each.con)]
    assert denied
    assert any({note.publisher for note in each.pro} >= {"Strelsau Wire", "Harbour Post"} for each in denied)


def test_the_record_speaks_before_it_is_silent(house: Path) -> None:
    with Dossier(house, create=False) as dossier:
        seen = views(dossier)
    told = next(each for each in seen.material.propositions if seen.states(each) == {"NOR", "CHL"})
    checks = tuple(
        Check(id=str(number) * 20, proposition=told.id, dataset="Pacts", version="1", first_year=1950, last_year=2018,
              verdict=verdict, row=(), says=f"says {verdict.value}")
        for number, verdict in enumerate((Verdict.OUTSIDE_COVERAGE, Verdict.AGREES, Verdict.CONFLICTS))
    )  # fmt: skip
    page = page_of(brief_of(replace(seen, material=replace(seen.material, checks=checks)), ("NOR", "CHL")), "html")
    places = [page.index(f"says {each}") for each in ("conflicts", "agrees", "outside coverage")]
    assert places == sorted(places)
    assert "1 question on which the record is silent" in page
