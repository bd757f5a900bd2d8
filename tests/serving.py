"""The pages of a dossier, served from the process of the tests."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn

from foedus.show.server.app import application
from foedus.show.server.keeper import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def free_port() -> int:
    """A port that nobody uses."""
    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Served:
    """The pages of a dossier, served from this process."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.headers: dict[str, str] = {}
        self.at = f"http://127.0.0.1:{port}"
        self.keeper = Keeper(folder)
        config = uvicorn.Config(application(self.keeper, port=port), host="127.0.0.1", port=port, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        until = time.monotonic() + 30
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """What the server answers, asked without a browser."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.putrequest(method, path, skip_host="Host" in told, skip_accept_encoding=True)
            if body is not None:
                told.setdefault("Content-Length", str(len(body)))
            for name, value in told.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            self.headers = dict(answer.getheaders())
            return answer.status, answer.read().decode("utf-8", "replace")

    def seen(self, is_so: Callable[[], bool], *, within: float = 60.0) -> bool:
        """Whether something came to be so in time."""
        until = time.monotonic() + within
        while not is_so() and time.monotonic() < until:
            time.sleep(0.1)
        return is_so()
