"""Mutated inputs of every format do no harm: no crash, no hang, no more memory than is stated, a true exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from random import Random

import pytest

from faults.inputs import SHARES, mutant
from faults.patterns import bait, patterns
from faults.trials import Asked
from faults.watching import MEGABYTE, Watched

NUMBER = int(os.environ.get("FOEDUS_MUTANTS", "500"))
SEED = int(os.environ.get("FOEDUS_MUTANT_SEED", "1"))


@pytest.mark.timeout(7200)
def test_mutated_inputs_do_no_harm(tmp_path, capsys):
    watched, harm, seconds, memory = Watched(), [], 0.0, 0
    for number in range(NUMBER):
        one = mutant(number, seed=SEED, folder=tmp_path / str(number))
        ending = watched.attempt(Asked(trial=one.trial, path=one.path), size=one.size)
        seconds, memory = max(seconds, ending.seconds), max(memory, ending.memory)
        if ending.harm:
            harm.append(f"number {number}, {one.path} ({one.how}): {ending.harm}\n{ending.says}")
        else:
            shutil.rmtree(tmp_path / str(number))
    watched.close()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{NUMBER} mutated inputs, seed {SEED}: {len(harm)} did harm; at most {seconds:.1f} s of processor time "
            f"and {memory // MEGABYTE} MB\n"
        )
    assert not harm, "\n".join(harm)


def test_every_sort_of_input_is_among_the_first_hundred(tmp_path):
    sorts = {mutant(number, seed=SEED, folder=tmp_path / str(number)).sort for number in range(100)}
    assert sorts == set(SHARES)


def test_the_same_number_gives_the_same_mutant(tmp_path):
    for number in range(40):
        first, again = (mutant(number, seed=3, folder=tmp_path / place / str(number)) for place in ("a", "b"))
        assert (first.how, first.trial) == (again.how, again.trial)
        if first.sort != "dossier":
            assert first.path.read_bytes() == again.path.read_bytes()


@pytest.mark.parametrize(
    ("trial", "said"),
    [
        ("wait", "no answer within"),
        ("work", "s of processor time"),
        ("fill", "MB of memory"),
        ("die", "the process ended with -6"),
        ("raise", "TypeError"),
    ],
)
def test_whoever_does_harm_is_seen_and_the_next_is_tried(tmp_path, trial, said):
    watched = Watched(cpu_seconds=3, wall_seconds=8, memory=900 * MEGABYTE)
    whole = mutant(0, seed=5, folder=tmp_path / "0")
    assert said in watched.attempt(Asked(trial=trial, path=whole.path), size=1).harm
    watched.cpu_seconds, watched.wall_seconds = 60, 300
    assert watched.attempt(Asked(trial=whole.trial, path=whole.path), size=1).harm == ""
    watched.close()


def test_baits_are_grown_from_our_own_patterns_and_many_of_them_are_taken():
    chance, found = Random(1), Counter[bool]()
    for _ in range(300):
        pattern, text = bait(chance)
        found[any(each.search(text) for each in patterns() if each.pattern.startswith(pattern))] += 1
    assert len(patterns()) > 300
    assert found[True] > 60
