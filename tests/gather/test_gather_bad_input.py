"""Whatever is wrong with a file becomes a problem with a sentence; nothing raises and the rest goes on."""

from __future__ import annotations

import gzip
import json
import os
import random
from typing import TYPE_CHECKING

import pytest

from foedus.errors import NothingToGather
from foedus.gather import files, gather
from foedus.terms import Severity
from gather_specimens import ARTICLE, TODAY, Outcome, article_page, gathered, page, pdf, understated, zipped

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "The envoy of Ruritania said that the treaty with Graustark would be kept. "
NOISE = random.Random(7).randbytes(5000)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty-file"),
        ("a.txt", b" \n\t\n", "empty-file"),
        ("a.txt", NOISE, "binary"),
        ("a.html", b"", "empty-file"),
        ("a.html", page(body=""), "empty-file"),
        ("a.pdf", pdf([(50, 700, "Ruritania")], end=False), "truncated-pdf"),
        ("a.pdf", b"%PDF-1.7\n" + NOISE, "truncated-pdf"),
        ("a.pdf", b"%PDF-1.7\n" + NOISE + b"\n%%EOF", "unreadable-pdf"),
        ("a.pdf", pdf([]), "scanned-pdf"),
        ("a.txt", ARTICLE.replace("envoy", "chargé").encode("latin-1"), "wrong-encoding"),
        ("a.txt", b"word " * (5 << 20), "too-large"),
        ("a.html", b"<html><body><p>" + b"Ruritania. " * (50 << 20 >> 3) + b"</p></body></html>", "too-large"),
        ("a.zip", zipped({"b.txt": ARTICLE.encode()})[:60], "bad-archive"),
        ("a.zip", zipped({"b.zip": zipped({"c.txt": b"x"})}), "nested-archive"),
        ("a.zip", zipped({"b.bin": zipped({"c.txt": b"x"})}), "nested-archive"),
        ("a.zip", zipped({"../b.txt": ARTICLE.encode()}), "unsafe-name"),
        ("a.zip", zipped({"/b.txt": ARTICLE.encode()}), "unsafe-name"),
        ("a.zip", zipped({"C:\\b.txt": ARTICLE.encode()}), "unsafe-name"),
        ("a.zip", zipped({"b.txt": b"0" * (8 << 20)}), "bad-archive"),
        ("a.gz", gzip.compress(gzip.compress(b"Ruritania")), "nested-archive"),
        ("a.txt.gz", gzip.compress(ARTICLE.encode())[:80], "bad-archive"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + NOISE, "unknown-format"),
        ("a.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "unknown-format"),
        ("a.py", b"print('Ruritania')\n", "unknown-format"),
        ("a.json", b'{"name": "Ruritania"}', "unknown-format"),
        ("a.jsonl", b'{"text": \n', "bad-row"),
        ("a.jsonl", b'["text"]\n', "bad-row"),
        ("a.jsonl", b'{"headline": "no text"}\n', "bad-row"),
        ("a.csv", b"name,day\nRuritania,1\n", "bad-row"),
        ("a.csv", b"title,text\nonly one field\n", "bad-row"),
        ("a.csv", b"title,date,text\n", "empty-file"),
        ("a.zip", zipped({}), "bad-archive"),
        ("a.zip", zipped({"ä.txt": b"x"}).replace("ä".encode(), b"\x94\x94", 1), "bad-archive"),
        ("a.xml", b"<rss version='2.0'><channel><title>Empty</title></channel></rss>", "empty-file"),
        ("a.warc", b"WARC/1.0\r\nnonsense", "bad-archive"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / "z-whole.txt").write_text(ARTICLE)
    path = tmp_path / name
    path.write_bytes(content)
    outcome = Outcome(tmp_path)
    assert code in outcome.faults
    assert outcome.documents[-1].gathered_from == "z-whole.txt"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SENTENCE * 3 + "\n\n" + "and so " * 10_000 + "it ended.", "long-sentence"),
        (SENTENCE * 3 + "\n\nIt began." + " " * 90 + "And so " + "and so " * 10_000 + "it ended.", "long-sentence"),
        ("Der Botschafter hat gesagt, dass er den Vertrag mit dem Nachbarn nicht unterschreiben wird.", "not-english"),
        ("Посол заявил, что договор не будет подписан, потому что правительство против.", "not-english"),
        ("date: 2025-06-20\ntitle: Envoy\n\n" + SENTENCE, "future-date"),
        ("date: 03/04/2024\ntitle: Envoy\n\n" + SENTENCE, "bad-date"),
        ("date: some day\ntitle: Envoy\n\n" + SENTENCE, "bad-date"),
        ("Sign up for our newsletter\n\nSubscribe now\n\nhttps://streslau.example/a\n\nRead more\n", "all-furniture"),
        ("The treaty was \ufffdsigned\ufffd. ".encode("utf-16-le")[:-1], "wrong-encoding"),
    ],
)
def test_a_text_with_something_wrong_is_kept_and_the_fault_told(
    tmp_path: Path, content: str | bytes, code: str
) -> None:
    outcome = gathered(tmp_path, "a.txt", content)
    assert len(outcome.documents) == 1
    assert code in outcome.faults
    assert outcome.documents[0].published_on is None


def test_every_problem_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "c.zip").write_bytes(zipped({"../x.txt": b"x"}))
    for problem in Outcome(tmp_path).problems:
        assert problem.says.endswith(".")
        assert ":" in problem.says or "," in problem.says


def test_a_text_without_a_date_is_a_note_only(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.txt", ARTICLE)
    assert outcome.codes == ["no-date"]
    assert outcome.problems[0].severity is Severity.NOTE


def test_a_repaired_encoding_is_a_note(tmp_path: Path) -> None:
    spoilt = ARTICLE.replace("envoy", "chargé d’affaires").encode().decode("cp1252").encode()
    outcome = gathered(tmp_path, "a.txt", spoilt)
    assert outcome.codes == ["wrong-encoding", "no-date"]
    assert outcome.faults == []
    assert "chargé d’affaires" in outcome.documents[0].text


def test_declared_and_marked_encodings_are_no_problem(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert gathered(tmp_path, f"{encoding}.txt", ARTICLE.encode(encoding)).codes == ["no-date"]
    declared = article_page().replace(b"utf-8", b"windows-1252").replace(b"envoy", "chargé".encode("cp1252"))
    outcome = gathered(tmp_path, "a.html", declared)
    assert outcome.faults == []
    assert "chargé" in outcome.documents[0].text


def test_nothing_at_the_path_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(NothingToGather, match="give a file or a folder"):
        files(tmp_path / "absent")
    with pytest.raises(NothingToGather):
        list(gather(tmp_path / "absent"))


def test_a_zip_that_understates_its_size_is_refused_or_cut(tmp_path: Path) -> None:
    bomb = understated(zipped({"b.txt": b"0" * (8 << 20)}), size=1000)
    outcome = gathered(tmp_path, "a.zip", bomb)
    assert outcome.faults[0] in {"bad-archive", "too-large"}
    assert outcome.documents == []


def test_litter_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", ".hidden", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "a.txt").write_text("x")
    (tmp_path / "b.zip").write_bytes(zipped({"__MACOSX/._a": b"x", "a.txt": ARTICLE.encode()}))
    assert [found.name for found in files(tmp_path)] == ["b.zip/a.txt"]


def test_what_is_no_regular_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    outcome = Outcome(tmp_path)
    assert outcome.codes == ["unknown-format", "unknown-format"]


def test_a_broken_row_costs_only_itself(tmp_path: Path) -> None:
    rows = [json.dumps({"text": SENTENCE + str(number), "date": "2024-05-01"}) for number in range(3)]
    outcome = gathered(tmp_path, "a.jsonl", "\n".join([rows[0], "{", rows[1], "", rows[2]]))
    assert [document.gathered_from for document in outcome.documents] == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#5"]
    assert outcome.codes == ["bad-row"]


def test_the_same_text_twice_is_given_once_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)
    outcome = Outcome(tmp_path)
    assert len(outcome.documents) == 1
    assert outcome.codes == ["no-date", "duplicate"]
    assert outcome.problems[1].about == "b.txt"
    assert outcome.faults == []


def test_a_date_today_or_a_day_ahead_is_taken(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.txt", f"date: {TODAY}\ntitle: Envoy\n\n{SENTENCE}")
    assert outcome.documents[0].published_on == TODAY


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "content",
    [
        "word " * 60_000,
        " " * 600_000 + "x",
        "[" * 80_000,
        "**a " * 40_000,
        "http://" * 20_000 + "!",
        "“" * 80_000,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_hostile_repetition_takes_no_more_time_than_its_length(tmp_path: Path, name: str, content: str) -> None:
    outcome = gathered(tmp_path, name, content)
    assert len(outcome.documents) <= 1
    assert outcome.problems


@pytest.mark.timeout(20)
def test_a_line_of_dashes_is_no_endless_image_credit(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.txt", f"{ARTICLE}\n\nRuritania has recalled its.{' -' * 110} Streslau\n")
    assert "Streslau" in outcome.documents[0].text


@pytest.mark.parametrize(
    "credit", ["Flavia Elphberg/Reuters", "Jean-Paul Tarlenheim – Pool - AFP", "F. Elphberg | AP via Gazette"]
)
def test_an_image_credit_is_furniture(tmp_path: Path, credit: str) -> None:
    outcome = gathered(tmp_path, "a.txt", f"{ARTICLE}\n\n{credit}\n\n{ARTICLE.split(chr(10))[-1]}")
    assert outcome.because(credit) == "image credit"


def test_what_is_too_long_to_be_read_is_kept_and_left_out_of_reading(tmp_path: Path) -> None:
    endless = "and so " * 1_500
    word = "a" * 2_500
    outcome = gathered(tmp_path, "a.txt", f"{ARTICLE}\n\n{endless}\n\nIt was {word}.\n\n{ARTICLE[:60]}")
    assert outcome.faults == ["long-sentence", "long-sentence"]
    assert [each[:6] for each in outcome.part("furniture")][:2] == ["and so", "It was"]
    assert outcome.because("and so") == outcome.because("It was") == "too long to be read"
    assert any("recalled its ambassador" in each for each in outcome.part("body"))


def test_a_text_of_more_than_a_book_is_refused(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.txt", (SENTENCE + "\n\n") * 8_000)
    assert outcome.faults == ["too-large"]
    assert outcome.documents == []


def test_a_feed_asks_for_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("the envoy's own secret", "utf-8")
    outside = f'<!DOCTYPE rss [<!ENTITY f SYSTEM "{(tmp_path / "secret.txt").as_uri()}"><!ENTITY a "Graustark">]>'
    item = f"<item><title>&f; of &a;</title><description>{SENTENCE * 3} &f; &a;</description></item>"
    told = f'<?xml version="1.0"?>{outside}<rss version="2.0"><channel>{item}</channel></rss>'
    page = f'<?xml version="1.0"?>{outside}<html><body><p>{SENTENCE * 5} &f;</p></body></html>'
    for name, content in (("a.xml", told), ("a.xhtml", page)):
        outcome = gathered(tmp_path / "in", name, content)
        assert outcome.documents or outcome.problems
        assert not [each for each in outcome.documents if "own secret" in each.text + str(each.title)]
