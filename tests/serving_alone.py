"""`foedus serve` as a process of its own, asked as a browser or as anyone else would ask it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 240.0
_NOBODY = 65534
BOUNDARY = "-----------------------------a1b2c3"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Served:
    """The pages of a dossier, and what the server said on standard error."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        self._errors = (folder.parent / f"{folder.name}.stderr").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "foedus", "serve", "--port", "0", "--dossier", str(folder), *words],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
        assert found, told + self.said()
        self.port = int(found[1])
        self.at = f"http://127.0.0.1:{self.port}"
        until_open(self.port)

    def close(self, how: int = signal.SIGINT) -> int:
        """End it so, and return its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()  # type: ignore[union-attr]
        self._errors.close()
        return code

    def said(self) -> str:
        """What it has said on standard error."""
        return Path(self._errors.name).read_text("utf-8")

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        return asked(self.port, path, method=method, body=body, **headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """As a form of these pages sends it."""
        told = {"Origin": self.at, "Content_Type": FORM, "Accept": "application/json"} | headers
        return self.ask(path, method="POST", body=body, **{name: value for name, value in told.items() if value})

    def judge(self, **form: object) -> Answer:
        return self.post("/judgements", urlencode(form, doseq=True).encode())

    def drop(self, name: str, content: bytes, **headers: str) -> Answer:
        kind = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self.post("/documents", multipart(name, content), **(kind | headers))

    def rest(self) -> dict[str, Any]:
        """Wait until nothing is worked on, and tell how the last work ended."""
        return rest(self.port)


def asked(port: int, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """What the server at the port answers; a header's name has _ for -, and Host may be given otherwise."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        connection.putrequest(method, path, skip_host="Host" in told, skip_accept_encoding=True)
        if body is not None and "Transfer-Encoding" not in told:
            told.setdefault("Content-Length", str(len(body)))
        for name, value in told.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return Answer(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        )


def multipart(name: str, content: bytes) -> bytes:
    """A file as a form sends it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def until_open(port: int, is_alive: Callable[[], bool] = lambda: True) -> None:
    """Wait until the server answers; a ConnectionRefusedError where it died before it did."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            asked(port, "/openapi.json")
        except ConnectionRefusedError:
            if not is_alive():
                raise
            assert time.monotonic() < until, "the server does not open"
            time.sleep(0.05)
        else:
            return


def rest(port: int) -> dict[str, Any]:
    """Wait until the server at the port works on nothing, and tell how the last work ended."""
    until = time.monotonic() + PATIENCE_S
    while (told := asked(port, "/progress", Accept="application/json").json)["is_running"]:
        assert time.monotonic() < until, told
        time.sleep(0.05)
    return told


def as_a_guest(port: int) -> Answer:
    """What another account of the machine is answered; asked by a child of this process, which root alone can start.

    The child is forked, with all it needs loaded: the other account need not be able to read where Python lies.
    """
    reading, writing = os.pipe()
    asked(port, "/dossier.json")  # whatever asking loads is loaded before the account is given up
    child = os.fork()
    if child == 0:
        said = b""
        try:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
            answer = asked(port, "/dossier.json")
            said = json.dumps([answer.status, answer.headers, answer.text]).encode()
        except BaseException as error:  # noqa: BLE001 - the parent tells of it
            said = json.dumps([0, {}, repr(error)]).encode()
        finally:
            os.write(writing, said)
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        status, headers, text = json.loads(told.read())
    os.waitpid(child, 0)
    return Answer(status, headers, text)
