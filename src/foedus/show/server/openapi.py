"""Pages enter; the OpenAPI description of their twins leaves, its schemas made from the records that fill the pages."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.show.server.page import Page, Parameter

_NOTHING = {"type": "string", "maxLength": 0}  # as a form sends what was not filled in
_ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}


def description(pages: Sequence[Page]) -> dict[str, Any]:
    """The description of every twin, in OpenAPI 3.1."""
    answers = [each.answer for each in pages]
    schemas, components = msgspec.json.schema_components(
        answers, ref_template="#/components/schemas/{name}", schema_hook=_anything
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A dossier of Foedus",
            "version": version("foedus"),
            "description": "What the pages show, for programs on this machine. Every number has an id; /why/ID.json "
            "leads from it to the words.",
        },
        "paths": {_path(each): {"get": _get(each, schema)} for each, schema in zip(pages, schemas, strict=True)},
        "components": {"schemas": {**components, "Error": _ERROR}},
    }


def _anything(_: type) -> dict[str, Any]:
    """The schema of what may be of several sorts: a word that says so, since an empty schema counts as none."""
    return {"description": "text, a number, or yes or no"}


def _path(page: Page) -> str:
    return re.sub(r"\{(\w+):path\}", r"{\1}", page.twin)


def _get(page: Page, schema: dict[str, Any]) -> dict[str, Any]:
    parts = re.findall(r"\{(\w+)(?::path)?\}", page.path)
    told = [{"name": each, "in": "path", "required": True, "schema": {"type": "string"}} for each in parts]
    told += [_parameter(each) for each in page.parameters]
    wrong = {"description": "What was wrong, and what to do.", "content": _json({"$ref": "#/components/schemas/Error"})}
    return {
        "summary": page.says,
        "operationId": re.sub(r"\W+", "_", page.path).strip("_") or "dossier",
        "parameters": told,
        "responses": {"200": {"description": page.says, "content": _json(schema)}, "400": wrong, "404": wrong},
    }


def _parameter(each: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if each.kind == "integer":
        schema = {"type": "integer", "minimum": 1, "maximum": 100_000}
    elif each.kind == "date":
        schema = {"anyOf": [{"type": "string", "format": "date"}, _NOTHING]}
    if each.choices:
        schema["enum"] = [*each.choices, ""]
    return {"name": each.name, "in": "query", "description": each.says, "schema": schema}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
