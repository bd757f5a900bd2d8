"""Documents, copies and roots enter; the lineage leaves as GraphML, for Gephi, yEd, igraph and networkx.

Edges run from who relies to what is relied on: document to root, root to the root that it names, copy to original.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from foedus.show.exports import Given, Made
from foedus.show.exports.writing import one_line
from foedus.terms import Direction

if TYPE_CHECKING:
    from foedus.records import Copy
    from foedus.show.views import Views

_KEYS = {
    "node": {"is": "string", "label": "string", "publisher": "string", "published": "string", "nature": "string",
             "claims": "int", "read": "boolean"},
    "edge": {"tie": "string", "claims": "int", "strength": "string", "direction": "string", "share": "double"},
}  # fmt: skip


def made(given: Given) -> Made:
    """The graph, its nodes and edges by id, which are ours."""
    nodes, edges = _nodes(given.views), _edges(given.views)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for where, keys in _KEYS.items():
        for name, kind in keys.items():
            lines.append(f'  <key id="{where}-{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>')
    lines.append('  <graph id="lineage" edgedefault="directed">')
    lines += [_element("node", f"id={quoteattr(each)}", told) for each, told in sorted(nodes.items())]
    for identity, (source, target, told) in sorted(edges.items()):
        ends = f"id={quoteattr(identity)} source={quoteattr(source)} target={quoteattr(target)}"
        lines.append(_element("edge", ends, told))
    lines += ["  </graph>", "</graphml>", ""]
    return Made(content="\n".join(lines).encode("utf-8", "replace"), count=len(nodes) + len(edges))


def _element(where: str, ends: str, told: dict[str, object]) -> str:
    cells = "".join(
        f'<data key="{where}-{name}">{escape(_told(value))}</data>' for name, value in told.items() if value is not None
    )
    return f"    <{where} {ends}>{cells}</{where}>"


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else one_line(value)


def _nodes(views: Views) -> dict[str, dict[str, object]]:
    material = views.material
    found: dict[str, dict[str, object]] = {}
    for document in material.documents:
        found[document.id] = {
            "is": "document",
            "label": views.place(document),
            "publisher": material.outlet_of.get(document.id),
            "published": document.published_on,
        }
    for root in material.roots:
        found[root.id] = {
            "is": "root",
            "label": root.name,
            "nature": root.nature.value,
            "claims": len(root.claims),
            "read": root.is_read,
        }
    return found


def _edges(views: Views) -> dict[str, tuple[str, str, dict[str, object]]]:
    material = views.material
    found: dict[str, tuple[str, str, dict[str, object]]] = {}
    for root in material.roots:
        stands = Counter(material.claim[each].document for each in root.claims if each in material.claim)
        for document, claims in stands.items():
            found[f"{document}-{root.id}"] = (document, root.id, {"tie": "stands on", "claims": claims})
        if root.upstream:
            found[f"{root.id}-{root.upstream}"] = (root.id, root.upstream, {"tie": "rests on"})
        if root.document:
            found[f"{root.id}-{root.document}"] = (root.id, root.document, {"tie": "is read in"})
    for copy in material.copies:
        found[copy.id] = _copy(copy)
    return found


def _copy(copy: Copy) -> tuple[str, str, dict[str, object]]:
    told = {"tie": "copies", "strength": copy.strength.value, "direction": copy.direction.value, "share": copy.share}
    late, early = copy.second, copy.first
    if copy.direction is Direction.SECOND_TO_FIRST:
        late, early = early, late
    return late, early, dict(told)
