"""A dossier of an older format opens in today's, with a copy of what it was."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

import dossier_fakes
from foedus.dossier import Dossier
from foedus.errors import CannotWrite, DossierBusy, NewerFormat
from foedus.store import catalogue, changes, open_store, sole_writer

METHOD = dossier_fakes.METHOD


@pytest.fixture(scope="module")
def of_today(tmp_path_factory):
    folder = tmp_path_factory.mktemp("of-today")
    source = dossier_fakes.write_files(folder / "in", number=3)
    with Dossier(folder / "dossier", method=METHOD) as dossier:
        dossier.run(source)
    return folder / "dossier"


@pytest.fixture
def of_format_1(of_today, tmp_path):
    """The dossier as format 1 had it: what later changes made is taken away."""
    folder = tmp_path / "dossier"
    shutil.copytree(of_today, folder)
    connection = sqlite3.connect(folder / catalogue.FILE, isolation_level=None)
    connection.execute("DROP TABLE documents_words")
    connection.execute("DROP TABLE claims_words")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    return folder


def schema(path):
    connection = sqlite3.connect(path)
    try:
        return set(connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall())
    finally:
        connection.close()


def test_numbers_run_from_one_without_a_gap():
    assert [each.number for each in changes.CHANGES] == list(range(1, changes.TODAY + 1))


def test_format_1_is_what_its_change_makes(of_format_1, tmp_path):
    connection = sqlite3.connect(tmp_path / "new.sqlite", isolation_level=None)
    changes._make(connection, changes.CHANGES[0], lambda _table: ())
    connection.close()
    assert schema(of_format_1 / catalogue.FILE) == schema(tmp_path / "new.sqlite")


def test_a_dossier_of_format_1_can_be_searched_once_it_is_opened(of_format_1, of_today):
    with Dossier(of_today, method=METHOD) as dossier:
        expected, dump = dossier.search("graustark"), dossier.dump()
    with Dossier(of_format_1, method=METHOD) as dossier:
        assert dossier.search("graustark") == expected != []
        assert dossier.dump() == dump
    assert schema(of_format_1 / catalogue.FILE) == schema(of_today / catalogue.FILE)


def test_what_was_there_is_copied_before_it_is_changed(of_format_1):
    before = schema(of_format_1 / catalogue.FILE)
    open_store(of_format_1, create=False).close()
    assert schema(of_format_1 / "dossier.format-1.sqlite") == before


def test_a_change_that_fails_leaves_the_old_format(of_format_1, monkeypatch):
    def fail(connection, scan):
        raise OSError(28, "No space left on device")

    broken = changes.Change(number=2, says="fails", statements="format_2.sql", fill=fail)
    monkeypatch.setattr(changes, "CHANGES", (changes.CHANGES[0], broken))
    with pytest.raises(CannotWrite, match="No space left"):
        open_store(of_format_1, create=False)
    monkeypatch.undo()
    with Dossier(of_format_1, method=METHOD) as dossier:
        assert dossier.search("graustark")


def test_a_newer_format_is_refused_with_a_word_on_what_to_do(of_format_1):
    connection = sqlite3.connect(of_format_1 / catalogue.FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerFormat, match="install a newer Foedus"):
        open_store(of_format_1, create=False)


def test_an_older_format_is_not_changed_while_another_process_writes(of_format_1):
    with sole_writer(of_format_1), pytest.raises(DossierBusy):
        open_store(of_format_1, create=False)
