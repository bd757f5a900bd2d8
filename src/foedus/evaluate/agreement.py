"""How far two readers of the same agree: two folders of readings enter, a figure for each field leaves.

Claims of two readers are one where their quotes overlap by half of the shorter. What is found is measured by F1;
fields of the claims that both have by Cohen's kappa (weighted by distance for factuality, Cohen 1968), by F1 where a
field is a set, and as a share where there is no fixed list of values.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from foedus.evaluate.claims import load_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

Row = dict[str, Any]
Pair = tuple[Row, Row]
VALUES = ("CT-", "PR-", "PS-", "UU", "PS+", "PR+", "CT+")
_HALF = 0.5


def measure(first: Path, second: Path, texts: Path | None = None) -> Iterator[tuple[str, dict[str, float]]]:
    """A table for each kind of gold that lies in both folders; `texts` holds the articles that quotes are found in."""
    claims = list(_claims(first, second, texts))
    if any(one or other for one, other in claims):
        yield "claims", _of_claims(claims)
    for kind, found in (("cooperation", _of_cooperation), ("record", _of_record)):
        sides = [_by_id(folder, f"{kind}.*.jsonl") for folder in (first, second)]
        if all(sides):
            yield kind, found(sides[0], sides[1])
    stories = [
        (json.loads((first / "stories" / file.parent.name / file.name).read_text(encoding="utf-8")),
         json.loads(file.read_text(encoding="utf-8")))
        for file in sorted((second / "stories").glob("*/truth.json"))
    ]  # fmt: skip
    if stories:
        yield "stories", _of_stories(stories)


def kappa(
    pairs: Sequence[tuple[str, str]], distance: Callable[[str, str], float] = lambda a, b: float(a != b)
) -> float:
    """Cohen's kappa of two labellings, 1 where nothing differs; with a distance, the weighted one.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
    0.0
    """
    if not pairs:
        return 0.0
    here, there = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(distance(a, b) for a, b in pairs) / len(pairs)
    expected = sum(here[a] * there[b] * distance(a, b) for a in here for b in there) / len(pairs) ** 2
    return 1.0 if expected == 0 else 1 - observed / expected


def f1(shared: float, first: float, second: float) -> float:
    """The harmonic mean of two shares: what both have of what each has."""
    return 2 * shared / (first + second) if first + second else 1.0


def _claims(first: Path, second: Path, texts: Path | None) -> Iterator[tuple[list[Row], list[Row]]]:
    for name in ("claims", "passages"):
        for file in sorted(second.glob(f"{name}.*.jsonl")):
            sides = [_by_document(folder / file.name, texts) for folder in (first, second)]
            for document in sorted(set(sides[0]) | set(sides[1])):
                yield sides[0].get(document, []), sides[1].get(document, [])


def _by_document(file: Path, texts: Path | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    read: dict[str, str] = {}
    for row in load_gold(file) if file.exists() else ():
        if "quote" in row and texts is not None:
            text = read.setdefault(row["doc"], (texts / row["doc"]).read_text(encoding="utf-8"))
            start = text.index(row["quote"])
            row = {**row, "start": start, "end": start + len(row["quote"])}
        found[row["doc"]].append(row)
    return found


def _matched(first: list[Row], second: list[Row], span: Callable[[Row], tuple[int, int]]) -> list[Pair]:
    """The rows of two readers one to one, the greatest overlap over union first."""
    scored = []
    for one, here in enumerate(first):
        for other, there in enumerate(second):
            (a, b), (c, d) = span(here), span(there)
            shared = min(b, d) - max(a, c)
            if shared > 0 and shared >= _HALF * min(b - a, d - c):
                scored.append((-shared / (max(b, d) - min(a, c)), one, other))
    return [(first[one], second[other]) for one, other in _one_to_one(scored)]


def _of_claims(documents: Iterable[tuple[list[Row], list[Row]]]) -> dict[str, float]:
    pairs: list[Pair] = []
    counts = [0, 0]
    for one, other in documents:
        counts = [counts[0] + len(one), counts[1] + len(other)]
        pairs += _matched(one, other, lambda row: (row["start"], row["end"]))
    timed = [pair for pair in pairs if any("time" in row for row in pair)]
    return {
        "found F1": f1(len(pairs), *counts),
        "root": _share(_same_root(a, b) for a, b in pairs),
        "chain": _share(_same_root(a, b) and len(a["via"]) == len(b["via"]) for a, b in pairs),
        "sort kappa": kappa([(a["sort"], b["sort"]) for a, b in pairs]),
        "type kappa": kappa([(a.get("type", "-"), b.get("type", "-")) for a, b in pairs]),
        "factuality weighted kappa": kappa([_values(a, b) for a, b in pairs], _apart),
        "actors F1": _sets((set(a["actors"]), set(b["actors"])) for a, b in pairs),
        "time": _share(a.get("time") == b.get("time") for a, b in timed),
        "quantity F1": _sets((_figures(a), _figures(b)) for a, b in pairs),
        "first": float(counts[0]),
        "second": float(counts[1]),
        "both": float(len(pairs)),
    }


def _same_root(first: Row, second: Row) -> bool:
    names = [{str(row.get(key, "")).casefold() for key in ("root", "root_org")} - {""} for row in (first, second)]
    return bool(names[0] & names[1])


def _values(first: Row, second: Row) -> tuple[str, str]:
    """The value of each reader; where one gives several, the one that comes nearest to the other's."""
    sides = [
        row["factuality"] if isinstance(row["factuality"], list) else [row["factuality"]] for row in (first, second)
    ]
    return min(((a, b) for a in sides[0] for b in sides[1]), key=lambda pair: (_apart(*pair), pair))


def _apart(first: str, second: str) -> float:
    return abs(VALUES.index(first) - VALUES.index(second)) / (len(VALUES) - 1)


def _figures(row: Row) -> set[str]:
    return {each.split()[0].replace(",", "") for each in row.get("quantity", ())}


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 1.0


def _sets(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    shared = first = second = 0
    for here, there in pairs:
        shared, first, second = shared + len(here & there), first + len(here), second + len(there)
    return f1(shared, first, second)


def _by_id(folder: Path, pattern: str) -> dict[str, Row]:
    return {f"{file.name} {row['id']}": row for file in sorted(folder.glob(pattern)) for row in load_gold(file)}


def _of_cooperation(first: dict[str, Row], second: dict[str, Row]) -> dict[str, float]:
    shared = sorted(set(first) & set(second))
    acts: list[Pair] = []
    counts = [0, 0]
    for name in shared:
        one, other = first[name], second[name]
        counts = [counts[0] + len(one["acts"]), counts[1] + len(other["acts"])]
        text = one["text"]

        def span(act: Row, text: str = text) -> tuple[int, int]:
            start = text.index(act["quote"])
            return start, start + len(act["quote"])

        acts += _matched(one["acts"], other["acts"], span)
    return {
        "cooperation or not kappa": kappa(
            [(str(bool(first[n]["acts"])), str(bool(second[n]["acts"]))) for n in shared]
        ),
        "acts F1": f1(len(acts), *counts),
        "mode kappa": kappa([(a["mode"], b["mode"]) for a, b in acts]),
        "status kappa": kappa([(a["status"], b["status"]) for a, b in acts]),
        "parties F1": _sets((set(a["parties"]), set(b["parties"])) for a, b in acts),
        "sentences": float(len(shared)),
    }


def _of_record(first: dict[str, Row], second: dict[str, Row]) -> dict[str, float]:
    shared = sorted(set(first) & set(second))
    pairs = [(first[name]["verdict"], second[name]["verdict"]) for name in shared]
    return {"verdict kappa": kappa(pairs), "verdict": _share(a == b for a, b in pairs), "questions": float(len(shared))}


def _of_stories(stories: Iterable[tuple[Row, Row]]) -> dict[str, float]:
    """Copies, claims, and what is made of them, over all stories."""
    found: dict[str, list[tuple[set[Any], set[Any]]]] = defaultdict(list)
    claims: list[Pair] = []
    counts = [0, 0]
    for number, (one, other) in enumerate(stories):
        for name, keyed in _KEYS.items():
            found[name].append((keyed(one), keyed(other)))
        sides = [[{**c, "in": f"{number} {p['id']}"} for p in each["propositions"] for c in p["claims"]]
                 for each in (one, other)]  # fmt: skip
        counts = [counts[0] + len(sides[0]), counts[1] + len(sides[1])]
        claims += _same_quotes(sides[0], sides[1])
    table = {name: _sets(pairs) for name, pairs in found.items()}
    table |= {
        "claims F1": f1(len(claims), *counts),
        "stance kappa": kappa([(a["stance"], b["stance"]) for a, b in claims]),
    }
    return table | {
        "propositions B-cubed F1": _b_cubed(claims),
        "stories": float(number + 1),
        "both": float(len(claims)),
    }


def _same_quotes(first: list[Row], second: list[Row]) -> list[Pair]:
    """Claims of one document of which one quote holds the other, or shares most of its words."""
    scored = []
    for one, here in enumerate(first):
        mine = Counter(here["quote"].lower().split())
        for other, there in enumerate(second):
            if here["doc"] == there["doc"]:
                theirs = Counter(there["quote"].lower().split())
                shared = (mine & theirs).total()
                if shared >= _HALF * min(mine.total(), theirs.total()):
                    scored.append((-shared / (mine | theirs).total(), one, other))
    return [(first[one], second[other]) for one, other in _one_to_one(scored)]


def _one_to_one(scored: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """The places paired one to one, the lowest score first."""
    used: tuple[set[int], set[int]] = (set(), set())
    for _, one, other in sorted(scored):
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            yield one, other


def _b_cubed(pairs: list[Pair]) -> float:
    precision = recall = 0.0
    for one, other in pairs:
        here = {at for at, pair in enumerate(pairs) if pair[0]["in"] == one["in"]}
        there = {at for at, pair in enumerate(pairs) if pair[1]["in"] == other["in"]}
        precision += len(here & there) / len(there)
        recall += len(here & there) / len(here)
    return f1(precision * recall / (len(pairs) or 1), precision, recall) if pairs else 1.0


def _pair(each: Row) -> frozenset[str]:
    return frozenset((each["a"], each["b"]))


_KEYS: dict[str, Callable[[Row], set[Any]]] = {
    "copies F1": lambda truth: {_pair(each) for each in truth["copies"]},
    "copies by strength F1": lambda truth: {(_pair(each), each["strength"]) for each in truth["copies"]},
    "contradictions by documents F1": lambda truth: {
        (frozenset((each["a"]["doc"], each["b"]["doc"])), each["respect"]) for each in truth["contradictions"]
    },
    "drifts by documents F1": lambda truth: {
        (each["earlier"]["doc"], each["later"]["doc"], each["change"]) for each in truth["drifts"]
    },
    "corrections F1": lambda truth: {(each["doc"], each["corrects"]) for each in truth["corrections"]},
}
