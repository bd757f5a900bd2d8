"""The language files hold together, and the most specific row wins."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from foedus.errors import UnknownKind
from foedus.knowledge.language import CLASS, length_at, load_language
from foedus.knowledge.lexicon import TURNS, read_rows
from foedus.terms import Factuality

LANGUAGE = load_language()
PLOVER_TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUADS = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
INVENTED = ("Ruritania", "Graustark", "Freedonia", "Sylvania")


def test_every_plover_type_has_a_kind_and_nothing_else_but_other() -> None:
    assert {kind.type for kind in LANGUAGE.kinds.values()} == PLOVER_TYPES | {"OTHER"}
    assert set(LANGUAGE.kinds) >= PLOVER_TYPES


def test_our_cooperation_modes_are_there() -> None:
    modes = (
        "exercise patrol training basing intelligence arms-transfer components co-production technology personnel "
        "finance energy trade"
    )
    assert set(LANGUAGE.kinds) >= {f"COOPERATE.{mode}" for mode in modes.split()}
    assert set(LANGUAGE.kinds) >= {"SUPPORT.diplomatic-cover", "SUPPORT.treaty", "AGREE.treaty", "AID.finance"}


@pytest.mark.parametrize("kind", LANGUAGE.kinds.values(), ids=lambda kind: kind.id)
def test_a_kind_says_what_it_means_gives_an_example_and_cites_its_scale(kind) -> None:
    assert kind.meaning.endswith(".")
    assert kind.example.endswith(".")
    assert kind.id == (f"{kind.type}.{kind.mode}" if kind.mode else kind.type)
    if kind.type == "OTHER":
        assert (kind.intensity, kind.scale, kind.cameo) == (None, "", None)
        return
    assert kind.quad in QUADS
    assert re.fullmatch(r"\d{2,4}(\|\d{2})*", kind.cameo)
    assert "PLOVER" in kind.scale
    assert (kind.intensity > 0) == kind.quad.endswith("cooperation")


def test_meanings_and_examples_are_told_once() -> None:
    assert max(Counter(kind.meaning for kind in LANGUAGE.kinds.values()).values()) == 1
    assert max(Counter(kind.example for kind in LANGUAGE.kinds.values()).values()) == 1


def test_accuse_keeps_the_sign_that_its_modes_have() -> None:
    assert LANGUAGE.kind("ACCUSE").intensity == -2.0


def test_every_kind_maps_down_to_plain_plover() -> None:
    for kind, plain in LANGUAGE.plover.items():
        assert plain in LANGUAGE.kinds, kind
        assert LANGUAGE.plover[plain] == plain, kind


def test_what_an_act_turns_into_exists() -> None:
    for (kind, how), turned in LANGUAGE.turned.items():
        assert how in TURNS
        assert turned in LANGUAGE.kinds, kind


@pytest.mark.parametrize(
    ("kind", "how", "turned"),
    [
        ("CONSULT.visit", "promised", "AGREE.consult"),
        ("CONSULT", "refused", "REJECT.meet"),
        ("RETREAT.release", "demanded", "REQUEST.yield"),
        ("COOPERATE.exercise", "promised", "AGREE.exercise"),
        ("SANCTION.embargo", "promised", "THREATEN.restrict"),
        ("ASSAULT.invade", "refused", None),
    ],
)
def test_an_act_only_promised_refused_or_demanded_is_another_kind(kind, how, turned) -> None:
    assert LANGUAGE.turn(kind, how) == turned


def test_an_unknown_kind_is_said_so() -> None:
    with pytest.raises(UnknownKind, match=r"no kind of act is called 'COOPERATE\.picnic'"):
        LANGUAGE.kind("COOPERATE.picnic")


def test_rows_name_kinds_and_classes_that_exist() -> None:
    classes = set().union(*LANGUAGE.classes.values())
    for row in LANGUAGE.acts:
        assert row.kind is None or row.kind in LANGUAGE.kinds, row
        assert row.alone is None or row.alone in LANGUAGE.kinds, row
        assert row.upos in {"VERB", "NOUN", "ADJ", "AUX"}, row
        for part in (row.noun or "").split("+"):
            assert not part.startswith(CLASS) or part[1:] in classes, row


def test_no_row_stands_twice() -> None:
    acts = Counter((row.lemma, row.upos, row.particle, row.preposition, row.noun) for row in LANGUAGE.acts)
    cues = Counter((row.words, row.upos, row.effect) for row in LANGUAGE.cues)
    voices = Counter((row.words, row.form) for row in LANGUAGE.voices)
    sources = Counter((row.words, row.source_class) for row in LANGUAGE.sources)
    nouns = Counter((row["class"], row["lemma"]) for row in read_rows("nouns.csv"))
    for counted in (acts, cues, voices, sources, nouns):
        assert [key for key, count in counted.items() if count > 1] == []


def test_words_are_lower_case_and_targets_are_words() -> None:
    for row in LANGUAGE.acts:
        assert row.lemma == row.lemma.lower()
        assert all(re.fullmatch(r"[a-z]+", each) for each in row.target), row
        assert not row.is_reciprocal or row.kind
    for row in (*LANGUAGE.cues, *LANGUAGE.voices, *LANGUAGE.sources):
        assert row.words
        assert all(word == word.lower() for word in row.words)


def test_cues_give_factuality_values_and_a_scope() -> None:
    values = {each.value for each in Factuality}
    for row in LANGUAGE.cues:
        assert row.scope in {"own", "below"}, row
        assert {row.value, row.negated} <= values | {None}, row


@pytest.mark.parametrize(
    ("lemma", "upos", "nouns", "kind"),
    [
        ("hold", "VERB", ["talks"], "CONSULT"),
        ("hold", "VERB", ["talk"], "CONSULT"),
        ("conduct", "VERB", ["drill", "joint"], "COOPERATE.exercise"),
        ("send", "VERB", ["troop", "exercise"], "COOPERATE.exercise"),
        ("send", "VERB", ["troop", "border"], "MOBILIZE.troops"),
        ("send", "VERB", ["aid"], "AID"),
        ("send", "VERB", ["envoy"], "CONSULT"),
        ("trade", "VERB", ["arm"], "COOPERATE.arms-transfer"),
        ("sell", "VERB", ["tank"], "COOPERATE.arms-transfer"),
        ("supply", "VERB", ["microelectronics"], "COOPERATE.components"),
        ("help", "VERB", ["force", "armed"], "COOPERATE"),
        ("help", "VERB", ["economy"], "AID"),
        ("allow", "VERB", ["access", "training"], "COOPERATE.training"),
        ("deprive", "VERB", ["component"], "SANCTION.discontinue"),
        ("invade", "VERB", [], "ASSAULT.invade"),
        ("invasion", "NOUN", [], "ASSAULT.invade"),
        ("sale", "NOUN", ["weapon"], "COOPERATE.arms-transfer"),
        ("agree", "VERB", ["consult"], "AGREE.consult"),
        ("impose", "VERB", ["sanction"], "SANCTION.embargo"),
        ("impose", "VERB", ["blockade"], "COERCE.restrict"),
        ("launch", "VERB", ["investigation"], "ACCUSE.investigate"),
        ("launch", "VERB", ["airstrike"], "ASSAULT.aerial"),
        ("lift", "VERB", ["sanction"], "RETREAT.ease"),
        ("withdraw", "VERB", ["troop"], "RETREAT.withdraw"),
        ("withdraw", "VERB", ["peacekeeper"], "SANCTION.withdraw"),
        ("withdraw", "VERB", ["ambassador"], "SANCTION.withdraw"),
        ("refuse", "VERB", ["meet"], "REJECT.meet"),
    ],
)
def test_the_noun_decides_what_a_verb_does(lemma, upos, nouns, kind) -> None:
    row = LANGUAGE.kind_of(lemma, upos, nouns=nouns)
    assert row is not None
    assert row.kind == kind


def test_a_particle_decides_what_a_verb_does() -> None:
    assert LANGUAGE.kind_of("break", "VERB", particle="off", nouns=["relation"]).kind.startswith("SANCTION")
    assert LANGUAGE.kind_of("shoot", "VERB", particle="down", nouns=["jet"]).kind == "ASSAULT"
    assert LANGUAGE.kind_of("call", "VERB", particle="off", nouns=["visit"]).kind == "REJECT.meet"


def test_a_preposition_decides_what_a_verb_does() -> None:
    assert LANGUAGE.kind_of("call", "VERB", prepositions=["for"], nouns=["restraint"]).kind.startswith("REQUEST")
    assert LANGUAGE.kind_of("vote", "VERB", prepositions=["against"]).kind == "REJECT"
    assert LANGUAGE.kind_of("vote", "VERB") is None


def test_the_nearer_noun_wins() -> None:
    assert LANGUAGE.kind_of("declare", "VERB", nouns=["truce", "war"]).kind == "RETREAT.ceasefire"
    assert LANGUAGE.kind_of("declare", "VERB", nouns=["war", "truce"]).kind == "ASSAULT.clash"


def test_what_looks_like_an_act_and_is_none_is_none() -> None:
    assert LANGUAGE.row_of("kill", "VERB", nouns=["bill"]) is not None
    assert LANGUAGE.kind_of("kill", "VERB", nouns=["bill"]) is None
    assert LANGUAGE.kind_of("kill", "VERB", nouns=["sailor"]).kind == "ASSAULT"


@pytest.mark.parametrize("lemma", ["be", "have", "make", "take", "go", "use", "give", "get", "do", "come", "put"])
def test_a_general_verb_alone_is_no_act(lemma) -> None:
    assert LANGUAGE.kind_of(lemma, "VERB") is None


def test_what_one_side_does_alone_is_another_kind() -> None:
    row = LANGUAGE.kind_of("stage", "VERB", nouns=["drill"])
    assert (row.kind, row.alone) == ("COOPERATE.exercise", "MOBILIZE.troops")
    assert LANGUAGE.kind_of("stage", "VERB", nouns=["drill", "joint"]).alone is None


def test_a_receiver_is_no_initiator() -> None:
    assert LANGUAGE.kind_of("receive", "VERB", nouns=["aid"]).initiator == "from"


@pytest.mark.parametrize(
    ("words", "at", "effect"),
    [
        (["it", "may", "sign"], 1, "hedge-possible"),
        (["they", "be", "set", "to", "meet"], 1, "scheduled"),
        (["it", "do", "not", "include"], 2, "negation"),
        (["they", "fear", "war"], 1, "fear"),
        (["the", "good", "response", "be"], 1, "judgement"),
        (["more", "symbolic", "than", "practical"], 0, "comparison"),
    ],
)
def test_cues_are_found_where_they_stand(words, at, effect) -> None:
    assert effect in [cue.effect for cue in LANGUAGE.cues_at(words, at)]


def test_the_longest_wording_comes_first() -> None:
    found = LANGUAGE.cues_at(["be", "determine", "to", "win"], 0)
    assert found[0].words == ("be", "determine", "to")
    assert length_at(("be", "determine", "to"), ["be", "keen", "to"], start=0) is None


def test_a_gap_is_short() -> None:
    far = ["more", *["very"] * 9, "than"]
    assert length_at(("more", "...", "than"), far, start=0) is None


def test_reporting_verbs_tell_addressee_and_sort() -> None:
    assert LANGUAGE.voice_of("tell").object_is_addressee
    assert LANGUAGE.voice_of("deny").sort == "denial"
    assert LANGUAGE.voice_of("recommend").sort == "recommendation"
    assert LANGUAGE.voice_of("sing") is None
    assert LANGUAGE.voices_at(["accord", "with"], 0) == ()
    assert LANGUAGE.voices_at(["according", "to"], 0)[0].form == "preposition"


def test_sources_have_a_class() -> None:
    assert LANGUAGE.source_of("study").source_class == "report"
    assert LANGUAGE.source_of("expert").is_anonymous
    assert LANGUAGE.source_of("spokeswoman").speaks_for
    assert LANGUAGE.source_of("banana") is None
    assert LANGUAGE.sources_at(["satellite", "image"], 0)[0].source_class == "image"


def test_examples_name_invented_states_only() -> None:
    stems = tuple(name.rstrip("ia") for name in INVENTED)
    for kind in LANGUAGE.kinds.values():
        for name in re.findall(r"(?<=[a-z] )[A-Z][a-z]+", kind.example):
            assert name.startswith(stems), kind.id


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("agreed", "VERB", "agree"),
        ("sent", "VERB", "send"),
        ("banned", "VERB", "ban"),
        ("supplying", "VERB", "supply"),
        ("Withdrew", "VERB", "withdraw"),
        ("occupies", "VERB", "occupy"),
        ("invading", "VERB", "invade"),
        ("expelled", "VERB", "expel"),
        ("visited", "VERB", "visit"),
        ("drills", "NOUN", "drill"),
        ("allies", "NOUN", "ally"),
        ("talks", "NOUN", "talks"),
        ("left", "VERB", "leave"),
        ("bananas", "NOUN", None),
    ],
)
def test_forms_of_known_words_lead_to_their_lemma(form, upos, lemma) -> None:
    assert LANGUAGE.lemma_of(form, upos) == lemma
