"""Every question put to every dataset that measures it, in a fixed order.

Propositions, or a question typed by hand, enter; `Check` records leave, with a `Problem` where a question could not
be asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from foedus.check.asking import questions
from foedus.check.typed import parse_question
from foedus.check.verdicts import check_question
from foedus.check.world import country_of
from foedus.records import Check, problem
from foedus.terms import Severity, Verb, Verdict
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.check.questions import Question
    from foedus.check.reference import Reference
    from foedus.material import Material
    from foedus.records import Problem

OPPOSITE = (Verdict.AGREES, Verdict.CONFLICTS)


def ask(question: str, reference: Reference) -> tuple[Check, ...]:
    """What each dataset says to a question such as "CHN RUS defence pact 2001": agrees is yes, conflicts is no.

    Raises UnknownActor or RequestError where the question names no state, topic or time.
    """
    return answers(parse_question(question, reference.states), reference)


def answers(question: Question, reference: Reference) -> tuple[Check, ...]:
    """What each dataset says to a question, and one check more where they differ."""
    states = (question.first, question.second or "")
    extra = tuple(str(each) for each in (question.people, question.power, question.vote, question.mutual) if each)
    identity = fingerprint("question", question.topic.id, *states, question.since, question.until, extra)
    return tuple(_answers(question, reference, identity))


def check(material: Material, reference: Reference) -> Iterator[Check | Problem]:
    """Yield what the datasets say of each proposition that tells a fact which one of them measures.

    In the order of the propositions, then of the datasets. Without reference data nothing is yielded but one note.
    """
    if not reference.holdings:
        yield problem(
            verb=Verb.CHECK,
            about="reference",
            code="no-reference",
            says="no reference data is at hand, so nothing was checked: add a file with 'foedus reference add FILE'.",
            severity=Severity.NOTE,
        )
        return
    for proposition in material.propositions:
        seen: set[str] = set()
        for question in questions(proposition, material, reference.states, country=country_of):
            for each in _answers(question, reference, proposition.id):
                if each.id not in seen:
                    seen.add(each.id)
                    yield each


def _answers(question: Question, reference: Reference, proposition: str) -> list[Check]:
    """One check for each dataset that measures what is asked, and one more where they differ."""
    found = [
        each
        for holding in reference.holdings
        if (each := check_question(question, holding, states=reference.states, proposition=proposition)) is not None
    ]
    if _differ(found):
        found.append(_difference(question, found))
    elif (common := _in_common(question, found)) is not None:
        held = [each for each in reference.holdings if (each.dataset.name, each.dataset.version) in _sources(found)]
        asked = (check_question(common, each, states=reference.states, proposition=proposition) for each in held)
        within = [each for each in asked if each is not None]
        if _differ(within):
            found.append(_difference(common, within))
    return found


def _differ(found: list[Check]) -> bool:
    return {each.verdict for each in found}.issuperset(OPPOSITE)


def _sources(found: list[Check]) -> set[tuple[str, str]]:
    return {(each.dataset, each.version) for each in found}


def _in_common(question: Question, found: list[Check]) -> Question | None:
    """The question on the years that all cover who were asked; None where it had an end, or where none can differ.

    Asked "since 1980" and of no end, a dataset that has nothing up to its last year cannot answer. Where another has
    rows in those very years, they differ all the same.
    """
    if question.until is not None or not any(each.verdict in OPPOSITE for each in found):
        return None
    last = min((each.last_year for each in found if each.last_year >= question.since.year), default=0)
    return replace(question, until=date(last, 12, 31)) if last >= question.since.year else None


def _difference(question: Question, found: list[Check]) -> Check:
    """The check that says which datasets answer differently, with the rows of both."""
    opposite = [each for each in found if each.verdict in OPPOSITE]
    cells = tuple(cell for each in opposite for cell in each.row)
    agree = [f"{each.dataset} {each.version}" for each in opposite if each.verdict is Verdict.AGREES]
    against = [f"{each.dataset} {each.version}" for each in opposite if each.verdict is Verdict.CONFLICTS]
    yes = f"{', '.join(agree)} {'agrees' if len(agree) == 1 else 'agree'}"
    no = f"{', '.join(against)} {'does not' if len(against) == 1 else 'do not'}"
    return Check(
        id=fingerprint("check", "differ", *(each.id for each in opposite)),
        proposition=opposite[0].proposition,
        dataset=" | ".join(each.dataset for each in opposite),
        version=" | ".join(each.version for each in opposite),
        first_year=max(each.first_year for each in opposite),
        last_year=min(each.last_year for each in opposite),
        verdict=Verdict.DATASETS_DIFFER,
        row=cells,
        says=f"datasets differ on {question.topic.about} {question.years}: {yes}, {no}",
        topic=question.topic.id,
    )
