"""A framework of the user's own: a file enters; a framework that can be assessed by leaves, or a clear sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.errors import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.assess import Framework


def framework_of(file: Path) -> Framework:
    """The framework that the file describes, whose records are all something that reference data is asked about.

    Raises KnowledgeError where the file cannot be read, contradicts itself or names what there is not.
    """
    from foedus.assess import load_framework  # noqa: PLC0415 - see `pipeline.verbs`
    from foedus.check.topics import topics  # noqa: PLC0415

    found = load_framework(file)
    known = {each.id for each in topics()}
    for indicator in found.indicators:
        for each in indicator.records:
            if each not in known:
                choices = ", ".join(sorted(known))
                raise KnowledgeError(
                    f"{file.name}: indicator '{indicator.id}' asks the record about '{each}', which no dataset is "
                    f"asked about: choose from {choices}."
                )
    return found
