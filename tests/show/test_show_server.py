"""The server as a process of its own, against OWASP ASVS level 1: docs/asvs.md says which test shows which item."""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from faults.baits import TOKENS
from foedus import Dossier
from foedus.show.commands import serve
from foedus.show.server import accounts
from foedus.show.server.app import ASSETS, LARGEST_FORM, PAGES, _back
from foedus.show.server.dropping import MOST_BYTES, MOST_FILES, SPARE_BYTES, fit_name
from foedus.show.server.page import LONGEST_ASKED
from serving_alone import BOUNDARY, FORM, Served, as_a_guest, asked, multipart

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parents[2] / "src" / "foedus" / "show"
LISTS = tuple(each.path for each in PAGES if "{" not in each.path)
TWINS = tuple("/dossier.json" if each == "/" else f"{each}.json" for each in LISTS)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(scope="module")
def served(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "dossier"
    shutil.copytree(house, folder)
    pages = Served(folder)
    yield pages
    assert pages.close() == 0
    assert "Traceback" not in (folder.parent / "dossier.stderr").read_text("utf-8")


@pytest.fixture(scope="module")
def claim(served: Served) -> str:
    return str(served.ask("/claims.json").json["claims"][0]["id"])


def answers(served: Served) -> list[tuple[str, object]]:
    """One answer of every sort: pages, twins, assets, errors, refusals, what is sent."""
    paths = (*LISTS, *TWINS, "/openapi.json", "/progress", "/no", "/no.json", "/claims?page=0", "/claims.json?page=x",
             *(f"/assets/{name}" for name in ASSETS), "/assets/no.css")  # fmt: skip
    found = [(path, served.ask(path)) for path in paths]
    found.append(("foreign host", served.ask("/", Host="evil.example")))
    found.append(("foreign origin", served.ask("/", Origin="http://evil.example")))
    found.append(("no method", served.ask("/", method="DELETE")))
    found.append(("no place to post", served.post("/claims", b"")))
    found.append(("no decision", served.judge(about="x")))
    found.append(("broken form", served.post("/documents", b"--x", Content_Type="multipart/form-data; boundary=y")))
    found.append(("without a boundary", served.post("/judgements", b"--x", Content_Type="multipart/form-data")))
    found.append(("sent back", served.post("/judgements/ffffffffffffffffffff/undo", b"", Accept="text/html")))
    return found


class Parsed(HTMLParser):
    """What a page has that none may have: scripts and styles in it, things from elsewhere, addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        from_here = all(told.get(name, "/assets/").startswith("/assets/") for name in ("src", "data", "poster"))
        if tag in {"iframe", "object", "embed", "style", "base"} or not from_here:
            self.found.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in told:
            self.found.append("a script in the page")
        if tag == "link" and not told["href"].startswith("/assets/"):
            self.found.append(told["href"])
        if [name for name in told if name.startswith("on") or name in {"style", "srcdoc"}]:
            self.found.append(self.get_starttag_text() or tag)
        if any(re.match(r"\s*(javascript|data|vbscript):", told.get(name, ""), re.IGNORECASE)
               for name in ("href", "action", "formaction", "xlink:href")):  # fmt: skip
            self.found.append(self.get_starttag_text() or tag)


def parsed(text: str) -> list[str]:
    page = Parsed()
    page.feed(text)
    page.close()
    return page.found


# ---- what every answer says


def test_every_answer_says_what_a_browser_may_do_with_it(served: Served) -> None:
    for path, answer in answers(served):
        assert HEADERS.items() <= answer.headers.items(), path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "form-action 'self'" in policy, path
        assert "unsafe" not in policy, path
        assert "*" not in policy, path


def test_every_answer_says_what_it_is_and_in_which_letters(served: Served) -> None:
    for path, answer in answers(served):
        kind = answer.headers["content-type"]
        assert kind == "application/json" or kind.endswith("; charset=utf-8"), path
        if kind == "application/json":
            assert answer.headers["content-disposition"] == 'attachment; filename="foedus.json"', path
            assert answer.json is not None


def test_no_answer_names_a_version_sets_a_cookie_or_lets_others_read_it(served: Served) -> None:
    for path, answer in answers(served):
        assert not {"server", "x-powered-by", "set-cookie", "strict-transport-security"} & answer.headers.keys(), path
        assert not [each for each in answer.headers if each.startswith("access-control-")], path
        assert not re.search(r"uvicorn|starlette|duckdb|python/\d", answer.text, re.IGNORECASE), path


def test_nothing_is_kept_by_a_browser_but_the_assets(served: Served) -> None:
    for path, answer in answers(served):
        kept = "max-age=300" if path.startswith("/assets/") and answer.status == 200 else None
        assert answer.headers["cache-control"] == (kept or "no-store"), path


def test_no_error_shows_what_is_inside(served: Served) -> None:
    for path, answer in answers(served):
        assert answer.status < 500, path
        assert not re.search(r'Traceback|File "|\.py\b|/site-packages/|SELECT ', answer.text), path


def test_what_is_our_mistake_is_a_sentence_and_a_whole_answer(house: Path, tmp_path: Path) -> None:
    shutil.copytree(house, tmp_path / "dossier")
    pages = Served(tmp_path / "dossier")
    (tmp_path / "dossier" / "dossier.sqlite").write_bytes(b"no catalogue")
    held = pages.ask("/claims.json").json["claims"][0]["id"]
    answer = pages.judge(about="claim is wrong", subject=held, because="seen")
    assert answer.status == 500
    assert HEADERS.items() <= answer.headers.items()
    assert "Traceback" not in answer.text
    assert re.search(r"damaged|mistake|cannot", answer.text)
    pages.close()


# ---- who is answered


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_host_is_refused(served: Served, host: str) -> None:
    answer = served.ask("/dossier.json", Host=host)
    assert answer.status in {400, 403}
    assert "documents" not in answer.text


@pytest.mark.parametrize(
    "told",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "https://127.0.0.1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_what_another_site_sends_changes_nothing(served: Served, claim: str, told: dict[str, str]) -> None:
    body = f"about=claim+is+wrong&subject={claim}&because=forged".encode()
    for path in ("/judgements", "/documents", f"/judgements/{claim}/undo"):
        assert served.post(path, body, **told).status == 403
    with Dossier(served.folder, create=False) as dossier:
        assert not [each for each in dossier.judgements() if each.because == "forged"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_no_other_method_is_taken(served: Served, method: str) -> None:
    answer = served.ask("/claims", method=method, Origin=served.at)
    assert answer.status in {400, 405}
    assert answer.headers.get("allow", "GET, HEAD, POST") == "GET, HEAD, POST"


def test_a_page_that_is_only_read_takes_nothing(served: Served) -> None:
    for path in LISTS:
        if path not in {"/documents", "/judgements"}:
            answer = served.post(path, b"")
            assert answer.status == 405, path
            assert "GET" in answer.headers["allow"]


def test_the_server_listens_on_the_loopback_alone(served: Served) -> None:
    assert serve.LOOPBACK == "127.0.0.1"
    assert "--host" not in {name for each in serve.serve_command.params for name in each.opts}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.connect(("192.0.2.1", 9))  # sends nothing: it only asks which address would be ours
        ours = out.getsockname()[0]
    with socket.socket() as caller:
        caller.settimeout(5)
        assert caller.connect_ex((ours, served.port)) != 0


def test_another_account_of_the_machine_is_refused(served: Served, tmp_path: Path) -> None:
    door = (
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 {uid} 0 {inode} 1 0 100 0 0 10 0"
    )
    row = "   1: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000 {uid} 0 {inode} 1 0 20 4 0"
    ours, other = os.geteuid(), os.geteuid() + 1
    table, ends = tmp_path / "tcp", (("127.0.0.1", 40000), ("127.0.0.1", 8080))
    for uid, inode, answered in ((ours, 7, True), (0, 7, True), (other, 7, False), (ours, 0, False), (0, 0, False)):
        lines = ["  sl  local_address", door.format(uid=ours, inode=5), row.format(uid=uid, inode=inode)]
        table.write_text("\n".join(lines) + "\n", "ascii")
        assert accounts.is_own(*ends, table) is answered
        assert not accounts.is_own(("127.0.0.1", 40001), ends[1], table)
    assert not accounts.is_own(None, ends[1], table)
    assert accounts.is_own(*ends, tmp_path / "no such table")
    if os.geteuid() == 0 and accounts.CONNECTIONS.exists():
        answer = as_a_guest(served.port)
        assert answer.status == 403, answer.text
        assert "for the account that serves them" in answer.text


def test_who_is_refused_is_told_in_one_line_without_what_was_asked(served: Served) -> None:
    served.ask("/claims?q=secret%0Aforged", Host="evil.example")
    served.ask("/%0Aforged%1b[31m", Host="evil.example")
    lines = [each for each in served.said().splitlines() if "for this machine alone" in each]
    assert lines[-2].startswith("refused GET '/claims': ")
    assert lines[-1].startswith("refused GET '/\\nforged\\x1b[31m': ")
    assert "secret" not in served.said()


def test_what_is_asked_and_sent_is_not_logged(served: Served, claim: str) -> None:
    served.ask("/claims?q=confidential")
    served.judge(about="claim is wrong", subject=claim, because="confidential", by="Eve Confidential", opinion="no")
    assert "confidential" not in served.said().lower()


# ---- what is asked


@pytest.mark.parametrize("path", LISTS)
def test_whatever_is_asked_of_a_page_is_answered_or_refused(served: Served, path: str) -> None:
    page = next(each for each in PAGES if each.path == path)
    for place, (name, bait) in enumerate(TOKENS.items()):
        if not page.parameters:
            break
        parameter = page.parameters[place % len(page.parameters)]
        value = quote(bait.encode("utf-8", "surrogatepass"))[:3000]
        answer = served.ask(f"{path}?{parameter.name}={value}")
        assert answer.status in {200, 400, 404}, (parameter.name, name)
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("page", [each.path for each in PAGES if "{" in each.path])
def test_whatever_stands_in_an_address_is_answered_or_refused(served: Served, page: str) -> None:
    for name, bait in TOKENS.items():
        value = quote(bait.encode("utf-8", "surrogatepass"), safe="")[:1500] or "%00"
        answer = served.ask(re.sub(r"\{[^}]+\}", value, page))
        assert answer.status in {400, 404}, name
        assert "<script>alert" not in answer.text


def test_one_thing_is_asked_once_and_at_no_great_length(served: Served, claim: str) -> None:
    assert served.ask("/claims?q=a&q=b").status == 400
    assert served.ask(f"/claims?q={'a' * (LONGEST_ASKED + 1)}").status == 400
    assert served.ask(f"/claims?q={'a' * LONGEST_ASKED}").status == 200
    twice = served.judge(about="claim is wrong", subject=[claim, claim], because="seen")
    assert twice.status == 400
    assert "more than once" in twice.text


@pytest.mark.parametrize(
    "sort", ["kind", "sort", "certainty", "order", "since", "until", "page", "mode", "root", "outlet", "relation"]
)
def test_what_can_be_chosen_is_one_of_a_list(served: Served, sort: str) -> None:
    asked_of = next(each for each in PAGES if each.path == "/claims")
    parameter = next((each for each in asked_of.parameters if each.name == sort), None)
    answer = served.ask(f"/claims.json?{sort}=%27%3B+DROP+TABLE+claims%3B--")
    if parameter is not None and (parameter.choices or parameter.kind != "string"):
        assert answer.status == 400
        assert "is no" in answer.text
    assert served.ask("/claims.json").json["claims"]


def test_a_form_sets_nothing_but_what_it_is_for(served: Served) -> None:
    claim = served.ask("/claims.json").json["claims"][-1]["id"]
    made = served.judge(
        about="claim is wrong", subject=claim, because="seen", by="read", id="x", made_at="1900-01-01", replaces="x",
        verb="read", evidence="x", candidate="x",
    )  # fmt: skip
    assert made.status == 201
    with Dossier(served.folder, create=False) as dossier:
        (held,) = [each for each in dossier.judgements() if each.id == made.json["judgement"]]
    assert (held.by, held.candidate, held.replaces) == ("read (a person)", "no claim", None)
    assert held.made_at is not None
    assert held.made_at.year > 2000
    undone = served.post(f"/judgements/{held.id}/undo", b"by=trace&because=" + b"a" * 5000)
    assert undone.status == 201
    with Dossier(served.folder, create=False) as dossier:
        (back,) = [each for each in dossier.judgements() if each.id == undone.json["judgement"]]
    assert back.by == "trace (a person)"
    assert len(back.because) == 2000
    assert served.rest()["failed"] == ""


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"about": "everything"}, "thing to judge"),
        ({"about": "claim is wrong", "because": "seen", "opinion": "maybe"}, "opinion"),
        ({"about": "claim is wrong", "because": "  "}, "reason"),
        ({"about": "claim is wrong", "because": "seen", "subject": "ffffffffffffffffffff"}, "ffffffffffffffffffff"),
        ({"about": "claim is of kind", "because": "seen", "candidate": "PRAISE"}, "kind of act"),
        ({"about": "claim stands on", "because": "seen", "candidate": "../../x"}, "x"),
    ],
)
def test_a_decision_is_what_can_be_decided_or_refused(
    served: Served, claim: str, form: dict[str, str], said: str
) -> None:
    answer = served.judge(**({"subject": claim} | form))
    assert answer.status in {400, 404}
    assert said in answer.text


def test_json_is_taken_by_no_form(served: Served, claim: str) -> None:
    body = b'{"about": "claim is wrong", "subject": "%s", "because": "json"}' % claim.encode()
    assert served.post("/judgements", body, Content_Type="application/json").status == 400
    assert served.post("/documents", body, Content_Type="application/json").status == 400


@pytest.mark.parametrize(
    "told", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/a\r\nSet-Cookie: a=b",
             "javascript:alert(1)", "", "\x00"]
)  # fmt: skip
def test_a_decision_leads_back_to_these_pages_alone(served: Served, claim: str, told: str) -> None:
    assert _back(told).startswith("/")
    form = f"about=claim+is+wrong&subject={claim}&because=seen&opinion=different&back={quote(told)}"
    answer = served.post("/judgements", form.encode(), Accept="text/html")
    assert answer.status == 303
    assert re.match(r"/(?![/\\])[\x21-\x7e]*$", answer.headers["location"])
    assert "set-cookie" not in answer.headers


# ---- what is sent


def test_what_is_sent_says_how_long_it_is(served: Served) -> None:
    for path in ("/judgements", "/documents"):
        sent = {"Origin": served.at, "Content_Type": FORM, "Transfer_Encoding": "chunked"}
        for more in ({}, {"Content_Length": "0"}):
            assert served.ask(path, method="POST", body=b"0\r\n\r\n", **sent, **more).status in {400, 411}


def test_no_more_is_taken_than_is_needed(served: Served) -> None:
    assert served.post("/judgements", b"because=" + b"a" * 70_000).status == 413
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as caller:
        head = (
            f"POST /documents HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.at}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
        )
        caller.sendall(head.encode())
        assert b" 413 " in caller.recv(4096).split(b"\r\n")[0]
    part = multipart("a.txt", b"Norway warned Chile.").removesuffix(f"--{BOUNDARY}--\r\n".encode())
    many = part * (MOST_FILES + 1) + f"--{BOUNDARY}--\r\n".encode()
    kind = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
    assert served.post("/documents", many, **kind).status == 400
    assert not [*served.folder.glob("dropped/**/a.txt")]


def test_a_disk_with_too_little_room_takes_no_files(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from starlette.datastructures import Headers

    from foedus.show.server import dropping

    class Asking:
        headers = Headers({"content-length": str(10 << 20), "content-type": "multipart/form-data"})

    monkeypatch.setattr(dropping.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 20 << 20))
    with pytest.raises(dropping.TooMuch, match="too little room"):
        asyncio.run(dropping.kept(Asking(), served.folder))


HOSTILE = """<html><head><title>Norway warned Chile</title></head><body><script>alert(9)</script>
<svg onload="alert(9)"><foreignObject><iframe src="javascript:alert(9)"></iframe></foreignObject></svg>
<p>Norway warned Chile on Monday about {{ 7 * 191 }} ships, a minister said. <img src=x onerror=alert(9)></p>
<p>Chile answered that it had ${7*191} ships of its own, [and](javascript:alert(9)) so did Norway's ministry.</p>
</body></html>"""
NAMES = ("../../../hostile.html", "$(touch hostile);`id`.html", "C:\\\\hostile.html", "con|nul.html", "a%00b.html",
         ".htaccess", "-rf.html", "x" * 400 + ".html", "ねこ O'Hara.html")  # fmt: skip


@pytest.fixture(scope="module")
def dropped(served: Served) -> list[str]:
    """The ids of the documents that hostile files with hostile names became."""
    before = {each["id"] for each in served.ask("/documents.json").json["documents"]}
    for place, name in enumerate(NAMES):
        page = HOSTILE.replace("ships", f"ships of class {place}")
        assert served.drop(name, page.encode()).status == 202
    assert served.rest()["failed"] == ""
    held = served.ask("/documents.json").json["documents"]
    return [each["id"] for each in held if each["id"] not in before]


def test_files_lie_where_no_name_leads_them(served: Served, dropped: list[str]) -> None:
    room = served.folder / "dropped"
    files = [each for each in room.rglob("*") if each.is_file()]
    assert len(files) == len(NAMES)
    assert len(dropped) >= len(NAMES) - 1
    for each in files:
        assert re.fullmatch(r"[0-9a-f]{20}", each.parent.name)
        assert each.parent.parent == room
        assert not each.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        assert len(each.name) <= 172
    assert not [each for each in served.folder.parent.rglob("*hostile*") if room not in each.parents]
    assert fit_name("..") == "dropped"
    assert not [*room.glob(".coming-*")]


def test_files_are_never_handed_out_as_they_came(served: Served, dropped: list[str]) -> None:
    folder = next(each.name for each in (served.folder / "dropped").iterdir())
    for path in (f"/dropped/{folder}/hostile.html", "/dropped/", "/dossier.sqlite", "/segments/", "/writer.lock",
                 "/.git/config", "/assets/", "/assets/..%2f..%2fserver%2fapp.py", "/assets/.DS_Store"):  # fmt: skip
        assert served.ask(path).status == 404, path
    for each in dropped:
        page = served.ask(f"/documents/{each}")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert parsed(page.text) == []


def test_what_an_article_holds_is_no_template(served: Served, dropped: list[str]) -> None:
    told = "".join(served.ask(f"/documents/{each}").text for each in dropped)
    assert "1337" not in told
    assert "7*191" in told or "7 * 191" in told


def test_every_letter_comes_back_as_it_went(served: Served) -> None:
    words = "Norway told ねこ and O'Hara & “Zoë” <b> 🇳🇴 that Chile had sent 40 ships."
    text = f"title: Zoë ねこ & <O'Hara>\npublisher: Ångström 日報\ndate: 2024-05-10\n\n{words}\n"
    assert served.drop("ねこ.txt", text.encode()).status == 202
    assert served.rest()["failed"] == ""
    (held,) = served.ask("/documents.json?q=%E3%81%AD%E3%81%93").json["documents"]
    assert held["title"] == "Zoë ねこ & <O'Hara>"
    page = served.ask(f"/documents/{held['id']}").text
    assert "<O'Hara>" not in page
    assert "Zoë ねこ &amp; &lt;O&#39;Hara&gt;" in page


def test_the_server_opens_no_connection_and_starts_no_shell(house: Path, tmp_path: Path) -> None:
    shutil.copytree(house, tmp_path / "dossier")
    watcher = tmp_path / "sitecustomize.py"
    watcher.write_text(
        "import os, sys\n"
        "def seen(event, told):\n"
        "    if event in {'socket.connect', 'socket.getaddrinfo', 'os.system', 'subprocess.Popen', 'exec'}:\n"
        "        line = repr(told[1:] if event == 'socket.connect' else told)\n"
        "        if event == 'exec': return\n"
        "        os.write(2, f'WATCHED {event} {line}\\n'.encode('utf-8', 'replace'))\n"
        "sys.addaudithook(seen)\n",
        "utf-8",
    )
    before = os.environ.get("PYTHONPATH", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{before}")
        pages = Served(tmp_path / "dossier")
        body = '<p><img src="http://192.0.2.1/x"><a href="http://192.0.2.1/">Norway</a> warned Chile on Monday.</p>'
        assert pages.drop("$(touch owned).html", f"<html><body>{body * 20}</body></html>".encode()).status == 202
        assert pages.rest()["failed"] == ""
        for path in (*LISTS, "/why/http:%2f%2f192.0.2.1"):
            pages.ask(path)
        said = pages.said()
        pages.close()
    watched = [each for each in said.splitlines() if each.startswith("WATCHED")]
    connected = [each for each in watched if "socket." in each]
    assert connected == []
    started = [each for each in watched if "Popen" in each]
    assert started
    assert all("foedus.gather.child" in each or "multiprocessing" in each for each in started), started
    assert not [each for each in watched if "owned" in each or "os.system" in each]


# ---- what runs in a browser


def test_the_pages_bring_their_own_scripts_and_keep_nothing(served: Served) -> None:
    for path in LISTS:
        assert parsed(served.ask(path).text) == [], path
    for name in ("foedus.js", "htmx.min.js"):
        script = (SOURCE / "pages" / "assets" / name).read_text("utf-8")
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|[^.\w]eval\(", script), name


def test_forms_send_in_the_body_and_to_these_pages(served: Served) -> None:
    for path in (*LISTS, "/relations/CHL-NOR"):
        for form in re.findall(r"<form[^>]*>", served.ask(path).text):
            action = re.search(r'action="([^"]*)"', form)
            assert action is None or action[1].startswith("/"), path
    templates = "".join(each.read_text("utf-8") for each in (SOURCE / "pages").glob("*.html"))
    for form in re.findall(r'<form[^>]*action="/(?:judgements|documents)[^>]*>', templates):
        if "because" in form or "dropzone" in form:
            assert 'method="post"' in form


# ---- how much at once


def test_the_server_has_bounds(served: Served, house: Path, tmp_path: Path) -> None:
    class Keeping:
        index = None

    told = (Path(__file__).resolve().parents[2] / "docs" / "pages.md").read_text("utf-8")
    files = f"{MOST_FILES}, together {MOST_BYTES >> 20} MB, and {SPARE_BYTES >> 20} MB of the disk"
    asking = f"once, {LONGEST_ASKED} characters"
    for bound in (f"| {LARGEST_FORM >> 10} KB |", files, asking, f"| {serve.MOST_AT_ONCE:,} |"):
        assert bound in told
    config = serve.server(Keeping(), port=1).config  # type: ignore[arg-type]
    assert config.limit_concurrency == serve.MOST_AT_ONCE
    assert config.timeout_keep_alive <= 10
    assert not config.server_header
    assert not config.proxy_headers
    assert not config.reload
    assert not config.access_log
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 200_000)
        assert b" 400 " in caller.recv(4096).split(b"\r\n")[0]
    assert time.monotonic() - began < 60


def test_a_dossier_is_taken_away_whole(served: Served) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "foedus", "export", "--help"], capture_output=True, text=True, check=True
    )
    assert "csv" in told.stdout
    inside = {each.name for each in served.folder.iterdir()}
    assert {"dossier.sqlite", "segments"} <= inside


def test_asking_twice_is_answered_the_same(served: Served) -> None:
    for path in TWINS:
        assert asked(served.port, path).text == asked(served.port, path).text
