"""The same input gives the same bytes: from any folder, with any number of workers, in one go or verb by verb."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

import dossier_fakes
import dossier_kills
from foedus import Dossier
from foedus.pipeline.across import side_by_side

METHOD = dossier_fakes.METHOD


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    source = dossier_fakes.write_files(folder / "news", number=70)
    with Dossier(folder / "dossier", method=METHOD) as dossier:
        dossier.run(source)
        return source, dossier.dump(), dossier_kills.segments_in(folder / "dossier")


def test_another_folder_and_two_workers_give_the_same_bytes(first, tmp_path):
    source, dump, segments = first
    shutil.copytree(source, tmp_path / "somewhere" / "else")
    with Dossier(tmp_path / "elsewhere", method=METHOD, workers=2) as dossier:
        dossier.run(tmp_path / "somewhere" / "else")
        assert dossier.dump() == dump
    assert dossier_kills.segments_in(tmp_path / "elsewhere") == segments


def test_verb_by_verb_gives_the_same_bytes_as_a_run(first, tmp_path):
    source, dump, segments = first
    for verb in ("gather", "read", "resolve", "trace", "assemble", "check", "assess"):
        with Dossier(tmp_path / "dossier", method=METHOD) as dossier:
            dossier.gather(source) if verb == "gather" else getattr(dossier, verb)()
    assert dossier_kills.dump_of(tmp_path / "dossier") == dump
    assert dossier_kills.segments_in(tmp_path / "dossier") == segments


def test_the_dump_names_no_place_of_this_machine_and_no_instant(first):
    source, dump, segments = first
    assert str(source) not in dump
    assert str(source.parent) not in dump
    assert "T00:" not in dump
    tables = {json.loads(line)[0] for line in dump.splitlines()}
    assert tables == {"format", "segments", "contents", "documents", "finished", "judgements", "problems"}
    assert not any(str(source.parent).encode() in content for content in segments.values())


def test_segments_are_pieces_of_their_size(first):
    _, dump, _ = first
    rows = [json.loads(line) for line in dump.splitlines()]
    assert [each[3] for each in rows if each[:2] == ["segments", "documents"]].count(32) == 4
    assert sum(each[3] for each in rows if each[:2] == ["segments", "claims"]) == 280


def test_other_input_gives_another_dump(first, tmp_path):
    source, dump, _ = first
    shutil.copytree(source, tmp_path / "in")
    (tmp_path / "in" / "000.txt").write_text("Outlet 0\nRuritania praised Sylvania.\n")
    with Dossier(tmp_path / "dossier", method=METHOD) as dossier:
        dossier.run(tmp_path / "in")
        assert dossier.dump() != dump


def test_meanings_are_the_same_side_by_side():
    asked: list[int] = []

    def meaning(texts):
        asked.append(len(texts))
        return np.array([[float(len(text)), float(ord(text[0]))] for text in texts], np.float32)

    texts = [chr(97 + number % 26) * (number + 1) for number in range(37)]
    found = side_by_side(meaning, 3)(texts)
    assert np.array_equal(found, meaning(texts))
    assert len(asked) > 3  # pieces, and the whole
    assert side_by_side(meaning, 1) is meaning
    assert side_by_side(None, 3) is None
