"""A dossier enters; PROV-JSON leaves: which words were quoted from where, on whose word, and what was made of them.

Documents, claims, roots and propositions are entities, outlets and Foedus are agents, the verbs are activities.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import IRI, json_bytes
from foedus.terms import Direction

if TYPE_CHECKING:
    from foedus.records import Claim, Copy, Document, Proposition, Root
    from foedus.show.views import Views

_MAKER = "foedus:software"


def made(given: Given) -> Made:
    """The document, its statements by kind and id; what stands after `foedus:` in an entity's name is our id."""
    build = _Statements(given.views)
    return Made(content=json_bytes(build.document()), count=len(build.held["entity"]))


class _Statements:
    """Collects PROV's statements by kind."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._material = views.material
        kinds = ("entity", "agent", "activity", "wasGeneratedBy", "wasAttributedTo", "wasDerivedFrom",
                 "wasAssociatedWith", "wasInfluencedBy")  # fmt: skip
        self.held: dict[str, dict[str, Any]] = {each: {} for each in kinds}

    def document(self) -> dict[str, Any]:
        """All statements, in the order of their names."""
        self.held["agent"][_MAKER] = {
            "prov:type": _name("prov:SoftwareAgent"),
            "prov:label": f"Foedus {version('foedus')}",
        }
        for verb in ("gather", "read", "trace", "assemble"):
            self.held["activity"][f"foedus:activity/{verb}"] = {"prov:label": verb}
            self._tie("wasAssociatedWith", {"prov:activity": f"foedus:activity/{verb}", "prov:agent": _MAKER})
        for document in self._material.documents:
            self._document(document)
        for root in self._material.roots:
            self._root(root)
        for claim in self._material.claims:
            self._claim(claim)
        for proposition in self._material.propositions:
            self._proposition(proposition)
        for copy in self._material.copies:
            self._copy(copy)
        prefixes = {"foedus": IRI, "dct": "http://purl.org/dc/terms/"}
        return {"prefix": prefixes} | {kind: dict(sorted(held.items())) for kind, held in self.held.items() if held}

    def _entity(self, identity: str, kind: str, told: dict[str, object]) -> None:
        kept = {name: value for name, value in told.items() if value is not None}
        self.held["entity"][f"foedus:{identity}"] = {"prov:type": _name(f"foedus:term/{kind}"), **kept}

    def _tie(self, kind: str, told: dict[str, Any]) -> None:
        ends = [str(value) for name, value in told.items() if name != "prov:type"]
        self.held[kind][f"_:{kind}/{'/'.join(each.partition(':')[2] for each in ends)}"] = told

    def _made_by(self, identity: str, verb: str) -> None:
        ends = {"prov:entity": f"foedus:{identity}", "prov:activity": f"foedus:activity/{verb}"}
        self._tie("wasGeneratedBy", ends)

    def _derived(self, made: str, used: str, kind: str) -> None:
        ends = {"prov:generatedEntity": f"foedus:{made}", "prov:usedEntity": f"foedus:{used}"}
        self._tie("wasDerivedFrom", {**ends, "prov:type": _name(kind)})

    def _document(self, document: Document) -> None:
        told: dict[str, object] = {
            "prov:label": self._views.place(document),
            "dct:issued": document.published_on,
            "dct:creator": document.byline,
            "dct:source": document.url,
            "foedus:term/file": document.gathered_from,
        }
        self._entity(document.id, "Document", told)
        outlet = self._material.outlet_of.get(document.id)
        if outlet is not None:
            agent = f"foedus:outlet/{quote(outlet, safe='', errors='replace')}"
            self.held["agent"][agent] = {"prov:type": _name("prov:Organization"), "prov:label": outlet}
            self._tie("wasAttributedTo", {"prov:entity": f"foedus:{document.id}", "prov:agent": agent})
        if document.replaces and document.replaces in self._material.document:
            self._derived(document.id, document.replaces, "prov:Revision")

    def _root(self, root: Root) -> None:
        told: dict[str, object] = {"prov:label": root.name, "foedus:term/nature": root.nature.value}
        self._entity(root.id, "Root", told)
        if root.upstream:
            self._derived(root.id, root.upstream, "prov:PrimarySource")

    def _claim(self, claim: Claim) -> None:
        told: dict[str, object] = {
            "prov:value": claim.evidence.text,
            "foedus:term/start": claim.evidence.start,
            "foedus:term/end": claim.evidence.end,
            "foedus:term/sort": claim.sort.value,
            "foedus:term/kind": claim.kind,
            "foedus:term/factuality": claim.factuality.value,
        }
        self._entity(claim.id, "Claim", told)
        self._made_by(claim.id, "read")
        self._derived(claim.id, claim.document, "prov:Quotation")
        root = self._material.root_of.get(claim.id)
        if root is not None:
            self._derived(claim.id, root.id, "prov:PrimarySource")

    def _proposition(self, proposition: Proposition) -> None:
        told: dict[str, object] = {
            "prov:label": proposition.says,
            "foedus:term/lower": proposition.lower,
            "foedus:term/upper": proposition.upper,
            "foedus:term/belief": proposition.belief,
        }
        self._entity(proposition.id, "Proposition", told)
        self._made_by(proposition.id, "assemble")
        for each in proposition.supporting:
            self._derived(proposition.id, each, "foedus:term/support")
        for objection in proposition.denying:
            ends = {"prov:influencee": f"foedus:{proposition.id}", "prov:influencer": f"foedus:{objection.claim}"}
            self._tie("wasInfluencedBy", {**ends, "prov:type": _name("foedus:term/denial")})

    def _copy(self, copy: Copy) -> None:
        if copy.direction is Direction.UNKNOWN:
            ends = {"prov:influencee": f"foedus:{copy.second}", "prov:influencer": f"foedus:{copy.first}"}
            self._tie("wasInfluencedBy", {**ends, "prov:type": _name("foedus:term/copy")})
            return
        late, early = copy.second, copy.first
        if copy.direction is Direction.SECOND_TO_FIRST:
            late, early = early, late
        self._derived(late, early, "foedus:term/copy")


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}
