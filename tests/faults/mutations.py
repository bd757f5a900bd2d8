"""A whole file and chance enter; a file with something wrong leaves, and what was done to it, in words."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from typing import TYPE_CHECKING

import gather_specimens as specimens
from faults import baits, patterns

if TYPE_CHECKING:
    from random import Random

LARGEST = 60_000  # bytes that a mutant may have; the traps alone go beyond


def mutated(content: bytes, chance: Random, *, name: str) -> tuple[bytes, str]:
    """The content with one to four things wrong, and which."""
    done = []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        kinds = [*ANY]
        if name.endswith((".csv", ".tsv")):
            kinds += [*TABLES] * 3
        if name.endswith((".xml", ".html", ".toml", ".json", ".jsonl", ".warc", ".txt", ".md")):
            kinds += [*TEXTS] * 2
        if name.endswith((".gz", ".rda")):
            kinds += [inside_gzip] * 6
        if name.endswith(".zip"):
            kinds += [inside_zip] * 6
        way = chance.choice(kinds)
        if content:
            content, how = way(content, chance)
            done.append(how)
    return content[:LARGEST] if len(content) > LARGEST else content, " + ".join(done)


def cut(content: bytes, chance: Random) -> tuple[bytes, str]:
    """Its beginning only, or its end."""
    place = chance.randrange(len(content) + 1)
    return (content[:place], f"cut at {place}") if chance.random() < 0.8 else (content[place:], f"begins at {place}")


def flipped(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A few bits the other way round."""
    changed, times = bytearray(content), chance.choice((1, 1, 4, 16, 128))
    for _ in range(times):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed), f"{times} bits flipped"


def overwritten(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A stretch of one byte, or of noise."""
    start, length = chance.randrange(len(content)), chance.choice((1, 4, 64, 1024))
    filling = chance.choice((b"\0" * length, b"\xff" * length, chance.randbytes(length)))
    return content[:start] + filling + content[start + length :], f"{length} bytes overwritten at {start}"


def removed(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A stretch gone."""
    start, length = chance.randrange(len(content)), chance.choice((1, 3, 30, 300, 3000))
    return content[:start] + content[start + length :], f"{length} bytes removed at {start}"


def repeated(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A stretch many times over."""
    start, length, times = chance.randrange(len(content)), chance.choice((1, 8, 80, 800)), chance.choice((2, 50, 1000))
    stretch = content[start : start + length] * times
    return content[:start] + stretch[: LARGEST // 2] + content[start:], f"{length} bytes at {start} {times} times"


def moved(content: bytes, chance: Random) -> tuple[bytes, str]:
    """One stretch in the place of another."""
    length = min(len(content), chance.choice((4, 40, 400)))
    start, to = chance.randrange(len(content)), chance.randrange(len(content))
    return content[:to] + content[start : start + length] + content[to + length :], f"{start} copied to {to}"


def baited(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A bait somewhere."""
    name, bait = baits.token(chance)
    place = chance.randrange(len(content) + 1)
    return content[:place] + bait + content[place:], f"bait '{name}' at {place}"


def baited_at_a_word(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A bait in the place of a word or a number."""
    words = list(re.finditer(rb"[A-Za-z0-9][\w.,-]*", content[:LARGEST]))
    if not words:
        return baited(content, chance)
    word = chance.choice(words)
    name, bait = baits.token(chance)
    return content[: word.start()] + bait + content[word.end() :], f"bait '{name}' for the word at {word.start()}"


def slowed(content: bytes, chance: Random) -> tuple[bytes, str]:
    """Texts to keep a few patterns of ours busy, as lines of their own or among the words."""
    done = []
    for _ in range(chance.choice((1, 2, 4, 8))):
        written, text = patterns.bait(chance)
        gap = chance.choice((b" ", b"\n\n", b". ", b"<p>"))
        spaces = [each.start() for each in re.finditer(rb"\s", content)]
        place = chance.choice(spaces) if spaces else len(content)
        content = content[:place] + gap + text.encode("utf-8", "surrogatepass") + gap + content[place:]
        done.append(f"{len(text)} characters for {written!r}")
    return content, " + ".join(done)


def encoded_otherwise(content: bytes, chance: Random) -> tuple[bytes, str]:
    """The text in another encoding than it says."""
    to = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "cp037", "shift_jis"))
    text = content.decode("utf-8", "replace")
    return text.encode(to, "replace"), f"encoded as {to}"


def twice_encoded(content: bytes, chance: Random) -> tuple[bytes, str]:
    """UTF-8 taken for another encoding and written as UTF-8 again."""
    return content.decode("latin-1").encode("utf-8"), "encoded twice"


def lines_shuffled(content: bytes, chance: Random) -> tuple[bytes, str]:
    """The lines in another order, some of them twice."""
    lines = content.splitlines(keepends=True)
    return b"".join(chance.choices(lines, k=len(lines))), "lines shuffled"


def wrapped(content: bytes, chance: Random) -> tuple[bytes, str]:
    """The whole within many brackets or elements."""
    start, end = chance.choice(
        ((b"<div>", b"</div>"), (b"[", b"]"), (b"(", b")"), (b"<!--", b"-->"), (b"<![CDATA[", b""))
    )
    depth = chance.choice((1, 300, 10_000))
    return start * depth + content + end * depth, f"{depth} times within {start.decode()}"


def joined(content: bytes, chance: Random) -> tuple[bytes, str]:
    """The same file once more behind it."""
    return content + content[: chance.randrange(len(content) + 1)], "joined with itself"


def case_changed(content: bytes, chance: Random) -> tuple[bytes, str]:
    """All capitals, or none."""
    return (content.upper(), "capitals") if chance.random() < 0.5 else (content.lower(), "no capitals")


def cell_baited(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A bait, or a number that is none, in one column of a table."""
    lines = content.split(b"\n")
    separator = max((b",", b";", b"\t"), key=lines[0].count)
    column = chance.randrange(lines[0].count(separator) + 1)
    name, bait = baits.token(chance)
    if chance.random() < 0.7:
        name = chance.choice(CELLS)
        bait = name.encode()
    bait = bait.replace(b"\n", b" ").replace(b'"', b"'")
    first = 0 if chance.random() < 0.1 else 1
    for number in range(first, len(lines)):
        cells = lines[number].split(separator)
        if column < len(cells) and chance.random() < 0.5:
            cells[column] = b'"' + bait + b'"' if separator in bait else bait
            lines[number] = separator.join(cells)
    return b"\n".join(lines), f"'{name}' in column {column}"


def separator_changed(content: bytes, chance: Random) -> tuple[bytes, str]:
    """Another separator, or one too many."""
    return content.replace(b",", chance.choice((b";", b"\t", b",,", b'","', b"\n"))), "separators"


def inside_gzip(content: bytes, chance: Random) -> tuple[bytes, str]:
    """What is packed is wrong; the packing is right."""
    try:
        inner = gzip.decompress(content)
    except (OSError, EOFError, ValueError, gzip.zlib.error):  # type: ignore[attr-defined]
        return flipped(content, chance)
    if not inner:
        return flipped(content, chance)
    changed, how = chance.choice((flipped, overwritten, cut, moved, removed))(inner, chance)
    return gzip.compress(changed, mtime=0), f"inside: {how}"


def inside_zip(content: bytes, chance: Random) -> tuple[bytes, str]:
    """A member is wrong; the archive around it is right."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001  (a zip that is no zip any more may raise anything)
        return flipped(content, chance)
    name = chance.choice([*members, ""])
    if not members.get(name):
        return flipped(content, chance)
    members[name], how = chance.choice(ANY)(members[name], chance)
    return specimens.zipped(members), f"in {name}: {how}"


CELLS = ("-1", "0", "1e400", "99999999", "2147483648", "²", "٣", "0.5", "NaN", "1900-02-30", "10000", "13", "-9", " ",
         "é", "1,2,3", "2-365-710", "true", "None", "''", "state", "CHN/MIL", "9" * 400)  # fmt: skip
Way = "Callable[[bytes, Random], tuple[bytes, str]]"
ANY: tuple[Way, ...] = (cut, flipped, overwritten, removed, repeated, moved, baited, joined)
TEXTS: tuple[Way, ...] = (
    baited, baited_at_a_word, baited_at_a_word, encoded_otherwise, twice_encoded, lines_shuffled, wrapped, case_changed,
)  # fmt: skip
TABLES: tuple[Way, ...] = (cell_baited, cell_baited, baited_at_a_word, separator_changed, lines_shuffled)
