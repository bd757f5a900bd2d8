"""A language model as a reader: a document enters, claims whose every word stands in it leave; the rest are problems.

The endpoint is the user's (OpenAI's protocol of chat completions); there is none by default. The document is data:
no tools are offered to the model and nothing that it writes is followed. Of its answer only what is found verbatim
in the text is kept, with its offsets.
"""

from __future__ import annotations

from foedus.read.by_llm.client import Client, Settings
from foedus.read.by_llm.reader import LlmReader

__all__ = ["Client", "LlmReader", "Settings"]
