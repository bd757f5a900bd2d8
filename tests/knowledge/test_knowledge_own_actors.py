"""A file of one's own actors is laid over ours, or refused with a sentence that names the row."""

from __future__ import annotations

import gzip

import pytest

from foedus.errors import BadActors, KnowledgeError
from foedus.knowledge.world import load_world

ACTORS = "id,name,nature,country,sector,part_of,since,until,note,names,source\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", ACTORS + "X,X,planet,,,,,,,,own\n", "row 2"),
        ("a.csv", ACTORS + "X,X,state,,,,31 May,,,,own\n", "row 2"),
        ("a.csv", ACTORS + ",,state,,,,,,,,own\n", "its id is empty"),
        ("a.csv", ACTORS + f"X,{'x' * 30_000},state,,,,,,,,own\n", "more than 20000 characters"),
        ("a.csv", "id,nature,source\nX,state,own\n", "no column"),
        ("a.csv", "id,name\nX,Y\n", "names no source"),
        ("a.csv", ACTORS.encode("utf-16"), "row 0 or the one after it"),
        ("a.csv", ACTORS + "X,X,state,,,,2000-01-02,2000-01-01,,,own\n", "row 2"),
        ("a.txt", "# actors of Ruritania\nRUDOLF_RASSENDYLL_\n", "code in brackets"),
        ("a.txt", gzip.compress(b"RUDOLF_RASSENDYLL_ [CHNGOV]\n"), "code in brackets"),
    ],
)
def test_a_wrong_file_is_told(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(KnowledgeError, match=said) as told:
        load_world(tmp_path / name)
    assert str(told.value).endswith(".")


def test_a_folder_that_is_no_file_is_told(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(BadActors, match="cannot be used as actors"):
        load_world(tmp_path)


def test_a_name_without_a_letter_names_nobody(tmp_path):
    own = tmp_path / "actors.txt"
    own.write_text("<![CDATA[\nGRAUSTARK'S_ENVOY_ [RUSGOV]\n\t[CHNELI <20121115]\n<!\n+--\n\t[CHNGOV]\n", "utf-8")
    found = load_world(own).find("He said -- it was over. Graustark's Envoy left, and China <! too.")
    assert [each.words for each in found] == ["Graustark's Envoy", "China"]
