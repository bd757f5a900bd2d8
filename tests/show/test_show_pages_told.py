"""What pages tell is what the dossier holds, in words that a person knows: counts, names, links and empty dossiers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from asking import foedus
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPERS = {
    "allies.txt": """publisher: Strelsau Wire
date: 2024-05-06

Norway signed a treaty with the Western Allies in May 2024. Norway reportedly sold ten tugs to Chile. \
The Western Allies thanked Norway.
""",
    "headline.md": """# Chile lends Norway a lighthouse

Chile lent Norway a lighthouse in 2023, the Zenda Institute said in a report. The lighthouse may be old, \
the report said.
""",
    "undated.txt": "Norway sold grain to Chile, a trader in Strelsau said. The price was not told to anyone.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("told")
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    ran = foedus("run", folder / "papers", "--dossier", folder / "dossier")
    assert ran.code == 0, ran.out
    served = Served(folder / "dossier", free_port())
    yield served
    served.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("empty")
    (folder / "nothing").mkdir()
    assert foedus("run", folder / "nothing", "--dossier", folder / "dossier").code == 0
    served = Served(folder / "dossier", free_port())
    yield served
    served.close()


def twin(served: Served, path: str) -> Any:
    status, answer = served.ask(path)
    assert status == 200, answer
    return json.loads(answer)


def page(served: Served, path: str) -> str:
    """The words of a page, without its marks."""
    status, answer = served.ask(path)
    assert status == 200, answer
    return " ".join(re.sub(r"<[^>]*>", "", answer.partition("<main")[2]).split())


def test_every_relation_of_the_list_opens_whatever_hyphens_its_ids_have(told: Served) -> None:
    listed = twin(told, "/relations.json")["relations"]
    assert "Norway and Western allies" in {each["names"] for each in listed}
    for each in listed:
        one = twin(told, f"/relations/{each['dyad']}.json")
        assert one["claims"] == each["claims"]
        assert f"{one['brief']['first']} and {one['brief']['second']}" == each["names"]
        assert twin(told, f"/relations/{each['dyad']}/over-time.json")["dyad"] == each["dyad"]


def test_an_id_with_hyphens_is_named_in_facets_and_beside_its_partners(told: Served) -> None:
    facet = next(each for each in twin(told, "/claims.json")["facets"] if each["name"] == "dyad")
    assert "Norway and Western allies" in {each["name"] for each in facet["choices"]}
    assert "Western allies" in {each["name"] for each in twin(told, "/actors/NOR.json")["partners"]}
    dyad = next(each["value"] for each in facet["choices"] if each["name"] == "Norway and Western allies")
    both = twin(told, f"/propositions.json?dyad={dyad}")["propositions"]
    assert both
    assert all("Western allies" in each["who"] for each in both)


def test_a_relation_says_how_many_claims_name_both_and_links_to_them(told: Served) -> None:
    one = twin(told, "/relations/CHL-NOR.json")
    assert one["claims"] == twin(told, "/claims.json?dyad=CHL-NOR")["listed"]["all"]
    assert f"{one['claims']} claims name both" in page(told, "/relations/CHL-NOR")


def test_a_text_without_a_title_is_called_by_its_headline_everywhere(told: Served) -> None:
    name = "Chile lends Norway a lighthouse"
    papers = twin(told, "/documents.json")["documents"]
    paper = next(each for each in papers if each["file"].endswith("headline.md"))
    assert paper["title"] == name
    assert twin(told, f"/documents/{paper['id']}.json")["title"] == name
    assert {each["title"] for each in twin(told, f"/claims.json?document={paper['id']}")["claims"]} == {name}


def test_a_document_without_an_outlet_counts_as_none_of_the_outlets(told: Served) -> None:
    first = twin(told, "/dossier.json")
    assert (first["outlets"], first["unstated"]) == (1, 2)
    assert "3 documents of 1 outlet and 2 whose outlet is not stated" in page(told, "/")


def test_every_place_to_read_with_care_that_is_a_document_leads_to_it(told: Served) -> None:
    for each in twin(told, "/dossier.json")["troubles"]:
        for place in each["places"]:
            if place["where"].endswith((".txt", ".md")):
                assert place["document"], place
                assert told.ask(f"/documents/{place['document']}")[0] == 200


def test_a_root_that_no_text_tells_has_one_name_on_all_pages(told: Served) -> None:
    rows = [each for each in twin(told, "/sources.json")["roots"] if each["nature"] == "unstated"]
    assert {each["name"] for each in rows} == {"someone unstated"}
    facet = next(each for each in twin(told, "/claims.json")["facets"] if each["name"] == "root")
    assert "unstated" not in {each["name"] for each in facet["choices"]}
    for each in rows:
        claims = twin(told, f"/claims.json?root={each['id']}")["claims"]
        assert {one["chain"][-1] for one in claims} == {"someone unstated"}


def test_the_way_to_the_words_is_told_in_names_and_with_whole_words(told: Served) -> None:
    claim = twin(told, "/claims.json?q=lighthouse")["claims"][0]
    reason = twin(told, f"/why/{claim['id']}.json")["reason"]
    assert "Chile" in reason["says"]
    assert "CHL" not in reason["says"]
    assert "CT+" not in reason["says"]
    text = " ".join(PAPERS["headline.md"].split())
    for step in (reason, *reason["below"]):
        for side in ("before", "after") if step.get("words") else ():
            held = step["words"][side].split()
            assert all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in held), held


def test_an_empty_dossier_says_what_to_begin_with_and_counts_nothing(empty: Served) -> None:
    first = page(empty, "/")
    assert "Nothing has been gathered yet" in first
    assert "Read them" in first
    assert "0 documents" not in first
    for path in ("/documents", "/claims", "/sources", "/propositions", "/actors"):
        assert "Choose articles to begin with" in page(empty, path)
        assert "<th" not in empty.ask(path)[1]
    assert "No claim in this dossier names both" in page(empty, "/relations/CHL-NOR")
    assert "0 " not in page(empty, "/relations/CHL-NOR")


def test_what_cannot_be_asked_leads_back_to_the_page_that_can(told: Served) -> None:
    status, answer = told.ask("/claims?certainty=sure")
    assert status == 400
    assert '<a href="/claims">The page without what was asked</a>' in answer
    status, answer = told.ask("/why/ffffffff")
    assert status == 404
    assert '<a href="/why">' in answer


def test_what_qualifies_a_proposition_stands_on_one_side_of_its_page(told: Served) -> None:
    for each in twin(told, "/propositions.json?only=qualified")["propositions"]:
        status, answer = told.ask(f"/propositions/{each['id']}")
        assert status == 200
        sides = re.findall(r'<section class="(?:pro|con|qualified)">.*?</section>', answer, re.DOTALL)
        shown = [one for side in sides for one in set(re.findall(r"/claims/(\w+)/correct", side))]
        assert len(shown) == len(set(shown))


def test_a_decision_is_by_whom_the_form_names(told: Served) -> None:
    claim = twin(told, "/claims.json?q=tugs")["claims"][0]["id"]
    assert 'name="by"' in told.ask(f"/claims/{claim}/correct")[1]
    form = f"about=claim+is+wrong&subject={claim}&because=only+hearsay&by=R.+Hentzau".encode()
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": told.at, "Accept": "application/json"}
    assert told.ask("/judgements", method="POST", body=form, **kind)[0] == 201
    assert told.seen(lambda: bool(twin(told, "/judgements.json")["judgements"]))
    assert twin(told, "/judgements.json")["judgements"][0]["by"] == "R. Hentzau"
