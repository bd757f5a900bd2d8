"""Every format of `foedus export`: read back by the library of those who use it, the same bytes twice, ids ours."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from asking import foedus
from foedus import Dossier, export
from foedus.errors import NeedsRelation, UnknownActor, UnknownFormat
from foedus.flat import TABLES
from foedus.show.exports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.material import Material
    from foedus.show.exports import Made

BOTH = ("NOR", "CHL")
OURS = re.compile(r"[0-9a-f]{20}")


@pytest.fixture(scope="module")
def dossier(house: Path) -> Iterator[Dossier]:
    with Dossier(house, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def held(dossier: Dossier) -> Material:
    return dossier.material()


@pytest.fixture(scope="module")
def made(dossier: Dossier) -> dict[str, Made]:
    return {name: export(dossier, name, relation=BOTH) for name in FORMATS}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_dossier_gives_the_same_bytes(name: str, dossier: Dossier, made: dict[str, Made]) -> None:
    assert made[name].count > 0
    assert export(dossier, name, relation=BOTH).content == made[name].content


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.is_text])
def test_no_text_steers_who_reads_it(name: str, made: dict[str, Made]) -> None:
    text = made[name].content.decode("utf-8")
    assert "\x1b" not in text
    assert "\x00" not in text


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"stix", "gdelt-events", "docx", "pdf"}])
def test_ids_lead_back(name: str, held: Material, made: dict[str, Made]) -> None:
    records = (held.documents, held.claims, held.propositions, held.roots, held.copies)
    ours = {each.id for kind in records for each in kind}  # type: ignore[attr-defined]
    content = made[name].content
    if name == "parquet":
        content = str(pq.read_table(io.BytesIO(content)).to_pylist()).encode()
    text = content.decode("utf-8")
    found = {each[:8] for each in OURS.findall(text)} or set(re.findall(r"\b[0-9a-f]{8}\b", text))
    assert {each[:8] for each in ours} & found, f"{name} carries no id that `foedus why` opens"


# ---- tables


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_hold_the_same_rows(table: str, dossier: Dossier) -> None:
    rows = list(csv.DictReader(io.StringIO(export(dossier, "csv", table=table).content.decode(), newline="")))
    columns = pq.read_table(io.BytesIO(export(dossier, "parquet", table=table).content))
    assert [each["id"] for each in rows] == columns["id"].to_pylist()
    assert list(columns.column_names) == [column.name for column in TABLES[table]]
    for row, other in zip(rows, columns.to_pylist(), strict=True):
        assert list(row) == list(other)
        for name, value in other.items():
            if value is None:
                assert row[name] == ""
            elif isinstance(value, list):
                assert json.loads(row[name]) == value


def test_the_tables_are_the_records(dossier: Dossier, held: Material) -> None:
    for row in dossier.frame("claims", library="arrow").to_pylist():
        claim = held.claim[row["id"]]
        assert row["quote"] == claim.evidence.text == held.document[row["document"]].text[row["start"] : row["end"]]
        assert row["factuality"] == claim.factuality.value
    for row in dossier.frame("propositions", library="arrow").to_pylist():
        assert row["lower"] <= row["upper"]


def test_frames_of_pandas_and_polars_come_in_one_call(dossier: Dossier, held: Material) -> None:
    pandas, polars = dossier.frame("claims"), dossier.frame("claims", library="polars")
    assert len(pandas) == polars.height == len(held.claims)
    assert list(pandas.columns) == polars.columns
    assert str(pandas["published_on"].dtype).startswith("datetime64")
    assert list(pandas["id"]) == polars["id"].to_list() == sorted(each.id for each in held.claims)
    assert polars["initiators"].explode().drop_nulls().to_list()
    for wrong in ({"table": "claim"}, {"library": "spss"}):
        with pytest.raises(UnknownFormat, match="choose one of"):
            dossier.frame(**wrong)


# ---- formats of other communities, read by their own libraries


def test_stix_is_a_bundle_that_its_library_reads(held: Material, made: dict[str, Made]) -> None:
    import stix2

    bundle = stix2.parse(made["stix"].content.decode(), allow_custom=False)
    assert isinstance(bundle, stix2.v21.Bundle)
    things = {each["id"]: each for each in bundle.objects}
    assert len(things) == len(bundle.objects), "no id is given twice"
    for each in things.values():
        named = [value for name, value in each.items() if name.endswith("_ref")]
        named += [one for name, value in each.items() if name.endswith("_refs") for one in value]
        assert all(one in things for one in named), "every reference stands in the bundle"
    notes = {each.external_references[0].external_id: each for each in things.values() if each.type == "note"}
    assert {name: each.content for name, each in notes.items()} == {each.id: each.evidence.text for each in held.claims}
    reports = [each for each in things.values() if each.type == "report"]
    assert len(reports) == sum(each.published_on is not None for each in held.documents)
    denials = sum(len(each.denying) for each in held.propositions)
    assert sum(each.type == "opinion" for each in things.values()) == denials


def test_followthemoney_takes_every_entity(held: Material, made: dict[str, Made], followthemoney: Any) -> None:
    ids = set()
    rows = [json.loads(line) for line in made["ftm"].content.decode().splitlines()]
    for row in rows:
        entity = followthemoney.get_proxy(row, cleaned=False)
        assert entity.id == row["id"], "the id is one that FollowTheMoney allows"
        entity.schema.validate(entity.to_dict())
        ids.add(entity.id)
        for name, values in row["properties"].items():
            assert len(entity.get(name)) == len(set(values)), f"{row['schema']}.{name} drops {values}"
    assert {each.id for each in held.claims} <= ids
    for row in rows:
        for name in ("entity", "involved", "proof", "subject", "object"):
            assert set(row["properties"].get(name, ())) <= ids


def test_prov_is_read_and_written_again(held: Material, made: dict[str, Made]) -> None:
    from prov.model import ProvDerivation, ProvDocument, ProvEntity

    document = ProvDocument.deserialize(content=made["prov"].content.decode(), format="json")
    entities = {str(each.identifier).partition(":")[2] for each in document.get_records(ProvEntity)}
    assert {each.id for each in (*held.claims, *held.documents, *held.roots, *held.propositions)} == entities
    quoted = [each for each in document.get_records(ProvDerivation) if "Quotation" in str(each.get_asserted_types())]
    assert len(quoted) == len(held.claims)
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def test_nanopublications_have_their_four_graphs(held: Material, made: dict[str, Made]) -> None:
    from rdflib import Dataset, Literal, Namespace, URIRef
    from rdflib.namespace import PROV, RDF

    np, ours = Namespace("http://www.nanopub.org/nschema#"), Namespace("urn:foedus:term:")
    data = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own dealings with itself
        data.parse(data=made["nanopub"].content.decode(), format="trig")
        graphs = {str(each.identifier): each for each in data.graphs()}
    for proposition in held.propositions:
        name = URIRef(f"urn:foedus:np:{proposition.id}")
        head = graphs[f"{name}#head"]
        assert (name, RDF.type, np.Nanopublication) in head
        parts = [
            graphs[str(head.value(name, tie))] for tie in (np.hasAssertion, np.hasProvenance, np.hasPublicationInfo)
        ]
        assert all(len(each) for each in parts)
        assertion, provenance, info = parts
        subject = URIRef(f"urn:foedus:{proposition.id}")
        assert assertion.value(subject, ours["says"]) == Literal(proposition.says, lang="en")
        assert assertion.value(subject, ours["lower"]).toPython() == proposition.lower
        assert (URIRef(f"{name}#assertion"), PROV.wasDerivedFrom, None) in provenance
        assert (name, PROV.wasAttributedTo, None) in info
        for each in proposition.supporting:
            words = provenance.value(URIRef(f"urn:foedus:{each}"), PROV.value)
            assert str(words) == held.claim[each].evidence.text


# What the two contexts make of the terms that we use, so that nothing is fetched.
OA = "http://www.w3.org/ns/oa#"
NAMES = ("Annotation", "TextualBody", "TextPositionSelector", "TextQuoteSelector", "describing", "tagging", "exact",
         "prefix", "suffix")  # fmt: skip
CONTEXTS: dict[str, Any] = {
    "http://www.w3.org/ns/anno.jsonld": {
        "@context": {
            "@version": 1.1,
            "id": {"@id": "@id", "@type": "@id"},
            "type": {"@id": "@type", "@type": "@vocab"},
            **{each: f"{OA}{each}" for each in NAMES},
            **{each: {"@id": f"{OA}has{each.title()}", "@type": "@id"} for each in ("target", "body", "source",
                                                                                  "selector")},
            **{name: {"@id": f"{OA}{tie}", "@type": "@vocab"} for name, tie in (("motivation", "motivatedBy"),
                                                                              ("purpose", "hasPurpose"))},
            "start": {"@id": f"{OA}start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
            "end": {"@id": f"{OA}end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
            "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
            "format": "http://purl.org/dc/elements/1.1/format",
            "language": "http://purl.org/dc/elements/1.1/language",
            "label": "http://www.w3.org/2000/01/rdf-schema#label",
            "AnnotationCollection": "https://www.w3.org/ns/activitystreams#OrderedCollection",
            "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
            "total": "https://www.w3.org/ns/activitystreams#totalItems",
            "first": {"@id": "https://www.w3.org/ns/activitystreams#first", "@type": "@id"},
            "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
            "startIndex": "https://www.w3.org/ns/activitystreams#startIndex",
        }
    },
    "https://schema.org": {"@context": {"@vocab": "https://schema.org/"}},
}  # fmt: skip


def expanded(content: bytes) -> list[dict[str, Any]]:
    from pyld import jsonld

    def loader(url: str, _: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXTS[url]}

    found = jsonld.expand(json.loads(content), {"documentLoader": loader})
    assert isinstance(found, list)
    return found


def test_annotations_find_their_words_by_place_and_by_quotation(held: Material, made: dict[str, Made]) -> None:
    (collection,) = expanded(made["annotations"].content)
    (page,) = collection["https://www.w3.org/ns/activitystreams#first"]
    (items,) = (each["@list"] for each in page["https://www.w3.org/ns/activitystreams#items"])
    assert {each["@id"].rpartition(":")[2] for each in items} == {each.id for each in held.claims}
    for each in items:
        target = each[f"{OA}hasTarget"][0]
        text = held.document[target[f"{OA}hasSource"][0]["@id"].rpartition(":")[2]].text
        position, quoted = target[f"{OA}hasSelector"]
        start, end = (position[f"{OA}{name}"][0]["@value"] for name in ("start", "end"))
        before, words, after = (quoted[f"{OA}{name}"][0]["@value"] for name in ("prefix", "exact", "suffix"))
        assert text[start:end] == words
        assert text[max(0, start - len(before)) : end + len(after)] == before + words + after
        assert each[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]


def test_a_claim_review_has_what_schema_org_asks_for(held: Material, made: dict[str, Made]) -> None:
    reviews = expanded(made["claimreview"].content)
    assert len(reviews) == len(held.propositions)
    at = "https://schema.org/"
    for each in reviews:
        assert each["@type"] == [f"{at}ClaimReview"]
        assert each[f"{at}claimReviewed"][0]["@value"]
        (claim,), (rating,) = each[f"{at}itemReviewed"], each[f"{at}reviewRating"]
        assert claim["@type"] == [f"{at}Claim"]
        worst, value, best = (
            rating[f"{at}{name}"][0]["@value"] for name in ("worstRating", "ratingValue", "bestRating")
        )
        assert worst <= value <= best
        assert "independent root" in rating[f"{at}alternateName"][0]["@value"]
        assert all(one["@type"] == [f"{at}NewsArticle"] for one in claim[f"{at}appearance"])


def test_citation_processors_take_the_documents(held: Material, made: dict[str, Made]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        items = json.loads(made["csl"].content)
        assert {each["id"] for each in items} == {each.id for each in held.documents}
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        library = CitationStylesBibliography(style, source, formatter.plain)
        for each in items:
            library.register(Citation([CitationItem(each["id"])]))
        told = [str(each) for each in library.bibliography()]
    assert any("Navies meet in the gulf" in each and "Harbour Post" in each and "2024" in each for each in told)
    undated = next(each for each in items if "issued" not in each)
    assert undated["note"].endswith("e-undated.txt")


def test_bibtex_is_read_back_with_its_words(held: Material, made: dict[str, Made]) -> None:
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    library = bibtexparser.parse_string(made["bibtex"].content.decode(), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    assert {each.key for each in library.entries} == {each.id for each in held.documents}
    for each in library.entries:
        document = held.document[each.key]
        told = {name: field.value for name, field in each.fields_dict.items()}
        assert told["title"].strip("{}") == " ".join((document.title or document.gathered_from).split())
        assert told.get("date") == (str(document.published_on) if document.published_on else None)


def test_the_lineage_is_a_graph_of_documents_and_roots(held: Material, made: dict[str, Made]) -> None:
    import networkx as nx

    graph = nx.parse_graphml(made["graphml"].content.decode(), force_multigraph=True)
    assert graph.is_directed()
    assert set(graph.nodes) == {each.id for each in (*held.documents, *held.roots)}
    stands = [told for _, _, told in graph.edges(data=True) if told["tie"] == "stands on"]
    assert sum(each["claims"] for each in stands) == sum(len(each.claims) for each in held.roots)
    copies = [told for _, _, told in graph.edges(data=True) if told["tie"] == "copies"]
    assert [each["strength"] for each in copies] == [each.strength.value for each in held.copies]


# ---- briefs


def test_the_brief_is_a_document_that_word_processors_open(made: dict[str, Made]) -> None:
    import docx

    page = docx.Document(io.BytesIO(made["docx"].content))
    text = "\n".join(each.text for each in page.paragraphs)
    assert "Chile and Norway: what is claimed, and on whose word" in text
    assert "held a joint exercise in the Gulf of Zenda" in text
    headings = [each.text for each in page.paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "What is claimed of the relation"
    assert headings[-1] == "Notes"
    assert page.tables[0].rows[0].cells[0].text == "root"


def test_the_brief_is_a_pdf_with_ink_on_every_page(made: dict[str, Made]) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(made["pdf"].content) as paper:
        texts = [page.get_textpage().get_text_range() for page in paper]
        assert "what is claimed, and on whose word" in " ".join(texts[0].split())
        assert all(page.render(scale=1).to_numpy().min() < 128 for page in paper)
        titles = [each.get_title() for each in paper.get_toc()]
        assert titles[0] == "What is claimed of the relation"
    assert b"/URI" not in made["pdf"].content, "no link of an article leads out of it"


def test_letters_that_the_fonts_lack_are_one_mark_each() -> None:
    from foedus.show.exports.pdf import shown

    assert shown("Čapek, Λ, Пётр → “x” 中文") == "Čapek, Λ, Пётр → “x” \ufffd\ufffd"


def test_pages_are_those_of_the_brief(house: Path, made: dict[str, Made], tmp_path: Path) -> None:
    for name, suffix in (("html", "html"), ("markdown", "md")):
        file = tmp_path / f"brief.{suffix}"
        assert foedus("brief", *BOTH, "-o", file, "--dossier", house).code == 0
        assert file.read_bytes() == made[name].content


# ---- the command


def test_the_command_writes_prints_and_counts(house: Path, made: dict[str, Made], tmp_path: Path) -> None:
    told = foedus("export", "--format", "bibtex", "--dossier", house)
    assert (told.code, told.out.encode()) == (0, made["bibtex"].content)
    file = tmp_path / "new" / "events.txt"
    told = foedus("export", "--format", "petrarch", "-o", file, "--dossier", house)
    assert told.code == 0
    assert file.read_bytes() == made["petrarch"].content
    assert f"wrote {file}: {made['petrarch'].count}" in told.err
    for reason, count in made["petrarch"].left_out.items():
        assert f"{count} {reason}" in told.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "pdf", "--relation", "NOR", "CHL"), "pdf is no text: say with -o into which file"),
        (("--format", "html"), "html tells of one relation: add --relation"),
        (("--format", "html", "--relation", "NOR", "Atlantis"), "no actor is called 'Atlantis'"),
        (("--format", "xls"), "Invalid value for '--format'"),
        (("--format", "csv", "--table", "persons"), "Invalid value for '--table'"),
        ((), "Missing option '--format'"),
    ],
)
def test_a_wrong_question_leaves_2_and_a_sentence(house: Path, words: tuple[str, ...], sentence: str) -> None:
    told = foedus("export", *words, "--dossier", house)
    assert told.code == 2
    assert sentence in told.err


def test_a_wrong_call_says_what_there_is(dossier: Dossier) -> None:
    with pytest.raises(UnknownFormat, match="plover-plain"):
        export(dossier, "xls")
    with pytest.raises(UnknownFormat, match="propositions"):
        export(dossier, "csv", table="persons")
    with pytest.raises(NeedsRelation):
        export(dossier, "pdf")
    with pytest.raises(UnknownActor):
        export(dossier, "pdf", relation=("NOR", "Atlantis"))


@pytest.mark.parametrize(("name", "package"), [("docx", "docx"), ("pdf", "fpdf")])
def test_a_missing_extra_says_how_to_get_it(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    told = foedus("export", "--format", name, "--relation", *BOTH, "-o", tmp_path / "x", "--dossier", house)
    assert told.code == 3
    assert f"pip install 'foedus[{name}]'" in told.err
    assert not (tmp_path / "x").exists()
