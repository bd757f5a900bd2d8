"""The endpoint of a language model: a request enters, the text of its answer leaves, from a cache where it is known.

What was spent is kept beside the cache, so that the budget holds over runs and worker processes. Nothing is sent
without a budget, and nothing beyond it.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import MissingExtra, NoEndpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

TRIES = 3
LARGEST = 8 << 20  # bytes of an answer that are taken
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_CHARACTERS_A_TOKEN = 3  # fewer than in English prose: an estimate to reserve by errs on the dear side


class NoAnswer(Exception):
    """The endpoint gave no usable answer, for the reason told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Whom to ask, and how much may be spent."""

    url: str
    model: str
    key: str | None
    budget: int  # tokens in all, over every run that uses this cache
    cache: Path
    timeout: float = 120.0  # seconds
    longest: int = 8_000  # tokens of an answer

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Settings:
        """The settings that the environment tells; raises NoEndpoint where it lacks the address, model or budget."""
        wanted = ("FOEDUS_LLM_URL", "FOEDUS_LLM_MODEL", "FOEDUS_LLM_BUDGET")
        missing = [name for name in wanted if not told.get(name)]
        if missing:
            raise NoEndpoint(f"{', '.join(missing)} not set")
        if not told["FOEDUS_LLM_BUDGET"].isdigit():
            raise NoEndpoint("FOEDUS_LLM_BUDGET is no whole number of tokens")
        if not told["FOEDUS_LLM_URL"].startswith(("http://", "https://")):
            raise NoEndpoint("FOEDUS_LLM_URL is no http address")
        cache = told.get("FOEDUS_LLM_CACHE") or str(Path.home() / ".cache" / "foedus" / "llm")
        timeout = told.get("FOEDUS_LLM_TIMEOUT", "120")
        return cls(
            url=told["FOEDUS_LLM_URL"].rstrip("/"),
            model=told["FOEDUS_LLM_MODEL"],
            key=told.get("FOEDUS_LLM_KEY") or None,
            budget=int(told["FOEDUS_LLM_BUDGET"]),
            cache=Path(cache),
            timeout=float(timeout) if timeout.replace(".", "", 1).isdigit() else 120.0,
        )


class Client:
    """Asks one endpoint, once for the same request."""

    def __init__(self, settings: Settings, *, pause: float = 1.0) -> None:
        try:
            import urllib3  # noqa: PLC0415  an optional extra
        except ImportError as error:
            raise MissingExtra("llm") from error
        self.settings = settings
        self._pause = pause
        self._failed: type[Exception] = urllib3.exceptions.HTTPError
        limits = urllib3.Timeout(connect=min(10.0, settings.timeout), read=settings.timeout)
        self._pool: Any = urllib3.PoolManager(timeout=limits, retries=False)

    def ask(self, body: dict[str, Any]) -> str:
        """The text of the answer; raises NoAnswer."""
        sent = json.dumps(body, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
        digest = hashlib.sha256(self.settings.url.encode() + b"\0" + sent).hexdigest()
        known = self.settings.cache / f"{digest}.json"
        if known.is_file():
            return str(json.loads(known.read_text(encoding="utf-8"))["content"])
        self._reserve(len(sent) // _CHARACTERS_A_TOKEN + int(body["max_tokens"]))
        content, used = self._tried(sent)
        self._spend(used if used is not None else (len(sent) + len(content)) // _CHARACTERS_A_TOKEN)
        self._keep(known, content)
        return content

    def spent(self) -> int:
        """The tokens that this cache has cost so far."""
        ledger = self.settings.cache / "spent"
        lines = ledger.read_text(encoding="utf-8").split() if ledger.is_file() else []
        return sum(int(line) for line in lines if line.isdigit())

    def _reserve(self, tokens: int) -> None:
        spent = self.spent()
        if spent + tokens > self.settings.budget:
            raise NoAnswer(
                f"the budget of {self.settings.budget} tokens does not allow it: {spent} are spent and up to {tokens}"
                " would be needed; raise FOEDUS_LLM_BUDGET"
            )

    def _tried(self, sent: bytes) -> tuple[str, int | None]:
        headers = {"Content-Type": "application/json"}
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        reason = "no try was made"
        for turn in range(TRIES):
            if turn:
                time.sleep(self._pause * 2 ** (turn - 1))
            try:
                reply = self._pool.request(
                    "POST", f"{self.settings.url}/chat/completions", body=sent, headers=headers, preload_content=False
                )
                data = reply.read(LARGEST + 1, decode_content=True)
                reply.release_conn()
            except (self._failed, OSError) as error:
                reason = f"{type(error).__name__} from the endpoint"
                continue
            if reply.status == 200:
                return _content(data)
            reason = f"status {reply.status} from the endpoint"
            if reply.status not in _AGAIN:
                break
        raise NoAnswer(reason)

    def _spend(self, tokens: int) -> None:
        self.settings.cache.mkdir(parents=True, exist_ok=True)
        ledger = os.open(self.settings.cache / "spent", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(ledger, f"{max(0, tokens)}\n".encode())
        finally:
            os.close(ledger)

    def _keep(self, file: Path, content: str) -> None:
        new = file.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps({"model": self.settings.model, "content": content}), encoding="utf-8")
        new.replace(file)


def _content(data: bytes) -> tuple[str, int | None]:
    """The text of an answer and the tokens that it cost, where told."""
    if len(data) > LARGEST:
        raise NoAnswer(f"an answer of more than {LARGEST >> 20} MiB")
    try:
        answer = json.loads(data)
        content = answer["choices"][0]["message"]["content"]
        used = (answer.get("usage") or {}).get("total_tokens")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswer("an answer that is not in the protocol of chat completions") from error
    if not isinstance(content, str):
        raise NoAnswer("an answer without a text")
    return content, used if isinstance(used, int) and used >= 0 else None
