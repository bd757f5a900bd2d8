"""Every question put to every dataset that measures it, in a fixed order.

Propositions, or a question typed by hand, enter; `Check` records leave, with a `Problem` where a question could not
be asked.
"""

from __future__ import annotations

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
    verdicts = {each.verdict for each in found}
    if verdicts.issuperset(OPPOSITE):
        found.append(_difference(question, [each for each in found if each.verdict in OPPOSITE]))
    return found


def _difference(question: Question, opposite: list[Check]) -> Check:
    """The check that says which datasets answer differently, with the rows of both."""
    cells = tuple(cell for each in opposite for cell in each.row)
    agree = ", ".join(f"{each.dataset} {each.version}" for each in opposite if each.verdict is Verdict.AGREES)
    against = ", ".join(f"{each.dataset} {each.version}" for each in opposite if each.verdict is Verdict.CONFLICTS)
    return Check(
        id=fingerprint("check", "differ", *(each.id for each in opposite)),
        proposition=opposite[0].proposition,
        dataset=" | ".join(each.dataset for each in opposite),
        version=" | ".join(each.version for each in opposite),
        first_year=max(each.first_year for each in opposite),
        last_year=min(each.last_year for each in opposite),
        verdict=Verdict.DATASETS_DIFFER,
        row=cells,
        says=f"datasets differ on {question.topic.about} {question.years}: {agree} agree, {against} do not",
        topic=question.topic.id,
    )
