"""What was worked out of relations is kept, is right for one state alone, and does no harm where it is broken."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
import time
import zlib
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
import pytest

from foedus.dossier import Dossier
from foedus.errors import FoedusError
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.server import foreseeing, relations, shelf
from foedus.show.server.making import made
from foedus.show.server.shelf import Shelf, is_drawing
from foedus.show.server.work import Step, Work
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.show.server.index import Index

FIRST = """Norway and Chile signed a fisheries agreement on 3 March 2031, the Norwegian foreign ministry said.
Chile sold two patrol boats to Norway, according to the Santiago Institute. Norway accused Chile of spying.
Peru warned Chile on Monday, officials said. Argentina invited Peru to talks, the ministry said."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("shelf")
    (room / "in").mkdir()
    for name, tail in (("one.txt", ""), ("two.txt", " It rained in Oslo."), ("three.txt", " Peru praised Norway.")):
        (room / "in" / name).write_text(FIRST + tail, "utf-8")
    with Dossier(room / "dossier") as dossier:
        dossier.run(room / "in")
    return room / "dossier"


@pytest.fixture
def copy(house: Path, tmp_path: Path) -> Path:
    shutil.copytree(house, tmp_path / "dossier")
    return tmp_path / "dossier"


@pytest.fixture
def index(copy: Path) -> Index:
    return opened(copy)


def opened(folder: Path) -> Index:
    with Dossier(folder, create=False) as dossier:
        found = made(dossier, load_world(), load_language())
    assert found.room is not None
    assert found.reference is not None
    found.shelf = Shelf(found.room, found.reference)
    return found


def pairs(index: Index) -> list[str]:
    return index.ids("SELECT dyad FROM dyads ORDER BY claims DESC, dyad")


def worked_out(index: Index, dyad: str) -> relations.OneRelation:
    return relations.worked_out(index, *dyad.split("-"))


def place(index: Index) -> Path:
    assert index.shelf is not None
    (found,) = index.shelf.folder.iterdir()
    return found


# ---- what is kept is what was made


def test_what_is_kept_equals_what_was_made_and_is_printed_the_same(index: Index) -> None:
    assert index.shelf is not None
    told = pairs(index)
    assert len(told) > 3
    for each in told:
        fresh = relations._made(index, *each.split("-"))
        worked_out(index, each)
        kept = index.shelf.get(each)
        assert kept == fresh
        assert json.dumps(msgspec.to_builtins(kept)) == json.dumps(msgspec.to_builtins(fresh))
        assert kept is not None
        assert kept.brief.picture


def test_a_second_server_finds_what_the_first_worked_out(
    index: Index, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = worked_out(index, pairs(index)[0])
    monkeypatch.setattr(relations, "_made", lambda *_: pytest.fail("worked out twice"))
    assert worked_out(opened(copy), pairs(index)[0]) == first


def test_what_nobody_tells_of_is_not_kept_on_disk(index: Index) -> None:
    assert index.shelf is not None
    made_anew = relations.worked_out(index, "FJI", "TON")
    assert "FJI-TON" not in index.shelf
    assert relations.worked_out(index, "FJI", "TON") is made_anew


# ---- for one state alone


def test_reference_data_that_came_since_end_what_was_kept(index: Index, copy: Path) -> None:
    assert index.shelf is not None
    (dyad, other, *_) = pairs(index)
    worked_out(index, dyad)
    (copy / "reference" / "new").mkdir(parents=True)
    (copy / "reference" / "new" / "rows.csv").write_text("a,b\n", "utf-8")
    assert index.shelf.get(dyad) is None, "it was worked out without these data"
    assert not index.shelf.put(relations._made(index, *other.split("-"))), "they are of another state than the shelf"
    before = index.shelf.folder
    anew = opened(copy).shelf
    assert anew is not None
    assert anew.folder != before
    assert not before.exists(), "one state is kept"


def test_another_foedus_reads_nothing_of_this_one(index: Index, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dyad, *_) = pairs(index)
    worked_out(index, dyad)
    monkeypatch.setattr(shelf, "_code", lambda: "of tomorrow")
    later = opened(copy).shelf
    assert later is not None
    assert dyad not in later


def test_a_judgement_ends_what_was_kept(index: Index, copy: Path) -> None:
    worked_out(index, pairs(index)[0])
    with Dossier(copy, create=False) as dossier:
        held = dossier.judgements()[0]
        dossier.judge(replace(held, by="a person", id="f" * 20))
    later = opened(copy)
    assert later.room != index.room
    assert later.shelf is not None
    assert not [*later.shelf.folder.iterdir()]
    assert not index.room.exists()  # type: ignore[union-attr]


# ---- broken, foreign, too much


def broken(content: bytes) -> Iterator[bytes]:
    yield b""
    yield content[: len(content) // 2]
    yield content[:-1]
    yield content[:60] + bytes([content[60] ^ 1]) + content[61:]
    yield b"x" * 200
    for inside in (b"nothing", zlib.compress(b"\xc1"), zlib.compress(msgspec.msgpack.encode({"dyad": 7}))):
        yield shelf._HEAD + sha256(inside).digest() + inside


def test_what_is_broken_is_made_anew(index: Index) -> None:
    assert index.shelf is not None
    (dyad, *_) = pairs(index)
    whole = worked_out(index, dyad)
    sound = place(index).read_bytes()
    for each in broken(sound):
        place(index).write_bytes(each)
        assert index.shelf.get(dyad) is None
        assert worked_out(index, dyad) == whole
        assert place(index).read_bytes() == sound, "the same as before, byte for byte"


def test_what_is_kept_of_another_relation_is_not_taken_for_this(index: Index) -> None:
    assert index.shelf is not None
    one, other, *_ = pairs(index)
    worked_out(index, one)
    shutil.copy(place(index), index.shelf._place(other))
    assert index.shelf.get(other) is None


def test_a_picture_that_is_none_of_ours_is_not_shown(index: Index) -> None:
    assert index.shelf is not None
    (dyad, *_) = pairs(index)
    told = worked_out(index, dyad)
    told.brief.picture = '<svg><path onload="x()" d="M0 0"/></svg>'
    assert index.shelf.put(told)
    assert index.shelf.get(dyad) is None


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>x</script></svg>", '<svg onload="x()"/>', '<svg><a href="https://example.org/"/></svg>',
        '<svg><path href="//example.org"/></svg>', "<svg><foreignObject/></svg>", "<svg><![CDATA[<script>]]></svg>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "<svg>", "words", "<svg></svg><svg></svg>",
        "<?xml-stylesheet href='x'?><svg/>", "<svg><image href='/x'/></svg>", "<svg>\x00</svg>",
    ],
)  # fmt: skip
def test_only_drawings_of_ours_are_drawings(svg: str) -> None:
    assert not is_drawing(svg)


def test_a_pipe_in_place_of_what_is_kept_holds_nobody_up(index: Index) -> None:
    assert index.shelf is not None
    (dyad, *_) = pairs(index)
    os.mkfifo(index.shelf._place(dyad))
    assert index.shelf.get(dyad) is None
    assert worked_out(index, dyad).dyad == dyad


def test_no_more_is_kept_than_has_room(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, *_ = pairs(index)
    worked_out(index, one)
    monkeypatch.setattr(shelf, "MOST_BYTES", place(index).stat().st_size + 10)
    assert worked_out(index, other).dyad == other
    place(index)  # is still alone
    assert foreseeing.work_out(index) == 0, "who works ahead stops where nothing fits any more"


def test_a_folder_that_is_taken_away_meanwhile_harms_nobody(index: Index) -> None:
    assert index.shelf is not None
    shutil.rmtree(index.shelf.folder)
    (dyad, *_) = pairs(index)
    assert worked_out(index, dyad).dyad == dyad
    assert worked_out(index, dyad).dyad == dyad


def test_what_nobody_finished_is_swept_in_time(index: Index, copy: Path) -> None:
    assert index.shelf is not None
    for name, age in (("unfinished-old", 7200), ("unfinished-new", 10)):
        (index.shelf.folder / name).write_bytes(b"")
        os.utime(index.shelf.folder / name, (time.time() - age,) * 2)
    opened(copy)
    assert [each.name for each in index.shelf.folder.iterdir()] == ["unfinished-new"]


def test_who_may_look_into_the_dossier_may_read_what_is_kept(index: Index) -> None:
    worked_out(index, pairs(index)[0])
    assert stat.S_IMODE(place(index).stat().st_mode) & 0o777 == stat.S_IMODE(place(index).parent.stat().st_mode) & 0o666


# ---- worked out ahead, in a process of its own


def test_a_process_of_its_own_works_everything_out_and_ends(index: Index, copy: Path) -> None:
    assert index.shelf is not None
    assert index.room is not None
    assert foreseeing.is_lacking(index)
    ahead = foreseeing.Foreseeing(copy, index.room, None, nice=0)
    try:
        assert seen(lambda: not ahead.is_running)
        assert ahead._process.returncode == 0
    finally:
        ahead.close()
    assert not foreseeing.is_lacking(index)
    for each in pairs(index):
        assert index.shelf.get(each) == relations._made(index, *each.split("-"))


def test_it_works_out_nothing_of_another_state(index: Index, copy: Path) -> None:
    assert index.shelf is not None
    assert index.room is not None
    with Dossier(copy, create=False) as dossier:
        dossier.judge(replace(dossier.judgements()[0], by="a person", id="e" * 20))
    ahead = foreseeing.Foreseeing(copy, index.room, None, nice=0)
    assert seen(lambda: not ahead.is_running)
    ahead.close()
    assert not [*index.shelf.folder.iterdir()]


def test_it_ends_with_the_server(index: Index, copy: Path) -> None:
    assert index.room is not None
    ahead = foreseeing.Foreseeing(copy, index.room, None, nice=0)
    assert ahead._process.stdin is not None
    ahead._process.stdin.close()
    assert seen(lambda: not ahead.is_running)
    ahead.close()


def seen(is_so: object, within: float = 300.0) -> bool:
    until = time.monotonic() + within
    while not is_so() and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.05)
    return bool(is_so())  # type: ignore[operator]


# ---- how far something is


def test_a_thing_is_worked_out_once_and_tells_how_far_it_is() -> None:
    work, gate, runs = Work(), threading.Event(), []

    def slow(told: object) -> None:
        runs.append(1)
        told(2, 4, "half of it")  # type: ignore[operator]
        gate.wait(30)

    work.begin("one", slow)
    assert seen(lambda: work.step("one") == Step(done=2, of=4, says="half of it"))
    assert work.begin("one", slow).done == 2
    gate.set()
    assert seen(lambda: work.step("one") is None)
    assert runs == [1]


def test_what_fails_is_told_and_can_be_begun_again() -> None:
    work = Work()

    def refused(_: object) -> None:
        raise FoedusError("there is no room")

    work.begin("one", refused)
    assert seen(lambda: work.step("one") is not None and work.step("one").failed == "there is no room")  # type: ignore[union-attr]
    work.begin("one", lambda _: None)
    assert seen(lambda: work.step("one") is None)


# ---- the page meanwhile


@pytest.fixture
def great(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The pages of a dossier that counts as great; what works ahead of those who ask is held."""
    monkeypatch.setattr(relations, "GREAT", 1)
    monkeypatch.setattr("foedus.show.server.keeper.is_lacking", lambda _: False)
    pages = Served(copy, free_port())
    yield pages
    pages.close()


def test_a_page_shows_at_once_what_is_quickly_told_and_the_rest_when_it_is_there(
    great: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, plain = threading.Event(), relations._made

    def held(index: Index, first: str, second: str, told: object = None) -> object:
        told(1, 4, "laying it out over time")  # type: ignore[operator]
        gate.wait(60)
        return plain(index, first, second)

    monkeypatch.setattr(relations, "_made", held)
    dyad = pairs(great.keeper.index)[0]
    status, first = great.ask(f"/relations/{dyad}")
    assert status == 200
    assert 'id="claimed"' in first
    assert 'id="change"' not in first, "what each root carries is of the rest"
    assert f'hx-get="/relations/{dyad}/progress"' in first
    assert seen(lambda: "1 of 4" in great.ask(f"/relations/{dyad}/progress")[1])
    told = json.loads(great.ask(f"/relations/{dyad}/progress", Accept="application/json")[1])
    assert told == {"done": 1, "of": 4, "says": "laying it out over time", "failed": ""}
    gate.set()
    assert seen(lambda: "✓ Worked out" in great.ask(f"/relations/{dyad}/progress")[1])
    _, whole = great.ask(f"/relations/{dyad}")
    assert 'id="change"' in whole
    assert 'id="rest"' not in whole


def test_programs_are_answered_the_whole_at_once(great: Served) -> None:
    for dyad in pairs(great.keeper.index):
        assert json.loads(great.ask(f"/relations/{dyad}.json")[1])["brief"]["ladder"]["swings"] is not None


def test_a_relation_that_cannot_be_worked_out_says_so(great: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise FoedusError("the reference data are gone")

    monkeypatch.setattr(relations, "_made", failing)
    dyad = pairs(great.keeper.index)[0]
    great.ask(f"/relations/{dyad}")
    assert seen(lambda: "the reference data are gone" in great.ask(f"/relations/{dyad}/progress")[1])


def test_nobody_has_no_progress(great: Served) -> None:
    assert great.ask("/relations/QQQ-ZZZ/progress")[0] == 404
    assert great.ask("/relations/%3Cb%3E/progress")[0] == 404


def test_a_small_dossier_shows_the_whole_page(copy: Path) -> None:
    pages = Served(copy, free_port())
    try:
        assert 'id="change"' in pages.ask(f"/relations/{pairs(pages.keeper.index)[0]}")[1]
    finally:
        pages.close()
