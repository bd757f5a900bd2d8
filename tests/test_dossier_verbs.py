"""What a dossier does again and what it does not, and what goes with what."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from importlib import import_module

import pytest

import dossier_fakes
from foedus import Dossier, gather, trace
from foedus.errors import AmbiguousId, MissingModel, NotADossier, NothingToGather, UnknownId
from foedus.pipeline import verbs
from foedus.records import Copy, judgement
from foedus.terms import MENTION_IS_ACTOR, Direction, Opinion, Strength, Verb
from foedus.values import Alignment, Span

METHOD = dossier_fakes.METHOD


def news(folder, **pages):
    folder.mkdir(exist_ok=True)
    for name, words in pages.items():
        (folder / f"{name}.txt").write_text(f"The Outlet\n{words}\n")
    return folder


@pytest.fixture
def source(tmp_path):
    return news(
        tmp_path / "in",
        a="Ruritania armed Graustark. Graustark warned Ruritania.",
        b="https://outlet.example/1 Freedonia visited Sylvania.",
        c="Ruritania armed Graustark. Nobody knows.",
    )


@pytest.fixture
def dossier(source, tmp_path):
    with Dossier(tmp_path / "dossier", method=METHOD) as opened:
        opened.run(source)
        yield opened


def done(tallies):
    return {str(each.verb): each.done for each in tallies if each.done}


def texts(dossier):
    return sorted(each.text for each in dossier.documents())


def test_a_run_leaves_something_in_every_table(dossier):
    assert [len(rows()) for rows in (dossier.documents, dossier.claims, dossier.mentions)] == [3, 4, 8]
    assert [len(rows()) for rows in (dossier.roots, dossier.propositions, dossier.drifts)] == [1, 3, 1]
    assert len(dossier.assessments()) == 2
    assert {each.code for each in dossier.problems()} == {"no-date"}


def test_a_second_run_does_nothing_and_changes_nothing(dossier, source):
    before = dossier.dump()
    assert done(dossier.run(source)) == {}
    assert dossier.dump() == before


def test_a_new_file_is_read_alone_and_what_looks_across_is_made_anew(dossier, source):
    news(source, d="Sylvania praised Ruritania.")
    tallies = dossier.run(source)
    assert done(tallies) == {"gather": 1, "read": 1, "resolve": 1, "trace": 1, "assemble": 1, "assess": 1, "check": 1}
    assert len(dossier.claims()) == 5


def test_another_reader_reads_everything_again_and_its_claims_replace_the_old(dossier, source, tmp_path):
    spans = {(each.document, each.evidence.start) for each in dossier.claims()}
    kept = {each.id for each in dossier.judgements() if each.by is Verb.RESOLVE}
    dossier.close()
    with Dossier(tmp_path / "dossier", method=replace(METHOD, reader=dossier_fakes.another_reader)) as again:
        assert done(again.run(source))["read"] == 3
        assert {each.read_by for each in again.claims()} == {"plain-2"}
        assert {(each.document, each.evidence.start) for each in again.claims()} == spans
        assert {each.id for each in again.judgements() if each.by is Verb.RESOLVE} == kept
        assert again.search("Freedonia visited")[1].id in {each.id for each in again.claims()}


def test_other_rules_of_a_verb_make_its_work_anew_and_no_earlier_verbs(dossier, source, tmp_path):
    dossier.close()
    other = replace(METHOD, rules=lambda verb: "rules-2" if verb is Verb.ASSEMBLE else "rules-1")
    with Dossier(tmp_path / "dossier", method=other) as again:
        assert done(again.run(source)) == {"assemble": 1}


def test_an_overlay_of_the_world_is_read_and_resolved_with(dossier, source, tmp_path):
    dossier.close()
    with Dossier(tmp_path / "dossier", method=METHOD, overlay=tmp_path / "ours.csv") as again:
        assert {"read": 3, "resolve": 3}.items() <= done(again.run(source)).items()


def test_a_page_with_changed_text_replaces_the_old_which_stays_to_be_looked_at(dossier, source):
    (old,) = (each for each in dossier.documents() if each.text.startswith("Ruritania armed Graustark. G"))
    news(source, a="Ruritania praised Graustark.")
    dossier.run(source)
    (new,) = (each for each in dossier.documents() if each.replaces)
    assert new.replaces == old.id
    assert old.id not in {each.id for each in dossier.documents()}
    assert dossier.find(old.id) == old
    assert old.id in {each.id for each in dossier.documents(superseded=True)}
    assert "warned" not in {each.kind for each in dossier.claims()}
    assert "warned" not in {each.kind for each in dossier.material().claims}
    assert {each.kind for each in dossier.claims(document=old.id)} == {"armed", "warned"}
    assert {each.subject for each in dossier.material().judgements if each.about == MENTION_IS_ACTOR} <= {
        each.id for each in dossier.material().mentions
    }


def test_claims_are_assembled_by_the_passages_of_copies(source, tmp_path):
    seen = []

    def trace_with_passages(material, world, meaning):
        yield from (each for each in METHOD.trace(material, world, meaning) if not isinstance(each, Copy))
        first, second = (Span(document=each.id, start=0, end=3, text=each.text[:3]) for each in material.documents[:2])
        yield Copy(
            id="c0", first=first.document, second=second.document, strength=Strength.REWRITE, because="a test says so",
            direction=Direction.UNKNOWN, aligned=(Alignment(first=first, second=second, likeness=1.0),), share=1.0,
        )  # fmt: skip

    def assemble(material, meaning):
        seen.append([len(each.aligned) for each in material.copies])
        return METHOD.assemble(material, meaning)

    with Dossier(tmp_path / "d", method=replace(METHOD, trace=trace_with_passages, assemble=assemble)) as dossier:
        dossier.run(source)
    assert seen == [[1]]


def test_a_text_that_comes_back_counts_again(dossier, source):
    before = texts(dossier)
    news(source, a="Ruritania praised Graustark.")
    dossier.run(source)
    news(source, a="Ruritania armed Graustark. Graustark warned Ruritania.")
    dossier.run(source)
    assert texts(dossier) == before
    assert len(dossier.documents(superseded=True)) == 4


def test_the_same_address_is_the_same_place_from_whatever_folder(dossier, tmp_path):
    other = news(tmp_path / "elsewhere", x="https://outlet.example/1 Freedonia warned Sylvania.")
    dossier.run(other)
    (new,) = (each for each in dossier.documents() if each.replaces)
    assert new.text.endswith("warned Sylvania.")


def test_files_of_one_name_in_two_folders_are_two_places(dossier, tmp_path):
    dossier.run(news(tmp_path / "elsewhere", a="Ruritania praised Graustark."))
    assert len(dossier.documents()) == 4


def test_one_text_in_two_files_is_one_document_with_a_note(dossier, source):
    news(source, copy="Ruritania armed Graustark. Graustark warned Ruritania.")
    dossier.run(source)
    assert len(dossier.documents()) == 3
    assert "same-document" in {each.code for each in dossier.problems()}


def test_a_file_put_right_takes_its_problem_with_it(dossier, source):
    (source / "d.txt").write_text("")
    assert sum(each.faults for each in dossier.run(source)) == 1
    assert "empty-file" in {each.code for each in dossier.problems()}
    news(source, d="Sylvania praised Ruritania.")
    dossier.run(source)
    assert "empty-file" not in {each.code for each in dossier.problems()}


def test_a_removed_document_is_gone_with_all_that_stood_on_it(dossier, source):
    (gone,) = (each for each in dossier.documents() if "warned" in each.text)
    mentions = {each.id for each in dossier.mentions(document=gone.id)}
    dossier.remove(gone.id)
    assert dossier.roots() == dossier.propositions() == dossier.assessments() == ()
    dossier.run(source)
    assert gone.id not in {each.id for each in dossier.documents(superseded=True)}
    assert "warned" not in {each.kind for each in dossier.claims()}
    assert not mentions & {each.subject for each in dossier.judgements()}
    assert gone.id not in {each.about for each in dossier.problems()}
    assert not dossier.search("warned")
    with pytest.raises(UnknownId):
        dossier.find(gone.id)
    dossier.close()
    for file in (each for each in dossier.folder.rglob("*") if each.is_file()):
        assert b"warned" not in file.read_bytes()


def test_a_removed_document_is_not_taken_in_again(dossier, source):
    (gone,) = (each for each in dossier.documents() if "warned" in each.text)
    dossier.remove(gone.id)
    news(source, z="Ruritania armed Graustark. Graustark warned Ruritania.")
    dossier.run(source)
    assert gone.id not in {each.id for each in dossier.documents()}
    assert "removed-before" in {each.code for each in dossier.problems()}


def test_only_a_document_can_be_removed(dossier):
    with pytest.raises(UnknownId):
        dossier.remove(dossier.claims()[0].id)


def test_a_persons_judgement_outlives_a_reading_and_decides(dossier, source, tmp_path):
    mention = next(each for each in dossier.mentions() if each.span.text == "Freedonia")
    mine = judgement(about=MENTION_IS_ACTOR, subject=mention.id, candidate="SYL", by="A. Person", because="an old name")
    dossier.judge(mine)
    assert done(dossier.run(source)).keys() >= {"trace", "assemble", "assess"}
    dossier.close()
    with Dossier(tmp_path / "dossier", method=replace(METHOD, reader=dossier_fakes.another_reader)) as again:
        again.run(source)
        assert again.material().actors_of[mention.id] == ("SYL",)
        undone = again.undo(mine.id, by="B. Person", because="it is a state of its own")
        assert again.material().actors_of[mention.id] == ("FRE",)
        assert {mine.id, undone.id} <= {each.id for each in again.judgements(in_force=False)}
        assert again.judge(mine).replaces == undone.id
        assert again.material().actors_of[mention.id] == ("SYL",)


def test_a_verbs_judgement_can_be_undone_and_stays_so(dossier, source):
    derived = next(each for each in dossier.judgements() if each.by is Verb.RESOLVE)
    dossier.undo(derived.id, by="A. Person", because="wrong")
    dossier.run(source)
    assert derived.id not in {each.id for each in dossier.judgements() if each.opinion is Opinion.SAME}


def test_no_person_is_called_as_a_verb(dossier):
    with pytest.raises(ValueError, match="is a verb"):
        dossier.judge(judgement(about="x", subject="y", candidate="z", by=Verb.READ, because=""))


def test_every_record_is_found_by_the_beginning_of_its_id(dossier):
    for rows in (dossier.documents, dossier.claims, dossier.propositions, dossier.assessments, dossier.judgements):
        for record in rows():
            assert dossier.find(record.id) == dossier.find(record.id[:12]) == record


def test_an_id_that_is_none_or_several_is_told(dossier):
    with pytest.raises(UnknownId, match="copy one from"):
        dossier.find("nothing")
    with pytest.raises(UnknownId):
        dossier.find("")
    everything = [each.id for rows in (dossier.claims, dossier.mentions, dossier.judgements) for each in rows()]
    digit = max("0123456789abcdef", key=lambda one: sum(each.startswith(one) for each in everything))
    with pytest.raises(AmbiguousId, match="more digits"):
        dossier.find(digit)


def test_searching_finds_all_words_and_phrases_and_nothing_for_no_words(dossier):
    assert {each.table for each in dossier.search("graustark WARNED")} == {"documents", "claims"}
    assert dossier.search('"armed Graustark"')
    assert not dossier.search('"Graustark armed"')
    assert dossier.search(' "" * -') == []


def test_a_question_in_sql_is_answered_without_what_is_superseded(dossier, source):
    news(source, a="Ruritania praised Graustark.")
    dossier.run(source)
    answer = dossier.question("SELECT kind, count(*) AS n FROM claims WHERE kind <> ? GROUP BY kind ORDER BY kind", "x")
    assert answer.to_pylist() == [{"kind": "armed", "n": 1}, {"kind": "praised", "n": 1}, {"kind": "visited", "n": 1}]
    joined = "SELECT count(*) AS n FROM judgements JOIN mentions ON subject = mentions.id JOIN problems ON true"
    assert dossier.question(joined).to_pylist()[0]["n"] > 0


def test_reference_data_is_asked_as_soon_as_it_is_there(dossier, source, tmp_path):
    (tmp_path / "treaties.csv").write_text("year\n2000\n")
    dossier.add_reference(tmp_path / "treaties.csv")
    assert done(dossier.run(source)) == {"check": 1, "assess": 1}
    assert {each.dataset for each in dossier.checks()} == {"treaties.csv"}


def test_what_cannot_be_done_at_all_is_raised(dossier, source, tmp_path):
    with pytest.raises(NothingToGather):
        dossier.gather(tmp_path / "nowhere")
    with pytest.raises(NotADossier):
        Dossier(tmp_path / "nowhere", create=False, method=METHOD)
    with pytest.raises(NotADossier):
        Dossier(source, method=METHOD)
    dossier.close()
    for workers in (1, 2):
        nothing = replace(METHOD, reader=dossier_fakes.no_reader)
        with Dossier(tmp_path / f"new{workers}", method=nothing, workers=workers) as new:
            new.gather(source)
            with pytest.raises(MissingModel, match="install Foedus again"):
                new.read()


def test_the_verbs_of_the_house_are_what_the_pipeline_calls():
    shipped = verbs.METHOD
    assert shipped.rules(Verb.READ) != shipped.rules(Verb.TRACE)
    later = [
        each for each in (getattr(shipped, field.name) for field in fields(shipped)) if isinstance(each, verbs.Later)
    ]
    assert {shipped.files, shipped.read, shipped.resolve, shipped.trace} <= {*later}
    called = [getattr(import_module(each.room), each.name) for each in later]
    assert gather.files in called
    assert trace.trace in called


def test_who_asks_a_question_waits_for_no_room_that_reads(source, tmp_path):
    with Dossier(tmp_path / "d") as dossier:
        dossier.run(source)
    asked = "import sys; from foedus.show.cli import foedus; foedus(sys.argv[1:], standalone_mode=False)"
    asked += "; rooms = ('pandas', 'onnxruntime', 'trafilatura', 'foedus.read', 'foedus.gather', 'foedus.check')"
    asked += "; print([each for each in rooms if each in sys.modules])"
    for words in (("claims", "--limit", "1"), ("propositions",), ("sources",), ("show",)):
        done = subprocess.run(
            [sys.executable, "-c", asked, *words, "--dossier", str(tmp_path / "d")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "[]", words


def test_the_first_claim_does_not_wait_for_the_rooms_behind_it(source, tmp_path):
    shown = "import sys; from foedus import Dossier; d = Dossier(sys.argv[1]); d.gather(sys.argv[2]); d.read()"
    shown += "; print([each for each in ('pandas', 'duckdb', 'foedus.check', 'foedus.assess') if each in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", shown, str(tmp_path / "d"), str(source)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
