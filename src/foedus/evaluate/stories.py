"""Stories against their truth: a folder of articles with `truth.json` enters; figures of all that goes across leave.

The whole method runs over each story in a dossier of its own. Counts are pooled over the stories, so that a figure is
that of all pairs, claims and propositions together.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.dossier import Dossier
from foedus.evaluate.answers import Answers
from foedus.evaluate.claims import matched, placed_in
from foedus.evaluate.counts import Hits
from foedus.terms import RootNature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from foedus.material import Material
    from foedus.records import Claim, Document, Proposition

STRENGTHS = ("same", "passage", "rewrite")
_SAID = ("supports", "denies", "qualifies")


@dataclass(slots=True)
class Tally:
    """What is counted over all stories."""

    hits: dict[str, Hits] = field(default_factory=lambda: defaultdict(Hits))
    right: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    asked: Counter[str] = field(default_factory=Counter)

    def judge(self, name: str, *, right: bool) -> None:
        """Counts one thing that was asked for, and whether it was right."""
        self.asked[name] += 1
        self.right[name] += right

    def figures(self) -> dict[str, float]:
        """F1 of what can be found too often, shares of the rest, with how many of each there were."""
        table: dict[str, float] = {}
        for name, hits in sorted(self.hits.items()):
            table |= {name: hits.f1, f"{name} precision": hits.precision, f"{name} recall": hits.recall}
            table[f"{name} expected"] = float(hits.expected)
        for name in sorted(self.asked):
            table |= {name: self.right[name] / self.asked[name], f"{name} asked": float(self.asked[name])}
        return table


@dataclass(frozen=True, kw_only=True)
class Told:
    """A story with its truth, and what Foedus made of it."""

    truth: dict[str, Any]
    material: Material

    @cached_property
    def answers(self) -> Answers:
        """What was made of it, in the terms of the gold."""
        return Answers(material=self.material)

    @cached_property
    def file_of(self) -> dict[str, str]:
        """File names by document id."""
        return {each.id: each.gathered_from.rsplit("/", 1)[-1] for each in self.material.documents}

    @cached_property
    def document_of(self) -> dict[str, Document]:
        """Documents by file name."""
        return {self.file_of[each.id]: each for each in self.material.documents}

    @cached_property
    def gold(self) -> list[tuple[str, dict[str, Any]]]:
        """Every claim of the truth with the id of its proposition."""
        return [(each["id"], claim) for each in self.truth["propositions"] for claim in each["claims"]]

    @cached_property
    def claim_at(self) -> dict[tuple[str, str], Claim]:
        """The claim that a quote of the truth matches, by file and quote."""
        wanted = [claim for _, claim in self.gold]
        items = [
            placed_in(self.document_of[each["doc"]], each)
            for each in wanted
            if each["doc"] in self.document_of and each["quote"] in self.document_of[each["doc"]].text
        ]
        chosen = matched(items, self.material.claims)
        return {(items[at].gold["doc"], items[at].gold["quote"]): claim for at, claim in chosen.items()}

    @cached_property
    def proposition_of(self) -> dict[str, Proposition]:
        """The proposition that a claim supports, denies or qualifies, by claim id."""
        found: dict[str, Proposition] = {}
        for each in self.material.propositions:
            objecting = [one.claim for one in (*each.denying, *each.qualifying)]
            for claim in (*each.supporting, *objecting):
                found.setdefault(claim, each)
        return found

    def at(self, place: dict[str, Any]) -> Claim | None:
        """The claim found at a place of the truth."""
        return self.claim_at.get((place["doc"], place["quote"]))


def measure(stories: Iterable[Path], progress: Callable[[str], None] = lambda _: None) -> dict[str, float]:
    """The figures over these stories."""
    tally = Tally()
    for folder in stories:
        told = told_of(folder)
        for judged in (_copies, _claims, _counts, _contradictions, _drifts, _unread):
            judged(told, tally)
        progress(folder.name)
    return tally.figures()


def told_of(folder: Path) -> Told:
    """A story with its truth, read and traced in a dossier of its own."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        articles = Path(place) / "articles"
        articles.mkdir()
        for file in sorted(folder.glob("*.txt")):
            (articles / file.name).write_bytes(file.read_bytes())
        with Dossier(Path(place) / "dossier") as dossier:
            dossier.run(articles)
            return Told(truth=truth, material=dossier.material())


def _copies(told: Told, tally: Tally) -> None:
    for strength in STRENGTHS:
        wanted = {frozenset((each["a"], each["b"])) for each in told.truth["copies"] if each["strength"] == strength}
        found = {
            frozenset((told.file_of[each.first], told.file_of[each.second]))
            for each in told.material.copies
            if each.strength.value == strength
        }
        tally.hits[f"copies {strength}"].add(wanted, found)
    wanted = {frozenset((each["a"], each["b"])) for each in told.truth["copies"]}
    found = {frozenset((told.file_of[each.first], told.file_of[each.second])) for each in told.material.copies}
    tally.hits["copies"].add(wanted, found)


def _claims(told: Told, tally: Tally) -> None:
    """Claims found, their roots, and B-cubed of the propositions (Bagga and Baldwin 1998) over all their claims."""
    named = {each["name"]: [each["name"], *each["names"]] for each in told.truth["roots"]}
    for _, gold in told.gold:
        claim = told.at(gold)
        tally.judge("claims found", right=claim is not None)
        tally.judge("root", right=claim is not None and _has_root(told, claim, named[gold["root"]]))
    clusters = [(one, _cluster(told, claim, place)) for place, (one, claim) in enumerate(told.gold)]
    for one, other in clusters:
        same_gold = [each for each in clusters if each[0] == one]
        same_found = [each for each in clusters if each[1] == other]
        both = sum(each[1] == other for each in same_gold)
        tally.right["b3 precision"] += both / len(same_found)
        tally.right["b3 recall"] += both / len(same_gold)
        tally.asked.update(("b3 precision", "b3 recall"))


def _has_root(told: Told, claim: Claim, names: list[str]) -> bool:
    """Whether the claim stands on the root of these names, an outlet in its own voice among them."""
    root = told.material.root_of.get(claim.id)
    own = root is not None and root.nature is RootNature.OUTLET
    called = any(told.answers.same_name(root.name, each) for each in names) if own and root is not None else False
    return called or any(told.answers.root_is(claim, each) for each in names)


def _cluster(told: Told, gold: dict[str, Any], place: int) -> str:
    """The proposition that holds the claim found for a gold claim; what is not found is by itself."""
    claim = told.at(gold)
    held = told.proposition_of.get(claim.id) if claim is not None else None
    return held.id if held is not None else f"alone {place}"


def _main(told: Told, wanted: dict[str, Any]) -> Proposition | None:
    """The found proposition that holds most of the claims that support one of the truth."""
    claims = [claim for each in wanted["claims"] if each["stance"] == _SAID[0] and (claim := told.at(each))]
    held = [each for claim in claims if (each := told.proposition_of.get(claim.id)) is not None]
    if not held:
        return None
    best = max(Counter(each.id for each in held).items(), key=lambda pair: (pair[1], pair[0]))[0]
    return next(each for each in held if each.id == best)


def _counts(told: Told, tally: Tally) -> None:
    for wanted in told.truth["propositions"]:
        found = _main(told, wanted)
        exact = found is not None and (found.lower, found.upper) == (wanted["lower"], wanted["upper"])
        tally.judge("bounds", right=exact)
        tally.judge("lower bound", right=found is not None and found.lower == wanted["lower"])
        tally.judge("never counted too many", right=found is None or found.lower <= wanted["lower"])


def _contradictions(told: Told, tally: Tally) -> None:
    """Pairs of claims of which one is found to go against a proposition that the other supports."""
    known = {claim.id for claim in told.claim_at.values()}
    raised = {pair for pair in _raised(told) if pair <= known}
    wanted, apparent = set(), []
    for each in told.truth["contradictions"]:
        first, second = told.at(each["a"]), told.at(each["b"])
        pair = frozenset((first.id if first else f"{each['a']}", second.id if second else f"{each['b']}"))
        if each["real"]:
            wanted.add(pair)
        else:
            apparent.append(pair)
    implied = {pair for each in told.truth["propositions"] for pair in _opposed(told, each)}
    implied.update(pair for each in told.truth["contradictions"] if each["real"] for pair in _retold(told, each))
    tally.hits["contradictions"].add(wanted, raised & wanted | raised - implied - wanted)
    for pair in apparent:
        tally.judge("apparent ones not raised", right=pair not in raised)


def _raised(told: Told) -> Iterator[frozenset[str]]:
    for each in told.material.propositions:
        # who holds the same less firmly, or only wants it, contradicts nobody
        kept = [
            one
            for one in each.qualifying
            if one.claim not in each.supporting and "wanted or foreseen" not in one.because
        ]
        for objection in (*each.denying, *(one for one in kept if "leaves open" not in one.because)):
            yield from (frozenset((objection.claim, claim)) for claim in each.supporting if claim != objection.claim)


def _opposed(told: Told, wanted: dict[str, Any]) -> Iterator[frozenset[str]]:
    """The pairs of claims that the truth has on two sides of one proposition, whether or not it lists them."""
    sides = {stance: [told.at(each) for each in wanted["claims"] if each["stance"] == stance] for stance in _SAID}
    for first in filter(None, sides["supports"]):
        for second in filter(None, (*sides["denies"], *sides["qualifies"])):
            yield frozenset((first.id, second.id))


def _retold(told: Told, contradiction: dict[str, Any]) -> Iterator[frozenset[str]]:
    """The pairs of claims that say of the same root's word what the two of a contradiction say.

    The truth lists a contradiction once, and not again for each paper that reprints a side of it.
    """
    sides = [contradiction["a"], contradiction["b"]]
    places = [next(((p, c) for p, c in told.gold if (c["doc"], c["quote"]) == _place(side)), None) for side in sides]
    if None in places:
        return
    alike = [
        [c for p, c in told.gold if p == name and (c["stance"], c["root"]) == (side["stance"], side["root"])]
        for name, side in filter(None, places)
    ]
    found = [[claim for each in group if (claim := told.at(each)) is not None] for group in alike]
    yield from (frozenset((one.id, other.id)) for one in found[0] for other in found[1])


def _place(quoted: dict[str, Any]) -> tuple[str, str]:
    return quoted["doc"], quoted["quote"]


def _drifts(told: Told, tally: Tally) -> None:
    claim = told.material.claim
    found = {
        (told.file_of[claim[each.earlier].document], told.file_of[claim[each.later].document], each.change.value)
        for each in told.material.drifts
    }
    wanted = {(each["earlier"]["doc"], each["later"]["doc"], each["change"]) for each in told.truth["drifts"]}
    tally.hits["drifts"].add(wanted, found)
    for change in sorted({each[2] for each in wanted | found}):
        own = {each for each in wanted if each[2] == change}
        tally.hits[f"drift {change}"].add(own, {each for each in found if each[2] == change})


def _unread(told: Told, tally: Tally) -> None:
    named = {each["name"]: [each["name"], *each["names"]] for each in told.truth["roots"]}
    open_roots = [each for each in told.material.roots if not each.is_read]
    for wanted in told.truth["unread"]:
        found = any(
            told.answers.same_name(name, written)
            for root in open_roots
            for written in (root.name, *root.names)
            for name in named[wanted]
        )
        tally.judge("unread roots named", right=found)
