"""Requests enter; those that this machine's own browser made for these pages go on, all others are refused.

A page of someone else's that is open in the same browser may send requests here, or may give its own name this
machine's address. The first has a foreign Origin, the second a foreign Host; neither is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

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
_KNOWN = _READING | {"POST"}
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

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAID.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/assets/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refusal(scope["method"], Headers(scope=scope))
        if scope["method"] not in _KNOWN:
            said = f"{scope['method']} is nothing that these pages do.\n"
            await PlainTextResponse(said, status_code=405, headers={"allow": "GET, HEAD"})(scope, receive, guarded)
        elif refused:
            await PlainTextResponse(f"Refused: {refused}\n", status_code=403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        """Why the request is not answered; nothing where it is."""
        if headers.getlist("host") != [headers.get("host", "")] or headers.get("host", "") not in self._hosts:
            return "these pages are for this machine alone; open them at the address that 'foedus serve' printed."
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins:
            return "the request comes from a page of another origin."
        if method in _READING:
            return ""
        if origin is None:
            return (
                "what changes the dossier has to name its origin: send the header Origin with the address of the pages."
            )
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "the request comes from a page of another site."
        return ""
