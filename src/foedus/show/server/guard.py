"""Requests enter; those that this machine's own browser made for these pages go on, all others are refused.

A page of someone else's that is open in the same browser may send requests here, or may give its own name this
machine's address. The first has a foreign Origin, the second a foreign Host; neither is answered. Nor is another
account of the machine. What is refused is told on standard error, in one line.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse

from foedus.show.server import accounts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAID = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
_READING = frozenset({"GET", "HEAD"})
_METHODS = ("GET", "HEAD", "POST")
_LONGEST_TOLD = 120  # characters of an address that was refused
_LOG = logging.getLogger("foedus.pages")
_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Guard:
    """Answers only what this machine asks of itself, and says on every page what a browser may do with it."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in _NAMES)
        self._origins = frozenset(f"http://{each}" for each in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def guarded(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                _say(MutableHeaders(scope=message))
            await send(message)

        status, refused = self._refusal(scope, Headers(scope=scope))
        if refused:
            _LOG.warning("refused %s %s: %s", scope["method"][:10], ascii(scope["path"])[:_LONGEST_TOLD], refused)
            allowed = {"allow": ", ".join(_METHODS)} if status == 405 else None
            await PlainTextResponse(f"Refused: {refused}\n", status_code=status, headers=allowed)(
                scope, receive, guarded
            )
            return
        try:
            await self._app(scope, receive, guarded)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception as error:  # the page is one of the three borders
            traceback.print_exception(error)
            if has_begun:
                raise
            said = "This is our mistake. Nothing that was acknowledged is lost.\n"
            await PlainTextResponse(said, status_code=500)(scope, receive, guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str]:
        """With which status and why the request is not answered; no reason where it is."""
        if scope["method"] not in _METHODS:
            return 405, "these pages are read with GET and changed with POST."
        if not accounts.is_own(scope.get("client"), scope.get("server")):
            return 403, "these pages are for the account that serves them."
        if headers.getlist("host") != [headers.get("host", "")] or headers.get("host", "") not in self._hosts:
            return 403, "these pages are for this machine alone; open them at the address that 'foedus serve' printed."
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins:
            return 403, "the request comes from a page of another origin."
        return (0, "") if scope["method"] in _READING else _refusal_of_a_change(origin, headers)


def _refusal_of_a_change(origin: str | None, headers: Headers) -> tuple[int, str]:
    if origin is None:
        said = "what changes the dossier has to name its origin: send the header Origin with the address of the pages."
        return 403, said
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return 403, "the request comes from a page of another site."
    if "transfer-encoding" in headers or not headers.get("content-length", "").isdigit():
        return 411, "what is sent has to say how long it is: send the header Content-Length."
    return 0, ""


def _say(headers: MutableHeaders) -> None:
    """Add to an answer what a browser may do with it."""
    for name, value in _SAID.items():
        headers.setdefault(name, value)
    headers.setdefault("content-type", "text/plain; charset=utf-8")
    if headers["content-type"].startswith("application/json"):
        headers.setdefault("content-disposition", 'attachment; filename="foedus.json"')
    headers.setdefault("cache-control", "no-store")
