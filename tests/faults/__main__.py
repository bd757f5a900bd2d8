"""Try so many mutants and say how each ended: `python -m faults --number 500 --seed 1`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    from faults.inputs import mutant
    from faults.trials import Asked
    from faults.watching import MEGABYTE, Watched

if TYPE_CHECKING:
    from faults.inputs import Mutant
    from faults.watching import Ending


def main() -> int:
    """The number of mutants that did harm, as an exit code: 0 or 1."""
    asked = _arguments()
    keep = asked.keep.resolve()
    log = asked.log.open("a", encoding="utf-8") if asked.log else sys.stdout
    harm, sorts, worst, began = 0, Counter[str](), (0.0, 0), time.monotonic()
    watched = Watched()
    with tempfile.TemporaryDirectory(prefix="foedus-faults-") as temporary:
        for number in range(asked.first, asked.first + asked.number):
            one = mutant(number, seed=asked.seed, folder=Path(temporary) / str(number))
            ending = watched.attempt(Asked(trial=one.trial, path=one.path), size=one.size)
            sorts[one.sort] += 1
            worst = max(worst[0], ending.seconds), max(worst[1], ending.memory)
            print(_line(one, ending), file=log, flush=True)
            if ending.harm:
                harm += 1
                kept = keep / f"{asked.seed}-{number}"
                shutil.copytree(one.path.parent, kept, dirs_exist_ok=True)
                (kept / "HARM.txt").write_text(f"{one.trial} {one.how}\n{ending.harm}\n{ending.says}\n", "utf-8")
            shutil.rmtree(one.path.parent)
    watched.close()
    told = (
        f"{asked.number} mutated inputs, seed {asked.seed}, from number {asked.first}: {harm} did harm; "
        f"at most {worst[0]:.1f} s of processor time and {worst[1] // MEGABYTE} MB; "
        f"{time.monotonic() - began:.0f} s in all; {dict(sorted(sorts.items()))}"
    )
    print(told, file=log, flush=True)
    if asked.log:
        print(told)
    return 1 if harm else 0


def _line(one: Mutant, ending: Ending) -> str:
    how = f"HARM {ending.harm}: " if ending.harm else ""
    says = " / ".join(ending.says.split("\n")[-2:] if ending.harm else ending.says.split("\n"))
    return (
        f"{one.number}\t{one.trial}\t{one.path.name}\t{one.size}\t{ending.seconds:.2f} s\t{ending.memory >> 20} MB\t"
        f"{one.how!r}\t{how}{says!r}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--number", type=int, default=500, help="how many mutants to try")
    parser.add_argument("--seed", type=int, default=1, help="the chance that they are made by")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--log", type=Path, help="a file that gets a line for each; standard output without it")
    parser.add_argument("--keep", type=Path, default=Path("faults-kept"), help="the folder for those that did harm")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
