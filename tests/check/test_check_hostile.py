"""Reference files that are traps: refused with a sentence, and what was kept and then damaged is told."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from faults import baits, wholes
from foedus.check import add_reference, apart, load_reference
from foedus.errors import BadReference, DamagedDossier

FILES = Path(__file__).resolve().parents[1] / "reference"


def test_a_table_of_r_is_read_in_another_process(tmp_path, monkeypatch):
    table = wholes.Whole("a.csv", (FILES / "contiguity_by_year.csv").read_bytes())
    (tmp_path / "contiguity_by_year.rda").write_bytes(wholes.as_rda(table))
    from_r = add_reference(tmp_path / "contiguity_by_year.rda", tmp_path / "r")
    from_csv = add_reference(FILES / "contiguity_by_year.csv", tmp_path / "csv")
    assert from_r.coverage == from_csv.coverage
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(BadReference, match="took longer than"):
        add_reference(tmp_path / "contiguity_by_year.rda", tmp_path / "late")


@pytest.mark.parametrize("name", [*baits.REFERENCE_TRAPS])
def test_a_trap_is_refused_and_nothing_is_kept(tmp_path, name):
    (tmp_path / name).write_bytes(baits.REFERENCE_TRAPS[name]())
    with pytest.raises(BadReference):
        add_reference(tmp_path / name, tmp_path / "kept")
    assert not load_reference(tmp_path / "kept").datasets


@pytest.mark.parametrize(
    ("old", "new"),
    [("1930", "9" * 5000), (",2,", ",²,"), (",2,", ",-1,"), ("1930", "1e400"), ("4.01", "9." + "0" * 300)],
)
def test_a_number_that_is_none_is_told(tmp_path, old, new):
    text = (FILES / "atop_members.csv").read_text()
    (tmp_path / "a.csv").write_text(text.replace(old, new))
    try:
        add_reference(tmp_path / "a.csv", tmp_path / "kept")
    except BadReference as told:
        assert len(str(told)) < 400  # noqa: PT017  (either ending is right; a crash is not)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "', 'id = "../../', "its id"),
        ("since = [", "since = []\nsince_not = [", "since"),
        ("variables = [", 'variables = ["nowhere", ', "nowhere"),
        ("keep = [", "keep = " + "[" * 5000, "not TOML"),
    ],
)
def test_a_description_that_contradicts_itself_is_told(tmp_path, old, new, said):
    (tmp_path / "pacts.csv").write_bytes((FILES / "pacts.csv").read_bytes())
    described = (FILES / "pacts.toml").read_text()
    assert old in described
    (tmp_path / "pacts.toml").write_text(described.replace(old, new, 1))
    with pytest.raises(BadReference, match=said):
        add_reference(tmp_path / "pacts.csv", tmp_path / "kept")
    assert not (tmp_path.parent / "pacts").exists()


def test_a_dataset_that_was_damaged_is_told(tmp_path):
    dataset = add_reference(FILES / "atop_members.csv", tmp_path)
    rows, told = (tmp_path / dataset.id / name for name in ("rows.parquet", "dataset.json"))
    whole = rows.read_bytes()
    for place in (0, len(whole) // 3, len(whole) // 2, len(whole) - 6):
        rows.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        (holding,) = load_reference(tmp_path).holdings
        with pytest.raises(DamagedDossier):
            holding.of_state(2)
    rows.write_bytes(whole)
    for content in (b"", b'{"dataset": "\xff"}', b"[" * 5000):
        told.write_bytes(content)
        with pytest.raises(DamagedDossier, match="put back a copy"):
            load_reference(tmp_path)


def test_a_packed_file_that_grows_beyond_the_limit_is_refused(tmp_path):
    with gzip.open(tmp_path / "a.csv.gz", "wb", compresslevel=1) as packed:
        for _ in range(129):
            packed.write(b"a,b\n" * (1 << 18))
    with pytest.raises(BadReference, match="more than 128 MB"):
        add_reference(tmp_path / "a.csv.gz", tmp_path / "kept")
    Path(tmp_path / "a.csv.gz").unlink()
