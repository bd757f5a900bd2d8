"""The reasons for which two origins are one root, or may be.

A tracing scene enters; its groups are joined or doubted. Every reason is a sentence, because it becomes a judgement
that a reader can contradict.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Protocol

from foedus.terms import UNTOLD_PUBLISHER, Anonymity, Nature, Part, RootNature
from foedus.trace.houses import House, actor_named, is_government, plain_name
from foedus.trace.origins import REPORT_OF, Origin, house_origin, organisation_origin, origin, person_origin
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.material import Material
    from foedus.records import Claim, Document, Mention, Voice
    from foedus.trace.credits import Credit
    from foedus.trace.houses import World
    from foedus.trace.merging import Groups

OPENING_PARAGRAPHS = 2  # of the body, besides the headline: where a text tells ahead what it reports
OPENING_LIMIT = 900
_OWN_REPORTING = (
    r"\b(?:told|speaking to|interview with|seen by|reviewed by|obtained by|shown to)\s+"
    r"(?:the\s+)?(?:{name}|us\b|this (?:newspaper|reporter))"
)
AUTHOR_REACH = 130  # code points behind "one expert said" in which the report must be named
_AUTHOR_NOUN = re.compile(
    r"^(?:an?|one|the|its|their|co-)?\s*(?:\w+ ){0,2}(?:expert|analyst|author|researcher|scholar)\b", re.IGNORECASE
)
_COMMENTATOR = re.compile(
    r"\b(?:expert|analyst|fellow|professor|researcher|scholar|specialist|lecturer|historian)", re.IGNORECASE
)
actor_of = actor_named


class Scene(Protocol):
    """What the joins read and write."""

    material: Material
    world: World
    houses: Mapping[str, House]
    groups: Groups
    known: dict[str, Origin]
    of_claim: dict[str, Origin]
    claims: dict[str, tuple[Claim, ...]]
    persons: dict[str, list[Mention]]
    credits: dict[str, Credit]

    def enter(self, one: Origin) -> Origin:
        """Note an origin."""
        ...

    def is_outlet(self, voice: Voice) -> bool:
        """Whether a voice is a news outlet's."""
        ...


def within(document: str, scene: Scene) -> None:
    """Join what one document tells to be one: spokespersons, reports, surnames, hearsay in the opening."""
    claims = scene.claims[document]
    _speakers(claims, scene)
    _surnames(claims, scene)
    _called_by_surname(document, scene)
    _called_by_office(document, scene)
    reports = _reports(claims, scene)
    _unnamed_authors(document, reports, scene=scene)
    _hearsay(document, reports, scene=scene)
    _doubts(document, reports, scene=scene)


def across(scene: Scene) -> None:
    """Join the parts of one state's government, and doubt whether publishers that are not told are several."""
    for one in sorted(scene.known.values(), key=lambda each: each.id):
        _government(one, scene)
    _called_short(scene)
    untold = origin(UNTOLD_PUBLISHER, name=UNTOLD_PUBLISHER, nature=RootNature.OUTLET)
    for document in sorted(scene.claims):
        house = scene.houses[document]
        if not house.told:
            because = f"the {house.name} may be any outlet, also one that is counted already"
            scene.groups.doubt(house_origin(house).id, untold.id, because=because)
        given = scene.credits.get(document)
        if given is not None and not given.whole:
            agency = organisation_origin(
                given.agency, actor=actor_of(given.agency, scene.world), world=scene.world, nature=RootNature.OUTLET
            )
            because = f"{house.name} may have this from {given.agency}: {given.because}"
            scene.groups.doubt(house_origin(house).id, agency.id, because=because, evidence=given.span)


def is_opening(claim: Claim, document: Document) -> bool:
    """Whether the claim stands in the headline or in the first paragraphs, where a text tells ahead what follows."""
    start = claim.evidence.start
    if any(each.part is Part.HEADLINE and each.start <= start < each.end for each in document.parts):
        return True
    bodies = [each for each in document.parts if each.part is Part.BODY]
    begin = bodies[0].start if bodies else 0
    breaks = [match.start() for match in re.finditer(r"\n\s*\n|\n(?=\S)", document.text[begin : begin + OPENING_LIMIT])]
    extra = 0 if bodies else 1  # a headline that no part marks
    end = breaks[OPENING_PARAGRAPHS - 1 + extra] if len(breaks) >= OPENING_PARAGRAPHS + extra else OPENING_LIMIT
    return start < begin + end


@cache
def offices() -> dict[str, list[str]]:
    """The words that tie persons to organisations, and reports to what they rest on."""
    text = resources.files("foedus.trace").joinpath("offices.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found


def _speaks_for(one: Origin) -> str | None:
    """The office in which a person speaks for the organisation, None where the person stands alone."""
    words = (one.describes or "").lower()
    if not words or any(each in words for each in offices()["former"]):
        return None
    return next((each for each in offices()["speaks_for"] if re.search(rf"(?<!\w){re.escape(each)}", words)), None)


def _speakers(claims: tuple[Claim, ...], scene: Scene) -> None:
    for claim in claims:
        one = scene.of_claim[claim.id]
        if one.organisation is None:
            continue
        above = organisation_origin(one.organisation, actor=one.organisation_actor, world=scene.world)
        if one.nature in {RootNature.REPORT, RootNature.DATABASE}:
            above = scene.enter(above)
            what = "a report" if one.nature is RootNature.REPORT else "a data base"
            because = f"{what} and {above.name}, which wrote it, are one root"
            scene.groups.join(one.id, above.id, because=because, evidence=claim.root_voice.span)
        elif office := _speaks_for(one):
            above = scene.enter(above)
            because = f"{one.name} speaks for {above.name}: “{one.describes}” ({office})"
            scene.groups.join(one.id, above.id, because=because, evidence=claim.root_voice.span)


# Papers that are no report of an institute, whatever else a document cites.
_OTHER_PAPER = re.compile(
    r"\b(?:statement|poll|communiqu[eé]|readout|speech|remarks|tweet|post|interview|image|imagery|photo|photograph|"
    r"footage|video|announcement|declaration|resolution|decree)s?\b",
    re.IGNORECASE,
)


def _surnames(claims: tuple[Claim, ...], scene: Scene) -> None:
    """Join a bare surname to the one person of the document who bears it."""
    persons = {one.id: one for claim in claims if (one := scene.of_claim[claim.id]).nature is RootNature.PERSON}
    for one in persons.values():
        name = plain_name(one.name)
        if " " in name or one.actor:
            continue
        full = [each for each in persons.values() if each is not one and plain_name(each.name).split()[-1:] == [name]]
        if len({scene.groups.find(each.id) for each in full}) == 1:
            because = f"“{one.name}” is the surname of {full[0].name}, who is named in the same document"
            scene.groups.join(one.id, full[0].id, because=because)


def _origins(document: str, scene: Scene) -> list[Origin]:
    """What the claims of a document stand on, each once."""
    return [*{one.id: one for claim in scene.claims[document] if (one := scene.of_claim[claim.id])}.values()]


def _called_by_surname(document: str, scene: Scene) -> None:
    """Join whom a text calls or labels by surname ("KIRBY: …") to the one person whom it names so in full."""
    named = _named_in_full(document, scene)
    for one in _origins(document, scene):
        name = plain_name(one.name)
        if one.actor or not name or one.nature is not RootNature.PERSON or (" " in name and not one.name.isupper()):
            continue
        meant = [each for each in named.values() if plain_name(each.name).endswith(f" {name}")]
        if len(meant) == 1:
            person = scene.enter(meant[0])
            because = f"“{one.name}” is {meant[0].name}, whom the same document names in full"
            scene.groups.join(one.id, person.id, because=because)


def _called_by_office(document: str, scene: Scene) -> None:
    """Join whom a transcript labels by an office ("THE PRESIDENT: …") to the one person whom its title names in it."""
    for one in _origins(document, scene):
        office = plain_name(one.name)
        if one.actor or not one.name.isupper() or office not in offices()["labels"]:
            continue
        meant = _named_in_office(scene.material.document[document].title or "", office, scene)
        if len(meant) == 1:
            person = scene.enter(next(iter(meant.values())))
            because = f"“{one.name}” is {person.name}, whom the title of the same document names with this office"
            scene.groups.join(one.id, person.id, because=because)


def _named_in_office(title: str, office: str, scene: Scene) -> dict[str, Origin]:
    """The persons before whose name a title has the office and no more of one ("Vice President" is not President)."""
    found = {}
    for name in scene.world.find(title):
        within = (
            len(office) + 1 if name.words.casefold().startswith(f"{office} ") else 0
        )  # "President Fischer" is a name
        led = title[: name.start + within]
        before = re.search(rf"(\w+\s+)?\b{re.escape(office)}\s+$", led, re.IGNORECASE)
        known = [scene.world.actors.get(each) for each in {each.actor for each in name.candidates}]
        if (
            before is None
            or (before[1] or "").strip().lower() in offices()["lesser"]
            or len(known) != 1
            or known[0] is None
        ):
            continue
        if known[0].nature is Nature.PERSON:
            one = person_origin(known[0].name, actor=known[0].id)
            found[one.id] = one
    return found


def _named_in_full(document: str, scene: Scene) -> dict[str, Origin]:
    """The persons whom a document or its title names in full, by the ids of their origins."""
    title = scene.material.document[document].title or ""
    meant = [{each.actor for each in name.candidates} for name in scene.world.find(title)]
    titled = [next(iter(each)) for each in meant if len(each) == 1]
    found = []
    for each in scene.persons.get(document, ()):
        actors = scene.material.actors_of.get(each.id, ())
        titled += actors if len(actors) == 1 else ()
        if " " in plain_name(each.span.text) and not actors and each.span.text.istitle():
            found.append(person_origin(" ".join(each.span.text.split()[-2:])))
    listed = [known for each in titled if (known := scene.world.actors.get(each)) is not None]
    found += [person_origin(each.name, actor=each.id) for each in listed if each.nature is Nature.PERSON]
    return {each.id: each for each in found}


def _reports(claims: tuple[Claim, ...], scene: Scene) -> list[Origin]:
    """Join reports without a name to the document's only report with one; what reports there are, one for each root."""
    found = [
        one
        for claim in claims
        if (one := scene.of_claim[claim.id]).nature is RootNature.REPORT
        and (one.known or not _OTHER_PAPER.search(one.name))
    ]
    written = [one for one in found if one.known] or _institutes(claims, scene)
    authors = {scene.groups.find(one.id): one for one in written}
    if len(authors) == 1:
        only = next(iter(authors.values()))
        for one in found:
            if not one.known:
                because = f"“{one.name}” is taken for the {only.name}: the document names no other report"
                scene.groups.join(one.id, only.id, because=because)
    return list({scene.groups.find(one.id): one for one in [*found, *written]}.values())


def _called_short(scene: Scene) -> None:
    """Join an institute's report named by one word to the only institute or report whose name begins with it."""
    bodies = [
        one
        for one in sorted(scene.known.values(), key=lambda each: each.id)
        if one.known and one.nature in {RootNature.REPORT, RootNature.ORGANISATION}
    ]
    for one in bodies:
        name = plain_name(one.organisation or "")
        if one.nature is not RootNature.REPORT or not name or " " in name or one.organisation_actor:
            continue
        longer = [each for each in bodies if plain_name(each.organisation or each.name).startswith(f"{name} ")]
        if len({scene.groups.find(each.id) for each in longer}) == 1:
            told = longer[0].organisation or longer[0].name
            scene.groups.join(one.id, longer[0].id, because=f"“{one.organisation}” is short for {told}")


def _unnamed_authors(document: str, reports: list[Origin], *, scene: Scene) -> None:
    """Lay what "one expert said in a report by ..." says to that report, where it is the document's only one."""
    if len(reports) != 1 or not reports[0].known:
        return
    only, text = reports[0], scene.material.document[document].text
    for claim in scene.claims[document]:
        one, voice = scene.of_claim[claim.id], claim.root_voice
        if one.nature is not RootNature.DESCRIBED or voice.span is None or not _AUTHOR_NOUN.search(voice.name):
            continue
        behind = text[voice.span.end : voice.span.end + AUTHOR_REACH].split("\n", 1)[0]
        named = REPORT_OF.search(behind)
        if named and only.organisation and _same_body(named["name"], only, scene.world):
            because = f"“{voice.name}” is cited right before “{named[0]}”, which is the document's only report"
            scene.groups.join(one.id, only.id, because=because, evidence=voice.span)


def _same_body(words: str, report: Origin, world: World) -> bool:
    actor = actor_named(words, world)
    if actor is not None and actor == report.organisation_actor:
        return True
    return plain_name(words) in plain_name(report.organisation or "") or plain_name(
        report.organisation or ""
    ) in plain_name(words)


def _institutes(claims: tuple[Claim, ...], scene: Scene) -> list[Origin]:
    """Organisations that a document without a named report takes its findings from."""
    is_institute = getattr(scene.world, "is_institute", None)
    if is_institute is None or not any(scene.of_claim[c.id].nature is RootNature.REPORT for c in claims):
        return []
    origins = [scene.of_claim[claim.id] for claim in claims]
    return [one for one in origins if one.nature is RootNature.ORGANISATION and one.actor and is_institute(one.actor)]


def _hearsay(document: str, reports: list[Origin], *, scene: Scene) -> None:
    """Lay "reportedly" in the opening to the only report that the document has; elsewhere it stays in doubt."""
    if len(reports) != 1:
        return
    only, paper = reports[0], scene.material.document[document]
    for claim in scene.claims[document]:
        one = scene.of_claim[claim.id]
        if one.nature is not RootNature.UNSTATED:
            continue
        if not is_opening(claim, paper):
            because = f"hearsay in a document that relays the {only.name}; it does not say from whom"
            scene.groups.doubt(one.id, only.id, because=because, evidence=claim.evidence)
            continue
        told = scene.enter(
            origin(f"opening {document}", name=f"unstated in the opening of {document}", nature=RootNature.UNSTATED,
                   known=False)
        )  # fmt: skip
        because = f"hearsay in the opening of a text is taken from its only report, the {only.name}"
        if scene.groups.join(told.id, only.id, because=because, evidence=claim.root_voice.cue or claim.evidence):
            scene.of_claim[claim.id] = told


def _doubts(document: str, reports: list[Origin], *, scene: Scene) -> None:
    """Note who may have read the report that the document relays: other outlets, commentators, the document itself."""
    house = scene.houses[document]
    own = house_origin(house)
    paper = scene.material.document[document]
    own_work = re.search(_OWN_REPORTING.format(name=re.escape(house.name)), paper.text)
    for claim in scene.claims[document]:
        one = scene.of_claim[claim.id]
        for report in reports:
            if scene.groups.find(one.id) == scene.groups.find(report.id):
                continue
            if one.id == own.id and own_work:
                continue
            through = any(scene.is_outlet(voice) for voice in claim.voices[1:-1])
            because = _doubt(one, claim, house=house, report=report, through_outlet=through)
            if because:
                scene.groups.doubt(one.id, report.id, because=because)


def _doubt(one: Origin, claim: Claim, *, house: House, report: Origin, through_outlet: bool) -> str:
    if one.id == house_origin(house).id:
        return f"{house.name} relays the {report.name} and may have its own words from it"
    if one.nature is RootNature.OUTLET:
        return f"{one.name} is cited beside the {report.name}; the text does not tell whether it read the same report"
    named = claim.root_voice.anonymity is Anonymity.NAMED
    commenting = through_outlet or _COMMENTATOR.search(one.describes or "") is not None
    if one.nature is RootNature.PERSON and named and commenting and not _speaks_for(one):
        return f"{one.name} comments in a text on the {report.name}; the text does not tell whether from it"
    return ""


def _government(one: Origin, scene: Scene) -> None:
    """Join a government, a ministry or a leader to the state; an armed force may speak for itself."""
    actor = scene.world.actors.get(one.actor or "")
    if actor is None or not actor.country or (one.nature is RootNature.OUTLET and not is_government(actor)):
        return
    state = scene.world.actors.get(actor.country)
    above = organisation_origin(state.name if state else actor.country, actor=actor.country, world=scene.world)
    if above.id == one.id:
        return
    if is_government(actor) or (actor.sector == "GOV" and actor.nature is Nature.PERSON):
        scene.enter(above)
        because = f"{actor.name} speaks for the government of {above.name}"
        scene.groups.join(one.id, above.id, because=because)
    elif actor.nature is Nature.ARMED_FORCE:
        because = f"{actor.name} is an armed force of {above.name} and may speak for its government"
        scene.groups.doubt(one.id, above.id, because=because)


def untold_publisher() -> str:
    """The id that stands for any publisher that a document does not name."""
    return fingerprint("root", UNTOLD_PUBLISHER)
