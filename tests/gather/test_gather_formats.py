"""Every format that is gathered gives its text, and what it says of itself."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from foedus.gather import files, gather, same_place
from foedus.records import Document, document_id
from gather_specimens import ARTICLE, TODAY, Outcome, article_page, gathered, page, pdf, zipped

if TYPE_CHECKING:
    from pathlib import Path

META = (
    '<meta property="og:title" content="Ruritania recalls its envoy from Graustark | The Streslau Gazette">'
    '<meta property="og:site_name" content="The Streslau Gazette"><meta name="author" content="Flavia Elphberg">'
    '<meta property="article:published_time" content="2025-03-04T23:10:00+01:00">'
    '<link rel="canonical" href="https://gazette.example/envoy">'
)
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Envoy &amp; boats: a recall",'
    '"datePublished": "2025-03-05", "author": [{"name": "Flavia Elphberg"}, {"name": "Fritz Tarlenheim"}],'
    '"publisher": {"name": "The Gazette"}}]}</script>'
)


def only(outcome: Outcome) -> Document:
    (document,) = outcome.documents
    return document


def test_a_page_tells_title_publisher_byline_date_and_address(tmp_path: Path) -> None:
    document = only(gathered(tmp_path, "a.html", article_page(head=META)))
    assert document.title == "Ruritania recalls its envoy from Graustark"
    assert document.publisher == "The Streslau Gazette"
    assert document.byline == "Flavia Elphberg"
    assert document.published_on == date(2025, 3, 4)
    assert document.url == "https://gazette.example/envoy"
    assert same_place(document) == "url:https://gazette.example/envoy"
    assert document.id == document_id(publisher=document.publisher, url=document.url, text=document.text)


def test_linked_data_comes_before_other_head_lines(tmp_path: Path) -> None:
    document = only(gathered(tmp_path, "a.html", article_page(head=META + LINKED)))
    assert document.title == "Envoy & boats: a recall"
    assert document.byline == "Flavia Elphberg, Fritz Tarlenheim"
    assert (document.publisher, document.published_on) == ("The Gazette", date(2025, 3, 5))


def test_a_page_without_head_lines_states_neither_publisher_nor_date(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.html", article_page())
    document = only(outcome)
    assert (document.publisher, document.published_on, document.byline) == (None, None, None)
    assert outcome.codes == ["no-date"]


def test_a_pages_captions_are_kept_and_its_frame_is_left_out(tmp_path: Path) -> None:
    outcome = gathered(tmp_path, "a.html", article_page())
    assert outcome.part("caption") == ["The harbour at Modenstein seen from the sea"]
    assert outcome.part("headline") == ["Ruritania recalls its envoy from Graustark"]
    assert len(outcome.part("body")) == 5
    assert "Terms of use" not in only(outcome).text


def test_no_script_and_no_entity_of_a_page_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret of Zenda")
    hostile = article_page().replace(
        b"<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'.encode()
    )
    hostile = hostile.replace(
        b"</h1>", b"</h1><p>Before &x; after, as the paragraph of a stranger has it.</p><script>alert(1)</script>"
    )
    outcome = gathered(tmp_path, "a.html", hostile)
    assert "Zenda" not in outcome.documents[0].text
    assert "alert" not in outcome.documents[0].text


def test_markdown_is_gathered_as_it_is_shown(tmp_path: Path) -> None:
    source = (
        "---\ntitle: Envoy recalled\nauthor: Flavia Elphberg\ndate: 2025-03-04\nsource: The Gazette\n---\n"
        "# Envoy recalled\n\n![The harbour](a.jpg)\n\nRuritania has **recalled** its [envoy](https://x.example/a_(b)) "
        "from\nGraustark, the *foreign ministry* said on Monday.\n\n"
        "## What is next\n\n- Talks in Streslau\n- A new fishing treaty\n"
    )
    outcome = gathered(tmp_path, "a.md", source)
    document = only(outcome)
    assert outcome.part("body") == [
        "Ruritania has recalled its envoy from Graustark, the foreign ministry said on Monday.",
        "Talks in Streslau",
        "A new fishing treaty",
    ]
    assert outcome.part("headline") == ["Envoy recalled", "What is next"]
    assert outcome.part("caption") == ["The harbour"]
    assert (document.title, document.publisher, document.byline) == ("Envoy recalled", "The Gazette", "Flavia Elphberg")
    assert document.published_on == date(2025, 3, 4)


def test_the_head_of_markdown_is_read_as_the_yaml_that_it_is(tmp_path: Path) -> None:
    source = (
        '---\ntitle: "The duke\\u2019s pact with North\\_\\\n\n  Ruritania"\n'
        "authors:\n- Flavia Elphberg\n- Fritz Tarlenheim\ndate: '2025-03-04'\npublisher: The Herald's Gazette\n---\n"
        + ARTICLE
    )
    document = only(gathered(tmp_path, "a.md", source))
    assert document.title == "The duke’s pact with North Ruritania"
    assert document.byline == "Flavia Elphberg, Fritz Tarlenheim"
    assert (document.publisher, document.published_on) == ("The Herald's Gazette", date(2025, 3, 4))


@pytest.mark.parametrize(
    "head",
    [
        "title: Envoy: recalled\n",  # no YAML, but a head all the same
        "title: Envoy: recalled\nkeys: " + "[" * 3000 + "\n",
        "title: Envoy: recalled\nkeys: &a [*a]\n",
        "title: 'Envoy: recalled'\na: &a [x, x]\n"
        + "".join(f"k{n + 1}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20))
        + "authors: *u\n",
    ],
    ids=["two colons", "deep", "in itself", "larger than its file"],
)
def test_a_head_that_is_no_yaml_or_a_trap_is_still_a_head(tmp_path: Path, head: str) -> None:
    document = only(gathered(tmp_path, "a.md", f"---\n{head}---\n{ARTICLE}"))
    assert document.title == "Envoy: recalled"
    assert document.byline is None


def test_a_head_block_of_plain_text_is_marked_and_its_title_read(tmp_path: Path) -> None:
    outcome = gathered(
        tmp_path, "a.txt", "title: Envoy recalled\nurl: https://x.example/a\nDate: 4 March 2025\n\n" + ARTICLE
    )
    document = only(outcome)
    assert (document.title, document.url, document.published_on) == (
        "Envoy recalled",
        "https://x.example/a",
        date(2025, 3, 4),
    )
    assert outcome.part("headline")[0] == "Envoy recalled"
    assert outcome.because("url: ") == "head block"


def test_a_pdf_is_read_column_after_column_without_running_heads(tmp_path: Path) -> None:
    left = [
        "Ruritania has recalled its envoy",
        "from Graustark after a dispute",
        "over fishing rights in the co-",
        "operation zone of the strait.",
    ]
    right = [
        "Graustark regrets the decision",
        "and hopes that it will be short,",
        "its spokesman told reporters in",
        "the capital on Monday evening.",
    ]
    sheets = [
        [
            (50, 810, "The Streslau Gazette, 4 March"),
            (300, 30, f"Page {number}"),
            (50, 760, f"The recall of the envoy, part {number}"),
        ]
        + [(50, 700 - 14 * row, words) for row, words in enumerate(left)]
        + [(320, 700 - 14 * row, words) for row, words in enumerate(right)]
        for number in (1, 2, 3)
    ]
    outcome = gathered(tmp_path, "a.pdf", pdf(*sheets))
    text = only(outcome).text
    assert "Gazette" not in text
    assert "Page" not in text
    assert text.index("over fishing rights in the cooperation zone of the strait.") < text.index("Graustark regrets")
    assert text.count("and hopes that it will be short, its spokesman told reporters") == 3


def test_each_entry_of_a_feed_is_a_document(tmp_path: Path) -> None:
    entries = "".join(
        f"<item><title>Entry {n}</title><link>https://x.example/{n}</link>"
        f"<pubDate>Tue, 0{n} Apr 2025 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;The envoy of Ruritania has said that talks will be held, part {n}.&lt;/p&gt;"
        "</description></item>"
        for n in (1, 2)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Gazette</title>{entries}</channel></rss>'
    outcome = gathered(tmp_path, "a.xml", feed)
    assert [d.title for d in outcome.documents] == ["Entry 1", "Entry 2"]
    assert [d.published_on for d in outcome.documents] == [date(2025, 4, 1), date(2025, 4, 2)]
    assert {d.publisher for d in outcome.documents} == {"The Gazette"}
    assert outcome.documents[1].text == "Entry 2\n\nThe envoy of Ruritania has said that talks will be held, part 2."


def warc(*pages: bytes, packed: bool) -> bytes:
    records = []
    for number, content in enumerate(pages):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content
        for kind, block in (("response", answer), ("request", b"GET / HTTP/1.1\r\n\r\n")):
            head = (
                f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://x.example/{number}\r\n"
                f"WARC-Date: 2025-03-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}-{kind}>\r\n"
                f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(gzip.compress(record) if packed else record for record in records)


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_warc_are_documents(tmp_path: Path, *, packed: bool) -> None:
    content = warc(article_page(head=META), page(body=""), article_page(), packed=packed)
    outcome = gathered(tmp_path, "a.warc.gz" if packed else "a.warc", content)
    assert [d.gathered_from.partition("#")[0] for d in outcome.documents] == ["a.warc.gz" if packed else "a.warc"] * 2
    assert (
        outcome.documents[0].url == "https://gazette.example/envoy" or outcome.documents[0].url == "https://x.example/0"
    )
    assert outcome.documents[1].url == "https://x.example/2"
    assert outcome.faults == ["empty-file"]


def test_rows_are_documents_by_the_usual_names_of_their_columns(tmp_path: Path) -> None:
    sentence = "The envoy of Ruritania said that the treaty would be kept."
    table = (
        f'Headline;Source;Publication Date;Full text;Link;Author\nEnvoy;The Gazette;04.03.2025;"{sentence}";;F. E.\n'
    )
    lines = json.dumps(
        {
            "title": "Envoy",
            "outlet": "The Gazette",
            "published_at": "2025-03-04",
            "body": sentence,
            "authors": ["F. E."],
        }
    )
    for name, content in (("a.csv", table.replace("04.03", "14.03")), ("b.jsonl", lines), ("c.json", f"[{lines}]")):
        document = only(gathered(tmp_path, name, content))
        assert (document.title, document.publisher, document.byline) == ("Envoy", "The Gazette", "F. E.")
        assert document.published_on == date(2025, 3, 14 if name == "a.csv" else 4)
        assert document.text == sentence
        assert same_place(document) == f"file:{name}#1"


def test_a_folder_and_a_zip_give_the_same_documents_in_the_same_order(tmp_path: Path) -> None:
    members = {
        "b/a.txt": ARTICLE.encode(),
        "a.html": article_page(),
        "c.txt.gz": gzip.compress(ARTICLE.encode() + b"\nMore."),
    }
    folder = tmp_path / "folder"
    for name, content in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (tmp_path / "all.zip").write_bytes(zipped(members))
    assert [found.name for found in files(tmp_path / "all.zip")] == [f"all.zip/{name}" for name in sorted(members)]
    ids = [[d.id for d in Outcome(path).documents] for path in (folder, tmp_path / "all.zip")]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 3


def test_the_same_files_give_the_same_records_from_any_place(tmp_path: Path) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(ARTICLE)
        (tmp_path / place / "b.html").write_bytes(article_page(head=META))
    first, second = (list(gather(tmp_path / place, today=TODAY)) for place in ("one", "two"))
    assert first == second


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a", ARTICLE),
        ("a.dat", article_page()),
        ("a.txt", article_page()),
        ("a.html", pdf([(50, 700, "Ruritania has recalled its envoy.")])),
    ],
)
def test_content_decides_what_a_file_is(tmp_path: Path, name: str, content: bytes | str) -> None:
    assert "Ruritania" in only(gathered(tmp_path, name, content)).text
    assert "<" not in only(gathered(tmp_path, name, content)).text


def test_a_table_in_parquet_gives_the_documents_of_the_same_table_in_csv(tmp_path: Path) -> None:
    written = {
        "body": [ARTICLE, f"{ARTICLE} It said so."],
        "outlet": ["The Streslau Gazette"] * 2,
        "day": [date(2025, 3, 4)] * 2,
    }
    (tmp_path / "in").mkdir()
    pq.write_table(pa.table(written), tmp_path / "in" / "a.parquet", row_group_size=1)
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(written)
        rows.writerows(zip(*written.values(), strict=True))
    first, second = ([each for each in gather(place, today=TODAY) if isinstance(each, Document)]
                     for place in (tmp_path / "in", tmp_path / "b.csv"))  # fmt: skip
    assert [replace(each, gathered_from="") for each in first] == [replace(each, gathered_from="") for each in second]
    assert [each.gathered_from for each in first] == ["a.parquet#1", "a.parquet#2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PAR1" + b"\0" * 40, "bad-row"), (b"PAR1", "bad-row")],
)
def test_a_broken_table_in_parquet_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    outcome = gathered(tmp_path, "a.parquet", content)
    assert outcome.documents == []
    assert [each.code for each in outcome.problems] == [code]


def test_a_table_in_parquet_without_a_text_is_told(tmp_path: Path) -> None:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"shoe size": [43]}), sink)
    outcome = gathered(tmp_path, "a.parquet", sink.getvalue().to_pybytes())
    assert "call it 'text'" in outcome.problems[0].says
