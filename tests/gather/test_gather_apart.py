"""Parsers of foreign formats run in a process that may die; its file is told of and the rest goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from foedus.gather import Found, files, gather, open_file
from foedus.gather.apart import Parser, parse_apart
from foedus.gather.drafts import Draft, Trouble
from foedus.gather.formats import Format
from foedus.gather.frames import Request
from foedus.records import Document
from gather_specimens import TODAY, article_page

if TYPE_CHECKING:
    from pathlib import Path

PAGE = Request(format=Format.HTML, content=article_page())


@pytest.fixture
def parser() -> Parser:
    return Parser()


def test_one_process_serves_file_after_file(parser: Parser) -> None:
    (first,) = parser.parse(PAGE)
    running = parser._process
    (second,) = parser.parse(PAGE)
    assert parser._process is running
    assert isinstance(first, Draft)
    assert first == second
    parser.close()


def test_a_killed_parser_is_told_of_and_the_next_file_is_read(parser: Parser) -> None:
    list(parser.parse(PAGE))
    assert parser._process is not None
    answers = parser.parse(Request(format=Format.HTML, content=article_page() * 30))
    os.kill(parser._process.pid, signal.SIGSTOP)
    parser._seconds = 0.5
    (trouble,) = answers
    assert isinstance(trouble, Trouble)
    assert trouble.code == "parser-killed"
    assert "0.5 seconds" in trouble.says
    parser._seconds = 60
    (draft,) = parser.parse(PAGE)
    assert isinstance(draft, Draft)
    parser.close()


def test_a_parser_that_may_use_no_memory_is_told_of() -> None:
    parser = Parser(memory=1 << 20)
    (trouble,) = parser.parse(Request(format=Format.HTML, content=b"<p>" + b"word " * 2_000_000))
    assert isinstance(trouble, Trouble)
    assert trouble.code == "parser-killed"
    parser.close()


def test_closing_leaves_no_process_behind(parser: Parser) -> None:
    list(parser.parse(PAGE))
    assert parser._process is not None
    pid = parser._process.pid
    parser.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_an_answer_left_half_heard_does_not_reach_the_next_file(parser: Parser) -> None:
    feed = b"<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>"
    next(parser.parse(Request(format=Format.FEED, content=feed)))
    (draft,) = parser.parse(PAGE)
    assert isinstance(draft, Draft)
    assert draft.title == "Ruritania recalls its envoy from Graustark"
    parser.close()


def test_two_files_may_be_open_at_once() -> None:
    feed = b"<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>"
    entries = parse_apart(Request(format=Format.FEED, content=feed))
    titles = [next(entries), *parse_apart(PAGE), next(entries)]
    assert [draft.title for draft in titles if isinstance(draft, Draft)] == [
        "A",
        "Ruritania recalls its envoy from Graustark",
        "B",
    ]


def test_what_is_found_may_be_opened_in_another_process(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.html").write_bytes(article_page().replace(b"Streslau", f"Zenda {number}".encode()))
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        ids = list(pool.map(_ids, files(tmp_path)))
    assert ids == [[one.id] for one in gather(tmp_path, today=TODAY) if isinstance(one, Document)]


def _ids(found: Found) -> list[str]:
    return [one.id for one in open_file(found, today=TODAY) if isinstance(one, Document)]


def test_a_gathering_process_ends_without_leaving_its_parser(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(article_page())
    script = (
        "import sys; from pathlib import Path; from foedus.gather import gather; from foedus.gather import apart\n"
        "list(gather(Path(sys.argv[1]))); print(apart._idle[0]._process.pid)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
