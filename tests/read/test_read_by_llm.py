"""The reader that asks a language model, against a local server that answers well, badly, slowly and with lies."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from foedus.dossier import Dossier
from foedus.errors import NoEndpoint, UnknownReader
from foedus.read import chosen_reader
from foedus.records import Claim, Document, Mention, Problem, document_id
from foedus.terms import Factuality, Part, RootNature, Severity, Sort
from foedus.values import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = (
    "Graustark's minister Anna Prokop said on Monday that China had sold 40 drones to Russia. "
    "Moscow denied that it had bought any. The deal may be signed in June."
)
GOOD = {
    "quote": "China had sold 40 drones to Russia",
    "sort": "act",
    "kind": "COOPERATE.arms-transfer",
    "factuality": "CT+",
    "parties": [{"words": "China", "role": "initiator"}, {"words": "Russia", "role": "target"}],
    "voices": [{"name": "Anna Prokop", "nature": "person", "cue": "said"}],
}
OWN = {"quote": "The deal may be signed in June", "sort": "forecast", "factuality": "PS+"}
INVENTED = GOOD | {"quote": "China had sold 400 tanks to Russia"}
CROSSING = GOOD | {"quote": "40 drones to Russia. Moscow denied"}
FALSE_PARTY = GOOD | {"parties": [{"words": "Belarus", "role": "target"}]}
FALSE_SOURCE = GOOD | {"voices": [{"name": "Boris Nobody", "nature": "person", "cue": None}]}
ILL_FORMED = GOOD | {"factuality": "surely"}

Reply = tuple[int, bytes]


def said(*claims: dict[str, Any], tokens: int = 100) -> Reply:
    content = json.dumps({"claims": list(claims)})
    answer = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": tokens}}
    return 200, json.dumps(answer).encode()


@contextmanager
def server(reply: Callable[[int], Reply]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server on loopback that gives each request, by its number, a reply; and the requests that it got."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append({"path": self.path, "key": self.headers["Authorization"], **json.loads(body)})
            status, data = reply(len(asked))
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                return  # who asked has gone

        def log_message(self, *_: object) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/v1", asked
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def document(text: str = TEXT) -> Document:
    parts = (Passage(part=Part.BODY, start=0, end=len(text)),)
    return Document(id=document_id(publisher=None, url=None, text=text), text=text, language="en", parts=parts)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    def tell(url: str, *, budget: int = 100_000, timeout: str = "5") -> None:
        settings = {"URL": url, "MODEL": "m-1", "BUDGET": str(budget), "KEY": "k", "TIMEOUT": timeout}
        for name, value in {**settings, "CACHE": str(tmp_path / "cache")}.items():
            monkeypatch.setenv(f"FOEDUS_LLM_{name}", value)

    return tell


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)


def read(text: str = TEXT) -> tuple[list[Claim], list[Mention], list[Problem]]:
    given = list(chosen_reader("llm").read(document(text)))
    return tuple([each for each in given if isinstance(each, kind)] for kind in (Claim, Mention, Problem))  # type: ignore[return-value]


def test_what_stands_in_the_text_is_kept_with_its_offsets(told: Callable[..., None]) -> None:
    with server(lambda _: said(OWN, GOOD)) as (url, asked):
        told(url)
        claims, mentions, problems = read()
    assert problems == []
    assert [each.sort for each in claims] == [Sort.ACT, Sort.FORECAST]
    first = claims[0]
    assert TEXT[first.evidence.start : first.evidence.end] == first.evidence.text == GOOD["quote"]
    assert [(each.role.value, each.words) for each in first.parties] == [("initiator", "China"), ("target", "Russia")]
    assert {each.mention for each in first.parties} <= {each.id for each in mentions}
    assert (first.root_voice.name, first.root_voice.nature) == ("Anna Prokop", RootNature.PERSON)
    assert first.root_voice.cue is not None
    assert first.root_voice.cue.text == "said"
    assert [figure.span.text for figure in first.quantities] == ["40 drones"] or first.quantities[0].low == 40
    assert claims[1].factuality is Factuality.POSSIBLE
    assert claims[1].root_voice.name == "@publisher"
    assert all(TEXT[each.span.start : each.span.end] == each.span.text for each in mentions)
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["key"] == "Bearer k"
    assert asked[0]["messages"][1]["content"] == TEXT
    assert "tools" not in asked[0]


@pytest.mark.parametrize("lie", [INVENTED, CROSSING, FALSE_PARTY, FALSE_SOURCE, ILL_FORMED, {}, {"quote": " "}])
def test_lies_become_notes_and_the_rest_is_kept(told: Callable[..., None], lie: dict[str, Any]) -> None:
    with server(lambda _: said(lie, OWN)) as (url, _):
        told(url)
        claims, _, problems = read()
    assert [each.evidence.text for each in claims] == [OWN["quote"]]
    assert [(each.code, each.severity) for each in problems] == [("llm-refused", Severity.NOTE)]


@pytest.mark.parametrize(
    ("reply", "because"),
    [
        ((200, b"no json"), "not in the protocol"),
        ((200, b'{"choices": []}'), "not in the protocol"),
        ((200, b'{"choices": [{"message": {"content": null}}]}'), "without a text"),
        ((200, b'{"choices": [{"message": {"content": "Here are the claims:"}}]}'), "no list of claims"),
        ((200, b'{"choices": [{"message": {"content": "{\\"claims\\": 3}"}}]}'), "are no list"),
        ((200, b"[" * 100_000), "not in the protocol"),
        ((401, b"who are you"), "status 401"),
        ((500, b"oh"), "status 500"),
    ],
)
def test_bad_answers_are_faults_that_say_why(told: Callable[..., None], reply: Reply, because: str) -> None:
    with server(lambda _: reply) as (url, _):
        told(url)
        claims, mentions, problems = read()
    assert claims == mentions == []
    assert [(each.code, each.severity) for each in problems] == [("llm-failed", Severity.FAULT)]
    assert because in problems[0].says


def test_what_fails_for_a_moment_is_asked_again_and_what_is_refused_is_not(told: Callable[..., None]) -> None:
    with server(lambda number: said(OWN) if number == 3 else (503, b"")) as (url, asked):
        told(url)
        assert len(read()[0]) == 1
        assert len(asked) == 3
    with server(lambda _: (403, b"")) as (url, asked):
        told(url)
        read()
        assert len(asked) == 1


def test_a_slow_endpoint_is_given_up(told: Callable[..., None]) -> None:
    released = threading.Event()

    def slow(_: int) -> Reply:
        released.wait(20)
        return said(OWN)

    with server(slow) as (url, _):
        told(url, timeout="0.2")
        began = time.monotonic()
        problems = read()[2]
        released.set()
    assert time.monotonic() - began < 10
    assert "from the endpoint" in problems[0].says


def test_what_was_answered_is_not_asked_again(told: Callable[..., None]) -> None:
    with server(lambda _: said(GOOD)) as (url, asked):
        told(url)
        first, again = read(), read()
        assert first == again
        assert len(asked) == 1
        read(TEXT + " Beijing agreed.")
        assert len(asked) == 2


def test_nothing_is_sent_beyond_the_budget(told: Callable[..., None]) -> None:
    with server(lambda _: said(GOOD, tokens=12_000)) as (url, asked):
        told(url, budget=500)
        assert "budget of 500 tokens" in read()[2][0].says
        assert asked == []
        told(url, budget=20_000)
        assert len(read()[0]) == 1
        assert "12000 are spent" in read(TEXT + " Beijing agreed.")[2][0].says
        assert len(asked) == 1


def test_a_higher_budget_is_another_reader(told: Callable[..., None]) -> None:
    told("http://127.0.0.1:1/v1", budget=10)
    poor = chosen_reader("llm").name
    told("http://127.0.0.1:1/v1", budget=20)
    assert chosen_reader("llm").name != poor


def test_what_is_not_told_is_asked_for(told: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "MODEL", "BUDGET"):
        monkeypatch.delenv(f"FOEDUS_LLM_{name}", raising=False)
    with pytest.raises(NoEndpoint, match="FOEDUS_LLM_URL"):
        chosen_reader("llm")
    told("file:///etc/passwd")
    with pytest.raises(NoEndpoint, match="no http address"):
        chosen_reader("llm")
    with pytest.raises(UnknownReader, match="choose one of shipped, spacy:PIPELINE, llm"):
        chosen_reader("oracle")


def test_a_dossier_is_read_by_whom_it_is_told(told: Callable[..., None], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with server(lambda _: said(GOOD, OWN)) as (url, _):
        told(url)
        with Dossier(tmp_path / "dossier", reader="llm") as dossier:
            dossier.run(tmp_path / "a.txt")
            assert {each.evidence.text for each in dossier.claims()} == {GOOD["quote"], OWN["quote"]}
            assert {actor for each in dossier.propositions() for actor in each.initiators} == {"CHN"}
