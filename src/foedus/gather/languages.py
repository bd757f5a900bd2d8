"""A text enters; the language it is most likely written in leaves, told by script and by its commonest small words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 40_000  # characters; a longer text tells no more
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("hi", "\u0900", "\u097f"),
    ("th", "\u0e00", "\u0e7f"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
)


def language_of(text: str, *, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language, or None where the text is too short or too odd to tell.

    A declared language decides only where the words do not.

    >>> language_of("The envoy of Ruritania has said that it will not sign the treaty.")
    'en'
    >>> language_of("Der Botschafter hat gesagt, dass er den Vertrag nicht unterschreiben wird.")
    'de'
    """
    sample = text[:_SAMPLE]
    by_script = _by_script(sample)
    if by_script is not None:
        return by_script
    words = Counter(word.lower() for word in _WORDS.findall(sample))
    total = words.total()
    shares = {code: sum(words[word] for word in small) / max(1, total) for code, small in _small_words().items()}
    best = max(sorted(shares), key=lambda code: shares[code], default=None)
    if best is not None and total >= 8 and shares[best] >= 0.12:
        return best
    return declared[:2].lower() if declared else ("en" if shares.get("en", 0) > 0 and best == "en" else None)


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = sum(letter.isalpha() for letter in sample)
    counts = Counter({code: sum(low <= letter <= high for letter in sample) for code, low, high in _SCRIPTS})
    if counts["ja"] * 10 > letters:
        counts["ja"] += counts["zh"]  # Japanese mixes kana with Chinese characters
    code, count = counts.most_common(1)[0]
    return code if count * 3 > letters > 0 else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    rows = tomllib.loads(files(__package__).joinpath("small_words.toml").read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in rows["language"].items()}
