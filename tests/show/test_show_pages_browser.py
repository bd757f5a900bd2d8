"""The pages in a real browser: quiet, for this machine alone, legible to all, and corrected where the error is seen."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from foedus import Dossier
from foedus.assess import Asked, By
from foedus.show.server.app import ASSETS, PAGES
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

AXE = Path(__file__).parent / "axe" / "axe.min.js"
LISTS = (
    "/",
    "/documents",
    "/claims",
    "/sources",
    "/propositions",
    "/actors",
    "/relations",
    "/events",
    "/judgements",
    "/why",
)
KINDS = ("document", "claim", "proposition", "same", "source", "actor", "relation", "over-time", "correct")
TRICKS = (
    "/assets/../__init__.py",
    "/assets/..%2f..%2f__init__.py",
    "/assets/%2e%2e/%2e%2e/cli.py",
    "/assets//etc/passwd",
    "/documents/..%2f..%2fetc%2fpasswd",
    "/why/%00",
    "/actors/../../etc/passwd",
)


class House(Served):
    """The pages with what tests ask of them."""

    def twin(self, path: str) -> Any:
        status, told = self.ask(path)
        assert status == 200, told
        return json.loads(told)

    def rest(self) -> None:
        """Wait until nothing is worked on any more."""
        until = time.monotonic() + 120
        while (self.keeper.job.is_running or not self.keeper.job.number) and time.monotonic() < until:
            time.sleep(0.05)
        assert self.keeper.job.failed == ""

    def example(self, kind: str) -> str:
        """The address of one page of a kind."""
        first = {
            "document": lambda: f"/documents/{self.twin('/documents.json?q=gulf')['documents'][0]['id']}",
            "claim": lambda: f"/why/{self.twin('/claims.json')['claims'][0]['id']}",
            "correct": lambda: f"/claims/{self.twin('/claims.json')['claims'][0]['id']}/correct",
            "proposition": lambda: (
                f"/propositions/{self.twin('/propositions.json?order=most+contested')['propositions'][0]['id']}"
            ),
            "same": lambda: f"/propositions/{self.twin('/propositions.json')['propositions'][0]['id']}/same",
            "source": lambda: f"/sources/{self.twin('/sources.json')['roots'][0]['id']}",
            "actor": lambda: "/actors/NOR",
            "relation": lambda: "/relations/CHL-NOR",
            "over-time": lambda: "/relations/CHL-NOR/over-time",
        }
        return first[kind]()


@pytest.fixture(scope="module")
def pages(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("served") / "dossier"
    shutil.copytree(house, folder)
    served = House(folder, free_port())
    yield served
    served.close()


@pytest.fixture
def tab(browser: Any, pages: House) -> Iterator[Any]:
    """A tab that may say nothing and ask for nothing beyond the pages."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said = watched(page, pages)
    yield page
    context.close()
    assert said == []


def watched(page: Any, pages: House) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: request.url.startswith(pages.at) or said.append(request.url))
    return said


# ---- every page


@pytest.mark.parametrize("which", [*LISTS, *KINDS])
def test_every_page_is_quiet_and_fits_wide_and_narrow(browser: Any, pages: House, which: str) -> None:
    path = which if which.startswith("/") else pages.example(which)
    for width, scheme in ((1280, "light"), (390, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        said = watched(page, pages)
        assert page.goto(pages.at + path).status == 200
        page.evaluate("document.querySelectorAll('details:not([hx-get])').forEach(each => each.open = true)")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert said == []
        context.close()


@pytest.mark.parametrize("which", [*LISTS, *KINDS])
def test_every_page_is_legible_to_all(browser: Any, pages: House, which: str) -> None:
    path = which if which.startswith("/") else pages.example(which)
    for scheme in ("light", "dark") if which in {"/", "document"} else ("light",):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(pages.at + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [(each["id"], each["nodes"][0]["html"][:160]) for each in found["violations"]]
        context.close()
        assert told == []


@pytest.mark.parametrize("which", [*LISTS, *KINDS])
def test_every_page_has_a_twin_as_it_is_described(pages: House, which: str) -> None:
    path = which if which.startswith("/") else pages.example(which)
    described = pages.twin("/openapi.json")
    told = pages.twin("/dossier.json" if path == "/" else f"{path}.json")
    template = next(
        each
        for each in described["paths"]
        if re.fullmatch(
            re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(each)), "/dossier.json" if path == "/" else f"{path}.json"
        )
    )
    schema = described["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(told)


def test_the_assets_are_small() -> None:
    folder = Path(__file__).resolve().parents[2] / "src" / "foedus" / "show" / "pages" / "assets"
    assert sum((folder / name).stat().st_size for name in ASSETS) < 1_200_000


def test_an_error_is_a_page_with_a_sentence(tab: Any, pages: House) -> None:
    for path, status in (
        ("/why/ffffffff", 404),
        ("/claims?page=0", 400),
        ("/claims?certainty=sure", 400),
        ("/no", 404),
    ):
        answered, told = pages.ask(path)
        assert answered == status
        assert 'class="empty"' in told
        answered, told = pages.ask(
            path.replace("/why/ffffffff", "/why/ffffffff.json").replace("/claims?", "/claims.json?")
        )
        assert answered == status


# ---- for this machine alone


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_host_is_refused(pages: House, host: str) -> None:
    assert pages.ask("/", Host=host)[0] in {400, 403}


def test_a_foreign_origin_is_refused(pages: House) -> None:
    assert pages.ask("/dossier.json", Origin="http://evil.example")[0] == 403
    form = b"about=claim+is+wrong&subject=x&because=y"
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    assert pages.ask("/judgements", method="POST", body=form, **kind)[0] == 403
    assert pages.ask("/judgements", method="POST", body=form, Origin="null", **kind)[0] == 403
    assert pages.ask("/judgements", method="POST", body=form, Origin="http://evil.example", **kind)[0] == 403
    cross = {"Origin": pages.at, "Sec_Fetch_Site": "cross-site"}
    assert pages.ask("/judgements", method="POST", body=form, **cross, **kind)[0] == 403


@pytest.mark.parametrize("path", TRICKS)
def test_no_path_leads_elsewhere(pages: House, path: str) -> None:
    status, told = pages.ask(path)
    assert status in {400, 404}
    assert "root:" not in told
    assert "import" not in told


def test_a_page_says_what_a_browser_may_do_with_it(pages: House) -> None:
    pages.ask("/")
    headers = pages.headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_what_an_article_holds_stays_text(tab: Any, pages: House) -> None:
    held = pages.twin("/documents.json?q=thanked")["documents"]
    tab.goto(f"{pages.at}/documents/{held[0]['id']}")
    shown = tab.locator(".article").evaluate(
        "each => { each.querySelectorAll('.n').forEach(mark => mark.remove()); return each.textContent; }"
    )
    assert "<script>alert(4)</script>" in shown
    assert "[the ships](javascript:alert(5))" in shown
    assert "\u202e" not in tab.content()
    assert "\x1b" not in tab.content()
    assert tab.locator("main script, main img, main [onerror], main a[href^='javascript']").count() == 0
    for path in ("/", "/documents", "/claims", "/sources", "/relations/CHL-NOR"):
        tab.goto(pages.at + path)
        assert tab.locator("main script, main img, [onerror], [onload]").count() == 0


# ---- what a person does


def test_the_keyboard_leads_through_the_pages(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/claims")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name") == "q"


def test_j_and_k_go_from_claim_to_claim(tab: Any, pages: House) -> None:
    tab.goto(pages.at + pages.example("document"))
    tab.keyboard.press("j")
    assert tab.locator(".card.on .num").inner_text() == "1"
    assert tab.locator(".run.on").count() >= 1
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    assert tab.locator(".card.on .num").inner_text() == "2"
    assert tab.url.endswith(tab.locator(".card.on").get_attribute("id"))
    tab.keyboard.press("Escape")
    assert tab.locator(".card.on, .run.on").count() == 0


def test_words_under_the_pointer_show_their_claim_and_its_cues(tab: Any, pages: House) -> None:
    tab.goto(pages.at + pages.example("document"))
    cue = tab.locator(".article .run.cue").first
    cue.hover()
    assert tab.locator(".run.hover").count() >= 1
    assert tab.locator(".cue.seen").count() >= 1
    cue.click()
    assert tab.locator(".card.on dl mark").count() >= 1


def test_the_article_is_shown_whole_and_in_order(tab: Any, pages: House) -> None:
    path = pages.example("document")
    told = pages.twin(f"{path}.json")
    with Dossier(pages.folder, create=False) as dossier:
        text = dossier.find(told["id"]).text
    shown = "".join(run["text"] for block in told["blocks"] for run in block["runs"])
    assert "".join(shown.split()) == "".join(text.split())
    for number, card in enumerate(told["cards"], start=1):
        words = "".join(piece["text"] for piece in card["line"]["words"])
        marked = "".join(run["text"] for block in told["blocks"] for run in block["runs"] if number in run["claims"])
        assert "".join(marked.split()) == "".join(words.split())


def test_a_facet_narrows_the_list_and_can_be_passed_on(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/claims")
    link = tab.locator(".facets a").first
    left = int(link.locator("span").inner_text())
    link.click()
    tab.wait_for_url("**/claims?*")
    assert tab.locator("article.entry").count() == min(left, 50)
    assert f"{left} claim" in tab.locator("#results .aim").inner_text()
    address = tab.url
    tab.goto(pages.at + "/")
    tab.goto(address)
    assert tab.locator("article.entry").count() == min(left, 50)


def test_search_shows_what_it_finds_as_it_is_typed(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/claims")
    tab.locator("main input[name=q]").type("torpedoes")
    tab.wait_for_url("**q=torpedoes*")
    found = tab.locator("#results article.entry .words").all_inner_texts()
    assert found
    assert all("torpedoes" in each for each in found)


def test_a_row_opens_to_its_words(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/claims")
    row = tab.locator("article.entry").first
    row.locator("summary").click()
    row.locator(".exact").first.wait_for()
    assert "on whose word" in row.inner_text()


def test_any_number_leads_to_the_words(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/relations/CHL-NOR")
    tab.locator(".answer a.id").click()
    tab.wait_for_url("**/why/*")
    assert tab.locator(".exact").count() >= 1


def test_for_and_against_stand_side_by_side(tab: Any, pages: House) -> None:
    tab.goto(pages.at + pages.example("proposition"))
    pro, con = tab.locator(".sides .pro").bounding_box(), tab.locator(".sides .con").bounding_box()
    assert pro["y"] == con["y"]
    assert tab.locator(".bounds").inner_text()
    assert tab.locator("table tbody tr").count() >= 1


def test_the_picture_says_who_relays_whom(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/sources")
    assert tab.get_by_role("img", name="Who relays whom").count() == 1
    assert tab.locator("#copies ~ .scroll tbody tr").count() >= 1


def test_the_relation_prints(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/relations/CHL-NOR")
    assert tab.pdf()[:5] == b"%PDF-"
    tab.emulate_media(media="print")
    assert not tab.locator(".top").is_visible()
    assert tab.locator("main h1").is_visible()


def test_a_wrong_claim_is_corrected_where_it_is_seen_and_taken_back(tab: Any, browser: Any, pages: House) -> None:
    wanted = pages.twin("/claims.json?q=exercise")["claims"][0]
    before = pages.twin("/sources.json")["listed"], pages.twin("/claims.json")["listed"]["all"]
    other = browser.new_context().new_page()
    other.goto(f"{pages.at}/claims")
    tab.goto(f"{pages.at}/documents/{wanted['document']}#c-{wanted['id'][:8]}")
    tab.locator(".card.on .to-correct").click()
    form = tab.locator("form", has_text="It is no claim")
    form.locator("input[name=because]").fill("only a headline <b>here</b>")
    form.get_by_role("button").click()
    tab.wait_for_url("**/documents/*")
    tab.locator(".again").wait_for(timeout=120_000)
    tab.locator(".again").click()
    assert tab.locator(f"#c-{wanted['id'][:8]}.struck").count() == 1
    told = pages.twin(f"/why/{wanted['id']}.json")
    assert not [each for each in told["reason"]["below"] if each["says"].startswith("counted in")]
    other.reload()  # the second tab sees it too
    assert "Judged to be no claim" in other.locator(f"#l-{wanted['id'][:8]}").inner_text()
    other.close()
    tab.goto(pages.at + "/judgements")
    assert "only a headline <b>here</b>" in tab.locator("article").first.inner_text()
    tab.get_by_role("button", name="Take it back").click()
    tab.locator(".again").wait_for(timeout=120_000)
    assert pages.twin(f"/claims/{wanted['id']}/correct.json")["line"]["judged_wrong"] is None
    assert (pages.twin("/sources.json")["listed"], pages.twin("/claims.json")["listed"]["all"]) == before


def test_a_claim_that_says_something_else_leaves_and_comes_back(tab: Any, pages: House) -> None:
    told = pages.twin("/propositions.json?order=most+repeated")["propositions"][0]
    before = pages.twin(f"/propositions/{told['id']}.json")
    assert told["supporting"] > 1
    leaves = next(
        each["line"]["id"] for each in before["pro"] if each["line"]["outlet"] != before["pro"][0]["line"]["outlet"]
    )
    tab.goto(f"{pages.at}/propositions/{told['id']}")
    entry = tab.locator(".pro li", has=tab.locator(f"a[href='/claims/{leaves}/correct']"))
    entry.get_by_text("it says something else").click()
    entry.locator("input[name=because]").fill("another gulf")
    entry.get_by_role("button").click()
    tab.locator(".again").wait_for(timeout=120_000)
    tab.locator(".again").click()
    assert "another gulf" in tab.locator("main").inner_text()
    stays = pages.twin(f"/propositions/{before['pro'][0]['line']['id']}.json")
    gone = pages.twin(f"/propositions/{leaves}.json")
    assert stays["saying"]["supporting"] == told["supporting"] - 1
    assert stays["saying"]["outlets"] < told["outlets"], "the counts change at once"
    assert [each["line"]["id"] for each in gone["pro"]] == [leaves]
    tab.get_by_role("button", name="Take it back").click()
    tab.locator(".again").wait_for(timeout=120_000)
    assert pages.twin(f"/propositions/{leaves}.json")["saying"] == told


def test_two_propositions_that_say_the_same_become_one_and_two_again(tab: Any, pages: House) -> None:
    told = sorted(pages.twin("/propositions.json")["propositions"], key=lambda each: each["id"])
    one = next(each for each in told if "sold grain" in each["says"])
    other = next(each for each in told if "treaty of friendship" in each["says"])
    claims = [pages.twin(f"/propositions/{each['id']}.json")["pro"][0]["line"]["id"] for each in (one, other)]
    all_of_them = pages.twin("/propositions.json")["listed"]["all"]
    tab.goto(f"{pages.at}/propositions/{one['id']}")
    tab.get_by_role("link", name="Another proposition says the same").click()
    tab.locator("main input[type=search]").fill('"' + other["says"] + '"')
    tab.get_by_role("button", name="Look for it").click()
    tab.locator(f"input[value='{other['id']}']").check()
    tab.locator("fieldset input[name=because]").fill("they were struck together")
    tab.get_by_role("button", name="Record it").click()
    tab.locator(".again").wait_for(timeout=120_000)
    tab.locator(".again").click()
    assert pages.twin("/propositions.json")["listed"]["all"] == all_of_them - 1
    told = pages.twin(f"/why/{claims[0]}.json"), pages.twin(f"/why/{claims[1]}.json")
    homes = [
        next(each["id"] for each in one["reason"]["below"] if each["says"].startswith("counted in")) for one in told
    ]
    assert homes[0] == homes[1]
    assert "they were struck together" in tab.locator("main").inner_text()
    tab.get_by_role("button", name="Take it back").click()
    tab.locator(".again").wait_for(timeout=120_000)
    assert pages.twin(f"/propositions/{one['id']}.json")["saying"] == one


def test_a_decision_without_a_reason_is_refused(pages: House) -> None:
    claim = pages.twin("/claims.json")["claims"][0]["id"]
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": pages.at, "Accept": "application/json"}
    status, told = pages.ask(
        "/judgements", method="POST", body=f"about=claim+is+wrong&subject={claim}".encode(), **kind
    )
    assert status == 400
    assert "reason" in told


def test_files_are_dropped_and_read_and_are_new_on_the_next_visit(tab: Any, pages: House) -> None:
    tab.goto(pages.at + "/")
    before = pages.twin("/dossier.json")["counts"]["documents"]
    text = "Chile bought ten tugs from Norway, the port of Strelsau said on Tuesday. Norway thanked Chile.\n"
    tab.locator("input[type=file]").set_input_files(
        {"name": "../../tugs <b>.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    tab.get_by_role("button", name="Read them").click()
    tab.locator(".again").wait_for(timeout=120_000)
    tab.locator(".again").click()
    assert pages.twin("/dossier.json")["counts"]["documents"] == before + 1
    assert [each.name for each in (pages.folder / "dropped").glob("*/*")] == ["tugs _b_.txt"]
    pages.keeper.visited = pages.keeper.visited or {"documents": [], "problems": [], "propositions": {}}
    assert "New since your last visit" in tab.goto(pages.at + "/").text()


def test_what_another_process_writes_is_seen(pages: House, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text("Norway lent Chile a lighthouse, an envoy of Chile said. It is old.\n")
    before = pages.twin("/dossier.json")["counts"]["documents"]
    with Dossier(pages.folder, create=False) as dossier:
        dossier.gather(tmp_path / "late.txt")
    until = time.monotonic() + 60
    while pages.twin("/dossier.json")["counts"]["documents"] == before and time.monotonic() < until:
        time.sleep(0.1)
    assert pages.twin("/dossier.json")["counts"]["documents"] == before + 1


def test_every_page_is_told_of(pages: House) -> None:
    described = pages.twin("/openapi.json")
    assert len(described["paths"]) == len(PAGES)


def test_a_relation_over_time_opens_to_its_claims(tab: Any, pages: House) -> None:
    tab.goto(f"{pages.at}/relations/CHL-NOR")
    assert tab.locator("figure.over-time svg").count() == 1
    tab.get_by_role("link", name="Its figures by class").click()
    told = pages.twin("/relations/CHL-NOR/over-time.json")
    assert told["rows"]
    period = next(each for each in told["rows"] if each["claims"])
    assert sum(each["claims"] for each in period["quads"]) == period["claims"]
    tab.get_by_role("link", name=period["period"], exact=True).click()
    tab.locator("#told").wait_for()
    assert tab.locator("#told article").count() == period["claims"]
    behind = pages.twin(f"/relations/CHL-NOR/over-time.json?at={period['period']}")["claims"]
    with Dossier(pages.folder, create=False) as dossier:
        known = {each.id for each in dossier.claims()}
    assert {each["id"] for each in behind} <= known


def test_the_figures_over_time_are_those_of_the_command(pages: House) -> None:
    with Dossier(pages.folder, create=False) as dossier:
        found = dossier.series("CHL", "NOR", Asked(by=By.YEAR))
    told = {each["period"]: each for each in pages.twin("/relations/CHL-NOR/over-time.json?by=year")["rows"]}
    for point in found.points:
        if point.acts.claims:
            row = told[str(point.since.year)]
            assert (row["read"], row["claims"]) == (point.documents, point.acts.claims)
            assert [(each["low"], each["high"]) for each in row["quads"]] == [
                (each.low, each.high) for each in point.quads.values()
            ]


def test_a_period_that_is_none_is_refused_with_a_sentence(pages: House) -> None:
    status, told = pages.ask("/relations/CHL-NOR/over-time.json?at=1066-10")
    assert status == 400
    assert "1066-10" in json.loads(told)["error"]


def test_a_document_that_was_replaced_shows_what_changed(tab: Any, pages: House, tmp_path: Path) -> None:
    file = tmp_path / "papers" / "tariff.txt"
    file.parent.mkdir()
    head = "publisher: Strelsau Wire\ndate: 2024-05-06\n\n"
    for text in ("Norway closed its embassy in Chile in May 2024. Chile sold wine to Norway.",
                 "Norway may have closed its embassy in Chile in May 2024. Norway lent Chile ten tugs."):  # fmt: skip
        file.write_text(head + text + "\n", encoding="utf-8")
        with Dossier(pages.folder, create=False) as dossier:
            dossier.run(file.parent)
    until = time.monotonic() + 60
    while not pages.twin("/documents.json?q=embassy")["listed"]["all"] and time.monotonic() < until:
        time.sleep(0.1)
    later = pages.twin("/documents.json?q=embassy")["documents"][0]["id"]
    while not (told := pages.twin(f"/documents/{later}.json")["revised"]) and time.monotonic() < until:
        time.sleep(0.1)
        later = pages.twin("/documents.json?q=embassy")["documents"][0]["id"]
    assert {"words", "certainty"} <= set(told["altered"][0]["respects"])
    assert ["wine" in "".join(piece["text"] for piece in each["words"]) for each in told["gone"]] == [True]
    tab.goto(f"{pages.at}/documents/{told['earlier']}")
    tab.get_by_role("link", name="what changed").click()
    assert "≠ altered: words, certainty" in tab.locator("#changed").inner_text()
    assert "embassy" in tab.locator("#changed").inner_text()
    pages.keeper.visited = pages.keeper.visited or {"documents": [], "problems": [], "propositions": {}}
    told = tab.goto(pages.at + "/").text()
    assert "Replaced by a later text" in told
