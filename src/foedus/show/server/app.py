"""The application: pages and their twins, what is dropped and decided, how far the work is, and the assets.

Every error that a person can meet becomes a page, or a twin of one, with the sentence that says what to do.
"""

from __future__ import annotations

import json
import traceback
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from foedus.errors import AmbiguousId, DossierBusy, FoedusError, RequestError, UnknownActor, UnknownId
from foedus.show.pages import environment
from foedus.show.server import (
    actors,
    claims,
    coded,
    documents,
    home,
    judging,
    over_time,
    propositions,
    reasons,
    relations,
    sources,
)
from foedus.show.server.dropping import TooMuch, kept
from foedus.show.server.guard import Guard
from foedus.show.server.openapi import description
from foedus.show.server.page import Asked, Page, demand_sound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from foedus.show.server.keeper import Keeper

    Answer = Callable[[Request], Awaitable[Response]]

PAGES: tuple[Page, ...] = (
    *home.PAGES, *documents.PAGES, *judging.PAGES, *claims.PAGES, *sources.PAGES, *propositions.PAGES, *actors.PAGES,
    *relations.PAGES, *over_time.PAGES, *coded.PAGES, *reasons.PAGES,
)  # fmt: skip
NAVIGATION = ("/", "/documents", "/claims", "/sources", "/propositions", "/actors", "/relations")
ASSETS = {
    "foedus.css": "text/css; charset=utf-8",
    "foedus.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml; charset=utf-8",
}
_MEDIA = {False: "text/html; charset=utf-8", True: "application/json"}
LARGEST_FORM = 64 * 1024  # bytes of a decision
_WRONG = {404: "There is no such page here.", 405: "This address takes no such request: it can only be read."}


def application(keeper: Keeper, *, port: int) -> Starlette:
    """The pages of one dossier, for this machine alone."""
    pages = _Pages(keeper)
    routes = [Route("/assets/{name}", pages.asset), Route("/progress", pages.progress)]
    routes += [Route("/openapi.json", pages.description)]
    routes += [Route("/relations/{dyad}/progress", pages.progress_of_a_relation)]
    routes += [Route("/judgements", pages.judge, methods=["POST"])]
    routes += [Route("/judgements/{id}/undo", pages.undo, methods=["POST"])]
    routes += [Route("/documents", pages.drop, methods=["POST"])]
    routes += [Route(each.twin, pages.twin(each)) for each in PAGES]
    routes += [Route(each.path, pages.page(each)) for each in PAGES]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(keeper.close)

    made = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: pages.wrong})
    made.add_middleware(Guard, port=port)
    return made


class _Pages:
    """What answers each address."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._templates = environment()
        self._templates.globals.update(
            navigation=[(each.path, each.title) for each in PAGES if each.path in NAVIGATION], job=lambda: keeper.job
        )

    # ---- pages and twins

    def page(self, page: Page) -> Answer:
        """What answers the address of a page."""

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(self._answered, page, request, self._shown)

        return answer

    def twin(self, page: Page) -> Answer:
        """What answers the address of its twin."""

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(self._answered, page, request, _printed)

        return answer

    def _answered(self, page: Page, request: Request, show: Callable[[Page, Asked, Any], Response]) -> Response:
        asked = Asked(
            index=self._keeper.index,
            keeper=self._keeper,
            path=request.url.path,
            parts=request.path_params,
            query=request.query_params,
            parameters=page.parameters,
        )
        is_twin = show is _printed
        job, kept = self._keeper.job, asked.index.answers
        key = (is_twin, str(request.url.path), str(request.url.query), self._keeper.visited is None, job.number)
        if key in kept and not job.is_running:
            return Response(kept[key], media_type=_MEDIA[is_twin])
        try:
            demand_sound(request.query_params)
            early = page.early(asked) if page.early is not None and not is_twin else None
            if early is not None:  # the rest is being worked out; this is no answer to be kept
                return self._shown(replace(page, template=page.early_template), asked, early)
            answer = show(page, asked, page.make(asked))
            if not job.is_running and not self._keeper.job.is_running:
                asked.index.keep_answer(key, bytes(answer.body))
            return answer
        except FoedusError as wrong:
            return self._refused(wrong, is_twin=is_twin, here=asked.path if request.query_params else "")
        except Exception as error:  # noqa: BLE001 - the page is one of the three borders
            traceback.print_exception(error)
            says = "This is our mistake. The dossier is as it was; where the pages were started it says more."
            return self._said(says, 500, is_twin=is_twin)

    def _shown(self, page: Page, asked: Asked, made: Any) -> Response:
        told = self._templates.get_template(page.template).render(
            page=made, asked=asked, title=page.title, at=_section(page.path), twin=_twin_of(asked)
        )
        return Response(told, media_type="text/html; charset=utf-8")

    def _refused(self, wrong: FoedusError, *, is_twin: bool, here: str = "") -> Response:
        status = 404 if isinstance(wrong, UnknownId | UnknownActor) else 400
        status = 409 if isinstance(wrong, DossierBusy) else status
        status = 500 if not isinstance(wrong, RequestError | DossierBusy) else status
        found = wrong.found[:20] if isinstance(wrong, AmbiguousId) else ()
        return self._said(f"{str(wrong)[:1].upper()}{str(wrong)[1:]}", status, is_twin=is_twin, found=found, here=here)

    def _said(self, says: str, status: int, *, is_twin: bool, found: tuple[str, ...] = (), here: str = "") -> Response:
        if is_twin:
            return JSONResponse({"error": says}, status_code=status)
        told = self._templates.get_template("refused.html").render(
            says=says, found=found, here=here, title="Not so", at="", twin="", status=status
        )
        return Response(told, status_code=status, media_type="text/html; charset=utf-8")

    async def wrong(self, request: Request, error: Exception) -> Response:
        """The page for an address that is none, and for what is sent and cannot be taken."""
        assert isinstance(error, HTTPException)
        says = _WRONG.get(error.status_code, "What was sent cannot be read: send it as a form of these pages does.")
        answer = self._said(says, error.status_code, is_twin=_wants_json(request))
        answer.headers.update(error.headers or {})
        return answer

    # ---- what people do

    async def judge(self, request: Request) -> Response:
        """Take a decision in; what follows from it is done in the background."""
        return await self._changed(
            request, lambda form: self._keeper.judge(judging.decided(self._keeper.index, form)).id
        )

    async def undo(self, request: Request) -> Response:
        """Take a decision back."""
        identity = request.path_params["id"]
        return await self._changed(
            request,
            lambda form: (
                self._keeper.undo(identity, by=judging.judge(form), because=judging.reason(form) or "taken back").id
            ),
        )

    async def _changed(self, request: Request, change: Callable[[Any], str]) -> Response:
        wants_json = _wants_json(request)
        if int(request.headers["content-length"]) > LARGEST_FORM:  # the guard has seen that it is a number
            return self._said("That is more than a decision needs.", 413, is_twin=wants_json)
        form = await request.form(max_files=0)
        try:
            demand_sound(form, longest=None)
            made = await run_in_threadpool(change, form)
        except (FoedusError, ValueError) as wrong:
            refused = wrong if isinstance(wrong, FoedusError) else RequestError(str(wrong))
            return self._refused(refused, is_twin=wants_json)
        if wants_json:
            return JSONResponse({"judgement": made}, status_code=201)
        return RedirectResponse(_back(str(form.get("back", ""))), status_code=303)

    async def drop(self, request: Request) -> Response:
        """Take files in, and order that they be read."""
        wants_json = _wants_json(request)
        try:
            folders = await kept(request, self._keeper.folder)
            if not folders:
                return self._said("No file came: choose some, or drop them.", 400, is_twin=wants_json)
            await run_in_threadpool(self._keeper.gather, folders)
        except TooMuch as wrong:
            return self._said(str(wrong), 413, is_twin=wants_json)
        except OSError as wrong:
            says = f"The files could not be kept ({wrong.strerror or wrong}): make room in the dossier's folder, and see that it may be written."  # noqa: E501
            return self._said(says, 507, is_twin=wants_json)
        if wants_json:
            return JSONResponse({"files": len(folders)}, status_code=202)
        return RedirectResponse("/", status_code=303)

    # ---- the rest

    async def progress(self, request: Request) -> Response:
        """How far the work is: a part of a page, or for programs."""
        job = self._keeper.job
        if _wants_json(request):
            return JSONResponse(msgspec.to_builtins(job))
        told = self._templates.get_template("progress.html").render(job=job)
        return Response(told, media_type="text/html; charset=utf-8")

    async def progress_of_a_relation(self, request: Request) -> Response:
        """How far the rest of a relation is: a part of its page, or for programs."""
        wants_json = _wants_json(request)
        asked = Asked(self._keeper.index, self._keeper, request.url.path, request.path_params, {}, ())
        try:
            step = await run_in_threadpool(relations.progress, asked)
        except FoedusError as wrong:
            return self._refused(wrong, is_twin=wants_json)
        if wants_json:
            return JSONResponse(msgspec.to_builtins(step))
        told = self._templates.get_template("rest.html").render(step=step, dyad=request.path_params["dyad"])
        return Response(told, media_type="text/html; charset=utf-8")

    async def description(self, _: Request) -> Response:
        """The twins as OpenAPI describes them."""
        return JSONResponse(description(PAGES))

    async def asset(self, request: Request) -> Response:
        """One of the few files that pages need; there is no way to any other."""
        name = request.path_params["name"]
        if name not in ASSETS:
            return self._said("There is no such file here.", 404, is_twin=False)
        content = files("foedus.show.pages").joinpath("assets", name).read_bytes()
        return Response(content, media_type=ASSETS[name], headers={"cache-control": "max-age=300"})


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json") or request.url.path.endswith(".json")


def _printed(_: Page, __: Asked, made: Any) -> Response:
    told = json.dumps(msgspec.to_builtins(made), ensure_ascii=True, indent=1)
    return Response(told, media_type="application/json")


def _section(path: str) -> str:
    """The page of the navigation that a page belongs to."""
    first = "/" + path.split("/")[1]
    return first if first in NAVIGATION else ""


def _twin_of(asked: Asked) -> str:
    here = asked.address(page=asked.query.get("page", ""))
    path, mark, query = here.partition("?")
    return ("/dossier.json" if path == "/" else f"{path}.json") + mark + query


def _back(told: str) -> str:
    """An address on these pages, whatever was told."""
    if told.startswith("/") and not told.startswith(("//", "/\\")) and "\n" not in told and "\r" not in told:
        return told
    return "/judgements"
