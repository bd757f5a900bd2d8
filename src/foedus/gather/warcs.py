"""A WARC enters as a stream; one draft for each page or text in it leaves. Runs in the parsing process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from foedus.gather.drafts import Draft, Trouble, reason_of
from foedus.gather.limits import PAGE_BYTES, mebibytes
from foedus.gather.pages import read_page
from foedus.gather.plain import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = frozenset({"response", "resource"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(stream: BinaryIO, *, skip: int = 0) -> Iterator[tuple[int, Draft | Trouble | None]]:
    """The pages and texts of the archive with the numbers of their records, those up to `skip` left out.

    Each is announced by its number alone, so that one that ends the process is known. Records of other kinds
    (requests, images, redirects) hold no article and are passed over.
    """
    number, shown = 0, skip > 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            if number > skip and record.rec_type in _KINDS and _is_shown(record):
                shown = True
                yield number, None
                yield number, _record(record, place=f"#{number}")
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        reason = reason_of(error)
        says = f"The WARC is damaged after record {number} ({reason}); what stood before was gathered: fetch it again."
        yield number + 1, Trouble(code="bad-archive", says=says)
        return
    if not shown:
        says = "The WARC holds no page and no text, or is damaged: see what it was made from."
        yield number + 1, Trouble(code="bad-archive", says=says)


def _is_shown(record: Any) -> bool:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return status.startswith("2") and _kind(record)[0] in _PAGES | {"text/plain"}


def _kind(record: Any) -> tuple[str, str | None]:
    """The media type of a record and the encoding that its header declares."""
    headers = record.http_headers or record.rec_headers
    kind, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    declared = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    return kind.strip().lower(), declared or None


def _record(record: Any, *, place: str) -> Draft | Trouble:
    content = record.content_stream().read(PAGE_BYTES + 1)
    url = record.rec_headers.get_header("WARC-Target-URI")
    if len(content) > PAGE_BYTES:
        limit = mebibytes(PAGE_BYTES)
        says = f"Record {place[1:]} is larger than {limit}, the limit for one page: save its article as text."
        return Trouble(code="too-large", says=says)
    kind, declared = _kind(record)
    draft = read_page(content, declared=declared, url=url) if kind in _PAGES else read_text(content)
    if isinstance(draft, Trouble):
        return Trouble(code=draft.code, says=f"Record {place[1:]}: {draft.says}", severity=draft.severity)
    return replace(draft, place=place, url=draft.url or url)
